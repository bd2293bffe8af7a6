"""Real price files turned into lines: both headers, blank rows, share counts and events.

Files whose header has `total_mcap_cny` are UNADJUSTED, while Yahoo's closes are split-adjusted.
Their `prev_close` is the exchange's reference price, so an ex-day shows where it differs from
yesterday's close. From both the events are derived: a split where the share count grows (that day
or the next) by the factor by which the reference fell, give or take a dividend paid with it; a
dividend where the count stands still. A rise of the count with no such fall (placement, rights
issue) is no event. The market then adjusts older prices itself, up to its clock. With `as_is=True`
no events are derived and the chart's closes are the file's.

All other files are served as they are, with their adjusted close where they have one.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import isfinite
from pathlib import Path

from tests.yahoo_server.bars import NULL_BAR, Bar, DayBar
from tests.yahoo_server.exchange import exchange_of
from tests.yahoo_server.generated import currency_line, pair_of
from tests.yahoo_server.market import Dividend, Line, Market, Split

#: The kinds of file of one symbol, the best for a chart first; "" is a file without a kind in its
#: name.
KINDS = ("", "raw_mcap", "qfq2", "yahoo", "recent", "adj", "qfq", "qfq2020")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """What the catalog says about one symbol."""

    name: str
    native_name: str
    currency: str
    shares: int | None


@dataclass(frozen=True, slots=True)
class RawDay:
    """One priced day of an unadjusted file; `reference` is the exchange's price before the open."""

    day: date
    close: float
    reference: float
    shares: int


def split_name(file: Path) -> tuple[str, str]:
    """Take a file's name apart: `601179.SS.raw_mcap.csv` is symbol 601179.SS, kind raw_mcap."""
    head, _, tail = file.stem.rpartition(".")
    return (head, tail) if head and tail in KINDS else (file.stem, "")


def read_catalog(file: Path) -> dict[str, CatalogRow]:
    """Read the catalog by symbol."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["symbol"]: _catalog_row(row) for row in csv.DictReader(lines)}


def _catalog_row(row: Row) -> CatalogRow:
    count = row["shares_outstanding"]
    return CatalogRow(
        row["name_en"], row["name_native"], row["currency"], int(float(count)) if count else None
    )


def read_price_file(file: Path, about: CatalogRow | None = None, *, as_is: bool = False) -> Line:
    """Read one file into a line; a catalog count is taken to hold from the first day."""
    symbol, _ = split_name(file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row.get("date")]
    bars = tuple(_day_bar(row) for row in rows)
    days = raw_days(rows)
    splits, dividends = ((), ()) if as_is else events_of(days)
    known = about.shares if about else None
    exchange = exchange_of(symbol)
    return Line(
        symbol=symbol,
        exchange=exchange,
        currency=about.currency if about and about.currency else exchange.currency,
        bars=bars,
        short_name=about.name if about else symbol,
        long_name=about.name if about else symbol,
        splits=splits,
        dividends=dividends,
        shares=share_steps(days) or (((bars[0].day, known),) if known and bars else ()),
    )


def _number(words: str | None) -> float | None:
    try:
        found = float(words or "")
    except ValueError:
        return None
    return found if isfinite(found) else None


def _day_bar(row: Row) -> DayBar:
    day = date.fromisoformat(row["date"][:10])
    prices = [_number(row[name]) for name in ("open", "high", "low", "close")]
    volume = _number(row["volume"])
    if any(not price for price in prices):
        return DayBar(day, NULL_BAR)
    begin, high, low, close = prices
    bar = Bar(begin, high, low, close, None if volume is None else int(volume))
    return DayBar(day, bar, _number(row.get("adj_close")))


def raw_days(rows: Iterable[Row]) -> list[RawDay]:
    """Give the priced days of an unadjusted file; none for the other kind."""
    found = []
    for row in rows:
        close, cap = _number(row.get("close")), _number(row.get("total_mcap_cny"))
        reference = _number(row.get("prev_close"))
        if close and cap and reference:
            day = date.fromisoformat(row["date"][:10])
            found.append(RawDay(day, close, reference, round(cap / close)))
    return found


def share_steps(days: Sequence[RawDay]) -> tuple[tuple[date, int], ...]:
    """Give the dates on which the count (total cap ÷ close) changes, and the new count.

    The source rounds the cap, which moves the count by some shares in a thousand million; such
    moves are no change.
    """
    steps: list[tuple[date, int]] = []
    for one in days:
        if not steps or abs(one.shares / steps[-1][1] - 1.0) > 1e-6:
            steps.append((one.day, one.shares))
    return tuple(steps)


def events_of(days: Sequence[RawDay]) -> tuple[tuple[Split, ...], tuple[Dividend, ...]]:
    """Derive splits and dividends (see the module's words) from an unadjusted file."""
    splits, dividends = [], []
    for before, today, after in zip(days, days[1:], [*days[2:], None], strict=False):
        fall = before.close / today.reference
        growth = [today.shares / before.shares]
        if after is not None:
            growth.append(after.shares / today.shares)
        ratio = next((one for one in growth if one > 1.02 and 0.99 <= fall / one <= 1.06), None)
        if ratio is not None and fall > 1.02:
            splits.append(_split(today.day, ratio))
        elif max(abs(one - 1.0) for one in growth) > 5e-4:
            continue
        cash = before.close - today.reference * (ratio or 1.0)
        if cash > 0.0008 * before.close:
            dividends.append(Dividend(today.day, round(cash, 4)))
    return tuple(splits), tuple(dividends)


def _split(day: date, ratio: float) -> Split:
    simple = Fraction(ratio).limit_denominator(20)
    if abs(float(simple) / ratio - 1.0) > 1e-4:
        simple = Fraction(ratio).limit_denominator(100_000)
    return Split(day, float(simple.numerator), float(simple.denominator))


def file_market(
    data: Path,
    *,
    symbols: Iterable[str] = (),
    kinds: Sequence[str] = KINDS,
    as_is: bool = False,
) -> Market:
    """Serve the files under `data` (`ohlcv/`, `catalog.csv`, `fx/`): all, or the `symbols` named.

    Of several files of one symbol the first by the order of `kinds` is taken.
    """
    catalog = read_catalog(data / "catalog.csv")
    chosen: dict[str, Path] = {}
    wanted = set(symbols)
    for kind in reversed(kinds):
        for file in sorted((data / "ohlcv").glob("*.csv")):
            symbol, found = split_name(file)
            if found == kind and (not wanted or symbol in wanted):
                chosen[symbol] = file
    lines = [read_price_file(file, catalog.get(one), as_is=as_is) for one, file in chosen.items()]
    return Market(lines, euro_rates_finder(data / "fx" / "eurofxref-hist.csv"))


def euro_rates_finder(file: Path) -> Callable[[str], Line | None]:
    """Make a finder of currency pairs from the ECB's rates (units per euro, blank = none)."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    known = set(rows[0]) - {"Date"} | {"EUR"}

    def rate(row: Row, currency: str) -> float | None:
        return 1.0 if currency == "EUR" else _number(row[currency])

    def find(symbol: str) -> Line | None:
        pair = pair_of(symbol)
        if pair is None or not set(pair) <= known:
            return None
        bars = []
        for row in rows:
            base, counter = rate(row, pair[0]), rate(row, pair[1])
            if base and counter:
                price = round(counter / base, 6)
                day = date.fromisoformat(row["Date"])
                bars.append(DayBar(day, Bar(price, price, price, price, 0)))
        return currency_line(symbol, tuple(bars))

    return find
