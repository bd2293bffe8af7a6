"""What is painted over and under the series, in pixels of the stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pyqtgraph import GraphicsObject
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gridwatch.ui.chart.engine.ink import Ink

_EDGE = 10.0


@dataclass(frozen=True, slots=True)
class Level:
    """A price line with its label; `beyond` is -1 or 1 where it lies below or above the view."""

    at: float
    text: str
    reached: bool
    beyond: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Last:
    """The last price: its pixels, the colour of its change, and a halo where it is live."""

    x: float
    y: float
    tone: QColor
    live: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What the crosshair stands on: pixels of the bar and its close, and the words about it."""

    x: float
    y: float
    pointer: float
    words: Sequence[tuple[str, QColor]]


class Layer(GraphicsObject):  # type: ignore[misc]  # pyqtgraph carries no types
    """One sheet over the whole stage."""

    def __init__(self, parent: QGraphicsItem, ink: Ink, z: float) -> None:
        super().__init__(parent)
        self.setZValue(z)
        self._rect = QRectF()
        self.ink = ink

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type."""
        self.ink = ink
        self.update()

    def set_size(self, wide: float, tall: float) -> None:
        """Cover the stage."""
        self.prepareGeometryChange()
        self._rect = QRectF(0, 0, wide, tall)

    def boundingRect(self) -> QRectF:
        """Return the stage's own rectangle."""
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw on the sheet with the chart's type."""
        del option, widget
        painter.setFont(self.ink.font)
        self.draw(painter, self._rect)

    def draw(self, painter: QPainter, sheet: QRectF) -> None:
        """Draw the layer's own things."""
        raise NotImplementedError


class Grid(Layer):
    """Faint lines at the ticks of both axes."""

    def show_ticks(self, across: Sequence[float], down: Sequence[float]) -> None:
        """Take the pixels of the horizontal and vertical lines."""
        self._across, self._down = across, down
        self.update()

    _across: Sequence[float] = ()
    _down: Sequence[float] = ()

    def draw(self, painter: QPainter, sheet: QRectF) -> None:
        """Draw the lines on whole pixels, without smoothing."""
        painter.setPen(QPen(self.ink.grid, 0))
        for y in self._across:
            painter.drawLine(QPointF(0, round(y)), QPointF(sheet.width(), round(y)))
        for x in self._down:
            painter.drawLine(QPointF(round(x), 0), QPointF(round(x), sheet.height()))


class Levels(Layer):
    """The lines of the targets with their labels, and the last price."""

    _levels: Sequence[Level] = ()
    _drawn_in: Callable[[QRectF], float] | None = None
    _last: Last | None = None

    def show_levels(
        self,
        levels: Sequence[Level],
        last: Last | None,
        drawn_in: Callable[[QRectF], float] | None = None,
    ) -> None:
        """Take the targets, and the last price where it is in view.

        `drawn_in` tells how much of a place the price line crosses: labels keep out of its way.
        """
        self._levels, self._last, self._drawn_in = levels, last, drawn_in
        self.update()

    def draw(self, painter: QPainter, sheet: QRectF) -> None:
        """Draw lines first, labels on them; labels at one edge stand in a column."""
        if self._last is not None:
            self._draw_last(painter, sheet, self._last)
        taken: list[QRectF] = []
        for each in self._levels:
            if not each.beyond:
                self._draw_line(painter, sheet, each)
        for each in self._levels:
            taken.append(self._draw_label(painter, sheet, each, taken))

    def _draw_last(self, painter: QPainter, sheet: QRectF, last: Last) -> None:
        pen = QPen(last.tone, 0)
        pen.setDashPattern([1, 4])
        painter.setPen(pen)
        painter.drawLine(QPointF(0, round(last.y)), QPointF(sheet.width(), round(last.y)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        halo = QColor(self.ink.line)
        halo.setAlphaF(0.25)
        painter.setPen(Qt.PenStyle.NoPen)
        rings = ((halo, 6.5), (self.ink.line, 3.0)) if last.live else ((self.ink.line, 2.5),)
        for colour, radius in rings:
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(last.x, last.y), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_line(self, painter: QPainter, sheet: QRectF, level: Level) -> None:
        pen = QPen(self.ink.muted if level.reached else self.ink.target, 0)
        pen.setDashPattern([6, 4])
        painter.setPen(pen)
        painter.drawLine(QPointF(0, round(level.at)), QPointF(sheet.width(), round(level.at)))

    def _draw_label(
        self, painter: QPainter, sheet: QRectF, level: Level, taken: Sequence[QRectF]
    ) -> QRectF:
        tone = self.ink.muted if level.reached else self.ink.target
        arrow = 14.0 if level.beyond else 0.0
        metrics = self.ink.metrics
        size = (metrics.horizontalAdvance(level.text) + arrow + 14, metrics.height() + 5)
        place = self._free_place(sheet, level, size, taken)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        veil = QColor(self.ink.base)
        veil.setAlphaF(0.88)
        painter.setBrush(veil)
        edge = QColor(tone)
        edge.setAlphaF(0.55)
        painter.setPen(QPen(edge, 0) if level.beyond else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(place, 4, 4)
        if level.beyond:
            _draw_arrow(painter, QPointF(place.left() + 13, place.center().y()), level.beyond, tone)
        painter.setPen(tone)
        painter.drawText(
            place.adjusted(arrow + 7, 0, -4, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            level.text,
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        return place

    def _free_place(
        self, sheet: QRectF, level: Level, size: tuple[float, float], taken: Sequence[QRectF]
    ) -> QRectF:
        """Return the emptiest place for a label, moved on until it stands on no other label."""
        place = min(_free_places(sheet, level, size), key=lambda each: self._fullness(each, taken))
        for _ in taken:
            if not any(place.intersects(each) for each in taken):
                break
            place.translate(0, (1 if level.beyond > 0 else -1) * (size[1] + 2))
        return place

    def _fullness(self, place: QRectF, taken: Sequence[QRectF]) -> float:
        """Return how much is in a place: the price line, the last price, other labels."""
        crossed = self._drawn_in(place) if self._drawn_in else 0.0
        last = self._last is not None and place.top() <= self._last.y <= place.bottom()
        return crossed + 0.5 * last + 2.0 * sum(place.intersects(each) for each in taken)


class Crosshair(Layer):
    """Hair lines on the bar under the pointer, and its readout at the top."""

    _reading: Reading | None = None

    def show_reading(self, reading: Reading | None) -> None:
        """Take what to show, None where the pointer is elsewhere."""
        self._reading = reading
        self.update()

    def draw(self, painter: QPainter, sheet: QRectF) -> None:
        """Draw the hair lines, a dot on the close, and the words."""
        reading = self._reading
        if reading is None:
            return
        pen = QPen(self.ink.muted, 0)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        x, y = round(reading.x), round(reading.pointer)
        painter.drawLine(QPointF(x, 0), QPointF(x, sheet.height()))
        painter.drawLine(QPointF(0, y), QPointF(sheet.width(), y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(QPen(self.ink.base, 0))
        painter.setBrush(self.ink.line)
        painter.drawEllipse(QPointF(reading.x, reading.y), 4, 4)
        self._draw_words(painter, reading.words)

    def _draw_words(self, painter: QPainter, words: Sequence[tuple[str, QColor]]) -> None:
        metrics, left, top = self.ink.metrics, _EDGE, _EDGE - 2
        wide = sum(metrics.horizontalAdvance(text) + 12 for text, _ in words) + 4
        veil = QColor(self.ink.base)
        veil.setAlphaF(0.9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        painter.drawRoundedRect(QRectF(left - 4, top, wide, metrics.height() + 6), 4, 4)
        for text, tone in words:
            painter.setPen(tone)
            painter.drawText(QPointF(left + 4, top + 3 + metrics.ascent()), text)
            left += metrics.horizontalAdvance(text) + 12


class Notice(Layer):
    """Words in the middle of an empty plot, and the mark of simulated prices."""

    _title = ""
    _text = ""
    _corner = ""

    def show_words(self, title: str, text: str) -> None:
        """Take a title and a sentence below it; both empty where there is something to see."""
        self._title, self._text = title, text
        self.update()

    def show_corner(self, text: str) -> None:
        """Take the words of the lower left corner."""
        self._corner = text
        self.update()

    def draw(self, painter: QPainter, sheet: QRectF) -> None:
        """Draw what is set."""
        if self._corner:
            self._draw_corner(painter, sheet)
        if self._title:
            self._draw_middle(painter, sheet)

    def _draw_corner(self, painter: QPainter, sheet: QRectF) -> None:
        metrics = self.ink.metrics
        wide = metrics.horizontalAdvance(self._corner) + 16
        tall = metrics.height() + 5
        place = QRectF(_EDGE, sheet.height() - tall - _EDGE, wide, tall)
        fill = QColor(self.ink.warn)
        fill.setAlphaF(0.14)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(self.ink.warn)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._corner)

    def _draw_middle(self, painter: QPainter, sheet: QRectF) -> None:
        middle = sheet.height() / 2
        wrap = Qt.TextFlag.TextWordWrap
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        bottom = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.setFont(self.ink.strong)
        painter.setPen(self.ink.text)
        across = sheet.adjusted(24, 0, -24, 0)
        painter.drawText(
            QRectF(across.left(), 0, across.width(), middle - 3), bottom | wrap, self._title
        )
        painter.setFont(self.ink.font)
        painter.setPen(self.ink.muted)
        painter.drawText(
            QRectF(across.left(), middle + 3, across.width(), middle - 3), top | wrap, self._text
        )


def _free_places(sheet: QRectF, level: Level, size: tuple[float, float]) -> list[QRectF]:
    """Return where a label may stand, the usual place first.

    That is above its line at the left, below it, and the same at the right; for a target out of
    view the corner at the right, or at the left of the upper edge.
    """
    wide, tall = size
    left, right = _EDGE - 6, sheet.width() - wide - _EDGE
    if level.beyond > 0:
        return [QRectF(each, _EDGE - 2, wide, tall) for each in (right, left)]
    if level.beyond:
        return [QRectF(right, sheet.height() - tall - _EDGE, wide, tall)]
    above, below = level.at - tall - 1, level.at + 2
    tops = [each for each in (above, below) if 0 <= each <= sheet.height() - tall] or [below]
    return [QRectF(side, top, wide, tall) for side in (left, right) for top in tops]


def _draw_arrow(painter: QPainter, middle: QPointF, way: int, tone: QColor) -> None:
    painter.setBrush(tone)
    painter.setPen(Qt.PenStyle.NoPen)
    tip = -4.0 * way
    points = (QPointF(0, tip), QPointF(4.5, -tip * 0.8), QPointF(-4.5, -tip * 0.8))
    painter.drawPolygon(QPolygonF([middle + each for each in points]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
