"""A table whose numbers open: cell by cell with the keyboard, underlined under the pointer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTreeView, QWidget

from gridwatch.ui.flat_rows import lay_flat

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Painter(Protocol):
    """What such a table asks of its delegate."""

    hovered: tuple[int, int] | None  # the cell whose number is underlined


class NumberTable(QTreeView):
    """The part that the tables of the portfolio share; `asked` carries the Opening of a number.

    `painter` is the delegate, once there is one.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.painter: Painter | None = None
        lay_flat(self)
        self.setAllColumnsShowFocus(False)
        self.empty = QLabel(self.viewport())
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.hide()

    def say_empty(self, words: str) -> None:
        """Show a sentence in place of rows, "" for none."""
        self.empty.setText(words)
        self.empty.setVisible(bool(words))

    def selected_places(self) -> list[int]:
        """Return the selected rows, top to bottom."""
        return sorted(each.row() for each in self.selectionModel().selectedRows())

    # What each table knows

    def opens(self, index: QModelIndex) -> bool:
        """Tell whether a cell shows a number whose trail can be seen."""
        return False

    def ask(self, index: QModelIndex | None = None) -> None:
        """Ask for the trail of a number, that of the current cell without more."""

    def columns_shown(self) -> list[int]:
        """Return the visible columns, left to right."""
        header = self.header()
        across = [header.logicalIndex(each) for each in range(header.count())]
        return [each for each in across if not header.isSectionHidden(each)]

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard."""

    def enter(self) -> None:
        """Do what Return does in the current cell."""
        self.ask()

    def keys(self) -> dict[Qt.Key, Callable[[], object]]:
        """Return what single keys do beside those of every table."""
        return {}

    # Keys

    def across(self, step: int) -> None:
        """Go to the next column that is shown."""
        index, shown = self.currentIndex(), self.columns_shown()
        if not index.isValid() or not shown:
            return
        at = shown.index(index.column()) if index.column() in shown else 0
        wanted = index.siblingAtColumn(shown[min(max(0, at + step), len(shown) - 1)])
        self.setCurrentIndex(wanted)
        self.scrollTo(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, go from cell to cell, open what the current one shows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            return
        verbs = {
            Qt.Key.Key_Left: lambda: self.across(-1),
            Qt.Key.Key_Right: lambda: self.across(1),
            **dict.fromkeys(_ENTER, self.enter),
            **self.keys(),
        }
        verb = verbs.get(Qt.Key(event.key()))
        # The keys that end the typing of a target come here as well.
        if self.state() is QAbstractItemView.State.EditingState:
            verb = None
        if verb is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            verb()

    # The pointer

    def clicked_at(self, index: QModelIndex, across: float) -> None:
        """Do what a click on a cell does; `across` is where in the viewport."""
        if self.opens(index):
            self.ask(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a number by a click on it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and plain:
            self.clicked_at(index, event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which number would be opened."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index if index.isValid() else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Show nothing: the pointer has gone."""
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, index: QModelIndex | None) -> None:
        if self.painter is None:
            return
        opens = index is not None and self.opens(index)
        where = (index.row(), index.column()) if index is not None and opens else None
        if where != self.painter.hovered:
            self.painter.hovered = where
            shape = Qt.CursorShape.PointingHandCursor if where else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the sentence of an empty table fill the room."""
        super().resizeEvent(event)
        room = self.viewport().rect()
        self.empty.setGeometry(room.adjusted(40, 0, -40, -room.height() // 5))
