"""Indicators on a chart: panes and overlays, values that are right, ticks, settings, the legend."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.domain.charting import Quantity
from gridwatch.domain.indicators.lines import computed
from gridwatch.domain.series import Compared, Series
from gridwatch.ui.appearance import DARK
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.levels import LevelLines
from gridwatch.ui.chart.options import Study
from gridwatch.ui.chart.signs.levels import Hands, Levels
from gridwatch.ui.chart.study import shown as shown_module
from gridwatch.ui.chart.study.buttons import Button
from gridwatch.ui.chart.study.dialog import StudyDialog
from gridwatch.ui.chart.study.legend import Legend
from gridwatch.ui.chart.study.menu import study_menu
from gridwatch.ui.chart.study.settings import OFFERED, cleaned, filled
from gridwatch.ui.chart.study.studies import Studies
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.drawn import Drawn, candles, series
from tests.ui.chart.recorded import recorded

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# The offscreen platform says so of windows that are raised or that set their own size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FRONT = (
    Study("volume"),
    Study("sma", (("long", 100.0), ("medium", 0.0))),
    Study("bollinger"),
    Study("rsi"),
    Study("macd"),
)


class Stand(Drawn):
    """A chart with indicators, and what the part told."""

    def __init__(
        self, qtbot: QtBot, *studies: Study, shown: Series | None = None, tall: int = 800
    ) -> None:
        super().__init__(qtbot, tall=tall)
        self.told: list[tuple[Study, ...]] = []
        self.studies = Studies(self.chart, self.told.append)
        self.studies.set_studies(studies)
        self.show(self.studies, shown if shown is not None else series(10e9))

    @property
    def panes(self) -> int:
        return len(self.chart.canvas.panes) - 2  # the prices, and the pane of the stand

    def legend(self, pane: int = 0) -> Legend:
        layers = self.chart.canvas.panes[pane].layers
        return next(each for each in layers if isinstance(each, Legend))

    def words(self, pane: int = 0) -> list[str]:
        legend = self.legend(pane)
        return [
            " ".join([entry.name, *(text for text, _ in figures)])
            for entry, figures in zip(legend.entries, legend.figures, strict=True)
        ]

    def hover(self, entry: int, pane: int = 0) -> QPointF:
        legend = self.legend(pane)
        at = legend._places[entry].topLeft() + QPointF(6, 6)
        at += self.chart.canvas.panes[pane].rect.topLeft()
        self.move(at)
        return at

    def click(self, entry: int, button: Button, pane: int = 0) -> None:
        self.hover(entry, pane)
        place = self.legend(pane).button_place(entry, button)
        at = place.center() + self.chart.canvas.panes[pane].rect.topLeft()
        self.press(at)
        self.release(at)


def test_overlays_stand_on_the_prices_and_others_below(qtbot: QtBot) -> None:
    stand = Stand(qtbot, *FRONT)
    assert stand.panes == 3
    assert [entry.name for entry in stand.legend().entries] == [
        "SMA 20 100",
        "Bollinger bands 20 2",
    ]
    names = [stand.legend(2 + each).entries[0].name for each in range(3)]
    assert names == ["Volume 20", "RSI 14", "MACD 12 26 9"]
    rsi = stand.chart.canvas.panes[3].frame
    assert rsi is not None
    assert (rsi.bottom, rsi.top) == (0.0, 100.0)


def test_every_line_is_what_its_definition_gives(qtbot: QtBot) -> None:
    stand = Stand(qtbot, *FRONT)
    bars = candles()
    lines = stand.studies.lines()
    assert list(lines) == [
        "Volume 20 average",
        "SMA 20",
        "SMA 100",
        "Bollinger bands 20 2 lower",
        "Bollinger bands 20 2 middle",
        "Bollinger bands 20 2 upper",
        "RSI 14",
        "MACD 12 26 9 histogram",
        "MACD 12 26 9",
        "MACD 12 26 9 signal",
    ]
    assert all(len(each) == len(bars) for each in lines.values())
    means = np.convolve(bars.close, np.ones(100) / 100, "valid")
    np.testing.assert_allclose(lines["SMA 100"][99:], means)
    assert np.isnan(lines["SMA 100"][:99]).all()
    value = Phrases("en", base_currency="CNY").figure(float(means[-1]))
    assert stand.words()[0].endswith(value)


def test_the_legend_tells_the_bar_under_the_crosshair_else_the_last_in_view(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("ema"))
    column = stand.studies.lines()["EMA 20"]
    figure = stand.chart.phrases.figure
    assert stand.words() == [f"EMA 20 {figure(float(column[-1]))}"]
    stand.chart.point_at(200)
    assert stand.words() == [f"EMA 20 {figure(float(column[200]))}"]
    stand.chart.point_at(3)
    assert stand.words() == ["EMA 20 —"]
    stand.move(QPointF(-5, -5))
    stand.chart.canvas.place(20, 100.5)
    assert stand.words() == [f"EMA 20 {figure(float(column[100]))}"]


@pytest.mark.parametrize("name", [each for each in OFFERED if each not in {"shares", "vwap"}])
def test_a_tick_gives_what_computing_anew_gives(qtbot: QtBot, name: str) -> None:
    shown = series(10e9)
    stand = Stand(qtbot, Study(name), shown=shown)
    last = len(shown.candles) - 1
    for price in (25.0, 3.0, 21.5):
        shown.candles.close[last] = price
        shown.candles.high[last] = max(shown.candles.high[last], price)
        shown.candles.low[last] = min(shown.candles.low[last], price)
        shown.candles.volume[last] += 1e6
        stand.chart.show_tick(replace(shown), last)
    indicator = OFFERED[name]
    fresh = computed(indicator, shown.candles, filled(Study(name)))
    layers = stand.studies._shown[0].layers
    for line in layers.drawn:
        column = layers.column(line)
        assert column is not None
        np.testing.assert_allclose(column, fresh[line], rtol=1e-9, atol=1e-9)
    pane = stand.chart.canvas.panes[0 if indicator.overlay else 2]
    last_line = layers.drawn[-1]
    told = float(fresh[last_line][last])
    if np.isfinite(told) and name != "volume":
        assert stand.words(0 if indicator.overlay else 2)[0] != ""
    assert pane.frame is not None


def test_a_tick_changes_what_the_legend_says(qtbot: QtBot) -> None:
    shown = series(10e9)
    stand = Stand(qtbot, Study("ema", (("period", 2.0),)), shown=shown)
    before = stand.words()
    shown.candles.close[-1] = 30.0
    stand.chart.show_tick(replace(shown), len(shown.candles) - 1)
    assert stand.words() != before


def test_a_new_bar_is_counted_in(qtbot: QtBot) -> None:
    shown = series(10e9)
    stand = Stand(
        qtbot, Study("sma", (("long", 0.0), ("medium", 0.0), ("short", 2.0))), shown=shown
    )
    one = shown.candles
    columns = (one.open, one.high, one.low, one.close, one.volume)
    longer = [np.append(each, each[-1] + 1) for each in columns]
    grown = Candles(np.append(one.stamps, one.stamps[-1] + DAY_SECONDS), *longer)
    stand.chart.show_tick(replace(shown, candles=grown, shares=None, caps=None), len(one))
    (column,) = stand.studies.lines().values()
    assert column[-1] == pytest.approx(one.close[-1] + 0.5)


@pytest.mark.parametrize("name", [each for each in OFFERED if each not in {"shares", "vwap"}])
def test_bars_that_begin_give_what_computing_anew_gives(qtbot: QtBot, name: str) -> None:
    shown = series(10e9)
    stand = Stand(qtbot, Study(name), shown=shown)
    for _ in range(90):  # more than any reserve
        shown = replace(shown, candles=longer(shown.candles, 1), shares=None, caps=None)
        last = len(shown.candles) - 1
        stand.chart.show_tick(shown, last)
        shown.candles.close[last] += 0.01
        stand.chart.show_tick(replace(shown), last)
    fresh = computed(OFFERED[name], shown.candles, filled(Study(name)))
    layers = stand.studies._shown[0].layers
    for line in layers.drawn:
        column = layers.column(line)
        assert column is not None
        np.testing.assert_allclose(column, fresh[line], rtol=1e-9, atol=1e-9)


def test_a_bar_that_begins_has_no_other_computed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = series(10e9)
    stand = Stand(qtbot, Study("ema"), Study("rsi"), shown=shown)
    monkeypatch.setattr(shown_module, "computed", None)  # it would be called
    grown = longer(shown.candles, 1)
    newer = replace(shown, candles=grown, shares=None, caps=None)
    stand.chart.show_tick(newer, len(grown) - 1)
    assert all(len(each) == len(grown) for each in stand.studies.lines().values())


def longer(one: Candles, more: int) -> Candles:
    """Return candles with `more` days behind the last one."""
    columns = (one.open, one.high, one.low, one.close, one.volume)
    steps = np.arange(1, more + 1)
    grown = [np.concatenate((each, each[-1] + steps)) for each in columns]
    return Candles(np.concatenate((one.stamps, one.stamps[-1] + steps * DAY_SECONDS)), *grown)


def test_nothing_is_computed_for_what_is_hidden(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("ema"), Study("rsi", (("hidden", 1.0),)))
    assert list(stand.studies.lines()) == ["EMA 20"]
    assert stand.studies._shown[1].layers.column("rsi") is None
    assert stand.legend(2).entries[0].faint
    stand.click(0, Button.SHOW, pane=2)
    assert list(stand.studies.lines()) == ["EMA 20", "RSI 14"]
    assert stand.told[-1] == (Study("ema"), Study("rsi"))


def test_the_buttons_of_the_legend(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("ema"), Study("sma"), Study("atr"))
    stand.click(1, Button.HIDE)
    assert stand.told == [(Study("ema"), Study("sma", (("hidden", 1.0),)), Study("atr"))]
    assert stand.studies.is_hidden(1)
    stand.click(0, Button.REMOVE)
    assert [each.id for each in stand.studies.studies] == ["sma", "atr"]
    stand.click(0, Button.REMOVE, pane=2)
    assert stand.panes == 0
    assert [each.id for each in stand.told[-1]] == ["sma"]
    view = stand.chart.canvas.view
    stand.press(stand.hover(0))  # not on a button: the chart is panned from there
    assert stand.chart.canvas.view == view


def test_a_button_let_go_elsewhere_does_nothing(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("ema"))
    stand.hover(0)
    place = stand.legend().button_place(0, Button.REMOVE)
    stand.press(place.center())
    stand.release(QPointF(400, 300))
    assert stand.studies.studies == (Study("ema"),)
    assert not stand.told


def test_the_pointer_is_a_hand_on_a_button(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("ema"))
    stand.hover(0)
    stand.move(stand.legend().button_place(0, Button.HIDE).center())
    shape = stand.chart.canvas.viewport().cursor().shape()
    assert shape is Qt.CursorShape.PointingHandCursor


def test_several_of_a_kind(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("ema"), Study("ema", (("period", 50.0),)), Study("ema"))
    assert [entry.name for entry in stand.legend().entries] == ["EMA 20", "EMA 50"]
    tones = [entry.tone.name() for entry in stand.legend().entries]
    assert len(set(tones)) == 2


def test_what_is_damaged_or_unknown_is_dropped() -> None:
    assert cleaned(Study("wizardry")) is None
    assert cleaned(Study("ema", (("period", 0.0), ("colour", 3.0)))) == Study("ema")
    assert cleaned(Study("ema", (("period", float("nan")),))) == Study("ema")
    assert cleaned(Study("ema", (("period", 20.5),))) == Study("ema")
    assert cleaned(Study("ema", (("period", 20.0),))) == Study("ema")
    assert cleaned(Study("ema", (("period", 21.0),))) == Study("ema", (("period", 21.0),))
    # Each can be, but the fast one has to be below the slow one.
    assert cleaned(Study("macd", (("fast", 40.0), ("slow", 30.0)))) == Study("macd")
    assert cleaned(Study("rsi", (("hidden", 1.0),))) == Study("rsi", (("hidden", 1.0),))


def test_panes_keep_their_place_and_size_while_settings_change(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("rsi"), Study("volume"), Study("atr"))
    assert [stand.legend(each).entries[0].name for each in (2, 3, 4)] == [
        "Volume 20",
        "RSI 14",
        "ATR 14",
    ]
    pane = stand.chart.canvas.panes[3]
    pane.weight = 2.5
    stand.studies.put(0, Study("rsi", (("period", 7.0),)))
    assert stand.chart.canvas.panes[3] is pane
    assert pane.weight == 2.5
    assert stand.words(3)[0].startswith("RSI 7 ")
    stand.studies.remove(1)
    assert stand.chart.canvas.panes[2] is pane


def test_what_stays_is_not_computed_again(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("ema"), Study("rsi"))
    kept = stand.studies._shown[1].layers.column("rsi")
    stand.studies.put(0, Study("ema", (("period", 5.0),)))
    again = stand.studies._shown[1].layers.column("rsi")
    assert kept is not None
    assert again is not None
    assert np.shares_memory(kept, again)


def test_the_share_count_is_a_step_and_small_steps_look_small(qtbot: QtBot) -> None:
    shown = series(10e9)
    assert shown.shares is not None
    shown.shares[:] = np.where(np.arange(len(shown.candles)) < 150, 5.0e9, 5.05e9)
    stand = Stand(qtbot, Study("shares"), shown=shown)
    assert stand.words(2) == ["Shares outstanding 5.05bn"]
    stand.chart.show_range("MAX")
    stand.chart.point_at(100)
    assert stand.words(2) == ["Shares outstanding 5bn"]
    frame = stand.chart.canvas.panes[2].frame
    assert frame is not None
    assert frame.top - frame.bottom > 0.04 * 5e9
    assert list(stand.studies.lines()) == ["Shares outstanding"]


def test_shares_that_nobody_knows_are_a_dash(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("shares"), shown=replace(series(10e9), shares=None))
    assert stand.words(2) == ["Shares outstanding —"]
    assert not stand.studies.lines()


def test_market_caps_have_indicators_of_their_own(qtbot: QtBot) -> None:
    shown = series(10e9, cap=True)
    stand = Stand(qtbot, Study("sma"), Study("atr"), shown=shown)
    assert shown.quantity is Quantity.CAP
    assert stand.words()[0].endswith("bn")
    assert stand.words(2)[0].endswith("bn")
    assert stand.studies.lines()["SMA 20"][-1] > 1e9


def test_vwap_is_for_bars_within_a_day(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("vwap"))
    assert stand.words() == ["VWAP with bars of minutes and hours"]
    assert not stand.studies.lines()
    one = candles()
    stamps = one.stamps[0] + np.arange(len(one), dtype=np.int64) * 300
    intraday = replace(one, stamps=stamps)
    shown = replace(series(10e9), candles=intraday, size=BarSize.FIVE_MINUTES)
    stand.chart.show_series(shown)
    assert list(stand.studies.lines()) == ["VWAP"]
    assert stand.words()[0].startswith("VWAP 20.")


def test_overlays_make_way_for_a_comparison(qtbot: QtBot) -> None:
    shown = series(10e9)
    stand = Stand(qtbot, Study("sma"), Study("rsi"), shown=shown)
    beside = replace(shown, compared=(Compared("VRT", "Vertiv", shown.candles.close * 3),))
    stand.chart.show_series(beside)
    assert not stand.legend().entries
    assert list(stand.studies.lines()) == ["RSI 14"]
    stand.chart.show_series(shown)
    assert stand.legend().entries[0].name == "SMA 20 50 200"


def test_far_lines_do_not_press_the_prices_flat(qtbot: QtBot) -> None:
    shown = series(10e9)
    shown.candles.close[:200] = 1.0
    shown.candles.low[:200] = shown.candles.open[:200] = 1.0
    shown.candles.high[:200] = 1.0
    stand = Stand(qtbot, Study("sma", (("medium", 0.0), ("short", 0.0))), shown=shown)
    stand.chart.canvas.place(280, 300)
    frame = stand.frame
    low, high = float(shown.candles.low[280:].min()), float(shown.candles.high[280:].max())
    assert frame.bottom > low - 1.2 * (high - low)


@pytest.mark.parametrize("scale", list(Scale))
def test_nothing_breaks_without_bars_or_with_one(qtbot: QtBot, scale: Scale) -> None:
    every = [Study(each) for each in OFFERED]
    one = candles()
    first = Candles(*(getattr(one, name)[:1] for name in Candles.__slots__))
    none = Candles(*(getattr(one, name)[:0] for name in Candles.__slots__))
    stand = Stand(qtbot, *every, shown=Series("A", "CNY", first))
    stand.chart.set_scale(scale)
    assert stand.words()[0].startswith("SMA 20 50 200 —")
    for each in (Series("A", "CNY", none), None, series(10e9)):
        stand.chart.show_series(each)
        QApplication.processEvents()
        stand.chart.grab()
    assert "—" not in stand.words()[1]


def test_another_theme_recolours_the_names(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("ema"))
    before = stand.legend().entries[0].tone.name()
    stand.chart.restyle(stand.chart.phrases, DARK)
    assert stand.legend().entries[0].tone.name() != before


def test_many_names_stand_side_by_side_where_a_pane_is_low(qtbot: QtBot) -> None:
    studies = [Study("ema", (("period", float(each)),)) for each in range(2, 10)]
    stand = Stand(qtbot, *studies, tall=300)
    places = stand.legend()._places
    assert len({each.left() for each in places}) > 1
    assert all(not one.intersects(two) for one in places for two in places if one is not two)


def test_labels_of_lines_keep_clear_of_the_legend(qtbot: QtBot) -> None:
    shown = series(80e9, 90e9, 95e9)
    stand = Stand(qtbot, *(Study("ema", (("period", float(each)),)) for each in range(2, 6)))
    stand.chart.parts.append(Levels(stand.chart, Hands(lambda *_: None, lambda _: None)))
    stand.chart.show_series(shown)
    stand.chart.show_range("MAX")
    layers = stand.chart.main.layers
    labels = next(each for each in layers if isinstance(each, LevelLines)).label_places()
    assert labels
    names = stand.legend().covers()
    assert not [one for one in labels for other in names if one.intersects(other)]


def test_the_dialog_shows_each_change_and_takes_it_back(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("macd"))
    dialog = stand.studies.edit(0)
    assert isinstance(dialog, StudyDialog)
    turn(dialog, "fast", 5)
    assert stand.words(2)[0].startswith("MACD 5 26 9 ")
    assert not stand.told
    dialog.reject()
    assert stand.studies.studies == (Study("macd"),)
    assert not stand.told


def test_the_dialog_is_told_once_it_is_accepted(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("bollinger"))
    dialog = stand.studies.edit(0)
    assert isinstance(dialog, StudyDialog)
    turn(dialog, "width", 2.5)
    dialog.accept()
    assert stand.told == [(Study("bollinger", (("width", 2.5),)),)]


def test_the_dialog_keeps_the_fast_one_below_the_slow_one(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("macd", (("fast", 3.0), ("slow", 6.0))))
    dialog = stand.studies.edit(0)
    assert isinstance(dialog, StudyDialog)
    dialog.box("fast").stepBy(80)
    assert dialog.box("fast").value() == 5
    dialog.reset()
    assert [dialog.box(each).value() for each in ("fast", "slow", "signal")] == [12, 26, 9]
    assert stand.words(2)[0].startswith("MACD 12 26 9 ")
    dialog.reject()
    assert stand.words(2)[0].startswith("MACD 3 6 9 ")


def test_what_has_no_settings_opens_no_dialog(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("drawdown"))
    assert stand.studies.edit(0) is None


def turn(dialog: StudyDialog, name: str, value: float) -> None:
    """Set a box as its user would, by typing."""
    box = dialog.box(name)
    box.selectAll()
    QTest.keyClicks(box, f"{value:g}")


def texts(menu: QMenu) -> list[str]:
    return [each.text() for each in menu.actions() if not each.isSeparator()]


def inner(menu: QMenu, words: str) -> QMenu:
    found = next(each for each in menu.actions() if each.text() == words).menu()
    assert isinstance(found, QMenu)
    return found


def press(menu: QMenu, words: str) -> None:
    next(each for each in menu.actions() if each.text() == words).trigger()


def test_the_menu_lists_and_toggles(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("volume"), Study("ema"))
    menu = study_menu(stand.chart, stand.studies)
    menu.aboutToShow.emit()
    assert texts(menu)[:5] == ["SMA", "EMA", "Bollinger bands", "VWAP", "52-week high and low"]
    checked = {each.text() for each in menu.actions() if each.isChecked()}
    assert checked == {"EMA", "Volume"}
    vwap = next(each for each in menu.actions() if each.text() == "VWAP")
    assert not vwap.isEnabled()
    press(menu, "RSI")
    press(menu, "EMA")
    assert stand.told[-1] == (Study("volume"), Study("rsi"))
    menu.aboutToShow.emit()
    assert texts(menu)[-4:] == ["One more", "Volume 20", "RSI 14", "Remove all"]
    press(inner(menu, "RSI 14"), "Hide")
    assert stand.studies.is_hidden(1)
    menu.aboutToShow.emit()
    press(inner(menu, "RSI 14"), "Remove")
    menu.aboutToShow.emit()
    press(menu, "Remove all")
    assert not any(stand.told[-1:])
    menu.aboutToShow.emit()
    assert texts(menu)[-1] == "Shares outstanding"


def test_one_more_of_a_kind_is_asked_for(qtbot: QtBot) -> None:
    stand = Stand(qtbot, Study("ema"))
    dialog = stand.studies.add_another("ema")
    assert isinstance(dialog, StudyDialog)
    turn(dialog, "period", 50)
    dialog.accept()
    assert stand.told[-1] == (Study("ema"), Study("ema", (("period", 50.0),)))
    again = stand.studies.add_another("ema")
    assert again is not None
    again.reject()
    assert stand.studies.studies == stand.told[-1]
    same = stand.studies.add_another("ema")
    assert same is not None
    same.accept()  # with its usual settings it is there already
    assert len(stand.studies.studies) == 2


def test_real_prices_with_everything_on(qtbot: QtBot, shared_data: Path) -> None:
    bars = recorded(shared_data, "601179.SS.qfq2")
    every = [Study(each) for each in OFFERED]
    stand = Stand(qtbot, *every, shown=Series("601179.SS", "CNY", bars), tall=1400)
    lines = stand.studies.lines()
    last = bars.close[-20:]
    assert lines["SMA 20"][-1] == pytest.approx(last.mean())
    assert lines["Bollinger bands 20 2 upper"][-1] == pytest.approx(last.mean() + 2 * last.std())
    assert lines["52-week high and low high"][-1] == pytest.approx(bars.high[-250:].max(), rel=0.1)
    peak = np.maximum.accumulate(bars.close)
    np.testing.assert_allclose(lines["Drawdown"], (bars.close / peak - 1) * 100, atol=1e-9)
    for name in ("1Y", "MAX"):
        stand.chart.show_range(name)
        stand.chart.grab()
