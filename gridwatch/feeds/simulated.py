"""A simulated market that serves the demo, the pictures and the tests in the place of a real one.

Every price is a function of its symbol and the time alone: two processes that look at the same
instant see the same, and a finished day never changes. Every line trades around the clock on every
day of the week, local midnight to midnight of its real exchange, so that a demo lives at any hour.
For that reason its exchange is called SIM, which has no trading hours. Nothing splits and nobody
pays a dividend here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import numpy as np

from gridwatch.domain.bars import Bars, Floats, History, day_number, day_of
from gridwatch.domain.barsize import REACH, BarSize
from gridwatch.domain.candles import Candles
from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble, Found, IntradayHistory, QuoteAnswer, Tick
from gridwatch.feeds.simulated_intraday import Part, day_candles
from gridwatch.feeds.simulated_lines import Line, declared_lines, undeclared_line
from gridwatch.feeds.simulated_path import (
    FIRST_DAY,
    TICK_SECONDS,
    Columns,
    DayPath,
    Moment,
    finished_days,
    moment_of,
    path_of,
    paths_of,
    seed_of,
)
from gridwatch.feeds.simulated_stream import SimulatedStream
from gridwatch.feeds.wall_clock import at_the_exchange

NAME = "Simulated market"
EXCHANGE = "SIM"
MOST_FOUND = 20
HISTORY_YEARS = 10
FULL_COUNT_YEAR = 2026
ISSUED_A_YEAR = 0.004
TRADE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _LocalDay:
    """A day of one zone: its number, when it began (since 1970) and its length, in seconds."""

    number: int
    began: int
    length: int


@dataclass(slots=True)
class SimulatedFeed:
    """A Feed that needs no source.

    Symbols in `failing` give that trouble; while `offline` is true every call fails. A stream ticks
    every `pace` seconds.
    """

    clock: Callable[[], datetime]
    catalog: Path
    failing: Mapping[str, TroubleKind] = field(default_factory=dict)
    offline: bool = False
    pace: float = TRADE_SECONDS
    name: str = field(default=NAME, init=False)
    simulated: bool = field(default=True, init=False)
    _lines: dict[str, Line] = field(init=False)
    _paths: dict[str, tuple[int, DayPath]] = field(default_factory=dict, init=False)
    _stopped: Event = field(default_factory=Event, init=False)

    def __post_init__(self) -> None:
        """Read the catalog; a fault in it is a bug of the program and raises."""
        self._lines = declared_lines(self.catalog)

    def quotes(self, symbols: Sequence[str]) -> QuoteAnswer:
        """Return a quote for each known symbol, as of the last five-second tick."""
        now = self._now(symbols)
        quotes, troubles, results = [], [], {}
        for symbol in symbols:
            try:
                line = self._line(symbol)
            except FeedTrouble as trouble:
                troubles.append(trouble)
                continue
            quotes.append(self._quote(line, now, _tick(now)))
            if line.listing_shares is not None:
                results[symbol] = _results(line, quotes[-1].day)
        return QuoteAnswer(tuple(quotes), tuple(troubles), results)

    def history(self, symbol: str, since: date | None) -> History:
        """Return daily bars until the unfinished one of today, whose close is the quote's price."""
        now = self._now((symbol,))
        line = self._line(symbol)
        day = _local_day(line, now)
        wanted = _years_before(day.number) if since is None else day_number(since)
        first = min(max(wanted, FIRST_DAY + 1), day.number)
        bars = _bars(line, first, day.number, self._moment(line, day, _tick(now)))
        place = line.place
        return History(
            symbol, line.currency, place.quoted_in, place.zone, EXCHANGE, bars, name=line.name
        )

    def intraday(self, symbol: str, size: BarSize, since: datetime | None) -> IntradayHistory:
        """Return bars of `size` until the unfinished one, whose close is the quote's price."""
        now = self._now((symbol,))
        line = self._line(symbol)
        earliest = now - REACH[size]
        begin = earliest if since is None else min(max(since, earliest), now)
        place, candles = line.place, self._candles(line, size, begin, now)
        return IntradayHistory(
            symbol,
            size,
            line.currency,
            place.quoted_in,
            place.zone,
            EXCHANGE,
            at_the_exchange(candles, ZoneInfo(place.zone)),
            line.name,
        )

    def stream(self, symbols: Sequence[str], on_tick: Callable[[Tick], None]) -> SimulatedStream:
        """Begin to give a tick of each of `symbols`, about every second unless `pace` differs."""
        self._now(symbols)
        return SimulatedStream(self._ticks, symbols, on_tick, self._stopped, self.pace)

    def shares(self, symbol: str, since: date) -> tuple[ShareCount, ...]:
        """Return a count of the listing's class for each quarter's first day; none for a rate."""
        now = self._now((symbol,))
        line = self._line(symbol)
        if line.listing_shares is None:
            return ()
        last = day_of(_local_day(line, now).number)
        days = (date(year, month, 1) for year in _years(since, last) for month in (1, 4, 7, 10))
        return tuple(
            ShareCount(Scope.LISTING, each, _count_in(line.listing_shares, each.year), NAME)
            for each in days
            if since <= each <= last
        )

    def search(self, text: str) -> tuple[Found, ...]:
        """Return lines with `text` in a name, symbol or ISIN or at the start of one, best first.

        A symbol that no line has, but that could be one of an exchange we know, is found as well.
        """
        self._now(())
        words = text.strip().casefold()
        if not words:
            return ()
        ranked = sorted((_rank(each, words), each.symbol) for each in self._lines.values())
        found = [self._lines[symbol] for rank, symbol in ranked if rank < _NO_MATCH]
        invented = undeclared_line(words.upper()) if "." in words and not found else None
        lines = [*found[:MOST_FOUND], *([invented] if invented else [])]
        return tuple(_found(each) for each in lines)

    def stop(self) -> None:
        """Make every later call end with a FeedTrouble."""
        self._stopped.set()

    def _now(self, symbols: Sequence[str]) -> datetime:
        if self._stopped.is_set():
            raise FeedTrouble(TroubleKind.OFFLINE, "the simulated market was stopped", symbols)
        if self.offline:
            raise FeedTrouble(TroubleKind.OFFLINE, "the simulated market is offline", symbols)
        now = self.clock()
        if now.tzinfo is None:
            raise ValueError("the clock of the simulated market must give times with a zone")
        if day_number(now.date()) < FIRST_DAY + 3:
            detail = f"nothing trades before {day_of(FIRST_DAY)}"
            raise FeedTrouble(TroubleKind.UNKNOWN, detail, symbols)
        return now

    def _line(self, symbol: str) -> Line:
        kind = self.failing.get(symbol)
        if kind is not None:
            raise FeedTrouble(kind, "this trouble was asked for", (symbol,))
        line = self._lines.get(symbol) or undeclared_line(symbol)
        if line is None:
            raise FeedTrouble(TroubleKind.UNKNOWN, "no such simulated line", (symbol,))
        return line

    def _ticks(self, symbols: Sequence[str]) -> list[Tick]:
        """Return the present trade of each symbol; FeedTrouble while offline.

        To the second, or as fine as the pace needs it: a trade of the same time is no other one.
        """
        now = self._now(symbols)
        at = now.timestamp() if self.pace < TRADE_SECONDS else int(now.timestamp())
        lines = [each for symbol in symbols if (each := self._known(symbol)) is not None]
        return [_tick_of(self._quote(each, now, at)) for each in lines]

    def _known(self, symbol: str) -> Line | None:
        try:
            return self._line(symbol)
        except FeedTrouble:
            return None

    def _candles(self, line: Line, size: BarSize, begin: datetime, now: datetime) -> Candles:
        """Return the bars that begin from `begin` on, rounded, their stamps in UTC."""
        today = _local_day(line, now)
        first = max(_local_day(line, begin).number, FIRST_DAY + 1)
        zone, parts = ZoneInfo(line.place.zone), []
        whole = finished_days(line.shape, first, today.number - 1) if first < today.number else None
        for number, path in enumerate(paths_of(line.shape, first, today.number), start=first):
            day = _day_numbered(number, zone)
            if whole is None or number == today.number:
                until, end = _tick(now) - day.began, self._moment(line, day, _tick(now))
            else:
                until, end = day.length, _ended(whole, number - first)
            part = Part(day.began, day.length, until, size.seconds, end)
            parts.append(day_candles(line.shape, path, part))
        return _joined(parts, int(begin.timestamp()), line.place.decimals)

    def _path(self, line: Line, day: int) -> DayPath:
        kept = self._paths.get(line.symbol)
        if kept is None or kept[0] != day:
            kept = self._paths[line.symbol] = (day, path_of(line.shape, day))
        return kept[1]

    def _moment(self, line: Line, day: _LocalDay, at: float) -> Moment:
        path = self._path(line, day.number)
        return moment_of(line.shape, path, day.began, max(at - day.began, 0), day.length)

    def _quote(self, line: Line, now: datetime, at: float) -> Quote:
        """Return the quote as of `at` (seconds since 1970), which is `now` or shortly before."""
        day = _local_day(line, now)
        moment = self._moment(line, day, at)
        price = _rounded(line, moment.price)
        traded = datetime.fromtimestamp(at, UTC)
        return Quote(
            symbol=line.symbol,
            price=price,
            time=traded,
            currency=line.currency,
            quoted_in=line.place.quoted_in,
            offset=_offset(line, traded),
            previous_close=_rounded(line, self._path(line, day.number).previous_close),
            day_high=_rounded(line, moment.high),
            day_low=_rounded(line, moment.low),
            volume=moment.volume if line.listing_shares else None,
            state=MarketState.OPEN,
            source_cap=_source_cap(line, price),
            listing_shares=line.listing_shares,
            company_shares=line.company_shares,
            name=line.name,
            exchange=EXCHANGE,
            fetched_at=now,
        )


def _tick_of(quote: Quote) -> Tick:
    return Tick(
        quote.symbol,
        quote.price,
        quote.time,
        quote.currency,
        quote.quoted_in,
        quote.day_high,
        quote.day_low,
        quote.volume,
    )


def _tick(now: datetime) -> int:
    return int(now.timestamp()) // TICK_SECONDS * TICK_SECONDS


def _local_day(line: Line, now: datetime) -> _LocalDay:
    zone = ZoneInfo(line.place.zone)
    return _day_numbered(day_number(now.astimezone(zone).date()), zone)


def _day_numbered(number: int, zone: ZoneInfo) -> _LocalDay:
    day = day_of(number)
    began = datetime.combine(day, time(), zone).timestamp()
    ends = datetime.combine(day + timedelta(days=1), time(), zone).timestamp()
    return _LocalDay(number, int(began), int(ends - began))


def _ended(days: Columns, place: int) -> Moment:
    """Return a finished day as the moment at which it ended."""
    columns = (days.close, days.open, days.high, days.low, days.volume)
    return Moment(*(float(each[place]) for each in columns))


def _joined(parts: Sequence[Candles], begin: int, decimals: int) -> Candles:
    """Join the bars of days, rounded, without those that begin before `begin`."""
    stamps = np.concatenate([each.stamps for each in parts])
    wanted = stamps >= begin

    def column(read: Callable[[Candles], Floats]) -> Floats:
        return np.concatenate([read(each) for each in parts])[wanted]

    def prices(read: Callable[[Candles], Floats]) -> Floats:
        rounded: Floats = np.round(column(read), decimals)
        return rounded

    return Candles(
        stamps[wanted],
        prices(lambda each: each.open),
        prices(lambda each: each.high),
        prices(lambda each: each.low),
        prices(lambda each: each.close),
        column(lambda each: each.volume),
    )


def _offset(line: Line, at: datetime) -> int:
    ahead = at.astimezone(ZoneInfo(line.place.zone)).utcoffset() or timedelta()
    return int(ahead.total_seconds())


def _years_before(number: int) -> int:
    day = day_of(number)
    return day_number(day.replace(year=day.year - HISTORY_YEARS, day=min(day.day, 28)))


def _rounded(line: Line, price: float) -> float:
    return float(np.round(price, line.place.decimals))


def _bars(line: Line, first: int, today: int, moment: Moment) -> Bars:
    """Join the finished days since `first` with what there is of today."""
    past = finished_days(line.shape, first, today - 1)
    days = np.arange(first, today + 1)

    def prices(finished: Floats, unfinished: float) -> Floats:
        joined: Floats = np.round(np.append(finished, unfinished), line.place.decimals)
        return joined

    return Bars(
        days,
        prices(past.open, moment.open),
        prices(past.high, moment.high),
        prices(past.low, moment.low),
        prices(past.close, moment.price),
        np.append(past.volume, moment.volume),
        final=days < today,
    )


def _results(line: Line, today: date) -> tuple[date, date]:
    """Return the last day of results before `today` and the next: one each quarter."""
    day = 12 + seed_of(f"results {line.shape.company}") % 17
    days = [
        date(year, month, day)
        for year in (today.year - 1, today.year, today.year + 1)
        for month in (1, 4, 7, 10)
    ]
    place = bisect_left(days, today)
    return days[place - 1], days[place]


def _source_cap(line: Line, price: float) -> float | None:
    if line.company_shares is None:
        return None
    return float(round(price * line.company_shares * (1 + line.cap_gap)))


def _years(since: date, last: date) -> range:
    return range(max(since.year, day_of(FIRST_DAY).year), last.year + 1)


def _count_in(count: float, year: int) -> float:
    """Return the count in `year`: a little less in each year before the full count was reached."""
    return float(round(count * (1 - ISSUED_A_YEAR * max(0, FULL_COUNT_YEAR - year))))


_NO_MATCH = 3


def _rank(line: Line, words: str) -> int:
    if words in line.names:
        return 0
    if any(each.startswith(words) for each in line.names):
        return 1
    return 2 if any(words in each for each in line.names) else _NO_MATCH


def _found(line: Line) -> Found:
    home = line.home or EXCHANGE
    return Found(line.symbol, line.name, home, line.kind, line.place.quoted_in)
