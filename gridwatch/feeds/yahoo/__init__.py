"""Yahoo Finance through yfinance's session; the only place that imports it."""
