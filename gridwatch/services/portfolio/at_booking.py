"""What helps to book a transaction: the open lots of a day, and the exchange rate of a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from gridwatch.domain.fx import Rate, fx_symbols
from gridwatch.domain.ledger.groups import connected
from gridwatch.domain.ledger.lots import Lot
from gridwatch.domain.ledger.tracing import trace
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.price_lines import effective_splits
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.market.rates import fx_table
from gridwatch.store.market.splits import all_splits
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.securities import all_own_splits, all_securities
from gridwatch.store.user.transactions import all_transactions


def read_open_lots(
    user: sqlite3.Connection,
    market: sqlite3.Connection | None,
    place: tuple[int, int],
    on: date,
    without: int = 0,
) -> tuple[Lot, ...]:
    """Return the lots of (account, security) that are open at the end of a day, oldest first.

    Quantities are as of that day. `without`: a transaction that is left out, the one which is to
    take from these lots. Splits of the market are unknown where the cache can't be read.
    """
    account_id, security_id = place
    every = [each for each in all_transactions(user) if each.id != without and each.on <= on]
    groups = connected(every)
    group = next((each for each in groups if security_id in each), frozenset({security_id}))
    concerned = [each for each in every if each.security_id in group]
    accounts = all_accounts(user)
    traced = trace(concerned, accounts, _splits(user, market, group, on), on)
    return tuple(
        each
        for each in traced.lots
        if each.account_id == account_id and each.security_id == security_id and each.quantity > 0
    )


def _splits(
    user: sqlite3.Connection, market: sqlite3.Connection | None, group: frozenset[int], on: date
) -> Mapping[int, Sequence[Split]]:
    """Return the splits that count: own ones in place of the market's of their day."""
    securities, own = all_securities(user), all_own_splits(user)
    symbols = {each: securities[each].symbol for each in group if securities[each].symbol}
    listed = all_splits(market, tuple(symbols.values())) if market is not None and symbols else {}
    return {
        each: effective_splits(listed.get(symbols.get(each, ""), ()), own.get(each, ()), on)
        for each in group
    }


def read_day_rate(
    market: sqlite3.Connection | None, given: str, wanted: str, on: date
) -> Rate | None:
    """Return units of `wanted` for one of `given` on a day or shortly before.

    None where no rate is known that is at most ten days old.
    """
    if market is None:
        return None
    codes = {given, wanted}
    quotes = all_quotes(market, tuple(fx_symbols(codes)))
    return fx_table(market, quotes.values(), codes, on).rate(given, wanted, on)
