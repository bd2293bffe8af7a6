"""The book: the ledger in memory with all that it takes to value it on every day."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import TypeVar, cast

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number
from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.moves import Place
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.share_units import decimal_of, grains, scaled_by
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.splits import Split
from gridwatch.preferences import CURRENCIES
from gridwatch.services.portfolio.flow_columns import FlowColumns
from gridwatch.services.portfolio.group_memory import Depends, GroupMemory
from gridwatch.services.portfolio.lasting import lasting
from gridwatch.services.portfolio.ledger_memory import Group, Issuer, LedgerMemory, Touched
from gridwatch.services.portfolio.market_memory import MarketMemory, MarketNews
from gridwatch.services.portfolio.price_board import PriceBoard, Priced
from gridwatch.services.portfolio.running import Running
from gridwatch.services.portfolio.strands import Strands
from gridwatch.store.database import one_reading
from gridwatch.store.user.securities import price_columns

log = logging.getLogger(__name__)
T = TypeVar("T")


class Book:
    """The ledger of a profile in memory, for one thread at a time.

    `catch_up` brings it up to date and is the only thing that changes it. Arrays that it returns
    are its own: not to be written to, and not to be kept until after the next `catch_up`.
    `version` is another one after each change.
    """

    def __init__(self, today: date) -> None:
        """Begin with an empty ledger; `open_book` fills it."""
        self.today = today
        self.version = 0
        self._ledger = LedgerMemory()
        self._market = MarketMemory()
        self._prices = PriceBoard()
        self._strands = Strands()
        self._own: dict[int, list[tuple[str, float, str]]] = {}
        self._values: dict[Place, Floats] = {}
        self._kept: dict[object, object] = {}
        self._kept_past: dict[object, object] = {}
        self._groups = GroupMemory()

    # What the ledger says

    @property
    def accounts(self) -> Mapping[int, Account]:
        """Return the accounts by id, in the order in which they are shown."""
        return self._ledger.accounts

    @property
    def securities(self) -> Mapping[int, Security]:
        """Return the securities by id, by their names."""
        return self._ledger.securities

    @property
    def transactions(self) -> Mapping[int, Transaction]:
        """Return all transactions by id."""
        return self._ledger.transactions

    @property
    def splits(self) -> Mapping[int, tuple[Split, ...]]:
        """Return the effective splits of the securities that have any, oldest first."""
        return self._prices.splits

    @property
    def base_currency(self) -> str:
        """Return the currency in which the user wants to see it."""
        return self._ledger.base_currency

    def issuer(self, security_id: int) -> Issuer | None:
        """Return the followed company that has a listing of the security's symbol."""
        return self._ledger.issuer(self.securities[security_id])

    def holder(self, one: Transaction) -> int:
        """Return the securities account of a dividend, fee or tax, 0 where nobody knows it."""
        return self._ledger.holder(one)

    # Days, prices, rates

    @property
    def first(self) -> int:
        """Return the day number before the first transaction; after `last` where there is none."""
        first = self._strands.first
        return self.last + 1 if first is None else first - 1

    @property
    def last(self) -> int:
        """Return the day number of today."""
        return day_number(self.today)

    def days(self) -> Days:
        """Return all days from that before the first transaction until today."""
        return np.arange(self.first, self.last + 1)

    def rates(self, given: str, wanted: str) -> Floats:
        """Return the rate from `given` to `wanted` on each of `days`, NaN where there is none."""
        return self._market.rates(given, wanted, self.first, self.last)

    def rate_on(self, given: str, wanted: str, on: date) -> float | None:
        """Return the rate of one day, None where there is none."""
        if given == wanted:
            return 1.0
        row, at = self.rates(given, wanted), day_number(on) - self.first
        if 0 <= at < len(row):
            rate = float(row[at])
        else:
            rate = float(self._market.rates_at(given, wanted, np.array([day_number(on)]))[0])
        return rate if isfinite(rate) else None

    def price_on(self, security_id: int, on: date) -> Priced | None:
        """Return the last price of a share of today up to a day, None where there is none."""
        return self._prices.on(security_id, on)

    def prices(self, security_id: int, first: int, last: int) -> Floats:
        """Return the carried price on each day from `first` to `last`, NaN before the first one."""
        return self._prices.between(security_id, first, last)

    def foreign(self, security_id: int) -> str:
        """Return the currency of the market's prices where it is not the security's, else ""."""
        return self._prices.foreign(security_id)

    def shares_of_today(self, security_id: int, quantity: Decimal, as_of: date) -> Decimal:
        """Return a quantity as of the end of a day in shares of today, to 12 decimals."""
        return self._restated(security_id, quantity, as_of, self.today)

    def shares_then(self, security_id: int, quantity: Decimal, on: date) -> Decimal:
        """Return a quantity of today in shares as of the end of a day, to 12 decimals."""
        return self._restated(security_id, quantity, self.today, on)

    def _restated(self, security_id: int, quantity: Decimal, basis: date, on: date) -> Decimal:
        line = self._prices.split_lines.get(security_id)
        if line is None:
            return quantity
        return decimal_of(scaled_by(grains(quantity), line.ratio(basis, on)))

    # Quantities, balances, values, flows

    @property
    def positions(self) -> Mapping[Place, Running]:
        """Return the quantities of all (account, security) that have ever held something."""
        return self._strands.positions

    @property
    def cash(self) -> Mapping[int, Running]:
        """Return the money of all cash accounts through which something has moved."""
        return self._strands.cash

    @property
    def places(self) -> Sequence[Place]:
        """Return all places by their numbers in `flows`."""
        return self._strands.places.places

    def live_places(self) -> list[int]:
        """Return the numbers of the places in which something was or through which it has gone."""

        def find() -> list[int]:
            moves, number = self.flows(), self._strands.places.place
            found = set(map(int, np.unique(np.concatenate((moves.source, moves.target)))))
            found |= {number(each) for each in self._strands.positions}
            found |= {number((each, 0)) for each in self._strands.cash}
            return sorted(found - {0})

        return self.kept("places", find)

    def quantity(self, place: Place, on: date) -> Decimal:
        """Return what a position holds at the end of a day, in shares of today."""
        line = self._strands.positions.get(place)
        return Decimal(0) if line is None else line.at(day_number(on))

    def balance(self, cash_id: int, on: date) -> Decimal:
        """Return the money of a cash account at the end of a day, in its currency."""
        line = self._strands.cash.get(cash_id)
        return Decimal(0) if line is None else line.at(day_number(on))

    def values(self, place: Place) -> tuple[int, Floats]:
        """Return the first day and the value of a position by day in the security's currency.

        0 where nothing is held, NaN where there is no price; before and after it nothing is held.
        """
        line = self._strands.positions[place]
        found = self._values.get(place)
        if found is None:
            prices = self._prices.between(place[1], line.start, line.end - 1)
            found = self._values[place] = np.where(line.amounts == 0, 0.0, line.amounts * prices)
        return line.start, found

    def flows(self) -> FlowColumns:
        """Return all moves up to today as columns; NaN where what moved has no known price."""

        def worth() -> FlowColumns:
            joined = FlowColumns.joined(self._strands.columns.values())
            return joined.worth(self._prices.at, self._currency_number)

        return self.kept("flows", worth)

    def flow_currency(self, row: int) -> str:
        """Return the currency of a row of `flows`."""
        return self._strands.places.currencies[int(self.flows().currency[row])]

    def converted_flows(self, currency: str) -> Floats:
        """Return the amounts of `flows` in a currency, at the rates of their days."""

        def convert() -> Floats:
            codes = enumerate(self._strands.places.currencies)
            rows = {at: self.rates(code, currency) for at, code in codes if code}
            return self.flows().converted(rows, self.first)

        return self.kept(("flows", currency), convert)

    def flows_of(self, group: Group, currency: str) -> tuple[FlowColumns, Floats]:
        """Return the moves of one group as `flows` has them, with their amounts in a currency."""
        moves = self._strands.columns[group].worth(self._prices.at, self._currency_number)
        codes = {int(at): self._strands.places.currencies[at] for at in np.unique(moves.currency)}
        rows = {at: self.rates(code, currency) for at, code in codes.items() if code}
        return moves, moves.converted(rows, self.first)

    def flows_today(self, group: Group) -> bool:
        """Tell whether anything of a group moves today."""
        return bool((self._strands.columns[group].day == self.last).any())

    def _currency_number(self, security_id: int) -> int:
        return self._strands.places.currency(self.securities[security_id].currency)

    def kept(self, question: object, work: Callable[[], T]) -> T:
        """Return what `work` finds, kept under a question until something changes."""
        if question not in self._kept:
            self._kept[question] = work()
        return cast("T", self._kept[question])

    def kept_past(self, question: object, work: Callable[[], T]) -> T:
        """Return what `work` finds of days before today, kept however many quotes come."""
        if question not in self._kept_past:
            self._kept_past[question] = work()
        return cast("T", self._kept_past[question])

    def by_group(
        self, question: object, work: Callable[[Group, Sequence[Transaction]], T]
    ) -> list[T]:
        """Return what `work` finds of each group, kept until the transactions of it change.

        A group is of securities that spin-offs and mergers connect, or one of a cash account (its
        id below 0) without them. Prices and rates may be asked for by nothing that is kept.
        """

        def one(group: Group) -> T:
            def find() -> T:
                return work(group, self.booked(group))

            return self.of_group(Depends.LEDGER, group, question, find)

        return [one(each) for each in self._strands.groups]

    def of_group(
        self, depends: Depends, group: Group, question: object, work: Callable[[], T]
    ) -> T:
        """Return what `work` finds of one group, kept until that on which it depends changes.

        It may ask for the prices of the group's securities and for rates, no further than `depends`
        says. Of other days than today nothing may be kept here: it would never be forgotten.
        """
        return self._groups.kept(depends, group, question, work)

    @property
    def groups(self) -> Collection[Group]:
        """Return all groups, in the order of `by_group`."""
        return self._strands.groups

    def booked(self, group: Group) -> Sequence[Transaction]:
        """Return the transactions of a group, in no order."""
        return self._ledger.of_group(group)

    def catch_up(
        self, user: sqlite3.Connection, market: sqlite3.Connection | None, today: date
    ) -> bool:
        """Bring the book up to date with both files; True where anything has changed.

        Only what an edit concerns is done again, and new quotes change the last days alone. Without
        a market file, or where it can't be read, what is known of prices stays; at the beginning
        nothing is. Raises sqlite3.Error where the user's file can't be read: what has changed is
        not known any more then, and the book has to be opened anew.
        """
        with lasting():
            return self._catch_up(user, market, today)

    def _catch_up(
        self, user: sqlite3.Connection, market: sqlite3.Connection | None, today: date
    ) -> bool:
        with one_reading(user):
            touched = self._ledger.catch_up(user)
            self._read_own_prices(user, touched)
        if today != self.today:
            # Positions last until today, and splits count from their day on.
            self.today, touched.everything = today, True
        before, begun = self.version, False
        try:
            if market is None:
                self._restate(touched, MarketNews(), None)
            else:
                with one_reading(market):
                    news = self._market.notice(market, self._symbols(), self._currencies())
                    begun = True
                    self._restate(touched, news, market)
        except sqlite3.DatabaseError as error:
            log.warning("the cache can't be read: %s", error)
            # What was restated by then is not known to have changed any more.
            touched.everything |= begun
            self._restate(touched, MarketNews(), None)
        return self.version != before

    def _read_own_prices(self, user: sqlite3.Connection, touched: Touched) -> None:
        if touched.everything:
            self._own = price_columns(user, self.securities)
        elif touched.prices:
            kept = {each: rows for each, rows in self._own.items() if each not in touched.prices}
            self._own = kept | price_columns(user, touched.prices)

    def _symbols(self) -> set[str]:
        named = {key for group in self._ledger.groups() for key in group if key > 0}
        return {self.securities[each].symbol for each in named} - {""}

    def _currencies(self) -> set[str]:
        """Return the currencies in use, and those in which it may be looked at."""
        listed = {each.currency for each in self._market.closes.values()}
        return {*self._ledger.currencies, *CURRENCIES, *listed, self.base_currency} - {""}

    def _restate(
        self, touched: Touched, news: MarketNews, market: sqlite3.Connection | None
    ) -> None:
        """Work out again what has changed: splits, what moves, prices, rates, in this order."""
        split = self._prices.count_splits(self._ledger, self._market, self.today)
        everything = touched.everything or touched.accounts
        woven = self._strands.weave(
            self._ledger,
            self._prices.splits,
            None if everything else {*touched.groups, *split},
            self.today,
        )
        needed = self._strands.first_days()
        rates = None
        if market is not None and self.first <= self.last:
            rates = self._market.load_rates(market, self._currencies(), self.first, news.rates)
        changed = self._prices.load(market, self._market, needed, self.securities, news.closes)
        changed |= split | touched.prices | {key for group in woven for key in group if key > 0}
        quoted = {each for each in needed if self.securities[each].symbol in news.quotes} - changed
        if touched.everything:
            changed = set(needed)
            self._prices.forget(changed)
        if rates is not None or news.rates:
            quoted |= {each for each in needed if self._prices.foreign(each)}
        drawn = (changed | quoted) & needed.keys()
        past = self._prices.draw(drawn, self._ledger, self._market, self._own, self.today)
        past |= changed - needed.keys()
        self._forget_values(changed | quoted)
        self._groups.forget(Depends.LEDGER, woven)
        self._groups.forget_prices(Depends.PAST, past)
        self._groups.forget_prices(Depends.NOW, (changed | quoted) - past)
        if rates is not None:
            self._groups.forget(Depends.PAST if rates < self.last else Depends.NOW)
        old_rates = rates is not None and rates < self.last
        if woven or touched or changed or past or old_rates:
            self._kept_past.clear()
        if woven or touched or changed or quoted or rates is not None or news.rates:
            self.version += 1
            self._kept.clear()

    def _forget_values(self, stale: set[int]) -> None:
        held = self._strands.positions
        self._values = {
            place: row
            for place, row in self._values.items()
            if place[1] not in stale and place in held
        }


def open_book(user: sqlite3.Connection, market: sqlite3.Connection | None, today: date) -> Book:
    """Read the whole ledger; prices are unknown while the cache can't be read.

    Raises sqlite3.Error where the user's file can't be read.
    """
    book = Book(today)
    book.catch_up(user, market, today)
    return book
