"""The words of the column with the kinds, and what each of them means, as a Qt model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from gridwatch.files.ledger.actions import Action, action_of, plain_word
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.sketching import Sketch
from gridwatch.ui.appearance import Tones
from gridwatch.ui.portfolio.importing.field_words import action_words

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_MOST = 200  # different words; more of them are no kinds
WORD, LINES, MEANING = range(3)


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word, in how many lines it stands, and what it means."""

    word: str
    lines: int
    action: Action | None


class WordModel(QAbstractTableModel):
    """The words that occur, the most frequent first; `meant` carries one and its Action."""

    meant = Signal(str, object)

    def __init__(self, tones: Tones) -> None:
        """Start empty."""
        super().__init__()
        self._tones = tones
        self.rows: list[WordRow] = []

    def show_sketch(self, sketch: Sketch) -> None:
        """Take the words of a table."""
        self.beginResetModel()
        words = sketch.mapping.words
        self.rows = [
            WordRow(word, lines, action_of(word, words)) for word, lines in _words_of(sketch)
        ]
        self.endResetModel()

    @property
    def unknown(self) -> int:
        """Return how many words mean nothing yet."""
        return sum(each.action is None for each in self.rows)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of words."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return three: the word, its lines, its meaning."""
        return 0 if parent.isValid() else 3

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the meaning be said."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == MEANING else flags

    def headerData(  # noqa: D102 - Qt's
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return int(_align(section))
        if role != Role.DisplayRole:
            return None
        return (
            translate("Import", "Word in the file"),
            translate("Import", "Lines"),
            translate("Import", "Means"),
        )[section]

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Return one aspect of a cell."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in {Role.DisplayRole, Role.ToolTipRole}:
            return (row.word, str(row.lines), action_words(row.action))[index.column()]
        if role == Role.EditRole and index.column() == MEANING:
            return row.action
        if role == Role.TextAlignmentRole:
            return int(_align(index.column()))
        if role == Role.ForegroundRole and row.action is None and index.column() == MEANING:
            return QColor(self._tones.warn)
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Let a word mean something else; the table is then read anew."""
        if role != Role.EditRole or index.column() != MEANING or value not in set(Action):
            return False
        row, action = self.rows[index.row()], Action(str(value))  # Qt makes a text of it
        if action is not row.action:
            self.rows[index.row()] = WordRow(row.word, row.lines, action)
            self.dataChanged.emit(index, index)
            self.meant.emit(plain_word(row.word), action)
        return True


def words_with(words: AnyMapping[str, Action], word: str, action: Action) -> dict[str, Action]:
    """Return the words of a table with another meaning of one of them."""
    return {**words, word: action}


def _words_of(sketch: Sketch) -> list[tuple[str, int]]:
    columns = sketch.mapping.columns
    field = Field.KIND if Field.KIND in columns else Field.SIDE
    places = [place for place, each in enumerate(columns) if each is field]
    found = Counter(
        row.cells[place]
        for row in sketch.table.body
        for place in places
        if place < len(row.cells) and row.cells[place]
    )
    return found.most_common(_MOST)


def _align(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == LINES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
