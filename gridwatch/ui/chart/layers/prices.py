"""The prices themselves: candles, hollow candles, bars, a line or an area."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPolygonF

from gridwatch.domain.bars import Floats
from gridwatch.domain.candles import Candles
from gridwatch.ui.chart.engine.batch import Mask, Parted, Rects, draw_rects, runs
from gridwatch.ui.chart.engine.columns import Columns, Extent
from gridwatch.ui.chart.engine.frame import Frame, Window
from gridwatch.ui.chart.engine.gathering import Gathering
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.layers.trace import Trace, through

_BOLD = 1.6
# Narrower than this a body is its wick, and a tick left or right of a bar is not seen.
_SLIM = 2.5


class Style(StrEnum):
    """How prices are drawn; the ids are remembered."""

    CANDLES = "candles"
    HOLLOW = "hollow"
    BARS = "bars"
    LINE = "line"
    AREA = "area"

    @property
    def whole(self) -> bool:
        """Tell whether all four prices of a bar are drawn, not only its close."""
        return self in {Style.CANDLES, Style.HOLLOW, Style.BARS}


@dataclass(frozen=True, slots=True)
class _Shape:
    """Candles as rectangles: which rise, lefts, tops, how wide and how tall.

    Slim ones have no body beside their wick.
    """

    wicks: tuple[Mask, Floats, Floats, float, Floats]
    bodies: tuple[Mask, Floats, Floats, float, Floats]
    slim: bool


class Prices(Layer):
    """One series of a pane in one of the styles."""

    def __init__(self, ink: Ink, style: Style = Style.CANDLES) -> None:
        super().__init__(ink, 0)
        self._style = style
        self._candles: Candles | None = None
        self._whole: Gathering | None = None
        self._closes: Gathering | None = None
        self._opens: Floats = np.empty(0)
        self._found: Columns | None = None
        self.seen: Extent | None = None  # what is in view, for whatever lies on it
        self._wicks, self._bodies = Parted(), Parted()  # rising, falling
        self._hollow = Rects()
        self._line = Trace()
        self._areas: list[QPolygonF] = []

    def show_candles(self, candles: Candles | None) -> None:
        """Take other bars, or none."""
        self._candles = candles
        self._found = self.seen = None
        if candles is None:
            self._whole = self._closes = None
            return
        opens = self._opens = _known_opens(candles.open, candles.close, 0)
        closes = candles.close
        self._whole = Gathering(opens, closes, candles.low, candles.high)
        self._closes = Gathering(closes, closes, closes, closes)

    @property
    def style(self) -> Style:
        """Return how the prices are drawn."""
        return self._style

    def set_style(self, style: Style) -> None:
        """Draw in another style; the canvas is redrawn by whoever asks."""
        self._style = style
        self._found = None

    @property
    def found(self) -> Columns | None:
        """Return the visible bars as they were gathered last."""
        return self._found

    def look(self, window: Window) -> Extent | None:
        """Gather the visible bars."""
        gathering = self._whole if self._style.whole else self._closes
        if gathering is None:
            return None
        self._found, self.seen = gathering.look(window), gathering.extent
        return self.seen

    def look_again(self, window: Window, first: int) -> Extent | None:
        """Look at bars that were written in place."""
        candles = self._candles
        if candles is None or self._whole is None or self._closes is None:
            return None
        self._opens[first:] = _known_opens(candles.open, candles.close, first)
        shown, other = self._whole, self._closes
        if not self._style.whole:
            shown, other = other, shown
        other.forget_from(first)
        self._found, self.seen = shown.look_again(window, first), shown.extent
        return self.seen

    def reframed(self) -> None:
        """Turn the gathered bars into pixels."""
        self._line.clear()
        self._areas = []
        for each in (self._wicks, self._bodies, self._hollow):
            each.clear()
        frame, found = self.frame, self._found
        if frame is None or found is None or not len(found):
            return
        if not self._style.whole:
            self._make_line(frame, found)
        elif self._style is Style.BARS:
            self._make_bars(frame, found)
        else:
            self._make_candles(frame, found)

    def reframed_from(self, first: int) -> None:
        """Move the last candle, where no more than that has changed."""
        if not self._moved_end(first):
            self.reframed()

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw in the style that is set."""
        if self._style.whole:
            self._draw_whole(painter)
        else:
            self._draw_line(painter, exposed)

    def _make_candles(self, frame: Frame, found: Columns) -> None:
        shape, ratio, pixel = _shape_of(frame, found), frame.ratio, 1 / frame.ratio
        self._wicks.fill(*shape.wicks, ratio)
        if shape.slim:
            return
        self._bodies.fill(*shape.bodies, ratio)
        if self._style is Style.HOLLOW:
            rising, lefts, upper, wide, tall = shape.bodies
            inner = rising & (tall > 2 * pixel)
            left, top, high = lefts[inner] + pixel, upper[inner] + pixel, tall[inner] - 2 * pixel
            self._hollow.fill(left, top, wide - 2 * pixel, high, ratio)

    def _moved_end(self, first: int) -> bool:
        """Move the candle of the last bar, if that is enough."""
        frame, found, whole = self.frame, self._found, self._whole
        if self._style is not Style.CANDLES or frame is None or found is None or whole is None:
            return False
        if not whole.is_last(first):
            return False
        shape = _shape_of(frame, found.end())
        moved = self._wicks.move_end(*shape.wicks, frame.ratio)
        return moved and (shape.slim or self._bodies.move_end(*shape.bodies, frame.ratio))

    def _make_bars(self, frame: Frame, found: Columns) -> None:
        x, tops, bottoms, opens, closes = _pixels(frame, found)
        pixel, wide = 1 / frame.ratio, frame.body_width(found.step)
        slim = wide < _SLIM or found.step > 1
        lefts = frame.snapped(x - wide / 2)
        half = (wide - pixel) / 2
        stems = lefts if slim else lefts + half
        for number, mask in enumerate((closes <= opens, closes > opens)):
            stem = wide if slim else pixel
            wicks, ticks = self._wicks.parts[number], self._bodies.parts[number]
            wicks.fill(stems[mask], tops[mask], stem, (bottoms - tops)[mask], frame.ratio)
            if slim:
                continue
            begins = np.concatenate((lefts[mask], stems[mask]))
            levels = np.concatenate((opens[mask], closes[mask]))
            flat = np.full(len(levels), pixel)
            ticks.fill(begins, levels, half + pixel, flat, frame.ratio)

    def _make_line(self, frame: Frame, found: Columns) -> None:
        bars, values = through(found)
        self._line.fill(frame.xs(bars), frame.ys(values))
        if self._style is Style.AREA:
            tops = found.last if found.step == 1 else found.high
            for run in runs(frame.xs(found.x), frame.ys(tops)):
                ends = [QPointF(run.last().x(), frame.tall), QPointF(run.first().x(), frame.tall)]
                run.append(ends)
                self._areas.append(run)

    def _draw_whole(self, painter: QPainter) -> None:
        ink, (up, down), (rising, falling) = self.ink, self._wicks.parts, self._bodies.parts
        draw_rects(
            painter,
            (up, ink.rise),
            (rising, ink.rise),
            (down, ink.fall),
            (falling, ink.fall),
            (self._hollow, ink.base),
        )

    def _draw_line(self, painter: QPainter, exposed: QRectF) -> None:
        if self._areas:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_gradient(self.ink.line, self.sheet.height()))
            for area in self._areas:
                painter.drawPolygon(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        self._line.draw(painter, exposed, self.ink.line, _BOLD)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _shape_of(frame: Frame, found: Columns) -> _Shape:
    x, tops, bottoms, opens, closes = _pixels(frame, found)
    pixel, wide = 1 / frame.ratio, frame.body_width(found.step)
    rising = closes <= opens  # pixels count from the top
    upper, tall = np.minimum(opens, closes), np.abs(closes - opens)
    lefts = frame.snapped(x - wide / 2)
    slim = wide < _SLIM or found.step > 1
    middles = lefts if slim else lefts + (wide - pixel) / 2
    stem = wide if slim else pixel
    wicks = (rising, middles, tops, stem, bottoms - tops)
    return _Shape(wicks, (rising, lefts, upper, wide, tall), slim)


def _pixels(frame: Frame, found: Columns) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return x, highs, lows, opens and closes as whole pixels of the screen."""
    values = np.array((found.high, found.low, found.first, found.last))
    high, low, first, last = frame.snapped(frame.ys(values))
    return frame.xs(found.x), high, low, first, last


def _known_opens(opens: Floats, closes: Floats, first: int) -> Floats:
    """Return the opens from bar `first` on, in place of an unknown one the close before it.

    A day that is known by its quote alone has no open; its candle then shows the day's change.
    """
    part = opens[first:].copy()
    unknown = np.flatnonzero(np.isnan(part))
    if len(unknown):
        before = np.maximum(unknown + first - 1, 0)
        part[unknown] = closes[before]
    return part


def _gradient(tone: QColor, tall: float) -> QBrush:
    gradient = QLinearGradient(0, 0, 0, tall)
    for place, strength in ((0.0, 0.26), (0.55, 0.10), (1.0, 0.0)):
        shade = QColor(tone)
        shade.setAlphaF(strength)
        gradient.setColorAt(place, shade)
    return QBrush(gradient)
