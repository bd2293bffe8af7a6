"""Drawings on the chart: placed, moved, bent and removed by hand, stored and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLineEdit, QMenu

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, aggregated, scaled
from gridwatch.domain.charting import Quantity
from gridwatch.domain.drawings import DrawingKind
from gridwatch.domain.splits import Split
from gridwatch.services.drawing_edits import AddDrawing, ChangeDrawing, RemoveDrawings
from gridwatch.services.series import Series
from gridwatch.ui.appearance import DARK
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.drawing_stand import COUNT, LEFT, RIGHT, Stand, candles, drawing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = DrawingKind
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TWO_ANCHORS = [K.TREND, K.RECTANGLE, K.MEASURE]
# Values between which no price comes near.
HIGH = 113.0


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    made = Stand(qtbot, tmp_path)
    yield made
    made.close()


def near(stand: Stand, number: int, *anchors: tuple[int, float]) -> None:
    """Check the bars of a stored drawing exactly, its values within a pixel."""
    found = stand.anchors(number)
    assert [bar for bar, _ in found] == [bar for bar, _ in anchors]
    assert [value for _, value in found] == pytest.approx([v for _, v in anchors], abs=0.12)


# Placing.


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


def test_shift_takes_a_price_from_afar(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    bars = candles()
    stand.part.begin(K.HORIZONTAL)
    monkeypatch.setattr(
        "gridwatch.ui.chart.drawing_pencil.QGuiApplication.keyboardModifiers", lambda: SHIFT
    )
    stand.click(stand.at(30, HIGH))
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


# Moving.


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


# What is shown.


def test_a_drawing_is_shown_before_it_is_stored(stand: Stand) -> None:
    stand.answers = False
    stand.part.begin(K.HORIZONTAL)
    stand.click(stand.at(40, 105))
    assert len(stand.part._shapes.seen()) == 1
    chosen = stand.part.chosen
    assert chosen is not None
    assert chosen.id == 0
    stand.key(Key.Key_Delete)  # there is nothing to delete yet
    assert len(stand.told) == 1
    stand.edit_again()
    assert stand.part.chosen == stand.stored()[0]
    assert len(stand.part._shapes.seen()) == 1


def test_what_was_refused_goes_when_the_stored_ones_are_shown(stand: Stand) -> None:
    stand.answers = False
    stand.part.begin(K.HORIZONTAL)
    stand.click(stand.at(40, 105))
    stand.refresh()
    assert stand.part._shapes.seen() == []
    assert stand.part.chosen is None


def test_what_is_removed_is_gone_before_it_is_stored(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.answers = False
    stand.click(stand.at(30, 111))
    stand.key(Key.Key_Delete)
    assert stand.part._shapes.seen() == []
    assert isinstance(stand.told[-1], RemoveDrawings)


def test_only_what_is_of_the_same_quantity_and_currency_is_shown(stand: Stand) -> None:
    line = drawing(K.HORIZONTAL, (20, 105))
    stand.edit(AddDrawing(line))
    for _ in range(3):
        stand.edit(AddDrawing(replace(line, currency="USD")))
    stand.edit(AddDrawing(replace(line, quantity=Quantity.CAP)))
    assert len(stand.part._shapes.seen()) == 1
    assert stand.part.hidden_words() == (
        "1 drawing in market cap, CNY is hidden here; 3 drawings in price, USD are hidden here"
    )
    stand.show(Series("600001.SS", "CNY", candles(), Quantity.CAP))
    assert [each.drawing.quantity for each in stand.part._shapes.seen()] == [Quantity.CAP]


def test_drawings_of_another_company_are_not_shown(stand: Stand) -> None:
    stand.part.show_drawings((replace(drawing(K.HORIZONTAL, (20, 105)), id=7, company_id=2),))
    assert stand.part._shapes.seen() == []
    assert stand.part.hidden_words() == ""


@pytest.mark.parametrize("size", [BarSize.WEEK, BarSize.MONTH, BarSize.HOUR])
def test_a_drawing_stays_at_its_date_for_every_size_of_bar(stand: Stand, size: BarSize) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (105, 110), (110, 112))))
    stamps = [each.stamp for each in stand.stored()[0].anchors]
    bars = candles(400, 3600) if size is BarSize.HOUR else aggregated(candles(), size)
    stand.show(Series("600001.SS", "CNY", bars, size=size))
    shape = stand.part._shapes.seen()[0]
    for bar, stamp in zip(shape.bars, stamps, strict=True):
        within = int(np.floor(bar))
        assert bars.stamps[within] <= stamp < [*bars.stamps[within + 1 :], np.inf][0]


def test_a_drawing_survives_a_split(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    half = scaled(candles(), 0.5)
    stand.splits, stand.today = (Split(date(2025, 2, 3), 2, 1),), date(2025, 2, 4)
    stand.show(Series("600001.SS", "CNY", half))
    stand.refresh()
    shown = stand.part._shapes.seen()[0].drawing
    assert [each.value for each in shown.anchors] == [55, 56]
    stand.drag(stand.at(30, 55.5), stand.at(35, 55.5))
    moved = stand.stored()[0]
    assert [each.value for each in moved.anchors] == [55, 56]
    assert moved.priced_on == stand.today
    stand.refresh()
    assert stand.part._shapes.seen()[0].drawing == moved  # it is not restated twice


def test_another_company_ends_what_was_begun(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.click(stand.at(30, 111))
    stand.key(Key.Key_Right, CTRL)
    stand.part.begin(K.TEXT)
    stand.click(stand.at(60, HIGH))
    assert stand.editor() is not None
    stand.show(Series("600002.SS", "CNY", candles()))
    assert stand.editor() is None
    assert stand.part.placing is None
    near(stand, 0, (21, 110), (41, 112))


def test_what_was_moved_last_is_told_of_its_own_company(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.click(stand.at(30, 111))
    stand.key(Key.Key_Right, CTRL)
    own, stand.company = stand.company, 99  # the panel has turned to another one already
    stand.show(Series("600002.SS", "CNY", candles()))
    stand.company = own
    near(stand, 0, (21, 110), (41, 112))


def test_a_drawing_that_goes_while_it_is_dragged_is_let_go(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.press(stand.at(30, 111))
    stand.move(stand.at(45, 105), LEFT)
    stand.undo()
    stand.move(stand.at(46, 105), LEFT)
    stand.release(stand.at(46, 105))
    assert len(stand.told) == 1
    assert stand.part._shapes.seen() == []


def test_a_tick_leaves_the_drawings_alone(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    series = stand.chart.series
    assert series is not None
    series.candles.close[-1] = 101.0
    before = stand.part._shapes._layout
    stand.chart.show_tick(replace(series), COUNT - 1)
    assert stand.part._shapes._layout is before


# Menus.


def test_the_menu_of_a_shape_colours_and_deletes(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    spot = stand.chart.canvas.spot_at(stand.at(30, 111))
    actions = stand.part.menu_actions(spot)
    colours = actions[0].menu()
    assert isinstance(colours, QMenu)
    next(each for each in colours.actions() if each.text() == "Amber").trigger()
    assert stand.stored()[0].tone == "warn"
    stand.part.menu_actions(spot)[-1].trigger()
    assert stand.stored() == ()
    assert stand.part.menu_actions(spot) == []
    assert stand.part.menu_actions(None) == []


def test_the_menu_of_a_text_edits_it(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TEXT, (30, HIGH), text="won")))
    stand.key(Key.Key_Period)
    action = stand.part.menu_actions(None)[0]
    assert action.text() == "Edit text…"
    action.trigger()
    assert stand.editor() is not None


def test_a_double_click_on_a_line_opens_its_colours(stand: Stand, qtbot: QtBot) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.double(stand.at(30, 111))
    menu = stand.part._forms._menu
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    next(each for each in menu.actions() if each.text() == "Grey").trigger()
    assert stand.stored()[0].tone == "muted"
    menu.close()


def test_enter_opens_the_chosen_shape(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TEXT, (30, HIGH), text="won")))
    stand.key(Key.Key_BracketRight)
    stand.key(Key.Key_Return)
    assert stand.editor() is not None


def test_all_drawings_of_a_company_are_removed_at_once(stand: Stand) -> None:
    line = drawing(K.HORIZONTAL, (20, 105))
    for each in (line, replace(line, currency="USD"), line):
        stand.edit(AddDrawing(each))
    before = stand.stored()
    stand.part.remove_all()
    assert stand.stored() == ()
    assert not stand.part.any_drawn
    stand.undo()
    assert stand.stored() == before


def test_another_language_and_theme_repaint_the_drawings(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.MEASURE, (20, 104), (40, 112))))
    english = stand.part._shapes.seen()[0].words
    stand.chart.restyle(Phrases("de", base_currency="CNY"), DARK)
    assert stand.part._shapes.seen()[0].words != english
    assert stand.part._shapes.ink is stand.chart.ink
