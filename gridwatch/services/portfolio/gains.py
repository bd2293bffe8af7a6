"""Gains of lots and sales in the currency of a view, that of the price apart from the currency's.

With `local` for the security's currency and rates as units of the view's currency for one of it:

    currency gain = cost in local × (rate now - rate then)
    price gain    = (value in local - cost in local) × rate now

where `then` is when the lot was bought and `now` the day of the view, or of the sale with its
proceeds in place of the value. Both together are the value less the cost, each in the currency of
the view as of its own day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.lots import Lot, Sale
from gridwatch.services.portfolio.conversion import Closing, Conversion, delivered_price
from gridwatch.services.portfolio.views import LotView


@dataclass(frozen=True, slots=True)
class Realised:
    """What one sale brought in the currency of the view; None is unknown.

    `cost` contains the charges of the purchase, `proceeds` are net of `fees` and `taxes` of the
    sale. proceeds - cost = price_gain + currency_gain.
    """

    sale: Sale
    cost: float | None
    proceeds: float | None
    price_gain: float | None
    currency_gain: float | None
    fees: float | None
    taxes: float | None

    @property
    def gain(self) -> float | None:
        """Return what was realised."""
        return _difference(self.proceeds, self.cost)


@dataclass(frozen=True, slots=True)
class LotCost:
    """What one lot has cost, in its security's currency (`local`) and in that of the view (`base`).

    `exact` is `cost` as it was paid where that was in the security's currency; None is unknown.
    """

    lot: Lot
    local: str
    cost: float | None
    exact: Decimal | None
    charges: Decimal
    base: float | None


def lot_views(
    lots: Iterable[Lot],
    currencies: Mapping[int, str],
    prices: Mapping[int, float],
    into: str,
    on: date,
    conversion: Conversion,
    closing: Closing | None = None,
) -> tuple[LotView, ...]:
    """Return lots with their value and gains in `into` on a day.

    By security: `currencies`, and `prices` of a share in it as of the day; one that is missing
    leaves the value unknown. `closing` gives shares that were delivered without a value the close
    of that day as their cost, counting shares as of the day of the view.
    """
    costs = lot_costs(lots, currencies, into, conversion, closing)
    return valued(costs, prices, into, on, conversion)


def lot_costs(
    lots: Iterable[Lot],
    currencies: Mapping[int, str],
    into: str,
    conversion: Conversion,
    closing: Closing | None = None,
) -> tuple[LotCost, ...]:
    """Return what lots have cost in `into`: all of `lot_views` that the day does not change."""
    return tuple(
        _lot_cost(each, currencies[each.security_id], into, conversion, closing) for each in lots
    )


def valued(
    costs: Iterable[LotCost],
    prices: Mapping[int, float],
    into: str,
    on: date,
    conversion: Conversion,
) -> tuple[LotView, ...]:
    """Return lots with what they are worth on a day, by `prices` as `lot_views` has them."""
    return tuple(
        _lot_view(
            each,
            prices.get(each.lot.security_id),
            conversion.market(each.local, into, on),
            on,
        )
        for each in costs
    )


def realised(
    sales: Iterable[Sale],
    currencies: Mapping[int, str],
    into: str,
    conversion: Conversion,
    closing: Closing | None = None,
) -> tuple[Realised, ...]:
    """Return what sales brought in `into`; `currencies` by security, `closing` as for lots."""
    return tuple(
        _realised(each, currencies[each.security_id], into, conversion, closing) for each in sales
    )


def _lot_cost(
    lot: Lot, local: str, into: str, conversion: Conversion, closing: Closing | None
) -> LotCost:
    to_local = conversion.at(lot.trail, local)
    cost, base = _converted(lot.cost, to_local), _in_view(lot.cost, lot, into, conversion)
    if lot.cost is None:
        price = delivered_price(lot.trail, lot.security_id, closing)
        then = conversion.market(local, into, lot.on)
        cost = None if price is None else price * float(lot.quantity)
        base = _times(cost, then)
    same = lot.currency == local and lot.cost is not None
    exact = lot.cost if same else None if cost is None else Decimal(repr(cost))
    charges = lot.charges if lot.currency == local else _charges(lot.charges, to_local)
    return LotCost(lot, local, cost, exact, charges, base)


def _lot_view(one: LotCost, price: float | None, now: float | None, on: date) -> LotView:
    lot = one.lot
    value = None if price is None else _times(price * float(lot.quantity), now)
    at_cost = _times(one.cost, now)
    return LotView(
        lot.opened_by,
        lot.account_id,
        lot.security_id,
        lot.on,
        lot.quantity,
        one.exact,
        one.charges,
        one.local,
        one.base,
        value,
        _difference(value, at_cost),
        _difference(at_cost, one.base),
        (on - lot.on).days,
    )


def _realised(
    sale: Sale, local: str, into: str, conversion: Conversion, closing: Closing | None
) -> Realised:
    cost, base_cost = _cost(sale, local, into, conversion, closing)
    to_view = conversion.at(sale.proceeds_trail, into)
    proceeds = _converted(sale.proceeds, conversion.at(sale.proceeds_trail, local))
    base = _converted(sale.proceeds, to_view)
    if sale.proceeds is None:
        price = delivered_price(sale.proceeds_trail, sale.security_id, closing)
        proceeds = None if price is None else price * float(sale.shares)
        base = _times(proceeds, conversion.market(local, into, sale.on))
    # The rate of the sale is the one at which its proceeds were really converted.
    now = base / proceeds if base and proceeds else conversion.market(local, into, sale.on)
    at_cost = _times(cost, now)
    return Realised(
        sale,
        base_cost,
        base,
        _difference(base, at_cost),
        _difference(at_cost, base_cost),
        _converted(sale.fees, to_view),
        _converted(sale.taxes, to_view),
    )


def _cost(
    sale: Sale, local: str, into: str, conversion: Conversion, closing: Closing | None
) -> tuple[float | None, float | None]:
    """Return the cost of what was sold in the security's currency and in the view's."""
    trail = sale.cost_trail
    if trail is None or sale.opened_on is None:
        return None, None
    if sale.cost is not None:
        return (
            _converted(sale.cost, conversion.at(trail, local)),
            _converted(sale.cost, conversion.at(trail, into)),
        )
    price = delivered_price(trail, sale.security_id, closing)
    cost = None if price is None else price * float(sale.shares)
    return cost, _times(cost, conversion.market(local, into, sale.opened_on))


def _in_view(cost: Decimal | None, lot: Lot, into: str, conversion: Conversion) -> float | None:
    return _converted(cost, conversion.at(lot.trail, into))


def _charges(charges: Decimal, rate: float | None) -> Decimal:
    """Return charges converted; without a rate there is no cost either, and nothing to tell."""
    return Decimal(0) if rate is None else Decimal(repr(float(charges) * rate))


def _converted(amount: Decimal | None, rate: float | None) -> float | None:
    if amount is None:
        return None
    if not amount:
        return 0.0
    return None if rate is None else float(amount) * rate


def _times(amount: float | None, rate: float | None) -> float | None:
    if amount is None or rate is None:
        return None
    return amount * rate


def _difference(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other
