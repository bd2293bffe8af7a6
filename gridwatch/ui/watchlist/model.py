"""The rows of one list as a Qt model that says what changed and never starts over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from gridwatch.services.overview import CompanyView
from gridwatch.ui.moving_rows import MovingRows
from gridwatch.ui.watchlist.cells import Cell, Scene
from gridwatch.ui.watchlist.columns import COLUMNS, LEFT, PLACES
from gridwatch.ui.watchlist.rows import Arrangement, Row, arranged

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_AGE, _BELL = PLACES["age"], PLACES["bell"]
SORT_ROLE = Qt.ItemDataRole.UserRole
TONE_ROLE = Qt.ItemDataRole.UserRole + 1
COMPANY_ROLE = Qt.ItemDataRole.UserRole + 2
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_DRAGGED = _FLAGS | Qt.ItemFlag.ItemIsDragEnabled


class WatchlistModel(MovingRows[Row]):
    """Companies of one list, one row each, with a heading row above each segment if grouped."""

    def __init__(self, scene: Scene) -> None:
        """Start empty."""
        super().__init__()
        self.scene = scene
        self.wish = Arrangement()
        self._order: tuple[int, ...] = ()
        self._views: Mapping[int, CompanyView] = {}
        self._sizes: dict[str, int] = {}
        self._cells: dict[int, list[Cell | None]] = {}

    # What is shown

    def show(self, order: Sequence[int], views: Mapping[int, CompanyView], scene: Scene) -> None:
        """Take a new reading: rows come, go and move only where the companies did."""
        changed = self._changed(order, views, scene)
        before = self._views
        self._order, self._views, self.scene = tuple(order), views, scene
        for each in changed:
            self._cells.pop(each, None)
        self._cells = {each: cells for each, cells in self._cells.items() if each in views}
        self._forget_ages()
        known = set(self._row_of)
        self._views = {**before, **views}  # while rows go, the table still asks for them
        self._become(arranged(self._order, views, scene, self.wish))
        self._views = views
        self._announce(changed & known, len(COLUMNS))

    def set_now(self, now: datetime) -> None:
        """Let the quotes grow older; only their ages are drawn again."""
        self.scene = replace(self.scene, now=now)
        self._forget_ages()
        if self._rows:
            last = self.index(len(self._rows) - 1, _AGE)
            self.dataChanged.emit(self.index(0, _AGE), last, [Qt.ItemDataRole.DisplayRole])

    def arrange(self, wish: Arrangement) -> None:
        """Filter, sort or group otherwise."""
        before, self.wish = self.wish, wish
        self._become(arranged(self._order, self._views, self.scene, wish))
        if (before.column, before.falling) != (wish.column, wish.falling):
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if before.folded != wish.folded:
            self._announce({each for each in self._rows if isinstance(each, str)}, len(COLUMNS))

    # What the view and its delegates ask

    def view_at(self, place: int) -> CompanyView | None:
        """Return the company at a place, None on a heading."""
        row = self.row(place)
        return self._views[row] if isinstance(row, int) else None

    def view_of(self, company: int) -> CompanyView | None:
        """Return a company of this reading, shown or not."""
        return self._views.get(company)

    def cell(self, place: int, column: int) -> Cell:
        """Return what is painted in a cell of a company."""
        row = self._rows[place]
        if isinstance(row, str):
            return Cell(self.heading(row)) if column == 0 else Cell()
        cells = self._cells.get(row)
        if cells is None:
            cells = self._cells[row] = [None] * len(COLUMNS)
        made = cells[column]
        if made is None:
            made = cells[column] = COLUMNS[column].cell(self._views[row], self.scene)
        return made

    def heading(self, segment: str) -> str:
        """Return the name of a segment with the number of its companies on this list."""
        other = QCoreApplication.translate("Watchlist", "Other")
        return f"{self.scene.segments.get(segment, other)}  {self._sizes.get(segment, 0)}"

    @property
    def listed(self) -> tuple[int, ...]:
        """Return all companies of the list in the user's own order."""
        return self._order

    @property
    def companies(self) -> list[int]:
        """Return the companies shown, top to bottom."""
        return [each for each in self._rows if isinstance(each, int)]

    # What Qt asks

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns, shown or not."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: D102 - Qt's
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - a QVariant
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.heading(self.scene)
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = (" ↓" if self.wish.falling else " ↑") if self.wish.column == column.id else ""
            return column.heading(self.scene) + arrow
        return int(column.align) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell; the delegates paint from `cell` and ask nothing here."""
        place, column = index.row(), index.column()
        if not index.isValid() or place >= len(self._rows):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(place, column).plain
        if role == Qt.ItemDataRole.TextAlignmentRole:
            heading = isinstance(self._rows[place], str)
            return int(LEFT if heading else COLUMNS[column].align)
        view = self.view_at(place)
        return None if view is None else self._company_data(view, column, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell; rows are dragged only in the user's own order."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self.wish.own_order else Qt.ItemFlag(0)
        if isinstance(self.row(index.row()), str):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return _DRAGGED if self.wish.own_order else _FLAGS

    def supportedDropActions(self) -> Qt.DropAction:
        """Return what a drag may do: rows are moved, never copied; a view asks for both."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def _company_data(self, view: CompanyView, column: int, role: int) -> Any:  # noqa: ANN401 - a QVariant
        if role == Qt.ItemDataRole.ToolTipRole:
            return COLUMNS[column].tip(view, self.scene)
        if role == SORT_ROLE:
            return COLUMNS[column].value(view, self.scene)
        if role == TONE_ROLE:
            return self.cell(self._row_of[view.company.id], column).tone
        if role == COMPANY_ROLE:
            return view.company.id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[column].heading(self.scene)}: {self._spoken(view, column)}"
        return None

    def _spoken(self, view: CompanyView, column: int) -> str:
        cell = self.cell(self._row_of[view.company.id], column)
        text = "" if column == _BELL else cell.plain  # a mere number says too little
        return text or COLUMNS[column].tip(view, self.scene)

    # How one state becomes the next

    def _changed(
        self, order: Sequence[int], views: Mapping[int, CompanyView], scene: Scene
    ) -> set[int]:
        """Return the companies whose rows look different from before."""
        old = self.scene
        if scene.phrases is not old.phrases or scene.segments != old.segments:
            return {each for each in order if each in views}
        return {
            each
            for each in order
            if each in views
            and (
                views[each] != self._views.get(each)
                or scene.unseen.get(each) != old.unseen.get(each)
                or scene.watching.get(each) != old.watching.get(each)
                or scene.weights.get(each) != old.weights.get(each)
            )
        }

    def _forget_ages(self) -> None:
        for cells in self._cells.values():
            cells[_AGE] = None

    def _become(self, wanted: list[Row]) -> None:
        self._count()
        super()._become(wanted)

    def _count(self) -> None:
        self._sizes = {}
        for each in self._order:
            if each in self._views:
                segment = self._views[each].company.segment
                key = segment if segment in self.scene.segments else ""
                self._sizes[key] = self._sizes.get(key, 0) + 1
