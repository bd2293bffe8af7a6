"""What is asked where an entry was changed here and elsewhere: nothing is overwritten."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from gridwatch.domain.thesis.differences import line_differences
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.differences import DifferencesView
from gridwatch.ui.thesis.journal.strip import PageStrip
from gridwatch.ui.thesis.journal.writing import Writing

translate = QCoreApplication.translate


def ask(strip: PageStrip, writing: Writing, look: Look) -> None:
    """Let the user choose between two versions of an entry."""
    keep = (translate("Journal", "Keep mine as a new entry"), writing.keep_mine)
    words = translate(
        "Journal",
        "This entry was changed elsewhere while you wrote. Nothing was overwritten: if you go on,"
        " yours becomes a new entry.",
    )
    strip.ask(
        words,
        (
            keep,
            (translate("Journal", "Show the other"), writing.show_theirs),
            (
                translate("Journal", "Differences"),
                lambda: DifferencesDialog(writing, look, strip).open(),
            ),
        ),
    )


class DifferencesDialog(QDialog):
    """Shows what differs between what was typed here and what was stored elsewhere."""

    def __init__(self, writing: Writing, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Journal", "Two versions of this entry"))
        label = QLabel(
            translate(
                "Journal", "Lines with − are only in the other version, lines with + in yours."
            ),
            self,
        )
        label.setWordWrap(True)
        self.differences = DifferencesView(self)
        theirs = writing.theirs.text if writing.theirs else ""
        self.differences.show_lines(line_differences(theirs, writing.text), look.tones)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(label)
        column.addWidget(self.differences, 1)
        column.addWidget(buttons)
        self.resize(620, 420)
