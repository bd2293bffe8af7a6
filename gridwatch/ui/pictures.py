"""The bundled icons, painted in the colour of the text around them."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from gridwatch.places import resources

SIZE = 20
_SIZES = (16, 24, 32, 48, 64, 128, 256)
_DRAWN_IN = b"#000000"


def app_icon() -> QIcon:
    """Return the icon of the program."""
    icon = QIcon()
    for size in _SIZES:
        icon.addFile(str(resources() / "icons" / f"gridwatch-{size}.png"), QSize(size, size))
    return icon


def tinted(name: str, colour: str, faded: str, ratio: float) -> QIcon:
    """Return the icon `name` in `colour`, and in `faded` where it is disabled (hex texts).

    `ratio`: pixels of the screen for one of the drawing; the plain size is painted as well, for
    another screen.
    """
    drawing = (resources() / "icons" / f"{name}.svg").read_bytes()
    icon = QIcon()
    for mode, paint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, faded)):
        for pixels in sorted({1, ceil(ratio)}):
            icon.addPixmap(_painted(drawing.replace(_DRAWN_IN, paint.encode()), pixels), mode)
    return icon


def _painted(drawing: bytes, ratio: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(SIZE * ratio, SIZE * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, SIZE * ratio, SIZE * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def mirrored(icon: QIcon, ratio: float) -> QIcon:
    """Return an icon with left and right exchanged: redo is undo the other way."""
    turned = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        for pixels in sorted({1, ceil(ratio)}):
            image = icon.pixmap(QSize(SIZE, SIZE), pixels, mode).toImage()
            pixmap = QPixmap.fromImage(image.flipped(Qt.Orientation.Horizontal))
            pixmap.setDevicePixelRatio(pixels)
            turned.addPixmap(pixmap, mode)
    return turned
