"""The steps of a period lead to its numbers: sums add up, chains multiply, payments balance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import prod

import pytest

from gridwatch.domain.ledger.kind import Kind
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.contributions import contributions
from gridwatch.services.portfolio.measuring import measure
from gridwatch.services.portfolio.period_trails import (
    contribution_steps,
    drawdown_steps,
    excess_steps,
    flow_steps,
    gain_steps,
    irr_steps,
    parts_steps,
    risk_steps,
    simple_steps,
    ttwror_steps,
    yearly_steps,
)
from gridwatch.services.portfolio.value_lines import value_line
from gridwatch.services.portfolio.views import Dimension, Measured, Period, Scope, Step, ValueLine
from tests.services.portfolio.two_securities import (
    SIEMENS,
    VERNOVA,
    Ledger,
    day,
    money,
    trade,
)

EUROS = {0: 10.0, 10: 11.0, 20: 12.0, 30: 9.0, 40: 13.0}
CLOSES = [50 + 0.5 * at for at in range(60)]
RATES = [1.1 + 0.002 * at for at in range(60)]
ALL = Period(day(-1), day(59))


@pytest.fixture
def book() -> Iterator[Book]:
    made = Ledger(days=59)
    made.prices(EUROS, CLOSES, RATES)
    yield made.book(
        money(Kind.DEPOSIT, 0, "10000"),
        trade(Kind.BUY, 2, "100", "1000", SIEMENS, fee="5"),
        money(Kind.DEPOSIT, 5, "3000", 2),
        trade(Kind.BUY, 8, "20", "1080", VERNOVA),
        trade(Kind.SELL, 35, "40", "420", SIEMENS, fee="3"),
        money(Kind.DIVIDEND, 40, "50", security=SIEMENS, tax="10", account=3),
        money(Kind.WITHDRAWAL, 45, "500"),
    )
    made.close()


def told(book: Book) -> tuple[Measured, ValueLine]:
    return measure(book, Scope(), "EUR", ALL), value_line(book, Scope(), "EUR")


def amounts(step: Step) -> list[float]:
    return [float(each.amount) for each in step.steps if each.amount is not None]


def test_the_gain_is_what_its_steps_add_up_to(book: Book) -> None:
    one, _ = told(book)
    for step in (gain_steps(one), parts_steps(one)):
        assert step.amount == one.gain
        assert sum(amounts(step)) == pytest.approx(one.gain)


def test_flows_are_told_day_by_day(book: Book) -> None:
    one, line = told(book)
    into = flow_steps(line, ALL, "EUR", into=True)
    out = flow_steps(line, ALL, "EUR", into=False)
    assert [each.values["on"] for each in into.steps] == [day(0), day(5)]
    assert sum(amounts(into)) == pytest.approx(one.inflow)
    assert sum(amounts(out)) == pytest.approx(one.outflow) == pytest.approx(500)


def test_months_chain_up_to_the_return(book: Book) -> None:
    one, line = told(book)
    step = ttwror_steps(line, ALL, "EUR")
    assert step.amount == pytest.approx(one.ttwror)
    assert prod(1 + each for each in amounts(step)) - 1 == pytest.approx(one.ttwror)
    assert {each.code for each in step.steps} == {"month_return"}
    for month in step.steps:
        codes = [each.code for each in month.steps]
        assert (codes[0], codes[-1]) == ("period_begin", "period_end")


def test_over_several_years_months_stand_under_their_year() -> None:
    ledger = Ledger(days=59)
    ledger.today = None  # type: ignore[attr-defined]  # nothing reads it here
    ledger.prices({0: 10.0}, CLOSES, RATES)
    book = ledger.book(money(Kind.DEPOSIT, -40, "1000"), trade(Kind.BUY, -30, "50", "500", SIEMENS))
    line = value_line(book, Scope(), "EUR")
    step = ttwror_steps(line, Period(day(-41), day(59)), "EUR")
    ledger.close()
    assert [each.values["year"] for each in step.steps] == [2023, 2024]
    assert all(each.code == "month_return" for year in step.steps for each in year.steps)


def test_the_payments_come_to_nothing_at_the_rate(book: Book) -> None:
    one, line = told(book)
    step = irr_steps(line, one)
    assert one.irr is not None
    first = step.steps[0].values["on"]
    assert isinstance(first, date)
    worth = 0.0
    for each in step.steps:
        on = each.values["on"]
        assert isinstance(on, date)
        worth += float(each.amount or 0) / (1 + one.irr) ** ((on - first).days / 365)
    assert worth == pytest.approx(0.0, abs=1e-4)


def test_the_others_carry_their_number(book: Book) -> None:
    one, line = told(book)
    inner = ttwror_steps(line, ALL, "EUR")
    assert simple_steps(one).amount == one.simple
    assert risk_steps(line, one, "volatility").amount == one.volatility
    assert risk_steps(line, one, "semi_deviation").amount == one.semi_deviation
    assert risk_steps(line, one, "sharpe").amount == one.sharpe
    assert risk_steps(line, one, "sortino").amount == one.sortino
    assert yearly_steps(one, inner, 60).amount == one.ttwror_yearly
    assert excess_steps(one, inner, "CSI 300").amount == one.excess


def test_the_deepest_fall_lies_between_its_ends(book: Book) -> None:
    one, line = told(book)
    step = drawdown_steps(line, one)
    assert one.drawdown is not None
    peak, low = amounts(step)
    assert (1 + low) / (1 + peak) - 1 == pytest.approx(-one.drawdown.depth)


def test_contributions_tell_their_gain(book: Book) -> None:
    for part in contributions(book, Scope(), "EUR", ALL, Dimension.SECURITY):
        step = contribution_steps(part, ALL, "EUR")
        assert step.amount == part.contribution
        assert sum(amounts(step.steps[0])) == pytest.approx(part.gain)


def test_a_period_without_anything_has_no_steps(book: Book) -> None:
    before = Period(date(2020, 1, 1), date(2020, 2, 1))
    one = measure(book, Scope(), "EUR", before)
    line = value_line(book, Scope(), "EUR")
    assert ttwror_steps(line, before, "EUR").steps == ()
    assert gain_steps(one).amount == one.gain
    assert drawdown_steps(line, one).amount in {None, 0.0}
