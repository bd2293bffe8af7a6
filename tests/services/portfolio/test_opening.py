"""One entrance for every file: recognised by what is in it, or refused in words."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gridwatch.domain.problem import Problem
from gridwatch.services.portfolio.exporting import whole_ledger
from gridwatch.services.portfolio.ledger_edits import ImportPart
from gridwatch.services.portfolio.opening import Form, read_any, read_content
from tests.in_memory import new_user


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data", data)
    return file.getvalue()


TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, tzinfo=UTC)
FORMS = {
    "imports/pp-demo-portfolio-03.xml": Form.PERFORMANCE,
    "cases/pp_Issue1909FIFO.xml": Form.PERFORMANCE,
    "cases/pp_Issue1898TradeIRR.xml": Form.PERFORMANCE,
    "imports/ibflex-02.xml": Form.FLEX,
    "imports/ghostfolio-sample.json": Form.GHOSTFOLIO,
    "imports/ghostfolio-novn-buy-and-sell-partially.json": Form.GHOSTFOLIO,
    "imports/pp-Selected_transactions.json": Form.PERFORMANCE_SELECTION,
    "imports/trading212-export.csv": Form.TABLE,
    "imports/degiro-export.csv": Form.TABLE,
}


@pytest.mark.parametrize("name", FORMS)
def test_every_sample_is_recognised_by_its_content(shared_data: Path, name: str) -> None:
    assert read_any(shared_data / name, TODAY).form is FORMS[name]


@pytest.mark.parametrize("name", [each for each in FORMS if FORMS[each] is not Form.TABLE])
def test_every_ledger_can_be_imported_into_an_empty_store(shared_data: Path, name: str) -> None:
    part = read_any(shared_data / name, TODAY).part
    if name.endswith("ghostfolio-sample.json"):
        assert len(part.problems) == 1
        return
    user = new_user()
    _, undo = ImportPart(name, part).apply(user, NOW)
    stored = whole_ledger(user).part
    assert len(stored.transactions) == len(part.transactions)
    assert len(stored.prices) == len(part.prices)
    undo.apply(user, NOW)
    assert whole_ledger(user).part.accounts == ()


def test_a_zipped_client_is_opened(shared_data: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(shared_data / "imports/pp-demo-portfolio-03.xml", "data.xml")
    reading = read_content(file.getvalue(), TODAY)
    assert reading.form is Form.PERFORMANCE
    assert len(reading.part.transactions) == 8


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "exchange_empty"),
        (b"  \n", "exchange_empty"),
        (b"%PDF-1.7 ...", "exchange_pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "exchange_workbook"),
        (b"PK\x03\x04 xl/workbook.xml", "exchange_workbook"),
        (b"<!DOCTYPE html><html></html>", "exchange_page"),
        (b"\xef\xbb\xbf<svg/>", "exchange_unknown"),
        ("<svg/>".encode("utf-16"), "exchange_unknown"),
        (b"{}", "exchange_unknown"),
        (b"PORTFOLIO\x01....", "exchange_encrypted"),
        ("<table><tr><td>证券代码</td></tr></table>".encode("gb18030"), "exchange_page"),
        (b"<!-- saved --><html><body></body></html>", "exchange_page"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "exchange_workbook"),
        (zipped(zipped(b"Date,Type")), "exchange_zip_nested"),
        (zipped(b"%PDF-1.4"), "exchange_pdf"),
        (b"Rar!\x1a\x07\x00", "import_binary"),
        (b"\x7fELF\x02\x01\x01" + bytes(100), "import_binary"),
        (bytes(range(256)) * 20, "import_binary"),
    ],
)
def test_other_files_are_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(Problem) as raised:
        read_content(data, TODAY)
    assert raised.value.code == code


def test_a_file_that_can_not_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        read_any(tmp_path / "nothing.xml", TODAY)
    assert raised.value.code == "table_unreadable"


def test_a_table_that_begins_like_an_archive_is_read() -> None:
    reading = read_content(b"PKN,Date,Type,Price,Currency\n2,2024-01-02,Buy,3,PLN\n", TODAY)
    assert reading.form is Form.TABLE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Problem) as raised:
        read_any(tmp_path / "pipe", TODAY)
    assert raised.value.code == "exchange_no_file"
