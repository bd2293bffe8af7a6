"""Trades as they are shown: chosen, added up, each number opened, what is missing told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.portfolio.trade_reading import (
    TradeState,
    chosen,
    gaps_in,
    read_trades,
    totals_of,
)
from gridwatch.services.portfolio.trade_trails import trade_irr, trade_simple, trade_trail
from gridwatch.services.portfolio.trades import Trade
from gridwatch.services.portfolio.trail_ground import Asked, Ground
from gridwatch.services.portfolio.views import Gap, Missing, Scope
from tests.services.portfolio.furnished import furnished, happened
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

ASKED = {
    Asked.QUANTITY: "quantity",
    Asked.COST: "cost",
    Asked.VALUE: "value",
    Asked.GAIN: "gain",
    Asked.CURRENCY_GAIN: "currency_gain",
}


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger(days=59)
    made.prices(
        {0: 10.0, 58: 13.5},
        [50 + 0.5 * at for at in range(60)],
        [1.1 + 0.002 * at for at in range(60)],
    )
    yield made
    made.close()


@pytest.fixture
def book(ledger: Ledger) -> Book:
    return ledger.book(
        money(Kind.DEPOSIT, 0, "10000"),
        trade(Kind.BUY, 2, "100", "1000", SIEMENS, fee="5"),
        money(Kind.DEPOSIT, 5, "3000", DOLLARS),
        trade(Kind.BUY, 8, "20", "1080", VERNOVA),
        trade(Kind.BUY, 12, "10", "560", VERNOVA, fee="2"),
        trade(Kind.SELL, 35, "40", "420", SIEMENS, fee="3"),
        trade(Kind.SELL, 40, "25", "1700", VERNOVA, fee="4"),
        trade(Kind.BUY, 41, "10", "100", SIEMENS, account=OTHER),
        trade(Kind.SELL, 50, "10", "90", SIEMENS, account=OTHER),
    )


def opens(book: Book, one: Trade, currency: str, asked: Asked) -> object:
    ground = Ground(book, Scope(frozenset({one.account_id})), currency, book.today)
    amount = trade_trail(ground, one.security_id, one.closed_by, asked).amount
    return None if amount is None else float(amount)


def about(amount: object) -> object:
    return pytest.approx(float(amount), abs=1e-6) if isinstance(amount, float) else None


def test_open_trades_come_first_then_the_latest_sale(book: Book) -> None:
    found = read_trades(book, Scope(), "EUR").trades
    assert [(each.security_id, each.closed_on) for each in found] == [
        (VERNOVA, None),
        (SIEMENS, None),
        (SIEMENS, day(50)),
        (VERNOVA, day(40)),
        (SIEMENS, day(35)),
    ]
    assert gaps_in(found) == ()
    inside = read_trades(book, Scope(frozenset({OTHER})), "EUR").trades
    assert inside == (found[2],)


def test_trades_together_are_what_is_held_and_was_realised(book: Book) -> None:
    found = read_trades(book, Scope(), "EUR").trades
    held = holdings_of(book, Scope(), "EUR", book.today).holdings
    gains = [each.gain or 0.0 for each in held] + [each.realised or 0.0 for each in held]
    sums = totals_of(found)
    assert sums.gain == pytest.approx(sum(gains))
    assert (sums.closed, sums.open, sums.winners, sums.losers, sums.unknown) == (3, 2, 4, 1, 0)
    assert sums.days_held == pytest.approx((47 + 57 + 9 + 32 + 33) / 5)
    assert sums.simple == pytest.approx((sums.gain or 0) / (sums.cost or 1))


def test_a_period_takes_sales_by_their_day_and_what_is_open_by_its_first(book: Book) -> None:
    found = read_trades(book, Scope(), "EUR").trades
    assert chosen(found, TradeState.CLOSED, day(35), day(40)) == (found[3], found[4])
    assert chosen(found, TradeState.OPEN, day(3)) == (found[0],)
    assert chosen(found, TradeState.ALL, None, day(2)) == (found[1],)
    assert totals_of(()).days_held is None


@pytest.mark.parametrize("asked", list(ASKED))
@pytest.mark.parametrize("currency", ["EUR", "USD"])
def test_a_number_of_a_trade_is_what_its_trail_comes_to(
    book: Book, asked: Asked, currency: str
) -> None:
    for each in read_trades(book, Scope(), currency).trades:
        shown = getattr(each, ASKED[asked])
        assert shown is not None
        assert opens(book, each, currency, asked) == about(float(shown))


def test_rates_of_a_trade_open_to_what_they_are_made_of(book: Book) -> None:
    for each in read_trades(book, Scope(), "EUR").trades:
        ground = Ground(book, Scope(frozenset({each.account_id})), "EUR", book.today)
        step = trade_irr(ground, each.security_id, each.closed_by)
        assert step is not None
        assert step.amount == each.irr is not None
        bought = len(each.transactions) - (each.closed_on is not None)
        assert len(step.steps) == bought + 1
        flows = sum(float(one.amount or 0) for one in step.steps)
        assert flows == pytest.approx(each.gain)
        part = trade_simple(ground, each.security_id, each.closed_by)
        assert part.amount == pytest.approx(each.simple)
    ground = Ground(book, Scope(frozenset({DEPOT})), "EUR", book.today)
    assert trade_irr(ground, SIEMENS, 999) is None


def test_what_was_never_bought_and_what_has_no_price_or_rate_is_told(ledger: Ledger) -> None:
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "3000", DOLLARS),
        trade(Kind.BUY, 1, "10", "500", VERNOVA),
        trade(Kind.SELL, 2, "10", "510", VERNOVA),
        trade(Kind.SELL, 3, "5", "60", SIEMENS, account=OTHER),
    )
    found = read_trades(book, Scope(), "EUR").trades
    short = next(each for each in found if each.account_id == OTHER)
    assert short.gaps == (Gap(Missing.COST, day(3), SIEMENS),)
    francs = read_trades(book, Scope(), "CHF").trades
    sold = next(each for each in francs if each.closed_on == day(2))
    assert (sold.gain, totals_of(francs).unknown) == (None, len(francs))
    assert set(sold.gaps) == {
        Gap(Missing.RATE, day(1), None, "USD"),
        Gap(Missing.RATE, day(2), None, "USD"),
    }
    assert totals_of(francs).gain is None


@settings(max_examples=25, deadline=None)
@given(
    st.lists(happened(), min_size=1, max_size=12),
    st.sampled_from(("EUR", "USD")),
)
def test_an_unknown_amount_has_a_gap_and_every_number_opens(
    some: list[Transaction], currency: str
) -> None:
    with closing(furnished()) as made:
        made.edit(AddTransactions(tuple(some)))
        book = made.open()
        for each in read_trades(book, Scope(), currency).trades:
            amounts = (each.cost, each.value, each.price_gain, each.currency_gain)
            assert bool(each.gaps) == (None in amounts)
            for asked, name in ASKED.items():
                shown = getattr(each, name)
                if asked is Asked.GAIN and each.price_gain is None:
                    shown = None  # it is told as the sum of its parts, of which one is not known
                expected = about(float(shown)) if shown is not None else None
                assert opens(book, each, currency, asked) == expected
