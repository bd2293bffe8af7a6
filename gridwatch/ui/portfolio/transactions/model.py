"""The transactions as a Qt model that says what changed and never starts over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.ui.moving_rows import MovingRows
from gridwatch.ui.portfolio.transactions.columns import (
    COLUMNS,
    PLACES,
    Column,
    Key,
    Scene,
    account_words,
)
from gridwatch.ui.portfolio.transactions.filters import Filter

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
TRANSACTION_ROLE = Qt.ItemDataRole.UserRole
_SEARCHED = tuple(PLACES[each] for each in ("kind", "security", "note", "batch"))


class TransactionModel(MovingRows[int]):
    """Every transaction that passes the filter, by one column; the newest first at first.

    Rows are ids, so that selections stay with what they are of.
    """

    def __init__(self, scene: Scene) -> None:
        """Start empty."""
        super().__init__()
        self.scene = scene
        self.filter = Filter()
        self.column, self.falling = "date", True
        self._all: dict[int, Transaction] = {}
        self._keys: dict[int, Key] = {}  # by the present column
        self._said: dict[int, str] = {}  # what words are looked for in
        self._days: dict[date, str] = {}

    # What is shown

    @property
    def total(self) -> int:
        """Return how many transactions there are, shown or not."""
        return len(self._all)

    def show_all(self, transactions: Iterable[Transaction]) -> None:
        """Take a whole reading: rows come, go and move only where the transactions did."""
        now = {each.id: each for each in transactions}
        changed = {number for number, each in now.items() if self._all.get(number) != each}
        self._take(now, changed)

    def show_changed(self, changed: Mapping[int, Transaction | None]) -> None:
        """Take those that were changed, added or (None) deleted; all others stay as they are."""
        now = dict(self._all)
        for number, each in changed.items():
            if each is None:
                now.pop(number, None)
            else:
                now[number] = each
        self._take(now, {number for number in changed if number in now})

    def show_scene(self, scene: Scene) -> None:
        """Take other names, words or colours."""
        if scene == self.scene:
            return
        self.scene, self._days = scene, {}
        self._take(self._all, set(self._all))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def narrow(self, wanted: Filter) -> None:
        """Show what passes another filter."""
        if wanted != self.filter:
            self.filter = wanted
            self._become(self._ordered(self._all))

    def arrange(self, column: str, *, falling: bool) -> None:
        """Sort by another column, or the other way round."""
        if column != self.column:
            self._keys = {}
        self.column, self.falling = column, falling
        self._become(self._ordered(self._all))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def _take(self, now: dict[int, Transaction], changed: Collection[int]) -> None:
        for number in changed:
            self._keys.pop(number, None)
            self._said.pop(number, None)
        shown = set(self._rows)
        # While rows are taken away, views may still ask for them.
        before, self._all = self._all, self._all | now if self._all.keys() - now.keys() else now
        self._become(self._ordered(now))
        self._all = now
        for number in before.keys() - now.keys():
            self._keys.pop(number, None)
            self._said.pop(number, None)
        self._announce([each for each in changed if each in shown], len(COLUMNS))

    def _ordered(self, now: Mapping[int, Transaction]) -> list[int]:
        """Return the ids that pass, in order; what has no value comes last in both directions."""
        passing = [number for number, each in now.items() if self.filter.lets(each)]
        words = self.filter.words.casefold().split()
        if words:
            said = self._words_of
            passing = [each for each in passing if all(word in said(each, now) for word in words)]
        read, keys, scene = COLUMNS[PLACES[self.column]].key, self._keys, self.scene
        for number in passing:
            if number not in keys:
                keys[number] = read(now[number], scene)
        known = [number for number in passing if keys[number] is not None]
        # Among equals the newest goes first whichever the direction.
        known.sort(key=lambda each: (now[each].on, each), reverse=True)
        known.sort(key=lambda each: keys[each] or (), reverse=self.falling)
        if len(known) == len(passing):
            return known
        without = [number for number in passing if keys[number] is None]
        without.sort(key=lambda each: (now[each].on, each), reverse=True)
        return known + without

    def _words_of(self, number: int, now: Mapping[int, Transaction]) -> str:
        said = self._said.get(number)
        if said is None:
            one, scene = now[number], self.scene
            parts = [COLUMNS[place].text(one, scene) for place in _SEARCHED]
            parts.append(account_words(one, scene.names, all_of_them=True))
            parts += [one.on.isoformat(), self._day(one.on)]
            for security_id in (one.security_id, one.other_security_id):
                found = scene.names.securities.get(security_id) if security_id else None
                if found is not None:
                    parts += [found.symbol, found.isin, found.wkn]
            said = self._said[number] = "\n".join(parts).casefold()
        return said

    def _day(self, on: date) -> str:
        told = self._days.get(on)
        if told is None:
            told = self._days[on] = self.scene.look.phrases.day(on)
        return told

    # What the view asks

    def transaction(self, place: int) -> Transaction | None:
        """Return the transaction at a place."""
        number = self.row(place)
        return None if number is None else self._all.get(number)

    def transactions(self) -> list[Transaction]:
        """Return what is shown, in its order."""
        return [self._all[each] for each in self._rows]

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
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = (" ↓" if self.falling else " ↑") if self.column == column.id else ""
            return column.heading + arrow
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.heading
        return int(column.align) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell."""
        one = self.transaction(index.row()) if index.isValid() else None
        if one is None:
            return None
        column = COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(one, self.scene)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(column.align)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(one, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}: {column.text(one, self.scene)}"
        return one if role == TRANSACTION_ROLE else None

    def _tip(self, one: Transaction, column: Column) -> str:
        if column.id == "note":
            return one.note
        if column.id == "account":
            return account_words(one, self.scene.names, all_of_them=True)
        return column.text(one, self.scene)
