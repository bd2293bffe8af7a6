"""The numbers of a scope in a period: its gain with all that it is made of, and its rates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from gridwatch.domain.bars import Flags, Floats, day_number, day_of
from gridwatch.domain.ledger.returns import annualised, simple_return
from gridwatch.domain.ledger.risk import (
    deepest_fall,
    semi_deviation,
    sharpe,
    sortino,
    volatility,
    yearly,
)
from gridwatch.services.portfolio.benchmark import BenchmarkLine
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.earnings import What, earnings_of
from gridwatch.services.portfolio.irr import irr
from gridwatch.services.portfolio.pools import pooled_gains, pools_of
from gridwatch.services.portfolio.price_lines import carried_days
from gridwatch.services.portfolio.scopes import contains
from gridwatch.services.portfolio.spans import Span, known, period_of, span_of
from gridwatch.services.portfolio.stretches import stretch_gains, stretches_of
from gridwatch.services.portfolio.value_lines import gaps_of, value_line
from gridwatch.services.portfolio.views import Drawdown, Measured, Period, Scope
from gridwatch.services.portfolio.worth import worth_between


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a gain, in the currency of the view; None where one is unknown.

    They add up to it: price_gain + realised + currency_gain + income - fees - taxes.
    """

    price_gain: float | None
    realised: float | None
    currency_gain: float | None
    income: float | None
    fees: float | None
    taxes: float | None


def measure(
    book: Book,
    scope: Scope,
    currency: str,
    period: Period,
    benchmark: BenchmarkLine | None = None,
    risk_free: float = 0.0,
) -> Measured:
    """Return the numbers of a scope in a period, in `currency` (the base currency where it is "").

    What is a flow is said by `value_lines`; the parts of the gain by `parts_of`.

    `ttwror`: `domain.ledger.returns`; `ttwror_yearly` is None for less than a year. The time before
    anything was there does not count: five years of a portfolio of two are two. `irr` is yearly,
    whatever the length. `volatility` and `semi_deviation` are those of a year, of the returns of
    weekdays, and of Saturdays and Sundays on which something moved; so are `sharpe` and `sortino`,
    over the yearly `risk_free` rate (`domain.ledger.risk`). `drawdown` is that of the cumulated
    TTWROR. `excess` is the TTWROR less the return of the benchmark over the same days.
    """
    code = currency or book.base_currency
    span = span_of(value_line(book, scope, code), period)
    parts = parts_of(book, scope, code, span)
    inflow = float(span.inflow.sum())
    ttwror, same = span.ttwror, period_of(span, period)
    against = None if benchmark is None else benchmark.return_over(same)
    risk = _risk(span, risk_free)
    return Measured(
        scope=scope,
        period=period,
        currency=code,
        begin=span.begin,
        end=span.end,
        inflow=inflow,
        outflow=float(span.outflow.sum()),
        gain=span.gain,
        price_gain=parts.price_gain,
        realised=parts.realised,
        income=parts.income,
        fees=parts.fees,
        taxes=parts.taxes,
        currency_gain=parts.currency_gain,
        ttwror=ttwror,
        ttwror_yearly=annualised(ttwror, span.length),
        irr=irr((day_of(day), amount) for day, amount in span.flows()),
        simple=simple_return(span.gain, span.begin, inflow),
        volatility=risk[0],
        semi_deviation=risk[1],
        sharpe=risk[2],
        sortino=risk[3],
        drawdown=_drawdown(span),
        benchmark=against,
        excess=None if against is None or ttwror is None else ttwror - against,
        gaps=gaps_of(book, scope, code, same.first, same.last),
        carried=_carried(book, scope, same.last),
    )


def parts_of(book: Book, scope: Scope, currency: str, span: Span) -> Parts:
    """Return of what the gain of a span is made.

    `income`: dividends and interest before taxes and fees, less interest paid. `fees` and `taxes`:
    those of all transactions, whether of trades or by themselves, less what was given back.
    `realised`: of what was sold in the period, what it brought less what it was worth at the
    beginning, or had cost if it was bought later, before charges and without the gain by currency.
    `currency_gain`: that of the securities, sold or still there (see `stretch_gains`), and what
    money in other currencies has gained; the difference between the rate of a bank and that of the
    market is in it. `price_gain`: all the rest, which is what the prices of what is still there
    have changed; shares that left for another account and money of mergers are in it as well.
    """
    if not len(span.days):
        return Parts(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    first, last = int(span.days[0]), int(span.days[-1])
    inside = np.array([contains(scope, each) for each in book.places], dtype=np.bool_)
    earned = earnings_of(book, currency)
    income, fees, taxes = (earned.total(each, inside, first, last) for each in What)
    worth = worth_between(book, currency, first, last)
    lots = stretch_gains(stretches_of(book, currency), inside, first, last, worth)
    pooled = pooled_gains(pools_of(book, currency), inside, first, last, worth)
    realised = lots[0] + pooled[0]
    currency_gain = lots[1] + pooled[1] + _of_money(book, inside, currency, first, last)
    gain = span.gain
    rest = np.nan if gain is None else gain - income + fees + taxes - realised - currency_gain
    found = (rest, realised, currency_gain, income, fees, taxes)
    return Parts(*(known(each) for each in found))


def _of_money(book: Book, inside: Flags, currency: str, first: int, last: int) -> float:
    """Return what the money of cash accounts has gained by other ways than being earned or moved.

    In the currency of the view nothing is gained, but where an exchange brought more or less than
    what left the other account was worth.
    """
    change = 0.0
    cash = inside & np.array([security == 0 for _, security in book.places])
    for at in map(int, np.flatnonzero(cash)):
        number, _ = book.places[at]
        line = book.cash.get(number)
        if line is not None:
            rates = book.rates(book.accounts[number].currency, currency)
            begin, end = (
                _worth_of(line.start, line.amounts, rates, day, book.first) for day in (first, last)
            )
            change += end - begin
    moves, amounts = book.flows(), book.converted_flows(currency)
    some = (moves.day > first) & (moves.day <= last)
    came = float(amounts[some & cash[moves.target]].sum())
    went = float(amounts[some & cash[moves.source]].sum())
    earned = earnings_of(book, currency)
    income, fees, taxes = (earned.total(each, cash, first, last) for each in What)
    return change - came + went - income + fees + taxes


def _worth_of(start: int, amounts: Floats, rates: Floats, day: int, first: int) -> float:
    at = day - start
    amount = float(amounts[at]) if 0 <= at < len(amounts) else 0.0
    return amount * float(rates[day - first]) if amount else 0.0


def _risk(
    span: Span, risk_free: float
) -> tuple[float | None, float | None, float | None, float | None]:
    some = span.counted()
    return (
        yearly(volatility(some), span.length),
        yearly(semi_deviation(some), span.length),
        sharpe(some, span.length, risk_free),
        sortino(some, span.length, risk_free),
    )


def _drawdown(span: Span) -> Drawdown | None:
    if span.ttwror is None:
        return None
    fall = deepest_fall(span.days, span.grown)
    if fall is None:
        return None
    peak, low = day_of(span.days[fall.peak]), day_of(span.days[fall.low])
    recovered = None if fall.recovered is None else day_of(span.days[fall.recovered])
    return Drawdown(fall.depth, peak, low, recovered, fall.longest)


def _carried(book: Book, scope: Scope, on: date) -> tuple[tuple[int, int], ...]:
    """Return the held securities whose price is not fresh, with its age in days."""
    at, found = day_number(on), dict[int, int]()
    for place, line in book.positions.items():
        row = at - line.start
        held = 0 <= row < len(line.amounts) and line.amounts[row] != 0
        if held and contains(scope, place):
            priced = book.price_on(place[1], on)
            age = 0 if priced is None else carried_days(priced.on, on)
            if age:
                found[place[1]] = age
    return tuple(sorted(found.items()))
