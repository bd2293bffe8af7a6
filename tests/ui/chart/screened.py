"""A chart on the offscreen platform's screen: what is there, and what a fresh painting would be.

Run as a program it walks a chart about, and prints each step after which the two differ:
`python -m tests.ui.chart.screened SEED STEPS`, with QT_SCALE_FACTOR for the ratio of the screen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QWidget

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.charting import MarkKind
from gridwatch.services.series import Series
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.prices import Style
from gridwatch.ui.chart.options import Options, Study
from gridwatch.ui.chart.parts import Parts, Wires
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.ruled import rule_of, with_rules
from tests.ui.chart.walked import candles_of, mark, series_of, walk

COUNT = 400
WIDE, TALL = 760, 520
STUDIES = ("volume", "rsi", "macd", "sma", "ema", "bollinger")


# Qt rounds the edges of smooth lines a little otherwise where a part of them is painted.
ROUNDING = 4


def apart(one: QImage, other: QImage) -> int:
    """Return by how much the colours of two pictures differ at most, 255 for other sizes."""
    if one.size() != other.size():
        return 255
    bits = (each.convertToFormat(QImage.Format.Format_RGB32).constBits() for each in (one, other))
    first, second = (np.frombuffer(each, dtype=np.uint8).astype(np.int16) for each in bits)
    return int(np.abs(first - second).max())


class Calm(QProxyStyle):
    """A desktop that wants no motion: nothing fades while it is compared."""

    def styleHint(  # noqa: N802 - Qt's own
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: object = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, data)  # type: ignore[arg-type]


class Screened:
    """A chart with all its parts on the screen."""

    def __init__(self, seed: int, studies: Sequence[str] = STUDIES, scale: float = 1.0) -> None:
        self.rng = np.random.default_rng(seed)
        self.chart = Chart(Phrases("en", base_currency="CNY"), LIGHT)
        self.parts = Parts(self.chart, Wires(*(lambda _: None,) * 5))
        self.parts.take_options(Options(studies=tuple(map(Study, studies))))
        self.parts.drawings()
        closes = scale * walk(self.rng, COUNT)
        candles = candles_of(self.rng, closes, BarSize.DAY)
        last = float(closes[-1])
        marks = [mark(MarkKind.DIVIDEND, candles, each) for each in (40, 350, COUNT - 1)]
        targets = (last * 1.03, last * 0.96)
        self.chart.resize(WIDE, TALL)
        rules = [
            rule_of(1, f"price >= {last * 1.05:.6f} CNY"),
            rule_of(2, f"price <= {last * 0.98:.6f} CNY", muted=True),
            rule_of(3, f"price <= {last * 0.3:.6f} CNY"),
        ]
        shown = series_of(candles, targets=targets, marks=marks)
        self.chart.show_series(with_rules(shown, rules))
        self.chart.show()
        self.chart.canvas.place(COUNT - 120, COUNT)
        QApplication.processEvents()

    @property
    def series(self) -> Series:
        """Return what is shown."""
        assert self.chart.series is not None
        return self.chart.series

    def seen(self) -> QImage:
        """Return what is on the screen, after what is due has been painted."""
        QApplication.processEvents()
        painted = self.chart.backingStore().paintDevice()
        assert isinstance(painted, QImage)
        return painted.copy()

    def fresh(self) -> QImage:
        """Return what is on the screen after everything was painted anew."""
        self.chart.canvas.redraw()
        return self.seen()

    # What happens to it.

    def tick(self) -> None:
        """Let the last bar trade at another price, most often within its own extremes."""
        candles, last = self.series.candles, COUNT - 1
        if self.rng.random() < 0.8:
            price = float(self.rng.uniform(candles.low[last], candles.high[last]))
        else:
            price = float(candles.close[last] * self.rng.uniform(0.97, 1.03))
        candles.close[last] = price
        candles.high[last] = max(candles.high[last], price)
        candles.low[last] = min(candles.low[last], price)
        candles.volume[last] += float(self.rng.integers(0, 1000))
        self.chart.show_tick(replace(self.series, live=True), last)

    def point(self) -> None:
        """Move the pointer somewhere, or away."""
        canvas = self.chart.canvas
        if self.rng.random() < 0.15:
            QApplication.sendEvent(canvas.viewport(), QEvent(QEvent.Type.Leave))
            return
        at = QPointF(self.rng.uniform(0, canvas.width()), self.rng.uniform(0, canvas.height()))
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(
            QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(canvas.viewport(), event)

    def pan(self) -> None:
        """Show other bars."""
        canvas = self.chart.canvas
        assert canvas.view is not None
        step = float(self.rng.uniform(-12, 12))
        canvas.place(canvas.view.left + step, canvas.view.right + step)

    def zoom(self) -> None:
        """Show more bars, or fewer, with the last one."""
        shown = float(self.rng.uniform(20, COUNT))
        self.chart.canvas.place(COUNT - shown, COUNT + 1)

    def style(self) -> None:
        """Draw the prices otherwise."""
        self.chart.set_style(tuple(Style)[self.rng.integers(len(Style))])
        self.chart.set_scale(tuple(Scale)[self.rng.integers(len(Scale))])

    def study(self) -> None:
        """Hide a study, or show it again."""
        place = int(self.rng.integers(len(self.parts._studies.studies)))
        hidden = self.parts._studies.is_hidden(place)
        self.parts._studies.set_hidden(place, hidden=not hidden)

    def steps(self) -> list[Callable[[], None]]:
        """Return what may happen, the frequent more than once."""
        often, seldom = (self.tick, self.point), (self.pan, self.zoom, self.style, self.study)
        return [*often * 5, *seldom]


def main(seed: int, steps: int) -> int:
    """Walk about; return how often the screen was not what it should have been."""
    app = QApplication(sys.argv[:1])
    app.setStyle(Calm())
    stand, wrong = Screened(seed), 0
    for number in range(steps):
        among = stand.steps()
        step = among[int(stand.rng.integers(len(among)))]
        step()
        if apart(stand.seen(), stand.fresh()) > ROUNDING:
            wrong += 1
            sys.stdout.write(f"step {number}: {step.__name__}\n")
    return wrong


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
