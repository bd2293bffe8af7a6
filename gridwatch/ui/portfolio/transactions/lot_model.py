"""The open lots from which a sale takes, with how many shares it takes of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gridwatch.domain.ledger.lots import Lot
from gridwatch.domain.ledger.transaction import ChosenLot
from gridwatch.domain.ledger.typed_number import read_decimal
from gridwatch.domain.problem import Problem
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.amounts import Amounts

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
DAY, OPEN, COST, EACH, TAKEN = range(5)
_NOTHING = Decimal(0)


class LotModel(QAbstractTableModel):
    """Lots, oldest first; `chosen`: other shares are taken; `refused` carries a Problem."""

    chosen = Signal()
    refused = Signal(object)

    def __init__(self, look: Look, amounts: Amounts) -> None:
        """Start empty."""
        super().__init__()
        self._look, self._amounts = look, amounts
        self.lots: tuple[Lot, ...] = ()
        self._taken: dict[int, Decimal] = {}  # by the transaction that opened the lot

    def show_lots(self, lots: Sequence[Lot], taken: Mapping[int, Decimal]) -> None:
        """Show the lots of another day, account or security."""
        self.beginResetModel()
        self.lots = tuple(lots)
        known = {each.opened_by for each in lots}
        self._taken = {number: each for number, each in taken.items() if number in known and each}
        self.endResetModel()

    @property
    def taken(self) -> tuple[ChosenLot, ...]:
        """Return what is taken of each lot."""
        return tuple(
            ChosenLot(each.opened_by, self._taken[each.opened_by])
            for each in self.lots
            if self._taken.get(each.opened_by)
        )

    @property
    def total(self) -> Decimal:
        """Return how many shares are taken of all lots together."""
        return sum((each.quantity for each in self.taken), _NOTHING)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of lots."""
        return 0 if parent.isValid() else len(self.lots)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 5

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let what is taken be typed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == TAKEN else flags

    def headerData(  # noqa: D102 - Qt's
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - a QVariant
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= TAKEN:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_align(section))
        return _headings()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell."""
        if not index.isValid() or not 0 <= index.row() < len(self.lots):
            return None
        lot, column = self.lots[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(lot, column)
            case Qt.ItemDataRole.EditRole if column == TAKEN:
                return self._amounts.typed(self._taken.get(lot.opened_by))
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(_align(column))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{_headings()[column]}: {self._text(lot, column)}"
        return None

    def _text(self, lot: Lot, column: int) -> str:
        amounts = self._amounts
        match column:
            case 0:
                return self._look.phrases.day(lot.on)
            case 1:
                return amounts.number(lot.quantity)
            case 2 if lot.cost is not None:
                return amounts.with_unit(lot.cost, lot.currency)
            case 3 if lot.cost is not None and lot.quantity:
                return amounts.price(lot.cost / lot.quantity, lot.currency)
            case 4:
                taken = self._taken.get(lot.opened_by)
                return amounts.number(taken) if taken else ""
        return "—"

    def setData(  # noqa: D102 - Qt's
        self,
        index: Index,
        value: Any,  # noqa: ANN401 - a QVariant
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != TAKEN:
            return False
        lot = self.lots[index.row()]
        try:
            wanted = self._read(lot, str(value))
        except Problem as problem:
            self.refused.emit(problem)
            return False
        self._taken[lot.opened_by] = wanted
        self.dataChanged.emit(index, index)
        self.chosen.emit()
        return True

    def _read(self, lot: Lot, text: str) -> Decimal:
        wanted = read_decimal(text) or _NOTHING
        if not 0 <= wanted <= lot.quantity:
            most = self._amounts.number(lot.quantity)
            raise Problem(
                "lot_range", "Of this lot between 0 and {most} shares can be taken.", most=most
            )
        return wanted


def _align(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == DAY else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _headings() -> tuple[str, ...]:
    return (
        translate("Transactions", "Bought"),
        translate("Transactions", "Open"),
        translate("Transactions", "Cost"),
        translate("Transactions", "Per share"),
        translate("Transactions", "Taken"),
    )
