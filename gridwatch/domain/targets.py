"""Targets on market caps, and the state machine that says when one is reached.

A watch is either armed or reached:

    created below the target ──▶ ARMED ──(cap touches the target)──▶ REACHED, one firing
    created at or above it   ──▶ REACHED, no firing                     │
                                   ARMED ◀──(cap falls 2 % below it)────┘

Everything that it has looked at is behind `until`, so that live ticks, a restart after a crash and
the catch-up after a week away are the same steps, and no crossing is raised twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

REARM_BELOW = 0.98
SHARE_CORRECTION = 0.03
# Quotes and bars give the same high with the rounding of different float types.
SAME_PRICE = 1e-5


@dataclass(frozen=True, slots=True)
class Target:
    """A market cap that the user waits for, in major units of `currency`."""

    id: int
    company_id: int
    amount: Decimal
    currency: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Watch:
    """Where the evaluation of one target stands.

    `until`: everything up to this instant has been looked at. `seen_day` and `seen_high`: the
    highest primary price already looked at on that exchange day, so that a day's high counts only
    once. `seen_shares`: the count used last, so that a corrected count is not taken for a move.
    """

    armed: bool
    until: datetime
    seen_day: date | None = None
    seen_high: float = 0.0
    seen_shares: float | None = None


class Sight(StrEnum):
    """How a value was observed."""

    LIVE = "live"  # a quote
    BAR = "bar"  # a finished day, found in the history


@dataclass(frozen=True, slots=True)
class Observation:
    """Market caps of one company at one time, in the target's currency.

    `cap` is at the last price, `high_cap` at the day's high; `price` and `high` are prices of the
    primary listing, as they were on that day; `shares` is the count of that day.
    """

    at: datetime
    day: date
    sight: Sight
    cap: float
    high_cap: float
    price: float
    high: float
    shares: float


@dataclass(frozen=True, slots=True)
class Crossing:
    """One time that a target was reached; `touched` when only the day's high reached it."""

    observation: Observation
    touched: bool


def begin(target: Target, first: Observation | None) -> Watch:
    """Start the watch of a target: reached without a firing where the cap is beyond it already."""
    if first is None:
        return Watch(armed=True, until=target.created_at)
    armed = first.cap < float(target.amount)
    return Watch(armed, first.at, first.day, first.high, first.shares)


def step(target: Target, watch: Watch, seen: Observation) -> tuple[Watch, Crossing | None]:
    """Look at one observation and return the new watch and the crossing, if there was one.

    An observation not after `watch.until` changes nothing. A day's high counts where it is above
    the highest price already looked at on that day. Where the target would not be reached but for
    a share count that differs by more than 3 % from the one before (a correction, a split that
    the source works in late), it counts as reached and nothing fires.
    """
    if seen.at <= watch.until:
        return watch, None
    moved = replace(
        watch,
        until=seen.at,
        seen_day=seen.day,
        seen_high=max(seen.high, seen.price, _seen_on(watch, seen.day)),
        seen_shares=seen.shares,
    )
    return _crossed(target, watch, moved, seen)


def _crossed(
    target: Target, watch: Watch, moved: Watch, seen: Observation
) -> tuple[Watch, Crossing | None]:
    wanted = float(target.amount)
    beyond = seen.cap >= wanted
    fresh_high = seen.high > _seen_on(watch, seen.day) * (1 + SAME_PRICE)
    touched = fresh_high and seen.high_cap >= wanted
    if watch.armed and (beyond or touched):
        # A touch that has already fallen back far enough is armed again for the next one.
        rearmed = replace(moved, armed=seen.cap < wanted * REARM_BELOW)
        if _by_count_alone(watch, seen, wanted):
            return rearmed, None
        return rearmed, Crossing(seen, touched=not beyond)
    return replace(moved, armed=watch.armed or seen.cap < wanted * REARM_BELOW), None


def _seen_on(watch: Watch, day: date) -> float:
    return watch.seen_high if watch.seen_day == day else 0.0


def _by_count_alone(watch: Watch, seen: Observation, wanted: float) -> bool:
    """Tell whether the target is reached only because the share count is another one now."""
    if not watch.seen_shares:
        return False
    change = seen.shares / watch.seen_shares
    highest = max(seen.cap, seen.high_cap)
    return abs(change - 1) > SHARE_CORRECTION and highest / change < wanted


def split_adjusted(watch: Watch, factor: float) -> Watch:
    """Return `watch` in the scale after a split of `factor` new shares per old one.

    Without it a split since the last look would be taken for a corrected share count, and the high
    of that day for one of the old scale.
    """
    shares = None if watch.seen_shares is None else watch.seen_shares * factor
    return replace(watch, seen_high=watch.seen_high / factor, seen_shares=shares)


def replay(
    target: Target, watch: Watch, observations: Iterable[Observation]
) -> tuple[Watch, tuple[Crossing, ...]]:
    """Take the steps for all `observations`, oldest first; return the watch and every crossing."""
    crossings = []
    for seen in observations:
        watch, crossing = step(target, watch, seen)
        if crossing is not None:
            crossings.append(crossing)
    return watch, tuple(crossings)


def distance_pct(cap: float, wanted: float) -> float:
    """Return by how many per cent the cap has to change to be `wanted`; negative when beyond."""
    return (wanted / cap - 1) * 100


def price_needed(price: float, cap: float, wanted: float) -> float:
    """Return the price of the primary listing at which the cap is `wanted`.

    Exact where one price carries the cap; with weighted classes it supposes that all move alike.
    """
    return price * wanted / cap


def progress(cap: float, wanted: float) -> float:
    """Return how much of the target the cap is, 0 to 1 and more."""
    return cap / wanted
