"""The prices as they stand on the screen: every extreme of every visible bar is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.ui.appearance import DARK, LIGHT, Tones
from gridwatch.ui.chart.engine.canvas import Canvas
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import ink_of
from gridwatch.ui.chart.engine.pane import Manner
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.prices import Prices, Style
from gridwatch.ui.chart.layers.volume import Volume

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def walk(count: int, seed: int = 5) -> Candles:
    rng = np.random.default_rng(seed)
    close = 50 * np.exp(np.cumsum(rng.normal(0, 0.01, count)))
    opens = np.concatenate((close[:1], close[:-1]))
    high = np.maximum(opens, close) * (1 + 0.01 * rng.random(count))
    low = np.minimum(opens, close) * (1 - 0.01 * rng.random(count))
    return Candles(np.arange(count) * DAY_SECONDS, opens, high, low, close, np.ones(count))


def drawn(
    qtbot: QtBot,
    candles: Candles,
    style: Style,
    view: tuple[float, float],
    *,
    scale: Scale = Scale.LINEAR,
    tones: Tones = LIGHT,
) -> tuple[Frame, Pixels]:
    """Paint the bars on an otherwise empty canvas; return the frame and the pixels of the pane."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    ink = ink_of(tones, app.font())
    canvas = Canvas(ink, lambda *_: "")
    qtbot.addWidget(canvas)
    canvas.resize(700, 400)
    pane = canvas.add_pane(Manner(lambda values, _: [""] * len(values), lambda *_: ""))
    pane.grid.setVisible(False)
    pane.scale = scale
    prices = Prices(ink, style)
    pane.add(prices)
    prices.show_candles(candles)
    canvas.show_stamps(candles.stamps)
    canvas.show()
    canvas.place(*view)
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)[..., :3]
    assert pane.frame is not None
    return pane.frame, rows[: round(pane.rect.height()), : round(pane.rect.width())].copy()


def toned(pixels: Pixels, tone: str) -> Mask:
    colour = QColor(tone)
    wanted = np.array((colour.blue(), colour.green(), colour.red()), np.uint8)
    found: Mask = (pixels == wanted).all(axis=2)
    return found


def inked(pixels: Pixels, tones: Tones = LIGHT) -> Mask:
    return ~toned(pixels, tones.base)


class Stand:
    """A canvas with prices, and with volumes in a pane below them."""

    def __init__(
        self, qtbot: QtBot, candles: Candles, style: Style, view: tuple[float, float]
    ) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        ink = ink_of(LIGHT, app.font())
        self.candles = candles
        self.canvas = Canvas(ink, lambda *_: "")
        qtbot.addWidget(self.canvas)
        self.canvas.resize(700, 400)
        manner = Manner(lambda values, _: [""] * len(values), lambda *_: "")
        prices, volumes = Prices(ink, style), Volume(ink)
        self.canvas.add_pane(manner).add(prices)
        self.canvas.add_pane(manner).add(volumes)
        prices.show_candles(candles)
        volumes.show_candles(candles)
        self.canvas.show_stamps(candles.stamps)
        self.canvas.show()
        self.canvas.place(*view)

    def pixels(self) -> Pixels:
        image = self.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        return np.frombuffer(image.constBits(), np.uint8).copy()


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("bars", [12, 60, 250, 600, 5_000, 60_000])
@pytest.mark.parametrize("scale", list(Scale))
def test_every_extreme_in_view_is_painted(
    qtbot: QtBot, style: Style, bars: int, scale: Scale
) -> None:
    candles = walk(bars + 300)
    candles.high[150 + bars // 3] *= 1.5  # a spike of a single bar
    if not style.whole:
        candles.close[150 + bars // 3] *= 1.5
        candles.high[:] = np.maximum(candles.high, candles.close)
    frame, pixels = drawn(qtbot, candles, style, (150, 150 + bars), scale=scale)
    ink = inked(pixels)
    inside = np.arange(int(np.ceil(frame.left)) + 1, int(frame.right) - 1)
    tops = candles.high if style.whole else candles.close
    bottoms = candles.low if style.whole else candles.close
    columns = np.clip(frame.xs(inside.astype(float)).astype(int), 0, pixels.shape[1] - 1)
    highest: dict[int, list[int]] = {}
    for bar, column in zip(inside.tolist(), columns.tolist(), strict=True):
        highest.setdefault(column, []).append(bar)
    for column, members in highest.items():
        near = np.logical_or.reduce(ink[:, max(0, column - 3) : column + 4], axis=1)
        for value in (tops[members].max(), bottoms[members].min()):
            y = round(frame.y(float(value)))
            assert near[max(0, y - 2) : y + 3].any(), (members, value)


@pytest.mark.parametrize("tones", [LIGHT, DARK])
def test_rising_and_falling_candles_have_their_colours(qtbot: QtBot, tones: Tones) -> None:
    candles = walk(60)
    frame, pixels = drawn(qtbot, candles, Style.CANDLES, (0, 59), tones=tones)
    for bar in range(2, 58):
        middle = (candles.open[bar] + candles.close[bar]) / 2
        rises = candles.close[bar] >= candles.open[bar]
        found = toned(pixels, tones.rise if rises else tones.fall)
        x, y = round(frame.x(bar)), round(frame.y(float(middle)))
        assert found[y - 1 : y + 2, x - 1 : x + 2].any(), bar


def test_a_hollow_candle_is_open_where_it_rises_and_full_where_it_falls(qtbot: QtBot) -> None:
    close = np.array([10.0, 14, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12])
    opens = np.concatenate(([10.0], close[:-1]))
    candles = Candles(
        np.arange(12) * DAY_SECONDS,
        opens,
        np.maximum(opens, close) + 1,
        np.minimum(opens, close) - 1,
        close,
        close,
    )
    frame, pixels = drawn(qtbot, candles, Style.HOLLOW, (-0.5, 11.5))
    up_x, down_x = round(frame.x(1)), round(frame.x(2))
    assert toned(pixels, LIGHT.base)[round(frame.y(12.0)), up_x]
    assert toned(pixels, LIGHT.fall)[round(frame.y(13.0)), down_x]
    assert toned(pixels, LIGHT.rise)[round(frame.y(14.5)), up_x - 1 : up_x + 2].any()


def test_an_unknown_day_is_a_gap_and_not_a_bridge(qtbot: QtBot) -> None:
    candles = walk(60)
    for column in (candles.open, candles.high, candles.low, candles.close):
        column[20:40] = np.nan
    for style in Style:
        frame, pixels = drawn(qtbot, candles, style, (0, 59))
        gap = slice(round(frame.x(21)), round(frame.x(39)))
        assert not inked(pixels)[:, gap].any(), style
        assert inked(pixels)[:, : round(frame.x(18))].any()


def test_a_day_known_by_its_quote_alone_is_a_candle_from_the_close_before(qtbot: QtBot) -> None:
    candles = walk(30)
    candles.open[29] = np.nan
    candles.close[29] = candles.close[28] * 1.05
    candles.high[29], candles.low[29] = candles.close[29], candles.close[28]
    frame, pixels = drawn(qtbot, candles, Style.CANDLES, (0, 29))
    y = round(frame.y(float(candles.close[28] * 1.025)))
    assert toned(pixels, LIGHT.rise)[y, round(frame.x(29)) - 1 : round(frame.x(29)) + 2].any()


@pytest.mark.parametrize("value", [7.0, 1e-7, 4.2e12])
def test_prices_that_never_move_are_a_line_in_the_middle(qtbot: QtBot, value: float) -> None:
    flat = np.full(40, value)
    candles = Candles(np.arange(40) * DAY_SECONDS, flat, flat, flat, flat, flat)
    frame, pixels = drawn(qtbot, candles, Style.CANDLES, (0, 39))
    rows = np.flatnonzero(inked(pixels).any(axis=1))
    assert rows.min() == pytest.approx(frame.tall / 2, abs=frame.tall / 4)
    assert rows.max() - rows.min() <= 2


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("view", [(20, 119), (60, 119), (-200, 400)])
def test_a_bar_that_trades_stands_as_if_all_were_drawn_anew(
    qtbot: QtBot, style: Style, view: tuple[float, float]
) -> None:
    kept, last = Stand(qtbot, walk(120), style, view), 119
    rng = np.random.default_rng(11)
    one = kept.candles
    for number in range(12):
        base = float(one.close[last - 1])
        # Above and below its open, level with it, unknown, and known again.
        step = (0.0, 0.01, -0.01, 0.02, -0.02)[number % 5] * rng.random()
        one.close[last] = np.nan if number == 7 else float(one.open[last]) * (1 + step)
        one.high[last] = max(base, float(np.nan_to_num(one.close[last])), float(one.open[last]))
        one.low[last] = min(base, float(one.open[last]), float(one.open[last]) * (1 + step))
        one.volume[last] = 0.2 + 0.7 * rng.random()
        kept.canvas.changed_from(last)
        fresh = Stand(qtbot, one, style, view)
        assert (kept.pixels() == fresh.pixels()).all(), number
