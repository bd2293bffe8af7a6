"""The list of claims: chosen, moved by dragging and by keys, deleted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gridwatch.domain.thesis.claim import Claim
from gridwatch.ui.appearance import Tones
from gridwatch.ui.thesis.claims.card_view import lay_cards, paint_instead
from gridwatch.ui.thesis.claims.cards import CardPainter
from gridwatch.ui.thesis.claims.model import ClaimsModel, Index
from gridwatch.ui.watchlist.dragging import DraggedRows

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ClaimList(DraggedRows):
    """Shows a `ClaimsModel`.

    `chosen` carries the id of the claim that is current now, `moved` an id and in front of which
    row it is put, `removed` an id; `opened`: the user wants to change the current one.
    """

    chosen = Signal(int)
    moved = Signal(int, int)
    removed = Signal(int)
    opened = Signal()

    def __init__(self, model: ClaimsModel, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self.claims = model
        self._tones, self._words = tones, ""
        self._cards = CardPainter(tones, self)
        self.setModel(model)
        self.setItemDelegate(self._cards)
        lay_cards(self)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)  # cards are painted whole, and so is where one goes
        self.dropped.connect(self._drop)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def restyle(self, tones: Tones) -> None:
        """Take other colours and another font."""
        self._tones = tones
        self._cards.restyle(tones)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def say_empty(self, words: str) -> None:
        """Say why there is nothing, where there is nothing."""
        self._words = words
        self.viewport().update()

    # What is chosen

    def current_claim(self) -> Claim | None:
        """Return the claim on which the keyboard stands."""
        return self.claims.claim(self.currentIndex().row())

    def choose(self, number: int) -> bool:
        """Go to the claim with an id; tell whether it is in the list."""
        place = self.claims.place_of(number)
        if place is None:
            return False
        index = self.claims.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's
        """Tell which claim is current now."""
        super().currentChanged(current, previous)
        claim = self.claims.claim(current.row()) if current.isValid() else None
        if claim is not None:
            self.chosen.emit(claim.id)

    # What the user does

    def takes_drops(self) -> bool:
        """Tell whether claims may be put elsewhere at present."""
        return self.claims.movable

    def _drop(self, row: int) -> None:
        claim = self.current_claim()
        if claim is not None:
            self.moved.emit(claim.id, row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Ctrl and the arrows, delete, copy, and open with Enter."""
        claim, key = self.current_claim(), event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if claim is not None and control and key in _STEPS:
            self._step(claim, _STEPS[Qt.Key(key)])
        elif claim is not None and key == Qt.Key.Key_Delete:
            self.removed.emit(claim.id)
        elif claim is not None and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.opened.emit()
        elif claim is not None and event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(claim.statement)
        else:
            super().keyPressEvent(event)

    def _step(self, claim: Claim, step: int) -> None:
        place = self.currentIndex().row() + step
        if self.claims.movable and 0 <= place < self.claims.rowCount():
            self.moved.emit(claim.id, place + 1 if step > 0 else place)

    # How it looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the statements anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the claims, where a dragged one goes, or why there are none."""
        super().paintEvent(event)
        if self.claims.rowCount():
            self.paint_drop(self._tones.accent)
        else:
            paint_instead(self, self._words, self._tones.muted)
