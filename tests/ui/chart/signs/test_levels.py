"""Lines of targets: drawn, labelled, pulled with the pointer, and the tag of the last price."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from gridwatch.domain.quote import MarketState, Quote
from gridwatch.services.series import Compared, Series
from gridwatch.ui.appearance import DARK
from gridwatch.ui.chart.layers.levels import LevelLines
from gridwatch.ui.chart.signs.asked import Asked, rounded
from gridwatch.ui.chart.signs.levels import Hands, Levels
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.drawn import SHARES, Drawn, candles, series

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Stand(Drawn):
    """A chart with targets, and what the part was told to do."""

    def __init__(self, qtbot: QtBot, shown: Series | None) -> None:
        super().__init__(qtbot)
        self.moved: list[tuple[int, float]] = []
        self.menus: list[Asked] = []
        hands = Hands(lambda *each: self.moved.append(each), self.menus.append)
        self.levels = Levels(self.chart, hands)
        self.show(self.levels, shown)

    @property
    def layer(self) -> LevelLines:
        return next(each for each in self.chart.main.layers if isinstance(each, LevelLines))

    def words(self) -> list[str]:
        lines = [self.layer.line_at(place.center()) for place in self.layer.label_places()]
        return [line.words.replace("\N{NO-BREAK SPACE}", " ") for line in lines if line is not None]

    def last_tag(self) -> QColor:
        """Return the colour behind the last price, as it is painted."""
        at = self.at(0, self.levels_close())
        picture = self.chart.grab().toImage()
        return picture.pixelColor(int(self.chart.main.rect.right()) + 5, int(at.y()))

    def levels_close(self) -> float:
        assert self.chart.series is not None
        return float(self.chart.series.candles.close[-1])

    def escape(self) -> None:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self.chart.canvas, event)


class Still(QProxyStyle):
    """A style of a desktop on which nothing is to move."""

    def styleHint(  # noqa: N802 - Qt calls it
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        answer: QStyleHintReturn | None = None,
    ) -> int:
        """Return 0 for how long anything moves."""
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return int(super().styleHint(hint, option, widget, answer))


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return Stand(qtbot, series(90e9, 110e9))


def test_a_target_in_view_is_a_line_with_its_amount_and_price(stand: Stand) -> None:
    assert "Target 110bn CNY · price 22.00" in stand.words()
    assert "22.00" in stand.chart.main.axis.texts


def test_a_cap_chart_has_its_targets_at_their_own_amounts(qtbot: QtBot) -> None:
    stand = Stand(qtbot, series(110e9, cap=True))
    assert stand.words() == ["Target 110bn CNY"]
    assert "110bn" in stand.chart.main.axis.texts


def test_the_nearest_target_ahead_stretches_the_view(qtbot: QtBot) -> None:
    alone, target = Stand(qtbot, series()), Stand(qtbot, series(130e9, 900e9))
    assert alone.frame.top < 26 < target.frame.top
    assert target.frame.top < 900e9 / SHARES


def test_a_far_target_is_told_at_the_edge_and_a_reached_one_is_not(qtbot: QtBot) -> None:
    stand = Stand(qtbot, series(10e9, 900e9))
    (place,) = stand.layer.label_places()
    assert place.top() < 60
    assert not stand.words()  # neither has a line that could be taken


def test_a_pulled_line_tells_its_new_amount_in_its_own_currency(stand: Stand) -> None:
    begin = stand.at(150, 22.0)
    stand.move(begin)
    assert stand.chart.canvas.viewport().cursor().shape() == Qt.CursorShape.SplitVCursor
    stand.press(begin)
    end = stand.at(150, 21.02)
    stand.move(end, Qt.MouseButton.LeftButton)
    assert any("Target 105bn CNY · price 21.00 · +" in each for each in stand.words())
    assert "21.00" in stand.chart.main.axis.texts
    stand.release(end)
    assert stand.moved == [(2, 105e9)]


def test_escape_puts_a_pulled_line_back(stand: Stand) -> None:
    begin, end = stand.at(150, 22.0), stand.at(150, 20.0)
    stand.press(begin)
    stand.move(end, Qt.MouseButton.LeftButton)
    stand.escape()
    stand.move(stand.at(150, 19.0), Qt.MouseButton.LeftButton)
    stand.release(stand.at(150, 19.0))
    assert stand.moved == []
    assert "Target 110bn CNY · price 22.00" in stand.words()


def test_a_click_on_a_line_changes_nothing(stand: Stand) -> None:
    at = stand.at(150, 22.0)
    stand.press(at)
    stand.release(at)
    assert stand.moved == []


def test_a_line_is_pulled_no_further_than_the_pane(stand: Stand) -> None:
    stand.press(stand.at(150, 22.0))
    stand.move(QPointF(300, -500), Qt.MouseButton.LeftButton)
    stand.release(QPointF(300, -500))
    ((_, amount),) = stand.moved
    assert amount == rounded(stand.frame.value(0) * SHARES)


def test_a_pull_beside_a_line_moves_the_view_instead(stand: Stand) -> None:
    stand.chart.canvas.place(100, 200)
    before = stand.chart.canvas.view
    stand.press(stand.at(120, 17.0))
    stand.move(stand.at(150, 17.0), Qt.MouseButton.LeftButton)
    stand.release(QPointF(0, 0))
    assert stand.chart.canvas.view != before
    assert stand.moved == []


def test_a_dropped_line_stays_until_the_series_has_it(stand: Stand) -> None:
    stand.press(stand.at(150, 22.0))
    end = stand.at(150, 21.0)
    stand.move(end, Qt.MouseButton.LeftButton)
    stand.release(end)
    stand.move(QPointF(300, 500))  # away, so that nothing stands out
    assert any("Target 105bn" in each for each in stand.words())
    stand.chart.show_series(series(90e9, 105e9))
    assert "Target 105bn CNY · price 21.00" in stand.words()


def test_the_amounts_of_a_pull_have_three_figures() -> None:
    assert rounded(104_963_220_000.0) == 105e9
    assert rounded(1_234.5) == 1230
    assert rounded(0.0012345) == pytest.approx(0.00123)


def test_the_right_button_asks_for_the_menu_of_a_value(stand: Stand) -> None:
    stand.press(stand.at(150, 20.0), Qt.MouseButton.RightButton)
    stand.press(stand.at(150, 22.0), Qt.MouseButton.RightButton)
    axis = QPointF(stand.chart.main.rect.right() + 20, stand.at(0, 20.0).y())
    stand.press(axis, Qt.MouseButton.RightButton)
    value, line, beside = stand.menus
    assert (value.amount, value.currency, value.target_id) == (100e9, "CNY", None)
    assert line.target_id == 2
    assert beside.amount == 100e9


def test_without_targets_the_amount_of_a_value_follows_from_the_last_cap(qtbot: QtBot) -> None:
    stand = Stand(qtbot, series())
    stand.press(stand.at(150, 18.0), Qt.MouseButton.RightButton)
    assert stand.menus[0].amount == 90e9


def test_a_tick_moves_the_last_price_and_flashes_its_tag(stand: Stand) -> None:
    shown = stand.chart.series
    assert shown is not None
    shown.candles.close[-1] = 20.5
    stand.chart.show_tick(shown, len(shown.candles) - 1)
    assert "20.50" in stand.chart.main.axis.texts
    assert stand.levels.flashing
    assert stand.last_tag() != QColor(stand.chart.tones.rise)


def test_a_flash_ends(stand: Stand, qtbot: QtBot) -> None:
    shown = stand.chart.series
    assert shown is not None
    shown.candles.close[-1] = 20.5
    stand.chart.show_tick(shown, len(shown.candles) - 1)
    qtbot.waitUntil(lambda: not stand.levels.flashing)
    assert stand.last_tag() == QColor(stand.chart.tones.rise)


def test_a_price_that_is_not_live_tells_its_age(stand: Stand) -> None:
    def texts(state: MarketState, ago: timedelta, delay: int = 0) -> str:
        quote = Quote("X", 20.0, NOW - ago, "CNY", "CNY", state=state, delay_minutes=delay)
        stand.levels.show_quote(quote, NOW)
        return stand.chart.main.axis.texts[-1]

    assert texts(MarketState.CLOSED, timedelta(hours=2)).endswith("· 2\N{NARROW NO-BREAK SPACE}h")
    assert "·" not in texts(MarketState.OPEN, timedelta(seconds=70))
    assert "·" in texts(MarketState.OPEN, timedelta(minutes=10))
    assert "·" not in texts(MarketState.OPEN, timedelta(minutes=16), delay=15)


def test_a_desktop_without_motion_has_no_flash(stand: Stand) -> None:
    still = Still()
    stand.chart.setStyle(still)
    shown = stand.chart.series
    assert shown is not None
    shown.candles.close[-1] = 20.5
    stand.chart.show_tick(shown, len(shown.candles) - 1)
    assert not stand.levels.flashing
    assert stand.last_tag() == QColor(stand.chart.tones.rise)


def test_another_language_and_theme_write_the_labels_anew(stand: Stand) -> None:
    stand.chart.restyle(Phrases("zh_CN", base_currency="CNY"), DARK)
    assert any("1,100亿 CNY" in each for each in stand.words())
    assert stand.last_tag() in (QColor(DARK.rise), QColor(DARK.fall))


def test_the_axis_makes_room_for_a_longer_tag(stand: Stand) -> None:
    axis = stand.chart.main.axis
    before = axis.sheet.width()
    quote = Quote("X", 20.0, NOW - timedelta(hours=12), "CNY", "CNY")
    stand.levels.show_quote(quote, NOW)
    assert axis.sheet.width() >= axis.width_for(axis.texts) > before


def test_beside_others_there_are_no_lines(stand: Stand) -> None:
    shown = series(90e9, 110e9)
    other = Compared("X", "Other", np.full(len(candles()), 5.0))
    stand.chart.show_series(
        Series("601179.SS", "CNY", shown.candles, targets=shown.targets, compared=(other,))
    )
    assert stand.layer.label_places() == []
    assert stand.layer.wish() is None


def test_no_series_has_no_lines_and_no_tags(stand: Stand) -> None:
    stand.chart.show_series(None)
    assert stand.layer.label_places() == []
    assert stand.chart.main.axis.texts == []
    stand.press(QPointF(100, 100), Qt.MouseButton.RightButton)
    assert stand.menus == []
