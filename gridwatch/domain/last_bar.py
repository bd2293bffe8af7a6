"""What the last bar of a chart is made of, so that a price can be put into it again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf, isfinite, isnan, nan

from gridwatch.domain.quote import Doubt, Quote
from gridwatch.domain.splits import Split, factor_between


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; a value that is not known is NaN."""

    open: float = nan
    high: float = nan
    low: float = nan
    close: float = nan
    volume: float = nan

    def times(self, factor: float) -> Bar:
        """Return the bar with its four prices times `factor`."""
        return Bar(
            self.open * factor,
            self.high * factor,
            self.low * factor,
            self.close * factor,
            self.volume,
        )


@dataclass(frozen=True, slots=True)
class LastBar:
    """The last bar of a series: what came before its last day, and that day itself.

    `before` is in the unit of the series: a week up to yesterday, nothing for a bar of one day or
    less. `own` is the last day's part (or the whole bar within the day) in the split-adjusted
    prices of the listing in its `currency`, as stored and widened by the quotes since. `final`
    days take no quote. `rate` leads from `currency` to that of the series, NaN where it is not
    known. `since` is the volume of the day before a bar within the day, NaN where that is unknown.
    """

    day: int
    before: Bar
    own: Bar
    final: bool
    currency: str
    rate: float
    splits: tuple[Split, ...] = ()
    exchange: str = ""
    since: float = nan


def combined(first: Bar, second: Bar) -> Bar:
    """Return the bar of two parts, one after the other: a part that is not known adds nothing."""
    return Bar(
        second.open if isnan(first.open) else first.open,
        _larger(first.high, second.high),
        -_larger(-first.low, -second.low),
        first.close if isnan(second.close) else second.close,
        _sum(first.volume, second.volume),
    )


def later_price(bar: Bar, price: Bar) -> Bar:
    """Return `bar` brought up to date by what a quote tells of the same time.

    Open and volume stay where the quote does not know them; extremes only widen.
    """
    return Bar(
        bar.open if isnan(price.open) else price.open,
        _larger(bar.high, price.high),
        -_larger(-bar.low, -price.low),
        price.close,
        bar.volume if isnan(price.volume) else price.volume,
    )


def usable(quote: Quote) -> bool:
    """Tell whether a quote may be drawn: in doubt, its scale may not be that of the history."""
    return quote.doubt is Doubt.NONE and quote.price > 0 and isfinite(quote.price)


def bar_of_quote(quote: Quote, splits: tuple[Split, ...]) -> Bar:
    """Return what a quote tells of its day, in the split-adjusted prices of the history.

    What no quote tells is NaN, never a guess. The quote of a day before a split that the history
    has worked in already is restated for it.
    """
    factor = factor_between(splits, quote.day, date.max)
    return Bar(
        nan,
        max(quote.day_high or quote.price, quote.price) / factor,
        min(quote.day_low or quote.price, quote.price) / factor,
        quote.price / factor,
        nan if quote.volume is None else quote.volume * factor,
    )


def _larger(one: float, other: float) -> float:
    known = max(-inf if isnan(one) else one, -inf if isnan(other) else other)
    return nan if known == -inf else known


def _sum(one: float, other: float) -> float:
    if isnan(one) and isnan(other):
        return nan
    return (0.0 if isnan(one) else one) + (0.0 if isnan(other) else other)
