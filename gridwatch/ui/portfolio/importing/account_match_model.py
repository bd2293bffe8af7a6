"""The accounts that a file names, and which ones they will be, as a Qt model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gridwatch.domain.ledger.account import LONGEST_NAME, Account, AccountKind
from gridwatch.preferences import CURRENCIES
from gridwatch.services.portfolio.matching import AccountMatch
from gridwatch.ui.portfolio.importing.choosing import Choices
from gridwatch.ui.portfolio.importing.work import State
from gridwatch.wording.ledger import account_kind_words

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
TOLD, KIND, CURRENCY, BECOMES, NAME, GROUP = range(6)


class AccountMatchModel(QAbstractTableModel):
    """One row for each account of the part.

    `chosen` carries the part's id and the id of the account that is meant, None for a new one;
    `named` the part's id and the new account as it is to be.
    """

    chosen = Signal(int, object)
    named = Signal(int, object)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.rows: tuple[AccountMatch, ...] = ()
        self._told: Mapping[int, str] = {}
        self._known: Mapping[int, Account] = {}

    def show_state(self, state: State) -> None:
        """Show the accounts of another reading, or as they were chosen."""
        rows = state.matching.accounts if state.matching else ()
        self._known = state.known.accounts
        self._told = {each.id: each.name for each in state.understood.part.accounts}
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows != self.rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, GROUP))

    def choices(self, index: Index) -> Choices:
        """Return which accounts one can be: a new one, or those of its kind and currency.

        A new securities account can be reported in any currency.
        """
        one = self.rows[index.row()].account
        if index.column() == CURRENCY:
            codes = dict.fromkeys((one.currency, *CURRENCIES))
            return [(each, each) for each in codes]
        found: list[tuple[str, object]] = [(new_words(), 0)]
        for each in self._known.values():
            same = each.kind is one.kind and not each.closed
            if same and (each.kind is AccountKind.SECURITIES or each.currency == one.currency):
                found.append((each.name, each.id))
        return found

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of accounts."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return six."""
        return 0 if parent.isValid() else 6

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let it be said which account is meant; a new one can be named."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        row = self.rows[index.row()]
        free = {NAME, GROUP}
        if row.account.kind is AccountKind.SECURITIES:
            free.add(CURRENCY)
        edited = index.column() == BECOMES or (row.existing is None and index.column() in free)
        return flags | Qt.ItemFlag.ItemIsEditable if edited else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Return a heading."""
        if orientation != Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return (
            translate("Import", "In the file"),
            translate("Import", "Kind"),
            translate("Import", "Currency"),
            translate("Import", "Becomes"),
            translate("Import", "Name"),
            translate("Import", "Group"),
        )[section]

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return one aspect of a cell."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Role.EditRole and index.column() == BECOMES:
            return row.existing or 0
        if role not in {Role.DisplayRole, Role.EditRole, Role.ToolTipRole}:
            return None
        one = row.account
        there = self._known.get(row.existing or 0)
        shown = there or one
        return (
            self._told.get(one.id, one.name),
            account_kind_words(one.kind),
            one.currency,
            there.name if there is not None else new_words(),
            shown.name,
            shown.group,
        )[index.column()]

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Take which account is meant, or what a new one is called."""
        if role != Role.EditRole or not index.isValid():
            return False
        row = self.rows[index.row()]
        one, text = row.account, " ".join(str(value).split())[:LONGEST_NAME]
        if index.column() == BECOMES and isinstance(value, int):
            if value != (row.existing or 0):
                self.chosen.emit(one.id, value or None)
        elif index.column() == NAME and text and text != one.name:
            self.named.emit(one.id, replace(one, name=text))
        elif index.column() == CURRENCY and text != one.currency:
            self.named.emit(one.id, replace(one, currency=text))
        elif index.column() == GROUP and text != one.group:
            self.named.emit(one.id, replace(one, group=text))
        else:
            return False
        return True


def new_words() -> str:
    """Return what an account is that is not there yet."""
    return translate("Import", "A new account")
