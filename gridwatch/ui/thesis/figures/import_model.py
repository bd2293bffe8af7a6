"""The lines of an import as a Qt model: the number, what becomes of it, and its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, Qt
from PySide6.QtCore import QPersistentModelIndex as Persistent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from gridwatch.domain.thesis.figures import FigureSeries
from gridwatch.files.headings import Meaning
from gridwatch.services.thesis.figure_import import TAKEN, Judged, Verdict
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.figures.import_words import meaning_words, verdict_words

translate = QCoreApplication.translate
Index = QModelIndex | Persistent
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
FIRST = 2  # the column of the first cell
_TONES = {Verdict.NEW: "text", Verdict.REVISES: "accent", Verdict.BAD: "warn"}


class ImportModel(QAbstractTableModel):
    """Shows how each line is understood; nothing in it can be changed."""

    def __init__(self, series: FigureSeries, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._series, self._look = series, look
        self._lines: tuple[Judged, ...] = ()
        self._meanings: tuple[Meaning, ...] = ()

    def show_lines(self, lines: tuple[Judged, ...], meanings: Sequence[Meaning]) -> None:
        """Show lines that were read anew: no row of before has to do with one of now."""
        self.beginResetModel()
        self._lines, self._meanings = lines, tuple(meanings)
        self.endResetModel()

    def next_bad(self, place: int) -> int | None:
        """Return the next row that can't be read, from the first again after the last."""
        bad = [row for row, each in enumerate(self._lines) if each.verdict is Verdict.BAD]
        return next((each for each in bad if each > place), bad[0] if bad else None)

    # What the view asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else FIRST + len(self._meanings)

    def headerData(  # noqa: D102 - Qt's
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - a QVariant
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Role.DisplayRole:
            return None
        if section < FIRST:
            line, verdict = translate("Figures", "Line"), translate("Figures", "Becomes")
            return (line, verdict)[section]
        return f"{meaning_words(self._meanings[section - FIRST])} ▾"

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        judged = self._lines[index.row()]
        if role in {Role.DisplayRole, Role.ToolTipRole}:
            return self._text(judged, index.column())
        return self._colour(judged, index.column()) if role == Role.ForegroundRole else None

    def _text(self, judged: Judged, column: int) -> str:
        if column == 0:
            return str(judged.line.number)
        if column == 1:
            return verdict_words(judged, self._series, self._look)
        cells = judged.line.cells
        text = cells[column - FIRST] if column - FIRST < len(cells) else ""
        return text[:200].replace("\0", "␀").replace("\n", " ")

    def _colour(self, judged: Judged, column: int) -> QColor:
        tones = self._look.tones
        if column == 0:
            return QColor(tones.faint)
        if column == 1:
            return QColor(getattr(tones, _TONES.get(judged.verdict, "muted")))
        used = self._meanings[column - FIRST] is not Meaning.NOTHING
        strong = used and (judged.verdict in TAKEN or judged.verdict is Verdict.BAD)
        return QColor(tones.text if strong else tones.faint)
