"""Puts the quote of a company into the last bar of its series, or begins a new one with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from math import isfinite, isnan, nan
from typing import TYPE_CHECKING

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, Candles, periods
from gridwatch.domain.charting import Quantity
from gridwatch.domain.last_bar import Bar, LastBar, bar_of_quote, combined, later_price, usable
from gridwatch.domain.quote import Quote
from gridwatch.domain.series import Series
from gridwatch.domain.sessions import HOURS
from gridwatch.services.overview import CompanyView
from gridwatch.services.rule_prices import at_heights, share_of_cap
from gridwatch.services.target_prices import target_prices

if TYPE_CHECKING:
    from gridwatch.domain.owned import OwnCost

# Closing auctions end up to this long after the hours that we know of.
AUCTION = timedelta(minutes=15)
# Bars of an hour that tell when such bars begin: those of a week, of which one day may be short.
_HOURS_KNOWN = 40


@dataclass(frozen=True, slots=True)
class _Tick:
    """A quote as the listing's own prices, and what turns those into the series and into caps."""

    quote: Quote
    price: Bar
    unit: float
    cap_unit: float
    shares: float


@dataclass(frozen=True, slots=True)
class _Change:
    """The new state of the last bar; `stamp` where it begins, None where it is the old one."""

    last: LastBar
    stamp: int | None


def ticked(series: Series, view: CompanyView) -> tuple[Series, int]:
    """Return the series with the view's quote in it, and the number of the first changed bar.

    That is the number of bars where no bar changes: the quote is in doubt, older than the last
    bar, of a final day, of another company or in another currency. Targets are those of the view;
    rules are those of the last reading, at their heights of now. A change of the last bar is
    **written into the arrays of the series that was given**, which belong to one chart alone; only
    a bar that begins makes new arrays. Rates are those of the last reading.
    """
    tick, last = _tick(series, view), series.last
    if last is None or view.company.primary != series.symbol:
        return series, len(series.candles)
    find = _within_the_day if series.size.intraday else _of_days
    change = find(series, last, tick) if tick is not None else None
    series = _retargeted(series, last, view)
    if change is None or tick is None:
        return series, len(series.candles)
    bar = combined(change.last.before, change.last.own.times(tick.unit))
    cap = change.last.own.close * tick.cap_unit
    if change.stamp is None:
        _write(series, bar, cap, tick.shares)
    else:
        series = _grown(series, change.stamp, bar, cap, tick.shares)
    return replace(series, live=True, last=change.last), len(series.candles) - 1


def _retargeted(series: Series, last: LastBar, view: CompanyView) -> Series:
    """Return the series with targets, rules and cost as of now; with an unknown cap they stay."""
    targets = target_prices(view, series.quantity, last.currency, series.currency, last.rate)
    waits = view.cap.value is None and len(targets) < len(view.rungs)
    rules = at_heights(series.rules, view, series.quantity, last.currency)
    cost = _cost_now(series, view, last.currency)
    stay = waits or targets == series.targets
    if stay and rules is series.rules and cost is series.cost:
        return series
    targets = series.targets if stay else targets
    return replace(series, targets=targets, rules=rules, cost=cost)


def _cost_now(series: Series, view: CompanyView, listed: str) -> OwnCost | None:
    """Return what the user's shares have cost at its height among caps: they move, it does not."""
    cost = series.cost
    if cost is None or series.quantity is Quantity.PRICE:
        return cost
    height = cost.share / share_of_cap(view, listed)
    return cost if height == cost.price or not isfinite(height) else replace(cost, price=height)


def _tick(series: Series, view: CompanyView) -> _Tick | None:
    quote, last = view.quote, series.last
    if quote is None or last is None or quote.currency != last.currency or not usable(quote):
        return None
    price = bar_of_quote(quote, last.splits)
    cap_unit = shares = nan
    if view.cap.value is not None and view.cap.currency == last.currency and not view.doubt:
        cap_unit = view.cap.value / price.close * last.rate
        shares = nan if view.cap.shares is None else view.cap.shares
    unit = last.rate if series.quantity is Quantity.PRICE else cap_unit
    return _Tick(quote, price, unit, cap_unit, shares) if isfinite(unit) else None


def _of_days(series: Series, last: LastBar, tick: _Tick) -> _Change | None:
    """Put a quote into a bar of a day, a week or a month."""
    day = day_number(tick.quote.day)
    if day < last.day or (day == last.day and last.final):
        return None
    if day == last.day:
        return _Change(replace(last, own=later_price(last.own, tick.price)), None)
    begun = replace(last, day=day, own=tick.price, before=Bar(), final=False)
    stamp = day * DAY_SECONDS
    if _period(stamp, series.size) != _period(last.day * DAY_SECONDS, series.size):
        return _Change(begun, stamp)
    return _Change(replace(begun, before=_bar_at(series.candles, -1)), None)


def _within_the_day(series: Series, last: LastBar, tick: _Tick) -> _Change | None:
    """Put a quote into a bar of minutes or hours; of its day only the last price belongs to it.

    A bar that begins opens at the first price that is seen of it, until it is fetched.
    """
    at = trade_stamp(tick.quote, last.exchange)
    stamps, size = series.candles.stamps, series.size
    stamp = _beginning(stamps, size, at)
    end = int(stamps[-1])
    close = tick.price.close
    if stamp < end and _period(stamp, size) != _period(end, size):
        return None
    if stamp <= end or _period(stamp, size) == _period(end, size):
        price = Bar(nan, close, close, close, _volume(tick, last.since))
        return _Change(replace(last, own=later_price(last.own, price)), None)
    same_day = stamp // DAY_SECONDS == end // DAY_SECONDS
    # Of a day whose first bars are not fetched yet nobody knows how much was traded when.
    earlier = 0.0 if isnan(last.since) else last.since
    since = earlier + last.own.volume if same_day else nan
    own = Bar(close, close, close, close, _volume(tick, since))
    return _Change(replace(last, day=stamp // DAY_SECONDS, own=own, since=since), stamp)


def trade_stamp(quote: Quote, exchange: str) -> int:
    """Return when a quote was made on the exchange's own clock, in seconds since 1970-01-01.

    The price of a closing auction belongs to the last bar of the day.
    """
    local = quote.time.astimezone(UTC).replace(tzinfo=None) + timedelta(seconds=quote.offset)
    hours = HOURS.get(exchange)
    if hours is not None:
        closes = datetime.combine(local.date(), hours.closes)
        if closes <= local <= closes + AUCTION:
            local = closes - timedelta(seconds=1)
    midnight = day_number(local.date()) * DAY_SECONDS
    return midnight + int((local - datetime.combine(local.date(), time())).total_seconds())


def _beginning(stamps: Days, size: BarSize, at: int) -> int:
    """Return when the bar that holds `at` begins.

    Bars of an hour begin with the session, at half past nine say, and anew after its pause: when
    they began on the days before. Shorter ones begin on the clock.
    """
    if size is not BarSize.HOUR:
        return at - at % size.seconds
    end = int(stamps[-1])
    if end <= at < end + size.seconds:
        return end
    midnight = at - at % DAY_SECONDS
    known = stamps[: np.searchsorted(stamps, midnight)][-_HOURS_KNOWN:] % DAY_SECONDS
    begun = known[known <= at - midnight]
    if len(begun):
        return midnight + int(begun.max())
    day = end // DAY_SECONDS * DAY_SECONDS
    first = int(stamps[np.searchsorted(stamps, day)]) % size.seconds
    return at - (at - first) % size.seconds


def _volume(tick: _Tick, since: float) -> float:
    """Return what was traded of the day since `since` was: the day's volume less that."""
    rest = tick.price.volume - since
    return rest if isnan(rest) else max(0.0, rest)


def _period(stamp: int, size: BarSize) -> int:
    return int(periods(np.array([stamp], dtype=np.int64), size)[0])


def _bar_at(candles: Candles, row: int) -> Bar:
    one = candles
    columns = (one.open, one.high, one.low, one.close, one.volume)
    return Bar(*(float(each[row]) for each in columns))


def _write(series: Series, bar: Bar, cap: float, shares: float) -> None:
    one = series.candles
    one.open[-1], one.high[-1], one.low[-1] = bar.open, bar.high, bar.low
    one.close[-1], one.volume[-1] = bar.close, bar.volume
    for column, value in ((series.caps, cap), (series.shares, shares)):
        if column is not None and column is not one.close:
            column[-1] = value


def _grown(series: Series, stamp: int, bar: Bar, cap: float, shares: float) -> Series:
    """Return the series with one bar more; what it is compared with stays at its last value."""
    one = series.candles
    candles = Candles(
        np.append(one.stamps, stamp),
        np.append(one.open, bar.open),
        np.append(one.high, bar.high),
        np.append(one.low, bar.low),
        np.append(one.close, bar.close),
        np.append(one.volume, bar.volume),
    )
    caps = candles.close if series.caps is one.close else _appended(series.caps, cap)
    return replace(
        series,
        candles=candles,
        caps=caps,
        shares=_appended(series.shares, shares),
        compared=tuple(
            replace(each, values=np.append(each.values, each.values[-1:]))
            for each in series.compared
        ),
    )


def _appended(column: Floats | None, value: float) -> Floats | None:
    return None if column is None else np.append(column, value)
