"""Rows of a table model that come, go and move only where what they stand for did."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex

Row = TypeVar("Row", bound=Hashable)
_NOWHERE = QModelIndex()
# Above it so many small steps cost more than one that moves everything.
_MOST_RUNS = 20


class MovingRows(QAbstractTableModel, Generic[Row]):
    """A table model whose rows are known by what they stand for: selections stay with that."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._rows: list[Row] = []
        self._row_of: dict[Row, int] = {}

    def row(self, place: int) -> Row | None:
        """Return what the row at a place stands for."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, row: Row) -> int | None:
        """Return where something has its row."""
        return self._row_of.get(row)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def _become(self, wanted: list[Row]) -> None:
        """Show these rows: what is gone is removed, what stays is moved, what is new inserted.

        Views ask for rows while these go: what they stand for is to be known until this returns.
        """
        if wanted == self._rows:
            return
        self._drop(set(wanted))
        present = set(self._rows)
        self._reorder([each for each in wanted if each in present])
        self._insert(wanted)

    def _announce(self, changed: Collection[Row], columns: int) -> None:
        """Say that rows look different, in one message."""
        places = [self._row_of[each] for each in changed if each in self._row_of]
        if places:
            last = self.index(max(places), columns - 1)
            self.dataChanged.emit(self.index(min(places), 0), last)

    def _drop(self, kept: set[Row]) -> None:
        runs = _runs([place for place, each in enumerate(self._rows) if each not in kept])
        if len(runs) > _MOST_RUNS:
            stays = [each for each in self._rows if each in kept]
            self._reorder([*stays, *(each for each in self._rows if each not in kept)])
            runs = [(len(stays), len(self._rows) - 1)]
        for first, last in reversed(runs):
            self.beginRemoveRows(_NOWHERE, first, last)
            self._replace_rows(self._rows[:first] + self._rows[last + 1 :])
            self.endRemoveRows()

    def _reorder(self, wanted: list[Row]) -> None:
        if wanted == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        rows = [self._rows[each.row()] for each in old]
        self._replace_rows(wanted)
        new = [
            self.index(self._row_of[row], each.column())
            for row, each in zip(rows, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _insert(self, wanted: list[Row]) -> None:
        missing = [place for place, each in enumerate(wanted) if each not in self._row_of]
        runs = _runs(missing)
        if len(runs) > _MOST_RUNS:
            self._append([wanted[each] for each in missing])
            self._reorder(wanted)
            return
        for first, last in runs:
            self.beginInsertRows(_NOWHERE, first, last)
            fresh = wanted[first : last + 1]
            self._replace_rows(self._rows[:first] + fresh + self._rows[first:])
            self.endInsertRows()

    def _append(self, fresh: list[Row]) -> None:
        count = len(self._rows)
        self.beginInsertRows(_NOWHERE, count, count + len(fresh) - 1)
        self._replace_rows(self._rows + fresh)
        self.endInsertRows()

    def _replace_rows(self, rows: list[Row]) -> None:
        self._rows = rows
        self._row_of = {each: place for place, each in enumerate(rows)}


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last of each stretch of neighbouring places, in order."""
    if not places:
        return []
    breaks = [(one, other) for one, other in pairwise(places) if other != one + 1]
    starts = [places[0], *(other for _, other in breaks)]
    ends = [*(one for one, _ in breaks), places[-1]]
    return list(zip(starts, ends, strict=True))
