"""What the readout says of a bar."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.charting import Quantity
from gridwatch.services.series import Series
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.labels import bar_date, change_at
from gridwatch.ui.chart.layers.readout import Word
from gridwatch.ui.phrases import UNKNOWN, Phrases

_QUIET = 0.7  # of a colour that is not to draw the eye


def reading(
    series: Series, bar: int, phrases: Phrases, ink: Ink, *, quiet: bool = False
) -> list[Word]:
    """Return date, prices, change, volume and market cap of a bar; the last words give way first.

    Quiet words are those of the last visible bar, when the crosshair is nowhere.
    """
    candles, text = series.candles, ink.muted if quiet else ink.text
    words = [Word(bar_date(phrases, int(candles.stamps[bar]), series.size), ink.muted, 1)]
    opens, high, low, close = (
        float(each[bar]) for each in (candles.open, candles.high, candles.low, candles.close)
    )
    if all(map(math.isfinite, (opens, high, low))):
        parts = QCoreApplication.translate("Chart", "O {open}  H {high}  L {low}").format(
            open=_figure(opens, series, phrases),
            high=_figure(high, series, phrases),
            low=_figure(low, series, phrases),
        )
        words.append(Word(parts, text, 2))
    parts = QCoreApplication.translate("Chart", "C {close}")
    words.append(Word(parts.format(close=_figure(close, series, phrases, series.currency)), text))
    change = change_at(candles, bar)
    if change is not None:
        tone = ink.mixed(ink.toned(change), _QUIET) if quiet else ink.toned(change)
        step = f"{_step(series, bar, phrases)}  {phrases.percent(change, 2)}"
        words.append(Word(step, tone))
    more = enumerate(_more(series, bar, phrases), 3)
    words.extend(Word(each, ink.muted, rank) for rank, each in more)
    return words


def _more(series: Series, bar: int, phrases: Phrases) -> Iterator[str]:
    """Yield volume, and the market cap beside prices or the share count beside caps."""
    volume = float(series.candles.volume[bar])
    if math.isfinite(volume) and volume > 0:
        text = QCoreApplication.translate("Chart", "Volume {volume}")
        yield text.format(volume=phrases.compact(volume))
    if series.quantity is Quantity.PRICE and series.caps is not None:
        cap = float(series.caps[bar])
        text = QCoreApplication.translate("Chart", "Cap {cap}")
        if math.isfinite(cap):
            yield text.format(cap=phrases.compact(cap, series.cap_currency))
    if series.quantity is Quantity.CAP and series.shares is not None:
        count = float(series.shares[bar])
        text = QCoreApplication.translate("Chart", "Shares {count}")
        if math.isfinite(count):
            yield text.format(count=phrases.compact(count))


def _figure(value: float, series: Series, phrases: Phrases, currency: str = "") -> str:
    if not math.isfinite(value):
        return UNKNOWN
    if series.quantity is Quantity.CAP:
        return phrases.compact(value, currency)
    return phrases.price(value, currency)


def _step(series: Series, bar: int, phrases: Phrases) -> str:
    """Return the change since the bar before in the unit of the series, with its sign."""
    closes = series.candles.close
    close = float(closes[bar])
    step = close - float(closes[bar - 1])
    if series.quantity is Quantity.CAP:
        return ("+" if step > 0 else "") + phrases.compact(step)
    return phrases.difference(step, close, series.currency)
