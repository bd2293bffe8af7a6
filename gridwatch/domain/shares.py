"""Shares outstanding: dated counts with their source, and which one holds on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import log

from gridwatch.domain.splits import Split, factor_between

REACHES_BACK = timedelta(days=400)
REVERTING_JUMP = 0.08
REVERTS_WITHIN = timedelta(days=30)


class Scope(StrEnum):
    """What a count counts: every share of the company, or the class of one listing."""

    COMPANY = "company"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class ShareCount:
    """A count as its source reported it on `as_of`."""

    scope: Scope
    as_of: date
    count: float
    source: str


@dataclass(frozen=True, slots=True)
class SharesHeld:
    """The count that holds on a day; `estimated` where it was carried back in time."""

    count: float
    as_of: date
    source: str
    estimated: bool = False


def count_on(
    series: Sequence[ShareCount], day: date, splits: Iterable[Split] = ()
) -> SharesHeld | None:
    """Return the count that holds on `day`, restated for splits between its date and `day`.

    `series` is oldest first and as reported then. A first count up to 400 days after `day` is
    carried back and marked estimated; older days have none.
    """
    known = [each for each in series if each.as_of <= day]
    if known:
        last = known[-1]
        count = last.count * factor_between(splits, last.as_of, day)
        return SharesHeld(count, last.as_of, last.source)
    if series and series[0].as_of - day <= REACHES_BACK:
        first = series[0]
        count = first.count / factor_between(splits, day, first.as_of)
        return SharesHeld(count, first.as_of, first.source, estimated=True)
    return None


def cleaned(series: Iterable[ShareCount]) -> tuple[ShareCount, ...]:
    """Return `series` oldest first, one count a day, without jumps that revert within 30 days.

    Yahoo reports two counts on one day and counts that jump and come back (yfinance#1954): of two,
    the one nearer to the median of the 90 days around is kept; a jump of more than 8 % that comes
    back within 30 days is dropped.
    """
    ordered = sorted((each for each in series if each.count > 0), key=lambda each: each.as_of)
    single = _one_a_day(ordered)
    kept: list[ShareCount] = []
    for position, each in enumerate(single):
        # Against the last one kept: a jump that lasts some counts before it reverts is one jump.
        if not (kept and _reverts(kept[-1], each, single[position + 1 :])):
            kept.append(each)
    return tuple(kept)


def _one_a_day(ordered: Sequence[ShareCount]) -> list[ShareCount]:
    kept: list[ShareCount] = []
    for each in ordered:
        if kept and kept[-1].as_of == each.as_of:
            middle = _median_around(ordered, each.as_of)
            kept[-1] = min(kept[-1], each, key=lambda one: abs(log(one.count / middle)))
        else:
            kept.append(each)
    return kept


def _median_around(ordered: Sequence[ShareCount], day: date) -> float:
    near = [each.count for each in ordered if abs(each.as_of - day) <= timedelta(days=45)]
    return _median(near)


def _median(numbers: Sequence[float]) -> float:
    """Return the middle of one or more numbers; the module `statistics` loads ten others."""
    ordered, half = sorted(numbers), len(numbers) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _reverts(before: ShareCount, here: ShareCount, later: Sequence[ShareCount]) -> bool:
    if abs(here.count / before.count - 1) <= REVERTING_JUMP:
        return False
    return any(
        each.as_of - here.as_of <= REVERTS_WITHIN
        and abs(each.count / before.count - 1) <= REVERTING_JUMP / 4
        for each in later
    )


def as_reported(series: Sequence[ShareCount], splits: Iterable[Split]) -> tuple[ShareCount, ...]:
    """Return `series` with counts as reported on their day, undoing a source's own restatement.

    For each split the counts on both sides are compared: where they step by about its ratio the
    series is raw; where they do not, the source has restated the older counts for it and they are
    divided again.
    """
    ordered = sorted(splits, key=lambda each: each.day)
    result = list(series)
    for split in ordered:
        step = _step_around(result, split.day, [each.day for each in ordered])
        if step is None or abs(step - log(split.ratio)) <= abs(step):
            continue
        result = [
            replace(each, count=each.count / split.ratio) if each.as_of < split.day else each
            for each in result
        ]
    return tuple(result)


def _step_around(series: Sequence[ShareCount], day: date, marks: Sequence[date]) -> float | None:
    """Return the logarithm of the step of the counts at `day`, None where one side has none.

    Counts beyond a neighbouring split would mix its step into this one; they are looked at only
    where nothing lies between.
    """
    earlier = max((each for each in marks if each < day), default=date.min)
    later = min((each for each in marks if each > day), default=date.max)
    before = [each for each in series if each.as_of < day]
    after = [each for each in series if each.as_of >= day]
    if not before or not after:
        return None
    before = [each for each in before if each.as_of >= earlier] or before
    after = [each for each in after if each.as_of < later] or after
    ours, theirs = before[-5:], after[:5]
    return log(_median([each.count for each in theirs]) / _median([each.count for each in ours]))
