"""Asks the book for the trail of a number that was opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.contributions import contributions
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.income import paid_income
from gridwatch.services.portfolio.lot_trails import lot_trail
from gridwatch.services.portfolio.measuring import measure
from gridwatch.services.portfolio.period_trails import (
    contribution_steps,
    drawdown_steps,
    excess_steps,
    flow_steps,
    gain_steps,
    irr_steps,
    parts_steps,
    payment_steps,
    risk_steps,
    simple_steps,
    ttwror_steps,
    yearly_steps,
)
from gridwatch.services.portfolio.scopes import part_key, security_key
from gridwatch.services.portfolio.traces import traces
from gridwatch.services.portfolio.trade_trails import trade_irr, trade_simple, trade_trail
from gridwatch.services.portfolio.trail_ground import Asked, Ground, Question
from gridwatch.services.portfolio.trails import trail
from gridwatch.services.portfolio.value_lines import lines_by, value_line
from gridwatch.services.portfolio.views import (
    Dimension,
    Measured,
    Period,
    Scope,
    Step,
    ValueLine,
)
from gridwatch.ui.portfolio.trail.opening import Number, Opening

_HELD: Mapping[Number, Asked] = {
    Number.VALUE: Asked.VALUE,
    Number.QUANTITY: Asked.QUANTITY,
    Number.COST: Asked.COST,
    Number.GAIN: Asked.GAIN,
    Number.PRICE_GAIN: Asked.PRICE_GAIN,
    Number.CURRENCY_GAIN: Asked.CURRENCY_GAIN,
    Number.REALISED: Asked.REALISED,
    Number.INCOME: Asked.INCOME,
    Number.FEES: Asked.FEES,
    Number.TAXES: Asked.TAXES,
}
_PARTS = frozenset(
    {
        Number.PRICE_GAIN,
        Number.REALISED,
        Number.CURRENCY_GAIN,
        Number.INCOME,
        Number.FEES,
        Number.TAXES,
    }
)


def trail_of(book: Book, opening: Opening, scope: Scope, currency: str) -> Step | None:
    """Return the steps of a number of a scope, None where nothing is known of it."""
    if opening.number is Number.SLICE:
        return _slice(book, opening, scope, currency)
    if opening.trade is not None:
        return _of_trade(Ground(book, _narrowed(opening, scope), currency, book.today), opening)
    if opening.period is not None:
        return _of_period(book, opening, scope, currency, opening.period)
    if opening.number is Number.DAY_CHANGE:
        return _day_change(book, opening, scope, currency)
    if opening.number is Number.IRR:
        return _irr(book, opening, scope, currency)
    return _held(book, opening, _narrowed(opening, scope), currency, book.today)


# What is held


def _narrowed(opening: Opening, scope: Scope) -> Scope:
    """Return the part of a scope that is the account of a row."""
    if opening.account_id is None:
        return scope
    return Scope(frozenset({opening.account_id}), scope.securities)


def _held(book: Book, opening: Opening, scope: Scope, currency: str, on: date) -> Step | None:
    number = opening.number
    if opening.security_id is None:
        return _whole(book, opening, scope, currency, on)
    if opening.lot is not None:
        return _lot(book, opening, scope, currency, on)
    security = opening.security_id
    if number is Number.PRICE:
        return _found(_value(book, scope, currency, on, security), "price")
    if number is Number.SHARE:
        return _share(book, scope, currency, _value(book, scope, currency, on, security))
    asked = _HELD.get(number)
    return None if asked is None else trail(book, Question(asked, on, currency, scope, security))


def _lot(book: Book, opening: Opening, scope: Scope, currency: str, on: date) -> Step | None:
    """Return the way to a number of a lot; what has happened to it for its shares and its price."""
    lot, security, number = opening.lot or 0, opening.security_id or 0, opening.number
    if number in {Number.QUANTITY, Number.PRICE}:
        return _history(book, security, lot, opening.account_id, on)
    asked = Asked.PRICE_GAIN if number is Number.VALUE else _HELD.get(number)
    if asked is None:
        return None
    step = trail(book, Question(asked, on, currency, scope, security))
    mine = [each for each in _all(step) if each.transaction_id == lot and each.steps]
    if number is Number.VALUE:
        mine = [part for each in mine for part in each.steps if part.code == "lot_value"]
    return mine[0] if len(mine) == 1 else summed(step.code, mine, currency)


def _history(
    book: Book, security: int, opened_by: int, account: int | None, on: date
) -> Step | None:
    """Return everything that has happened to a lot."""
    for traced in traces(book, on):
        for lot in traced.lots:
            if (lot.opened_by, lot.security_id, lot.account_id) == (opened_by, security, account):
                return lot_trail(lot, traced, book.splits, on)
    return None


def _value(book: Book, scope: Scope, currency: str, on: date, security: int) -> Step:
    return trail(book, Question(Asked.VALUE, on, currency, scope, security))


def _found(step: Step, code: str) -> Step | None:
    return next((each for each in step.steps if each.code == code), None)


def _all(step: Step) -> Iterable[Step]:
    for each in step.steps:
        yield each
        yield from _all(each)


def _whole(book: Book, opening: Opening, scope: Scope, currency: str, on: date) -> Step | None:
    """Return the sum of all securities of a scope, or the worth of all."""
    if opening.number is Number.VALUE and opening.account_id in book.cash:
        return _cash(book, opening, currency, on)
    if opening.number in {Number.VALUE, Number.SHARE}:
        return trail(book, Question(Asked.TOTAL, on, currency, scope))
    if opening.number is Number.PRICE and opening.account_id is not None:
        return trail(book, Question(Asked.BALANCE, on, currency, cash_id=opening.account_id))
    asked = _HELD.get(opening.number)
    if asked is None:
        return None
    parts = [
        trail(book, Question(asked, on, currency, scope, each.security.id))
        for each in holdings_of(book, scope, currency, on).holdings
    ]
    some = [each for each in parts if each.amount != 0]
    return summed(f"total_{asked}", some, currency)


def _cash(book: Book, opening: Opening, currency: str, on: date) -> Step | None:
    whole = trail(
        book, Question(Asked.TOTAL, on, currency, Scope(frozenset({opening.account_id or 0})))
    )
    return next(iter(whole.steps), whole)


def _share(book: Book, scope: Scope, currency: str, part: Step) -> Step:
    whole = trail(book, Question(Asked.TOTAL, book.today, currency, scope))
    known = part.amount is not None and bool(whole.amount)
    amount = float(part.amount or 0) / float(whole.amount or 1) if known else None
    return Step("share", amount, "%", {}, (part, whole))


def _day_change(book: Book, opening: Opening, scope: Scope, currency: str) -> Step | None:
    """Return the values of both days and what flowed in between."""
    narrowed = _narrowed(opening, scope)
    if opening.security_id is not None:
        narrowed = Scope(narrowed.accounts, frozenset({opening.security_id}))
    elif opening.account_id is None:
        narrowed = Scope(scope.accounts, frozenset(book.securities))
    period = Period(book.today - timedelta(days=1), book.today)
    return gain_steps(measure(book, narrowed, currency, period))


def _irr(book: Book, opening: Opening, scope: Scope, currency: str) -> Step | None:
    if opening.security_id is None:
        return None
    narrowed = Scope(_narrowed(opening, scope).accounts, frozenset({opening.security_id}))
    period = Period(date.fromordinal(1), book.today)
    one = measure(book, narrowed, currency, period)
    return irr_steps(value_line(book, narrowed, currency), one)


def _of_trade(ground: Ground, opening: Opening) -> Step | None:
    security, closed_by = opening.security_id or 0, opening.trade or None
    match opening.number:
        case Number.IRR:
            return trade_irr(ground, security, closed_by)
        case Number.SIMPLE:
            return trade_simple(ground, security, closed_by)
    asked = _HELD.get(opening.number)
    return None if asked is None else trade_trail(ground, security, closed_by, asked)


def _slice(book: Book, opening: Opening, scope: Scope, currency: str) -> Step | None:
    """Return what is in a part of an allocation, and what share of the whole that is."""
    if opening.dimension is None:
        return None
    part = _part_on(book, opening, scope, currency, book.today)
    whole = trail(book, Question(Asked.TOTAL, book.today, currency, scope))
    known = part.amount is not None and bool(whole.amount)
    amount = float(part.amount or 0) / float(whole.amount or 1) if known else None
    short = Step(whole.code, whole.amount, whole.unit, whole.values)  # its steps stand there
    return Step("share", amount, "%", {}, (part, short))


def summed(code: str, steps: Iterable[Step], unit: str) -> Step:
    """Return a sum of steps, None where one is unknown."""
    some = tuple(steps)
    known = [float(each.amount) for each in some if each.amount is not None]
    amount = sum(known) if len(known) == len(some) else None
    return Step(code, amount, unit, {}, some)


# What is of a period


def _of_period(
    book: Book, opening: Opening, scope: Scope, currency: str, period: Period
) -> Step | None:
    if opening.number is Number.CONTRIBUTION or opening.dimension is not None:
        return _of_part(book, opening, scope, currency, period)
    if opening.number is Number.VALUE:
        on = min(period.last, book.today)
        return trail(book, Question(Asked.TOTAL, on, currency, scope))
    one = measure(book, scope, currency, period)
    return _measured(book, opening, one, value_line(book, scope, currency))


def _measured(book: Book, opening: Opening, one: Measured, line: ValueLine) -> Step | None:
    number = opening.number
    if number in _PARTS:
        return parts_steps(one)
    ways: Mapping[Number, Callable[[], Step]] = {
        Number.BEGIN: lambda: _total_on(book, one, one.period.first),
        Number.END: lambda: _total_on(book, one, one.period.last),
        Number.INFLOW: lambda: flow_steps(line, one.period, one.currency, into=True),
        Number.OUTFLOW: lambda: flow_steps(line, one.period, one.currency, into=False),
        Number.PERIOD_GAIN: lambda: gain_steps(one),
        Number.TTWROR: lambda: ttwror_steps(line, one.period, one.currency),
        Number.TTWROR_YEARLY: lambda: yearly_steps(
            one,
            ttwror_steps(line, one.period, one.currency),
            (one.period.last - one.period.first).days,
        ),
        Number.IRR: lambda: irr_steps(line, one),
        Number.SIMPLE: lambda: simple_steps(one),
        Number.VOLATILITY: lambda: risk_steps(line, one, "volatility"),
        Number.SEMI_DEVIATION: lambda: risk_steps(line, one, "semi_deviation"),
        Number.SHARPE: lambda: risk_steps(line, one, "sharpe"),
        Number.SORTINO: lambda: risk_steps(line, one, "sortino"),
        Number.DRAWDOWN: lambda: drawdown_steps(line, one),
        Number.EXCESS: lambda: excess_steps(
            one, ttwror_steps(line, one.period, one.currency), opening.key
        ),
    }
    return ways[number]() if number in ways else None


def _total_on(book: Book, one: Measured, on: date) -> Step:
    question = Question(Asked.TOTAL, min(on, book.today), one.currency, one.scope)
    return trail(book, question)


def _of_part(
    book: Book, opening: Opening, scope: Scope, currency: str, period: Period
) -> Step | None:
    """Return the way to a number of one part: a security, a segment, an account."""
    dimension = opening.dimension
    if dimension is None:
        return None
    if opening.number is Number.INCOME:
        return _income(book, opening, scope, currency, period)
    parts = contributions(book, scope, currency, period, dimension)
    mine = next((each for each in parts if each.key == opening.key), None)
    line = lines_by(book, scope, currency, dimension).get(opening.key)
    if mine is None or line is None:
        return None
    ways: Mapping[Number, Callable[[], Step]] = {
        Number.BEGIN: lambda: _part_on(book, opening, scope, currency, period.first),
        Number.END: lambda: _part_on(book, opening, scope, currency, period.last),
        Number.TTWROR: lambda: ttwror_steps(line, period, currency),
        Number.IRR: lambda: payment_steps(line, period, mine.irr, currency),
        Number.INFLOW: lambda: _both_flows(line, period, currency),
        Number.PERIOD_GAIN: lambda: contribution_steps(mine, period, currency).steps[0],
        Number.CONTRIBUTION: lambda: contribution_steps(mine, period, currency),
    }
    return ways[opening.number]() if opening.number in ways else None


def _both_flows(line: ValueLine, period: Period, currency: str) -> Step:
    into = flow_steps(line, period, currency, into=True)
    out = flow_steps(line, period, currency, into=False)
    less = Step(out.code, -float(out.amount or 0.0), currency, out.values, out.steps)
    return summed("flows", (into, less), currency)


def _part_on(book: Book, opening: Opening, scope: Scope, currency: str, on: date) -> Step:
    """Return what a part was worth at the end of a day, security by security and with its money."""
    dimension, day = opening.dimension, min(on, book.today)
    if dimension is Dimension.ACCOUNT:
        account = Scope(frozenset({int(opening.key or 0)}))
        return trail(book, Question(Asked.TOTAL, day, currency, account))
    whole = trail(book, Question(Asked.TOTAL, day, currency, scope))
    steps = [each for each in whole.steps if _belongs(book, each, opening)]
    return summed("slice", steps, currency)


def _belongs(book: Book, step: Step, opening: Opening) -> bool:
    security, cash = step.values.get("security_id"), step.values.get("cash_id")
    dimension = opening.dimension or Dimension.SECURITY
    if isinstance(security, int):
        return security_key(book, dimension, security) == opening.key
    return isinstance(cash, int) and part_key(book, dimension, (cash, 0)) == opening.key


def _income(book: Book, opening: Opening, scope: Scope, currency: str, period: Period) -> Step:
    """Return the payments of a security (0: interest, none: all) in a period."""
    wanted = {"": None, "0": 0}.get(opening.key, opening.security_id)
    paid = paid_income(book, scope, currency, period)
    steps = [
        Step(
            "payment",
            each.net,
            currency,
            {"security_id": each.security_id, "on": each.on},
            (
                Step("payment_gross", each.gross, currency),
                Step("payment_tax", None if each.tax is None else -each.tax, currency),
            ),
            each.transaction_id,
        )
        for each in paid
        if wanted is None or (each.security_id or 0) == wanted
    ]
    return summed("payments", steps, currency)
