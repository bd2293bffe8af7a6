"""Income that was paid and that may be expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from gridwatch.domain.bars import Dividend
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.income import expected_income, monthly, paid_income
from gridwatch.services.portfolio.views import Income, Period, Scope
from tests.services.portfolio.two_securities import (
    CASH,
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

RATES = [1.25] * 400


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger(days=399)
    made.prices({0: 10.0}, [50.0] * 400, RATES)
    yield made
    made.close()


def test_a_payment_is_told_before_and_after_tax_in_the_currency_of_the_view(
    ledger: Ledger,
) -> None:
    book = ledger.book(
        trade(Kind.BUY, 0, "10", "500", VERNOVA),
        money(Kind.DIVIDEND, 20, "50", DOLLARS, security=VERNOVA, tax="10"),
        money(Kind.INTEREST, 40, "3", tax="1"),
        money(Kind.INTEREST_CHARGE, 41, "2"),
        money(Kind.FEE, 42, "7"),
    )
    assert paid_income(book, Scope(), "EUR") == (
        Income(day(20), VERNOVA, 40.0, 8.0, 32.0, False, 2),
        Income(day(40), None, 3.0, 1.0, 2.0, False, 3),
        Income(day(41), None, -2.0, 0.0, -2.0, False, 4),
    )
    only = paid_income(book, Scope(), "EUR", Period(day(20), day(40)))
    assert [each.on for each in only] == [day(40)]
    of_security = paid_income(book, Scope(securities=frozenset({VERNOVA})), "EUR")
    assert [each.security_id for each in of_security] == [VERNOVA]
    assert paid_income(book, Scope(accounts=frozenset({CASH})), "EUR")[0].gross == 3.0


def test_without_a_rate_nothing_is_known_of_the_amount(ledger: Ledger) -> None:
    book = ledger.book(money(Kind.INTEREST, 40, "3"))
    (one,) = paid_income(book, Scope(), "CNY")
    assert (one.gross, one.tax, one.net) == (None, 0.0, None)


def test_dividends_of_the_last_year_are_expected_again_on_the_shares_of_now(
    ledger: Ledger,
) -> None:
    ledger.prices(
        {},
        [50.0] * 400,
        RATES,
        splits=[Split(day(50), 2, 1)],
        dividends=[Dividend(day(20), 9.0), Dividend(day(60), 0.5), Dividend(day(150), 0.75)],
    )
    book = ledger.book(
        trade(Kind.BUY, 5, "10", "1000", VERNOVA), trade(Kind.BUY, 300, "4", "200", VERNOVA)
    )
    found = expected_income(book, ledger.market, Scope(), "EUR")
    assert [each.on for each in found] == [date(2025, 3, 1), date(2025, 5, 30)]
    assert [each.gross for each in found] == pytest.approx([24 * 0.5 / 1.25, 24 * 0.75 / 1.25])
    assert all(each.expected for each in found)
    assert found[0].net is None


def test_what_is_announced_stands_for_what_was_paid_a_year_before(ledger: Ledger) -> None:
    ledger.prices(
        {}, [50.0] * 400, RATES, dividends=[Dividend(day(60), 0.5), Dividend(day(430), 0.6)]
    )
    book = ledger.book(trade(Kind.BUY, 5, "10", "1000", VERNOVA))
    found = expected_income(book, ledger.market, Scope(), "USD")
    assert [each.on for each in found] == [day(430)]
    assert found[0].gross == pytest.approx(6.0)


def test_where_the_market_tells_nothing_what_was_booked_is_expected(ledger: Ledger) -> None:
    book = ledger.book(
        trade(Kind.BUY, 5, "10", "100"),
        money(Kind.DIVIDEND, 200, "5", security=SIEMENS, tax="1"),
        trade(Kind.SELL, 300, "4", "40"),
    )
    found = expected_income(book, None, Scope(), "EUR")
    assert [(each.on, each.gross) for each in found] == [(date(2025, 7, 19), 3.0)]


def test_what_is_sold_is_expected_to_pay_nothing(ledger: Ledger) -> None:
    ledger.prices({}, [50.0] * 400, RATES, dividends=[Dividend(day(300), 0.5)])
    book = ledger.book(
        trade(Kind.BUY, 5, "10", "500", VERNOVA), trade(Kind.SELL, 310, "10", "500", VERNOVA)
    )
    assert expected_income(book, ledger.market, Scope(), "EUR") == ()


def test_months_add_up_by_security_and_keep_expected_apart() -> None:
    some = [
        Income(date(2026, 1, 3), 1, 10.0, 2.0, 8.0, False, 5),
        Income(date(2026, 1, 20), 1, 5.0, 1.0, 4.0, False, 6),
        Income(date(2026, 1, 20), 1, 7.0, None, None, expected=True),
        Income(date(2026, 1, 9), 2, None, 1.0, None, False, 7),
        Income(date(2026, 1, 10), 2, 3.0, 1.0, 2.0, False, 8),
    ]
    first = date(2026, 1, 1)
    assert monthly(some) == (
        Income(first, 1, 15.0, 3.0, 12.0),
        Income(first, 1, 7.0, None, None, expected=True),
        Income(first, 2, None, 2.0, None),
    )
    assert Decimal(repr(sum(each.tax or 0.0 for each in monthly(some)))) == 5


def test_a_dividend_booked_in_two_accounts_is_expected_once(ledger: Ledger) -> None:
    book = ledger.book(
        trade(Kind.BUY, 0, "10", "100"),
        trade(Kind.BUY, 0, "30", "300", account=OTHER),
        money(Kind.DIVIDEND, 100, "20", security=SIEMENS, account=DEPOT),
        money(Kind.DIVIDEND, 103, "60", security=SIEMENS, account=OTHER),
        money(Kind.DIVIDEND, 190, "10", security=SIEMENS, account=DEPOT),
        money(Kind.DIVIDEND, 191, "2", security=SIEMENS, account=DEPOT),  # another one
    )
    expected = expected_income(book, ledger.market, Scope(), "EUR")
    assert [each.gross for each in expected] == pytest.approx([80.0, 40.0, 8.0])
