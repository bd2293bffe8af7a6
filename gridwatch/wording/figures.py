"""Figures that the user keeps, in words: their unit, how many in a row, how far a review is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.thesis.figures import Frequency
from gridwatch.wording.speech import Phrasing, translate

_DECIMALS = 4
_COMPACT = 100_000  # from here on money is written with bn or the like
_RUNS: Mapping[Frequency, Callable[[], str]] = {
    Frequency.DAY: lambda: translate("Conditions", "{number} days"),
    Frequency.WEEK: lambda: translate("Conditions", "{number} weeks"),
    Frequency.MONTH: lambda: translate("Conditions", "{number} months"),
    Frequency.QUARTER: lambda: translate("Conditions", "{number} quarters"),
    Frequency.HALF: lambda: translate("Conditions", "{number} half-years"),
    Frequency.YEAR: lambda: translate("Conditions", "{number} years"),
    Frequency.IRREGULAR: lambda: translate("Conditions", "{number} figures in a row"),
}


def figure_words(value: float, unit: str, phrases: Phrasing) -> str:
    """Return a figure in its unit: a currency, "%", or whatever the series is counted in."""
    if unit in ISO_CODES:
        large = abs(value) >= _COMPACT
        return phrases.compact(value, unit) if large else phrases.price(value, unit)
    from gridwatch.domain.alert.run import counted_in  # with the grammar, which a start leaves out
    from gridwatch.domain.alert.series_terms import PERCENT

    if counted_in(unit).unit == PERCENT:
        return phrases.percent(value / 100, _digits(value), signed=False)
    return f"{phrases.plain(value, _DECIMALS)} {unit}".rstrip()


def _digits(value: float) -> int:
    """Return how many decimals a number of per cent has, at most two."""
    return next((each for each in range(2) if abs(value - round(value, each)) < 1e-9), 2)


def run_words(term: Term) -> str:
    """Return how many figures in a row have to hold, "" for the last one alone."""
    return _RUNS[term.period]().format(number=term.length) if term.length > 1 else ""


def due_words(days: float, phrases: Phrasing) -> str:
    """Return when a claim is due for review, from the days since then."""
    if not days:
        return translate("Firings", "today")
    words = (
        translate("Firings", "{number} days ago")
        if days > 0
        else translate("Firings", "in {number} days")
    )
    return words.format(number=phrases.integer(abs(days)))
