"""The securities that a file names, and which ones they will be, as a Qt model."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from gridwatch.domain.ledger.security import Security
from gridwatch.services.portfolio.candidates import Sign
from gridwatch.services.portfolio.matching import SecurityMatch
from gridwatch.ui.appearance import Tones
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.portfolio.importing.choosing import Choices
from gridwatch.ui.portfolio.importing.work import State

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
TOLD, ISIN, TICKER, CURRENCY, BECOMES, SYMBOL, HOW = range(7)
SIGNS: Mapping[Sign, str] = {
    Sign.CHOSEN: QT_TRANSLATE_NOOP("Import", "Chosen by you"),
    Sign.ISIN: QT_TRANSLATE_NOOP("Import", "By its ISIN"),
    Sign.SYMBOL: QT_TRANSLATE_NOOP("Import", "By its symbol"),
    Sign.WKN: QT_TRANSLATE_NOOP("Import", "By its WKN"),
    Sign.TICKER: QT_TRANSLATE_NOOP("Import", "By its ticker"),
    Sign.NAME: QT_TRANSLATE_NOOP("Import", "By its name and currency"),
}


class SecurityMatchModel(QAbstractTableModel):
    """One row for each security of the part, those that nothing quotes first where wanted.

    `chosen` carries the part's id and the id of the security that is meant, None for a new one;
    `quoted` the part's id and the symbol of a new one.
    """

    chosen = Signal(int, object)
    quoted = Signal(int, str)

    def __init__(self, tones: Tones) -> None:
        """Start empty."""
        super().__init__()
        self._tones = tones
        self.rows: tuple[SecurityMatch, ...] = ()
        self._known: Mapping[int, Security] = {}
        self._tickers: Mapping[int, str] = {}
        self._all: tuple[SecurityMatch, ...] = ()
        self._narrowed: frozenset[int] | None = None

    def show_state(self, state: State) -> None:
        """Show the securities of another reading, or as they were chosen."""
        matching = state.matching
        self._all = matching.securities if matching else ()
        self._known, self._tickers = state.known.securities, state.understood.tickers
        self._refresh()

    def narrow(self, *, unsure: bool) -> None:
        """Show those alone that nothing quotes now; they stay while they are worked on."""
        self._narrowed = (
            frozenset(each.security.id for each in self._all if is_unsure(each)) if unsure else None
        )
        self._refresh()

    def _refresh(self) -> None:
        wanted = self._narrowed
        rows = tuple(each for each in self._all if wanted is None or each.security.id in wanted)
        same = [each.security.id for each in rows] == [each.security.id for each in self.rows]
        if not same:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows != self.rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, HOW))

    def choices(self, index: Index) -> Choices:
        """Return what is offered in a cell: securities that are there, or symbols."""
        row = self.rows[index.row()]
        if index.column() == SYMBOL:
            return [
                *(
                    (f"{each.symbol} · {each.name} · {each.currency}", each.symbol)
                    for each in row.candidates
                ),
                (translate("Import", "None: nobody quotes it"), ""),
            ]
        alike = sorted(
            self._known.values(),
            key=lambda each: (each.currency != row.security.currency, each.name.casefold()),
        )
        return [
            (new_words(), 0),
            *((f"{each.name} · {each.currency}", each.id) for each in alike),
        ]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of securities that are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return seven."""
        return 0 if parent.isValid() else 7

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let it be said which security is meant, and what quotes a new one."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        new = self.rows[index.row()].existing is None
        edited = index.column() == BECOMES or (new and index.column() == SYMBOL)
        return flags | Qt.ItemFlag.ItemIsEditable if edited else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Return a heading."""
        if orientation != Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return (
            translate("Import", "In the file"),
            translate("Import", "ISIN"),
            translate("Import", "Ticker"),
            translate("Import", "Currency"),
            translate("Import", "Becomes"),
            translate("Import", "Symbol"),
            translate("Import", "Known"),
        )[section]

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return one aspect of a cell."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Role.EditRole:
            return (row.existing or 0) if column == BECOMES else row.security.symbol
        if role == Role.ForegroundRole and is_unsure(row) and column in {SYMBOL, HOW}:
            return QColor(self._tones.warn)
        return self._text(row, column) if role in {Role.DisplayRole, Role.ToolTipRole} else None

    def _text(self, row: SecurityMatch, column: int) -> str:
        one = row.security
        there = self._known.get(row.existing or 0)
        return (
            one.name,
            one.isin,
            self._tickers.get(one.id, ""),
            one.currency,
            there.name if there is not None else new_words(),
            (there or one).symbol or (_symbol_words(row) if there is None else ""),
            _how(row),
        )[column]

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Take which security is meant, or the symbol of a new one."""
        if role != Role.EditRole or not index.isValid():
            return False
        row = self.rows[index.row()]
        if index.column() == BECOMES and isinstance(value, int):
            if value != (row.existing or 0):
                self.chosen.emit(row.security.id, value or None)
            return True
        if index.column() == SYMBOL:
            self.quoted.emit(row.security.id, str(value).partition(" · ")[0].strip().upper())
            return True
        return False


def is_unsure(row: SecurityMatch) -> bool:
    """Tell whether nothing is known that quotes it, and the user has not said so either."""
    return row.existing is None and not row.security.symbol and row.by is not Sign.CHOSEN


def new_words() -> str:
    """Return what a security is that is not there yet."""
    return translate("Import", "A new security")


def _symbol_words(row: SecurityMatch) -> str:
    if row.by is Sign.CHOSEN:
        return translate("Import", "None")
    return translate("Import", "Choose…") if row.candidates else translate("Import", "Enter…")


def _how(row: SecurityMatch) -> str:
    if row.by is not None:
        return translate("Import", SIGNS[row.by])
    number = len(row.candidates)
    if number:
        return translate("Import", "Suggestions: {number}").format(number=number)
    return translate("Import", "Not known: no prices")
