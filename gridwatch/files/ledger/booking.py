"""Makes transactions of what a line says: gross, net, rate and charges that agree to the cent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal

from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.transaction import Charge, ChargeKind
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import KINDS, Action
from gridwatch.files.ledger.entry import AsideError, Entry
from gridwatch.files.ledger.exact import agree
from gridwatch.files.ledger_amounts import net_differs, trade_cancelled

_NOTHING = Decimal(0)
_RATE = Context(prec=12)
_CENT = Decimal("0.01")
_ROUNDED = Decimal("0.05")  # that the parts of an amount may differ from it by
_CASH_ONLY = frozenset({Kind.DEPOSIT, Kind.WITHDRAWAL})
_CHARGE_KINDS = {ChargeKind.FEE: Kind.FEE, ChargeKind.TAX: Kind.TAX}
_REFUNDS = {ChargeKind.FEE: Kind.FEE_REFUND, ChargeKind.TAX: Kind.TAX_REFUND}


@dataclass(frozen=True, slots=True)
class Money:
    """The amounts of a transaction: `settled` is the currency of `net`."""

    gross: Decimal
    currency: str
    net: Decimal
    settled: str
    rate: Decimal | None
    charges: tuple[Charge, ...]
    apart: tuple[Charge, ...] = ()
    remark: Problem | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """One transaction of a line; `alone`: a charge of it, with nothing else of the line."""

    kind: Kind
    money: Money
    other_net: Decimal | None = None
    alone: bool = False


def booked(entry: Entry) -> tuple[list[Booked], Problem | None]:
    """Return what a line books, and a remark on what it does not.

    Raises Problem where an amount is missing that is needed, AsideError for a cancellation.
    """
    if entry.refused is not None:
        raise entry.refused
    if entry.action is Action.REINVEST:
        return _reinvested(entry)
    if entry.action is Action.CANCELLED:
        raise AsideError(trade_cancelled())
    kind = KINDS.get(entry.action)
    if kind is None:
        raise Problem(
            "import_exchange", "The other side of this exchange or transfer is not in the file."
        )
    if kind is Kind.CASH_TRANSFER:
        return [_cash_transfer(entry), *map(_alone, entry.charges)], entry.remark
    accrued = entry.accrued if TRAITS[kind].shares else None
    if accrued and entry.net is not None:
        entry = replace(entry, net=entry.net - accrued)
    money = _money(entry, kind)
    made, remark = [Booked(kind, money)], entry.remark or money.remark
    if kind is Kind.DIVIDEND and money.apart:
        remark = _left_out(money.apart[0])
    elif money.apart:
        made += map(_alone, money.apart)
    if accrued:
        paid = Kind.INTEREST_CHARGE if TRAITS[kind].cash < 0 else Kind.INTEREST
        made.append(_plain(paid, accrued, entry.currency))
    if TRAITS[kind].outside and TRAITS[kind].shares and not money.gross:
        remark = Problem("import_no_value", "No value of these shares is told: enter it by hand.")
    return made, remark


def _money(entry: Entry, kind: Kind) -> Money:
    traits = TRAITS[kind]
    if traits.shares:
        if not entry.names_security:
            raise Problem("import_security", "This line names no security.")
        if not entry.quantity:
            raise Problem("quantity_missing", "How many shares is missing.")
        return _of_shares(entry, traits.cash)
    if kind is Kind.DIVIDEND:
        if not entry.names_security:
            raise Problem("import_security", "This line names no security.")
        return _of_shares(entry, 1)
    return _of_cash(entry, kind)


def _of_shares(entry: Entry, way: int) -> Money:
    """Return the amounts of a trade, a delivery or a dividend; `way` of the money, 0 for none."""
    within, apart = _sorted_charges(entry)
    currency = _traded_in(entry)
    gross = entry.gross if entry.gross_currency == currency else None
    if way == 0:
        value = next((each for each in (gross, _worth(entry), entry.net) if each), _NOTHING)
        return Money(value, currency, _NOTHING, entry.currency, None, within, apart)
    if entry.net is not None and entry.net < 0:
        raise Problem("import_reversed", "This takes an earlier line back. Correct that by hand.")
    if currency == entry.currency:
        return _in_one_currency(entry, gross, -way, within, apart)
    gross = gross if gross is not None else _worth(entry)
    if gross is None:
        raise _amount_missing(entry)
    return _converted(entry, gross, -way, within, apart)


def _in_one_currency(
    entry: Entry,
    gross: Decimal | None,
    sign: int,
    within: tuple[Charge, ...],
    apart: tuple[Charge, ...],
) -> Money:
    """Return amounts that all are in the currency of the account.

    `sign` of the charges: they make what goes out more (1) and what comes in less (-1). What
    moved is exact and a price is rounded, so it is the gross that follows where it is not told.
    """
    worth, net = _worth(entry), entry.net
    charged = sign * sum((each.amount for each in within), _NOTHING)
    remark = None
    if gross is None and net is not None:
        gross = max(net - charged, _NOTHING)
        remark = _differs() if worth is not None and not agree(gross, worth) else None
    elif gross is not None and net is not None:
        parts = gross + charged
        remark = net_differs(parts, net) if abs(parts - net) > _ROUNDED else None
    elif gross is None:
        gross = worth
    if gross is None:
        raise _amount_missing(entry)
    net = gross + charged if net is None else net
    return Money(gross, entry.currency, net, entry.currency, None, within, apart, remark)


def _converted(
    entry: Entry,
    gross: Decimal,
    sign: int,
    within: tuple[Charge, ...],
    apart: tuple[Charge, ...],
) -> Money:
    """Return the amounts of what is traded in one currency and settled in another.

    The rate is that of the money that moved, where it did; else the one that is told.
    """
    settled, currency = entry.currency, _traded_in(entry)
    own = tuple(each for each in within if each.currency == settled)
    foreign = tuple(each for each in within if each.currency != settled)
    base = gross + sign * sum((each.amount for each in foreign), _NOTHING)
    charged = sign * sum((each.amount for each in own), _NOTHING)
    net, rate = entry.net, entry.rate
    if net is not None:
        moved = net - charged
        rate = _RATE.divide(moved, base) if base and moved > 0 else rate
        return Money(gross, currency, net, settled, rate, within, apart)
    if rate is not None:
        net = (base * rate + charged).quantize(_CENT)
        return Money(gross, currency, net, settled, rate, within, apart)
    # Nothing says that it was converted at all.
    return Money(gross, currency, base, currency, None, foreign, (*apart, *own))


def _of_cash(entry: Entry, kind: Kind) -> Money:
    """Return the amounts of what only moves money.

    Charges of a deposit or withdrawal are booked by themselves: they do not cross the border of
    the portfolio. A fee on top of a fee is one fee.
    """
    mine = tuple(each for each in entry.charges if each.currency == entry.currency)
    others = tuple(each for each in entry.charges if each.currency != entry.currency)
    charged, way = sum((each.amount for each in mine), _NOTHING), TRAITS[kind].cash
    gross = entry.gross if entry.gross_currency == entry.currency else None
    gross = gross if gross is not None else _worth(entry)
    net, kept = entry.net, tuple[Charge, ...]()
    if kind in _CASH_ONLY:
        net = gross = gross if net is None else net + way * charged
        others = entry.charges
    elif kind is Kind.INTEREST and mine:
        gross = gross if net is None else net + charged
        net = net if net is not None or gross is None else gross - charged
        kept = mine
    else:
        net = gross = net if net is not None else (gross or _NOTHING) + charged
    if not net or gross is None:
        raise _amount_missing(entry)
    return Money(gross, entry.currency, net, entry.currency, None, kept, others)


def _cash_transfer(entry: Entry) -> Booked:
    if entry.net is None or entry.other_net is None:
        raise _amount_missing(entry)
    net = abs(entry.net)
    money = Money(net, entry.currency, net, entry.currency, None, ())
    return Booked(Kind.CASH_TRANSFER, money, other_net=abs(entry.other_net))


def _alone(charge: Charge) -> Booked:
    kind = (_CHARGE_KINDS if charge.amount > 0 else _REFUNDS)[charge.kind]
    return _plain(kind, abs(charge.amount), charge.currency)


def _plain(kind: Kind, amount: Decimal, currency: str) -> Booked:
    return Booked(kind, Money(amount, currency, amount, currency, None, ()), alone=True)


def _left_out(charge: Charge) -> Problem:
    return Problem(
        "import_tax_currency",
        "The tax of {amount} {currency} is left out: no rate is told for it. What was paid out is"
        " right.",
        amount=charge.amount,
        currency=charge.currency,
    )


def _reinvested(entry: Entry) -> tuple[list[Booked], Problem | None]:
    paid, remark = booked(replace(entry, action=Action.DIVIDEND))
    money = paid[0].money
    bought = replace(
        entry,
        action=Action.BUY,
        net=money.net,
        gross=None,
        currency=money.settled,
        charges=(),
    )
    return [*paid, *booked(bought)[0]], remark


def _sorted_charges(entry: Entry) -> tuple[tuple[Charge, ...], tuple[Charge, ...]]:
    """Return the charges that belong to the deal's own currencies, and those of another one."""
    known = {entry.currency, _traded_in(entry)}
    within = tuple(each for each in entry.charges if each.currency in known)
    return within, tuple(each for each in entry.charges if each.currency not in known)


def _traded_in(entry: Entry) -> str:
    """Return the currency in which a deal is told before it is settled."""
    if entry.gross is not None:
        return entry.gross_currency
    told = entry.price is not None and entry.quantity
    return entry.price_currency if told else entry.currency


def _worth(entry: Entry) -> Decimal | None:
    if entry.price is None or not entry.quantity:
        return None
    if not entry.price and entry.action is Action.DIVIDEND:
        return None
    return entry.price * entry.quantity


def _differs() -> Problem:
    return Problem(
        "import_amount_differs",
        "The amount is not quantity times price; what moved in the account is taken.",
    )


def _amount_missing(entry: Entry) -> Problem:
    if entry.quantity and entry.price is None:
        return Problem("import_price", "Neither a price nor an amount is told.")
    return Problem("amount_missing", "The amount is missing.")
