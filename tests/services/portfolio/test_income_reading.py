"""Income as it is shown: yields of what is held, offers of the scope, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from gridwatch.domain.bars import Dividend
from gridwatch.domain.ledger.kind import Kind
from gridwatch.services.portfolio.income_reading import read_income, yields_of
from gridwatch.services.portfolio.views import Income, Missing, Scope
from tests.services.portfolio.two_securities import (
    DEPOT,
    DOLLARS,
    OTHER,
    SIEMENS,
    VERNOVA,
    Ledger,
    day,
    money,
    trade,
)

CLOSES = [50.0] * 60


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger(days=59)
    made.prices({0: 10.0}, CLOSES, [1.25] * 60, dividends=(Dividend(day(30), 0.5),))
    yield made
    made.close()


def test_yields_are_by_cost_and_by_value(ledger: Ledger) -> None:
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "10000"),
        trade(Kind.BUY, 1, "100", "800", SIEMENS),
        money(Kind.DIVIDEND, 20, "40", security=SIEMENS, tax="10", account=DEPOT),
    )
    found = read_income(book, ledger.market, Scope(), "EUR")
    assert found.yields[SIEMENS].on_cost == pytest.approx(0.05)
    assert found.yields[SIEMENS].on_value == pytest.approx(0.04)
    (paid,) = [each for each in found.incomes if not each.expected]
    assert (paid.gross, paid.net) == (40.0, 30.0)


def test_a_dividend_that_is_not_booked_is_offered_to_its_scope(ledger: Ledger) -> None:
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "5000", DOLLARS),
        trade(Kind.BUY, 1, "10", "500", VERNOVA),
    )
    key = f"dividend:{VERNOVA}:{day(30).isoformat()}"
    assert [each.key for each in read_income(book, ledger.market, Scope(), "EUR").offers] == [key]
    inside = Scope(frozenset({DEPOT}))
    assert len(read_income(book, ledger.market, inside, "EUR").offers) == 1
    outside = Scope(frozenset({OTHER}))
    assert read_income(book, ledger.market, outside, "EUR").offers == ()
    assert read_income(book, ledger.market, Scope(), "EUR", {key}).offers == ()


def test_without_the_cache_nothing_is_offered(ledger: Ledger) -> None:
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "5000", DOLLARS), trade(Kind.BUY, 1, "10", "500", VERNOVA)
    )
    assert read_income(book, None, Scope(), "EUR").offers == ()


def test_a_payment_without_a_rate_says_which_one_is_missing(ledger: Ledger) -> None:
    book = ledger.book(money(Kind.INTEREST, 10, "12", DOLLARS))
    found = read_income(book, ledger.market, Scope(), "CHF")
    assert found.incomes[0].gross is None
    assert {each.missing for each in found.gaps} == {Missing.RATE}


def test_an_unknown_dividend_makes_the_yield_unknown(ledger: Ledger) -> None:
    from gridwatch.services.portfolio.holdings import holdings_of

    book = ledger.book(money(Kind.DEPOSIT, 0, "5000"), trade(Kind.BUY, 1, "100", "800", SIEMENS))
    held = holdings_of(book, Scope(), "EUR", book.today)
    paid = (Income(day(20), SIEMENS, None, None, None), Income(day(30), SIEMENS, 5.0, 0.0, 5.0))
    since = day(0) - timedelta(days=1)
    assert yields_of(paid, held, since)[SIEMENS].on_cost is None
    assert yields_of(paid, held, day(25))[SIEMENS].on_cost == pytest.approx(5 / 800)
