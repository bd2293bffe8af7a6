"""What the pointer can do: each tool may take a press and gets all until the release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

if TYPE_CHECKING:
    from gridwatch.ui.chart.engine.pane import Pane


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A place in a pane: its pixels, the bar number and the value there.

    `firm` where Shift is held: what snaps, snaps from anywhere.
    """

    pane: Pane
    x: float
    y: float
    bar: float
    value: float
    firm: bool = False


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
