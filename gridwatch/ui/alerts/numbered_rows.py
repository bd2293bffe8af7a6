"""A table model of numbered rows that come, go and move, and never start over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
# Above it many small steps cost more than one move of everything.
_MOST_RUNS = 20


class NumberedRows(QAbstractTableModel):
    """Rows by the ids of what they show: a selection stays with its rows whatever happens."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[int] = []
        self._row_of: dict[int, int] = {}

    def row_of(self, number: int) -> int | None:
        """Return the row that shows an id, None where it is not shown."""
        return self._row_of.get(number)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def announce(self, changed: Iterable[int]) -> None:
        """Say in one range that rows look different."""
        rows = [self._row_of[each] for each in changed if each in self._row_of]
        if rows:
            last = self.index(max(rows), self.columnCount() - 1)
            self.dataChanged.emit(self.index(min(rows), 0), last)

    def become(self, wanted: list[int]) -> None:
        """Show these ids in this order."""
        if wanted == self._rows:
            return
        self._drop(set(wanted))
        present = set(self._rows)
        self._reorder([each for each in wanted if each in present])
        self._insert(wanted)

    def _drop(self, kept: set[int]) -> None:
        gone = [row for row, each in enumerate(self._rows) if each not in kept]
        runs = _runs(gone)
        if len(runs) > _MOST_RUNS:
            stays = [each for each in self._rows if each in kept]
            self._reorder([*stays, *(each for each in self._rows if each not in kept)])
            runs = [(len(stays), len(self._rows) - 1)]
        for first, last in reversed(runs):
            self.beginRemoveRows(_NOWHERE, first, last)
            self._replace_rows(self._rows[:first] + self._rows[last + 1 :])
            self.endRemoveRows()

    def _reorder(self, wanted: list[int]) -> None:
        if wanted == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        numbers = [self._rows[each.row()] for each in old]
        self._replace_rows(wanted)
        new = [
            self.index(self._row_of[number], each.column())
            for number, each in zip(numbers, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _insert(self, wanted: list[int]) -> None:
        missing = [row for row, each in enumerate(wanted) if each not in self._row_of]
        runs = _runs(missing)
        if len(runs) > _MOST_RUNS:
            fresh, first = [wanted[each] for each in missing], len(self._rows)
            self.beginInsertRows(_NOWHERE, first, first + len(fresh) - 1)
            self._replace_rows(self._rows + fresh)
            self.endInsertRows()
            self._reorder(wanted)
            return
        for first, last in runs:
            self.beginInsertRows(_NOWHERE, first, last)
            fresh = wanted[first : last + 1]
            self._replace_rows(self._rows[:first] + fresh + self._rows[first:])
            self.endInsertRows()

    def _replace_rows(self, rows: list[int]) -> None:
        self._rows = rows
        self._row_of = {each: row for row, each in enumerate(rows)}


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last of each stretch of neighbouring places, in order."""
    if not places:
        return []
    breaks = [(one, other) for one, other in pairwise(places) if other != one + 1]
    starts = [places[0], *(other for _, other in breaks)]
    ends = [*(one for one, _ in breaks), places[-1]]
    return list(zip(starts, ends, strict=True))
