"""The columns of a table with a box above each, which says what it has, over sample values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableView, QVBoxLayout, QWidget

from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.sketching import Sketch
from gridwatch.files.rows import Row
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.importing.field_words import FIELDS, field_words
from gridwatch.ui.portfolio.importing.raw_model import RawModel
from gridwatch.ui.portfolio.tables import dress_rows, lay_rows

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NARROW, _WIDE = 132, 240  # pixels of a column
_SAMPLES = 60  # lines


class _Headings(QAbstractTableModel):
    """One empty row under the headings: its cells are filled by the boxes."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: tuple[str, ...] = ()

    def show(self, headings: tuple[str, ...]) -> None:
        """Show other headings."""
        self.beginResetModel()
        self.headings = headings
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return one."""
        return 0 if parent.isValid() or not self.headings else 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of headings."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        told = orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.headings)
        shown = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        return self.headings[section] if told and shown else None

    def data(self, _index: Index, _role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return nothing: the boxes stand there."""
        return None


class MappingTable(QWidget):
    """Shows a sketch; `mapped` says that a box was set to something else."""

    mapped = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.boxes: list[QComboBox] = []
        self._headings, self.samples = _Headings(), RawModel(look.tones)
        self.head, self.body = QTableView(self), QTableView(self)
        self._choices = _choices()
        self._lay_out()

    def _lay_out(self) -> None:
        for table in (self.head, self.body):
            lay_rows(table)
            table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            dress_rows(table, self._look.tones)
        self.head.setModel(self._headings)
        self.body.setModel(self.samples)
        self.body.horizontalHeader().hide()
        self.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its boxes are what can be reached
        self.head.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.horizontalScrollBar().valueChanged.connect(
            self.head.horizontalScrollBar().setValue
        )
        self.head.horizontalScrollBar().valueChanged.connect(
            self.body.horizontalScrollBar().setValue
        )
        self.head.horizontalHeader().sectionResized.connect(
            lambda place, _, width: self.body.setColumnWidth(place, width)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.body, 1)

    @property
    def fields(self) -> tuple[Field | None, ...]:
        """Return what the boxes say."""
        told = [each.currentData() for each in self.boxes]
        return tuple(Field(each) if each else None for each in told)  # Qt makes texts of them

    def show_sketch(self, sketch: Sketch) -> None:
        """Show the columns of a table, what they have, and sample values."""
        width = max((len(each.cells) for each in sketch.table.body[:_SAMPLES]), default=0)
        width = max(width, len(sketch.mapping.columns), len(sketch.header))
        headings = tuple(
            sketch.header[place] if place < len(sketch.header) else str(place + 1)
            for place in range(width)
        )
        fresh = headings != self._headings.headings
        if fresh:
            self._headings.show(headings)
            self._make_boxes(headings)
        columns = sketch.mapping.columns
        for place, box in enumerate(self.boxes):
            field = columns[place] if place < len(columns) else None
            box.setCurrentIndex(max(0, box.findData(field)) if field is not None else 0)
            box.setToolTip(box.currentText())
        self.samples.show_rows([_filled(each, width) for each in sketch.table.body[:_SAMPLES]], 0)
        if fresh:
            self._fit()

    def _make_boxes(self, headings: Sequence[str]) -> None:
        self.boxes = []
        for place, heading in enumerate(headings):
            box = QComboBox(self.head)
            box.setModel(self._choices)
            box.setAccessibleName(heading)
            box.activated.connect(lambda _: self.mapped.emit())
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.view().setMinimumWidth(_WIDE)
            self.head.setIndexWidget(self._headings.index(0, place), box)
            self.boxes.append(box)
        for before, after in zip(self.boxes, self.boxes[1:], strict=False):
            QWidget.setTabOrder(before, after)
        outline(self.head, self._look.tones)

    def _fit(self) -> None:
        grown = max(1.0, self.fontMetrics().height() / 17)
        for place in range(self._headings.columnCount()):
            wide = self.body.sizeHintForColumn(place) + 10
            wide = min(int(_WIDE * grown), max(int(_NARROW * grown), wide))
            self.head.setColumnWidth(place, wide)
            self.body.setColumnWidth(place, wide)
        high = max((each.sizeHint().height() for each in self.boxes), default=0) + 4
        self.head.verticalHeader().setDefaultSectionSize(high)
        self.head.setFixedHeight(high + self.head.horizontalHeader().sizeHint().height() + 2)


def _choices() -> QStandardItemModel:
    """Return what a column can have, for all the boxes at once."""
    model = QStandardItemModel()
    for field in (None, *FIELDS):
        item = QStandardItem(field_words(field))
        item.setData(field, Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    return model


def _filled(row: Row, width: int) -> Row:
    return Row(row.line, (*row.cells, *("",) * width)[:width])
