"""Pictures: painted once, sharp on the screen, and real lines in a vector file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QPicture

from gridwatch.ui.chart.layers.pictures import Pictures

pytestmark = pytest.mark.usefixtures("qapp")
RED = QColor("#c00000")


class Painted:
    """Counts how often it is painted."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, painter: QPainter, rect: QRectF) -> None:
        """Fill all of it."""
        self.times += 1
        painter.fillRect(rect, RED)


def blank(ratio: float) -> QImage:
    image = QImage(QSize(int(40 * ratio), int(40 * ratio)), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    return image


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_a_picture_is_painted_once_and_stands_on_whole_pixels(ratio: float) -> None:
    pictures, painted, image = Pictures(), Painted(), blank(ratio)
    painter = QPainter(image)
    for _ in range(3):
        pictures.draw(painter, QRectF(8.3, 4.7, 16, 8), "a", painted)
    painter.end()
    assert painted.times == 1
    tones = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(20)}
    assert tones == {"#ffffff", RED.name()}


def test_what_looks_otherwise_is_another_picture() -> None:
    pictures, painted, image = Pictures(), Painted(), blank(1)
    painter = QPainter(image)
    for key, wide in (("a", 8), ("b", 8), ("a", 9)):
        pictures.draw(painter, QRectF(0, 0, wide, 8), key, painted)
    pictures.clear()
    pictures.draw(painter, QRectF(0, 0, 8, 8), "a", painted)
    painter.end()
    assert painted.times == 4


def test_a_vector_file_gets_what_is_painted_itself() -> None:
    pictures, painted, recorded = Pictures(), Painted(), QPicture()
    painter = QPainter(recorded)
    places = [(2.0, 3.0, "a"), (20.0, 3.0, "a")]
    pictures.draw_all(painter, QSizeF(10, 10), places, lambda _: painted)
    painter.end()
    assert painted.times == 2
    assert recorded.boundingRect().contains(QPointF(25, 8).toPoint())
