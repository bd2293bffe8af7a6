"""The rows of the board as a Qt model that says what changed and never starts over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from gridwatch.ui.milestones.columns import COLUMNS, PLACES
from gridwatch.ui.milestones.lines import Key, Line
from gridwatch.ui.moving_rows import MovingRows
from gridwatch.ui.watchlist.cells import Cell, Scene

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
SORT_ROLE = Qt.ItemDataRole.UserRole
TONE_ROLE = Qt.ItemDataRole.UserRole + 1
COMPANY_ROLE = Qt.ItemDataRole.UserRole + 2


class BoardModel(MovingRows[Key]):
    """The lines of a board, in the order of who is next or by the value of one column."""

    def __init__(self, scene: Scene) -> None:
        """Start empty."""
        super().__init__()
        self.scene = scene
        self.column, self.falling = "", False
        self._lines: dict[Key, Line] = {}
        self._cells: dict[Key, list[Cell | None]] = {}

    # What is shown

    def show(self, lines: Sequence[Line], scene: Scene) -> None:
        """Take a new reading: rows come, go and move only where the lines did."""
        before, now = self._lines, {each.key: each for each in lines}
        changed = self._changed(now, scene)
        self.scene = scene
        # What did not change keeps its cells, though it is told by a newer line.
        self._cells = {key: each for key, each in self._cells.items() if key not in changed}
        self._lines = before | now  # while rows are taken away, views may still ask for them
        self._become(self._ordered(now))
        self._lines = now
        self._cells = {key: each for key, each in self._cells.items() if key in now}
        self._announce(changed, len(COLUMNS))

    def _changed(self, now: Mapping[Key, Line], scene: Scene) -> set[Key]:
        """Return the rows that were there before and look different."""
        old = self.scene
        if (scene.phrases, scene.segments, scene.now.date()) != (
            old.phrases,
            old.segments,
            old.now.date(),
        ):
            return set(now) & set(self._lines)
        return {
            key
            for key, line in now.items()
            if key in self._lines and _shown(line) != _shown(self._lines[key])
        }

    def arrange(self, column: str, *, falling: bool) -> None:
        """Sort by a column, or by who is next where it is ""."""
        self.column, self.falling = column, falling
        self._become(self._ordered(self._lines))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _ordered(self, now: Mapping[Key, Line]) -> list[Key]:
        """Return the rows in order; what has no value comes last in both directions."""
        lines = sorted(now.values(), key=lambda each: each.place)
        if not self.column:
            return [each.key for each in lines]
        column = COLUMNS[PLACES[self.column]]
        valued = [(column.value(each, self.scene), each.key) for each in lines]
        known = [(value, key) for value, key in valued if value is not None]
        known.sort(key=lambda pair: pair[0], reverse=self.falling)
        return [key for _, key in known] + [key for value, key in valued if value is None]

    # What the view and its delegate ask

    def line(self, place: int) -> Line | None:
        """Return the line at a place."""
        key = self.row(place)
        return None if key is None else self._lines[key]

    def place_of_company(self, company: int) -> int | None:
        """Return the first row of a company."""
        places = (place for place, key in enumerate(self._rows) if key[0] == company)
        return next(places, None)

    def cell(self, place: int, column: int) -> Cell:
        """Return what is painted in a cell."""
        key = self._rows[place]
        cells = self._cells.get(key)
        if cells is None:
            cells = self._cells[key] = [None] * len(COLUMNS)
        made = cells[column]
        if made is None:
            made = cells[column] = COLUMNS[column].cell(self._lines[key], self.scene)
        return made

    def text(self, place: int, column: int) -> str:
        """Return a cell in words: for the clipboard, a file and who listens to the screen."""
        cell, line = self.cell(place, column), self._lines[self._rows[place]]
        if cell.plain:
            return cell.plain
        if cell.mark == "done":
            return QCoreApplication.translate("Milestones", "reached")
        return _ladder_words(line) if COLUMNS[column].id == "ladder" else ""

    # What Qt asks

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
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
            return column.heading
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = (" ↓" if self.falling else " ↑") if self.column == column.id else ""
            return column.heading + arrow
        return int(column.align) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell; the delegate paints from `cell` and asks nothing here."""
        place, column = index.row(), index.column()
        line = self.line(place) if index.isValid() else None
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(place, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(COLUMNS[column].align)
            case Qt.ItemDataRole.ToolTipRole:
                return COLUMNS[column].tip(line, self.scene)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{COLUMNS[column].heading}: {self.text(place, column)}"
        return self._own_data(line, place, column, role)

    def _own_data(self, line: Line, place: int, column: int, role: int) -> Any:  # noqa: ANN401 - a QVariant
        if role == SORT_ROLE:
            return COLUMNS[column].value(line, self.scene)
        if role == TONE_ROLE:
            return self.cell(place, column).tone
        return line.view.company.id if role == COMPANY_ROLE else None


def _shown(line: Line) -> tuple[object, ...]:
    """Return everything that the cells of a line are made from."""
    view = line.view
    return (
        view.company,
        view.cap,
        view.base_cap,
        view.doubt,
        line.milestone,
        line.climb.milestones,
        line.has_history,
    )


def _ladder_words(line: Line) -> str:
    """Return how many rungs are reached, of how many."""
    known = [each.standing for each in line.climb.milestones]
    words = QCoreApplication.translate("Milestones", "{reached} of {all}")
    return words.format(reached=sum(bool(each.reached) for each in known), all=len(known))
