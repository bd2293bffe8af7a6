"""What the milestone board costs on top of reading the closes that it stands on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

import numpy as np

from figures import Plan, Samples
from gridwatch.domain.bars import Bars, History, day_number
from gridwatch.domain.company import Listing, company_of_listing
from gridwatch.domain.money import Money
from gridwatch.domain.quote import Quote
from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.services.milestones import read_board
from gridwatch.store.database import open_market, open_user, transaction
from gridwatch.store.market.bars import store_history
from gridwatch.store.market.quotes import store_quotes
from gridwatch.store.market.shares import store_shares
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from interleave import interleaved

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
CURRENCIES = ("CNY", "USD", "JPY")
RATES = {"USDCNY=X": 7.2, "USDJPY=X": 150.0}
T = TypeVar("T")
RUNGS = tuple(Money(Decimal(amount) * 10**9, "CNY") for amount in (50, 100, 200, 500))


def board(plan: Plan, *, companies: int, days: int) -> Samples:
    """Read the board of companies with four rungs each, beside fetchall of their closes; seconds.

    The rungs are in yuan, a third of the companies is listed in each of three currencies.
    """
    with (
        closing(open_user(plan.folder / "user.db")) as user,
        closing(open_market(plan.folder / "market.db")) as market,
    ):
        ladders = dict.fromkeys(_fill(user, market, companies, days), RUNGS)

        def ours() -> float:
            found, seconds = _timed(lambda: read_board(user, market, NOW, ladders=ladders).climbs)
            told = sum(bool(each.standing.chances) for one in found for each in one.milestones)
            if told != companies * len(RUNGS):
                raise ValueError(f"{told} rungs were told, not {companies * len(RUNGS)}")
            return seconds

        def plain() -> float:
            query = "SELECT day, close FROM bar ORDER BY instrument_id, day"
            return _timed(lambda: market.execute(query).fetchall())[1]

        return interleaved(ours, plain, plan.runs)


def _timed(work: Callable[[], Sequence[T]]) -> tuple[Sequence[T], float]:
    began = time.perf_counter()
    found = work()
    return found, time.perf_counter() - began


def _fill(
    user: sqlite3.Connection, market: sqlite3.Connection, companies: int, days: int
) -> list[int]:
    """Store companies with histories up to yesterday, and return their ids."""
    numbers = []
    for at in range(companies):
        symbol, currency = f"L{at}", CURRENCIES[at % len(CURRENCIES)]
        company = company_of_listing(Listing(symbol, "", currency), symbol)
        numbers.append(add_company(user, company).id)
        _store(market, symbol, currency, 50.0, days)
        with transaction(market):
            store_shares(market, symbol, [ShareCount(Scope.COMPANY, date(2010, 1, 1), 1e9, "")])
    for symbol, rate in RATES.items():
        _store(market, symbol, symbol[3:6], rate, days)
    set_companies(user, add_watchlist(user, "Grid"), numbers)
    return numbers


def _store(market: sqlite3.Connection, symbol: str, currency: str, price: float, days: int) -> None:
    last = day_number(NOW.date() - timedelta(days=1))
    numbers = np.arange(last - days * 7 // 5, last + 1)
    numbers = numbers[(numbers + 3) % 7 < 5][-days:]
    dice = np.random.default_rng(len(symbol) + days)
    close = price * np.exp(np.cumsum(dice.normal(0, 0.01, len(numbers))))
    rest = (close, close, close, close, np.ones(len(numbers)), np.ones(len(numbers), dtype=bool))
    with transaction(market):
        history = History(symbol, currency, currency, "UTC", "", Bars(numbers, *rest))
        store_history(market, history, replace_all=True)
        store_quotes(market, [Quote(symbol, float(close[-1]), NOW, currency, currency)])
