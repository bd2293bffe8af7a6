"""How a table looks that stands in a page as tall as it is, with one column that takes the rest."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from gridwatch.ui.appearance import tabular


def dress_table(table: QTableView, *, widest: int, row: int, air: int, least: int) -> None:
    """Dress a table without frame, grid and row numbers.

    `widest` is the column that takes the room that is left; in pixels, `row` is the lowest row,
    `air` what is around its words, and `least` the narrowest column.
    """
    table.setFont(tabular(table.font()))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(max(row, table.fontMetrics().height() + air))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setMinimumSectionSize(least)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
