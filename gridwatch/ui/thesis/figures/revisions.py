"""The dialog that shows every revision of one figure: its value, since when, and when entered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.domain.thesis.periods import period_text
from gridwatch.ui.figure_words import figure_text
from gridwatch.ui.flat_rows import lay_flat
from gridwatch.ui.look import Look

translate = QCoreApplication.translate
_SIZE = (440, 260)


class RevisionsDialog(QDialog):
    """Lists the revisions of a period, the newest first."""

    def __init__(
        self,
        series: FigureSeries,
        revisions: Sequence[Figure],
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        """Show `revisions`, at least one, all of one period."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Figures", "Revisions"))
        self.resize(*_SIZE)
        self.model = QStandardItemModel(self)
        self.model.setHorizontalHeaderLabels(
            [
                translate("Figures", "Figure"),
                translate("Figures", "Known on"),
                translate("Figures", "Entered"),
                translate("Figures", "Note"),
            ]
        )
        for each in revisions:
            self.model.appendRow([_item(text) for text in _texts(series, each, look)])
        heading = QLabel(f"{series.name} · {period_text(revisions[0].on, series.frequency)}")
        self.table = QTreeView(self)
        lay_flat(self.table)
        self.table.setModel(self.model)
        self.table.setAccessibleName(translate("Figures", "Revisions"))
        self.table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setStyleSheet("QTreeView::item { min-height: 25px; padding: 0 5px; }")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)


def _texts(series: FigureSeries, figure: Figure, look: Look) -> tuple[str, ...]:
    if figure.value is None:
        value = translate("Figures", "withdrawn")
    else:
        value = figure_text(figure, series.unit, look.phrases)
    if figure.forecast:
        value = translate("Figures", "{value}, forecast").format(value=value)
    phrases = look.phrases
    return value, phrases.day(figure.known_on), phrases.moment(figure.recorded_at), figure.note


def _item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    return item
