"""The evidence series that are chosen, each in a pane of its own below the prices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QColor

from gridwatch.domain.bars import Floats
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.figure_line import FigureLine, FigureOffer
from gridwatch.domain.thesis.figures import FigureSeries
from gridwatch.services.series import Series
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.pane import Manner, Pane
from gridwatch.ui.chart.engine.pointer import Spot
from gridwatch.ui.chart.figures.placing import placed_line, told_row
from gridwatch.ui.chart.figures.words import figure_words
from gridwatch.ui.chart.layers.figures import FigureBand, FigurePoints, PlacedLine
from gridwatch.ui.chart.part import Part
from gridwatch.ui.chart.study.buttons import Button
from gridwatch.ui.chart.study.legend import Entry, Figure, Hit, Legend, LegendTool
from gridwatch.ui.figure_words import PERCENT, tick_texts, value_text

# The first of the series' colours is that of the price as a line, the next ones are of averages.
_FIRST_TONE = 4


@dataclass(slots=True, eq=False)
class _Shown:
    """A series with everything on the screen that belongs to it."""

    placed: PlacedLine
    tone: int
    pane: Pane
    band: FigureBand
    points: FigurePoints
    legend: Legend

    @property
    def line(self) -> FigureLine:
        """Return the figures that have a place on the chart."""
        return self.placed.line

    def take(self, placed: PlacedLine) -> None:
        """Draw another reading of the series."""
        self.placed = placed
        self.band.show_line(placed)
        self.points.show_line(placed)


class FigurePanes(Part):
    """Shows the chosen series of which figures have come.

    `on_changed` hears which are chosen when the user changes that on the chart itself, `on_opened`
    the series that is to be seen among the notes.
    """

    def __init__(
        self,
        chart: Chart,
        on_changed: Callable[[tuple[int, ...]], None] = lambda _: None,
        on_opened: Callable[[FigureSeries], None] = lambda _: None,
    ) -> None:
        self._chart, self._on_changed, self._on_opened = chart, on_changed, on_opened
        self._chosen: tuple[int, ...] = ()
        self._shown: list[_Shown] = []
        self._written: float | None = None
        self._ahead = -1.0  # the bar after the last one at which the pointer is
        chart.canvas.tools.append(LegendTool(chart.canvas, self._hit, self._press))

    # What is chosen.

    @property
    def chosen(self) -> tuple[int, ...]:
        """Return the ids of the chosen series, in the order of their panes."""
        return self._chosen

    @property
    def offers(self) -> tuple[FigureOffer, ...]:
        """Return the series that can be chosen now."""
        series = self._chart.series
        return series.offers if series is not None else ()

    def set_chosen(self, chosen: tuple[int, ...]) -> None:
        """Show these: what is not chosen goes at once, what is new comes with its figures."""
        if chosen != self._chosen:
            self._chosen = chosen
            self._take(self._chart.series)
            self._chart.redraw()

    def toggle(self, number: int) -> None:
        """Choose a series, or let it go."""
        rest = tuple(each for each in self._chosen if each != number)
        self._on_changed(rest if len(rest) < len(self._chosen) else (*rest, number))

    def lines(self) -> dict[str, Floats]:
        """Return the figures of each series under its name, on the bars on which they stand."""
        found: dict[str, Floats] = {}
        for each in self._shown:
            column = np.full(self._chart.canvas.count, np.nan)
            bars, line = each.placed.bars, each.line
            there = bars == np.floor(bars)
            there &= bars < len(column)
            column[bars[there].astype(np.int64)] = line.values[there]
            series = line.series
            name = f"{series.name} ({series.unit})" if series.unit else series.name
            found[name] = column
        return found

    # What the chart tells.

    def show_series(self, series: Series | None) -> None:
        """Show the figures that came with a series."""
        self._take(series)

    def ticked(self, series: Series, first: int) -> None:
        """Stay: a quote changes no figure."""

    def framed(self) -> None:
        """Say the values of the last bar in view."""
        self._say_values()

    def pointed(self, bar: int | None, spot: Spot | None) -> None:
        """Say the values at the bar, and show the buttons of what the pointer is on.

        After the last bar, where only figures can be, they are those of where the pointer is.
        """
        beyond = spot is not None and spot.bar > self._chart.canvas.count
        self._ahead = spot.bar if beyond and spot is not None else -1.0
        for each in self._shown:
            over = spot is not None and spot.pane is each.pane
            hit = each.legend.hit(spot.x, spot.y) if over and spot is not None else None
            each.legend.show_hovered(hit.entry if hit is not None else None)
        self._say_values()

    def restyled(self) -> None:
        """Say the names and values in the other language and colours."""
        self._say_names()

    # Panes and layers.

    def _take(self, series: Series | None) -> None:
        before = {each.line.series.id: each for each in self._shown}
        self._shown = []
        for placed in self._wanted(series):
            number = placed.line.series.id
            shown = before.pop(number, None) or self._make(placed)
            shown.take(placed)
            self._shown.append(shown)
        for each in before.values():
            self._chart.canvas.remove_pane(each.pane)
        self._chart.canvas.ahead = self._bars_ahead(series)
        self._say_names()

    def _bars_ahead(self, series: Series | None) -> float:
        """Return after how many bars more the last figure stands."""
        if series is None:
            return 0.0
        ends = (float(each.placed.bars[-1]) for each in self._shown if len(each.placed.bars))
        return max(0.0, max(ends, default=0.0) - (len(series.candles) - 1))

    def _wanted(self, series: Series | None) -> list[PlacedLine]:
        """Return the chosen series that came, in their order, with the bars of their figures."""
        if series is None or not len(series.candles):
            return []
        lines = {each.series.id: each for each in series.figures}
        there = [lines[each] for each in self._chosen if each in lines]
        return [placed_line(each, series.candles.stamps, series.size) for each in there]

    def _make(self, placed: PlacedLine) -> _Shown:
        """Put a series on the chart, below everything else."""
        chart = self._chart
        used = {each.tone for each in self._shown}
        number = next(each for each in range(len(used) + 1) if each not in used)
        pane = chart.canvas.add_pane(self._manner(placed.line.series.unit))

        def tone(ink: Ink) -> QColor:
            return ink.series_tone(_FIRST_TONE + number)

        band, points, legend = (
            FigureBand(chart.ink, tone),
            FigurePoints(chart.ink, tone),
            Legend(chart.ink),
        )
        for layer in (band, points, legend):
            pane.add(layer)
        shown = _Shown(placed, number, pane, band, points, legend)
        self._say_name(shown)
        return shown

    def _manner(self, unit: str) -> Manner:
        chart = self._chart

        def names(values: Sequence[float], frame: Frame) -> list[str]:
            del frame
            return tick_texts(values, unit, chart.phrases)

        def name(value: float, frame: Frame) -> str:
            del frame
            return value_text(value, PERCENT if unit == PERCENT else "", chart.phrases)

        return Manner(names, name, free=(26.0, 8.0))

    # The legends.

    def _say_names(self) -> None:
        self._written = None
        for each in self._shown:
            self._say_name(each)

    def _say_name(self, shown: _Shown) -> None:
        tone = self._chart.ink.series_tone(_FIRST_TONE + shown.tone)
        buttons = (Button.SETTINGS, Button.REMOVE)
        shown.legend.show_entries([Entry(shown.line.series.name, tone, buttons)])

    def _say_values(self) -> None:
        if not self._shown:
            return
        at = max(self._ahead, self._chart.told_bar)
        if at == self._written:
            return
        self._written = at
        for each in self._shown:
            each.legend.show_figures([self._figures(each, at)])

    def _figures(self, shown: _Shown, at: float) -> list[Figure]:
        chart, placed = self._chart, shown.placed
        row = told_row(placed, at) if at >= 0 else -1
        if row < 0:
            return []
        bar = min(int(at), chart.canvas.count - 1)
        day = int(chart.canvas.stamps[bar]) // DAY_SECONDS
        words = figure_words(placed.line, row, day, chart.phrases)
        ink = chart.ink
        return [(text, ink.muted if at else ink.text) for at, text in enumerate(words)]

    def _hit(self, spot: Spot) -> Hit | None:
        shown = self._at(spot)
        return shown.legend.hit(spot.x, spot.y) if shown is not None else None

    def _press(self, spot: Spot, hit: Hit) -> None:
        shown = self._at(spot)
        if shown is None:
            return
        if hit.button is Button.SETTINGS:
            self._on_opened(shown.line.series)
        elif hit.button is Button.REMOVE:
            self.toggle(shown.line.series.id)

    def _at(self, spot: Spot) -> _Shown | None:
        return next((each for each in self._shown if each.pane is spot.pane), None)
