"""The plot: one series on a stage with its axes, drawn anew for each view."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from pyqtgraph import GraphicsLayout, GraphicsView
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gridwatch.domain.bars import Floats, day_of
from gridwatch.services.series import Series, TargetPrice
from gridwatch.ui.appearance import Tones
from gridwatch.ui.chart.engine.axes import DateAxis, Mark, PriceAxis, Tag
from gridwatch.ui.chart.engine.columns import columns, extremes
from gridwatch.ui.chart.engine.dates import Rung, date_ticks, rungs_of
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import ink_of
from gridwatch.ui.chart.labels import (
    change_at,
    reading_words,
    simulated_mark,
    target_text,
    tick_date,
    tick_prices,
)
from gridwatch.ui.chart.old_layers import Crosshair, Grid, Last, Level, Levels, Notice, Reading
from gridwatch.ui.chart.line import Line
from gridwatch.ui.chart.ranges import Range, clamped, span_of, zoomed
from gridwatch.ui.chart.engine.scale import Scale, height, heights, price_at, price_ticks, view_of
from gridwatch.ui.chart.stage import Stage
from gridwatch.ui.phrases import Phrases

_NOTHING: Floats = np.empty(0)
_TICK_TALL, _TICK_WIDE = 52.0, 46.0
_FEWEST_TICKS = 3
# Pixels kept free of data: the readout and a line's label above, the mark of the market below.
_FREE_ABOVE, _FREE_BELOW = 48.0, 30.0
# Keys that move the view: (pan as a part of it, zoom), and where to jump.
_MOVES = {
    Qt.Key.Key_Left: (-0.1, 1.0),
    Qt.Key.Key_Right: (0.1, 1.0),
    Qt.Key.Key_PageUp: (-0.9, 1.0),
    Qt.Key.Key_PageDown: (0.9, 1.0),
    Qt.Key.Key_Plus: (0.0, 0.8),
    Qt.Key.Key_Minus: (0.0, 1.25),
}


class Plot(GraphicsView):  # type: ignore[misc]  # pyqtgraph carries no types
    """Shows a series; `strayed` says that the user left the chosen range."""

    strayed = Signal()

    def __init__(
        self, phrases: Phrases, tones: Tones, chosen: Range, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, background=tones.base)
        self._phrases, self._chosen = phrases, chosen
        self._ink = ink_of(tones, self.font())
        self._series: Series | None = None
        self._scale = Scale.LINEAR
        self._rungs: tuple[Rung, ...] = ()
        self._heights: Floats | None = None
        self._frame: Frame | None = None
        self._simulated = False
        self._build()

    @property
    def frame_in_view(self) -> Frame | None:
        """Return the geometry of what is drawn, None where there is no series."""
        return self._frame

    @property
    def scale_in_use(self) -> Scale:
        """Return whether heights are prices or their logarithms."""
        return self._scale

    def show_series(self, series: Series | None) -> None:
        """Draw another series at the chosen range, or a newer one of the same symbol in place."""
        before, self._series = self._series, series
        self._crosshair.show_reading(None)
        if series is None:
            self._heights, self._frame = None, None
            self._clear()
            return
        self._heights = heights(series.bars.close, self._scale)
        if before is None or before.symbol != series.symbol or self._frame is None:
            self._rungs = rungs_of(series.bars.days)
            self.show_range(self._chosen)
            return
        if len(before.bars) != len(series.bars) or before.bars.days[0] != series.bars.days[0]:
            self._rungs = rungs_of(series.bars.days)
        grown = len(series.bars) - len(before.bars)
        follows = self._frame.right >= len(before.bars) - 1
        shift = grown if follows else 0
        self._place(self._frame.left + shift, self._frame.right + shift)

    def show_range(self, chosen: Range) -> None:
        """Show one of the ranges."""
        self._chosen = chosen
        if self._series is not None:
            self._place(*span_of(chosen, self._series.bars.days))

    def show_scale(self, scale: Scale) -> None:
        """Draw prices by their value or by their logarithm."""
        self._scale = scale
        if self._series is not None and self._frame is not None:
            self._heights = heights(self._series.bars.close, scale)
            self._place(self._frame.left, self._frame.right)

    def show_words(self, title: str, text: str) -> None:
        """Say in plain words why there is nothing to see; both empty where there is."""
        self._notice.show_words(title, text)

    def set_simulated(self, *, simulated: bool) -> None:
        """Mark the plot as a simulated market."""
        self._simulated = simulated
        self._notice.show_corner(simulated_mark() if simulated else "")

    def restyle(self, phrases: Phrases, tones: Tones) -> None:
        """Take another language or other colours."""
        self._phrases = phrases
        self._ink = ink_of(tones, self.font())
        self.setBackground(tones.base)
        for each in (*self._layers, self._prices, self._dates):
            each.set_ink(self._ink)
        self._line.set_ink(self._ink.line)
        self.set_simulated(simulated=self._simulated)
        self._dates.fit()
        self._redraw()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the crosshair away with the pointer."""
        super().leaveEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the view by the keyboard."""
        move = _MOVES.get(Qt.Key(event.key()))
        if self._frame is None or self._series is None:
            super().keyPressEvent(event)
        elif move is not None:
            left, right = self._frame.left, self._frame.right
            pan, zoom = move[0] * (right - left), move[1]
            last = min(right, len(self._series.bars) - 1.0)
            self._ask(*zoomed(left + pan, right + pan, zoom, last))
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            wide = self._frame.right - self._frame.left
            at = 0.0 if event.key() == Qt.Key.Key_Home else float(len(self._series.bars))
            self._ask(at, at + wide)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._stage, self._line = Stage(), Line()
        self._prices, self._dates = PriceAxis(self._ink), DateAxis(self._ink)
        layout = GraphicsLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addItem(self._stage, 0, 0)
        layout.addItem(self._prices, 0, 1)
        layout.addItem(self._dates, 1, 0)
        self.setCentralItem(layout)
        self._stage.addItem(self._line, ignoreBounds=True)
        self._line.set_ink(self._ink.line)
        self._grid = Grid(self._stage, self._ink, -10)
        self._levels = Levels(self._stage, self._ink, 10)
        self._crosshair = Crosshair(self._stage, self._ink, 20)
        self._notice = Notice(self._stage, self._ink, 30)
        self._layers = (self._grid, self._levels, self._crosshair, self._notice)
        self._dates.fit()
        self._prices.fit(["000.00"])
        self._stage.asked.connect(self._ask)
        self._stage.reset.connect(lambda: self.show_range(self._chosen))
        self._stage.pointed.connect(self._point)
        self._stage.sigResized.connect(self._redraw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 120)

    def _ask(self, left: float, right: float) -> None:
        """Go where the user wants to go, as far as there is data."""
        if self._series is None or self._frame is None:
            return
        self._place(left, right)
        self.strayed.emit()

    def _redraw(self, *_: object) -> None:
        for layer in self._layers:
            layer.set_size(self._stage.width(), self._stage.height())
        if self._frame is not None:
            self._place(self._frame.left, self._frame.right)

    def _place(self, left: float, right: float) -> None:
        """Draw the bars from `left` to `right`; y follows what is visible."""
        series, values = self._series, self._heights
        if series is None or values is None:
            return
        left, right = clamped(left, right, len(values))
        wide, tall = max(1.0, self._stage.width()), max(1.0, self._stage.height())
        found = columns(values, left, right, wide)
        if found.step == 1:
            low, high = extremes(values, left, right) or (0.0, 1.0)
        else:
            low, high = float(found.low.min()), float(found.high.max())
        bottom, top = view_of(low, high, self._nearest_line(series), _air(tall))
        self._frame = Frame(left, right, bottom, top, wide, tall, self._scale)
        self._stage.setRange(xRange=(left, right), yRange=(bottom, top), padding=0)
        self._line.show_columns(found, QRectF(left, bottom, right - left, top - bottom))
        self._label(series, self._frame)

    def _nearest_line(self, series: Series) -> float | None:
        """Return the height of the next target: the only one that may stretch the view."""
        last = float(series.bars.close[-1])
        ahead = [each.price for each in series.targets if not each.reached]
        if not ahead:
            return None
        return height(min(ahead, key=lambda each: abs(each - last)), self._scale)

    def _label(self, series: Series, frame: Frame) -> None:
        tags = self._tags(series, frame)
        prices = self._round_prices(frame, tags)
        texts = tick_prices(prices, self._phrases.language)
        apart = _TICK_WIDE / frame.wide * (frame.right - frame.left)
        dates = date_ticks(self._rungs, frame.left, frame.right, apart)
        across, down = [frame.y(each) for each in prices], [frame.x(each.bar) for each in dates]
        self._grid.show_ticks(across, down)
        days = [day_of(int(series.bars.days[each.bar])) for each in dates]
        named = [tick_date(*each, self._phrases.language) for each in zip(dates, days, strict=True)]
        ranks = {each.turn for each in dates}
        strong = [len(ranks) > 1 and each.turn is max(ranks) for each in dates]
        self._dates.show_marks(list(map(Mark, down, named, strong)), ())
        self._prices.fit([*texts, *(each.text for each in tags)])
        self._prices.show_marks(list(map(Mark, across, texts)), tags)
        self._show_levels(series, frame)

    def _round_prices(self, frame: Frame, tags: list[Tag]) -> list[float]:
        """Return round prices, closer together where tags would leave too few to read."""
        best: list[float] = []
        readable = -1
        for found in _choices(frame, self._prices.line_height):
            marks = [Mark(frame.y(each), "") for each in found]
            seen = self._prices.readable(marks, tags)
            if seen > readable:
                best, readable = found, seen
            if seen >= _FEWEST_TICKS:
                break
        return best

    def _tags(self, series: Series, frame: Frame) -> list[Tag]:
        tags = [
            Tag(
                frame.y(each.price),
                self._phrases.price(each.price),
                self._ink.target,
                self._ink.base,
            )
            for each in series.targets
            if not each.reached and not _beyond(frame, each)
        ]
        last = float(series.bars.close[-1])
        if 0 <= (at := frame.y(last)) <= frame.tall:
            change = change_at(series.bars, len(series.bars) - 1)
            fill = self._ink.toned(change) if change else self._ink.muted
            tags.append(Tag(at, self._phrases.price(last), fill, self._ink.base))
        return tags

    def _show_levels(self, series: Series, frame: Frame) -> None:
        count, last = len(series.bars), float(series.bars.close[-1])
        levels = []
        for each in series.targets:
            beyond = _beyond(frame, each)
            if beyond and each.reached:
                continue  # it is history; an arrow to it would be noise
            text = target_text(self._phrases, each, series.currency, last, away=bool(beyond))
            levels.append(Level(frame.y(each.price), text, each.reached, beyond))
        in_view = frame.left <= count - 1 <= frame.right
        tone = self._ink.toned(change_at(series.bars, count - 1))
        dot = Last(frame.x(count - 1), frame.y(last), tone, series.live) if in_view else None
        self._levels.show_levels(levels, dot, self._drawn_in)

    def _drawn_in(self, place: QRectF) -> float:
        """Return how much of a rectangle's height the line crosses, from 0 to 1."""
        frame, values = self._frame, self._heights
        if frame is None or values is None:
            return 0.0
        first = max(0, math.floor(frame.bar(place.left())))
        part = values[first : max(0, math.ceil(frame.bar(place.right()))) + 1]
        if not len(part):
            return 0.0
        low, high = float(part.min()), float(part.max())
        upper, lower = (frame.y(price_at(each, frame.scale)) for each in (high, low))
        crossed = min(lower, place.bottom()) - max(upper, place.top())
        return max(0.0, crossed + 2) / (place.height() + 2)

    def _point(self, at: QPointF | None) -> None:
        """Put the crosshair on the bar under the pointer."""
        series, frame = self._series, self._frame
        if at is None or series is None or frame is None:
            self._crosshair.show_reading(None)
            self._prices.show_pointer(None)
            self._dates.show_pointer(None)
            return
        bar = min(max(0, round(frame.bar(at.x()))), len(series.bars) - 1)
        x, close = frame.x(bar), float(series.bars.close[bar])
        words = reading_words(self._phrases, self._ink, series, bar)
        self._crosshair.show_reading(Reading(x, frame.y(close), at.y(), words))
        fill, ink = self._ink.text, self._ink.base
        self._prices.show_pointer(Tag(at.y(), self._phrases.price(frame.value(at.y())), fill, ink))
        self._dates.show_pointer(Tag(x, words[0][0], fill, ink))

    def _clear(self) -> None:
        self._line.show_columns(columns(_NOTHING, 0, 1, 1), QRectF())
        self._grid.show_ticks((), ())
        self._levels.show_levels((), None)
        self._point(None)
        for axis in (self._prices, self._dates):
            axis.show_marks((), ())


def _beyond(frame: Frame, target: TargetPrice) -> int:
    value = height(target.price, frame.scale)
    return (value > frame.top) - (value < frame.bottom)


def _choices(frame: Frame, line: float) -> Iterator[list[float]]:
    """Give round prices ever closer together, until their labels would touch."""
    roomy, densest = max(2, int(frame.tall / _TICK_TALL)), int(frame.tall / line)
    low, high = price_at(frame.bottom, frame.scale), price_at(frame.top, frame.scale)
    for scale in dict.fromkeys((frame.scale, Scale.LINEAR)):
        ends = (frame.bottom, frame.top) if scale is frame.scale else (low, high)
        for most in range(roomy, max(roomy, densest) + 1):
            found = price_ticks(*ends, most, scale)
            across = [frame.y(each) for each in found]
            if most == roomy or all(one - other >= line for one, other in pairwise(across)):
                yield found


def _air(tall: float) -> tuple[float, float]:
    """Return the parts of the view to keep free above and below the data."""
    return min(0.18, _FREE_ABOVE / tall), min(0.12, _FREE_BELOW / tall)
