"""The table of an allocation, into which targets are typed in place."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from gridwatch.domain.ledger.typed_number import read_decimal
from gridwatch.domain.problem import Problem
from gridwatch.ui.appearance import Tones
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.portfolio.allocation.rows import TARGET, slice_key
from gridwatch.ui.portfolio.cents import number
from gridwatch.ui.portfolio.grid_model import GridModel
from gridwatch.ui.portfolio.grid_table import GridPainter, GridTable

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_HUNDRED = Decimal(100)


class TargetPainter(GridPainter):
    """Paints the allocation and opens a line for a target; `typed` carries key and text."""

    typed = Signal(str, str)
    phrases: Phrases | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line for the target."""
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setFrame(False)
        line.setAccessibleName(translate("Portfolio", "Target in per cent, empty for none"))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the target into the line, as one would type it."""
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, GridModel) else None
        if isinstance(editor, QLineEdit) and row is not None:
            value = row.values[TARGET]
            text = ""
            if isinstance(value, float) and self.phrases is not None:
                exact = Decimal(repr(value)) * _HUNDRED
                digits = max(0, -int(exact.normalize().as_tuple().exponent))
                text = number(float(exact), min(digits, 2), self.phrases)
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand on what was typed."""
        row = model.row_at(index.row()) if isinstance(model, GridModel) else None
        if isinstance(editor, QLineEdit) and row is not None:
            self.typed.emit(slice_key(row.key), editor.text())


class TargetTable(GridTable):
    """Shows slices.

    `targeted` carries the key of one and its target (None for none), `failed` the Problem of what
    could not be read.
    """

    targeted = Signal(str, object)
    failed = Signal(object)

    def __init__(self, model: GridModel, tones: Tones, parent: QWidget) -> None:
        super().__init__(model, tones, parent, still=True)
        painter = TargetPainter(tones, self)
        self._painter = self.painter = painter
        self._targets = painter
        self.setItemDelegate(painter)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        painter.typed.connect(self._take)

    def speak(self, phrases: Phrases) -> None:
        """Write targets in another language."""
        self._targets.phrases = phrases

    def enter(self) -> None:
        """Open a number, or the line of a target."""
        index = self.currentIndex()
        if index.isValid() and index.column() == TARGET:
            self.edit(index)
        else:
            super().enter()

    def edit_target(self) -> None:
        """Open the line of the target of the current row."""
        index = self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index.siblingAtColumn(TARGET))
            self.edit(index.siblingAtColumn(TARGET))

    def _take(self, key: str, text: str) -> None:
        try:
            value = read_decimal(text.replace("%", ""))
        except Problem as problem:
            self.failed.emit(problem)
            return
        self.targeted.emit(key, None if value is None else value / _HUNDRED)
