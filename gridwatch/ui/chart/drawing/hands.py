"""Takes hold of what is drawn: chooses, moves, bends and removes, by the pointer and the keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

from gridwatch.domain.drawings import Drawing, DrawingKind
from gridwatch.ui.chart.drawing.paper import Paper, bent
from gridwatch.ui.chart.drawing.words import KINDS
from gridwatch.ui.chart.engine.pointer import Idle, Spot
from gridwatch.ui.chart.layers.shapes import Shapes

Key = Qt.Key
_STEADY = 3.0  # pixels that a press may move before it drags
_FAST = 10  # times as far with Shift
_NEXT: Mapping[int, int] = {
    Key.Key_BracketRight: 1,
    Key.Key_Period: 1,
    Key.Key_BracketLeft: -1,
    Key.Key_Comma: -1,
}
_NUDGES: Mapping[int, tuple[int, int]] = {
    Key.Key_Left: (-1, 0),
    Key.Key_Right: (1, 0),
    Key.Key_Up: (0, -1),
    Key.Key_Down: (0, 1),
}


class Bench(Protocol):
    """Who owns the drawings and knows what it means to change one."""

    @property
    def chosen(self) -> Drawing | None:
        """Return the drawing that is chosen, as it is shown."""

    def choose(self, drawing: Drawing | None) -> None:
        """Give a drawing handles."""

    def choose_next(self, step: int) -> None:
        """Choose the next visible drawing, or the one before with a step of -1."""

    def hold(self, drawing: Drawing) -> None:
        """Show the chosen drawing otherwise, for now."""

    def let_go(self, *, keep: bool) -> None:
        """End what `hold` began: store it, or show it as it was."""

    def nudge(self, bars: int, pixels: int) -> None:
        """Move the chosen drawing a little by the keyboard."""

    def remove_chosen(self) -> None:
        """Take the chosen drawing away."""

    def open_chosen(self, at: QPointF | None) -> None:
        """Open what edits the chosen drawing, at a pixel of the canvas or beside it."""

    def begin(self, kind: DrawingKind | None) -> None:
        """Start to place a drawing."""


class Hands(Idle):
    """Takes a press within a few pixels of a shape, and leaves all others."""

    def __init__(self, paper: Paper, shapes: Shapes, bench: Bench) -> None:
        self._paper, self._shapes, self._bench = paper, shapes, bench
        self._held: Drawing | None = None  # as it was when it was taken
        self._handle: tuple[int, int] | None = None
        self._from: tuple[QPointF, Spot] | None = None
        self._moving = False

    @property
    def holding(self) -> bool:
        """Tell whether a drawing is being dragged."""
        return self._held is not None

    def press(self, at: QPointF, event: QMouseEvent) -> bool:
        """Choose what is under the pointer and take hold of it; the right button chooses only."""
        spot = self._paper.spot_at(at)
        if spot is None:
            return False
        handle = self._shapes.handle_at((spot.x, spot.y))
        chosen = self._bench.chosen if handle is not None else self._drawing_at(spot)
        self._bench.choose(chosen)
        if chosen is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        self._held, self._handle, self._from, self._moving = chosen, handle, (at, spot), False
        return True

    def drag(self, at: QPointF, event: QMouseEvent) -> None:
        """Move the shape, or its handle, along with the pointer."""
        if self._held is None or self._from is None:
            return
        begun, start = self._from
        off = at - begun
        self._moving = self._moving or abs(off.x()) + abs(off.y()) > _STEADY
        spot = self._paper.spot_beyond(at)
        if not self._moving or spot is None:
            return
        changed = self._changed(self._held, spot, start)
        if changed is not None:
            self._bench.hold(changed)

    def drop(self, at: QPointF, event: QMouseEvent) -> None:
        """Leave the shape where it is."""
        if self._held is not None:
            self._held = None
            self._bench.let_go(keep=True)

    def double(self, at: QPointF) -> bool:
        """Open what edits the shape."""
        spot = self._paper.spot_at(at)
        drawing = self._drawing_at(spot) if spot is not None else None
        if drawing is None:
            return False
        self._bench.choose(drawing)
        self._bench.open_chosen(at)
        return True

    def shape(self, at: QPointF) -> Qt.CursorShape | None:
        """Show that a shape can be moved, or bent at a handle."""
        spot = self._paper.spot_at(at)
        if spot is None:
            return None
        if self._shapes.handle_at((spot.x, spot.y)) is not None:
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.SizeAllCursor if self._drawing_at(spot) is not None else None

    def key(self, event: QKeyEvent) -> bool:
        """Begin, choose, move and remove by the keyboard."""
        if self._held is not None:
            return self._key_in_hand(event)
        return self._key_to_begin(event) or self._key_to_choose(event) or self._key_on_chosen(event)

    def give_up(self) -> None:
        """Put the shape back that is in hand: it is gone, or the user thought better of it."""
        if self._held is not None:
            self._held = None
            self._bench.let_go(keep=False)

    def _key_in_hand(self, event: QKeyEvent) -> bool:
        """Put the shape back on Escape; nothing else happens to it while it is dragged."""
        if event.key() == Key.Key_Escape:
            self.give_up()
        return True

    def _key_to_begin(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination()).toString(
            QKeySequence.SequenceFormat.PortableText
        )
        kind = next((each for each, words in KINDS.items() if words.keys == pressed), None)
        if kind is not None:
            self._bench.begin(kind)
        return kind is not None

    def _key_to_choose(self, event: QKeyEvent) -> bool:
        step = _NEXT.get(event.key())
        if step is None or not self._shapes.seen():
            return False
        self._bench.choose_next(step)
        return True

    def _key_on_chosen(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if self._bench.chosen is None:
            return False
        if key == Key.Key_Escape:
            self._bench.choose(None)
        elif key in {Key.Key_Delete, Key.Key_Backspace}:
            self._bench.remove_chosen()
        elif key in {Key.Key_Return, Key.Key_Enter}:
            self._bench.open_chosen(None)
        elif key in _NUDGES and modifiers & Qt.KeyboardModifier.ControlModifier:
            many = _FAST if modifiers & Qt.KeyboardModifier.ShiftModifier else 1
            self._bench.nudge(*(each * many for each in _NUDGES[key]))
        else:
            return False
        return True

    def _changed(self, held: Drawing, spot: Spot, start: Spot) -> Drawing | None:
        """Return the shape as the pointer leads it, None where it can't go."""
        # A horizontal line has one thing to move; so it snaps as it did when it was placed.
        handle = (0, 0) if held.kind is DrawingKind.HORIZONTAL else self._handle
        if handle is None:
            return self._paper.moved(held, round(spot.bar - start.bar), spot.y - start.y)
        anchor = self._paper.anchor_at(spot)
        changed = bent(held, handle, anchor) if anchor is not None else None
        flat = changed is not None and len(set(changed.anchors)) < len(changed.anchors)
        return None if flat else changed

    def _drawing_at(self, spot: Spot) -> Drawing | None:
        found = self._shapes.shape_at((spot.x, spot.y))
        return found.drawing if found is not None else None
