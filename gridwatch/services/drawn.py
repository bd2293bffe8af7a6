"""What the user has drawn on a company's charts, with its values as they are now."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from gridwatch.domain.drawings import Drawing, restated
from gridwatch.services.overview import CompanyView
from gridwatch.store.market.splits import all_splits
from gridwatch.store.user.drawings import all_drawings


def read_drawings(
    user: sqlite3.Connection, market: sqlite3.Connection | None, view: CompanyView, now: datetime
) -> tuple[Drawing, ...]:
    """Return the drawings of a company, oldest first, restated for the splits up to its last price.

    Without a price that is up to `now`, without a market file none is known.
    """
    found = all_drawings(user, view.company.id)
    if not found or market is None:
        return found
    splits = all_splits(market).get(view.company.primary, ())
    today = view.quote.day if view.quote is not None else now.date()
    return tuple(restated(each, splits, today) for each in found)
