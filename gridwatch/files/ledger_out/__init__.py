"""Ledgers for other programs: tables as CSV and workbooks, and what Portfolio Performance takes."""
