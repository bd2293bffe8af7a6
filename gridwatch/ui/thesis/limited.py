"""A field for plain text that refuses a paste which is longer than what can be kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gridwatch.domain.problem import Problem


class LimitedText(QPlainTextEdit):
    """Takes at most `longest` letters by pasting; `refused` carries a Problem.

    With `single`, what is pasted becomes one line.
    """

    refused = Signal(object)

    def __init__(self, parent: QWidget, *, longest: int, single: bool = False) -> None:
        super().__init__(parent)
        self._longest, self._single = longest, single

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt calls it
        """Paste as plain text, or refuse what is too long: laying it out would stop the window."""
        text = source.text()
        kept = self.document().characterCount() - 1 - len(self.textCursor().selectedText())
        if len(text) + kept > self._longest:
            self.refused.emit(
                Problem(
                    "text_long",
                    "This text has {length} characters; at most {most} can be kept here.",
                    length=len(text) + kept,
                    most=self._longest,
                )
            )
            return
        self.insertPlainText(" ".join(text.split()) if self._single else text)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window where there is nothing typed to take back."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document, keys = self.document(), QKeySequence.StandardKey
            if (event.matches(keys.Undo) and not document.isUndoAvailable()) or (
                event.matches(keys.Redo) and not document.isRedoAvailable()
            ):
                event.ignore()
                return True
        return super().event(event)
