"""Dividends and interest: what was paid, and what may be expected of what is held."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from gridwatch.domain.bars import day_number
from gridwatch.domain.ledger.kind import Kind
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.earnings import What, earnings_of
from gridwatch.services.portfolio.periods import months_before
from gridwatch.services.portfolio.scopes import contains
from gridwatch.services.portfolio.spans import known
from gridwatch.services.portfolio.views import Income, Period, Scope
from gridwatch.store.market.bars import read_dividends

INCOMES = frozenset({Kind.DIVIDEND, Kind.INTEREST, Kind.INTEREST_CHARGE})
# A dividend that is announced stands for the one that was paid about a year earlier.
_ABOUT = timedelta(days=45)
# Within so many days several accounts book the same dividend.
_TOGETHER = timedelta(days=10)


def paid_income(
    book: Book, scope: Scope, currency: str, period: Period | None = None
) -> tuple[Income, ...]:
    """Return each payment of dividends and interest in a scope, oldest first, in one currency.

    `gross` before taxes and fees, `net` after both, at the rate of the day; below 0 for interest
    paid. None where a rate is missing. Without a period all that was ever paid.
    """
    earned = earnings_of(book, currency or book.base_currency)
    inside = np.array([contains(scope, each) for each in book.places], dtype=np.bool_)
    rows = inside[earned.place]
    if period is not None:
        first, last = day_number(period.first), day_number(period.last)
        rows &= (earned.day > first) & (earned.day <= last)
    ids, which = np.unique(earned.transaction[rows], return_inverse=True)
    sums = [
        np.bincount(which[mine], weights=earned.amount[rows][mine], minlength=len(ids))
        for mine in (earned.what[rows] == each for each in What)
    ]
    found = []
    for at, number in enumerate(ids.tolist()):
        one = book.transactions[number]
        if one.kind in INCOMES:
            gross, fee, tax = (float(each[at]) for each in sums)
            net = known(gross - tax - fee)
            found.append(
                Income(one.on, one.security_id, known(gross), known(tax), net, False, number)
            )
    return tuple(sorted(found, key=lambda each: (each.on, each.transaction_id or 0)))


def expected_income(
    book: Book, market: sqlite3.Connection | None, scope: Scope, currency: str
) -> tuple[Income, ...]:
    """Return the dividends that may come within a year, as of the book's today, oldest first.

    The assumption: each dividend of the last twelve months is paid again a year later, by its
    ex-date, on as many shares as are held now, at the rate of today. Ex-dates that are known to lie
    ahead go before that. The market tells dividends a share of today; where it tells none of a
    security, what was booked of it in the last twelve months is taken. Taxes are not known.
    """
    code = currency or book.base_currency
    since = months_before(book.today, 12)
    booked, found = _booked(book, since), list[Income]()
    for security, held in _held(book, scope).items():
        symbol = book.securities[security].symbol
        told = read_dividends(market, symbol) if market is not None and symbol else ()
        dividends = [(each.day, each.amount) for each in told if each.day > since]
        dividends = dividends or booked.get(security, [])
        unit = book.foreign(security) or book.securities[security].currency
        rate = book.rate_on(unit, code, book.today)
        for on, amount in _next(book.today, dividends):
            gross = None if rate is None else held * amount * rate
            found.append(Income(on, security, gross, None, None, expected=True))
    return tuple(sorted(found, key=lambda each: (each.on, each.security_id or 0)))


def monthly(incomes: Iterable[Income]) -> tuple[Income, ...]:
    """Return incomes added up by month and security, dated to the first of each month.

    Paid and expected apart. A sum is None where one of it is.
    """
    found = dict[tuple[date, int | None, bool], Income]()
    for each in incomes:
        month = each.on.replace(day=1)
        key = month, each.security_id, each.expected
        before = found.get(key)
        if before is None:
            found[key] = replace(each, on=month, transaction_id=None)
        else:
            found[key] = replace(
                before,
                gross=_sum(before.gross, each.gross),
                tax=_sum(before.tax, each.tax),
                net=_sum(before.net, each.net),
            )
    return tuple(
        sorted(found.values(), key=lambda each: (each.on, each.security_id or 0, each.expected))
    )


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _held(book: Book, scope: Scope) -> dict[int, float]:
    """Return the shares of today by security; what is short gets no dividend."""
    found = dict[int, float]()
    for place in book.positions:
        if contains(scope, place):
            quantity = float(book.quantity(place, book.today))
            found[place[1]] = found.get(place[1], 0.0) + quantity
    return {security: held for security, held in found.items() if held > 0}


@dataclass(slots=True)
class _Paid:
    """One dividend as it was booked, in one account or in several: its first day, money, shares."""

    on: date
    gross: float = 0.0
    shares: float = 0.0
    accounts: set[int] = field(default_factory=set)


def _booked(book: Book, since: date) -> dict[int, list[tuple[date, float]]]:
    """Return what the ledger tells of dividends a share of today, in the security's currency.

    What several accounts got within ten days is one dividend; what one account got, several.
    """
    found = dict[int, list[_Paid]]()
    for one in sorted(book.transactions.values(), key=lambda each: (each.on, each.id)):
        if one.kind is not Kind.DIVIDEND or not since < one.on <= book.today:
            continue
        account, security = book.holder(one), one.security_id or 0
        held = float(book.quantity((account, security), one.on - timedelta(days=1)))
        if held > 0 and one.gross > 0 and one.currency == book.securities[security].currency:
            paid = found.setdefault(security, [])
            same = (each for each in paid if account not in each.accounts)
            joined = next((each for each in same if one.on - each.on <= _TOGETHER), None)
            if joined is None:
                joined = _Paid(one.on)
                paid.append(joined)
            joined.gross, joined.shares = joined.gross + float(one.gross), joined.shares + held
            joined.accounts.add(account)
    return {
        security: [(each.on, each.gross / each.shares) for each in paid]
        for security, paid in found.items()
    }


def _next(today: date, dividends: Iterable[tuple[date, float]]) -> Iterator[tuple[date, float]]:
    some = list(dividends)
    ahead = [day for day, _ in some if day > today]
    for day, amount in some:
        if day > today:
            yield day, amount
            continue
        again = months_before(day, -12)
        if again > today and not any(abs(again - each) <= _ABOUT for each in ahead):
            yield again, amount
