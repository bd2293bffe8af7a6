"""Lines made by a fixed recipe: many for the bench, and a small declared market for tests."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache

from tests.yahoo_server.bars import Bar, DayBar
from tests.yahoo_server.exchange import FOREX, NEW_YORK, exchange_of
from tests.yahoo_server.market import Dividend, Line, Market, Split

#: Friday 14:00 in Shanghai: China and Japan trade, Europe and America do not yet.
SAMPLE_NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
SAMPLE_DAY = SAMPLE_NOW.date()
USD_RATES: Mapping[str, float] = {
    "CNY": 7.1,
    "HKD": 7.8,
    "JPY": 151.0,
    "KRW": 1390.0,
    "INR": 88.0,
    "EUR": 0.86,
    "GBP": 0.75,
    "CHF": 0.8,
    "DKK": 6.4,
    "SEK": 9.5,
}


#: Symbol, currency, price of the first day, name, shares.
Sample = tuple[str, str, float, str, int | None]
_SAMPLES: tuple[Sample, ...] = (
    ("002028.SZ", "CNY", 92.0, "Sieyuan Electric", 778_000_000),
    ("601179.SS", "CNY", 7.4, "China XD", 5_125_882_352),
    ("600875.SS", "CNY", 17.0, "Dongfang", 3_458_000_000),
    ("1072.HK", "HKD", 11.0, "Dongfang H", 409_000_000),
    ("6501.T", "JPY", 3900.0, "Hitachi", 4_580_000_000),
    ("NG.L", "GBp", 980.0, "National Grid", 4_960_000_000),
    ("VUSD.L", "USD", 95.0, "S&P 500 ETF", None),
    ("ENR.DE", "EUR", 50.0, "Siemens Energy", 799_000_000),
)


def weekdays(first: date, last: date) -> list[date]:
    """Give the days from `first` to `last` that are not on a weekend."""
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in every if day.weekday() < 5]


def generated_bars(
    seed: str, first: date, last: date, start: float, splits: tuple[Split, ...] = ()
) -> tuple[DayBar, ...]:
    """Walk from a `start` price over the weekdays; the same seed and days give the same bars.

    Prices are as printed on their day, so they fall by the ratio where a split happens.
    """
    dice, price, rows = random.Random(f"gridwatch {seed}"), start, []  # noqa: S311 - no secret
    ratios = {split.day: split.ratio for split in splits}
    for number, day in enumerate(weekdays(first, last)):
        price /= ratios.get(day, 1.0)
        swing = 0.0004 + 0.0004 * math.sin(number / 90)
        begin = price * (1 + dice.gauss(0, 0.004))
        price = max(price * (1 + swing + dice.gauss(0, 0.016)), 0.05)
        high = max(begin, price) * (1 + abs(dice.gauss(0, 0.006)))
        low = min(begin, price) * (1 - abs(dice.gauss(0, 0.006)))
        volume = 100 * dice.randrange(5_000, 400_000)
        rows.append(
            DayBar(
                day, Bar(round(begin, 4), round(high, 4), round(low, 4), round(price, 4), volume)
            )
        )
    return tuple(rows)


def generated_line(symbol: str, first: date, last: date, name: str = "") -> Line:
    """Make one line with quarterly dividends and a dated share count that grows once a year."""
    exchange = exchange_of(symbol)
    dice = random.Random(f"line {symbol}")  # noqa: S311 - no secret
    start, count = dice.uniform(8, 90), dice.randrange(200, 6_000) * 1_000_000
    bars = generated_bars(symbol, first, last, start)
    return Line(
        symbol=symbol,
        exchange=exchange,
        currency=exchange.currency,
        bars=bars,
        short_name=name or symbol,
        long_name=f"{name or symbol} Co., Ltd.",
        dividends=tuple(Dividend(row.day, round(start / 200, 4)) for row in bars[63::63]),
        shares=tuple(
            (date(year, 1, 1), round(count * 1.01 ** (year - first.year)))
            for year in range(first.year, last.year + 1)
        ),
    )


def generated_market(count: int, years: int, until: date) -> Market:
    """Make `count` lines on ten exchanges with `years` of days to `until`, and currencies."""
    first = date(until.year - years, until.month, min(until.day, 28))
    suffixes = ("SS", "SZ", "SS", "SZ", "HK", "T", "KS", "DE", "PA", "")
    lines = []
    for number in range(count):
        suffix = suffixes[number % len(suffixes)]
        symbol = f"{600000 + number}.{suffix}" if suffix else f"GRID{_letters(number)}"
        lines.append(generated_line(symbol, first, until, f"Grid Works {number + 1}"))
    return Market(lines, currency_finder(first, until))


def _letters(number: int) -> str:
    return chr(65 + number // 26 % 26) + chr(65 + number % 26)


def currency_finder(first: date, last: date) -> Callable[[str], Line | None]:
    """Make a finder of currency pairs (`USDCNY=X`, `CNY=X`) that wander around fixed rates."""
    rates = {"USD": 1.0, **USD_RATES}

    def find(symbol: str) -> Line | None:
        pair = pair_of(symbol)
        if pair is None or not set(pair) <= set(rates):
            return None
        start = rates[pair[1]] / rates[pair[0]]
        rows = []
        for number, day in enumerate(weekdays(first, last)):
            price = round(start * (1 + 0.02 * math.sin(number / 60)), 6)
            rows.append(DayBar(day, Bar(price, price, price, price, 0)))
        return currency_line(symbol, tuple(rows))

    return find


def pair_of(symbol: str) -> tuple[str, str] | None:
    """Read `USDCNY=X` as dollars in yuan, and `CNY=X` likewise; None for what is no pair."""
    name, _, tail = symbol.partition("=")
    if tail != "X" or len(name) not in (3, 6) or not name.isalpha():
        return None
    return ("USD", name) if len(name) == 3 else (name[:3], name[3:])


def currency_line(symbol: str, bars: tuple[DayBar, ...]) -> Line:
    """Make the line of a currency pair: no shares, no volume, no market cap."""
    base, counter = pair_of(symbol) or ("", "")
    name = f"{base}/{counter}"
    return Line(symbol, FOREX, counter, bars, name, name, kind="CURRENCY")


def sample_market(until: date = SAMPLE_DAY) -> Market:
    """Make nine declared lines, two years up to `until`, that hold the cases which tests are about.

    An A and an H share of one company, pence and dollars in London, a split and a dividend with
    another `implied` count (POWL), a line without shares (VUSD.L), and the currencies.
    """
    first = _two_years_before(until)
    return Market(_sample_lines(until), currency_finder(first, until))


def _two_years_before(day: date) -> date:
    return date(day.year - 2, day.month, min(day.day, 28))


@cache
def _sample_lines(until: date) -> tuple[Line, ...]:
    first = _two_years_before(until)
    split_day = weekdays(until - timedelta(days=120), until)[0]
    made = (_sample(row, first, until) for row in _SAMPLES)
    return (*made, _split_line(first, until, split_day))


def _sample(row: Sample, first: date, until: date) -> Line:
    symbol, currency, start, name, count = row
    return Line(
        symbol=symbol,
        exchange=exchange_of(symbol),
        currency=currency,
        bars=generated_bars(symbol, first, until, start),
        short_name=name,
        long_name=f"{name} (sample)",
        kind="EQUITY" if count else "ETF",
        shares=((first, count),) if count else (),
    )


def _split_line(first: date, until: date, day: date) -> Line:
    splits = (Split(day, 2.0),)
    dividend_day = weekdays(day - timedelta(days=60), day)[0]
    return Line(
        symbol="POWL",
        exchange=NEW_YORK,
        currency="USD",
        bars=generated_bars("POWL", first, until, 240.0, splits),
        short_name="Powell",
        long_name="Powell (sample)",
        splits=splits,
        dividends=(Dividend(dividend_day, 1.2),),
        shares=((first, 12_000_000), (day, 24_000_000)),
        implied=24_600_000,
    )
