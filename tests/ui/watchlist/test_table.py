"""The table under a real pointer, and what stays chosen while its rows come and go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gridwatch.services.edits import ArrangeCompanies
from gridwatch.services.overview import Overview
from gridwatch.store.user.watchlists import Watchlist
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.watchlist.columns import PLACES
from gridwatch.ui.watchlist.panel import WatchlistPanel
from gridwatch.ui.watchlist.table import WatchlistTable
from tests.ui.watchlist.overviews import (
    NOW,
    overview_of,
    plain_company,
    quote_of,
    realistic,
    view_of,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# The display without a screen says so of every popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Held:
    """A panel, what it edits and whom it selects."""

    def __init__(self, overview: Overview, height: int = 600) -> None:
        """Show the panel."""
        self.panel = WatchlistPanel(Phrases("en", base_currency="CNY"), LIGHT)
        self.table = self.panel.table
        self.edits: list[object] = []
        self.selected: list[int] = []
        self.panel.edited.connect(self.edits.append)
        self.panel.selected.connect(self.selected.append)
        self.overview = overview
        self.panel.show_overview(overview)
        self.panel.resize(1300, height)
        self.panel.show()
        QApplication.processEvents()

    def keep_only(self, *companies: int) -> None:
        """Show the same list with these companies on it."""
        first, *others = self.overview.watchlists
        lists = (Watchlist(first.id, first.name, companies), *others)
        self.panel.show_overview(replace(self.overview, watchlists=lists))

    def chosen(self) -> tuple[int | None, tuple[int, ...]]:
        """Return the current company and the rows that are lit."""
        return self.panel.current_company(), self.table.selected_companies()

    def spot(self, row: int, below: int = 0) -> QPoint:
        """Return where the name in a row is, in the viewport."""
        place = self.table.visualRect(self.table.companies.index(row, 0))
        return QPoint(place.left() + 30, place.center().y() + below)


def moved(widget: QWidget, where: QPoint) -> None:
    """Move the pointer with its button down."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    at, everywhere = QPointF(where), QPointF(widget.mapToGlobal(where))
    keys = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, at, everywhere, none, left, keys)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def held(qtbot: QtBot) -> Iterator[Held]:
    """Give a panel with five companies."""
    views = [view_of(plain_company(each), (50 + each) * 1e9) for each in range(1, 6)]
    made = Held(overview_of(views))
    qtbot.addWidget(made.panel)
    yield made
    made.panel.hide()


@pytest.fixture
def full(qtbot: QtBot) -> Iterator[Held]:
    """Give a low panel with many companies."""
    made = Held(realistic(), height=330)
    qtbot.addWidget(made.panel)
    yield made
    made.panel.hide()


def test_a_click_on_a_heading_sorts(held: Held) -> None:
    header = held.table.header_bar
    middle = header.sectionViewportPosition(PLACES["cap"]) + header.sectionSize(PLACES["cap"]) // 2
    spot = QPoint(middle, header.height() // 2)
    orders = []
    for _ in range(3):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        orders.append(held.table.companies.companies)
    assert orders == [[5, 4, 3, 2, 1], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]
    assert held.table.companies.wish.own_order


def test_caps_of_several_currencies_sort_by_what_they_are_worth(qtbot: QtBot) -> None:
    views = [view_of(plain_company(each), 80e9) for each in (1, 2, 3)]
    views[0] = replace(views[0], base_cap=20e9)  # 80bn of a small unit
    views[1] = replace(views[1], base_cap=None)
    made = Held(overview_of(views))
    qtbot.addWidget(made.panel)
    for falling, order in ((True, [3, 1, 2]), (False, [1, 3, 2])):
        made.table.header_bar.sorted.emit("cap", falling)
        assert made.table.companies.companies == order


class Carried(QDragMoveEvent):
    """Rows of a table over its viewport; outside of a real drag Qt knows no source."""

    def __init__(self, table: WatchlistTable, where: QPoint) -> None:
        """Carry what is selected."""
        self._mime = table.model().mimeData(table.selectedIndexes())
        self._table = table
        button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        super().__init__(where, table.model().supportedDropActions(), self._mime, button, keys)

    def source(self) -> QObject:
        """Return the table itself."""
        return self._table


class Dropped(QDropEvent):
    """The same rows let go."""

    def __init__(self, table: WatchlistTable, where: QPoint) -> None:
        """Drop what is selected."""
        self._mime = table.model().mimeData(table.selectedIndexes())
        self._table = table
        button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        actions = table.model().supportedDropActions()
        super().__init__(QPointF(where), actions, self._mime, button, keys)

    def source(self) -> QObject:
        """Return the table itself."""
        return self._table


def test_a_dragged_row_goes_between_two_others(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    viewport, begun = held.table.viewport(), []
    monkeypatch.setattr(WatchlistTable, "startDrag", lambda _, actions: begun.append(actions))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=held.spot(4))
    moved(viewport, held.spot(4, -3))
    moved(viewport, held.spot(3))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=held.spot(3))
    # Without "move" among them Qt refuses a move within a view.
    assert begun
    assert Qt.DropAction.MoveAction in begun[0]
    over = Carried(held.table, held.spot(2, -7))
    assert viewport.acceptDrops()
    held.table.viewportEvent(over)
    assert over.isAccepted()
    y = held.table.visualRect(held.table.companies.index(2, 0)).top()
    assert viewport.grab().toImage().pixelColor(700, y).name() == LIGHT.accent
    held.table.viewportEvent(Dropped(held.table, held.spot(2, -7)))
    assert held.edits == [ArrangeCompanies(1, (1, 2, 5, 3, 4))]
    assert viewport.grab().toImage().pixelColor(700, y).name() != LIGHT.accent
    assert held.table.companies.companies == [1, 2, 3, 4, 5]  # until the edit is stored


def test_rows_in_another_order_take_no_drop(held: Held) -> None:
    held.table.header_bar.sorted.emit("cap", False)
    held.panel.select_company(5)
    over = Carried(held.table, held.spot(1, -7))
    held.table.viewportEvent(over)
    held.table.viewportEvent(Dropped(held.table, held.spot(1, -7)))
    assert not over.isAccepted()
    assert held.edits == []


def test_a_filter_that_is_cleared_gives_the_selection_back(held: Held) -> None:
    held.panel.select_company(4)
    QTest.keyClicks(held.panel._filter, "company 2")
    assert held.chosen() == (4, ())
    assert held.table.current_view() is None  # nothing out of sight can be edited or removed
    held.panel._filter.clear()
    assert held.chosen() == (4, (4,))
    assert held.selected == [4]  # the chart had no reason to change


def test_who_is_chosen_while_a_filter_hides_the_others_stays_chosen(held: Held) -> None:
    held.panel.select_company(4)
    QTest.keyClicks(held.panel._filter, "company 2")
    QTest.mouseClick(held.table.viewport(), Qt.MouseButton.LeftButton, pos=held.spot(0))
    held.panel._filter.clear()
    assert held.chosen() == (2, (2,))
    assert held.selected == [4, 2]


def test_a_removal_goes_on_to_the_neighbour(held: Held) -> None:
    held.panel.select_company(3)
    held.keep_only(1, 2, 4, 5)
    assert held.chosen() == (4, (4,))
    held.panel.select_company(5)
    held.keep_only(1, 2)
    assert held.chosen() == (2, (2,))
    assert held.selected == [3, 4, 5, 2]
    held.keep_only()
    assert held.chosen() == (None, ())
    assert held.selected[-1] == 0


@pytest.mark.parametrize("company", [9, 20, 33, 46])
def test_a_company_out_of_sight_is_brought_below_whole_rows(full: Held, company: int) -> None:
    full.panel.select_company(company)
    table = full.table
    row, room = table.visualRect(table.currentIndex()), table.viewport().height()
    bar = table.verticalScrollBar()
    assert 0 <= row.top() < row.bottom() < room
    assert bar.value() % row.height() == 0 or bar.value() == bar.maximum()
    if 0 < bar.value() < bar.maximum() - row.height():
        assert row.top() <= 2 * row.height()


def test_a_company_chosen_before_the_first_sight_is_not_at_the_edge(qtbot: QtBot) -> None:
    panel = WatchlistPanel(Phrases("en", base_currency="CNY"), LIGHT)
    qtbot.addWidget(panel)
    panel.show_overview(realistic())
    panel.resize(1300, 200)
    panel.select_company(20)
    panel.show()
    panel.resize(1300, 330)
    QApplication.processEvents()
    row = panel.table.visualRect(panel.table.currentIndex())
    assert panel.table.verticalScrollBar().value() % row.height() == 0
    assert row.top() == 2 * row.height()
    panel.hide()


def test_an_age_of_years_can_be_read() -> None:
    painter_widths = []
    for language in ("en", "de", "zh_CN"):
        panel = WatchlistPanel(Phrases(language, base_currency="CNY"), LIGHT)
        company = plain_company(1)
        old = replace(quote_of(company, 10.0), time=NOW.replace(year=2021))
        panel.show_overview(overview_of([view_of(company, quote=old)]))
        painter = panel.table._painters[0]
        cell = panel.table.companies.cell(0, PLACES["age"])
        room = painter.widths(panel.table.companies.scene)[PLACES["age"]]
        painter_widths.append((painter._cell_width(cell), room))
    assert all(wanted <= room for wanted, room in painter_widths)


@pytest.mark.parametrize("language", ["en", "de", "zh_CN"])
def test_the_columns_fit_into_a_small_screen(held: Held, language: str) -> None:
    held.panel.restyle(Phrases(language, base_currency="CNY"), LIGHT)
    held.panel.resize(1093, 400)  # 1366 pixels at 125 %
    QApplication.processEvents()
    header = held.table.header_bar
    last = PLACES["bell"]
    end = header.sectionViewportPosition(last) + header.sectionSize(last)
    assert end <= held.table.viewport().width()


def test_a_name_is_no_symbol_to_add(held: Held, qtbot: QtBot) -> None:
    from gridwatch.wire import Matches

    search = held.panel._search
    search.setFocus()
    numbers: list[int] = []
    held.panel.searched.connect(lambda number, _: numbers.append(number))
    with qtbot.waitSignal(held.panel.searched, timeout=5000):
        QTest.keyClicks(search, "Rockwellx")
    qtbot.waitUntil(lambda: search._reading is None)
    for answered in (False, True):
        if answered:
            held.panel.show_matches(Matches(numbers[-1], ()))
        assert [each.typed for each in search.offers()] == [True]
        QTest.keyClick(search, Qt.Key.Key_Return)
        assert held.edits == []
        assert search.text() == "Rockwellx"
