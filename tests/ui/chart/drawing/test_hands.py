"""Drawings in hand: chosen, dragged, bent, moved by keys and removed, each as one edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from gridwatch.domain.drawings import DrawingKind
from gridwatch.services.drawing_edits import AddDrawing, ChangeDrawing
from gridwatch.services.series import Series
from gridwatch.ui.chart.engine.scale import Scale
from tests.ui.chart.drawing_stand import COUNT, LEFT, Stand, candles, drawing, near

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = DrawingKind
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    made = Stand(qtbot, tmp_path)
    yield made
    made.close()


def test_a_shape_is_dragged_by_bars_and_pixels(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    view = stand.chart.canvas.view
    begin = stand.at(30, 111)
    stand.drag(begin, stand.at(45, 106))
    near(stand, 0, (35, 105), (55, 107))
    assert stand.chart.canvas.view == view
    stand.undo()
    near(stand, 0, (20, 110), (40, 112))


def test_a_shape_keeps_its_slope_on_a_logarithmic_scale(stand: Stand) -> None:
    stand.chart.set_scale(Scale.LOG)
    stand.edit(AddDrawing(drawing(K.RECTANGLE, (20, 100), (40, 110))))
    stand.drag(stand.at(20, 104.9), stand.at(25, 104.9 * 0.95))
    near(stand, 0, (25, 95), (45, 104.5))


@pytest.mark.parametrize("scale", list(Scale))
def test_a_handle_moves_its_anchor(stand: Stand, scale: Scale) -> None:
    stand.chart.set_scale(scale)
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.click(stand.at(30, 111))
    stand.drag(stand.at(40, 112), stand.at(60, 108))
    near(stand, 0, (20, 110), (60, 108))


def test_a_rectangle_is_bent_at_each_corner(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.RECTANGLE, (20, 103), (40, 112))))
    stand.click(stand.at(30, 112))
    stand.drag(stand.at(20, 112), stand.at(15, 110))
    near(stand, 0, (15, 103), (40, 110))


def test_a_horizontal_line_moves_in_value_only(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.HORIZONTAL, (20, 112))))
    stand.drag(stand.at(70, 112), stand.at(90, 105))
    near(stand, 0, (20, 105))


def test_escape_puts_a_dragged_shape_back(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    begin = stand.at(30, 111)
    stand.press(begin)
    stand.move(stand.at(45, 105), LEFT)
    assert stand.part.chosen != stand.stored()[0]
    stand.key(Key.Key_Escape)
    stand.release(stand.at(45, 105))
    assert len(stand.told) == 1
    assert stand.part.chosen == stand.stored()[0]


def test_a_click_changes_nothing(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.click(stand.at(30, 111))
    assert stand.part.chosen == stand.stored()[0]
    assert len(stand.told) == 1


def test_a_press_beside_all_shapes_pans_and_chooses_nothing(stand: Stand) -> None:
    stand.chart.canvas.place(10, 60)
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.click(stand.at(30, 111))
    view = stand.chart.canvas.view
    stand.drag(stand.at(50, 105), stand.at(45, 105))
    assert stand.part.chosen is None
    assert stand.chart.canvas.view != view


def test_the_inside_of_a_rectangle_pans(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.RECTANGLE, (20, 95), (80, 112))))
    stand.click(stand.at(50, 104))
    assert stand.part.chosen is None


def test_the_pointer_tells_what_can_be_moved(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 110))))
    for off, shape in (
        (0, Qt.CursorShape.SizeAllCursor),
        (4, Qt.CursorShape.SizeAllCursor),
        (8, Qt.CursorShape.ArrowCursor),
    ):
        stand.move(stand.at(30, 110) + QPointF(0, off))
        assert stand.shape() == shape
    stand.click(stand.at(30, 110))
    stand.move(stand.at(40, 110))
    assert stand.shape() == Qt.CursorShape.PointingHandCursor


def test_a_shape_dragged_below_zero_stays_where_it_can_be(stand: Stand) -> None:
    bars = replace(candles(), low=np.full(COUNT, -50.0))
    stand.show(Series("600001.SS", "CNY", bars))
    stand.edit(AddDrawing(drawing(K.RECTANGLE, (20, 30), (40, 20))))
    stand.drag(stand.at(20, 25), stand.at(20, -20))
    assert all(value > 0 for _, value in stand.anchors())


# The keys.


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_a_key_removes_the_chosen_shape_and_undo_returns_it(stand: Stand, key: Qt.Key) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.edit(AddDrawing(drawing(K.HORIZONTAL, (20, 105))))
    before = stand.stored()
    stand.click(stand.at(30, 111))
    stand.key(key)
    assert stand.stored() == before[1:]
    stand.undo()
    assert stand.stored() == before


def test_escape_lets_go_of_the_chosen_shape_first(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.click(stand.at(30, 111))
    assert stand.chart.bar is not None
    stand.key(Key.Key_Escape)
    assert stand.part.chosen is None
    assert stand.chart.bar is not None


def test_brackets_go_through_what_is_in_view(stand: Stand) -> None:
    for bar in (20, 40, 110):
        stand.edit(AddDrawing(drawing(K.TREND, (bar, 110), (bar + 5, 112))))
    first, second, _ = stand.stored()
    stand.chart.canvas.place(0, 60)
    for key, wanted in (
        (Key.Key_BracketRight, first),
        (Key.Key_BracketRight, second),
        (Key.Key_BracketRight, first),
        (Key.Key_BracketLeft, second),
        (Key.Key_Comma, first),
    ):
        stand.key(key)
        assert stand.part.chosen == wanted


def test_keys_move_the_chosen_shape_as_one_edit(stand: Stand, qtbot: QtBot) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.key(Key.Key_BracketRight)
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Up):
        stand.key(key, CTRL)
    moved = stand.part.chosen
    assert moved is not None
    assert moved.anchors[0].stamp == stand.stamp(21)
    frame = stand.chart.main.frame
    assert frame is not None
    assert frame.y(moved.anchors[0].value) == pytest.approx(frame.y(110) - 1)
    assert len(stand.told) == 1
    qtbot.waitUntil(lambda: len(stand.told) == 2)
    assert stand.stored() == (moved,)
    stand.undo()
    near(stand, 0, (20, 110), (40, 112))


def test_moving_by_keys_is_told_before_anything_else_happens(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.key(Key.Key_BracketRight)
    stand.key(Key.Key_Right, CTRL)
    stand.key(Key.Key_Escape)
    assert isinstance(stand.told[-1], ChangeDrawing)
    near(stand, 0, (21, 110), (41, 112))


def test_keys_without_a_chosen_shape_stay_with_the_chart(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.chart.point_at(30)
    stand.key(Key.Key_Right, CTRL)
    stand.key(Key.Key_Delete)
    assert stand.chart.bar == 31
    assert len(stand.told) == 1
