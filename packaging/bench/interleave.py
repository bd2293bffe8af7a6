"""Runs two things in turns, so that whatever else the machine does falls on both alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from figures import Samples


def interleaved(
    ours: Callable[[], float], yardstick: Callable[[], float], runs: int, *, warm: bool = True
) -> Samples:
    """Run A B B A A B …: neither always comes first; one unmeasured run of each goes before.

    What the first run pays once (compiled modules, files read from disk) is no part of a figure.
    """
    if warm:
        ours()
        yardstick()
    found: Mapping[str, list[float]] = {"ours": [], "yardstick": []}
    both = (("ours", ours), ("yardstick", yardstick))
    for turn in range(runs):
        for name, run in both if turn % 2 == 0 else reversed(both):
            found[name].append(run())
    return Samples(found["ours"], found["yardstick"])
