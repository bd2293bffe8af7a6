"""What lies below the signs of a pane, kept as a picture as long as the view rests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import SIGNS, Layer

# More rectangles than this are not mended one by one.
_MOST = 6


class Ground(QGraphicsItem):
    """Lies below all layers, and paints those that change with bars and view alone.

    A tick or the pointer has narrow strips painted all over a pane. Lines and candles would be
    drawn again for each of them; from the picture it is a copy. The picture is made when a view is
    painted for the second time: of one that moves on it would be out of date with the next frame.
    """

    def __init__(self, ink: Ink, layers: Sequence[Layer]) -> None:
        super().__init__()
        self.setZValue(-100)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.ink = ink
        self._layers = layers
        self._sheet = QRectF()
        self._picture = QPixmap()
        self._place: QTransform | None = None  # from the sheet to the picture
        self._old: list[QRectF] | None = None  # what has to be mended, None for all
        self._rests = False  # whether the view has been painted before

    def set_size(self, wide: float, tall: float) -> None:
        """Cover the pane."""
        if (wide, tall) != (self._sheet.width(), self._sheet.height()):
            self.prepareGeometryChange()
            self._sheet = QRectF(0, 0, wide, tall)
            self.spoil()

    def spoil(self, rect: QRectF | None = None) -> None:
        """Take note that a rectangle of the sheet, or all of it, is out of date."""
        if rect is None:
            self._old, self._rests = None, False
        elif self._old is None or len(self._old) >= _MOST:
            self._old = None
        elif rect not in self._old:
            self._old.append(rect)

    def boundingRect(self) -> QRectF:
        """Return the sheet."""
        return self._sheet

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Lay the picture down where it is worth while, which only on a screen it ever is."""
        raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
        now = painter.deviceTransform()
        corner = _even(now.map(QPointF(0, 0)))
        place = now * QTransform.fromTranslate(-corner.x(), -corner.y())
        if place != self._place:
            self._old = None
        on_screen = widget is not None and raster
        stands = on_screen and (self._rests or self._old is not None)
        self._rests = self._rests or on_screen
        if stands:
            self._mend(place)
            self._lay_down(painter, now, corner)
        else:
            self._draw_layers(painter, option.exposedRect)

    def _mend(self, place: QTransform) -> None:
        """Paint what is out of date."""
        if self._old is None:
            self._place = place
            size = _pixels(place.mapRect(self._sheet)).bottomRight()
            self._picture = QPixmap(size.x() + 1, size.y() + 1)
            self._picture.fill(self.ink.base)
            self._old = [self._sheet]
        if not self._old:
            return
        painter = QPainter(self._picture)
        for each in self._old:
            self._paint_layers(painter, place, each)
        painter.end()
        self._old = []

    def _paint_layers(self, painter: QPainter, place: QTransform, rect: QRectF) -> None:
        outer = _pixels(place.mapRect(rect))
        painter.setTransform(place)
        painter.setClipRect(clip_of(self._sheet.width(), self._sheet.height()))
        painter.resetTransform()
        painter.setClipRect(outer, Qt.ClipOperation.IntersectClip)
        painter.fillRect(outer, self.ink.base)
        painter.setTransform(place)
        self._draw_layers(painter, rect)

    def _draw_layers(self, painter: QPainter, rect: QRectF) -> None:
        for layer in self._shown():
            painter.save()
            painter.setFont(self.ink.font)
            layer.draw(painter, rect)
            painter.restore()

    def _shown(self) -> Iterator[Layer]:
        """Yield the layers that belong to the picture, the lowest one first."""
        own = (each for each in self._layers if each.zValue() < SIGNS and each.isVisible())
        yield from sorted(own, key=Layer.zValue)

    def _lay_down(self, painter: QPainter, now: QTransform, corner: QPointF) -> None:
        """Copy pixel by pixel of the screen what is exposed, and nothing between."""
        back, _ = now.inverted()
        moved = QTransform.fromTranslate(corner.x(), corner.y())
        painter.setTransform(moved * back * painter.worldTransform())
        exposed, whole = painter.paintEngine().systemClip(), self._picture.rect()
        if exposed.isEmpty():
            painter.drawPixmap(whole, self._picture, whole)
            return
        for each in exposed.translated(-corner.toPoint()):  # type: ignore[attr-defined]  # it does
            part = each & whole
            if not part.isEmpty():
                # Clipped to a rectangle Qt copies rows; to a region it fills span by span.
                painter.save()
                painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
                painter.drawPixmap(part, self._picture, part)
                painter.restore()


def clip_of(wide: float, tall: float) -> QRectF:
    """Return what a pane lets through: a line on its lower or right edge is seen as well."""
    return QRectF(0, 0, wide + 0.5, tall + 0.5)


def _pixels(rect: QRectF) -> QRect:
    """Return the pixels that a rectangle touches, with the last ones that a pane lets through."""
    return rect.toAlignedRect().adjusted(0, 0, 1, 1)


def _even(at: QPointF) -> QPointF:
    """Return the even pixel before a point: what stands half way is rounded there as here."""
    return QPointF(2 * floor(at.x() / 2), 2 * floor(at.y() / 2))
