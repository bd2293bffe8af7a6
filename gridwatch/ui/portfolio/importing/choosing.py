"""Cells in which one of several is chosen: painted with a mark, a box while they are edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gridwatch.ui.appearance import Tones

Index = QModelIndex | QPersistentModelIndex
Choices = Sequence[tuple[str, object]]
_MARK, _ROOM = 4.0, 20


class ChoiceDelegate(QStyledItemDelegate):
    """Offers what `choices` says for a cell; `free`: something else may be typed as well."""

    def __init__(
        self,
        choices: Callable[[Index], Choices],
        tones: Tones,
        parent: QWidget,
        *,
        free: bool = False,
    ) -> None:
        super().__init__(parent)
        self._choices, self._tones, self._free = choices, tones, free

    def createEditor(  # noqa: D102 - Qt's
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        box = QComboBox(parent)
        box.setEditable(self._free)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for text, data in self._choices(index):
            box.addItem(text, data)
        box.setAccessibleName(str(index.model().headerData(index.column(), _ACROSS) or ""))
        # A choice is made at once, without another key.
        box.activated.connect(lambda _: self._finish(box))
        if not self._free:
            QTimer.singleShot(0, box, box.showPopup)
        return box

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: D102 - Qt's
        if isinstance(editor, QComboBox):
            value = index.data(Qt.ItemDataRole.EditRole)
            place = next((at for at in range(editor.count()) if editor.itemData(at) == value), -1)
            editor.setCurrentIndex(place)
            if self._free and place < 0:
                editor.setEditText(str(value or ""))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:  # noqa: D102 - Qt's
        if not isinstance(editor, QComboBox):
            return
        place = editor.currentIndex()
        if self._free and editor.currentText() != editor.itemText(place):
            value: object = editor.currentText()
        elif place < 0:
            return
        else:
            value = editor.itemData(place)
        index.model().setData(index, value, Qt.ItemDataRole.EditRole)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell, and a mark that it opens."""
        inner = QStyleOptionViewItem(option)
        editable = index.flags() & Qt.ItemFlag.ItemIsEditable
        super().paint(painter, inner, index)
        if not editable:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._tones.muted), 1.4))
        at = QPointF(option.rect.right() - _ROOM / 2, option.rect.center().y() + 1.0)
        painter.drawPolyline(
            [at + QPointF(-_MARK, -_MARK / 2), at + QPointF(0, _MARK / 2),
             at + QPointF(_MARK, -_MARK / 2)]
        )  # fmt: skip
        painter.restore()


_ACROSS = Qt.Orientation.Horizontal


def let_edit(table: QTableView) -> None:
    """Let cells be edited by a click, by the keys that edit, and by typing."""
    triggers = QAbstractItemView.EditTrigger
    table.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.clicked.connect(lambda index: _edit(table, index))


def _edit(table: QTableView, index: QModelIndex) -> None:
    if index.flags() & Qt.ItemFlag.ItemIsEditable:
        table.edit(index)
