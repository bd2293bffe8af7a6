"""Small things that are painted again and again: painted once, then laid down as pictures."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from math import ceil
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPixmap

_MOST = 200
Paint = Callable[[QPainter, QRectF], None]  # paints on a rectangle that begins at 0, 0
Key = TypeVar("Key", bound=Hashable)


class Pictures:
    """Keeps pictures by whatever tells them apart.

    A rounded label with its words takes a hundred microseconds to paint and a few to lay down
    (measured). On paper and in a vector file everything is painted as it is.
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, QPixmap] = {}

    def clear(self) -> None:
        """Forget all: their colours or type are old."""
        self._made.clear()

    def draw(self, painter: QPainter, rect: QRectF, key: Hashable, paint: Paint) -> None:
        """Lay a picture down on whole pixels of the screen."""
        self.draw_all(painter, rect.size(), ((rect.left(), rect.top(), key),), lambda _: paint)

    def draw_all(
        self,
        painter: QPainter,
        size: QSizeF,
        places: Iterable[tuple[float, float, Key]],
        paint_of: Callable[[Key], Paint],
    ) -> None:
        """Lay pictures of one size down, each at an x and a y; `paint_of` makes what is new."""
        raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
        ratio = painter.deviceTransform().m11()  # pixels of the screen to one of ours
        for x, y, key in places:
            at = QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio)
            if raster:
                painter.drawPixmap(at, self._picture(size, ratio, key, paint_of))
            else:
                painter.save()
                painter.translate(at)
                paint_of(key)(painter, QRectF(QPointF(0, 0), size))
                painter.restore()

    def _picture(
        self, size: QSizeF, ratio: float, key: Key, paint_of: Callable[[Key], Paint]
    ) -> QPixmap:
        known = (key, size.width(), size.height(), ratio)
        picture = self._made.get(known)
        if picture is None:
            if len(self._made) >= _MOST:
                self._made.clear()
            picture = self._made[known] = _painted(size, ratio, paint_of(key))
        return picture


def _painted(size: QSizeF, ratio: float, paint: Paint) -> QPixmap:
    picture = QPixmap(ceil(size.width() * ratio), ceil(size.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, QRectF(QPointF(0, 0), size))
    painter.end()
    return picture
