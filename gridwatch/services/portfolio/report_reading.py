"""Gathers what a report of a period tells, from the ledger in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from gridwatch.services.portfolio.allocation import allocation_of
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.contributions import contributions
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.income import paid_income
from gridwatch.services.portfolio.measuring import measure
from gridwatch.services.portfolio.months import month_returns
from gridwatch.services.portfolio.performance import line_of
from gridwatch.services.portfolio.reports import Report
from gridwatch.services.portfolio.spans import span_of
from gridwatch.services.portfolio.value_lines import value_line
from gridwatch.services.portfolio.views import Dimension, Period, Scope


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What a report is wanted of: `targets` are those of `dimension`, by its keys."""

    title: str
    scope: Scope
    currency: str
    dimension: Dimension
    targets: Mapping[str, Decimal] = field(default_factory=dict)


def read_report(book: Book, wish: ReportWish, period: Period) -> Report:
    """Return the report of a period, holdings as of its last day, all in the currency wanted.

    Months are those of all years that the period touches, each whole. Nothing of the arrays of the
    book is kept. What the keys are called is for the caller to say.
    """
    scope, currency, last = wish.scope, wish.currency, min(period.last, book.today)
    whole = value_line(book, scope, currency)
    line = line_of(span_of(whole, period))
    years = range((period.first + timedelta(days=1)).year, last.year + 1)
    held = holdings_of(book, scope, currency, last)
    return Report(
        wish.title,
        measure(book, scope, currency, period),
        held,
        line,
        tuple(each for each in month_returns(whole) if each.year in years),
        contributions(book, scope, currency, period, wish.dimension),
        allocation_of(held, wish.dimension, wish.targets),
        paid_income(book, scope, currency, period),
    )
