"""Reads a broker's table into a part of a ledger; every line is booked, refused or remarked on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.part import LedgerPart, Line
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import Action
from gridwatch.files.ledger.booking import booked
from gridwatch.files.ledger.collecting import Collected
from gridwatch.files.ledger.dialect import Dialect
from gridwatch.files.ledger.entry import AsideError, Entry
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.layout import Table
from gridwatch.files.ledger.mapping import Mapping
from gridwatch.files.ledger.preset import Content, Preset, Told
from gridwatch.files.ledger.recognising import Recognised
from gridwatch.files.ledger.signs import guess_signs
from gridwatch.files.ledger.sketching import AMOUNTS, Asked, Sketch, sketch_table
from gridwatch.files.ledger.understanding import Reading, currency_of, entry_of
from gridwatch.files.rows import Row

_MONEY = frozenset({Action.DEPOSIT, Action.WITHDRAWAL, Action.CASH_TRANSFER})
_WATCHED = 500  # lines between two tellings
Watch = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table with how it was read, all of which can be overridden, and what came of it.

    `recognised`: the presets that fit, best first. `header`: the headings, () where there are
    none. `tickers`: by security of the part, how the broker calls it.
    """

    dialect: Dialect
    preset: str
    recognised: tuple[Recognised, ...]
    mapping: Mapping
    header: tuple[str, ...]
    part: LedgerPart
    tickers: dict[int, str]


def read_table(
    data: bytes,
    *,
    today: date,
    asked: Asked | None = None,
    dialect: Dialect | None = None,
    preset: str | None = None,
    mapping: Mapping | None = None,
    broker: str = "",
    cash: bool | None = None,
    watch: Watch | None = None,
) -> TableReading:
    """Read the bytes of a file; what is not given is recognised.

    `asked` says a part of how it is written, `dialect` all of it.
    `broker` names the accounts, the preset's name where it is "". `cash`: trades are settled
    through cash accounts; None: as the preset or the file says. Raises Problem for a file that
    is no table, or too large; a line that can't be taken keeps no other one from being read.
    """
    sketch = sketch_table(data, asked=asked, dialect=dialect, preset=preset, mapping=mapping)
    return read_lines(sketch, today=today, broker=broker, cash=cash, watch=watch)


def read_lines(
    sketch: Sketch,
    *,
    today: date,
    broker: str = "",
    cash: bool | None = None,
    watch: Watch | None = None,
) -> TableReading:
    """Read the lines of a table that was taken apart.

    `watch` hears from time to time how many lines were understood, and of how many; what it raises
    ends the reading. Raises Problem where no column has the day or an amount.
    """
    preset = sketch.preset if cash is None else replace(sketch.preset, cash=cash)
    part, tickers = _read(
        sketch.table,
        preset,
        sketch.mapping,
        sketch.dialect,
        today,
        broker or preset.name,
        watch or _unwatched,
    )
    return TableReading(
        sketch.dialect,
        preset.key,
        sketch.recognised,
        sketch.mapping,
        sketch.header,
        part,
        tickers,
    )


def _read(
    table: Table,
    preset: Preset,
    mapping: Mapping,
    dialect: Dialect,
    today: date,
    broker: str,
    watch: Watch,
) -> tuple[LedgerPart, dict[int, str]]:
    columns = [(place, each) for place, each in enumerate(mapping.columns) if each is not None]
    _check_columns({each for _, each in columns}, preset.content)
    how = Reading(
        preset,
        mapping.words,
        mapping.signs or guess_signs(table.body, mapping, dialect.decimal),
        mapping.currency,
        dialect.decimal,
        dialect.day_first,
        today,
        _lot(table.header, mapping),
    )
    lines = {row.line: Line(row.line, row.cells, remark=why) for row, why in table.beside}
    body, halves = _whole(table.body, [at for at, each in columns if each is Field.ID])
    cells = {row.line: row.cells for row in table.body}
    collected = Collected(preset, broker)
    if preset.content is Content.TRANSACTIONS:
        entries = _entries(body, columns, how, lines, watch)
        for join in preset.joins:
            entries = join(entries)
        collected.follows_cash = (
            any(each.action in _MONEY for each in entries) if preset.cash is None else preset.cash
        )
        for entry in entries:
            lines[entry.line] = _booked_line(entry, cells[entry.line], collected)
            halves |= dict.fromkeys(entry.joined, entry.line)
    else:
        lines |= _others(body, columns, preset, collected)
    for number, whole in halves.items():
        why = Problem("import_joined", "It belongs to line {line}.", line=whole)
        lines[number] = Line(number, cells[number], remark=why)
    part = LedgerPart(
        tuple(lines[number] for number in sorted(lines)),
        collected.accounts(),
        collected.securities(),
    )
    return part, collected.tickers()


def _whole(body: Sequence[Row], ids: Sequence[int]) -> tuple[list[Row], dict[int, int]]:
    """Put a line that has nothing but the end of an id behind the id of the line before it.

    Degiro breaks long ids so. Returns the lines, and to which one each half belongs.
    """
    whole: list[Row] = []
    halves: dict[int, int] = {}
    for row in body:
        at = ids[0] if ids else -1
        alone = 0 <= at < len(row.cells) and row.cells[at] and not any(row.cells[:at])
        if alone and whole and not any(row.cells[at + 1 :]) and len(whole[-1].cells) > at:
            before = whole[-1]
            cells = (*before.cells[:at], before.cells[at] + row.cells[at], *before.cells[at + 1 :])
            whole[-1] = replace(before, cells=cells)
            halves[row.line] = before.line
        else:
            whole.append(row)
    return whole, halves


def _others(
    body: Sequence[Row], columns: Sequence[tuple[int, Field]], preset: Preset, into: Collected
) -> dict[int, Line]:
    """Read a table that has no transactions: securities are made known, prices refused."""
    lines = {}
    for row in body:
        problem, remark = row.problem, None
        if problem is None and preset.content is Content.PRICES:
            problem = Problem(
                "import_prices",
                "This is a price and the file does not say of what. Enter it at its security.",
            )
        elif problem is None:
            told = {at: row.cells[place] for place, at in columns if place < len(row.cells)}
            try:
                code, _ = currency_of(told.get(Field.CURRENCY, ""))
                into.add_security(
                    Entry(
                        row.line,
                        Action.STATEMENT,
                        date.min,
                        symbol=told.get(Field.SYMBOL, ""),
                        isin=told.get(Field.ISIN, "").upper(),
                        wkn=told.get(Field.WKN, ""),
                        name=told.get(Field.NAME, ""),
                        currency=code,
                    )
                )
                remark = Problem("import_known", "It only tells of a security; nothing is booked.")
            except Problem as found:
                problem = found
        lines[row.line] = Line(row.line, row.cells, problem=problem, remark=remark)
    return lines


def _lot(header: Row, mapping: Mapping) -> Decimal:
    """Return how many shares one of a quantity is: 手 of a Chinese broker are 100."""
    pairs = zip(header.cells, mapping.columns, strict=False)
    lots = any(field is Field.QUANTITY and "手" in heading for heading, field in pairs)
    return Decimal(100 if lots else 1)


def _entries(
    body: Sequence[Row],
    columns: Sequence[tuple[int, Field]],
    how: Reading,
    lines: dict[int, Line],
    watch: Watch,
) -> list[Entry]:
    """Understand every line; those that are refused or set aside go into `lines`."""
    entries = []
    adjust, amend = how.preset.adjust, how.preset.amend
    for number, row in enumerate(body):
        if number % _WATCHED == 0:
            watch(number, len(body))
        try:
            if row.problem is not None:
                raise row.problem
            cells, width = row.cells, len(row.cells)
            told: Told = {
                field: cells[place] for place, field in columns if place < width and cells[place]
            }
            if adjust is not None:
                told = adjust(told)
            entry = entry_of(row.line, told, cells, how)
            entries.append(amend(entry) if amend is not None else entry)
        except AsideError as aside:
            lines[row.line] = Line(row.line, row.cells, remark=aside.remark)
        except Problem as problem:
            lines[row.line] = Line(row.line, row.cells, problem=problem)
    return entries


def _booked_line(entry: Entry, cells: tuple[str, ...], collected: Collected) -> Line:
    try:
        made, remark = booked(entry)
    except AsideError as aside:
        return Line(entry.line, cells, remark=aside.remark)
    except Problem as problem:
        return Line(entry.line, cells, problem=problem)
    return Line(entry.line, cells, collected.place(entry, made), remark=remark)


def _check_columns(fields: set[Field], content: Content) -> None:
    told = fields & (AMOUNTS | {Field.PRICE, Field.QUANTITY, Field.FEE})
    if content is Content.TRANSACTIONS and (Field.DATE not in fields or not told):
        raise Problem("import_columns", "Say which column has the day, and which ones the amounts.")


def _unwatched(_done: int, _of: int) -> None:
    pass
