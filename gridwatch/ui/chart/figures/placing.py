"""On which bars the figures of a series stand, and which of them is told of at a bar."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gridwatch.domain.bars import Days
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.figure_line import FigureLine, Flags, bars_of_days
from gridwatch.ui.chart.drawing.moments import Moments
from gridwatch.ui.chart.layers.figures import PlacedLine


def placed_line(line: FigureLine, stamps: Days, size: BarSize) -> PlacedLine:
    """Return the figures that have a place: none before the first bar.

    Those of periods that end after the last bar stand right of it, as far off as their day is.
    """
    bars = bars_of_days(line.days, stamps, size)
    beyond = np.isposinf(bars)
    if beyond.any():
        bars[beyond] = Moments(stamps).bars(line.days[beyond] * DAY_SECONDS)
    there = np.isfinite(bars)
    return PlacedLine(line if there.all() else _rows(line, there), bars[there], len(stamps) - 1)


def told_row(shown: PlacedLine, bar: float) -> int:
    """Return the newest figure whose period is over at a bar, -1 where there is none."""
    return int(np.searchsorted(shown.bars, bar, side="right")) - 1


def _rows(line: FigureLine, there: Flags) -> FigureLine:
    names = ("days", "values", "low", "high", "known", "forecast", "former", "former_known")
    return replace(line, **{name: getattr(line, name)[there] for name in names})
