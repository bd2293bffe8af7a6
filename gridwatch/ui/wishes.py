"""What the window tells the collector: what is on screen, and what the user wants of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Messages are imported with the first one: the collector comes after the first chart.
    from gridwatch import wire
    from gridwatch.runtime.link import Link
    from gridwatch.services.overview import CompanyView
    from gridwatch.ui.chart_desk import ChartDesk


class Wishes:
    """The way down to the collector, silent as long as there is no `link`."""

    def __init__(
        self,
        charts: ChartDesk,
        current: Callable[[], CompanyView | None],
        others: Callable[[], tuple[str, ...]],
    ) -> None:
        """Take what knows the charts, and what returns the selected company and other symbols."""
        self._charts, self._current, self._others = charts, current, others
        self.link: Link | None = None
        self._told: wire.Show | None = None  # what the collector knows to be on screen

    def send(self, message: wire.Message) -> bool:
        """Send a message; False where nobody takes it."""
        return self.link is not None and self.link.send(message)

    def refresh(self) -> bool:
        """Have everything fetched now; False where nobody does."""
        from gridwatch import wire

        return self.send(wire.Refresh())

    def reread(self) -> None:
        """Have the user's file read again."""
        from gridwatch import wire

        self.send(wire.Reread())

    def stop(self, task: str) -> None:
        """Have a task given up."""
        from gridwatch import wire

        self.send(wire.Stop(task))

    def forget_screen(self) -> None:
        """Take note that the collector is another process, which knows nothing."""
        self._told = None

    def tell_screen(self) -> None:
        """Say what is on screen, where that is not what it knows."""
        if self.link is None:
            return
        from gridwatch import wire

        view, shown = self._current(), self._charts.on_screen()
        own = (each.symbol for each in view.company.listings) if view is not None else ()
        symbols = dict.fromkeys((*own, *shown.symbols, *self._others()))
        told = wire.Show(tuple(symbols), shown.charts)
        if told != self._told and self.send(told):
            self._told = told
