"""Where a number comes from: the lots, flows, rates and prices behind it, as a tree of steps.

Each step has a `code` for its words and `values` by name: ids (`security_id`, `account_id`,
`cash_id`), a day (`on`), a `quantity`, a `rate`, currencies (`given`, `wanted`). Below a step in
`PRODUCTS` stand its factors, which multiply to it; below every other one its parts, which add up to
it. What is unknown is None, and so is all that is made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

import numpy as np

from gridwatch.domain.bars import day_number, day_of
from gridwatch.domain.ledger.transaction import in_order
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.earnings import What, earnings_of
from gridwatch.services.portfolio.gains import Realised
from gridwatch.services.portfolio.lot_gains import views_of_lots, views_of_sales
from gridwatch.services.portfolio.scopes import contains
from gridwatch.services.portfolio.share_steps import ShareStep, share_steps
from gridwatch.services.portfolio.standing import Standing, standing_of
from gridwatch.services.portfolio.views import LotView, Scope, Step

PRODUCTS = frozenset({"holding_value", "cash_value", "lot_cost", "cost_at_rate"})


class Asked(StrEnum):
    """Which number is asked about: of the whole scope, of a security, or of a cash account."""

    TOTAL = "total"
    VALUE = "value"
    QUANTITY = "quantity"
    COST = "cost"
    GAIN = "gain"
    PRICE_GAIN = "price_gain"
    CURRENCY_GAIN = "currency_gain"
    REALISED = "realised"
    INCOME = "income"
    FEES = "fees"
    TAXES = "taxes"
    BALANCE = "balance"


@dataclass(frozen=True, slots=True)
class Question:
    """A number on a day in a currency ("" is the base currency).

    `security_id` for all but the total and a balance, whose account is `cash_id`.
    """

    asked: Asked
    on: date
    currency: str = ""
    scope: Scope = field(default_factory=Scope)
    security_id: int = 0
    cash_id: int = 0


def trail(book: Book, question: Question) -> Step:
    """Return how a number of `holdings_of` came about: the first step is the number itself."""
    on = min(question.on, book.today)
    ground = _Ground(book, question.scope, question.currency or book.base_currency, on)
    return _WAYS[question.asked](ground, question)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every question is answered on."""

    book: Book
    scope: Scope
    currency: str
    on: date

    def of(self, security_id: int) -> Scope:
        """Return the part of the scope that is one security."""
        return Scope(self.scope.accounts, frozenset({security_id}))


def _sum(
    code: str, unit: str, steps: Iterable[Step], values: Mapping[str, object], number: int = 0
) -> Step:
    """Return a step that is the sum of others; 0 of none, None where one is unknown."""
    parts = tuple(steps)
    known = [each.amount for each in parts if each.amount is not None]
    amount: Decimal | float | None
    if len(known) < len(parts):
        amount = None
    elif all(isinstance(each, Decimal) for each in known):
        amount = sum((Decimal(each) for each in known), Decimal(0))
    else:
        amount = sum(float(each) for each in known)
    return Step(code, amount, unit, values, parts, number or None)


def _total(ground: _Ground, _question: Question) -> Step:
    book, standing = ground.book, standing_of(ground.book, ground.scope, ground.currency, ground.on)
    steps = [_holding(ground, each) for each in standing.values() if each.quantity]
    if ground.scope.securities is None:
        steps += [
            _cash(ground, number) for number in book.cash if contains(ground.scope, (number, 0))
        ]
    return _sum("total_value", ground.currency, steps, {"on": ground.on})


def _value(ground: _Ground, question: Question) -> Step:
    number = question.security_id
    found = standing_of(ground.book, ground.of(number), ground.currency, ground.on).get(number)
    if found is None:
        return Step("holding_value", 0.0, ground.currency, _of(ground, question))
    return _holding(ground, found, _shares(ground, question))


def _holding(ground: _Ground, standing: Standing, shares: Step | None = None) -> Step:
    security = ground.book.securities[standing.security_id]
    values = {"security_id": security.id, "on": ground.on}
    steps = [shares or Step("holding_quantity", standing.quantity, "shares", values)]
    priced = standing.priced
    steps.append(
        Step(
            "price",
            priced.price if priced else None,
            security.currency,
            {
                "security_id": security.id,
                "on": priced.on if priced else None,
                "carried_days": standing.carried,
            },
        )
    )
    steps += _rate(ground, security.currency, standing.rate)
    return Step("holding_value", standing.value, ground.currency, values, tuple(steps))


def _rate(ground: _Ground, given: str, rate: float | None) -> list[Step]:
    if given == ground.currency:
        return []
    values = {"given": given, "wanted": ground.currency, "on": ground.on}
    return [Step("rate", rate, "", values)]


def _cash(ground: _Ground, number: int) -> Step:
    account = ground.book.accounts[number]
    values = {"cash_id": number, "on": ground.on}
    balance = ground.book.balance(number, ground.on)
    rate = ground.book.rate_on(account.currency, ground.currency, ground.on)
    amount = None if rate is None else float(balance) * rate
    steps = (
        Step("balance", balance, account.currency, values),
        *_rate(ground, account.currency, rate),
    )
    return Step("cash_value", amount if balance else 0.0, ground.currency, values, steps)


def _of(ground: _Ground, question: Question) -> dict[str, object]:
    return {"security_id": question.security_id, "on": ground.on}


def _shares(ground: _Ground, question: Question) -> Step:
    found = share_steps(ground.book, ground.scope, question.security_id, ground.on)
    return _sum("holding_quantity", "shares", map(_share, found), _of(ground, question))


def _share(step: ShareStep) -> Step:
    values: dict[str, object] = {"on": step.on, "account_id": step.account_id}
    if step.ratio is not None:
        return Step("split_shares", step.shares, "shares", {**values, "ratio": step.ratio})
    one = step.transaction
    if one is None:
        raise ValueError("a step is of a transaction or of a split")
    values |= {"kind": one.kind, "quantity": one.quantity, "shares_as_of": one.shares_as_of}
    return Step("transaction_shares", step.shares, "shares", values, (), one.id)


def _balance(ground: _Ground, question: Question) -> Step:
    number, book = question.cash_id, ground.book
    currency = book.accounts[number].currency
    steps = list[Step]()
    for one in in_order(book.transactions.values()):
        if one.on > ground.on:
            break
        values = {"kind": one.kind, "on": one.on, "security_id": one.security_id}
        if one.cash_id == number:
            amount = one.net * one.cash_sign
            steps.append(Step("transaction_money", amount, currency, values, (), one.id))
        if one.other_cash_id == number and one.other_net is not None:
            steps.append(Step("transaction_money", one.other_net, currency, values, (), one.id))
    return _sum("balance", currency, steps, {"cash_id": number, "on": ground.on})


def _by_lots(code: str, way: Callable[[_Ground, LotView], Step]) -> Callable[..., Step]:
    """Return a way to a number that is the sum of one step for each lot."""

    def steps(ground: _Ground, question: Question) -> Step:
        number = question.security_id
        lots = views_of_lots(ground.book, ground.of(number), ground.currency, ground.on)
        parts = [way(ground, each) for each in lots.get(number, ())]
        return _sum(code, ground.currency, parts, _of(ground, question))

    return steps


def _lot(lot: LotView) -> dict[str, object]:
    return {"account_id": lot.account_id, "on": lot.on, "quantity": lot.quantity}


def _lot_cost(ground: _Ground, lot: LotView) -> Step:
    paid = Step("lot_paid", lot.cost, lot.currency, {"charges": lot.fees}, (), lot.opened_by)
    steps = (paid, *_own_rate(ground, lot))
    return Step("lot_cost", lot.base_cost, ground.currency, _lot(lot), steps, lot.opened_by)


def _own_rate(ground: _Ground, lot: LotView) -> list[Step]:
    """Return the rate at which a purchase counts, which is its own where it tells one."""
    if lot.currency == ground.currency:
        return []
    known = lot.base_cost is not None and lot.cost
    rate = lot.base_cost / float(lot.cost) if known and lot.base_cost and lot.cost else None
    values = {"given": lot.currency, "wanted": ground.currency, "on": lot.on}
    return [Step("lot_rate", rate, "", values)]


def _at_rate(ground: _Ground, lot: LotView, sign: int) -> Step:
    """Return the cost of a lot in its own currency at the rate of the day of the view."""
    rate = ground.book.rate_on(lot.currency, ground.currency, ground.on)
    cost = None if lot.cost is None else lot.cost * sign
    amount = None if cost is None or rate is None else float(cost) * rate
    steps = (
        Step("lot_paid", cost, lot.currency, {"charges": lot.fees}),
        *_rate(ground, lot.currency, rate),
    )
    return Step("cost_at_rate", amount, ground.currency, {"on": ground.on}, steps)


def _lot_price_gain(ground: _Ground, lot: LotView) -> Step:
    value = Step("lot_value", lot.value, ground.currency, {"on": ground.on, **_lot(lot)})
    steps = (value, _at_rate(ground, lot, -1))
    return _sum("lot_price_gain", ground.currency, steps, _lot(lot), lot.opened_by)


def _lot_currency_gain(ground: _Ground, lot: LotView) -> Step:
    cost = None if lot.base_cost is None else -lot.base_cost
    paid = Step("lot_cost", cost, ground.currency, _lot(lot), (), lot.opened_by)
    steps = (_at_rate(ground, lot, 1), paid)
    return _sum("lot_currency_gain", ground.currency, steps, _lot(lot), lot.opened_by)


_price_gain = _by_lots("price_gain", _lot_price_gain)
_currency_gain = _by_lots("currency_gain", _lot_currency_gain)


def _gain(ground: _Ground, question: Question) -> Step:
    steps = (_price_gain(ground, question), _currency_gain(ground, question))
    return _sum("gain", ground.currency, steps, _of(ground, question))


def _realised(ground: _Ground, question: Question) -> Step:
    number = question.security_id
    sales = views_of_sales(ground.book, ground.of(number), ground.currency, ground.on)
    steps = [_sale(ground, each) for each in sales.get(number, ())]
    return _sum("realised", ground.currency, steps, _of(ground, question))


def _sale(ground: _Ground, one: Realised) -> Step:
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
    return _sum("sale_gain", ground.currency, steps, values, sale.closed_by)


def _earned(code: str, *parts: tuple[What, str, int]) -> Callable[[_Ground, Question], Step]:
    """Return a way to a number that is a sum of amounts: (what, code, sign) of each.

    Of a second kind only those count whose transaction has one of the first.
    """

    def steps(ground: _Ground, question: Question) -> Step:
        earned, places = earnings_of(ground.book, ground.currency), ground.book.places
        scope = ground.of(question.security_id)
        inside = np.array([contains(scope, each) for each in places], dtype=np.bool_)
        mine = inside[earned.place] & (earned.day <= day_number(ground.on))
        concerned = set(earned.transaction[mine & (earned.what == parts[0][0])].tolist())
        found = list[tuple[int, int, int, Step]]()
        for order, (what, name, sign) in enumerate(parts):
            for row in np.flatnonzero(mine & (earned.what == what)):
                number, day = int(earned.transaction[row]), int(earned.day[row])
                if number in concerned:
                    amount = sign * float(earned.amount[row])
                    values = {"on": day_of(day), "kind": ground.book.transactions[number].kind}
                    known = amount if np.isfinite(amount) else None
                    step = Step(name, known, ground.currency, values, (), number)
                    found.append((day, number, order, step))
        found.sort(key=lambda each: each[:3])
        ordered = [each[3] for each in found]
        return _sum(code, ground.currency, ordered, _of(ground, question))

    return steps


_WAYS: Mapping[Asked, Callable[[_Ground, Question], Step]] = {
    Asked.TOTAL: _total,
    Asked.VALUE: _value,
    Asked.QUANTITY: _shares,
    Asked.COST: _by_lots("cost", _lot_cost),
    Asked.GAIN: _gain,
    Asked.PRICE_GAIN: _price_gain,
    Asked.CURRENCY_GAIN: _currency_gain,
    Asked.REALISED: _realised,
    Asked.INCOME: _earned("income", (What.INCOME, "income_got", 1), (What.TAX, "income_tax", -1)),
    Asked.FEES: _earned("fees", (What.FEE, "fee_paid", 1)),
    Asked.TAXES: _earned("taxes", (What.TAX, "tax_paid", 1)),
    Asked.BALANCE: _balance,
}
