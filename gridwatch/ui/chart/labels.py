"""Every text inside the plot, made from values in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QColor

from gridwatch.domain.bars import Bars, day_of
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.charting import Quantity
from gridwatch.services.series import Series, TargetPrice
from gridwatch.ui.chart.engine.dates import DateTick, Turn
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.scale import Scale, decimals_for
from gridwatch.ui.phrases import Phrases


def tick_values(
    phrases: Phrases, series: Series | None, values: Sequence[float], frame: Frame
) -> list[str]:
    """Return round values as they stand on the axis: prices, market caps, or percents."""
    if frame.scale is Scale.PERCENT and frame.base:
        parts = [each / frame.base - 1 for each in values]
        digits = max(0, decimals_for([100 * each for each in parts]))
        return [phrases.percent(each, min(digits, 2)) for each in parts]
    if series is not None and series.quantity is Quantity.CAP:
        return [phrases.compact(each) for each in values]
    return tick_prices(values, phrases.language)


def value_tag(phrases: Phrases, series: Series | None, value: float, frame: Frame) -> str:
    """Return one value as it stands on the axis."""
    if frame.scale is Scale.PERCENT and frame.base:
        return phrases.percent(value / frame.base - 1, 2)
    if series is not None and series.quantity is Quantity.CAP:
        return phrases.compact(value)
    return phrases.price(value)


def tick_prices(prices: Sequence[float], language: str) -> list[str]:
    """Return round prices with the decimals that all of them need."""
    locale, decimals = QLocale(language), decimals_for(prices)
    return [locale.toString(float(each), "f", decimals) for each in prices]


def tick_date(tick: DateTick, stamp: int, language: str) -> str:
    """Return the year, month, day or time that begins at a tick; the stamp in local seconds."""
    locale = QLocale(language)
    day = day_of(stamp // DAY_SECONDS)
    if tick.turn < Turn.DAY:
        minutes = stamp % DAY_SECONDS // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if tick.turn is Turn.YEAR or (tick.turn is Turn.MONTH and day.month == 1):
        return str(day.year)
    if tick.turn is Turn.MONTH:
        return locale.standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)
    return f"{day.day}日" if language.startswith("zh") else str(day.day)


def target_text(
    phrases: Phrases, target: TargetPrice, currency: str, last: float, *, away: bool
) -> str:
    """Return a target line's label; `away` adds how far its price is from the last one."""
    amount = phrases.compact(target.amount, target.amount_currency)
    unit = "" if currency == target.amount_currency else currency
    price = phrases.price(target.price, unit)
    if target.reached:
        text = QCoreApplication.translate("Chart", "Target {amount} · reached at {price}")
    else:
        text = QCoreApplication.translate("Chart", "Target {amount} · price {price}")
    text = text.format(amount=amount, price=price)
    return f"{text} · {phrases.percent(target.price / last - 1)}" if away else text


def reading_words(phrases: Phrases, ink: Ink, series: Series, bar: int) -> list[tuple[str, QColor]]:
    """Return what the crosshair tells of a bar: its date, close, change and volume."""
    bars = series.bars
    close = float(bars.close[bar])
    change = change_at(bars, bar)
    words = [
        (phrases.day(day_of(int(bars.days[bar]))), ink.muted),
        (phrases.price(close, series.currency), ink.text),
    ]
    if change is not None:
        words.append((phrases.percent(change, 2), ink.toned(change)))
    volume = float(bars.volume[bar])
    if math.isfinite(volume) and volume > 0:
        text = QCoreApplication.translate("Chart", "Volume {volume}")
        words.append((text.format(volume=phrases.compact(volume)), ink.muted))
    return words


def change_at(bars: Bars, bar: int) -> float | None:
    """Return the change of a bar's close against the bar before, as a fraction."""
    if bar < 1 or not bars.close[bar - 1]:
        return None
    return float(bars.close[bar] / bars.close[bar - 1] - 1)


def simulated_mark() -> str:
    """Return the mark that stands in every plot of made-up prices."""
    return QCoreApplication.translate("Chart", "Simulated market")
