"""Opens a file with a portfolio in any form that is known, told apart by what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from xml.etree.ElementTree import Element

from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.ledger.whole import NamedPeriod
from gridwatch.domain.problem import Fault, Problem
from gridwatch.files.ledger.reading import TableReading, read_table
from gridwatch.files.ledger_archive import unpacked
from gridwatch.files.ledger_json.ghostfolio import is_ghostfolio, read_ghostfolio
from gridwatch.files.ledger_json.loading import Json, loaded
from gridwatch.files.ledger_json.own_reading import is_own, read_own
from gridwatch.files.ledger_json.selection import is_selection, read_selection
from gridwatch.files.ledger_limits import MOST_BYTES, check_size
from gridwatch.files.ledger_xml.client import read_client
from gridwatch.files.ledger_xml.flex import ROOT, read_flex
from gridwatch.files.ledger_xml.tree import parsed

# Tables that brokers call .xls are pages as well.
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|meta|table|div|script)\b")
# A name that only the archive of a spreadsheet has: of Excel, LibreOffice and Numbers.
_WORKBOOKS = (
    b"xl/workbook.", b"application/vnd.oasis.opendocument.spreadsheet", b"Index/Document.iwa",
)  # fmt: skip
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Form(StrEnum):
    """What a file is."""

    OWN = "own"
    PERFORMANCE = "portfolio-performance"
    PERFORMANCE_SELECTION = "portfolio-performance-selection"
    FLEX = "interactive-brokers-flex"
    GHOSTFOLIO = "ghostfolio"
    TABLE = "table"


_DOCUMENTS: tuple[tuple[Form, Callable[[Json], bool]], ...] = (
    (Form.OWN, is_own),
    (Form.GHOSTFOLIO, is_ghostfolio),
    (Form.PERFORMANCE_SELECTION, is_selection),
)


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A file of a form that is known: its bytes unpacked, and taken apart as XML or JSON."""

    form: Form
    data: bytes
    tree: Element | None = None
    document: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was understood. `table`: how a table was read, which can be overridden.

    `targets` and `periods`: of our own documents, to be taken over with the part by `ImportWhole`.
    """

    form: Form
    part: LedgerPart
    table: TableReading | None = None
    targets: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    periods: tuple[NamedPeriod, ...] = ()


def read_any(path: Path, today: date) -> Reading:
    """Read a file of any form.

    Raises Problem where it can't be read, is too large, or is of no form that is known.
    """
    return read_content(file_content(path), today)


def file_content(path: Path) -> bytes:
    """Return the bytes of a file; raises Problem where it can't be read or is too large."""
    try:
        status = path.stat()
        # A device has no end, and a pipe waits for somebody to write into it.
        if not (S_ISREG(status.st_mode) or S_ISDIR(status.st_mode)):
            raise Problem("exchange_no_file", "{path} is not a file that can be read.", path=path)
        check_size(status.st_size)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)  # it may have grown since
    except OSError as error:
        raise Problem(
            "table_unreadable",
            "{path} can't be read ({reason}).",
            fault=Fault.MACHINE,
            path=path,
            reason=error.strerror or str(error),
        ) from error
    check_size(len(data))
    return data


def read_content(data: bytes, today: date) -> Reading:
    """Read the bytes of a file of any form; a zip archive gives the one file in it."""
    return read_opened(open_content(data), today)


def open_content(data: bytes) -> Opened:
    """Tell what a file is, out of its archive; a table is what is nothing else.

    Raises Problem where it is empty, too large, or of no form that is known.
    """
    if not data.strip():
        raise Problem("exchange_empty", "This file is empty.")
    _refuse_others(data)
    data = unpacked(data)
    _refuse_others(data)
    start = _start(data)
    if start.startswith("<"):
        return _opened_xml(data, start)
    if start.startswith(("{", "[")):
        return _opened_json(data)
    return Opened(Form.TABLE, data)


def read_opened(opened: Opened, today: date) -> Reading:
    """Read a file of a form that is known; raises Problem where it can't be read."""
    form, tree, document = opened.form, opened.tree, opened.document
    if tree is not None:
        part = read_client(tree, today) if form is Form.PERFORMANCE else read_flex(tree)
        return Reading(form, part)
    match form:
        case Form.OWN:
            whole = read_own(document)
            return Reading(form, whole.part, targets=whole.targets, periods=whole.periods)
        case Form.GHOSTFOLIO:
            return Reading(form, read_ghostfolio(document))
        case Form.PERFORMANCE_SELECTION:
            return Reading(form, read_selection(document))
    table = read_table(opened.data, today=today)
    return Reading(Form.TABLE, table.part, table)


def _opened_xml(data: bytes, start: str) -> Opened:
    if _PAGE.search(start.casefold()):
        raise Problem(
            "exchange_page",
            "This is a page of the web, whatever its name says. Export the transactions as CSV.",
        )
    tree = parsed(data)
    form = {"client": Form.PERFORMANCE, ROOT: Form.FLEX}.get(tree.tag)
    if form is None:
        raise _unknown()
    return Opened(form, data, tree=tree)


def _opened_json(data: bytes) -> Opened:
    document = loaded(data)
    for form, fits in _DOCUMENTS:
        if fits(document):
            return Opened(form, data, document=document)
    raise _unknown()


def _refuse_others(data: bytes) -> None:
    """Raise Problem for what people have as well, and which says better what to do than a guess."""
    if data.startswith(b"%PDF"):
        raise Problem(
            "exchange_pdf", "This is a PDF. Export the transactions as CSV from your broker."
        )
    old_workbook = data.startswith(b"\xd0\xcf\x11\xe0")
    if old_workbook or (data.startswith(b"PK") and any(each in data for each in _WORKBOOKS)):
        raise Problem(
            "exchange_workbook", "This is a workbook. Save its sheet as CSV, and open that."
        )


def _start(data: bytes) -> str:
    """Return the first letters of a text, whatever its encoding."""
    head = data[:400]
    mark = next((each for each in _MARKS if head.startswith(each)), b"")
    if mark in _MARKS[1:]:
        return head.decode("utf-16", errors="ignore").lstrip()
    return head[len(mark) :].decode("latin-1").lstrip()


def _unknown() -> Problem:
    return Problem("exchange_unknown", "Nothing in this file says that it is a portfolio.")
