"""Workbooks and CSV: days are days, numbers are numbers, and no text becomes a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, settings

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.whole import WholeLedger
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_out import workbook
from gridwatch.files.ledger_out.sheet import Column, Sheet, Type
from gridwatch.files.ledger_out.table_csv import csv_document
from gridwatch.files.ledger_out.transactions import transactions_sheet
from gridwatch.files.ledger_out.workbook import workbook_document
from tests.whole_ledgers import whole_ledgers

NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
SHEET = Sheet(
    "things",
    (
        Column("name"),
        Column("day", Type.DAY),
        Column("amount", Type.AMOUNT, "currency"),
        Column("currency"),
        Column("share", Type.SHARE),
        Column("shares", Type.QUANTITY),
    ),
    (
        ("=1+1", date(2024, 2, 29), Decimal("1234.5"), "EUR", 0.25, Decimal("0.00000001")),
        ("@sum", None, None, "JPY", float("nan"), 3),
        ("https://example.com", date(2024, 2, 29), -7.0, "JPY", None, None),
    ),
)


def opened(document: bytes) -> dict[str, Element]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert archive.testzip() is None
        return {
            name: fromstring(archive.read(name))  # noqa: S314 - written by the line above
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def cells(parts: dict[str, Element], number: int = 1) -> dict[str, tuple[str, str, str]]:
    """Return type, text and format of each cell."""
    shared = [
        "".join(each.itertext()) for each in parts["xl/sharedStrings.xml"].findall("m:si", NAMES)
    ]
    formats = {
        each.get("numFmtId", ""): each.get("formatCode", "")
        for each in parts["xl/styles.xml"].iterfind(".//m:numFmt", NAMES)
    }
    styles = [
        formats.get(each.get("numFmtId", ""), each.get("numFmtId", ""))
        for each in parts["xl/styles.xml"].iterfind("m:cellXfs/m:xf", NAMES)
    ]
    found = {}
    for each in parts[f"xl/worksheets/sheet{number}.xml"].iterfind(".//m:c", NAMES):
        kind, text = each.get("t", "n"), each.findtext("m:v", "", NAMES)
        style = styles[int(each.get("s", "0"))]
        found[each.get("r", "")] = (kind, shared[int(text)] if kind == "s" else text, style)
    return found


def test_a_workbook_has_real_days_and_numbers_in_their_formats() -> None:
    found = cells(opened(workbook_document([SHEET])))
    assert found["B2"] == ("n", "45351", "yyyy-mm-dd")  # days since 1899-12-30
    assert found["C2"] == ("n", "1234.5", '#,##0.00 "EUR"')
    assert found["C4"] == ("n", "-7", '#,##0 "JPY"')
    assert found["E2"] == ("n", "0.25", "0.00%")
    assert float(found["F2"][1]) == 1e-8
    assert "B3" not in found
    assert "E3" not in found  # NaN is an empty cell, not an error


def test_texts_that_look_like_formulas_stay_texts() -> None:
    parts = opened(workbook_document([SHEET]))
    found = cells(parts)
    assert found["A2"][:2] == ("s", "=1+1")
    assert found["A4"][:2] == ("s", "https://example.com")
    for part in parts.values():
        assert part.findall(".//m:f", NAMES) == []
        assert part.findall(".//m:hyperlink", NAMES) == []


def test_the_heading_is_frozen_filtered_and_translated() -> None:
    parts = opened(workbook_document([SHEET], {"things": "Sachen: [alle]", "day": "Tag"}))
    sheet = parts["xl/worksheets/sheet1.xml"]
    pane = sheet.find(".//m:pane", NAMES)
    assert pane is not None
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    area = sheet.find("m:autoFilter", NAMES)
    assert area is not None
    assert area.get("ref") == "A1:F4"
    assert cells(parts)["B1"][1] == "Tag"
    names = [each.get("name") for each in parts["xl/workbook.xml"].iterfind(".//m:sheet", NAMES)]
    assert names == ["Sachen   alle"]


def test_two_sheets_of_one_name_are_told_apart() -> None:
    long = "x" * 40
    parts = opened(workbook_document([SHEET, SHEET], {"things": long}))
    names = [each.get("name") for each in parts["xl/workbook.xml"].iterfind(".//m:sheet", NAMES)]
    assert names == ["x" * 31, "x" * 29 + " 2"]


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MOST_ROWS", 2)
    with pytest.raises(Problem) as raised:
        workbook_document([SHEET])
    assert raised.value.code == "exchange_rows"


def test_csv_has_iso_days_points_and_safe_texts() -> None:
    document = csv_document(SHEET)
    assert document.startswith(b"\xef\xbb\xbfname,day,amount,currency,share,shares\r\n")
    rows = list(csv.reader(io.StringIO(document.decode("utf-8-sig"))))
    assert rows[1] == ["'=1+1", "2024-02-29", "1234.5", "EUR", "0.25", "0.00000001"]
    assert rows[2] == ["'@sum", "", "", "JPY", "", "3"]
    assert rows[3][2] == "-7"  # a number below zero is no formula
    assert not csv_document(SHEET, mark=False).startswith(b"\xef")


@given(whole_ledgers())
@settings(max_examples=15)
def test_every_transaction_has_a_row_in_which_nothing_is_a_formula(ledger: WholeLedger) -> None:
    part = ledger.part
    accounts = {each.id: each for each in part.accounts}
    securities = {each.id: each for each in part.securities}
    sheet = transactions_sheet(part.transactions, accounts, securities)
    rows = list(csv.DictReader(io.StringIO(csv_document(sheet).decode("utf-8-sig"))))
    assert len(rows) == len(part.transactions)
    for row, each in zip(rows, part.transactions, strict=True):
        assert Kind(row["kind"]) is each.kind
        assert row["date"] == each.on.isoformat()
        assert Decimal(row["gross"]) == each.gross
        for name in ("account", "note", "security", "charges", "cash_account"):
            assert not row[name].startswith(("=", "+", "-", "@"))
