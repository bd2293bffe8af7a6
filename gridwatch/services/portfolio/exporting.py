"""Writes the ledger into files that the user has named: whole, or what was there stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from gridwatch.domain.ledger.part import LedgerPart, Line
from gridwatch.domain.ledger.whole import NamedPeriod, WholeLedger
from gridwatch.domain.problem import Fault, Problem
from gridwatch.services.portfolio.views import Dimension, Holdings, Income
from gridwatch.services.whole_file import whole_file
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.portfolio_choices import allocation_targets, saved_periods
from gridwatch.store.user.securities import all_own_splits, all_securities, prices_of
from gridwatch.store.user.transactions import all_transactions


@dataclass(frozen=True, slots=True)
class Words:
    """What a workbook calls things: by the codes of sheets and columns, and by those of kinds."""

    columns: Mapping[str, str]
    kinds: Mapping[str, str]


def whole_ledger(user: sqlite3.Connection) -> WholeLedger:
    """Return all that makes the ledger, in the order in which the user has it."""
    securities = all_securities(user)
    splits = all_own_splits(user)
    part = LedgerPart(
        (Line(1, transactions=tuple(all_transactions(user))),),
        tuple(all_accounts(user).values()),
        tuple(securities.values()),
        tuple(price for each in securities for price in prices_of(user, each)),
        tuple(split for each in securities for split in splits.get(each, ())),
    )
    periods = tuple(NamedPeriod(each.name, each.first, each.last) for each in saved_periods(user))
    return WholeLedger(part, _targets(user), periods)


def export_document(user: sqlite3.Connection, out: Path) -> None:
    """Write our own JSON, which reads back to the same ledger.

    Raises Problem where the file can't be written.
    """
    from gridwatch.files.ledger_json.own_writing import own_document

    write_whole(out, own_document(whole_ledger(user)), ".json")


def export_table(
    user: sqlite3.Connection,
    out: Path,
    *,
    mark: bool = True,
    transactions: Iterable[int] | None = None,
) -> None:
    """Write transactions as CSV: all of them, or those with these ids in that order."""
    from gridwatch.files.ledger_out.table_csv import csv_document
    from gridwatch.files.ledger_out.transactions import transactions_sheet

    told = all_transactions(user)
    if transactions is not None:
        known = {each.id: each for each in told}
        told = [known[each] for each in transactions if each in known]
    sheet = transactions_sheet(told, all_accounts(user), all_securities(user))
    write_whole(out, csv_document(sheet, mark=mark), ".csv")


def export_workbook(
    user: sqlite3.Connection,
    out: Path,
    holdings: Holdings | None = None,
    income: Iterable[Income] = (),
    words: Words | None = None,
) -> None:
    """Write an XLSX file: transactions and accounts, and from a view its holdings and lots.

    `income` in the currency of `holdings`. Raises Problem where the file can't be written.
    """
    from gridwatch.files.ledger_out.transactions import transactions_sheet
    from gridwatch.files.ledger_out.workbook import workbook_document
    from gridwatch.services.portfolio.export_sheets import (
        accounts_sheet,
        holdings_sheet,
        income_sheet,
        lots_sheet,
    )

    accounts, securities = all_accounts(user), all_securities(user)
    kinds = words.kinds if words else {}
    sheets = [transactions_sheet(all_transactions(user), accounts, securities, kinds)]
    if holdings is not None:
        sheets.append(holdings_sheet(holdings))
    sheets.append(accounts_sheet(accounts.values(), holdings))
    if holdings is not None:
        sheets.append(lots_sheet(holdings))
        sheets.append(income_sheet(income, securities, holdings.currency))
    write_whole(out, workbook_document(sheets, words.columns if words else None), ".xlsx")


def export_performance(user: sqlite3.Connection, out: Path) -> tuple[Problem, ...]:
    """Write what Portfolio Performance imports, beside `out`, and return what is left out.

    For ledger.csv: "ledger portfolio.csv" and "ledger accounts.csv".
    """
    from gridwatch.files.ledger_out.performance_csv import performance_files

    files = performance_files(all_transactions(user), all_accounts(user), all_securities(user))
    portfolio, account = performance_places(out)
    write_whole(portfolio, files.portfolio, ".csv")
    write_whole(account, files.account, ".csv")
    return files.left_out


def performance_places(out: Path) -> tuple[Path, Path]:
    """Return the two files that `export_performance` writes."""
    stem = out.with_suffix("").name
    return out.with_name(f"{stem} portfolio.csv"), out.with_name(f"{stem} accounts.csv")


def write_whole(out: Path, content: bytes, ending: str) -> None:
    """Write a file with this ending; raises Problem where its name or its place does not fit."""
    if out.suffix.lower() != ending:
        raise Problem(
            "exchange_name",
            "{path} can't be its name. End it in {ending}.",
            path=out,
            ending=ending,
        )
    try:
        with whole_file(out) as unfinished:
            unfinished.write_bytes(content)
    except OSError as error:
        raise Problem(
            "table_unwritable",
            "{path} can't be written ({reason})."
            " Close it where it is open, or name a file in a folder that you may write to.",
            fault=Fault.MACHINE,
            path=out,
            reason=error.strerror or str(error),
        ) from error


def _targets(user: sqlite3.Connection) -> dict[str, dict[str, Decimal]]:
    """Return the wanted shares; a company is named by its primary listing, whatever its id."""
    symbols = {str(each.id): each.primary for each in all_companies(user).values()}
    targets = {}
    for dimension in Dimension:
        shares = allocation_targets(user, dimension)
        if dimension is Dimension.COMPANY:
            shares = {symbols[key]: share for key, share in shares.items() if key in symbols}
        if shares:
            targets[dimension.value] = shares
    return targets
