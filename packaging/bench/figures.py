"""What a figure is: values beside a yardstick's, their ratio, a goal, and whether it holds.

Two processes on one machine are never quiet for long, so ours and the yardstick run in turns, and
the ratio is the median of the ratios of neighbouring runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Literal


class BenchProblem(Exception):
    """A bench that can't be measured here; its sentence says why."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a peer needed in the first runs of ours; `problem` says why there is nothing.

    `least` is how many times faster ours has to be, None where there is no goal.
    """

    name: str
    values: Sequence[float] = ()
    p95: float | None = None
    least: float | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Samples:
    """Values of ours and of the yardstick, run by run in the same order; `details` explain them."""

    ours: Sequence[float]
    yardstick: Sequence[float] = ()
    details: Mapping[str, float] = field(default_factory=dict)
    peers: Sequence[Beside] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """The most that the ratio, or the value itself, may be."""

    most: float
    of: Literal["ratio", "value"] = "ratio"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program that can do the same job; `problem` says why it is not to be had here.

    A job is an object of plain values, `frames` returns the milliseconds of each of its frames.
    """

    name: str
    frames: Callable[[Mapping[str, Any]], Sequence[float]]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a bench is run: how many times, the empty folder that it may fill, and beside whom."""

    runs: int
    folder: Path
    peers: Sequence[Peer] = ()


@dataclass(frozen=True, slots=True)
class Bench:
    """One row of the table: what is measured, against what, how often, and the goal."""

    name: str
    sentence: str
    against: str
    unit: str
    goal: Goal | None
    runs: int
    measure: Callable[[Plan], Samples]


@dataclass(frozen=True, slots=True)
class Noise:
    """The least, the middle and the greatest of some measured values."""

    min: float
    median: float
    max: float


@dataclass(frozen=True, slots=True)
class PeerRow:
    """A peer beside ours: how many times faster ours is, and whether that is enough."""

    name: str
    value: float | None
    p95: float | None
    times: float | None
    least: float | None
    holds: bool | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as it is printed and written; None where there is no such number."""

    name: str
    value: float | None
    unit: str
    yardstick: float | None
    ratio: float | None
    goal: float | None
    holds: bool | None
    goal_of: str = ""
    ratio_is: str = ""
    against: str = ""
    runs: int = 0
    noise: Mapping[str, Noise] = field(default_factory=dict)
    details: Mapping[str, float] = field(default_factory=dict)
    problem: str = ""
    peers: Sequence[PeerRow] = ()

    @property
    def missed(self) -> bool:
        """Tell whether the goal, or one beside a peer, is missed."""
        return self.holds is False or any(each.holds is False for each in self.peers)


def row_of(bench: Bench, samples: Samples) -> Row:
    """Judge samples. Raises ValueError where ours and the yardstick do not pair up."""
    if samples.yardstick and len(samples.ours) != len(samples.yardstick):
        raise ValueError(f"{len(samples.ours)} runs beside {len(samples.yardstick)}")
    value = median(samples.ours)
    pairs = [
        ours / other for ours, other in zip(samples.ours, samples.yardstick, strict=False) if other
    ]
    ratio = median(pairs) if pairs else None
    return Row(
        bench.name,
        value,
        bench.unit,
        median(samples.yardstick) if samples.yardstick else None,
        ratio,
        bench.goal.most if bench.goal else None,
        _holds(bench.goal, value, ratio),
        goal_of=bench.goal.of if bench.goal else "",
        ratio_is="median of pairwise ratios" if pairs else "",
        against=bench.against,
        runs=len(samples.ours),
        noise=_noises(value=samples.ours, yardstick=samples.yardstick, ratio=pairs),
        details=samples.details,
        peers=[_beside(each, samples.ours) for each in samples.peers],
    )


def _beside(peer: Beside, ours: Sequence[float]) -> PeerRow:
    """Compare a peer with the runs of ours beside it: the median of the neighbours' ratios."""
    if peer.problem:
        return PeerRow(peer.name, None, None, None, peer.least, None, peer.problem)
    if not 0 < len(peer.values) <= len(ours):
        raise ValueError(f"{len(ours)} runs beside {len(peer.values)} of {peer.name}")
    times = median([other / own for other, own in zip(peer.values, ours, strict=False)])
    holds = None if peer.least is None else times >= peer.least
    return PeerRow(peer.name, median(peer.values), peer.p95, times, peer.least, holds)


def _holds(goal: Goal | None, value: float, ratio: float | None) -> bool | None:
    if goal is None:
        return None
    judged = value if goal.of == "value" else ratio
    return judged is not None and judged <= goal.most


def _noises(**measured: Sequence[float]) -> dict[str, Noise]:
    return {
        name: Noise(min(values), median(values), max(values))
        for name, values in measured.items()
        if values
    }


def row_of_problem(bench: Bench, sentence: str) -> Row:
    """Return the row of a bench that could not be measured; its goal counts as missed."""
    goal = bench.goal
    return Row(
        bench.name,
        None,
        bench.unit,
        None,
        None,
        goal.most if goal else None,
        None if goal is None else False,
        goal_of=goal.of if goal else "",
        against=bench.against,
        problem=sentence,
    )
