"""The part of the ledger that is about one company: its trades as marks, and what it has cost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from math import isfinite, nan

from gridwatch.domain.bars import day_number
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.charting import Mark, MarkKind
from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.lots import Lot
from gridwatch.domain.ledger.security import OwnSplit
from gridwatch.domain.ledger.tracing import trace
from gridwatch.domain.ledger.trail import Event, weighted
from gridwatch.domain.ledger.transaction import Transaction, in_order
from gridwatch.domain.owned import OwnCost, Traded
from gridwatch.domain.problem import Problem
from gridwatch.domain.splits import Split, factor_between
from gridwatch.services.portfolio.price_lines import effective_splits
from gridwatch.store.database import one_reading
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.owned import connected_securities, transactions_among
from gridwatch.store.user.securities import all_own_splits, all_securities
from gridwatch.store.user.transactions import transactions_with_ids

Splits = Mapping[int, tuple[Split, ...]]
RateOn = Callable[[str, date], float]


@dataclass(frozen=True, slots=True)
class Into:
    """The currency of a chart; `rate_on` leads there from another one on a day, NaN: missing."""

    currency: str
    rate_on: RateOn


# Moving shares from one own account to another is no trade.
_MARKED = frozenset(each for each in Kind if TRAITS[each].shares) - {Kind.TRANSFER}
_PAID_FOR = frozenset({Kind.BUY, Kind.SELL, Kind.DELIVERY_IN, Kind.DELIVERY_OUT})


@dataclass(frozen=True, slots=True)
class OwnLedger:
    """Transactions of a company's listings, and of securities whose lots may have become theirs.

    `listed`: the securities that are listings of the company, by id; `symbols` of all securities.
    """

    transactions: tuple[Transaction, ...]
    accounts: Mapping[int, Account]
    listed: Mapping[int, str]
    symbols: Mapping[int, str]
    own_splits: Mapping[int, Sequence[OwnSplit]]
    today: date

    @property
    def currencies(self) -> set[str]:
        """Return the currencies in which something was bought or sold, or was paid."""
        cash = (self.accounts.get(each.cash_id or 0) for each in self.transactions)
        paid = {each.currency for each in cash if each is not None}
        return paid | {each.currency for each in self.transactions}

    def splits(self, market: Mapping[str, Sequence[Split]]) -> Splits:
        """Return the effective splits of all securities that have any; `market` by symbol."""
        every = {
            number: effective_splits(
                market.get(symbol, ()), self.own_splits.get(number, ()), self.today
            )
            for number, symbol in self.symbols.items()
        }
        return {number: found for number, found in every.items() if found}


def read_own_ledger(
    user: sqlite3.Connection, listed: Mapping[int, str], today: date
) -> OwnLedger | None:
    """Read all that is needed of the securities `listed`, None where no transaction names one."""
    with one_reading(user):
        group = connected_securities(user, listed)
        ids = transactions_among(user, group)
        if not ids:
            return None
        securities = all_securities(user)
        return OwnLedger(
            tuple(transactions_with_ids(user, ids).values()),
            all_accounts(user),
            listed,
            {number: securities[number].symbol for number in sorted(group)},
            all_own_splits(user),
            today,
        )


def own_marks(owned: OwnLedger, primary: str, splits: Splits) -> Iterator[Mark]:
    """Yield a mark for each trade of a listing, in order; `primary` is the symbol of the chart."""
    for one in in_order(owned.transactions):
        if one.kind not in _MARKED or one.on > owned.today:
            continue
        for number, comes in _sides(one):
            symbol = owned.listed.get(number)
            if symbol is None:
                continue
            account = owned.accounts.get(one.account_id or 0)
            traded = Traded(
                one.kind,
                comes,
                _quantity(one, number),
                one.price if one.kind in _PAID_FOR and one.gross else None,
                one.currency,
                account.name if account is not None else "",
                "" if symbol == primary else symbol,
                _split(one, splits.get(number, ()), owned.today),
            )
            yield Mark(MarkKind.TRADE, _stamp(one), reference=one.id, traded=traded)


def own_cost(owned: OwnLedger, primary: str, splits: Splits, into: Into) -> OwnCost | None:
    """Return what a share of the primary listing has cost, None where none is held or owed.

    What was bought counts as it was told where that is the currency of the chart, else as it was
    paid, at the rate of its day. `price` is that of a chart of prices. No cost is told where that
    of any purchase, or the rate of its day, is not known: a part of it would be wrong.
    """
    lots = trace(owned.transactions, owned.accounts, splits, owned.today, _plain(into.rate_on)).lots
    own = [each for each in lots if owned.listed.get(each.security_id) == primary]
    quantity = sum((each.quantity for each in own), Decimal(0))
    if not quantity:
        return None
    total = 0.0
    known: dict[Event, float | None] = {}
    missing: list[Problem] = []
    for each in own:
        cost = _cost(each, into, known, missing)
        if cost is None:
            return OwnCost(quantity, nan, nan, missing[0] if missing else _untold())
        total += cost
    share = total / float(quantity)
    return OwnCost(quantity, share, share)


def _cost(
    lot: Lot, into: Into, known: dict[Event, float | None], missing: list[Problem]
) -> float | None:
    """Return the cost of a lot in the currency of the chart, None where it is not known."""

    def rate_of(bought: Event) -> float | None:
        part, currency = 1.0, bought.currency
        if bought.paid and bought.amount and currency != into.currency:
            part, currency = float(bought.paid / bought.amount), bought.paid_currency
        rate = 1.0 if currency == into.currency else into.rate_on(currency, bought.on)
        if not isfinite(rate):
            missing.append(_rateless(currency, bought.on))
            return None
        return part * rate

    if lot.cost is None:
        return None
    rate = weighted(lot.trail, rate_of, known)
    return None if rate is None else float(lot.cost) * rate


def _plain(rate_on: RateOn) -> Callable[[str, str, date], float | None]:
    """Return rates between any two currencies, by way of that of the chart."""

    def rate(given: str, wanted: str, on: date) -> float | None:
        found = 1.0 if given == wanted else rate_on(given, on) / rate_on(wanted, on)
        return found if isfinite(found) else None

    return rate


def _rateless(currency: str, on: date) -> Problem:
    return Problem(
        "own_cost_rate",
        "Your cost is not drawn: no rate of {currency} is known for {day}.",
        currency=currency,
        day=on,
    )


def _untold() -> Problem:
    return Problem(
        "own_cost_untold",
        "Your cost is not drawn: the ledger does not tell what all of these shares have cost.",
    )


def _sides(one: Transaction) -> Iterator[tuple[int, bool]]:
    """Yield the securities of which shares came or went, and whether they came."""
    if one.security_id is not None and one.kind is not Kind.SPIN_OFF:
        yield one.security_id, TRAITS[one.kind].shares > 0
    if one.other_security_id is not None:
        yield one.other_security_id, True


def _quantity(one: Transaction, number: int) -> Decimal | None:
    """Return how many shares of a security came or went, None where that is left open."""
    if not one.quantity:
        return None
    if number != one.other_security_id:
        return one.quantity
    if one.ratio is None:
        return None
    new, old = one.ratio
    return one.quantity * new / old


def _split(one: Transaction, splits: Sequence[Split], today: date) -> float:
    return factor_between(splits, one.shares_as_of or one.on, today)


def _stamp(one: Transaction) -> int:
    """Return when it was, at its time of the day where that is told."""
    stamp = day_number(one.on) * DAY_SECONDS
    if one.time:
        at = time.fromisoformat(one.time)
        stamp += at.hour * 3600 + at.minute * 60 + at.second
    return stamp
