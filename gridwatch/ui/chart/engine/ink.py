"""The chart's colours and type, made once from the window's tones."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from gridwatch.ui.appearance import Tones


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """Everything that the layers paint with."""

    base: QColor
    text: QColor
    muted: QColor
    grid: QColor
    line: QColor
    target: QColor
    rise: QColor
    fall: QColor
    warn: QColor
    font: QFont
    strong: QFont
    metrics: QFontMetricsF

    def toned(self, change: float | None) -> QColor:
        """Return the colour of a change."""
        if not change:
            return self.text
        return self.rise if change > 0 else self.fall


def ink_of(tones: Tones, font: QFont) -> Ink:
    """Mix the chart's colours from the window's tones, with its own size of type."""
    small = QFont(font)
    small.setPointSizeF(max(7.5, font.pointSizeF() * 0.92))
    strong = QFont(small)
    strong.setWeight(QFont.Weight.DemiBold)
    return Ink(
        base=QColor(tones.base),
        text=QColor(tones.text),
        muted=QColor(tones.muted),
        grid=QColor(tones.grid),
        line=QColor(tones.accent),
        target=QColor(tones.target),
        rise=QColor(tones.rise),
        fall=QColor(tones.fall),
        warn=QColor(tones.warn),
        font=small,
        strong=strong,
        metrics=QFontMetricsF(small),
    )
