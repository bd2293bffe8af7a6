"""The table of all lines of a file: space ticks what is selected."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gridwatch.ui.appearance import Tones
from gridwatch.ui.portfolio.importing.line_model import (
    AMOUNT,
    DAY,
    LINE,
    STATUS,
    TAKE,
    WHAT,
    WHY,
    LineModel,
)
from gridwatch.ui.portfolio.importing.line_words import STATUSES, status_words
from gridwatch.ui.portfolio.tables import copy_table, dress_rows, lay_rows

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_BOX = 14.0
_PADDING = 22
_MEASURED = 300  # rows by which the widths are told
_LEAST_WHAT, _LEAST_WHY = 240, 160


class TickDelegate(QStyledItemDelegate):
    """Paints a box with its tick that can be seen on every ground, and turns it by a click."""

    def __init__(self, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self._tones = tones

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground of the cell, then the box."""
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        inner = QStyleOptionViewItem(option)
        self.initStyleOption(inner, index)
        inner.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        table = self.parent()
        if isinstance(table, QWidget):
            style = table.style()
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, inner, painter, table)
        if state is None:
            return
        box = QRectF(0, 0, _BOX, _BOX)
        box.moveCenter(QPointF(option.rect.center()))
        box.translate(0.5, 0.5)
        taken = Qt.CheckState(state) is Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = QColor(self._tones.accent if taken else self._tones.muted)
        painter.setPen(QPen(tone, 1.2))
        painter.setBrush(tone if taken else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 2.5, 2.5)
        if taken:
            painter.setPen(QPen(QColor(self._tones.on_accent), 1.8))
            painter.drawPolyline(
                [box.topLeft() + QPointF(x, y) for x, y in ((3, 7), (6, 10), (11, 4))]
            )
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        _option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Turn the tick where the cell is clicked."""
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        taken = Qt.CheckState(state) is Qt.CheckState.Checked
        turned = Qt.CheckState.Unchecked if taken else Qt.CheckState.Checked
        return model.setData(index, turned, Qt.ItemDataRole.CheckStateRole)


class LineTable(QTableView):
    """Shows a `LineModel`; `current_changed` says that another row is looked at."""

    current_changed = Signal()

    def __init__(self, model: LineModel, tones: Tones, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = model
        self.setModel(model)
        lay_rows(self)
        dress_rows(self, tones)
        self.setAccessibleName(translate("Import", "Lines of the file"))
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setStretchLastSection(True)
        # Else it asks for every cell of a large selection before it is painted.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))
        self.setItemDelegateForColumn(TAKE, TickDelegate(tones, self))
        self.selectionModel().currentRowChanged.connect(lambda *_: self.current_changed.emit())

    def fit(self) -> None:
        """Give what is short the room that it needs, and the rest to the words."""
        model, metrics = self.lines, self.fontMetrics()
        shown = range(min(_MEASURED, model.rowCount()))
        statuses = max(metrics.horizontalAdvance(status_words(each)) for each in STATUSES)
        widths = {TAKE: 34, STATUS: statuses + _PADDING}
        for column in (LINE, DAY, AMOUNT):
            texts = [str(model.data(model.index(row, column)) or "") for row in shown]
            title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            widths[column] = max(map(metrics.horizontalAdvance, (*texts, title))) + _PADDING
        spare = self.viewport().width() - sum(widths.values())
        widths[WHAT] = max(_LEAST_WHAT, min(int(spare * 0.55), spare - _LEAST_WHY))
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def selected_places(self) -> list[int]:
        """Return the selected rows from top to bottom."""
        # Of all rows of a large file Qt would make one index after the other.
        found: set[int] = set()
        for each in self.selectionModel().selection().toList():
            found.update(range(each.top(), each.bottom() + 1))
        return sorted(found)

    def turn_selected(self) -> None:
        """Take what is selected; leave it out where all of it is taken."""
        places = [each for each in self.selected_places() if self._can(each)]
        if places:
            self.lines.tick(places, take=not all(map(self.lines.is_taken, places)))

    def _can(self, place: int) -> bool:
        line = self.lines.line_at(place)
        return line is not None and bool(line.transactions)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as a table."""
        columns = range(LINE, WHY + 1)
        model = self.lines
        rows = [[str(model.headerData(each, Qt.Orientation.Horizontal)) for each in columns]]
        rows += [
            [str(model.data(model.index(place, each)) or "") for each in columns]
            for place in self.selected_places()
        ]
        copy_table(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by the space bar, copy by the keys that copy."""
        if event.key() == Qt.Key.Key_Space:
            self.turn_selected()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selected lines."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, verb, keys in (
            (translate("Import", "Take or leave out"), self.turn_selected, "Space"),
            (translate("Import", "Copy as table"), self.copy_rows, "Ctrl+C"),
        ):
            action = menu.addAction(words)
            action.triggered.connect(lambda _checked=False, verb=verb: verb())
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        menu.popup(event.globalPos() + QPoint(1, 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words fill the room."""
        super().resizeEvent(event)
        self.fit()
