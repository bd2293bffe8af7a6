"""The commands `figures list`, `show` and `add`: evidence series and what is known of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from gridwatch.cli.abouts import Owners, owners_in
from gridwatch.cli.call import Answer, Call, Refusal, marked
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import UNKNOWN, translate
from gridwatch.domain.thesis.figures import Figure, FigureSeries, known_figures
from gridwatch.domain.thesis.knowledge import Knowledge, revisions_of
from gridwatch.domain.thesis.numbers import POINT, parse_number
from gridwatch.domain.thesis.periods import parse_period, period_text
from gridwatch.services import edits
from gridwatch.services.thesis.figure_edits import PutFigures
from gridwatch.store.user.figures import all_series, figures_of, last_figure, series_about
from gridwatch.wording.frequencies import frequency_words

_DECIMALS = 6


def list_series(call: Call) -> Answer:
    """Show the series of a company or theme, or all, each with its last figure."""
    with call.user() as user:
        owners = owners_in(user)
        about = getattr(call.asked, "about", None)  # `figures` alone asks for all
        found = all_series(user) if about is None else series_about(user, owners.about(about))
        last = [last_figure(user, each.id) for each in found]
    document = {
        "series": [
            {**series_document(owners, each), "last": _document(each, figure)}
            for each, figure in zip(found, last, strict=True)
        ]
    }
    if not found:
        words = translate("Cli", "No series of figures. Add one with: {example}")
        example = "gridwatch figures import FILE.csv --about 601179.SS --series gross_margin"
        return Answer(document, marked(call.profile, words.format(example=example)))
    columns = (
        Column(translate("Cli", "Of")),
        Column(translate("Cli", "Key")),
        Column(translate("Cli", "Name")),
        Column(translate("Cli", "Frequency")),
        Column(translate("Cli", "Last"), right=True),
        Column(translate("Cli", "Unit")),
        Column(translate("Cli", "Period")),
    )
    rows = [
        (
            owners.text(each.about),
            each.key,
            each.name,
            frequency_words(each.frequency),
            number_text(call, figure.value if figure else None),
            each.unit,
            period_text(figure.on, each.frequency) if figure else "",
        )
        for each, figure in zip(found, last, strict=True)
    ]
    return Answer(document, marked(call.profile, table(columns, rows)))


def show_series(call: Call) -> Answer:
    """Show the figures of one series, newest first; as they were known on a day, if asked for."""
    with call.user() as user:
        owners = owners_in(user)
        series = series_named(user, owners, call.asked.key, call.asked.about)
        every = figures_of(user, series.id)
    shown = known_figures(every, call.asked.as_of)[::-1]
    document = {
        "series": series_document(owners, series),
        "as_of": call.asked.as_of.isoformat() if call.asked.as_of else None,
        "figures": [
            {**(_document(series, each) or {}), "revisions": _revisions(series, every, each.on)}
            for each in shown
        ],
    }
    heading = f"{series.name} ({series.key}), {owners.text(series.about)}"
    if not shown:
        words = translate("Cli", "{series}: no figure is known.").format(series=heading)
        return Answer(document, marked(call.profile, words))
    text = f"{heading}\n{_figure_table(call, series, shown)}"
    return Answer(document, marked(call.profile, text))


def add_figure(call: Call) -> Answer:
    """Enter one figure; what was known of its period before stays as a revision."""
    asked, now = call.asked, call.clock()
    today = now.astimezone().date()
    with call.user() as user:
        owners = owners_in(user)
        series = series_named(user, owners, asked.key, asked.about)
        on = parse_period(asked.period, series.frequency)
        known = Knowledge(figures_of(user, series.id)).known(on)
        figure = Figure(
            0,
            series.id,
            on,
            parse_number(" ".join(asked.value), series.unit, decimal=POINT),
            asked.known_on or max(today, known.known_on if known else today),
            now,
            _number(asked.low, series),
            _number(asked.high, series),
            asked.forecast,
            asked.note,
        )
        before = len(figures_of(user, series.id))
        edits.apply(user, PutFigures(series.id, (figure,)), now)
        every = figures_of(user, series.id)
    stored = Knowledge(every).known(on)
    document = {
        "series": series_document(owners, series),
        "changed": len(every) != before,
        "figure": _document(series, stored),
    }
    shown = _figure_table(call, series, (stored,)) if stored else _withdrawn(series, on)
    return Answer(document, marked(call.profile, shown))


def _withdrawn(series: FigureSeries, on: date) -> str:
    words = translate("Cli", "{series}: no figure of {period} is known now.")
    return words.format(series=series.name, period=period_text(on, series.frequency))


def _number(text: str | None, series: FigureSeries) -> float | None:
    return None if text is None else parse_number(text, series.unit, decimal=POINT)


def series_named(
    user: sqlite3.Connection, owners: Owners, key: str, about: str | None
) -> FigureSeries:
    """Find a series by its key; raises Refusal where there is none, or several of that key."""
    every = all_series(user) if about is None else series_about(user, owners.about(about))
    found = [each for each in every if each.key == key.strip().casefold()]
    if not found:
        words = translate("Cli", "There is no series “{key}”. There are: {keys}")
        keys = ", ".join(dict.fromkeys(each.key for each in every)) or UNKNOWN
        raise Refusal("series_unknown", words.format(key=key, keys=keys))
    if len(found) > 1:
        words = translate("Cli", "“{key}” is a series of several: {owners}. Say which by --about.")
        names = ", ".join(owners.text(each.about) for each in found)
        raise Refusal("series_ambiguous", words.format(key=key, owners=names))
    return found[0]


def series_document(owners: Owners, series: FigureSeries) -> dict[str, Any]:
    """Return a series as scripts read it."""
    return {
        "about": owners.text(series.about),
        "key": series.key,
        "name": series.name,
        "unit": series.unit,
        "frequency": str(series.frequency),
        "source": series.source,
        "link": series.link,
        "note": series.note,
    }


def _document(series: FigureSeries, figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "period": period_text(figure.on, series.frequency).replace(" ", ""),
        "on": figure.on.isoformat(),
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "forecast": figure.forecast,
        "known_on": figure.known_on.isoformat(),
        "note": figure.note,
    }


def _revisions(series: FigureSeries, every: Sequence[Figure], on: date) -> list[dict[str, Any]]:
    return [
        {**(_document(series, each) or {}), "recorded_at": each.recorded_at.isoformat()}
        for each in revisions_of(every, on)
    ]


def number_text(call: Call, value: float | None) -> str:
    """Return a figure in the reader's language."""
    return UNKNOWN if value is None else call.voice.phrases.plain(value, _DECIMALS)


def _figure_table(call: Call, series: FigureSeries, figures: Sequence[Figure]) -> str:
    columns = (
        Column(translate("Cli", "Period")),
        Column(series.unit or translate("Cli", "Figure"), right=True),
        Column(translate("Cli", "Low"), right=True),
        Column(translate("Cli", "High"), right=True),
        Column(""),
        Column(translate("Cli", "Known on")),
        Column(translate("Cli", "Note")),
    )
    rows = [
        (
            period_text(each.on, series.frequency),
            number_text(call, each.value),
            "" if each.low is None else number_text(call, each.low),
            "" if each.high is None else number_text(call, each.high),
            translate("Cli", "forecast") if each.forecast else "",
            each.known_on.isoformat(),
            each.note,
        )
        for each in figures
    ]
    return table(columns, rows)
