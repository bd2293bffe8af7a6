"""The series that a chart draws: stored bars, today's quote on top, and the prices of targets."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass, fields, replace

import numpy as np

from gridwatch.domain.bars import Bars, bars_of, day_number
from gridwatch.domain.quote import Doubt, Quote
from gridwatch.services.overview import CompanyView
from gridwatch.store.market.bars import read_bars
from gridwatch.store.market.instruments import all_instruments

_COLUMNS = tuple(each.name for each in fields(Bars))


@dataclass(frozen=True, slots=True)
class TargetPrice:
    """One target as the price of the primary listing that it implies.

    `amount` in major units of `amount_currency`; `price` in those of the series.
    """

    amount: float
    amount_currency: str
    price: float
    reached: bool


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Daily prices of a primary listing in major units of `currency`, oldest first.

    `live`: the last bar is today's, made from or brought up to date by the stored quote.
    """

    symbol: str
    currency: str
    bars: Bars
    live: bool
    targets: tuple[TargetPrice, ...]


def read_series(market: sqlite3.Connection | None, view: CompanyView) -> Series | None:
    """Read what is stored of a company's primary listing; None where no bars are stored.

    Targets whose price can't be told (no cap, no rate, another currency) are left out.
    """
    if market is None:
        return None
    symbol = view.company.primary
    stored = read_bars(market, symbol)
    if not len(stored):
        return None
    instrument = all_instruments(market).get(symbol)
    currency = instrument.currency if instrument else ""
    bars = stored
    if view.quote is not None and view.quote.currency == currency:
        bars = with_quote(stored, view.quote)
    return Series(symbol, currency, bars, bars is not stored, target_prices(view, currency))


def target_prices(view: CompanyView, currency: str) -> tuple[TargetPrice, ...]:
    """Return the targets of a company as prices in `currency`, in the order of its rungs."""
    if view.cap.currency != currency:
        return ()
    return tuple(
        TargetPrice(float(rung.target.amount), rung.target.currency, rung.price, bool(rung.reached))
        for rung in view.rungs
        if rung.price is not None
    )


def with_quote(bars: Bars, quote: Quote) -> Bars:
    """Return `bars` with the quote's day appended or brought up to date.

    The same object comes back where the quote adds nothing: it is older, its day is already
    final, or it is in doubt, for then its scale may not be that of the history.
    """
    if quote.doubt is not Doubt.NONE or not (quote.price > 0 and math.isfinite(quote.price)):
        return bars
    day, last = day_number(quote.day), int(bars.days[-1]) if len(bars) else None
    if last is None or day > last:
        return _joined(bars, _bar_of(quote, day))
    if day < last or bars.final[-1]:
        return bars
    return _joined(_without_last(bars), _updated(bars, quote))


def _bar_of(quote: Quote, day: int) -> Bars:
    """Make a bar of a day known by its quote alone; what no quote tells is NaN, never a guess."""
    return bars_of(
        [
            (
                day,
                math.nan,
                max(quote.day_high or quote.price, quote.price),
                min(quote.day_low or quote.price, quote.price),
                quote.price,
                math.nan if quote.volume is None else quote.volume,
                False,
            )
        ]
    )


def _updated(bars: Bars, quote: Quote) -> Bars:
    today = _bar_of(quote, int(bars.days[-1]))
    return replace(
        today,
        open=bars.open[-1:],
        high=np.maximum(today.high, bars.high[-1:]),
        low=np.minimum(today.low, bars.low[-1:]),
        volume=bars.volume[-1:] if quote.volume is None else today.volume,
    )


def _without_last(bars: Bars) -> Bars:
    return Bars(*(getattr(bars, name)[:-1] for name in _COLUMNS))


def _joined(first: Bars, second: Bars) -> Bars:
    return Bars(
        *(np.concatenate((getattr(first, name), getattr(second, name))) for name in _COLUMNS)
    )
