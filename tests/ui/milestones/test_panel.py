"""The board as a widget: states in words, modes, sorting by clicks, keys, the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gridwatch.services.milestones import Board
from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.look import Look
from gridwatch.ui.milestones.columns import PLACES
from gridwatch.ui.milestones.lines import Mode
from gridwatch.ui.milestones.model import COMPANY_ROLE
from gridwatch.ui.milestones.panel import MilestonePanel
from gridwatch.ui.phrases import Phrases
from tests.ui.milestones.boards import board_of, climb_of
from tests.ui.watchlist.overviews import overview_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LOOK = Look("en", "light", Phrases("en", base_currency="CNY"), LIGHT)
CLIMBS = (
    climb_of(1, 90e9, name="Beta"),
    climb_of(2, 170e9, name="Alpha"),
    climb_of(3, 20e9, name="Gamma"),
    climb_of(4, 60e9, rungs=()),
)
OVERVIEW = overview_of([each.view for each in CLIMBS])


@pytest.fixture
def panel(qtbot: QtBot) -> MilestonePanel:
    made = MilestonePanel(LOOK, simulated=True)
    qtbot.addWidget(made)
    made.resize(1300, 400)
    made.show()
    return made


def show(panel: MilestonePanel, board: Board) -> None:
    panel.show_board(board, OVERVIEW)


def companies(panel: MilestonePanel) -> list[int]:
    board = panel.table.board
    return [board.index(row, 0).data(COMPANY_ROLE) for row in range(board.rowCount())]


def click_heading(panel: MilestonePanel, column: str) -> None:
    header = panel.table.header()
    left = header.sectionViewportPosition(PLACES[column])
    spot = QPoint(left + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_it_says_that_it_reads_and_that_the_market_is_simulated(panel: MilestonePanel) -> None:
    assert panel.table._empty.text() == "Reading the histories…"
    assert panel._marking.isVisible()
    assert "Simulated" in panel._marking.text()
    assert not panel.export.isEnabled()
    assert "no advice" in panel.reading.text()


def test_an_empty_board_says_what_to_do(panel: MilestonePanel) -> None:
    show(panel, board_of())
    assert "No companies yet" in panel.table._empty.text()
    show(panel, board_of(CLIMBS[3]))
    assert "Set a target" in panel.table._empty.text()
    assert panel.table._empty.isVisible()
    show(panel, board_of(*CLIMBS))
    assert not panel.table._empty.isVisible()
    assert panel.hint.text() == "Companies without a rung: 1"


def test_histories_that_are_not_there_are_said(panel: MilestonePanel) -> None:
    young = climb_of(1, 90e9, history=False)
    show(panel, board_of(young))
    assert "not there yet" in panel.hint.text()
    show(panel, board_of(young, CLIMBS[1]))
    assert panel.hint.text() == "Companies with too little history yet: 1"


def test_who_is_next_is_the_first_order_and_three_clicks_come_back_to_it(
    panel: MilestonePanel,
) -> None:
    show(panel, board_of(*CLIMBS))
    assert companies(panel) == [1, 2, 3]
    click_heading(panel, "cap")
    assert companies(panel) == [2, 1, 3]
    click_heading(panel, "cap")
    assert companies(panel) == [3, 1, 2]
    click_heading(panel, "cap")
    assert companies(panel) == [1, 2, 3]
    click_heading(panel, "distance")
    assert companies(panel) == [1, 2, 3]


def test_a_new_reading_keeps_what_is_selected(panel: MilestonePanel) -> None:
    show(panel, board_of(*CLIMBS))
    panel.table.select_company(3)
    show(panel, board_of(CLIMBS[2], CLIMBS[0], CLIMBS[1]))
    line = panel.table.current_line()
    assert line is not None
    assert line.view.company.id == 3
    assert panel.table.selected_places() == [0]


def test_another_mode_keeps_the_company(panel: MilestonePanel) -> None:
    show(panel, board_of(*CLIMBS))
    panel.table.select_company(2)
    panel.modes[Mode.RUNGS].click()
    assert panel.table.board.rowCount() == 12
    line = panel.table.current_line()
    assert line is not None
    assert line.view.company.id == 2
    panel.modes[Mode.COMPANIES].click()
    assert companies(panel) == [1, 2, 3]
    line = panel.table.current_line()
    assert line is not None
    assert line.view.company.id == 2


def test_enter_and_a_double_click_go_to_the_company(panel: MilestonePanel) -> None:
    gone, wanted = list[int](), list[int]()
    panel.selected.connect(gone.append)
    panel.ladder_wanted.connect(wanted.append)
    show(panel, board_of(*CLIMBS))
    panel.table.select_company(2)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    spot = panel.table.visualRect(panel.table.board.index(2, 0)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert gone == [2, 3]
    QTest.keyClick(panel.table, Qt.Key.Key_F2)
    panel.ladder.click()
    assert wanted == [3, 3]
    assert [each.text() for each in panel.table.row_menu().actions()] == [
        "Show the company", "Edit ladder…", "Copy as table",
    ]  # fmt: skip


def test_rows_are_copied_as_a_table(panel: MilestonePanel) -> None:
    show(panel, board_of(*CLIMBS))
    panel.table.selectAll()
    QTest.keySequence(panel.table, "Ctrl+C")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert [each.split("\t")[0] for each in lines] == ["Company", "Beta", "Alpha", "Gamma"]


def test_the_file_holds_what_is_shown_in_its_order(panel: MilestonePanel, tmp_path: Path) -> None:
    noted, said = list[str](), list[str]()
    panel.noted.connect(noted.append)
    panel.said.connect(said.append)
    show(panel, board_of(*CLIMBS))
    click_heading(panel, "cap")
    out = tmp_path / "milestones.csv"
    panel.write(out)
    rows = out.read_text("utf-8-sig").splitlines()
    assert [each.split(",")[0] for each in rows] == ["company", "Alpha", "Beta", "Gamma"]
    assert noted == [f"Saved: {out}"]
    panel.write(tmp_path / "nowhere" / "milestones.csv")
    assert len(said) == 1
    assert "can't be written" in said[0]


def test_a_name_for_the_file_is_asked_for(panel: MilestonePanel, tmp_path: Path) -> None:
    show(panel, board_of(*CLIMBS))
    dialog = panel.ask_for_file()
    assert dialog.defaultSuffix() == "csv"
    dialog.fileSelected.emit(str(tmp_path / "board.csv"))
    assert (tmp_path / "board.csv").exists()
    dialog.reject()


def test_another_language_and_theme_are_taken_at_once(panel: MilestonePanel) -> None:
    show(panel, board_of(*CLIMBS))
    panel.table.select_company(2)
    panel.restyle(Look("zh_CN", "dark", Phrases("zh_CN", base_currency="CNY"), DARK))
    assert panel.table.board.text(0, PLACES["cap"]).startswith("900亿")
    line = panel.table.current_line()
    assert line is not None
    assert line.view.company.id == 2
