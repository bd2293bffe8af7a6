"""The reviews as one widget: what is due, and how claims have turned out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.place import Names


class ReviewsPanel(QWidget):
    """Shows all claims that are due, of companies and themes, and the scorecard.

    `edited` carries an Edit, and what to call when it is stored and where it could not be;
    `opened` a Place to go to, `selected` a company; `said` what went wrong, `noted` what was done.
    """

    edited = Signal(object, object, object)
    opened = Signal(object)
    selected = Signal(int)
    said = Signal(str)
    noted = Signal(str)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._look, self._names = session, look, Names()

    def read(self) -> None:
        """Read what is due and how claims have turned out."""

    def show_names(self, names: Names) -> None:
        """Take what companies and themes are called now."""
        self._names = names

    def take_changes(self, changes: Changes) -> None:
        """Read anew where an edit concerns claims, evidence or figures."""

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
