"""The page of the income: reads it and books what is offered."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.income_reading import IncomeReading, read_income
from gridwatch.services.profiles import market_reader, user_reader
from gridwatch.store.user.portfolio_choices import dismissed_keys
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.income.view import IncomeView
from gridwatch.ui.portfolio.place import AskTransaction
from gridwatch.ui.portfolio.worth_page import WorthPage


class IncomePage(WorthPage[IncomeView]):
    """Shows the income of the scope."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, IncomeView(look), parent)
        self.view.asked_transaction.connect(
            lambda transaction: self.asked.emit(AskTransaction(transaction))
        )

    def read(self) -> None:
        """Read payments, what is expected, and what is offered."""
        scope, currency, profile = self.scope, self.currency, self.session.profile

        def work(book: Book) -> IncomeReading:
            with user_reader(profile) as user:
                dismissed = dismissed_keys(user)
            with market_reader(profile) as market:
                return read_income(book, market, scope, currency, dismissed)

        self.ask("income", work, self._take)

    def _take(self, found: IncomeReading) -> None:
        self.view.show_income(found, self.view.naming)

    def save_state(self) -> dict[str, str]:
        """Return which amounts count."""
        return self.view.save_state()

    def restore_state(self, state: dict[str, str]) -> None:
        """Bring back what `save_state` returned."""
        self.view.restore_state(state)
