"""What the legend of a pane says of a figure, and how a series is called in a menu."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.bars import day_of
from gridwatch.domain.figure_line import FigureLine, FigureOffer
from gridwatch.ui.figure_words import range_text, value_text
from gridwatch.ui.phrases import Phrases

translate = QCoreApplication.translate


def figure_words(line: FigureLine, row: int, day: int, phrases: Phrases) -> Iterator[str]:
    """Yield what is said of a figure at a day: its value, its period, and what to know of it.

    `day` counts from 1970-01-01: a figure that was not known then says since when it is.
    """
    unit, value = line.series.unit, float(line.values[row])
    yield value_text(value, unit, phrases)
    low, high = float(line.low[row]), float(line.high[row])
    if math.isfinite(low) and math.isfinite(high) and low < high:
        yield f"({range_text(low, high, unit, phrases)})"
    yield phrases.day(day_of(int(line.days[row])))
    if line.forecast[row]:
        yield translate("FigureChart", "forecast")
    former = float(line.former[row])
    if math.isfinite(former):
        text = translate("FigureChart", "before {value}")
        yield text.format(value=value_text(former, unit, phrases))
    if day < int(line.known[row]):
        text = translate("FigureChart", "known on {day}")
        yield text.format(day=phrases.day(day_of(int(line.known[row]))))


def offer_words(offer: FigureOffer) -> str:
    """Return the name of a series with its unit, as it stands in a menu."""
    series = offer.series
    words = f"{series.name} ({series.unit})" if series.unit else series.name
    return words.replace("&", "&&")
