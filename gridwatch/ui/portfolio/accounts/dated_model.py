"""Rows of a day and a value each, typed by hand: own prices, own splits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gridwatch.domain.problem import Problem
from gridwatch.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
DAY, VALUE = 0, 1
Value = TypeVar("Value")


class _Told(QObject):
    refused = Signal(object)


class DatedModel(QAbstractTableModel, Generic[Value]):
    """Days with values, the newest first; `told.refused` carries the Problem of what was typed.

    `read` and `write` turn a value from and into text, `read` raises Problem.
    """

    def __init__(
        self,
        look: Look,
        headings: Callable[[], tuple[str, str]],
        read: Callable[[str], Value],
        write: Callable[[Value], str],
    ) -> None:
        """Start empty."""
        super().__init__()
        self.told = _Told()
        self._look, self._headings, self._read, self._write = look, headings, read, write
        self._rows: list[tuple[date, Value | None]] = []
        self._before: dict[date, Value] = {}

    def show_values(self, values: Iterable[tuple[date, Value]]) -> None:
        """Show what is stored."""
        self.beginResetModel()
        self._before = dict(values)
        self._rows = sorted(self._before.items(), key=lambda each: each[0], reverse=True)
        self.endResetModel()

    @property
    def put(self) -> Mapping[date, Value]:
        """Return what is to be stored: new values, and others than before."""
        return {
            on: value
            for on, value in self._rows
            if value is not None and self._before.get(on) != value
        }

    @property
    def gone(self) -> tuple[date, ...]:
        """Return the days whose values are to be deleted."""
        return tuple(sorted(self._before.keys() - {on for on, _ in self._rows}))

    def add(self, on: date) -> int:
        """Begin a row for a day, or find the one that it has; return its place."""
        days = [each for each, _ in self._rows]
        if on in days:
            return days.index(on)
        self.beginInsertRows(_NOWHERE, 0, 0)
        self._rows.insert(0, (on, None))
        self.endInsertRows()
        return 0

    def remove(self, places: Iterable[int]) -> None:
        """Take rows away."""
        for place in sorted(set(places), reverse=True):
            self.beginRemoveRows(_NOWHERE, place, place)
            del self._rows[place]
            self.endRemoveRows()

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let everything be typed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def headerData(  # noqa: D102 - Qt's
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - a QVariant
        if orientation != Qt.Orientation.Horizontal or section not in {DAY, VALUE}:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_align(section))
        return self._headings()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        on, value = self._rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_align(index.column()))
        if role == Qt.ItemDataRole.EditRole and index.column() == DAY:
            return QDate(on.year, on.month, on.day)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            if index.column() == DAY:
                return self._look.phrases.day(on)
            return "" if value is None else self._write(value)
        return None

    def setData(  # noqa: D102 - Qt's
        self,
        index: Index,
        value: Any,  # noqa: ANN401 - a QVariant
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        on, before = self._rows[index.row()]
        try:
            if index.column() == DAY:
                self._rows[index.row()] = (self._free_day(index.row(), value), before)
            else:
                self._rows[index.row()] = (on, self._read(str(value)))
        except Problem as problem:
            self.told.refused.emit(problem)
            return False
        self.dataChanged.emit(index, index)
        return True

    def _free_day(self, place: int, value: QDate) -> date:
        day = date(value.year(), value.month(), value.day())
        if any(each == day for other, (each, _) in enumerate(self._rows) if other != place):
            raise Problem("day_taken", "There is a row of {day} already.", day=day)
        return day


def _align(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == DAY else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
