"""The colour of a price tag in the moment after a tick: bright, then back to its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStyle, QWidget

LENGTH = 600  # ms
_STEP = 50
_BRIGHT = 165  # per cent of the tone's own lightness


class Flash:
    """Fades once; where the desktop wants no motion, not at all."""

    def __init__(self, widget: QWidget, paint: Callable[[], None]) -> None:
        """Take what paints the tag anew; the widget's style knows whether things may move."""
        self._widget, self._paint = widget, paint
        self._tone = QColor()
        self._since = QElapsedTimer()
        self._timer = QTimer(widget, interval=_STEP)
        self._timer.timeout.connect(self._step)

    @property
    def running(self) -> bool:
        """Tell whether the tag is still on its way back."""
        return self._timer.isActive()

    def start(self, tone: QColor) -> None:
        """Flash in the colour of a move."""
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if not self._widget.isVisible() or not self._widget.style().styleHint(hint):
            return
        self._tone = tone.lighter(_BRIGHT)
        self._since.start()
        self._timer.start()

    def stop(self) -> None:
        """Be over."""
        self._timer.stop()

    def over(self, tone: QColor) -> QColor:
        """Return the tag's own tone, or what it is at this moment."""
        if not self.running:
            return tone
        part = max(0.0, 1 - self._since.elapsed() / LENGTH)
        bright = self._tone
        return QColor.fromRgbF(
            bright.redF() * part + tone.redF() * (1 - part),
            bright.greenF() * part + tone.greenF() * (1 - part),
            bright.blueF() * part + tone.blueF() * (1 - part),
        )

    def _step(self) -> None:
        if self._since.elapsed() >= LENGTH:
            self._timer.stop()
        self._paint()
