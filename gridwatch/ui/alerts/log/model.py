"""The log as a Qt model: the rows that have been read, more where they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from gridwatch.store.user.firing_log import Order
from gridwatch.store.user.firings import Firing
from gridwatch.ui.alerts.log.columns import COLUMNS, LogScene, heading, is_new, tip_words

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
PARTS_ROLE = Role.UserRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LogModel(QAbstractTableModel):
    """The first firings of a query; those that are new are bold.

    `more_wanted`: the end of what has been read is in view, and there is more. Rows come, go and
    stay by the ids of their firings, so that a selection stays with what was selected.
    """

    more_wanted = Signal(int)

    def __init__(self, scene: LogScene, parent: QWidget) -> None:
        super().__init__(parent)
        self.scene = scene
        self._firings: tuple[Firing, ...] = ()
        self._sorted = (Order.WHEN, True)
        self._found = 0
        self._asked = 0  # how many rows there were when more were asked for
        self._bold = QFont(parent.font())
        self._bold.setBold(True)
        self._aspects: Mapping[int, Callable[[Firing, int], object]] = {
            Role.DisplayRole: self.text,
            Role.ToolTipRole: lambda each, _: tip_words(each, self.scene),
            Role.AccessibleTextRole: self.text,
            Role.TextAlignmentRole: lambda _, place: _RIGHT if COLUMNS[place].right else _LEFT,
            Role.FontRole: self._font,
            Role.ForegroundRole: self._colour,
            PARTS_ROLE: _parts,
        }

    def show_firings(self, firings: tuple[Firing, ...], found: int) -> None:
        """Take the first firings of `found`: those that are in both readings keep their rows."""
        before = self._firings
        start = _alike(before, firings)
        end = _alike(before[start:][::-1], firings[start:][::-1])
        gone, come = len(before) - start - end, len(firings) - start - end
        self._found, self._asked = found, 0
        if gone:
            self.beginRemoveRows(QModelIndex(), start, start + gone - 1)
            self._firings = before[:start] + before[start + gone :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), start, start + come - 1)
            self._firings = firings
            self.endInsertRows()
        self._firings = firings
        if before != firings:
            self._say_all()

    def restyle(self, scene: LogScene, firings: tuple[Firing, ...]) -> None:
        """Say the same firings in another look, and under other names."""
        if scene == self.scene and firings == self._firings:
            return
        self.scene = scene
        self._firings = firings
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._say_all()

    def show_sorting(self, order: Order, *, descending: bool) -> None:
        """Mark the column by which the log is sorted."""
        self._sorted = (order, descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _say_all(self) -> None:
        if self._firings:
            last = self.index(len(self._firings) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def firing(self, row: int) -> Firing | None:
        """Return the firing of a row, None where there is none."""
        return self._firings[row] if 0 <= row < len(self._firings) else None

    def row_of(self, number: int) -> int | None:
        """Return the row of the firing with this id, None where it has not been read."""
        found = (row for row, each in enumerate(self._firings) if each.id == number)
        return next(found, None)

    def text(self, firing: Firing, place: int) -> str:
        """Return what a column says of a firing."""
        return COLUMNS[place].text(firing, self.scene)

    def _font(self, firing: Firing, place: int) -> QFont | None:
        return self._bold if COLUMNS[place].chief and is_new(firing) else None

    def _colour(self, firing: Firing, place: int) -> QColor:
        tone = COLUMNS[place].tone(firing)
        if tone == "text" and not is_new(firing):
            tone = "muted"
        return QColor(getattr(self.scene.look.tones, tone))

    # What the view asks

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many firings have been read."""
        return 0 if parent is not None and parent.isValid() else len(self._firings)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's
        """Tell whether the query finds more than has been read."""
        return not parent.isValid() and len(self._firings) < self._found

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's
        """Ask for more, once; they come with `show_firings`."""
        if self.canFetchMore(parent) and self._asked != len(self._firings):
            self._asked = len(self._firings)
            self.more_wanted.emit(len(self._firings))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Return the words over a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            order, descending = self._sorted
            arrow = (" ↓" if descending else " ↑") if COLUMNS[section].order is order else ""
            return heading(COLUMNS[section]) + arrow
        if role == Role.TextAlignmentRole:
            return _RIGHT if COLUMNS[section].right else _LEFT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return what a cell says and how."""
        aspect = self._aspects.get(role)
        if aspect is None or not index.isValid():
            return None
        return aspect(self._firings[index.row()], index.column())


def _parts(firing: Firing, _place: int) -> tuple[float, ...] | None:
    move = firing.move
    return None if move is None else (move.by_price, move.by_shares, move.by_rate)


def _alike(one: tuple[Firing, ...], other: tuple[Firing, ...]) -> int:
    """Return how many firings at the start of both are the same ones."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine.id != theirs.id:
            break
        count += 1
    return count
