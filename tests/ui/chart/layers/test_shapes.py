"""Shapes in pixels: what touches the view is laid out, what is near is found, tints lie below."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gridwatch.domain.drawings import DrawingKind
from gridwatch.ui.appearance import DARK, LIGHT, Tones
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import Ink, ink_of
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.outlines import (
    KINDS,
    Layout,
    Shape,
    clipped,
    distances,
    lay_out,
)
from gridwatch.ui.chart.layers.shapes import Shapes, tone_of
from tests.ui.chart.drawing_stand import drawing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

K = DrawingKind
WIDE, TALL = 400.0, 300.0
# One bar is 10 pixels, one unit of value 3; value 100 stands at the top.
FRAME = Frame(0, 40, 0, 100, WIDE, TALL, Scale.LINEAR)
far = st.floats(-1e9, 1e9)
close = st.floats(-500, 900)


def ink(tones: Tones = LIGHT) -> Ink:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return ink_of(tones, app.font())


def shape(kind: DrawingKind, *anchors: tuple[int, float], words: str = "") -> Shape:
    bars = tuple(float(bar) for bar, _ in anchors)
    return Shape(drawing(kind, *anchors, text=words), bars, words)


def layer(*shapes: Shape, chosen: int | None = None, ratio: float = 1.0) -> Shapes:
    made = Shapes(ink(), lambda value, _: f"{value:.2f}")
    for sheet in (made, made.tints):
        sheet.set_size(WIDE, TALL)
        sheet.set_frame(Frame(0, 40, 0, 100, WIDE, TALL, Scale.LINEAR, 0.0, ratio))
    made.show_shapes(shapes, chosen)
    return made


def painted(made: Shapes, ratio: float = 1.0) -> QImage:
    image = QImage(round(WIDE * ratio), round(TALL * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(made.ink.base)
    painter = QPainter(image)
    for each in (made.tints, made):
        each.draw(painter, QRectF(0, 0, WIDE, TALL))
    painter.end()
    return image


def one(kind: DrawingKind, points: tuple[float, ...], size: tuple[float, float]) -> Layout:
    kinds = np.array([KINDS.index(kind)], dtype=np.intp)
    return lay_out(kinds, np.array([points]), np.array([size]), FRAME)


# Geometry.


@given(far, far, far, far)
def test_what_is_cut_off_lies_outside_and_what_is_left_inside(
    x1: float, y1: float, x2: float, y2: float
) -> None:
    parts, seen = clipped(np.array([[x1, y1, x2, y2]]), FRAME)
    for part in np.linspace(0, 1, 101):
        x, y = x1 + part * (x2 - x1), y1 + part * (y2 - y1)
        if 0 < x < WIDE and 0 < y < TALL:
            assert seen[0]
    if seen[0]:
        assert (parts >= -12.01).all()
        assert (parts[0, ::2] <= WIDE + 12.01).all()
        assert (parts[0, 1::2] <= TALL + 12.01).all()


@given(close, close, close, close)
def test_a_part_lies_on_its_line(x1: float, y1: float, x2: float, y2: float) -> None:
    line = np.array([[x1, y1, x2, y2]])
    parts, _ = clipped(line, FRAME)
    for x, y in parts.reshape(-1, 2).tolist():
        assert distances(line, (x, y))[0] == pytest.approx(0, abs=1e-6)


def test_a_line_of_unknown_ends_is_not_drawn() -> None:
    lines = np.array([[math.nan, 0, 10, 10], [0, 0, math.inf, 10], [0, 0, 10, 10]])
    assert clipped(lines, FRAME)[1].tolist() == [False, False, True]


@given(close, close, close, close, close, close)
def test_distance_is_that_of_the_nearest_of_many_points(
    x1: float, y1: float, x2: float, y2: float, x: float, y: float
) -> None:
    found = float(distances(np.array([[x1, y1, x2, y2]]), (x, y))[0])
    parts = np.linspace(0, 1, 400)
    points = np.hypot(x1 + parts * (x2 - x1) - x, y1 + parts * (y2 - y1) - y)
    assert found <= points.min() + 1e-6
    assert found == pytest.approx(points.min(), abs=math.dist((x1, y1), (x2, y2)) / 790 + 1e-6)


@given(st.sampled_from(KINDS), close, close, close, close)
def test_what_is_laid_out_is_near_the_pane(
    kind: DrawingKind, x1: float, y1: float, x2: float, y2: float
) -> None:
    found = one(kind, (x1, y1, x2, y2), (60.0, 20.0))
    for table in (found.lines, found.boxes):
        assert (table >= -12.01).all()
        assert (table[:, ::2] <= WIDE + 12.01).all()
        assert (table[:, 1::2] <= TALL + 12.01).all()


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        (K.HORIZONTAL, (200, -1, 200, -1)),
        (K.TREND, (-200, 100, 100, -200)),  # past a corner
        (K.RECTANGLE, (410, 10, 500, 90)),
        (K.MEASURE, (10, 310, 90, 400)),
        (K.TEXT, (-90, 10, -90, 10)),
    ],
)
def test_what_does_not_touch_the_view_is_not_laid_out(
    kind: DrawingKind, points: tuple[float, ...]
) -> None:
    found = one(kind, points, (60.0, 20.0))
    assert found.seen() == []
    assert not len(found.lines) + len(found.boxes) + len(found.labels)


def test_a_line_is_seen_whose_anchors_both_lie_outside() -> None:
    assert one(K.TREND, (-1e8, -1e8, 1e8, 1e8), (0, 0)).seen() == [0]
    assert one(K.RECTANGLE, (-1e8, -1e8, 1e8, 1e8), (0, 0)).seen() == [0]


@given(close, close, close, close)
def test_the_words_of_a_measure_are_always_in_the_pane(
    x1: float, y1: float, x2: float, y2: float
) -> None:
    found = one(K.MEASURE, (x1, y1, x2, y2), (90.0, 30.0))
    for left, top, right, bottom in found.labels.tolist():
        assert left >= 0
        assert top >= 0
        assert right <= WIDE
        assert bottom <= TALL


def test_the_arrows_of_a_measure_point_where_it_goes() -> None:
    found = one(K.MEASURE, (100, 200, 60, 80), (50.0, 20.0))  # to the left and up
    along, upright = found.lines[-2:].tolist()
    assert along == [100, 140, 60, 140]
    assert upright == [80, 200, 80, 80]
    assert found.heads[:, 2:].tolist() == [[60, 140], [60, 140], [80, 80], [80, 80]]
    assert found.labels[0, 3] <= 80  # the words are beyond the arrow


# Finding.


def test_the_nearest_shape_is_found_and_of_two_the_upper(qtbot: QtBot) -> None:
    lower, upper = shape(K.TREND, (5, 50), (20, 50)), shape(K.TREND, (5, 50), (20, 50))
    other = shape(K.TREND, (5, 48), (20, 48))
    made = layer(lower, upper, other)
    assert made.shape_at((100, 150)) is upper
    assert made.shape_at((100, 155)) is other
    assert made.shape_at((100, 161.5)) is None


def test_a_label_is_part_of_its_shape(qtbot: QtBot) -> None:
    text = shape(K.TEXT, (10, 50), words="a rather long note")
    made = layer(text)
    assert made.shape_at((150, 115)) is text


def test_handles_are_those_of_the_chosen_shape(qtbot: QtBot) -> None:
    shapes = shape(K.TREND, (5, 50), (20, 60)), shape(K.RECTANGLE, (10, 20), (30, 40))
    made = layer(*shapes, chosen=1)
    assert made.handle_at((50, 150)) is None
    assert made.handle_at((100, 240)) == (0, 0)
    assert made.handle_at((300, 180)) == (1, 1)
    assert made.handle_at((100, 180)) == (0, 1)
    assert made.handle_at((304, 244)) == (1, 0)
    level = layer(shape(K.HORIZONTAL, (1, 50)), chosen=0)
    assert level.handle_at((WIDE / 2, 150)) == (0, 0)


def test_nothing_is_found_before_there_is_a_view(qtbot: QtBot) -> None:
    made = Shapes(ink(), lambda value, _: f"{value:.2f}")
    made.show_shapes((shape(K.TREND, (5, 50), (20, 50)),), 0)
    assert made.shape_at((100, 150)) is None
    assert made.handle_at((50, 150)) is None
    assert made.seen() == []


# Painting.


def test_sheets_without_drawings_are_not_painted(qtbot: QtBot) -> None:
    made = layer()
    assert not made.isVisible()
    assert not made.tints.isVisible()
    made.show_shapes((shape(K.TREND, (5, 50), (20, 50)),), None)
    assert made.isVisible()
    assert made.tints.isVisible()


def test_drawings_do_not_stretch_the_view(qtbot: QtBot) -> None:
    made = layer(shape(K.HORIZONTAL, (5, 900)))
    assert made.wish() is None


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_straight_lines_are_whole_pixels(qtbot: QtBot, ratio: float) -> None:
    made = layer(shape(K.RECTANGLE, (5, 50.1), (20, 70.2)), ratio=ratio)
    image = painted(made, ratio)
    tint = made.ink.mixed(made.ink.line, 0.09)
    x = round(120 * ratio)
    column = {image.pixelColor(x, y).name() for y in range(image.height())}
    assert column == {made.ink.base.name(), made.ink.line.name(), tint.name()}


def test_a_tint_covers(qtbot: QtBot) -> None:
    image = painted(layer(shape(K.RECTANGLE, (5, 50), (20, 70))))
    tint = image.pixelColor(120, 120)
    assert tint.alpha() == 255
    assert tint != QColor(LIGHT.base)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_leaves_ink_in_its_tone(qtbot: QtBot, kind: DrawingKind) -> None:
    anchors = [(10, 50.0), (25, 70.0)][: 1 if kind in {K.HORIZONTAL, K.TEXT} else 2]
    made = layer(shape(kind, *anchors, words="" if kind is K.HORIZONTAL else "words"))
    image = painted(made)
    found = {image.pixelColor(x, y).name() for x in range(400) for y in range(300)}
    assert made.ink.line.name() in found


def test_handles_are_painted_on_the_chosen_shape_alone(qtbot: QtBot) -> None:
    line = shape(K.TREND, (10, 50.0), (25, 70.0))
    assert painted(layer(line)) != painted(layer(line, chosen=0))


def test_many_lines_are_still_drawn(qtbot: QtBot) -> None:
    lines = [shape(K.TREND, (1, float(each)), (39, each + 20.5)) for each in range(60)]
    made = layer(*lines)
    assert len(made.seen()) == 60
    image = painted(made)
    column = [image.pixelColor(200, y) for y in range(300)]
    assert sum(each == QColor(LIGHT.accent) for each in column) >= 60


def test_the_tag_of_a_level_stands_on_all_other_labels(qtbot: QtBot) -> None:
    level, note = shape(K.HORIZONTAL, (10, 50.0)), shape(K.TEXT, (30, 53.0), words="x" * 40)
    made = layer(level, note)
    assert made._layout is not None
    assert made._layout.label_rows.tolist() == [1, 0]


def test_another_theme_takes_its_own_shades(qtbot: QtBot) -> None:
    made = layer(shape(K.HORIZONTAL, (10, 50.0)))
    dark = ink(DARK)
    for each in (made, made.tints):
        each.set_ink(dark)
    image = painted(made)
    assert image.pixelColor(100, 150) == QColor(DARK.accent)
    assert tone_of(dark, "muted") == QColor(DARK.muted)


def test_a_level_is_named_anew_on_another_base(qtbot: QtBot) -> None:
    named: list[float] = []

    def name(value: float, frame: Frame) -> str:
        named.append(frame.base)
        return "x"

    made = Shapes(ink(), name)
    made.show_shapes((shape(K.HORIZONTAL, (10, 50.0)),), None)
    for base in (0.0, 0.0, 20.0):
        made.set_frame(Frame(0, 40, 0, 100, WIDE, TALL, Scale.PERCENT, base))
    assert named == [0.0, 20.0]
    made.forget_names()
    made.reframed()
    assert named == [0.0, 20.0, 20.0]
