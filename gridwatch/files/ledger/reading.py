"""Reads a broker's table into a part of a ledger; every line is booked, refused or remarked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gridwatch.domain.ledger.part import LedgerPart, Line
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import Action
from gridwatch.files.ledger.booking import booked
from gridwatch.files.ledger.collecting import Collected
from gridwatch.files.ledger.dialect import (
    Dialect,
    cells_at,
    guess_day_first,
    guess_decimal,
    rows_in,
)
from gridwatch.files.ledger.entry import AsideError, Entry
from gridwatch.files.ledger.fields import Field, guess_fields, plain_heading
from gridwatch.files.ledger.layout import Table, likely_header, table_of
from gridwatch.files.ledger.mapping import Mapping
from gridwatch.files.ledger.preset import Content, Preset, Told
from gridwatch.files.ledger.recognising import Recognised, preset_of, recognise
from gridwatch.files.ledger.signs import CHARGES, guess_signs
from gridwatch.files.ledger.understanding import Reading, currency_of, entry_of
from gridwatch.files.rows import Row

_DATES = frozenset({Field.DATE, Field.SETTLES})
_AMOUNTS = frozenset({Field.NET, Field.AMOUNT, Field.GROSS})
_MONEY = frozenset({Action.DEPOSIT, Action.WITHDRAWAL, Action.CASH_TRANSFER})
_NUMBERS = CHARGES | _AMOUNTS | {Field.QUANTITY, Field.PRICE, Field.RATE}


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
    dialect: Dialect | None = None,
    preset: str | None = None,
    mapping: Mapping | None = None,
    broker: str = "",
    cash: bool | None = None,
) -> TableReading:
    """Read the bytes of a file; what is not given is recognised.

    `broker` names the accounts, the preset's name where it is "". `cash`: trades are settled
    through cash accounts; None: as the preset or the file says. Raises Problem for a file that
    is no table, or too large; a line that can't be taken keeps no other one from being read.
    """
    encoding, separator, rows = rows_in(data, dialect)
    ranked = tuple(recognise(rows))
    chosen = preset_of(mapping.preset if mapping else preset or ranked[0].preset)
    header, named = _header(rows, chosen, ranked, dialect)
    if mapping is None:
        mapping = mapping_for(chosen, header.cells)
        if chosen.find_currency is not None:
            mapping = replace(mapping, currency=chosen.find_currency(rows))
    places = {
        field: [place for place, each in enumerate(mapping.columns) if each in field]
        for field in (_DATES, _NUMBERS)
    }
    table = table_of(rows, header, chosen.section, places[_DATES])
    if dialect is None:
        dialect = Dialect(
            encoding,
            separator,
            header.line,
            chosen.decimal or guess_decimal(cells_at(table.body, places[_NUMBERS]), separator),
            chosen.day_first
            if chosen.day_first is not None
            else guess_day_first(cells_at(table.body, places[_DATES])),
        )
    chosen = chosen if cash is None else replace(chosen, cash=cash)
    part, tickers = _read(table, chosen, mapping, dialect, today, broker or chosen.name)
    return TableReading(
        dialect, chosen.key, ranked, mapping, header.cells if named else (), part, tickers
    )


def mapping_for(preset: Preset, headings: Sequence[str]) -> Mapping:
    """Return what the columns have by the headings of a preset, and by their usual meanings."""
    if preset.places:
        columns = (*preset.places, *(None for _ in headings[len(preset.places) :]))
        return Mapping(preset.key, columns, dict(preset.words), preset.signs, preset.currency)
    usual = guess_fields(headings) if preset.open else tuple(None for _ in headings)
    own = [preset.columns.get(plain_heading(each)) for each in headings]
    taken = {each for each in own if each is not None}
    found: list[Field | None] = []
    for field, other in zip(own, usual, strict=True):
        free = field if field is not None else None if other in taken else other
        found.append(None if free in found else free)
    return Mapping(preset.key, tuple(found), dict(preset.words), preset.signs, preset.currency)


def _header(
    rows: Sequence[Row], preset: Preset, ranked: Sequence[Recognised], dialect: Dialect | None
) -> tuple[Row, bool]:
    """Return the headings, or an empty row before the first one where there are none."""
    if dialect is not None:
        wanted = dialect.header
        if not wanted:
            width = max(len(each.cells) for each in rows)
            return Row(0, ("",) * width), False
    else:
        wanted = next((each.line for each in ranked if each.preset == preset.key), 0)
        if not wanted:
            likely = likely_header(rows)
            wanted = likely.line if likely else rows[0].line
    found = next((each for each in rows if each.line == wanted), rows[0])
    return (replace(found, cells=found.cells[2:]) if preset.section else found), True


def _read(
    table: Table, preset: Preset, mapping: Mapping, dialect: Dialect, today: date, broker: str
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
        entries = _entries(body, columns, how, lines)
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
                remark = Problem("import_known", "This makes a security known; nothing is booked.")
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
) -> list[Entry]:
    """Understand every line; those that are refused or set aside go into `lines`."""
    entries = []
    adjust, amend = how.preset.adjust, how.preset.amend
    for row in body:
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
    told = fields & (_AMOUNTS | {Field.PRICE, Field.QUANTITY, Field.FEE})
    if content is Content.TRANSACTIONS and (Field.DATE not in fields or not told):
        raise Problem("import_columns", "Say which column has the day, and which ones the amounts.")
