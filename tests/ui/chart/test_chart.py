"""The chart itself: what stays where it is when bars come, and what the keys move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

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


def test_home_and_end_go_to_the_ends(chart: Chart) -> None:
    press(chart, Qt.Key.Key_Home)
    assert days_in_view(chart)[0] == 1000
    press(chart, Qt.Key.Key_End)
    assert days_in_view(chart)[1] == 1000 + COUNT - 1


def test_percents_count_from_the_left_edge(chart: Chart) -> None:
    chart.set_scale(Scale.PERCENT)
    for left in (100, 400):
        chart.canvas.place(left, left + 200)
        assert chart.main.frame is not None
        assert chart.main.frame.base == 1000 + left
