"""How fast charts paint, ours beside an empty plot and, where they are asked for, beside peers.

What a frame is stands in `frames.py`. A value is the median of the 60 frames of one process; the
sides take turns, each time in a new process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from statistics import median
from typing import Any

import numpy as np

from children import asked, script
from figures import BenchProblem, Beside, Peer, Plan, Samples
from frames import FRAMES, Times, times_of
from gridwatch.domain.bars import Bars, History
from gridwatch.store.database import open_market, transaction
from gridwatch.store.market.bars import store_history
from interleave import in_turns
from walk import DAY, MINUTE, Table, walk, write_walk

# Two companies of the bench's own market.
_SYMBOLS = ("L0", "L1")
Job = Mapping[str, Any]
Goals = Mapping[str, float]  # how many times faster ours has to be, by the peer's name


def view(
    plan: Plan,
    *,
    bars: int,
    shown: int,
    goals: Goals,
    frames: int = FRAMES,
    peer_runs: int = 3,
) -> Samples:
    """Time frames with `shown` of `bars` in view, candles with a pane of volumes; milliseconds."""
    job = _job(plan, bars, work="view", shown=shown, frames=frames)
    return _beside_others(plan, job, goals, peer_runs)


def first(plan: Plan, *, bars: int, goals: Goals, peer_runs: int = 3) -> Samples:
    """Time from bars in memory to the first paint of the last 200 of them; milliseconds.

    Nothing is loaded in that time, neither libraries nor bars.
    """
    return _beside_others(plan, _job(plan, bars, work="first"), goals, peer_runs)


def tick(
    plan: Plan,
    *,
    bars: int,
    shown: int,
    panes: Sequence[str],
    overlays: Sequence[str],
    frames: int = FRAMES,
) -> Samples:
    """Time from a tick on the last bar to its paint, beside the repaint of an empty plot."""
    rest = {"shown": shown, "panes": panes, "overlays": overlays, "frames": frames}
    return _beside_others(plan, _job(plan, bars, step=DAY, work="tick", **rest), {}, 0)


def switch(plan: Plan, *, days: int, frames: int = FRAMES) -> Samples:
    """Time from another company's choice to its paint, its bars read from the store.

    The yardstick fetches the same rows and repaints an empty plot.
    """
    store = plan.folder / "market.db"
    with closing(open_market(store)) as market:
        for number, symbol in enumerate(_SYMBOLS):
            with transaction(market):
                history = _history(symbol, walk(days, DAY, seed=number))
                store_history(market, history, replace_all=True)
    job = {"work": "switch", "store": str(store), "symbols": _SYMBOLS, "frames": frames}
    return _beside_others(plan, job, {}, 0)


def _job(plan: Plan, bars: int, step: int = MINUTE, **rest: object) -> Job:
    path = plan.folder / "bars"
    write_walk(path, walk(bars, step))
    return {"bars": str(path), "count": bars, **rest}


def _beside_others(plan: Plan, job: Job, goals: Goals, peer_runs: int) -> Samples:
    """Let ours and the empty plot take turns, and in the first turns the peers as well."""
    peers = plan.peers if peer_runs else ()
    ready = {peer.name: peer for peer in peers if not peer.problem}
    failed: dict[str, str] = {peer.name: peer.problem for peer in peers if peer.problem}
    sides: dict[str, Callable[[], Times | None]] = {
        "ours": partial(_child, "ours", job),
        "yardstick": partial(_child, "empty", job),
        **{name: partial(_peer, peer, job, failed) for name, peer in ready.items()},
    }
    told = in_turns(sides, plan.runs, dict.fromkeys(ready, peer_runs))
    found = {name: [each for each in times if each is not None] for name, times in told.items()}
    return Samples(
        [each.median for each in found["ours"]],
        [each.median for each in found["yardstick"]],
        {
            "p95": median(each.p95 for each in found["ours"]),
            "p95 yardstick": median(each.p95 for each in found["yardstick"]),
        },
        [_row(peer.name, found.get(peer.name, ()), goals, failed) for peer in peers],
    )


def _row(name: str, times: Sequence[Times], goals: Goals, failed: Mapping[str, str]) -> Beside:
    least = goals.get(name)
    if name in failed:
        return Beside(name, least=least, problem=failed[name])
    p95 = median(each.p95 for each in times)
    return Beside(name, [each.median for each in times], p95, least)


def _child(side: str, job: Job) -> Times:
    return times_of(asked(script("chart_child.py", side, json.dumps(job)))["frames"])


def _peer(peer: Peer, job: Job, failed: dict[str, str]) -> Times | None:
    """Run a peer; one that fails is told so, and ours is measured all the same."""
    if peer.name in failed:
        return None
    try:
        return times_of(peer.frames(job))
    except (BenchProblem, OSError, ValueError) as problem:
        failed[peer.name] = str(problem)
        return None


def _history(symbol: str, table: Table) -> History:
    stamps, opened, high, low, close, volume = table
    final = np.ones(len(stamps), dtype=np.bool_)
    bars = Bars(stamps.astype(np.int64) // DAY, opened, high, low, close, volume, final)
    return History(symbol, "CNY", "CNY", "Asia/Shanghai", "SHH", bars)
