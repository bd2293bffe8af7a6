"""What each part of a portfolio added to its return: parts that add up to the whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_of
from gridwatch.domain.ledger.linking import linked
from gridwatch.domain.ledger.returns import NOTHING
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.irr import irr
from gridwatch.services.portfolio.spans import Span, known, period_of, span_of
from gridwatch.services.portfolio.value_lines import each_line, value_line
from gridwatch.services.portfolio.views import (
    Contribution,
    Dimension,
    Period,
    Scope,
)


def contributions(
    book: Book, scope: Scope, currency: str, period: Period, dimension: Dimension
) -> tuple[Contribution, ...]:
    """Return what each part of a scope added, the largest gain first, those unknown last.

    On a day a part adds its gain as a ratio to what the whole began with and got; these are linked
    after Carino (`domain.ledger.linking`), so that all contributions add up to the TTWROR of the
    whole, as all gains do to its gain. None where the return of the whole is. `ttwror` and `irr`
    are those of the part by itself, whose flows are also those from and to other parts. Parts that
    had nothing in the period are left out.
    """
    code = currency or book.base_currency
    whole = span_of(value_line(book, scope, code), period)
    same = period_of(whole, period)
    linking = _Linking.of(whole)
    found = list[Contribution]()
    for key, line in each_line(book, scope, code, dimension):
        span = span_of(line, same)
        if _something(span):
            found.append(_contribution(dimension, key, span, linking))
    return tuple(sorted(found, key=lambda each: (each.gain is None, -(each.gain or 0.0), each.key)))


def _contribution(
    dimension: Dimension, key: str, span: Span, linking: _Linking | None
) -> Contribution:
    return Contribution(
        dimension,
        key,
        span.begin,
        span.end,
        float(span.inflow.sum()),
        float(span.outflow.sum()),
        span.gain,
        None if linking is None else known(linking.added(span)),
        span.ttwror,
        irr((day_of(day), amount) for day, amount in span.flows()),
    )


def _something(span: Span) -> bool:
    return len(span.days) > 1 or (len(span.days) == 1 and bool(span.value[0] != 0))


@dataclass(frozen=True, slots=True, eq=False)
class _Linking:
    """What links the gains of a part to the return of the whole.

    `rows`: the days of the whole with a known value; `base`: what was invested from each to the
    next one, and `returns` what it returned.
    """

    whole: Span
    rows: Days
    base: Floats
    returns: Floats

    @staticmethod
    def of(whole: Span) -> _Linking | None:
        """Return the linking of a whole, None where its return is not known."""
        if whole.ttwror is None:
            return None
        rows = np.flatnonzero(np.isfinite(whole.value))
        base = whole.value[rows[:-1]] + whole.inflow[rows[1:]]
        return _Linking(whole, rows, base, whole.returns[rows[1:]])

    def added(self, part: Span) -> float:
        """Return what a part has added to the return of the whole, NaN where it is unknown."""
        value, flowed = np.zeros(len(self.whole.days)), np.zeros(len(self.whole.days))
        at = len(value) - len(part.days)  # parts begin later, and end together
        value[at:], flowed[at:] = part.value, part.inflow - part.outflow
        gains = np.diff(value[self.rows]) - np.diff(np.cumsum(flowed)[self.rows])
        nothing = np.abs(self.base) < NOTHING
        shares = np.where(nothing, 0.0, gains / np.where(nothing, 1.0, self.base))
        return float(linked(shares, self.returns))
