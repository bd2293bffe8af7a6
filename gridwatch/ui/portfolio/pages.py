"""The pages of the portfolio as a table, in the order of their tabs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.portfolio.page import Page
from gridwatch.ui.portfolio.place import ACCOUNTS, CHECKS, TRANSACTIONS


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


def _holdings() -> type[Page]:
    from gridwatch.ui.portfolio.holdings.page import HoldingsPage

    return HoldingsPage


def _performance() -> type[Page]:
    from gridwatch.ui.portfolio.performance.page import PerformancePage

    return PerformancePage


def _allocation() -> type[Page]:
    from gridwatch.ui.portfolio.allocation.page import AllocationPage

    return AllocationPage


def _trades() -> type[Page]:
    from gridwatch.ui.portfolio.trades.page import TradesPage

    return TradesPage


def _income() -> type[Page]:
    from gridwatch.ui.portfolio.income.page import IncomePage

    return IncomePage


def _checks() -> type[Page]:
    from gridwatch.ui.portfolio.checks.page import ChecksPage

    return ChecksPage


PAGES: tuple[PageEntry, ...] = (
    PageEntry("holdings", QT_TRANSLATE_NOOP("Portfolio", "Holdings"), _holdings),
    PageEntry("performance", QT_TRANSLATE_NOOP("Portfolio", "Performance"), _performance),
    PageEntry("allocation", QT_TRANSLATE_NOOP("Portfolio", "Allocation"), _allocation),
    PageEntry("trades", QT_TRANSLATE_NOOP("Portfolio", "Trades"), _trades),
    PageEntry("income", QT_TRANSLATE_NOOP("Portfolio", "Income"), _income),
    PageEntry(TRANSACTIONS, QT_TRANSLATE_NOOP("Portfolio", "Transactions"), _transactions),
    PageEntry(ACCOUNTS, QT_TRANSLATE_NOOP("Portfolio", "Accounts"), _accounts),
    PageEntry(CHECKS, QT_TRANSLATE_NOOP("Portfolio", "Checks"), _checks),
)
