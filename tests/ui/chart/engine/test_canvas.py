"""The canvas: panes share its room and one view, the pointer and the wheel move it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.chart.engine.canvas import SASH, Canvas
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import ink_of
from gridwatch.ui.chart.engine.pane import Manner, Pane
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.prices import Prices
from gridwatch.ui.chart.layers.volume import Volume

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

COUNT = 500


def candles(count: int = COUNT) -> Candles:
    walk = 100 + np.cumsum(np.random.default_rng(4).normal(0, 1, count))
    opens = np.concatenate((walk[:1], walk[:-1]))
    high, low = np.maximum(opens, walk) + 0.5, np.minimum(opens, walk) - 0.5
    stamps = np.arange(18_000, 18_000 + count, dtype=np.int64) * DAY_SECONDS
    return Candles(stamps, opens, high, low, walk, np.full(count, 1e6))


def names(values: Sequence[float], frame: Frame) -> list[str]:
    return [f"{each:.2f}" for each in values]


def name(value: float, frame: Frame) -> str:
    return f"{value:.2f}"


class Stand:
    """A canvas of two panes with one series."""

    def __init__(self, qtbot: QtBot) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        ink = ink_of(LIGHT, app.font())
        self.canvas = Canvas(ink, lambda tick, _: str(tick.bar))
        qtbot.addWidget(self.canvas)
        self.canvas.resize(864, 500)
        self.main: Pane = self.canvas.add_pane(Manner(names, name, 3.0))
        self.below: Pane = self.canvas.add_pane(Manner(names, name, floor=0.0))
        self.prices, self.volume = Prices(ink), Volume(ink)
        self.main.add(self.prices)
        self.below.add(self.volume)
        self.candles = candles()
        self.prices.show_candles(self.candles)
        self.volume.show_candles(self.candles)
        self.canvas.show_stamps(self.candles.stamps)
        self.canvas.show()
        self.canvas.place(100, 300)

    def mouse(self, kind: QEvent.Type, x: float, y: float) -> None:
        held = Qt.MouseButton.NoButton if kind is RELEASE else Qt.MouseButton.LeftButton
        at = QPointF(x, y)
        event = QMouseEvent(
            kind, at, at, Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(self.canvas.viewport(), event)

    def drag(self, begin: tuple[float, float], end: tuple[float, float]) -> None:
        self.mouse(PRESS, *begin)
        self.mouse(MOVE, *end)
        self.mouse(RELEASE, *end)

    def wheel(self, x: float, down: int, across: int = 0) -> None:
        at = QPointF(x, 100)
        event = QWheelEvent(
            at,
            at,
            QPoint(0, 0),
            QPoint(across, down),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas.viewport(), event)

    @property
    def span(self) -> tuple[float, float]:
        assert self.canvas.view is not None
        return self.canvas.view.left, self.canvas.view.right


PRESS, MOVE, RELEASE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
)


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return Stand(qtbot)


def test_panes_share_the_height_by_their_weights(stand: Stand) -> None:
    main, below = stand.main.rect, stand.below.rect
    assert main.height() == pytest.approx(3 * below.height(), abs=2)
    assert below.top() == pytest.approx(main.bottom() + SASH, abs=1)
    assert main.width() == below.width() == stand.canvas.plot_wide


def test_heights_follow_what_is_visible(stand: Stand) -> None:
    frame = stand.main.frame
    assert frame is not None
    seen = slice(100, 301)
    low, high = stand.candles.low[seen].min(), stand.candles.high[seen].max()
    assert frame.bottom < low
    assert frame.top > high
    assert 0 < frame.y(high) < frame.y(low) < frame.tall
    # No more is shown than the bars and their air need.
    assert frame.top - frame.bottom < 1.4 * (high - low)


def test_dragging_pans_by_as_many_bars_as_pixels(stand: Stand) -> None:
    left, right = stand.span
    per_bar = stand.canvas.plot_wide / (right - left)
    stand.drag((300, 100), (300 + 10 * per_bar, 120))
    assert stand.span == pytest.approx((left - 10, right - 10))


def test_the_wheel_zooms_about_the_pointer(stand: Stand) -> None:
    frame = stand.main.frame
    assert frame is not None
    about = frame.bar(200)
    stand.wheel(200, 120)
    assert stand.main.frame is not None
    assert stand.main.frame.bar(200) == pytest.approx(about)
    assert stand.span[1] - stand.span[0] == pytest.approx(200 * 0.8)


def test_a_sideways_wheel_pans(stand: Stand) -> None:
    left, right = stand.span
    stand.wheel(200, 0, across=-120)
    assert stand.span == pytest.approx((left + 20, right + 20))


def test_the_view_stays_on_the_data(stand: Stand) -> None:
    for _ in range(60):
        stand.wheel(500, 120)
    assert stand.span[1] - stand.span[0] >= 10 - 1e-9
    for _ in range(80):
        stand.wheel(500, -120)
    assert stand.span[0] == pytest.approx(-0.5)
    stand.drag((100, 100), (700, 100))
    assert stand.span[0] == pytest.approx(-0.5)


def test_the_border_between_panes_can_be_pulled(stand: Stand) -> None:
    at = stand.main.rect.bottom() + SASH / 2
    before = stand.main.rect.height()
    stand.drag((200, at), (200, at - 60))
    assert stand.main.rect.height() == pytest.approx(before - 60, abs=4)
    assert stand.span == pytest.approx((100, 300))


def test_a_pane_that_goes_leaves_its_room(stand: Stand) -> None:
    whole = stand.main.rect.height() + stand.below.rect.height()
    stand.canvas.remove_pane(stand.below)
    assert stand.main.rect.height() == pytest.approx(whole + SASH, abs=2)


def test_the_pointer_is_told_in_bars_and_values(stand: Stand, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stand.canvas.pointed) as caught:
        at = QPointF(400, 50)
        event = QMouseEvent(
            MOVE,
            at,
            at,
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(stand.canvas.viewport(), event)
    (spot,) = caught.args
    frame = stand.main.frame
    assert frame is not None
    assert spot.pane is stand.main
    assert (spot.bar, spot.value) == pytest.approx((frame.bar(400), frame.value(50)))


def test_a_tick_inside_the_view_moves_no_frame(stand: Stand) -> None:
    stand.canvas.place(300, 499)
    frame = stand.main.frame
    stand.candles.close[-1] = (stand.candles.low[-1] + stand.candles.high[-1]) / 2
    stand.canvas.changed_from(COUNT - 1)
    assert stand.main.frame is frame


def test_a_tick_beyond_the_view_makes_room(stand: Stand) -> None:
    stand.canvas.place(300, 499)
    before = stand.main.frame
    stand.candles.close[-1] = stand.candles.high[-1] = 400.0
    stand.canvas.changed_from(COUNT - 1)
    assert before is not None
    assert stand.main.frame is not None
    assert stand.main.frame.top > 400 > before.top


def test_a_log_scale_passes_over_what_it_has_no_place_for(stand: Stand) -> None:
    stand.candles.low[200] = 0.0
    stand.candles.low[201] = -5.0
    stand.main.scale = Scale.LOG
    stand.canvas.redraw()
    frame = stand.main.frame
    assert frame is not None
    assert np.isfinite((frame.bottom, frame.top)).all()
    stand.canvas.grab()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_bars_are_drawn_all_the_same(stand: Stand, count: int) -> None:
    few = candles(3)
    few = Candles(*(getattr(few, each)[:count] for each in Candles.__slots__))
    stand.prices.show_candles(few)
    stand.volume.show_candles(few)
    stand.canvas.clear()
    stand.canvas.show_stamps(few.stamps)
    stand.canvas.place(0, 10)
    assert (stand.canvas.view is None) == (count == 0)
    stand.canvas.grab()
