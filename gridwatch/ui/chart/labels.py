"""Every text inside the plot, made from values in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from gridwatch.domain.bars import day_of
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.domain.charting import Quantity
from gridwatch.services.series import Series, TargetPrice
from gridwatch.ui.chart.engine.dates import DateTick, Turn
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.phrases import Phrases, exact_digits, slack_of

# Axis tags of percents: finer than a tick, as coarse as one reads.
_TAG_DIGITS = 2
# No share costs as much; figures beyond are written like market caps.
_LARGE = 1e8


def tick_values(
    phrases: Phrases, series: Series | None, values: Sequence[float], frame: Frame
) -> list[str]:
    """Return round values as they stand on the axis: prices, market caps, or percents."""
    if frame.scale is Scale.PERCENT and frame.base:
        return tick_percents(phrases, [each / frame.base - 1 for each in values])
    large = max(map(abs, values), default=0.0) >= _LARGE
    if large or (series is not None and series.quantity is Quantity.CAP):
        return phrases.amounts(values)
    return tick_prices(values, phrases.language)


def value_tag(phrases: Phrases, series: Series | None, value: float, frame: Frame) -> str:
    """Return one value as it stands on the axis."""
    if frame.scale is Scale.PERCENT and frame.base:
        return phrases.percent(value / frame.base - 1, _TAG_DIGITS)
    if series is not None and series.quantity is Quantity.CAP:
        return phrases.compact(value)
    return phrases.price(value)


def tick_prices(prices: Sequence[float], language: str) -> list[str]:
    """Return round prices with the decimals that all of them need."""
    locale, slack = QLocale(language), slack_of(prices)
    decimals = max((exact_digits(each, slack) for each in prices), default=0)
    # A tick of 0 that comes out as -1e-17 is 0 all the same.
    return [locale.toString(round(float(each), decimals) + 0.0, "f", decimals) for each in prices]


def tick_percents(phrases: Phrases, parts: Sequence[float]) -> list[str]:
    """Return round fractions as percents with the decimals that all of them need."""
    hundreds = [100 * each for each in parts]
    slack = slack_of(hundreds)
    decimals = max((exact_digits(each, slack) for each in hundreds), default=0)
    return [phrases.percent(each, decimals) for each in parts]


def tick_date(tick: DateTick, stamp: int, language: str) -> str:
    """Return the year, month, day or time that begins at a tick; the stamp in local seconds."""
    locale = QLocale(language)
    day = day_of(stamp // DAY_SECONDS)
    if tick.turn < Turn.DAY:
        return clock_of(stamp)
    if tick.turn is Turn.YEAR or (tick.turn is Turn.MONTH and day.month == 1):
        return str(day.year)
    if tick.turn is Turn.MONTH:
        return locale.standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)
    return f"{day.day}日" if language.startswith("zh") else str(day.day)


def bar_date(phrases: Phrases, stamp: int, size: BarSize) -> str:
    """Return when a bar begins: its weekday and date, its time, or the week or month that it is.

    `stamp` in exchange-local seconds; so is the time that is written.
    """
    day, language = day_of(stamp // DAY_SECONDS), phrases.language
    if size is BarSize.MONTH:
        month = QLocale(language).standaloneMonthName(day.month, QLocale.FormatType.LongFormat)
        return f"{day.year}年{month}" if language == "zh_CN" else f"{month} {day.year}"
    if size is BarSize.WEEK:
        text = QCoreApplication.translate("Chart", "Week of {day}")
        return text.format(day=phrases.day(day))
    weekday = QLocale(language).dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
    date = phrases.day(day)
    words = [date, weekday] if language == "zh_CN" else [weekday.rstrip("."), date]
    return " ".join([*words, clock_of(stamp)] if size.intraday else words)


def clock_of(stamp: int) -> str:
    """Return the hours and minutes of exchange-local seconds."""
    minutes = stamp % DAY_SECONDS // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


def target_label(phrases: Phrases, target: TargetPrice, series: Series, *, away: bool) -> str:
    """Return a target line's label; `away` adds how far it is from the last close."""
    last = float(series.candles.close[-1])
    cap = series.quantity is Quantity.CAP
    words = (_cap_words if cap else _price_words)(phrases, target, series)
    if away and last > 0:
        words.append(phrases.percent(target.price / last - 1))
    return " · ".join(words)


def _price_words(phrases: Phrases, target: TargetPrice, series: Series) -> list[str]:
    """Return the amount of a target, and the price that it implies."""
    unit = "" if series.currency == target.amount_currency else series.currency
    if target.reached:
        text = QCoreApplication.translate("Chart", "Target {amount} · reached at {price}")
    else:
        text = QCoreApplication.translate("Chart", "Target {amount} · price {price}")
    amount = phrases.compact(target.amount, target.amount_currency)
    return [text.format(amount=amount, price=phrases.price(target.price, unit))]


def _cap_words(phrases: Phrases, target: TargetPrice, series: Series) -> list[str]:
    """Return the amount of a target, and what it is in the chart's currency if in another."""
    if target.reached:
        text = QCoreApplication.translate("Chart", "Target {amount} · reached")
    else:
        text = QCoreApplication.translate("Chart", "Target {amount}")
    words = [text.format(amount=phrases.compact(target.amount, target.amount_currency))]
    if target.amount_currency != series.currency:
        words.append(phrases.compact(target.price, series.currency))
    return words


def change_at(candles: Candles, bar: int) -> float | None:
    """Return the change of a bar's close against the bar before as a fraction, None if unknown."""
    if bar < 1:
        return None
    before, close = float(candles.close[bar - 1]), float(candles.close[bar])
    return close / before - 1 if before > 0 and math.isfinite(close) else None


def simulated_mark() -> str:
    """Return the mark that stands in every plot of made-up prices."""
    return QCoreApplication.translate("Chart", "Simulated market")
