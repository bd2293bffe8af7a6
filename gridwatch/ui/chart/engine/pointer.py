"""What the pointer does on the canvas: each tool may take a press and gets all until the release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

if TYPE_CHECKING:
    from gridwatch.ui.chart.engine.canvas import Canvas
    from gridwatch.ui.chart.engine.pane import Pane


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A place in a pane: its pixels, the bar number and the value there."""

    pane: Pane
    x: float
    y: float
    bar: float
    value: float


class Tool(Protocol):
    """One way to use the pointer; positions are pixels of the canvas."""

    def press(self, at: QPointF, event: QMouseEvent) -> bool:
        """Take a press, or leave it to the next tool."""

    def drag(self, at: QPointF, event: QMouseEvent) -> None:
        """Follow the pointer after a press that was taken."""

    def drop(self, at: QPointF, event: QMouseEvent) -> None:
        """End what the press began."""

    def shape(self, at: QPointF) -> Qt.CursorShape | None:
        """Return the pointer's shape where this tool would take a press."""

    def double(self, at: QPointF) -> bool:
        """Answer a double click, or leave it."""

    def key(self, event: QKeyEvent) -> bool:
        """Take a key, or leave it."""


class Idle:
    """A tool that leaves everything to others: what a tool does not need, it inherits."""

    def press(self, at: QPointF, event: QMouseEvent) -> bool:
        """Leave the press."""
        return False

    def drag(self, at: QPointF, event: QMouseEvent) -> None:
        """Do nothing."""

    def drop(self, at: QPointF, event: QMouseEvent) -> None:
        """Do nothing."""

    def shape(self, at: QPointF) -> Qt.CursorShape | None:
        """Change nothing."""
        return None

    def double(self, at: QPointF) -> bool:
        """Leave the double click."""
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Leave the key."""
        return False


class Pan(Idle):
    """Moves the view by as much as the pointer moved."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._from: tuple[float, float, float] | None = None

    def press(self, at: QPointF, event: QMouseEvent) -> bool:
        """Take the left button on a pane."""
        view = self._canvas.view
        if event.button() != Qt.MouseButton.LeftButton or view is None:
            return False
        if self._canvas.spot_at(at) is None:
            return False
        self._from = (at.x(), view.left, view.right)
        return True

    def drag(self, at: QPointF, event: QMouseEvent) -> None:
        """Pull the bars along."""
        if self._from is not None:
            begun, left, right = self._from
            shift = (at.x() - begun) / self._canvas.plot_wide * (right - left)
            self._canvas.ask(left - shift, right - shift)

    def drop(self, at: QPointF, event: QMouseEvent) -> None:
        """Let go."""
        self._from = None


class Sash(Idle):
    """Pulls the border between two panes."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
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
        self._canvas.arrange()

    def drop(self, at: QPointF, event: QMouseEvent) -> None:
        """Let go."""
        self._between = None

    def shape(self, at: QPointF) -> Qt.CursorShape | None:
        """Show that the border can be pulled."""
        return Qt.CursorShape.SplitVCursor if self._border(at) else None

    def _border(self, at: QPointF) -> tuple[Pane, Pane] | None:
        panes = self._canvas.panes
        for upper, lower in zip(panes, panes[1:], strict=False):
            if upper.rect.bottom() - 2 <= at.y() <= lower.rect.top() + 2:
                return upper, lower
        return None
