"""Thousands of lines and rectangles in one call: numpy columns, handed to the painter whole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF, QTransform
from shiboken6 import Shiboken, VoidPtr

from gridwatch.domain.bars import Floats

_FAR = 60_000.0
Mask = NDArray[np.bool_]


class Rects:
    """Filled rectangles on whole pixels of the screen, kept for the next painting.

    Only whole numbers and colours that cover what is below take Qt's short way: 1,200 tall columns
    cost 1 ms so, 2 ms as fractions, and 20 ms half transparent (measured).
    """

    def __init__(self) -> None:
        self._table: NDArray[np.int32] = np.empty((0, 4), dtype=np.int32)
        self._handed: tuple[NDArray[np.int32], object] | None = None

    def fill(
        self, left: Floats, top: Floats, wide: Floats | float, tall: Floats, ratio: float
    ) -> None:
        """Take rectangles in our pixels, `ratio` of the screen's to one of them.

        Those with an unknown edge are left out, all others are at least a pixel wide and tall.
        """
        table, known = _made_whole(left, top, wide, tall, ratio)
        self._table = (table if known.all() else table[known]).astype(np.int32)

    def take(self, table: Floats) -> None:
        """Take rectangles as their first and last pixels of the screen, whole numbers."""
        self._table = table.astype(np.int32)

    def put_last(self, table: Floats) -> None:
        """Put the last rectangle elsewhere, told as `take` is told all of them."""
        self._table[-1:] = table

    def clear(self) -> None:
        """Forget them all."""
        self._table = self._table[:0]

    def draw(self, painter: QPainter, tone: QColor) -> None:
        """Fill them with one colour, in the pixels of whatever is painted on."""
        draw_rects(painter, (self, tone))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._table)

    def hand_over(self, painter: QPainter) -> None:
        """Give all of them to a painter that is set up for them."""
        table = self._table
        if self._handed is None or self._handed[0] is not table:
            self._handed = table, Shiboken.wrapInstance(table.ctypes.data, QRect)
        first = self._handed[1]
        painter.drawRects(first, len(table))  # type: ignore[call-overload]  # it is a QRect


class Parted:
    """Rectangles of bars parted among two colours: those of a mask are of the first.

    That of the last bar can be put elsewhere alone: a tick changes no other.
    """

    def __init__(self) -> None:
        self.parts = (Rects(), Rects())
        self._end: Rects | None = None  # whose last rectangle is that of the last bar

    def fill(
        self,
        firsts: Mask,
        left: Floats,
        top: Floats,
        wide: Floats | float,
        tall: Floats,
        ratio: float,
    ) -> None:
        """Take rectangles in our pixels, as `Rects` does; all are made pixels at once."""
        table, known = _made_whole(left, top, wide, tall, ratio)
        self.parts[0].take(table[known & firsts])
        self.parts[1].take(table[known & ~firsts])
        self._end = self._part(firsts) if len(known) and known[-1] else None

    def move_end(
        self,
        firsts: Mask,
        left: Floats,
        top: Floats,
        wide: Floats | float,
        tall: Floats,
        ratio: float,
    ) -> bool:
        """Put that of the last bar, alone in these columns, elsewhere; False where it can't be.

        It has to be there, to be known and to keep its colour.
        """
        table, known = _made_whole(left, top, wide, tall, ratio)
        if self._end is None or not known[0] or self._part(firsts) is not self._end:
            return False
        self._end.put_last(table)
        return True

    def clear(self) -> None:
        """Forget them all."""
        self._end = None
        for each in self.parts:
            each.clear()

    def _part(self, firsts: Mask) -> Rects:
        return self.parts[0] if firsts[-1] else self.parts[1]


def _made_whole(
    left: Floats, top: Floats, wide: Floats | float, tall: Floats, ratio: float
) -> tuple[Floats, Mask]:
    """Return rectangles as the first and last pixels of the screen, and which of them are known."""
    table = np.empty((len(left), 4))
    table[:, 0], table[:, 1], table[:, 2], table[:, 3] = left, top, wide, tall
    known = np.isfinite(table[:, 1] + table[:, 3])
    table *= ratio
    np.rint(table, out=table)
    # Far beyond the edges of any picture is far enough.
    np.minimum(table, _FAR, out=table)
    np.maximum(table, -_FAR, out=table)
    # A QRect is stored as its first and its last pixel.
    table[:, 2:] = np.maximum(table[:, 2:], 1) - 1 + table[:, :2]
    return table, known


def draw_rects(painter: QPainter, *toned: tuple[Rects, QColor]) -> None:
    """Fill rectangles of several colours, the later ones on top; the painter is set up once."""
    known = [each for each in toned if len(each[0])]
    if not known:
        return
    before = painter.worldTransform()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setTransform(_device(painter))
    for rects, tone in known:
        painter.setBrush(tone)
        rects.hand_over(painter)
    painter.setTransform(before)


class Lines:
    """Separate lines from one point to another."""

    def __init__(self) -> None:
        self._table: NDArray[np.float64] = np.empty((0, 4))

    def fill(self, x1: Floats, y1: Floats, x2: Floats, y2: Floats) -> None:
        """Take new lines; those with an unknown end are left out."""
        known = np.isfinite(y1) & np.isfinite(y2)
        table = np.empty((int(np.count_nonzero(known)), 4))
        for column, values in enumerate((x1, y1, x2, y2)):
            table[:, column] = values[known]
        self._table = table

    def clear(self) -> None:
        """Forget them all."""
        self._table = self._table[:0]

    def draw(self, painter: QPainter) -> None:
        """Draw them with the painter's pen."""
        if len(self._table):
            first = Shiboken.wrapInstance(self._table.ctypes.data, QLineF)
            painter.drawLines(first, len(self._table))  # type: ignore[call-overload]  # a QLineF


def polygon(x: Floats, y: Floats) -> QPolygonF:
    """Return points as a polygon."""
    made = QPolygonF()
    if len(x):
        made.resize(len(x))
        memory = VoidPtr(made.data(), len(x) * 16, True)  # type: ignore[call-arg,arg-type]  # stub
        points: Floats = np.frombuffer(memory, dtype=np.float64)  # type: ignore[call-overload]
        points[::2] = x
        points[1::2] = y
    return made


def runs(x: Floats, y: Floats) -> list[QPolygonF]:
    """Return one polygon for each run of known points: a gap is left open, not bridged."""
    return [polygon(x[part], y[part]) for part in known_parts(y)]


def known_parts(values: Floats) -> list[slice]:
    """Return the runs of values that are known."""
    known = np.isfinite(values)
    if known.all():
        return [slice(0, len(values))] if len(values) else []
    edges = np.flatnonzero(np.diff(np.concatenate(([False], known, [False])).astype(np.int8)))
    return [slice(*ends) for ends in edges.reshape(-1, 2).tolist()]


def _device(painter: QPainter) -> QTransform:
    """Return the transform under which one unit is one pixel of the device, from the same origin.

    What lies between ours and the device's (the screen's ratio, the place in a window) is taken
    out again.
    """
    now = painter.deviceTransform()
    origin = now.map(QPointF(0, 0))
    moved = QTransform.fromTranslate(round(origin.x()), round(origin.y()))
    back, _ = now.inverted()
    return moved * back * painter.worldTransform()
