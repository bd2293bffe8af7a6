"""How a tree view looks and behaves that shows rows of one level as a table."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView


def lay_flat(view: QTreeView) -> None:
    """Make a view a frameless table: whole rows are selected, and nothing folds."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setRootIsDecorated(False)
    view.setIndentation(0)
    view.setItemsExpandable(False)
    view.setUniformRowHeights(True)
    view.setAllColumnsShowFocus(True)
    view.setMouseTracking(True)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
