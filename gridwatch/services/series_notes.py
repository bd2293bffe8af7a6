"""What the user has to know of a history: what is missing in it, and from when on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_of
from gridwatch.domain.problem import Fault, Problem
from gridwatch.domain.quote import Quote
from gridwatch.services.cap_history import rate_missing
from gridwatch.services.stored_bars import StoredBars


def history_notes(stored: StoredBars, listed: str, quote: Quote | None) -> Iterator[Problem]:
    """Yield what is wrong with stored bars in the currency `listed`, and the quote beside them."""
    if quote is not None and quote.currency != listed:
        yield Problem(
            "quote_in_other_currency",
            "The last price is in {quoted}, the history in {stored}: it is not drawn"
            " until the history is fetched again.",
            fault=Fault.SOURCE,
            quoted=quote.currency,
            stored=listed,
        )
    for each in stored.owed:
        yield Problem(
            "split_not_restated",
            "The source has not restated the prices before the split of {day} yet:"
            " GridWatch has done it, at {new} for {old}.",
            fault=Fault.SOURCE,
            day=each.day,
            new=each.numerator,
            old=each.denominator,
        )
    if stored.dropped:
        yield Problem(
            "bars_without_price",
            "Bars without a price are left out: {count}.",
            fault=Fault.SOURCE,
            count=stored.dropped,
        )


def rate_notes(given: str, wanted: str, days: Days, rates: Floats) -> Iterator[Problem]:
    """Yield for which of the days the rate is missing, which is NaN there."""
    known = np.flatnonzero(np.isfinite(rates))
    if not len(known):
        yield rate_missing(given, wanted)
        return
    first, last = (day_of(int(days[row])) for row in (known[0], known[-1]))
    if known[0] > 0:
        yield Problem(
            "rates_begin",
            "Rates from {given} to {wanted} are known from {day} on.",
            fault=Fault.SOURCE,
            given=given,
            wanted=wanted,
            day=first,
        )
    if known[-1] < len(days) - 1:
        yield Problem(
            "rates_end",
            "Rates from {given} to {wanted} are known up to {day}; newer ones are not here yet.",
            fault=Fault.SOURCE,
            given=given,
            wanted=wanted,
            day=last,
        )
