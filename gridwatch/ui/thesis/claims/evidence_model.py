"""The evidence of one claim as a Qt model, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.ui.moving_rows import MovingRows
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.thesis.claims.evidence_words import evidence_words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class EvidenceModel(MovingRows[int]):
    """One row for each piece, by its id; `rising`: the oldest first."""

    def __init__(self, phrases: Phrases) -> None:
        """Start empty."""
        super().__init__()
        self.phrases, self.rising = phrases, False
        self._pieces: dict[int, Evidence] = {}

    def show(self, pieces: Sequence[Evidence], phrases: Phrases) -> None:
        """Take a new reading: rows come, go and move only where the evidence did."""
        now = {each.id: each for each in pieces}
        both = now.keys() & self._pieces.keys()
        anew = phrases != self.phrases
        changed = {each for each in both if anew or now[each] != self._pieces[each]}
        self.phrases = phrases
        self._pieces = self._pieces | now  # views may ask for rows while these are taken away
        self._become(self._ordered(now.values()))
        self._pieces = now
        self._announce(changed, 1)

    def sort_by_day(self, *, rising: bool) -> None:
        """Show the oldest or the newest first."""
        self.rising = rising
        self._become(self._ordered(self._pieces.values()))

    def _ordered(self, pieces: Iterable[Evidence]) -> list[int]:
        found = sorted(pieces, key=lambda each: (each.on, each.id), reverse=not self.rising)
        return [each.id for each in found]

    def piece(self, place: int) -> Evidence | None:
        """Return the evidence at a place."""
        number = self.row(place)
        return None if number is None else self._pieces[number]

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns: a piece is one card."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a piece; the delegate paints it from the evidence itself."""
        piece = self.piece(index.row()) if index.isValid() else None
        if piece is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return piece.what
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return evidence_words(piece, self.phrases)
        return (piece.link or None) if role == Qt.ItemDataRole.ToolTipRole else None
