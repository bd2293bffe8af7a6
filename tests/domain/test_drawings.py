"""Drawings: values after splits, what can't be drawn, and what a measure tells."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import bars_of, day_number, split_factors
from gridwatch.domain.charting import Quantity
from gridwatch.domain.drawings import (
    ANCHORS,
    LONGEST_TEXT,
    Anchor,
    Drawing,
    DrawingKind,
    checked,
    measured,
    restated,
)
from gridwatch.domain.problem import Problem
from gridwatch.domain.splits import Split

FIRST = date(2024, 1, 1)
STAMP = day_number(FIRST) * 86_400
TREND = Drawing(
    7,
    1,
    DrawingKind.TREND,
    (Anchor(STAMP, 12.0), Anchor(STAMP + 86_400, 15.0)),
    Quantity.PRICE,
    "CNY",
    FIRST,
)
days = st.integers(0, 60).map(lambda each: FIRST + timedelta(days=each))
values = st.floats(1e-3, 1e12)
splits_of_a_listing = st.lists(
    st.builds(Split, days, st.integers(1, 20), st.integers(1, 20)), max_size=5
)


def heights(drawing: Drawing) -> list[float]:
    return [each.value for each in drawing.anchors]


def test_a_split_after_the_drawing_divides_its_prices() -> None:
    split = Split(FIRST + timedelta(days=3), 3, 1)
    after = restated(TREND, [split], split.day)
    assert heights(after) == [4.0, 5.0]
    assert after.priced_on == split.day
    assert [each.stamp for each in after.anchors] == [each.stamp for each in TREND.anchors]
    assert restated(TREND, [split], split.day - timedelta(days=1)) is TREND
    # The drawing of the split's own day was made at the new prices.
    drawn = replace(TREND, priced_on=split.day)
    assert restated(drawn, [split], date.max) is drawn


def test_a_consolidation_multiplies_and_a_cap_stays() -> None:
    merged = Split(FIRST + timedelta(days=3), 1, 10)
    assert heights(restated(TREND, [merged], merged.day)) == pytest.approx([120.0, 150.0])
    cap = replace(TREND, quantity=Quantity.CAP)
    assert restated(cap, [merged], merged.day) is cap


@given(splits_of_a_listing, days, days, days)
def test_restating_at_once_or_day_by_day_is_the_same(
    splits: list[Split], drawn: date, noon: date, night: date
) -> None:
    drawn, noon, night = sorted((drawn, noon, night))
    drawing = replace(TREND, priced_on=drawn)
    at_once = restated(drawing, splits, night)
    later = restated(restated(drawing, splits, noon), splits, night)
    assert heights(later) == pytest.approx(heights(at_once), rel=1e-12)
    # Opened once more on the same day, and on an exchange where it is still yesterday.
    assert restated(at_once, splits, night) in (at_once, drawing)
    assert heights(restated(at_once, splits, drawn)) == heights(at_once)


@given(splits_of_a_listing, days, values)
def test_a_line_stays_on_the_close_that_it_was_drawn_on(
    splits: list[Split], drawn: date, price: float
) -> None:
    """The source divides its closes by the later splits; the line has to go along."""
    stored = replace(TREND, anchors=(Anchor(STAMP, price),) * 2, priced_on=drawn)
    bars = bars_of([(day_number(drawn), *[price] * 4, 1.0, 1)])
    adjusted = price / split_factors(bars.days, splits)[0]
    assert heights(restated(stored, splits, date.max)) == pytest.approx([adjusted] * 2)


drawings = st.sampled_from(list(DrawingKind)).flatmap(
    lambda kind: st.builds(
        Drawing,
        id=st.integers(0, 9),
        company_id=st.just(1),
        kind=st.just(kind),
        anchors=st.tuples(
            *[st.builds(Anchor, st.integers(-(10**9), 10**10), values)] * ANCHORS[kind]
        ),
        quantity=st.sampled_from(Quantity),
        currency=st.sampled_from(["CNY", "USD"]),
        priced_on=days,
        text=st.text(max_size=80).map(lambda each: "A" + each),
        tone=st.sampled_from(["accent", "rise"]),
    )
)


@given(drawings)
def test_a_sound_drawing_passes_and_passes_again(drawing: Drawing) -> None:
    once = checked(drawing)
    assert once.anchors == drawing.anchors
    assert checked(once) == once
    once.text.encode()
    assert replace(once, text="") == replace(drawing, text="")


def test_numbers_of_a_chart_become_plain_ones() -> None:
    stamps, prices = np.array([STAMP, STAMP + 60]), np.array([1.5, 2.5])
    anchors = tuple(Anchor(stamp, price) for stamp, price in zip(stamps, prices, strict=True))
    made = checked(replace(TREND, anchors=anchors))
    types = {(type(each.stamp), type(each.value)) for each in made.anchors}
    assert types == {(int, float)}
    assert heights(made) == [1.5, 2.5]


def test_what_is_pasted_becomes_text() -> None:
    text = " first\r\nsecond\x00\tthird \ud83d 中国西电 👍🏽 "
    assert checked(replace(TREND, text=text)).text == "first\nsecond third  中国西电 👍🏽"


ONE = TREND.anchors[:1]
LATE = Anchor(STAMP + 60, 1.0)


@pytest.mark.parametrize(
    ("drawing", "code"),
    [
        (replace(TREND, anchors=ONE), "drawing_anchors"),
        (replace(TREND, anchors=()), "drawing_anchors"),
        (replace(TREND, kind=DrawingKind.HORIZONTAL), "drawing_anchors"),
        (replace(TREND, kind=DrawingKind.RECTANGLE, anchors=ONE * 3), "drawing_anchors"),
        *(
            (replace(TREND, anchors=(LATE, Anchor(STAMP, each))), "drawing_value")
            for each in (0.0, -0.0, -1.0, math.nan, math.inf, -math.inf)
        ),
        *(
            (replace(TREND, anchors=(Anchor(each, 1.0), LATE)), "drawing_moment")
            for each in (2**63, -(2**63), 253402300800, -62135596801)
        ),
        (replace(TREND, text="x" * (LONGEST_TEXT + 1)), "drawing_text_long"),
        (replace(TREND, kind=DrawingKind.TEXT, anchors=ONE, text=" \t\n"), "drawing_text_missing"),
        (replace(TREND, tone="pink"), "drawing_tone"),
        (replace(TREND, currency=""), "drawing_currency"),
        (replace(TREND, currency="GBp"), "drawing_currency"),
    ],
)
def test_what_cannot_be_drawn_is_refused(drawing: Drawing, code: str) -> None:
    with pytest.raises(Problem) as refused:
        checked(drawing)
    assert refused.value.code == code


def test_the_ends_of_what_can_be_drawn() -> None:
    ends = (Anchor(-62135596800, 5e-324), Anchor(253402300799, 1.7e308))
    assert checked(replace(TREND, anchors=ends, text="x" * LONGEST_TEXT)).anchors == ends


def test_a_measure_tells_days_change_and_both_percentages() -> None:
    told = measured(Anchor(STAMP + 3600, 80.0), Anchor(STAMP + 10 * 86_400, 100.0), 7)
    assert (told.bars, told.days, told.change) == (7, 10, 20.0)
    assert told.percent == 0.25
    assert told.log_percent == pytest.approx(math.log(1.25))
    before = measured(Anchor(-3600, 80.0), Anchor(3600, 80.0), 1)
    assert (before.days, before.change, before.percent, before.log_percent) == (1, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("start", "end", "percent"),
    [(0.0, 5.0, None), (-2.0, 5.0, None), (4.0, 0.0, -1.0), (4.0, -4.0, -2.0)],
)
def test_a_percentage_that_does_not_exist_is_not_told(
    start: float, end: float, percent: float | None
) -> None:
    told = measured(Anchor(0, start), Anchor(0, end), 0)
    assert told.change == end - start
    assert told.percent == percent
    assert told.log_percent is None


@given(values, values, st.integers(-(10**9), 10**10), st.integers(-(10**9), 10**10))
def test_a_measure_backwards_is_the_negative_of_the_one_forwards(
    low: float, high: float, start: int, end: int
) -> None:
    there = measured(Anchor(start, low), Anchor(end, high), 5)
    back = measured(Anchor(end, high), Anchor(start, low), -5)
    assert (there.bars, there.days, there.change) == (-back.bars, -back.days, -back.change)
    assert there.percent is not None
    assert there.log_percent is not None
    assert back.log_percent == pytest.approx(-there.log_percent)
    assert math.expm1(there.log_percent) == pytest.approx(there.percent, rel=1e-9, abs=1e-13)
