"""What is shown of a period, and where its numbers come from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from gridwatch.domain.ledger.kind import Kind
from gridwatch.services.portfolio.measuring import measure
from gridwatch.services.portfolio.performance import begun_on
from gridwatch.services.portfolio.period_trails import (
    flow_steps,
    gain_steps,
    irr_steps,
    risk_steps,
)
from gridwatch.services.portfolio.value_lines import value_line
from gridwatch.services.portfolio.views import Period, Scope
from tests.services.portfolio.ledger import FIRST, TODAY, Ledger

ALL = Period(FIRST - timedelta(days=1), TODAY)


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with closing(Ledger()) as made:
        yield made


def test_a_ledger_of_days_to_come_has_not_begun(ledger: Ledger) -> None:
    cash = ledger.cash()
    assert begun_on(ledger.open()) is None
    ledger.book(Kind.DEPOSIT, TODAY + timedelta(days=9), cash=cash, gross="10")
    assert begun_on(ledger.open()) is None
    ledger.book(Kind.DEPOSIT, TODAY, cash=cash, gross="10")
    assert begun_on(ledger.open()) == TODAY


def test_a_flow_of_unknown_worth_is_a_step_of_its_sum(ledger: Ledger) -> None:
    security, depot, cash = ledger.security("ABC"), ledger.depot(), ledger.cash()
    ledger.book(Kind.DEPOSIT, FIRST, cash=cash, gross="7")
    ledger.book(
        Kind.DELIVERY_IN, FIRST + timedelta(days=2), account=depot, security=security, quantity="1"
    )
    book = ledger.open()
    line, one = value_line(book), measure(book, Scope(), "EUR", ALL)
    step = flow_steps(line, ALL, "EUR", into=True)
    assert step.amount is None
    assert [each.amount for each in step.steps] == [7.0, None]
    assert [each.amount for each in gain_steps(one).steps] == [None, 0.0, None, 0.0]
    assert [each.amount for each in irr_steps(line, one).steps] == [0.0, -7.0, None, None]


@pytest.mark.parametrize("code", ["volatility", "semi_deviation", "sharpe", "sortino"])
def test_a_measure_of_risk_opens_to_what_it_is_made_of(ledger: Ledger, code: str) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    ledger.closes("ABC", *[10.0 + each % 5 for each in range(29)])
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="1", gross="10")
    book = ledger.open()
    one = measure(book, Scope(), "EUR", ALL)
    step = risk_steps(value_line(book), one, code)
    first, other, *_ = (float(each.amount or 0) for each in step.steps)
    counted = next(float(each.amount or 0) for each in step.steps if each.code == "trading_days")
    assert counted == 29  # each day moved
    days = (ALL.last - ALL.first).days
    root = (counted * 365 / days) ** 0.5
    expected = first / other if code in {"sharpe", "sortino"} else first * root
    assert step.amount == getattr(one, code) == pytest.approx(expected)
