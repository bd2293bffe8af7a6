"""Small signs at the foot of the pane for what happened on a day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from gridwatch.domain.charting import Mark, MarkKind
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.layers.pictures import Paint, Pictures

SIZE = 15.0
_APART = SIZE + 1
_FOOT = 3.0
# Of several in one place the one that a click opens.
_RANK = (
    MarkKind.FIRING,
    MarkKind.EVIDENCE,
    MarkKind.TRADE,
    MarkKind.SPLIT,
    MarkKind.SHARES,
    MarkKind.DIVIDEND,
    MarkKind.RESULTS,
)
# As coordinates within a sign of 1 × 1.
_RISE = ((0.5, 0.26), (0.78, 0.7), (0.22, 0.7))
_FALL = ((0.5, 0.74), (0.78, 0.3), (0.22, 0.3))
_FLAG = ((0.36, 0.22), (0.76, 0.38), (0.36, 0.54))
_POLE = ((0.36, 0.2), (0.36, 0.8))
# An arrow into the account, and one out of it.
_BOUGHT = (
    (0.5, 0.2), (0.82, 0.52), (0.62, 0.52), (0.62, 0.8), (0.38, 0.8), (0.38, 0.52), (0.18, 0.52),
)  # fmt: skip
_SOLD = tuple((x, 1 - y) for x, y in _BOUGHT)
_LEVEL, _UPRIGHT = ((0.27, 0.5), (0.73, 0.5)), ((0.5, 0.27), (0.5, 0.73))


class Side(Enum):
    """Whose evidence a sign stands for, and on which side it is."""

    FOR = "for"
    AGAINST = "against"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Look:
    """What a sign shows: a figure of marks, else a letter, else the shape of its kind.

    `rising`: there are more shares, or shares were bought. `side` is that of evidence; `shared`:
    all of it is of themes, and the sign has less weight.
    """

    kind: MarkKind
    text: str
    rising: bool
    side: Side | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that share a place, in the order of time, at the bar of the first."""

    marks: tuple[Mark, ...]
    bar: int
    look: Look

    @property
    def chief(self) -> Mark:
        """Return the mark that matters most, the newest of its kind."""
        return _chief(self.marks)


class MarkSigns(Layer):
    """Draws the signs of the marks in view from pictures that are made once."""

    def __init__(self, ink: Ink, letter: Callable[[MarkKind], str]) -> None:
        super().__init__(ink, 14)
        self._letter = letter
        self._marks: Sequence[Mark] = ()
        self._bars: list[int] = []
        self._zoom = 0.0  # the width of a bar for which the groups were made
        self._all: list[Group] = []
        self._groups: list[Group] = []
        self._pictures = Pictures()
        self._hovered: Group | None = None

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Take marks in the order of their bars; they are laid out with the next frame."""
        self._marks = marks
        self._bars = [each.bar for each in marks]
        self._zoom = 0.0
        self._hovered = None

    @property
    def groups(self) -> Sequence[Group]:
        """Return the signs in view."""
        return self._groups

    def group_at(self, at: QPointF) -> Group | None:
        """Return the sign under a pixel of the pane."""
        reached = [each for each in self._groups if self.place_of(each).contains(at)]
        return reached[-1] if reached else None

    def place_of(self, group: Group) -> QRectF:
        """Return the rectangle of a sign in pixels of the pane, empty where there is no view."""
        if self.frame is None:
            return QRectF()
        return QRectF(self.frame.x(group.bar) - SIZE / 2, self._top(), SIZE, SIZE)

    def hover(self, group: Group | None) -> None:
        """Let the sign under the pointer stand out."""
        if group != self._hovered:
            for each in (self._hovered, group):
                if each is not None:
                    self.repaint(self.place_of(each).adjusted(-2, -2, 2, 2))
            self._hovered = group

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type; all pictures are made anew."""
        self._pictures.clear()
        self._zoom = 0.0
        super().set_ink(ink)

    def reframed(self) -> None:
        """Find the signs in view."""
        frame = self.frame
        self._groups = self._in_view(frame) if frame is not None and self._bars else []

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the pictures."""
        top, frame = self._top(), self.frame
        if frame is None or exposed.bottom() < top - 2:
            return
        places = [(frame.x(each.bar) - SIZE / 2, top, each.look) for each in self._groups]
        self._pictures.draw_all(painter, QSizeF(SIZE, SIZE), places, self._paint_of)
        if self._hovered is not None and self._hovered in self._groups:
            painter.setPen(QPen(self.ink.text, 0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.place_of(self._hovered).adjusted(-1, -1, 0, 0), 4, 4)

    def _top(self) -> float:
        return float(int(self.sheet.height() - SIZE - _FOOT))

    def _in_view(self, frame: Frame) -> list[Group]:
        if self._zoom != frame.bar_width:
            self._zoom, self._all = frame.bar_width, list(self._grouped(frame.bar_width))
        half = SIZE / frame.bar_width
        first = bisect_left(self._all, frame.left - half, key=_bar_of)
        return self._all[first : bisect_right(self._all, frame.right + half, key=_bar_of)]

    def _grouped(self, bar_width: float) -> Iterator[Group]:
        """Yield marks of which the signs would cover one another as one group.

        They depend on the zoom alone, so that a pan never takes a group apart.
        """
        apart, start = max(1, ceil(_APART / bar_width)), 0
        while start < len(self._bars):
            end = bisect_left(self._bars, self._bars[start] + apart, start + 1)
            marks = tuple(self._marks[start:end])
            yield Group(marks, self._bars[start], self._look(marks))
            start = end

    def _look(self, marks: Sequence[Mark]) -> Look:
        chief, count = _chief(marks), len(marks)
        text = str(min(count, 99)) if count > 1 else self._letter(chief.kind)
        side, shared = _side(marks) if chief.kind is MarkKind.EVIDENCE else (None, False)
        return Look(chief.kind, text, _is_rising(chief), side, shared)

    def _paint_of(self, look: Look) -> Paint:
        return partial(self._paint_sign, look)

    def _paint_sign(self, look: Look, painter: QPainter, rect: QRectF) -> None:
        tone = self._tone(look)
        painter.setBrush(self.ink.mixed(tone, 0.04 if look.shared else 0.16))
        painter.setPen(QPen(self.ink.mixed(tone, 0.35 if look.shared else 0.6), 1))
        shrunk = 1.5 if look.shared else 0.5
        painter.drawRoundedRect(rect.adjusted(shrunk, shrunk, -shrunk, -shrunk), 4, 4)
        if look.text:
            self._paint_text(painter, look.text, tone)
        else:
            _paint_shape(painter, look, tone)

    def _paint_text(self, painter: QPainter, text: str, tone: QColor) -> None:
        font = QFont(self.ink.strong)
        font.setPixelSize(10 if len(text) < 2 else 9)
        painter.setFont(font)
        painter.setPen(tone)
        painter.drawText(QRectF(0, 0, SIZE, SIZE), Qt.AlignmentFlag.AlignCenter, text)

    def _tone(self, look: Look) -> QColor:
        if look.kind is MarkKind.FIRING:
            return self.ink.target
        if look.side is not None:
            return self._tone_of(look.side)
        if look.kind in {MarkKind.SPLIT, MarkKind.SHARES}:
            return self.ink.warn
        if look.kind is MarkKind.TRADE:
            return self.ink.own
        return self.ink.line if look.kind is MarkKind.RESULTS else self.ink.muted

    def _tone_of(self, side: Side) -> QColor:
        if side is Side.BOTH:
            return self.ink.text
        return self.ink.rise if side is Side.FOR else self.ink.fall


def _side(marks: Sequence[Mark]) -> tuple[Side, bool]:
    """Return on which side the evidence among some marks is, and whether all of it is of themes."""
    found = [each.found for each in marks if each.found is not None]
    sides = {each.is_for for each in found}
    side = Side.BOTH if len(sides) > 1 else (Side.FOR if True in sides else Side.AGAINST)
    return side, all(each.theme for each in found)


def _chief(marks: Sequence[Mark]) -> Mark:
    return min(reversed(marks), key=lambda each: _RANK.index(each.kind))


def _is_rising(mark: Mark) -> bool:
    return mark.traded.comes if mark.traded is not None else mark.amount >= mark.other


def _bar_of(group: Group) -> int:
    return group.bar


def _paint_shape(painter: QPainter, look: Look, tone: QColor) -> None:
    painter.setBrush(tone)
    painter.setPen(QPen(tone, 1.2))
    if look.kind is MarkKind.FIRING:
        painter.drawPolyline(_scaled(_POLE))
        painter.drawPolygon(_scaled(_FLAG))
        return
    if look.kind is MarkKind.TRADE:
        # Bought is full and points up, sold is open and points down.
        painter.setBrush(tone if look.rising else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(_scaled(_BOUGHT if look.rising else _SOLD))
        return
    if look.side is not None:
        painter.setPen(QPen(tone, 1.7))
        painter.drawPolyline(_scaled(_LEVEL))
        if look.side is Side.FOR:
            painter.drawPolyline(_scaled(_UPRIGHT))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(_scaled(_RISE if look.rising else _FALL))


def _scaled(points: Sequence[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(x * SIZE, y * SIZE) for x, y in points])
