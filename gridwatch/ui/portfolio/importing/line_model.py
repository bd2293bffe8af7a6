"""Every line of a file with what becomes of it, as a Qt model; large files stay fluid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from gridwatch.domain.ledger.part import Line
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.duplicates import Duplicate
from gridwatch.services.portfolio.matching import Choices, Matching
from gridwatch.ui.look import Look
from gridwatch.ui.moving_rows import MovingRows
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.ui.portfolio.importing.line_words import (
    Status,
    amount_words,
    line_words,
    reason_words,
    status_of,
    status_words,
)
from gridwatch.ui.portfolio.importing.work import State
from gridwatch.ui.portfolio.place import Names
from gridwatch.wording.ledger import kind_words

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
TAKE, LINE, STATUS, DAY, WHAT, AMOUNT, WHY = range(7)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
DOUBLES = frozenset({Status.CERTAIN, Status.LIKELY})


class LineModel(MovingRows[int]):
    """Rows are places of lines in the part; `ticked` carries places, and whether to take them."""

    ticked = Signal(object, bool)

    def __init__(self, look: Look) -> None:
        """Start empty."""
        super().__init__()
        self.look, self.amounts = look, Amounts(look.phrases.language)
        self.names = Names()
        self.counts: Counter[Status] = Counter()
        self._lines: tuple[Line, ...] = ()
        self._statuses: list[Status] = []
        self._doubles: Mapping[int, Duplicate] = {}
        self._booked: Mapping[int, Transaction] = {}
        self._choices = Choices()
        self._left_out: frozenset[int] = frozenset()
        self._taken: list[Transaction] = []
        self._wanted: frozenset[Status] | None = None
        self._words = ""
        self._said: dict[int, str] = {}  # in what words are looked for

    # What is shown

    def show_state(self, state: State) -> None:
        """Show the lines of another reading, or as they were ticked."""
        matching = state.matching
        if matching is None:
            return
        fresh = matching.part.lines is not self._lines
        doubles = {each.transaction_id: each for each in matching.duplicates}
        self.names = Names(state.accounts, state.securities)
        if fresh or doubles != self._doubles:
            self._take_lines(state, matching, doubles)
        self._choices, self._left_out = matching.choices, matching.left_out
        left = matching.left_out
        self._taken = [
            one for line in self._lines for one in line.transactions if one.id not in left
        ]
        self._become(self._passing())
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, WHY))

    def _take_lines(
        self, state: State, matching: Matching, doubles: Mapping[int, Duplicate]
    ) -> None:
        if matching.part.lines is not self._lines:
            self.beginResetModel()  # another file or another reading: nothing stays
            self._rows, self._row_of, self._said = [], {}, {}
            self._lines = matching.part.lines
            self.endResetModel()
        self._doubles = doubles
        wanted = {each.booked_id for each in doubles.values()}
        self._booked = {each.id: each for each in state.known.transactions if each.id in wanted}
        self._statuses = [status_of(each, doubles) for each in self._lines]
        self.counts = Counter(self._statuses)

    def narrow(self, statuses: frozenset[Status] | None, words: str = "") -> None:
        """Show lines of some statuses alone, and with all of some words."""
        if (statuses, words) == (self._wanted, self._words):
            return
        self._wanted, self._words = statuses, words
        # Others are looked for: nothing that is selected has to stay so.
        self.beginResetModel()
        self._rows = self._passing()
        self._row_of = {each: place for place, each in enumerate(self._rows)}
        self.endResetModel()

    def _passing(self) -> list[int]:
        wanted, words = self._wanted, self._words.casefold().split()
        found = [
            place
            for place, status in enumerate(self._statuses)
            if (status is not Status.NOTHING if wanted is None else status in wanted)
        ]
        return [each for each in found if self._has(each, words)] if words else found

    def _has(self, place: int, words: Iterable[str]) -> bool:
        said = self._said.get(place)
        if said is None:
            said = self._said[place] = _said(self._lines[place], self.names)
        return all(each in said for each in words)

    # What is known of a row

    def line_at(self, place: int) -> Line | None:
        """Return the line of a row."""
        at = self.row(place)
        return None if at is None else self._lines[at]

    def status_at(self, place: int) -> Status:
        """Return the status of a row."""
        return self._statuses[self._rows[place]]

    def is_taken(self, place: int) -> bool:
        """Tell whether all of a row is imported."""
        line = self._lines[self._rows[place]]
        left = self._left_out
        return bool(line.transactions) and not any(each.id in left for each in line.transactions)

    def taken(self) -> list[Transaction]:
        """Return all transactions that are imported."""
        return self._taken

    def left_out_doubles(self) -> int:
        """Return how many transactions are left out because they are booked already."""
        return len(self._doubles.keys() & self._left_out)

    def lines_of(self, status: Status) -> list[Line]:
        """Return all lines of a status."""
        pairs = zip(self._lines, self._statuses, strict=True)
        return [line for line, each in pairs if each is status]

    def ticks(self, places: Iterable[int], *, take: bool) -> tuple[set[int], set[int]]:
        """Return which transactions are `taken` and `left_out` when rows are ticked or not."""
        taken, left = set(self._choices.taken), set(self._choices.left_out)
        for place in places:
            for one in self._lines[place].transactions:
                left.discard(one.id)
                taken.discard(one.id)
                if take and one.id in self._doubles:
                    taken.add(one.id)
                elif not take and one.id not in self._doubles:
                    left.add(one.id)
        return taken, left

    def tick(self, places: Iterable[int], *, take: bool) -> None:
        """Take the lines of some rows, or leave them out."""
        self.ticked.emit([self._rows[each] for each in places], take)

    # What Qt asks

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return seven."""
        return 0 if parent.isValid() else 7

    def flags(self, _index: Index) -> Qt.ItemFlag:
        """Let rows be selected; the delegate turns ticks. Qt asks for every cell of a selection."""
        return _FLAGS

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Return a heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return int(_align(section))
        if role != Role.DisplayRole:
            return None
        return (
            "",
            translate("Import", "Line"),
            translate("Import", "Status"),
            translate("Import", "Date"),
            translate("Import", "What it says"),
            translate("Import", "Amount"),
            translate("Import", "Why"),
        )[section]

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return one aspect of a cell."""
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        column, status = index.column(), self.status_at(index.row())
        found: object = None
        match role:
            case Role.DisplayRole | Role.ToolTipRole:
                found = self.text(line, status, column) or None
            case Role.CheckStateRole if column == TAKE and line.transactions:
                taken = self.is_taken(index.row())
                found = Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
            case Role.TextAlignmentRole:
                found = int(_align(column))
            case Role.ForegroundRole:
                found = self._colour(index.row(), column, status)
            case Role.AccessibleTextRole if column == TAKE:
                found = self._taken_words(index.row(), line)
            case Role.AccessibleTextRole:
                found = self.text(line, status, column)
        return found

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Tick a line."""
        if role != Role.CheckStateRole or index.column() != TAKE:
            return False
        self.tick([index.row()], take=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def text(self, line: Line, status: Status, column: int) -> str:
        """Return what stands in a cell."""
        match column:
            case 1:
                return str(line.number)
            case 2:
                return status_words(status)
            case 3:
                return self.look.phrases.day(line.transactions[0].on) if line.transactions else ""
            case 4:
                return line_words(line, self.names, self.amounts)
            case 5:
                return amount_words(line, self.names, self.amounts)
            case 6:
                return reason_words(line, status, self._booked_on(line))
        return ""

    def _booked_on(self, line: Line) -> str:
        for each in line.transactions:
            double = self._doubles.get(each.id)
            one = self._booked.get(double.booked_id) if double is not None else None
            if one is not None:
                return self.look.phrases.day(one.on)
        return ""

    def _taken_words(self, place: int, line: Line) -> str:
        if not line.transactions:
            return ""
        if self.is_taken(place):
            return translate("Import", "Is imported")
        return translate("Import", "Is left out")

    def _colour(self, place: int, column: int, status: Status) -> QColor | None:
        tones = self.look.tones
        if status is Status.ERROR and column in {STATUS, WHY}:
            return QColor(tones.warn)
        if status in {Status.REMARK, Status.NOTHING}:
            return QColor(tones.muted)
        if self._lines[self._rows[place]].transactions and not self.is_taken(place):
            return QColor(tones.faint if column in {WHAT, AMOUNT, DAY} else tones.muted)
        return QColor(tones.muted) if column in {LINE, WHY} else None


def _said(line: Line, names: Names) -> str:
    parts = list(line.cells)
    for one in line.transactions:
        parts += [kind_words(one.kind), names.security(one.security_id), one.note]
    return " ".join(parts).casefold()


def _align(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in {LINE, AMOUNT} else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
