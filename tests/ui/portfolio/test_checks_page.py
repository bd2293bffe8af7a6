"""The page of the checks: what is found, mended, dismissed and shown again, and counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.edits import apply
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.ui.portfolio.checks.looking import Looking
from gridwatch.ui.portfolio.checks.page import ChecksPage
from gridwatch.ui.portfolio.panel import PortfolioPanel
from gridwatch.ui.portfolio.place import AskSecurity, Place
from tests.ui.portfolio.stand import DEPOT, ENERGY, EUROS, NOW, TRANSACTIONS, Stand, trade

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TWICE = TRANSACTIONS[1]
OVERSOLD = trade(Kind.SELL, date(2025, 6, 6), (DEPOT, ENERGY), "40", "4000")
AHEAD = Transaction(
    0, Kind.DEPOSIT, date(2099, 1, 1), cash_id=EUROS, gross=Decimal(5), currency="EUR",
    net=Decimal(5),
)  # fmt: skip


def page_with(stand: Stand, *transactions: Transaction) -> ChecksPage:
    if transactions:
        apply(stand.session._user, AddTransactions(transactions), NOW)
    page = stand.page(ChecksPage(stand.session, stand.look))
    stand.wait(lambda: bool(page.checked.accounts))
    return page


def codes(page: ChecksPage) -> list[str]:
    return [each.code for each in page.checked.findings]


def choose(page: ChecksPage, code: str) -> None:
    rows = range(page.model.rowCount())
    found = (page.model.finding(each) for each in rows)
    place = next(at for at, each in enumerate(found) if each is not None and each.code == code)
    page.table.selectRow(place)


def test_what_matters_most_stands_first_under_its_heading(stand: Stand) -> None:
    page = page_with(stand, OVERSOLD, AHEAD)
    texts = [page.model.index(row, 0).data() for row in range(page.model.rowCount())]
    assert texts[0].startswith("Can't be right: ")
    assert "more of Siemens Energy has left Depot than was there" in texts[1]
    assert any(each.startswith("Doubtful: ") for each in texts)
    assert page.current() is page.model.finding(1)


def test_a_repair_says_what_it_changes_then_mends_and_can_be_undone(stand: Stand) -> None:
    page = page_with(stand, AHEAD)
    choose(page, "day_future")
    assert "Date: 1 Jan 2099 →" in page.pane.previews[0].text()
    page.pane.buttons[0].click()
    stand.wait(lambda: "day_future" not in codes(page))
    stand.undo()
    stand.wait(lambda: "day_future" in codes(page))


def test_return_mends_and_delete_dismisses(stand: Stand) -> None:
    page = page_with(stand, TWICE, AHEAD)
    choose(page, "duplicate")
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    stand.wait(lambda: "duplicate" not in codes(page))
    choose(page, "day_future")
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    stand.wait(lambda: "day_future" not in codes(page))
    assert len(stand.stored()) == len(TRANSACTIONS) + 1


def test_what_was_dismissed_is_shown_again(stand: Stand) -> None:
    page = page_with(stand, AHEAD)
    choose(page, "day_future")
    page.pane.dismiss.click()
    stand.wait(lambda: "day_future" not in codes(page))
    assert page.hidden.text() == "Show dismissed (1)"
    page.hidden.setChecked(True)
    choose(page, "day_future")
    assert page.pane.dismiss.text() == "Show it again"
    page.pane.dismiss.click()
    stand.wait(lambda: "day_future" in codes(page))


def test_a_finding_leads_to_what_it_concerns(stand: Stand) -> None:
    page = page_with(stand, OVERSOLD)
    places, asked = list[Place](), list[object]()
    page.opened.connect(places.append)
    page.asked.connect(asked.append)
    choose(page, "holding_negative")
    page.pane._follow(f"transaction:{len(TRANSACTIONS) + 1}")
    page.pane._follow("security:1")
    assert places[0].transactions == (len(TRANSACTIONS) + 1,)
    assert AskSecurity(1) in asked


def test_an_empty_ledger_is_all_clear(empty: Stand) -> None:
    page = empty.page(ChecksPage(empty.session, empty.look))
    counts = list[int]()
    page.counted.connect(counts.append)
    empty.wait(lambda: bool(counts))
    assert counts == [0]
    assert page.clear.isVisible()


def test_the_tab_tells_how_much_was_found_after_an_edit(stand: Stand) -> None:
    panel = PortfolioPanel(stand.session, stand.look, stand.window)
    looking = Looking(stand.session, panel)
    looking.counted.connect(lambda number: panel.show_count("checks", number))
    last = panel.tabs.count() - 1
    looking.look_later()
    stand.wait(lambda: panel.tabs.tabText(last) != "Checks")
    before = panel.tabs.tabText(last)
    apply(stand.session._user, AddTransactions((AHEAD,)), NOW)
    looking.look_later()
    stand.wait(lambda: panel.tabs.tabText(last) != before)
    panel.show_count("checks", 0)
    assert panel.tabs.tabText(last) == "Checks"
    looking.close()


def test_the_model_keeps_to_the_rules_of_qt(stand: Stand, qtmodeltester: ModelTester) -> None:
    page = page_with(stand, OVERSOLD, AHEAD, TWICE)
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]
