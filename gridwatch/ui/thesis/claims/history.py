"""The history of a claim: every revision with what it changed, and the way back to it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QUrl, Signal
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from gridwatch.domain.thesis.changes_of_claim import Step
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.claims.history_words import BACK, MORE, history_page

translate = QCoreApplication.translate
_PAGE = 100


class History(QTextBrowser):
    """Shows steps, newest first; `wanted` carries the Revision that is to be brought back."""

    wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._most = look, _PAGE
        self._steps: tuple[Step, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(10)
        self.anchorClicked.connect(self._follow)
        self.restyle(look)

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        self.setAccessibleName(translate("Claims", "History"))
        self._write()

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show how a claim became what it is."""
        if steps == self._steps:
            return
        other = self._claim_of(steps) != self._claim_of(self._steps)
        self._steps = steps
        if other:
            self._most = _PAGE
        self._write()
        if other:
            self.verticalScrollBar().setValue(0)

    @staticmethod
    def _claim_of(steps: tuple[Step, ...]) -> int:
        return steps[0].revision.claim.id if steps else 0

    def _write(self) -> None:
        place = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(f"a {{ color: {self._look.tones.accent}; }}")
        self.setHtml(history_page(self._steps, self._look, self._most))
        self.verticalScrollBar().setValue(place)

    def _follow(self, link: QUrl) -> None:
        address = link.toString()
        if address == MORE:
            self._most += _PAGE
            self._write()
        elif address.startswith(BACK):
            number = int(address.removeprefix(BACK))
            revisions = (each.revision for each in self._steps)
            found = next((each for each in revisions if each.id == number), None)
            if found is not None:
                self.wanted.emit(found)
