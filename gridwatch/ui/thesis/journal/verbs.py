"""What the menu of an entry does: links, pictures, tables, and what the entry was before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from gridwatch.domain.thesis.journal import EntryRevision
from gridwatch.runtime.session import Session
from gridwatch.store.user.entries import entry_revisions
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.journal.history import HistoryDialog
from gridwatch.ui.thesis.journal.pictures import KINDS
from gridwatch.ui.thesis.journal.sheet import EntrySheet
from gridwatch.ui.thesis.journal.writing import Writing

translate = QCoreApplication.translate
_TABLE = "|  |  |\n| --- | --- |\n|  |  |"


class Verbs(QObject):
    """Serves the menu of a sheet; `current` returns the entry that is open."""

    removal_wanted = Signal()

    def __init__(
        self,
        session: Session,
        sheet: EntrySheet,
        current: Callable[[], Writing | None],
        look: Callable[[], Look],
    ) -> None:
        super().__init__(sheet)
        self._session, self._sheet, self._current, self._look = session, sheet, current, look
        sheet.asked.connect(self.do)

    def do(self, verb: str) -> None:
        """Do what was picked from the menu."""
        match verb:
            case "claim":
                self._sheet.write()
                self._sheet.editor.begin_claim_link()
            case "picture":
                self._ask_for_picture()
            case "table":
                self._insert_table()
            case "history":
                self._read_history()
            case "remove":
                self.removal_wanted.emit()

    def _ask_for_picture(self) -> None:
        kinds = " ".join(f"*.{each}" for each in KINDS)
        words = translate("Journal", "Insert a picture…").rstrip("…")
        pictures = translate("Journal", "Pictures")
        dialog = QFileDialog(self._sheet, words, "", f"{pictures} ({kinds})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._sheet.editor.take_file)
        dialog.open()

    def _insert_table(self) -> None:
        self._sheet.write()
        cursor = self._sheet.editor.textCursor()
        gap = "\n\n" if cursor.block().text().strip() else ""
        cursor.insertText(f"{gap}{_TABLE}\n")
        first = cursor.block().previous().previous().previous()
        cursor.setPosition(first.position() + 2)
        self._sheet.editor.setTextCursor(cursor)

    def _read_history(self) -> None:
        writing = self._current()
        if writing is None:
            return
        writing.save()
        number = writing.entry.id
        self._session.read_user(
            "journal history",
            lambda user: entry_revisions(user, number),
            lambda found: self._show_history(writing, found),
        )

    def _show_history(self, writing: Writing, revisions: tuple[EntryRevision, ...]) -> None:
        if writing is not self._current():
            return
        dialog = HistoryDialog(revisions, self._sheet.editor.text, self._look(), self._sheet)
        dialog.wanted.connect(lambda text: self._bring_back(writing, text))
        dialog.open()

    def _bring_back(self, writing: Writing, text: str) -> None:
        if writing is self._current():
            self._sheet.write()
            self._sheet.editor.bring_back(text)
            writing.save(apart=True)
