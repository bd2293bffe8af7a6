"""How a table is to be read, before its lines are: what was asked for, and the rest guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gridwatch.files.encodings import Encoding, decoded, guess_encoding
from gridwatch.files.ledger.dialect import (
    Dialect,
    cells_at,
    check_table,
    checked_rows,
    guess_day_first,
    guess_decimal,
)
from gridwatch.files.ledger.fields import Field, guess_fields, plain_heading
from gridwatch.files.ledger.layout import Table, likely_header, table_of
from gridwatch.files.ledger.mapping import Mapping
from gridwatch.files.ledger.preset import Preset
from gridwatch.files.ledger.recognising import Recognised, preset_of, recognise
from gridwatch.files.ledger.signs import CHARGES
from gridwatch.files.rows import Row, guess_separator, lines_of

DATES = frozenset({Field.DATE, Field.SETTLES})
AMOUNTS = frozenset({Field.NET, Field.AMOUNT, Field.GROSS})
NUMBERS = CHARGES | AMOUNTS | {Field.QUANTITY, Field.PRICE, Field.RATE}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says of how a table is written; what is None is guessed.

    `header` is the line of the headings, 0: it has none.
    """

    encoding: Encoding | None = None
    separator: str | None = None
    header: int | None = None
    decimal: str | None = None
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """A table taken apart, and how its lines will be read.

    `rows`: all of the file as they stand. `header`: the headings, () where there are none.
    """

    dialect: Dialect
    preset: Preset
    recognised: tuple[Recognised, ...]
    mapping: Mapping
    header: tuple[str, ...]
    table: Table
    rows: tuple[Row, ...]


def sketch_table(
    data: bytes,
    *,
    asked: Asked | None = None,
    dialect: Dialect | None = None,
    preset: str | None = None,
    mapping: Mapping | None = None,
) -> Sketch:
    """Take a file apart and guess what is not given; `dialect` is all that `asked` can say.

    Raises Problem for a file that is no table of text or too large, and for a preset that is not
    known.
    """
    wish = asked or Asked()
    if dialect is not None:
        wish = Asked(dialect.encoding, dialect.separator, dialect.header)
    check_table(data)
    encoding = wish.encoding or guess_encoding(data)
    lines = lines_of(decoded(data, encoding))
    separator = wish.separator or guess_separator(lines)
    rows = checked_rows(lines, separator)
    ranked = tuple(recognise(rows))
    chosen = preset_of(mapping.preset if mapping else preset or ranked[0].preset)
    whole = tuple(rows)
    if chosen.one_table is not None:
        rows = chosen.one_table(rows) or rows
    header, named = _header(rows, chosen, ranked, wish.header)
    width = len(header.cells)
    if mapping is None:
        mapping = mapping_for(chosen, header.cells)
        if chosen.find_currency is not None:
            mapping = replace(mapping, currency=chosen.find_currency(rows))
    elif len(mapping.columns) != width:
        columns = (*mapping.columns, *(None,) * width)[:width]
        mapping = replace(mapping, columns=columns)
    places = {
        field: [place for place, each in enumerate(mapping.columns) if each in field]
        for field in (DATES, NUMBERS)
    }
    table = table_of(rows, header, chosen.section, places[DATES])
    if dialect is None:
        numbers, days = cells_at(table.body, places[NUMBERS]), cells_at(table.body, places[DATES])
        day_first = chosen.day_first if wish.day_first is None else wish.day_first
        dialect = Dialect(
            encoding,
            separator,
            header.line,
            wish.decimal or chosen.decimal or guess_decimal(numbers, separator),
            guess_day_first(days) if day_first is None else day_first,
        )
    told = header.cells if named else ()
    return Sketch(dialect, chosen, ranked, mapping, told, table, whole)


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
    rows: Sequence[Row], preset: Preset, ranked: Sequence[Recognised], wanted: int | None
) -> tuple[Row, bool]:
    """Return the headings, or an empty row before the first one where there are none."""
    if wanted == 0:
        width = max(len(each.cells) for each in rows)
        return Row(0, ("",) * width), False
    if wanted is None:
        wanted = next((each.line for each in ranked if each.preset == preset.key), 0)
        if not wanted:
            likely = likely_header(rows)
            wanted = likely.line if likely else rows[0].line
    found = next((each for each in rows if each.line == wanted), rows[0])
    return (replace(found, cells=found.cells[2:]) if preset.section else found), True
