"""The chart itself: what stays where it is when bars come, and what the keys move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gridwatch.domain.bars import day_of
from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.services.series import Series
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.phrases import Phrases

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Held = Qt.KeyboardModifier
COUNT = 900


def series_of(first: int, count: int) -> Series:
    """Return days numbered from `first` on; a day's close is its number."""
    days = np.arange(first, first + count, dtype=np.int64)
    close = days.astype(float)
    return Series(
        "A", "CNY", Candles(days * DAY_SECONDS, close, close + 1, close - 1, close, close)
    )


@pytest.fixture
def chart(qtbot: QtBot) -> Chart:
    made = Chart(Phrases("en", base_currency="CNY"), LIGHT)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show_series(series_of(1000, COUNT))
    made.grab()  # lays it out as showing it would
    return made


def press(chart: Chart, key: Qt.Key, held: Held = Held.NoModifier) -> None:
    QTest.keyClick(chart.canvas, key, held)


def days_in_view(chart: Chart) -> tuple[int, int]:
    view = chart.canvas.view
    assert view is not None
    ends = np.clip(np.round((view.left + 0.5, view.right - 0.5)), 0, chart.canvas.count - 1)
    first, last = (int(each) for each in ends)
    return int(chart.canvas.stamps[first]) // DAY_SECONDS, int(
        chart.canvas.stamps[last]
    ) // DAY_SECONDS


def test_older_bars_that_arrive_move_nothing(chart: Chart) -> None:
    chart.canvas.place(300, 500)
    before = days_in_view(chart)
    chart.show_series(series_of(200, COUNT + 800))
    assert days_in_view(chart) == before


def test_bars_that_are_dropped_in_front_move_nothing(chart: Chart) -> None:
    chart.canvas.place(300, 500)
    before = days_in_view(chart)
    chart.show_series(series_of(1100, COUNT - 100))
    assert days_in_view(chart) == before


def test_a_view_of_the_newest_bar_goes_on_with_it(chart: Chart) -> None:
    chart.show_series(series_of(1000, COUNT + 5))
    assert days_in_view(chart)[1] == 1000 + COUNT + 4


def test_a_view_of_the_past_stays_when_a_bar_begins(chart: Chart) -> None:
    chart.canvas.place(300, 500)
    before = days_in_view(chart)
    chart.show_tick(series_of(1000, COUNT + 1), COUNT)
    assert days_in_view(chart) == before


def test_the_crosshair_stays_on_its_day_when_bars_come(chart: Chart) -> None:
    chart.point_at(COUNT - 20)
    chart.show_tick(series_of(1000, COUNT + 1), COUNT)
    assert chart.bar == COUNT - 20
    chart.show_series(series_of(900, COUNT + 101))
    assert chart.bar == COUNT - 20 + 100


@pytest.mark.parametrize(("first", "count"), [(900, COUNT + 100), (1100, COUNT - 100)])
def test_nothing_is_said_of_another_bar_while_bars_come(
    chart: Chart, first: int, count: int
) -> None:
    chart.point_at(COUNT - 20)
    said: list[int | None] = []
    chart.canvas.framed.connect(lambda: said.append(chart.bar))
    chart.show_series(series_of(first, count))
    assert set(said) == {COUNT - 20 + 1000 - first}


def test_the_crosshair_of_a_bar_that_is_gone_stands_on_the_last(chart: Chart) -> None:
    chart.point_at(COUNT - 1)
    chart.show_series(series_of(1000, COUNT - 2))
    assert chart.bar == COUNT - 3
    chart.show_series(series_of(1000, 0))
    assert chart.bar is None


def test_a_range_that_is_only_taken_moves_nothing_until_it_is_gone_back_to(chart: Chart) -> None:
    before = days_in_view(chart)
    chart.take_range("MAX")
    assert days_in_view(chart) == before
    chart.reset()
    assert days_in_view(chart) == (1000, 1000 + COUNT - 1)


def test_another_company_takes_the_crosshair_away(chart: Chart) -> None:
    chart.point_at(COUNT - 20)
    chart.show_series(replace(series_of(1000, COUNT), symbol="B"))
    assert chart.bar is None


def test_no_bars_and_then_some(chart: Chart) -> None:
    chart.show_series(None)
    assert chart.canvas.view is None
    chart.show_series(series_of(1000, 1))
    assert chart.canvas.view is not None


def test_arrows_step_from_bar_to_bar(chart: Chart) -> None:
    press(chart, Qt.Key.Key_Left)
    first = chart.bar
    assert first is not None
    press(chart, Qt.Key.Key_Left)
    assert chart.bar == first - 1
    press(chart, Qt.Key.Key_Right, Held.ShiftModifier)
    assert chart.bar == min(COUNT - 1, first + 9)
    press(chart, Qt.Key.Key_Escape)
    assert chart.bar is None


def test_a_day_is_shown_with_the_crosshair_on_its_bar(chart: Chart) -> None:
    before = chart.canvas.view
    assert chart.show_day(day_of(1000 + COUNT - 5))
    assert (chart.bar, chart.canvas.view) == (COUNT - 5, before)  # it was in view
    assert chart.show_day(day_of(1100))
    first, last = days_in_view(chart)
    assert chart.bar == 100
    assert first < 1100 < last
    assert chart.show_day(day_of(5000))  # after the last bar
    assert chart.bar == COUNT - 1


def test_a_day_before_the_bars_is_not_shown(chart: Chart) -> None:
    before = chart.canvas.view
    assert not chart.show_day(day_of(999))
    assert (chart.bar, chart.canvas.view) == (None, before)
    chart.show_series(None)
    assert not chart.show_day(day_of(1100))


def test_home_and_end_go_to_the_ends(chart: Chart) -> None:
    press(chart, Qt.Key.Key_Home)
    assert days_in_view(chart)[0] == 1000
    press(chart, Qt.Key.Key_End)
    assert days_in_view(chart)[1] == 1000 + COUNT - 1


@pytest.mark.parametrize(
    ("move", "stood"),
    [
        (lambda chart: press(chart, Qt.Key.Key_Home), 497),
        (lambda chart: press(chart, Qt.Key.Key_End), 403),
        (lambda chart: press(chart, Qt.Key.Key_PageUp), 497),
        (lambda chart: press(chart, Qt.Key.Key_PageDown), 403),
        (lambda chart: chart.show_range("3M"), 497),
    ],
)
def test_a_crosshair_whose_bar_has_left_the_view_is_taken_away(
    chart: Chart, move: Callable[[Chart], None], stood: int
) -> None:
    chart.canvas.place(400, 500)
    chart.point_at(stood)
    move(chart)
    assert chart.bar is None
    press(chart, Qt.Key.Key_Left)
    view = chart.canvas.view
    assert view is not None
    assert chart.bar == min(COUNT - 1, int(view.right))


def test_a_bar_that_stays_in_view_keeps_the_crosshair(chart: Chart) -> None:
    chart.canvas.place(400, 500)
    chart.point_at(450)
    press(chart, Qt.Key.Key_Plus)
    press(chart, Qt.Key.Key_Minus)
    assert chart.bar == 450


def test_percents_count_from_the_left_edge(chart: Chart) -> None:
    chart.set_scale(Scale.PERCENT)
    for left in (100, 400):
        chart.canvas.place(left, left + 200)
        assert chart.main.frame is not None
        assert chart.main.frame.base == 1000 + left


@pytest.mark.parametrize("unknown", [0, 1, 1024, 1025, 5000])
def test_percents_count_from_the_first_price_that_is_known(chart: Chart, unknown: int) -> None:
    shown = series_of(1000, 6000)
    shown.candles.close[:unknown] = np.nan
    chart.set_scale(Scale.PERCENT)
    chart.show_series(replace(shown, symbol="B"))
    chart.show_range("MAX")
    assert chart.main.frame is not None
    assert chart.main.frame.base == 1000 + unknown


def test_there_are_no_percents_of_nothing(chart: Chart) -> None:
    shown = series_of(1000, 3000)
    shown.candles.close[100:] = np.nan
    chart.show_series(replace(shown, symbol="B"))
    chart.set_scale(Scale.PERCENT)
    chart.canvas.place(200, 2900)
    assert chart.main.frame is None or not chart.main.frame.base
