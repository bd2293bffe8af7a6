"""What it costs to watch alert rules: a round of quotes, and a year that was missed."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np

from figures import Plan, Samples
from gridwatch.collector.alert.watcher import Watcher
from gridwatch.collector.needs import Needs, read_needs
from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.bars import Bars, History, day_number
from gridwatch.domain.company import Listing, company_of_listing
from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.shares import Scope as SharesOf
from gridwatch.domain.shares import ShareCount
from gridwatch.store.database import open_market, open_user, transaction
from gridwatch.store.market.bars import store_history
from gridwatch.store.market.instruments import note_history
from gridwatch.store.market.quotes import store_quotes
from gridwatch.store.market.shares import store_shares
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.rule_states import all_looked
from gridwatch.store.user.rules import add_rule
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from interleave import interleaved

FRIDAY = date(2026, 3, 6)
BEGUN = datetime(2026, 3, 6, 12, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, 2, tzinfo=UTC)
SHARES = 1e9
PRICE = 50.0
RATE = 7.2
YEAR = 250


@dataclass(frozen=True, slots=True)
class Field:
    """A profile of companies in Shanghai with rules on caps, prices and day moves."""

    user: sqlite3.Connection
    market: sqlite3.Connection
    symbols: tuple[str, ...]

    def needs(self) -> Needs:
        """Read what the rules look at."""
        return read_needs(self.user, self.market)


def round_of_quotes(plan: Plan, *, companies: int, rules: int) -> Samples:
    """Evaluate all rules on a new quote of every company, beside a plain loop; milliseconds.

    Prices move by a little, so that few rules fire. The loop knows the prices already, makes a cap
    of each and compares it with the level of every rule: no state, no slack, nothing stored.
    """
    with _field(plan.folder / "quotes", companies, rules, BEGUN) as field:
        _keep_days(field, YEAR)
        watcher = Watcher(field.user, field.needs(), "bench")
        watcher.look(field.market, BEGUN)
        if len(all_looked(field.user)) < companies:
            raise ValueError("not all rules have begun")
        levels = _levels(field)
        clock = _seconds(MONDAY)

        def ours() -> float:
            now = next(clock)
            _quote(field, now)
            watcher.look(field.market, now, ())  # what has to be kept once a minute is kept
            began = time.perf_counter()
            watcher.look(field.market, now, field.symbols)
            return (time.perf_counter() - began) * 1000

        def plain() -> float:
            prices = dict.fromkeys(field.symbols, PRICE)
            began = time.perf_counter()
            reached = _plainly(prices, levels)
            took = (time.perf_counter() - began) * 1000
            if len(reached) > len(levels):
                raise ValueError("more were reached than there are")
            return took

        return interleaved(ours, plain, plan.runs)


def missed_year(plan: Plan, *, companies: int, rules: int) -> Samples:
    """Catch up a year of days that all came at once, beside fetchall of the same bars; seconds."""
    began = BEGUN - timedelta(days=365)
    with _field(plan.folder / "year", companies, rules, began) as field:
        _keep_days(field, 2 * YEAR)
        numbers = iter(range(1_000))
        field.user.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        def ours() -> float:
            copy = plan.folder / f"{next(numbers)}.db"
            shutil.copy(plan.folder / "year" / "user.db", copy)
            with closing(open_user(copy)) as user:
                watcher = Watcher(user, field.needs(), "bench")
                start = time.perf_counter()
                found = watcher.look(field.market, BEGUN)
                took = time.perf_counter() - start
            if len(found) < companies / 10:
                raise ValueError(f"only {len(found)} firings in a year")
            return took

        def plain() -> float:
            query = "SELECT * FROM bar ORDER BY instrument_id, day"
            start = time.perf_counter()
            field.market.execute(query).fetchall()
            return time.perf_counter() - start

        return interleaved(ours, plain, plan.runs)


@contextmanager
def _field(folder: Path, companies: int, rules: int, at: datetime) -> Iterator[Field]:
    folder.mkdir()
    symbols = tuple(f"6{number:05}.SS" for number in range(companies))
    with (
        closing(open_user(folder / "user.db")) as user,
        closing(open_market(folder / "market.db")) as market,
    ):
        numbers = []
        with transaction(user):
            for symbol in symbols:
                company = company_of_listing(Listing(symbol, "SHH", "CNY"), symbol)
                numbers.append(add_company(user, company).id)
            set_companies(user, add_watchlist(user, "Grid"), numbers)
            for each in range(rules):
                number = numbers[each % companies]
                add_rule(user, _rule(number, each // companies, at))
        yield Field(user, market, symbols)


def _rule(company: int, number: int, at: datetime) -> Rule:
    """Return one of several kinds, of which most are never reached."""
    cap = Decimal(int(PRICE * SHARES * (1.1 + number / 20)))
    texts = (
        f"cap >= {cap} CNY",
        f"cap >= {cap / 7} USD" if cap % 7 == 0 else f"cap >= {cap + number} CNY",
        f"price >= {PRICE * (1.1 + number / 20):.2f}",
        f"day >= {5 + number}%",
    )
    condition = parse_condition(texts[number % len(texts)])
    return Rule(0, Subject(Scope.COMPANY, company), condition, at, at)


def _levels(field: Field) -> Sequence[tuple[str, float]]:
    companies = field.needs().companies
    return [
        (companies[rule.subject.number].primary, float(rule.terms[0].level))
        for rule in field.needs().rules
    ]


def _plainly(
    prices: Mapping[str, float], levels: Sequence[tuple[str, float]]
) -> list[tuple[str, float]]:
    found = []
    for symbol, level in levels:
        cap = prices[symbol] * SHARES
        if cap >= level:
            found.append((symbol, level))
    return found


def _seconds(begin: datetime) -> Iterator[datetime]:
    """Yield instants, a second after each other, within the first minute after a look."""
    while True:
        begin += timedelta(seconds=1)
        yield begin


def _quote(field: Field, now: datetime) -> None:
    move = 1 + (now.second % 7) / 1000
    with transaction(field.market):
        store_quotes(field.market, [_quoted(each, PRICE * move, now) for each in field.symbols])


def _quoted(symbol: str, price: float, now: datetime) -> Quote:
    return Quote(
        symbol, price, now, "CNY", "CNY", 8 * 3600, PRICE, price, price, 1e6, MarketState.OPEN,
        exchange="SHH", fetched_at=now,
    )  # fmt: skip


def _keep_days(field: Field, days: int) -> None:
    """Store a history for every company up to Friday, with its share count and last quote."""
    last = day_number(FRIDAY)
    numbers = np.arange(last - days * 7 // 5 - 7, last + 1)
    numbers = numbers[(numbers + 3) % 7 < 5][-days:]
    fetched = BEGUN - timedelta(hours=1)
    with transaction(field.market):
        for at, symbol in enumerate(field.symbols):
            history = _history(symbol, numbers, at)
            store_history(field.market, history, replace_all=True)
            count = ShareCount(SharesOf.COMPANY, date(2010, 1, 1), SHARES, "bench")
            store_shares(field.market, symbol, [count])
            note_history(field.market, symbol, fetched)
        closed = datetime.combine(FRIDAY, datetime.min.time(), UTC) + timedelta(hours=7)
        quotes = [
            replace(_quoted(each, PRICE, closed), fetched_at=fetched) for each in field.symbols
        ]
        quotes.append(replace(_quoted("USDCNY=X", RATE, closed), exchange="CCY"))
        store_quotes(field.market, quotes)


def _history(symbol: str, numbers: np.ndarray, seed: int) -> History:
    """Return a walk that ends at the price of the quotes."""
    dice = np.random.default_rng(seed)
    walk = np.cumsum(dice.normal(0, 0.02, len(numbers)))
    close = PRICE * np.exp(walk - walk[-1])
    spread = 1 + dice.random(len(numbers)) / 100
    final = np.ones(len(numbers), dtype=np.bool_)
    bars = Bars(numbers, close, close * spread, close / spread, close, close * 0 + 1e6, final)
    return History(symbol, "CNY", "CNY", "Asia/Shanghai", "SHH", bars)
