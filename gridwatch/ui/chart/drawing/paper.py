"""The ground to draw on: the bars and values of the chart, to which anchors snap."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
from PySide6.QtCore import QPointF

from gridwatch.domain.bars import day_of
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.charting import MarkKind
from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind, measured
from gridwatch.services.series import Series
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.drawing.moments import Moments
from gridwatch.ui.chart.drawing.words import measure_text
from gridwatch.ui.chart.engine.pointer import Spot
from gridwatch.ui.chart.layers.outlines import Shape

_KEPT = 1_000
NEAR = 6.0  # pixels from a price within which an anchor takes it


class Paper:
    """Turns places on the main pane into anchors, and drawings into shapes on the present bars."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._series: Series | None = None
        self._moments = Moments(np.empty(0, dtype=np.int64))
        self._shapes: dict[Drawing, Shape] = {}

    def show_series(self, series: Series | None) -> None:
        """Take the bars to draw on, or none."""
        if series is not None and not len(series.candles):
            series = None
        self._series = series
        self._shapes.clear()
        if series is not None:
            self._moments = Moments(series.candles.stamps)

    def take_tick(self, series: Series) -> None:
        """Take a series of which the prices are newer and the bars the same."""
        self._series = series

    @property
    def series(self) -> Series | None:
        """Return what is drawn on, None where there is nothing."""
        return self._series

    @property
    def last_day(self) -> date:
        """Return the exchange-local day whose values are shown; ValueError where there are none.

        That is the day on which the last bar begins, or that of a later split within it.
        """
        if self._series is None:
            raise ValueError("there are no bars to draw on")
        splits = (each.stamp for each in self._series.marks if each.kind is MarkKind.SPLIT)
        last = max((int(self._series.candles.stamps[-1]), *splits))
        return day_of(last // DAY_SECONDS)

    def fits(self, drawing: Drawing) -> bool:
        """Tell whether the values of a drawing are what the chart shows."""
        series = self._series
        return series is not None and (drawing.quantity, drawing.currency) == (
            series.quantity,
            series.currency,
        )

    # From places to anchors.

    def spot_at(self, at: QPointF) -> Spot | None:
        """Return the place in the main pane under a pixel of the canvas, None elsewhere."""
        spot = self._chart.canvas.spot_at(at)
        return spot if spot is not None and self.on_main(spot) else None

    def on_main(self, spot: Spot) -> bool:
        """Tell whether a place is in the main pane."""
        return spot.pane is self._chart.main

    def spot_beyond(self, at: QPointF) -> Spot | None:
        """Return the place in the main pane that is nearest to a pixel of the canvas."""
        rect = self._chart.main.rect
        kept = QPointF(
            min(max(at.x(), rect.left()), rect.right()), min(max(at.y(), rect.top()), rect.bottom())
        )
        return self._chart.canvas.spot_in(self._chart.main, kept)

    def anchor_at(self, spot: Spot) -> Anchor | None:
        """Return the anchor of a place: on a bar, and on one of its prices where it is near.

        A firm spot takes the nearest price of the bar from any distance. None where there is no
        value above zero.
        """
        frame, bar = spot.pane.frame, round(spot.bar)
        if frame is None or self._series is None:
            return None
        prices = [(abs(frame.y(each) - spot.y), each) for each in self._prices_of(bar)]
        distance, nearest = min(prices, default=(math.inf, spot.value))
        value = nearest if spot.firm or distance <= NEAR else spot.value
        return self._anchor(bar, value)

    def anchor_on(self, bar: int | None) -> Anchor | None:
        """Return the anchor on the close of a bar, None where it is not known."""
        prices = self._prices_of(bar) if bar is not None else []
        return self._anchor(bar, prices[-1]) if bar is not None and prices else None

    def _anchor(self, bar: int, value: float) -> Anchor | None:
        return Anchor(self._moments.stamp(bar), float(value)) if 0 < value < math.inf else None

    def _prices_of(self, bar: int) -> list[float]:
        """Return the known open, high, low and close of a bar; none beyond both ends."""
        if self._series is None or not 0 <= bar < len(self._series.candles):
            return []
        one = self._series.candles
        prices = (float(each[bar]) for each in (one.open, one.high, one.low, one.close))
        return [each for each in prices if each > 0]

    # From drawings to others, and to shapes.

    def drawn(
        self, company: int, kind: DrawingKind, anchors: tuple[Anchor, ...], day: date
    ) -> Drawing | None:
        """Return a new drawing of what the chart shows, its values as of `day`."""
        if self._series is None:
            return None
        quantity, currency = self._series.quantity, self._series.currency
        return Drawing(0, company, kind, anchors, quantity, currency, day)

    def moved(self, drawing: Drawing, bars: int, pixels: float) -> Drawing | None:
        """Return a drawing so many bars to the right and pixels lower, on any scale.

        None where it would leave the values above zero. A horizontal line has no place in time.
        """
        frame = self._chart.main.frame
        if frame is None or self._series is None:
            return None
        if drawing.kind is DrawingKind.HORIZONTAL:
            bars = 0
        anchors = []
        for each in drawing.anchors:
            value = frame.value(frame.y(each.value) + pixels) if pixels else each.value
            if not 0 < value < math.inf:
                return None
            at = self._moments.bar(each.stamp) + bars
            anchors.append(Anchor(self._moments.stamp(at) if bars else each.stamp, value))
        return replace(drawing, anchors=tuple(anchors))

    def shape(self, drawing: Drawing) -> Shape:
        """Return a drawing on the present bars, with the words on it; kept until they change."""
        if drawing not in self._shapes:
            if len(self._shapes) >= _KEPT:
                self._shapes.clear()
            stamps = np.array([each.stamp for each in drawing.anchors], dtype=np.int64)
            bars = tuple(self._moments.bars(stamps).tolist())
            self._shapes[drawing] = Shape(drawing, bars, self._words(drawing, bars))
        return self._shapes[drawing]

    def forget_words(self) -> None:
        """Write everything anew: the language is another."""
        self._shapes.clear()

    def _words(self, drawing: Drawing, bars: tuple[float, ...]) -> str:
        if drawing.kind is not DrawingKind.MEASURE:
            return drawing.text
        first, second = drawing.anchors
        apart = measured(first, second, round(bars[1]) - round(bars[0]))
        return measure_text(self._chart.phrases, apart, drawing)


def bent(drawing: Drawing, holds: tuple[int, int], anchor: Anchor) -> Drawing:
    """Return a drawing of which a handle stands at `anchor`.

    `holds` are the anchors whose moment and whose value the handle has; a horizontal line keeps
    its moment.
    """
    moment, value = holds
    anchors = list(drawing.anchors)
    if drawing.kind is not DrawingKind.HORIZONTAL:
        anchors[moment] = replace(anchors[moment], stamp=anchor.stamp)
    anchors[value] = replace(anchors[value], value=anchor.value)
    return replace(drawing, anchors=tuple(anchors))
