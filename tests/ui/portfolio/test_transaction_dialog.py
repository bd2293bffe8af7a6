"""The dialog of a transaction: typed by keys, worked out, refused beside the field, booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, ChosenLot, Transaction
from gridwatch.domain.ledger.working_out import Amount
from gridwatch.services.portfolio.ledger_edits import ChangeTransactions
from gridwatch.ui.portfolio.accounts.security_dialog import SecurityDialog
from gridwatch.ui.portfolio.place import AskTransaction
from gridwatch.ui.portfolio.transactions.dialog import TransactionDialog
from gridwatch.ui.portfolio.transactions.draft import draft_of
from gridwatch.ui.portfolio.transactions.fields import Field, fields_of
from gridwatch.ui.portfolio.transactions.lot_model import TAKEN
from tests.ui.portfolio.stand import (
    ABROAD,
    DEPOT,
    DOLLARS,
    ENERGY,
    EUROS,
    STAFF,
    TRANSACTIONS,
    VERNOVA,
    Stand,
)

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
DAY = date(2025, 6, 2)


def opened(stand: Stand, start: Transaction | None = None) -> TransactionDialog:
    stand.ask(AskTransaction(start))
    dialog = stand.asking.transaction
    assert dialog is not None
    return dialog


def fresh(stand: Stand, kind: Kind = Kind.BUY, account: int | None = DEPOT) -> TransactionDialog:
    return opened(stand, Transaction(0, kind, DAY, account))


def type_amount(dialog: TransactionDialog, amount: Amount, text: str) -> None:
    line = dialog.entry.form.numbers[amount]
    line.clear()
    QTest.keyClicks(line, text)


def shown(dialog: TransactionDialog, amount: Amount) -> str:
    return dialog.entry.form.numbers[amount].text()


def choose(dialog: TransactionDialog, words: str) -> None:
    line = dialog.entry.form.security
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def book(stand: Stand, dialog: TransactionDialog, *, again: bool = False) -> Transaction:
    before = len(stand.undos)
    dialog.decide(again=again)
    stand.wait(lambda: len(stand.undos) == before + 1)  # it has come home
    return max(stand.stored(), key=lambda each: each.id)


def test_a_purchase_is_typed_worked_out_told_and_booked(stand: Stand) -> None:
    dialog = fresh(stand)
    choose(dialog, "energy")
    for amount, text in (
        (Amount.QUANTITY, "12"),
        (Amount.PRICE, "101.25"),
        (Amount.FEES, "4.90"),
    ):
        type_amount(dialog, amount, text)
    assert shown(dialog, Amount.GROSS) == "1215.00"
    assert shown(dialog, Amount.NET) == "1219.90"
    assert dialog.summary.text().replace("\xa0", " ") == "You pay 1,219.90 EUR from “Euros”."
    one = book(stand, dialog)
    assert (one.kind, one.on, one.account_id, one.cash_id) == (Kind.BUY, DAY, DEPOT, EUROS)
    assert (one.quantity, one.gross, one.net) == (
        Decimal(12),
        Decimal("1215.00"),
        Decimal("1219.90"),
    )
    assert one.charges == (Charge(ChargeKind.FEE, Decimal("4.90"), "EUR"),)
    assert stand.asking.dialog is None
    stand.undo()
    stand.wait(lambda: len(stand.stored()) == len(TRANSACTIONS))


def test_a_rate_is_never_made_up_and_the_sentence_tells_both_currencies(stand: Stand) -> None:
    dialog = fresh(stand)
    choose(dialog, "gev")
    type_amount(dialog, Amount.GROSS, "1249.5")
    type_amount(dialog, Amount.QUANTITY, "3")
    assert "the exchange rate is missing" in dialog.summary.text()
    dialog.decide(again=False)
    rate = dialog.entry.form.rows[Field.RATE]
    assert "exchange rate" in rate.told.text()
    assert rate.label.text() == "1 USD in EUR"
    type_amount(dialog, Amount.NET, "1150.12")
    assert shown(dialog, Amount.RATE) == "0.92046419"
    assert dialog.summary.text().replace("\xa0", " ") == (
        "You pay 1,249.50 USD = 1,150.12 EUR from “Euros”."
    )
    one = book(stand, dialog)
    assert (one.net, one.rate) == (Decimal("1150.12"), Decimal("0.92046419"))


def test_what_can_t_be_is_told_beside_its_field_and_nothing_is_booked(stand: Stand) -> None:
    dialog = fresh(stand)
    rows = dialog.entry.form.rows
    dialog.decide(again=False)
    assert rows[Field.SECURITY].told.text() == "Choose a security."
    choose(dialog, "energy")
    assert not rows[Field.SECURITY].told.text()
    dialog.decide(again=False)
    assert rows[Field.QUANTITY].told.text() == "How many shares is missing."
    type_amount(dialog, Amount.QUANTITY, "1,234")
    assert "could be 1234 or 1,2340" in rows[Field.QUANTITY].told.text()
    dialog.decide(again=False)
    assert len(stand.stored()) == len(TRANSACTIONS)
    type_amount(dialog, Amount.QUANTITY, "1.234,50")
    type_amount(dialog, Amount.GROSS, "10")
    assert book(stand, dialog).quantity == Decimal("1234.50")


def test_book_and_next_keeps_kind_day_and_accounts(stand: Stand) -> None:
    dialog = fresh(stand)
    choose(dialog, "energy")
    type_amount(dialog, Amount.QUANTITY, "1")
    type_amount(dialog, Amount.PRICE, "100")
    book(stand, dialog, again=True)
    draft = dialog.entry.draft
    stand.wait(dialog.buttons.isEnabled)
    draft = dialog.entry.draft
    assert (draft.kind, draft.on, draft.account_id) == (Kind.BUY, DAY, DEPOT)
    assert (draft.security_id, draft.typed) == (None, {})
    assert shown(dialog, Amount.NET) == ""
    choose(dialog, "energy")
    type_amount(dialog, Amount.NET, "50")
    type_amount(dialog, Amount.QUANTITY, "1")
    assert book(stand, dialog).gross == Decimal(50)


@pytest.mark.parametrize("kind", [*Kind])
def test_each_kind_shows_its_own_fields(stand: Stand, kind: Kind) -> None:
    dialog = fresh(stand)
    form = dialog.entry.form
    form.kind.setCurrentIndex(form.kind.findData(kind))
    form.kind.activated.emit(form.kind.currentIndex())
    wanted = fields_of(kind) - {Field.RATE, Field.LOTS}
    visible = {field for field, row in form.rows.items() if row.isVisibleTo(dialog)}
    assert visible - {Field.RATE} == wanted
    for field in visible:
        assert form.rows[field].first.accessibleName()
    dialog.reject()


def test_an_edit_that_changes_a_note_keeps_every_digit(stand: Stand) -> None:
    one = replace(
        stand.stored()[1],
        net=Decimal("1235.517"),
        time="10:30",
        charges=(
            Charge(ChargeKind.FEE, Decimal(1), "EUR"),
            Charge(ChargeKind.TAX, Decimal("0.5"), "CHF", Decimal("1.05")),
        ),
    )
    stand.edit(ChangeTransactions((one,)))
    stand.wait(lambda: bool(stand.undos))
    dialog = opened(stand, one)
    assert dialog.entry.form.rows[Field.NET].told.text().startswith("Gross and charges make")
    QTest.keyClicks(dialog.entry.form.note, "kept")
    dialog.decide(again=False)
    stand.wait(lambda: stand.stored()[1].note == "kept")
    assert stand.stored()[1] == replace(one, note="kept")


@pytest.mark.parametrize("place", range(len(TRANSACTIONS)))
def test_a_stored_transaction_comes_out_of_its_draft_as_it_went_in(
    stand: Stand, place: int
) -> None:
    one = stand.stored()[place]
    assert draft_of(one, stand.names().accounts).transaction(stand.names().accounts) == one


def test_a_sale_takes_chosen_lots(stand: Stand, qtmodeltester: ModelTester) -> None:
    dialog = fresh(stand, Kind.SELL, ABROAD)
    choose(dialog, "gev")
    model = dialog.entry.form.lot_model
    stand.wait(lambda: model.rowCount() == 2)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    texts = [model.index(1, column).data() for column in range(TAKEN)]
    assert [each.replace("\xa0", " ") for each in texts] == [
        "4 Apr 2025", "6", "1,801.00 USD", "300.166667",
    ]  # fmt: skip
    assert not model.setData(model.index(1, TAKEN), "7")
    assert "between 0 and 6" in dialog.entry.form.rows[Field.LOTS].told.text()
    assert model.setData(model.index(1, TAKEN), "5")
    assert shown(dialog, Amount.QUANTITY) == "5"
    type_amount(dialog, Amount.PRICE, "410")
    type_amount(dialog, Amount.QUANTITY, "4")
    dialog.decide(again=False)
    assert "more than 4" in dialog.entry.form.rows[Field.LOTS].told.text()
    type_amount(dialog, Amount.QUANTITY, "6")
    assert "5 of 6 shares are chosen" in dialog.entry.form.rows[Field.LOTS].told.text()
    one = book(stand, dialog)
    assert one.lots == (ChosenLot(4, Decimal(5)),)


def test_money_moves_between_currencies_at_what_arrives(stand: Stand) -> None:
    dialog = fresh(stand, Kind.CASH_TRANSFER, None)
    form = dialog.entry.form
    assert form.cash.currentData() == EUROS
    assert form.other_cash.currentData() == DOLLARS
    type_amount(dialog, Amount.GROSS, "1000")
    type_amount(dialog, Amount.FEES, "2.5")
    type_amount(dialog, Amount.NET, "1090")
    assert shown(dialog, Amount.RATE) == "1.09"
    told = dialog.summary.text().replace("\xa0", " ")
    assert told == "1,002.50 EUR leaves “Euros”, 1,090.00 USD arrives in “Dollars”."
    one = book(stand, dialog)
    assert (one.gross, one.net) == (Decimal(1000), Decimal("1002.5"))
    assert one.other_net == Decimal(1090)
    assert (one.rate, one.currency) == (None, "EUR")


def test_a_spin_off_takes_its_ratio_and_part_of_the_cost(stand: Stand) -> None:
    dialog = fresh(stand, Kind.SPIN_OFF)
    form = dialog.entry.form
    choose(dialog, "energy")
    dialog.decide(again=False)
    assert form.rows[Field.OTHER_SECURITY].told.text() == "Choose the security that comes of it."
    QTest.keyClicks(form.other_security, "vernova")
    QTest.keyClick(form.other_security, Qt.Key.Key_Return)
    QTest.keyClicks(form.new_shares, "1")
    QTest.keyClicks(form.old_shares, "4")
    QTest.keyClicks(form.cost_share, "12.5")
    one = book(stand, dialog)
    assert (one.security_id, one.other_security_id) == (ENERGY, VERNOVA)
    assert (one.ratio, one.cost_share) == ((1, 4), Decimal("0.125"))
    assert one.quantity == 0


def test_a_delivery_needs_no_cost_and_says_that_it_is_unknown(stand: Stand) -> None:
    dialog = fresh(stand, Kind.DELIVERY_IN, STAFF)
    choose(dialog, "energy")
    type_amount(dialog, Amount.QUANTITY, "40")
    assert dialog.summary.text() == "40 shares come from outside; their cost is unknown."
    one = book(stand, dialog)
    assert (one.account_id, one.cash_id) == (STAFF, None)
    assert one.gross == one.net == 0


def test_a_listing_of_the_catalog_becomes_a_security(stand: Stand) -> None:
    dialog = fresh(stand)
    line = dialog.entry.form.security
    stand.wait(lambda: line.catalog is not None)
    QTest.keyClicks(line, "sydq")  # pinyin of 思源电气
    assert "002028.SZ" in [each.symbol for each in line.offers()]
    line.clear()
    line.setText("思源")  # no key of QTest's
    line.textEdited.emit("思源")
    assert [each.symbol for each in line.offers()] == ["002028.SZ"]
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.entry.draft.currency == "CNY"
    type_amount(dialog, Amount.QUANTITY, "100")
    type_amount(dialog, Amount.PRICE, "90")
    type_amount(dialog, Amount.RATE, "0.125")
    one = book(stand, dialog)
    made = stand.names().securities[one.security_id or 0]
    assert (made.symbol, made.currency) == ("002028.SZ", "CNY")
    stand.undo()
    stand.wait(lambda: one.security_id not in stand.names().securities)


def test_a_security_that_nobody_knows_is_made_by_hand(stand: Stand) -> None:
    dialog = fresh(stand)
    dialog.entry.form.security.by_hand.emit("Village wind park")
    hand = dialog.findChild(SecurityDialog)
    assert isinstance(hand, SecurityDialog)
    assert hand.name.text() == "Village wind park"
    hand.decide()
    type_amount(dialog, Amount.QUANTITY, "2")
    type_amount(dialog, Amount.PRICE, "500")
    one = book(stand, dialog)
    assert stand.names().securities[one.security_id or 0] == Security(
        one.security_id or 0, "Village wind park", "EUR"
    )


def test_a_day_in_the_future_is_said_and_can_be_booked(stand: Stand) -> None:
    dialog = fresh(stand)
    dialog.entry.form.day.setDate(QDate.currentDate().addDays(3))
    assert dialog.entry.form.head.told.text() == "This day is in the future."
    dialog.entry.form.day.setDate(QDate(2025, 1, 1))
    assert not dialog.entry.form.head.told.text()


def test_a_transaction_that_can_t_be_stored_stays_open(stand: Stand) -> None:
    dialog = fresh(stand)
    choose(dialog, "energy")
    type_amount(dialog, Amount.QUANTITY, "1")
    type_amount(dialog, Amount.PRICE, "1")
    stand.session._user.execute("PRAGMA query_only = 1")
    dialog.decide(again=False)
    stand.wait(lambda: bool(stand.problems))
    assert dialog.isVisible()
    assert dialog.buttons.isEnabled()
    stand.session._user.execute("PRAGMA query_only = 0")
    assert book(stand, dialog).gross == Decimal(1)


def test_a_sale_says_what_is_held_and_warns_of_more_but_books_it(stand: Stand) -> None:
    dialog = opened(stand, Transaction(0, Kind.SELL, DAY, DEPOT, security_id=ENERGY))
    row = dialog.entry.form.rows[Field.QUANTITY]
    stand.wait(lambda: bool(row.told.text()))
    assert row.told.text() == "Held here on this day: 7.5."
    type_amount(dialog, Amount.QUANTITY, "8")
    assert row.told.text() == "More than is held here on this day: 7.5."
    type_amount(dialog, Amount.QUANTITY, "x")
    assert row.told.text() == "“x” is no number."
    type_amount(dialog, Amount.QUANTITY, "7.5")
    assert row.told.text() == "Held here on this day: 7.5."
    type_amount(dialog, Amount.QUANTITY, "8")
    type_amount(dialog, Amount.GROSS, "100")
    assert book(stand, dialog).quantity == Decimal(8)


def test_what_is_held_is_that_of_the_day_and_without_the_sale_that_is_edited(stand: Stand) -> None:
    sale = next(each for each in stand.stored() if each.kind is Kind.SELL)
    dialog = opened(stand, sale)
    row = dialog.entry.form.rows[Field.QUANTITY]
    stand.wait(lambda: row.told.text() == "Held here on this day: 10.")
    dialog.entry.form.day.setDate(QDate(2025, 2, 1))
    stand.wait(lambda: row.told.text() == "More than is held here on this day: 0.")


def test_a_purchase_does_not_ask_what_is_held(stand: Stand) -> None:
    dialog = opened(stand, Transaction(0, Kind.SELL, DAY, DEPOT, security_id=ENERGY))
    row = dialog.entry.form.rows[Field.QUANTITY]
    stand.wait(lambda: bool(row.told.text()))
    kinds = dialog.entry.form.kind
    kinds.setCurrentIndex(kinds.findData(Kind.BUY))
    kinds.activated.emit(kinds.currentIndex())
    assert not row.told.text()
