"""Formats of files that others write: read into values, checked line by line."""
