"""The series of a company or theme as a Qt model: name, last figure, its period, how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.domain.thesis.periods import period_text
from gridwatch.ui.figure_words import value_text
from gridwatch.ui.look import Look
from gridwatch.ui.moving_rows import MovingRows
from gridwatch.wording.frequencies import frequency_words

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(IntEnum):
    """The columns of the list of series."""

    NAME = 0
    LAST = 1
    PERIOD = 2
    FREQUENCY = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """A series and the last figure that is known of it."""

    series: FigureSeries
    last: Figure | None


class SeriesModel(MovingRows[int]):
    """Shows series; rows are known by their ids, so that a selection stays with its series."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._listed: dict[int, Listed] = {}

    def show_series(self, listed: Sequence[Listed]) -> None:
        """Show these series in this order."""
        before = dict(self._listed)
        self._listed |= {each.series.id: each for each in listed}
        self._become([each.series.id for each in listed])
        self._listed = {each.series.id: each for each in listed}
        changed = [number for number, each in self._listed.items() if before.get(number) != each]
        self._announce(changed, len(Column))

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        self._announce(self._rows, len(Column))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    @property
    def every(self) -> tuple[FigureSeries, ...]:
        """Return the series from top to bottom."""
        return tuple(self._listed[each].series for each in self._rows)

    def series(self, place: int) -> FigureSeries | None:
        """Return the series of a row, None where there is none."""
        number = self.row(place)
        return None if number is None else self._listed[number].series

    def text(self, place: int, column: Column) -> str:
        """Return what a cell says."""
        one = self._listed[self._rows[place]]
        match column:
            case Column.NAME:
                return one.series.name
            case Column.LAST:
                if one.last is None or one.last.value is None:
                    return one.series.unit
                return value_text(one.last.value, one.series.unit, self._look.phrases)
            case Column.PERIOD:
                return "" if one.last is None else period_text(one.last.on, one.series.frequency)
            case Column.FREQUENCY:
                return frequency_words(one.series.frequency)

    # What the view asks

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: D102 - Qt's
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - a QVariant
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Role.TextAlignmentRole:
            return _RIGHT if section == Column.LAST else _LEFT
        return heading_words(Column(section)) if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        place, column = index.row(), Column(index.column())
        if role == Role.DisplayRole:
            return self.text(place, column)
        if role == Role.TextAlignmentRole:
            return _RIGHT if column is Column.LAST else _LEFT
        if role == Role.ForegroundRole:
            return self._colour(place, column)
        return self._tip(place) if role == Role.ToolTipRole else None

    def _colour(self, place: int, column: Column) -> QColor:
        tones, last = self._look.tones, self._listed[self._rows[place]].last
        quiet = column in {Column.PERIOD, Column.FREQUENCY} or (
            column is Column.LAST and (last is None or last.forecast)
        )
        return QColor(tones.muted if quiet else tones.text)

    def _tip(self, place: int) -> str:
        series = self._listed[self._rows[place]].series
        lines = (series.name, series.key, series.source, series.link, series.note)
        return "\n".join(each for each in lines if each)


def heading_words(column: Column) -> str:
    """Return the heading of a column."""
    match column:
        case Column.NAME:
            return translate("Figures", "Series")
        case Column.LAST:
            return translate("Figures", "Last")
        case Column.PERIOD:
            return translate("Figures", "Period")
        case Column.FREQUENCY:
            return translate("Figures", "Frequency")
