"""Where a number comes from: the lots, flows, rates and prices behind it, as a tree of steps.

Each step has a `code` for its words and `values` by name: ids (`security_id`, `account_id`,
`cash_id`), a day (`on`), a `quantity`, a `rate`, currencies (`given`, `wanted`). Below a step in
`PRODUCTS` stand its factors, which multiply to it; below every other one its parts, which add up to
it. What is unknown is None, and so is all that is made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from gridwatch.domain.bars import day_number, day_of
from gridwatch.domain.ledger.transaction import in_order
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.earnings import What, earnings_of
from gridwatch.services.portfolio.gain_trails import cost, currency_gain, gain, price_gain, realised
from gridwatch.services.portfolio.scopes import contains
from gridwatch.services.portfolio.share_steps import ShareStep, share_steps
from gridwatch.services.portfolio.standing import Standing, standing_of
from gridwatch.services.portfolio.trail_ground import (
    Asked,
    Ground,
    Question,
    named,
    price_of,
    rate_of,
    sum_of,
)
from gridwatch.services.portfolio.views import Step

PRODUCTS = frozenset(
    {"holding_value", "cash_value", "lot_value", "lot_cost", "cost_at_rate", "sale_value"}
)


def trail(book: Book, question: Question) -> Step:
    """Return how a number of `holdings_of` came about: the first step is the number itself."""
    on = min(question.on, book.today)
    ground = Ground(book, question.scope, question.currency or book.base_currency, on)
    return _WAYS[question.asked](ground, question)


def _total(ground: Ground, _question: Question) -> Step:
    book = ground.book
    standing = standing_of(book, ground.scope, ground.currency, ground.on)
    steps = [_holding(ground, each) for each in standing.values() if each.quantity]
    if ground.scope.securities is None:
        steps += [
            _cash(ground, number) for number in book.cash if contains(ground.scope, (number, 0))
        ]
    return sum_of("total_value", ground.currency, steps, {"on": ground.on})


def _value(ground: Ground, question: Question) -> Step:
    number = question.security_id
    found = standing_of(ground.book, ground.of(number), ground.currency, ground.on).get(number)
    if found is None:
        return Step("holding_value", 0.0, ground.currency, named(ground, question))
    return _holding(ground, found, _shares(ground, question))


def _holding(ground: Ground, standing: Standing, shares: Step | None = None) -> Step:
    security = ground.book.securities[standing.security_id]
    values = {"security_id": security.id, "on": ground.on}
    steps = [shares or Step("holding_quantity", standing.quantity, "shares", values)]
    steps.append(price_of(ground, security.id, standing.priced, standing.carried))
    steps += rate_of(ground, security.currency, standing.rate)
    return Step("holding_value", standing.value, ground.currency, values, tuple(steps))


def _cash(ground: Ground, number: int) -> Step:
    account = ground.book.accounts[number]
    values = {"cash_id": number, "on": ground.on}
    balance = ground.book.balance(number, ground.on)
    rate = ground.book.rate_on(account.currency, ground.currency, ground.on)
    amount = None if rate is None else float(balance) * rate
    steps = (
        Step("balance", balance, account.currency, values),
        *rate_of(ground, account.currency, rate),
    )
    return Step("cash_value", amount if balance else 0.0, ground.currency, values, steps)


def _shares(ground: Ground, question: Question) -> Step:
    found = share_steps(ground.book, ground.scope, question.security_id, ground.on)
    return sum_of("holding_quantity", "shares", map(_share, found), named(ground, question))


def _share(step: ShareStep) -> Step:
    values: dict[str, object] = {"on": step.on, "account_id": step.account_id}
    if step.ratio is not None:
        return Step("split_shares", step.shares, "shares", {**values, "ratio": step.ratio})
    one = step.transaction
    if one is None:
        raise ValueError("a step is of a transaction or of a split")
    values |= {"kind": one.kind, "quantity": one.quantity, "shares_as_of": one.shares_as_of}
    return Step("transaction_shares", step.shares, "shares", values, (), one.id)


def _balance(ground: Ground, question: Question) -> Step:
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
    return sum_of("balance", currency, steps, {"cash_id": number, "on": ground.on})


def _earned(code: str, *parts: tuple[What, str, int]) -> Callable[[Ground, Question], Step]:
    """Return a way to a number that is a sum of amounts: (what, code, sign) of each.

    Of a second kind only those count whose transaction has one of the first.
    """

    def steps(ground: Ground, question: Question) -> Step:
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
        return sum_of(code, ground.currency, ordered, named(ground, question))

    return steps


_WAYS: Mapping[Asked, Callable[[Ground, Question], Step]] = {
    Asked.TOTAL: _total,
    Asked.VALUE: _value,
    Asked.QUANTITY: _shares,
    Asked.COST: cost,
    Asked.GAIN: gain,
    Asked.PRICE_GAIN: price_gain,
    Asked.CURRENCY_GAIN: currency_gain,
    Asked.REALISED: realised,
    Asked.INCOME: _earned("income", (What.INCOME, "income_got", 1), (What.TAX, "income_tax", -1)),
    Asked.FEES: _earned("fees", (What.FEE, "fee_paid", 1)),
    Asked.TAXES: _earned("taxes", (What.TAX, "tax_paid", 1)),
    Asked.BALANCE: _balance,
}
