"""The days on which something became known as a Qt model: each is worded when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from gridwatch.ui.look import Look

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()


class DaysModel(QAbstractListModel):
    """Offers now, whose data is None, and then the days in the order in which they are given."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._days: tuple[date, ...] = ()

    def show_days(self, days: Sequence[date], look: Look) -> None:
        """Offer other days, or the same in other words."""
        self.beginResetModel()
        self._days, self._look = tuple(days), look
        self.endResetModel()

    def place_of(self, day: date | None) -> int:
        """Return the row of a day, that of now for one that is not offered."""
        return self._days.index(day) + 1 if day is not None and day in self._days else 0

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of days, and now."""
        return 0 if parent.isValid() else len(self._days) + 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return the words of a day, or the day itself."""
        if not index.isValid() or index.row() > len(self._days):
            return None
        day = self._days[index.row() - 1] if index.row() else None
        if role == Role.UserRole:
            return day
        if role != Role.DisplayRole:
            return None
        return translate("Figures", "now") if day is None else self._look.phrases.day(day)
