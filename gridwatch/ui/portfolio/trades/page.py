"""The page of the trades: reads what was bought and sold again, and leads to its transactions."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.trade_reading import TradesReading, read_trades
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.place import TRANSACTIONS, Names, Place
from gridwatch.ui.portfolio.trades.view import TradesView
from gridwatch.ui.portfolio.worth_page import WorthPage


class TradesPage(WorthPage[TradesView]):
    """Shows the trades of the scope."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, TradesView(look), parent)
        self.view.listed.connect(
            lambda number: self.opened.emit(Place(TRANSACTIONS, security_id=number))
        )

    def read(self) -> None:
        """Read the trades."""
        scope, currency = self.scope, self.currency

        def work(book: Book) -> TradesReading:
            return read_trades(book, scope, currency)

        self.ask("trades", work, self._take)

    def _take(self, found: TradesReading) -> None:
        self.view.show_trades(found, self.view.naming)

    def show_names(self, names: Names) -> None:
        """Take what accounts, securities and companies are called now."""
        super().show_names(names)
        self.view.rename(self.view.naming)

    def save_state(self) -> dict[str, str]:
        """Return which trades are shown."""
        return self.view.save_state()

    def restore_state(self, state: dict[str, str]) -> None:
        """Bring back what `save_state` returned."""
        self.view.restore_state(state)
