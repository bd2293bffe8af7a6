"""Where the numbers of a trade come from: its purchases and its sale, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from gridwatch.services.portfolio.gain_trails import sale_gain
from gridwatch.services.portfolio.gains import Realised
from gridwatch.services.portfolio.lot_gains import views_of_sales
from gridwatch.services.portfolio.lot_trails import sale_trail
from gridwatch.services.portfolio.trade_reading import read_trades
from gridwatch.services.portfolio.trades import Trade
from gridwatch.services.portfolio.trail_ground import Asked, Ground, Question, sum_of
from gridwatch.services.portfolio.trails import trail
from gridwatch.services.portfolio.views import Step

PERCENT = "%"


def trade_trail(ground: Ground, security_id: int, closed_by: int | None, asked: Asked) -> Step:
    """Return how quantity, cost, value, gain or currency gain of a trade came about.

    `ground` is narrowed to the account of the trade. `value` is what the sale brought; of what is
    open (`closed_by` None) all are those of the holding. Steps: `sale_gain` for each part that was
    sold, `lot_cost`, `sale_value` or the whole `sale`; below a product stand its factors.
    """
    if closed_by is None:
        question = Question(asked, ground.on, ground.currency, ground.scope, security_id)
        return trail(ground.book, question)
    sold = views_of_sales(ground.book, ground.of(security_id), ground.currency, ground.on)
    parts = [each for each in sold.get(security_id, ()) if each.sale.closed_by == closed_by]
    return _WAYS[asked](ground, security_id, parts)


def trade_irr(ground: Ground, security_id: int, closed_by: int | None) -> Step | None:
    """Return the payments whose yearly rate the IRR of a trade is; None without such a trade."""
    one = _found(ground, security_id, closed_by)
    if one is None:
        return None
    paid = [
        Step("flow_in" if amount < 0 else "flow_out", amount, ground.currency, {"on": on})
        for on, amount in one.flows[:-1]
    ]
    last = "irr_end" if closed_by is None else "flow_out"
    end = [Step(last, amount, ground.currency, {"on": on}) for on, amount in one.flows[-1:]]
    return Step("irr", one.irr, PERCENT, {}, (*paid, *end))


def trade_simple(ground: Ground, security_id: int, closed_by: int | None) -> Step:
    """Return the gain of a trade by its cost, each with its own steps."""
    gain = trade_trail(ground, security_id, closed_by, Asked.GAIN)
    cost = trade_trail(ground, security_id, closed_by, Asked.COST)
    known = gain.amount is not None and bool(cost.amount)
    part = float(gain.amount or 0) / abs(float(cost.amount or 1)) if known else None
    return Step("trade_simple", part, PERCENT, {}, (gain, cost))


def _found(ground: Ground, security_id: int, closed_by: int | None) -> Trade | None:
    some = read_trades(ground.book, ground.of(security_id), ground.currency).trades
    return next((each for each in some if each.closed_by == closed_by), None)


def _quantity(ground: Ground, _security: int, parts: Sequence[Realised]) -> Step:
    """Return what has happened to the shares that were sold."""
    steps = [sale_trail(each.sale, ground.book.splits, ground.on) for each in parts]
    shares = sum((each.sale.shares for each in parts), Decimal(0))
    return Step("trade_quantity", shares, "shares", {}, tuple(steps))


def _cost(ground: Ground, security: int, parts: Sequence[Realised]) -> Step:
    steps = [
        Step(
            "lot_cost",
            each.cost,
            ground.currency,
            {
                "account_id": each.sale.account_id,
                "on": each.sale.opened_on,
                "quantity": each.sale.quantity,
            },
            _paid(ground, each),
            each.sale.opened_by,
        )
        for each in parts
    ]
    return sum_of("cost", ground.currency, steps, {"security_id": security})


def _paid(ground: Ground, one: Realised) -> tuple[Step, ...]:
    sale = one.sale
    charges = {"charges": sale.cost_charges}
    paid = Step("lot_paid", sale.cost, sale.cost_currency, charges, (), sale.opened_by)
    if sale.cost_currency == ground.currency or sale.opened_on is None:
        return (paid,)
    rate = one.cost / float(sale.cost) if one.cost and sale.cost else None
    values = {"given": sale.cost_currency, "wanted": ground.currency, "on": sale.opened_on}
    return (paid, Step("lot_rate", rate, "", values))


def _value(ground: Ground, security: int, parts: Sequence[Realised]) -> Step:
    steps = [
        Step(
            "sale_value",
            each.proceeds,
            ground.currency,
            _values(each),
            _brought(ground, each),
            each.sale.closed_by,
        )
        for each in parts
    ]
    return sum_of("trade_proceeds", ground.currency, steps, {"security_id": security})


def _brought(ground: Ground, one: Realised) -> tuple[Step, ...]:
    sale = one.sale
    charges = {"fees": sale.fees, "taxes": sale.taxes}
    got = Step("sale_proceeds", sale.proceeds, sale.proceeds_currency, charges, (), sale.closed_by)
    if sale.proceeds_currency == ground.currency:
        return (got,)
    rate = one.proceeds / float(sale.proceeds) if one.proceeds and sale.proceeds else None
    values = {"given": sale.proceeds_currency, "wanted": ground.currency, "on": sale.on}
    return (got, Step("rate", rate, "", values))


def _gain(ground: Ground, security: int, parts: Sequence[Realised]) -> Step:
    steps = [sale_gain(ground, each) for each in parts]
    return sum_of("realised", ground.currency, steps, {"security_id": security})


def _currency_gain(ground: Ground, _security: int, parts: Sequence[Realised]) -> Step:
    steps = [_sale_currency_gain(ground, each) for each in parts]
    return sum_of("currency_gain", ground.currency, steps, {})


def _sale_currency_gain(ground: Ground, one: Realised) -> Step:
    """Return the cost at the rate of the sale less the cost at that of the purchase."""
    sale = one.sale
    known = one.proceeds is not None and one.price_gain is not None
    at_cost = (one.proceeds or 0.0) - (one.price_gain or 0.0) if known else None
    cost = None if one.cost is None else -one.cost
    steps = (
        Step("cost_at_rate", at_cost, ground.currency, {"on": sale.on}),
        Step("sale_cost", cost, ground.currency, {"on": sale.opened_on}, (), sale.opened_by),
    )
    return sum_of("sale_gain", ground.currency, steps, _values(one), sale.closed_by)


def _values(one: Realised) -> dict[str, object]:
    sale = one.sale
    return {
        "account_id": sale.account_id,
        "on": sale.on,
        "opened_on": sale.opened_on,
        "quantity": sale.quantity,
    }


_Way = Callable[[Ground, int, Sequence[Realised]], Step]
_WAYS: Mapping[Asked, _Way] = {
    Asked.QUANTITY: _quantity,
    Asked.COST: _cost,
    Asked.VALUE: _value,
    Asked.GAIN: _gain,
    Asked.CURRENCY_GAIN: _currency_gain,
}
