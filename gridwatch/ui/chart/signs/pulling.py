"""Pulls a line to another value, and asks for the menu of a value."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from gridwatch.ui.chart.engine.pane import Pane
from gridwatch.ui.chart.engine.pointer import Idle
from gridwatch.ui.chart.layers.levels import LevelLine, LevelLines


class Bearer(Protocol):
    """Who owns the lines and knows what it means to move one."""

    def carry(self, line: LevelLine, value: float) -> None:
        """Show the line at another value, for now."""

    def give_up(self) -> None:
        """Put the line back where it was."""

    def set_down(self) -> None:
        """Let the line be where it was carried to."""

    def open_menu(self, value: float, line: LevelLine | None, at: QPoint) -> None:
        """Offer what can be done at a value; `at` is a pixel of the screen."""


class LevelTool(Idle):
    """Takes the left button on a line that can be pulled, and the right one on pane and axis."""

    def __init__(self, pane: Pane, lines: LevelLines, bearer: Bearer) -> None:
        self._pane, self._lines, self._bearer = pane, lines, bearer
        self._held: LevelLine | None = None
        self._off = 0.0  # from the pointer to the line when it was taken

    @property
    def holding(self) -> bool:
        """Tell whether a line is being pulled."""
        return self._held is not None

    def press(self, at: QPointF, event: QMouseEvent) -> bool:
        """Take a line, or ask for the menu."""
        frame, line = self._pane.frame, self._line_at(at)
        if frame is None:
            return False
        if event.button() == Qt.MouseButton.RightButton and self._reaches(at):
            value = frame.value(self._inside(at))
            self._bearer.open_menu(value, line, event.globalPosition().toPoint())
            return True
        if event.button() != Qt.MouseButton.LeftButton or line is None or not line.draggable:
            return False
        self._held, self._off = line, frame.y(line.value) - self._inside(at)
        self._lines.raise_line(line)
        return True

    def drag(self, at: QPointF, event: QMouseEvent) -> None:
        """Pull the line along, no further than the pane reaches."""
        frame = self._pane.frame
        if self._held is not None and frame is not None:
            y = min(max(0.0, self._inside(at) + self._off), frame.tall)
            self._bearer.carry(self._held, frame.value(y))

    def drop(self, at: QPointF, event: QMouseEvent) -> None:
        """Let the line be where it is."""
        if self._held is not None:
            self._held = None
            self._bearer.set_down()

    def key(self, event: QKeyEvent) -> bool:
        """Give up on Escape."""
        if self._held is None or event.key() != Qt.Key.Key_Escape:
            return False
        self.let_go()
        return True

    def let_go(self) -> None:
        """Give up: the line is gone, or the user thought better of it."""
        self._held = None
        self._lines.raise_line(None)
        self._bearer.give_up()

    def shape(self, at: QPointF) -> Qt.CursorShape | None:
        """Show that the line can be pulled, on the line itself too."""
        line = self._line_at(at)
        found = line if line is not None and line.draggable else None
        self._lines.raise_line(found)
        return Qt.CursorShape.SplitVCursor if found is not None else None

    def _line_at(self, at: QPointF) -> LevelLine | None:
        if not self._pane.rect.contains(at):
            return None
        return self._lines.line_at(at - self._pane.rect.topLeft())

    def _inside(self, at: QPointF) -> float:
        return at.y() - self._pane.rect.top()

    def _reaches(self, at: QPointF) -> bool:
        """Tell whether a pixel is on the pane or on its axis."""
        rect = self._pane.rect
        return at.x() >= rect.left() and rect.top() <= at.y() <= rect.bottom()
