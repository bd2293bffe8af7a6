"""What transactions move between accounts and the world outside: shares, money and value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from gridwatch.domain.bars import day_number
from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.share_deltas import Holding, Moved, share_moves
from gridwatch.domain.ledger.share_units import Exact
from gridwatch.domain.ledger.transaction import Transaction, expected_net
from gridwatch.domain.splits import Split

# Where value can be: (account, security) for shares, (cash account, 0) for money.
Place = Holding
OUTSIDE: Place = (0, 0)


class Move(NamedTuple):
    """Value that goes from one place to another on a day (a day number).

    `amount` in `currency`, above 0. None: nobody tells it, it is worth what `shares` (of today) of
    the security `priced` cost on that day.
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


@dataclass(frozen=True, slots=True)
class Ground:
    """What transactions stand on: accounts, effective splits by security, and the day of today.

    `holder` names the securities account of a dividend, fee or tax that names a security.
    """

    accounts: Mapping[int, Account]
    splits: Mapping[int, Sequence[Split]]
    today: date
    holder: Callable[[Transaction], int] = lambda one: one.account_id or 0


def strand_of(transactions: Iterable[Transaction], ground: Ground) -> Strand:
    """Return what transactions have moved until today; all that name a security have to be there.

    A trade moves its `net`, so that charges are a loss of the security and not a flow; so do a
    dividend, fee and tax, which leave the position or go into it. Interest, fees and taxes without
    a security just happen to the cash account: they are no move. A delivery moves its `gross` with
    its charges, where there is one, else what it is worth. What goes from one account to another
    moves at what it is worth, money at what leaves the account: that of the source is the amount
    on both sides, so that the moves within a portfolio add up to nothing.
    """
    weaver, found = _Weaver(ground), list(transactions)
    splits = ground.splits
    if splits:
        named = {each.security_id for each in found} | {each.other_security_id for each in found}
        splits = {each: some for each, some in splits.items() if each in named}
    for one, moved in share_moves(found, splits, ground.today):
        day = day_number(one.on)
        for place, quantity in moved:
            weaver.change(place, day, quantity)
        _SHARES[one.kind](weaver, one, day, moved)
    for one in found:
        if one.kind in _MONEY and one.on <= ground.today:
            _MONEY[one.kind](weaver, one, day_number(one.on))
    return weaver.strand


class _Weaver:
    """A strand that is being made."""

    def __init__(self, ground: Ground) -> None:
        self.strand = Strand()
        self._accounts = ground.accounts
        self.holder = ground.holder

    def change(self, place: Place, day: int, quantity: Exact) -> None:
        """Note that shares come to a position."""
        days = self.strand.shares.setdefault(place, {})
        before = days.get(day)
        days[day] = quantity if before is None else before + quantity

    def pay(self, one: Transaction, day: int, sign: int) -> Place:
        """Note that the money of a transaction moves in its cash account; return that place."""
        if one.cash_id is None:
            return OUTSIDE
        self.credit(one.cash_id, day, one.net if sign > 0 else -one.net)
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


def settled_net(one: Transaction) -> Decimal:
    """Return `net`; of what is settled outside, where nobody has seen what moved, what should have.

    So does `bill_of`, with which gains are told: both have to agree.
    """
    if one.net or one.cash_id is not None:
        return one.net
    return expected_net(one, one.currency) or one.gross


def delivered_worth(one: Transaction) -> Decimal | None:
    """Return at what a delivery goes in or out, in its currency: with its charges.

    None where it tells no value, and where a charge can't be converted.
    """
    if not one.gross:
        return None
    total, sign = one.gross, TRAITS[one.kind].shares
    for each in one.charges:
        rate = Decimal(1) if each.currency == one.currency else each.rate
        if rate is None:
            return None
        total += sign * each.amount * rate
    return total


def _trade(weaver: _Weaver, one: Transaction, day: int, moved: Moved) -> None:
    ((place, _),) = moved
    sign = TRAITS[one.kind].shares
    counter = weaver.pay(one, day, -sign)
    weaver.move(day, counter, place, settled_net(one) * sign, weaver.settled_in(one))


def _delivery(weaver: _Weaver, one: Transaction, day: int, moved: Moved) -> None:
    ((place, quantity),) = moved
    worth = delivered_worth(one)
    if worth is None:
        weaver.carry(day, OUTSIDE, place, quantity, place[1])
    else:
        weaver.move(day, OUTSIDE, place, worth * TRAITS[one.kind].shares, one.currency)


def _transfer(weaver: _Weaver, _one: Transaction, day: int, moved: Moved) -> None:
    (source, _), (target, quantity) = moved
    weaver.carry(day, source, target, quantity, target[1])


def _spin_off(weaver: _Weaver, one: Transaction, day: int, moved: Moved) -> None:
    ((target, quantity),) = moved
    source = one.account_id or 0, one.security_id or 0
    weaver.carry(day, source, target, quantity, target[1])


def _merger(weaver: _Weaver, one: Transaction, day: int, moved: Moved) -> None:
    (source, gone), (target, quantity) = moved
    weaver.carry(day, source, target, quantity, target[1])
    counter, net = weaver.pay(one, day, 1), settled_net(one)
    if (
        gone > 0 and not one.net and one.cash_id is None
    ):  # who is short pays the gross and its charges
        net -= 2 * one.gross
    weaver.move(day, source, counter, net, weaver.settled_in(one))


def _earning(weaver: _Weaver, one: Transaction, day: int) -> None:
    sign = TRAITS[one.kind].cash
    counter = weaver.pay(one, day, sign)
    if one.security_id is not None:
        place = weaver.holder(one), one.security_id
        weaver.move(day, place, counter, settled_net(one) * sign, weaver.settled_in(one))


def _from_outside(weaver: _Weaver, one: Transaction, day: int) -> None:
    sign = TRAITS[one.kind].cash
    counter = weaver.pay(one, day, sign)
    weaver.move(day, OUTSIDE, counter, one.net * sign, weaver.settled_in(one))


def _cash_transfer(weaver: _Weaver, one: Transaction, day: int) -> None:
    source = weaver.pay(one, day, -1)
    other = one.other_cash_id or 0
    weaver.credit(other, day, one.other_net or Decimal(0))
    weaver.move(day, source, (other, 0), one.net, weaver.settled_in(one))


_SHARES: Mapping[Kind, Callable[[_Weaver, Transaction, int, Moved], None]] = {
    Kind.BUY: _trade,
    Kind.SELL: _trade,
    Kind.DELIVERY_IN: _delivery,
    Kind.DELIVERY_OUT: _delivery,
    Kind.TRANSFER: _transfer,
    Kind.SPIN_OFF: _spin_off,
    Kind.MERGER: _merger,
}
_MONEY: Mapping[Kind, Callable[[_Weaver, Transaction, int], None]] = {
    Kind.DIVIDEND: _earning,
    Kind.INTEREST: _earning,
    Kind.INTEREST_CHARGE: _earning,
    Kind.FEE: _earning,
    Kind.FEE_REFUND: _earning,
    Kind.TAX: _earning,
    Kind.TAX_REFUND: _earning,
    Kind.DEPOSIT: _from_outside,
    Kind.WITHDRAWAL: _from_outside,
    Kind.CASH_TRANSFER: _cash_transfer,
}
