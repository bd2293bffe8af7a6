"""The chart's colours and type, made once from the window's tones."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from gridwatch.ui.appearance import Tones

# Lines beside one another: told apart in both themes, also by those who see red and green alike.
_LIGHT_SERIES = (
    "#2463b0", "#d0741c", "#16877a", "#a8478f", "#6d7a12", "#5b53c0", "#8a5a34",
    "#c2416b", "#3c7f9e", "#4b8a3c", "#7f7f7f",
)  # fmt: skip
_DARK_SERIES = (
    "#6ea8f0", "#f0a552", "#4fc4b3", "#e08ac6", "#bccb52", "#a79ff5", "#c99a72",
    "#f2808f", "#7cc7de", "#86d07a", "#b0b0b0",
)  # fmt: skip

_MOST_WIDTHS = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """Everything that the layers paint with."""

    base: QColor
    raised: QColor
    border: QColor
    text: QColor
    muted: QColor
    grid: QColor
    line: QColor
    target: QColor
    own: QColor
    rise: QColor
    fall: QColor
    warn: QColor
    series: tuple[QColor, ...]
    font: QFont
    strong: QFont
    metrics: QFontMetricsF
    widths: dict[str, float] = field(default_factory=dict)
    mixes: dict[tuple[int, float, bool], QColor] = field(default_factory=dict)

    def width(self, text: str) -> float:
        """Return the width of a text in the small type: measuring it again takes its time."""
        if text not in self.widths:
            if len(self.widths) >= _MOST_WIDTHS:
                self.widths.clear()
            self.widths[text] = float(self.metrics.horizontalAdvance(text))
        return self.widths[text]

    def toned(self, change: float | None) -> QColor:
        """Return the colour of a change."""
        if not change:
            return self.text
        return self.rise if change > 0 else self.fall

    def series_tone(self, number: int) -> QColor:
        """Return the colour of line `number`; after the last one they begin again."""
        return self.series[number % len(self.series)]

    def faded(self, tone: QColor, alpha: float) -> QColor:
        """Return a colour with less weight, `alpha` from 0 to 1; nobody changes it."""
        key = (tone.rgba(), alpha, False)
        if key not in self.mixes:
            thin = QColor(tone)
            thin.setAlphaF(alpha)
            self._keep(key, thin)
        return self.mixes[key]

    def mixed(self, tone: QColor, part: float) -> QColor:
        """Return a colour of which `part` is the tone and the rest the ground; it covers.

        The same one is given out again: mixing takes its time, and nobody changes it.
        """
        key = (tone.rgba(), part, True)
        if key not in self.mixes:
            self._keep(key, self._mix(tone, part))
        return self.mixes[key]

    def _keep(self, key: tuple[int, float, bool], tone: QColor) -> None:
        if len(self.mixes) >= _MOST_WIDTHS:  # a tag that fades has many
            self.mixes.clear()
        self.mixes[key] = tone

    def _mix(self, tone: QColor, part: float) -> QColor:
        rest = 1 - part
        return QColor.fromRgbF(
            tone.redF() * part + self.base.redF() * rest,
            tone.greenF() * part + self.base.greenF() * rest,
            tone.blueF() * part + self.base.blueF() * rest,
        )


def ink_of(tones: Tones, font: QFont) -> Ink:
    """Mix the chart's colours from the window's tones, with its own size of type."""
    small = QFont(font)
    small.setPointSizeF(max(7.5, font.pointSizeF() * 0.92))
    strong = QFont(small)
    strong.setWeight(QFont.Weight.DemiBold)
    return Ink(
        base=QColor(tones.base),
        raised=QColor(tones.raised),
        border=QColor(tones.border),
        text=QColor(tones.text),
        muted=QColor(tones.muted),
        grid=QColor(tones.grid),
        line=QColor(tones.accent),
        target=QColor(tones.target),
        own=QColor(tones.own),
        rise=QColor(tones.rise),
        fall=QColor(tones.fall),
        warn=QColor(tones.warn),
        series=tuple(map(QColor, _DARK_SERIES if tones.dark else _LIGHT_SERIES)),
        font=small,
        strong=strong,
        metrics=QFontMetricsF(small),
    )
