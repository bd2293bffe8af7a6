"""The accounts as a Qt model whose rows can be dragged within their group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from gridwatch.domain.ledger.account import Account
from gridwatch.ui.moving_rows import MovingRows
from gridwatch.ui.portfolio.accounts.account_rows import COLUMNS, Row
from gridwatch.ui.portfolio.amounts import Amounts

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_MIME = "application/x-gridwatch-account"
_STRONG = QFont.Weight.DemiBold


class AccountModel(MovingRows[tuple[int, str]]):
    """The rows of accounts and groups.

    `dropped` carries the id of an account, that of another one, and whether it goes behind it.
    """

    dropped = Signal(int, int, bool)

    def __init__(self, amounts: Amounts) -> None:
        """Start empty."""
        super().__init__()
        self.amounts = amounts
        self._by_key: dict[tuple[int, str], Row] = {}

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Take a new reading: rows come, go and move only where the accounts did."""
        before, now = self._by_key, {each.key: each for each in rows}
        changed = [key for key, each in now.items() if key in before and before[key] != each]
        self._by_key = before | now  # while rows are taken away, views may still ask for them
        self._become(list(now))
        self._by_key = now
        self._announce(changed, len(COLUMNS))

    def restyle(self, amounts: Amounts) -> None:
        """Write everything anew, in the words of now."""
        self.amounts = amounts
        self._announce(list(self._by_key), len(COLUMNS))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def account(self, place: int) -> Account | None:
        """Return the account at a place, None for a heading."""
        key = self.row(place)
        return None if key is None else self._by_key[key].account

    def accounts(self) -> list[Account]:
        """Return the accounts as they are shown."""
        found = (self._by_key[key].account for key in self._rows)
        return [each for each in found if each is not None]

    def headings(self) -> list[int]:
        """Return the places of the headings."""
        return [place for place, key in enumerate(self._rows) if key[1]]

    # What Qt asks

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let accounts be dragged; a heading is only read."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        if self.account(index.row()) is None:
            return flag.ItemIsEnabled
        drag = flag.ItemIsDragEnabled | flag.ItemIsDropEnabled
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemNeverHasChildren | drag

    def headerData(  # noqa: D102 - Qt's
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - a QVariant
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].heading
        return int(COLUMNS[section].align) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell."""
        key = self.row(index.row()) if index.isValid() else None
        if key is None:
            return None
        row, column = self._by_key[key], COLUMNS[index.column()]
        if row.account is None:
            return _heading_data(row, index.column(), role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row, row.account, self.amounts)
            case Qt.ItemDataRole.ToolTipRole:
                return row.account.note or column.text(row, row.account, self.amounts)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(column.align)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}: {column.text(row, row.account, self.amounts)}"
        return None

    # Dragging

    def supportedDropActions(self) -> Qt.DropAction:
        """Let rows be moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return what can be dropped here."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Take the account of the first row along."""
        data = QMimeData()
        account = self.account(indexes[0].row()) if indexes else None
        if account is not None:
            data.setData(_MIME, str(account.id).encode())
        return data

    def dropMimeData(  # noqa: N802 - Qt's
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index
    ) -> bool:
        """Tell the order that a drop asks for; the rows move when it is stored, not before."""
        number = bytes(data.data(_MIME).data()).decode()
        if number.isdecimal():
            found = self.beside(int(number), parent.row() if parent.isValid() else row)
            if found is not None:
                self.dropped.emit(int(number), *found)
        return False  # or the view would take the row away

    def beside(self, number: int, place: int) -> tuple[int, bool] | None:
        """Return beside which account one comes that is dropped at a place, and whether behind it.

        None where it stays: it keeps its group, which is a matter of its dialog.
        """
        dragged = next((each for each in self.accounts() if each.id == number), None)
        if dragged is None:
            return None
        before, behind = self._neighbours(place)
        if before is not None and before.group == dragged.group:
            return None if before.id == number else (before.id, False)
        if behind is not None and behind.group == dragged.group:
            return None if behind.id == number else (behind.id, True)
        return None

    def _neighbours(self, place: int) -> tuple[Account | None, Account | None]:
        """Return the accounts at a place and right before it; the end is behind the last."""
        end = self.rowCount()
        at = end if place < 0 else place
        return (
            self.account(at) if at < end else None,
            self.account(at - 1) if 0 < at <= end else None,
        )


def _heading_data(row: Row, column: int, role: int) -> Any:  # noqa: ANN401 - a QVariant
    if role == Qt.ItemDataRole.DisplayRole:
        return row.heading if column == 0 else ""
    if role == Qt.ItemDataRole.FontRole:
        font = QFont()
        font.setWeight(_STRONG)
        return font
    return None
