"""The rows of an import: what is refused first, then what is new, changed or left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from gridwatch.files.thesis_folder import Refused
from gridwatch.services.thesis.folder_import import Plan
from gridwatch.services.thesis.folder_matching import Outcome
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.words import problem_words
from gridwatch.wording.importing import noun_words, outcome_words, stranger_words

translate = QCoreApplication.translate
COLUMNS = ("outcome", "noun", "words", "place")
HEADINGS = {
    "outcome": QT_TRANSLATE_NOOP("Import", "What"),
    "noun": QT_TRANSLATE_NOOP("Import", "Kind"),
    "words": QT_TRANSLATE_NOOP("Import", "Words"),
    "place": QT_TRANSLATE_NOOP("Import", "Where"),
}
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LONGEST_PLACE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    outcome: str
    noun: str
    words: str
    place: str = ""


class ImportModel(QAbstractTableModel):
    """What a plan would do; what stays the same is not told one by one."""

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = tuple(_rows(plan))

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell; whole ones when it is pointed at."""
        if not index.isValid():
            return None
        text = getattr(self.rows[index.row()], COLUMNS[index.column()])
        if role == Qt.ItemDataRole.ToolTipRole:
            return text or None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _end_of(text) if COLUMNS[index.column()] == "place" else text

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate("Import", HEADINGS[COLUMNS[section]])
        return None


def _rows(plan: Plan) -> Iterator[Row]:
    for each in plan.refused:
        yield _place_row(translate("Import", "refused"), each)
    for stranger in plan.strangers:
        yield Row(translate("Import", "left out"), "", stranger_words(stranger))
    for each in plan.remarks:
        yield _place_row(translate("Import", "note"), each)
    # Where something is refused, none of this comes about.
    for outcome in () if plan.refused else (Outcome.BOTH, Outcome.CHANGED, Outcome.NEW):
        for step in plan.steps:
            if step.outcome is outcome:
                words = step.name if step.number == 1 else f"{step.name} ({step.number})"
                yield Row(outcome_words(outcome), noun_words(step.noun), words, step.spot.file)


def _place_row(outcome: str, each: Refused) -> Row:
    place = f"{each.spot.file}:{each.spot.line}"
    return Row(outcome, "", problem_words(each.problem), place)


def _end_of(path: str) -> str:
    """Return the end of a path, which says the most of it."""
    return path if len(path) <= LONGEST_PLACE else f"…{path[1 - LONGEST_PLACE :]}"
