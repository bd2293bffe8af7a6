"""What each part of a portfolio added to its return: parts that add up to the whole."""

from __future__ import annotations

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_of
from gridwatch.domain.ledger.linking import linked
from gridwatch.domain.ledger.returns import NOTHING
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.irr import irr
from gridwatch.services.portfolio.spans import Span, known, period_of, span_of
from gridwatch.services.portfolio.value_lines import lines_by, value_line
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
    spans = {
        key: span
        for key, line in lines_by(book, scope, code, dimension).items()
        if _something(span := span_of(line, same))
    }
    added = _added(whole, [_on(whole, each) for each in spans.values()])
    found = [
        Contribution(
            dimension,
            key,
            span.begin,
            span.end,
            float(span.inflow.sum()),
            float(span.outflow.sum()),
            span.gain,
            None if added is None else known(added[at]),
            span.ttwror,
            irr((day_of(day), amount) for day, amount in span.flows()),
        )
        for at, (key, span) in enumerate(spans.items())
    ]
    return tuple(sorted(found, key=lambda each: (each.gain is None, -(each.gain or 0.0), each.key)))


def _something(span: Span) -> bool:
    return len(span.days) > 1 or (len(span.days) == 1 and bool(span.value[0] != 0))


def _on(whole: Span, part: Span) -> tuple[Floats, Floats]:
    """Return value, and flows in less flows out, of a part on the days of the whole."""
    value, flowed = np.zeros(len(whole.days)), np.zeros(len(whole.days))
    at = len(whole.days) - len(part.days)  # parts begin later, and end together
    value[at:], flowed[at:] = part.value, part.inflow - part.outflow
    return value, flowed


def _added(whole: Span, parts: list[tuple[Floats, Floats]]) -> Floats | None:
    """Return the linked contributions of the parts, None where the return is not known."""
    if whole.ttwror is None:
        return None
    rows = np.flatnonzero(np.isfinite(whole.value))
    base = whole.value[rows[:-1]] + whole.inflow[rows[1:]]
    nothing = np.abs(base) < NOTHING
    gains = np.array([_gains(*each, rows) for each in parts]).reshape(len(parts), len(base))
    shares = np.where(nothing, 0.0, gains / np.where(nothing, 1.0, base))
    return linked(shares, whole.returns[rows[1:]])


def _gains(value: Floats, flowed: Floats, rows: Days) -> Floats:
    """Return the gain between each two of the days `rows`."""
    moved = np.cumsum(flowed)
    return np.asarray(np.diff(value[rows]) - np.diff(moved[rows]), dtype=np.float64)
