"""Reads what the user owns of a company; where it is nothing, one look into an index tells so."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING

from gridwatch.store.user.owned import securities_among

if TYPE_CHECKING:
    # Nothing of the ledger is imported on the way to the chart of a company that nobody owns.
    from gridwatch.services.overview import CompanyView
    from gridwatch.services.own_ledger import OwnLedger


def read_owned(user: sqlite3.Connection, view: CompanyView, now: datetime) -> OwnLedger | None:
    """Return the part of the ledger that is about a company, None where there is none."""
    symbols = [each.symbol for each in view.company.listings]
    listed = securities_among(user, symbols)
    if not listed:
        return None
    from gridwatch.services.own_ledger import read_own_ledger

    # East of here the exchange's day may have begun already.
    today = max(now.date(), view.quote.day) if view.quote is not None else now.date()
    return read_own_ledger(user, listed, today)
