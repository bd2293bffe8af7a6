"""What one share of a security has cost by day: the market's closes, own prices, the last quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number, split_factors
from gridwatch.domain.last_bar import bar_of_quote, usable
from gridwatch.domain.ledger.security import OwnSplit
from gridwatch.domain.quote import Quote
from gridwatch.domain.restating import SMALLEST, splits_owed
from gridwatch.domain.splits import Split

NO_DAYS: Days = np.empty(0, dtype=np.int64)
NO_PRICES: Floats = np.empty(0)


@dataclass(frozen=True, slots=True, eq=False)
class Closes:
    """What the cache knows of a symbol: closes and splits as their source tells them.

    `currency` is that of closes and quote, "" where nothing is known. `since`: the day number from
    which on the closes were read.
    """

    currency: str = ""
    days: Days = field(default_factory=lambda: NO_DAYS)
    closes: Floats = field(default_factory=lambda: NO_PRICES)
    splits: tuple[Split, ...] = ()
    since: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class PriceLine:
    """Prices of a share of today by day number, oldest first, each day once.

    `quoted` is the price of the last quote with its day: it goes before all from its day on.
    `market`: in the currency of the listing where that is another one than the security's, and
    which are converted when it is asked for.
    """

    days: Days
    prices: Floats
    quoted: tuple[int, float] | None = None
    currency: str = ""

    def last_on(self, day: int) -> tuple[int, float] | None:
        """Return the day and the price of the last one on or before a day, None without any."""
        quoted = self.quoted
        behind = quoted is None or (len(self.days) > 0 and self.days[-1] > quoted[0])
        if quoted is not None and not behind and quoted[0] <= day:
            return quoted
        row = int(np.searchsorted(self.days, day, side="right")) - 1
        return None if row < 0 else (int(self.days[row]), float(self.prices[row]))

    def known(self) -> tuple[Days, Floats]:
        """Return all days with a price, and the prices."""
        if self.quoted is None or (len(self.days) and self.days[-1] > self.quoted[0]):
            return self.days, self.prices
        kept = int(np.searchsorted(self.days, self.quoted[0]))
        return (
            np.append(self.days[:kept], self.quoted[0]),
            np.append(self.prices[:kept], self.quoted[1]),
        )

    def first_change(self, old: PriceLine) -> int | None:
        """Return the first day on which it tells another price than `old`, None without one."""
        if (
            self.quoted is not None
            and old.quoted is not None
            and self.quoted[0] == old.quoted[0]
            and np.array_equal(self.days, old.days)
            and np.array_equal(self.prices, old.prices)
        ):  # as ever, a new quote of the same day
            return None if self.quoted[1] == old.quoted[1] else self.quoted[0]
        return first_difference(self.known(), old.known())


def effective_splits(
    market: Sequence[Split], own: Sequence[OwnSplit], until: date
) -> tuple[Split, ...]:
    """Return the splits up to a day that count: own ones in place of the market's of their day.

    An own 1:1 says that there was none.
    """
    by_day = {each.day: each for each in market}
    by_day |= {each.on: Split(each.on, each.numerator, each.denominator) for each in own}
    return tuple(
        by_day[day]
        for day in sorted(by_day)
        if day <= until and by_day[day].numerator != by_day[day].denominator
    )


def market_prices(
    found: Closes, effective: Sequence[Split], quote: Quote | None
) -> tuple[Days, Floats, tuple[int, float] | None]:
    """Return the closes and the quote as prices of a share of today, as `effective` counts it.

    The source restates its closes for the splits that it lists, some days late. A close before a
    split that it has not worked in yet shows the step, and is restated here; so is one before a
    split that only the user knows. Where the user says that a split of the source was none, its
    restating is taken back.
    """
    days, closes = found.days, found.closes
    usable_quote = quote if quote and usable(quote) and quote.currency == found.currency else None
    latest = usable_quote.price if usable_quote else None
    worked = _worked_in(days, closes, found.splits, effective, latest)
    prices = closes * split_factors(days, worked) / split_factors(days, effective)
    if usable_quote is None:
        return days, prices, None
    day = day_number(usable_quote.day)
    price = bar_of_quote(usable_quote, tuple(effective)).close
    return days, prices, (day, price)


def _worked_in(
    days: Days,
    closes: Floats,
    market: Sequence[Split],
    effective: Sequence[Split],
    latest: float | None,
) -> list[Split]:
    """Return the splits for which the closes before them are restated already."""
    if not market and not effective:
        return []
    owed = {each.day for each in splits_owed(days, closes, market, latest)}
    worked = [each for each in market if each.day not in owed]
    listed = {each.day for each in market}
    own = [each for each in effective if each.day not in listed]
    stepped = {each.day for each in splits_owed(days, closes, own, latest)}
    # A large split without a step in the closes was worked in by the source, which lists it not.
    worked += [
        each
        for each in own
        if each.day not in stepped
        and max(each.ratio, 1 / each.ratio) >= SMALLEST
        and _spans(days, each, latest)
    ]
    return worked


def _spans(days: Days, split: Split, latest: float | None) -> bool:
    """Tell whether there are closes on both sides of a split, so that a step could be seen."""
    row = int(np.searchsorted(days, day_number(split.day)))
    return row > 0 and (row < len(days) or latest is not None)


def own_prices(
    rows: Sequence[tuple[str, float, str]], effective: Sequence[Split]
) -> tuple[Days, Floats]:
    """Return own prices as prices of a share of today.

    `rows`: (day, price, shares as of which day) as ISO texts, oldest first.
    """
    days = np.fromiter((_number(each[0]) for each in rows), dtype=np.int64, count=len(rows))
    prices = np.fromiter((each[1] for each in rows), dtype=np.float64, count=len(rows))
    if not effective:
        return days, prices
    as_of = np.fromiter((_number(each[2]) for each in rows), dtype=np.int64, count=len(rows))
    return days, prices / split_factors(as_of, effective)


def _number(text: str) -> int:
    return day_number(date.fromisoformat(text))


def carried_days(priced_on: date, on: date) -> int:
    """Return how many days old a price is, 0 where it is fresh.

    That it is while no weekday lies between: today's close may still be to come, and there is none
    on a weekend.
    """
    age = (on - priced_on).days
    between = (priced_on + timedelta(each) for each in range(1, min(age, 4)))
    return age if any(each.weekday() < 5 for each in between) else 0


def together(days: Days, prices: Floats, own_days: Days, own: Floats) -> tuple[Days, Floats]:
    """Return the market's prices with own ones on the days on which it has none."""
    if not len(own_days):
        return days, prices
    lacking = ~np.isin(own_days, days)
    all_days = np.concatenate((days, own_days[lacking]))
    order = np.argsort(all_days, kind="stable")
    return all_days[order], np.concatenate((prices, own[lacking]))[order]


def carried_on(line: tuple[Days, Floats], first: int, last: int) -> Floats:
    """Return the last known price on each day from `first` to `last`, NaN before the first one."""
    days, prices = line
    found = np.full(last - first + 1, np.nan)
    if not len(days) or days[0] > last:
        return found
    low = max(int(np.searchsorted(days, first, side="right")) - 1, 0)
    high = int(np.searchsorted(days, last, side="right"))
    starts = np.maximum(days[low:high] - first, 0)
    found[starts[0] :] = np.repeat(prices[low:high], np.diff(starts, append=len(found)))
    return found


def first_difference(one: tuple[Days, Floats], other: tuple[Days, Floats]) -> int | None:
    """Return the first day on which two lines of (days, values) differ, None where they are equal.

    Carried values differ from that day on, and not before it.
    """
    length = min(len(one[0]), len(other[0]))
    differ = (one[0][:length] != other[0][:length]) | (one[1][:length] != other[1][:length])
    at = int(np.argmax(differ)) if differ.any() else length
    rest = [int(days[at]) for days, _ in (one, other) if at < len(days)]
    return min(rest, default=None)
