"""What is held on a day, and the trails of its numbers: each adds up to what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from math import isnan, prod
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.bars import day_number
from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.account_edits import ChangeAccount
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.portfolio.measuring import measure
from gridwatch.services.portfolio.trail_ground import Asked, Question
from gridwatch.services.portfolio.trails import PRODUCTS, trail
from gridwatch.services.portfolio.value_lines import value_line
from gridwatch.services.portfolio.views import Gap, HoldingView, Missing, Period, Scope, Step
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.companies import add_company
from tests.services.cache import company_of
from tests.services.portfolio.furnished import (
    BROKER,
    DAYS,
    DEPOT,
    SCOPES,
    A,
    B,
    C,
    furnished,
    happened,
)
from tests.services.portfolio.ledger import FIRST, TODAY, Ledger

SHOWN = {
    Asked.VALUE: "value",
    Asked.QUANTITY: "quantity",
    Asked.COST: "cost",
    Asked.GAIN: "gain",
    Asked.PRICE_GAIN: "price_gain",
    Asked.CURRENCY_GAIN: "currency_gain",
    Asked.REALISED: "realised",
    Asked.INCOME: "income",
    Asked.FEES: "fees",
    Asked.TAXES: "taxes",
}


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with closing(Ledger()) as made:
        yield made


def the_one(book: Book, on: date = TODAY, scope: Scope | None = None) -> HoldingView:
    (found,) = holdings_of(book, scope or Scope(), "EUR", on).holdings
    return found


def number_of(amount: Decimal | float | None) -> float | None:
    return None if amount is None else float(amount)


def about(amount: Decimal | float | None) -> object:
    return None if amount is None else pytest.approx(float(amount), abs=1e-6)


def check(step: Step) -> None:
    """Check that every step is made of those below it."""
    for each in step.steps:
        check(each)
    if not step.steps:
        return
    below = [each.amount for each in step.steps]
    if step.code in PRODUCTS:
        if any(each is None for each in below):
            assert step.amount is None or step.amount == 0
        else:
            assert number_of(step.amount) == about(prod(float(each or 0) for each in below))
    elif any(each is None for each in below):
        assert step.amount is None
    else:
        assert number_of(step.amount) == about(sum(float(each or 0) for each in below))


@settings(max_examples=25)
@given(
    st.lists(happened(), min_size=1, max_size=12),
    st.sampled_from(SCOPES),
    st.sampled_from(("EUR", "USD")),
    st.integers(0, DAYS),
)
def test_what_is_held_is_worth_what_the_line_says_and_every_number_opens(
    some: list[Transaction], scope: Scope, currency: str, day: int
) -> None:
    on = FIRST + timedelta(days=day)
    with closing(furnished()) as made:
        made.edit(AddTransactions(tuple(some)))
        book = made.open()
        held, line = holdings_of(book, scope, currency, on), value_line(book, scope, currency)
        at = day_number(on) - book.first
        told = float(line.value[at]) if at >= 0 else 0.0
        # As much long in one account as short in another is worth nothing at any price, which the
        # line, account by account, does not know without one.
        if held.value is not None and not isnan(told):
            assert held.value == pytest.approx(told, abs=1e-6)
        opened = trail(book, Question(Asked.TOTAL, on, currency, scope))
        assert number_of(opened.amount) == about(held.value)
        check(opened)
        for each in held.holdings:
            assert sum((lot.quantity for lot in each.lots), Decimal(0)) == each.quantity
            for asked, name in SHOWN.items():
                number = each.security.id
                step = trail(book, Question(asked, on, currency, scope, number))
                assert number_of(step.amount) == about(getattr(each, name)), name
                check(step)


def test_a_holding_tells_cost_gains_income_and_charges(ledger: Ledger) -> None:
    cash = ledger.cash()
    depot, security = ledger.depot(cash=cash), ledger.security("ABC")
    ledger.closes("ABC", *[10.0] * DAYS, 12.0)
    company = company_of("ABC", currencies=("EUR",))
    add_company(ledger.user, company)
    ledger.book(Kind.DEPOSIT, FIRST, cash=cash, gross="1000")
    fee, tax = (
        (Charge(ChargeKind.FEE, Decimal(5), "EUR"),),
        (Charge(ChargeKind.TAX, Decimal(3), "EUR"),),
    )
    shares: dict[str, Any] = {"account": depot, "cash": cash, "security": security}
    ledger.book(Kind.BUY, FIRST, quantity="20", gross="200", net="205", charges=fee, **shares)
    ledger.book(
        Kind.SELL,
        FIRST + timedelta(days=3),
        quantity="10",
        gross="100",
        net="95",
        charges=fee,
        **shares,
    )
    ledger.book(
        Kind.DIVIDEND, FIRST + timedelta(days=5), gross="20", net="17", charges=tax, **shares
    )
    book = ledger.open()
    one = the_one(book)
    assert (one.quantity, one.price, one.price_on, one.carried_days) == (
        Decimal(10),
        12.0,
        TODAY,
        0,
    )
    assert (one.value, one.cost) == pytest.approx((120.0, 102.5))
    assert one.gain == pytest.approx(17.5)
    assert one.currency_gain == pytest.approx(0.0)
    assert one.realised == pytest.approx(95 - 102.5)
    assert (one.income, one.fees, one.taxes) == pytest.approx((17.0, 10.0, 3.0))
    assert one.day_change == pytest.approx(20.0)
    assert one.share == pytest.approx(120 / (120 + 907))
    assert (one.company_id, one.segment, one.country) == (1, company.segment, "CN")
    assert one.irr is not None
    (account, settled) = holdings_of(book, Scope(), "EUR", TODAY).accounts
    assert (account.balance, account.value) == (Decimal(907), 907.0)
    assert settled.balance is None
    assert settled.value == pytest.approx(120.0)


def test_a_day_before_a_split_counts_shares_as_they_were(ledger: Ledger) -> None:
    depot, security = ledger.depot(), ledger.security("ABC")
    split = Split(FIRST + timedelta(days=10), 4, 1)
    ledger.closes("ABC", *[5.0] * (DAYS + 1), splits=(split,))
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="3", gross="60")
    book = ledger.open()
    before, after = the_one(book, FIRST + timedelta(days=9)), the_one(book)
    assert (before.quantity, before.price, before.value) == (Decimal(3), 20.0, 60.0)
    assert (after.quantity, after.price, after.value) == (Decimal(12), 5.0, 60.0)
    told = trail(book, Question(Asked.QUANTITY, TODAY, security_id=security))
    assert [(each.code, each.amount) for each in told.steps] == [
        ("transaction_shares", 3),
        ("split_shares", 9),
    ]


def test_an_old_price_tells_its_age_beyond_a_weekend(ledger: Ledger) -> None:
    depot, security = ledger.depot(), ledger.security("")
    friday = date(2024, 3, 8)
    ledger.own_price(security, friday, "7")
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="1", gross="7")
    book = ledger.open()
    ages = {
        day: the_one(book, friday + timedelta(days=day)).carried_days for day in (0, 1, 3, 4, 11)
    }
    assert ages == {0: 0, 1: 0, 3: 0, 4: 4, 11: 11}
    assert holdings_of(book, Scope(), "EUR", TODAY).carried == ((security, 21),)


def test_what_is_not_known_leaves_the_total_open_and_says_why(ledger: Ledger) -> None:
    depot, cash = ledger.depot(), ledger.cash()
    security, other = ledger.security("ABC"), ledger.security("XYZ", "CHF")
    ledger.closes("XYZ", *[10.0] * (DAYS + 1), currency="CHF")
    ledger.book(Kind.DEPOSIT, FIRST, cash=cash, gross="50")
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="1", gross="7")
    ledger.book(Kind.BUY, FIRST, account=depot, security=other, quantity="1", gross="7")
    found = holdings_of(ledger.open(), Scope(), "EUR", TODAY)
    assert (found.value, found.securities_value) == (None, None)
    assert (found.known_value, found.cash_value) == (50.0, 50.0)
    assert set(found.gaps) == {
        Gap(Missing.PRICE, TODAY, security),
        Gap(Missing.RATE, TODAY, None, "CHF"),
    }
    assert set(found.accounts[0].gaps) == set(found.gaps)
    assert [each.value for each in found.holdings] == [None, None]


def test_a_holding_in_another_currency_gains_by_price_and_by_currency_apart(
    ledger: Ledger,
) -> None:
    depot, security = ledger.depot(), ledger.security("ABC", "USD")
    ledger.closes("ABC", *[10.0] * DAYS, 15.0, currency="USD")
    ledger.rates("EUR", *[1.25] * DAYS, 1.0)
    ledger.book(
        Kind.BUY,
        FIRST,
        account=depot,
        security=security,
        quantity="10",
        gross="100",
        currency="USD",
    )
    one = the_one(ledger.open())
    assert (one.value, one.cost) == pytest.approx((150.0, 80.0))
    assert (one.price_gain, one.currency_gain) == pytest.approx((50.0, 20.0))


def test_what_was_sold_stays_with_what_it_brought(ledger: Ledger) -> None:
    depot, security = ledger.depot(), ledger.security("ABC")
    ledger.closes("ABC", *[10.0] * (DAYS + 1))
    shares: dict[str, Any] = {"account": depot, "security": security, "quantity": "2"}
    ledger.book(Kind.BUY, FIRST, gross="20", **shares)
    ledger.book(Kind.SELL, FIRST + timedelta(days=2), gross="26", **shares)
    one = the_one(ledger.open())
    assert (one.quantity, one.value, one.cost, one.realised) == (Decimal(0), 0.0, 0.0, 6.0)
    assert not one.lots
    assert holdings_of(ledger.open(), Scope(), "EUR", FIRST - timedelta(days=1)).holdings == ()


def test_quotes_do_not_disturb_what_was_sold_before(ledger: Ledger) -> None:
    depot, security = ledger.depot(), ledger.security("ABC")
    ledger.closes("ABC", *[10.0] * (DAYS + 1))
    shares: dict[str, Any] = {"account": depot, "security": security}
    ledger.book(Kind.BUY, FIRST, quantity="4", gross="40", **shares)
    ledger.book(Kind.SELL, FIRST + timedelta(days=2), quantity="1", gross="13", **shares)
    book = ledger.open()
    assert the_one(book).realised == pytest.approx(3.0)
    ledger.quote("ABC", 11.0)
    book.catch_up(ledger.user, ledger.market, TODAY)
    one = the_one(book)
    assert (one.realised, one.value) == pytest.approx((3.0, 33.0))
    ledger.book(Kind.SELL, TODAY, quantity="1", gross="12", **shares)
    book.catch_up(ledger.user, ledger.market, TODAY)
    assert the_one(book).realised == pytest.approx(5.0)


def test_a_balance_opens_to_every_transaction(ledger: Ledger) -> None:
    cash, dollars = ledger.cash(), ledger.cash("Dollars", "USD")
    ledger.book(Kind.DEPOSIT, FIRST, cash=cash, gross="100.10")
    ledger.book(
        Kind.CASH_TRANSFER,
        FIRST + timedelta(days=1),
        cash=cash,
        gross="50.05",
        other_cash_id=dollars,
        other_net=Decimal("55.01"),
    )
    book = ledger.open()
    told = trail(book, Question(Asked.BALANCE, TODAY, cash_id=cash))
    assert told.amount == book.balance(cash, TODAY) == Decimal("50.05")
    assert [each.amount for each in told.steps] == [Decimal("100.10"), Decimal("-50.05")]
    other = trail(book, Question(Asked.BALANCE, TODAY, cash_id=dollars))
    assert (other.amount, other.unit) == (Decimal("55.01"), "USD")


@settings(max_examples=25)
@given(st.lists(happened(), min_size=1, max_size=12), st.sampled_from(list(CostMethod)))
def test_the_gains_of_all_lots_and_sales_are_what_the_period_has_gained(
    some: list[Transaction], method: CostMethod
) -> None:
    with closing(furnished()) as made:
        for each in (DEPOT, BROKER):
            account = replace(all_accounts(made.user)[each], method=method, shorts=True)
            made.edit(ChangeAccount(account))
        made.edit(AddTransactions(tuple(some)))
        book = made.open()
        scope = Scope(securities=frozenset({A, B, C}))
        told = measure(book, scope, "USD", Period(FIRST - timedelta(days=1), TODAY))
        held = holdings_of(book, scope, "USD", TODAY).holdings
        parts = [
            part
            for each in held
            for part in (each.price_gain, each.currency_gain, each.realised, each.income)
        ]
        if told.gain is not None and told.fees is not None and None not in parts:
            gain = sum(part or 0.0 for part in parts) - told.fees
            assert told.gain == pytest.approx(gain, abs=1e-6)


def test_what_brings_something_is_listed_though_none_was_ever_held(ledger: Ledger) -> None:
    security, cash = ledger.security("ABC"), ledger.cash()
    ledger.book(Kind.DIVIDEND, FIRST, cash=cash, security=security, gross="5")
    book = ledger.open()
    (one,) = holdings_of(book, Scope(), "EUR", TODAY).holdings
    assert one.quantity == 0
    assert (one.value, one.income, one.price_gain) == (0.0, 5.0, 0.0)
    assert holdings_of(book, Scope(), "EUR", FIRST - timedelta(days=1)).holdings == ()
    for asked, shown in ((Asked.INCOME, 5.0), (Asked.VALUE, 0.0), (Asked.QUANTITY, 0)):
        assert trail(book, Question(asked, TODAY, security_id=security)).amount == shown
