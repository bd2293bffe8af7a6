"""The page of transactions: filtered, sorted, added up, deleted and brought back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.ledger_edits import AddTransactions, ChangeTransactions
from gridwatch.ui.portfolio.history_dialog import LedgerHistory
from gridwatch.ui.portfolio.place import AskHistory, Names, Place, Shown
from gridwatch.ui.portfolio.transactions.columns import PLACES
from gridwatch.ui.portfolio.transactions.page import TransactionsPage
from tests.ui.portfolio.stand import ABROAD, DEPOT, ENERGY, EUROS, TRANSACTIONS, VERNOVA, Stand

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(stand: Stand) -> TransactionsPage:
    made = stand.page(TransactionsPage(stand.session, stand.look))
    stand.wait(lambda: made.model.rowCount() == len(TRANSACTIONS))
    return made


def column(page: TransactionsPage, name: str) -> list[str]:
    model = page.model
    return [model.index(row, PLACES[name]).data() for row in range(model.rowCount())]


def test_the_newest_transaction_stands_first_with_amounts_as_they_moved(
    page: TransactionsPage,
) -> None:
    assert column(page, "date")[0] == "5 May 2025"
    assert column(page, "kind") == ["Sell", "Buy", "Buy", "Buy", "Deposit"]
    net = [each.replace("\xa0", " ") for each in column(page, "net")]
    assert net == [
        "399.00 EUR", "−1,801.00 USD", "−1,601.00 USD", "−1,235.50 EUR", "5,000.00 EUR",
    ]  # fmt: skip
    assert column(page, "price")[3].replace("\xa0", " ") == "123.45 EUR"


def test_columns_sort_by_the_number(page: TransactionsPage) -> None:
    page.table._sort(PLACES["quantity"])
    assert column(page, "quantity") == ["10", "6", "4", "2.5", ""]
    page.table._sort(PLACES["quantity"])
    assert column(page, "quantity") == ["2.5", "4", "6", "10", ""]


def test_it_is_a_proper_model(page: TransactionsPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]


def test_words_kind_and_scope_narrow_the_table(page: TransactionsPage) -> None:
    page.bar.words.setText("siemens de000")
    page.bar._tell()
    assert column(page, "kind") == ["Sell", "Buy"]
    page.bar.kind.setCurrentIndex(page.bar.kind.findData(Kind.SELL))
    page.bar._tell()
    assert column(page, "kind") == ["Sell"]
    page.bar.clear()
    page.show_scope(Shown(accounts=frozenset({ABROAD})))
    assert column(page, "security") == ["GE Vernova", "GE Vernova"]


def test_totals_are_told_per_currency_and_never_across(
    page: TransactionsPage, stand: Stand
) -> None:
    stand.wait(lambda: "5 transactions" in page.totals.text())
    told = page.totals.text().replace("\xa0", " ")
    assert "Net 4,163.50 EUR, −3,402.00 USD" in told
    assert "Fees 2.00 EUR, 2.00 USD" in told
    page.table.select_ids([2, 5])
    stand.wait(lambda: "2 selected" in page.totals.text())
    assert "Shares 7.5" in page.totals.text()


def test_selected_transactions_are_deleted_and_come_back(
    page: TransactionsPage, stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    resets = list[object]()
    page.model.modelReset.connect(lambda: resets.append(1))
    page.table.select_ids([3, 4])
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    stand.wait(lambda: page.model.rowCount() == 3)
    stand.undo()
    stand.wait(lambda: page.model.rowCount() == 5)
    assert not resets


def test_a_change_is_one_message_and_keeps_the_selection(
    page: TransactionsPage, stand: Stand
) -> None:
    page.table.select_ids([4])
    told = list[tuple[int, int]]()
    page.model.dataChanged.connect(
        lambda first, last, _=None: told.append((first.row(), last.row()))
    )
    one = stand.stored()[1]
    stand.edit(ChangeTransactions((replace(one, note="seen"),)))
    stand.wait(lambda: "seen" in column(page, "note"))
    assert told == [(3, 3)]
    assert [each.id for each in page.table.selected()] == [4]


def test_only_what_changed_is_read_again(
    page: TransactionsPage, stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gridwatch.ui.portfolio.transactions import page as module

    def never(_: object) -> list[Transaction]:
        raise AssertionError("everything was read")

    monkeypatch.setattr(module, "all_transactions", never)
    fresh = Transaction(
        0, Kind.FEE, date(2025, 6, 1), cash_id=EUROS, gross=Decimal(3), currency="EUR",
        net=Decimal(3),
    )  # fmt: skip
    stand.edit(AddTransactions((fresh,)))
    stand.wait(lambda: page.model.rowCount() == 6)


def test_rows_are_copied_with_headings(page: TransactionsPage, stand: Stand) -> None:
    page.table.select_ids([1])
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    heading, row, end = QGuiApplication.clipboard().text().split("\n")
    assert heading.split("\t")[:2] == ["Date", "Kind"]
    assert row.split("\t")[:2] == ["2 Jan 2025", "Deposit"]
    assert not end


def test_a_place_narrows_or_selects(page: TransactionsPage) -> None:
    page.go_to(Place("transactions", security_id=VERNOVA))
    assert len(column(page, "kind")) == 2
    page.go_to(Place("transactions", transactions=(1,)))
    assert [each.id for each in page.table.selected()] == [1]
    page.go_to(Place("transactions", account_id=DEPOT))
    assert column(page, "security") == ["Siemens Energy", "Siemens Energy"]
    assert page.bar.filter.account_id == DEPOT


def test_hidden_columns_and_sorting_are_remembered(page: TransactionsPage, stand: Stand) -> None:
    page.table._show_column(PLACES["batch"], False)
    page.table._sort(PLACES["gross"])
    other = TransactionsPage(stand.session, stand.look)
    stand.qtbot.addWidget(other)
    other.restore_state(page.save_state() | {"hidden": page.save_state()["hidden"] + " strange"})
    assert other.table.isColumnHidden(PLACES["batch"])
    assert (other.model.column, other.model.falling) == ("gross", True)


def test_an_empty_ledger_says_what_to_do_first(empty: Stand) -> None:
    page = empty.page(TransactionsPage(empty.session, empty.look))
    empty.wait(lambda: "No transactions yet" in page.table._empty.text())
    assert "Accounts" in page.table._empty.text()
    assert page.new.text() == "New account…"


def test_the_journal_says_what_was_changed(page: TransactionsPage, stand: Stand) -> None:
    one = stand.stored()[1]
    other = replace(one, net=Decimal("1240.5"), security_id=VERNOVA)
    stand.edit(ChangeTransactions((other,)))
    stand.wait(lambda: bool(stand.undos))
    stand.ask(AskHistory(one.id))
    dialog = stand.asking.dialog
    assert isinstance(dialog, LedgerHistory)
    stand.wait(lambda: "Transaction booked" in dialog.page.toPlainText())
    told = dialog.page.toPlainText()
    assert "Net: 1,235.5 → 1,240.5" in told
    assert "Security: Siemens Energy → GE Vernova" in told
    dialog.reject()


def test_fifty_thousand_transactions_are_shown_sorted_and_searched_fluently(
    stand: Stand,
) -> None:
    from time import perf_counter

    from gridwatch.ui.portfolio.transactions.filters import Filter

    page = TransactionsPage(stand.session, stand.look)
    stand.qtbot.addWidget(page)
    page.show_names(Names(stand.names().accounts, stand.names().securities))
    many = [
        Transaction(
            number, Kind.BUY, date.fromordinal(730_000 + number // 7), DEPOT, EUROS, ENERGY,
            Decimal(number % 97 + 1), Decimal(number), "EUR", net=Decimal(number),
        )
        for number in range(1, 50_001)
    ]  # fmt: skip
    page.model.show_all(many)
    begun = perf_counter()
    page.model.show_changed({25_000: replace(many[24_999], note="x")})
    changed = perf_counter() - begun
    page.model.narrow(Filter(kinds=frozenset({Kind.SELL})))
    assert page.model.rowCount() == 0
    page.model.narrow(Filter())
    assert page.model.rowCount() == 50_000
    assert changed < 1.0  # about a tenth of it here
