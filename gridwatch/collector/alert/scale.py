"""The levels of a rule in the scale of stored prices, which each split since it was made moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gridwatch.collector.alert.pairs import Pair
from gridwatch.domain.alert.machine import Trigger
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.splits import Split, factor_between


def scaled(pair: Pair, made_on: date, splits: Sequence[Split]) -> Trigger:
    """Return the levels of a rule that was made at a price of `made_on`, in the scale of now."""
    trigger, factor = pair.trigger, factor_between(splits, made_on, date.max)
    terms = pair.rule.terms
    if factor == 1 or all(each.measure is not Measure.PRICE for each in terms):
        return trigger
    scales = [factor if each.measure is Measure.PRICE else 1.0 for each in terms]
    return Trigger(
        trigger.signs,
        tuple(level / scale for level, scale in zip(trigger.levels, scales, strict=True)),
        tuple(slack / scale for slack, scale in zip(trigger.slacks, scales, strict=True)),
    )
