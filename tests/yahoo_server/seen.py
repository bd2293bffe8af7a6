"""One line as the source sees it at a moment: split-adjusted, the present day cut short."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import prod

from tests.yahoo_server.bars import Bar, DayBar, day_so_far, path_of
from tests.yahoo_server.market import Dividend, Line, Split


@dataclass(frozen=True, slots=True)
class Seen:
    """`line` at the moment `at`, its delay taken off.

    The bars go up to `last`; `share` of that day's session is over; `splits` have happened.
    """

    line: Line
    at: datetime
    last: int
    share: float
    splits: tuple[Split, ...]

    @property
    def live(self) -> bool:
        """Tell whether the newest bar is still growing."""
        return self.last >= 0 and self.share < 1.0

    def factor(self, day: date) -> float:
        """Give what a price printed on `day` is multiplied with, for the splits since."""
        return 1.0 / prod(split.ratio for split in self.splits if split.day > day)

    def bar(self, index: int) -> Bar:
        """Give a bar, adjusted for splits; the newest only as far as it has come."""
        row = self.line.bars[index]
        bar = row.bar if index < self.last else day_so_far(row.bar, self.share)
        return bar.times(self.factor(row.day)) if self.splits else bar

    def bars(self, first: int, end: int) -> list[Bar]:
        """Give the bars `first` to before `end`."""
        return [self.bar(index) for index in range(first, end)]

    def dividends(self) -> list[Dividend]:
        """Give the dividends so far, per share of today."""
        today = self.line.bars[self.last].day if self.last >= 0 else date.min
        paid = (one for one in self.line.dividends if one.day <= today)
        return [Dividend(one.day, round(one.amount * self.factor(one.day), 6)) for one in paid]

    def close_before(self, index: int) -> float | None:
        """Give the last close before a bar, adjusted for splits."""
        for earlier in range(min(index, self.last + 1) - 1, -1, -1):
            close = self.bar(earlier).close
            if close is not None:
                return close
        return None

    def last_priced(self) -> int | None:
        """Give the newest bar that is not a null row."""
        places = range(self.last, -1, -1)
        return next((n for n in places if self.line.bars[n].bar.close is not None), None)

    def intraday(self, index: int, seconds: int) -> list[tuple[int, Bar | None]]:
        """Give the start and bar of each `seconds` of a session; None in the lunch break.

        The last one of a running session is off the grid, at the moment itself and without volume.
        """
        row, exchange = self.line.bars[index], self.line.exchange
        path = path_of(row.bar.times(self.factor(row.day)))
        opens, closes = exchange.opens(row.day), exchange.closes(row.day)
        stop = min(closes, self.at)
        cut: list[tuple[int, Bar | None]] = []
        for start in range(int(opens.timestamp()), int(stop.timestamp()), seconds):
            begin = datetime.fromtimestamp(start, exchange.tz)
            end = min(begin + timedelta(seconds=seconds), stop)
            shares = exchange.share_done(row.day, begin), exchange.share_done(row.day, end)
            quiet = path is None or shares[0] == shares[1]
            cut.append((start, None if quiet or path is None else path.between(*shares)))
        if path is not None and opens < self.at < closes:
            price = path.at(self.share)
            cut.append((int(self.at.timestamp()), Bar(price, price, price, price, 0)))
        return cut


def see(line: Line, now: datetime) -> Seen:
    """Look at `line` at `now`, as late as the line's data are."""
    at = now - timedelta(minutes=line.minutes_late)
    last = bisect_right(line.openings, int(at.timestamp())) - 1
    share = line.exchange.share_done(line.bars[last].day, at) if last >= 0 else 0.0
    today = at.astimezone(line.exchange.tz).date()
    return Seen(line, at, last, share, tuple(one for one in line.splits if one.day <= today))


def adjusted_closes(
    rows: Sequence[DayBar], closes: Sequence[float | None], dividends: Sequence[Dividend]
) -> list[float | None]:
    """Take the dividends off older closes: each by 1 − amount ÷ the close before its day.

    A close that the file states as adjusted wins over the computed one.
    """
    amounts = {one.day: one.amount for one in dividends}
    factor, adjusted = 1.0, list(closes)
    for index in range(len(rows) - 1, -1, -1):
        close, stated = closes[index], rows[index].adj_close
        if close is not None:
            adjusted[index] = stated if stated is not None else round(close * factor, 6)
        before = closes[index - 1] if index else None
        if rows[index].day in amounts and before:
            factor *= 1.0 - amounts[rows[index].day] / before
    return adjusted
