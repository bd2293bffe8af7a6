"""What is painted in a pane: a sheet over all of it, in the pane's own pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from gridwatch.ui.chart.engine.columns import Extent
from gridwatch.ui.chart.engine.frame import Frame, Window
from gridwatch.ui.chart.engine.ink import Ink

# Layers below this height change with the bars and the view alone, those above it by themselves.
SIGNS = 5.0


class Keeper(Protocol):
    """What paints a layer in its place, and keeps a picture of it."""

    def spoil(self, rect: QRectF | None = None) -> None:
        """Take note that a rectangle of the sheet, or all of it, is out of date."""


class Layer(QGraphicsObject):
    """One sheet. A pane asks `look` first, then gives the frame, then `draw` is called."""

    def __init__(self, ink: Ink, z: float = 0.0) -> None:
        super().__init__()
        self.setZValue(z)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.ink = ink
        self.frame: Frame | None = None
        self.ground: Keeper | None = None
        self._sheet = QRectF()

    def look(self, window: Window) -> Extent | None:
        """Gather what is visible; return its lowest and highest value, None to stretch nothing."""
        del window
        return None

    def look_again(self, window: Window, first: int) -> Extent | None:
        """Look where the bars from `first` on, and no others, were written in place since then."""
        del first
        return self.look(window)

    def covers(self) -> Sequence[QRectF]:
        """Return the places of its words, of which labels of other layers keep clear."""
        return ()

    def wish(self) -> float | None:
        """Return a value that the pane should show where it is near enough."""
        return None

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type."""
        self.ink = ink
        self.reframed()
        self.repaint()

    def set_shown(self, shown: bool) -> None:
        """Be seen, or not; an unseen layer is not asked what is visible."""
        if shown != self.isVisible():
            self.repaint()
            self.setVisible(shown)
            self.repaint()

    def repaint(self, rect: QRectF | None = None) -> None:
        """Have a rectangle of the sheet painted anew, or all of it.

        Qt unites all rectangles for which one item asks by its `update`: the two hair lines of a
        crosshair would be the whole pane. It also paints those apart from what the scene is asked
        for, in a frame of its own; so everything is asked of the scene.
        """
        if self.ground is not None:
            self.ground.spoil(rect)
        scene = self.scene()
        if scene is not None and self.isVisible():  # type: ignore[redundant-expr]  # it can be None
            scene.update(self.mapRectToScene(self._sheet if rect is None else rect))

    def set_frame(self, frame: Frame | None) -> None:
        """Take the geometry of the view, None where there is nothing to see.

        Whoever gives it has everything painted.
        """
        self.frame = frame
        self.reframed()

    def reframed(self) -> None:
        """Make ready what `draw` paints: the frame or the ink is new."""

    def reframed_from(self, first: int) -> None:
        """Make ready what the bars from `first` on have changed in a frame that stands.

        The pane has their strip of the ground painted anew. A sign, which lies above it, sees to
        what it paints itself.
        """
        del first
        if self.ground is not None:
            self.reframed()

    def set_size(self, wide: float, tall: float) -> None:
        """Cover the pane."""
        if (wide, tall) != (self._sheet.width(), self._sheet.height()):
            self.prepareGeometryChange()
            self._sheet = QRectF(0, 0, wide, tall)

    def set_ground(self, ground: Keeper | None) -> None:
        """Have this sheet painted by the ground, None to paint it by itself.

        Qt then asks it nothing more: some dozen sheets for each strip that a tick paints.
        """
        self.ground = ground
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, ground is not None)

    @property
    def sheet(self) -> QRectF:
        """Return the pane's own rectangle."""
        return self._sheet

    def boundingRect(self) -> QRectF:
        """Return the sheet."""
        return self._sheet

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw on the sheet with the chart's type."""
        del widget
        painter.setFont(self.ink.font)
        self.draw(painter, option.exposedRect)

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the layer's own things, at least those in the exposed rectangle."""
        raise NotImplementedError
