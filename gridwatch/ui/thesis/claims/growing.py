"""A field for a few lines of plain text, as high as its text needs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridwatch.ui.appearance import Tones
from gridwatch.ui.thesis.limited import LimitedText

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class GrowingText(LimitedText):
    """Grows from one line to `most`, then scrolls; `left` comes when the keys go elsewhere.

    With `single`, what is typed is one line that is wrapped: Enter breaks none, but is `entered`.
    """

    left = Signal()
    entered = Signal()

    def __init__(
        self, tones: Tones, parent: QWidget, *, most: int, longest: int, single: bool = False
    ) -> None:
        super().__init__(parent, longest=longest, single=single)
        self._most = most
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(4)
        self.textChanged.connect(self._grow)
        self.restyle(tones)
        self._grow()

    def restyle(self, tones: Tones) -> None:
        """Take other colours."""
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {tones.base}; border: 1px solid {tones.border};"
            f" border-radius: 5px; }} QPlainTextEdit:focus {{ border-color: {tones.accent}; }}"
        )

    def put(self, text: str) -> None:
        """Show a text that does not come from here; nothing is said of it."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)
            self.blockSignals(False)
            self._grow()

    def sizeHint(self) -> QSize:  # noqa: D102 - Qt's
        return QSize(200, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the end of what is one line."""
        if self._single and event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is left."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the text needs at the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def _grow(self) -> None:
        """Take the height of the text; only one that is longer is scrolled."""
        # Of a plain text Qt counts the height in lines.
        lines = max(1, round(self.document().size().height()))
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if lines > self._most else policy.ScrollBarAlwaysOff
        )
        frame = 2 * self.frameWidth() + 2 * round(self.document().documentMargin()) + 2
        height = min(self._most, lines) * self.fontMetrics().lineSpacing() + frame
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
        if lines <= self._most:
            self.verticalScrollBar().setValue(0)  # it was scrolled while it was lower

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height of what was put before."""
        super().showEvent(event)
        self._grow()
