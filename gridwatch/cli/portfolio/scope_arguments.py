"""Arguments that say what part of a portfolio is meant, and how it is told."""

from __future__ import annotations

from gridwatch.cli.arguments import argument

# Spelt out here: what defines them is imported when a command needs it. A test compares them.
DIMENSIONS = ("security", "company", "segment", "country", "currency", "account")
ACCOUNT = argument(
    "--account", action="append", metavar="NAME", help="this account or group only; repeatable"
)
CURRENCY = argument("--currency", metavar="CODE", help="of all amounts; else the base currency")
