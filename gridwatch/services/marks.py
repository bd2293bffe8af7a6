"""What is marked on a chart: splits, dividends, share counts, results, alerts, evidence, trades."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, periods
from gridwatch.domain.charting import Found, Mark, MarkKind, Reached
from gridwatch.domain.company import Company
from gridwatch.domain.splits import Split
from gridwatch.store.market.bars import read_dividends
from gridwatch.store.market.instruments import Instrument
from gridwatch.store.market.results import read_results
from gridwatch.store.user.firings import Firing

# Smaller changes are options exercised and shares bought back, week after week.
WORTH_MARKING = 0.001


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The share counts of a company by day: as they were, and in shares of today."""

    days: Days
    shares: Floats
    restated: Floats


def read_marks(
    market: sqlite3.Connection,
    company: Company,
    listed: Instrument,
    splits: Sequence[Split],
    firings: Iterable[Firing],
    steps: Steps,
    evidence: Iterable[Found] = (),
    trades: Iterable[Mark] = (),
) -> tuple[Mark, ...]:
    """Return everything that happened to a company, oldest first, not yet placed on bars.

    `listed` is its primary listing; dividends are in its currency, as restated for later splits.
    """
    symbol = listed.symbol
    found = [
        *(_of_split(each) for each in splits),
        *(
            Mark(MarkKind.DIVIDEND, _midnight(each.day), each.amount, currency=listed.currency)
            for each in read_dividends(market, symbol)
        ),
        *(Mark(MarkKind.RESULTS, _midnight(each)) for each in read_results(market, symbol)),
        *(_of_firing(each, company, listed.zone) for each in firings),
        *share_steps(steps),
        *map(evidence_mark, evidence),
        *trades,
    ]
    return tuple(sorted(found, key=lambda each: each.stamp))


def evidence_mark(found: Found) -> Mark:
    """Return the mark of a piece of evidence, on its own day."""
    one = found.evidence
    return Mark(MarkKind.EVIDENCE, _midnight(one.on), reference=one.claim_id, found=found)


def share_steps(steps: Steps) -> Iterator[Mark]:
    """Yield a mark where the count changes by 0.1 % or more and no split explains it."""
    before, here = steps.restated[:-1], steps.restated[1:]
    with np.errstate(invalid="ignore", divide="ignore"):
        rows = np.flatnonzero(np.abs(here / before - 1) >= WORTH_MARKING) + 1
    for row in rows:
        count, stamp = float(steps.shares[row]), int(steps.days[row]) * DAY_SECONDS
        old = count * float(steps.restated[row - 1] / steps.restated[row])
        yield Mark(MarkKind.SHARES, stamp, count, old)


def placed(marks: Iterable[Mark], stamps: Days, size: BarSize) -> tuple[Mark, ...]:
    """Return the marks that fall on the bars of `stamps`, each with the number of its bar.

    One of a moment without a bar stands on the next bar; within a day on the bar before, where
    the day has one. What lies before the first bar or after the last one is left out.
    """
    marks = tuple(marks)
    if not len(stamps) or not marks:
        return ()
    moments = np.array([each.stamp for each in marks], dtype=np.int64)
    bars = _within_days(moments, stamps) if size.intraday else _in_periods(moments, stamps, size)
    return tuple(
        replace(each, bar=int(bar))
        for each, bar in zip(marks, bars, strict=True)
        if 0 <= bar < len(stamps)
    )


def _in_periods(moments: Days, stamps: Days, size: BarSize) -> Days:
    drawn, wanted = periods(stamps, size), periods(moments, size)
    return np.where(wanted < drawn[0], -1, np.searchsorted(drawn, wanted))


def _within_days(moments: Days, stamps: Days) -> Days:
    before = np.searchsorted(stamps, moments, side="right") - 1
    days = moments // DAY_SECONDS
    same_day = (before >= 0) & (stamps[before] // DAY_SECONDS == days)
    return np.where(days < stamps[0] // DAY_SECONDS, -1, np.where(same_day, before, before + 1))


def _midnight(day: date) -> int:
    return day_number(day) * DAY_SECONDS


def _of_split(split: Split) -> Mark:
    return Mark(MarkKind.SPLIT, _midnight(split.day), split.numerator, split.denominator)


def _of_firing(firing: Firing, company: Company, zone: str) -> Mark:
    """Mark a firing on the exchange's own day, at its time where its zone is known."""
    stamp = _midnight(firing.reached_on)
    local = _local(firing.reached_at, zone)
    if local is not None and local.date() == firing.reached_on:
        stamp += local.hour * 3600 + local.minute * 60 + local.second
    reached = Reached(
        company,
        firing.name,
        firing.condition,
        firing.measure,
        firing.level,
        firing.unit,
        firing.value,
        firing.held,
        firing.claim,
    )
    return Mark(MarkKind.FIRING, stamp, reference=firing.id, reached=reached)


def _local(at: datetime, zone: str) -> datetime | None:
    try:
        return at.astimezone(UTC).astimezone(ZoneInfo(zone)) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
