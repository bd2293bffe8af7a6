"""The panel as its user has it: a company, its line, its target, and plain words when empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gridwatch.domain.bars import Bars, day_number
from gridwatch.domain.company import Basis, Company, Listing
from gridwatch.domain.marketcap import MarketCap
from gridwatch.domain.quote import Doubt, Quote
from gridwatch.domain.targets import Target
from gridwatch.services.overview import CompanyView, Rung
from gridwatch.services.series import Series, TargetPrice
from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.chart.engine.axes import PriceAxis
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.panel import ChartPanel
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.phrases import Phrases

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LAST = date(2026, 3, 5)
NOW = datetime(2026, 3, 5, 4, tzinfo=UTC)
ENGLISH = Phrases("en", base_currency="CNY")


def bars_of_closes(closes: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Bars:
    days = day_number(LAST) - np.arange(len(closes), dtype=np.int64)[::-1]
    final = np.ones(len(closes), dtype=np.bool_)
    return Bars(days, closes, closes, closes, closes, np.full(len(closes), 1e6), final)


def series(count: int = 1000, *targets: float, symbol: str = "601179.SS") -> Series:
    closes = 10 + np.sin(np.arange(count) / 7) + np.arange(count) / 200
    lines = tuple(TargetPrice(100e9, "CNY", each, reached=False) for each in targets)
    return Series(symbol, "CNY", bars_of_closes(closes), live=False, targets=lines)


def company(number: int = 1, symbol: str = "601179.SS") -> CompanyView:
    issuer = Company(
        number, "China XD", "中国西电", "zgxd", "CN", True, "uhv", symbol,
        (Listing(symbol, "SSE", "CNY"),),
    )  # fmt: skip
    quote = Quote(symbol, 15.83, NOW, "CNY", "CNY", 28_800, 15.64)
    cap = MarketCap(81.14e9, "CNY", Basis.DOMESTIC, 15.83, 5.126e9)
    target = Target(1, number, Decimal("100e9"), "CNY", NOW)
    rung = Rung(target, 81.14e9, 23.24, 19.51, 0.81, reached=False)
    return CompanyView(issuer, quote, cap, 81.14e9, (rung,), None, stale=False)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ChartPanel]:
    # In a window without a layout, as the offscreen platform warns where a window's least size
    # changes while it is shown.
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 560)
    made = ChartPanel(ENGLISH, LIGHT, window)
    made.resize(900, 560)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.hide()


def frame_of(panel: ChartPanel) -> Frame:
    frame = panel._plot.frame_in_view
    assert frame is not None
    return frame


def settled(panel: ChartPanel) -> Frame:
    QApplication.processEvents()
    return frame_of(panel)


def visible(panel: ChartPanel, shown: Series) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    frame = frame_of(panel)
    first, last = max(0, int(np.ceil(frame.left))), int(np.floor(frame.right)) + 1
    return shown.bars.close[first:last]


def words(panel: ChartPanel) -> str:
    notice = panel._plot._notice
    return f"{notice._title}. {notice._text}"


def test_y_follows_what_is_visible(panel: ChartPanel) -> None:
    shown = series()
    panel.show_series(company(), shown)
    for name in ("MAX", "1M"):
        panel.restore_state({"range": name})
        frame, closes = settled(panel), visible(panel, shown)
        assert frame.bottom < closes.min() < closes.max() < frame.top
        # The data fills most of the height: nothing out of sight widens it.
        assert closes.max() - closes.min() > 0.6 * (frame.top - frame.bottom)


def test_the_line_is_drawn_where_the_closes_are(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    settled(panel)
    picture = panel._plot.grab().toImage()
    frame = frame_of(panel)
    x, y = round(frame.x(970)), round(frame.y(float(series().bars.close[970])))
    near = {picture.pixelColor(x + a, y + b).name() for a in (-1, 0, 1) for b in (-1, 0, 1)}
    assert LIGHT.accent in near
    assert picture.pixelColor(x, y - 30).name() != LIGHT.accent


def test_a_near_target_stands_at_the_price_it_implies(panel: ChartPanel) -> None:
    panel.show_series(company(), series(1000, 19.51))
    frame = settled(panel)
    (level,) = panel._plot._levels._levels
    assert not level.beyond
    assert level.text.split(" · ") == ["Target 100bn\N{NO-BREAK SPACE}CNY", "price 19.51"]
    assert frame.price(level.at) == pytest.approx(19.51)
    assert 0 < level.at < frame.tall


def test_a_far_target_is_an_arrow_that_says_how_far(panel: ChartPanel) -> None:
    shown = series(1000, 200.0)
    panel.show_series(company(), shown)
    frame = settled(panel)
    (level,) = panel._plot._levels._levels
    assert level.beyond == 1
    assert level.text.endswith(ENGLISH.percent(200 / shown.bars.close[-1] - 1))
    assert frame.top < 30


def test_only_the_next_target_stretches_the_view(panel: ChartPanel) -> None:
    panel.show_series(company(), series(1000, 18.0, 24.0))
    frame = settled(panel)
    assert 18 < frame.top < 24


def test_a_reached_target_far_away_is_left_out(panel: ChartPanel) -> None:
    shown = series()
    reached = TargetPrice(10e9, "CNY", 0.5, reached=True)
    panel.show_series(company(), replace(shown, targets=(reached,)))
    settled(panel)
    assert panel._plot._levels._levels == []


def test_log_keeps_the_bars_and_returns(panel: ChartPanel) -> None:
    panel.show_series(company(), series(1000, 19.51))
    before = settled(panel)
    panel._plot.setFocus()
    QTest.keyClick(panel._plot, Qt.Key.Key_L)
    after = settled(panel)
    assert after.scale is Scale.LOG
    assert (after.left, after.right) == pytest.approx((before.left, before.right))
    (level,) = panel._plot._levels._levels
    assert after.price(level.at) == pytest.approx(19.51)
    assert panel.save_state()["scale"] == "log"
    QTest.keyClick(panel._plot, Qt.Key.Key_L)
    assert settled(panel) == before


def test_digits_choose_ranges_and_the_choice_is_remembered(panel: ChartPanel, qtbot: QtBot) -> None:
    panel.show_series(company(), series())
    panel._plot.setFocus()
    widths = []
    for key, name in ((Qt.Key.Key_1, "1M"), (Qt.Key.Key_3, "6M"), (Qt.Key.Key_8, "MAX")):
        QTest.keyClick(panel._plot, key)
        frame = settled(panel)
        widths.append(frame.right - frame.left)
        assert panel.save_state()["range"] == name
    assert widths == sorted(widths)
    other = ChartPanel(ENGLISH, LIGHT)
    qtbot.addWidget(other)
    other.restore_state(panel.save_state())
    assert other.save_state() == panel.save_state()


def test_nonsense_in_the_remembered_state_changes_nothing(panel: ChartPanel) -> None:
    before = panel.save_state()
    panel.restore_state({"range": "7W", "scale": 3})
    assert panel.save_state() == before


def test_the_wheel_zooms_about_the_pointer(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    before = settled(panel)
    at = QPoint(300, 150)
    wheel = QWheelEvent(
        QPointF(at), QPointF(panel._plot.mapToGlobal(at)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(panel._plot.viewport(), wheel)
    after = settled(panel)
    assert after.right - after.left == pytest.approx((before.right - before.left) * 0.8)
    assert after.bar(300) == pytest.approx(before.bar(300), abs=0.5)
    # The range is no longer what is in view, but a reset goes back to it.
    assert panel._group.checkedAction() is None
    panel._plot._stage.reset.emit()
    assert settled(panel).left == before.left


def test_a_drag_pans_and_stops_at_the_data(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    before = settled(panel)
    plot = panel._plot.viewport()
    QTest.mousePress(plot, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    for x in range(210, 420, 10):
        QTest.mouseMove(plot, QPoint(x, 150), 1)
    QTest.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=QPoint(410, 150))
    after = settled(panel)
    assert after.left < before.left - 10
    assert after.right - after.left == pytest.approx(before.right - before.left)
    panel._plot._ask(-1e6, -1e6 + 100)
    assert settled(panel).left == 0


def test_the_keyboard_moves_the_view(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    before = settled(panel)
    QTest.keyClick(panel._plot, Qt.Key.Key_Left)
    assert settled(panel).left < before.left
    QTest.keyClick(panel._plot, Qt.Key.Key_Home)
    assert settled(panel).left == 0
    QTest.keyClick(panel._plot, Qt.Key.Key_End)
    assert settled(panel).right == pytest.approx(before.right)
    QTest.keyClick(panel._plot, Qt.Key.Key_Plus)
    assert settled(panel).right - frame_of(panel).left < before.right - before.left


def test_a_new_bar_follows_at_the_end_and_disturbs_nothing_elsewhere(panel: ChartPanel) -> None:
    panel.show_series(company(), series(1000))
    at_end = settled(panel)
    panel.show_series(company(), series(1001))
    assert settled(panel).right == pytest.approx(at_end.right + 1)
    panel._plot._ask(100, 300)
    panel.show_series(company(), series(1002))
    assert (settled(panel).left, frame_of(panel).right) == pytest.approx((100, 300))


def test_another_company_begins_at_the_chosen_range(panel: ChartPanel) -> None:
    panel.show_series(company(), series(1000))
    before = settled(panel)
    panel._plot._ask(100, 300)
    panel.show_series(company(2, "GEV"), series(1000, symbol="GEV"))
    assert (settled(panel).left, frame_of(panel).right) == (before.left, before.right)
    assert panel._choices[panel.save_state()["range"]].isChecked()


def test_the_crosshair_reads_the_bar_under_the_pointer(panel: ChartPanel) -> None:
    shown = series()
    panel.show_series(company(), shown)
    frame = settled(panel)
    panel._plot._stage.pointed.emit(QPointF(frame.x(900) + 0.3, 100))
    reading = panel._plot._crosshair._reading
    assert reading is not None
    close, before = shown.bars.close[900], shown.bars.close[899]
    assert [text for text, _ in reading.words] == [
        ENGLISH.day(LAST - timedelta(days=99)),
        ENGLISH.price(close, "CNY"),
        ENGLISH.percent(close / before - 1, 2),
        "Volume 1mn",
    ]
    panel._plot._stage.pointed.emit(None)
    assert panel._plot._crosshair._reading is None


def test_the_header_says_who_what_and_how_far(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    header = panel._header
    texts = [each.text() for each in (header._name, header._native, header._symbol)]
    assert texts == ["China XD", "中国西电", "601179.SS"]
    assert header._price.text() == ENGLISH.price(15.83, "CNY")
    assert header._change.text() == ENGLISH.percent(15.83 / 15.64 - 1, 2)
    cap, target = header._boxes
    assert cap._figure.text() == ENGLISH.compact(81.14e9, "CNY")
    assert cap._note.text() == "all shares at the mainland price"
    assert target._figure.text() == ENGLISH.compact(100e9, "CNY")
    assert target._note.text() == "+23.2% to go"


def test_the_header_does_not_show_a_price_in_doubt_as_a_fact(panel: ChartPanel) -> None:
    sound = company()
    assert sound.quote is not None
    rungs = tuple(replace(each, reached=None) for each in sound.rungs)
    doubt = Doubt.SPIKE
    quote = replace(sound.quote, doubt=doubt)
    panel.show_series(replace(sound, quote=quote, doubt=doubt, rungs=rungs), series())
    header = panel._header
    assert header._when.text() == "doubtful price: it raises no alert"
    assert header._change.text() == ENGLISH.percent(None)
    cap, target = header._boxes
    assert cap._note.text() == "from a doubtful price"
    assert target._note.text() == "in doubt"


def test_where_it_is_narrow_the_target_stays_longest(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    header = panel._header
    shown = []
    for width in (900, 420, 250):
        header.resize(width, 70)
        shown.append([each.isVisible() for each in header._boxes])
    assert shown == [[True, True], [False, True], [False, False]]


def test_nothing_selected_is_said(panel: ChartPanel) -> None:
    assert words(panel).startswith("No company selected")
    assert not panel._header.isVisible()
    panel.show_series(company(), series())
    assert words(panel) == ". "
    panel.show_series(None, None)
    assert words(panel).startswith("No company selected")
    assert panel._plot.frame_in_view is None


def test_no_history_says_why_and_when_next(panel: ChartPanel) -> None:
    panel.show_series(company(), None)
    assert words(panel).startswith("No price history of China XD yet. It is drawn")
    panel.show_series(replace(company(), trouble="offline", next_try=NOW), None)
    assert "network" in words(panel)
    assert f"Next try at {ENGLISH.clock(NOW)}." in words(panel)


def test_simulated_prices_are_marked(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    panel.set_simulated(True)
    assert panel._plot._notice._corner == "Simulated market"
    panel.set_simulated(False)
    assert panel._plot._notice._corner == ""


def test_another_look_and_language_in_place(panel: ChartPanel) -> None:
    panel.show_series(company(), series(1000, 19.51))
    panel.restyle(Phrases("zh_CN", base_currency="CNY"), DARK)
    settled(panel)
    (level,) = panel._plot._levels._levels
    assert "亿" in level.text
    assert panel._plot.grab().toImage().pixelColor(3, 3).name() == DARK.base


@pytest.mark.parametrize("count", [1, 2, 9])
def test_a_very_short_history_is_drawn(panel: ChartPanel, count: int) -> None:
    panel.show_series(company(), series(count, 19.51))
    frame = settled(panel)
    assert frame.left < count - 1 < frame.right
    assert not panel.grab().isNull()


def axis_of(panel: ChartPanel) -> PriceAxis:
    axis = panel._plot._prices
    assert isinstance(axis, PriceAxis)
    return axis


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("height", [230, 300, 420])
@pytest.mark.parametrize("factor", [0.37, 1.0, 4.9, 45.0, 81.3])
def test_three_prices_can_be_read_beside_the_tags(
    panel: ChartPanel, scale: str, height: int, factor: float
) -> None:
    shown = series(1000, 17.5)
    closes = shown.bars.close * factor
    target = replace(shown.targets[0], price=17.5 * factor)
    panel.resize(900, height)
    panel.show_series(company(), replace(shown, bars=bars_of_closes(closes), targets=(target,)))
    for chosen in ("1M", "3M", "1Y", "MAX"):
        panel.restore_state({"range": chosen, "scale": scale})
        assert settled(panel).tall < height
        axis = axis_of(panel)
        assert axis.readable(axis._marks, axis._tags) >= 3


def test_tags_that_would_overlap_are_pushed_apart(panel: ChartPanel) -> None:
    shown = series()
    panel.show_series(company(), series(1000, float(shown.bars.close[-1]) * 1.002))
    settled(panel)
    axis = axis_of(panel)
    assert abs(axis._tags[0].at - axis._tags[1].at) < 10
    first, second = axis._places(axis._tags)
    assert not first.intersects(second)
    inside = QRectF(QPointF(), axis.size())
    assert inside.contains(first)
    assert inside.contains(second)


def test_the_words_of_a_target_stand_beside_the_line_and_not_on_it(panel: ChartPanel) -> None:
    # High at the left, where the words usually stand, and low at the right.
    closes = np.concatenate([np.full(500, 20.0), np.full(500, 12.0)])
    target = TargetPrice(100e9, "CNY", 19.9, reached=False)
    falling = Series("601179.SS", "CNY", bars_of_closes(closes), live=False, targets=(target,))
    panel.show_series(company(), falling)
    panel.restore_state({"range": "MAX"})
    settled(panel)
    levels = panel._plot._levels
    (level,) = levels._levels
    sheet = levels.boundingRect()
    place = levels._free_place(sheet, level, (220.0, 20.0), ())
    assert panel._plot._drawn_in(place) == 0
    assert panel._plot._drawn_in(QRectF(4, level.at - 21, 220, 20)) > 0
