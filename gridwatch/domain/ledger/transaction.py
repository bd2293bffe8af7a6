"""One transaction as it was typed or imported: exact, and never rewritten by anything later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gridwatch.domain.ledger.kind import TRAITS, Kind

NOTHING = Decimal(0)


class ChargeKind(StrEnum):
    """Who takes it: the bank or the state."""

    FEE = "fee"
    TAX = "tax"


@dataclass(frozen=True, slots=True)
class Charge:
    """A fee or tax of a transaction, below 0 where it is given back.

    `rate`: units of the currency in which the transaction is settled for one of `currency`; None
    where both are the same, or where it is converted as the transaction is.
    """

    kind: ChargeKind
    amount: Decimal
    currency: str
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ChosenLot:
    """So many shares, as of the day of the sale, out of what transaction `opened_by` bought."""

    opened_by: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Transaction:
    """What happened on one day in one account; the kind says which of the fields it has.

    `account_id`: the securities account of the shares. `cash_id`: the cash account of the money;
    None: from outside and to outside. `quantity`: shares, above 0, counted as they were after all
    splits up to `shares_as_of` (the day itself where None). `gross`: the money before charges, in
    `currency`; for a delivery its value or cost, for a merger the money beside the shares. `net`:
    what moved in the cash account, in that account's currency, in `currency` where there is none;
    its direction is that of the kind, below 0 it goes the other way. `rate`: units of the currency
    of `net` for one of `currency`, as the bank told it; None where both are the same or nobody
    told it.

    Transfers: `other_account_id` or `other_cash_id` receives, `other_net` in its currency.
    Spin-off and merger: `other_security_id` is what comes, `ratio` new shares for old ones; of a
    spin-off `cost_share` is the part of the cost that goes over (0 to 1). `quantity` is then the
    number of old shares concerned, 0 for all of them.

    `time`: HH:MM:SS of the day where it is known. `source`: what tells an import that it is the
    same one. Ids below 0 are those of an import that is not stored yet.
    """

    id: int
    kind: Kind
    on: date
    account_id: int | None = None
    cash_id: int | None = None
    security_id: int | None = None
    quantity: Decimal = NOTHING
    gross: Decimal = NOTHING
    currency: str = ""
    charges: tuple[Charge, ...] = ()
    net: Decimal = NOTHING
    rate: Decimal | None = None
    other_account_id: int | None = None
    other_cash_id: int | None = None
    other_net: Decimal | None = None
    other_security_id: int | None = None
    ratio: tuple[int, int] | None = None
    cost_share: Decimal | None = None
    lots: tuple[ChosenLot, ...] = ()
    shares_as_of: date | None = None
    time: str = ""
    settles_on: date | None = None
    note: str = ""
    source: str = ""
    batch_id: int | None = None

    @property
    def price(self) -> Decimal | None:
        """Return the price of a share before charges, in `currency`."""
        return self.gross / self.quantity if self.quantity else None

    @property
    def cash_sign(self) -> int:
        """Return 1 where `net` comes into the cash account, -1 where it leaves it."""
        return TRAITS[self.kind].cash

    def charged(self, kind: ChargeKind) -> tuple[Charge, ...]:
        """Return the fees or the taxes."""
        return tuple(each for each in self.charges if each.kind is kind)


_RANKS = {kind: -3 * traits.shares for kind, traits in TRAITS.items()} | {
    Kind.TRANSFER: -2,
    Kind.MERGER: -1,
}


def in_order(transactions: Iterable[Transaction]) -> list[Transaction]:
    """Return transactions as they happened, whatever the order in which they were entered.

    By day and time; among those of one time, what brings shares in goes first, then what moves or
    exchanges them, then what takes them out, and then by what they say: the same transactions give
    the same lots in whichever order they came.
    """
    return sorted(transactions, key=_order)


def _order(each: Transaction) -> tuple[object, ...]:
    return (
        each.on,
        each.time,
        _RANKS[each.kind],
        each.kind,
        each.security_id or 0,
        each.quantity,
        each.gross,
        each.net,
        each.account_id or 0,
        each.other_account_id or 0,
        each.id,
    )


def expected_net(transaction: Transaction, settled_in: str) -> Decimal | None:
    """Return what has to move in the cash account: gross and charges, converted by their rates.

    None where a currency differs from `settled_in` and the transaction tells no rate for it.
    """
    gross = _converted(transaction.gross, transaction.currency, settled_in, transaction.rate)
    if gross is None:
        return None
    total = gross
    for each in transaction.charges:
        told = each.rate
        if told is None and each.currency == transaction.currency:
            told = transaction.rate
        charge = _converted(each.amount, each.currency, settled_in, told)
        if charge is None:
            return None
        # Charges make what comes in less and what goes out more.
        total -= transaction.cash_sign * charge
    return total


def _converted(amount: Decimal, currency: str, wanted: str, rate: Decimal | None) -> Decimal | None:
    if currency == wanted or not amount:
        return amount
    return None if rate is None else amount * rate
