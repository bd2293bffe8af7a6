"""Lines that are compared: 100 at the left edge, whatever the view is, in place of the prices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from gridwatch.domain.bars import Floats, carried
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.series import Compared, Series
from gridwatch.services.compared import rebased
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.chart.compare.comparison import Comparison
from gridwatch.ui.chart.engine.frame import Window
from gridwatch.ui.chart.engine.ink import ink_of
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.rebased import Rebased
from gridwatch.ui.chart.study.buttons import Button
from gridwatch.ui.chart.study.legend import Legend
from tests.ui.chart.drawn import COUNT, Drawn, series
from tests.ui.chart.recorded import day_stamp, recorded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

# The offscreen platform says so of windows that are raised or that set their own size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def walk(seed: int, count: int = COUNT) -> Floats:
    return 50 * np.exp(np.cumsum(np.random.default_rng(seed).normal(0, 0.02, count)))


def beside(*lines: tuple[str, Floats]) -> Series:
    compared = tuple(Compared(key, f"Company {key}", values) for key, values in lines)
    return replace(series(10e9), compared=compared)


class Stand(Drawn):
    """A chart that compares, and the keys that were left."""

    def __init__(self, qtbot: QtBot, shown: Series) -> None:
        super().__init__(qtbot)
        self.left: list[tuple[str, ...]] = []
        self.comparison = Comparison(self.chart, self.left.append, own_name=lambda _: "China XD")
        self.show(self.comparison, shown)

    @property
    def layer(self) -> Rebased:
        return next(each for each in self.chart.main.layers if isinstance(each, Rebased))

    @property
    def legend(self) -> Legend:
        return next(each for each in self.chart.main.layers if isinstance(each, Legend))

    def words(self) -> list[str]:
        return [
            " ".join([entry.name, *(text for text, _ in figures)])
            for entry, figures in zip(self.legend.entries, self.legend.figures, strict=True)
        ]

    def remove(self, entry: int) -> None:
        origin = self.chart.main.rect.topLeft()
        self.move(self.legend._places[entry].topLeft() + QPointF(5, 5) + origin)
        at = self.legend.button_place(entry, Button.REMOVE).center() + origin
        self.press(at)
        self.release(at)


@given(st.integers(0, COUNT - 20), st.integers(1, 300), st.integers(0, 2**32 - 1))
def test_every_value_is_the_plain_rebased_one(
    qapp: QApplication, left: int, wide: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    lines = [walk(seed % 997), walk(seed % 991)]
    lines[1][: random.integers(0, COUNT)] = np.nan
    lines[1][random.integers(0, COUNT, 20)] = np.nan
    layer = Rebased(ink_of(LIGHT, qapp.font()))
    layer.show_lines(lines)
    for shift in (0, 3, -2):
        edge = max(0, left + shift)
        window = Window(edge - 0.5, edge + wide + 0.5, 400)
        layer.look(window)
        for number, values in enumerate(lines):
            plain = rebased(values, edge)
            for bar in random.integers(edge, COUNT, 5).tolist():
                value = layer.value(number, bar)
                assert value == pytest.approx(plain[bar], nan_ok=True)


def test_lines_stand_in_place_of_the_prices(qtbot: QtBot) -> None:
    stand = Stand(qtbot, beside(("VRT", walk(1)), ("6501.T", walk(2))))
    assert not stand.chart.prices.isVisible()
    assert stand.layer.isVisible()
    frame = stand.frame
    assert frame.bottom < 100 < frame.top
    assert [each.name for each in stand.legend.entries] == [
        "China XD",
        "Company VRT",
        "Company 6501.T",
    ]
    stand.chart.show_series(series(10e9))
    assert stand.chart.prices.isVisible()
    assert not stand.layer.isVisible()
    assert not stand.legend.entries
    assert stand.frame.top < 30


def test_all_lines_meet_at_the_left_edge_wherever_it_is(qtbot: QtBot) -> None:
    stand = Stand(qtbot, beside(("VRT", walk(1)), ("6501.T", walk(2))))
    for left in (10, 57, 200):
        stand.chart.canvas.place(left - 0.5, left + 60)
        assert [stand.layer.value(each, left) for each in range(3)] == pytest.approx([100] * 3)
        seen = [stand.layer.value(line, bar) for line in range(3) for bar in range(left, left + 60)]
        frame = stand.frame
        assert frame.bottom < min(seen)
        assert frame.top > max(seen)


def test_the_legend_tells_value_and_change(qtbot: QtBot) -> None:
    line = np.linspace(50, 100, COUNT)
    stand = Stand(qtbot, beside(("VRT", line)))
    stand.chart.canvas.place(-0.5, COUNT)
    assert stand.words()[1] == "Company VRT 200.00 +100.0%"
    stand.chart.point_at(0)
    assert stand.words()[1] == "Company VRT 100.00 0.0%"
    stand.chart.point_at(150)
    assert stand.words()[1] == f"Company VRT {line[150] * 2:.2f} +{line[150] * 2 - 100:.1f}%"


def test_who_begins_later_says_since_when(qtbot: QtBot) -> None:
    line = np.full(COUNT, 40.0)
    line[:150] = np.nan
    line[-1] = 60.0
    stand = Stand(qtbot, beside(("GEV", line)))
    stand.chart.canvas.place(-0.5, COUNT)
    assert stand.words()[1] == "Company GEV 150.00 +50.0% since 3 Mar 2025"
    stand.chart.canvas.place(200.0, COUNT)
    assert stand.words()[1] == "Company GEV 150.00 +50.0%"


def test_who_ends_earlier_says_until_when(qtbot: QtBot) -> None:
    line = np.full(COUNT, 40.0)
    line[250:] = np.nan
    stand = Stand(qtbot, beside(("OLD", line), ("GONE", np.full(COUNT, np.nan))))
    stand.chart.canvas.place(-0.5, COUNT)
    assert stand.words()[1] == "Company OLD 100.00 0.0% until 10 Jun 2025"
    assert stand.words()[2] == "Company GONE no prices"
    stand.chart.point_at(280)
    assert stand.words()[1:] == ["Company OLD —", "Company GONE no prices"]
    stand.chart.canvas.place(260.0, COUNT)
    assert stand.words()[1] == "Company OLD no prices"


def test_tags_on_the_axis_are_those_of_the_lines(qtbot: QtBot) -> None:
    stand = Stand(qtbot, beside(("VRT", np.linspace(50, 100, COUNT))))
    stand.chart.canvas.place(-0.5, COUNT)
    tags = stand.chart.main.axis.texts[-2:]
    assert tags[1] == "200.00"


def test_log_and_percent_scales(qtbot: QtBot) -> None:
    stand = Stand(qtbot, beside(("VRT", np.linspace(50, 100, COUNT))))
    stand.chart.canvas.place(-0.5, COUNT)
    stand.chart.set_scale(Scale.PERCENT)
    assert stand.chart.main.axis.texts[-1] == "+100.00%"
    assert "0%" in stand.chart.main.axis.texts
    stand.chart.set_scale(Scale.LOG)
    assert stand.frame.y(200) < stand.frame.y(100)
    stand.chart.grab()


def test_a_line_is_taken_away_by_its_button(qtbot: QtBot) -> None:
    stand = Stand(qtbot, beside(("VRT", walk(1)), ("6501.T", walk(2))))
    stand.comparison.set_compared(("VRT", "6501.T", "segment:cables"))
    assert stand.words()[3] == "segment:cables is fetched…"
    stand.remove(2)
    assert stand.left == [("VRT", "segment:cables")]
    stand.remove(3)
    assert stand.left[-1] == ("VRT", "6501.T")


def test_the_company_itself_can_not_be_taken_away(qtbot: QtBot) -> None:
    stand = Stand(qtbot, beside(("VRT", walk(1))))
    assert not stand.legend.entries[0].buttons


def test_a_tick_moves_the_lines(qtbot: QtBot) -> None:
    shown = beside(("VRT", walk(1)))
    stand = Stand(qtbot, shown)
    stand.chart.canvas.place(100.0, COUNT)
    before = stand.words()[0]
    shown.candles.close[-1] *= 3
    stand.chart.show_tick(replace(shown), COUNT - 1)
    assert stand.words()[0] != before
    assert stand.layer.value(0, COUNT - 1) == pytest.approx(
        100 * shown.candles.close[-1] / shown.candles.close[100]
    )
    assert stand.frame.top > stand.layer.value(0, COUNT - 1)


def test_a_base_that_was_unknown_is_found_after_a_tick(qtbot: QtBot) -> None:
    line = np.full(COUNT, np.nan)
    shown = beside(("NEW", line))
    stand = Stand(qtbot, shown)
    assert stand.words()[1] == "Company NEW no prices"
    line[-1] = 12.0
    stand.chart.show_tick(replace(shown), COUNT - 1)
    assert stand.words()[1].startswith("Company NEW 100.00 0.0% since ")


def test_values_below_the_lines_are_those_that_came(qtbot: QtBot) -> None:
    line = walk(1)
    stand = Stand(qtbot, beside(("VRT", line)))
    assert stand.comparison.lines()["Company VRT"] is line


def test_five_companies_since_april(qtbot: QtBot, shared_data: Path) -> None:
    main = recorded(shared_data, "601179.SS.qfq2")
    days = main.stamps // DAY_SECONDS
    lines = []
    for name in ("6501.T", "6503.T", "GEV.adj", "267260.KS"):
        other = recorded(shared_data, name)
        values = carried(other.stamps // DAY_SECONDS, other.close, days, 40)
        lines.append(Compared(name, name, values))
    stand = Stand(qtbot, Series("601179.SS", "CNY", main, compared=tuple(lines)))
    first = int(np.searchsorted(main.stamps, day_stamp(date(2025, 4, 1))))
    stand.chart.canvas.place(first - 0.5, len(main))
    bar = first + 100
    for number, each in enumerate(lines, 1):
        plain = rebased(each.values, first)[bar]
        assert stand.layer.value(number, bar) == pytest.approx(plain, nan_ok=True)
    stand.chart.grab()
