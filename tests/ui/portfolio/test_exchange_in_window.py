"""What leads to imports and exports from the window: actions, a dropped file, a pasted table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from gridwatch.services.edits import Edit
from gridwatch.services.portfolio.choice_edits import BringBack, Dismiss
from gridwatch.services.portfolio.import_edits import ImportFile
from gridwatch.services.portfolio.ledger_edits import TakeBackBatch
from gridwatch.ui.portfolio.exporting.export_dialog import ExportDialog
from gridwatch.ui.portfolio.exporting.report_dialog import ReportDialog
from gridwatch.ui.portfolio.importing.imports_dialog import ImportsDialog
from gridwatch.ui.portfolio.importing.wizard import ImportWizard
from gridwatch.ui.portfolio.panel import PortfolioPanel
from gridwatch.ui.undo import label_of
from tests.ui.conftest import Opened
from tests.ui.portfolio.importing_files import ROWS, table

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WAIT = 10_000
NO_KEYS = Qt.KeyboardModifier.NoModifier
LABELS: tuple[tuple[Edit, str], ...] = (
    (ImportFile("bank.csv", ()), "importing “bank.csv”"),
    (TakeBackBatch(1), "taking an import back"),
    (Dismiss(frozenset({"x"})), "hiding a finding or an offer"),
    (BringBack(frozenset({"x"})), "showing findings or offers again"),
)


def asked(opened: Opened, qtbot: QtBot) -> QDialog:
    desk = opened.desk.portfolio
    qtbot.waitUntil(lambda: desk.asking().dialog is not None, timeout=WAIT)
    dialog = desk.asking().dialog
    assert dialog is not None
    return dialog


def panel_of(opened: Opened, qtbot: QtBot) -> PortfolioPanel:
    opened.window.actions_["portfolio"].trigger()
    panel = opened.desk.portfolio.panel
    assert panel is not None
    qtbot.waitUntil(lambda: bool(panel.pages), timeout=WAIT)
    return panel


def test_each_action_opens_its_dialog(opened: Opened, qtbot: QtBot) -> None:
    for action, kind in (
        ("imports", ImportsDialog),
        ("export_ledger", ExportDialog),
        ("report", ReportDialog),
    ):
        opened.window.actions_[action].trigger()
        dialog = asked(opened, qtbot)
        assert isinstance(dialog, kind)
        dialog.reject()
        qtbot.waitUntil(lambda: opened.desk.portfolio.asking().dialog is None, timeout=WAIT)


def test_an_import_begins_with_a_file_and_ends_without_one(opened: Opened, qtbot: QtBot) -> None:
    opened.window.actions_["import_ledger"].trigger()
    wizard = asked(opened, qtbot)
    assert isinstance(wizard, ImportWizard)
    qtbot.waitUntil(lambda: bool(wizard.findChildren(QFileDialog)), timeout=WAIT)
    (files,) = wizard.findChildren(QFileDialog)
    files.reject()
    qtbot.waitUntil(lambda: opened.desk.portfolio.asking().dialog is None, timeout=WAIT)


def test_a_dropped_file_is_imported_and_the_window_says_so(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "bank.csv"
    path.write_bytes(table(*ROWS))
    panel = panel_of(opened, qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    held = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO_KEYS)
    comes = QDragEnterEvent(QPoint(5, 5), *held)
    QApplication.sendEvent(panel, comes)
    assert comes.isAccepted()
    QApplication.sendEvent(panel, QDropEvent(QPointF(5, 5), *held))
    wizard = asked(opened, qtbot)
    assert isinstance(wizard, ImportWizard)
    qtbot.waitUntil(lambda: wizard.work.state is not None, timeout=WAIT)
    wizard.go_to(3)
    wizard.next.click()
    qtbot.waitUntil(lambda: opened.desk.portfolio.asking().dialog is None, timeout=WAIT)
    assert panel.page_name == "transactions"
    assert opened.window.actions_["undo"].text() == "Undo: importing “bank.csv”"
    opened.desk.undo()
    qtbot.waitUntil(lambda: not opened.window.actions_["undo"].isEnabled(), timeout=WAIT)


def test_a_pasted_table_is_read(opened: Opened, qtbot: QtBot) -> None:
    panel = panel_of(opened, qtbot)
    QGuiApplication.clipboard().setText(table(*ROWS).decode())
    panel.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wizard = asked(opened, qtbot)
    assert isinstance(wizard, ImportWizard)
    qtbot.waitUntil(lambda: wizard.work.state is not None, timeout=WAIT)
    assert wizard.file.name.text() == "Pasted table"
    wizard.reject()


def test_imports_and_findings_have_their_labels(opened: Opened) -> None:
    for edit, words in LABELS:
        assert label_of(edit, opened.overview, "en") == words
