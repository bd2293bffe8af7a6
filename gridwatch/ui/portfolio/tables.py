"""How the tables of the portfolio look and behave: whole rows, no grid, keys that copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView

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

_PADDING = 26  # of a cell and its heading, on both sides


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


class Fitted(Protocol):
    """A column that is as wide as its heading or a sample of what stands in it."""

    @property
    def heading(self) -> str:
        """Return its title in the reader's language."""

    @property
    def sample(self) -> str:
        """Return the longest text that it usually has."""

    @property
    def stretch(self) -> int:
        """Return which part of the spare room it takes."""


def fit_columns(table: QTableView, columns: Sequence[Fitted]) -> None:
    """Give the columns of a table their widths in the room that there is."""
    metrics = table.fontMetrics()
    widths = [
        max(map(metrics.horizontalAdvance, (each.heading, each.sample))) + _PADDING
        for each in columns
    ]
    stretches = [each.stretch for each in columns]
    for place, width in enumerate(shared_out(widths, stretches, table.viewport().width())):
        table.setColumnWidth(place, width)


def menu_of_row(
    table: QTableView, entries: Iterable[tuple[str, Callable[[], object], str]]
) -> QMenu:
    """Return a menu of words, what each does, and the keys to which the table itself listens."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for words, verb, keys in entries:
        action = menu.addAction(words)
        action.triggered.connect(lambda _checked=False, verb=verb: verb())
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    return menu
