"""One indicator on a pane: what is computed for it, and the layers that draw it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QColor

from gridwatch.domain.bars import Floats
from gridwatch.domain.indicators.indicator import Indicator, Settings, Unit
from gridwatch.domain.indicators.lines import Lines, computed, updated
from gridwatch.services.series import Series
from gridwatch.ui.chart.engine.columns import Extent
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.engine.pane import Pane
from gridwatch.ui.chart.layers.band import Band
from gridwatch.ui.chart.layers.curves import Curve, Curves, Tone
from gridwatch.ui.chart.layers.guides import Guides
from gridwatch.ui.chart.layers.histogram import Histogram
from gridwatch.ui.chart.layers.volume import Volume

# The share count comes with the series; nothing is computed for it.
SHARES = Indicator("shares", False, (), ("shares",), lambda *_: None, Unit.COUNT)
# A count of shares that hardly moves is a flat line: a step of 1 % looks like a small one.
_LEAST = 0.04
_SOFT = 0.62


@dataclass(frozen=True, slots=True)
class Manners:
    """How the lines of an indicator are coloured: each in its own colour, or all in one.

    `tone` is the number of the first colour, None for the next one that is free; `soft` lines have
    less weight, `dashed` ones are broken; `under` tints the ground between the line and zero.
    """

    tone: int | None = None
    many: bool = False
    under: bool = False
    soft: bool = False
    dashed: tuple[str, ...] = ()


MANNERS: Mapping[str, Manners] = {
    "sma": Manners(many=True),
    "bollinger": Manners(soft=True, dashed=("middle",)),
    "yearly": Manners(dashed=("high", "low")),
    "volume": Manners(1),
    "rsi": Manners(5),
    "macd": Manners(0, many=True),
    "atr": Manners(2),
    "drawdown": Manners(3, under=True),
    "shares": Manners(0),
}
_PLAIN = Manners()


class StudyLayers:
    """An indicator that is shown; `first_tone` is the number of its first colour."""

    def __init__(
        self,
        indicator: Indicator,
        settings: Settings,
        pane: Pane,
        ink: Ink,
        first_tone: int,
        beside: Callable[[], Extent | None],
    ) -> None:
        self.indicator, self.settings, self.pane = indicator, settings, pane
        # The names of the lines that the settings leave in, as they are drawn.
        self.drawn = tuple(each for each in indicator.lines if settings.get(each) != 0)
        self.manners = MANNERS.get(indicator.id, _PLAIN)
        self._first_tone = first_tone if self.manners.tone is None else self.manners.tone
        self._lines: Lines | None = None
        self._series: Series | None = None
        near = beside if indicator.overlay else None
        least = _LEAST if indicator is SHARES else 0.0
        self._curves = Curves(ink, 2.0, near, least)
        self._band = Band(ink, self.tone) if self._has_band else None
        self._bars = self._bar_layer(ink)
        self._layers: list[Layer] = [
            *([Guides(ink, indicator.guides)] if indicator.guides else ()),
            *(each for each in (self._band, self._bars, self._curves) if each is not None),
        ]
        for each in self._layers:
            pane.add(each)

    @property
    def tones(self) -> int:
        """Return how many of the free colours it takes."""
        if self.manners.tone is not None:
            return 0
        return len(self.drawn) if self.manners.many else 1

    def recolour(self, first_tone: int) -> None:
        """Take another first colour, where it does not have its own."""
        if self.manners.tone is None and first_tone != self._first_tone:
            self._first_tone = first_tone
            self._show()

    def leave(self) -> None:
        """Take the layers off the pane."""
        for each in self._layers:
            self.pane.remove(each)

    def set_visible(self, visible: bool) -> None:
        """Draw, or do not."""
        for each in self._layers:
            each.set_shown(visible)

    def show_series(self, series: Series | None) -> None:
        """Compute for another series, or forget the last one."""
        self._series = series
        self._lines = None
        if series is not None and self.indicator is not SHARES:
            self._lines = computed(self.indicator, series.candles, self.settings)
        self._show()

    def show_tick(self, series: Series, first: int) -> None:
        """Compute from bar `first` on; what lies before it stands."""
        self._series = series
        if self._lines is not None:
            self._lines = updated(self.indicator, series.candles, self.settings, self._lines, first)

    def show_grown(self, series: Series, first: int) -> None:
        """Compute the bars from `first` on, which have begun, and go on from those before."""
        self.show_tick(series, first)
        self._show()

    def column(self, line: str) -> Floats | None:
        """Return the values of a line, None where nothing is known."""
        if self.indicator is SHARES:
            return self._series.shares if self._series is not None else None
        return self._lines[line] if self._lines is not None else None

    def tone_of(self, line: str, ink: Ink, value: float) -> QColor:
        """Return the colour in which a value of a line is written."""
        if line in self.indicator.bars:
            return ink.toned(value) if self._signed else ink.muted
        return self._tone(self._place(line))(ink)

    def tone(self, ink: Ink) -> QColor:
        """Return the colour of its first line."""
        return self._tone(0)(ink)

    def name_tone(self, ink: Ink) -> QColor:
        """Return the colour of its name: that of its lines where they share one."""
        return ink.text if self.manners.many or self.indicator.bars else self.tone(ink)

    @property
    def _signed(self) -> bool:
        return self.indicator.id != "volume"

    @property
    def _has_band(self) -> bool:
        return self.indicator.band is not None or self.manners.under

    def _place(self, line: str) -> int:
        lines = [each for each in self.drawn if each not in self.indicator.bars]
        return lines.index(line) if self.manners.many else 0

    def _tone(self, place: int) -> Tone:
        number = self._first_tone + place
        return lambda ink: ink.series_tone(number)

    def _line_tone(self, line: str) -> Tone:
        tone = self._tone(self._place(line))
        return (lambda ink: ink.mixed(tone(ink), _SOFT)) if self.manners.soft else tone

    def _bar_layer(self, ink: Ink) -> Volume | Histogram | None:
        if not self.indicator.bars:
            return None
        return Histogram(ink) if self._signed else Volume(ink)

    def _show(self) -> None:
        """Hand the columns to the layers."""
        curves = [
            Curve(
                values,
                self._line_tone(name),
                stepped=self.indicator is SHARES,
                dashed=name in self.manners.dashed,
            )
            for name in self.drawn
            if name not in self.indicator.bars and (values := self.column(name)) is not None
        ]
        self._curves.show_curves(curves)
        if self._band is not None:
            self._band.show_edges(self._edges())
        if isinstance(self._bars, Volume):
            self._bars.show_candles(self._series.candles if self._series is not None else None)
        elif self._bars is not None:
            self._bars.show_values(self.column(self.indicator.bars[0]))

    def _edges(self) -> tuple[Floats, Floats] | None:
        """Return the lower and the upper edge of the ground that is tinted."""
        lower, upper = self.indicator.band or (self.drawn[0], "")
        first, second = self.column(lower), self.column(upper) if upper else None
        if first is None:
            return None
        if second is not None:
            return first, second
        return (first, np.zeros(len(first)))
