"""The crosshair: hair lines over all panes, tags on the axes and the readout."""

from __future__ import annotations

import math

from gridwatch.services.series import Series
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.axes import Tag
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.pane import Pane
from gridwatch.ui.chart.engine.pointer import Spot
from gridwatch.ui.chart.labels import bar_date
from gridwatch.ui.chart.layers.hairs import Hairs
from gridwatch.ui.chart.layers.readout import ReadoutLine
from gridwatch.ui.chart.part import Part
from gridwatch.ui.chart.signs.readout import reading


class Crosshair(Part):
    """Stands on bars: on their close without a pointer, on the nearest price with Shift."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._readout = ReadoutLine(chart.ink)
        chart.main.add(self._readout)
        self._hairs: dict[Pane, Hairs] = {}
        self._series: Series | None = None
        self._bar: int | None = None
        self._spot: Spot | None = None
        self._read: tuple[object, ...] = ()

    # What the chart tells.

    def show_series(self, series: Series | None) -> None:
        """Take a series; the crosshair is told where it stands."""
        if series is not None and not len(series.candles):
            series = None
        self._series = series
        self._read = ()
        self._bar = self._spot = None
        if series is None:
            self._readout.show_words(())

    def ticked(self, series: Series, first: int) -> None:
        """Take bars that may read otherwise now."""
        del first
        self._series = series
        self._read = ()

    def framed(self) -> None:
        """Stand where the bar is now."""
        self._fit_panes()
        self._stand()

    def pointed(self, bar: int | None, spot: Spot | None) -> None:
        """Stand on another bar.

        After a tick the chart tells the same bar without the pointer: that is where it was.
        """
        if spot is None and bar is not None and bar == self._bar:
            spot = self._spot
        self._bar, self._spot = bar, spot
        self._fit_panes()
        self._stand()

    def restyled(self) -> None:
        """Write all words anew."""
        self._read = ()

    # Where it stands.

    def _fit_panes(self) -> None:
        """Have hair lines in every pane that there is."""
        panes = self._chart.canvas.panes
        for gone in [each for each in self._hairs if each not in panes]:
            del self._hairs[gone]
        for pane in panes:
            if pane not in self._hairs:
                self._hairs[pane] = Hairs(self._chart.ink)
                pane.add(self._hairs[pane])

    def _stand(self) -> None:
        series, frame = self._series, self._chart.main.frame
        if series is None or frame is None:
            self._clear()
            return
        self._write(series)
        bar = self._bar
        if bar is None or bar >= len(series.candles) or not frame.left <= bar <= frame.right:
            self._clear()
            return
        held = self._held(series, bar)
        for pane, hairs in self._hairs.items():
            self._stand_in(pane, hairs, bar, held)
        self._put_date(series, frame, bar)

    def _held(self, series: Series, bar: int) -> tuple[Pane, float] | None:
        """Return the pane of the horizontal line and its pixel; the close where nobody points."""
        main, spot = self._chart.main, self._spot
        if spot is not None and spot.pane is not main:
            return (spot.pane, spot.y) if spot.pane in self._hairs else None
        frame = main.frame
        if frame is None:
            return None
        closest = float(series.candles.close[bar])
        if self._chart.comparing:
            return (main, spot.y) if spot is not None else None
        if spot is not None:
            if not spot.firm:
                return main, spot.y
            closest = self._nearest(series, bar, frame, spot.y)
        y = frame.y(closest)
        return (main, y) if 0 <= y <= frame.tall else None

    def _nearest(self, series: Series, bar: int, frame: Frame, y: float) -> float:
        """Return the open, high, low or close that is nearest to a pixel."""
        candles = series.candles
        four = (candles.close, candles.open, candles.high, candles.low)
        known = [value for each in four if math.isfinite(value := float(each[bar]))]
        return min(known, key=lambda each: abs(frame.y(each) - y), default=math.nan)

    def _stand_in(
        self, pane: Pane, hairs: Hairs, bar: int, held: tuple[Pane, float] | None
    ) -> None:
        frame = pane.frame
        if frame is None:
            return
        y = held[1] if held is not None and held[0] is pane else None
        dot = None
        if pane is self._chart.main and self._series is not None and not self._chart.comparing:
            at = frame.y(float(self._series.candles.close[bar]))
            dot = at if 0 <= at <= frame.tall else None
        hairs.show_hairs(frame, frame.x(bar), y, dot)
        ink = self._chart.ink
        tag = None
        if y is not None:
            text = pane.manner.name_value(frame.value(y), frame)
            tag = Tag(y, text, ink.text, ink.base)
        pane.axis.show_pointer(tag)

    def _put_date(self, series: Series, frame: Frame, bar: int) -> None:
        ink = self._chart.ink
        text = bar_date(self._chart.phrases, int(series.candles.stamps[bar]), series.size)
        self._chart.canvas.show_date(Tag(frame.x(bar), text, ink.text, ink.base))

    def _clear(self) -> None:
        for pane, hairs in self._hairs.items():
            hairs.hide_hairs()
            pane.axis.show_pointer(None)
        self._chart.canvas.show_date(None)

    def _write(self, series: Series) -> None:
        """Write the readout of the bar, or quietly that of the last visible one."""
        quiet = self._bar is None
        last = self._chart.canvas.last_in_view
        bar = last if self._bar is None else min(self._bar, len(series.candles) - 1)
        if bar < 0 or self._read == (bar, quiet):
            return
        self._read = (bar, quiet)
        words = reading(series, bar, self._chart.phrases, self._chart.ink, quiet=quiet)
        self._readout.show_words(words)
