"""What every page of a thesis is: it shows one subject and says what the user wants."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridwatch.domain.thesis.about import About
from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.place import Names


class Page(QWidget):
    """One page. It reads through `session`, and edits only by its signals.

    `edited` carries an Edit, and what to call when it is stored and where it could not be, each
    may be None. `opened` carries a Place to go to, `selected` a company; `said` what went wrong in
    words, `noted` what has been done.
    """

    edited = Signal(object, object, object)
    opened = Signal(object)
    selected = Signal(int)
    said = Signal(str)
    noted = Signal(str)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.look = session, look
        self.about = About()
        self.names = Names()

    def show_about(self, about: About) -> None:
        """Show another subject; it is read now."""
        self.about = about
        self.read()

    def show_names(self, names: Names) -> None:
        """Take what companies and themes are called now."""
        self.names = names

    def take_changes(self, changes: Changes) -> None:
        """Read anew where an edit concerns this page; it may have come from here."""

    def read(self) -> None:
        """Read what is shown."""

    def go_to(self, number: int) -> None:
        """Show the claim, entry or series with this id, once it is read."""

    def leave(self) -> None:
        """Hand over what is typed and not stored yet: the page is left."""

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self.look = look
