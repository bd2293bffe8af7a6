"""The panel as a user meets it: lists, keys, search, targets, and what it remembers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from gridwatch.domain.money import Money
from gridwatch.services.edits import (
    AddCompany,
    ArrangeCompanies,
    RemoveCompanies,
    RemoveTargets,
    RemoveWatchlist,
    SetTarget,
)
from gridwatch.services.overview import Overview
from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.watchlist.columns import PLACES
from gridwatch.ui.watchlist.panel import WatchlistPanel
from gridwatch.ui.watchlist.row_menu import row_menu
from gridwatch.ui.watchlist.search import SearchLine
from gridwatch.ui.words import trouble_words
from gridwatch.wire import Match, Matches
from tests.ui.watchlist.overviews import overview_of, plain_company, realistic, view_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gridwatch.services.catalog import Catalog

# The display without a screen says so of every popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PHRASES = Phrases("en", base_currency="CNY")


class Desk:
    """A panel with everything that it said."""

    def __init__(self, overview: Overview) -> None:
        """Show a panel as a window would."""
        self.panel = WatchlistPanel(PHRASES, LIGHT)
        self.edits: list[object] = []
        self.selected: list[int] = []
        self.searches: list[tuple[int, str]] = []
        self.lists: list[int] = []
        self.panel.edited.connect(self.edits.append)
        self.panel.selected.connect(self.selected.append)
        self.panel.searched.connect(lambda number, text: self.searches.append((number, text)))
        self.panel.listed.connect(self.lists.append)
        self.panel.show_overview(overview)
        self.panel.resize(1300, 600)
        self.panel.show()
        self.panel.activateWindow()

    @property
    def editor(self) -> QLineEdit:
        """Return the line of the target editor."""
        return self.panel.table.target_editor._line

    def go_to_search(self, qtbot: QtBot) -> SearchLine:
        """Put the cursor into the search line and wait until the catalog is there."""
        self.panel.focus_search()
        qtbot.waitUntil(lambda: self.panel._search._catalog is not None)
        return self.panel._search

    def click_heading(self, column: str) -> None:
        """Click the heading of a column."""
        self.panel.table.header_bar.sectionClicked.emit(PLACES[column])

    def shown(self) -> list[int]:
        """Return the companies shown, top to bottom."""
        return self.panel.table.companies.companies


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """Give a panel with four companies."""
    views = [view_of(plain_company(each), (50 + each) * 1e9) for each in (1, 2, 3, 4)]
    views[1] = view_of(plain_company(2), 90e9, targets=())
    made = Desk(overview_of(views))
    qtbot.addWidget(made.panel)
    qtbot.waitExposed(made.panel)
    yield made
    made.panel.hide()


@pytest.fixture
def full(qtbot: QtBot) -> Desk:
    """Give a panel with the catalog's companies in every state."""
    made = Desk(realistic())
    qtbot.addWidget(made.panel)
    return made


def test_the_selection_and_the_scroll_survive_a_refresh(full: Desk, qtbot: QtBot) -> None:
    full.panel.select_company(30)
    QApplication.processEvents()
    bar = full.panel.table.verticalScrollBar()
    before = bar.value()
    assert before > 0
    overview = realistic()
    views = {key: replace(view, trouble="offline") for key, view in overview.companies.items()}
    full.panel.show_overview(replace(overview, companies=views))
    assert full.panel.current_company() == 30
    assert bar.value() == before
    assert full.selected == [30]


def test_a_heading_sorts_in_three_clicks(desk: Desk) -> None:
    desk.click_heading("cap")
    assert desk.shown() == [2, 4, 3, 1]
    desk.click_heading("cap")
    assert desk.shown() == [1, 3, 4, 2]
    desk.click_heading("cap")
    assert desk.shown() == [1, 2, 3, 4]


def test_the_filter_hides_and_says_when_nothing_is_left(desk: Desk, qtbot: QtBot) -> None:
    QTest.keyClicks(desk.panel._filter, "company 3")
    assert desk.shown() == [3]
    QTest.keyClicks(desk.panel._filter, "x")
    assert desk.panel.table._empty.isVisible()
    assert "company 3x" in desk.panel.table._empty.text()
    desk.panel._filter.clear()
    assert not desk.panel.table._empty.isVisible()


def test_an_empty_list_says_what_to_do(full: Desk) -> None:
    full.panel.choose_list(3)
    assert "Type a name or symbol" in full.panel.table._empty.text()
    assert full.lists == [1, 3]


def test_a_company_on_another_list_brings_that_list(full: Desk) -> None:
    full.panel.choose_list(2)
    full.panel.select_company(20)
    assert full.lists[-1] == 1
    assert full.panel.current_company() == 20


def test_a_hidden_company_is_uncovered_to_be_selected(full: Desk, qtbot: QtBot) -> None:
    full.panel._group.setChecked(True)
    segment = realistic().companies[20].company.segment
    full.panel.table.folded.emit(segment)
    assert 20 not in full.shown()
    full.panel.select_company(20)
    assert full.panel.current_company() == 20


def test_delete_takes_the_selected_companies_off_the_list(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.select_company(2)
    QTest.keyClick(desk.panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(desk.panel.table, Qt.Key.Key_Delete)
    assert desk.edits == [RemoveCompanies((2, 3), 1)]


def test_copying_gives_a_table_that_a_spreadsheet_reads(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.select_company(1)
    QTest.keyClick(desk.panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    heading, row = (line.split("\t") for line in lines)
    assert len(heading) == len(row) == 14
    assert row[heading.index("Market cap")] == "51bn CNY"
    assert row[heading.index("To target")] == "+96.1%"


def test_dropping_rows_makes_a_new_order(desk: Desk) -> None:
    table = desk.panel.table
    table.drop_before((3, 4), 0)
    table.drop_before((1,), 4)
    table.drop_before((2,), 1)
    assert desk.edits == [
        ArrangeCompanies(1, (3, 4, 1, 2)),
        ArrangeCompanies(1, (2, 3, 4, 1)),
    ]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("100bn CNY", Money(Decimal(100_000_000_000), "CNY")),
        ("1000亿", Money(Decimal(100_000_000_000), "CNY")),
        ("100 Mrd. CNY", Money(Decimal(100_000_000_000), "CNY")),
        ("12.5bn USD", Money(Decimal(12_500_000_000), "USD")),
    ],
)
def test_a_target_is_set_from_the_row(desk: Desk, qtbot: QtBot, typed: str, wanted: Money) -> None:
    desk.panel.select_company(2)
    QTest.keyClick(desk.panel.table, Qt.Key.Key_F2)
    desk.editor.insert(typed)  # the test library types ASCII only
    QTest.keyClick(desk.editor, Qt.Key.Key_Return)
    assert desk.edits == [SetTarget(2, wanted, None)]
    assert not desk.panel.table.target_editor.isVisible()


def test_a_text_that_is_no_amount_is_explained_and_changes_nothing(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.panel.select_company(2)
    desk.panel.table.edit_target()
    QTest.keyClicks(desk.editor, "a lot")
    QTest.keyClick(desk.editor, Qt.Key.Key_Return)
    editor = desk.panel.table.target_editor
    assert editor.isVisible()
    assert "“a lot” is not an amount." in editor._fault.text()
    assert desk.edits == []
    QTest.keyClick(desk.editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert desk.edits == []


def test_the_shown_target_is_replaced_and_an_empty_text_removes_it(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.panel.select_company(1)
    desk.panel.table.edit_target()
    assert desk.editor.text() == "100bn CNY"
    QTest.keyClicks(desk.editor, "2tn")
    QTest.keyClick(desk.editor, Qt.Key.Key_Return)
    desk.panel.table.edit_target()
    desk.editor.clear()
    QTest.keyClick(desk.editor, Qt.Key.Key_Return)
    desk.panel.table.add_target()
    QTest.keyClicks(desk.editor, "3tn")
    QTest.keyClick(desk.editor, Qt.Key.Key_Return)
    assert desk.edits == [
        SetTarget(1, Money(Decimal(2 * 10**12), "CNY"), 10),
        RemoveTargets(1, (10,)),
        SetTarget(1, Money(Decimal(3 * 10**12), "CNY"), None),
    ]


def test_going_on_elsewhere_decides_and_a_fault_stays_to_be_mended(desk: Desk) -> None:
    table = desk.panel.table
    desk.panel.select_company(2)
    for typed, edits in (("many", 0), ("7bn", 1)):
        table.edit_target()
        desk.editor.clear()
        QTest.keyClicks(desk.editor, typed)
        desk.panel._filter.setFocus(Qt.FocusReason.MouseFocusReason)
        assert table.target_editor.isVisible() == (edits == 0)
        assert len(desk.edits) == edits


def test_a_target_left_as_it_was_is_no_edit(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.select_company(1)
    desk.panel.table.edit_target()
    QTest.keyClick(desk.editor, Qt.Key.Key_Return)
    assert desk.edits == []


def test_the_menu_of_a_row_names_each_target(full: Desk) -> None:
    full.panel.select_company(11)
    view = full.panel.table.current_view()
    assert view is not None
    menu = row_menu(full.panel, full.panel.table, view, PHRASES)
    words = [each.text().replace("\N{NO-BREAK SPACE}", " ") for each in menu.actions()]
    assert "Add another target…" in words
    assert [each for each in words if each.startswith("Remove target")] == [
        "Remove target 50bn CNY", "Remove target 100bn CNY", "Remove target 200bn CNY",
    ]  # fmt: skip
    next(each for each in menu.actions() if "100bn" in each.text()).trigger()
    assert full.edits == [RemoveTargets(11, (111,))]


def test_a_search_offers_the_catalog_at_once(desk: Desk, qtbot: QtBot) -> None:
    search = desk.go_to_search(qtbot)
    QTest.keyClicks(search, "sydq")
    assert "002028.SZ" in [each.company.primary for each in search.offers()]
    search.clear()
    QTest.keyClicks(search, "002028")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert isinstance(desk.edits[0], AddCompany)
    assert desk.edits[0].company.native_name == "思源电气"
    assert desk.edits[0].watchlist_id == 1
    assert search.text() == ""


def test_a_search_asks_the_source_after_a_pause_and_only_once(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.panel.searched, timeout=5000):
        QTest.keyClicks(desk.panel._search, "vertiv")
    assert [text for _, text in desk.searches] == ["vertiv"]


def test_answers_of_the_source_are_added_and_late_ones_lose(desk: Desk, qtbot: QtBot) -> None:
    search = desk.panel._search
    search.setFocus()
    with qtbot.waitSignal(desk.panel.searched, timeout=5000):
        QTest.keyClicks(search, "zzz power")
    number = desk.searches[-1][0]
    late = Matches(number - 1, (Match("LATE", "Too late", "NYQ", "EQUITY"),))
    desk.panel.show_matches(late)
    assert search.offers() == []
    match = Match("688123.SS", "ZZZ Power", "SHH", "EQUITY", "CNY")
    futures = Match("ES F/X", "No symbol of ours", "CME", "FUTURE")
    desk.panel.show_matches(Matches(number, (match, futures)))
    company = search.offers()[0].company
    assert [each.company.primary for each in search.offers()] == ["688123.SS"]
    assert (company.name, company.mainland, company.id) == ("ZZZ Power", True, 0)
    assert (company.listings[0].exchange, company.listings[0].currency) == ("SHH", "CNY")


def test_a_search_in_vain_says_that_the_source_did_not_answer(desk: Desk, qtbot: QtBot) -> None:
    search = desk.go_to_search(qtbot)
    with qtbot.waitSignal(desk.panel.searched, timeout=5000):
        QTest.keyClicks(search, "zzz power")
    number = desk.searches[-1][0]
    desk.panel.show_matches(Matches(number, ()))
    assert search._popup is None or not search._popup.isVisible()
    desk.panel.show_matches(Matches(number, (), "offline"))
    popup = search._popup
    assert popup is not None
    assert popup.isVisible()
    assert search._offers.item(0).text() == trouble_words("offline")
    background = popup.grab().toImage().pixelColor(2, 2).name()
    assert background == LIGHT.base
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert desk.edits == []
    assert search.text() == "zzz power"
    QTest.keyClicks(search, "x")
    assert search.note() == ""


def test_a_trouble_of_the_source_stands_below_what_the_catalog_offers(
    desk: Desk, qtbot: QtBot
) -> None:
    search = desk.go_to_search(qtbot)
    desk.searches.append((0, ""))
    QTest.keyClicks(search, "sieyuan")
    qtbot.waitUntil(lambda: desk.searches[-1][1] == "sieyuan")
    desk.panel.show_matches(Matches(desk.searches[-1][0], (), "throttled"))
    assert search.offers()[0].company.primary == "002028.SZ"
    last = search._offers.item(search._offers.rowCount() - 1)
    assert last.text() == trouble_words("throttled")


def test_letters_are_taken_while_the_catalog_is_read(qtbot: QtBot, desk: Desk) -> None:
    search, gate = desk.panel._search, threading.Event()
    bundled = search._read
    readers: list[str] = []

    def slow() -> Catalog:
        readers.append(threading.current_thread().name)
        gate.wait(10)
        return bundled()

    search._read = slow
    desk.panel.focus_search()
    QTest.keyClicks(search, "002028")
    assert [each.typed for each in search.offers()] == [True]
    QTest.keyClick(search, Qt.Key.Key_Return)  # which would add a symbol that nobody meant
    assert desk.edits == []
    gate.set()
    qtbot.waitUntil(lambda: bool(desk.edits))
    assert isinstance(desk.edits[0], AddCompany)
    assert desk.edits[0].company.native_name == "思源电气"
    assert search.text() == ""
    assert len(readers) == 1
    assert readers[0] != threading.current_thread().name


def test_offers_of_the_catalog_come_when_it_is_there(qtbot: QtBot, desk: Desk) -> None:
    search, gate = desk.panel._search, threading.Event()
    bundled = search._read

    def slow() -> Catalog:
        gate.wait(10)
        return bundled()

    search._read = slow
    desk.panel.focus_search()
    QTest.keyClicks(search, "sydq")
    assert "002028.SZ" not in [each.company.primary for each in search.offers()]
    gate.set()
    qtbot.waitUntil(lambda: "002028.SZ" in [each.company.primary for each in search.offers()])


def test_a_typed_symbol_can_be_added_with_no_answer_at_all(desk: Desk, qtbot: QtBot) -> None:
    desk.go_to_search(qtbot)
    QTest.keyClicks(desk.panel._search, "vrtq")
    QTest.keyClick(desk.panel._search, Qt.Key.Key_Return)
    assert desk.edits == []  # the source may still know a company of that name
    QTest.keyClick(desk.panel._search, Qt.Key.Key_Down)
    QTest.keyClick(desk.panel._search, Qt.Key.Key_Return)
    assert isinstance(desk.edits[0], AddCompany)
    assert desk.edits[0].company.primary == "VRTQ"


def test_the_popup_is_walked_with_the_keys(desk: Desk, qtbot: QtBot) -> None:
    search = desk.go_to_search(qtbot)
    QTest.keyClicks(search, "electric")
    offers = search.offers()
    popup = search._popup
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert isinstance(desk.edits[0], AddCompany)
    assert desk.edits[0].company == offers[1].company
    QTest.keyClicks(search, "electric")
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert len(desk.edits) == 1


def test_a_company_that_is_listed_is_shown_and_not_added(full: Desk, qtbot: QtBot) -> None:
    full.panel.show()
    full.go_to_search(qtbot)
    QTest.keyClicks(full.panel._search, "sieyuan")
    QTest.keyClick(full.panel._search, Qt.Key.Key_Return)
    assert full.edits == []
    view = full.panel.table.current_view()
    assert view is not None
    assert view.company.primary == "002028.SZ"


def test_lists_are_chosen_and_removed_through_their_bar(full: Desk) -> None:
    bar = full.panel._lists
    bar._tabs.setCurrentIndex(1)
    assert full.lists == [1, 2]
    assert full.shown() == [1, 2, 3]
    actions = bar.menu(bar._lists[1]).actions()
    actions[1].trigger()
    assert full.edits == [RemoveWatchlist(2)]


def test_the_last_list_cannot_be_removed(desk: Desk) -> None:
    bar = desk.panel._lists
    assert not bar.menu(bar._lists[0]).actions()[1].isEnabled()


def test_a_list_that_is_gone_gives_way_to_the_first(full: Desk) -> None:
    full.panel.choose_list(2)
    overview = realistic()
    kept = tuple(each for each in overview.watchlists if each.id != 2)
    full.panel.show_overview(replace(overview, watchlists=kept))
    assert full.lists == [1, 2, 1]


def test_the_layout_comes_back_and_the_filter_does_not(full: Desk, qtbot: QtBot) -> None:
    panel = full.panel
    header = panel.table.header_bar
    panel.choose_list(2)
    full.click_heading("distance")
    panel._group.setChecked(True)
    header.choose(PLACES["segment"], shown=False)
    header.resizeSection(PLACES["price"], 140)
    header.moveSection(header.visualIndex(PLACES["bell"]), 1)
    panel._filter.setText("electric")
    state = panel.save_state()
    other = Desk(realistic())
    qtbot.addWidget(other.panel)
    other.panel.restore_state(state)
    assert other.panel.save_state() == state
    again = other.panel.table.header_bar
    assert again.isSectionHidden(PLACES["segment"])
    assert again.sectionSize(PLACES["price"]) == 140
    assert again.logicalIndex(1) == PLACES["bell"]
    assert other.lists == [1, 2]
    assert other.panel._filter.text() == ""


def test_a_state_that_nobody_wrote_changes_nothing(desk: Desk) -> None:
    before = desk.panel.save_state()
    desk.panel.restore_state({"columns": "what=x =3 -name=2x", "sort": "no way", "list": "99"})
    assert desk.panel.save_state() == before


def test_the_columns_fill_the_room_until_one_is_resized(desk: Desk) -> None:
    header = desk.panel.table.header_bar
    desk.panel.resize(1700, 600)
    QApplication.processEvents()
    assert abs(header.length() - desk.panel.table.viewport().width()) < 14
    header.resizeSection(PLACES["name"], 400)
    desk.panel.resize(1900, 600)
    QApplication.processEvents()
    assert header.sectionSize(PLACES["name"]) == 400


def test_the_name_cannot_be_hidden(desk: Desk) -> None:
    desk.panel.table.header_bar.choose(0, shown=False)
    assert not desk.panel.table.header_bar.isSectionHidden(0)


def test_a_click_on_a_heading_row_folds_its_segment(desk: Desk, qtbot: QtBot) -> None:
    desk.panel._group.setChecked(True)
    table = desk.panel.table
    assert len(desk.shown()) == 4
    spot = table.visualRect(table.companies.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert desk.shown() == []
    assert not table._empty.isVisible()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert len(desk.shown()) == 4


def test_another_language_and_other_colours_reach_every_cell(full: Desk) -> None:
    light = full.panel.grab().toImage()
    full.panel.restyle(Phrases("zh_CN", base_currency="CNY"), DARK)
    dark = full.panel.grab().toImage()
    assert light != dark
    model = full.panel.table.companies
    assert model.cell(0, PLACES["target"]).text == "1,000亿"


def test_what_is_painted_says_where_the_bar_ends(desk: Desk) -> None:
    table = desk.panel.table
    index = table.companies.index(0, PLACES["progress"])
    picture = desk.panel.table.viewport().grab(table.visualRect(index)).toImage()
    row = [picture.pixelColor(x, picture.height() // 2).name() for x in range(picture.width())]
    filled, left = row.count(LIGHT.accent), row.count(LIGHT.track)
    assert filled / (filled + left) == pytest.approx(0.51, abs=0.04)
    assert LIGHT.target in row


def test_nothing_is_read_from_the_catalog_before_somebody_searches(desk: Desk) -> None:
    assert desk.panel._search._catalog is None
    assert desk.panel._search._reading is None
    assert desk.panel.table.model().index(0, 0, QModelIndex()).isValid()
