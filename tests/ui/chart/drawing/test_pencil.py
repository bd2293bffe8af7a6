"""New drawings: placed by clicks, by a drag or by keys, given up, and texts written first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.charting import Quantity
from gridwatch.domain.drawings import DrawingKind
from gridwatch.services.drawing_edits import AddDrawing
from gridwatch.services.series import Series
from tests.ui.chart.drawing_stand import COUNT, RIGHT, Stand, candles, drawing, near

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = DrawingKind
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TWO_ANCHORS = [K.TREND, K.RECTANGLE, K.MEASURE]
# Above all prices.
HIGH = 113.0


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    made = Stand(qtbot, tmp_path)
    yield made
    made.close()


def test_a_horizontal_line_is_placed_by_one_click(stand: Stand) -> None:
    stand.part.begin(K.HORIZONTAL)
    stand.click(stand.at(40.3, 105))
    near(stand, 0, (40, 105))
    one = stand.stored()[0]
    assert (one.kind, one.quantity, one.currency) == (K.HORIZONTAL, Quantity.PRICE, "CNY")
    assert one.priced_on == stand.today
    assert stand.part.placing is None
    assert stand.part.chosen == one
    assert stand.kinds == [K.HORIZONTAL, None]


@pytest.mark.parametrize("kind", TWO_ANCHORS)
def test_two_anchors_are_placed_by_two_clicks(stand: Stand, kind: DrawingKind) -> None:
    stand.part.begin(kind)
    stand.click(stand.at(20, HIGH))
    assert stand.stored() == ()
    stand.move(stand.at(50, 105))
    assert len(stand.part._shapes.seen()) == 1  # what the next click would place
    stand.click(stand.at(60, 106))
    assert [each.kind for each in stand.stored()] == [kind]
    near(stand, 0, (20, HIGH), (60, 106))


@pytest.mark.parametrize("kind", TWO_ANCHORS)
def test_two_anchors_are_placed_by_one_drag(stand: Stand, kind: DrawingKind) -> None:
    view = stand.chart.canvas.view
    stand.part.begin(kind)
    stand.drag(stand.at(20, HIGH), stand.at(60, 106))
    near(stand, 0, (20, HIGH), (60, 106))
    assert stand.chart.canvas.view == view  # nothing was panned


def test_an_anchor_may_lie_beyond_the_last_bar(stand: Stand) -> None:
    stand.chart.canvas.place(10, COUNT + 3)
    stand.part.begin(K.TREND)
    stand.drag(stand.at(60, HIGH), stand.at(COUNT + 1, 105))
    last = stand.stamp(COUNT - 1)
    assert stand.stored()[0].anchors[1].stamp == last + 2 * DAY_SECONDS


def test_an_anchor_takes_a_price_that_is_near(stand: Stand) -> None:
    bars = candles()
    pixel = QPointF(0, 4)
    stand.part.begin(K.HORIZONTAL)
    stand.click(stand.at(30, float(bars.high[30])) - pixel)
    assert stand.stored()[0].anchors[0].value == bars.high[30]


def test_shift_takes_a_price_from_afar(stand: Stand) -> None:
    bars, at = candles(), stand.at(30, HIGH)
    stand.part.begin(K.HORIZONTAL)
    stand.keys = SHIFT
    stand.click(at)
    assert stand.stored()[0].anchors[0].value == bars.high[30]


@pytest.mark.parametrize("give_up", ["escape", "right click", "begin nothing"])
def test_placing_can_be_given_up(stand: Stand, give_up: str) -> None:
    stand.part.begin(K.TREND)
    stand.click(stand.at(20, HIGH))
    if give_up == "escape":
        stand.key(Key.Key_Escape)
    elif give_up == "right click":
        stand.click(stand.at(30, HIGH), RIGHT)
    else:
        stand.part.begin(None)
    assert stand.part.placing is None
    stand.move(stand.at(60, 106))
    assert stand.part._shapes.seen() == []
    assert stand.told == []


def test_no_menu_can_open_before_a_right_click_has_given_up(stand: Stand) -> None:
    stand.part.begin(K.TREND)
    stand.press(stand.at(30, HIGH), RIGHT)
    assert stand.part.placing is K.TREND
    stand.release(stand.at(30, HIGH), RIGHT)
    assert stand.part.placing is None


def test_two_clicks_at_one_place_are_no_line(stand: Stand) -> None:
    stand.part.begin(K.TREND)
    stand.double(stand.at(20, HIGH))
    stand.click(stand.at(20, HIGH))
    assert stand.told == []
    assert stand.part.placing is K.TREND
    stand.click(stand.at(30, HIGH))
    near(stand, 0, (20, HIGH), (30, HIGH))


def test_nothing_is_placed_below_zero(stand: Stand) -> None:
    stand.show(Series("600001.SS", "CNY", replace(candles(), low=np.full(COUNT, -50.0))))
    stand.part.begin(K.HORIZONTAL)
    stand.click(stand.at(20, -20))
    assert stand.told == []


def test_nothing_can_be_drawn_where_there_are_no_bars(stand: Stand) -> None:
    stand.show(None)
    stand.part.begin(K.TREND)
    assert stand.part.placing is None
    assert not stand.part.ready


def test_keys_place_a_line_from_bar_to_bar(stand: Stand) -> None:
    closes = candles().close
    stand.chart.point_at(50)
    stand.key(Key.Key_T, SHIFT)
    assert stand.part.placing is K.TREND
    stand.key(Key.Key_Return)
    for _ in range(3):
        stand.key(Key.Key_Right)
    stand.key(Key.Key_Return)
    assert stand.anchors() == [(50, closes[50]), (53, closes[53])]


def test_the_pointer_is_a_cross_while_something_is_placed(stand: Stand) -> None:
    stand.part.begin(K.TREND)
    assert stand.shape() == Qt.CursorShape.CrossCursor
    stand.move(stand.at(30, HIGH))
    assert stand.shape() == Qt.CursorShape.CrossCursor
    stand.key(Key.Key_Escape)
    assert stand.shape() == Qt.CursorShape.ArrowCursor


# Text.


def test_a_text_is_written_before_it_is_stored(stand: Stand) -> None:
    stand.part.begin(K.TEXT)
    stand.click(stand.at(30, HIGH))
    editor = stand.editor()
    assert editor is not None
    assert stand.told == []
    editor.field.setPlainText("  Contract won ")
    stand.key_in_field(Key.Key_Return)
    assert stand.stored()[0].text == "Contract won"
    near(stand, 0, (30, HIGH))
    assert stand.editor() is None
    assert stand.part.chosen == stand.stored()[0]


def test_all_that_is_written_and_the_whole_hint_are_seen(stand: Stand, qtbot: QtBot) -> None:
    stand.part.begin(K.TEXT)
    stand.click(stand.at(30, HIGH))
    editor = stand.editor()
    assert editor is not None
    field, hint = editor.field, editor.hint
    for text in ("", "won 中国西电", "one\ntwo", "a contract of many words " * 3, "x\n" * 30):
        field.setPlainText(text)
        QApplication.processEvents()
        assert field.geometry().bottom() < hint.geometry().top()
        assert hint.height() >= hint.heightForWidth(hint.width())
        assert hint.geometry().bottom() < editor.height()
        assert stand.chart.canvas.rect().contains(editor.geometry())
        whole = field.verticalScrollBar().maximum() == 0
        assert whole or text.count("\n") == 30
    assert editor.height() < 200


def test_an_empty_text_is_refused(stand: Stand) -> None:
    stand.part.begin(K.TEXT)
    stand.click(stand.at(30, HIGH))
    editor = stand.editor()
    assert editor is not None
    editor.field.setPlainText(" \n ")
    stand.key_in_field(Key.Key_Return)
    assert "needs some words" in editor.hint.text()
    assert stand.told == []
    stand.key_in_field(Key.Key_Escape)
    assert stand.editor() is None
    assert stand.part._shapes.seen() == []


def test_a_text_that_is_too_long_stays_in_the_field(stand: Stand) -> None:
    stand.part.begin(K.TEXT)
    stand.click(stand.at(30, HIGH))
    editor = stand.editor()
    assert editor is not None
    editor.field.setPlainText("x" * 501)
    stand.click(stand.at(60, HIGH))  # turns to the chart
    assert "501" in editor.hint.text()
    assert stand.told == []
    assert stand.editor() is editor


def test_a_text_is_kept_when_the_user_turns_to_the_chart(stand: Stand, qtbot: QtBot) -> None:
    stand.part.begin(K.TEXT)
    stand.click(stand.at(30, HIGH))
    editor = stand.editor()
    assert editor is not None
    qtbot.waitUntil(editor.field.hasFocus)
    editor.field.setPlainText("two\nlines")
    stand.click(stand.at(90, 103))
    assert [each.text for each in stand.stored()] == ["two\nlines"]


def test_writing_ends_without_taking_the_focus_from_elsewhere(stand: Stand, qtbot: QtBot) -> None:
    other = QLineEdit(stand.chart)
    other.show()
    stand.part.begin(K.TEXT)
    stand.click(stand.at(30, HIGH))
    editor = stand.editor()
    assert editor is not None
    qtbot.waitUntil(editor.field.hasFocus)
    editor.field.setPlainText("won")
    other.setFocus()
    assert [each.text for each in stand.stored()] == ["won"]
    assert other.hasFocus()


def test_a_double_click_edits_a_text(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TEXT, (30, 104), text="won")))
    stand.double(stand.at(30, 104) + QPointF(20, -28))
    editor = stand.editor()
    assert editor is not None
    assert editor.field.toPlainText() == "won"
    editor.field.setPlainText("lost")
    stand.key_in_field(Key.Key_Return)
    assert stand.stored()[0].text == "lost"
    stand.undo()
    assert stand.stored()[0].text == "won"
