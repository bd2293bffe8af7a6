"""A workbook's sheets and columns have words, each its own."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.security import Security
from gridwatch.files.ledger_out.sheet import Sheet
from gridwatch.files.ledger_out.transactions import transactions_sheet
from gridwatch.services.portfolio.export_sheets import (
    accounts_sheet,
    holdings_sheet,
    income_sheet,
    lots_sheet,
)
from gridwatch.services.portfolio.exporting import export_workbook
from gridwatch.services.portfolio.views import AccountView, Holdings, HoldingView, Income, LotView
from gridwatch.ui.workbook_words import workbook_words
from tests.in_memory import new_user

DAY = date(2024, 1, 4)
DEPOT = Account(1, "Depot", AccountKind.SECURITIES, "EUR")
LOT = LotView(
    7, 1, 1, DAY, Decimal(2), Decimal(900), Decimal(1), "USD", 800.0, 850.0, 40.0, 10.0, 30
)
VERNOVA = Security(1, "=GE Vernova", "USD", "GEV")
HELD = HoldingView(
    VERNOVA, None, "Grid", "US", Decimal(2), 500.0, DAY, 0, 0.9, 850.0, 800.0, 40.0, 10.0,
    None, None, 5.0, 1.0, 0.0, 1.0, None, (LOT,),
)  # fmt: skip
HOLDINGS = Holdings(
    DAY, "EUR", (HELD,), (AccountView(DEPOT, None, 850.0),), 850.0, 850.0, 850.0, 0.0, ()
)


def sheets() -> list[Sheet]:
    return [
        transactions_sheet([], {}, {}),
        holdings_sheet(HOLDINGS),
        accounts_sheet([DEPOT], HOLDINGS),
        lots_sheet(HOLDINGS),
        income_sheet([Income(DAY, 1, 2.0, None, 2.0)], {1: VERNOVA}, "EUR"),
    ]


def test_every_code_has_a_word_and_no_word_is_left_over() -> None:
    codes = {each.name for each in sheets()}
    codes |= {column.name for each in sheets() for column in each.columns}
    words = workbook_words({}).columns
    assert set(words) == codes
    assert len(set(words.values())) == len(words)


def test_each_row_has_a_value_for_each_column() -> None:
    for each in sheets():
        assert all(len(row) == len(each.columns) for row in each.rows)
    lot = dict(zip((each.name for each in sheets()[3].columns), sheets()[3].rows[0], strict=True))
    assert (lot["account"], lot["cost"], lot["currency"]) == ("Depot", Decimal(900), "USD")


def test_a_workbook_of_a_view_has_its_five_sheets(tmp_path: Path) -> None:
    out = tmp_path / "all.xlsx"
    export_workbook(new_user(), out, HOLDINGS, words=workbook_words({}))
    with zipfile.ZipFile(out) as archive:
        book = archive.read("xl/workbook.xml").decode()
    places = [book.index(f'name="{each}"') for each in (
        "Transactions", "Holdings", "Accounts", "Lots", "Income",
    )]  # fmt: skip
    assert places == sorted(places)
