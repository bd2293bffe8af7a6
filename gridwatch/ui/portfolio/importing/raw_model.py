"""The first rows of a file as they stand in it, as a Qt model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QFont

from gridwatch.files.rows import Row
from gridwatch.ui.appearance import Tones

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MOST = 200  # rows that are shown; enough to see how a file is written
_NOWHERE = QModelIndex()
_LONGEST = 300  # letters of a cell


class RawModel(QAbstractTableModel):
    """Rows with the numbers of their lines; that of the headings stands out."""

    def __init__(self, tones: Tones) -> None:
        """Start empty."""
        super().__init__()
        self._tones = tones
        self._rows: Sequence[Row] = ()
        self._width = 0
        self._header = 0
        self._strong = QFont()
        self._strong.setBold(True)

    def show_rows(self, rows: Sequence[Row], header: int) -> None:
        """Show the first of the rows; `header` is the line of the headings, 0 for none."""
        self.beginResetModel()
        self._rows, self._header = rows[:MOST], header
        self._width = max((len(each.cells) for each in self._rows), default=0)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of cells of the longest row."""
        return 0 if parent.isValid() else self._width

    def headerData(  # noqa: D102 - Qt's
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Role.DisplayRole,
    ) -> Any:  # noqa: ANN401 - a QVariant
        if role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return str(section + 1)
        return str(self._rows[section].line) if section < len(self._rows) else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Role.FontRole:
            return self._strong if row.line == self._header else None
        if role == Role.ForegroundRole:
            before = self._header and row.line < self._header
            return QColor(self._tones.faint) if before else None
        cell = row.cells[index.column()] if index.column() < len(row.cells) else ""
        if role in {Role.DisplayRole, Role.ToolTipRole}:
            return cell[:_LONGEST]
        if role == Role.AccessibleTextRole:
            words = QCoreApplication.translate("Import", "Line {line}: {text}")
            return words.format(line=row.line, text=cell[:_LONGEST])
        return None
