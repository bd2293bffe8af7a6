"""A line through many points, drawn the fast way for its length."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from shiboken6 import Shiboken

from gridwatch.domain.bars import Floats
from gridwatch.ui.chart.engine.batch import runs
from gridwatch.ui.chart.engine.columns import Columns

# Qt makes one outline of a wide line through all of its points: 200 points cost 2.3 ms with a pen
# of 1.4 px, and 0.16 ms as separate pieces, which look the same in a colour that covers. A pen of
# 1 px has a short way of its own: 4,800 points cost 0.7 ms (measured).
_BOLD_POINTS = 1_300
_DASHED_POINTS = 500
_DASHES = (5.0, 4.0)
_PIECE = 32  # bytes
_REACH = 4.0  # pixels that a line may reach beyond its points


class Trace:
    """Points from left to right, of which the unknown ones leave a gap; kept for the next painting.

    A dashed line is drawn without its dashes where it is too long for them to be seen.
    """

    def __init__(self, *, dashed: bool = False) -> None:
        self._dashed = dashed
        self._look: tuple[int, float, int] | None = None
        self._drawn_with = QPen()
        self.clear()

    def clear(self) -> None:
        """Forget the line."""
        self._x = self._y = np.empty(0)
        self._take_pieces(np.empty((0, 4)))
        self._paths: Sequence[QPolygonF] = ()
        self._alone: Sequence[QPointF] = ()

    def _take_pieces(self, pieces: Floats) -> None:
        # numpy takes longer to tell where its numbers are than Qt takes to draw some of them.
        self._pieces, self._address = pieces, pieces.ctypes.data

    def fill(self, x: Floats, y: Floats) -> None:
        """Take the pixels of the points."""
        self._x, self._y, self._paths = x, y, ()
        known = np.isfinite(y)
        if self._bold:
            self._take_pieces(_pieces(x, y))
        else:
            self._paths = runs(x, y)
        beside = np.concatenate(([False], known, [False]))
        alone = np.flatnonzero(known & ~beside[:-2] & ~beside[2:])
        self._alone = [QPointF(float(x[at]), float(y[at])) for at in alone]

    def move_end(self, y: float) -> bool:
        """Put the last point at another height; False where that is more than to move its piece.

        Level pieces are one piece, and only a known point that is not level with the one before it
        has one of its own.
        """
        pieces, heights = self._pieces, self._y
        if not self._bold or not len(pieces) or not math.isfinite(y) or y == heights[-2]:
            return False
        if pieces[-1, 0] != self._x[-2] or pieces[-1, 2] != self._x[-1]:
            return False
        heights[-1] = pieces[-1, 3] = y
        return True

    def draw(self, painter: QPainter, exposed: QRectF, tone: QColor, width: float) -> None:
        """Draw what is exposed in a colour that covers, no wider than the length allows.

        `width` in pixels of the screen.
        """
        left, right = exposed.left() - _REACH, exposed.right() + _REACH
        look = (tone.rgba(), width, len(self._x))
        if look != self._look:
            self._look, self._drawn_with = look, self._pen(tone, width)
        painter.setPen(self._drawn_with)
        if self._bold:
            pieces = self._pieces
            first = int(pieces[:, 2].searchsorted(left))
            stop = int(pieces[:, 0].searchsorted(right, side="right"))
            if first < stop:
                begin = Shiboken.wrapInstance(self._address + first * _PIECE, QLineF)
                painter.drawLines(begin, stop - first)  # type: ignore[call-overload]  # a QLineF
        for path in self._paths_between(left, right):
            painter.drawPolyline(path)
        painter.setBrush(tone)
        for point in self._alone:
            if left <= point.x() <= right:
                painter.drawEllipse(point, 1.0, 1.0)

    @property
    def _bold(self) -> bool:
        return len(self._x) <= _BOLD_POINTS and not self._dashed

    def _paths_between(self, left: float, right: float) -> Sequence[QPolygonF]:
        """Return the paths, or their part where a narrow strip is painted."""
        if not self._paths or right - left > (self._x[-1] - self._x[0]) / 2 or self._dashed:
            return self._paths
        first = max(0, int(np.searchsorted(self._x, left)) - 1)
        stop = int(np.searchsorted(self._x, right, side="right")) + 1
        return runs(self._x[first:stop], self._y[first:stop])

    def _pen(self, tone: QColor, width: float) -> QPen:
        pen = QPen(tone, width if self._bold else 0)
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self._dashed and len(self._x) <= _DASHED_POINTS:
            pen.setDashPattern(_DASHES)
        return pen


def _pieces(x: Floats, y: Floats) -> Floats:
    """Return one row x1, y1, x2, y2 for each piece between two known points.

    Level pieces in a row are one: where they meet they would be seen as beads.
    """
    bends = np.ones(len(y), dtype=np.bool_)
    bends[1:-1] = (y[1:-1] != y[:-2]) | (y[1:-1] != y[2:])
    x, y = x[bends], y[bends]
    pieces = np.empty((max(0, len(x) - 1), 4))
    for column, values in enumerate((x[:-1], y[:-1], x[1:], y[1:])):
        pieces[:, column] = values
    return pieces[np.isfinite(pieces[:, 1] + pieces[:, 3])]


def through(found: Columns) -> tuple[Floats, Floats]:
    """Return x and y of a line through all columns that leaves out no extreme.

    Where bars share a column it goes from one of its ends to the other, the way that the bars
    went: two points, which are drawn in half of the time that four take.
    """
    if found.step == 1:
        return found.x, found.last
    rising = found.last >= found.first
    pairs = np.empty((len(found), 2))
    pairs[:, 0] = np.where(rising, found.low, found.high)
    pairs[:, 1] = np.where(rising, found.high, found.low)
    return np.repeat(found.x, 2), pairs.ravel()
