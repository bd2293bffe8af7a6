"""One strip of the chart: its layers share a scale of heights and an axis at the right."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsLineItem, QGraphicsRectItem, QGraphicsScene

from gridwatch.ui.chart.engine.axes import Label, ValueAxis
from gridwatch.ui.chart.engine.columns import Extent
from gridwatch.ui.chart.engine.frame import Frame, Window
from gridwatch.ui.chart.engine.grid import Grid
from gridwatch.ui.chart.engine.ground import Ground, clip_of
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import SIGNS, Layer
from gridwatch.ui.chart.engine.scale import Scale, height, price_at, price_ticks, view_of

_TICK_TALL = 52.0
_FEWEST_TICKS = 3
_ABOVE = 2.5  # from a pane up to the border, in the middle between two


@dataclass(frozen=True, slots=True)
class Manner:
    """How a pane behaves: what its heights are and what is kept free.

    `limits` are heights that never move (an RSI lies from 0 to 100); `floor` is a value that the
    bottom stands on (0 for volume). `free` are pixels kept free of data above and below.
    `ticks` are the values that are named, where they are always the same.
    `name_values` writes round values, and `name_value` one value, as they stand on the axis.
    """

    name_values: Callable[[Sequence[float], Frame], list[str]]
    name_value: Callable[[float, Frame], str]
    weight: float = 1.0
    limits: Extent | None = None
    floor: float | None = None
    free: tuple[float, float] = (22.0, 6.0)
    ticks: tuple[float, ...] = ()


class Pane:
    """A strip with layers; the canvas gives it a place and a window, it finds the heights."""

    def __init__(self, scene: QGraphicsScene, ink: Ink, manner: Manner) -> None:
        self.manner = manner
        self.weight = manner.weight
        self.scale = Scale.LINEAR
        self.base_at: Callable[[Window], float] = lambda _: 0.0
        self.frame: Frame | None = None
        self.layers: list[Layer] = []
        self.rect = QRectF()
        self._scene = scene
        self._sheet = QGraphicsRectItem()
        self._sheet.setPen(
            Qt.PenStyle.NoPen
        )  # one would make what it clips to more than a rectangle
        self._sheet.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        self._sheet.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape)
        self._border = QGraphicsLineItem()
        self._border.setPen(QPen(ink.border, 0))
        self.axis = ValueAxis(ink)
        scene.addItem(self._border)
        scene.addItem(self._sheet)
        scene.addItem(self.axis)
        self._ground = Ground(ink, self.layers)
        self._ground.setParentItem(self._sheet)
        self.grid = Grid(ink, -10)
        self.add(self.grid)

    def add(self, layer: Layer) -> None:
        """Put a layer on the pane, at the height of its own z."""
        layer.setParentItem(self._sheet)
        layer.set_size(self.rect.width(), self.rect.height())
        layer.set_ground(self._ground if layer.zValue() < SIGNS else None)
        self.layers.append(layer)
        layer.repaint()

    def remove(self, layer: Layer) -> None:
        """Take a layer off the pane."""
        self.layers.remove(layer)
        layer.repaint()
        layer.set_ground(None)
        layer.setParentItem(None)  # type: ignore[arg-type]  # the stub forbids it, Qt does not
        self._scene.removeItem(layer)

    def covered(self) -> list[QRectF]:
        """Return the places of words of which labels have to keep clear."""
        return [place for each in self.layers if each.isVisible() for place in each.covers()]

    def leave(self) -> None:
        """Take the whole pane off the scene."""
        self._scene.removeItem(self._sheet)
        self._scene.removeItem(self._border)
        self._scene.removeItem(self.axis)

    def settle(self, rect: QRectF, axis_wide: float) -> None:
        """Take a place on the scene; the axis stands at its right, a border above but the first."""
        self._border.setVisible(rect.top() > 0)
        middle = round(rect.top() - _ABOVE)
        self._border.setLine(0, middle, rect.width() + axis_wide, middle)
        self.rect = rect
        self._sheet.setRect(clip_of(rect.width(), rect.height()))
        self._sheet.setPos(rect.topLeft())
        self._ground.set_size(rect.width(), rect.height())
        for layer in self.layers:
            layer.set_size(rect.width(), rect.height())
        self.axis.setPos(rect.right(), rect.top())
        self.axis.set_size(axis_wide, rect.height())

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type."""
        self._border.setPen(QPen(ink.border, 0))
        self._ground.ink = ink
        for layer in (*self.layers, self.axis):
            layer.set_ink(ink)

    def framed(self, window: Window, ratio: float, first: int | None = None) -> Frame:
        """Look at what is visible and return the geometry that shows all of it.

        Where nothing but the bars from `first` on has changed, no others are looked at.
        """
        wide, tall = max(1.0, self.rect.width()), max(1.0, self.rect.height())
        shown = [each for each in self.layers if each.isVisible()]
        if first is None:
            looks = [each.look(window) for each in shown]
        else:
            looks = [each.look_again(window, first) for each in shown]
        found = [each for each in looks if each is not None]
        if self.manner.limits is not None:
            bottom, top = self.manner.limits
        else:
            bottom, top = self._heights(found, tall)
        base = self.base_at(window)
        return Frame(window.left, window.right, bottom, top, wide, tall, self.scale, base, ratio)

    def place(self, frame: Frame) -> None:
        """Give the layers a frame; everything is painted anew."""
        self.frame = frame
        self._ground.spoil()
        self.axis.reframed()
        for layer in self.layers:
            layer.set_frame(frame)

    def repaint_from(self, first: int) -> None:
        """Paint the bars from `first` on again, and no others: the frame stands."""
        frame = self.frame
        if frame is None:
            return
        left = max(0.0, frame.x(first - 1) - frame.bar_width - 2)
        seen = left < frame.wide
        for layer in self.layers:
            if seen or layer.ground is None:
                layer.reframed_from(first)
        if seen:
            strip = QRectF(left, 0, self.rect.width() - left, self.rect.height())
            self._ground.spoil(strip)
            self._scene.update(self._sheet.mapRectToScene(strip))

    def show_ticks(self, down: Sequence[float]) -> None:
        """Draw the axis and the grid for the frame; `down` are the pixels of the dates."""
        frame = self.frame
        if frame is None:
            self.axis.show_labels(())
            self.grid.show_ticks((), ())
            return
        values = self.manner.ticks or self._round_values(frame)
        across = [frame.y(each) for each in values]
        texts = self.manner.name_values(values, frame)
        self.axis.show_labels([Label(*each) for each in zip(across, texts, strict=True)])
        self.grid.show_ticks(across, down)

    def clear(self) -> None:
        """Show nothing."""
        self.frame = None
        self._ground.spoil()
        for layer in self.layers:
            layer.set_frame(None)
        self.axis.show_tags(())
        self.show_ticks(())

    def _heights(self, found: list[Extent], tall: float) -> Extent:
        lows = [height(low, self.scale) for low, _ in found]
        highs = [height(high, self.scale) for _, high in found]
        low = min((each for each in lows if math.isfinite(each)), default=math.nan)
        high = max((each for each in highs if math.isfinite(each)), default=math.nan)
        if math.isnan(low) or math.isnan(high):
            return (0.0, 1.0)
        wishes = [wish for each in self.layers if (wish := each.wish()) is not None]
        wish = height(wishes[0], self.scale) if wishes else None
        above, below = (min(0.18, each / tall) for each in self.manner.free)
        if self.manner.floor is not None:
            floor = height(self.manner.floor, self.scale)
            return floor, floor + ((high - floor) / (1 - above) if high > floor else 1.0)
        return view_of(low, high, wish, (above, below))

    def _round_values(self, frame: Frame) -> list[float]:
        """Return round values, closer together where tags would leave too few to read."""
        best: list[float] = []
        readable = -1
        for found in _choices(frame, self.axis.line_height):
            seen = self.axis.readable([frame.y(each) for each in found])
            if seen > readable:
                best, readable = found, seen
            if seen >= _FEWEST_TICKS:
                break
        return best


def _choices(frame: Frame, line: float) -> Iterator[list[float]]:
    """Give round values ever closer together, until their labels would touch."""
    roomy, densest = max(2, int(frame.tall / _TICK_TALL)), int(frame.tall / line)
    low, high = price_at(frame.bottom, frame.scale), price_at(frame.top, frame.scale)
    if frame.scale is Scale.PERCENT and frame.base:
        yield from _round_percents(frame, roomy)
        return
    for scale in dict.fromkeys((frame.scale, Scale.LINEAR)):
        ends = (frame.bottom, frame.top) if scale is frame.scale else (low, high)
        # A low pane begins with fewer, for even two may be too close.
        for most in range(1 if roomy == 2 else roomy, max(roomy, densest) + 1):
            found = price_ticks(*ends, most, scale)
            if _apart(frame, found, 1.4 * line if roomy == 2 else line):
                yield found


def _apart(frame: Frame, values: list[float], least: float) -> bool:
    across = [frame.y(each) for each in values]
    return all(one - other >= least for one, other in pairwise(across))


def _round_percents(frame: Frame, roomy: int) -> Iterator[list[float]]:
    """Give the values that stand at round percentages of the base."""
    low, high = frame.bottom / frame.base - 1, frame.top / frame.base - 1
    for most in (roomy, 2 * roomy):
        ticks = price_ticks(low, high, most, Scale.LINEAR)
        yield [frame.base * (1 + each) for each in ticks]
