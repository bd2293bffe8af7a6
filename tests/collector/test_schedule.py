"""What is due when: exchange hours, weekends, trouble, what is on screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gridwatch.collector.schedule import (
    LONGEST_REST,
    Standing,
    due_histories,
    due_quotes,
    due_shares,
    next_quotes,
)
from gridwatch.domain.quote import Doubt, MarketState, Quote
from gridwatch.store.market.instruments import Failure, Instrument

EXCHANGES = {"601179.SS": "SSE", "GEV": "NYSE"}
SYMBOLS = ("USDCNY=X", "601179.SS", "GEV")
EVERY = timedelta(seconds=60)
FRIDAY = datetime(2026, 11, 20, 3, tzinfo=UTC)  # 11:00 in Shanghai, night in New York
SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


def standing(fetched: datetime, state: MarketState = MarketState.CLOSED) -> Standing:
    """Return a standing in which everything was fetched at one time."""
    quotes = {
        symbol: Quote(symbol, 1.0, fetched, "CNY", "CNY", fetched_at=fetched, state=state)
        for symbol in SYMBOLS
    }
    instruments = {symbol: Instrument(symbol, history_at=fetched) for symbol in SYMBOLS}
    return Standing(EXCHANGES, quotes, instruments)


def test_everything_is_due_at_first() -> None:
    nothing = Standing(EXCHANGES, {}, {})
    assert due_quotes(SYMBOLS, nothing, FRIDAY, EVERY) == SYMBOLS
    assert due_histories(SYMBOLS, nothing, FRIDAY, ("GEV",))[0] == "GEV"


def test_only_open_exchanges_and_currencies_are_polled() -> None:
    state = standing(FRIDAY - timedelta(minutes=2))
    assert due_quotes(SYMBOLS, state, FRIDAY, EVERY) == ("USDCNY=X", "601179.SS")
    assert due_quotes(SYMBOLS, standing(FRIDAY), FRIDAY, EVERY) == ()


def test_a_weekend_asks_for_nothing_but_currencies_at_leisure() -> None:
    state = standing(SATURDAY - timedelta(minutes=2))
    assert due_quotes(SYMBOLS, state, SATURDAY, EVERY) == ()
    assert next_quotes(SYMBOLS, state, SATURDAY, EVERY) == SATURDAY + LONGEST_REST


def test_a_quote_from_before_the_close_is_due_after_it() -> None:
    after_close = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    state = standing(datetime(2026, 11, 20, 6, 59, tzinfo=UTC))
    assert "601179.SS" in due_quotes(SYMBOLS, state, after_close, EVERY)
    assert "601179.SS" in due_histories(SYMBOLS, state, after_close)


def test_an_exchange_that_says_it_trades_is_believed() -> None:
    state = standing(SATURDAY - timedelta(minutes=2), MarketState.OPEN)
    assert "601179.SS" in due_quotes(SYMBOLS, state, SATURDAY, EVERY)
    assert next_quotes(SYMBOLS, state, SATURDAY, EVERY) == SATURDAY + EVERY


def test_a_symbol_in_trouble_waits_for_its_next_try() -> None:
    state = standing(FRIDAY - timedelta(minutes=2))
    failure = Failure("garbled", "HTTP 500", FRIDAY, FRIDAY + timedelta(minutes=1))
    waiting = replace(state.instruments["601179.SS"], failures={"quote": failure})
    state = replace(state, instruments={**state.instruments, "601179.SS": waiting})
    assert "601179.SS" not in due_quotes(SYMBOLS, state, FRIDAY, EVERY)
    assert "601179.SS" in due_quotes(SYMBOLS, state, FRIDAY + timedelta(minutes=2), EVERY)


def test_a_history_that_fails_does_not_silence_the_quotes() -> None:
    state = standing(FRIDAY - timedelta(minutes=2))
    failure = Failure("unknown", "HTTP 404", FRIDAY, FRIDAY + timedelta(hours=6))
    waiting = replace(state.instruments["601179.SS"], failures={"history": failure})
    state = replace(state, instruments={**state.instruments, "601179.SS": waiting})
    assert "601179.SS" in due_quotes(SYMBOLS, state, FRIDAY, EVERY)


def test_a_doubted_split_fetches_the_history_again() -> None:
    state = standing(FRIDAY - timedelta(hours=2))
    doubted = replace(state.quotes["601179.SS"], doubt=Doubt.SPLIT)
    state = replace(state, quotes={**state.quotes, "601179.SS": doubted})
    assert due_histories(SYMBOLS, state, FRIDAY) == ("601179.SS",)


def test_share_series_wait_for_the_first_histories_and_come_weekly() -> None:
    fresh = standing(FRIDAY)
    assert due_shares(("601179.SS",), fresh, FRIDAY) is None
    assert due_shares(("601179.SS",), fresh, FRIDAY + timedelta(minutes=11)) == "601179.SS"
    known = replace(fresh.instruments["601179.SS"], shares_at=FRIDAY)
    later = replace(fresh, instruments={"601179.SS": known})
    assert due_shares(("601179.SS",), later, FRIDAY + timedelta(days=6)) is None
    assert due_shares(("601179.SS",), later, FRIDAY + timedelta(days=8)) == "601179.SS"


@given(st.integers(0, 2 * 365 * 24 * 60))
def test_the_next_round_is_never_now_and_never_far(minutes: int) -> None:
    now = FRIDAY + timedelta(minutes=minutes)
    following = next_quotes(SYMBOLS, standing(now), now, EVERY)
    assert EVERY <= following - now <= LONGEST_REST
