"""What every page of the portfolio is: it shows one part of the ledger and says what is wanted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.place import Names, Place, Shown


class Page(QWidget):
    """One page. It reads through `session`, and edits only by its signals.

    `edited` carries an Edit, and what to call when it is stored and where it could not be, each
    may be None. `asked` carries an Ask (a dialog that is wanted), `opened` a Place to go to,
    `selected` a company; `said` what went wrong in words, `noted` what has been done;
    `counted` how much there is to do on the page, which stands on its tab; `looked` that other
    `symbols` are wanted.
    """

    edited = Signal(object, object, object)
    asked = Signal(object)
    opened = Signal(object)
    selected = Signal(int)
    said = Signal(str)
    noted = Signal(str)
    counted = Signal(int)
    looked = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.look = session, look
        self.shown, self.names = Shown(), Names()

    def show_scope(self, shown: Shown) -> None:
        """Show another part of the ledger, or in another currency; it is read now."""
        self.shown = shown
        self.read()

    def show_names(self, names: Names) -> None:
        """Take what accounts, securities and companies are called now."""
        self.names = names

    def take_changes(self, changes: Changes) -> None:
        """Read anew where an edit concerns this page; it may have come from here."""
        if changes.ledger:
            self.read()

    def take_prices(self) -> None:
        """Read anew where prices, rates or splits that were stored concern this page."""

    def read(self) -> None:
        """Read what is shown."""

    def symbols(self) -> tuple[str, ...]:
        """Return the listings beside those of the ledger whose prices are wanted here."""
        return ()

    def go_to(self, place: Place) -> None:
        """Show what a place says, once it is read."""

    def leave(self) -> None:
        """Hand over what is typed and not stored yet: the page is left."""

    def save_state(self) -> dict[str, str]:
        """Return what is to be remembered of the page (columns, filters), as texts."""
        return {}

    def restore_state(self, state: dict[str, str]) -> None:
        """Take what `save_state` gave, from any version of the program."""

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self.look = look
