"""Indicators on a chart, with their legend, menu and settings."""
