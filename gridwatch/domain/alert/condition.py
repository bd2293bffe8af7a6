"""The condition of an alert rule: terms, joined by "and" and "or"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import inf, nextafter

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.thesis.figures import Frequency

MOST_TERMS = 16
YEAR_WEEKS = 52


class Relation(StrEnum):
    """On which side of its level a term holds; reaching the level is enough."""

    AT_LEAST = ">="
    AT_MOST = "<="


class Joint(StrEnum):
    """How the parts of a group are joined."""

    ALL = "and"
    ANY = "or"


class Averaging(StrEnum):
    """Which moving averages a term compares."""

    SIMPLE = "sma"
    EXPONENTIAL = "ema"


@dataclass(frozen=True, slots=True)
class Term:
    """One comparison, `measure` against `level`, e.g. cap >= 100 bn CNY.

    `currency`: of the level of a cap or price, "" for the listing's own; of that of a series also
    "%", "" for the series' own unit. `length`: weeks of a drawdown (0: all that is known), sessions
    of a volume's average, an RSI or the shorter moving average (1: the price itself), the last
    figures of a series that all have to hold; `longer`: sessions of the longer average. `since`:
    the date that a gain or a drawdown begins with. `pair`: the six letters of an exchange rate,
    units of the last three for one of the first three. `series`: the key of a series; `period`: how
    often it has a figure, IRREGULAR where the condition does not say it. `strict`: the level itself
    is not enough, which only is told apart for a series: its figures often are round numbers.
    """

    measure: Measure
    relation: Relation
    level: Decimal
    currency: str = ""
    length: int = 0
    longer: int = 0
    since: date | None = None
    pair: str = ""
    averaging: Averaging = Averaging.SIMPLE
    series: str = ""
    period: Frequency = Frequency.IRREGULAR
    strict: bool = False

    @property
    def compared(self) -> str:
        """Return how value and level are compared, as it is typed."""
        return self.relation.removesuffix("=") if self.strict else str(self.relation)

    @property
    def threshold(self) -> float:
        """Return the value from which on the term holds, on the side of its sign."""
        level = float(self.level)
        return nextafter(level, self.sign * inf) if self.strict else level

    def is_met_by(self, value: float) -> bool:
        """Tell whether the term holds at a value; never where that is not known (NaN)."""
        return (value - self.threshold) * self.sign >= 0

    @property
    def sign(self) -> int:
        """Return 1 where the term holds above its level, -1 where it holds below."""
        return 1 if self.relation is Relation.AT_LEAST else -1

    @property
    def quantity(self) -> tuple[object, ...]:
        """Return what is measured, whatever the level: terms that share it share its values."""
        # Of several figures the last to come true counts: another one for each relation.
        side = self.relation if self.series else None
        return (
            self.measure, self.currency, self.length, self.longer, self.since, self.pair,
            self.averaging, self.series, self.period, side,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of which all, or any one, must hold; never of the same joint as its own group."""

    joint: Joint
    parts: tuple[Condition, ...]


Condition = Term | Group


def terms_of(condition: Condition) -> tuple[Term, ...]:
    """Return the terms of a condition from left to right; a term's place is its number."""
    return tuple(_walk(condition))


def _walk(condition: Condition) -> Iterator[Term]:
    if isinstance(condition, Term):
        yield condition
    else:
        for each in condition.parts:
            yield from _walk(each)


def with_terms(condition: Condition, terms: tuple[Term, ...]) -> Condition:
    """Return a condition with others in the places of its terms, from left to right."""
    return _put(condition, iter(terms).__next__)


def _put(condition: Condition, next_term: Callable[[], Term]) -> Condition:
    if isinstance(condition, Term):
        return next_term()
    return Group(condition.joint, tuple(_put(each, next_term) for each in condition.parts))


def joined(joint: Joint, parts: tuple[Condition, ...]) -> Condition:
    """Join conditions; a group within a group of the same joint is taken apart."""
    flat = list[Condition]()
    for each in parts:
        flat += each.parts if isinstance(each, Group) and each.joint is joint else (each,)
    return flat[0] if len(flat) == 1 else Group(joint, tuple(flat))


def holds(condition: Condition, held: tuple[bool, ...]) -> bool:
    """Tell whether a condition holds where `held` tells it of each of its terms, by number."""
    return _told(condition, iter(held).__next__)


def _told(condition: Condition, next_held: Callable[[], bool]) -> bool:
    if isinstance(condition, Term):
        return next_held()
    # Every part is asked, so that each takes its own terms.
    told = [_told(each, next_held) for each in condition.parts]
    return all(told) if condition.joint is Joint.ALL else any(told)
