"""Exports and reports from the window: whole files of each form, in each language, or a reason."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from gridwatch.ui.portfolio.exporting.export_dialog import FORMS, ExportDialog
from gridwatch.ui.portfolio.exporting.report_dialog import ReportDialog
from gridwatch.ui.portfolio.exporting.speaking import speaking
from gridwatch.ui.portfolio.place import AskExport, AskReport, Choice, Shown
from tests.ui.portfolio.stand import DEPOT, TRANSACTIONS, Stand

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FORM = {each.id: place for place, each in enumerate(FORMS)}


@pytest.fixture
def dialog(stand: Stand) -> ExportDialog:
    stand.ask(AskExport())
    made = stand.asking.dialog
    assert isinstance(made, ExportDialog)
    return made


def write(stand: Stand, dialog: ExportDialog, form: str, out: Path) -> str:
    dialog.choices.button(FORM[form]).setChecked(True)
    dialog.write(out)
    stand.wait(dialog.go.isEnabled)
    return dialog.told.text()


def test_the_whole_portfolio_is_written_as_a_document(
    stand: Stand, dialog: ExportDialog, tmp_path: Path
) -> None:
    out = tmp_path / "all.json"
    assert str(out) in write(stand, dialog, "document", out)
    assert len(json.loads(out.read_text())["transactions"]) == len(TRANSACTIONS)
    assert dialog.folder.isVisible()


def test_transactions_are_written_as_a_table(
    stand: Stand, dialog: ExportDialog, tmp_path: Path
) -> None:
    out = tmp_path / "all.csv"
    write(stand, dialog, "table", out)
    assert len(out.read_text("utf-8-sig").strip().splitlines()) == len(TRANSACTIONS) + 1


def test_a_workbook_has_its_sheets(stand: Stand, dialog: ExportDialog, tmp_path: Path) -> None:
    out = tmp_path / "all.xlsx"
    write(stand, dialog, "workbook", out)
    with zipfile.ZipFile(out) as book:
        assert "Holdings" in book.read("xl/workbook.xml").decode()


def test_both_files_for_portfolio_performance_are_named(
    stand: Stand, dialog: ExportDialog, tmp_path: Path
) -> None:
    told = write(stand, dialog, "performance", tmp_path / "ledger.csv")
    assert "ledger portfolio.csv" in told
    assert (tmp_path / "ledger accounts.csv").exists()


def test_a_place_that_can_not_be_written_is_told_and_nothing_stays_there(
    stand: Stand, dialog: ExportDialog, tmp_path: Path
) -> None:
    told = write(stand, dialog, "document", tmp_path / "nowhere" / "all.json")
    assert "can't be written" in told
    assert not (tmp_path / "nowhere").exists()
    assert not dialog.folder.isVisible()


@pytest.fixture
def report(stand: Stand) -> ReportDialog:
    stand.ask(AskReport())
    made = stand.asking.dialog
    assert isinstance(made, ReportDialog)
    return made


def test_a_report_is_written_as_a_page_and_on_paper(
    stand: Stand, report: ReportDialog, tmp_path: Path
) -> None:
    report.title.setText("Mine & yours")
    for name in ("r.html", "r.pdf"):
        report.write(tmp_path / name)
        stand.wait(report.pdf.isEnabled)
    assert "Mine &amp; yours" in (tmp_path / "r.html").read_text("utf-8")
    assert "<svg" in (tmp_path / "r.html").read_text("utf-8")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert report.folder.isVisible()


def test_a_report_of_an_account_says_so_and_a_wrong_name_is_refused(
    stand: Stand, tmp_path: Path
) -> None:
    shown = Shown(Choice(account_id=DEPOT), "USD", frozenset({DEPOT}))
    dialog = ReportDialog(stand.session, stand.names(), shown, stand.look, stand.window)
    assert dialog.of.text() == "Depot, in USD"
    dialog.write(tmp_path / "report.doc")
    stand.wait(dialog.pdf.isEnabled)
    assert "End it in .html" in dialog.told.text()


def test_another_language_is_spoken_for_a_moment_only(stand: Stand) -> None:
    own = stand.look.language
    with speaking("de", own):
        assert QCoreApplication.translate("Ledger", "Buy") == "Kauf" or QLocale().name()[:2] == "de"
    assert QCoreApplication.translate("Ledger", "Buy") == "Buy"
    assert QLocale().name()[:2] == own
