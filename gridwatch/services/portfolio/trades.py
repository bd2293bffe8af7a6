"""Round trips: what was bought and sold again as one trade, and what is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.lots import Lot
from gridwatch.domain.ledger.trail import Event, weighted
from gridwatch.services.portfolio.gains import Realised
from gridwatch.services.portfolio.views import Gap, LotView

# Flows of a trade to its yearly rate of return, None where there is none.
Irr = Callable[[Sequence[tuple[date, float]]], float | None]


@dataclass(frozen=True, slots=True)
class Trade:
    """What one sale closed, or all that is open of a security in an account.

    `opened_on`: the first purchase in it. `closed_on` None: it is open, and `value` is what it is
    worth on the day of the view; else what the sale brought. Amounts in the currency of the view,
    None is unknown; value - cost = price_gain + currency_gain. `quantity` as of the day of the
    view, below 0 for a short. `irr`: of `flows`, the purchases and the sale (or the value) alone,
    dividends left out. `transactions`: the purchases (of a pool its first one), then the sale.
    `gaps`: what unknown amounts lack, where `read_trades` has looked for it.
    """

    security_id: int
    account_id: int
    opened_on: date | None
    closed_on: date | None
    quantity: Decimal
    cost: float | None
    value: float | None
    price_gain: float | None
    currency_gain: float | None
    days_held: int | None
    irr: float | None
    transactions: tuple[int, ...]
    flows: tuple[tuple[date, float], ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def closed_by(self) -> int | None:
        """Return the transaction that closed it, None while it is open."""
        return None if self.closed_on is None else self.transactions[-1]

    @property
    def gain(self) -> float | None:
        """Return what the trade has gained."""
        return None if self.cost is None or self.value is None else self.value - self.cost

    @property
    def simple(self) -> float | None:
        """Return the gain as a part of the cost, of a short of what was received."""
        gain = self.gain
        return None if gain is None or not self.cost else gain / abs(self.cost)


@dataclass(frozen=True, slots=True)
class _Part:
    """One lot of a trade."""

    opened_by: int | None
    opened_on: date | None
    mean_on: date | None
    quantity: Decimal
    cost: float | None
    value: float | None
    price_gain: float | None
    currency_gain: float | None


def trades(
    lots: Sequence[Lot], views: Sequence[LotView], sold: Iterable[Realised], on: date, irr: Irr
) -> tuple[Trade, ...]:
    """Return closed and open trades by the day on which they were opened, as of the day `on`.

    `views` are those of the lots, in their order. A trade is what one sale takes, as Portfolio
    Performance has it (its TradeCollector): transfers are not seen, the purchase counts from its
    own day. At average cost a part counts from the mean day of its purchases by what they cost.
    """
    days: dict[Event, float | None] = {}
    closed: dict[tuple[int, int, int, date], list[_Part]] = {}
    for each in sold:
        sale = each.sale
        key = (sale.security_id, sale.account_id, sale.closed_by, sale.on)
        closed.setdefault(key, []).append(_sold_part(each, days))
    still: dict[tuple[int, int], list[_Part]] = {}
    for lot, view in zip(lots, views, strict=True):
        still.setdefault((lot.security_id, lot.account_id), []).append(_open_part(lot, view, days))
    found = [
        _trade(security, account, parts, closed_on, closed_on, (closer,), irr)
        for (security, account, closer, closed_on), parts in closed.items()
    ]
    found += [
        _trade(security, account, parts, None, on, (), irr)
        for (security, account), parts in still.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.opened_on or date.min, each.security_id)))


def _trade(
    security: int,
    account: int,
    parts: Sequence[_Part],
    closed_on: date | None,
    until: date,
    closers: tuple[int, ...],
    irr: Irr,
) -> Trade:
    known = [each.opened_on for each in parts]
    opened_on = None if None in known else min(each for each in known if each is not None)
    openers = dict.fromkeys(each.opened_by for each in parts if each.opened_by is not None)
    flows = _flows(parts, until)
    return Trade(
        security,
        account,
        opened_on,
        closed_on,
        sum((each.quantity for each in parts), Decimal(0)),
        _sum(each.cost for each in parts),
        _sum(each.value for each in parts),
        _sum(each.price_gain for each in parts),
        _sum(each.currency_gain for each in parts),
        None if opened_on is None else max((until - opened_on).days, 0),
        irr(flows) if flows else None,
        (*openers, *closers),
        flows,
    )


def _flows(parts: Sequence[_Part], until: date) -> tuple[tuple[date, float], ...]:
    """Return what was paid for each part, then what all of them brought; none where unknown."""
    paid, brought = list[tuple[date, float]](), 0.0
    for each in parts:
        if each.mean_on is None or each.cost is None or each.value is None:
            return ()
        paid.append((each.mean_on, -each.cost))
        brought += each.value
    return (*sorted(paid), (until, brought))


def _sold_part(each: Realised, days: dict[Event, float | None]) -> _Part:
    sale = each.sale
    mean = None if sale.cost_trail is None else _mean_day(sale.cost_trail, days)
    return _Part(
        sale.opened_by,
        sale.opened_on,
        mean,
        sale.shares,
        each.cost,
        each.proceeds,
        each.price_gain,
        each.currency_gain,
    )


def _open_part(lot: Lot, view: LotView, days: dict[Event, float | None]) -> _Part:
    return _Part(
        lot.opened_by,
        lot.on,
        _mean_day(lot.trail, days),
        lot.quantity,
        view.base_cost,
        view.value,
        view.price_gain,
        view.currency_gain,
    )


def _mean_day(last: Event, days: dict[Event, float | None]) -> date | None:
    mean = weighted(last, lambda each: float(each.on.toordinal()), days)
    return None if mean is None else date.fromordinal(round(mean))


def _sum(amounts: Iterable[float | None]) -> float | None:
    total = 0.0
    for each in amounts:
        if each is None:
            return None
        total += each
    return total
