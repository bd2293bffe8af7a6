"""What an import is understood to be, step by step, until its edit is made; nothing is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from gridwatch.domain.ledger.checking import checked_transaction
from gridwatch.domain.ledger.part import LedgerPart, Line
from gridwatch.domain.ledger.security import checked_security
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.mapping import Mapping
from gridwatch.files.ledger.reading import read_lines
from gridwatch.files.ledger.sketching import Asked, Sketch, sketch_table
from gridwatch.services.edits import Edit
from gridwatch.services.portfolio.import_edits import ImportFile
from gridwatch.services.portfolio.learned_mappings import LearnMapping, learned_mapping
from gridwatch.services.portfolio.matching import Matching
from gridwatch.services.portfolio.opening import (
    Form,
    Opened,
    Reading,
    file_content,
    open_content,
    read_opened,
)
from gridwatch.services.portfolio.whole_edits import ImportWhole

Watch = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that is to be imported, in memory: what it is called, and what it is."""

    name: str
    opened: Opened


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user says in the place of what was recognised of a table.

    `mapping` with its preset goes before `preset`. `fresh`: what was learned of these headings is
    not used. `broker` names the accounts. `cash`: trades are settled through cash accounts.
    """

    asked: Asked = field(default_factory=Asked)
    preset: str | None = None
    mapping: Mapping | None = None
    fresh: bool = False
    broker: str = ""
    cash: bool | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A file as it is understood now.

    `sketch`: of a table, how it is read; None for a document. `reading` is None where `problem`
    says why nothing can be read yet. `learned`: the columns are as the user said the last time.
    """

    source: Source
    wanted: Wanted
    sketch: Sketch | None
    reading: Reading | None
    problem: Problem | None = None
    learned: bool = False

    @property
    def part(self) -> LedgerPart:
        """Return what was read, nothing where nothing could be."""
        return self.reading.part if self.reading is not None else LedgerPart()

    @property
    def tickers(self) -> dict[int, str]:
        """Return by security of the part how its broker calls it."""
        table = self.reading.table if self.reading is not None else None
        return table.tickers if table is not None else {}


def source_of_path(path: Path) -> Source:
    """Read a file into memory; raises Problem where it can't be, is too large or of no use."""
    return source_of_data(path.name, file_content(path))


def source_of_data(name: str, data: bytes) -> Source:
    """Take what was pasted or read; raises Problem where it is too large or of no use."""
    return Source(name, open_content(data))


def understand(
    user: sqlite3.Connection,
    source: Source,
    wanted: Wanted,
    today: date,
    watch: Watch | None = None,
) -> Understood:
    """Read a file as it is wanted; a table first as it was learned of the user.

    A table that can't be read as it is wanted comes with the problem, so that more can be said of
    it. Raises Problem for a file that can't be taken apart at all; what `watch` raises goes on.
    """
    if source.opened.form is not Form.TABLE:
        reading = read_opened(source.opened, today)
        return Understood(source, wanted, None, _checked(reading))
    sketch = sketch_table(
        source.opened.data, asked=wanted.asked, preset=wanted.preset, mapping=wanted.mapping
    )
    learned = None
    if wanted.mapping is None and wanted.preset is None and not wanted.fresh and sketch.header:
        learned = learned_mapping(user, sketch.header)
    if learned is not None:
        sketch = sketch_table(source.opened.data, asked=wanted.asked, mapping=learned)
    try:
        table = read_lines(sketch, today=today, broker=wanted.broker, cash=wanted.cash, watch=watch)
    except Problem as problem:
        return Understood(source, wanted, sketch, None, problem, learned is not None)
    reading = _checked(Reading(Form.TABLE, table.part, table))
    return Understood(source, wanted, sketch, reading, None, learned is not None)


def import_edit(understood: Understood, matching: Matching) -> ImportFile:
    """Return the edit that makes the import, and learns the columns that the user has named."""
    name = understood.source.name
    made: Edit = matching.edit(name)
    reading, sketch = understood.reading, understood.sketch
    if reading is not None and (reading.targets or reading.periods):
        made = ImportWhole(matching.edit(name), reading.targets, reading.periods)
    mapping = understood.wanted.mapping
    if sketch is None or mapping is None or not sketch.header:
        return ImportFile(name, (made,))
    return ImportFile(name, (made, LearnMapping(sketch.header, mapping, name)))


def _checked(reading: Reading) -> Reading:
    """Return a reading whose lines have no transaction that would be refused when it is stored."""
    part = reading.part
    accounts = {each.id: each for each in part.accounts}
    securities = {each.id: each for each in part.securities}
    refused = dict[int, Problem]()
    for each in part.securities:
        try:
            checked_security(each)
        except Problem as problem:
            refused[each.id] = problem

    def checked(line: Line) -> Line:
        try:
            for one in line.transactions:
                for number in (one.security_id, one.other_security_id):
                    if number in refused:
                        raise refused[number]
                checked_transaction(one, accounts, securities)
        except Problem as problem:
            return Line(line.number, line.cells, problem=problem)
        return line

    return replace(reading, part=replace(part, lines=tuple(map(checked, part.lines))))
