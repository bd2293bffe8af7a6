"""How claims have turned out: confirmed and broken by quarter, and what convictions were worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from math import sqrt

from gridwatch.domain.thesis.claim import Claim, Revision, Status

FEWEST = 10  # decided claims: of fewer nothing can be concluded
BINS = 5
Z_95 = 1.959963984540054  # the 97.5 % quantile of the standard normal distribution


@dataclass(frozen=True, slots=True)
class Decision:
    """A claim that is decided, since `at`; `conviction` (0 to 1) is the one held before.

    None where it was decided when it was made, and nothing was foretold.
    """

    claim: Claim
    at: datetime
    conviction: float | None

    @property
    def confirmed(self) -> bool:
        """Tell whether the user has found it right."""
        return self.claim.status is Status.CONFIRMED


@dataclass(frozen=True, slots=True)
class Quarter:
    """How many claims were decided in a quarter."""

    year: int
    number: int
    confirmed: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Bin:
    """The decided claims whose convictions lay from `low` up to `high`.

    `conviction` is their mean, `rate` the share of them that was right, between `least` and `most`
    with 95 % confidence; all None where there are none.
    """

    low: float
    high: float
    count: int = 0
    right: int = 0
    conviction: float | None = None
    rate: float | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """How all decided claims have turned out.

    `brier` is the mean squared distance of convictions from what came (0 is best), `base_rate` the
    share of claims that was right, `base_brier` the score of who had always said that share. They
    are None where nothing was foretold.
    """

    decisions: tuple[Decision, ...]
    quarters: tuple[Quarter, ...]
    bins: tuple[Bin, ...]
    foretold: int
    brier: float | None
    base_rate: float | None
    base_brier: float | None

    @property
    def is_enough(self) -> bool:
        """Tell whether enough claims are decided to conclude anything."""
        return self.foretold >= FEWEST


@dataclass(frozen=True, slots=True)
class Scored:
    """A claim with how it was decided, None while it is open.

    `gain` is the change of the price of its company since the close of the day on which it was
    made, up to that of its decision or now: split-adjusted, without dividends. `peers` is the
    median of the same of the other companies of its segment. Both None where not known.
    """

    claim: Claim
    decision: Decision | None
    gain: float | None
    peers: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """How claims have turned out; `claims`: the decided ones, latest first, then the open ones."""

    card: Scorecard
    claims: tuple[Scored, ...]


def scorecard_of(revisions: Iterable[Revision], day_of: Callable[[datetime], date]) -> Scorecard:
    """Return how the claims have turned out; `day_of` gives the user's own date of an instant.

    The score is that of Brier, "Verification of forecasts expressed in terms of probability",
    Monthly Weather Review 78 (1950), for the outcomes 0 and 1.
    """
    decisions = decisions_of(revisions)
    pairs = [(each.conviction, each.confirmed) for each in decisions if each.conviction is not None]
    rate = _mean([float(right) for _, right in pairs])
    return Scorecard(
        decisions,
        quarters_of(decisions, day_of),
        bins_of(pairs),
        len(pairs),
        _mean([(conviction - right) ** 2 for conviction, right in pairs]),
        rate,
        None if rate is None else rate * (1 - rate),
    )


def decisions_of(revisions: Iterable[Revision]) -> tuple[Decision, ...]:
    """Return the claims that stand decided, the latest decision first."""
    by_claim = dict[int, list[Revision]]()
    for each in sorted(revisions, key=lambda one: (one.at, one.id)):
        by_claim.setdefault(each.claim.id, []).append(each)
    found = (_decision(each) for each in by_claim.values())
    decided = (each for each in found if each is not None)
    return tuple(sorted(decided, key=lambda each: (each.at, each.claim.id), reverse=True))


def _decision(revisions: Sequence[Revision]) -> Decision | None:
    """Return how a claim was decided: the first revision of the status in which it ended."""
    last = revisions[-1].claim
    if last.removed or not last.is_decided:
        return None
    place = len(revisions) - 1
    while place and revisions[place - 1].claim.status is last.status:
        place -= 1
    return Decision(last, revisions[place].at, held_before(revisions[: place + 1]))


def held_before(revisions: Sequence[Revision]) -> float | None:
    """Return the conviction of a claim before its last revision here decided it, from 0 to 1.

    It is the mean over the time that the claim was open, as forecasts are scored that stand until
    they are changed (Mellers et al., "Psychological strategies for winning a geopolitical
    forecasting tournament", Psychological Science 25, 2014): what was raised to 100 on the last
    day, when the outcome was known, does not count for more than that day. Where no time passed it
    is the last one before. None where the claim was never open.
    """
    spans = [
        (before.claim.conviction / 100, (after.at - before.at).total_seconds())
        for before, after in pairwise(revisions)
        if not (before.claim.is_decided or before.claim.removed)
    ]
    if not spans:
        return None
    time = sum(seconds for _, seconds in spans)
    if time <= 0:
        return spans[-1][0]
    held = sum(conviction * seconds for conviction, seconds in spans) / time
    return round(held, 9)  # what was 80 % all the time stays 80 %, and in its bin


def quarters_of(
    decisions: Iterable[Decision], day_of: Callable[[datetime], date]
) -> tuple[Quarter, ...]:
    """Return the quarters from the first decision to the last one, those without any included."""
    counts = dict[int, list[int]]()
    for each in decisions:
        day = day_of(each.at)
        pair = counts.setdefault(day.year * 4 + (day.month - 1) // 3, [0, 0])
        pair[0 if each.confirmed else 1] += 1
    if not counts:
        return ()
    return tuple(
        Quarter(place // 4, place % 4 + 1, *counts.get(place, (0, 0)))
        for place in range(min(counts), max(counts) + 1)
    )


def bins_of(pairs: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Return five bins of (conviction, right); 20 % falls into the second, 100 % into the last."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for conviction, right in pairs:
        groups[min(int(conviction * BINS), BINS - 1)].append((conviction, right))
    return tuple(_bin(place, group) for place, group in enumerate(groups))


def _bin(place: int, group: Sequence[tuple[float, bool]]) -> Bin:
    low, high, count = place / BINS, (place + 1) / BINS, len(group)
    if not count:
        return Bin(low, high)
    right = sum(one for _, one in group)
    least, most = wilson(right, count)
    mean = _mean([conviction for conviction, _ in group])
    return Bin(low, high, count, right, mean, right / count, least, most)


def wilson(right: int, count: int, z: float = Z_95) -> tuple[float, float]:
    """Return between what a share of `right` in `count` lies, with 95 % confidence.

    The score interval of Wilson, "Probable inference, the law of succession, and statistical
    inference", JASA 22 (1927): it holds for few trials, and for none or all of them.
    """
    rate, square = right / count, z * z
    middle = (rate + square / (2 * count)) / (1 + square / count)
    reach = (
        z / (1 + square / count) * sqrt(rate * (1 - rate) / count + square / (4 * count * count))
    )
    # With none or all of them right, one edge is that share itself, whatever rounding makes of it.
    return min(rate, max(0.0, middle - reach)), max(rate, min(1.0, middle + reach))


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
