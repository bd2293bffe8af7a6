"""Tests of GridWatch; the package mirrors `gridwatch/`."""
