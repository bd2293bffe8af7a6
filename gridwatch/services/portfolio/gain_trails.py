"""Where cost and gains come from: step by step for each lot that is left and each sale."""

from __future__ import annotations

from collections.abc import Callable

from gridwatch.services.portfolio.gains import Realised
from gridwatch.services.portfolio.lot_gains import views_of_lots, views_of_sales
from gridwatch.services.portfolio.price_lines import carried_days
from gridwatch.services.portfolio.standing import price_then
from gridwatch.services.portfolio.trail_ground import (
    Ground,
    Question,
    named,
    price_of,
    rate_of,
    sum_of,
)
from gridwatch.services.portfolio.views import LotView, Step

Way = Callable[[Ground, Question], Step]


def _by_lots(code: str, way: Callable[[Ground, LotView], Step]) -> Way:
    """Return a way to a number that is the sum of one step for each lot."""

    def steps(ground: Ground, question: Question) -> Step:
        number = question.security_id
        lots = views_of_lots(ground.book, ground.of(number), ground.currency, ground.on)
        parts = [way(ground, each) for each in lots.get(number, ())]
        return sum_of(code, ground.currency, parts, named(ground, question))

    return steps


def _lot(lot: LotView) -> dict[str, object]:
    return {"account_id": lot.account_id, "on": lot.on, "quantity": lot.quantity}


def _lot_cost(ground: Ground, lot: LotView) -> Step:
    charges = {"charges": lot.fees}
    paid = Step("lot_paid", lot.cost, lot.currency, charges, (), lot.opened_by)
    steps = (paid, *_own_rate(ground, lot))
    if lot.cost is None and lot.base_cost is not None:  # it was paid in the currency of the view
        steps = (Step("lot_paid", lot.base_cost, ground.currency, charges, (), lot.opened_by),)
    return Step("lot_cost", lot.base_cost, ground.currency, _lot(lot), steps, lot.opened_by)


def _own_rate(ground: Ground, lot: LotView) -> list[Step]:
    """Return the rate at which a purchase counts, which is its own where it tells one."""
    if lot.currency == ground.currency:
        return []
    known = lot.base_cost is not None and lot.cost
    rate = lot.base_cost / float(lot.cost) if known and lot.base_cost and lot.cost else None
    values = {"given": lot.currency, "wanted": ground.currency, "on": lot.on}
    return [Step("lot_rate", rate, "", values)]


def _at_rate(ground: Ground, lot: LotView, sign: int) -> Step:
    """Return the cost of a lot in its own currency at the rate of the day of the view."""
    rate = ground.book.rate_on(lot.currency, ground.currency, ground.on)
    cost = None if lot.cost is None else lot.cost * sign
    amount = None if cost is None or rate is None else float(cost) * rate
    steps = (
        Step("lot_paid", cost, lot.currency, {"charges": lot.fees}),
        *rate_of(ground, lot.currency, rate),
    )
    return Step("cost_at_rate", amount, ground.currency, {"on": ground.on}, steps)


def _lot_value(ground: Ground, lot: LotView) -> Step:
    """Return what a lot is worth on the day of the view: its shares, their price, the rate."""
    book, number, on = ground.book, lot.security_id, ground.on
    priced, currency = price_then(book, number, on), book.securities[number].currency
    steps = (
        Step("holding_quantity", lot.quantity, "shares", {"security_id": number, "on": on}),
        price_of(ground, number, priced, 0 if priced is None else carried_days(priced.on, on)),
        *rate_of(ground, currency, book.rate_on(currency, ground.currency, on)),
    )
    return Step("lot_value", lot.value, ground.currency, {"on": on}, steps)


def _lot_price_gain(ground: Ground, lot: LotView) -> Step:
    steps = (_lot_value(ground, lot), _at_rate(ground, lot, -1))
    return sum_of("lot_price_gain", ground.currency, steps, _lot(lot), lot.opened_by)


def _lot_currency_gain(ground: Ground, lot: LotView) -> Step:
    cost = None if lot.base_cost is None else -lot.base_cost
    paid = Step("lot_cost", cost, ground.currency, _lot(lot), (), lot.opened_by)
    steps = (_at_rate(ground, lot, 1), paid)
    return sum_of("lot_currency_gain", ground.currency, steps, _lot(lot), lot.opened_by)


cost = _by_lots("cost", _lot_cost)
price_gain = _by_lots("price_gain", _lot_price_gain)
currency_gain = _by_lots("currency_gain", _lot_currency_gain)


def gain(ground: Ground, question: Question) -> Step:
    """Return the unrealised gain: that of the price and that of the currency."""
    steps = (price_gain(ground, question), currency_gain(ground, question))
    return sum_of("gain", ground.currency, steps, named(ground, question))


def realised(ground: Ground, question: Question) -> Step:
    """Return what each sale brought, less what it had cost."""
    number = question.security_id
    sales = views_of_sales(ground.book, ground.of(number), ground.currency, ground.on)
    steps = [sale_gain(ground, each) for each in sales.get(number, ())]
    return sum_of("realised", ground.currency, steps, named(ground, question))


def sale_gain(ground: Ground, one: Realised) -> Step:
    """Return what one sale brought, less what it had cost."""
    sale = one.sale
    cost = None if one.cost is None else -one.cost
    charges = {"fees": one.fees, "taxes": one.taxes}
    steps = (
        Step("sale_proceeds", one.proceeds, ground.currency, charges, (), sale.closed_by),
        Step("sale_cost", cost, ground.currency, {"on": sale.opened_on}, (), sale.opened_by),
    )
    values = {
        "account_id": sale.account_id,
        "on": sale.on,
        "opened_on": sale.opened_on,
        "quantity": sale.quantity,
    }
    return sum_of("sale_gain", ground.currency, steps, values, sale.closed_by)
