"""Our chart as the benches drive it: the only module here that knows how it is built."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwatch.domain.candles import Candles
from gridwatch.domain.company import Basis, Company, Listing
from gridwatch.domain.indicators.indicator import Indicator, settings_of
from gridwatch.domain.indicators.lines import Lines, computed, updated
from gridwatch.domain.indicators.table import INDICATORS
from gridwatch.domain.marketcap import MarketCap
from gridwatch.services.overview import CompanyView
from gridwatch.services.series import Series, read_series
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.pane import Manner
from gridwatch.ui.chart.layers.curves import Curve, Curves
from gridwatch.ui.chart.layers.volume import Volume
from gridwatch.ui.chart.part import Part
from gridwatch.ui.phrases import Phrases
from walk import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QWidget

_CURRENCY = "CNY"


@dataclass(frozen=True, slots=True)
class OurChart:
    """A chart, its widget as it is shown, and its viewport as it is painted."""

    chart: Chart

    @property
    def widget(self) -> QWidget:
        """Return what is shown."""
        return self.chart

    @property
    def viewport(self) -> QWidget:
        """Return what is painted."""
        viewport: QWidget = self.chart.canvas.viewport()
        return viewport


class VolumePane(Part):
    """A pane of volumes."""

    def __init__(self, chart: Chart) -> None:
        self._volume = Volume(chart.ink)
        chart.canvas.add_pane(Manner(_names, _name, floor=0.0)).add(self._volume)

    def show_series(self, series: Series | None) -> None:
        """Take other bars."""
        self._volume.show_candles(series.candles if series is not None else None)


class Study(Part):
    """An indicator as lines over the prices, or in a pane of its own."""

    def __init__(self, chart: Chart, indicator: Indicator) -> None:
        self._indicator = indicator
        self._settings = settings_of(indicator, {})
        self._lines: Lines | None = None
        self._curves = Curves(chart.ink)
        pane = chart.main
        if not indicator.overlay:
            pane = chart.canvas.add_pane(Manner(_names, _name, limits=indicator.scale))
        pane.add(self._curves)

    def show_series(self, series: Series | None) -> None:
        """Compute the lines of other bars."""
        self._lines = None
        if series is not None:
            self._lines = computed(self._indicator, series.candles, self._settings)
        self._show()

    def ticked(self, series: Series, first: int) -> None:
        """Compute the lines again from a bar on; they are written in place."""
        if self._lines is not None:
            self._lines = updated(
                self._indicator, series.candles, self._settings, self._lines, first
            )

    def _show(self) -> None:
        lines = self._lines
        names = self._indicator.lines if lines is not None else ()
        self._curves.show_curves([Curve(lines[name], _tone) for name in names if lines is not None])


def make_chart(candles: Candles | None, panes: Sequence[str], overlays: Sequence[str]) -> OurChart:
    """Make a chart with panes and overlays by the ids of their indicators; not yet shown."""
    chart = Chart(Phrases("en", base_currency=_CURRENCY), LIGHT)
    for name in (*panes, *overlays):
        part = VolumePane(chart) if name == "volume" else Study(chart, INDICATORS[name])
        chart.parts.append(part)
    if candles is not None:
        chart.show_series(Series("BENCH", _CURRENCY, candles))
    return OurChart(chart)


def candles_of(table: Table) -> Candles:
    """Return a walk as our candles."""
    stamps, *values = table
    return Candles(stamps.astype("int64"), *(each.copy() for each in values))


def place(ours: OurChart, left: float, right: float) -> None:
    """Show the bars from `left` to `right`."""
    ours.chart.canvas.place(left, right)


def tick(ours: OurChart, price: float) -> None:
    """Let the last bar trade at a price."""
    series = ours.chart.series
    if series is None:
        raise ValueError("a chart without a series takes no tick")
    candles, last = series.candles, len(series.candles) - 1
    candles.close[last] = price
    candles.high[last] = max(candles.high[last], price)
    candles.low[last] = min(candles.low[last], price)
    ours.chart.show_tick(series, last)


def switch(ours: OurChart, market: sqlite3.Connection, symbol: str) -> None:
    """Read another company from the store and show it.

    Raises ValueError where nothing is stored of it.
    """
    series = read_series(market, company_view(symbol))
    if series is None:
        raise ValueError(f"nothing is stored of {symbol}")
    ours.chart.show_series(series)


def company_view(symbol: str) -> CompanyView:
    """Return a company of one listing of which nothing but its history is known."""
    listing = Listing(symbol, "SHH", _CURRENCY)
    company = Company(1, symbol, "", "", "CN", True, "", symbol, (listing,))
    cap = MarketCap(None, _CURRENCY, Basis.CLASS_WEIGHTED)
    return CompanyView(company, None, cap, None, (), None, stale=False)


def _names(values: Sequence[float], frame: Frame) -> list[str]:
    return [_name(each, frame) for each in values]


def _name(value: float, _: Frame) -> str:
    return f"{value:.4g}"


def _tone(ink: Ink) -> QColor:
    return ink.line
