"""The trail of a lot or a sale: every event that it came of, as steps to be shown and copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from gridwatch.domain.ledger.history import history_of, sales_of
from gridwatch.domain.ledger.lots import Lot, Sale, Traced
from gridwatch.domain.ledger.trail import Event, Happened
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.views import Step

_HIDDEN = frozenset({Happened.POOLED})  # the purchases in a pool are told themselves


def lot_trail(lot: Lot, traced: Traced, splits: Mapping[int, Sequence[Split]], until: date) -> Step:
    """Return how a lot came to what is left of it.

    Step `lot` (cost in its currency) of `lot_bought`, `lot_sold` (a short), `lot_transferred`,
    `lot_spun_off`, `lot_handed_over`, `lot_merged`, `lot_unknown` (each: cost or proceeds) and
    `lot_split`, then `lot_closed` (proceeds) for each sale that took a part before. Values: `on`,
    `security_id`, `account_id`, `quantity` as of the day, `charges`, `price` where it is known;
    of a split `ratio`; `paid` with `paid_currency` where it was settled in another currency.
    """
    steps = [_step(each) for each in history_of(lot, splits, until) if each.what not in _HIDDEN]
    steps += [_closed(each) for each in sales_of(lot, traced)]
    values = {
        "on": lot.on,
        "security_id": lot.security_id,
        "account_id": lot.account_id,
        "quantity": lot.quantity,
        "charges": lot.charges,
    }
    return Step("lot", lot.cost, lot.currency, values, tuple(steps), lot.opened_by)


def sale_trail(sale: Sale, splits: Mapping[int, Sequence[Split]], until: date) -> Step:
    """Return how a sale came to its cost and proceeds.

    Step `sale` (proceeds) of the steps of its lot as `lot_trail` has them, then `sale_cost` and
    `sale_proceeds`.
    """
    steps = [_step(each) for each in history_of(sale, splits, until) if each.what not in _HIDDEN]
    cost = Step("sale_cost", sale.cost, sale.cost_currency, {"charges": sale.cost_charges})
    charged = {"fees": sale.fees, "taxes": sale.taxes}
    proceeds = Step("sale_proceeds", sale.proceeds, sale.proceeds_currency, charged)
    return Step(
        "sale",
        sale.proceeds,
        sale.proceeds_currency,
        _sale_values(sale),
        (*steps, cost, proceeds),
        sale.closed_by,
    )


def _step(event: Event) -> Step:
    code = f"lot_{event.what}"
    values: dict[str, object] = {
        "on": event.on,
        "security_id": event.security_id,
        "account_id": event.account_id,
    }
    if event.ratio is not None:
        return Step(code, None, "", {**values, "ratio": event.ratio})
    values |= {"quantity": event.quantity, "charges": event.charges}
    amount = event.amount
    if amount is not None and event.quantity and not event.before:
        sign = 1 if event.what is Happened.BOUGHT else -1
        values["price"] = (amount - sign * event.charges) / event.quantity
    if event.paid is not None and event.paid_currency != event.currency:
        values |= {"paid": event.paid, "paid_currency": event.paid_currency}
    return Step(code, amount, event.currency, values, transaction_id=event.transaction_id)


def _closed(sale: Sale) -> Step:
    values = {**_sale_values(sale), "cost": sale.cost, "cost_currency": sale.cost_currency}
    return Step(
        "lot_closed",
        sale.proceeds,
        sale.proceeds_currency,
        values,
        transaction_id=sale.closed_by,
    )


def _sale_values(sale: Sale) -> dict[str, object]:
    return {
        "on": sale.on,
        "opened_on": sale.opened_on,
        "security_id": sale.security_id,
        "account_id": sale.account_id,
        "quantity": sale.quantity,
        "charges": sale.charges,
        "days_held": sale.days_held,
    }
