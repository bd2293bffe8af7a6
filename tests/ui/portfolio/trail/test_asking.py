"""Whatever number is opened, its trail ends in that number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from gridwatch.domain.ledger.kind import Kind
from gridwatch.services.portfolio.allocation import allocation_of
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.contributions import contributions
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.income import paid_income
from gridwatch.services.portfolio.measuring import measure
from gridwatch.services.portfolio.trade_reading import read_trades
from gridwatch.services.portfolio.views import Dimension, Period, Scope, Step
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.portfolio.holdings.lines import held_lines, summed
from gridwatch.ui.portfolio.trail.asking import trail_of
from gridwatch.ui.portfolio.trail.opening import Number, Opening
from gridwatch.ui.portfolio.trail.words import WORDS, _code, trail_text
from tests.services.portfolio.two_securities import (
    CASH,
    DEPOT,
    DOLLARS,
    SIEMENS,
    VERNOVA,
    Ledger,
    day,
    money,
    trade,
)
from tests.ui.portfolio.worths import NAMING

ALL = Period(day(-1), day(59))
WHOLE = Scope()
HELD = {
    Number.VALUE: "value",
    Number.QUANTITY: "quantity",
    Number.SHARE: "share",
    Number.COST: "cost",
    Number.GAIN: "gain",
    Number.PRICE_GAIN: "price_gain",
    Number.CURRENCY_GAIN: "currency_gain",
    Number.DAY_CHANGE: "day_change",
    Number.REALISED: "realised",
    Number.INCOME: "income",
    Number.FEES: "fees",
    Number.TAXES: "taxes",
    Number.IRR: "irr",
    Number.PRICE: "price",
}
OF_TRADE = {
    Number.QUANTITY: "quantity",
    Number.COST: "cost",
    Number.VALUE: "value",
    Number.GAIN: "gain",
    Number.SIMPLE: "simple",
    Number.CURRENCY_GAIN: "currency_gain",
    Number.IRR: "irr",
}
SUMMED = (
    Number.COST,
    Number.GAIN,
    Number.PRICE_GAIN,
    Number.CURRENCY_GAIN,
    Number.REALISED,
    Number.INCOME,
    Number.FEES,
    Number.TAXES,
)
OF_PERIOD = {
    Number.BEGIN: "begin",
    Number.END: "end",
    Number.INFLOW: "inflow",
    Number.OUTFLOW: "outflow",
    Number.PERIOD_GAIN: "gain",
    Number.TTWROR: "ttwror",
    Number.TTWROR_YEARLY: "ttwror_yearly",
    Number.IRR: "irr",
    Number.SIMPLE: "simple",
    Number.VOLATILITY: "volatility",
    Number.SEMI_DEVIATION: "semi_deviation",
    Number.SHARPE: "sharpe",
    Number.SORTINO: "sortino",
    Number.EXCESS: "excess",
}


@pytest.fixture(scope="module")
def book() -> Iterator[Book]:
    made = Ledger(days=59)
    made.prices(
        {0: 10.0, 10: 11.0, 30: 9.0, 40: 13.0, 58: 13.5, 59: 14.0},
        [50 + 0.5 * at for at in range(60)],
        [1.1 + 0.002 * at for at in range(60)],
    )
    yield made.book(
        money(Kind.DEPOSIT, 0, "10000"),
        trade(Kind.BUY, 2, "100", "1000", SIEMENS, fee="5"),
        money(Kind.DEPOSIT, 5, "3000", DOLLARS),
        trade(Kind.BUY, 8, "20", "1080", VERNOVA),
        trade(Kind.BUY, 12, "10", "560", VERNOVA, fee="2"),
        trade(Kind.SELL, 35, "40", "420", SIEMENS, fee="3"),
        money(Kind.DIVIDEND, 40, "50", security=SIEMENS, tax="10", account=DEPOT),
        money(Kind.INTEREST, 42, "7"),
        money(Kind.WITHDRAWAL, 45, "500"),
    )
    made.close()


def told(book: Book, opening: Opening) -> Step:
    step = trail_of(book, opening, WHOLE, "EUR")
    assert step is not None
    assert_has_words(step)
    return step


def assert_has_words(step: Step) -> None:
    assert _code(step) in WORDS, step.code
    assert "n/a of" not in trail_text(step, NAMING, Phrases("en", base_currency="EUR"))
    for each in step.steps:
        assert_has_words(each)


@pytest.mark.parametrize("number", list(HELD))
@pytest.mark.parametrize("security", [SIEMENS, VERNOVA])
def test_a_number_of_a_holding_is_what_its_trail_comes_to(
    book: Book, number: Number, security: int
) -> None:
    held = holdings_of(book, WHOLE, "EUR", book.today)
    one = next(each for each in held.holdings if each.security.id == security)
    shown = getattr(one, HELD[number])
    step = told(book, Opening(number, "", "", security_id=security))
    assert step.amount is not None
    assert float(step.amount) == pytest.approx(float(shown), abs=1e-6)


@pytest.mark.parametrize("number", SUMMED)
def test_a_number_of_all_is_what_its_trail_comes_to(book: Book, number: Number) -> None:
    held = holdings_of(book, WHOLE, "EUR", book.today)
    shown = getattr(summed(held_lines(held)), HELD[number])
    step = told(book, Opening(number, "", ""))
    assert step.amount == pytest.approx(shown)
    assert step.amount == pytest.approx(sum(float(each.amount or 0) for each in step.steps))


def test_the_worth_of_all_and_of_money_open(book: Book) -> None:
    held = holdings_of(book, WHOLE, "EUR", book.today)
    assert told(book, Opening(Number.VALUE, "", "")).amount == pytest.approx(held.value)
    for account in held.accounts:
        if account.balance is not None:
            number = account.account.id
            opening = Opening(Number.VALUE, "", "", account_id=number)
            assert told(book, opening).amount == pytest.approx(account.value)
            opening = Opening(Number.PRICE, "", "", account_id=number)
            assert told(book, opening).amount == account.balance
    assert {CASH, DOLLARS} <= {each.account.id for each in held.accounts}


def test_a_lot_opens_as_itself(book: Book) -> None:
    held = holdings_of(book, WHOLE, "EUR", book.today)
    one = next(each for each in held.holdings if each.security.id == VERNOVA)
    for lot in one.lots:
        for number, name in (
            (Number.COST, "base_cost"),
            (Number.PRICE_GAIN, "price_gain"),
            (Number.CURRENCY_GAIN, "currency_gain"),
        ):
            opening = Opening(number, "", "", security_id=VERNOVA, lot=lot.opened_by)
            assert told(book, opening).amount == pytest.approx(getattr(lot, name))
        for number in (Number.QUANTITY, Number.PRICE):
            opening = Opening(
                number, "", "", security_id=VERNOVA, account_id=DEPOT, lot=lot.opened_by
            )
            step = told(book, opening)
            assert (step.code, step.transaction_id) == ("lot", lot.opened_by)
            assert step.values["quantity"] == lot.quantity


def test_value_and_gain_of_a_lot_are_its_own_and_not_those_of_the_holding(book: Book) -> None:
    held = holdings_of(book, WHOLE, "EUR", book.today)
    one = next(each for each in held.holdings if each.security.id == VERNOVA)
    assert len(one.lots) == 2
    for lot in one.lots:
        gain = (lot.price_gain or 0.0) + (lot.currency_gain or 0.0)
        for number, shown in ((Number.VALUE, lot.value), (Number.GAIN, gain)):
            opening = Opening(
                number, "", "", security_id=VERNOVA, account_id=DEPOT, lot=lot.opened_by
            )
            assert told(book, opening).amount == pytest.approx(shown)


def test_the_value_of_a_lot_is_of_today_and_opens_to_price_and_rate(book: Book) -> None:
    opening = Opening(Number.VALUE, "", "", security_id=VERNOVA, account_id=DEPOT)
    held = holdings_of(book, WHOLE, "EUR", book.today)
    lot = next(each for each in held.holdings if each.security.id == VERNOVA).lots[0]
    step = told(book, replace(opening, lot=lot.opened_by))
    assert step.values["on"] == book.today != lot.on
    assert [each.code for each in step.steps] == ["holding_quantity", "price", "rate"]


@pytest.mark.parametrize("number", list(OF_PERIOD))
def test_a_number_of_a_period_is_what_its_trail_comes_to(book: Book, number: Number) -> None:
    shown = getattr(measure(book, WHOLE, "EUR", ALL), OF_PERIOD[number])
    step = told(book, Opening(number, "", "", period=ALL))
    assert step.amount == (pytest.approx(shown) if shown is not None else None)


def test_parts_of_the_gain_and_the_fall_open(book: Book) -> None:
    one = measure(book, WHOLE, "EUR", ALL)
    for number in (Number.PRICE_GAIN, Number.FEES, Number.INCOME):
        assert told(book, Opening(number, "", "", period=ALL)).amount == pytest.approx(one.gain)
    assert one.drawdown is not None
    step = told(book, Opening(Number.DRAWDOWN, "", "", period=ALL))
    assert step.amount == pytest.approx(-one.drawdown.depth)


@pytest.mark.parametrize("dimension", [Dimension.SECURITY, Dimension.CURRENCY, Dimension.ACCOUNT])
def test_numbers_of_parts_open(book: Book, dimension: Dimension) -> None:
    for part in contributions(book, WHOLE, "EUR", ALL, dimension):
        for number, shown in (
            (Number.CONTRIBUTION, part.contribution),
            (Number.TTWROR, part.ttwror),
            (Number.PERIOD_GAIN, part.gain),
            (Number.INFLOW, part.inflow - part.outflow),
            (Number.BEGIN, part.begin),
            (Number.END, part.end),
            (Number.IRR, part.irr),
        ):
            opening = Opening(number, "", "", period=ALL, dimension=dimension, key=part.key)
            amount = told(book, opening).amount
            assert amount == (pytest.approx(shown) if shown is not None else None)


@pytest.mark.parametrize("dimension", [Dimension.SECURITY, Dimension.CURRENCY, Dimension.COUNTRY])
def test_a_slice_opens_to_its_share(book: Book, dimension: Dimension) -> None:
    held = holdings_of(book, WHOLE, "EUR", book.today)
    for each in allocation_of(held, dimension, {}):
        opening = Opening(Number.SLICE, "", "", dimension=dimension, key=each.key)
        step = told(book, opening)
        assert step.amount == pytest.approx(each.share)
        assert step.steps[0].amount == pytest.approx(each.value)


def test_income_opens_to_its_payments(book: Book) -> None:
    every = paid_income(book, WHOLE, "EUR", ALL)
    for key, security in (("", None), ("0", None), (str(SIEMENS), SIEMENS)):
        opening = Opening(
            Number.INCOME,
            "",
            "",
            security_id=security,
            period=ALL,
            dimension=Dimension.SECURITY,
            key=key,
        )
        wanted = [
            each.net or 0.0
            for each in every
            if key == "" or (each.security_id or 0) == int(key or 0)
        ]
        step = told(book, opening)
        assert step.amount == pytest.approx(sum(wanted))
        assert all(each.transaction_id for each in step.steps)


@pytest.mark.parametrize("number", list(OF_TRADE))
def test_a_number_of_a_trade_is_what_its_trail_comes_to(book: Book, number: Number) -> None:
    found = read_trades(book, WHOLE, "EUR").trades
    assert {each.closed_by is None for each in found} == {True, False}
    for each in found:
        opening = Opening(
            number,
            "",
            "",
            security_id=each.security_id,
            account_id=each.account_id,
            trade=each.closed_by or 0,
        )
        amount = told(book, opening).amount
        assert float(amount or 0) == pytest.approx(float(getattr(each, OF_TRADE[number])))


def test_the_value_of_a_day_opens(book: Book) -> None:
    on = day(20)
    step = told(book, Opening(Number.VALUE, "", "", period=Period(on, on)))
    assert step.amount == pytest.approx(holdings_of(book, WHOLE, "EUR", on).value)


def test_what_is_no_number_has_no_trail(book: Book) -> None:
    assert trail_of(book, Opening(Number.RATE, "", "", security_id=SIEMENS), WHOLE, "EUR") is None
    gone = Opening(Number.TTWROR, "", "", period=ALL, dimension=Dimension.SECURITY, key="99")
    assert trail_of(book, gone, WHOLE, "EUR") is None
