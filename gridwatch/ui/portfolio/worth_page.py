"""What the pages share that show worths and returns: one view, read through the book."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.views import Scope, Step
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.page import Page
from gridwatch.ui.portfolio.place import TRANSACTIONS, Names, Place, naming_of
from gridwatch.ui.portfolio.trail.asking import trail_of
from gridwatch.ui.portfolio.trail.opening import Opening
from gridwatch.ui.portfolio.trailed import TrailedView

translate = QCoreApplication.translate
View = TypeVar("View", bound=TrailedView)
T = TypeVar("T")


class WorthPage(Page, Generic[View]):
    """One view with what it wants: trails, transactions, companies and edits."""

    def __init__(
        self, session: Session, look: Look, view: View, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, look, parent)
        self.view = view
        view.setParent(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view)
        view.trail_wanted.connect(self.read_trail)
        view.transaction_wanted.connect(
            lambda number: self.opened.emit(Place(TRANSACTIONS, (number,)))
        )
        view.edited.connect(lambda edit: self.edited.emit(edit, None, None))
        view.opened.connect(self.selected)
        view.said.connect(self.said)
        view.noted.connect(self.noted)
        self.setFocusProxy(view)

    @property
    def scope(self) -> Scope:
        """Return what part of the ledger is shown."""
        return Scope(self.shown.accounts)

    @property
    def currency(self) -> str:
        """Return the currency of the values."""
        return self.shown.currency or self.look.phrases.base_currency

    def show_names(self, names: Names) -> None:
        """Take what accounts, securities and companies are called now."""
        super().show_names(names)
        self.view.naming = naming_of(names, self.look.phrases.language)

    def take_prices(self) -> None:
        """Read anew: all values may be others."""
        self.read()

    def ask(self, question: str, work: Callable[[Book], T], done: Callable[[T], None]) -> None:
        """Ask something of the book; an answer about another scope or currency is not shown."""
        shown = self.shown

        def show(answer: T) -> None:
            if self.shown == shown:
                done(answer)

        self.session.read_book(f"{type(self).__name__} {question}", work, show)

    def read_trail(self, opening: Opening) -> None:
        """Read the steps of a number."""
        scope, currency = self.scope, self.currency

        def work(book: Book) -> Step | None:
            return trail_of(book, opening, scope, currency)

        self.ask("trail", work, lambda step: self.view.show_trail(opening, step))

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        super().restyle(look)
        self.view.naming = naming_of(self.names, look.phrases.language)
        self.view.restyle(look)
