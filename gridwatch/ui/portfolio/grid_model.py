"""Rows of cells as a Qt model: sorted by number, the total last, said what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from gridwatch.ui.moving_rows import MovingRows
from gridwatch.ui.portfolio.trail.opening import Opening
from gridwatch.ui.watchlist.cells import Cell

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SORT_ROLE = Role.UserRole
KEY_ROLE = Role.UserRole + 2
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOWHERE = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column, its title in the reader's language; `stretch` is its part of spare room."""

    id: str
    title: str
    width: int = 80
    align: Qt.AlignmentFlag = RIGHT
    falling: bool = True
    stretch: int = 0
    tip: str = ""
    editable: bool = False


@dataclass(frozen=True, slots=True)
class BarCell(Cell):
    """A cell with a bar beside its text: from `begin` to `end`, both parts of the room (0 to 1).

    `tick` is where a target stands, `zero` where the bars begin; `bar` is the tone, "" as the text.
    """

    begin: float = 0.0
    end: float = 0.0
    zero: float = 0.0
    tick: float | None = None
    bar: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its cells, what they sort by, and which of them open.

    A `total` stays last, whatever the rows are sorted by.
    """

    key: str
    cells: tuple[Cell, ...]
    values: tuple[float | str | None, ...]
    openings: tuple[Opening | None, ...] = ()
    total: bool = False
    tip: str = ""

    def opening(self, column: int) -> Opening | None:
        """Return what a cell opens."""
        return self.openings[column] if column < len(self.openings) else None


class GridModel(MovingRows[str]):
    """Rows of cells, in the order in which they come or by the value of one column."""

    def __init__(self) -> None:
        """Start without columns."""
        super().__init__()
        self.columns: tuple[GridColumn, ...] = ()
        self.column, self.falling = "", False
        self._known: dict[str, GridRow] = {}
        self._order: tuple[str, ...] = ()

    # What is shown

    def show_rows(self, columns: Sequence[GridColumn], rows: Sequence[GridRow]) -> None:
        """Take a new reading; only other columns start the table over."""
        identities = [each.id for each in columns]
        if identities != [each.id for each in self.columns]:
            self.beginResetModel()
            self.columns, self._rows, self._row_of, self._known = tuple(columns), [], {}, {}
            if self.column not in identities:
                self.column = ""
            self.endResetModel()
        elif self.columns != tuple(columns):
            self.columns = tuple(columns)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)
        before, now = self._known, {each.key: each for each in rows}
        changed = {key for key, row in now.items() if key in before and row != before[key]}
        self._known, self._order = before | now, tuple(now)
        self._become(self._arranged())
        self._known = now
        self._announce(changed, len(self.columns))

    def arrange(self, column: str, *, falling: bool) -> None:
        """Sort by a column, or as the rows come where it is ""."""
        self.column, self.falling = column, falling
        self._become(self._arranged())
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.columns) - 1))

    def _arranged(self) -> list[str]:
        """Return the keys in order; what is unknown comes last in both directions."""
        rows = [self._known[each] for each in self._order]
        some = [each for each in rows if not each.total]
        place = next((i for i, each in enumerate(self.columns) if each.id == self.column), None)
        if place is not None:
            valued = [(each.values[place], each) for each in some]
            known = [(value, each) for value, each in valued if value is not None]
            known.sort(key=lambda pair: pair[0], reverse=self.falling)
            some = [each for _, each in known] + [each for value, each in valued if value is None]
        return [each.key for each in (*some, *(row for row in rows if row.total))]

    # What the view and its delegate ask

    def row_at(self, place: int) -> GridRow | None:
        """Return the row at a place."""
        key = self.row(place)
        return None if key is None else self._known.get(key)

    def cell(self, place: int, column: int) -> Cell:
        """Return what is painted in a cell."""
        return self._known[self._rows[place]].cells[column]

    def all_cells(self) -> list[tuple[Cell, ...]]:
        """Return the cells of all rows, for measuring them."""
        return [self._known[each].cells for each in self._rows]

    # What Qt asks

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: D102 - Qt's
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - a QVariant
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.ToolTipRole:
            return "\n".join(each for each in (column.title, column.tip) if each)
        if role == Role.DisplayRole:
            arrow = (" ↓" if self.falling else " ↑") if self.column == column.id else ""
            return column.title + arrow
        return int(column.align) if role == Role.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag(0)
        if self.columns[index.column()].editable and not row.total:
            return _FLAGS | Qt.ItemFlag.ItemIsEditable
        return _FLAGS

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell; the delegate paints from `cell` and asks nothing here."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        column, cell = self.columns[index.column()], row.cells[index.column()]
        match role:
            case Role.DisplayRole:
                return cell.plain
            case Role.TextAlignmentRole:
                return int(column.align)
            case Role.ToolTipRole:
                return row.tip or None
            case Role.AccessibleTextRole:
                return f"{column.title}: {cell.plain}"
        if role == SORT_ROLE:
            return row.values[index.column()]
        return row.key if role == KEY_ROLE else None
