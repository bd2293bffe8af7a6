"""The crosshair: hair lines over all panes, what it reads, and where it snaps to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gridwatch.domain.barsize import BarSize
from gridwatch.services.series import Series
from gridwatch.ui.chart.engine.pane import Manner, Pane
from gridwatch.ui.chart.labels import bar_date
from gridwatch.ui.chart.layers.hairs import Hairs
from gridwatch.ui.chart.layers.readout import ReadoutLine
from gridwatch.ui.chart.signs.crosshair import Crosshair
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.drawn import Drawn, series

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BAR = 200
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Stand(Drawn):
    """A chart with a crosshair."""

    def __init__(self, qtbot: QtBot, shown: Series | None, wide: int = 900) -> None:
        super().__init__(qtbot, wide)
        self.cross = Crosshair(self.chart)
        self.show(self.cross, shown)

    def hairs(self, pane: Pane) -> tuple[float | None, float | None]:
        return next(each for each in pane.layers if isinstance(each, Hairs)).lines

    @property
    def text(self) -> str:
        layers = self.chart.main.layers
        return next(each for each in layers if isinstance(each, ReadoutLine)).text

    def close(self, bar: int) -> float:
        assert self.chart.series is not None
        return float(self.chart.series.candles.close[bar])


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return Stand(qtbot, series())


def test_the_vertical_hair_runs_through_all_panes_on_a_bar(stand: Stand) -> None:
    at = stand.at(BAR + 0.3, 15.0)
    stand.move(at)
    x = stand.frame.x(BAR)
    assert stand.hairs(stand.chart.main) == (x, at.y())
    assert stand.hairs(stand.below) == (x, None)


def test_the_horizontal_hair_is_in_the_pane_of_the_pointer(stand: Stand) -> None:
    at = QPointF(stand.frame.x(BAR), stand.below.rect.top() + 20)
    stand.move(at)
    assert stand.hairs(stand.chart.main)[1] is None
    assert stand.hairs(stand.below) == (stand.frame.x(BAR), 20.0)


def test_the_keyboard_stands_on_the_close(stand: Stand) -> None:
    stand.chart.point_at(BAR)
    assert stand.hairs(stand.chart.main)[1] == pytest.approx(stand.frame.y(stand.close(BAR)))
    QTest.keyClick(stand.chart.canvas, Qt.Key.Key_Left)
    assert stand.hairs(stand.chart.main)[0] == stand.frame.x(BAR - 1)


def test_shift_snaps_to_the_nearest_price(stand: Stand) -> None:
    shown = stand.chart.series
    assert shown is not None
    high = float(shown.candles.high[BAR])
    at = stand.at(BAR, high) - QPointF(0, 9)
    stand.move(at, keys=Qt.KeyboardModifier.ShiftModifier)
    assert stand.hairs(stand.chart.main)[1] == pytest.approx(stand.frame.y(high))
    stand.move(at)
    assert stand.hairs(stand.chart.main)[1] == at.y()


def test_a_tick_leaves_the_crosshair_where_the_pointer_is(stand: Stand) -> None:
    at = stand.at(BAR, 13.0)
    stand.move(at)
    shown = stand.chart.series
    assert shown is not None
    stand.chart.show_tick(shown, len(shown.candles) - 1)
    assert stand.hairs(stand.chart.main)[1] == at.y()


def test_a_leaving_pointer_takes_it_away(stand: Stand) -> None:
    stand.move(stand.at(BAR, 15.0))
    QApplication.sendEvent(stand.chart.canvas, QEvent(QEvent.Type.Leave))
    for pane in stand.chart.canvas.panes:
        assert stand.hairs(pane) == (None, None)


def test_a_pan_keeps_it_on_its_bar_and_hides_it_out_of_view(stand: Stand) -> None:
    stand.chart.point_at(BAR)
    view = stand.chart.canvas.view
    assert view is not None
    stand.chart.canvas.place(view.left - 10, view.right - 10)
    assert stand.hairs(stand.chart.main)[0] == stand.frame.x(BAR)
    stand.chart.canvas.place(BAR + 20, BAR + 60)
    assert stand.hairs(stand.chart.main) == (None, None)


def test_a_pane_that_comes_later_has_its_hairs_too(stand: Stand) -> None:
    later = stand.chart.canvas.add_pane(Manner(stand._names, stand._name))
    stand.chart.point_at(BAR)
    assert stand.hairs(later)[0] == stand.frame.x(BAR)
    stand.chart.canvas.remove_pane(later)
    stand.chart.point_at(BAR + 1)
    assert stand.hairs(stand.below)[0] == stand.frame.x(BAR + 1)


def test_the_readout_tells_prices_change_volume_and_cap(stand: Stand) -> None:
    stand.chart.point_at(BAR)
    shown = stand.chart.series
    assert shown is not None
    one, change = shown.candles, stand.close(BAR) / stand.close(BAR - 1) - 1
    phrases = stand.chart.phrases
    assert bar_date(phrases, int(one.stamps[BAR]), BarSize.DAY) in stand.text
    for name, column in (("O", one.open), ("H", one.high), ("L", one.low), ("C", one.close)):
        assert f"{name} {phrases.price(float(column[BAR]))}" in stand.text
    assert phrases.percent(change, 2) in stand.text
    assert "Volume 2mn" in stand.text
    assert f"Cap {phrases.compact(stand.close(BAR) * 5e9, 'CNY')}" in stand.text


def test_the_readout_of_a_cap_chart_tells_the_share_count(qtbot: QtBot) -> None:
    stand = Stand(qtbot, series(cap=True))
    stand.chart.point_at(BAR)
    assert "Shares 5bn" in stand.text
    assert stand.chart.phrases.compact(stand.close(BAR), "CNY") in stand.text


def test_without_a_crosshair_the_last_visible_bar_is_read(stand: Stand) -> None:
    stand.chart.canvas.place(20, 120)
    view = stand.chart.canvas.view
    assert view is not None
    shown = stand.chart.series
    assert shown is not None
    stamp = int(shown.candles.stamps[int(view.right)])
    assert bar_date(stand.chart.phrases, stamp, BarSize.DAY) in stand.text


def test_a_narrow_chart_keeps_the_close_and_the_change(qtbot: QtBot) -> None:
    stand = Stand(qtbot, series(), wide=300)
    stand.chart.point_at(BAR)
    assert "C " in stand.text
    assert "%" in stand.text
    assert "Cap" not in stand.text
    assert "O " not in stand.text


def test_prices_that_are_not_known_are_left_out(stand: Stand) -> None:
    shown = stand.chart.series
    assert shown is not None
    shown.candles.open[BAR] = np.nan
    shown.candles.volume[BAR] = np.nan
    stand.chart.point_at(BAR)
    assert "O " not in stand.text
    assert "Volume" not in stand.text
    assert "C " in stand.text


def test_no_bars_read_nothing(stand: Stand) -> None:
    stand.chart.show_series(None)
    assert stand.text == ""
    stand.move(QPointF(100, 100))
    assert stand.text == ""


def test_dates_of_bars_say_what_a_bar_is() -> None:
    english, chinese = (Phrases(each, base_currency="CNY") for each in ("en", "zh_CN"))
    stamp = 20_517 * 86_400 + 35_100  # Thursday, 5 March 2026, 09:45
    assert bar_date(english, stamp, BarSize.DAY) == "Thu 5 Mar 2026"
    assert bar_date(english, stamp, BarSize.FIVE_MINUTES) == "Thu 5 Mar 2026 09:45"
    assert bar_date(english, stamp, BarSize.MONTH) == "March 2026"
    assert bar_date(english, stamp, BarSize.WEEK) == "Week of 5 Mar 2026"
    assert bar_date(chinese, stamp, BarSize.DAY) == "2026-03-05 周四"


class Watched(QObject):
    """Adds up what a widget is told to paint."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Note the region of a paint event and leave it to the widget."""
        del watched
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False

    def part_of(self, widget: QWidget) -> float:
        """Return how much of the widget has been painted."""
        rects: list[QRect] = list(self.region)  # type: ignore[call-overload]  # it is a sequence
        area = sum(each.width() * each.height() for each in rects)
        return area / (widget.width() * widget.height())


def test_a_move_paints_only_its_strips(stand: Stand) -> None:
    viewport = stand.chart.canvas.viewport()
    stand.move(stand.at(BAR, 15.0))
    QApplication.processEvents()
    watched = Watched(viewport)
    stand.move(stand.at(BAR + 20, 17.0))
    QApplication.processEvents()
    assert 0 < watched.part_of(viewport) < 0.25
    before = stand.chart.grab().toImage()
    viewport.update()
    QApplication.processEvents()
    assert stand.chart.grab().toImage() == before
