"""Whether the window stays smooth while the collector works: the gaps of a 10 ms timer in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from children import asked, script
from figures import Plan, Samples
from loopback import Loopback, make_profile

YEARS = 10
LONG = 33.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What the timer of one run found, all but the seconds in milliseconds; see `ticks.found`."""

    gaps: Sequence[float]
    own: float
    busiest: float
    seconds: float


def window_gap(plan: Plan, *, listings: int) -> Samples:
    """Find the longest gap of each load of listings through the collector process, in milliseconds.

    The yardstick is the same timer in a process with nothing but an event loop, for as long, while
    the same collector works and nobody reads: what the machine itself does to a timer.
    """
    ours: list[Heard] = []
    idle: list[Heard] = []
    with Loopback.started(listings, YEARS) as server:
        server.step_back()
        for number in range(plan.runs):
            window = make_profile(plan.folder / f"window-{number}", server.listings)
            words = [str(window.root), str(listings)]
            ours.append(heard(asked(script("window_ticks.py", *words), server.environment)))
            alone = make_profile(plan.folder / f"alone-{number}", server.listings)
            words = [str(alone.root), str(ours[-1].seconds)]
            idle.append(heard(asked(script("bare_ticks.py", *words), server.environment)))
    return Samples(
        [max(each.gaps) for each in ours],
        [max(each.gaps) for each in idle],
        {**told(ours, ""), **told(idle, " yardstick")},
    )


def heard(answer: Mapping[str, Any]) -> Heard:
    """Read what a program printed of its timer."""
    return Heard(answer["gaps"], answer["own"], answer["busiest"], answer["seconds"])


def told(runs: Sequence[Heard], whose: str) -> dict[str, float]:
    """Say what else is known of all runs: whether the window or the machine was late."""
    gaps = sorted(gap for each in runs for gap in each.gaps)
    return {
        f"p99.9 of all gaps{whose}": gaps[int((len(gaps) - 1) * 0.999)],
        f"gaps over 33 ms{whose}": sum(gap > LONG for gap in gaps),
        f"gaps{whose}": len(gaps),
        f"longest but for busy processors{whose}": max(each.own for each in runs),
        f"most own CPU between ticks{whose}": max(each.busiest for each in runs),
    }
