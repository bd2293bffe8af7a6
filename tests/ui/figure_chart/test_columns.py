"""More points than pixels: each column keeps all that is drawn of its points, and nothing more."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency
from gridwatch.ui.figure_chart.columns import columns_of
from gridwatch.ui.figure_chart.line import Line, Link, line_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DAILY = FigureSeries(1, About(theme_id=1), "tokens", "Tokens", "tn", Frequency.DAY)
FIRST = date(2000, 1, 1).toordinal()

values = st.floats(-100, 100, allow_nan=False)
told = st.tuples(values, st.booleans(), st.none() | st.floats(0, 9))


def figure(day: int, value: float, forecast: bool, band: float | None) -> Figure:
    on = date.fromordinal(FIRST + day)
    low, high = (None, None) if band is None else (value - band, value + band)
    return Figure(day + 1, 1, on, value, on, NOW, low, high, forecast)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    days = draw(st.sets(st.integers(0, 120), min_size=1, max_size=60))
    return line_of(DAILY, [figure(day, *draw(told)) for day in days])


@settings(max_examples=60)
@given(line=lines(), before=st.floats(0, 30), width=st.floats(0.3, 40))
def test_a_column_has_the_extremes_of_its_points_and_no_point_is_left_out(
    line: Line, before: float, width: float
) -> None:
    start, left = FIRST - before, list(zip(line.points, line.track.links, strict=True))
    found = list(columns_of(line.track, start, width))
    for each in found:
        begin, end = start + each.place * width, start + (each.place + 1) * width
        own = [left.pop(0)]
        while left and left[0][0].on.toordinal() < end:
            own.append(left.pop(0))
        assert begin - 1e-6 <= own[0][0].on.toordinal() <= own[-1][0].on.toordinal() < end + 1e-6
        points = [point for point, _ in own]
        assert (each.first, each.last) == (points[0].value, points[-1].value)
        assert each.low == min(point.value for point in points)
        assert each.high == max(point.value for point in points)
        assert each.entry == own[0][1]
        assert each.link == min(link for _, link in own)
        lows = [p.figure.low for p in points if p.figure.low is not None]
        highs = [p.figure.high for p in points if p.figure.high is not None]
        assert each.floor == min(lows, default=inf)
        assert each.ceiling == max(highs, default=-inf)
        assert each.banded == bool(lows)
    assert not left
    assert all(one.place <= other.place for one, other in pairwise(found))


@given(line=lines(), day=st.floats(-20, 140))
def test_the_nearest_point_is_that_of_a_search_through_all(line: Line, day: float) -> None:
    found = line.nearest(FIRST + day)
    assert found is min(line.points, key=lambda each: abs(each.on.toordinal() - FIRST - day))


def test_a_line_without_points_has_no_column_and_nothing_is_near() -> None:
    line = line_of(DAILY, ())
    assert list(columns_of(line.track, FIRST, 1.0)) == []
    assert line.nearest(FIRST) is None


def test_links_say_what_is_missing_and_what_is_only_expected() -> None:
    days = ((0, False), (5, False), (11, False), (12, True), (40, True))
    line = line_of(DAILY, [figure(day, 1.0, guess, None) for day, guess in days])
    assert [Link(each) for each in line.track.links] == [
        Link.WHOLE,
        Link.WHOLE,
        Link.GAP,
        Link.FORECAST,
        Link.FORECAST,
    ]


def test_what_is_drawn_of_a_line_spans_bands_and_earlier_revisions() -> None:
    on = date.fromordinal(FIRST)
    former = Figure(90, 1, on, -50.0, on, NOW)
    withdrawn = Figure(91, 1, on, None, on, NOW)
    known = figure(90, 10.0, forecast=True, band=5.0)
    newest = Figure(92, 1, on, 2.0, date.fromordinal(FIRST + 9), NOW)
    line = line_of(DAILY, (former, withdrawn, newest, known))
    assert (line.least, line.most) == (-50.0, 15.0)
    assert line.points[0].former == (withdrawn, former)
