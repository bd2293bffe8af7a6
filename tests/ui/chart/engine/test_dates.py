"""The date axis: what it names begins there, in order, with room for the words."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import Days, day_number, day_of
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.ui.chart.engine.dates import DateLine, DateTick, Turn
from gridwatch.ui.chart.labels import tick_date


def weekdays(first: date, count: int) -> Days:
    every = (first + timedelta(days=n) for n in range(count * 2))
    days = [day_number(each) for each in every if each.weekday() < 5]
    return np.array(days[:count], dtype=np.int64)


DAYS = weekdays(date(2015, 1, 5), 2600)
STAMPS = DAYS * DAY_SECONDS


def begins(tick: DateTick) -> bool:
    day, before = day_of(int(DAYS[tick.bar])), day_of(int(DAYS[tick.bar - 1]))
    return {
        Turn.YEAR: day.year != before.year,
        Turn.MONTH: day.month != before.month,
        Turn.WEEK: day.isocalendar().week != before.isocalendar().week,
        Turn.DAY: day != before,
    }[tick.turn]


@given(st.floats(-50, 2600), st.floats(10, 2700), st.integers(4, 30))
def test_ticks_rise_begin_something_and_keep_apart(left: float, width: float, most: int) -> None:
    apart = width / most
    ticks = DateLine(STAMPS).ticks(left, left + width, apart)
    assert all(left <= each.bar <= left + width for each in ticks)
    assert all(begins(each) for each in ticks)
    assert all(b.bar - a.bar >= apart for a, b in pairwise(ticks))


def test_a_year_in_view_names_its_months() -> None:
    first = int(np.searchsorted(DAYS, day_number(date(2019, 1, 2))))
    ticks = DateLine(STAMPS).ticks(first, first + 250, 14)
    months = [day_of(int(DAYS[each.bar])).month for each in ticks]
    assert months == list(range(2, 13))


def test_ten_years_in_view_name_years_only() -> None:
    ticks = DateLine(STAMPS).ticks(0, 2600, 200)
    assert {each.turn for each in ticks} == {Turn.YEAR}
    assert [day_of(int(DAYS[each.bar])).year for each in ticks] == list(range(2016, 2025))


def test_a_month_in_view_names_days() -> None:
    ticks = DateLine(STAMPS).ticks(1001, 1023, 1)
    assert [each.bar for each in ticks] == list(range(1001, 1024))
    assert {each.turn for each in ticks} == {Turn.DAY, Turn.WEEK, Turn.MONTH}


def test_one_bar_has_no_ticks() -> None:
    assert DateLine(STAMPS[:1]).ticks(0, 10, 1) == []


@given(st.lists(st.tuples(st.floats(0, 2500), st.floats(10, 900)), min_size=2, max_size=12))
def test_what_is_kept_while_the_view_moves_changes_nothing(
    views: list[tuple[float, float]],
) -> None:
    line = DateLine(STAMPS)
    for left, width in views:
        fresh = DateLine(STAMPS).ticks(left, left + width, width / 12)
        assert line.ticks(left, left + width, width / 12) == fresh


def stamp(day: date, hours: float = 0) -> int:
    return day_number(day) * DAY_SECONDS + round(hours * 3600)


def session_of(day: date) -> list[int]:
    """Return the minutes of a Shanghai session, with its lunch."""
    morning = range(stamp(day, 9.5), stamp(day, 11.5), 60)
    return [*morning, *range(stamp(day, 13), stamp(day, 15), 60)]


MINUTES = np.array(
    [each for day in (date(2024, 10, 11), date(2024, 10, 14)) for each in session_of(day)],
    dtype=np.int64,
)


def test_a_session_in_view_names_its_hours() -> None:
    ticks = DateLine(MINUTES).ticks(240, 480, 25)
    words = [tick_date(each, int(MINUTES[each.bar]), "en") for each in ticks]
    assert words == ["14", "10:00", "10:30", "11:00", "13:00", "13:30", "14:00", "14:30"]


def test_a_minute_chart_closed_for_lunch_names_no_minute_twice() -> None:
    for left in range(0, 460, 7):
        bars = [each.bar for each in DateLine(MINUTES).ticks(left, left + 20, 2)]
        assert bars == sorted(set(bars))


def test_a_million_bars_are_named_by_what_is_in_view() -> None:
    days = np.arange(-700_000, 300_000, dtype=np.int64) * DAY_SECONDS
    whole = DateLine(days).ticks(0, 1_000_000, 40_000)
    assert {each.turn for each in whole} == {Turn.YEAR}
    assert 3 <= len(whole) <= 25
    assert len(DateLine(days).ticks(999_000, 999_200, 8)) >= 3


def test_ticks_are_named_in_the_readers_language() -> None:
    day = stamp(date(2024, 10, 14))
    new_year = stamp(date(2024, 1, 2))
    assert tick_date(DateTick(1, Turn.YEAR), new_year, "en") == "2024"
    assert tick_date(DateTick(1, Turn.MONTH), new_year, "de") == "2024"
    assert tick_date(DateTick(1, Turn.MONTH), day, "de") == "Okt"
    assert tick_date(DateTick(1, Turn.MONTH), day, "zh_CN") == "10月"
    assert tick_date(DateTick(1, Turn.WEEK), day, "en") == "14"
    assert tick_date(DateTick(1, Turn.DAY), day, "zh_CN") == "14日"
    assert tick_date(DateTick(1, Turn.MINUTE), day + 9 * 3600 + 300, "en") == "09:05"
