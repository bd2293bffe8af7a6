"""One concern of a chart: it is told what is shown and puts its own things on the panes."""

from __future__ import annotations

from gridwatch.services.series import Series
from gridwatch.ui.chart.engine.pointer import Spot


class Part:
    """A part hears everything in this order; what it does not need, it inherits.

    `show_series`, `grown` or `ticked`, then (after the panes were framed) `framed`. A part adds its
    layers and panes itself, through the chart that it was made with.
    """

    def show_series(self, series: Series | None) -> None:
        """Take another series, or a newer one of the same company, or none."""

    def grown(self, series: Series, first: int) -> None:
        """Take a newer series of the same company, of which the bars before `first` still stand."""
        del first
        self.show_series(series)

    def ticked(self, series: Series, first: int) -> None:
        """Take a series of which the bars from `first` on were written in place."""

    def framed(self) -> None:
        """Put what stands on the axes and what is counted in pixels: the view is new."""

    def pointed(self, bar: int | None, spot: Spot | None) -> None:
        """Take the bar on which the crosshair stands, and where the pointer is; None to end."""

    def restyled(self) -> None:
        """Take the chart's other colours or language; the layers have their ink already."""
