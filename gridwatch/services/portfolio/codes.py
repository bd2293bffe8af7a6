"""Amounts of the past as columns: currencies as numbers, converted at the rate of their day."""

from __future__ import annotations

import numpy as np

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.ledger.moves import Place
from gridwatch.domain.money import ISO_CODES
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.flow_columns import Numbers

CODES = tuple(sorted(ISO_CODES))
_NUMBERS = {code: at for at, code in enumerate(CODES)}
AT_MARKET = -1  # no amount is told: it is what the shares were worth on that day
UNKNOWN = -2


def code_number(code: str) -> int:
    """Return the number that stands for a currency in a column."""
    return _NUMBERS[code]


def place_numbers(book: Book) -> dict[Place, int]:
    """Return the number of each place, as in `book.flows`; they stay the same."""
    book.live_places()  # gives those their numbers through which nothing has flowed
    return {place: at for at, place in enumerate(book.places)}


def in_view(book: Book, currency: str, day: Days, amount: Floats, code: Numbers) -> Floats:
    """Return amounts in the currency of the view, NaN without a rate or where `code` is none."""
    found = np.full(len(amount), np.nan)
    for number in np.unique(code[code >= 0]):
        mine = np.flatnonzero(code == number)
        found[mine] = amount[mine] * book.rates(CODES[number], currency)[day[mine] - book.first]
    return found


def converted(
    book: Book,
    currency: str,
    security: Numbers,
    shares: Floats,
    day: Days,
    local: Floats,
    paid: Floats,
    code: Numbers,
) -> tuple[Floats, Floats]:
    """Return amounts of trades in the currency of each security and in that of the view.

    `local`: NaN where it was traded in another currency; it is then what was `paid` (in `code`) at
    the rate of the day. Where nobody tells an amount it is what the shares were worth.
    """
    own, view = local.copy(), in_view(book, currency, day, paid, code)
    lacking = np.flatnonzero((code == AT_MARKET) | (np.isnan(own) & (code >= 0)))
    for number in np.unique(security[lacking]):
        mine = lacking[security[lacking] == number]
        rates = book.rates(book.securities[int(number)].currency, currency)[day[mine] - book.first]
        market = code[mine] == AT_MARKET
        priced = mine[market]
        if len(priced):
            low, high = int(day[priced].min()), int(day[priced].max())
            prices = book.prices(int(number), low, high)
            own[priced] = shares[priced] * prices[day[priced] - low]
            view[priced] = own[priced] * rates[market]
        traded = mine[~market]
        own[traded] = view[traded] / rates[~market]
    return own, view
