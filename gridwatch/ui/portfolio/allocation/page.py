"""The page of the allocation: reads it beside its targets, and what would bring it there."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from gridwatch.domain.problem import Problem
from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.allocation import allocation_of
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.rebalancing import suggested
from gridwatch.services.portfolio.views import Dimension, Holdings, Suggestion
from gridwatch.services.profiles import user_reader
from gridwatch.store.user.portfolio_choices import allocation_targets
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.allocation.view import Allocation, AllocationView
from gridwatch.ui.portfolio.worth_page import WorthPage


class AllocationPage(WorthPage[AllocationView]):
    """Shows the allocation of the scope by one dimension."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, AllocationView(look), parent)
        self.view.wanted.connect(self.read)

    def read(self) -> None:
        """Read what is held, the targets of the dimension, and the suggested trades."""
        scope, currency, profile = self.scope, self.currency, self.session.profile
        dimension, money = self.view.dimension, self.view.new_money

        def work(book: Book) -> Allocation:
            with user_reader(profile) as user:
                targets = allocation_targets(user, dimension)
            held = holdings_of(book, scope, currency, book.today)
            slices = allocation_of(held, dimension, targets)
            trades = trades_of(held, dimension, targets, money)
            return Allocation(dimension, held, slices, targets, trades)

        self.ask("allocation", work, self._take)

    def _take(self, found: Allocation) -> None:
        self.view.show_allocation(found, self.view.naming)

    def save_state(self) -> dict[str, str]:
        """Return the dimension."""
        return self.view.save_state()

    def restore_state(self, state: dict[str, str]) -> None:
        """Bring back what `save_state` returned."""
        self.view.restore_state(state)


def trades_of(
    held: Holdings,
    dimension: Dimension,
    targets: Mapping[str, Decimal],
    money: float | None,
) -> tuple[Suggestion, ...] | Problem:
    """Return the trades that would bring the targets, or why none can be told."""
    if not targets:
        return ()
    try:
        return suggested(held, dimension, targets, money)
    except Problem as problem:
        return problem
