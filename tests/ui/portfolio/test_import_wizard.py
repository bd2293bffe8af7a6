"""Journeys through an import: recognised, changed, assigned, looked through, made and undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from gridwatch.domain.ledger.kind import Kind
from gridwatch.files.ledger.actions import Action
from gridwatch.files.ledger.fields import Field
from gridwatch.services.portfolio.exporting import export_document
from gridwatch.services.profiles import user_reader
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.ledger_changes import all_batches
from gridwatch.ui.portfolio.importing import account_match_model, security_match_model
from gridwatch.ui.portfolio.importing.imports_dialog import ImportsDialog
from gridwatch.ui.portfolio.importing.line_model import STATUS, TAKE, WHAT, WHY
from gridwatch.ui.portfolio.importing.opening import dropped_file, pasted_table
from gridwatch.ui.portfolio.place import TRANSACTIONS, AskImport, AskImports, Place
from gridwatch.ui.portfolio.transactions.page import TransactionsPage
from tests.ui.portfolio.importing_files import HEAD, ROWS, WRONG, Wizard, table
from tests.ui.portfolio.stand import Stand

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def wizard(empty: Stand) -> Wizard:
    return Wizard(empty)


def shown(wizard: Wizard, column: int) -> list[str]:
    model = wizard.dialog.preview.model
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]


def test_a_table_is_imported_whole_and_undone_in_one_step(wizard: Wizard) -> None:
    wizard.read(table(*ROWS))
    assert wizard.dialog.preview.button_words(wizard.dialog.work.state) == "Import 3 transactions"  # type: ignore[arg-type]
    wizard.decide()
    stand = wizard.stand
    assert [each.kind for each in stand.stored()] == [Kind.DEPOSIT, Kind.BUY, Kind.DIVIDEND]
    stand.undo()
    stand.wait(lambda: not stand.stored())
    with user_reader(stand.session.profile) as user:
        assert not all_accounts(user)
        assert not all_batches(user)


def test_what_was_recognised_is_said_with_its_reason(wizard: Wizard) -> None:
    wizard.read(table(*ROWS))
    file = wizard.dialog.file
    assert file.encoding.currentText() == "Recognised: UTF-8"
    assert file.separator.currentText() == "Recognised: Comma"
    assert file.preset.currentText() == "Recognised: Any table"
    assert file.header.currentText().startswith("Recognised: Line 1: Date")
    assert "No broker is known" in file.why.text()
    assert "3 transactions" in file.told.text()


def test_another_decimal_mark_is_read_at_once(wizard: Wizard) -> None:
    rows = '2025-01-02,Deposit,,,,,"1.250",EUR'
    wizard.read(table(rows))
    file = wizard.dialog.file
    with wizard.stand.qtbot.waitSignal(wizard.dialog.work.ended, timeout=10_000):
        file.decimal.setCurrentIndex(file.decimal.findData(","))
        file.decimal.activated.emit(file.decimal.currentIndex())
    state = wizard.dialog.work.state
    assert state is not None
    assert [str(each.net) for each in state.understood.part.transactions] == ["1250"]
    assert file.decimal.currentText() == "Comma (1.234,56)"


def test_columns_that_nobody_names_are_asked_for_and_learned(wizard: Wizard) -> None:
    head = "A,B,C,D"
    data = table("2025-01-02,Paid in,100.00,EUR", "2025-01-03,Paid in,50.00,EUR", head=head)
    wizard.read(data)
    dialog = wizard.dialog
    assert not dialog._reachable()[2]
    wizard.go(1)
    assert "No column has the date." in dialog.told.text()
    fields = (Field.DATE, Field.KIND, Field.AMOUNT, Field.CURRENCY)
    for box, field in zip(dialog.columns.columns.boxes, fields, strict=True):
        box.setCurrentIndex(box.findData(field))
    with wizard.stand.qtbot.waitSignal(dialog.work.ended, timeout=10_000):
        dialog.columns.columns.mapped.emit()
    words = dialog.columns.words
    assert [each.action for each in words.rows] == [None]
    with wizard.stand.qtbot.waitSignal(dialog.work.ended, timeout=10_000):
        words.setData(words.index(0, 2), str(Action.DEPOSIT))  # as a box gives it
    wizard.decide()
    assert [each.kind for each in wizard.stand.stored()] == [Kind.DEPOSIT, Kind.DEPOSIT]
    again = Wizard(wizard.stand)
    again.read(data, "next.csv")
    state = again.dialog.work.state
    assert state is not None
    assert state.understood.learned
    assert "as you named them" in again.dialog.file.why.text()
    with again.stand.qtbot.waitSignal(again.dialog.work.ended, timeout=10_000):
        again.dialog.columns.reset.click()
    assert again.dialog.columns.columns.fields == (None,) * 4
    again.dialog.reject()


def test_lines_with_errors_keep_an_import_from_being_made_until_they_are_left_out(
    wizard: Wizard,
) -> None:
    wizard.read(table(*ROWS, WRONG))
    wizard.go(3)
    dialog, preview = wizard.dialog, wizard.dialog.preview
    assert not dialog.next.isEnabled()
    assert shown(wizard, STATUS) == ["New", "New", "New", "Error"]
    assert shown(wizard, WHY)[3]
    preview.without.click()
    assert dialog.next.isEnabled()
    wizard.decide()
    assert len(wizard.stand.stored()) == 3


def test_what_is_booked_already_is_left_out_and_can_be_taken(wizard: Wizard) -> None:
    wizard.read(table(*ROWS))
    wizard.decide()
    again = Wizard(wizard.stand)
    again.read(table(*ROWS, "2025-04-04,Deposit,,,,,5.00,EUR"))
    again.go(3)
    assert shown(again, STATUS) == ["Booked already"] * 3 + ["New"]
    assert again.dialog.next.text() == "Import 1 transactions, leave out 3 duplicates"
    model, table_view = again.dialog.preview.model, again.dialog.preview.table
    table_view.selectRow(0)
    QTest.keyClick(table_view, Qt.Key.Key_Space)
    assert again.dialog.next.text() == "Import 2 transactions, leave out 2 duplicates"
    assert model.index(0, TAKE).data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    QTest.keyClick(table_view, Qt.Key.Key_Space)
    again.decide()
    assert len(again.stand.stored()) == 4


def test_a_new_line_can_be_left_out(wizard: Wizard) -> None:
    wizard.read(table(*ROWS))
    wizard.go(3)
    model = wizard.dialog.preview.model
    model.setData(model.index(2, TAKE), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert wizard.dialog.next.text() == "Import 2 transactions"
    wizard.decide()
    assert [each.kind for each in wizard.stand.stored()] == [Kind.DEPOSIT, Kind.BUY]


def test_lines_are_narrowed_by_status_and_words(wizard: Wizard) -> None:
    wizard.read(table(*ROWS, WRONG))
    wizard.go(3)
    preview = wizard.dialog.preview
    assert [preview.filter.itemText(each) for each in (0, 1, 4)] == [
        "All lines (4)", "New (3)", "Error (1)",
    ]  # fmt: skip
    preview.filter.setCurrentIndex(4)
    preview.filter.activated.emit(4)
    assert shown(wizard, STATUS) == ["Error"]
    preview.filter.setCurrentIndex(0)
    preview.filter.activated.emit(0)
    preview.search.setText("siemens buy")
    wizard.stand.wait(lambda: preview.model.rowCount() == 2)  # the wrong line names it as well
    assert shown(wizard, WHAT)[0] == "Buy 10 × Siemens Energy @ 50.00 EUR"


def test_accounts_and_securities_are_assigned_to_those_that_are_there(stand: Stand) -> None:
    wizard = Wizard(stand)
    wizard.read(table(*ROWS))
    wizard.go(2)
    assign = wizard.dialog.assign
    rows = assign.securities.rows
    assert [each.existing for each in rows] == [1]  # by its ISIN
    accounts = assign.accounts
    place = next(i for i, each in enumerate(accounts.rows) if each.account.currency == "EUR")
    index = accounts.index(place, account_match_model.BECOMES)
    offered = [words for words, _ in accounts.choices(index)]
    assert offered == ["A new account", "Euros"]
    with stand.qtbot.waitSignal(wizard.dialog.work.ended, timeout=10_000):
        accounts.setData(index, 1)
    assert accounts.index(place, account_match_model.NAME).data() == "Euros"
    wizard.decide()
    assert {each.cash_id for each in stand.stored()[-2:]} <= {1, 3}
    assert len(stand.names().accounts) == 6  # the securities account alone is new


def test_a_new_account_is_named_and_a_symbol_given(wizard: Wizard) -> None:
    wizard.read(table(*ROWS))
    wizard.go(2)
    assign, work = wizard.dialog.assign, wizard.dialog.work
    with wizard.stand.qtbot.waitSignal(work.ended, timeout=10_000):
        assign.accounts.setData(assign.accounts.index(0, account_match_model.NAME), "My money")
    depot = next(i for i, each in enumerate(assign.accounts.rows) if each.account.id == -2)
    with wizard.stand.qtbot.waitSignal(work.ended, timeout=10_000):
        assign.accounts.setData(assign.accounts.index(depot, account_match_model.CURRENCY), "CHF")
    securities = assign.securities
    with wizard.stand.qtbot.waitSignal(work.ended, timeout=10_000):
        securities.setData(securities.index(0, security_match_model.SYMBOL), "enr.de")
    securities.setData(securities.index(0, security_match_model.SYMBOL), "no symbol!")
    assert "is not a symbol" in assign.wrong.text()
    wizard.decide()
    names = wizard.stand.names()
    assert [(each.name, each.currency) for each in names.accounts.values()] == [
        ("My money", "EUR"),
        ("Import", "CHF"),
    ]
    assert [each.symbol for each in names.securities.values()] == ["ENR.DE"]


def test_a_cell_is_opened_by_its_key_and_what_is_chosen_is_taken(stand: Stand) -> None:
    wizard = Wizard(stand)
    wizard.read(table(*ROWS))
    wizard.go(2)
    assign = wizard.dialog.assign
    view, model = assign.account_table, assign.accounts
    place = next(i for i, each in enumerate(model.rows) if each.account.currency == "EUR")
    view.setCurrentIndex(model.index(place, account_match_model.BECOMES))
    QTest.keyClick(view, Qt.Key.Key_F2)
    (box,) = view.findChildren(QComboBox)
    assert [box.itemText(each) for each in range(box.count())] == ["A new account", "Euros"]
    with stand.qtbot.waitSignal(wizard.dialog.work.ended, timeout=10_000):
        box.setCurrentIndex(1)
        box.activated.emit(1)
    assert model.index(place, account_match_model.BECOMES).data() == "Euros"
    assert wizard.dialog.stack.currentIndex() == 2
    wizard.dialog.reject()


def test_what_alone_is_suggested_is_taken_at_once(wizard: Wizard) -> None:
    wizard.read(table("2025-02-03,Buy,,NARI Technology,100,20.00,2000.00,CNY"))
    wizard.go(2)
    assign = wizard.dialog.assign
    assert assign.suggested.isVisible()
    with wizard.stand.qtbot.waitSignal(wizard.dialog.work.ended, timeout=10_000):
        assign.suggested.click()
    (row,) = assign.securities.rows
    assert row.security.symbol == "600406.SS"
    assert not assign.suggested.isVisible()
    wizard.dialog.reject()


def test_a_file_that_is_no_portfolio_is_refused_with_its_reason(
    wizard: Wizard, tmp_path: Path
) -> None:
    path = tmp_path / "statement.pdf"
    path.write_bytes(b"%PDF-1.7 ...")
    with wizard.stand.qtbot.waitSignal(wizard.dialog.work.failed, timeout=10_000):
        wizard.dialog.open_path(path)
    assert "This is a PDF" in wizard.dialog.told.text()
    assert not wizard.dialog.next.isEnabled()


def test_a_document_skips_the_columns(stand: Stand, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    with user_reader(stand.session.profile) as user:
        export_document(user, path)
    wizard = Wizard(stand)
    wizard.read_path(path)
    assert wizard.dialog.file.why.text() == "A whole portfolio of GridWatch (JSON)"
    wizard.dialog.go_on()
    assert wizard.dialog.stack.currentIndex() == 2
    wizard.go(3)
    assert set(shown(wizard, STATUS)) <= {"Booked already", "Likely booked already"}
    assert not wizard.dialog.next.isEnabled()
    wizard.dialog.reject()


def test_a_reading_can_be_stopped(wizard: Wizard) -> None:
    many = table(*(ROWS[0] for _ in range(5000)))
    wizard.dialog.open_data("many.csv", many)
    assert wizard.dialog.stop.isVisible()
    wizard.dialog.stop.click()
    assert not wizard.dialog.stop.isVisible()
    wizard.read(table(*ROWS))
    state = wizard.dialog.work.state
    assert state is not None
    assert state.understood.source.name == "bank.csv"
    wizard.dialog.reject()


def test_asking_opens_the_wizard_and_leads_to_what_came_in(stand: Stand, tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_bytes(table(*ROWS))
    page = stand.page(TransactionsPage(stand.session, stand.look))
    places = list[Place]()
    stand.asking.opened.connect(places.append)
    stand.ask(AskImport(path))
    dialog = stand.asking.dialog
    assert dialog is not None
    stand.wait(lambda: dialog.work.state is not None)  # type: ignore[attr-defined]
    dialog.go_to(3)  # type: ignore[attr-defined]
    dialog.next.click()  # type: ignore[attr-defined]
    stand.wait(lambda: bool(places))
    assert (places[0].page, places[0].words) == (TRANSACTIONS, "bank.csv")
    page.go_to(places[0])
    stand.wait(lambda: page.model.rowCount() == 3)


def test_an_import_is_taken_back_from_the_list(wizard: Wizard) -> None:
    wizard.read(table(*ROWS))
    wizard.decide()
    stand = wizard.stand
    stand.ask(AskImports())
    dialog = stand.asking.dialog
    assert isinstance(dialog, ImportsDialog)
    stand.wait(lambda: dialog.model.rowCount() == 1)
    assert dialog.model.index(0, 1).data() == "bank.csv"
    assert dialog.model.index(0, 2).data() == "3"
    dialog.back.click()
    stand.wait(lambda: dialog.model.rowCount() == 0)
    assert not stand.stored()
    dialog.reject()


def test_files_are_dropped_and_tables_pasted(tmp_path: Path) -> None:
    path = tmp_path / "bank.csv"
    path.write_text(HEAD)
    dropped, pasted, prose = QMimeData(), QMimeData(), QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    pasted.setText("Date\tAmount\n2025-01-02\t5")
    prose.setText("Buy low,\nsell high")
    assert dropped_file(dropped) == path
    assert dropped_file(pasted) is None
    assert pasted_table(pasted) == b"Date\tAmount\n2025-01-02\t5"
    assert pasted_table(prose) is not None  # it is looked at, and refused there
    prose.setText("hello")
    assert pasted_table(prose) is None


@pytest.mark.parametrize(
    "name", ["degiro-export.csv", "trading212-2024.csv", "ibflex-02.xml", "ghostfolio-sample.json"]
)
def test_samples_of_brokers_are_imported_from_the_window(
    wizard: Wizard, shared_data: Path, name: str
) -> None:
    wizard.read_path(shared_data / "imports" / name)
    wizard.go(3)
    if wizard.dialog.preview.without.isVisible():
        wizard.dialog.preview.without.click()
    wanted = len(wizard.dialog.preview.model.taken())
    assert wanted
    wizard.decide()
    assert not wizard.stand.problems
    assert len(wizard.stand.stored()) == wanted


def test_a_client_that_was_imported_before_brings_its_prices_only(
    stand: Stand, shared_data: Path
) -> None:
    first = Wizard(stand)
    first.read_path(shared_data / "imports" / "pp-demo-portfolio-03.xml")
    first.go(3)
    first.decide()
    again = Wizard(stand)
    again.read_path(shared_data / "imports" / "pp-demo-portfolio-03.xml")
    again.go(3)
    assert set(shown(again, STATUS)) == {"Booked already"}
    assert again.dialog.next.text() == "Import prices and splits only"
    again.dialog.reject()
