"""The holdings as a whole: opened by click and key, copied, exported, empty in words."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gridwatch.ui.portfolio.holdings.columns import PLACES
from gridwatch.ui.portfolio.holdings.export import NAMES
from gridwatch.ui.portfolio.holdings.lines import Grouping, LineKind
from gridwatch.ui.portfolio.holdings.view import HoldingsView
from gridwatch.ui.portfolio.trail.opening import Number, Opening
from gridwatch.wording.naming import Naming
from tests.ui.portfolio.worths import (
    NAMING,
    holdings_of,
    incomplete,
    look_of,
    trail,
    whole,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Make = Callable[..., HoldingsView]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(language: str = "en", theme: str = "light") -> HoldingsView:
        view = HoldingsView(look_of(language, theme))
        qtbot.addWidget(view)
        view.resize(1300, 500)
        view.show_holdings(whole(), NAMING)
        view.show()
        return view

    return made


def click(qtbot: QtBot, view: HoldingsView, row: int, column: str) -> None:
    table = view.table
    where = table.visualRect(view.model.index(row, PLACES[column])).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_a_click_on_a_number_asks_for_its_trail(qtbot: QtBot, make: Make) -> None:
    view = make()
    with qtbot.waitSignal(view.trail_wanted) as asked:
        click(qtbot, view, 0, "value")
    opening = asked.args[0]
    assert (opening.number, opening.security_id) == (Number.VALUE, 1)
    assert opening.title == "NARI Technology: Value CHF"
    assert view.trail is not None
    assert view.trail.text.text() == "80,000.00"
    assert view.trail.note.text() == "Computing…"


def test_the_trail_is_shown_copied_and_closed(qtbot: QtBot, make: Make) -> None:
    view = make()
    click(qtbot, view, 0, "value")
    pane = view.trail
    assert pane is not None
    assert pane.ask is not None
    view.show_trail(pane.ask, trail())
    pane.copy_text()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("NARI Technology: Value CHF: 80,000.00\N{NO-BREAK SPACE}CHF\n")
    assert "4,000 shares" in text
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert pane.isHidden()


def test_the_number_over_a_trail_is_the_one_that_its_steps_come_to(
    qtbot: QtBot, make: Make
) -> None:
    """Prices move on: what stood in the table a moment ago is not the sum of these steps."""
    view = make()
    click(qtbot, view, 0, "value")
    pane = view.trail
    assert pane is not None
    assert pane.ask is not None
    view.show_trail(pane.ask, replace(trail(), amount=80_123.45))
    assert pane.text.text() == "80,123.45\N{NO-BREAK SPACE}CHF"
    assert "It does not follow the prices." in pane.note.text()


def test_a_lot_is_named_with_its_security_and_its_day(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.table.setCurrentIndex(view.model.index(0, 0))
    QTest.keyClick(view.table, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.trail_wanted) as asked:
        click(qtbot, view, 1, "value")
    assert asked.args[0].title.startswith("NARI Technology, lot of ")


def test_the_answer_for_another_number_is_not_shown(qtbot: QtBot, make: Make) -> None:
    view = make()
    click(qtbot, view, 0, "value")
    view.show_trail(Opening(Number.COST, "x", "y"), trail())
    assert view.trail is not None
    assert not view.trail.copy.isEnabled()


def test_a_step_opens_its_transaction(qtbot: QtBot, make: Make) -> None:
    view = make()
    click(qtbot, view, 0, "value")
    pane = view.trail
    assert pane is not None
    assert pane.ask is not None
    step = trail()
    first = replace(step.steps[0], transaction_id=101)
    view.show_trail(pane.ask, replace(step, steps=(first,)))
    pane.tree.setCurrentIndex(pane.tree.model().index(0, 0))
    with qtbot.waitSignal(view.transaction_wanted) as wanted:
        QTest.keyClick(pane, Qt.Key.Key_Return)
    assert wanted.args == [101]


def test_the_keyboard_goes_from_cell_to_cell_and_opens(qtbot: QtBot, make: Make) -> None:
    view = make()
    table = view.table
    table.setCurrentIndex(view.model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Right)  # unfolds the lots first
    assert view.model.unfolds(0) is True
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.currentIndex().column() == PLACES["quantity"]
    with qtbot.waitSignal(view.trail_wanted):
        QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_Left)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert view.model.unfolds(0) is False


def test_a_lot_opens_as_that_lot(qtbot: QtBot, make: Make) -> None:
    view = make()
    table = view.table
    table.setCurrentIndex(view.model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Space)
    line = view.model.line(1)
    assert line is not None
    assert line.kind is LineKind.LOT
    with qtbot.waitSignal(view.trail_wanted) as asked:
        click(qtbot, view, 1, "cost")
    assert asked.args[0].lot == line.lot.opened_by if line.lot else False
    QTest.keyClick(table, Qt.Key.Key_Minus)
    assert view.model.unfolds(0) is False


def test_a_double_click_opens_the_chart_of_the_company(qtbot: QtBot, make: Make) -> None:
    view = make()
    table = view.table
    where = table.visualRect(view.model.index(2, 0)).center() + QPoint(30, 0)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == [13]


def test_rows_are_copied_as_a_table(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.table.setCurrentIndex(view.model.index(0, 0))
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    heading, row = QGuiApplication.clipboard().text().splitlines()
    assert heading.startswith("Security\tQuantity\tPrice\tValue CHF")
    assert "+34,750.00" in row.split("\t")


def test_the_file_has_all_digits_and_every_lot(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    view = make()
    with qtbot.waitSignal(view.noted):
        view.write(tmp_path / "holdings.csv")
    with (tmp_path / "holdings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == list(NAMES)
    kinds = [row[0] for row in rows[1:]]
    assert kinds == ["holding", "lot", "lot", *["holding", "lot"] * 3, "cash"]
    energy = dict(
        zip(rows[0], next(row for row in rows if row[2] == "Siemens Energy"), strict=True)
    )
    assert (energy["quantity"], energy["price"], energy["value"]) == ("120", "100", "11280")


def test_a_file_that_cannot_be_written_is_told(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    view = make()
    with qtbot.waitSignal(view.said):
        view.write(tmp_path / "nowhere" / "holdings.csv")


def test_what_is_missing_stands_under_the_total(qtbot: QtBot, make: Make) -> None:
    view = make()
    assert view.head.missing.isHidden()
    view.show_holdings(incomplete(), NAMING)
    assert "no rate CNY→CHF" in view.head.missing.text()
    assert view.head.value.figure.caption == "Value of what is known"
    assert view.head.day.figure.text == "n/a"
    assert view.head.old.text() == "Old prices: Harbin Electric (12 days)."


def test_without_an_account_it_offers_to_begin(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.show_holdings(holdings_of((), cash=None), Naming())
    assert view.table.isHidden()
    assert view.begin.text() == "Set up the first account…"
    with qtbot.waitSignal(view.begun):
        QTest.mouseClick(view.begin, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(view.brought):
        QTest.mouseClick(view.bring, Qt.MouseButton.LeftButton)
    view.show_holdings(holdings_of((), cash=None), NAMING)
    assert view.begin.text() == "New transaction…"
    assert view.bring.text() == "Import a file…"


def test_before_the_first_reading_it_says_so(qtbot: QtBot) -> None:
    view = HoldingsView(look_of())
    qtbot.addWidget(view)
    assert view.table.empty.text() == "Reading the portfolio…"
    assert not view.export.isEnabled()


def test_another_grouping_is_read_and_remembered(qtbot: QtBot, make: Make) -> None:
    view = make()
    with qtbot.waitSignal(view.grouped):
        view.grouping_box.setCurrentIndex(view.grouping_box.findData(Grouping.ACCOUNT))
    view.table.header_bar.sorted.emit("gain", False)
    state = view.save_state()
    again = make()
    again.restore_state(state)
    assert again.grouping is Grouping.ACCOUNT
    assert again.model.wish.column == "gain"
    assert again.model.wish.falling is False
    again.restore_state({"sort": "nonsense rising", "grouping": "?"})
    assert again.model.wish.column == "gain"


def test_columns_are_chosen_and_remembered(qtbot: QtBot, make: Make) -> None:
    view = make()
    header = view.table.header_bar
    assert header.isSectionHidden(PLACES["isin"])
    header.choose(PLACES["isin"], shown=True)
    header.choose(PLACES["cost"], shown=False)
    again = make()
    again.restore_state(view.save_state())
    assert not again.table.header_bar.isSectionHidden(PLACES["isin"])
    assert again.table.header_bar.isSectionHidden(PLACES["cost"])


@pytest.mark.parametrize(("language", "theme"), [("de", "dark"), ("zh_CN", "light")])
def test_it_is_drawn_in_every_look(qtbot: QtBot, make: Make, language: str, theme: str) -> None:
    view = make(language, theme)
    picture = view.grab().toImage()
    assert len({picture.pixel(x, 120) for x in range(0, picture.width(), 3)}) > 3
    view.restyle(look_of("en", "light"))
    assert view.model.headerData(PLACES["value"], Qt.Orientation.Horizontal) == "Value CHF ↓"


def test_the_menu_offers_what_can_be_done(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.table.setCurrentIndex(view.model.index(0, PLACES["value"]))
    menu = view.table.row_menu()
    words = {each.text(): each.isEnabled() for each in menu.actions()}
    assert words["How it is computed"]
    with qtbot.waitSignal(view.listed) as listed:
        next(each for each in menu.actions() if each.text() == "Show transactions").trigger()
    assert listed.args == [1]


def test_numbers_of_the_head_have_names_and_open_by_return(qtbot: QtBot, make: Make) -> None:
    view = make()
    tile = view.head.gain
    assert tile.accessibleName().startswith("Unrealised gain: +41,806.00")
    tile.setFocus()
    with qtbot.waitSignal(view.trail_wanted) as asked:
        QTest.keyClick(tile, Qt.Key.Key_Return)
    assert asked.args[0].number is Number.GAIN
