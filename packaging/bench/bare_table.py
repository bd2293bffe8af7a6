"""Yardstick: a window of PySide6 alone with a table of 60 rows; it leaves when it is painted."""

from __future__ import annotations

import sys

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

ROWS, COLUMNS = 60, 13
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Plain(QAbstractTableModel):
    """Sixty rows of short texts."""

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the rows of the one level."""
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the columns of the one level."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a text for each cell."""
        shown = role == Qt.ItemDataRole.DisplayRole
        return f"row {index.row()}, {index.column()}" if shown else None


class Leave(QObject):
    """Closes a window after the first paint of a widget."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Let every event pass."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._window.close)
        return False


def main() -> int:
    """Show the window until it is painted."""
    app = QApplication(sys.argv)
    window = QMainWindow()
    view = QTableView(window)
    view.setModel(Plain(view))
    view.viewport().installEventFilter(Leave(window))
    window.setCentralWidget(view)
    window.resize(1360, 860)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
