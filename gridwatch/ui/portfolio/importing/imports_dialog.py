"""The dialog of past imports: when each came, what is left of it, and the way to take it back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.ledger_edits import TakeBackBatch
from gridwatch.store.user.ledger_changes import Batch, all_batches
from gridwatch.store.user.transactions import batch_sizes
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.place import TRANSACTIONS, Place
from gridwatch.ui.portfolio.tables import dress_rows, lay_rows

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDE, _HIGH = 620, 400
WHEN, NAME, NUMBER = range(3)


@dataclass(frozen=True, slots=True)
class Import:
    """One import, and how many of its transactions are still there."""

    batch: Batch
    number: int


class ImportModel(QAbstractTableModel):
    """All imports, the newest first."""

    def __init__(self, look: Look) -> None:
        """Start empty."""
        super().__init__()
        self._look = look
        self.rows: tuple[Import, ...] = ()

    def show_imports(self, rows: tuple[Import, ...]) -> None:
        """Show another reading."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of imports."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return three."""
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a heading."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("Import", "Imported"),
            translate("Import", "From"),
            translate("Import", "Transactions"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one aspect of a cell."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        one, phrases = self.rows[index.row()], self._look.phrases
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            moment, number = phrases.moment(one.batch.at), phrases.integer(one.number)
            return (moment, one.batch.name, number)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == NUMBER:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class ImportsDialog(QDialog):
    """Lists imports; `decided` carries the Edit that takes one back, `opened` a Place."""

    decided = Signal(object)
    opened = Signal(object)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._look = session, look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Import", "Imports"))
        self.model, self.table = ImportModel(look), QTableView(self)
        self.told = QLabel(self)
        self.back, self.show_them, self.leave = (QPushButton(self) for _ in range(3))
        self._lay_out()
        self.back.clicked.connect(self.take_back)
        self.show_them.clicked.connect(self._open)
        self.leave.clicked.connect(self.reject)
        self.table.doubleClicked.connect(lambda _: self._open())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.read()

    def _lay_out(self) -> None:
        lay_rows(self.table)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.windowTitle())
        dress_rows(self.table, self._look.tones)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.told.setWordWrap(True)
        self.told.setStyleSheet(f"color: {self._look.tones.muted};")
        self.back.setText(translate("Import", "Take back"))
        self.show_them.setText(translate("Import", "Show its transactions"))
        self.leave.setText(translate("Import", "Close"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addWidget(self.show_them)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        for each in (self.back, self.show_them, self.leave):
            each.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)
        column.addLayout(buttons)
        self.resize(_WIDE, _HIGH)

    def read(self) -> None:
        """Read which imports there are."""
        self._session.read_user("imports", _read, self._show)

    def _show(self, rows: tuple[Import, ...]) -> None:
        self.model.show_imports(rows)
        if rows:
            self.table.selectRow(0)
            words = translate(
                "Import",
                "Taking an import back deletes the transactions that it brought, also those that"
                " you have changed since. Its accounts and securities stay. Undo brings all back.",
            )
        else:
            words = translate("Import", "Nothing was imported yet.")
        self.told.setText(words)
        self._enable()

    def current(self) -> Import | None:
        """Return the selected import."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _enable(self) -> None:
        for each in (self.back, self.show_them):
            each.setEnabled(self.current() is not None)

    def take_back(self) -> None:
        """Take the selected import back."""
        one = self.current()
        if one is not None:
            self.back.setEnabled(False)
            self.decided.emit(TakeBackBatch(one.batch.id))

    def _open(self) -> None:
        one = self.current()
        if one is not None:
            self.opened.emit(Place(TRANSACTIONS, words=one.batch.name))
            self.accept()


def _read(user: sqlite3.Connection) -> tuple[Import, ...]:
    sizes = batch_sizes(user)
    return tuple(Import(each, sizes.get(each.id, 0)) for each in all_batches(user))
