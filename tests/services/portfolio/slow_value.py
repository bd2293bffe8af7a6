"""Values a ledger day by day in the plainest way: the reference that the book is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction, in_order
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.views import Scope

Place = tuple[int, int]
OUTSIDE = (0, 0)


@dataclass
class World:
    """What is known: prices and splits by security, dollars per unit of a currency, by day."""

    accounts: Mapping[int, Account]
    securities: Mapping[int, Security]
    transactions: Sequence[Transaction]
    prices: Mapping[int, Mapping[date, float]]
    dollars: Mapping[str, Mapping[date, float]] = field(default_factory=dict)
    splits: Mapping[int, Sequence[Split]] = field(default_factory=dict)


def value(world: World, scope: Scope, currency: str, on: date) -> float | None:
    """Return what a scope is worth, None where something is unknown."""
    sums: dict[str, float] = {}
    for (account, security), quantity in held(world, on).items():
        if not inside(scope, (account, security)) or not quantity:
            continue
        price = _last(world.prices.get(security, {}), on, 10**6)
        if price is None:
            return None
        used = world.securities[security].currency
        sums[used] = sums.get(used, 0.0) + float(quantity) * price
    for account, money in balances(world, on).items():
        if inside(scope, (account, 0)):
            used = world.accounts[account].currency
            sums[used] = sums.get(used, 0.0) + float(money)
    total = 0.0
    for used, amount in sums.items():
        rate = _rate(world, used, currency, on)
        if amount and rate is None:  # nothing is nothing at any rate
            return None
        total += amount * (rate or 0.0)
    return total


def flows(world: World, scope: Scope, currency: str, on: date) -> tuple[float, float]:
    """Return what flows into a scope and out of it on a day."""
    inflow = outflow = 0.0
    for one in world.transactions:
        if one.on != on:
            continue
        for source, target, amount in _moves(world, one, currency):
            gone, come = inside(scope, source), inside(scope, target)
            if come and not gone:
                inflow += amount
            if gone and not come:
                outflow += amount
    return inflow, outflow


def held(world: World, on: date) -> dict[Place, Fraction]:
    """Return the quantities at the end of a day, in shares of that day."""
    found: dict[Place, Fraction] = {}
    for one in in_order(each for each in world.transactions if each.on <= on):
        if not one.quantity or one.security_id is None:
            continue
        quantity = Fraction(one.quantity) * _factor(
            world.splits.get(one.security_id, ()), one.shares_as_of or one.on, on
        )
        here = (one.account_id or 0, one.security_id)
        if one.kind in {Kind.BUY, Kind.DELIVERY_IN}:
            found[here] = found.get(here, Fraction(0)) + quantity
        elif one.kind in {Kind.SELL, Kind.DELIVERY_OUT, Kind.TRANSFER}:
            found[here] = found.get(here, Fraction(0)) - quantity
        if one.kind is Kind.TRANSFER:
            there = (one.other_account_id or 0, one.security_id)
            found[there] = found.get(there, Fraction(0)) + quantity
    return found


def balances(world: World, on: date) -> dict[int, Fraction]:
    """Return the money of each cash account at the end of a day."""
    found: dict[int, Fraction] = {}
    for one in world.transactions:
        if one.on > on:
            continue
        if one.cash_id is not None:
            amount = Fraction(one.net) * one.cash_sign
            found[one.cash_id] = found.get(one.cash_id, Fraction(0)) + amount
        if one.other_cash_id is not None and one.other_net is not None:
            amount = Fraction(one.other_net)
            found[one.other_cash_id] = found.get(one.other_cash_id, Fraction(0)) + amount
    return found


def inside(scope: Scope, place: Place) -> bool:
    """Tell whether a place belongs to a scope."""
    account, security = place
    if place == OUTSIDE or (scope.accounts is not None and account not in scope.accounts):
        return False
    return scope.securities is None or (security > 0 and security in scope.securities)


def _moves(world: World, one: Transaction, currency: str) -> list[tuple[Place, Place, float]]:
    cash = (one.cash_id, 0) if one.cash_id is not None else OUTSIDE
    here = (one.account_id or 0, one.security_id or 0)
    used = world.accounts[one.cash_id].currency if one.cash_id is not None else one.currency
    paid = float(one.net) * (_rate(world, used, currency, one.on) or float("nan"))
    moved: dict[Kind, tuple[Place, Place, float]] = {
        Kind.BUY: (cash, here, paid),
        Kind.SELL: (here, cash, paid),
        Kind.DIVIDEND: (here, cash, paid),
        Kind.FEE: (cash, here if one.security_id else cash, paid),
        Kind.DEPOSIT: (OUTSIDE, cash, paid),
        Kind.WITHDRAWAL: (cash, OUTSIDE, paid),
        Kind.CASH_TRANSFER: (cash, (one.other_cash_id or 0, 0), paid),
    }
    if one.kind in moved:
        return [moved[one.kind]]
    there = (one.other_account_id or 0, here[1]) if one.kind is Kind.TRANSFER else here
    return [(OUTSIDE if there == here else here, there, _worth(world, one, currency))]


def _worth(world: World, one: Transaction, currency: str) -> float:
    if one.kind is Kind.DELIVERY_IN and one.gross:
        rate = _rate(world, one.currency, currency, one.on) or float("nan")
        return float(one.gross) * rate
    security = one.security_id or 0
    price = _last(world.prices.get(security, {}), one.on, 10**6) or float("nan")
    rate = _rate(world, world.securities[security].currency, currency, one.on) or float("nan")
    splits = world.splits.get(security, ())
    factor = _factor(splits, one.shares_as_of or one.on, one.on)
    return float(Fraction(one.quantity) * factor) * price * rate


def _factor(splits: Sequence[Split], after: date, until: date) -> Fraction:
    factor = Fraction(1)
    for each in splits:
        if after < each.day <= until:
            factor *= Fraction(each.numerator, each.denominator)
    return factor


def _rate(world: World, given: str, wanted: str, on: date) -> float | None:
    if given == wanted:
        return 1.0
    one = 1.0 if given == "USD" else _last(world.dollars.get(given, {}), on, 10)
    other = 1.0 if wanted == "USD" else _last(world.dollars.get(wanted, {}), on, 10)
    return None if one is None or other is None else one / other


def _last(values: Mapping[date, float], on: date, within: int) -> float | None:
    known = [day for day in values if day <= on and on - day <= timedelta(days=within)]
    return values[max(known)] if known else None
