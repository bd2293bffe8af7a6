"""What is shown of a period, and where its numbers come from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from gridwatch.domain.ledger.kind import Kind
from gridwatch.services.portfolio.measuring import measure
from gridwatch.services.portfolio.performance import begun_on
from gridwatch.services.portfolio.period_trails import flow_steps, gain_steps, irr_steps
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
