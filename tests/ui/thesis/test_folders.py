"""Export, import and print in a window: what is asked, what comes of it, and undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialogButtonBox

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.files.thesis_folder import Refused, Spot
from gridwatch.services.profiles import user_reader
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.folder_import import ImportThesis, Plan
from gridwatch.services.thesis.folder_matching import Noun, Outcome, Step
from gridwatch.store.user.claims import all_claims
from gridwatch.ui.thesis.folders import export_place
from gridwatch.ui.thesis.import_dialog import ImportDialog
from gridwatch.ui.thesis.import_model import ImportModel
from gridwatch.ui.thesis.print_dialog import PrintDialog
from gridwatch.ui.thesis.print_document import Journal
from tests.services.thesis.folders import NOW
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
STEPS = (
    Step(Noun.CLAIM, Outcome.NEW, "It goes up", Spot("companies/x/thesis.md", 3)),
    Step(Noun.EVIDENCE, Outcome.SAME, "Seen", Spot("companies/x/thesis.md", 3)),
    Step(Noun.ENTRY, Outcome.BOTH, "2026-03-02 Visit", Spot("journal/a.md")),
)
REFUSED = Refused(Spot("a.csv", 7), Problem("folder_number", "“{text}” is no number.", text="x"))


def statements(opened: Opened) -> list[str]:
    with user_reader(opened.session.profile) as user:
        return [each.statement for each in all_claims(user)]


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_a_thesis_goes_out_is_changed_and_comes_back(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    about = About(opened.listed[0])
    opened.desk.edit(AddClaim(Claim(0, about, "It goes up", NOW)))
    folders = opened.desk.thesis.folders()
    qtbot.waitUntil(lambda: "It goes up" in statements(opened))
    with qtbot.waitSignal(folders.noted, check_params_cb=lambda words: "Exported" in words):
        folders.export_to(tmp_path / "out")
    before = statements(opened)
    path = next(
        each
        for each in (tmp_path / "out").rglob("thesis.md")
        if "It goes up" in each.read_text(encoding="utf-8")
    )
    change(path, "## It goes up", "## It goes down")
    folders.import_from(tmp_path / "out")
    qtbot.waitUntil(lambda: bool(opened.window.findChildren(ImportDialog)))
    dialog = opened.window.findChildren(ImportDialog)[0]
    assert "changed: Claim 1" in dialog.told.text()
    assert statements(opened) == before
    dialog.accept()
    qtbot.waitUntil(lambda: "It goes down" in statements(opened))
    undo = opened.window.actions_["undo"]
    qtbot.waitUntil(lambda: "importing a thesis" in undo.text())
    opened.desk.undo()
    qtbot.waitUntil(lambda: statements(opened) == before)


def test_what_is_no_such_folder_is_said(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    folders = opened.desk.thesis.folders()
    with qtbot.waitSignal(folders.said) as said:
        folders.import_from(tmp_path)
    assert "no folder that a thesis was exported to" in said.args[0]
    assert not opened.window.findChildren(ImportDialog)


def test_the_thesis_that_is_shown_is_printed(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    folders = opened.desk.thesis.folders()
    assert folders.about.company_id == (opened.window.watchlist.current_company() or 0)
    folders.ask_print()
    qtbot.waitUntil(lambda: bool(opened.window.findChildren(PrintDialog)))
    opened.window.findChildren(PrintDialog)[0].reject()
    from gridwatch.files.thesis_folder import Thesis

    out = tmp_path / "x.pdf"
    with qtbot.waitSignal(folders.noted) as noted:
        folders.write_pdf((Thesis("Grid"), {}), Journal.ALL, out)
    assert noted.args == [f"Saved as {out}"]
    assert out.read_bytes().startswith(b"%PDF-")


def test_the_dialogs_ask_for_folders(opened: Opened) -> None:
    folders = opened.desk.thesis.folders()
    for dialog in (folders.export_all(), folders.ask_import()):
        assert dialog.isVisible()
        dialog.reject()


@pytest.mark.parametrize("plan", [Plan(), Plan(STEPS), Plan(STEPS, (REFUSED,), (REFUSED,))])
def test_the_rows_are_a_proper_model(qtmodeltester: ModelTester, plan: Plan) -> None:
    qtmodeltester.check(ImportModel(plan))  # type: ignore[no-untyped-call]


def test_what_is_changed_on_both_sides_comes_first_and_what_stays_is_not_told(
    qtbot: QtBot,
) -> None:
    rows = ImportModel(Plan(STEPS)).rows
    assert [each.outcome for each in rows] == ["changed here too", "new"]
    rows = ImportModel(Plan(STEPS, (REFUSED,))).rows
    assert [each.outcome for each in rows] == ["refused"]
    assert (rows[0].words, rows[0].place) == ("“x” is no number.", "a.csv:7")


@pytest.mark.parametrize(
    ("plan", "buttons"),
    [
        (Plan(STEPS, (REFUSED,)), ["Close"]),
        (Plan(), ["Close"]),
        (Plan(STEPS, edit=ImportThesis.__new__(ImportThesis)), ["Cancel", "Import"]),
    ],
)
def test_only_what_can_be_imported_has_a_button_for_it(
    qtbot: QtBot, plan: Plan, buttons: list[str]
) -> None:
    dialog = ImportDialog(plan)
    qtbot.addWidget(dialog)
    found = dialog.findChildren(QDialogButtonBox)[0].buttons()
    assert sorted(each.text().replace("&", "") for each in found) == buttons


def test_an_export_begins_a_folder_of_its_own_in_one_that_is_used(tmp_path: Path) -> None:
    assert export_place(tmp_path, "Thesis") == tmp_path
    (tmp_path / "letter.txt").write_text("dear")
    assert export_place(tmp_path, "Thesis") == tmp_path / "Thesis"
    assert export_place(tmp_path / "new", "Thesis") == tmp_path / "new"


def test_the_dialog_tells_what_was_chosen(qtbot: QtBot) -> None:
    dialog = PrintDialog("Grid", 3)
    qtbot.addWidget(dialog)
    dialog.journal.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.pdf_wanted) as wanted:
        dialog.pdf.click()
    assert wanted.args == [Journal.YEAR]
