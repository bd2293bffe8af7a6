"""What two texts differ in, as coloured lines."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gridwatch.domain.thesis.differences import DiffLine, Side
from gridwatch.ui.appearance import Tones
from gridwatch.ui.strips import mixed

translate = QCoreApplication.translate
_SIGNS = {Side.BOTH: "  ", Side.BEFORE: "− ", Side.AFTER: "+ ", Side.GAP: ""}
# Nobody reads further, and each line is coloured by itself.
MOST_LINES = 3000


class DifferencesView(QPlainTextEdit):
    """Lines that went in one colour with a minus, lines that came in another with a plus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.document().setDocumentMargin(8)
        self.setUndoRedoEnabled(False)

    def show_lines(self, lines: tuple[DiffLine, ...], tones: Tones) -> None:
        """Show a comparison; of one without differences it says so."""
        self.clear()
        cursor = self.textCursor()
        cursor.beginEditBlock()
        if not lines:
            cursor.insertText(translate("Differences", "There is no difference."))
        for place, each in enumerate(lines[:MOST_LINES]):
            if place:
                cursor.insertBlock()
            cursor.setBlockFormat(_ground(each.side, tones))
            cursor.insertText(_words(each), _letters(each.side, tones))
        if len(lines) > MOST_LINES:
            cursor.insertBlock()
            words = translate("Differences", "{count} more lines")
            cursor.insertText(words.format(count=len(lines) - MOST_LINES), QTextCharFormat())
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _words(line: DiffLine) -> str:
    if line.side is Side.GAP:
        words = translate("Differences", "⋯ {count} lines without a difference")
        return words.format(count=line.count)
    return _SIGNS[line.side] + line.text


def _ground(side: Side, tones: Tones) -> QTextBlockFormat:
    form = QTextBlockFormat()
    if side is Side.BEFORE:
        form.setBackground(QColor(mixed(tones.warn, tones.base, 0.16)))
    elif side is Side.AFTER:
        form.setBackground(QColor(mixed(tones.accent, tones.base, 0.16)))
    return form


def _letters(side: Side, tones: Tones) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(tones.text if side in {Side.BEFORE, Side.AFTER} else tones.muted))
    return form
