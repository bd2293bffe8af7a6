"""The panel as its user has it: a company, its chart, its tools, and plain words when empty."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolButton, QWidget

from gridwatch.domain.bars import Floats, day_number, day_of
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.domain.charting import Mark, MarkKind, Quantity
from gridwatch.domain.company import Basis, Company, Listing
from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind
from gridwatch.domain.last_bar import Bar, LastBar
from gridwatch.domain.marketcap import MarketCap
from gridwatch.domain.quote import Doubt, Quote
from gridwatch.domain.series import Series, TargetPrice
from gridwatch.domain.targets import Target
from gridwatch.services.edits import RemoveTargets, SetTarget
from gridwatch.services.overview import CompanyView, Rung
from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.prices import Style
from gridwatch.ui.chart.options import Options, Study, text_of
from gridwatch.ui.chart.panel import ChartPanel
from gridwatch.ui.chart.signs.asked import Asked
from gridwatch.ui.phrases import Phrases

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LAST = date(2026, 3, 5)
NOW = datetime(2026, 3, 5, 4, tzinfo=UTC)
ENGLISH = Phrases("en", base_currency="CNY")


def candles_of(closes: Floats) -> Candles:
    days = day_number(LAST) - np.arange(len(closes), dtype=np.int64)[::-1]
    volumes = np.full(len(closes), 1e6)
    return Candles(days * DAY_SECONDS, closes - 0.1, closes + 0.2, closes - 0.2, closes, volumes)


def series(count: int = 1000, *targets: float, symbol: str = "601179.SS") -> Series:
    closes = 10 + np.sin(np.arange(count) / 7) + np.arange(count) / 200
    lines = tuple(
        TargetPrice(100e9, "CNY", each, reached=False, target_id=number)
        for number, each in enumerate(targets, 1)
    )
    candles = candles_of(closes)
    price = Bar(*(float(each[-1]) for each in (candles.open, candles.high, candles.low)))
    last = LastBar(
        day_number(LAST),
        Bar(),
        replace(price, close=float(closes[-1]), volume=1e6),
        False,
        "CNY",
        1.0,
        (),
        "SSE",
        float("nan"),
    )
    return Series(symbol, "CNY", candles, targets=lines, last=last)


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
    QApplication.processEvents()
    frame = panel.chart.main.frame
    assert frame is not None
    return frame


def edges(panel: ChartPanel) -> tuple[float, float]:
    frame = frame_of(panel)
    return frame.left, frame.right


def press(panel: ChartPanel, key: Qt.Key) -> None:
    panel.chart.canvas.setFocus()
    QTest.keyClick(panel.chart.canvas, key)


def words(panel: ChartPanel) -> str:
    notice = panel._parts._notice
    return ". ".join(notice._empty_words())


def menu_of(panel: ChartPanel, name: str) -> QMenu:
    menu = panel.bar.button(name).menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return menu


def folded(panel: ChartPanel) -> set[str]:
    return {*panel.bar.folded, *panel.ranges.folded}


def trigger(menu: QMenu, begins: str) -> None:
    next(each for each in menu.actions() if each.text().startswith(begins)).trigger()


# What is shown.


def test_y_follows_what_is_visible(panel: ChartPanel) -> None:
    shown = series()
    panel.show_series(company(), shown)
    for name in ("MAX", "1M"):
        panel.choose_range(name)
        frame = frame_of(panel)
        first, last = max(0, int(np.ceil(frame.left))), int(np.floor(frame.right)) + 1
        low, high = shown.candles.low[first:last].min(), shown.candles.high[first:last].max()
        assert frame.bottom < low < high < frame.top
        # The data fills most of the height: nothing out of sight widens it.
        assert high - low > 0.6 * (frame.top - frame.bottom)


def test_a_newer_series_keeps_the_view_and_another_company_begins_anew(panel: ChartPanel) -> None:
    panel.show_series(company(), series(1000))
    at_end = edges(panel)
    panel.show_series(company(), series(1001))
    assert edges(panel)[1] == pytest.approx(at_end[1] + 1)
    panel.chart.canvas.ask(100, 300)
    panel.show_series(company(), series(1002))
    # The series ends with the same day: one has come in front, and the days in view stay.
    assert edges(panel) == pytest.approx((101, 301))
    assert not any(panel._keys[each].isChecked() for each in ("1Y", "1M"))
    panel.show_series(company(2, "GEV"), series(1000, symbol="GEV"))
    assert edges(panel) == pytest.approx(at_end)
    assert panel._keys["1Y"].isChecked()


def test_a_quote_goes_into_the_last_bar_without_a_reading(panel: ChartPanel) -> None:
    shown = series()
    panel.show_series(company(), shown)
    before = edges(panel)
    asked: list[None] = []
    panel.asked.connect(lambda: asked.append(None))
    quote = company().quote
    assert quote is not None
    panel.show_view(replace(company(), quote=replace(quote, price=16.5)))
    drawn = panel.chart.series
    assert drawn is not None
    assert drawn.candles.close[-1] == 16.5
    assert len(drawn.candles) == len(shown.candles)
    assert edges(panel) == before
    assert panel.header._price.text() == ENGLISH.price(16.5, "CNY")
    assert not asked


def test_targets_move_where_no_bar_does(panel: ChartPanel) -> None:
    shown = series(1000, 23.24)
    assert shown.last is not None
    panel.show_series(company(), replace(shown, last=replace(shown.last, final=True)))
    closes = shown.candles.close.copy()
    view = company()
    rung = replace(view.rungs[0], price=30.0, reached=True)
    panel.show_view(replace(view, rungs=(rung,)))
    drawn = panel.chart.series
    assert drawn is not None
    assert [(each.price, each.reached) for each in drawn.targets] == [(30.0, True)]
    levels = panel._parts._levels
    assert [each.value for each in levels._layer._lines] == [30.0]
    assert (drawn.candles.close == closes).all()


def test_trouble_that_comes_between_two_readings_is_said(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    notice = panel._parts._notice
    assert not notice.notes
    panel.show_view(replace(company(), trouble="offline"))
    assert len(notice.notes) == 1
    panel.show_view(company())
    assert not notice.notes


def test_the_crosshair_outlives_a_shorter_history(panel: ChartPanel) -> None:
    panel.choose(replace(panel.options, studies=(Study("volume"), Study("sma"))))
    panel.show_series(company(), series(1000))
    panel.chart.point_at(999)
    panel.show_series(company(), series(998))
    assert panel.chart.bar == 997


def test_the_first_quote_of_a_day_begins_a_bar(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    before = edges(panel)
    quote = company().quote
    assert quote is not None
    later = replace(quote, price=16.1, time=NOW + timedelta(days=1))
    panel.show_view(replace(company(), quote=later))
    assert panel.chart.series is not None
    assert len(panel.chart.series.candles) == 1001
    assert edges(panel)[1] == pytest.approx(before[1] + 1)


def test_nothing_selected_is_said(panel: ChartPanel) -> None:
    assert words(panel).startswith("No company selected")
    assert not panel.header.isVisible()
    assert not panel.bar.isEnabled()
    panel.show_series(company(), series())
    assert panel.bar.isEnabled()
    panel.show_series(None, None)
    assert words(panel).startswith("No company selected")
    assert panel.chart.main.frame is None


def test_no_history_says_why_and_when_next(panel: ChartPanel) -> None:
    panel.show_series(company(), None)
    assert words(panel).startswith("No price history of China XD yet. It is drawn")
    panel.show_view(replace(company(), trouble="offline", next_try=NOW))
    assert "network" in words(panel)
    assert f"Next try at {ENGLISH.clock(NOW)}." in words(panel)


def test_bars_within_the_day_are_being_fetched(panel: ChartPanel) -> None:
    panel.choose_range("1D")
    panel.show_series(company(), None)
    assert words(panel).startswith("Fetching 1-minute prices")


def test_simulated_prices_are_marked(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    frame_of(panel)
    plain = panel.chart.grab().toImage()
    panel.set_simulated(True)
    assert panel.chart.grab().toImage() != plain


def test_another_look_and_language_in_place(panel: ChartPanel) -> None:
    panel.show_series(company(), series(1000, 19.51))
    panel.restyle(Phrases("zh_CN", base_currency="CNY"), DARK)
    frame_of(panel)
    assert "亿" in panel.header._boxes[0]._figure.text()
    assert panel.chart.grab().toImage().pixelColor(1, 1).name() == DARK.base


@pytest.mark.parametrize("count", [1, 2, 9])
def test_a_very_short_history_is_drawn(panel: ChartPanel, count: int) -> None:
    panel.show_series(company(), series(count, 19.51))
    left, right = edges(panel)
    assert left < count - 1 < right
    assert not panel.grab().isNull()


# The header.


def test_the_header_says_who_what_and_how_far(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    header = panel.header
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
    header = panel.header
    assert header._when.text() == "doubtful price: it raises no alert"
    assert header._change.text() == ENGLISH.percent(None)
    cap, target = header._boxes
    assert cap._note.text() == "from a doubtful price"
    assert target._note.text() == "in doubt"


def test_where_it_is_narrow_the_target_stays_longest(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    header = panel.header
    shown = []
    for width in (900, 460, 250):
        header.resize(width, 70)
        shown.append([each.isVisible() for each in header._boxes])
    assert shown == [[True, True], [False, True], [False, False]]


# Keys, wheel and mouse.


def test_keys_choose_ranges(panel: ChartPanel) -> None:
    panel.choose(replace(panel.options, size=BarSize.DAY))
    panel.show_series(company(), series())
    widths = []
    for key, name in ((Qt.Key.Key_3, "1M"), (Qt.Key.Key_5, "6M"), (Qt.Key.Key_0, "MAX")):
        press(panel, key)
        left, right = edges(panel)
        widths.append(right - left)
        assert panel.options.range == name
        assert panel._keys[name].isChecked()
    assert widths == sorted(widths)


def test_a_range_chosen_before_the_last_one_was_there_is_shown(panel: ChartPanel) -> None:
    other = ChartPanel(ENGLISH, LIGHT, panel.window())
    other.resize(panel.size())
    other.show()
    other.choose_range("3M")
    other.show_series(company(), series())
    expected = edges(other)
    panel.show_series(company(), series())
    panel.chart.canvas.ask(100, 300)
    panel.choose_range("1D")  # asks for bars of a minute, which do not come in time
    before = edges(panel)
    panel.choose_range("3M")
    assert edges(panel) == before
    panel.show_series(company(), series())
    assert edges(panel) == pytest.approx(expected)
    assert panel._keys["3M"].isChecked()
    panel.chart.canvas.ask(100, 300)
    QTest.mouseDClick(
        panel.chart.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 150)
    )
    assert edges(panel) == pytest.approx(expected)


def test_a_range_whose_bars_are_missing_is_the_one_to_go_back_to(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    panel.choose_range("1D")
    panel.show_series(company(), None)
    panel.choose_range("MAX")
    panel.show_series(company(), None)
    panel.show_series(company(), series())
    left, right = edges(panel)
    assert left < 0
    assert right > 999
    assert panel._keys["MAX"].isChecked()


def test_log_and_percent_are_toggled_by_their_keys(panel: ChartPanel) -> None:
    panel.show_series(company(), series(1000, 19.51))
    before = frame_of(panel)
    press(panel, Qt.Key.Key_L)
    after = frame_of(panel)
    assert after.scale is Scale.LOG
    assert (after.left, after.right) == (before.left, before.right)
    press(panel, Qt.Key.Key_P)
    assert frame_of(panel).scale is Scale.PERCENT
    assert panel._keys["percent"].isChecked()
    assert not panel._keys["log"].isChecked()
    press(panel, Qt.Key.Key_P)
    assert frame_of(panel) == before


def test_m_asks_for_the_market_cap_and_back(panel: ChartPanel, qtbot: QtBot) -> None:
    panel.show_series(company(), series())
    with qtbot.waitSignal(panel.asked):
        press(panel, Qt.Key.Key_M)
    assert panel.options.request().quantity is Quantity.CAP
    with qtbot.waitSignal(panel.asked):
        panel.bar._toggle.buttons[Quantity.PRICE].click()
    assert panel.options.request().quantity is Quantity.PRICE


def test_keys_stay_out_of_text_fields(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    field = QLineEdit(panel)
    field.show()
    field.setFocus()
    before = panel.options
    for key in (Qt.Key.Key_M, Qt.Key.Key_L, Qt.Key.Key_1):
        QTest.keyClick(field, key)
    assert field.text() == "ml1"
    assert panel.options == before


def test_the_wheel_zooms_about_the_pointer_and_a_double_click_resets(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    before = frame_of(panel)
    canvas, at = panel.chart.canvas, QPoint(300, 150)
    wheel = QWheelEvent(
        QPointF(at), QPointF(canvas.mapToGlobal(at)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), wheel)
    after = frame_of(panel)
    assert after.right - after.left == pytest.approx((before.right - before.left) * 0.8)
    assert after.bar(300) == pytest.approx(before.bar(300), abs=0.5)
    assert not panel._keys["1Y"].isChecked()
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert frame_of(panel) == before
    assert panel._keys["1Y"].isChecked()


def test_a_drag_pans(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    left, right = edges(panel)
    plot = panel.chart.canvas.viewport()
    QTest.mousePress(plot, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    for x in range(210, 420, 10):
        QTest.mouseMove(plot, QPoint(x, 150), 1)
    QTest.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=QPoint(410, 150))
    after = edges(panel)
    assert after[0] < left - 10
    assert after[1] - after[0] == pytest.approx(right - left)


def test_arrows_step_the_crosshair_and_escape_ends_it(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    press(panel, Qt.Key.Key_Left)
    assert panel.chart.bar == 999
    press(panel, Qt.Key.Key_Left)
    assert panel.chart.bar == 998
    press(panel, Qt.Key.Key_Escape)
    assert panel.chart.bar is None


# Options.


def test_only_what_needs_other_data_asks_for_it(panel: ChartPanel) -> None:
    asked: list[Options] = []
    panel.asked.connect(lambda: asked.append(panel.options))
    panel.show_series(company(), series())
    plain = panel.options
    for other in (
        replace(plain, style=Style.AREA),
        replace(plain, scale=Scale.LOG),
        replace(plain, range="3M"),
        replace(plain, studies=(Study("volume"), Study("rsi"))),
        replace(plain, marks=False),
    ):
        panel.choose(other)
    assert not asked
    panel.choose(plain)
    for other in (
        replace(plain, size=BarSize.WEEK),
        replace(plain, range="1D"),
        replace(plain, currency="USD"),
        replace(plain, compared=("GEV",)),
        replace(plain, company=1),
    ):
        panel.choose(other)
        assert asked.pop() == other
        assert not asked
        panel.choose(plain)
        asked.clear()


def test_a_range_takes_its_size_along_unless_one_was_chosen(panel: ChartPanel) -> None:
    panel.choose_range("5D")
    assert panel.options.request().size is BarSize.FIVE_MINUTES
    panel.choose(replace(panel.options, size=BarSize.HOUR))
    panel.choose_range("1D")
    assert panel.options.request().size is BarSize.HOUR


def test_the_options_are_remembered_and_nonsense_is_not_taken(
    panel: ChartPanel, qtbot: QtBot
) -> None:
    wanted = Options(
        Style.BARS, Scale.LOG, "5D", BarSize.HOUR, Quantity.CAP, "EUR", ("GEV",),
        (Study("rsi", (("period", 9.0),)),), False, 7, False, False, (4, 2),
    )  # fmt: skip
    panel.choose(wanted)
    other = ChartPanel(ENGLISH, LIGHT)
    qtbot.addWidget(other)
    other.restore_state(panel.save_state())
    assert other.options == wanted
    damaged = json.loads(text_of(wanted)) | {"range": "7W", "style": 3, "company": "one"}
    other.restore_state(json.dumps(damaged))
    assert other.options == replace(wanted, range="1Y", style=Style.CANDLES, company=0)
    other.restore_state("[[[")
    assert other.options == Options()


def test_the_menus_choose_style_size_and_currency(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    trigger(menu_of(panel, "style"), "Hollow")
    assert panel.options.style is Style.HOLLOW
    trigger(menu_of(panel, "size"), "1 week")
    assert panel.options == Options(Style.HOLLOW, size=BarSize.WEEK)
    assert panel.bar.button("size").text() == "Week"
    trigger(menu_of(panel, "size"), "Automatic (1 day)")
    assert panel.options == Options(Style.HOLLOW)
    trigger(menu_of(panel, "currency"), "USD")
    assert panel.options.currency == "USD"
    checked = [each.text() for each in menu_of(panel, "currency").actions() if each.isChecked()]
    assert checked == ["USD"]
    trigger(menu_of(panel, "currency"), "Of the listing (CNY)")
    assert panel.options.currency == ""


def test_the_indicators_are_chosen_from_their_menu_and_drawn(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    panes = len(panel.chart.canvas.panes)
    trigger(menu_of(panel, "studies"), "RSI")
    assert [each.id for each in panel.options.studies] == ["volume", "rsi"]
    assert len(panel.chart.canvas.panes) == panes + 1


def test_what_has_no_room_is_offered_under_more(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    assert folded(panel) == set()
    panel.resize(300, 560)
    QApplication.processEvents()
    assert {"draw", "currency", "3Y", "5D"} <= folded(panel)
    assert panel.bar.button("more").isVisible()
    for name, each in panel.bar._buttons.items():
        assert each.isVisible() is (name not in panel.bar.folded)
        assert not each.isVisible() or each.geometry().right() < panel.bar.width()
    texts = [each.text() for each in menu_of(panel, "more").actions()]
    assert "Currency" in texts
    panel.resize(900, 560)
    QApplication.processEvents()
    assert folded(panel) == set()


def test_every_button_has_a_name_and_can_be_reached_by_the_keyboard(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    buttons = [
        each
        for row in (panel.header, panel.bar, panel.ranges)
        for each in row.findChildren(QToolButton)
    ]
    assert len(buttons) > 18
    for each in buttons:
        assert each.accessibleName()
        assert each.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_who_does_not_see_the_chart_hears_the_name_that_is_written(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    assert panel.chart.canvas.accessibleName() == "China XD"
    panel.restyle(Phrases("zh_CN", base_currency="CNY"), LIGHT)
    assert panel.chart.canvas.accessibleName() == "中国西电"
    assert panel.header.accessibleName().startswith("中国西电 601179.SS")


def test_the_pin_keeps_the_company(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    panel.header._pin.click()
    assert panel.options.company == 1
    assert panel.header._pin.accessibleName() == "Follow the selection again"
    panel.header._pin.click()
    assert panel.options.company == 0


# Drawings.


def line_of(company: int, number: int) -> Drawing:
    anchors = (Anchor((day_number(LAST) - 3) * DAY_SECONDS, 12.0),)
    kind = DrawingKind.HORIZONTAL
    return Drawing(number, company, kind, anchors, Quantity.PRICE, "CNY", LAST)


def drawn_ids(panel: ChartPanel) -> list[int]:
    return [each.id for each in panel._parts.drawings()._shown()]


def test_drawings_of_several_companies_wait_for_their_prices(panel: ChartPanel) -> None:
    panel.show_drawings(1, (line_of(1, 7),))
    panel.show_drawings(2, (line_of(2, 8), line_of(2, 9)))
    panel.show_drawings(3, ())
    for view, expected in (
        (company(), [7]),
        (company(2, "600312.SS"), [8, 9]),
        (company(3, "GEV"), []),
        (company(4, "SU.PA"), []),
        (company(), [7]),
    ):
        panel.show_series(view, series(symbol=view.company.primary))
        assert drawn_ids(panel) == expected
    panel.show_drawings(1, ())
    panel.show_drawings(2, ())
    assert drawn_ids(panel) == []


def test_a_newer_reading_does_not_take_back_what_is_being_stored(panel: ChartPanel) -> None:
    panel.show_series(company(), series())
    panel.show_drawings(1, (line_of(1, 7),))
    panel._parts.drawings()._book.add(line_of(1, 0))
    panel.show_series(company(), series(1001))
    assert drawn_ids(panel) == [7, 0]


# Targets.


def test_a_target_that_was_pulled_becomes_an_edit(panel: ChartPanel, qtbot: QtBot) -> None:
    panel.show_series(company(), series(1000, 19.51))
    with qtbot.waitSignal(panel.edited) as caught:
        panel._parts._levels._hands.moved(1, 123e9)
    edit = (caught.args or [None])[0]
    assert isinstance(edit, SetTarget)
    assert (edit.company_id, edit.replacing) == (1, 1)
    assert (edit.wanted.amount, edit.wanted.currency) == (Decimal(123_000_000_000), "CNY")
    with qtbot.assertNotEmitted(panel.edited):
        panel._parts._levels._hands.moved(99, 123e9)


def test_the_menu_of_a_place_sets_and_removes_targets(panel: ChartPanel) -> None:
    panel.show_series(company(), series(1000, 19.51))
    edits: list[object] = []
    panel.edited.connect(edits.append)
    menu = QMenu(panel)
    panel._parts.fill_place(menu, Asked(19.5, 99.9e9, "CNY", 1, QPoint(0, 0)))
    trigger(menu, "Set target here: 99.9")
    trigger(menu, "Remove target 100")
    added, removed = edits
    assert isinstance(added, SetTarget)
    assert added.wanted.amount == Decimal(99_900_000_000)
    assert removed == RemoveTargets(1, (1,))


def test_the_menu_key_asks_about_the_bar_of_the_crosshair(panel: ChartPanel) -> None:
    shown = series(1000, 19.51)
    panel.show_series(company(), shown)
    frame_of(panel)
    panel.chart.point_at(990)
    asked: list[Asked] = []
    panel._parts._wires = replace(panel._parts._wires, place_asked=asked.append)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(panel, event)
    (found,) = asked
    assert found.value == shown.candles.close[990]
    spot = panel.chart.canvas.spot_at(panel.chart.canvas.mapFromGlobal(found.at).toPointF())
    assert spot is not None
    assert round(spot.bar) == 990


def test_a_click_on_a_crossing_opens_it(panel: ChartPanel, qtbot: QtBot) -> None:
    mark = Mark(MarkKind.FIRING, day_number(LAST) * DAY_SECONDS, reference=42)
    with qtbot.waitSignal(panel.firing_opened) as caught:
        panel._parts._open_mark(mark)
    assert caught.args == [42]
    with qtbot.assertNotEmitted(panel.firing_opened):
        panel._parts._open_mark(replace(mark, kind=MarkKind.SPLIT))


def test_everything_since_a_day(panel: ChartPanel) -> None:
    shown = series()
    panel.show_series(company(), shown)
    panel.show_since(date(2025, 4, 1))
    first = round(edges(panel)[0] + 0.5)
    assert day_of(int(shown.candles.stamps[first]) // DAY_SECONDS) == date(2025, 4, 1)
