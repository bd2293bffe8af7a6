"""Runs two things in turns, so that whatever else the machine does falls on both alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from figures import Samples

T = TypeVar("T")


def interleaved(
    ours: Callable[[], float], yardstick: Callable[[], float], runs: int, *, warm: bool = True
) -> Samples:
    """Run A B B A A B …: neither always comes first; one unmeasured run of each goes before.

    What the first run pays once (compiled modules, files read from disk) is no part of a figure.
    """
    if warm:
        ours()
        yardstick()
    found = in_turns({"ours": ours, "yardstick": yardstick}, runs)
    return Samples(found["ours"], found["yardstick"])


def in_turns(
    sides: Mapping[str, Callable[[], T]], runs: int, fewer: Mapping[str, int] | None = None
) -> dict[str, list[T]]:
    """Run all sides in order, then in reverse, and so on; a side in `fewer` only in so many turns.

    What each returned is under its name, turn by turn.
    """
    found: dict[str, list[T]] = {name: [] for name in sides}
    for turn in range(runs):
        order = [name for name in sides if turn < (fewer or {}).get(name, runs)]
        for name in order if turn % 2 == 0 else reversed(order):
            found[name].append(sides[name]())
    return found
