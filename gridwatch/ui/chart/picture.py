"""A chart as a picture: what is on the screen, under a line that says what it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from gridwatch.ui.chart.engine.canvas import Canvas

FINENESS = 2.0  # pixels of a picture to one of the screen
_HEAD, _EDGE, _GAP = 38.0, 12.0, 10.0
_SIGNATURE = "GridWatch"


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above the picture: whose chart it is, what is shown of it, and a warning."""

    name: str
    facts: str
    warning: str = ""


def image_of(canvas: Canvas, caption: Caption) -> QImage:
    """Return the canvas as an image of twice its pixels."""
    size = _size(canvas)
    image = QImage(size * FINENESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(FINENESS)
    painter = QPainter(image)
    canvas.sharpen(FINENESS)
    try:
        _paint(painter, canvas, caption, size)
    finally:
        painter.end()
        canvas.sharpen(None)
    return image


def svg_of(canvas: Canvas, caption: Caption) -> bytes:
    """Return the canvas as a drawing in SVG: its lines and its words, at every size as sharp."""
    from PySide6.QtSvg import QSvgGenerator  # with the first one that is made

    size, content = _size(canvas), QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(buffer)
    # Else words would be smaller than the room that they were measured for.
    drawing.setResolution(canvas.logicalDpiX())
    drawing.setSize(size)
    drawing.setViewBox(QRect(0, 0, size.width(), size.height()))
    drawing.setTitle(f"{caption.name} {caption.facts}")
    drawing.setDescription(_SIGNATURE)
    painter = QPainter(drawing)
    canvas.sharpen(1.0)
    try:
        _paint(painter, canvas, caption, size)
    finally:
        painter.end()
        canvas.sharpen(None)
    buffer.close()
    return bytes(content.data())


def _size(canvas: Canvas) -> QSize:
    return QSize(canvas.width(), canvas.height() + round(_HEAD))


def _paint(painter: QPainter, canvas: Canvas, caption: Caption, size: QSize) -> None:
    painter.fillRect(QRect(0, 0, size.width(), size.height()), canvas.ink.base)
    _write_head(painter, canvas, caption, size.width())
    place = QRectF(0, _HEAD, canvas.width(), canvas.height())
    canvas.render(painter, place, QRect(0, 0, canvas.width(), canvas.height()))


def _write_head(painter: QPainter, canvas: Canvas, caption: Caption, wide: int) -> None:
    ink = canvas.ink
    large = QFont(ink.strong)
    large.setPointSizeF(large.pointSizeF() * 1.25)
    right = wide - _EDGE - QFontMetricsF(ink.strong).horizontalAdvance(_SIGNATURE)
    left = _EDGE
    warning = ink.metrics.horizontalAdvance(caption.warning) + _GAP if caption.warning else 0.0
    for text, font, tone, kept in (
        (caption.name, large, ink.text, warning),
        (caption.facts, ink.font, ink.muted, warning),
        (caption.warning, ink.font, ink.warn, 0.0),
    ):
        left += _write(painter, text, font, tone, left, right - kept - _GAP) + _GAP
    _write(painter, _SIGNATURE, ink.strong, ink.muted, right, wide)


def _write(
    painter: QPainter, text: str, font: QFont, tone: QColor, left: float, right: float
) -> float:
    """Write one text on the line, shortened where there is no room; return its width."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, right - left))
    painter.setFont(font)
    painter.setPen(tone)
    base = _HEAD / 2 + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(left, base), shown)
    return metrics.horizontalAdvance(shown)
