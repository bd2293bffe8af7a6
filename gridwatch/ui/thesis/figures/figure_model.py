"""The figures of a series as a Qt model: a row for a new one, then what is known, newest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.domain.thesis.knowledge import Seen, revisions_of, seen_of
from gridwatch.domain.thesis.periods import EXAMPLES, period_text
from gridwatch.services.thesis.figure_edits import PutFigures
from gridwatch.ui.look import Look
from gridwatch.ui.moving_rows import MovingRows
from gridwatch.ui.thesis.figures.typed import (
    Column,
    Writing,
    change_of,
    editable,
    local_today,
    new_figure,
    withdrawn,
)
from gridwatch.ui.words import problem_words

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NEW = date.max  # stands for the row of a new figure; no period ends then
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = frozenset({Column.VALUE, Column.LOW, Column.HIGH})
_DECIMALS = 6
_DOT = 6


class FiguresModel(MovingRows[date]):
    """Shows the known figures of one series; what is typed becomes an edit and nothing else.

    `edited` carries that Edit, `refused` the Problem of what can't be read. Rows are known by their
    period, so that a selection stays where it is when figures are read anew.
    """

    edited = Signal(object)
    refused = Signal(object)

    def __init__(self, look: Look, today: Callable[[], date] = local_today) -> None:
        super().__init__()
        self._look, self._today = look, today
        self.series: FigureSeries | None = None
        self._figures: dict[date, Figure] = {}
        self._seen = seen_of(())
        self._draft: dict[Column, str] = {}
        self._fault: Problem | None = None  # of what is typed into the row of a new figure
        self._fixed = False
        self._marks = _marks(look)

    # What is shown

    def show_figures(
        self,
        series: FigureSeries | None,
        seen: Seen,
        *,
        fixed: bool = False,
    ) -> None:
        """Show what is known; `fixed`: it is the past, in which nothing can be changed."""
        if series is None or self.series is None or series.id != self.series.id:
            self._draft, self._fault = {}, None
        before = dict(self._figures), self._seen.revised, self.series, self._fixed
        # Rows that go are still asked for until they are gone.
        self._figures |= {each.on: each for each in seen.known}
        self.series, self._seen, self._fixed = series, seen, fixed
        rows = [each.on for each in reversed(seen.known)]
        self._become(rows if series is None or fixed else [NEW, *rows])
        self._figures = {each.on: each for each in seen.known}
        if before != (self._figures, seen.revised, series, fixed):
            self._announce(self._rows, len(Column))

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look, self._marks = look, _marks(look)
        self._announce(self._rows, len(Column))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def figure(self, place: int) -> Figure | None:
        """Return the figure of a row, None for that of a new one."""
        row = self.row(place)
        return None if row is None else self._figures.get(row)

    @property
    def writing(self) -> Writing | None:
        """Return for what something may be typed, None where nothing may."""
        if self.series is None or self._fixed:
            return None
        return Writing(self.series, self._look.phrases, self._today())

    @property
    def fault_words(self) -> str:
        """Return what is wrong in the row of a new figure, "" where nothing is."""
        return "" if self._fault is None else problem_words(self._fault)

    def text(self, place: int, column: Column) -> str:
        """Return what a cell says."""
        figure = self.figure(place)
        if figure is None:
            return self._draft_text(column)
        match column:
            case Column.PERIOD:
                frequency = self.series.frequency if self.series else None
                return "" if frequency is None else period_text(figure.on, frequency)
            case Column.VALUE | Column.LOW | Column.HIGH:
                number = {Column.LOW: figure.low, Column.HIGH: figure.high}
                value = number.get(column, figure.value)
                return "" if value is None else self._look.phrases.plain(value, _DECIMALS)
            case Column.FORECAST:
                return ""
            case Column.KNOWN_ON:
                return self._look.phrases.day(figure.known_on)
            case Column.NOTE:
                return figure.note

    def _draft_text(self, column: Column) -> str:
        typed = self._draft.get(column, "")
        if typed or self._draft or column is not Column.PERIOD or self.series is None:
            return "" if column is Column.FORECAST else typed
        return f"+ {EXAMPLES[self.series.frequency]}"

    def withdraw(self, places: list[int]) -> None:
        """Ask for the figures of these rows to be taken back, in one edit."""
        writing = self.writing
        figures = [each for place in places if (each := self.figure(place)) is not None]
        if writing is not None and figures:
            gone = tuple(withdrawn(writing, each) for each in figures)
            self.edited.emit(PutFigures(writing.series.id, gone))

    # What is typed

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: ANN401
        """Take what was typed or ticked; what can't be read changes nothing and is explained."""
        writing, column = self.writing, Column(index.column()) if index.isValid() else None
        if writing is None or column is None:
            return False
        if role == Role.CheckStateRole and column is Column.FORECAST:
            text = "yes" if Qt.CheckState(value) is Qt.CheckState.Checked else ""
        elif role == Role.EditRole and column is not Column.FORECAST:
            text = str(value or "").strip()
        else:
            return False
        figure = self.figure(index.row())
        if figure is None:
            self._draft_typed(writing, column, text)
            return True
        try:
            edit = change_of(writing, figure, column, text, self._figures)
        except Problem as problem:
            self.refused.emit(problem)
            return False
        if edit is not None:
            self.edited.emit(edit)
        return edit is not None

    def _draft_typed(self, writing: Writing, column: Column, text: str) -> None:
        """Keep what is typed of a new figure until it is complete; a fault stays to be mended."""
        self._draft = {key: each for key, each in {**self._draft, column: text}.items() if each}
        self._fault, figure = None, None
        try:
            figure = new_figure(writing, self._draft)
        except Problem as problem:
            self._fault = problem
            self.refused.emit(problem)
        if figure is not None:
            self._draft = {}
            self.edited.emit(PutFigures(writing.series.id, (figure,)))
        self._announce([NEW], len(Column))

    # What the view asks

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: D102 - Qt's
        flags = super().flags(index)
        if not index.isValid() or self.writing is None:
            return flags
        if index.column() == Column.FORECAST:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable

    def headerData(  # noqa: D102 - Qt's
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - a QVariant
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Role.DisplayRole:
            return heading_words(Column(section))
        if role == Role.TextAlignmentRole:
            return _RIGHT if Column(section) in _NUMBERS else _LEFT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        place, column = index.row(), Column(index.column())
        aspects: Mapping[Role, Callable[[int, Column], object]] = {
            Role.DisplayRole: self.text,
            Role.EditRole: self._editable,
            Role.CheckStateRole: self._check,
            Role.ForegroundRole: self._colour,
            Role.ToolTipRole: self._tip,
            Role.DecorationRole: self._mark,
            Role.TextAlignmentRole: lambda _, one: _RIGHT if one in _NUMBERS else _LEFT,
        }
        aspect = aspects.get(Role(role))
        return None if aspect is None else aspect(place, column)

    def _editable(self, place: int, column: Column) -> str:
        """Return the text that one begins to change."""
        figure = self.figure(place)
        if figure is None:
            return self._draft.get(column, "")
        numbers: Mapping[Column, float | None] = {
            Column.VALUE: figure.value,
            Column.LOW: figure.low,
            Column.HIGH: figure.high,
        }
        if column in numbers:
            return editable(numbers[column], self._look.phrases)
        return (
            figure.known_on.isoformat() if column is Column.KNOWN_ON else self.text(place, column)
        )

    def _check(self, place: int, column: Column) -> Qt.CheckState | None:
        if column is not Column.FORECAST:
            return None
        figure = self.figure(place)
        on = figure.forecast if figure else self._draft.get(column) == "yes"
        return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked

    def _colour(self, place: int, column: Column) -> QColor | None:
        tones, figure = self._look.tones, self.figure(place)
        if figure is None:
            return QColor(tones.faint if not self._draft else tones.warn if self._fault else
                          tones.text)  # fmt: skip
        quiet = column in {Column.KNOWN_ON, Column.NOTE} or figure.forecast
        return QColor(tones.muted if quiet else tones.text)

    def _tip(self, place: int, column: Column) -> str | None:
        figure = self.figure(place)
        if figure is None:
            return self.fault_words or None
        if figure.on in self._seen.revised and column in {Column.PERIOD, Column.VALUE}:
            count = len(revisions_of(self._seen.every, figure.on))
            words = translate("Figures", "Revised: entered {count} times. Press Ctrl+R to see all.")
            return words.format(count=count)
        return self.text(place, column) or None

    def _mark(self, place: int, column: Column) -> QPixmap | None:
        """Return the dot that says that a figure was revised, room for it in the others."""
        figure = self.figure(place)
        if column is not Column.VALUE:
            return None
        return self._marks[figure is not None and figure.on in self._seen.revised]


def heading_words(column: Column) -> str:
    """Return the heading of a column."""
    match column:
        case Column.PERIOD:
            return translate("Figures", "Period")
        case Column.VALUE:
            return translate("Figures", "Figure")
        case Column.LOW:
            return translate("Figures", "Low")
        case Column.HIGH:
            return translate("Figures", "High")
        case Column.FORECAST:
            return translate("Figures", "Forecast")
        case Column.KNOWN_ON:
            return translate("Figures", "Known on")
        case Column.NOTE:
            return translate("Figures", "Note")


def _marks(look: Look) -> tuple[QPixmap, QPixmap]:
    """Return an empty mark and a dot, both of the same size."""
    found = []
    for shown in (False, True):
        mark = QPixmap(QSize(_DOT, _DOT) * 2)
        mark.setDevicePixelRatio(2)
        mark.fill(Qt.GlobalColor.transparent)
        if shown:
            painter = QPainter(mark)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(look.tones.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(0, 0, _DOT, _DOT)
            painter.end()
        found.append(mark)
    return found[0], found[1]
