"""The panel of rules with mouse and keys: search, filters, quietening, deleting, columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from gridwatch.services.edits import RemoveTargets
from gridwatch.services.rule_edits import MuteRule, RemoveRule, SnoozeRule, UnmuteRule
from gridwatch.services.several import Several
from gridwatch.ui.alerts.columns import PLACES
from gridwatch.ui.alerts.panel import RulesPanel
from gridwatch.ui.alerts.until import UntilDialog
from tests.ui.alerts.rulebooks import book_of, few, realistic, rule, scene_of, view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QComboBox
    from pytestqt.qtbot import QtBot

    from gridwatch.services.overview import Overview
    from gridwatch.services.rule_views import Rulebook

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
HOUR = timedelta(hours=1)


@pytest.fixture
def panel(app: QApplication, qtbot: QtBot) -> Iterator[RulesPanel]:
    """Give a panel that shows a rule of every kind."""
    book, overview = realistic()
    made = RulesPanel(scene_of(app, overview))
    qtbot.addWidget(made)
    made.resize(1100, 400)
    made.show_rules(book, scene_of(app, overview))
    made.show()
    yield made
    made.close()


def edits_of(panel: RulesPanel) -> list[object]:
    edits = list[object]()
    panel.edited.connect(edits.append)
    return edits


def shown(panel: RulesPanel) -> list[int]:
    views = (panel._model.view_at(row) for row in range(panel._model.rowCount()))
    return [each.rule.id for each in views if each is not None]


def pick(box: QComboBox, data: object) -> None:
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def select(panel: RulesPanel, *numbers: int) -> None:
    flags = panel.table.selectionModel().SelectionFlag
    panel.table.clearSelection()
    for each in numbers:
        row = panel._model.place_of(each)
        assert row is not None
        panel.table.selectionModel().setCurrentIndex(
            panel._model.index(row, 1), flags.Select | flags.Rows
        )
    panel.table.setFocus()


def test_search_narrows_and_enter_goes_to_the_table(panel: RulesPanel, qtbot: QtBot) -> None:
    assert panel._count.text() == "8 alerts"
    QTest.keyClicks(panel.search, "sieyuan")
    qtbot.waitUntil(lambda: shown(panel) == [2])
    assert panel._count.text() == "1 of 8 alerts"
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert [each.id for each in panel.table.chosen()] == [2]
    panel.search.clear()
    qtbot.waitUntil(lambda: len(shown(panel)) == 8)
    assert [each.id for each in panel.table.chosen()] == [2]


def test_it_filters_by_company_selection_and_state(panel: RulesPanel) -> None:
    pick(panel.companies, 2)
    assert shown(panel) == [2, 4]
    pick(panel.companies, -1)
    assert shown(panel) == []
    assert panel._empty.isVisible()
    panel.select_company(3)
    assert shown(panel) == [3, 4]
    pick(panel.states, "waiting")
    assert shown(panel) == [3]
    pick(panel.companies, 0)
    pick(panel.states, "expired")
    assert shown(panel) == [6]


def test_nothing_can_be_done_without_a_selection(panel: RulesPanel) -> None:
    edits = edits_of(panel)
    assert not any(panel.buttons[each].isEnabled() for each in ("edit", "mute", "remove"))
    panel.act("remove")
    assert not edits


def test_keys_mute_edit_and_delete(panel: RulesPanel, qtbot: QtBot) -> None:
    edits, opened, made = edits_of(panel), list[object](), list[object]()
    panel.opened.connect(opened.append)
    panel.made.connect(lambda: made.append(1))
    select(panel, 1)
    QTest.keyClick(panel.table, Qt.Key.Key_M)
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    QTest.keyClick(panel.table, Qt.Key.Key_Insert)
    assert edits == [MuteRule(1), RemoveRule(1)]
    assert len(opened) == len(made) == 1


def test_quiet_rules_are_let_tell_again(panel: RulesPanel, qtbot: QtBot) -> None:
    edits = edits_of(panel)
    select(panel, 4, 5)
    assert panel.buttons["mute"].text() == "Let it tell again"
    QTest.mouseClick(panel.buttons["mute"], Qt.MouseButton.LeftButton)
    assert edits == [Several((UnmuteRule(4), UnmuteRule(5)))]
    select(panel, 1, 4)
    assert panel.buttons["mute"].text() == "Mute"
    panel.act("mute")
    assert edits[1:] == [MuteRule(1)]


@pytest.mark.parametrize(
    ("verb", "span"), [("hour", HOUR), ("day", 24 * HOUR), ("week", 7 * 24 * HOUR)]
)
def test_a_rule_is_snoozed_for_a_while(panel: RulesPanel, verb: str, span: timedelta) -> None:
    edits = edits_of(panel)
    select(panel, 1)
    before = datetime.now(UTC)
    panel.act(verb)
    (edit,) = edits
    assert isinstance(edit, SnoozeRule)
    assert timedelta(0) <= edit.until - before - span < timedelta(seconds=10)


def test_a_rule_is_snoozed_until_a_moment(panel: RulesPanel, qtbot: QtBot) -> None:
    edits = edits_of(panel)
    select(panel, 1)
    panel.act("until")
    dialog = panel.findChild(UntilDialog)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    (edit,) = edits
    assert isinstance(edit, SnoozeRule)
    assert timedelta(hours=23) < edit.until - datetime.now(UTC) < timedelta(hours=25)


def test_the_rule_of_a_target_goes_with_the_target(panel: RulesPanel) -> None:
    edits = edits_of(panel)
    select(panel, 8)
    words = [each.text() for each in panel.table.menu().actions()]
    assert "Remove target" in words
    assert "Change target…" in words
    panel.act("remove")
    select(panel, 1, 8)
    panel.act("remove")
    assert edits == [RemoveTargets(1, (11,)), Several((RemoveRule(1), RemoveTargets(1, (11,))))]


def test_deleting_says_which_target_goes_with_it(panel: RulesPanel) -> None:
    noted = list[str]()
    panel.noted.connect(noted.append)
    select(panel, 8)
    assert panel.buttons["remove"].text() == "Remove target"
    panel.act("remove")
    select(panel, 1)
    assert panel.buttons["remove"].text() == "Delete"
    panel.act("remove")
    assert noted == [
        "The target 200bn\N{NO-BREAK SPACE}CNY of China XD is gone as well. Undo: Ctrl+Z",
        "",
    ]


@pytest.mark.parametrize("answer", ["Delete", "Cancel"])
def test_several_targets_go_only_where_that_is_wanted(
    panel: RulesPanel, app: QApplication, answer: str
) -> None:
    overview = few()
    views = [
        view(rule(each, f"cap >= {each}00bn CNY", target_id=each), overview) for each in range(1, 8)
    ]
    panel.show_rules(book_of(views, overview), scene_of(app, overview))
    edits, noted = edits_of(panel), list[str]()
    panel.noted.connect(noted.append)
    panel.table.selectAll()
    panel.table.setFocus()
    assert panel.buttons["remove"].text() == "Delete…"
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    (box,) = panel.findChildren(QMessageBox)
    assert box.text() == "With these alerts 7 targets go as well."
    lines = box.informativeText().splitlines()
    assert lines[0] == "The target 100bn\N{NO-BREAK SPACE}CNY of China XD"
    assert lines[5:] == ["and 2 more", "", "Ctrl+Z brings everything back."]
    assert not edits
    (button,) = (each for each in box.buttons() if each.text() == answer)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(edits) == (answer == "Delete")
    assert noted == ["7 targets are gone as well. Undo: Ctrl+Z"][: len(edits)]


def test_a_double_click_edits_and_the_menu_shows_the_company(
    panel: RulesPanel, qtbot: QtBot
) -> None:
    opened, companies = list[object](), list[int]()
    panel.opened.connect(opened.append)
    panel.selected.connect(companies.append)
    row = panel._model.place_of(2)
    assert row is not None
    place = panel.table.visualRect(panel._model.index(row, 2)).center()
    viewport = panel.table.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert len(opened) == 1
    panel.act("company")
    assert companies == [2]


def test_the_snooze_key_offers_how_long(panel: RulesPanel, qtbot: QtBot) -> None:
    edits = edits_of(panel)
    select(panel, 1)
    QTest.keyClick(panel.table, Qt.Key.Key_S)
    menus = [
        each for each in panel.table.findChildren(type(panel.table.menu())) if each.isVisible()
    ]
    assert [each.text() for each in menus[0].actions()] == [
        "For 1 hour", "For 1 day", "For 1 week", "Until…",
    ]  # fmt: skip
    menus[0].actions()[1].trigger()
    menus[0].close()
    assert isinstance(edits[0], SnoozeRule)


def test_a_click_on_a_header_sorts_up_down_and_not_at_all(panel: RulesPanel) -> None:
    before = shown(panel)
    for expected in ([2, 5, 1, 8, 3, 4, 6, 7], [8, 1, 5, 2, 3, 4, 6, 7], before):
        panel.table.header().sectionClicked.emit(4)
        assert shown(panel) == expected


def test_columns_and_order_are_remembered(panel: RulesPanel, app: QApplication) -> None:
    panel.table.header().setSectionHidden(6, True)
    panel.table.header().sectionClicked.emit(4)
    state = panel.save_state()
    book, overview = realistic()
    other = RulesPanel(scene_of(app, overview))
    other.restore_state(state)
    other.show_rules(book, scene_of(app, overview))
    assert other.table.header().isSectionHidden(6)
    assert shown(other) == shown(panel)
    other.restore_state({"columns": "junk", "sort": "no-such falling"})
    assert len(shown(other)) == 8


def test_it_speaks_another_language_at_once(panel: RulesPanel, app: QApplication) -> None:
    _, overview = realistic()
    panel.restyle(scene_of(app, overview, "zh_CN"))
    assert "1,000亿" in str(panel._model.index(0, 2).data())


def test_everything_has_a_name(panel: RulesPanel) -> None:
    for each in (panel.search, panel.companies, panel.states, panel.table):
        assert each.accessibleName()


def wide() -> tuple[Rulebook, Overview]:
    """Return a rule far from its level, with a long condition."""
    overview = few()
    text = "cap >= 125bn CNY and day >= 5% and price >= 20"
    views = [view(rule(1, "cap >= 1270bn CNY"), overview), view(rule(2, text), overview)]
    return book_of(views, overview), overview


@pytest.mark.parametrize("width", [700, 2400])
def test_figures_are_read_whole_and_the_condition_takes_the_room(
    app: QApplication, qtbot: QtBot, width: int
) -> None:
    book, overview = wide()
    panel = RulesPanel(scene_of(app, overview))
    qtbot.addWidget(panel)
    panel.resize(width, 300)
    panel.show()
    panel.show_rules(book, scene_of(app, overview))
    table, header = panel.table, panel.table.header()
    for name in ("gap", "now", "standing"):
        assert header.sectionSize(PLACES[name]) >= table.sizeHintForColumn(PLACES[name])
    assert header.sectionSize(PLACES["quiet"]) == 28
    assert (header.length() == table.viewport().width()) == (width == 2400)
    panel.resize(width + 100, 300)
    QApplication.processEvents()
    assert (header.length() == table.viewport().width()) == (width == 2400)
    header.resizeSection(PLACES["gap"], 30)  # as with the mouse
    panel.resize(width, 300)
    panel.show_rules(book, scene_of(app, overview))
    assert header.sectionSize(PLACES["gap"]) == 30
    other = RulesPanel(scene_of(app, overview))
    qtbot.addWidget(other)
    other.restore_state(panel.save_state())
    other.show_rules(book, scene_of(app, overview))
    assert other.table.header().sectionSize(PLACES["gap"]) == 30


def test_only_rules_in_view_are_measured(app: QApplication, qtbot: QtBot) -> None:
    overview = few()
    panel = RulesPanel(scene_of(app, overview))
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    panel.show()
    first = view(rule(0, "price >= 20"), overview)
    views = [replace(first, rule=replace(first.rule, id=each)) for each in range(1, 500)]
    panel.show_rules(book_of(views, overview), scene_of(app, overview))
    assert len(panel._model._texts) < 50
