"""Journeys over the portfolio in the window: opened by its action, booked, undone, remembered."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.edits import Edit
from gridwatch.services.portfolio.account_edits import (
    AddAccount,
    AddSecurity,
    ArrangeAccounts,
    RemoveSecurity,
)
from gridwatch.services.portfolio.booking import BookTransaction, KeepSecurity, OpenAccounts
from gridwatch.services.portfolio.ledger_edits import AddTransactions, RemoveTransactions
from gridwatch.services.portfolio.views import Dimension
from gridwatch.ui.memory import Memory
from gridwatch.ui.portfolio.accounts.account_dialog import AccountDialog
from gridwatch.ui.portfolio.accounts.page import AccountsPage
from gridwatch.ui.portfolio.panel import PortfolioPanel
from gridwatch.ui.portfolio.place import naming_of
from gridwatch.ui.portfolio.transactions.dialog import TransactionDialog
from gridwatch.ui.portfolio.undo_words import ledger_words
from gridwatch.ui.undo import label_of
from tests.ui.conftest import Opened
from tests.ui.portfolio.stand import TRANSACTIONS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WAIT = 10_000
DEPOT = Account(-2, "Depot", AccountKind.SECURITIES, "EUR")

LABELS: tuple[tuple[Edit, str], ...] = (
    (AddAccount(DEPOT), "new account “Depot”"),
    (OpenAccounts((DEPOT, DEPOT)), "making 2 accounts"),
    (ArrangeAccounts((1,)), "moving an account"),
    (AddSecurity(Security(0, "{x}", "EUR")), "new security “{x}”"),
    (KeepSecurity(Security(3, "Fund", "EUR")), "changing security “Fund”"),
    (KeepSecurity(Security(0, "Fund", "EUR")), "new security “Fund”"),
    (RemoveSecurity(1), "deleting a security"),
    (BookTransaction(TRANSACTIONS[1]), "booking “Buy”"),
    (BookTransaction(Transaction(7, Kind.SELL, TRANSACTIONS[0].on)), "changing “Sell”"),
    (AddTransactions(TRANSACTIONS), "booking 5 transactions"),
    (RemoveTransactions((1,)), "deleting a transaction"),
    (RemoveTransactions((1, 2)), "deleting 2 transactions"),
)


def shown(opened: Opened, qtbot: QtBot) -> PortfolioPanel:
    opened.window.actions_["portfolio"].trigger()
    panel = opened.desk.portfolio.panel
    assert panel is not None
    qtbot.waitUntil(lambda: bool(panel.pages), timeout=WAIT)
    return panel


def test_the_first_account_is_made_then_undone_by_its_name(opened: Opened, qtbot: QtBot) -> None:
    panel = shown(opened, qtbot)
    page = panel.bring("accounts")
    assert isinstance(page, AccountsPage)
    qtbot.waitUntil(page._start.isVisible, timeout=WAIT)
    page.set_up.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=WAIT)
    assert opened.window.actions_["undo"].text() == "Undo: making 2 accounts"
    opened.desk.undo()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=WAIT)


def test_a_transaction_is_asked_for_and_before_that_the_first_account(
    opened: Opened, qtbot: QtBot
) -> None:
    desk = opened.desk.portfolio
    opened.window.actions_["new_transaction"].trigger()
    qtbot.waitUntil(lambda: desk.asking().dialog is not None, timeout=WAIT)
    first = desk.asking().dialog
    assert isinstance(first, AccountDialog)
    first.name.setText("Depot")
    first.decide()
    qtbot.waitUntil(lambda: desk.asking().dialog is None, timeout=WAIT)
    qtbot.waitUntil(lambda: bool(desk.asking().names.accounts), timeout=WAIT)
    opened.window.actions_["new_transaction"].trigger()
    second = desk.asking().dialog
    assert isinstance(second, TransactionDialog)
    second.reject()


def test_the_page_is_remembered(opened: Opened, qtbot: QtBot) -> None:
    shown(opened, qtbot).bring("accounts")
    memory = Memory(opened.session.profile.layout)
    opened.window.remember(memory)
    assert memory.texts_of("portfolio")["page"] == "accounts"


def test_nothing_of_the_portfolio_is_imported_before_it_is_seen() -> None:
    code = (
        "import sys, gridwatch.ui.window, gridwatch.ui.desk;"
        "print([each for each in sys.modules if 'ui.portfolio.' in each"
        " or 'services.portfolio' in each or 'domain.ledger' in each])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_edit_of_the_ledger_has_a_label(opened: Opened) -> None:
    for edit, words in LABELS:
        assert label_of(edit, opened.overview, "en") == words


def test_an_edit_of_something_else_has_no_ledger_words() -> None:
    from gridwatch.services.edits import Choose

    assert ledger_words(Choose("theme", "dark")) is None


def test_segments_are_known_in_every_language_for_a_report_in_it(
    opened: Opened, qtbot: QtBot
) -> None:
    shown(opened, qtbot)
    qtbot.waitUntil(lambda: opened.desk.portfolio._names is not None, timeout=WAIT)
    names = opened.desk.portfolio._names
    assert names is not None
    segment = opened.overview.segments[0]
    for language, title in (("en", segment.en), ("de", segment.de), ("zh_CN", segment.zh_CN)):
        assert naming_of(names, language).key(Dimension.SEGMENT, segment.key) == title
