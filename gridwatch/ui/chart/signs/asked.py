"""A place on a chart of which a menu is wanted, and the levels that could be set there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint

from gridwatch.domain.alert.condition import Relation, Term
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.charting import Quantity
from gridwatch.domain.series import RulePrice, Series
from gridwatch.services.rule_prices import level_of

_FIGURES = 3  # of an amount that is set with the pointer


@dataclass(frozen=True, slots=True)
class Asked:
    """The place of which a menu is wanted, `at` a pixel of the screen.

    `amount` is the market cap at `value`, rounded, in major units of `currency`; None where it is
    not known. `target_id` is the target whose line is there, `rule` the alert rule. `terms` are
    what an alert could wait for there, in the unit of the chart first.
    """

    value: float
    amount: float | None
    currency: str
    target_id: int | None
    at: QPoint
    rule: RulePrice | None = None
    terms: tuple[Term, ...] = ()


def asked_at(
    series: Series | None,
    value: float,
    at: QPoint,
    target_id: int | None = None,
    rule: RulePrice | None = None,
) -> Asked:
    """Return what is known of a value of a chart, for a menu at a pixel of the screen."""
    if series is None or not value > 0:
        return Asked(value, None, "", target_id, at, rule)
    cap, currency = _cap_at(series, value)
    terms = tuple(_terms(series, value, cap, currency))
    amount = rounded(cap) if math.isfinite(cap) else None
    return Asked(value, amount, currency if amount else "", target_id, at, rule, terms)


def rounded(amount: float) -> float:
    """Return an amount rounded to three figures: nobody points more exactly."""
    if not math.isfinite(amount) or amount == 0:
        return amount
    return round(amount, _FIGURES - 1 - math.floor(math.log10(abs(amount))))


def _cap_at(series: Series, value: float) -> tuple[float, str]:
    """Return the market cap at a value: as a target stands to its price, else as the last."""
    if series.targets:
        target = series.targets[0]
        return target.amount * value / target.price, target.amount_currency
    if series.quantity is Quantity.CAP:
        return value, series.currency
    if series.caps is None:
        return math.nan, ""
    return float(series.caps[-1]) * value / _close(series), series.cap_currency


def _price_at(series: Series, value: float) -> float:
    """Return the price at a value, in the currency of the series."""
    if series.quantity is Quantity.PRICE:
        return value
    last = series.last
    return math.nan if last is None else last.own.close * last.rate * value / _close(series)


def _terms(series: Series, value: float, cap: float, currency: str) -> Iterator[Term]:
    """Yield what comes true when the value is reached from where it is now."""
    price = _price_at(series, value)
    found = [(Measure.PRICE, price, series.currency), (Measure.CAP, cap, currency)]
    for measure, exact, unit in found if series.quantity is Quantity.PRICE else reversed(found):
        # The rounded level decides: what is said must not have come true already.
        level, now = rounded(exact), exact * _close(series) / value
        if math.isfinite(level) and level > 0 and not math.isclose(level, now):
            relation = Relation.AT_LEAST if level > now else Relation.AT_MOST
            yield Term(measure, relation, level_of(level), unit)


def _close(series: Series) -> float:
    return float(series.candles.close[-1])
