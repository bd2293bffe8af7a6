"""What is said beside a field: why its text is not stored, or that it was changed elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from gridwatch.ui.appearance import Tones

translate = QCoreApplication.translate
MINE, THEIRS = "mine", "theirs"


class Fault(QLabel):
    """Words under a field, hidden while there are none; `chosen` carries MINE or THEIRS."""

    chosen = Signal(str)

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.linkActivated.connect(self.chosen)
        self.restyle(tones)
        self.hide()

    def restyle(self, tones: Tones) -> None:
        """Take other colours."""
        self.setStyleSheet(f"color: {tones.warn};")

    def say(self, words: str) -> None:
        """Say what is wrong; nothing where `words` is ""."""
        self._show(_escaped(words))

    def say_conflict(self, stored: str) -> None:
        """Say what has been stored elsewhere, and offer both."""
        told = translate("Claims", "Changed elsewhere meanwhile, to: “{value}”.")
        mine, theirs = translate("Claims", "Keep mine"), translate("Claims", "Take that")
        links = f'<a href="{MINE}">{_escaped(mine)}</a> · <a href="{THEIRS}">{_escaped(theirs)}</a>'
        self._show(f"{_escaped(told.format(value=stored))} {links}")

    def _show(self, html: str) -> None:
        if html != self.text():
            self.setText(html)
        self.setVisible(bool(html))


def _escaped(words: str) -> str:
    from html import escape

    return escape(words)
