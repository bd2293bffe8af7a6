"""The command `figures import`: a file of figures into a series, all lines or none."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gridwatch.cli.abouts import owners_in
from gridwatch.cli.call import Answer, Call, Refusal, marked
from gridwatch.cli.figures import series_document
from gridwatch.cli.voice import translate
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency
from gridwatch.files.encodings import Encoding, decoded, encoding_name, guess_encoding
from gridwatch.files.figures_table import (
    Dialect,
    Target,
    guess_dialect,
    read_file,
    read_table,
)
from gridwatch.files.headings import Meaning
from gridwatch.files.rows import check_bytes
from gridwatch.services import edits
from gridwatch.services.thesis.figure_import import Judged, Verdict, import_edit, judged
from gridwatch.store.user.figures import figures_of, series_about

_MOST_NAMED = 20
_TAB = "tab"


def import_figures(call: Call) -> Answer:
    """Read a table and store its figures; nothing is stored while a line is bad, unless asked."""
    asked, now = call.asked, call.clock()
    data = _data(asked.file)
    encoding = Encoding(asked.encoding) if asked.encoding else guess_encoding(data)
    text = decoded(data, encoding)
    with call.user() as user:
        series, there = _series(call, user)
        dialect = _dialect(call, text)
        target = Target(series.frequency, series.unit, asked.known_on or now.astimezone().date())
        lines = judged(read_table(text, dialect, target), there)
        bad = [each for each in lines if each.verdict is Verdict.BAD]
        if bad and not (asked.skip_bad or asked.dry_run):
            raise _refusal(call, bad)
        edit = import_edit(series, lines)
        if edit is not None and not asked.dry_run:
            edits.apply(user, edit, now)
        document = series_document(owners_in(user), series)
    counts = Counter(each.verdict for each in lines)
    told = {
        "series": document,
        "imported": not asked.dry_run,
        "encoding": encoding_name(encoding),
        "separator": dialect.separator,
        "decimal": dialect.decimal,
        "day_first": dialect.day_first,
        "columns": [str(each) for each in dialect.meanings],
        "lines": len(lines),
        "new": counts[Verdict.NEW],
        "revised": counts[Verdict.REVISES],
        "same": counts[Verdict.SAME],
        "empty": counts[Verdict.NOTHING],
        "bad": [_bad_document(call, each) for each in bad],
    }
    return Answer(told, marked(call.profile, _text(call, series, counts, bad)))


def _data(name: str) -> bytes:
    if name != "-":
        return read_file(Path(name))
    data = sys.stdin.buffer.read()
    check_bytes(len(data))
    return data


def _series(call: Call, user: sqlite3.Connection) -> tuple[FigureSeries, tuple[Figure, ...]]:
    """Return the series that the figures go into, a new one (its id is 0) where there is none."""
    asked = call.asked
    about, key = owners_in(user).about(asked.about), asked.series.strip().casefold()
    found = next((each for each in series_about(user, about) if each.key == key), None)
    told = [each for each in (asked.name, asked.unit, asked.frequency) if each]
    if found is None:
        frequency = Frequency(asked.frequency or Frequency.QUARTER)
        name = asked.name or asked.series.strip()
        return FigureSeries(0, about, key, name, asked.unit, frequency), ()
    if told:
        words = translate(
            "Cli", "The series “{key}” is there already: its name, unit and frequency stay."
        )
        raise Refusal("series_exists", words.format(key=found.key))
    return found, figures_of(user, found.id)


def _dialect(call: Call, text: str) -> Dialect:
    """Return how the table is written: as it was said, else as it looks."""
    asked = call.asked
    separator = "\t" if asked.separator == _TAB else asked.separator
    dialect = guess_dialect(text, separator)
    if asked.decimal:
        dialect = replace(dialect, decimal=asked.decimal)
    if asked.dates:
        dialect = replace(dialect, day_first=asked.dates == "day-first")
    if asked.columns:
        dialect = replace(dialect, meanings=tuple(Meaning(each) for each in asked.columns))
    return dialect


def _refusal(call: Call, bad: Sequence[Judged]) -> Refusal:
    words = translate(
        "Cli",
        "Nothing was imported. Lines that can't be read: {number}. Leave them out with --skip-bad.",
    )
    return Refusal(
        "figures_bad", "\n".join([words.format(number=len(bad)), *_bad_lines(call, bad)])
    )


def _bad_lines(call: Call, bad: Sequence[Judged]) -> list[str]:
    words = translate("Cli", "line {number}: {problem}")
    lines = [
        words.format(number=each.line.number, problem=_sentence(call, each))
        for each in bad[:_MOST_NAMED]
    ]
    return [*lines, "…"] if len(bad) > _MOST_NAMED else lines


def _sentence(call: Call, each: Judged) -> str:
    problem = each.line.problem
    return call.voice.problem(problem) if isinstance(problem, Problem) else ""


def _bad_document(call: Call, each: Judged) -> dict[str, Any]:
    problem = each.line.problem
    return {
        "line": each.line.number,
        "code": problem.code if problem else "",
        "message": _sentence(call, each),
    }


def _text(call: Call, series: FigureSeries, counts: Counter[Verdict], bad: Sequence[Judged]) -> str:
    words = translate("Cli", "{series}: {new} new, {revised} revised, {same} known already.")
    lines = [
        words.format(
            series=series.name,
            new=counts[Verdict.NEW],
            revised=counts[Verdict.REVISES],
            same=counts[Verdict.SAME],
        )
    ]
    if call.asked.dry_run:
        lines.append(translate("Cli", "Nothing was imported: it was only looked at."))
    if bad:
        lines.append(translate("Cli", "Lines left out: {number}").format(number=len(bad)))
    return "\n".join([*lines, *_bad_lines(call, bad)])
