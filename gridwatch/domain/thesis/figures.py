"""Evidence series: figures over time, with every revision of each, as it was known when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from math import isfinite
from unicodedata import normalize

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.evidence import LONGEST_UNIT, checked_link
from gridwatch.domain.thesis.wording import line_of

LONGEST_KEY = 40
_KEY = re.compile(r"[^\W\d_]\w*")


class Frequency(StrEnum):
    """How often a series has a figure; IRREGULAR: whenever there is one."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    IRREGULAR = "irregular"


# Days between two figures, at most: a longer gap means that one is missing in between.
LONGEST_GAP = {
    Frequency.DAY: 5,  # a weekend and a holiday
    Frequency.WEEK: 10,
    Frequency.MONTH: 45,
    Frequency.QUARTER: 135,
    Frequency.HALF: 270,
    Frequency.YEAR: 540,
}


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """What is counted, in which unit and how often; `id` 0 until it is stored.

    `key` is its name in conditions, as gross_margin; it is its own among the series of the same
    company or theme. `source` is a title, `link` a web address, `note` free words.
    """

    id: int
    about: About
    key: str
    name: str
    unit: str = ""
    frequency: Frequency = Frequency.QUARTER
    source: str = ""
    link: str = ""
    note: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a series, as it was known from `known_on` on; `id` 0 until it is stored.

    `on` is the last day of its period. `value` None withdraws what was there before. `low` and
    `high` are the edges of a band, where it is a range. `forecast`: not counted yet.
    """

    id: int
    series_id: int
    on: date
    value: float | None
    known_on: date
    recorded_at: datetime
    low: float | None = None
    high: float | None = None
    forecast: bool = False
    note: str = ""


def is_key(text: str) -> bool:
    """Tell whether a series can have this key: letters of any script, digits and _."""
    return _KEY.fullmatch(text) is not None and len(text) <= LONGEST_KEY


def key_of(name: str) -> str:
    """Return the key that a name suggests: "Gross margin" makes gross_margin; "" for none."""
    words = re.sub(r"\W+", "_", normalize("NFKC", name).casefold()).strip("_")
    return re.sub(r"^[\d_]+", "", words)[:LONGEST_KEY].rstrip("_")


def checked_series(series: FigureSeries) -> FigureSeries:
    """Return a series as it can be stored; one without a key gets that of its name.

    Raises Problem for a missing name, a key that is none, and a link that is no web address.
    """
    if bool(series.about.company_id) == bool(series.about.theme_id):
        raise Problem("series_about", "A series is about one company or one theme.")
    name = line_of(series.name)
    if not name:
        raise Problem("series_name", "A series needs a name.")
    key = normalize("NFKC", line_of(series.key)).casefold() or key_of(name)
    if not is_key(key):
        raise Problem(
            "series_key",
            "“{text}” can't be the short name of a series: use letters, digits and _, as in"
            " gross_margin.",
            text=key or name,
        )
    return replace(
        series,
        key=key,
        name=name,
        unit=line_of(series.unit, LONGEST_UNIT),
        source=line_of(series.source),
        link=checked_link(series.link),
        note=line_of(series.note, 4000),
    )


def checked_figure(figure: Figure) -> Figure:
    """Return a figure as it can be stored; raises Problem for one that is none or no band.

    A band without a value has its middle as its value.
    """
    value, low, high = figure.value, figure.low, figure.high
    if any(each is not None and not isfinite(each) for each in (value, low, high)):
        raise Problem("figure_number", "A figure has to be a plain number.")
    if (low is None) != (high is None) or (low is not None and high is not None and low > high):
        raise Problem("figure_band", "A band has a lower and a higher edge.")
    if low is not None and high is not None:
        value = (low + high) / 2 if value is None else value
        if not low <= value <= high:
            raise Problem("figure_outside", "The figure has to lie between the edges of its band.")
    note = line_of(figure.note) if figure.note else ""
    if value == figure.value and note == figure.note:
        return figure  # as nearly all of a large table are
    return replace(figure, value=value, note=note)


def known_figures(figures: Iterable[Figure], day: date | None = None) -> tuple[Figure, ...]:
    """Return what is known of each period, oldest first; with `day`, what was known on that day.

    Of several revisions the one that became known last counts; of one day the one entered last.
    """
    last = dict[date, Figure]()
    for each in sorted(figures, key=lambda one: (one.known_on, one.id)):
        if day is None or each.known_on <= day:
            last[each.on] = each
    return tuple(last[on] for on in sorted(last) if last[on].value is not None)


def latest_run(series: FigureSeries, known: Iterable[Figure], length: int) -> tuple[float, ...]:
    """Return the last `length` counted figures in a row, oldest first; () where they are not there.

    Forecasts do not count, and a period that is missing in between breaks the row.
    """
    counted = [each for each in known if not each.forecast and each.value is not None]
    run = counted[-length:]
    gap = LONGEST_GAP.get(series.frequency)
    if len(run) < length or length < 1:
        return ()
    pairs = pairwise(run)
    if gap is not None and any((after.on - before.on).days > gap for before, after in pairs):
        return ()
    return tuple(each.value for each in run if each.value is not None)
