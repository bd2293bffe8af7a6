"""The list of evidence: chosen, opened, deleted; its links lead outside."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QTreeView, QWidget

from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.ui.appearance import Tones
from gridwatch.ui.thesis.claims.card_view import lay_cards, paint_instead
from gridwatch.ui.thesis.claims.evidence_cards import EvidencePainter
from gridwatch.ui.thesis.claims.evidence_model import EvidenceModel
from gridwatch.ui.thesis.claims.evidence_words import figure_words, source_words
from gridwatch.ui.thesis.claims.words import stance_words

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class EvidenceList(QTreeView):
    """Shows an `EvidenceModel`; all signals carry a piece of evidence."""

    opened = Signal(object)
    removed = Signal(object)
    link_wanted = Signal(object)

    def __init__(self, model: EvidenceModel, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self.pieces = model
        self._tones, self._words = tones, ""
        self._cards = EvidencePainter(tones, self)
        self.setModel(model)
        self.setItemDelegate(self._cards)
        lay_cards(self)
        self.doubleClicked.connect(lambda _: self._open())

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

    def current_piece(self) -> Evidence | None:
        """Return the evidence on which the keyboard stands."""
        return self.pieces.piece(self.currentIndex().row())

    def _open(self) -> None:
        piece = self.current_piece()
        if piece is not None:
            self.opened.emit(piece)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change with Enter, follow the link with Ctrl and Enter, delete, copy."""
        piece, key = self.current_piece(), event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key in _ENTER and piece is not None:
            self.link_wanted.emit(piece)
        elif key in {*_ENTER, Qt.Key.Key_F2}:
            self._open()
        elif key == Qt.Key.Key_Delete and piece is not None:
            self.removed.emit(piece)
        elif event.matches(QKeySequence.StandardKey.Copy) and piece is not None:
            QGuiApplication.clipboard().setText(self._copied(piece))
        else:
            super().keyPressEvent(event)

    def _copied(self, piece: Evidence) -> str:
        phrases = self.pieces.phrases
        parts = (
            piece.on.isoformat(),
            stance_words(piece.stance),
            piece.what,
            figure_words(piece, phrases),
            source_words(piece),
            piece.link,
        )
        return "\t".join(parts)

    # Links

    def _linked(self, where: QPoint) -> Evidence | None:
        """Return the evidence whose link is at a point."""
        index = self.indexAt(where)
        piece = self.pieces.piece(index.row()) if index.isValid() else None
        if piece is None or not self._cards.link_rect(self.visualRect(index), piece).contains(
            where
        ):
            return None
        return piece

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the link that was clicked at."""
        super().mouseReleaseEvent(event)
        piece = self._linked(event.position().toPoint())
        if piece is not None and event.button() == Qt.MouseButton.LeftButton:
            self.link_wanted.emit(piece)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a link."""
        super().mouseMoveEvent(event)
        over = self._linked(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    # How it looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the evidence, or why there is none."""
        super().paintEvent(event)
        if not self.pieces.rowCount():
            paint_instead(self, self._words, self._tones.muted)
