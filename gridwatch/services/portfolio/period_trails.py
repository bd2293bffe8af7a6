"""Where the numbers of a period come from: begin, flows, gains and months, as a tree of steps.

As in `trails`, each step has a `code` for its words and `values` by name. What is a sum adds up to
its amount, what is a chain multiplies (1 + each, less 1).

| code | amount | values | steps |
| --- | --- | --- | --- |
| gain_parts | sum | first, last | part_price, part_realised, part_currency, part_income … |
| period_gain | sum | first, last | period_end, less_begin, less_inflow, more_outflow |
| period_begin, period_end | value | on | |
| period_inflow, period_outflow | sum | first, last | flow_in or flow_out of each day |
| flow_in, flow_out | money | on | |
| ttwror | chain, % | first, last | year_return |
| year_return | chain, % | year | month_return |
| month_return | % | year, month | period_begin, flow_in, flow_out, period_end |
| ttwror_yearly | % | days | ttwror |
| irr | % | | irr_begin, flow_in, flow_out, irr_end |
| simple | % | | period_gain, period_begin, period_inflow |
| volatility | % | first, last | day_volatility, trading_days |
| semi_deviation | % | first, last | day_semi_deviation, trading_days |
| sharpe | number | | mean_year, deviation_year, trading_days |
| sortino | number | | mean_year, shortfall_year, trading_days |
| drawdown | % | peak, low, recovered | fall_peak, fall_low |
| excess | % | | ttwror, benchmark |
| benchmark | % | name | |
| contribution | % | first, last | period_gain |
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from gridwatch.domain.bars import Floats, day_of
from gridwatch.domain.ledger.returns import YEAR
from gridwatch.domain.ledger.risk import reward
from gridwatch.services.portfolio.spans import Span, known, span_of
from gridwatch.services.portfolio.views import (
    Contribution,
    Measured,
    Period,
    Step,
    ValueLine,
)

PERCENT = "%"
_SEEN = 0.005  # of a flow: less is what rounding leaves


def gain_steps(one: Measured) -> Step:
    """Return the gain of a period: what was there at its end beyond the beginning and the flows."""
    return Step(
        "period_gain",
        one.gain,
        one.currency,
        _days(one.period),
        (
            Step("period_end", one.end, one.currency, {"on": one.period.last}),
            Step("less_begin", _less(one.begin), one.currency, {"on": one.period.first}),
            Step("less_inflow", known(-one.inflow), one.currency, _days(one.period)),
            Step("more_outflow", known(one.outflow), one.currency, _days(one.period)),
        ),
    )


def parts_steps(one: Measured) -> Step:
    """Return of what the gain of a period is made."""
    parts = (
        ("part_price", one.price_gain),
        ("part_realised", one.realised),
        ("part_currency", one.currency_gain),
        ("part_income", one.income),
        ("part_fees", _less(one.fees)),
        ("part_taxes", _less(one.taxes)),
    )
    steps = tuple(Step(code, amount, one.currency) for code, amount in parts)
    return Step("gain_parts", one.gain, one.currency, _days(one.period), steps)


def flow_steps(line: ValueLine, period: Period, currency: str, *, into: bool) -> Step:
    """Return what flowed in or out, day by day."""
    span = span_of(line, period)
    amounts = span.inflow if into else span.outflow
    steps = tuple(_flows(span, amounts, currency, "flow_in" if into else "flow_out"))
    code = "period_inflow" if into else "period_outflow"
    return Step(code, known(amounts.sum()), currency, _days(period), steps)


def ttwror_steps(line: ValueLine, period: Period, currency: str) -> Step:
    """Return the chain of months, by years, of which a time-weighted return is made."""
    span = span_of(line, period)
    months = list(_months(span, currency))
    years = dict[object, list[Step]]()
    for each in months:
        years.setdefault(each.values["year"], []).append(each)
    steps = tuple(
        Step("year_return", chained(some), PERCENT, {"year": year}, tuple(some))
        for year, some in years.items()
    )
    shown = steps if len(steps) > 1 else tuple(months)
    return Step("ttwror", span.ttwror, PERCENT, _days(period), shown)


def chained(steps: Iterable[Step]) -> float | None:
    """Return the product of 1 + each amount, less 1; None where one is unknown."""
    product = 1.0
    for each in steps:
        if each.amount is None:
            return None
        product *= 1.0 + float(each.amount)
    return product - 1.0


def yearly_steps(one: Measured, inner: Step, days: int) -> Step:
    """Return how a return was brought to a year: (1 + r) ^ (365 / days) - 1."""
    return Step("ttwror_yearly", one.ttwror_yearly, PERCENT, {"days": days}, (inner,))


def irr_steps(line: ValueLine, one: Measured) -> Step:
    """Return the payments whose yearly rate the IRR of a period is."""
    return payment_steps(line, one.period, one.irr, one.currency)


def payment_steps(line: ValueLine, period: Period, rate: float | None, currency: str) -> Step:
    """Return the payments whose yearly rate an IRR is: paid in below 0, got above."""
    span = span_of(line, period)
    if not len(span.days):
        return Step("irr", rate, PERCENT)
    first, last = day_of(span.days[0]), day_of(span.days[-1])
    flows = [
        *_flows(span, -span.inflow, currency, "flow_in"),
        *_flows(span, span.outflow, currency, "flow_out"),
    ]
    flows.sort(key=lambda each: str(each.values["on"]))
    begin = Step("irr_begin", _less(span.begin), currency, {"on": first})
    end = Step("irr_end", span.end, currency, {"on": last})
    return Step("irr", rate, PERCENT, {}, (begin, *flows, end))


def simple_steps(one: Measured) -> Step:
    """Return the gain by all that was put in."""
    return Step(
        "simple",
        one.simple,
        PERCENT,
        _days(one.period),
        (
            gain_steps(one),
            Step("period_begin", one.begin, one.currency, {"on": one.period.first}),
            Step("period_inflow", known(one.inflow), one.currency, _days(one.period)),
        ),
    )


def risk_steps(line: ValueLine, one: Measured, code: str) -> Step:
    """Return a volatility or semi-deviation by its days, or a ratio by what it divides."""
    span = span_of(line, one.period)
    some = span.counted()
    counted = Step("trading_days", float(len(some)), "days")
    root = (len(some) * YEAR / span.length) ** 0.5 if len(some) and span.length else 0.0
    for kind, amount, of_day in (
        ("volatility", one.volatility, "day_volatility"),
        ("semi_deviation", one.semi_deviation, "day_semi_deviation"),
    ):
        if code == kind:
            daily = Step(of_day, amount / root if amount is not None and root else None, PERCENT)
            return Step(code, amount, PERCENT, _days(one.period), (daily, counted))
    found = reward(some, span.length)
    mean = Step("mean_year", found.mean if found else None, PERCENT)
    if code == "sharpe":
        by = Step("deviation_year", found.deviation if found else None, PERCENT)
        return Step(code, one.sharpe, "", {}, (mean, by, counted))
    by = Step("shortfall_year", found.shortfall if found else None, PERCENT)
    return Step(code, one.sortino, "", {}, (mean, by, counted))


def drawdown_steps(line: ValueLine, one: Measured) -> Step:
    """Return the deepest fall with the cumulated returns at both of its ends."""
    fall, span = one.drawdown, span_of(line, one.period)
    if fall is None:
        return Step("drawdown", None, PERCENT)
    values = {
        "peak": fall.peak,
        "low": fall.low,
        "recovered": fall.recovered,
        "days": fall.longest_days,
    }
    steps = (
        Step("fall_peak", _grown_on(span, fall.peak), PERCENT, {"on": fall.peak}),
        Step("fall_low", _grown_on(span, fall.low), PERCENT, {"on": fall.low}),
    )
    return Step("drawdown", -fall.depth, PERCENT, values, steps)


def excess_steps(one: Measured, inner: Step, name: str) -> Step:
    """Return what a portfolio returned beyond its benchmark."""
    benchmark = Step("benchmark", one.benchmark, PERCENT, {"name": name})
    return Step("excess", one.excess, PERCENT, _days(one.period), (inner, benchmark))


def contribution_steps(part: Contribution, period: Period, currency: str) -> Step:
    """Return what a part added: its gain, and what that is made of."""
    gain = Step(
        "period_gain",
        part.gain,
        currency,
        _days(period),
        (
            Step("period_end", part.end, currency, {"on": period.last}),
            Step("less_begin", _less(part.begin), currency, {"on": period.first}),
            Step("less_inflow", known(-part.inflow), currency, _days(period)),
            Step("more_outflow", known(part.outflow), currency, _days(period)),
        ),
    )
    return Step("contribution", part.contribution, PERCENT, _days(period), (gain,))


def _months(span: Span, currency: str) -> Iterable[Step]:
    """Yield the return of each month with what it began and ended with, and the flows."""
    if len(span.days) < 2:
        return
    days = span.days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    starts = [1, *(np.flatnonzero(np.diff(days[1:])) + 2).tolist()]
    for begin, end in zip(starts, [*starts[1:], len(days)], strict=True):
        yield _month(span, begin, end, currency)


def _month(span: Span, begin: int, end: int, currency: str) -> Step:
    day = day_of(span.days[begin])
    part = span.returns[begin:end]
    some = part[np.isfinite(span.value[begin:end])]
    rate = known(float(np.prod(1.0 + some)) - 1.0) if len(some) else None
    before, last = day_of(span.days[begin - 1]), day_of(span.days[end - 1])
    steps = (
        Step("period_begin", known(span.value[begin - 1]), currency, {"on": before}),
        *_flows(span, span.inflow, currency, "flow_in", begin, end),
        *_flows(span, span.outflow, currency, "flow_out", begin, end),
        Step("period_end", known(span.value[end - 1]), currency, {"on": last}),
    )
    values = {"year": day.year, "month": day.month}
    return Step("month_return", rate, PERCENT, values, steps)


def _flows(
    span: Span, amounts: Floats, currency: str, code: str, begin: int = 0, end: int | None = None
) -> Sequence[Step]:
    # What is unknown is not nothing.
    rows = np.flatnonzero(~(np.abs(amounts[begin:end]) <= _SEEN)) + begin
    return [
        Step(code, known(amounts[row]), currency, {"on": day_of(span.days[row])}) for row in rows
    ]


def _grown_on(span: Span, day: date) -> float | None:
    rows = np.flatnonzero(span.days == (day - date(1970, 1, 1)).days)
    return known(float(span.grown[rows[0]])) if len(rows) else None


def _days(period: Period) -> dict[str, object]:
    return {"first": period.first, "last": period.last}


def _less(amount: float | None) -> float | None:
    return None if amount is None else -amount
