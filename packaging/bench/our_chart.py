"""Our chart as the benches drive it: the only module here that knows how it is built."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwatch.domain.candles import Candles
from gridwatch.domain.company import Basis, Company, Listing
from gridwatch.domain.marketcap import MarketCap
from gridwatch.services.overview import CompanyView
from gridwatch.services.series import Series, read_series
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.options import Options, Study
from gridwatch.ui.chart.parts import Parts, Wires
from gridwatch.ui.phrases import Phrases
from walk import Table

if TYPE_CHECKING:
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


def make_chart(candles: Candles | None, panes: Sequence[str], overlays: Sequence[str]) -> OurChart:
    """Make a chart as the window has it, with indicators by their ids; not yet shown."""
    chart = Chart(Phrases("en", base_currency=_CURRENCY), LIGHT)
    parts = Parts(chart, Wires(_nothing, _nothing, _nothing, _nothing, _nothing))
    parts.take_options(Options(studies=tuple(Study(each) for each in (*panes, *overlays))))
    parts.drawings()  # else they would come a little later, in the midst of the frames
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


def _nothing(_: object) -> None:
    """Hear what a part tells."""
