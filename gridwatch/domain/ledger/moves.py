"""What transactions move between accounts and the world outside, in shares of today and money."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from gridwatch.domain.bars import day_number
from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.transaction import Transaction, expected_net, in_order
from gridwatch.domain.splits import Split

# Where value can be: (account, security) for shares, (cash account, 0) for money.
Place = tuple[int, int]
OUTSIDE: Place = (0, 0)
# Decimal where nothing was split, else a fraction: a split 1:3 leaves no decimal number.
Exact = Decimal | Fraction
RESHAPED = frozenset({Kind.SPIN_OFF, Kind.MERGER})
_NOTHING = Decimal(0)


class Move(NamedTuple):
    """Value that goes from one place to another on a day (a day number).

    `amount` in `currency`, above 0. None: nobody tells it, it is worth what `shares` (of today) of
    the security at the place `priced` cost on that day.
    """

    day: int
    source: Place
    target: Place
    amount: float | None
    currency: str
    shares: float = 0.0
    priced: int = 0


@dataclass(slots=True)
class Strand:
    """What some transactions move: changes by place and day number, and the moves behind them.

    `shares`: of a position, counted in shares of today. `money`: of a cash account, in its
    currency. Both are exact.
    """

    shares: dict[Place, dict[int, Exact]] = field(default_factory=dict)
    money: dict[int, dict[int, Decimal]] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)

    @property
    def first(self) -> int | None:
        """Return the first day on which something moves."""
        days = [min(each) for each in self.shares.values()]
        days += [min(each) for each in self.money.values()]
        days += [each.day for each in self.moves]
        return min(days, default=None)


class Restated:
    """The splits of one security: how many shares of today one of an earlier day is."""

    __slots__ = ("_days", "_factors")

    def __init__(self, splits: Sequence[Split]) -> None:
        """Multiply the splits up, the last one first; those to come are not to be among them."""
        ordered = sorted(splits, key=lambda each: each.day)
        self._days = [each.day for each in ordered]
        self._factors = [Fraction(1)]
        for each in reversed(ordered):
            self._factors.append(self._factors[-1] * Fraction(each.numerator, each.denominator))
        self._factors.reverse()

    def since(self, day: date) -> Fraction:
        """Return shares of today for one as of the end of `day`."""
        return self._factors[bisect_right(self._days, day)]


def strand_of(
    transactions: Iterable[Transaction],
    accounts: Mapping[int, Account],
    restated: Mapping[int, Restated],
    holder: Callable[[Transaction], int] = lambda one: one.account_id or 0,
) -> Strand:
    """Return what transactions move; they have to be all that name these securities.

    `restated`: only of the securities that were split. `holder` names the securities account of a
    dividend, fee or tax that names a security.

    A trade moves its `net`, so that charges are a loss of the security and not a flow; so do a
    dividend, fee and tax, which leave the position or go into it. Interest, fees and taxes without
    a security just happen to the cash account: they are no move. A delivery moves its `gross` with
    its charges, where there is one, else what it is worth. What goes from one account to another
    moves at what it is worth, money at what leaves the account: that of the source is the amount
    on both sides, so that the moves within a portfolio add up to nothing.
    """
    weaver = _Weaver(accounts, restated, holder)
    found = list(transactions)
    if any(each.kind in RESHAPED for each in found):
        found = in_order(found)  # "all shares" are those of that moment
    for each in found:
        _WAYS[each.kind](weaver, each)
    return weaver.strand


class _Weaver:
    """A strand that is being made."""

    def __init__(
        self,
        accounts: Mapping[int, Account],
        restated: Mapping[int, Restated],
        holder: Callable[[Transaction], int],
    ) -> None:
        self.strand = Strand()
        self._accounts = accounts
        self._restated = restated
        self.holder = holder

    def today(self, security: int, quantity: Decimal | Fraction, as_of: date) -> Exact:
        """Return a quantity in shares of today."""
        line = self._restated.get(security)
        return quantity if line is None else Fraction(quantity) * line.since(as_of)

    def change(self, place: Place, day: int, quantity: Exact) -> None:
        """Note that shares come to a position."""
        days = self.strand.shares.setdefault(place, {})
        before = days.get(day)
        days[day] = quantity if before is None else _sum(before, quantity)

    def held(self, place: Place) -> Exact:
        """Return what a position holds after all that was noted."""
        total: Exact = _NOTHING
        for each in self.strand.shares.get(place, {}).values():
            total = _sum(total, each)
        return total

    def pay(self, one: Transaction, day: int, sign: int) -> Place:
        """Note that the money of a transaction moves in its cash account; return that place."""
        if one.cash_id is None:
            return OUTSIDE
        amount = one.net if sign > 0 else -one.net
        self.credit(one.cash_id, day, amount)
        return one.cash_id, 0

    def credit(self, cash: int, day: int, amount: Decimal) -> None:
        """Note that money comes to a cash account."""
        days = self.strand.money.setdefault(cash, {})
        before = days.get(day)
        days[day] = amount if before is None else before + amount

    def move(self, day: int, source: Place, target: Place, amount: Decimal, currency: str) -> None:
        """Note that an amount goes from place to place, or the other way where it is below 0."""
        if not amount or source == target:
            return
        if amount < 0:
            source, target, amount = target, source, -amount
        self.strand.moves.append(Move(day, source, target, float(amount), currency))

    def carry(self, day: int, source: Place, target: Place, shares: Exact, priced: int) -> None:
        """Note that shares go from place to place at what they are worth."""
        if not shares or source == target:
            return
        if shares < 0:
            source, target = target, source
        found = Move(day, source, target, None, "", abs(float(shares)), priced)
        self.strand.moves.append(found)

    def settled_in(self, one: Transaction) -> str:
        """Return the currency of `net`."""
        account = None if one.cash_id is None else self._accounts.get(one.cash_id)
        return one.currency if account is None else account.currency


def _sum(one: Exact, other: Exact) -> Exact:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one + other
    return Fraction(one) + Fraction(other)


def _trade(weaver: _Weaver, one: Transaction) -> None:
    day, sign = day_number(one.on), TRAITS[one.kind].shares
    place = one.account_id or 0, one.security_id or 0
    quantity = weaver.today(place[1], one.quantity, one.shares_as_of or one.on)
    weaver.change(place, day, quantity if sign > 0 else -quantity)
    counter = weaver.pay(one, day, -sign)
    net = one.net
    if not net and one.cash_id is None:  # settled outside, where nobody has seen what moved
        net = expected_net(one, one.currency) or one.gross
    weaver.move(day, counter, place, net * sign, weaver.settled_in(one))


def _delivery(weaver: _Weaver, one: Transaction) -> None:
    day, sign = day_number(one.on), TRAITS[one.kind].shares
    place = one.account_id or 0, one.security_id or 0
    quantity = weaver.today(place[1], one.quantity, one.shares_as_of or one.on)
    weaver.change(place, day, quantity if sign > 0 else -quantity)
    worth = delivered_worth(one)
    if worth is None:
        weaver.carry(day, OUTSIDE, place, quantity if sign > 0 else -quantity, place[1])
    else:
        weaver.move(day, OUTSIDE, place, worth * sign, one.currency)


def delivered_worth(one: Transaction) -> Decimal | None:
    """Return at what a delivery goes in or out, in its currency: with its charges.

    None where it tells no value, and where a charge can't be converted.
    """
    if not one.gross:
        return None
    total, sign = one.gross, TRAITS[one.kind].shares
    for each in one.charges:
        if each.currency != one.currency and each.rate is None:
            return None
        total += sign * each.amount * (each.rate or 1 if each.currency != one.currency else 1)
    return total


def _earning(weaver: _Weaver, one: Transaction) -> None:
    day, sign = day_number(one.on), TRAITS[one.kind].cash
    counter = weaver.pay(one, day, sign)
    if one.security_id is not None:
        place = weaver.holder(one), one.security_id
        weaver.move(day, place, counter, one.net * sign, weaver.settled_in(one))


def _from_outside(weaver: _Weaver, one: Transaction) -> None:
    day, sign = day_number(one.on), TRAITS[one.kind].cash
    counter = weaver.pay(one, day, sign)
    weaver.move(day, OUTSIDE, counter, one.net * sign, weaver.settled_in(one))


def _transfer(weaver: _Weaver, one: Transaction) -> None:
    day, security = day_number(one.on), one.security_id or 0
    source, target = (one.account_id or 0, security), (one.other_account_id or 0, security)
    quantity = weaver.today(security, one.quantity, one.shares_as_of or one.on)
    weaver.change(source, day, -quantity)
    weaver.change(target, day, quantity)
    weaver.carry(day, source, target, quantity, security)


def _cash_transfer(weaver: _Weaver, one: Transaction) -> None:
    day, other = day_number(one.on), one.other_cash_id or 0
    source = weaver.pay(one, day, -1)
    weaver.credit(other, day, one.other_net or _NOTHING)
    weaver.move(day, source, (other, 0), one.net, weaver.settled_in(one))


def _spin_off(weaver: _Weaver, one: Transaction) -> None:
    _, new, day = _comes_of(weaver, one)
    old_place, new_place = _both(one)
    weaver.change(new_place, day, new)
    weaver.carry(day, old_place, new_place, new, new_place[1])


def _merger(weaver: _Weaver, one: Transaction) -> None:
    old, new, day = _comes_of(weaver, one)
    old_place, new_place = _both(one)
    weaver.change(old_place, day, -old)
    weaver.change(new_place, day, new)
    weaver.carry(day, old_place, new_place, new, new_place[1])
    counter = weaver.pay(one, day, 1)
    weaver.move(day, old_place, counter, one.net, weaver.settled_in(one))


def _both(one: Transaction) -> tuple[Place, Place]:
    account = one.account_id or 0
    return (account, one.security_id or 0), (account, one.other_security_id or 0)


def _comes_of(weaver: _Weaver, one: Transaction) -> tuple[Exact, Exact, int]:
    """Return the old shares concerned and the new ones that come, in shares of today, and the day.

    The ratio is one of shares as they were on that day.
    """
    (_, security), (_, other) = places = _both(one)
    if one.quantity:
        old = weaver.today(security, one.quantity, one.shares_as_of or one.on)
    else:
        old = weaver.held(places[0])
    per_old = weaver.today(security, Fraction(1), one.on)
    numerator, denominator = one.ratio or (0, 1)
    then = Fraction(old) / Fraction(per_old) * Fraction(numerator, denominator)
    return old, weaver.today(other, then, one.on), day_number(one.on)


_WAYS: Mapping[Kind, Callable[[_Weaver, Transaction], None]] = {
    Kind.BUY: _trade,
    Kind.SELL: _trade,
    Kind.DIVIDEND: _earning,
    Kind.INTEREST: _earning,
    Kind.INTEREST_CHARGE: _earning,
    Kind.FEE: _earning,
    Kind.FEE_REFUND: _earning,
    Kind.TAX: _earning,
    Kind.TAX_REFUND: _earning,
    Kind.DEPOSIT: _from_outside,
    Kind.WITHDRAWAL: _from_outside,
    Kind.DELIVERY_IN: _delivery,
    Kind.DELIVERY_OUT: _delivery,
    Kind.TRANSFER: _transfer,
    Kind.CASH_TRANSFER: _cash_transfer,
    Kind.SPIN_OFF: _spin_off,
    Kind.MERGER: _merger,
}
