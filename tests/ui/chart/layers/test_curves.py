"""Computed lines: no extreme is lost, gaps stay open, and what is painted in strips is the same."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from gridwatch.domain.bars import Floats
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.chart.engine.columns import Extent, Extremes, gathered, together
from gridwatch.ui.chart.engine.frame import Frame, Window
from gridwatch.ui.chart.engine.ink import Ink, ink_of
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.band import Band
from gridwatch.ui.chart.layers.curves import Curve, Curves, kept_near, widened
from gridwatch.ui.chart.layers.histogram import Histogram
from gridwatch.ui.chart.layers.trace import Trace, through

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

WIDE, TALL = 200, 100


@pytest.fixture
def ink(qapp: QApplication) -> Ink:
    return ink_of(LIGHT, qapp.font())


def frame(
    left: float, right: float, bottom: float, top: float, scale: Scale = Scale.LINEAR
) -> Frame:
    return Frame(left, right, bottom, top, WIDE, TALL, scale)


def walk(count: int, seed: int = 1) -> Floats:
    return 50 + np.cumsum(np.random.default_rng(seed).normal(0, 1, count))


def painted(layer: Layer, exposed: QRectF | None = None) -> QImage:
    image = QImage(WIDE, TALL, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    whole = QRectF(0, 0, WIDE, TALL)
    if exposed is not None:
        painter.setClipRect(exposed)
    layer.draw(painter, whole if exposed is None else exposed)
    painter.end()
    return image


def inked(image: QImage) -> set[tuple[int, int]]:
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) != Qt.GlobalColor.white
    }


def shown(layer: Layer, window: Window, scale: Scale = Scale.LINEAR) -> Frame:
    layer.set_size(WIDE, TALL)
    extent = layer.look(window)
    assert extent is not None
    low, high = extent
    if scale is Scale.LOG:
        low, high = np.log10(max(low, 0.01)), np.log10(high)
    made = frame(window.left, window.right, low - 1, high + 1, scale)
    layer.set_frame(made)
    return made


@given(
    st.lists(
        st.one_of(st.just(np.nan), st.floats(-1e6, 1e6, allow_subnormal=False)),
        min_size=1,
        max_size=400,
    ),
    st.floats(0, 300),
    st.floats(1, 500),
    st.floats(1, 60),
)
def test_a_line_goes_through_every_extreme_of_its_columns(
    values: list[float], left: float, wide: float, pixels: float
) -> None:
    column = np.array(values)
    found = gathered(column, column, Extremes(column, column), left, left + wide, pixels)
    if not len(found):
        return
    bars, heights = through(found)
    assert len(bars) == len(heights)
    step = found.step
    start = max(0, (math.floor(left) // step - 1) * step)
    stop = min(len(column), (math.ceil(left + wide) // step + 2) * step)
    for number, edge in enumerate(range(start, stop, step)):
        group = column[edge : min(edge + step, stop)]
        here = heights[bars == found.x[number]]
        if step == 1:
            assert np.array_equal(here, group, equal_nan=True)
        elif np.isfinite(group).any():
            assert {np.nanmin(group), np.nanmax(group)} == set(here.tolist())
        else:
            assert np.isnan(here).all()


def test_a_gap_is_left_open(ink: Ink) -> None:
    values = walk(40)
    values[15:25] = np.nan
    curves = Curves(ink)
    curves.show_curves([Curve(values, lambda ink: ink.line)])
    made = shown(curves, Window(0, 39, WIDE))
    columns = {x for x, _ in inked(painted(curves))}
    begin, end = made.x(14), made.x(25)
    assert not {x for x in columns if begin + 3 < x < end - 3}
    assert {x for x in columns if x < begin}
    assert {x for x in columns if x > end}


def test_one_known_value_is_a_point(ink: Ink) -> None:
    values = np.full(20, np.nan)
    values[10] = 5.0
    curves = Curves(ink)
    curves.show_curves([Curve(values, lambda ink: ink.line)])
    made = shown(curves, Window(0, 19, WIDE))
    spots = inked(painted(curves))
    assert spots
    assert all(abs(x - made.x(10)) <= 3 for x, _ in spots)


def test_a_logarithm_has_no_place_for_what_is_not_above_zero(ink: Ink) -> None:
    values = np.array([10.0, 5.0, 0.0, -3.0, 4.0, 8.0])
    curves = Curves(ink)
    curves.show_curves([Curve(values, lambda ink: ink.line)])
    made = shown(curves, Window(0, 5, WIDE), Scale.LOG)
    columns = {x for x, _ in inked(painted(curves))}
    assert columns
    assert not {x for x in columns if made.x(1) + 3 < x < made.x(4) - 3}


def test_a_step_holds_until_the_next_one(ink: Ink) -> None:
    values = np.array([1.0] * 10 + [2.0] * 10)
    curves = Curves(ink)
    curves.show_curves([Curve(values, lambda ink: ink.line, stepped=True)])
    made = shown(curves, Window(0, 19, WIDE))
    low, high = round(made.y(1.0)), round(made.y(2.0))
    spots = inked(painted(curves))
    between = {x for x, y in spots if high + 3 < y < low - 3}
    assert between
    assert max(between) - min(between) <= 3
    assert abs(min(between) - made.x(10)) <= 3


@pytest.mark.parametrize("count", [60, 3_000])
@pytest.mark.parametrize("dashed", [False, True])
def test_a_strip_is_painted_like_the_whole(ink: Ink, count: int, dashed: bool) -> None:
    curves = Curves(ink)
    curves.show_curves([Curve(walk(count), lambda ink: ink.line, dashed=dashed)])
    shown(curves, Window(0, count, WIDE * 8 if count > 1_000 else WIDE))
    whole = painted(curves)
    strip = QRectF(90, 0, 12, TALL)
    part = painted(curves, strip)
    for x in range(90, 102):
        for y in range(TALL):
            one, other = part.pixelColor(x, y), whole.pixelColor(x, y)
            assert abs(one.lightness() - other.lightness()) <= 3, (x, y)
    assert {x for x, _ in inked(part)} <= set(range(90, 102))


def test_values_written_in_place_are_drawn(ink: Ink) -> None:
    values, fresh = walk(200_000), walk(200_000)
    window = Window(0, 200_000, WIDE)
    fresh[-3:] = (9e3, -9e3, 7.0)
    curves, other = Curves(ink), Curves(ink)
    curves.show_curves([Curve(values, lambda ink: ink.line)])
    other.show_curves([Curve(fresh, lambda ink: ink.line)])
    assert curves.look(window) != other.look(window)
    values[-3:] = fresh[-3:]
    assert curves.look_again(window, len(values) - 3) == (-9e3, 9e3)
    assert curves.look(window) == other.look(window) == (-9e3, 9e3)


def test_lines_stretch_what_they_lie_on_only_so_far(ink: Ink) -> None:
    assert kept_near((4.0, 22.0), (10.0, 20.0)) == (5.0, 22.0)
    assert kept_near((0.0, 1.0), (10.0, 20.0)) is None
    assert kept_near((0.0, 1.0), None) == (0.0, 1.0)
    assert kept_near(None, (1.0, 2.0)) is None
    assert kept_near((95.0, 140.0), (100.0, 100.0)) == (95.0, 140.0)
    beside: Extent = (10.0, 20.0)
    curves = Curves(ink, beside=lambda: beside)
    curves.show_curves([Curve(np.full(50, 18.0), lambda ink: ink.line)])
    assert curves.look(Window(0, 49, WIDE)) == (18.0, 18.0)


def test_what_hardly_moves_looks_as_if_it_hardly_moved() -> None:
    assert widened((99.5, 100.0), 0.04) == (97.75, 101.75)
    assert widened((50.0, 100.0), 0.04) == (50.0, 100.0)
    assert widened(None, 0.04) is None
    assert together([None, (1.0, 2.0), (0.5, 1.5)]) == (0.5, 2.0)
    assert together([None]) is None


def test_columns_stand_on_zero_and_hang_from_it(ink: Ink) -> None:
    histogram = Histogram(ink)
    histogram.show_values(np.array([1.0, 2.0, 1.5, -1.0, -2.0, -0.5]))
    made = shown(histogram, Window(-0.5, 5.5, WIDE))
    image, zero = painted(histogram), made.y(0.0)
    tones = [image.pixelColor(round(made.x(bar)), round(made.y(value / 2))) for bar, value in (
        (0, 1.0), (1, 2.0), (2, 1.5), (3, -1.0), (4, -2.0), (5, -0.5))]  # fmt: skip
    assert tones[0] == tones[1] != tones[2]  # growing, growing, fading
    assert tones[3] == tones[4] != tones[5]
    assert len(set(map(str, (each.name() for each in tones)))) == 4
    at = round(made.x(1))
    assert image.pixelColor(at, round(zero) + 4) == Qt.GlobalColor.white
    assert image.pixelColor(round(made.x(4)), round(zero) - 4) == Qt.GlobalColor.white


def test_zero_belongs_to_the_columns(ink: Ink) -> None:
    histogram = Histogram(ink)
    histogram.show_values(np.array([3.0, 4.0]))
    assert histogram.look(Window(0, 1, WIDE)) == (0.0, 4.0)
    histogram.show_values(np.array([-3.0, np.nan]))
    assert histogram.look(Window(0, 1, WIDE)) == (-3.0, 0.0)
    histogram.show_values(None)
    assert histogram.look(Window(0, 1, WIDE)) is None


@pytest.mark.parametrize("count", [30, 2_000])
def test_the_ground_between_two_lines_is_tinted(ink: Ink, count: int) -> None:
    lower, upper = np.full(count, 10.0), np.full(count, 20.0)
    upper[count // 2 : count // 2 + count // 5] = np.nan
    band = Band(ink, lambda ink: ink.line)
    band.show_edges((lower, upper))
    band.set_size(WIDE, TALL)
    window = Window(0, count - 1, WIDE * (4 if count > 100 else 1))
    band.look(window)
    made = frame(0, count - 1, 0, 30)
    band.set_frame(made)
    image = painted(band)
    inside, gap = round(WIDE / 4), round(WIDE * 0.6)
    assert image.pixelColor(inside, round(made.y(15))) != Qt.GlobalColor.white
    assert image.pixelColor(inside, round(made.y(5))) == Qt.GlobalColor.white
    assert image.pixelColor(inside, round(made.y(25))) == Qt.GlobalColor.white
    assert image.pixelColor(gap, round(made.y(15))) == Qt.GlobalColor.white


def test_a_long_trace_is_as_thin_as_a_short_one_is_bold(ink: Ink) -> None:
    short, long = Trace(), Trace()
    x = np.linspace(0, WIDE, 50)
    short.fill(x, np.full(50, 50.0))
    x = np.linspace(0, WIDE, 5_000)
    long.fill(x, np.full(5_000, 50.0))
    weights = []
    for trace in (short, long):
        image = QImage(WIDE, TALL, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        trace.draw(painter, QRectF(0, 0, WIDE, TALL), ink.line, 3.0)
        painter.end()
        weights.append(sum(255 - image.pixelColor(100, y).lightness() for y in range(TALL)))
    assert weights[0] > 2 * weights[1] > 0


def test_an_end_that_moved_is_what_a_new_line_would_be() -> None:
    x = np.arange(6.0) * 10
    for heights in ([5.0, 4, 7, 7, 3, 2], [5.0, 4, 7, 7, 7, 7], [1.0, np.nan, 3, np.nan, 4, 5]):
        for end in (9.0, 7.0, 2.0, 4.0, np.nan):
            trace, fresh = Trace(), Trace()
            y = np.array(heights)
            trace.fill(x, y.copy())
            moved = trace.move_end(end)
            y[-1] = end
            fresh.fill(x, y)
            if moved:
                np.testing.assert_array_equal(trace._pieces, fresh._pieces)
                assert trace._alone == fresh._alone


def test_an_end_that_becomes_level_or_unknown_is_not_just_moved() -> None:
    trace = Trace()
    trace.fill(np.arange(3.0), np.array([1.0, 2.0, 3.0]))
    assert trace.move_end(5.0)
    assert not trace.move_end(2.0)
    assert not trace.move_end(np.nan)
    assert not Trace().move_end(1.0)
