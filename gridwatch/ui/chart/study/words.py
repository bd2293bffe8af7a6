"""Names of indicators, their lines and settings, and their values as they are written."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.charting import Quantity
from gridwatch.domain.indicators.indicator import Indicator, Settings, Unit
from gridwatch.services.series import Series
from gridwatch.ui.chart.engine.scale import decimals_for
from gridwatch.ui.chart.labels import tick_prices
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.phrases import UNKNOWN, Phrases

# "{weeks}" and the like are settings that the name itself tells.
NAMES: Mapping[str, str] = {
    "sma": QT_TRANSLATE_NOOP("Studies", "SMA"),
    "ema": QT_TRANSLATE_NOOP("Studies", "EMA"),
    "bollinger": QT_TRANSLATE_NOOP("Studies", "Bollinger bands"),
    "vwap": QT_TRANSLATE_NOOP("Studies", "VWAP"),
    "yearly": QT_TRANSLATE_NOOP("Studies", "{weeks}-week high and low"),
    "volume": QT_TRANSLATE_NOOP("Studies", "Volume"),
    "rsi": QT_TRANSLATE_NOOP("Studies", "RSI"),
    "macd": QT_TRANSLATE_NOOP("Studies", "MACD"),
    "atr": QT_TRANSLATE_NOOP("Studies", "ATR"),
    "drawdown": QT_TRANSLATE_NOOP("Studies", "Drawdown"),
    "shares": QT_TRANSLATE_NOOP("Studies", "Shares outstanding"),
}
# What is computed, by which convention: several of them go by the same name.
MEANINGS: Mapping[str, str] = {
    "sma": QT_TRANSLATE_NOOP(
        "Studies", "Simple mean of the last closes. A period of 0 leaves a line out."
    ),
    "ema": QT_TRANSLATE_NOOP(
        "Studies",
        "Exponential mean of the closes, weight 2 / (period + 1), begun with a simple mean.",
    ),
    "bollinger": QT_TRANSLATE_NOOP(
        "Studies",
        "Simple mean of the closes, and bands so many standard deviations (of the population)"
        " above and below.",
    ),
    "vwap": QT_TRANSLATE_NOOP(
        "Studies", "Mean price of the day so far, weighted with volume. For bars within a day."
    ),
    "yearly": QT_TRANSLATE_NOOP(
        "Studies", "Highest high and lowest low of so many weeks of the calendar."
    ),
    "volume": QT_TRANSLATE_NOOP(
        "Studies", "Volume of each bar and its simple mean. An average of 0 leaves the mean out."
    ),
    "rsi": QT_TRANSLATE_NOOP(
        "Studies", "Relative strength index with Wilder's smoothing, from 0 to 100."
    ),
    "macd": QT_TRANSLATE_NOOP(
        "Studies",
        "Fast less slow exponential mean of the closes, its own mean as signal, and the distance"
        " of both as columns.",
    ),
    "atr": QT_TRANSLATE_NOOP("Studies", "Average true range with Wilder's smoothing."),
    "drawdown": QT_TRANSLATE_NOOP("Studies", "How far each close is below the highest one so far."),
    "shares": QT_TRANSLATE_NOOP(
        "Studies", "The number of shares at the time, as it was then: its steps are real."
    ),
}
SETTINGS: Mapping[str, str] = {
    "short": QT_TRANSLATE_NOOP("Studies", "Short"),
    "medium": QT_TRANSLATE_NOOP("Studies", "Medium"),
    "long": QT_TRANSLATE_NOOP("Studies", "Long"),
    "period": QT_TRANSLATE_NOOP("Studies", "Period"),
    "width": QT_TRANSLATE_NOOP("Studies", "Deviations"),
    "weeks": QT_TRANSLATE_NOOP("Studies", "Weeks"),
    "average": QT_TRANSLATE_NOOP("Studies", "Average"),
    "fast": QT_TRANSLATE_NOOP("Studies", "Fast"),
    "slow": QT_TRANSLATE_NOOP("Studies", "Slow"),
    "signal": QT_TRANSLATE_NOOP("Studies", "Signal"),
}
# Lines that need a word of their own beside the name of their indicator.
LINES: Mapping[str, str] = {
    "lower": QT_TRANSLATE_NOOP("Studies", "lower"),
    "middle": QT_TRANSLATE_NOOP("Studies", "middle"),
    "upper": QT_TRANSLATE_NOOP("Studies", "upper"),
    "high": QT_TRANSLATE_NOOP("Studies", "high"),
    "low": QT_TRANSLATE_NOOP("Studies", "low"),
    "histogram": QT_TRANSLATE_NOOP("Studies", "histogram"),
    "signal": QT_TRANSLATE_NOOP("Studies", "signal"),
    "average": QT_TRANSLATE_NOOP("Studies", "average"),
}


def _said(words: str) -> str:
    return QCoreApplication.translate("Studies", words)


def plain_name(indicator: Indicator) -> str:
    """Return what an indicator is called, with its default settings where the name has any."""
    return _said(NAMES[indicator.id]).format(**_figures(indicator, _defaults(indicator)))


def full_name(indicator: Indicator, settings: Settings) -> str:
    """Return the name with its settings behind it: SMA 20 50 200."""
    name, figures = _said(NAMES[indicator.id]), _figures(indicator, settings)
    told = [text for key, text in figures.items() if f"{{{key}}}" not in NAMES[indicator.id]]
    used = [text for text in told if text != "0"]
    return " ".join([name.format(**figures), *used])


def line_name(indicator: Indicator, settings: Settings, line: str) -> str:
    """Return the name of one line: SMA 200, or Bollinger bands 20 2 upper."""
    if set(indicator.lines) <= set(settings):
        return f"{plain_name(indicator)} {settings[line]:g}"
    name = full_name(indicator, settings)
    return name if line == indicator.id else f"{name} {_said(LINES[line])}"


def meaning(indicator: Indicator) -> str:
    """Return in a sentence what an indicator is and how it is computed."""
    return _said(MEANINGS[indicator.id])


def not_of_days() -> str:
    """Return why an indicator of the day's course is not drawn on bars of days."""
    return _said(QT_TRANSLATE_NOOP("Studies", "with bars of minutes and hours"))


def setting_name(name: str) -> str:
    """Return what a setting is called."""
    return _said(SETTINGS[name])


def value_words(phrases: Phrases, unit: Unit, series: Series | None, value: float) -> str:
    """Return one value of an indicator, a dash where it is not known."""
    if not math.isfinite(value):
        return UNKNOWN
    if unit is Unit.PERCENT:
        return phrases.percent(value / 100)
    if unit is Unit.NUMBER:
        return phrases.figure(round(value, 2))
    if unit is Unit.COUNT or (series is not None and series.quantity is Quantity.CAP):
        return phrases.compact(value)
    return phrases.figure(value)


def tick_words(
    phrases: Phrases, unit: Unit, series: Series | None, values: Sequence[float]
) -> list[str]:
    """Return round values as they stand on the axis of an indicator's pane."""
    if unit is Unit.PERCENT:
        digits = min(decimals_for(values), 2)
        return [phrases.percent(each / 100, digits) for each in values]
    if unit is Unit.COUNT or (
        unit is Unit.PRICE and series is not None and series.quantity is Quantity.CAP
    ):
        return phrases.amounts(values)
    return tick_prices(values, phrases.language)


def _defaults(indicator: Indicator) -> Settings:
    return {each.name: each.default for each in indicator.settings}


def _figures(indicator: Indicator, settings: Settings) -> dict[str, str]:
    return {each.name: f"{settings[each.name]:g}" for each in indicator.settings}
