"""How the tables of the portfolio look and behave: whole rows, no grid, keys that copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from gridwatch.files.safe_cells import safe_cell
from gridwatch.ui.appearance import Tones, tabular

ROW, AIR = 26, 9
# What would end a cell or a row of the clipboard.
_PLAIN = {ord(each): " " for each in "\t\r\n"}
_STYLE = """
QTableView {{ border: none; background: {base}; outline: 0; }}
QTableView::item {{ padding: 0 6px; border: none; border-bottom: 1px solid {grid}; }}
QTableView::item:hover {{ background: {hover}; }}
QTableView::item:selected {{ background: {chosen}; color: {text}; }}
QHeaderView::section {{ padding: 4px 9px; }}
QTableView QLineEdit {{ border-radius: 0; padding: 0 3px; }}
"""


def lay_rows(table: QTableView) -> None:
    """Make a table one of whole rows that are selected, without grid and row numbers."""
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setMouseTracking(True)
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    rows, header = table.verticalHeader(), table.horizontalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setHighlightSections(False)
    header.setMinimumSectionSize(40)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def dress_rows(table: QTableView, tones: Tones) -> None:
    """Colour a table, and give its rows the height of the font of now."""
    table.setFont(tabular(table.font()))
    table.verticalHeader().setDefaultSectionSize(max(ROW, table.fontMetrics().height() + AIR))
    names = ("base", "grid", "hover", "chosen", "text")
    table.setStyleSheet(_STYLE.format(**{each: getattr(tones, each) for each in names}))


def copy_table(rows: Sequence[Sequence[str]]) -> None:
    """Put rows on the clipboard as a table; nothing in it begins a formula elsewhere."""
    lines = ("\t".join(safe_cell(each.translate(_PLAIN)) for each in row) for row in rows)
    QGuiApplication.clipboard().setText("".join(f"{line}\n" for line in lines))


def shared_out(widths: Sequence[int], stretches: Sequence[int], room: int) -> list[int]:
    """Return widths that fill the room where there is more of it, by how much each may stretch."""
    spare, parts = max(0, room - sum(widths)), sum(stretches) or 1
    return [
        width + spare * stretch // parts for width, stretch in zip(widths, stretches, strict=True)
    ]
