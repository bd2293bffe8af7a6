"""Hears of files that are dropped on the portfolio, and of tables that are pasted into it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from gridwatch.ui.portfolio.importing.opening import dropped_file, pasted_table
from gridwatch.ui.portfolio.place import AskImport


class Bringing(QObject):
    """Watches a widget; `brought` carries an AskImport."""

    brought = Signal(object)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take a file that is dropped, and a table that is pasted where nothing else takes it."""
        if isinstance(event, QDragMoveEvent):  # where one comes in as well
            return self._enter(event)
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._paste(event)
        return False

    def _enter(self, event: QDragMoveEvent) -> bool:
        taken = dropped_file(event.mimeData()) is not None
        if taken:
            event.acceptProposedAction()
        return taken

    def _drop(self, event: QDropEvent) -> bool:
        path = dropped_file(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        self.brought.emit(AskImport(path))
        return True

    def _paste(self, event: QKeyEvent) -> bool:
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        data = pasted_table(QGuiApplication.clipboard().mimeData())
        if data is None:
            return False
        self.brought.emit(AskImport(data=data))
        return True
