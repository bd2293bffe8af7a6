"""What can be pulled on a chart, a target or a term of a rule, whichever it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from gridwatch.domain.series import RulePrice, Series, TargetPrice
from gridwatch.ui.chart.layers.levels import LineKind, line_name

Pulled = TargetPrice | RulePrice
Kind = TypeVar("Kind", TargetPrice, RulePrice)


def name_of(one: Pulled) -> str:
    """Return what tells the line of one from all others."""
    if isinstance(one, RulePrice):
        return line_name(LineKind.RULE, one.key)
    return line_name(LineKind.TARGET, one.target_id)


def found(series: Series | None, name: str) -> Pulled | None:
    """Return what has the line of this name, as it stands in the series."""
    every: list[Pulled] = [*series.targets, *series.rules] if series is not None else []
    return next((each for each in every if name_of(each) == name), None)


def carried_to(one: Pulled, amount: float) -> Pulled:
    """Return one with another amount, at the height that goes with it."""
    price = one.price * amount / one.amount
    if isinstance(one, RulePrice):
        return replace(one, amount=amount, worth=one.worth * amount / one.amount, price=price)
    return replace(one, amount=amount, price=price, reached=False)


def with_carried(several: Iterable[Kind], carried: Kind | None) -> Iterator[Kind]:
    """Yield several of a kind, the one that is carried as it is carried."""
    name = name_of(carried) if carried is not None else ""
    for each in several:
        yield carried if carried is not None and name_of(each) == name else each
