"""What the user owns of a company, in words: each trade, and what a share has cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.charting import Quantity
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.owned import OwnCost, Traded
from gridwatch.domain.series import Series
from gridwatch.ui.phrases import Phrases

translate = QCoreApplication.translate
_MOST_DIGITS = 4  # of a part of a share
_HAPPENED: Mapping[tuple[Kind, bool], Callable[[], str]] = {
    (Kind.BUY, True): lambda: translate("ChartMark", "Bought {shares}"),
    (Kind.SELL, False): lambda: translate("ChartMark", "Sold {shares}"),
    (Kind.DELIVERY_IN, True): lambda: translate("ChartMark", "Delivered in: {shares}"),
    (Kind.DELIVERY_OUT, False): lambda: translate("ChartMark", "Delivered out: {shares}"),
    (Kind.SPIN_OFF, True): lambda: translate("ChartMark", "Came by a spin-off: {shares}"),
    (Kind.MERGER, True): lambda: translate("ChartMark", "Came by a merger: {shares}"),
    (Kind.MERGER, False): lambda: translate("ChartMark", "Went in a merger: {shares}"),
}


def traded_words(traded: Traded, phrases: Phrases) -> str:
    """Return what came or went, at which price, of which listing and in which account."""
    what = _HAPPENED[traded.kind, traded.comes]().format(shares=_many(traded.quantity, phrases))
    if traded.symbol:
        text = translate("ChartMark", "{trade} of {symbol}")
        what = text.format(trade=what, symbol=traded.symbol)
    if traded.price is not None:
        text = translate("ChartMark", "{trade} at {price}")
        what = text.format(trade=what, price=phrases.price(float(traded.price), traded.currency))
    words = (what, _restated(traded, phrases), traded.account)
    return " · ".join(each for each in words if each)


def _restated(traded: Traded, phrases: Phrases) -> str:
    """Return what that is in shares of today, "" where there has been no split since."""
    if traded.split == 1 or traded.quantity is None:
        return ""
    shares = _many(traded.quantity * Decimal(traded.split), phrases)
    if traded.price is None:
        return translate("ChartMark", "today {shares}").format(shares=shares)
    text = translate("ChartMark", "today {shares} at {price}")
    price = phrases.price(float(traded.price) / traded.split, traded.currency)
    return text.format(shares=shares, price=price)


def _many(quantity: Decimal | None, phrases: Phrases) -> str:
    """Return a number of shares, without its sign."""
    if quantity is None:
        return translate("ChartMark", "shares")
    if abs(quantity) == 1:
        return translate("ChartMark", "1 share")
    number = phrases.plain(abs(float(quantity)), _MOST_DIGITS)
    return translate("ChartMark", "{number} shares").format(number=number)


def cost_label(cost: OwnCost, series: Series, phrases: Phrases) -> str:
    """Return the label of the line at what a share has cost, or was sold short at."""
    text = (
        translate("Chart", "Sold short at {price} · {shares}")
        if cost.quantity < 0
        else translate("Chart", "Your cost {price} · {shares}")
    )
    # Beside caps it is the one price on the chart.
    currency = "" if series.quantity is Quantity.PRICE else series.currency
    price = phrases.price(cost.share, currency)
    return text.format(price=price, shares=_many(cost.quantity, phrases))


def cost_words(cost: OwnCost, series: Series, phrases: Phrases) -> str:
    """Return the same as a sentence, and how far the last price is from it."""
    text = (
        translate("Chart", "You have sold {shares} short at {price} on average, after charges.")
        if cost.quantity < 0
        else translate("Chart", "You hold {shares} at an average cost of {price}, with charges.")
    )
    price = phrases.price(cost.share, series.currency)
    words = text.format(shares=_many(cost.quantity, phrases), price=price)
    last = float(series.candles.close[-1])
    if not (cost.price > 0 and last > 0):
        return words
    off = last / cost.price - 1
    text = (
        translate("Chart", "The last price is {percent} above that.")
        if off >= 0
        else translate("Chart", "The last price is {percent} below that.")
    )
    return f"{words} {text.format(percent=phrases.percent(abs(off), signed=False))}"
