"""Places a new drawing: click by click, in one drag, or from the crosshair by the keyboard."""

from __future__ import annotations

import math
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from gridwatch.domain.drawings import ANCHORS, Anchor, DrawingKind
from gridwatch.ui.chart.drawing.paper import Paper
from gridwatch.ui.chart.engine.pointer import Idle, Spot

_FARTHEST_CLICK = 4.0  # pixels between press and release; further is a drag
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Easel(Protocol):
    """Who shows a drawing while it is placed, and takes it when it is."""

    def sketch(self, kind: DrawingKind, anchors: tuple[Anchor, ...]) -> None:
        """Show a drawing that is not placed yet; no anchors: none."""

    def placed(self, kind: DrawingKind, anchors: tuple[Anchor, ...]) -> None:
        """Take a drawing with all its anchors."""

    def begin(self, kind: DrawingKind | None) -> None:
        """Start to place a kind, None to give up."""


class Pencil(Idle):
    """Takes every press on the main pane while a kind is chosen."""

    def __init__(self, paper: Paper, easel: Easel) -> None:
        self._paper, self._easel = paper, easel
        self.kind: DrawingKind | None = None
        self._first: Anchor | None = None
        self._last: Anchor | None = None  # where the next one would be
        self._pressed: QPointF | None = None  # where the press was that set the first anchor
        self._giving_up = False

    def take(self, kind: DrawingKind | None) -> None:
        """Start to place a kind, None to stop; what was begun is forgotten."""
        self.kind, self._first, self._last, self._pressed = kind, None, None, None
        self._giving_up = False

    def press(self, at: QPointF, event: QMouseEvent) -> bool:
        """Set the first anchor with the left button, give up with the right one."""
        if self.kind is None:
            return False
        if event.button() == Qt.MouseButton.RightButton:
            self._giving_up = True  # at the release, so that no menu opens for this press
            return True
        spot = self._paper.spot_at(at)
        if event.button() != Qt.MouseButton.LeftButton or spot is None:
            return False
        if self._first is None:
            self._first, self._pressed = self._anchor(spot), at
        else:
            self._pressed = None
        self._sketch(spot)
        return True

    def drag(self, at: QPointF, event: QMouseEvent) -> None:
        """Show what a release would place."""
        spot = self._paper.spot_beyond(at)
        if spot is not None and not self._giving_up:
            self._sketch(spot)

    def drop(self, at: QPointF, event: QMouseEvent) -> None:
        """Place what is complete; a click leaves the second anchor to the next one."""
        if self._giving_up:
            self._easel.begin(None)
            return
        spot = self._paper.spot_beyond(at)
        anchor = self._anchor(spot) if spot is not None else None
        pressed, self._pressed = self._pressed, None
        clicked = pressed is not None and _apart(pressed, at) <= _FARTHEST_CLICK
        if anchor is not None and not (clicked and self._wanted == 2):
            self._set(anchor)

    def double(self, at: QPointF) -> bool:
        """Take the second click of a quick one as that: it places nothing and resets nothing."""
        return self.kind is not None

    def shape(self, at: QPointF) -> Qt.CursorShape | None:
        """Show a cross where a press would set an anchor."""
        wanted = self.kind is not None and self._paper.spot_at(at) is not None
        return Qt.CursorShape.CrossCursor if wanted else None

    def key(self, event: QKeyEvent) -> bool:
        """Give up on Escape; on Enter set the anchor that is shown, as a click would."""
        if self.kind is None or event.key() not in {Qt.Key.Key_Escape, *_ENTER}:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._easel.begin(None)
        elif self._last is not None:
            self._set(self._last)
        return True

    def hover(self, bar: int | None, spot: Spot | None) -> None:
        """Show what a press, or Enter, would place."""
        if self.kind is None or self._pressed is not None or self._giving_up:
            return
        if spot is None:
            self._show(self._paper.anchor_on(bar))
        elif self._paper.on_main(spot):
            self._sketch(spot)

    @property
    def _wanted(self) -> int:
        return ANCHORS[self.kind] if self.kind is not None else 0

    def _anchor(self, spot: Spot) -> Anchor | None:
        return self._paper.anchor_at(spot)

    def _sketch(self, spot: Spot) -> None:
        self._show(self._anchor(spot))

    def _show(self, anchor: Anchor | None) -> None:
        if self.kind is None or anchor is None:
            return
        self._last = anchor
        if self._wanted == 1:
            self._easel.sketch(self.kind, (anchor,))
        elif self._first is not None:
            self._easel.sketch(self.kind, (self._first, anchor))

    def _set(self, anchor: Anchor) -> None:
        """Hand over the drawing, if it is one: two anchors at one place are not."""
        kind, first = self.kind, self._first
        if kind is None:
            return
        if self._wanted == 1:
            self._easel.placed(kind, (anchor,))
        elif first is None:
            self._first = anchor
        elif first != anchor:
            self._easel.placed(kind, (first, anchor))


def _apart(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
