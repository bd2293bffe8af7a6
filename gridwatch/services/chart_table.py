"""What a chart shows as a table of comma-separated values."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from gridwatch.domain.problem import Fault, Problem
from gridwatch.files.safe_cells import safe_cell
from gridwatch.services.whole_file import whole_file

if TYPE_CHECKING:
    from gridwatch.domain.bars import Floats
    from gridwatch.domain.candles import Candles

# With the mark in front Excel reads UTF-8 and not the system's code page; pandas, LibreOffice and
# Numbers pass over it.
ENCODING = "utf-8-sig"
Cells = Callable[[slice], list[str]]
PRICES = ("open", "high", "low", "close", "volume")
_DAY_SECONDS = 86_400
_CHUNK = 4_096


def visible_table(
    candles: Candles,
    caps: Floats | None,
    lines: Mapping[str, Floats],
    first: int,
    last: int,
    *,
    currency: str = "",
    cap_currency: str = "",
) -> Iterator[list[str]]:
    """Return a row of names, then one for each bar from `first` to `last`, both included.

    The first column is "date" (ISO 8601) or, where bars are shorter than a day, "time" (date and
    time with a space between, which spreadsheets take for a time), both by the exchange's own
    clock. Then open, high, low, close and volume, market_cap where `caps` is given, and a column
    for each of `lines` under its name; `caps` and `lines` are as long as the candles. A column
    "currency" or "cap_currency" follows the figures whose major units it names, where it is given.
    Numbers have a decimal point and all digits that tell them apart; what is unknown is empty.
    Positions outside the candles are passed over. ValueError for columns of unequal length.
    What is told of is copied by this call: quotes may be written into the columns while another
    thread takes the rows.
    """
    beside = [*lines.values(), *(() if caps is None else (caps,))]
    if any(len(each) != len(candles) for each in beside):
        raise ValueError("a column that is not as long as the candles")
    part = slice(max(first, 0), max(last + 1, 0))
    whole = {each: getattr(candles, each)[part].copy() for each in ("stamps", *PRICES)}
    shown = replace(candles, **whole)
    moments = _moments(shown, within_days=bool((candles.stamps % _DAY_SECONDS).any()))
    copied = {name: values[part].copy() for name, values in lines.items()}
    caps = None if caps is None else caps[part].copy()
    columns = [moments, *_columns(shown, caps, copied, currency, cap_currency)]
    return _rows(columns, len(shown))


def _rows(columns: Sequence[tuple[str, Cells]], count: int) -> Iterator[list[str]]:
    yield [name for name, _ in columns]
    for start in range(0, count, _CHUNK):
        part = slice(start, min(start + _CHUNK, count))
        yield from map(list, zip(*(cells(part) for _, cells in columns), strict=True))


def _columns(
    candles: Candles,
    caps: Floats | None,
    lines: Mapping[str, Floats],
    currency: str,
    cap_currency: str,
) -> list[tuple[str, Cells]]:
    """Return the name of each column of figures with what gives its cells."""
    columns = [(each, _figures(getattr(candles, each))) for each in PRICES]
    if currency:
        columns.append(("currency", _repeated(currency)))
    if caps is not None:
        columns.append(("market_cap", _figures(caps)))
    if caps is not None and cap_currency:
        columns.append(("cap_currency", _repeated(cap_currency)))
    return columns + [(safe_cell(name), _figures(values)) for name, values in lines.items()]


def _moments(candles: Candles, *, within_days: bool) -> tuple[str, Cells]:
    """Return the first column; bars are shorter than a day where one begins after midnight."""
    if within_days:
        return "time", lambda part: [each.replace("T", " ") for each in _iso(candles, part, "s")]
    return "date", lambda part: _iso(candles, part, "D")


def _iso(candles: Candles, part: slice, unit: str) -> list[str]:
    """Return moments to the second or the day in ISO 8601: numpy writes them seven times faster."""
    moments = candles.stamps[part].astype("datetime64[s]").astype(f"datetime64[{unit}]")
    texts: list[str] = moments.astype(str).tolist()
    return texts


def _figures(values: Floats) -> Cells:
    return lambda part: [_figure(each) for each in values[part].tolist()]


def _repeated(text: str) -> Cells:
    return lambda part: [text] * (part.stop - part.start)


def _figure(value: float) -> str:
    """Return the shortest digits that read back as `value`, without an exponent."""
    if not math.isfinite(value):
        return ""
    digits = repr(value)
    return format(Decimal(digits), "f") if "e" in digits else digits.removesuffix(".0")


def write_table(out: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write rows as a CSV file (RFC 4180: commas, CRLF, quotes where needed; UTF-8 with a mark).

    The file is written whole or what was there stays. Raises Problem where the name is none of a
    table or where it can't be written.
    """
    if out.suffix.lower() != ".csv":
        raise Problem("table_name", "{path} is no name for a table. End it in .csv.", path=out)
    try:
        with whole_file(out) as unfinished:
            _write(unfinished, rows)
    except OSError as error:
        raise Problem(
            "table_unwritable",
            "{path} can't be written ({reason})."
            " Close it where it is open, or name a file in a folder that you may write to.",
            fault=Fault.MACHINE,
            path=out,
            reason=error.strerror or str(error),
        ) from error


def _write(place: Path, rows: Iterable[Sequence[str]]) -> None:
    with place.open("x", encoding=ENCODING, errors="replace", newline="") as file:
        csv.writer(file).writerows(rows)
