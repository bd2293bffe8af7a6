"""The picture below the signs: made when a view is painted again, mended where bars change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.chart.engine.canvas import Canvas
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import Ink, ink_of
from gridwatch.ui.chart.engine.layer import SIGNS, Layer
from gridwatch.ui.chart.engine.pane import Manner
from tests.ui.chart.drawn import candles

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

COUNT = 300


class Counted(Layer):
    """Counts how often it is drawn, and where."""

    def __init__(self, ink: Ink, z: float) -> None:
        super().__init__(ink, z)
        self.drawn: list[QRectF] = []

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        del painter
        self.drawn.append(QRectF(exposed))


class Stand:
    """A canvas with a layer of the ground and a sign on its pane."""

    def __init__(self, qtbot: QtBot) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        ink = ink_of(LIGHT, app.font())
        self.canvas = Canvas(ink, lambda tick, _: str(tick.bar))
        qtbot.addWidget(self.canvas)
        self.canvas.resize(700, 400)
        self.pane = self.canvas.add_pane(Manner(_names, _name))
        self.below, self.sign = Counted(ink, 0), Counted(ink, SIGNS)
        self.pane.add(self.below)
        self.pane.add(self.sign)
        self.canvas.show_stamps(candles(COUNT).stamps)
        self.canvas.show()
        self.canvas.place(COUNT - 100, COUNT)
        QApplication.processEvents()

    def times(self) -> tuple[int, int]:
        """Return how often both were drawn since this was asked last."""
        QApplication.processEvents()
        told = len(self.below.drawn), len(self.sign.drawn)
        self.below.drawn.clear()
        self.sign.drawn.clear()
        return told


def _names(values: object, frame: Frame) -> list[str]:
    del frame
    return ["" for _ in list(values)]  # type: ignore[call-overload]


def _name(value: float, frame: Frame) -> str:
    del frame
    return f"{value:.2f}"


@pytest.fixture
def stand(qtbot: QtBot) -> Iterator[Stand]:
    made = Stand(qtbot)
    made.canvas.redraw()
    made.times()
    yield made
    made.canvas.hide()


def test_a_view_that_rests_is_painted_once_more_and_then_copied(stand: Stand) -> None:
    for below in (1, 0, 0):
        stand.canvas.viewport().update()
        assert stand.times() == (below, 1)


def test_a_view_that_moves_on_is_painted_by_its_layers(stand: Stand) -> None:
    for _ in range(3):
        stand.canvas.redraw()
        assert stand.times() == (1, 1)


def test_a_tick_has_only_its_strip_mended(stand: Stand) -> None:
    stand.canvas.viewport().update()
    stand.times()
    stand.canvas.changed_from(COUNT - 1)
    QApplication.processEvents()
    (strip,) = stand.below.drawn
    assert stand.pane.frame is not None
    assert strip.left() == pytest.approx(stand.pane.frame.x(COUNT - 2), abs=12)
    assert strip.right() == pytest.approx(stand.pane.rect.width(), abs=1)


def test_a_tick_out_of_view_paints_nothing(stand: Stand) -> None:
    stand.canvas.place(0, 100)
    stand.times()
    stand.canvas.changed_from(COUNT - 1)
    assert stand.times() == (0, 0)


def test_what_is_hidden_is_not_in_the_picture(stand: Stand) -> None:
    stand.canvas.viewport().update()
    stand.times()
    stand.below.set_shown(False)
    stand.canvas.viewport().update()
    assert stand.times()[0] == 0
    stand.below.set_shown(True)
    stand.canvas.viewport().update()
    assert stand.times()[0] == 1


def test_another_picture_than_the_screen_is_painted_by_the_layers(stand: Stand) -> None:
    for _ in range(2):
        stand.canvas.viewport().update()
        stand.times()
    image = QImage(QSize(700, 400), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    stand.canvas.scene().render(painter)
    painter.end()
    assert stand.times() == (1, 1)
