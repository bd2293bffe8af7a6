"""The chart: a canvas with the prices of one series, and the parts that add everything else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridwatch.domain.bars import Days, Floats, day_number
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.services.compared import BEGINNING
from gridwatch.services.series import Series
from gridwatch.ui.appearance import Tones
from gridwatch.ui.chart.engine.canvas import Canvas
from gridwatch.ui.chart.engine.dates import DateTick
from gridwatch.ui.chart.engine.frame import Frame, View, Window
from gridwatch.ui.chart.engine.ink import Ink, ink_of
from gridwatch.ui.chart.engine.pane import Manner, Pane
from gridwatch.ui.chart.engine.pointer import Spot
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.labels import tick_date, tick_values, value_tag
from gridwatch.ui.chart.layers.prices import Prices, Style
from gridwatch.ui.chart.part import Part
from gridwatch.ui.chart.ranges import AIR, HALF, RANGES, span_of, with_air
from gridwatch.ui.phrases import Phrases

# Pixels kept free of data: the readout and a line's label above, the marks of days below.
_FREE = (48.0, 30.0)
_MAIN_WEIGHT = 3.2
_CHUNK = 1024
# Keys that move the view: (pan as a part of it, zoom).
_MOVES = {
    Qt.Key.Key_PageUp: (-0.9, 1.0),
    Qt.Key.Key_PageDown: (0.9, 1.0),
    Qt.Key.Key_Plus: (0.0, 0.8),
    Qt.Key.Key_Equal: (0.0, 0.8),
    Qt.Key.Key_Minus: (0.0, 1.25),
}


class Chart(QWidget):
    """Shows a series; parts are told of everything. `strayed`: the user left the chosen range."""

    strayed = Signal()

    def __init__(self, phrases: Phrases, tones: Tones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phrases, self.tones = phrases, tones
        self.series: Series | None = None
        self.parts: list[Part] = []
        self._range = RANGES[6]
        self._bar: int | None = None
        self.canvas = Canvas(ink_of(tones, self.font()), self._name_date, self)
        self.main: Pane = self.canvas.add_pane(
            Manner(self._name_values, self._name_value, _MAIN_WEIGHT, free=_FREE)
        )
        self.main.base_at = self._base_at
        self.prices = Prices(self.ink)
        self.main.add(self.prices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        self.setFocusProxy(self.canvas)
        self.canvas.framed.connect(self._framed)
        self.canvas.pointed.connect(self._point)
        self.canvas.reset.connect(self.reset)
        self.canvas.strayed.connect(self.strayed)

    @property
    def ink(self) -> Ink:
        """Return the colours and type to paint with."""
        return self.canvas.ink

    # What is shown.

    @property
    def comparing(self) -> bool:
        """Tell whether lines that begin at 100 at the left edge stand in place of the prices."""
        return self.series is not None and bool(self.series.compared)

    def show_series(self, series: Series | None) -> None:
        """Draw another series at the chosen range, or a newer one of the same company in place."""
        self._show(series, None)

    def _show(self, series: Series | None, first: int | None) -> None:
        """Draw a series; where it goes on with that of before, its bars before `first` stand."""
        before, self.series = self.series, series
        candles = series.candles if series is not None else None
        if candles is not None and not len(candles):
            candles = None
        stays = before is not None and series is not None and _same(before, series)
        if candles is None or not stays:
            self._leave_bar()
        else:
            self._bar = self._bar_among(candles.stamps)  # parts look up what they say of it
        self.prices.show_candles(candles)
        with self.canvas.holding():
            for part in self.parts:
                if series is None or candles is None or first is None or not stays:
                    part.show_series(series)
                else:
                    part.grown(series, first)
        if candles is None:
            self.canvas.clear()
            return
        view, stamps = self.canvas.view, self.canvas.stamps
        self.canvas.show_stamps(candles.stamps)
        if view is None or not stays:
            self.reset()
            return
        shift = _shift(view, stamps, candles.stamps)
        self.canvas.place(view.left + shift, view.right + shift)
        if self._bar is not None:
            self._tell(self._bar, None)

    def _bar_among(self, stamps: Days) -> int | None:
        """Return the number among newer bars of the one on which the crosshair stands."""
        if self._bar is None or self._bar >= self.canvas.count:
            return None
        at = int(np.searchsorted(stamps, self.canvas.stamps[self._bar]))
        return min(at, len(stamps) - 1)

    def show_tick(self, series: Series, first: int) -> None:
        """Draw a series that differs from the shown one from bar `first` on only.

        Bars that were written in place cost the painting of their own columns; where a new one has
        begun, the view moves on with it.
        """
        if self.series is None or len(series.candles) != self.canvas.count:
            self._show(series, first if 0 < self.canvas.count <= first else None)
            return
        self.series = series
        for part in self.parts:
            part.ticked(series, first)
        self.canvas.changed_from(first)
        if self._bar is not None:
            self._tell(self._bar, None)

    def take_range(self, name: str) -> None:
        """Choose one of the ranges, by its id, without showing it: its bars are yet to come."""
        self._range = next(each for each in RANGES if each.id == name)

    def show_range(self, name: str) -> None:
        """Choose one of the ranges, by its id, and show it."""
        self.take_range(name)
        self.reset()

    def reset(self) -> None:
        """Go back to the chosen range, as far back as anything is known."""
        if self.series is None or not self.canvas.count:
            return
        left, right = span_of(self._range, self.canvas.stamps)
        known = np.flatnonzero(np.isfinite(self.series.candles.close))
        begins = int(known[0]) if len(known) else 0
        if left < begins - HALF:
            left, right = with_air(begins, self.canvas.count)
        self.canvas.place(left, right)
        self._let_go()

    def set_style(self, style: Style) -> None:
        """Draw the prices in another style."""
        self.prices.set_style(style)
        self.canvas.redraw()

    def set_scale(self, scale: Scale) -> None:
        """Make heights of values, of their logarithms, or of percents since the left edge."""
        self.main.scale = scale
        self.canvas.redraw()

    def restyle(self, phrases: Phrases, tones: Tones) -> None:
        """Take another language or other colours."""
        self.phrases, self.tones = phrases, tones
        self.canvas.restyle(ink_of(tones, self.font()), self._name_date)
        for part in self.parts:
            part.restyled()
        self.canvas.redraw()

    # Where the crosshair is.

    @property
    def bar(self) -> int | None:
        """Return the bar on which the crosshair stands."""
        return self._bar

    @property
    def told_bar(self) -> int:
        """Return the bar of which values are told: that of the crosshair, else the last in view.

        -1 where there is none.
        """
        last = self.canvas.last_in_view
        return last if self._bar is None or last < 0 else self._bar

    def step(self, bars: int) -> None:
        """Move the crosshair by so many bars, from the last visible one where it was nowhere."""
        if self.canvas.view is None:
            return
        self.point_at(self.canvas.last_in_view if self._bar is None else self._bar + bars)

    def point_at(self, bar: int) -> None:
        """Stand the crosshair on a bar, and bring it into view."""
        view = self.canvas.view
        if view is None:
            return
        bar = min(max(0, bar), self.canvas.count - 1)
        if not view.left <= bar <= view.right:
            shift = bar - view.left - 1 if bar < view.left else bar - view.right + 1
            self.canvas.ask(view.left + shift, view.right + shift)
        self._tell(bar, None)

    def show_day(self, day: date) -> bool:
        """Stand the crosshair on the bar of a day; False where the bars begin after it.

        A bar that is out of view comes into the middle.
        """
        view = self.canvas.view
        if self.series is None or view is None:
            return False
        days = self.series.candles.stamps // DAY_SECONDS
        bar = int(np.searchsorted(days, day_number(day), side="right")) - 1
        if bar < 0:
            return False
        if not view.left <= bar <= view.right:
            half = (view.right - view.left) / 2
            self.canvas.ask(bar - half, bar + half)
        self.point_at(bar)
        return True

    def _point(self, spot: Spot | None) -> None:
        if spot is None or not self.canvas.count:
            self._leave_bar()
            return
        self._tell(min(max(0, round(spot.bar)), self.canvas.count - 1), spot)

    def _let_go(self) -> None:
        """Take the crosshair away where its bar has been moved out of view."""
        view = self.canvas.view
        if self._bar is not None and view is not None and not view.left <= self._bar <= view.right:
            self._leave_bar()

    def _leave_bar(self) -> None:
        if self._bar is not None:
            self._tell(None, None)

    def _tell(self, bar: int | None, spot: Spot | None) -> None:
        self._bar = bar
        for part in self.parts:
            part.pointed(bar, spot)

    def _framed(self) -> None:
        for part in self.parts:
            part.framed()

    def redraw(self) -> None:
        """Draw everything again: a part has changed what it shows."""
        self.canvas.redraw()

    def _base_at(self, window: Window) -> float:
        """Let 0 % be the first known close at the left edge."""
        if self.series is None or self.main.scale is not Scale.PERCENT:
            return 0.0
        if self.comparing:
            return BEGINNING
        closes = self.series.candles.close
        first, after = window.bars(len(closes))
        return _first_known(closes, first, after)

    # Words on the axes.

    def _name_date(self, tick: DateTick, stamp: int) -> str:
        return tick_date(tick, stamp, self.phrases.language)

    def _name_values(self, values: Sequence[float], frame: Frame) -> list[str]:
        return tick_values(self.phrases, self._in_money, values, frame)

    def _name_value(self, value: float, frame: Frame) -> str:
        return value_tag(self.phrases, self._in_money, value, frame)

    @property
    def _in_money(self) -> Series | None:
        """Return the series whose unit the main pane is in, None where it is in index points."""
        return None if self.comparing else self.series

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the view and the crosshair by the keyboard."""
        view, key = self.canvas.view, Qt.Key(event.key())
        if view is None:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            many = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.step(many if key == Qt.Key.Key_Right else -many)
        elif key in _MOVES:
            pan, zoom = _MOVES[key]
            shift = pan * (view.right - view.left)
            if shift:
                self.canvas.ask(view.left + shift, view.right + shift)
            else:
                self.canvas.zoom(zoom, self._bar)
            self._let_go()
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            wide = view.right - view.left
            newest = self.canvas.count - HALF - wide * (1 - AIR)
            at = 0.0 if key == Qt.Key.Key_Home else newest
            self.canvas.ask(at, at + wide)
            self._let_go()
        elif key == Qt.Key.Key_Escape and self._bar is not None:
            self._leave_bar()
        else:
            super().keyPressEvent(event)


def _shift(view: View, before: Days, now: Days) -> int:
    """Return by how many bars a view moves when bars have come or gone.

    A view that shows the last bar stays with the newest; any other with the days that it shows.
    """
    if view.right >= len(before) - 1:
        return len(now) - len(before)
    middle = min(max(0, round((view.left + view.right) / 2)), len(before) - 1)
    return int(np.searchsorted(now, before[middle])) - middle


def _first_known(closes: Floats, first: int, after: int) -> float:
    """Return the first price between two bars, 0 for none; most often the first bar has it."""
    for start in range(first, after, _CHUNK):
        part = closes[start : min(start + _CHUNK, after)]
        known = part[part > 0]
        if len(known):
            return float(known[0])
    return 0.0


def _same(before: Series, now: Series) -> bool:
    """Tell whether a newer series may keep the view of the one before."""
    return (before.symbol, before.size) == (now.symbol, now.size)
