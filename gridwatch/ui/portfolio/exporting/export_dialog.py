"""The dialog of an export: what of the ledger is wanted, and into which file it goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.problem import Problem
from gridwatch.runtime.lane import Lane
from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.exporting import (
    export_document,
    export_performance,
    export_table,
    export_workbook,
    performance_places,
)
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.income import paid_income
from gridwatch.services.portfolio.views import Holdings, Income, Scope
from gridwatch.services.profiles import user_reader
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.strips import error_words
from gridwatch.ui.user_file import ask_for_file
from gridwatch.ui.workbook_words import workbook_words
from gridwatch.wording.ledger import kind_words

translate = QCoreApplication.translate
_WIDE = 580
_MOST_LEFT_OUT = 8
Written = tuple[tuple[Path, ...], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file: what it is called, what it has, and what such files are called."""

    id: str
    words: str
    tip: str
    files: str
    ending: str


FORMS: tuple[Form, ...] = (
    Form(
        "document",
        QT_TRANSLATE_NOOP("Export", "The whole portfolio (JSON)"),
        QT_TRANSLATE_NOOP(
            "Export",
            "Accounts, securities, transactions, own prices and splits, targets and periods, with"
            " every digit. Importing it gives the same portfolio again.",
        ),
        QT_TRANSLATE_NOOP("Export", "JSON documents"),
        ".json",
    ),
    Form(
        "table",
        QT_TRANSLATE_NOOP("Export", "Transactions (CSV)"),
        QT_TRANSLATE_NOOP("Export", "One line for each transaction, for other programs."),
        QT_TRANSLATE_NOOP("Export", "CSV tables"),
        ".csv",
    ),
    Form(
        "workbook",
        QT_TRANSLATE_NOOP("Export", "A workbook (XLSX)"),
        QT_TRANSLATE_NOOP(
            "Export", "Transactions, holdings, lots, accounts and income on sheets of their own."
        ),
        QT_TRANSLATE_NOOP("Export", "Workbooks"),
        ".xlsx",
    ),
    Form(
        "performance",
        QT_TRANSLATE_NOOP("Export", "For Portfolio Performance (CSV)"),
        QT_TRANSLATE_NOOP(
            "Export",
            "Two files that it imports: one for securities accounts, one for cash accounts.",
        ),
        QT_TRANSLATE_NOOP("Export", "CSV tables"),
        ".csv",
    ),
)


class ExportDialog(QDialog):
    """Asks what is wanted and where, writes it, and stays open to say what came of it."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._look = session, look
        self._lane = Lane("export", 1, self)
        self._written: Path | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Export", "Export the portfolio"))
        self.choices = QButtonGroup(self)
        self.told = QLabel(self)
        self.go, self.folder, self.leave = (QPushButton(self) for _ in range(3))
        self._lay_out()
        outline(self, look.tones)
        self.go.clicked.connect(self.ask_for_place)
        self.folder.clicked.connect(self._open_folder)
        self.leave.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(4)
        indent = self.fontMetrics().height() + 6
        for place, form in enumerate(FORMS):
            button = QRadioButton(translate("Export", form.words), self)
            tip = QLabel(translate("Export", form.tip), self)
            tip.setWordWrap(True)
            tip.setStyleSheet(f"color: {self._look.tones.muted};")
            tip.setContentsMargins(indent, 0, 0, 8)
            button.setAccessibleDescription(tip.text())
            self.choices.addButton(button, place)
            column.addWidget(button)
            column.addWidget(tip)
        self.choices.button(0).setChecked(True)
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.go.setText(translate("Export", "Choose the file…"))
        self.folder.setText(translate("Export", "Open the folder"))
        self.leave.setText(translate("Export", "Close"))
        self.go.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.folder)
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        buttons.addWidget(self.leave)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.folder.hide()
        self.setMinimumWidth(_WIDE)

    @property
    def form(self) -> Form:
        """Return what is wanted."""
        return FORMS[max(0, self.choices.checkedId())]

    # What the user does

    def ask_for_place(self) -> QFileDialog:
        """Ask for the name of the file."""
        form = self.form
        day = date.today().isoformat()  # noqa: DTZ011 - the user's own day
        name = translate("Export", "portfolio {day}").format(day=day)
        kind = translate("Export", form.files)
        return ask_for_file(self, self.windowTitle(), kind, f"{name}{form.ending}", self.write)

    def write(self, out: Path) -> None:
        """Write what is wanted into a file: whole, or what was there stays."""
        self.go.setEnabled(False)
        self._say(translate("Export", "Writing…"))
        form = self.form
        if form.id != "workbook":
            self._run(lambda user: _written(form.id, user, out))
            return
        currency = self._look.phrases.base_currency
        words = workbook_words({each.value: kind_words(each) for each in Kind})

        def work(book: Book) -> tuple[Holdings, tuple[Income, ...]]:
            held = holdings_of(book, Scope(), currency, book.today)
            return held, paid_income(book, Scope(), currency)

        def then(found: tuple[Holdings, tuple[Income, ...]]) -> None:
            def write(user: sqlite3.Connection) -> Written:
                export_workbook(user, out, found[0], found[1], words)
                return (out,), ()

            self._run(write)

        self._session.read_book("export", work, then)

    def _run(self, work: Callable[[sqlite3.Connection], Written]) -> None:
        profile = self._session.profile

        def write() -> Written:
            with user_reader(profile) as user:
                return work(user)

        self._lane.run(write, self._tell, self._fail)

    def _tell(self, written: Written) -> None:
        places, left_out = written
        self._written = places[0]
        lines = [translate("Export", "Written: {path}").format(path=each) for each in places]
        if left_out:
            lines.append(translate("Export", "What can't be carried over:"))
            lines += [f"• {error_words(each)}" for each in left_out[:_MOST_LEFT_OUT]]
            if len(left_out) > _MOST_LEFT_OUT:
                words = translate("Export", "… and {number} more")
                lines.append(words.format(number=len(left_out) - _MOST_LEFT_OUT))
        self._say("\n".join(lines))
        self.folder.show()
        self.go.setEnabled(True)

    def _fail(self, error: Exception) -> None:
        self._say(error_words(error), wrong=True)
        self.go.setEnabled(True)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        tones = self._look.tones
        self.told.setText(words)
        self.told.setStyleSheet(f"color: {tones.warn if wrong else tones.text};")

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def done(self, result: int) -> None:
        """Write to the end, and hear nothing more."""
        self._lane.close()
        super().done(result)


def _written(form: str, user: sqlite3.Connection, out: Path) -> Written:
    if form == "document":
        export_document(user, out)
        return (out,), ()
    if form == "table":
        export_table(user, out)
        return (out,), ()
    left_out = export_performance(user, out)
    return performance_places(out), left_out
