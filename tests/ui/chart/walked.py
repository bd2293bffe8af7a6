"""Series that walk at random from a seed, and the company that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import numpy as np

from gridwatch.domain.bars import Floats
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, Candles, scaled
from gridwatch.domain.charting import Mark, MarkKind, Quantity
from gridwatch.domain.company import Basis, Company, Listing
from gridwatch.domain.last_bar import Bar, LastBar
from gridwatch.domain.marketcap import MarketCap
from gridwatch.domain.quote import Quote
from gridwatch.domain.series import Compared, Series, TargetPrice
from gridwatch.domain.targets import Target
from gridwatch.services.overview import CompanyView, Rung

SYMBOL, CURRENCY = "601179.SS", "CNY"
SHARES = 5e9
END = 20_517 * DAY_SECONDS  # 2026-03-05, exchange-local
NOW = datetime(2026, 3, 5, 4, tzinfo=UTC)
_STEPS = {
    BarSize.MINUTE: 60,
    BarSize.FIVE_MINUTES: 300,
    BarSize.DAY: DAY_SECONDS,
    BarSize.WEEK: 7 * DAY_SECONDS,
}


def walk(rng: np.random.Generator, count: int) -> Floats:
    """Return closes that begin near 10 and go up or down by 2 % a bar."""
    return 10 * np.exp(np.cumsum(rng.normal(0.001, 0.02, count)))


def candles_of(rng: np.random.Generator, closes: Floats, size: BarSize) -> Candles:
    """Return bars with these closes, the last of which begins at END."""
    count = len(closes)
    opens = np.concatenate((closes[:1], closes[:-1]))
    reach = np.abs(rng.normal(0, 0.012, (2, count)))
    high = np.maximum(opens, closes) * (1 + reach[0])
    low = np.minimum(opens, closes) * (1 - reach[1])
    step = _STEPS[size]
    stamps = END + np.arange(1 - count, 1, dtype=np.int64) * step
    return Candles(stamps, opens, high, low, closes, rng.lognormal(14, 0.6, count))


def series_of(
    candles: Candles,
    size: BarSize = BarSize.DAY,
    *,
    cap: bool = False,
    targets: Sequence[float] = (),
    compared: Sequence[Compared] = (),
    marks: Sequence[Mark] = (),
    symbol: str = SYMBOL,
) -> Series:
    """Return a series of prices, or of market caps, with targets at these prices."""
    shown = scaled(candles, np.full(len(candles), SHARES)) if cap else candles
    unit = SHARES if cap else 1.0
    lines = tuple(
        TargetPrice(each * SHARES, CURRENCY, each * unit, each <= candles.close[-1], number)
        for number, each in enumerate(targets, 1)
    )
    return Series(
        symbol,
        CURRENCY,
        shown,
        Quantity.CAP if cap else Quantity.PRICE,
        size,
        live=True,
        targets=lines,
        marks=tuple(marks),
        caps=shown.close if cap else candles.close * SHARES,
        cap_currency=CURRENCY,
        shares=np.full(len(candles), SHARES),
        compared=tuple(compared),
        last=_last_of(candles),
    )


def _last_of(candles: Candles) -> LastBar:
    columns = (candles.open, candles.high, candles.low, candles.close, candles.volume)
    own = Bar(*(float(each[-1]) for each in columns))
    day = int(candles.stamps[-1] // DAY_SECONDS)
    return LastBar(day, Bar(), own, final=False, currency=CURRENCY, rate=1.0, exchange="SSE")


def mark(kind: MarkKind, candles: Candles, bar: int) -> Mark:
    """Return a mark of a kind on a bar."""
    return Mark(kind, int(candles.stamps[bar]), 2.0, 1.0, CURRENCY, bar, bar)


def company(number: int = 1, symbol: str = SYMBOL, *, quote: Quote | None = None) -> CompanyView:
    """Return a company with one target; without a quote nothing on it depends on the clock."""
    listing = Listing(symbol, "SSE", CURRENCY)
    issuer = Company(number, "Walker", "", "", "CN", True, "uhv", symbol, (listing,))
    cap = MarketCap(80e9, CURRENCY, Basis.DOMESTIC, 16.0, SHARES)
    target = Target(number, number, Decimal("100e9"), CURRENCY, NOW)
    rung = Rung(target, 80e9, 25.0, 20.0, 0.8, reached=False)
    return CompanyView(issuer, quote, cap, 80e9, (rung,), None, stale=False)
