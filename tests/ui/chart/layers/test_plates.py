"""Plates: as large as their words, painted once on the screen, and as text on anything else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPicture
from PySide6.QtWidgets import QApplication

from gridwatch.ui.appearance import DARK, LIGHT, Tones
from gridwatch.ui.chart.engine.ink import Ink, ink_of
from gridwatch.ui.chart.layers.plates import Plate, Plates

pytestmark = pytest.mark.usefixtures("qapp")
TONE = QColor("#123456")


def ink(tones: Tones = LIGHT) -> Ink:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return ink_of(tones, app.font())


def painted(plates: Plates, text: str, *, tag: bool, ratio: float = 1.0) -> QImage:
    image = QImage(round(200 * ratio), round(60 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(LIGHT.base))
    painter = QPainter(image)
    plates.draw(painter, [Plate(QPointF(10, 8), text, TONE, tag)], ratio)
    painter.end()
    return image


def test_a_plate_grows_with_its_words() -> None:
    plates = Plates(ink())
    short, long, two = plates.size("a"), plates.size("a longer one"), plates.size("a\nb")
    assert short[0] < long[0]
    assert short[1] == long[1] < two[1]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_a_tag_is_filled_and_a_note_is_not(ratio: float) -> None:
    plates = Plates(ink())
    middle = QPointF(10 + 3, 8 + plates.size("x")[1] / 2) * ratio
    tag = painted(plates, "x", tag=True, ratio=ratio).pixelColor(middle.toPoint())
    note = painted(plates, "x", tag=False, ratio=ratio).pixelColor(middle.toPoint())
    assert tag == TONE
    assert note.name() == ink().mixed(TONE, 0.16).name()


def test_a_plate_is_painted_once_for_the_screen() -> None:
    plates = Plates(ink())
    first = painted(plates, "words", tag=True)
    kept = dict(plates._pictures)
    assert len(kept) == 1
    assert painted(plates, "words", tag=True) == first
    assert plates._pictures == kept


def test_a_plate_is_text_for_a_file_of_vectors() -> None:
    plates, picture = Plates(ink()), QPicture()
    painter = QPainter(picture)
    plates.draw(painter, [Plate(QPointF(10, 8), "words", TONE, True)], 1.0)
    painter.end()
    assert not plates._pictures


def test_a_picture_twice_as_fine_is_not_a_stretched_one() -> None:
    plates = Plates(ink())
    image = QImage(400, 120, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(2, 2)
    plates.draw(painter, [Plate(QPointF(10, 8), "words", TONE, True)], 1.0)
    painter.end()
    assert not plates._pictures


def test_another_ink_paints_anew() -> None:
    plates = Plates(ink())
    before = painted(plates, "words", tag=False)
    plates.set_ink(ink(DARK))
    assert painted(plates, "words", tag=False) != before
