"""Indicators over candles: declared in one table, computed whole or from a changed bar on."""
