"""Has one strip of a layer painted anew, and nothing between it and the next."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from gridwatch.ui.chart.engine.layer import Layer


def touch(layer: Layer, rect: QRectF) -> None:
    """Have a rectangle of the layer painted anew, in the pane's own pixels.

    Qt unites all rectangles for which one item asks before it is painted: the two hair lines of a
    crosshair would be the whole pane. The scene keeps them apart.
    """
    scene = layer.scene()
    if scene is not None and layer.isVisible():  # type: ignore[redundant-expr]  # it can be None
        scene.update(layer.mapRectToScene(rect))
