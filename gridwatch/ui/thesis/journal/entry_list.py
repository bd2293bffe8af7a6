"""The entries of a journal as a list: the day, the title and the first words."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gridwatch.domain.thesis.journal import EntryHead
from gridwatch.ui.look import Look

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
HEAD_ROLE = Role.UserRole
_AROUND, _BETWEEN = 10, 3


class EntryModel(QAbstractListModel):
    """Entries, newest first; they come, go and stay by their ids."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._heads: tuple[EntryHead, ...] = ()

    @property
    def heads(self) -> tuple[EntryHead, ...]:
        """Return what is shown."""
        return self._heads

    def show_heads(self, heads: tuple[EntryHead, ...]) -> None:
        """Take what has been read; rows that are in both stay where they are."""
        before = self._heads
        start = _alike(before, heads)
        end = _alike(before[start:][::-1], heads[start:][::-1])
        gone, come = len(before) - start - end, len(heads) - start - end
        if gone:
            self.beginRemoveRows(QModelIndex(), start, start + gone - 1)
            self._heads = before[:start] + before[start + gone :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), start, start + come - 1)
            self._heads = heads
            self.endInsertRows()
        self._heads = heads
        if before != heads:
            self._say_all()

    def show_head(self, head: EntryHead) -> None:
        """Show an entry as it is written now; one that is not in the list comes into it."""
        others = tuple(each for each in self._heads if each.id != head.id)
        heads = sorted((*others, head), key=lambda each: (each.on, each.id), reverse=True)
        self.show_heads(tuple(heads))

    def row_of(self, number: int) -> int:
        """Return the row of an entry, -1 where it is not here."""
        return next((row for row, each in enumerate(self._heads) if each.id == number), -1)

    def restyle(self, look: Look) -> None:
        """Write the days anew."""
        self._look = look
        self._say_all()

    def _say_all(self) -> None:
        if self._heads:
            self.dataChanged.emit(self.index(0), self.index(len(self._heads) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many entries there are."""
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what a row shows."""
        if not index.isValid() or not 0 <= index.row() < len(self._heads):
            return None
        head = self._heads[index.row()]
        if role in {Role.DisplayRole, Role.AccessibleTextRole}:
            return f"{self.day(head)}  {title_words(head)}"
        if role == Role.ToolTipRole:
            return head.title
        return head if role == HEAD_ROLE else None

    def day(self, head: EntryHead) -> str:
        """Return the day of an entry in the reader's language."""
        return self._look.phrases.day(head.on)


def title_words(head: EntryHead) -> str:
    """Return the title of an entry, or what stands for one that has none."""
    return head.title or translate("Journal", "(nothing written yet)")


def _alike(one: tuple[EntryHead, ...], other: tuple[EntryHead, ...]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left.id != right.id:
            break
        count += 1
    return count


class EntryList(QListView):
    """The list itself. `wanted` carries the id of an entry that is to be opened.

    `removal_wanted`: the one that is open is to be deleted.
    """

    wanted = Signal(int)
    removal_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.model_ = EntryModel(look, self)
        self.setModel(self.model_)
        self.setItemDelegate(EntryPainter(look, self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell)
        self._quiet = False
        self.restyle(look)

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self.model_.restyle(look)
        self.setItemDelegate(EntryPainter(look, self))
        self.setAccessibleName(translate("Journal", "Entries"))

    def show_heads(self, heads: tuple[EntryHead, ...], current: int) -> None:
        """Show entries, and point at the one that is open."""
        self._quiet = True
        self.model_.show_heads(heads)
        self._quiet = False
        self.point_at(current)

    def show_head(self, head: EntryHead) -> None:
        """Show the open entry as it is written now."""
        self._quiet = True
        self.model_.show_head(head)
        self._quiet = False
        self.point_at(head.id)

    def point_at(self, number: int) -> None:
        """Mark the entry that is open; 0 for one that is not stored yet."""
        row = self.model_.row_of(number)
        self._quiet = True
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif self.currentIndex().row() != row or not self.selectedIndexes():
            self.setCurrentIndex(self.model_.index(row))
        self._quiet = False

    def _tell(self, index: QModelIndex, _before: QModelIndex) -> None:
        head = index.data(HEAD_ROLE)
        if not self._quiet and isinstance(head, EntryHead):
            self.wanted.emit(head.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks for the removal of the open entry."""
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)


class EntryPainter(QStyledItemDelegate):
    """Paints an entry in two lines: title and day, then its first words."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the room of two lines."""
        return QSize(120, 2 * option.fontMetrics.height() + _BETWEEN + 2 * 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one entry."""
        head = index.data(HEAD_ROLE)
        if not isinstance(head, EntryHead):
            return
        tones, rect = self._look.tones, option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tones.chosen))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tones.hover))
        painter.setPen(QColor(tones.grid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._write(painter, rect.adjusted(_AROUND, 6, -_AROUND, -6), option, head)
        painter.restore()

    def _write(
        self, painter: QPainter, room: QRect, option: QStyleOptionViewItem, head: EntryHead
    ) -> None:
        tones, metrics = self._look.tones, option.fontMetrics
        font = QFont(option.font)
        day = self._look.phrases.day(head.on)
        wide = metrics.horizontalAdvance(day)
        upper = QRect(room.left(), room.top(), room.width(), metrics.height())
        painter.setFont(font)
        painter.setPen(QColor(tones.muted))
        _line(painter, upper, day, Qt.AlignmentFlag.AlignRight)
        lower = upper.translated(0, metrics.height() + _BETWEEN)
        _line(painter, lower, head.opening, Qt.AlignmentFlag.AlignLeft)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(tones.text if head.title else tones.faint))
        _line(
            painter,
            upper.adjusted(0, 0, -wide - 12, 0),
            title_words(head),
            Qt.AlignmentFlag.AlignLeft,
        )


def _line(painter: QPainter, room: QRect, words: str, side: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
