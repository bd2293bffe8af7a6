"""Works out the amounts of a transaction from those that were typed: what was typed last wins."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from enum import StrEnum

NOTHING = Decimal(0)
SHARE_DECIMALS, RATE_DECIMALS = 8, 8
_DIGITS = 60


class Amount(StrEnum):
    """One of the amounts that hang together."""

    QUANTITY = "quantity"
    PRICE = "price"
    GROSS = "gross"
    FEES = "fees"
    TAXES = "taxes"
    RATE = "rate"
    NET = "net"


@dataclass(frozen=True, slots=True)
class Terms:
    """How the amounts hang together.

    `sign`: 1 where charges make what comes in less, -1 where they make what goes out more, 0 where
    no money moves. `converted`: the account has another currency than the transaction.
    `in_account`: those of FEES and TAXES that are in the currency of the account already. `cents`
    and `net_cents`: the decimals of the two currencies. `kept` and `kept_net`: charges that are
    not typed here, in either currency.
    """

    sign: int
    converted: bool = False
    in_account: Collection[Amount] = frozenset()
    cents: int = 2
    net_cents: int = 2
    kept: Decimal = NOTHING
    kept_net: Decimal = NOTHING


def worked_out(
    typed: Mapping[Amount, Decimal], order: Sequence[Amount], terms: Terms
) -> dict[Amount, Decimal]:
    """Return every amount that is known: those typed, and those that follow from them.

    `order`: the amounts that were typed, the last one last. Of price and gross the one typed last
    is taken and the other follows; so it is with rate and net, and with gross and net where no rate
    stands between them. What is derived is rounded half to even to the cents of its currency.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        known = dict(typed)
        if Amount.QUANTITY in known:
            _drop_older(known, order, Amount.PRICE, Amount.GROSS)
        _work_out_gross(known, terms)
        if terms.sign:
            _work_out_net(known, order, terms)
        _work_out_price(known)
    return known


def _drop_older(
    known: dict[Amount, Decimal], order: Sequence[Amount], one: Amount, other: Amount
) -> None:
    """Forget the one of two amounts that was typed first, where both were."""
    if one in known and other in known:
        both = [each for each in order if each in {one, other}]
        del known[both[0] if len(set(both)) == 2 else other]


def _work_out_gross(known: dict[Amount, Decimal], terms: Terms) -> None:
    quantity, price = known.get(Amount.QUANTITY), known.get(Amount.PRICE)
    gross = known.get(Amount.GROSS)
    if quantity is not None and price is not None:
        known[Amount.GROSS] = rounded(quantity * price, terms.cents)
    elif quantity is None and price and gross is not None:
        known[Amount.QUANTITY] = _trimmed(rounded(gross / price, SHARE_DECIMALS))


def _work_out_price(known: dict[Amount, Decimal]) -> None:
    quantity, gross = known.get(Amount.QUANTITY), known.get(Amount.GROSS)
    if Amount.PRICE not in known and quantity and gross is not None:
        known[Amount.PRICE] = gross / quantity


def _work_out_net(known: dict[Amount, Decimal], order: Sequence[Amount], terms: Terms) -> None:
    here, there = _charges(known, terms)
    gross, net, rate = (known.get(each) for each in (Amount.GROSS, Amount.NET, Amount.RATE))
    if terms.converted:
        if gross is None:
            if net is not None and rate:
                back = (net + terms.sign * there) / rate + terms.sign * here
                known[Amount.GROSS] = rounded(back, terms.cents)
            return
        _work_out_rate(known, order, terms)
        return
    known.pop(Amount.RATE, None)
    if gross is None:
        if net is not None:
            known[Amount.GROSS] = net + terms.sign * (here + there)
    elif net is None or _is_older(order, Amount.NET):
        known[Amount.NET] = gross - terms.sign * (here + there)


def _work_out_rate(known: dict[Amount, Decimal], order: Sequence[Amount], terms: Terms) -> None:
    """Work out net from the rate, or the rate from net; both stay where they agree."""
    here, there = _charges(known, terms)
    before = known[Amount.GROSS] - terms.sign * here
    net, rate = known.get(Amount.NET), known.get(Amount.RATE)
    if net is not None and rate is not None:
        told = rounded(before * rate, terms.net_cents) - terms.sign * there
        if abs(told - net) <= Decimal(1).scaleb(-terms.net_cents):
            return
        typed_last = [each for each in order if each in {Amount.NET, Amount.RATE}][-1:]
        if typed_last == [Amount.RATE]:
            net = None
        else:
            rate = None
    if net is None and rate is not None:
        known[Amount.NET] = rounded(before * rate, terms.net_cents) - terms.sign * there
    elif net is not None and before:
        found = (net + terms.sign * there) / before
        known.pop(Amount.RATE, None)
        if found > 0:
            known[Amount.RATE] = _trimmed(rounded(found, RATE_DECIMALS))


def _charges(known: Mapping[Amount, Decimal], terms: Terms) -> tuple[Decimal, Decimal]:
    """Return the charges in the currency of the transaction, and those in that of the account."""
    here, there = terms.kept, terms.kept_net
    for each in (Amount.FEES, Amount.TAXES):
        if each in terms.in_account:
            there += known.get(each, NOTHING)
        else:
            here += known.get(each, NOTHING)
    return here, there


def _is_older(order: Sequence[Amount], amount: Amount) -> bool:
    """Tell whether anything was typed after an amount."""
    return bool(order) and order[-1] is not amount


def rounded(amount: Decimal, places: int) -> Decimal:
    """Return an amount with so many decimals, half to even."""
    with localcontext() as context:
        context.prec = _DIGITS
        return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


def _trimmed(amount: Decimal) -> Decimal:
    """Return a number without the zeros at its end."""
    whole = amount.to_integral_value()
    return whole if whole == amount else amount.normalize()
