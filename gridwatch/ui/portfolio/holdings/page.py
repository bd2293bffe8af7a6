"""The page of the holdings: reads what is held, of all or account by account."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from gridwatch.domain.ledger.account import AccountKind
from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.views import Holdings, Scope
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.holdings.lines import Grouping
from gridwatch.ui.portfolio.holdings.view import HoldingsView
from gridwatch.ui.portfolio.place import ACCOUNTS, TRANSACTIONS, AskImport, AskTransaction, Place
from gridwatch.ui.portfolio.worth_page import WorthPage

_Reading = tuple[Holdings, Mapping[int, Holdings]]


class HoldingsPage(WorthPage[HoldingsView]):
    """Shows what the scope holds now."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, HoldingsView(look), parent)
        self.view.grouped.connect(self.read)
        self.view.listed.connect(
            lambda number: self.opened.emit(Place(TRANSACTIONS, security_id=number))
        )
        self.view.begun.connect(self._begin)
        self.view.brought.connect(lambda: self.asked.emit(AskImport()))

    def read(self) -> None:
        """Read what is held, by account as well where it is grouped so."""
        scope, currency = self.scope, self.currency
        apart = self.view.grouping is Grouping.ACCOUNT

        def work(book: Book) -> _Reading:
            whole = holdings_of(book, scope, currency, book.today)
            return whole, _by_account(book, scope, currency) if apart else {}

        self.ask("holdings", work, self._take)

    def _take(self, found: _Reading) -> None:
        self.view.show_holdings(found[0], self.view.naming, found[1])

    def _begin(self) -> None:
        """Set up the first account, or book the first transaction."""
        if self.names.accounts:
            self.asked.emit(AskTransaction())
        else:
            self.opened.emit(Place(ACCOUNTS))

    def save_state(self) -> dict[str, str]:
        """Return columns, sorting and grouping."""
        return self.view.save_state()

    def restore_state(self, state: dict[str, str]) -> None:
        """Bring back what `save_state` returned."""
        self.view.restore_state(state)


def _by_account(book: Book, scope: Scope, currency: str) -> dict[int, Holdings]:
    """Return the holdings of each securities account of a scope."""
    return {
        number: holdings_of(book, Scope(frozenset({number})), currency, book.today)
        for number, account in book.accounts.items()
        if account.kind is AccountKind.SECURITIES
        and (scope.accounts is None or number in scope.accounts)
    }
