"""What an entry was before: its kept texts, what differs from now, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.thesis.differences import line_differences
from gridwatch.domain.thesis.journal import EntryRevision
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.differences import DifferencesView

translate = QCoreApplication.translate


class HistoryDialog(QDialog):
    """Shows the kept texts of one entry, newest first. `wanted` carries one to be brought back."""

    wanted = Signal(str)

    def __init__(
        self,
        revisions: Sequence[EntryRevision],
        now: str,
        look: Look,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._look, self._now = look, now
        self._revisions = list(reversed(revisions))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Journal", "Earlier texts of this entry"))
        self.list = QListWidget(self)
        self.differences = DifferencesView(self)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.back = QPushButton(translate("Journal", "Bring this text back"), self)
        self.back.setEnabled(False)
        buttons.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out(buttons)
        self._fill()
        buttons.rejected.connect(self.reject)
        self.back.clicked.connect(self._bring_back)
        self.list.currentRowChanged.connect(self._compare)
        self.list.setCurrentRow(0)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        self.list.setAccessibleName(translate("Journal", "Earlier texts"))
        self.differences.setAccessibleName(translate("Journal", "What differs from now"))
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.list)
        split.addWidget(self.differences)
        split.setStretchFactor(1, 1)
        split.setSizes([170, 510])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.addWidget(self.label)
        column.addWidget(split, 1)
        column.addWidget(buttons)
        self.resize(700, 460)

    def _fill(self) -> None:
        phrases = self._look.phrases
        for each in self._revisions:
            item = QListWidgetItem(phrases.moment(each.at))
            self.list.addItem(item)
        if self._revisions:
            words = translate(
                "Journal",
                "Each is the text as it was until that time. Lines with − have gone since,"
                " lines with + have come.",
            )
        else:
            words = translate("Journal", "Nothing has been changed in this entry yet.")
        self.label.setText(words)

    def _compare(self, row: int) -> None:
        found = self._revisions[row] if 0 <= row < len(self._revisions) else None
        self.back.setEnabled(found is not None and found.text != self._now)
        if found is not None:
            self.differences.show_lines(line_differences(found.text, self._now), self._look.tones)

    def _bring_back(self) -> None:
        self.wanted.emit(self._revisions[self.list.currentRow()].text)
        self.accept()
