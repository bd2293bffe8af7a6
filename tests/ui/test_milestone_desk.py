"""Journeys over the milestone board in the window: shown, sorted, gone to, edited, undone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gridwatch import wire
from gridwatch.domain.money import Money
from gridwatch.places import Profile
from gridwatch.runtime.opening import open_now
from gridwatch.runtime.session import Session
from gridwatch.services.edits import SetTarget
from gridwatch.services.milestones import Board
from gridwatch.services.rule_edits import SetLadder
from gridwatch.ui import milestone_desk
from gridwatch.ui.desk import Desk
from gridwatch.ui.look import look_now
from gridwatch.ui.memory import Memory
from gridwatch.ui.milestone_desk import MilestoneDesk
from gridwatch.ui.milestones.ladder_dialog import LadderDialog
from gridwatch.ui.milestones.panel import MilestonePanel
from gridwatch.ui.undo import label_of
from gridwatch.ui.window import Window
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
BN = Decimal(10**9)


def shown(opened: Opened, qtbot: QtBot) -> MilestonePanel:
    """Show the board and wait until it has been read."""
    desk: MilestoneDesk = opened.desk.milestones
    with qtbot.waitSignal(desk.board_shown, timeout=10_000):
        opened.window.actions_["milestones"].trigger()
    assert desk.panel is not None
    return desk.panel


def dialog_of(opened: Opened, qtbot: QtBot) -> LadderDialog:
    desk = opened.desk.milestones
    qtbot.waitUntil(lambda: desk.dialog is not None, timeout=10_000)
    assert desk.dialog is not None
    return desk.dialog


def asks(opened: Opened) -> bool:
    return opened.desk.milestones.dialog is not None


def rungs(panel: MilestonePanel, company: int) -> list[float]:
    board = panel.board
    assert board is not None
    climb = next(each for each in board.climbs if each.view.company.id == company)
    return [float(each.standing.amount) / 1e9 for each in climb.milestones]


def readings(opened: Opened) -> list[Board]:
    found = list[Board]()
    opened.session.board_read.connect(found.append)
    return found


def test_nothing_is_read_until_the_board_is_shown(opened: Opened, qtbot: QtBot) -> None:
    boards = readings(opened)
    dock = opened.window.dock("milestones")
    assert not dock.isVisible()
    opened.desk.milestones.take(wire.Changed(bars=("GEV",)))
    qtbot.wait(100)
    assert boards == []
    assert opened.desk.milestones.panel is None
    panel = shown(opened, qtbot)
    assert dock.isVisible()
    assert panel.table.board.rowCount() > 0


def test_bars_are_read_at_once_and_quotes_after_a_while(opened: Opened, qtbot: QtBot) -> None:
    shown(opened, qtbot)
    boards, desk = readings(opened), opened.desk.milestones
    with qtbot.waitSignal(desk.board_shown, timeout=10_000):
        desk.take(wire.Changed(bars=("GEV",)))
    for _ in range(5):
        desk.take(wire.Changed(quotes=("GEV",)))
    qtbot.wait(100)
    assert len(boards) == 1
    assert desk._calm.isActive()
    with qtbot.waitSignal(desk.board_shown, timeout=10_000):
        desk._calm.timeout.emit()
    # Behind the watchlist nothing is read, and once when it is seen again.
    opened.window.dock("watchlist").raise_()
    qtbot.waitUntil(lambda: not desk._on_top)
    desk.take(wire.Changed(bars=("GEV",)))
    desk.take(wire.Changed(bars=("ETN",)))
    qtbot.wait(100)
    assert len(boards) == 2
    with qtbot.waitSignal(desk.board_shown, timeout=10_000):
        desk.open()
    assert len(boards) == 3


def test_enter_goes_to_the_company_in_the_watchlist(opened: Opened, qtbot: QtBot) -> None:
    panel = shown(opened, qtbot)
    last = panel.table.board.rowCount() - 1
    panel.table.setCurrentIndex(panel.table.board.index(last, 0))
    line = panel.table.current_line()
    assert line is not None
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert opened.window.watchlist.current_company() == line.view.company.id


def test_a_ladder_is_edited_mended_undone_and_made_again(opened: Opened, qtbot: QtBot) -> None:
    panel = shown(opened, qtbot)
    desk, company = opened.desk.milestones, opened.listed[0]
    before = rungs(panel, company)
    desk.edit_ladder(company)
    dialog = dialog_of(opened, qtbot)
    dialog.line.setText("600bn CNY, lots")
    dialog.decide()
    assert "lots" in dialog.told.text()
    dialog.line.setText("600, 700 bn CNY")
    with qtbot.waitSignal(desk.board_shown, timeout=10_000):
        dialog.decide()
    assert rungs(panel, company) == sorted({*before, 600, 700})
    undo = opened.window.actions_["undo"]
    assert "ladder of " in undo.text()
    with qtbot.waitSignal(desk.board_shown, timeout=10_000):
        undo.trigger()
    assert rungs(panel, company) == before
    with qtbot.waitSignal(desk.board_shown, timeout=10_000):
        opened.window.actions_["redo"].trigger()
    assert rungs(panel, company) == sorted({*before, 600, 700})
    assert not asks(opened)


def test_the_ladder_of_the_selected_company_is_edited_without_the_board(
    opened: Opened, qtbot: QtBot
) -> None:
    opened.window.watchlist.select_company(opened.listed[1])
    opened.window.actions_["ladder"].trigger()
    dialog = dialog_of(opened, qtbot)
    name = opened.overview.companies[opened.listed[1]].company.name
    assert dialog.owner.currentText() == name
    # A second wish raises the dialog that is open.
    opened.window.actions_["ladder"].trigger()
    assert opened.desk.milestones.dialog is dialog
    dialog.reject()
    assert not asks(opened)
    assert opened.desk.milestones.panel is None


def test_a_ladder_of_a_list_reaches_all_its_companies(opened: Opened, qtbot: QtBot) -> None:
    panel = shown(opened, qtbot)
    one = opened.overview.watchlists[0]
    with qtbot.waitSignal(opened.desk.milestones.board_shown, timeout=10_000):
        opened.desk.edit(SetLadder("CNY", (900 * BN,), watchlist_id=one.id))
    assert all(900 in rungs(panel, each) for each in one.companies)
    label = label_of(SetLadder("CNY", (), watchlist_id=one.id), opened.overview, "en")
    assert label == f"ladder of list “{one.name}”"


def test_a_target_that_is_set_is_on_the_board(opened: Opened, qtbot: QtBot) -> None:
    panel = shown(opened, qtbot)
    company = opened.listed[2]
    with qtbot.waitSignal(opened.desk.milestones.board_shown, timeout=10_000):
        opened.desk.edit(SetTarget(company, Money(777 * BN, "CNY")))
    assert 777 in rungs(panel, company)


def test_another_look_is_taken(opened: Opened, qtbot: QtBot) -> None:
    panel = shown(opened, qtbot)
    with qtbot.waitSignal(opened.session.overview_read, timeout=10_000):
        opened.desk.choose("language", "zh_CN")
    assert panel._look.language == "zh_CN"


def test_the_first_layout_hides_it_behind_the_watchlist(opened: Opened, qtbot: QtBot) -> None:
    shown(opened, qtbot)
    window = opened.window
    assert window.dock("milestones") in window.tabifiedDockWidgets(window.dock("watchlist"))
    window.actions_["reset"].trigger()
    assert not window.dock("milestones").isVisible()
    assert window.dock("watchlist").isVisible()


@pytest.mark.parametrize("charted", [True, False])
def test_a_board_that_was_in_front_is_shown_at_the_next_start(
    app: QApplication,
    filled: Profile,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    charted: bool,
) -> None:
    monkeypatch.setattr(milestone_desk, "LATEST_MILLISECONDS", 20_000 if charted else 50)
    start = open_now(filled, "en")
    look = look_now(app, start.overview.preferences, "en", "light")
    memory = Memory(filled.layout)
    before = Window(filled, look)
    qtbot.addWidget(before)
    before.show()
    before.dock("milestones").show()
    before.dock("milestones").raise_()
    before.remember(memory)
    before.close()
    window = Window(filled, look)
    qtbot.addWidget(window)
    window.show_overview(start.overview)
    window.restore(memory)
    with qtbot.waitSignal(window.painted):
        window.show()
    session = Session(filled, start.user, window)
    desk = Desk(app, window, session, start.overview, language="en", theme="light")
    with qtbot.waitSignal(desk.milestones.board_shown, timeout=10_000):
        if charted:
            desk.start_charts({})
    panel = desk.milestones.panel
    assert panel is not None
    assert panel.table.board.rowCount() > 0
    desk.close()
    session.close()
