"""Drawings on the chart: what is shown of them, before and after it is stored, and their menus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from gridwatch.domain.bars import day_of
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, aggregated, scaled
from gridwatch.domain.charting import Mark, MarkKind, Quantity
from gridwatch.domain.drawings import Anchor, DrawingKind
from gridwatch.domain.splits import Split
from gridwatch.services.drawing_edits import AddDrawing, RemoveDrawings
from gridwatch.services.series import Series
from gridwatch.ui.appearance import DARK
from gridwatch.ui.chart.drawing.drawings import Drawings
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.drawing_stand import COUNT, LEFT, Stand, candles, drawing, near

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = DrawingKind
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
# Above all prices.
HIGH = 113.0


@pytest.fixture
def stand(qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    made = Stand(qtbot, tmp_path)
    yield made
    made.close()


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


def test_a_split_within_the_last_week_is_in_what_is_drawn_on_its_bars(stand: Stand) -> None:
    weeks = aggregated(candles(), BarSize.WEEK)
    begins = int(weeks.stamps[-1])
    split = Mark(MarkKind.SPLIT, begins + 2 * DAY_SECONDS, 2, 1)
    series = Series("600001.SS", "CNY", weeks, size=BarSize.WEEK, marks=(split,))
    part = Drawings(stand.chart, stand.edit, lambda: stand.company)
    part.show_series(series)
    part.begin(K.HORIZONTAL)
    part.placed(K.HORIZONTAL, (Anchor(begins, 105.0),))
    assert stand.stored()[0].priced_on == day_of(begins // DAY_SECONDS + 2)


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


def test_what_was_written_is_kept_when_another_company_comes(stand: Stand) -> None:
    stand.part.begin(K.TEXT)
    stand.click(stand.at(30, HIGH))
    editor = stand.editor()
    assert editor is not None
    editor.field.setPlainText("won")
    stand.show(None)
    assert [each.text for each in stand.stored()] == ["won"]
    assert stand.editor() is None


def test_what_was_moved_last_is_told_though_no_series_follows(stand: Stand) -> None:
    stand.edit(AddDrawing(drawing(K.TREND, (20, 110), (40, 112))))
    stand.click(stand.at(30, 111))
    stand.key(Key.Key_Right, CTRL)
    stand.show(None)
    stand.show(Series("600001.SS", "CNY", candles()))
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
