"""Dividends and splits that the market tells: offered where the ledger lacks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest

from gridwatch.domain.bars import Dividend
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import OwnSplit
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.portfolio.offers import offers_of
from gridwatch.services.portfolio.views import Offer
from gridwatch.store.user.securities import put_split
from tests.services.portfolio.two_securities import (
    CASH,
    DEPOT,
    DOLLARS,
    NOW,
    OTHER,
    VERNOVA,
    Ledger,
    day,
    money,
    trade,
)

BOUGHT = trade(Kind.BUY, 5, "10", "500", VERNOVA)


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger(days=399)
    yield made
    made.close()


def offered(
    ledger: Ledger,
    transactions: Sequence[Transaction],
    dividends: Sequence[Dividend] = (),
    splits: Sequence[Split] = (),
    dismissed: frozenset[str] = frozenset(),
) -> tuple[Offer, ...]:
    ledger.prices({}, [50.0] * 400, [1.25] * 400, splits, dividends)
    return offers_of(ledger.book(*transactions), ledger.market, dismissed)


def test_a_dividend_that_is_lacking_is_offered_ready_to_be_booked(ledger: Ledger) -> None:
    (offer,) = offered(ledger, [BOUGHT], [Dividend(day(100), 0.25)])
    assert (offer.key, offer.on, offer.amount) == (f"dividend:2:{day(100)}", day(100), 0.25)
    (payment,) = offer.transactions
    assert payment.gross == payment.net == Decimal("2.50")
    assert payment.quantity == Decimal(10)
    assert (payment.account_id, payment.cash_id, payment.currency) == (DEPOT, DOLLARS, "USD")
    AddTransactions(offer.transactions).apply(ledger.user, NOW)


def test_shares_of_the_day_before_count_and_those_bought_on_the_ex_date_do_not(
    ledger: Ledger,
) -> None:
    late = trade(Kind.BUY, 100, "10", "500", VERNOVA)
    assert offered(ledger, [late], [Dividend(day(100), 0.25)]) == ()


def test_each_account_that_held_shares_gets_its_own(ledger: Ledger) -> None:
    other = trade(Kind.BUY, 6, "4", "200", VERNOVA, account=OTHER)
    paid = money(Kind.DIVIDEND, 120, "2.5", DOLLARS, security=VERNOVA, account=DEPOT)
    (offer,) = offered(ledger, [BOUGHT, other, paid], [Dividend(day(100), 0.25)])
    (payment,) = offer.transactions
    assert (payment.account_id, payment.gross) == (OTHER, Decimal(1))


@pytest.mark.parametrize(("on", "there"), [(94, False), (95, True), (190, True), (191, False)])
def test_one_that_is_booked_about_then_stands_for_it(ledger: Ledger, on: int, there: bool) -> None:
    paid = money(Kind.DIVIDEND, on, "2", DOLLARS, security=VERNOVA, tax="0.3")
    assert (offered(ledger, [BOUGHT, paid], [Dividend(day(100), 0.25)]) == ()) is there


def test_one_that_is_booked_stands_for_one_ex_date_alone(ledger: Ledger) -> None:
    paid = money(Kind.DIVIDEND, 130, "2.5", DOLLARS, security=VERNOVA)
    told = [Dividend(day(70), 0.25), Dividend(day(100), 0.30), Dividend(day(130), 0.35)]
    found = offered(ledger, [BOUGHT, paid], told)
    assert [each.on for each in found] == [day(130), day(100)]  # its amount is that of the first


def test_without_an_amount_that_fits_it_stands_for_the_last_one(ledger: Ledger) -> None:
    paid = money(Kind.DIVIDEND, 110, "2.2", DOLLARS, security=VERNOVA)
    told = [Dividend(day(70), 0.25), Dividend(day(100), 0.30)]
    assert [each.on for each in offered(ledger, [BOUGHT, paid], told)] == [day(70)]


def test_amounts_are_told_in_shares_of_their_day(ledger: Ledger) -> None:
    (offer,) = offered(ledger, [BOUGHT], [Dividend(day(100), 0.25)], [Split(day(200), 4, 1)])
    assert offer.amount == 1.0
    (payment,) = offer.transactions
    assert (payment.gross, payment.quantity) == (Decimal(10), Decimal(10))
    assert payment.shares_as_of is None


def test_of_a_dividend_on_the_day_of_a_split_the_shares_before_it_count(ledger: Ledger) -> None:
    told = [Dividend(day(100), 0.25)]
    (offer,) = offered(ledger, [BOUGHT], told, [Split(day(100), 4, 1)])
    (payment,) = offer.transactions
    assert (payment.gross, payment.quantity) == (Decimal(10), Decimal(10))
    assert payment.shares_as_of == day(99)


def test_without_a_cash_account_in_its_currency_a_dividend_comes_from_outside(
    ledger: Ledger,
) -> None:
    bought = trade(Kind.BUY, 5, "10", "500", VERNOVA, cash=CASH, net="400")
    (offer,) = offered(ledger, [bought], [Dividend(day(100), 0.25)])
    assert offer.transactions[0].cash_id is None


def test_what_is_dismissed_or_lies_ahead_is_not_offered(ledger: Ledger) -> None:
    told = [Dividend(day(100), 0.25), Dividend(day(410), 0.25)]
    dismissed = frozenset({f"dividend:2:{day(100)}"})
    assert offered(ledger, [BOUGHT], told, dismissed=dismissed) == ()
    assert offers_of(ledger.book(), None) == ()


def test_a_new_split_is_told_and_an_old_one_is_not(ledger: Ledger) -> None:
    (offer,) = offered(ledger, [BOUGHT], (), [Split(day(100), 2, 1), Split(day(380), 3, 1)])
    assert (offer.on, offer.amount, offer.ratio) == (day(380), None, (3, 1))


def test_a_split_that_stands_twice_is_told_at_any_time(ledger: Ledger) -> None:
    put_split(ledger.user, OwnSplit(VERNOVA, day(102), 2, 1))
    (offer,) = offered(ledger, [BOUGHT], (), [Split(day(100), 2, 1)])
    assert (offer.key, offer.ratio) == (f"split:2:{day(100)}:twice", (2, 1))


def test_a_split_that_the_user_has_replaced_is_not_told(ledger: Ledger) -> None:
    put_split(ledger.user, OwnSplit(VERNOVA, day(380), 1, 1))
    assert offered(ledger, [BOUGHT], (), [Split(day(380), 2, 1)]) == ()
