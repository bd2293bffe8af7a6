"""Which part of the ledger is about a company: found by an index, and free where it is none."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence


def securities_among(user: sqlite3.Connection, symbols: Sequence[str]) -> dict[int, str]:
    """Return the symbols that are securities of the ledger, by the ids of those."""
    marks = ", ".join("?" * len(symbols))
    # The index holds no empty symbols, which a statement has to say for it to be used.
    rows = user.execute(
        f"SELECT id, symbol FROM security WHERE symbol <> '' AND symbol IN ({marks})",  # noqa: S608 - marks only
        tuple(symbols),
    )
    return {int(number): symbol for number, symbol in rows}


def connected_securities(user: sqlite3.Connection, wanted: Collection[int]) -> frozenset[int]:
    """Return securities with all those that spin-offs and mergers connect them with.

    Their lots go from one to the other, so that they can't be traced apart.
    """
    links = user.execute(
        "SELECT DISTINCT security_id, other_security_id FROM ledger_transaction"
        " WHERE other_security_id IS NOT NULL AND security_id IS NOT NULL"
    ).fetchall()
    found, before = set(wanted), 0
    while len(found) > before:
        before = len(found)
        for pair in links:
            if not found.isdisjoint(pair):
                found.update(pair)
    return frozenset(found)


def transactions_among(user: sqlite3.Connection, securities: Collection[int]) -> tuple[int, ...]:
    """Return the ids of the transactions of these securities, by day and as they were entered."""
    marks = ", ".join("?" * len(securities))
    rows = user.execute(
        f"SELECT id FROM ledger_transaction WHERE security_id IN ({marks}) ORDER BY on_date, id",  # noqa: S608 - marks only
        tuple(sorted(securities)),
    )
    return tuple(int(number) for (number,) in rows)
