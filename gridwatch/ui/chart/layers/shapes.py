"""What the user has drawn: lines, boxes, measures and texts above the prices, tints below them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

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
from gridwatch.ui.chart.layers.plates import Plates

REACH = 5.0  # pixels from a shape at which it is taken
HANDLE = 7.0  # pixels from a handle at which it is taken
_BOLD, _FEW = 1.6, 30  # smooth and wider pens are for a few lines: many of them take their time
_TINT = 0.09
_KEPT = 600
_KNOB = 3.5
_FLAT = 0.01  # pixels: a line that rises less is drawn as a whole row of pixels


class Tints(Layer):
    """The ground within boxes, below the grid and covering: half transparent it would cost much."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(ink, -11)
        self._rects: dict[str, Rects] = {}

    def show_boxes(self, boxes: Floats, tones: Rows, ratio: float) -> None:
        """Take boxes (left, top, right, bottom) in pixels of the pane, and their tones' numbers."""
        self._rects = {}
        for number in set(tones.tolist()):
            left, top, right, bottom = boxes[tones == number].T
            rects = self._rects[TONES[number]] = Rects()
            rects.fill(left, top, right - left, bottom - top, ratio)
        self.update()

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Tint the ground."""
        if self.frame is None:
            return
        for tone, rects in self._rects.items():
            rects.draw(painter, self.ink.mixed(tone_of(self.ink, tone), _TINT))


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
        self._straight: list[tuple[str, Rects]] = []
        self._slanted: list[tuple[str, Lines]] = []
        self._smooth = True
        self._show(False)

    def show_shapes(self, shapes: Sequence[Shape], chosen: int | None) -> None:
        """Take what is drawn, the last one on top; the one in the row `chosen` has handles."""
        self._shapes, self._chosen = shapes, chosen
        self._table()
        self._show(bool(shapes))
        self.reframed()
        self.update()

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

    def repaint_from(self, first: int) -> None:
        """Do nothing: no bar moves what is drawn while the frame stands."""

    def reframed(self) -> None:
        """Find what touches the view, and turn it into pixels."""
        frame, self._layout = self.frame, None
        if frame is None or not self._shapes:
            return
        self._points = np.stack(
            (
                frame.xs(self._anchors[:, 0]),
                frame.ys(self._anchors[:, 1]),
                frame.xs(self._anchors[:, 2]),
                frame.ys(self._anchors[:, 3]),
            ),
            axis=1,
        )
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
        for tone, rects in self._straight:
            rects.draw(painter, tone_of(self.ink, tone))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=self._smooth)
        for tone, lines in self._slanted:
            painter.setPen(QPen(tone_of(self.ink, tone), _BOLD if self._smooth else 0))
            lines.draw(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._draw_labels(painter, layout, frame.ratio)
        self._draw_handles(painter)

    def _show(self, visible: bool) -> None:
        """Let sheets without anything on them cost nothing."""
        self.setVisible(visible)
        self.tints.setVisible(visible)

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
        straight = (np.abs(x2 - x1) < _FLAT) | (np.abs(y2 - y1) < _FLAT)
        self._smooth = bool(np.count_nonzero(~straight) <= _FEW)
        thick = max(1, round(1.4 * ratio)) / ratio
        self._straight, self._slanted = [], []
        for number in set(tones.tolist()):
            own = tones == number
            mask = own & straight
            rects = Rects()
            left, top = np.minimum(x1, x2)[mask], np.minimum(y1, y2)[mask]
            wide, tall = np.abs(x2 - x1)[mask] + thick, np.abs(y2 - y1)[mask] + thick
            rects.fill(left - thick / 2, top - thick / 2, wide, tall, ratio)
            self._straight.append((TONES[number], rects))
            mask = own & ~straight
            if mask.any():
                slanted = Lines()
                slanted.fill(x1[mask], y1[mask], x2[mask], y2[mask])
                self._slanted.append((TONES[number], slanted))

    def _handles(self) -> list[tuple[Point, tuple[int, int]]]:
        """Return the handles of the chosen shape; that of a level stands where it can be seen."""
        row, frame = self._chosen, self.frame
        if row is None or frame is None or row >= len(self._points):
            return []
        drawing, points = self._shapes[row].drawing, self._points[row].tolist()
        if drawing.kind is DrawingKind.HORIZONTAL:
            points[0] = frame.wide / 2
        return handles_of(drawing, points)

    def _draw_labels(self, painter: QPainter, layout: Layout, ratio: float) -> None:
        places = (np.round(layout.labels[:, :2] * ratio) / ratio).tolist()
        for (left, top), row in zip(places, layout.label_rows.tolist(), strict=True):
            drawing = self._shapes[row].drawing
            tone, tag = tone_of(self.ink, drawing.tone), drawing.kind is DrawingKind.HORIZONTAL
            at = QPointF(left, top)
            self._plates.draw(painter, at, self._texts[row], tone, tag=tag, ratio=ratio)

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


def _ends(shape: Shape) -> tuple[float, float, float, float]:
    anchors = shape.drawing.anchors
    return shape.bars[0], anchors[0].value, shape.bars[-1], anchors[-1].value
