"""Paints a chart of ours, or an empty plot of pyqtgraph: `chart_child.py ours|empty JOB`.

JOB is a JSON object of `charts.py`; the milliseconds of each frame are printed.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QWidget

import our_chart
from frames import WARM, views
from gridwatch.store.database import open_market
from our_chart import candles_of, make_chart
from painting import Painted, first_frame, frames, shown
from walk import read_walk

Job = Mapping[str, Any]
_IN_VIEW_FIRST = 200
_ROWS = (
    "SELECT day, open, high, low, close, volume, final FROM bar JOIN instrument"
    " ON instrument.id = instrument_id WHERE symbol = ? ORDER BY day"
)


def main(side: str, job: str) -> int:
    """Do one job on one side."""
    app = QApplication(sys.argv[:1])
    asked = json.loads(job)
    print(json.dumps({"frames": JOBS[side, asked["work"]](asked)}))
    del app
    return 0


def our_view(job: Job) -> list[float]:
    """Pan our candles and their volumes."""
    candles = candles_of(read_walk(Path(job["bars"])))
    ours = make_chart(candles, ("volume",), ())
    todo = views(len(candles), job["shown"], job["frames"])
    return _painted(ours.widget, ours.viewport, [partial(our_chart.place, ours, *v) for v in todo])


def empty_view(job: Job) -> list[float]:
    """Pan an empty plot."""
    plot = pg.PlotWidget()
    todo = views(job["count"], job["shown"], job["frames"])
    changes = [partial(plot.setXRange, *view, padding=0) for view in todo]
    return _painted(plot, plot.viewport(), changes, once=False)


def our_first(job: Job) -> list[float]:
    """Make, fill and show our chart for the first time."""
    candles = candles_of(read_walk(Path(job["bars"])))
    began = time.perf_counter()
    ours = make_chart(candles, ("volume",), ())
    our_chart.place(ours, len(candles) - _IN_VIEW_FIRST, len(candles))
    return [first_frame(ours.widget, ours.viewport, began)]


def empty_first(_: Job) -> list[float]:
    """Make and show an empty plot for the first time."""
    began = time.perf_counter()
    plot = pg.PlotWidget()
    return [first_frame(plot, plot.viewport(), began)]


def our_tick(job: Job) -> list[float]:
    """Let the last bar trade, half of the time above its close and half below."""
    candles = candles_of(read_walk(Path(job["bars"])))
    ours = make_chart(candles, job["panes"], job["overlays"])
    our_chart.place(ours, len(candles) - job["shown"], len(candles))
    last = float(candles.close[-1])
    prices = [last * (1 + (-1) ** number * 0.001) for number in range(job["frames"])]
    # The tag of the price fades for a while after a tick: those paintings are its own.
    changes = [partial(our_chart.tick, ours, each) for each in prices]
    return _painted(ours.widget, ours.viewport, changes, once=False)


def empty_tick(job: Job) -> list[float]:
    """Repaint an empty plot."""
    plot = pg.PlotWidget()
    return _painted(plot, plot.viewport(), [plot.viewport().update] * job["frames"])


def our_switch(job: Job) -> list[float]:
    """Read one company after the other from the store, and paint it."""
    ours = make_chart(None, ("volume",), ())
    with closing(open_market(Path(job["store"]))) as market:
        symbols = _in_turn(job["symbols"], job["frames"])
        changes = [partial(our_chart.switch, ours, market, symbol) for symbol in symbols]
        return _painted(ours.widget, ours.viewport, changes)


def empty_switch(job: Job) -> list[float]:
    """Read the same rows, and repaint an empty plot."""
    plot = pg.PlotWidget()
    with closing(open_market(Path(job["store"]))) as market:
        symbols = _in_turn(job["symbols"], job["frames"])
        changes = [partial(_read_plainly, plot, market, symbol) for symbol in symbols]
        return _painted(plot, plot.viewport(), changes)


def _read_plainly(plot: pg.PlotWidget, market: sqlite3.Connection, symbol: str) -> None:
    if not market.execute(_ROWS, (symbol,)).fetchall():
        raise ValueError(f"nothing is stored of {symbol}")
    plot.viewport().update()


def _in_turn(symbols: Sequence[str], times: int) -> list[str]:
    return [symbols[number % len(symbols)] for number in range(times)]


def _painted(
    widget: QWidget,
    viewport: QWidget,
    changes: Sequence[Callable[[], object]],
    *,
    once: bool = True,
) -> list[float]:
    """Show a widget and time the changes; the first few are made twice, and do not count then."""
    shown(widget)
    warm = list(islice(changes, WARM))
    return frames(Painted(viewport), [*warm, *changes], warm=len(warm), once=once)


JOBS: Mapping[tuple[str, str], Callable[[Job], list[float]]] = {
    ("ours", "view"): our_view,
    ("empty", "view"): empty_view,
    ("ours", "first"): our_first,
    ("empty", "first"): empty_first,
    ("ours", "tick"): our_tick,
    ("empty", "tick"): empty_tick,
    ("ours", "switch"): our_switch,
    ("empty", "switch"): empty_switch,
}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
