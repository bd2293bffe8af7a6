"""What a term over a series measures: the figure of the last ones in a row that comes true last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import nan

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.measure import Unit
from gridwatch.domain.alert.series_terms import PERCENT, run_text
from gridwatch.domain.alert.vocabulary import UNIT_WORDS
from gridwatch.domain.amounts import SCALES, parse_amount
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import (
    Figure,
    FigureSeries,
    Frequency,
    known_figures,
    latest_run,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a series is counted in: so many of a currency, per cent ("%"), or anything ("")."""

    scale: float
    unit: str


def counted_in(unit: str) -> Counted:
    """Return what the unit of a series says: "bn CNY" are billions of CNY."""
    text = unit.strip()
    if text.casefold() in UNIT_WORDS[Unit.PERCENT]:
        return Counted(1.0, PERCENT)
    first, _, rest = text.partition(" ")
    for each in (text, f"{rest} {first}"):
        try:
            money = parse_amount(f"1 {each}", "")
        except Problem:
            continue
        return Counted(float(money.amount), money.currency)
    return Counted(float(SCALES.get(first.casefold().rstrip("."), 1)) if rest else 1.0, "")


def value_of(term: Term, series: FigureSeries, figures: Iterable[Figure], day: date) -> float:
    """Return what a term measures on a day, in the unit of its level; NaN where it is not known.

    That is the highest of the last figures in a row for "at most", else the lowest: where it holds
    they all do. Figures that became known later do not count.
    """
    run = latest_run(series, known_figures(figures, day), term.length)
    if not run or misfit(term, series) is not None:
        return nan
    last = min(run) if term.sign > 0 else max(run)
    return last * scale_of(term, series)


def scale_of(term: Term, series: FigureSeries) -> float:
    """Return how many units of a term's level one of the series is."""
    return counted_in(series.unit).scale if term.currency not in {"", PERCENT} else 1.0


def misfit(term: Term, series: FigureSeries) -> Problem | None:
    """Return why a term can't be about a series: another unit or rhythm; None where it can."""
    kinds = {term.period, series.frequency}
    if Frequency.IRREGULAR not in kinds and len(kinds) > 1:
        return Problem(
            "series_period",
            "“{key}” has figures of other periods. Write it like: {example}",
            key=series.key,
            example=run_text(replace(term, period=series.frequency)),
        )
    counted = counted_in(series.unit)
    if term.currency and term.currency != counted.unit and series.unit.strip():
        return Problem(
            "series_unit",
            "“{key}” is counted in {unit}, not in {other}.",
            key=series.key,
            unit=series.unit,
            other=term.currency,
        )
    if not term.currency and counted.scale > 1 and abs(term.level) >= counted.scale:
        return Problem(
            "series_scale",
            "“{key}” is counted in {unit} already: write the level without bn or the like, or with"
            " its currency.",
            key=series.key,
            unit=series.unit,
        )
    return None


def series_named(
    key: str, about: About, series: Iterable[FigureSeries], themes: Sequence[int]
) -> FigureSeries | None:
    """Return the series that a key means for a company or theme; None where there is none.

    Its own comes first, then that of the first of the `themes`, in their order, which has it.
    """
    named = {each.about: each for each in series if each.key == key}
    places = (about, *(About(theme_id=each) for each in themes))
    return next((named[each] for each in places if each in named), None)
