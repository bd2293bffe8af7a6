"""What has changed since the last review, as a Qt model of values then and now."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from gridwatch.ui.appearance import Tones
from gridwatch.ui.reviews.since_rows import ValueRow

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NAME, THEN, NOW, CHANGE = range(4)


class SinceModel(QAbstractTableModel):
    """Rows of a name, a value then, one now and the change between them."""

    def __init__(self, tones: Tones, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tones = tones
        self._rows: tuple[ValueRow, ...] = ()
        self._then = ""

    def show_rows(self, rows: tuple[ValueRow, ...], then: str, tones: Tones) -> None:
        """Show other rows; `then` heads the values of the last review."""
        self.beginResetModel()
        self._rows, self._then, self._tones = rows, then, tones
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many values have changed."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Return the words over a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < 4:
            return None
        if role == Role.TextAlignmentRole:
            return _LEFT if section == NAME else _RIGHT
        if role != Role.DisplayRole:
            return None
        now, change = translate("Reviews", "Now"), translate("Reviews", "Change")
        return ("", self._then, now, change)[section]

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what a cell says and how."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        match role:
            case Role.DisplayRole:
                return (row.name, row.then, row.now, row.change)[column]
            case Role.ToolTipRole:
                return row.tip or None
            case Role.TextAlignmentRole:
                return _LEFT if column == NAME else _RIGHT
            case Role.ForegroundRole:
                return self._colour(row, column)
        return None

    def _colour(self, row: ValueRow, column: int) -> QColor:
        tones = self._tones
        if column == CHANGE and row.sign:
            return QColor(tones.rise if row.sign > 0 else tones.fall)
        return QColor(tones.text if column == NOW else tones.muted)
