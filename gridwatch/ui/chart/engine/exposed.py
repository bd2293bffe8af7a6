"""Which parts of a sheet are being painted, where that is more than one rectangle."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter


def painted_parts(painter: QPainter) -> Callable[[QRectF], bool]:
    """Return what tells whether anything of a rectangle is painted.

    The exposed rectangle of an item holds all that lies between a strip at the left and one at the
    right; words there would be drawn to be cut off.
    """
    region = painter.paintEngine().systemClip()
    if region.rectCount() < 2:
        return lambda _: True
    place = painter.deviceTransform()
    return lambda rect: region.intersects(place.mapRect(rect).toAlignedRect())
