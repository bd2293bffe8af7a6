"""Peer: finplot with candles and a volume pane, run by the Python of its own environment.

`finplot_child.py JOB` with a job of `charts.py`.
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import finplot  # type: ignore[import-not-found]  # it is in an environment of its own
import pandas as pd

from frames import WARM, views
from painting import Painted, first_frame, frames, shown
from walk import COLUMNS, read_walk

FIRST_BARS = 200
Axes = list[Any]


def main(job: str) -> None:
    """Draw what the job asks for, and print the milliseconds of each frame."""
    asked = json.loads(job)
    table = table_of(Path(asked["bars"]))
    began = time.perf_counter()
    axes = chart(table)
    window = axes[0].vb.win
    if asked["work"] == "first":
        print(json.dumps({"frames": [first_frame(window, window.viewport(), began)]}))
        return
    shown(window)
    painted = Painted(window.viewport())
    todo = views(len(table), asked["shown"], asked["frames"])
    place(axes, *todo[0])
    # What lies outside of the last picture is only drawn after this; dragging never gets there.
    finplot._repaint_candles()  # noqa: SLF001 - as finplot.set_x_pos calls it
    painted = Painted(window.viewport())
    changes = [partial(place, axes, *view) for view in [*todo[:WARM], *todo]]
    print(json.dumps({"frames": frames(painted, changes, warm=WARM, once=False)}))


def table_of(path: Path) -> pd.DataFrame:
    """Return the bars as finplot takes them."""
    bars = pd.DataFrame(dict(zip(COLUMNS, read_walk(path), strict=True)))
    return bars.set_index(pd.to_datetime(bars.pop("stamps"), unit="s"))


def chart(table: pd.DataFrame) -> Axes:
    """Make a window of two panes, the last bars in view; it is not yet shown."""
    axes: Axes = finplot.create_plot("bench", rows=2, init_zoom_periods=FIRST_BARS, maximize=False)
    finplot.candlestick_ochl(table[["open", "close", "high", "low"]], ax=axes[0])
    finplot.volume_ocv(table[["open", "close", "volume"]], ax=axes[1])
    finplot.refresh()
    return axes


def place(axes: Axes, left: float, right: float) -> None:
    """Show other bars with y fitted to them, as finplot does when it is dragged."""
    axes[0].vb.update_y_zoom(left, right)


if __name__ == "__main__":
    main(sys.argv[1])
