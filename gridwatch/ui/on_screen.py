"""Tells the collector what is on screen: that is fetched more often than all else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gridwatch import wire
    from gridwatch.services.overview import CompanyView
    from gridwatch.ui.chart_desk import ChartDesk


class OnScreen:
    """What the collector knows to be on screen; `send` is None as long as there is no collector."""

    def __init__(self, charts: ChartDesk, current: Callable[[], CompanyView | None]) -> None:
        """Take what knows the charts, and what returns the company that is selected."""
        self._charts, self._current = charts, current
        self.send: Callable[[wire.Message], bool] | None = None
        self._told: wire.Show | None = None

    def forget(self) -> None:
        """Take note that the collector is another process, which knows nothing."""
        self._told = None

    def tell(self) -> None:
        """Say what is on screen, where that is not what it knows."""
        if self.send is None:
            return
        from gridwatch import wire  # with the first collector, which comes after the first chart

        view, shown = self._current(), self._charts.on_screen()
        own = (each.symbol for each in view.company.listings) if view is not None else ()
        told = wire.Show(tuple(dict.fromkeys((*own, *shown.symbols))), shown.charts)
        if told != self._told and self.send(told):
            self._told = told
