"""What the ledger needs of the market: symbols since when, and currencies, found quickly."""

from __future__ import annotations

import sqlite3
from datetime import date

# From one currency to the next by the index: as many steps as there are currencies.
_CURRENCIES = """
WITH RECURSIVE used (code) AS (
    SELECT min(currency) FROM ledger_transaction
    UNION ALL
    SELECT (SELECT min(currency) FROM ledger_transaction WHERE currency > code) FROM used
    WHERE code IS NOT NULL
)
SELECT code FROM used WHERE code IS NOT NULL
"""
# A charge is written as kind|amount|currency|rate: what is left beside its own currency.
_FOREIGN_CHARGES = """
SELECT charges FROM ledger_transaction
WHERE charges <> '' AND replace(charges, '|' || currency || '|', '') GLOB '*|[A-Z][A-Z][A-Z]|*'
"""
_HELD = """
SELECT symbol,
    (SELECT min(on_date) FROM ledger_transaction WHERE security_id = security.id),
    (SELECT min(on_date) FROM ledger_transaction WHERE other_security_id = security.id)
FROM security WHERE symbol <> '' ORDER BY id
"""


def held_since(user: sqlite3.Connection) -> dict[str, date]:
    """Return the first day of a transaction by symbol, of all securities that one names."""
    found = dict[str, date]()
    for symbol, *days in user.execute(_HELD):
        named = [each for each in days if each is not None]
        if named:
            found[symbol] = date.fromisoformat(min(named))
    return found


def first_day(user: sqlite3.Connection) -> date | None:
    """Return the day of the first transaction, None where there is none."""
    (first,) = user.execute("SELECT min(on_date) FROM ledger_transaction").fetchone()
    return None if first is None else date.fromisoformat(first)


def ledger_currencies(user: sqlite3.Connection) -> set[str]:
    """Return the currencies of the accounts, and of the securities and amounts of transactions."""
    codes = {code for (code,) in user.execute("SELECT DISTINCT currency FROM account")}
    codes |= {
        code
        for (code,) in user.execute(
            "SELECT DISTINCT currency FROM security WHERE"
            " EXISTS (SELECT 1 FROM ledger_transaction WHERE security_id = security.id) OR"
            " EXISTS (SELECT 1 FROM ledger_transaction WHERE other_security_id = security.id)"
        )
    }
    return codes | {code for (code,) in user.execute(_CURRENCIES)}


def charge_currencies(user: sqlite3.Connection) -> set[str]:
    """Return the currencies of the charges that are in another one than their transaction."""
    texts = (charges.split(";") for (charges,) in user.execute(_FOREIGN_CHARGES))
    return {charge.split("|")[2] for some in texts for charge in some}
