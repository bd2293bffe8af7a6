"""The two things that the pointer always does on a canvas: pan, and pull borders of panes."""

from __future__ import annotations

from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from gridwatch.ui.chart.engine.frame import View
from gridwatch.ui.chart.engine.pane import Pane
from gridwatch.ui.chart.engine.pointer import Idle, Spot


class Ground(Protocol):
    """What a move needs of the canvas."""

    view: View | None
    panes: list[Pane]

    @property
    def plot_wide(self) -> float:
        """Return the width of the panes in pixels."""

    def ask(self, left: float, right: float) -> None:
        """Go where the user wants to go."""

    def arrange(self) -> None:
        """Give every pane its place by its weight."""

    def spot_at(self, at: QPointF) -> Spot | None:
        """Return what is under a pixel."""


class Pan(Idle):
    """Moves the view by as much as the pointer moved."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._from: tuple[float, float, float] | None = None

    def press(self, at: QPointF, event: QMouseEvent) -> bool:
        """Take the left button on a pane."""
        view = self._ground.view
        if event.button() != Qt.MouseButton.LeftButton or view is None:
            return False
        if self._ground.spot_at(at) is None:
            return False
        self._from = (at.x(), view.left, view.right)
        return True

    def drag(self, at: QPointF, event: QMouseEvent) -> None:
        """Pull the bars along."""
        if self._from is not None:
            begun, left, right = self._from
            shift = (at.x() - begun) / self._ground.plot_wide * (right - left)
            self._ground.ask(left - shift, right - shift)

    def drop(self, at: QPointF, event: QMouseEvent) -> None:
        """Let go."""
        self._from = None


class Sash(Idle):
    """Pulls the border between two panes."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._between: tuple[Pane, Pane] | None = None

    def press(self, at: QPointF, event: QMouseEvent) -> bool:
        """Take the left button on a border."""
        self._between = self._border(at) if event.button() == Qt.MouseButton.LeftButton else None
        return self._between is not None

    def drag(self, at: QPointF, event: QMouseEvent) -> None:
        """Share the room of both panes anew."""
        if self._between is None:
            return
        upper, lower = self._between
        room = upper.rect.height() + lower.rect.height()
        least = min(36.0, room / 2)
        tall = min(max(least, at.y() - upper.rect.top()), room - least)
        weight = upper.weight + lower.weight
        upper.weight = weight * tall / room
        lower.weight = weight - upper.weight
        self._ground.arrange()

    def drop(self, at: QPointF, event: QMouseEvent) -> None:
        """Let go."""
        self._between = None

    def shape(self, at: QPointF) -> Qt.CursorShape | None:
        """Show that the border can be pulled."""
        return Qt.CursorShape.SplitVCursor if self._border(at) else None

    def _border(self, at: QPointF) -> tuple[Pane, Pane] | None:
        panes = self._ground.panes
        for upper, lower in pairwise(panes):
            if upper.rect.bottom() - 2 <= at.y() <= lower.rect.top() + 2:
                return upper, lower
        return None
