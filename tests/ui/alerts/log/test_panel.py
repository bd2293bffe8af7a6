"""The log as a panel: searched, filtered, sorted, acknowledged, copied and exported by hand."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from gridwatch.domain.alert.sight import Quiet
from gridwatch.preferences import Preferences
from gridwatch.store.user.firing_log import LogQuery, Order, Which
from gridwatch.ui.alerts.log.columns import COLUMNS, PLACES
from gridwatch.ui.alerts.log.model import PARTS_ROLE
from gridwatch.ui.alerts.log.painting import spans
from gridwatch.ui.alerts.log.panel import PAGE, LogPanel
from gridwatch.ui.look import look_of
from tests.ui.alerts.log.logged import fired, page_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Key = Qt.Key
Asked = tuple[LogQuery, int, int]


@pytest.fixture
def panel(app: QApplication, qtbot: QtBot) -> LogPanel:
    made = LogPanel(look_of(app, Preferences(), "en", "light"))
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.reask()
    return made


def asks(panel: LogPanel) -> list[Asked]:
    found: list[Asked] = []
    panel.asked.connect(lambda *asked: found.append(asked))
    return found


def press(panel: LogPanel, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(panel.table, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_an_empty_log_says_so_and_what_is_new_is_counted(panel: LogPanel) -> None:
    panel.show_page(page_of())
    assert panel._count.text() == "No alert has fired yet."
    panel.show_page(page_of(fired(1), fired(2, seen=True), fired(3, quiet=Quiet.MUTED)))
    assert panel._count.text() == "New: 1"
    assert panel._mark.isEnabled()
    panel.show_page(page_of(fired(1, seen=True)))
    assert panel._count.text() == "All seen"
    assert not panel._mark.isEnabled()


def test_everything_can_be_marked_as_seen(panel: LogPanel, qtbot: QtBot) -> None:
    panel.show_page(page_of(fired(1), fired(4)))
    assert panel._mark.text() == "Mark all as seen"
    with qtbot.waitSignal(panel.all_seen) as asked:
        panel._mark.click()
    assert asked.args == [LogQuery(), 4]


def test_what_a_filter_finds_can_be_marked_as_seen_as_far_as_it_is_shown(
    panel: LogPanel, qtbot: QtBot
) -> None:
    panel.show_page(page_of(fired(1)))
    found = asks(panel)
    panel.filters.search.setText("china")
    qtbot.waitUntil(lambda: bool(found))
    assert panel._mark.text() == "Mark all as seen"  # what it finds is not shown yet
    query = found[0][0]
    panel.show_page(page_of(fired(3), query=query))
    assert panel._mark.text() == "Mark these as seen"
    panel.filters.search.setText("china x")
    with qtbot.waitSignal(panel.all_seen) as asked:
        panel._mark.click()
    assert asked.args == [query, 3]
    panel._show_menu(QPoint(0, 0))
    menu = popped()
    assert "Mark these as seen" in [each.text() for each in menu.actions()]
    menu.close()


def test_nothing_new_in_what_is_found_is_not_offered_to_be_marked(panel: LogPanel) -> None:
    panel.filters.which.setCurrentIndex(1)
    query = panel._query
    panel.show_page(replace(page_of(fired(1, seen=True), query=query), new=5))
    assert not panel._mark.isEnabled()


def test_it_tells_how_many_are_new(panel: LogPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.counted) as counted:
        panel.show_page(page_of(fired(1), fired(2), fired(3, seen=True)))
    assert counted.args == [2]


def test_typing_asks_when_it_pauses(panel: LogPanel, qtbot: QtBot) -> None:
    found = asks(panel)
    QTest.keyClicks(panel.filters.search, "china 100bn")
    assert not found
    qtbot.waitUntil(lambda: bool(found))
    ((query, limit, upto),) = found
    assert [each.text for each in query.words] == ["china", "100bn"]
    assert (limit, upto) == (PAGE, 0)
    panel.show_page(page_of(fired(1), query=query, found=1))
    assert panel._count.text() == "1 of 1"


def test_escape_clears_the_search_and_the_arrow_goes_to_the_table(
    panel: LogPanel, qtbot: QtBot
) -> None:
    panel.show_page(page_of(fired(1), fired(2)))
    panel.activateWindow()
    panel.focus_search()
    qtbot.waitUntil(panel.filters.search.hasFocus)
    QTest.keyClicks(panel.filters.search, "x")
    QTest.keyClick(panel.filters.search, Key.Key_Escape)
    assert panel.filters.search.text() == ""
    found = asks(panel)
    QTest.keyClick(panel.filters.search, Key.Key_Down)
    assert panel.table.hasFocus()
    assert panel.table.currentIndex().row() == 0
    assert len(found) == 1


def test_the_key_for_searching_is_the_log_s_own_while_it_has_the_focus(
    panel: LogPanel, qtbot: QtBot
) -> None:
    panel.show_page(page_of(fired(1)))
    panel.activateWindow()
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    press(panel, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.filters.search.hasFocus()


@pytest.mark.parametrize("which", Which)
def test_a_filter_asks_for_its_kind(panel: LogPanel, which: Which) -> None:
    panel.filters.which.setCurrentIndex(len(Which) - 1)
    found = asks(panel)
    panel.filters.which.setCurrentIndex(panel.filters.which.findData(which))
    assert panel.filters.wish().which is which
    assert all(query.which is which for query, _, _ in found)


def test_an_answer_to_an_older_question_is_passed_over(panel: LogPanel) -> None:
    panel.show_page(page_of(fired(1)))
    panel.filters.which.setCurrentIndex(1)
    panel.show_page(page_of(fired(1), fired(2)))
    assert panel._model.rowCount() == 1


def test_a_click_on_a_header_sorts_and_sorts_back(panel: LogPanel, qtbot: QtBot) -> None:
    panel.show_page(page_of(fired(1), fired(2)))
    found = asks(panel)
    header = panel.table.horizontalHeader()
    place = PLACES[Order.COMPANY]
    at = QPoint(header.sectionViewportPosition(place) + 12, header.height() // 2)
    for _ in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    asked = [(query.order, query.descending) for query, _, _ in found]
    assert asked == [(Order.COMPANY, False), (Order.COMPANY, True)]


def test_the_menu_sorts_by_every_column_too(panel: LogPanel, qtbot: QtBot) -> None:
    panel.show_page(page_of(fired(1)))
    found = asks(panel)
    panel._show_menu(QPoint(0, 0))
    menu = popped()
    sorting = next(each.menu() for each in menu.actions() if each.text() == "Sort by")
    assert isinstance(sorting, QMenu)
    assert [each.text() for each in sorting.actions()] == [each.words for each in COLUMNS]
    sorting.actions()[PLACES[Order.VALUE]].trigger()
    assert [(query.order, query.descending) for query, _, _ in found] == [(Order.VALUE, True)]
    menu.close()


def popped() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_enter_and_a_double_click_open_and_a_click_selects(panel: LogPanel, qtbot: QtBot) -> None:
    first, second = fired(1), fired(2)
    panel.show_page(page_of(first, second))
    panel.table.selectRow(0)
    with qtbot.waitSignal(panel.opened) as opened:
        press(panel, Key.Key_Return)
    assert opened.args == [first]
    at = panel.table.visualRect(panel._model.index(1, 1)).center()
    with qtbot.waitSignal(panel.selected) as chosen, qtbot.assertNotEmitted(panel.opened):
        QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen.args == [7]
    with qtbot.waitSignal(panel.opened) as opened:
        QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == [second]


def test_the_space_bar_acknowledges_what_is_selected(panel: LogPanel, qtbot: QtBot) -> None:
    panel.show_page(page_of(fired(1), fired(2, seen=True), fired(3, quiet=Quiet.DAILY)))
    panel.table.selectAll()
    with qtbot.waitSignal(panel.seen) as seen:
        press(panel, Key.Key_Space)
    assert seen.args == [(1, 3)]
    panel.table.selectRow(1)
    with qtbot.assertNotEmitted(panel.seen):
        press(panel, Key.Key_Space)


def test_the_menu_says_what_can_be_done(panel: LogPanel, qtbot: QtBot) -> None:
    panel.show_page(page_of(fired(1), fired(2, company_id=None, seen=True)))
    panel.table.selectRow(0)
    panel._show_menu(QPoint(0, 0))
    menu = popped()
    verbs = {each.text(): each for each in menu.actions() if each.text()}
    assert all(each.isEnabled() for each in verbs.values())
    with qtbot.waitSignal(panel.seen):
        verbs["Mark as seen"].trigger()
    with qtbot.waitSignal(panel.opened):
        verbs["Show on the chart"].trigger()
    menu.close()
    panel.table.selectRow(1)
    panel._show_menu(QPoint(0, 0))
    menu = popped()
    assert not next(each for each in menu.actions() if "chart" in each.text()).isEnabled()
    menu.close()


def test_the_keyboard_opens_the_menu_at_its_row(panel: LogPanel, qtbot: QtBot) -> None:
    from PySide6.QtGui import QContextMenuEvent

    panel.show_page(page_of(fired(1), fired(2)))
    panel.table.selectRow(1)
    wanted: list[QPoint] = []
    panel.table.menu_wanted.disconnect()
    panel.table.menu_wanted.connect(wanted.append)
    panel.table.contextMenuEvent(
        QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    )
    corner = panel.table.visualRect(panel._model.index(1, 0)).bottomLeft()
    assert wanted == [panel.table.viewport().mapToGlobal(corner)]


def test_rows_are_copied_as_a_table_that_runs_nothing(panel: LogPanel) -> None:
    panel.show_page(page_of(fired(1, name="=HYPERLINK(1)"), fired(2, name="A\tB")))
    panel.table.selectAll()
    press(panel, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    heads, one, other = (each.split("\t") for each in lines)
    assert heads == [each.words for each in COLUMNS]
    assert one[1] == "'=HYPERLINK(1)"
    assert other[1] == "A B"
    assert len(one) == len(other) == len(COLUMNS)
    assert one[PLACES[Order.VALUE]].startswith("14.02bn")


def test_a_selection_stays_with_its_firing_when_others_come(panel: LogPanel) -> None:
    panel.show_page(page_of(fired(2), fired(3)))
    panel.table.selectRow(1)
    panel.show_page(page_of(fired(1), fired(2), fired(3)))
    assert [each.id for each in panel.table.selected()] == [3]
    panel.show_page(page_of(fired(3), fired(2), fired(1)))  # sorted otherwise
    assert [each.id for each in panel.table.selected()] == [3]


def test_it_points_at_a_firing_wherever_it_is(panel: LogPanel) -> None:
    panel.show_page(page_of(fired(1), fired(2), found=900))
    panel.point_at(2)
    assert [each.id for each in panel.table.selected()] == [2]
    found = asks(panel)
    panel.point_at(77)
    assert [(limit, upto) for _, limit, upto in found] == [(PAGE, 77)]
    panel.show_page(page_of(fired(1), fired(2), fired(77), query=found[0][0]))
    assert [each.id for each in panel.table.selected()] == [77]


def test_pointing_at_what_a_filter_hides_takes_the_filter_away(panel: LogPanel) -> None:
    panel.filters.which.setCurrentIndex(1)
    panel.filters.search.setText("nothing")
    found = asks(panel)
    panel.point_at(5)
    assert not panel.filters.wish().narrowed
    assert [(query.words, upto) for query, _, upto in found] == [((), 5)]


def test_scrolling_to_the_end_asks_for_more(panel: LogPanel, qtbot: QtBot) -> None:
    rows = tuple(map(fired, range(1, PAGE + 1)))
    panel.show_page(page_of(*rows, found=5000))
    found = asks(panel)
    panel.table.scrollToBottom()
    qtbot.waitUntil(lambda: bool(found))
    assert found[0][1] == 2 * PAGE


def test_the_export_is_asked_for_with_what_is_shown(
    panel: LogPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.filters.which.setCurrentIndex(2)
    dialog = panel.export()
    assert isinstance(dialog, QFileDialog)
    assert dialog.defaultSuffix() == "csv"
    out = tmp_path / "log.csv"
    with qtbot.waitSignal(panel.exported) as asked:
        dialog.fileSelected.emit(str(out))
    dialog.close()
    assert asked.args is not None
    assert (asked.args[0].which, asked.args[1]) == (Which.TOLD, out)


def test_columns_grow_with_what_comes_until_the_user_has_placed_them(panel: LogPanel) -> None:
    panel.show_page(page_of(fired(1, name="Short")))
    place = PLACES[Order.COMPANY]
    first = panel.table.columnWidth(place)
    panel.show_page(page_of(fired(1, name="Short"), fired(2, name="A company of some length")))
    assert panel.table.columnWidth(place) > first
    panel.show_page(page_of(fired(1, name="Short")))
    assert panel.table.columnWidth(place) > first
    assert "columns" not in panel.save_state()
    panel.table.setColumnWidth(place, 70)
    panel.show_page(page_of(fired(2, name="A company of some length")))
    assert panel.table.columnWidth(place) == 70
    assert "columns" in panel.save_state()


def test_columns_and_order_are_remembered(panel: LogPanel, qtbot: QtBot) -> None:
    panel.show_page(page_of(fired(1)))
    header = panel.table.horizontalHeader()
    header.moveSection(header.visualIndex(PLACES[Order.VALUE]), 0)
    panel.table.setColumnWidth(PLACES[Order.WHY], 333)
    panel.sort_by(Order.LEVEL, descending=True)
    state = panel.save_state()
    other = LogPanel(panel._look)
    qtbot.addWidget(other)
    other.restore_state(state)
    assert other.save_state() == state
    assert other.table.horizontalHeader().visualIndex(PLACES[Order.VALUE]) == 0
    assert other.table.columnWidth(PLACES[Order.WHY]) == 333
    found = asks(other)
    other.reask()
    assert (found[0][0].order, found[0][0].descending) == (Order.LEVEL, True)


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"columns": "x:1 when"},
        {"columns": "when:-5 why:99999"},
        {"order": "name"},
        {"falling": "2"},
    ],
)
def test_a_damaged_memory_changes_nothing(panel: LogPanel, state: dict[str, str]) -> None:
    panel.show_page(page_of(fired(1)))
    before = panel.save_state()
    panel.restore_state(state)
    assert panel.save_state() == before


def test_the_bar_of_a_move_keeps_losses_left_of_its_zero() -> None:
    found = list(spans((3.0, -1.0, 0.0)))
    assert found == [(1, 0.0, 0.25), (0, 0.25, 1.0)]
    assert list(spans((0.0, 0.0, 0.0))) == []


def test_the_bar_is_painted_in_the_tones_of_its_parts(panel: LogPanel, qtbot: QtBot) -> None:
    panel.show_page(page_of(fired(1)))
    place = PLACES[Order.MOVE]
    for each in range(len(COLUMNS)):
        panel.table.setColumnHidden(each, each != place)
    panel.table.setColumnWidth(place, 600)
    index = panel._model.index(0, place)
    assert index.data(PARTS_ROLE) == (1.5e9, 0.0, 0.52e9)
    rect = panel.table.visualRect(index)
    image = panel.table.viewport().grab(rect).toImage()
    middle = image.height() // 2
    row = {image.pixelColor(x, middle).name() for x in range(image.width())}
    tones = panel._look.tones
    assert {tones.accent, tones.warn} <= row
    assert tones.target not in row


def test_showing_a_page_of_a_long_log_costs_what_a_short_one_does(panel: LogPanel) -> None:
    rows = tuple(map(fired, range(1, PAGE + 1)))

    def seconds(found: int) -> float:
        panel.show_page(page_of(found=0))
        start = time.perf_counter()
        panel.show_page(page_of(*rows, found=found))
        QApplication.processEvents()
        return time.perf_counter() - start

    seconds(PAGE)
    short = min(seconds(PAGE) for _ in range(5))
    long = min(seconds(100_000) for _ in range(5))
    assert long < 3 * short
