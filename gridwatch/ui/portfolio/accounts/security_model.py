"""The securities of the ledger as a Qt model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from gridwatch.domain.ledger.security import Security
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.moving_rows import MovingRows
from gridwatch.ui.portfolio.amounts import Amounts

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the securities."""

    id: str
    title: str
    text: Callable[[Security], str]
    sample: str = ""
    stretch: int = 0
    align: Qt.AlignmentFlag = LEFT

    @property
    def heading(self) -> str:
        """Return the title in the reader's language."""
        return translate("Accounts", self.title)


COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        QT_TRANSLATE_NOOP("Accounts", "Security"),
        lambda one: one.name,
        "A company",
        stretch=1,
    ),
    Column("symbol", QT_TRANSLATE_NOOP("Accounts", "Symbol"), lambda one: one.symbol, "600888.SS"),
    Column("isin", QT_TRANSLATE_NOOP("Accounts", "ISIN"), lambda one: one.isin, "CH0088888888"),
    Column("wkn", QT_TRANSLATE_NOOP("Accounts", "WKN"), lambda one: one.wkn, "888888"),
    Column("currency", QT_TRANSLATE_NOOP("Accounts", "Currency"), lambda one: one.currency, "CNY"),
    Column("uses", QT_TRANSLATE_NOOP("Accounts", "Transactions"), lambda _: "", "888", align=RIGHT),
)


class SecurityModel(MovingRows[int]):
    """All securities by their names."""

    def __init__(self, amounts: Amounts) -> None:
        """Start empty."""
        super().__init__()
        self.amounts = amounts
        self._all: Mapping[int, Security] = {}
        self._uses: Mapping[int, int] = {}

    def show_securities(self, found: Mapping[int, Security], uses: Mapping[int, int]) -> None:
        """Take a new reading: rows come, go and move only where the securities did."""
        before, used = self._all, self._uses
        changed = [
            number
            for number, each in found.items()
            if number in before and (before[number] != each or used.get(number) != uses.get(number))
        ]
        self._all, self._uses = {**before, **found}, uses
        self._become(list(found))
        self._all = found
        self._announce(changed, len(COLUMNS))

    def restyle(self, amounts: Amounts) -> None:
        """Write everything anew, in the words of now."""
        self.amounts = amounts
        self._announce(list(self._all), len(COLUMNS))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def security(self, place: int) -> Security | None:
        """Return the security at a place."""
        number = self.row(place)
        return None if number is None else self._all[number]

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
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].heading
        return int(COLUMNS[section].align) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell."""
        security = self.security(index.row()) if index.isValid() else None
        if security is None:
            return None
        column = COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(security, column)
            case Qt.ItemDataRole.ToolTipRole:
                return security.note or self._text(security, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(column.align)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}: {self._text(security, column)}"
        return None

    def _text(self, security: Security, column: Column) -> str:
        if column.id != "uses":
            return column.text(security)
        number = self._uses.get(security.id, 0)
        return self.amounts.number(Decimal(number)) if number else ""
