"""The bar of tools below the menus."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMainWindow, QToolBar

from gridwatch.ui import pictures

HEIGHT = 36


def add_tools(window: QMainWindow) -> QToolBar:
    """Add the bar to a window, empty and of the height that it has with its icons."""
    bar = window.addToolBar("")
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setIconSize(QSize(pictures.SIZE, pictures.SIZE))
    bar.setFixedHeight(HEIGHT)  # the icons come after the first paint
    bar.toggleViewAction().setVisible(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    return bar
