"""Share counts against slow references and against the counts of real companies."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gridwatch.domain.shares import Scope, ShareCount, as_reported, cleaned, count_on
from gridwatch.domain.splits import Split, factor_between

START = date(2020, 1, 1)


def day(number: int) -> date:
    return START + timedelta(days=number)


def counts(*pairs: tuple[int, float]) -> tuple[ShareCount, ...]:
    return tuple(ShareCount(Scope.COMPANY, day(at), count, "test") for at, count in pairs)


series_of = st.lists(
    st.tuples(st.integers(0, 1500), st.floats(1e6, 1e10)), unique_by=lambda each: each[0]
).map(lambda pairs: counts(*sorted(pairs)))
splits_of = st.lists(
    st.builds(
        lambda at, up, down: Split(day(at), up, down),
        st.integers(0, 1500),
        st.integers(1, 20),
        st.integers(1, 20),
    ),
    max_size=3,
    unique_by=lambda each: each.day,
)


@given(series_of, splits_of, st.integers(-600, 1600))
def test_the_count_of_a_day_is_that_of_a_slow_walk(
    series: tuple[ShareCount, ...], splits: list[Split], asked: int
) -> None:
    held = count_on(series, day(asked), splits)
    before = [each for each in series if each.as_of <= day(asked)]
    if before:
        count, walker = before[-1].count, before[-1].as_of
        while walker < day(asked):
            walker += timedelta(days=1)
            for each in splits:
                count *= each.ratio if each.day == walker else 1
        assert held is not None
        assert (held.as_of, held.estimated) == (before[-1].as_of, False)
        assert held.count == pytest.approx(count)
    elif series and (series[0].as_of - day(asked)).days <= 400:
        count, walker = series[0].count, series[0].as_of
        while walker > day(asked):
            for each in splits:
                count /= each.ratio if each.day == walker else 1
            walker -= timedelta(days=1)
        assert held is not None
        assert held.estimated
        assert held.count == pytest.approx(count)
    else:
        assert held is None


def test_a_split_between_the_count_and_the_day_restates_it() -> None:
    series, splits = counts((0, 100.0)), [Split(day(10), 3, 1)]
    assert [count_on(series, day(at), splits) for at in (0, 9, 10, 500)] == [
        replace(found, count=wanted)
        for found, wanted in zip(
            (count_on(series, day(at)) for at in (0, 9, 10, 500)),
            (100.0, 100.0, 300.0, 300.0),
            strict=True,
        )
        if found is not None
    ]


@given(splits_of, st.integers(0, 1500), st.integers(0, 1500), st.integers(0, 1500))
def test_factors_of_neighbouring_spans_multiply(
    splits: list[Split], one: int, two: int, three: int
) -> None:
    first, second, third = sorted((one, two, three))
    parts = factor_between(splits, day(first), day(second)) * factor_between(
        splits, day(second), day(third)
    )
    assert parts == pytest.approx(factor_between(splits, day(first), day(third)))


def test_jumps_that_revert_are_dropped_however_long_they_last() -> None:
    bad = counts((0, 100.0), (7, 120.0), (14, 121.0), (21, 120.0), (30, 101.0), (60, 101.0))
    assert [each.count for each in cleaned(bad)] == [100.0, 101.0, 101.0]


def test_a_jump_that_stays_is_an_issue_of_shares() -> None:
    issued = counts((0, 100.0), (7, 120.0), (60, 120.0), (90, 121.0))
    assert cleaned(issued) == issued


def test_of_two_counts_on_a_day_the_nearer_to_its_neighbours_is_kept() -> None:
    twice = counts((0, 100.0), (10, 100.0), (20, 55.0), (20, 101.0), (30, 101.0), (40, 0.0))
    assert [each.count for each in cleaned(twice)] == [100.0, 100.0, 101.0, 101.0]


@given(series_of)
def test_cleaning_only_takes_away_and_orders(series: tuple[ShareCount, ...]) -> None:
    result = cleaned(reversed(series))
    assert set(result) <= set(series)
    assert list(result) == sorted(result, key=lambda each: each.as_of)
    assert bool(result) == bool(series)


@given(
    st.lists(st.integers(0, 1499), min_size=2, max_size=40, unique=True),
    st.lists(
        st.tuples(st.integers(1, 1499), st.sampled_from([(2, 1), (3, 1), (13, 10), (1, 5)])),
        min_size=1,
        max_size=3,
        unique_by=lambda each: each[0],
    ),
)
def test_reported_counts_are_found_whether_the_source_restated_them_or_not(
    days: list[int], drawn: list[tuple[int, tuple[int, int]]]
) -> None:
    splits = [Split(day(at), *ratio) for at, ratio in sorted(drawn)]
    edges = [date.min, *(each.day for each in splits), date.max]
    for first, second in pairwise(edges):  # counts in every span
        assume(any(first <= day(each) < second for each in days))
    raw = counts(*((each, 1e9 * factor_between(splits, START, day(each))) for each in sorted(days)))
    restated = tuple(
        replace(each, count=each.count * factor_between(splits, each.as_of, day(2000)))
        for each in raw
    )
    for told in (raw, restated):
        found = [each.count for each in as_reported(told, splits)]
        assert found == pytest.approx([each.count for each in raw])


def real_counts(file: Path) -> tuple[tuple[ShareCount, ...], list[Split]]:
    """Read total shares by day, and bonus issues: days that the exchange's reference shows."""
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    series, splits = list[ShareCount](), list[Split]()
    for row, before in zip(rows, [None, *rows], strict=False):
        total = float(row["total_mcap_cny"]) / float(row["close"])
        at = date.fromisoformat(row["date"])
        if before is not None and series:
            step = total / series[-1].count
            reference = float(before["close"]) / float(row["prev_close"])
            if step > 1.05 and abs(reference / step - 1) < 0.05:
                ratio = Fraction(step).limit_denominator(20)
                splits.append(Split(at, ratio.numerator, ratio.denominator))
        series.append(ShareCount(Scope.COMPANY, at, total, "file"))
    return tuple(series), splits


def seen_rarely(series: Sequence[ShareCount]) -> tuple[ShareCount, ...]:
    return tuple(series[::20])


@pytest.mark.parametrize(
    "symbol", ["000400.SZ", "002028.SZ", "300274.SZ", "600089.SS", "600312.SS", "600406.SS"]
)
def test_real_counts_survive_the_restatement_of_their_source(
    shared_data: Path, symbol: str
) -> None:
    series, splits = real_counts(shared_data / "ohlcv" / f"{symbol}.raw_mcap.csv")
    raw = seen_rarely(series)
    end = series[-1].as_of
    restated = tuple(
        replace(each, count=each.count * factor_between(splits, each.as_of, end)) for each in raw
    )
    assert splits, "the file has bonus issues"
    wanted = {each.as_of: each.count for each in raw}
    for told in (raw, restated):
        found = as_reported(cleaned(told), splits)
        assert len(found) > 0.97 * len(raw)
        for each in found:
            assert each.count == pytest.approx(wanted[each.as_of], rel=1e-6)
    for each in series[40::97]:
        held = count_on(as_reported(cleaned(restated), splits), each.as_of, splits)
        assert held is not None
        # Between two of the rare counts shares may have been issued; never half or double.
        assert each.count / held.count == pytest.approx(1.0, rel=0.35)


@pytest.mark.parametrize(("larger", "kept"), [(200, 100), (190, 190)])
def test_of_two_counts_on_a_day_the_one_nearer_to_the_middle_is_kept(
    larger: float, kept: float
) -> None:
    """The middle of the four counts is 140: halfway between 130 and 150."""
    around = counts((0, 130), (40, 100), (40, larger), (80, 150))
    assert [each.count for each in cleaned(around) if each.as_of == day(40)] == [kept]
