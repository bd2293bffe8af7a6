"""What the user has drawn: lines, boxes, measures and texts above the prices, tints below them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from gridwatch.domain.bars import Floats
from gridwatch.domain.drawings import TONES, DrawingKind
from gridwatch.ui.chart.engine.batch import Lines, Rects
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.layers.outlines import (
    KINDS,
    Layout,
    Point,
    Rows,
    Shape,
    handles_of,
    lay_out,
)
from gridwatch.ui.chart.layers.plates import Plate, Plates

REACH = 5.0  # pixels from a shape at which it is taken
HANDLE = 7.0  # pixels from a handle at which it is taken
_BOLD, _FEW = 1.6, 30  # smooth and wider pens are for a few lines: many of them take their time
_TINT = 0.09
_KEPT = 600
_KNOB = 3.5
_FLAT = 0.01  # pixels: a line that rises less is drawn as a whole row of pixels


class _TonedRects(Rects):
    """Rectangles of several tones, made pixels in one go and drawn tone by tone."""

    def __init__(self) -> None:
        super().__init__()
        self._spans: list[tuple[int, int, int]] = []

    def fill_toned(self, boxes: Floats, tones: Rows, ratio: float) -> None:
        """Take known boxes (left, top, right, bottom), and the numbers of their tones, rising."""
        left, top, right, bottom = boxes.T
        self.fill(left, top, right - left, bottom - top, ratio)
        self._spans = _spans(tones)

    def draw_toned(self, painter: QPainter, tone: Callable[[str], QColor]) -> None:
        """Fill them, each with the colour of its tone."""
        whole = self._table
        for number, first, after in self._spans:
            self._table = whole[first:after]
            self.draw(painter, tone(TONES[number]))
        self._table = whole


class Tints(Layer):
    """The ground within boxes, below the grid and covering: half transparent it would cost much."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(ink, -11)
        self._rects = _TonedRects()

    def show_boxes(self, boxes: Floats, tones: Rows, ratio: float) -> None:
        """Take boxes (left, top, right, bottom) in pixels of the pane, and their tones' numbers."""
        order = np.argsort(tones, kind="stable")
        self._rects.fill_toned(boxes[order], tones[order], ratio)
        self.repaint()

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Tint the ground."""
        if self.frame is not None:
            ink = self.ink
            self._rects.draw_toned(painter, lambda tone: ink.mixed(tone_of(ink, tone), _TINT))


class Shapes(Layer):
    """Draws the shapes that touch the view; `tints` is the sheet below the prices that it fills."""

    def __init__(self, ink: Ink, name_value: Callable[[float, Frame], str]) -> None:
        super().__init__(ink, 6)
        self.tints = Tints(ink)
        self._plates = Plates(ink)
        self._name_value = name_value
        self._shapes: Sequence[Shape] = ()
        self._chosen: int | None = None  # a row
        self._table()
        self._layout: Layout | None = None
        self._names: dict[tuple[float, float], str] = {}
        self._straight = _TonedRects()
        self._slanted: list[tuple[str, Lines]] = []
        self._smooth = True
        self._show(False)

    def show_shapes(self, shapes: Sequence[Shape], chosen: int | None) -> None:
        """Take what is drawn, the last one on top; the one in the row `chosen` has handles."""
        self._shapes, self._chosen = shapes, chosen
        self._table()
        self._show(bool(shapes))
        self.reframed()
        self.repaint()

    def seen(self) -> list[Shape]:
        """Return the shapes of which anything is in view."""
        return [self._shapes[row] for row in self._layout.seen()] if self._layout else []

    def shape_at(self, at: Point) -> Shape | None:
        """Return the shape under a pixel of the pane, the upper one of two that are as near."""
        row = self._layout.row_at(at, REACH) if self._layout is not None else None
        return self._shapes[row] if row is not None else None

    def handle_at(self, at: Point) -> tuple[int, int] | None:
        """Return which anchors the handle of the chosen shape under a pixel holds."""
        near = [each for each in self._handles() if math.dist(each[0], at) <= HANDLE]
        return min(near, key=lambda each: math.dist(each[0], at))[1] if near else None

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type."""
        self.ink = ink
        self._plates.set_ink(ink)
        self._table()
        self.forget_names()
        super().set_ink(ink)

    def forget_names(self) -> None:
        """Write the values anew: the language, or what they are of, is another."""
        self._names.clear()

    def reframed(self) -> None:
        """Find what touches the view, and turn it into pixels."""
        frame, self._layout = self.frame, None
        if frame is None or not self._shapes:
            return
        self._points = np.empty_like(self._anchors)
        self._points[:, ::2] = frame.xs(self._anchors[:, ::2])
        for column in (1, 3):
            self._points[:, column] = frame.ys(self._anchors[:, column])
        for row in self._levels:
            self._texts[row] = self._named(self._shapes[row].drawing.anchors[0].value, frame)
            self._sizes[row] = self._plates.size(self._texts[row])
        layout = self._layout = lay_out(self._kinds, self._points, self._sizes, frame)
        self.tints.show_boxes(layout.boxes, self._tones[layout.box_rows], frame.ratio)
        self._lay_lines(layout, frame.ratio)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw lines first, then labels, then the handles."""
        frame, layout = self.frame, self._layout
        if frame is None or layout is None:
            return
        self._straight.draw_toned(painter, lambda tone: tone_of(self.ink, tone))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=self._smooth)
        for tone, lines in self._slanted:
            painter.setPen(QPen(tone_of(self.ink, tone), _BOLD if self._smooth else 0))
            lines.draw(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._plates.draw(painter, self._labels(layout, frame.ratio), frame.ratio)
        self._draw_handles(painter)

    def _show(self, visible: bool) -> None:
        """Let sheets without anything on them cost nothing."""
        self.set_shown(visible)
        self.tints.set_shown(visible)

    def _table(self) -> None:
        """Make columns of the shapes: anchors as bars and values, kinds, tones, and their words."""
        shapes = self._shapes
        self._anchors = np.array([_ends(each) for each in shapes]).reshape(-1, 4)
        self._points = np.empty((0, 4))
        self._kinds = np.array([KINDS.index(each.drawing.kind) for each in shapes], dtype=np.intp)
        self._tones = np.array([TONES.index(each.drawing.tone) for each in shapes], dtype=np.intp)
        self._texts = [each.words for each in shapes]
        self._sizes = np.zeros((len(shapes), 2))
        for row, text in enumerate(self._texts):
            if text:
                self._sizes[row] = self._plates.size(text)
        self._levels = np.flatnonzero(self._kinds == KINDS.index(DrawingKind.HORIZONTAL)).tolist()

    def _lay_lines(self, layout: Layout, ratio: float) -> None:
        """Part what is a row or column of whole pixels from what is slanted, tone by tone."""
        lines = np.concatenate((layout.lines, layout.heads))
        tones = self._tones[np.concatenate((layout.line_rows, layout.head_rows))]
        x1, y1, x2, y2 = lines.T
        slanted = (np.abs(x2 - x1) >= _FLAT) & (np.abs(y2 - y1) >= _FLAT)
        order = np.argsort(tones + len(TONES) * slanted, kind="stable")
        lines, tones = lines[order], tones[order]
        straight = len(lines) - int(np.count_nonzero(slanted))
        half = max(1, round(1.4 * ratio)) / ratio / 2
        boxes = np.empty((straight, 4))
        boxes[:, :2] = np.minimum(lines[:straight, :2], lines[:straight, 2:]) - half
        boxes[:, 2:] = np.maximum(lines[:straight, :2], lines[:straight, 2:]) + half
        self._straight.fill_toned(boxes, tones[:straight], ratio)
        self._smooth = len(lines) - straight <= _FEW
        self._slanted = []
        for number, first, after in _spans(tones[straight:]):
            drawn = Lines()
            drawn.fill(*lines[straight + first : straight + after].T)
            self._slanted.append((TONES[number], drawn))

    def _handles(self) -> list[tuple[Point, tuple[int, int]]]:
        """Return the handles of the chosen shape; that of a level stands where it can be seen."""
        row, frame = self._chosen, self.frame
        if row is None or frame is None or row >= len(self._points):
            return []
        drawing, points = self._shapes[row].drawing, self._points[row].tolist()
        if drawing.kind is DrawingKind.HORIZONTAL:
            points[0] = frame.wide / 2
        return handles_of(drawing, points)

    def _labels(self, layout: Layout, ratio: float) -> Iterator[Plate]:
        """Yield the labels on whole pixels of the screen."""
        places = (np.round(layout.labels[:, :2] * ratio) / ratio).tolist()
        for (left, top), row in zip(places, layout.label_rows.tolist(), strict=True):
            drawing = self._shapes[row].drawing
            tone, tag = tone_of(self.ink, drawing.tone), drawing.kind is DrawingKind.HORIZONTAL
            yield Plate(QPointF(left, top), self._texts[row], tone, tag)

    def _draw_handles(self, painter: QPainter) -> None:
        row = self._chosen
        if row is None or row >= len(self._shapes):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(QPen(tone_of(self.ink, self._shapes[row].drawing.tone), _BOLD))
        painter.setBrush(self.ink.base)
        air = self.sheet.adjusted(-_KNOB, -_KNOB, _KNOB, _KNOB)
        for (x, y), _ in self._handles():
            if air.contains(QPointF(x, y)):
                painter.drawRect(QRectF(x - _KNOB, y - _KNOB, 2 * _KNOB, 2 * _KNOB))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _named(self, value: float, frame: Frame) -> str:
        key = (value, frame.base)
        if key not in self._names:
            if len(self._names) >= _KEPT:
                self._names.clear()
            self._names[key] = self._name_value(value, frame)
        return self._names[key]


def tone_of(ink: Ink, name: str) -> QColor:
    """Return the colour of a drawing's tone in the present theme."""
    tone: QColor = getattr(ink, "line" if name == "accent" else name)
    return tone


def _spans(keys: Rows) -> list[tuple[int, int, int]]:
    """Return each run of equal keys: the key, its first row, and the row after its last."""
    if not len(keys):
        return []
    edges = [0, *(np.flatnonzero(np.diff(keys)) + 1).tolist(), len(keys)]
    return [(int(keys[first]), first, after) for first, after in pairwise(edges)]


def _ends(shape: Shape) -> tuple[float, float, float, float]:
    anchors = shape.drawing.anchors
    return shape.bars[0], anchors[0].value, shape.bars[-1], anchors[-1].value
