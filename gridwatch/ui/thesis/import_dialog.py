"""Shows what an import would do before anything is done, or why it can't be done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.services.thesis.folder_import import Plan
from gridwatch.ui.thesis.import_model import COLUMNS, ImportModel
from gridwatch.wording.importing import summary

translate = QCoreApplication.translate
WIDE, TALL = 760, 480
MOST_WRAPPED = 400


class ImportDialog(QDialog):
    """A table of what is new and changed; `accepted` means that it is to be imported."""

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Import", "Import thesis"))
        self.resize(WIDE, TALL)
        self.told = QLabel(_head(plan), self)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.model = ImportModel(plan, self)
        self.table = _table(self.model, self)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Cancel if plan.edit else kinds.Close, self)
        if plan.edit is not None:
            role = QDialogButtonBox.ButtonRole.AcceptRole
            button = self.buttons.addButton(translate("Import", "Import"), role)
            button.setDefault(True)
        self.buttons.buttons()[0].setFocus()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addWidget(self.buttons)
        self.table.setVisible(self.model.rowCount() > 0)


def _table(model: ImportModel, parent: QWidget) -> QTableView:
    table = QTableView(parent)
    table.setModel(model)
    table.setAccessibleName(translate("Import", "What would be imported"))
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setSelectionMode(QTableView.SelectionMode.NoSelection)
    table.verticalHeader().hide()
    if model.rowCount() <= MOST_WRAPPED:  # each row is measured for that
        rows = QHeaderView.ResizeMode.ResizeToContents
        table.verticalHeader().setSectionResizeMode(rows)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(COLUMNS.index("words"), QHeaderView.ResizeMode.Stretch)
    header.setResizeContentsPrecision(200)
    return table


def _head(plan: Plan) -> str:
    if plan.refused:
        return translate(
            "Import", "Nothing can be imported yet: some places in the folder can't be read."
        )
    if plan.edit is None:
        words = translate("Import", "There is nothing to import: all of it is here already.")
        return words if plan.steps else translate("Import", "There is nothing in this folder.")
    words = translate("Import", "Nothing is deleted, and Undo takes the whole import back.")
    return f"{summary(plan)}\n\n{words}"
