"""A small table of days and values with the buttons that add and delete rows."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.accounts.dated_model import DAY, VALUE, DatedModel
from gridwatch.ui.portfolio.tables import dress_rows, lay_rows

translate = QCoreApplication.translate
_DAY_WIDE = 150


class DatedTable(QWidget):
    """Shows a `DatedModel`; `refused` carries the Problem of what was typed."""

    refused = Signal(object)

    def __init__(
        self, model: DatedModel[object], look: Look, name: str, told: str, parent: QWidget
    ) -> None:
        """Show `model` under its `name`, with a sentence on what it is for."""
        super().__init__(parent)
        self.model = model
        self.table, self.add, self.remove = QTableView(self), QToolButton(self), QToolButton(self)
        self.table.setModel(model)
        lay_rows(self.table)
        dress_rows(self.table, look.tones)
        trigger = QTableView.EditTrigger
        self.table.setEditTriggers(
            trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
        )
        self.table.setAccessibleName(name)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(DAY, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(DAY, _DAY_WIDE)
        words = QLabel(told, self)
        words.setWordWrap(True)
        words.setStyleSheet(f"color: {look.tones.muted};")
        self.add.setText(translate("Accounts", "Add"))
        self.remove.setText(translate("Accounts", "Delete"))
        row = QHBoxLayout()
        for button in (self.add, self.remove):
            button.setAutoRaise(True)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.add.clicked.connect(self.begin)
        self.remove.clicked.connect(self.remove_selected)
        QShortcut(
            QKeySequence.StandardKey.Delete,
            self.table,
            self.remove_selected,
            context=Qt.ShortcutContext.WidgetShortcut,
        )
        model.told.refused.connect(self.refused)

    def begin(self) -> None:
        """Begin a row of today."""
        place = self.model.add(date.today())  # noqa: DTZ011 - the user's own day
        index = self.model.index(place, VALUE)
        self.table.setCurrentIndex(index)
        self.table.edit(index)

    def remove_selected(self) -> None:
        """Take the selected rows away."""
        self.model.remove(each.row() for each in self.table.selectionModel().selectedRows())
