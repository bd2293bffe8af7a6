"""The performance of a period as it is shown: its numbers, line, months and contributions."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from gridwatch.domain.bars import Floats, day_of
from gridwatch.domain.problem import Problem
from gridwatch.services.overview import CompanyView, read_facts
from gridwatch.services.portfolio.benchmark import (
    BenchmarkLine,
    named_benchmark,
    read_benchmark,
)
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.contributions import contributions
from gridwatch.services.portfolio.measuring import measure
from gridwatch.services.portfolio.months import month_returns
from gridwatch.services.portfolio.spans import Span, span_of
from gridwatch.services.portfolio.value_lines import value_line
from gridwatch.services.portfolio.views import (
    Contribution,
    Dimension,
    Measured,
    MonthReturn,
    Period,
    Scope,
    ValueLine,
)
from gridwatch.store.user.watchlists import Watchlist

# A rate of the first day may be one of some days before it.
_RATES_BEFORE = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a portfolio is compared with, and what it takes to read it."""

    key: str
    name: str
    companies: Mapping[int, CompanyView]
    watchlists: Sequence[Watchlist]
    now: datetime


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """Everything that is shown of one period.

    `benchmark`: the cumulated return of what it is compared with on the days of the line, None
    without. `begun`: the day of the first transaction, None without any. `months` are of all of
    the time. `notes`: what the benchmark lacks.
    """

    measured: Measured
    line: ValueLine
    months: tuple[MonthReturn, ...]
    contributions: tuple[Contribution, ...]
    dimension: Dimension
    begun: date | None
    benchmark: Floats | None = None
    benchmark_name: str = ""
    notes: tuple[Problem, ...] = ()


def performance_of(
    book: Book,
    scope: Scope,
    currency: str,
    period: Period,
    dimension: Dimension,
    compared: tuple[BenchmarkLine, str] | None = None,
) -> Performance:
    """Return the performance of a scope in a period, in `currency`.

    `compared`: a benchmark on the days of the book and what it is called. Nothing of the arrays of
    the book is kept.
    """
    whole = value_line(book, scope, currency)
    span = span_of(whole, period)
    line = None if compared is None else compared[0]
    return Performance(
        measure(book, scope, currency, period, line),
        line_of(span),
        month_returns(whole),
        contributions(book, scope, currency, period, dimension),
        dimension,
        begun_on(book),
        None if line is None else rebased(line, span),
        "" if compared is None else compared[1],
        () if line is None else line.notes,
    )


def begun_on(book: Book) -> date | None:
    """Return the day of the first transaction, None without any up to today."""
    return day_of(book.first + 1) if book.first < book.last else None


def line_of(span: Span) -> ValueLine:
    """Return the days of a span as a line of its own, which begins with what was there."""
    begin = span.value[:1] if len(span.value) and np.isfinite(span.value[0]) else np.zeros(1)
    flowed = np.cumsum(span.inflow - span.outflow)
    return ValueLine(
        span.days.copy(),
        span.value.copy(),
        span.inflow.copy(),
        span.outflow.copy(),
        flowed + float(begin[0]),
        span.grown.copy(),
    )


def rebased(line: BenchmarkLine, span: Span) -> Floats:
    """Return the cumulated return of a benchmark on the days of a span, since its first one."""
    if not len(span.days) or not len(line.days):
        return np.full(len(span.days), np.nan)
    rows = np.searchsorted(line.days, span.days)
    inside = rows < len(line.days)
    values = np.full(len(span.days), np.nan)
    values[inside] = line.values[rows[inside]]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(values / values[0] - 1.0, dtype=np.float64)


def read_compared_with(
    book: Book, market: sqlite3.Connection | None, currency: str, wanted: Compared
) -> tuple[BenchmarkLine, str] | None:
    """Return a benchmark on all days of the book with its name, None without the cache."""
    if market is None or not wanted.key:
        return None
    companies = [each.company for each in wanted.companies.values()]
    since = day_of(book.first) - _RATES_BEFORE
    facts = read_facts(market, companies, (), currency, since)
    benchmark = named_benchmark(wanted.key, wanted.companies, wanted.watchlists)
    line = read_benchmark(benchmark, market, facts, wanted.companies, currency, book.days())
    notes = tuple(_called(each, wanted) for each in line.notes)
    return replace(line, notes=notes), wanted.name


def _called(note: Problem, wanted: Compared) -> Problem:
    """Return a note with the name that was chosen where it knows the symbol alone."""
    if note.values.get("name") != wanted.key:
        return note
    return note.with_values(name=wanted.name)
