"""What is painted: ladders to scale, and no ghost of what was there before at any scale."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from gridwatch.services.milestones import Board
from gridwatch.ui.appearance import DARK, LIGHT, Tones
from gridwatch.ui.milestones.columns import PLACES, LadderCell, Step
from gridwatch.ui.milestones.lines import Mode, lines_of
from gridwatch.ui.milestones.model import BoardModel
from gridwatch.ui.milestones.painting import BoardPainter, span_of
from gridwatch.ui.milestones.table import BoardTable, fitted
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.watchlist.cells import Scene
from tests.ui.milestones.boards import ladder_of
from tests.ui.watchlist.overviews import NOW

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SCENE = Scene(Phrases("en", base_currency="CNY"), NOW, {"relay": "Protection"})
RATIOS = pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])


class Room(QWidget):
    """A table in a widget that can be painted at any scale."""

    def __init__(self, board: Board, tones: Tones = LIGHT) -> None:
        super().__init__()
        self.model = BoardModel(SCENE)
        self.table = BoardTable(self.model, tones, self)
        self.show_board(board)
        self.resize(1200, 240)
        self.table.resize(1200, 240)

    def show_board(self, board: Board) -> None:
        self.model.show(lines_of(board, Mode.COMPANIES), SCENE)

    def paint(self, image: QImage, part: QRect | None = None) -> None:
        """Paint into a picture, all of it or a part, over what is there."""
        region = QRegion() if part is None else QRegion(part)
        offset = self.table.rect().topLeft() if part is None else part.topLeft()
        self.table.render(image, offset, region)

    def picture(self, ratio: float) -> QImage:
        image = QImage(round(1200 * ratio), round(240 * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor(LIGHT.base))
        self.paint(image)
        return image


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room(ladder_of([80e9, 190e9, None, 900e9]))
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    return made


@RATIOS
def test_an_update_leaves_no_ghost(room: Room, ratio: float) -> None:
    painted = room.picture(ratio)
    before = painted.copy()
    room.show_board(ladder_of([81e9, 20e9, 55e9, 420e9]))
    QApplication.processEvents()
    room.paint(painted)
    assert painted != before
    assert painted == room.picture(ratio)


@RATIOS
def test_a_row_is_painted_inside_its_own_place(room: Room, ratio: float) -> None:
    painter = BoardPainter(LIGHT, room)
    image = QImage(round(220 * ratio), round(80 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#010203"))
    brush = QPainter(image)
    place = QRect(30, 27, 160, 26)
    steps = (Step(-1.0, True, False), Step(0.0, False, True), Step(2.0, True, True))
    painter.paint_cell(brush, place, PLACES["ladder"], LadderCell(tone="accent", steps=steps))
    brush.end()
    touched = [
        (x / ratio, y / ratio)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).name() != "#010203"
    ]
    assert touched
    assert min(x for x, _ in touched) >= place.left()
    assert max(x for x, _ in touched) <= place.right() + 1
    assert min(y for _, y in touched) >= place.top()
    assert max(y for _, y in touched) <= place.bottom() + 1


@pytest.mark.parametrize("tones", [LIGHT, DARK])
def test_a_crossed_rung_is_filled_and_one_ahead_is_not(qtbot: QtBot, tones: Tones) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    painter = BoardPainter(tones, parent)
    image = QImage(200, 26, QImage.Format.Format_RGB32)
    image.fill(QColor(tones.base))
    brush = QPainter(image)
    steps = (Step(-2.0, True, False), Step(2.0, False, False))
    painter.paint_cell(
        brush, QRect(0, 0, 200, 26), PLACES["ladder"], LadderCell(tone="accent", steps=steps)
    )
    brush.end()
    left, right, middle = 13, 187, 13
    assert image.pixelColor(left, middle).name() == tones.target
    assert image.pixelColor(right - 1, middle).name() == tones.base
    # Up to the cap, which is half way, the track is filled.
    assert image.pixelColor(60, middle).name() == tones.accent
    assert image.pixelColor(140, middle).name() == tones.track


def test_a_ladder_is_to_scale_and_a_near_rung_looks_near() -> None:
    near = Step(log(1.1), False, True)
    first, last = span_of((near,))
    assert last == near.ahead
    assert (0 - first) / (last - first) > 0.9
    wide = (Step(-3.0, True, False), Step(4.0, False, True))
    assert span_of(wide) == (-3.0, 4.0)
    beyond = (Step(-0.2, True, True),)
    assert span_of(beyond)[1] == 0


def test_columns_fill_the_room_and_give_way_before_the_table_scrolls() -> None:
    widths = [100] * len(PLACES)
    assert sum(fitted(widths, 2000)) == pytest.approx(2000, abs=len(PLACES))
    tight = fitted(widths, 1250)
    assert sum(tight) == pytest.approx(1250, abs=len(PLACES))
    assert tight[PLACES["cap"]] == 100
    assert fitted(widths, 10) == fitted(widths, 500)
    assert min(fitted(widths, 10)) == 50
