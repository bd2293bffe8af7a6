"""A chart with the parts under test on a short history, and a pointer to move over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.domain.charting import Mark, MarkKind, Quantity
from gridwatch.services.series import Series, TargetPrice
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.pane import Manner
from gridwatch.ui.chart.layers.volume import Volume
from gridwatch.ui.chart.part import Part
from gridwatch.ui.phrases import Phrases

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

COUNT = 300
SHARES = 5e9
FIRST_DAY = 20_000  # 2024-10-04


def candles(count: int = COUNT) -> Candles:
    """Make days that rise slowly from 10 to about 20."""
    walk = np.linspace(10, 20, count) + 0.4 * np.sin(np.arange(count) / 5)
    opens = np.concatenate((walk[:1], walk[:-1]))
    high, low = np.maximum(opens, walk) + 0.2, np.minimum(opens, walk) - 0.2
    stamps = np.arange(FIRST_DAY, FIRST_DAY + count, dtype=np.int64) * DAY_SECONDS
    return Candles(stamps, opens, high, low, walk, np.full(count, 2e6))


def targets(*amounts: float, last: float, unit: float = 1 / SHARES) -> tuple[TargetPrice, ...]:
    """Make targets in CNY, numbered from 1; `unit` turns an amount into a height."""
    return tuple(
        TargetPrice(amount, "CNY", amount * unit, amount * unit <= last, number)
        for number, amount in enumerate(amounts, 1)
    )


def series(*amounts: float, marks: Sequence[Mark] = (), cap: bool = False) -> Series:
    """Make a series of prices or of market caps with targets at these amounts."""
    one = candles()
    last, unit = float(one.close[-1]), 1 / SHARES
    if cap:
        one = _capped(one)
        last, unit = last * SHARES, 1.0
    caps = one.close if cap else one.close * SHARES
    return Series(
        "601179.SS",
        "CNY",
        one,
        Quantity.CAP if cap else Quantity.PRICE,
        live=True,
        targets=targets(*amounts, last=last, unit=unit),
        marks=tuple(marks),
        caps=caps,
        cap_currency="CNY",
        shares=np.full(len(one), SHARES),
    )


def _capped(one: Candles) -> Candles:
    return replace(
        one,
        open=one.open * SHARES,
        high=one.high * SHARES,
        low=one.low * SHARES,
        close=one.close * SHARES,
    )


def mark(kind: MarkKind, bar: int, amount: float = 0.0, other: float = 0.0) -> Mark:
    """Make a mark on a bar."""
    return Mark(kind, (FIRST_DAY + bar) * DAY_SECONDS, amount, other, "CNY", bar, bar)


class Drawn:
    """A shown chart of two panes; parts are added by the test before the series."""

    def __init__(
        self, qtbot: QtBot, wide: int = 900, tall: int = 560, language: str = "en"
    ) -> None:
        self.chart = Chart(Phrases(language, base_currency="CNY"), LIGHT)
        qtbot.addWidget(self.chart)
        self.chart.resize(wide, tall)
        self.below = self.chart.canvas.add_pane(Manner(self._names, self._name, floor=0.0))
        self.volume = Volume(self.chart.ink)
        self.below.add(self.volume)

    def show(self, part: Part, shown: Series | None) -> None:
        """Hang a part on the chart and show a series."""
        self.chart.parts.append(part)
        if shown is not None:
            self.volume.show_candles(shown.candles)
        self.chart.show_series(shown)
        self.chart.show()
        QApplication.processEvents()

    def _names(self, values: Sequence[float], frame: Frame) -> list[str]:
        del frame
        return self.chart.phrases.amounts(values)

    def _name(self, value: float, frame: Frame) -> str:
        del frame
        return self.chart.phrases.compact(value)

    @property
    def frame(self) -> Frame:
        """Return the geometry of the main pane."""
        assert self.chart.main.frame is not None
        return self.chart.main.frame

    def at(self, bar: float, value: float) -> QPointF:
        """Return the pixel of a bar and a value of the main pane."""
        return self.chart.main.rect.topLeft() + QPointF(self.frame.x(bar), self.frame.y(value))

    def press(self, at: QPointF, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Push a button down."""
        self._send(QEvent.Type.MouseButtonPress, at, button, button)

    def move(
        self,
        at: QPointF,
        held: Qt.MouseButton = Qt.MouseButton.NoButton,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Move the pointer."""
        self._send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, held, keys)

    def release(self, at: QPointF, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Let a button go."""
        self._send(QEvent.Type.MouseButtonRelease, at, button, Qt.MouseButton.NoButton)

    def _send(
        self,
        kind: QEvent.Type,
        at: QPointF,
        button: Qt.MouseButton,
        held: Qt.MouseButton,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        event = QMouseEvent(kind, at, at, button, held, keys)
        QApplication.sendEvent(self.chart.canvas.viewport(), event)
