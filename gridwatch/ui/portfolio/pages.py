"""The pages of the portfolio as a table, in the order of their tabs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.portfolio.page import Page
from gridwatch.ui.portfolio.place import ACCOUNTS, TRANSACTIONS


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: `load` imports its class, which happens when it is first seen."""

    id: str
    words: str
    load: Callable[[], type[Page]]

    @property
    def title(self) -> str:
        """Return what stands on its tab, in the reader's language."""
        return QCoreApplication.translate("Portfolio", self.words)


def _transactions() -> type[Page]:
    from gridwatch.ui.portfolio.transactions.page import TransactionsPage

    return TransactionsPage


def _accounts() -> type[Page]:
    from gridwatch.ui.portfolio.accounts.page import AccountsPage

    return AccountsPage


PAGES: tuple[PageEntry, ...] = (
    PageEntry(TRANSACTIONS, QT_TRANSLATE_NOOP("Portfolio", "Transactions"), _transactions),
    PageEntry(ACCOUNTS, QT_TRANSLATE_NOOP("Portfolio", "Accounts"), _accounts),
)
