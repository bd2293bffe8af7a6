"""figures/KEY.md and KEY.csv: what a series counts, and every revision of its figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import (
    Figure,
    FigureSeries,
    Frequency,
    checked_figure,
    checked_series,
    known_figures,
)
from gridwatch.files.front_matter import Fields, UnfitError, day_of, instant_of, with_matter
from gridwatch.files.thesis_folder import UNDATED, KeptSeries
from gridwatch.files.thesis_folder_evidence import escaped

COLUMNS = (
    "period", "value", "low", "high", "forecast", "known_on", "recorded_at", "note",
)  # fmt: skip
MOST_ROWS = 100_000
SHOWN = 24
_ANYTHING = About(company_id=1)  # whose series it is, its folder says
_MARKS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'")


def written_series(kept: KeptSeries) -> str:
    """Return what a series counts, under which its newest figures are shown."""
    series = kept.series
    fields = {
        "gridwatch": "figures",
        "key": series.key,
        "name": series.name,
        "unit": series.unit,
        "frequency": series.frequency,
        "source": series.source,
        "link": series.link,
        "note": series.note,
        "place": series.position,
    }
    return with_matter(fields, _shown(kept))


def _shown(kept: KeptSeries) -> str:
    head = escaped(kept.series.name)
    known = known_figures(kept.figures)[-SHOWN:]
    lines = [f"# {head}", "", "This table is only shown. The figures are in the CSV file."]
    if known:
        lines += ["", f"| period | {escaped(kept.series.unit) or 'value'} |", "| --- | ---: |"]
        lines += [f"| {each.on} | {_band(each)} |" for each in reversed(known)]
    return "\n".join(lines) + "\n"


def _band(figure: Figure) -> str:
    band = "" if figure.low is None else f" ({_number(figure.low)} to {_number(figure.high)})"
    return f"{_number(figure.value)}{band}{' (forecast)' if figure.forecast else ''}"


def written_figures(figures: Iterable[Figure]) -> str:
    """Return every revision of the figures as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in figures:
        writer.writerow(
            (
                each.on.isoformat(),
                _number(each.value),
                _number(each.low),
                _number(each.high),
                "yes" if each.forecast else "",
                each.known_on.isoformat(),
                each.recorded_at.isoformat(sep=" "),
                _harmless(each.note),
            )
        )
    return out.getvalue()


def _number(value: float | None) -> str:
    return "" if value is None else repr(value).removesuffix(".0")


def _harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `_said` takes the mark away again."""
    return f"'{text}" if text.startswith(_MARKS) else text


def _said(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_MARKS) else text


def read_series(fields: Fields, stem: str) -> FigureSeries:
    """Read what a series counts; `stem` is its file's name. Raises UnfitError."""
    text = fields.text("frequency").strip().lower()
    if text not in {"", *Frequency}:
        known = ", ".join(Frequency)
        problem = Problem(
            "folder_choice", "“{text}” is none of: {known}.", text=text[:40], known=known
        )
        raise fields.unfit("frequency", problem)
    series = FigureSeries(
        0,
        _ANYTHING,
        fields.text("key") or stem,
        fields.text("name") or stem,
        fields.text("unit"),
        Frequency(text or Frequency.IRREGULAR),
        fields.text("source"),
        fields.text("link"),
        fields.text("note"),
        fields.whole("place", 0),
    )
    try:
        return replace(checked_series(series), about=About())
    except Problem as problem:
        raise UnfitError(fields.line("key"), problem) from None


def read_figures(text: str) -> tuple[Figure, ...]:
    """Read figures; columns in any order, all but period and value may lack. Raises UnfitError."""
    if text.count("\n", 0, len(text.rstrip())) > MOST_ROWS:
        problem = Problem("folder_rows", "A table takes at most {most} rows.", most=MOST_ROWS)
        raise UnfitError(MOST_ROWS + 2, problem)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    found = list[Figure]()
    try:
        names = [each.strip().lower() for each in next(rows, [])]
        _check_columns(names)
        for row in rows:
            if not any(each.strip() for each in row):
                continue
            found.append(_figure(dict(zip(names, row, strict=False))))
    except csv.Error as error:
        problem = Problem("folder_csv", "This line is no CSV ({reason}).", reason=error)
        raise UnfitError(max(1, rows.line_num), problem) from None
    except Problem as problem:
        raise UnfitError(max(1, rows.line_num), problem) from None
    return tuple(found)


def _check_columns(names: list[str]) -> None:
    missing = [each for each in ("period", "value") if each not in names]
    if missing:
        raise Problem(
            "folder_figures",
            "The table needs the columns “period” and “value”; missing: {names}.",
            names=", ".join(missing),
        )


def _figure(cells: dict[str, str]) -> Figure:
    on = day_of(cells.get("period", ""))
    known, recorded = cells.get("known_on", "").strip(), cells.get("recorded_at", "").strip()
    figure = Figure(
        0,
        0,
        on,
        _read_number(cells.get("value", "")),
        day_of(known) if known else UNDATED.date(),
        instant_of(recorded) if recorded else UNDATED,
        _read_number(cells.get("low", "")),
        _read_number(cells.get("high", "")),
        cells.get("forecast", "").strip().lower() in {"yes", "true", "1", "x"},
        _said(cells.get("note", "").strip()),
    )
    return checked_figure(figure)


def _read_number(text: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text)
    except ValueError:
        raise Problem("folder_number", "“{text}” is no number.", text=text[:40]) from None
