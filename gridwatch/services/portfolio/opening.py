"""Opens a file with a portfolio in any form that is known, told apart by what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.ledger.whole import NamedPeriod
from gridwatch.domain.problem import Fault, Problem
from gridwatch.files.ledger.reading import TableReading, read_table
from gridwatch.files.ledger_archive import unpacked
from gridwatch.files.ledger_json.ghostfolio import is_ghostfolio, read_ghostfolio
from gridwatch.files.ledger_json.loading import loaded
from gridwatch.files.ledger_json.own_reading import is_own, read_own
from gridwatch.files.ledger_json.selection import is_selection, read_selection
from gridwatch.files.ledger_limits import check_size
from gridwatch.files.ledger_xml.client import read_client
from gridwatch.files.ledger_xml.flex import ROOT, read_flex
from gridwatch.files.ledger_xml.tree import parsed

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Form(StrEnum):
    """What a file is."""

    OWN = "own"
    PERFORMANCE = "portfolio-performance"
    PERFORMANCE_SELECTION = "portfolio-performance-selection"
    FLEX = "interactive-brokers-flex"
    GHOSTFOLIO = "ghostfolio"
    TABLE = "table"


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
    try:
        check_size(path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise Problem(
            "table_unreadable",
            "{path} can't be read ({reason}).",
            fault=Fault.MACHINE,
            path=path,
            reason=error.strerror or str(error),
        ) from error
    return read_content(data, today)


def read_content(data: bytes, today: date) -> Reading:
    """Read the bytes of a file of any form; a zip archive gives the one file in it."""
    if not data.strip():
        raise Problem("exchange_empty", "This file is empty.")
    _refuse_others(data)
    data = unpacked(data)
    start = _start(data)
    if start.startswith("<"):
        return _read_xml(data, start, today)
    if start.startswith(("{", "[")):
        return _read_json(data)
    table = read_table(data, today=today)
    return Reading(Form.TABLE, table.part, table)


def _read_xml(data: bytes, start: str, today: date) -> Reading:
    if start.casefold().startswith(("<!doctype html", "<html")):
        raise Problem(
            "exchange_page",
            "This is a page of the web, whatever its name says. Export the transactions as CSV.",
        )
    root = parsed(data)
    if root.tag == "client":
        return Reading(Form.PERFORMANCE, read_client(root, today))
    if root.tag == ROOT:
        return Reading(Form.FLEX, read_flex(root))
    raise _unknown()


def _read_json(data: bytes) -> Reading:
    document = loaded(data)
    if is_own(document):
        whole = read_own(document)
        return Reading(Form.OWN, whole.part, targets=whole.targets, periods=whole.periods)
    if is_ghostfolio(document):
        return Reading(Form.GHOSTFOLIO, read_ghostfolio(document))
    if is_selection(document):
        return Reading(Form.PERFORMANCE_SELECTION, read_selection(document))
    raise _unknown()


def _refuse_others(data: bytes) -> None:
    """Raise Problem for what people have as well, and which says better what to do than a guess."""
    if data.startswith(b"%PDF"):
        raise Problem(
            "exchange_pdf", "This is a PDF. Export the transactions as CSV from your broker."
        )
    old_workbook = data.startswith(b"\xd0\xcf\x11\xe0")
    if old_workbook or (data.startswith(b"PK") and b"xl/workbook.xml" in data):
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
