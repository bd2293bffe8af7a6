"""How a tree view looks and behaves that shows its rows as painted cards, one under the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from gridwatch.ui.flat_rows import lay_flat


def lay_cards(view: QTreeView) -> None:
    """Make a view a list of cards of any height, as wide as it is, of which one is selected."""
    lay_flat(view)
    view.setHeaderHidden(True)
    view.setUniformRowHeights(False)
    view.setAllColumnsShowFocus(False)  # its frame is tinted; cards have a mark of their own
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)


def paint_instead(view: QTreeView, words: str, colour: str) -> None:
    """Paint words into the middle of a view that has no cards; call it while that is painted."""
    painter = QPainter(view.viewport())
    painter.setPen(QColor(colour))
    room = view.viewport().rect().adjusted(24, 16, -24, -16)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap.value, words)
    painter.end()
