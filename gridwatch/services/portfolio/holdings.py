"""What a scope holds on a day, with its lots, gains, income and costs, and what accounts have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from gridwatch.domain.bars import Floats, day_number
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.day_gains import DayGain, day_gains
from gridwatch.services.portfolio.earnings import What, earnings_of
from gridwatch.services.portfolio.lasting import lasting
from gridwatch.services.portfolio.lot_gains import realised_gains, views_of_lots
from gridwatch.services.portfolio.scopes import contains, security_key
from gridwatch.services.portfolio.standing import Standing, standing_of
from gridwatch.services.portfolio.value_lines import gaps_of
from gridwatch.services.portfolio.views import (
    AccountView,
    Dimension,
    Gap,
    Holdings,
    HoldingView,
    LotView,
    Missing,
    Scope,
)


@dataclass(frozen=True, slots=True)
class Costs:
    """Income net of its taxes, and all fees and taxes of a security so far; None is unknown."""

    income: float | None = 0.0
    fees: float | None = 0.0
    taxes: float | None = 0.0


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found of all securities of a scope, by security."""

    standing: Mapping[int, Standing]
    lots: Mapping[int, tuple[LotView, ...]]
    realised: Mapping[int, float | None]
    costs: Mapping[int, Costs]
    gains: Mapping[int, DayGain]
    known: float


def holdings_of(book: Book, scope: Scope, currency: str, on: date) -> Holdings:
    """Return what a scope holds at the end of a day, in `currency` (the base currency where "").

    Securities that were held before and are not any more are there as well, with a quantity of 0,
    since they have realised gains and income; so are those that have brought something, though
    nobody tells that any were held. Shares, prices and lots are counted as of the day.

    `cost` and both gains are those of the lots (`services.portfolio.gains`), `realised` that of all
    sales so far. `income` is what dividends and interest brought after their taxes; `fees` and
    `taxes` are those of all transactions of the security: those in the cost of purchases and in
    what sales brought are among them. `day_change` is the gain of the day: what it is worth, less
    what it was worth at the end of the day before and what has flowed in since. `irr`: of the flows
    of the security and its value. `share` is of what is known. A scope of securities has no cash
    accounts.
    """
    with lasting():
        return _holdings(book, scope, currency or book.base_currency, min(on, book.today))


def _holdings(book: Book, scope: Scope, code: str, day: date) -> Holdings:
    costs = costs_of(book, scope, code, day)
    standing = standing_of(book, scope, code, day, costs)
    accounts = _accounts(book, scope, code, day, standing)
    money = [each.value for each in accounts if each.balance is not None]
    values = [each.value for each in standing.values()]
    found = _Found(
        standing,
        views_of_lots(book, scope, code, day),
        realised_gains(book, scope, code, day),
        costs,
        day_gains(book, scope.accounts, code, day),
        sum(each for each in (*values, *money) if each is not None),
    )
    return Holdings(
        on=day,
        currency=code,
        holdings=tuple(_holding(book, found, number) for number in standing),
        accounts=accounts,
        value=total((*values, *money)),
        known_value=found.known,
        securities_value=total(values),
        cash_value=total(money),
        gaps=gaps_of(book, scope, code, day, day),
        carried=tuple(
            (number, each.carried)
            for number, each in standing.items()
            if each.carried and each.quantity
        ),
    )


def total(values: Iterable[float | None]) -> float | None:
    """Return the sum, None where one is unknown."""
    found = 0.0
    for each in values:
        if each is None:
            return None
        found += each
    return found


def _holding(book: Book, found: _Found, number: int) -> HoldingView:
    standing, lots = found.standing[number], found.lots.get(number, ())
    costs, issuer = found.costs.get(number, Costs()), book.issuer(number)
    gains = found.gains.get(number, DayGain(None, None))
    value, known = standing.value, found.known
    return HoldingView(
        security=book.securities[number],
        company_id=issuer.company_id if issuer else None,
        segment=security_key(book, Dimension.SEGMENT, number),
        country=security_key(book, Dimension.COUNTRY, number),
        quantity=standing.quantity,
        price=standing.priced.price if standing.priced else None,
        price_on=standing.priced.on if standing.priced else None,
        carried_days=standing.carried,
        rate=standing.rate,
        value=value,
        cost=total(each.base_cost for each in lots),
        price_gain=total(each.price_gain for each in lots),
        currency_gain=total(each.currency_gain for each in lots),
        day_change=gains.gain,
        realised=found.realised.get(number, 0.0),
        income=costs.income,
        fees=costs.fees,
        taxes=costs.taxes,
        share=value / known if value is not None and known > 0 else None,
        irr=gains.irr,
        lots=lots,
    )


def costs_of(book: Book, scope: Scope, currency: str, on: date) -> dict[int, Costs]:
    """Return income, fees and taxes until a day by security, of the places of a scope."""
    earned, last = earnings_of(book, currency), day_number(on)
    inside = np.array([each[1] > 0 and contains(scope, each) for each in book.places])
    security = np.array([number for _, number in book.places], dtype=np.int64)
    rows = np.flatnonzero(inside[earned.place] & (earned.day <= last))
    of, what, amount = security[earned.place[rows]], earned.what[rows], earned.amount[rows]
    is_income = what == What.INCOME
    earning = np.isin(earned.transaction[rows], earned.transaction[rows][is_income])

    def sums(chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
        most = len(security) and int(security.max()) + 1
        found = np.bincount(of[chosen], weights=amount[chosen], minlength=most)
        return found.astype(np.float64, copy=False)

    income = sums(is_income) - sums(earning & (what == What.TAX))
    fees, taxes = sums(what == What.FEE), sums(what == What.TAX)
    return {
        int(number): Costs(_known(income[number]), _known(fees[number]), _known(taxes[number]))
        for number in np.unique(of)
    }


def _accounts(
    book: Book, scope: Scope, currency: str, on: date, standing: Mapping[int, Standing]
) -> tuple[AccountView, ...]:
    found = list[AccountView]()
    for each in book.accounts.values():
        if scope.accounts is not None and each.id not in scope.accounts:
            continue
        if each.kind is AccountKind.SECURITIES:
            found.append(_securities_account(book, each, currency, on, standing.values()))
        elif scope.securities is None:
            found.append(_cash_account(book, each, currency, on))
    return tuple(found)


def _cash_account(book: Book, account: Account, currency: str, on: date) -> AccountView:
    balance = book.balance(account.id, on)
    rate = book.rate_on(account.currency, currency, on)
    if balance and rate is None:
        return AccountView(account, balance, None, (Gap(Missing.RATE, on, None, account.currency),))
    return AccountView(account, balance, float(balance) * (rate or 0.0))


def _securities_account(
    book: Book, account: Account, currency: str, on: date, standing: Iterable[Standing]
) -> AccountView:
    held = [each for each in standing if each.by_account.get(account.id)]
    value = total(each.worth(each.by_account[account.id]) for each in held)
    if value is not None:
        return AccountView(account, None, value)
    numbers = frozenset(each.security_id for each in held)
    own = Scope(frozenset({account.id}), numbers)
    return AccountView(account, None, None, gaps_of(book, own, currency, on, on))


def _known(amount: float) -> float | None:
    return float(amount) if np.isfinite(amount) else None
