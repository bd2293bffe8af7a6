"""Accounts and securities: set up, grouped, put in order, closed, deleted, changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtTest import QTest

from gridwatch.domain.ledger.account import AccountKind, CostMethod
from gridwatch.domain.ledger.security import OwnPrice, OwnSplit
from gridwatch.domain.problem import Problem
from gridwatch.services.profiles import user_reader
from gridwatch.store.user.securities import all_own_splits, prices_of
from gridwatch.ui.portfolio.accounts.account_dialog import AccountDialog
from gridwatch.ui.portfolio.accounts.page import AccountsPage
from gridwatch.ui.portfolio.accounts.security_dialog import SecurityDialog
from gridwatch.ui.portfolio.place import AskAccount, AskSecurity, Place
from tests.ui.portfolio.stand import ABROAD, DEPOT, DOLLARS, ENERGY, EUROS, STAFF, Stand

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.modeltest import ModelTester

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
DAY = date(2026, 1, 5)


@pytest.fixture
def page(stand: Stand) -> AccountsPage:
    made = stand.page(AccountsPage(stand.session, stand.look))
    stand.wait(lambda: made.model.rowCount() > 0)
    return made


def rows(page: AccountsPage) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def account_dialog(stand: Stand, number: int = 0) -> AccountDialog:
    stand.ask(AskAccount(number))
    dialog = stand.asking.dialog
    assert isinstance(dialog, AccountDialog)
    return dialog


def security_dialog(stand: Stand, number: int = 0) -> SecurityDialog:
    stand.ask(AskSecurity(number))
    dialog = stand.asking.dialog
    assert isinstance(dialog, SecurityDialog)
    return dialog


def test_accounts_stand_under_their_groups_with_exact_balances(page: AccountsPage) -> None:
    assert rows(page) == ["Staff", "Home", "Euros", "Depot", "Abroad", "Dollars", "Broker"]
    balance = page.model.index(2, 2).data().replace("\xa0", " ")
    assert balance == "4,163.50 EUR"
    assert page.model.index(3, 4).data() == "Euros"
    assert page.model.index(0, 4).data() == "from outside"


def test_both_models_are_proper(page: AccountsPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]
    qtmodeltester.check(page.securities)  # type: ignore[no-untyped-call]


def test_one_click_makes_a_depot_and_its_cash_and_one_undo_takes_both(empty: Stand) -> None:
    page = empty.page(AccountsPage(empty.session, empty.look))
    empty.wait(page._start.isVisible)
    assert "EUR" in page.set_up.text()
    page.set_up.click()
    empty.wait(lambda: page.model.rowCount() == 2)
    cash, depot = empty.names().accounts.values()
    assert (cash.kind, depot.kind) == (AccountKind.CASH, AccountKind.SECURITIES)
    assert (depot.cash_id, depot.currency) == (cash.id, "EUR")
    assert not page._start.isVisible()
    empty.undo()
    empty.wait(page._start.isVisible)


def test_keys_move_an_account_within_its_group(page: AccountsPage, stand: Stand) -> None:
    page.table.select(DEPOT)
    QTest.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    stand.wait(lambda: rows(page)[2] == "Depot")
    QTest.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)  # it is the first
    stand.undo()
    stand.wait(lambda: rows(page)[2] == "Euros")
    assert not stand.undos


def test_an_account_is_dropped_within_its_group_only(page: AccountsPage, stand: Stand) -> None:
    model = page.model
    data = model.mimeData([model.index(3, 0)])
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 6, 0, QModelIndex())
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 2, 0, QModelIndex())
    assert not model.dropMimeData(QMimeData(), Qt.DropAction.MoveAction, 2, 0, QModelIndex())
    stand.wait(lambda: rows(page)[2] == "Depot")
    assert len(stand.undos) == 1


def test_a_closed_account_is_hidden_until_it_is_asked_for(page: AccountsPage, stand: Stand) -> None:
    page.table.select(STAFF)
    page.table.turned.emit(page.table.current())
    stand.wait(lambda: "Staff" not in rows(page))
    page.closed.setChecked(True)
    assert rows(page)[0] == "Staff (closed)"


def test_an_account_with_transactions_stays_and_says_why(page: AccountsPage, stand: Stand) -> None:
    page.table.select(EUROS)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    stand.wait(lambda: bool(stand.problems))
    (problem,) = stand.problems
    assert isinstance(problem, Problem)
    assert (problem.code, problem.values["number"]) == ("account_used", 3)
    page.table.select(STAFF)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    stand.wait(lambda: "Staff" not in rows(page))
    stand.undo()
    stand.wait(lambda: "Staff" in rows(page))


def test_control_and_enter_leads_to_the_transactions(page: AccountsPage) -> None:
    places = list[Place]()
    page.opened.connect(places.append)
    page.table.select(DOLLARS)
    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert places == [Place("transactions", account_id=DOLLARS)]


def test_a_new_account_is_made_with_cash_beside_it(stand: Stand) -> None:
    dialog = account_dialog(stand)
    dialog.name.setText(" New  broker ")
    dialog.cash.setCurrentIndex(dialog.cash.count() - 1)
    dialog.method.setCurrentIndex(dialog.method.findData(CostMethod.AVERAGE))
    dialog.currency.setEditText("nok")
    dialog.decide()
    stand.wait(lambda: stand.asking.dialog is None)
    *_, cash, made = stand.names().accounts.values()
    assert (made.name, made.currency, made.method) == ("New broker", "NOK", CostMethod.AVERAGE)
    assert (made.cash_id, cash.name) == (cash.id, "New broker: cash")


def test_what_an_account_can_t_be_is_told_beside_its_field(stand: Stand) -> None:
    dialog = account_dialog(stand)
    dialog.decide()
    assert dialog.rows["name"].told.text() == "Give the account a name."
    dialog.name.setText("depot")
    assert not dialog.rows["name"].told.text()
    dialog.decide()
    assert "already" in dialog.rows["name"].told.text()
    dialog.name.setText("Other")
    dialog.currency.setEditText("EURO")
    dialog.decide()
    assert "not a currency" in dialog.rows["currency"].told.text()


def test_a_cash_account_has_no_method(stand: Stand) -> None:
    dialog = account_dialog(stand, DOLLARS)
    assert not dialog.method.isVisible()
    assert dialog.closed.isVisible()
    dialog.reject()
    dialog = account_dialog(stand, ABROAD)
    assert dialog.method.isVisible()
    assert CostMethod(dialog.method.currentData()) is CostMethod.CHOSEN
    dialog.shorts.setChecked(True)
    dialog.decide()
    stand.wait(lambda: stand.names().accounts[ABROAD].shorts)


def test_a_security_keeps_own_prices_and_splits(stand: Stand, qtmodeltester: ModelTester) -> None:
    dialog = security_dialog(stand, ENERGY)
    dialog.wkn.setText("ener6y")
    dialog.country.setText("de")
    assert dialog.place.text() == "Germany"
    for model, text in ((dialog.prices, "31,5"), (dialog.splits, "10:1")):
        place = model.add(DAY)
        assert not model.setData(model.index(place, 1), "nothing")
        assert dialog.told.isVisibleTo(dialog)
        assert model.setData(model.index(place, 1), text)
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    dialog.decide()
    stand.wait(lambda: stand.asking.dialog is None)
    with user_reader(stand.session.profile) as user:
        assert prices_of(user, ENERGY) == (OwnPrice(ENERGY, DAY, Decimal("31.5")),)
        assert all_own_splits(user)[ENERGY] == (OwnSplit(ENERGY, DAY, 10, 1),)
    security = stand.names().securities[ENERGY]
    assert (security.wkn, security.country) == ("ENER6Y", "DE")
    dialog = security_dialog(stand, ENERGY)
    stand.wait(lambda: dialog.prices.rowCount() == 1)
    dialog.prices.remove([0])
    dialog.decide()
    stand.wait(lambda: stand.asking.dialog is None)
    with user_reader(stand.session.profile) as user:
        assert not prices_of(user, ENERGY)


def test_a_malformed_isin_and_a_taken_symbol_are_told(stand: Stand) -> None:
    dialog = security_dialog(stand)
    dialog.name.setText("Copy")
    dialog.isin.setText("DE000ENER6Y1")
    dialog.decide()
    assert "is not an ISIN" in dialog.rows["isin"].told.text()
    dialog.isin.clear()
    dialog.symbol.setText("gev")
    dialog.decide()
    assert "has the symbol GEV already" in dialog.rows["symbol"].told.text()


def test_tab_goes_through_a_new_account_from_top_to_bottom(stand: Stand) -> None:
    dialog = account_dialog(stand)
    fields = [
        dialog.kind,
        dialog.name,
        dialog.group,
        dialog.currency,
        dialog.cash,
        dialog.method,
        dialog.shorts,
        dialog.note,
        dialog.ok(),
    ]
    walked: list[QWidget] = []
    here: QWidget | None = dialog.kind
    while here is not None and here not in walked:
        walked.append(here)
        here = here.nextInFocusChain()
    assert [each for each in walked if each in fields] == fields
