"""The value of every day: against a plain reference, in parts, after edits, and with gaps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.bars import day_of
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.part import LedgerPart, Line
from gridwatch.domain.ledger.security import OwnPrice, OwnSplit, Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.domain.splits import Split
from gridwatch.services.edits import Edit
from gridwatch.services.portfolio.account_edits import PutSplit, RemoveSplit
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.ledger_edits import (
    AddTransactions,
    ChangeTransactions,
    ImportPart,
    RemoveTransactions,
)
from gridwatch.services.portfolio.value_lines import gaps_of, lines_by, value_line
from gridwatch.services.portfolio.views import Dimension, Gap, Missing, Scope, ValueLine
from gridwatch.store.user.choices import store_choices
from tests.in_memory import copied
from tests.services.portfolio.furnished import (
    ALPHA,
    DAYS,
    EUR,
    EURO,
    SCOPES,
    SPLIT,
    USD,
    A,
    C,
    furnished,
    happened,
    world_of,
)
from tests.services.portfolio.ledger import FIRST, TODAY, Ledger
from tests.services.portfolio.slow_value import flows, value


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with closing(Ledger()) as made:
        yield made


@settings(max_examples=25)
@given(
    st.lists(happened(), min_size=1, max_size=12),
    st.sampled_from(SCOPES),
    st.sampled_from(("EUR", "USD")),
)
def test_each_day_is_worth_what_a_plain_loop_says(
    some: list[Transaction], scope: Scope, currency: str
) -> None:
    with closing(furnished()) as made:
        made.edit(AddTransactions(tuple(some)))
        book = made.open()
        line, world = value_line(book, scope, currency), world_of(book)
        for at, day in enumerate(line.days):
            told = value(world, scope, currency, day_of(day))
            assert line.value[at] == pytest.approx(
                float("nan") if told is None else told, abs=1e-6, nan_ok=True
            )
            both = line.inflow[at], line.outflow[at]
            expected = flows(world, scope, currency, day_of(day))
            assert both == pytest.approx(expected, abs=1e-6, nan_ok=True)


@settings(max_examples=15)
@given(
    st.lists(happened(), min_size=1, max_size=12),
    st.sampled_from(SCOPES[:4]),
    st.sampled_from(Dimension),
)
def test_the_parts_add_up_to_the_whole(
    some: list[Transaction], scope: Scope, dimension: Dimension
) -> None:
    with closing(furnished()) as made:
        made.edit(AddTransactions(tuple(some)))
        book = made.open()
        whole, parts = value_line(book, scope, "USD"), lines_by(book, scope, "USD", dimension)
        flowed = whole.inflow - whole.outflow
        for each in parts.values():
            assert np.array_equal(each.days, whole.days)
        value_sum = sum((each.value for each in parts.values()), np.zeros(len(whole.days)))
        flow_sum = sum((each.inflow - each.outflow for each in parts.values()), flowed * 0)
        assert value_sum == pytest.approx(whole.value, abs=1e-6, nan_ok=True)
        known = np.isfinite(flow_sum)
        assert flow_sum[known] == pytest.approx(flowed[known], abs=1e-6)


STEPS = ("add", "change", "remove", "import", "price", "split", "undo", "quote")


def imported(one: Transaction) -> ImportPart:
    """Return an import of one transaction, of a security with its price and of an account."""
    bought = Transaction(
        -2,
        Kind.BUY,
        one.on,
        -1,
        security_id=-1,
        quantity=Decimal(3),
        gross=Decimal(30),
        currency="EUR",
        net=Decimal(30),
    )
    name = f"Imported {one.quantity} {one.net} {one.on}"
    part = LedgerPart(
        (Line(1, transactions=(replace(one, id=-1),)), Line(2, transactions=(bought,))),
        (Account(-1, name, AccountKind.SECURITIES, "EUR"),),
        (Security(-1, name, "EUR"),),
        (OwnPrice(-1, FIRST, Decimal(9)),),
    )
    return ImportPart("test", part)


@settings(max_examples=20)
@given(st.data())
def test_catching_up_ends_where_opening_anew_does(data: st.DataObject) -> None:
    with closing(furnished()) as made:
        made.edit(AddTransactions(tuple(data.draw(st.lists(happened(), min_size=2, max_size=6)))))
        book, undos = made.open(), list[Edit]()
        for _ in range(data.draw(st.integers(1, 5))):
            ids = sorted(book.transactions)
            step = data.draw(st.sampled_from(STEPS))
            if step == "undo" and undos:
                made.edit(undos.pop())
            elif step == "add" or not ids:
                undos.append(made.edit(AddTransactions((data.draw(happened()),))))
            elif step == "change":
                one = replace(data.draw(happened()), id=data.draw(st.sampled_from(ids)))
                undos.append(made.edit(ChangeTransactions((one,))))
            elif step == "remove":
                undos.append(made.edit(RemoveTransactions((data.draw(st.sampled_from(ids)),))))
            elif step == "import":
                undos.append(made.edit(imported(data.draw(happened()))))
            elif step == "split":
                ratio = data.draw(st.sampled_from(((3, 1), (1, 1), (1, 2))))
                undos.append(made.edit(PutSplit(OwnSplit(A, SPLIT.day, *ratio))))
            elif step == "price":
                made.own_price(C, FIRST + timedelta(days=data.draw(st.integers(0, DAYS))), "77")
            else:
                made.quote("ALPHA", data.draw(st.sampled_from((31.0, 32.0))))
                made.rates("EUR", *EURO, data.draw(st.sampled_from((1.5, 1.6))))
            book.catch_up(made.user, made.market, made.today)
            assert_same(book, made.open())


def assert_same(one: Book, other: Book) -> None:
    """Check that two books tell the same of everything."""
    for scope in SCOPES:
        assert_equal(value_line(one, scope, "EUR"), value_line(other, scope, "EUR"))
        assert gaps_of(one, scope, "EUR") == gaps_of(other, scope, "EUR")
    for dimension in Dimension:
        parts = lines_by(one, Scope(), "EUR", dimension)
        others = lines_by(other, Scope(), "EUR", dimension)
        assert parts.keys() == others.keys()
        for key, line in parts.items():
            assert_equal(line, others[key])
    for cash in (EUR, USD):
        assert one.balance(cash, TODAY) == other.balance(cash, TODAY)


def assert_equal(one: ValueLine, other: ValueLine) -> None:
    for name in ValueLine.__slots__:
        mine, theirs = getattr(one, name), getattr(other, name)
        assert mine == pytest.approx(theirs, abs=1e-6, nan_ok=True), name


def test_a_split_that_the_source_has_not_worked_in_halves_nothing(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    split = Split(FIRST + timedelta(days=3), 2, 1)
    # The closes before the split are as they traded: a step from 100 to 50.
    ledger.closes("ABC", 100, 100, 100, 50, 50, splits=(split,))
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="10", gross="1000")
    line = value_line(ledger.open())
    assert line.value[1:6] == pytest.approx([1000.0] * 5)
    assert line.growth[-1] == pytest.approx(0.0)


def test_shares_counted_as_of_a_later_day_are_split_by_later_splits_only(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    splits = Split(FIRST + timedelta(days=2), 2, 1), Split(FIRST + timedelta(days=4), 3, 1)
    ledger.closes("ABC", *[10.0] * 6, splits=splits)
    ledger.book(
        Kind.BUY,
        FIRST,
        account=depot,
        security=security,
        quantity="10",
        gross="300",
        shares_as_of=FIRST + timedelta(days=2),
    )
    book = ledger.open()
    assert book.quantity((depot, security), TODAY) == 30
    assert value_line(book).value[-1] == pytest.approx(300.0)


def test_the_last_quote_goes_over_the_close_of_its_day(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    ledger.closes("ABC", *[10.0] * (DAYS + 1))
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="1", gross="10")
    book = ledger.open()
    assert value_line(book).value[-1] == 10.0
    ledger.quote("ABC", 12.0)
    assert book.catch_up(ledger.user, ledger.market, TODAY)
    assert value_line(book).value[-2:] == pytest.approx([10.0, 12.0])
    assert not book.catch_up(ledger.user, ledger.market, TODAY)


def test_prices_in_another_currency_are_converted_and_a_missing_rate_is_told(
    ledger: Ledger,
) -> None:
    security, depot = ledger.security("ABC", "EUR"), ledger.depot()
    ledger.closes("ABC", *[22.0] * (DAYS + 1), currency="USD")
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="1", gross="20")
    assert gaps_of(ledger.open()) == (Gap(Missing.RATE, FIRST, security, "USD"),)
    ledger.rates("EUR", *[1.1] * (DAYS + 1))
    book = ledger.open()
    assert gaps_of(book) == ()
    assert value_line(book).value[-1] == pytest.approx(20.0)


def test_a_missing_price_is_no_zero(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    ledger.closes("ABC", 10.0, 11.0, first=FIRST + timedelta(days=3))
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="1", gross="10")
    book = ledger.open()
    line = value_line(book)
    assert np.isnan(line.value[1:4]).all()
    assert line.value[0] == 0.0
    assert line.value[-1] == 11.0
    assert gaps_of(book) == (Gap(Missing.PRICE, FIRST, security),)
    assert gaps_of(book, first=FIRST + timedelta(days=3)) == ()


def test_nothing_held_lacks_nothing(ledger: Ledger) -> None:
    security, depot, cash = ledger.security("ABC"), ledger.depot(), ledger.cash("Yen", "JPY")
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="0.3", gross="3")
    ledger.book(Kind.SELL, FIRST, account=depot, security=security, quantity="0.1", gross="1")
    ledger.book(Kind.SELL, FIRST, account=depot, security=security, quantity="0.2", gross="2")
    ledger.book(Kind.DEPOSIT, FIRST, cash=cash, gross="0.3", currency="JPY")
    ledger.book(Kind.WITHDRAWAL, FIRST, cash=cash, gross="0.3", currency="JPY")
    book = ledger.open()
    assert value_line(book).value == pytest.approx(np.zeros(len(book.days())))
    assert gaps_of(book, first=FIRST) == ()
    # What was paid in and out has no known worth, though none of it is left.
    assert gaps_of(book) == (Gap(Missing.RATE, FIRST, None, "JPY"),)


def test_a_cache_that_is_not_there_makes_missing_prices(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="1", gross="10")
    book = Book(TODAY)
    book.catch_up(ledger.user, None, TODAY)
    assert gaps_of(book) == (Gap(Missing.PRICE, FIRST, security),)
    ledger.closes("ABC", *[10.0] * (DAYS + 1))
    book.catch_up(ledger.user, ledger.market, TODAY)
    assert value_line(book).value[-1] == 10.0


def test_what_is_to_come_is_not_worth_anything_yet(ledger: Ledger) -> None:
    cash = ledger.cash()
    ledger.book(Kind.DEPOSIT, TODAY + timedelta(days=1), cash=cash, gross="5")
    book = ledger.open()
    assert len(value_line(book).days) == 0
    book.catch_up(ledger.user, ledger.market, TODAY + timedelta(days=1))
    line = value_line(book)
    assert (list(line.value), list(line.inflow)) == ([0.0, 5.0], [0.0, 5.0])


def test_a_spin_off_takes_its_worth_along(ledger: Ledger) -> None:
    old, new, depot = ledger.security("OLD"), ledger.security("NEW"), ledger.depot()
    ledger.closes("OLD", 10.0, 10.0, 8.0)
    ledger.closes("NEW", 8.0, first=FIRST + timedelta(days=2))
    ledger.book(Kind.BUY, FIRST, account=depot, security=old, quantity="4", gross="40")
    ledger.book(
        Kind.SPIN_OFF,
        FIRST + timedelta(days=2),
        account=depot,
        security=old,
        other_security_id=new,
        ratio=(1, 4),
        cost_share=Decimal("0.2"),
    )
    book = ledger.open()
    assert value_line(book).value[-1] == pytest.approx(40.0)
    parts = lines_by(book, Scope(), "EUR", Dimension.SECURITY)
    assert parts[str(old)].outflow[3] == parts[str(new)].inflow[3] == pytest.approx(8.0)
    assert parts[str(old)].growth[-1] == pytest.approx(0.0)


def test_a_merger_hands_over_shares_and_money(ledger: Ledger) -> None:
    old, new = ledger.security("OLD"), ledger.security("NEW")
    cash = ledger.cash()
    depot = ledger.depot(cash=cash)
    ledger.closes("OLD", 10.0, 10.0, 10.0)
    ledger.closes("NEW", 18.0, 18.0, 18.0)
    ledger.book(Kind.DELIVERY_IN, FIRST, account=depot, security=old, quantity="4", gross="40")
    ledger.book(
        Kind.MERGER,
        FIRST + timedelta(days=2),
        account=depot,
        cash=cash,
        security=old,
        other_security_id=new,
        ratio=(1, 2),
        gross="4",
    )
    book = ledger.open()
    line = value_line(book)
    assert book.quantity((depot, old), TODAY) == 0
    assert book.quantity((depot, new), TODAY) == 2
    assert line.value[-1] == pytest.approx(40.0)
    assert line.inflow.sum() == pytest.approx(40.0)
    assert line.outflow.sum() == 0.0


def test_a_dividend_without_an_account_belongs_to_who_trades_it(ledger: Ledger) -> None:
    security, cash = ledger.security("ABC"), ledger.cash()
    other, depot = ledger.depot("Other"), ledger.depot("Depot", cash)
    ledger.closes("ABC", *[10.0] * (DAYS + 1))
    for each in (other, depot):
        ledger.book(Kind.BUY, FIRST, account=each, security=security, quantity="1", gross="10")
    on = FIRST + timedelta(days=5)
    ledger.book(Kind.DIVIDEND, on, cash=cash, security=security, gross="2")
    book = ledger.open()
    assert value_line(book, Scope(frozenset({depot}))).outflow[6] == 2.0
    assert value_line(book, Scope(frozenset({other}))).outflow[6] == 0.0


def test_a_user_who_denies_a_split_gets_the_prices_before_it_back(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    split = Split(FIRST + timedelta(days=3), 2, 1)
    # The source halves what went before, though nothing was split.
    ledger.closes("ABC", 5, 5, 5, 10, 10, splits=(split,))
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="10", gross="100")
    book = ledger.open()
    ledger.edit(PutSplit(OwnSplit(security, split.day, 1, 1)))
    book.catch_up(ledger.user, ledger.market, TODAY)
    assert value_line(book).value[1:] == pytest.approx(np.full(DAYS + 1, 100.0))
    ledger.edit(RemoveSplit(security, split.day))
    book.catch_up(ledger.user, ledger.market, TODAY)
    assert value_line(book).value[-1] == pytest.approx(200.0)


def test_an_older_file_put_back_is_read_anew(ledger: Ledger) -> None:
    cash = ledger.cash()
    ledger.book(Kind.DEPOSIT, FIRST, cash=cash, gross="5")
    older = copied(ledger.user)
    ledger.book(Kind.DEPOSIT, FIRST, cash=cash, gross="7")
    book = ledger.open()
    book.catch_up(older, ledger.market, TODAY)
    assert book.balance(cash, TODAY) == 5
    older.close()


def test_a_quote_of_tomorrow_is_the_last_price_of_today(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    ledger.closes("ABC", *[10.0] * (DAYS + 1))
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="1", gross="10")
    ledger.quote("ABC", 12.0, TODAY + timedelta(days=1))
    assert value_line(ledger.open()).value[-2:] == pytest.approx([10.0, 12.0])


def test_an_edit_reads_earlier_closes_where_it_needs_them(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    ledger.closes("ABC", *[float(each) for each in range(1, DAYS + 2)])
    late = FIRST + timedelta(days=20)
    shares: dict[str, Any] = {"account": depot, "security": security, "quantity": "1"}
    ledger.book(Kind.BUY, late, gross="21", **shares)
    book = ledger.open()
    assert value_line(book).value[1] == 21.0
    ledger.book(Kind.DELIVERY_IN, FIRST, **shares)
    book.catch_up(ledger.user, ledger.market, TODAY)
    line = value_line(book)
    assert (line.value[1], line.inflow[1], line.value[21]) == (1.0, 1.0, 42.0)


def test_a_delivery_flows_at_what_it_tells_with_its_charges(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    ledger.closes("ABC", *[10.0] * (DAYS + 1))
    charges = (Charge(ChargeKind.FEE, Decimal(2), "EUR"),)
    shares: dict[str, Any] = {"account": depot, "security": security, "quantity": "1"}
    ledger.book(Kind.DELIVERY_IN, FIRST, gross="9", charges=charges, **shares)
    ledger.book(Kind.DELIVERY_OUT, TODAY, gross="12", charges=charges, **shares)
    line = value_line(ledger.open())
    assert (line.inflow[1], line.outflow[-1]) == (11.0, 10.0)


def test_shares_that_come_before_their_first_price_are_no_return(ledger: Ledger) -> None:
    old, new, depot = ledger.security("OLD"), ledger.security("NEW"), ledger.depot()
    ledger.closes("OLD", *[10.0] * (DAYS + 1))
    ledger.closes("NEW", *[10.0] * 10, first=FIRST + timedelta(days=9))
    ledger.book(Kind.BUY, FIRST, account=depot, security=old, quantity="10", gross="100")
    come = FIRST + timedelta(days=5)
    ledger.book(Kind.DELIVERY_IN, come, account=depot, security=new, quantity="5")
    book = ledger.open()
    line = value_line(book)
    assert line.value[-1] == 150.0
    assert np.isnan(line.growth[6:]).all()
    assert gaps_of(book) == (Gap(Missing.PRICE, come, new),)


def test_a_flow_that_lacks_a_rate_or_a_price_is_told_though_nothing_is_held(
    ledger: Ledger,
) -> None:
    security, unpriced, depot = ledger.security("ABC"), ledger.security("XYZ"), ledger.depot()
    ledger.closes("ABC", *[10.0] * (DAYS + 1))
    shares: dict[str, Any] = {"account": depot, "quantity": "10"}
    ledger.book(Kind.BUY, FIRST, security=security, gross="95", currency="CHF", **shares)
    later = FIRST + timedelta(days=3)
    ledger.book(Kind.DELIVERY_IN, later, security=unpriced, **shares)
    ledger.book(Kind.SELL, later, security=unpriced, gross="50", **shares)
    book = ledger.open()
    rate, price = Gap(Missing.RATE, FIRST, None, "CHF"), Gap(Missing.PRICE, later, unpriced)
    assert gaps_of(book) == (rate, price)
    assert gaps_of(book, first=FIRST) == (price,)  # the flows of the first day don't count
    assert gaps_of(book, first=TODAY, last=TODAY) == ()


def test_a_price_of_a_day_to_come_does_not_hide_the_quote(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    ledger.quote("ABC", 100.0)
    ledger.book(Kind.BUY, TODAY, account=depot, security=security, quantity="1", gross="100")
    ledger.own_price(security, TODAY + timedelta(days=400), "5")
    assert value_line(ledger.open()).value[-1] == 100.0


def test_where_it_is_tomorrow_already_the_quote_is_the_last_price(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    ledger.closes("ABC", *[10.0] * (DAYS + 1), 11.0)
    ledger.quote("ABC", 12.0, on=TODAY + timedelta(days=1))
    ledger.book(Kind.BUY, FIRST, account=depot, security=security, quantity="1", gross="10")
    assert value_line(ledger.open()).value[-2:] == pytest.approx([10.0, 12.0])


def test_a_dividend_that_names_no_account_goes_where_the_shares_are_traded(ledger: Ledger) -> None:
    security, cash, other = ledger.security("ABC"), ledger.cash(), ledger.cash("Other")
    first, second = ledger.depot("First", other), ledger.depot("Second", cash)
    dividend = ledger.book(Kind.DIVIDEND, TODAY, cash=cash, security=security, gross="5")
    book = ledger.open()
    one = book.transactions[dividend]
    assert book.holder(one) == 0
    undos = [
        ledger.edit(AddTransactions((_bought(account, security),))) for account in (first, second)
    ]
    book.catch_up(ledger.user, ledger.market, TODAY)
    assert book.holder(one) == second  # it is settled through the same cash account
    ledger.edit(undos[1])
    book.catch_up(ledger.user, ledger.market, TODAY)
    assert book.holder(one) == first
    assert value_line(book, Scope(frozenset({first}))).outflow[-1] == 5.0
    ledger.edit(undos[0])
    book.catch_up(ledger.user, ledger.market, TODAY)
    assert book.holder(one) == 0


def _bought(account: int, security: int) -> Transaction:
    return Transaction(
        0, Kind.BUY, FIRST, account, None, security, Decimal(1), Decimal(10), "EUR", net=Decimal(10)
    )


def test_another_base_currency_is_a_change(ledger: Ledger) -> None:
    cash = ledger.cash()
    ledger.book(Kind.DEPOSIT, FIRST, cash=cash, gross="10")
    ledger.rates("EUR", *[1.1] * (DAYS + 1))
    book = ledger.open()
    store_choices(ledger.user, {"base_currency": "USD"})
    assert book.catch_up(ledger.user, ledger.market, TODAY)
    assert value_line(book).value[-1] == pytest.approx(11.0)
    assert not book.catch_up(ledger.user, ledger.market, TODAY)


class Torn(sqlite3.Connection):
    """A cache whose closes can't be read, while all else can."""

    torn = False

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as it is there
        """Fail as a damaged page does."""
        if self.torn and "close > 0" in sql:
            raise sqlite3.DatabaseError("database disk image is malformed")
        return super().execute(sql, *values)


def test_a_cache_that_breaks_half_way_leaves_no_half_of_a_split() -> None:
    with closing(furnished()) as made:
        torn = sqlite3.connect(":memory:", isolation_level=None, factory=Torn)
        made.market.backup(torn)
        made.market.close()
        made.market = torn
        made.book(Kind.BUY, FIRST, account=3, security=A, quantity="10", gross="400")
        book = made.open()
        value_line(book)
        before = float(book.values((3, A))[1][-1])
        late = Split(FIRST + timedelta(days=20), 5, 1)
        made.closes("ALPHA", *ALPHA, 24.0, splits=(SPLIT, late))
        torn.torn = True
        book.catch_up(made.user, made.market, TODAY)
        assert book.quantity((3, A), TODAY) == 100
        price = book.price_on(A, TODAY)
        assert price is not None
        assert book.values((3, A))[1][-1] == pytest.approx(100 * price.price)
        assert before != book.values((3, A))[1][-1]
        torn.torn = False
        book.catch_up(made.user, made.market, TODAY)
        assert_same(book, made.open())


def test_what_comes_back_has_the_prices_of_now(ledger: Ledger) -> None:
    security, depot = ledger.security("ABC"), ledger.depot()
    ledger.closes("ABC", *[10.0] * (DAYS + 1))
    ledger.quote("ABC", 10.0)
    ledger.edit(AddTransactions((_bought(depot, security),)))
    book = ledger.open()
    undo = ledger.edit(RemoveTransactions(tuple(book.transactions)))
    book.catch_up(ledger.user, ledger.market, TODAY)
    ledger.quote("ABC", 12.0)
    ledger.closes("ABC", *[9.0] * DAYS, 11.0)
    book.catch_up(ledger.user, ledger.market, TODAY)
    ledger.edit(undo)
    book.catch_up(ledger.user, ledger.market, TODAY)
    assert value_line(book).value[-2:] == pytest.approx([9.0, 12.0])
