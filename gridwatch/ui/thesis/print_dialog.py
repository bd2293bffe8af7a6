"""The small dialog before a thesis is printed: which entries, and on paper or as PDF."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.thesis.print_document import Journal

translate = QCoreApplication.translate
WIDE = 380
JOURNAL_WORDS = {
    Journal.ALL: QT_TRANSLATE_NOOP("Print", "All entries"),
    Journal.YEAR: QT_TRANSLATE_NOOP("Print", "Those of the last year"),
    Journal.NONE: QT_TRANSLATE_NOOP("Print", "No entries"),
}


class PrintDialog(QDialog):
    """Asks how a thesis is printed; `pdf_wanted` and `print_wanted` carry a Journal."""

    pdf_wanted = Signal(object)
    print_wanted = Signal(object)

    def __init__(self, title: str, entries: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Print", "Print thesis"))
        self.setMinimumWidth(WIDE)
        name = QLabel(title, self)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        self.journal = QComboBox(self)
        for each, words in JOURNAL_WORDS.items():
            self.journal.addItem(translate("Print", words), each)
        self.journal.setEnabled(entries > 0)
        self.journal.setAccessibleName(translate("Print", "Journal"))
        form = QFormLayout()
        form.addRow(translate("Print", "Thesis"), name)
        form.addRow(translate("Print", "Journal"), self.journal)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.pdf = buttons.addButton(translate("Print", "Save as PDF…"), role)
        self.paper = buttons.addButton(translate("Print", "Print…"), role)
        self.pdf.setDefault(True)
        buttons.rejected.connect(self.reject)
        self.pdf.clicked.connect(lambda: self._decide(self.pdf_wanted))
        self.paper.clicked.connect(lambda: self._decide(self.print_wanted))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(buttons)

    def _decide(self, wanted: object) -> None:
        journal = Journal(self.journal.currentData())
        self.accept()
        wanted.emit(journal)  # type: ignore[attr-defined]  # a bound signal, which has no type
