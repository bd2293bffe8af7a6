"""What is shown of a period: cut out of the whole line, with a benchmark on the same days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from gridwatch.domain.ledger.kind import Kind
from gridwatch.services.portfolio.benchmark import BenchmarkLine
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.performance import (
    Compared,
    begun_on,
    performance_of,
    read_compared_with,
)
from gridwatch.services.portfolio.value_lines import value_line
from gridwatch.services.portfolio.views import Dimension, Period, Scope
from tests.in_memory import new_market
from tests.services.portfolio.two_securities import SIEMENS, Ledger, day, money, trade

RATES = [1.1] * 60
PERIOD = Period(day(10), day(40))


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger(days=59)
    made.prices({at: 10.0 + at / 10 for at in range(0, 60, 2)}, [50.0] * 60, RATES)
    yield made
    made.close()


def booked(ledger: Ledger) -> Book:
    return ledger.book(
        money(Kind.DEPOSIT, 0, "1000"),
        trade(Kind.BUY, 1, "50", "500", SIEMENS),
        money(Kind.DEPOSIT, 20, "300"),
    )


def test_the_line_begins_and_ends_with_the_period(ledger: Ledger) -> None:
    shown = performance_of(booked(ledger), Scope(), "EUR", PERIOD, Dimension.SECURITY)
    assert len(shown.line.days) == 31
    assert shown.line.growth[0] == 0.0
    assert shown.line.growth[-1] == pytest.approx(shown.measured.ttwror)
    assert shown.line.value[-1] == pytest.approx(shown.measured.end)
    assert shown.line.invested[0] == pytest.approx(shown.measured.begin)
    assert shown.line.invested[-1] - shown.line.invested[0] == pytest.approx(300.0)
    assert shown.begun == day(0)


def test_nothing_of_the_book_is_kept(ledger: Ledger) -> None:
    book = booked(ledger)
    shown = performance_of(book, Scope(), "EUR", PERIOD, Dimension.SECURITY)
    whole = value_line(book, Scope(), "EUR")
    for name in ("days", "value", "inflow", "outflow", "growth"):
        assert not np.shares_memory(getattr(shown.line, name), getattr(whole, name))


def test_contributions_add_up_to_the_return_that_is_shown(ledger: Ledger) -> None:
    shown = performance_of(booked(ledger), Scope(), "EUR", PERIOD, Dimension.SECURITY)
    parts = [each.contribution for each in shown.contributions]
    assert sum(each for each in parts if each is not None) == pytest.approx(shown.measured.ttwror)


def test_a_benchmark_begins_at_nothing_with_the_period(ledger: Ledger) -> None:
    book = booked(ledger)
    days = book.days()
    line = BenchmarkLine(days, np.linspace(100.0, 200.0, len(days)))
    shown = performance_of(book, Scope(), "EUR", PERIOD, Dimension.SECURITY, (line, "An index"))
    assert shown.benchmark is not None
    assert shown.benchmark[0] == 0.0
    assert shown.benchmark[-1] == pytest.approx(shown.measured.benchmark)
    assert shown.benchmark_name == "An index"


def test_a_benchmark_that_is_shorter_is_unknown_beyond(ledger: Ledger) -> None:
    book = booked(ledger)
    days = book.days()[:20]
    line = BenchmarkLine(days, np.linspace(100.0, 120.0, len(days)))
    shown = performance_of(book, Scope(), "EUR", PERIOD, Dimension.SECURITY, (line, "Short"))
    assert shown.benchmark is not None
    assert np.isnan(shown.benchmark[-1])


def test_without_transactions_nothing_has_begun(ledger: Ledger) -> None:
    book = ledger.book()
    assert begun_on(book) is None
    last = ledger.days
    period = Period(day(last) - timedelta(days=1), day(last))
    shown = performance_of(book, Scope(), "EUR", period, Dimension.SEGMENT)
    assert shown.begun is None
    assert shown.contributions == ()


def test_a_benchmark_without_a_history_is_noted_by_the_name_that_was_chosen(
    ledger: Ledger,
) -> None:
    book, market = booked(ledger), new_market()
    wanted = Compared("^STOXX", "STOXX Europe 600", {}, (), datetime(2026, 1, 5, tzinfo=UTC))
    found = read_compared_with(book, market, "EUR", wanted)
    assert found is not None
    shown = performance_of(book, Scope(), "EUR", PERIOD, Dimension.SECURITY, found)
    assert shown.measured.benchmark is None
    assert [each.values["name"] for each in shown.notes] == ["STOXX Europe 600"]
    market.close()
