"""The ledger out of a store and into another one: the same again, and files whole or not at all."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import ChosenLot, Transaction
from gridwatch.domain.ledger.whole import NamedPeriod, WholeLedger
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_json.loading import loaded
from gridwatch.files.ledger_json.own_reading import read_own
from gridwatch.files.ledger_json.own_writing import own_document
from gridwatch.services.edits import apply
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity, ArrangeAccounts
from gridwatch.services.portfolio.exporting import (
    export_document,
    export_performance,
    export_table,
    export_workbook,
    whole_ledger,
)
from gridwatch.services.portfolio.ledger_edits import (
    AddTransactions,
    ImportPart,
    RemoveTransactions,
)
from gridwatch.services.portfolio.opening import Form, read_any
from gridwatch.services.portfolio.whole_edits import ImportWhole
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.portfolio_choices import allocation_targets, saved_periods
from gridwatch.store.user.securities import all_securities
from gridwatch.store.user.transactions import all_transactions
from tests.in_memory import new_user
from tests.whole_ledgers import whole_ledger as random_ledger
from tests.whole_ledgers import whole_ledgers

NOW = datetime(2026, 11, 28, tzinfo=UTC)
TODAY = NOW.date()


def stored(ledger: WholeLedger) -> tuple[sqlite3.Connection, ImportWhole]:
    """Return a store with a ledger; targets of companies need those, which are not here."""
    user = new_user()
    edit = ImportWhole(ImportPart("test", ledger.part), ledger.targets, ledger.periods)
    edit.apply(user, NOW)
    return user, edit


def sound(ledger: WholeLedger) -> WholeLedger:
    """Return a ledger whose wishes can be stored: parts of one, and periods that go forward."""
    targets = {
        name: {key: min(share, Decimal("0.5")) for key, share in shares.items()}
        for name, shares in ledger.targets.items()
        if name != "company"
    }
    periods = tuple(
        replace(each, last=None if each.last is None or each.last < each.first else each.last)
        for each in ledger.periods
    )
    return WholeLedger(ledger.part, targets, periods)


@given(whole_ledgers())
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
def test_export_then_import_is_the_identity(ledger: WholeLedger) -> None:
    ledger = sound(ledger)
    user, _ = stored(ledger)
    first = own_document(whole_ledger(user))
    again, _ = stored(read_own(loaded(first)))
    assert own_document(whole_ledger(again)) == first
    assert len(json.loads(first)["transactions"]) == len(ledger.part.transactions)
    user.close()
    again.close()


def test_an_import_of_everything_is_undone_in_one_step() -> None:
    user = new_user()
    before = own_document(whole_ledger(user))
    ledger = WholeLedger(
        random_ledger(3).part,
        {"segment": {"Grid": Decimal("0.5")}, "account": {"-1": Decimal(1)}},
        (NamedPeriod("Year", date(2024, 1, 1)),),
    )
    edit = ImportWhole(ImportPart("all", ledger.part), ledger.targets, ledger.periods)
    _, undo = edit.apply(user, NOW)
    assert allocation_targets(user, "segment") == {"Grid": Decimal("0.5")}
    assert len(allocation_targets(user, "account")) == 1
    assert [each.name for each in saved_periods(user)] == ["Year"]
    undo.apply(user, NOW)
    assert own_document(whole_ledger(user)) == before


def test_files_are_written_and_open_again(tmp_path: Path) -> None:
    user, _ = stored(sound(random_ledger(5)))
    document, table = tmp_path / "all.json", tmp_path / "all.csv"
    book = tmp_path / "all.xlsx"
    export_document(user, document)
    export_table(user, table)
    export_workbook(user, book)
    left_out = export_performance(user, table)
    reading = read_any(document, TODAY)
    assert reading.form is Form.OWN
    assert len(reading.part.transactions) == len(whole_ledger(user).part.transactions)
    assert table.read_bytes().startswith(b"\xef\xbb\xbfid,date,time")
    with zipfile.ZipFile(book) as archive:
        assert "xl/worksheets/sheet2.xml" in archive.namelist()
    assert {each.name for each in tmp_path.iterdir()} == {
        "all.json", "all.csv", "all.xlsx", "all portfolio.csv", "all accounts.csv",
    }  # fmt: skip
    assert {each.code for each in left_out} == {"exchange_no_form"}


def test_only_the_wanted_transactions_are_written_in_their_order(tmp_path: Path) -> None:
    user, _ = stored(sound(random_ledger(5)))
    export_table(user, tmp_path / "some.csv", mark=False, transactions=[4, 2, 99_999])
    lines = (tmp_path / "some.csv").read_text("utf-8").splitlines()
    assert [each.partition(",")[0] for each in lines] == ["id", "4", "2"]


def test_a_file_of_another_name_or_place_is_refused(tmp_path: Path) -> None:
    user = new_user()
    for out, code in (
        (tmp_path / "all.txt", "exchange_name"),
        (tmp_path / "not here" / "all.json", "table_unwritable"),
    ):
        with pytest.raises(Problem) as raised:
            export_document(user, out)
        assert raised.value.code == code


def test_accounts_keep_the_order_in_which_the_user_has_them() -> None:
    user = new_user()
    for name in ("Money", "Depot", "More money"):
        kind = AccountKind.SECURITIES if name == "Depot" else AccountKind.CASH
        cash = next(iter(all_accounts(user)), None) if name == "Depot" else None
        apply(user, AddAccount(Account(0, name, kind, "EUR", cash_id=cash)), NOW)
    apply(user, ArrangeAccounts(tuple(all_accounts(user))[::-1]), NOW)
    first = own_document(whole_ledger(user))

    again, _ = stored(read_own(loaded(first)))

    assert [each.name for each in all_accounts(again).values()] == ["More money", "Depot", "Money"]
    assert own_document(whole_ledger(again)) == first


def test_an_export_survives_the_deletion_of_a_purchase_that_a_sale_had_chosen(
    tmp_path: Path,
) -> None:
    user = new_user()
    apply(user, AddAccount(Account(0, "Depot", AccountKind.SECURITIES, "EUR")), NOW)
    apply(user, AddSecurity(Security(0, "Werk", "EUR")), NOW)
    (account,), (security,) = all_accounts(user), all_securities(user)
    bought = Transaction(
        0, Kind.BUY, date(2025, 1, 2), account, None, security, Decimal(5), Decimal(50), "EUR"
    )
    apply(user, AddTransactions((bought,)), NOW)
    (purchase,) = all_transactions(user)
    chosen = (ChosenLot(purchase.id, Decimal(5)),)
    sold = replace(bought, kind=Kind.SELL, on=date(2025, 2, 3), lots=chosen)
    apply(user, AddTransactions((sold,)), NOW)
    apply(user, RemoveTransactions((purchase.id,)), NOW)

    export_document(user, tmp_path / "all.json")

    (one,) = read_any(tmp_path / "all.json", TODAY).part.transactions
    assert one.kind is Kind.SELL
