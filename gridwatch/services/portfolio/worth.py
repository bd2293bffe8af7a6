"""What a share of each security was worth on the two days that a period lies between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Floats, day_of
from gridwatch.services.portfolio.book import Book


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """Prices of a share of today at the end of both days, by the id of the security.

    In its own currency, and in that of the view; NaN where a price or rate is missing.
    """

    local_first: Floats
    view_first: Floats
    local_last: Floats
    view_last: Floats


def worth_between(book: Book, currency: str, first: int, last: int) -> Worth:
    """Return the prices of the day numbers `first` and `last`."""
    return Worth(*_on(book, currency, first), *_on(book, currency, last))


def _on(book: Book, currency: str, day: int) -> tuple[Floats, Floats]:
    return book.kept(("worth", currency, day), lambda: _prices(book, currency, day))


def _prices(book: Book, currency: str, day: int) -> tuple[Floats, Floats]:
    held = {security for _, security in book.positions}
    on = day_of(day)
    local = np.full(max(held, default=0) + 1, np.nan)
    view = local.copy()
    rates = dict[str, float]()
    for number in held:
        code = book.securities[number].currency
        if code not in rates:
            row = book.rates(code, currency)
            at = day - book.first
            rates[code] = float(row[at]) if 0 <= at < len(row) else np.nan
        priced = book.price_on(number, on)
        if priced is not None:
            local[number] = priced.price
            view[number] = priced.price * rates[code]
    return local, view
