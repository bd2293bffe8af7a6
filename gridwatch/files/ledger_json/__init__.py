"""Whole ledgers as JSON: our own documents, Ghostfolio's and Portfolio Performance's."""
