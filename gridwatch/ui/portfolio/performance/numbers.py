"""The statements of a period side by side, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.figure_buttons import FigureRow
from gridwatch.ui.portfolio.performance.statement import Statement

_LEAST = 190  # pixels of a statement at an ordinary font
_ORDINARY_HEIGHT = 17


class StatementView(QWidget):
    """One statement: its heading and a row for each number."""

    asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setContentsMargins(6, 0, 0, 2)
        self.rows: list[FigureRow] = []
        self._look = look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.title)
        self._column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_statement(self, statement: Statement, look: Look) -> None:
        """Show other numbers, or the same in another look; the keys stay where they are."""
        self._look = look
        self.title.setText(statement.title)
        self.title.setStyleSheet(f"color: {look.tones.text}; font-weight: 600;")
        self._match(len(statement.figures))
        for row, figure in zip(self.rows, statement.figures, strict=True):
            row.show_figure(figure, look.tones)

    def _match(self, count: int) -> None:
        while len(self.rows) < count:
            row = FigureRow(self._look.tones, self)
            row.asked.connect(self.asked)
            self._column.insertWidget(self._column.count() - 1, row)
            self.rows.append(row)
        while len(self.rows) > count:
            gone = self.rows.pop()
            self._column.removeWidget(gone)
            gone.deleteLater()


class NumbersGrid(QWidget):
    """All statements of a period; `asked` carries the Opening of a number."""

    asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.views: list[StatementView] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(14)

    def show_statements(self, statements: Sequence[Statement], look: Look) -> None:
        """Show other numbers, or the same in another look."""
        self._look = look
        while len(self.views) < len(statements):
            view = StatementView(look, self)
            view.asked.connect(self.asked)
            self.views.append(view)
            self._columns = 0
        while len(self.views) > len(statements):
            gone = self.views.pop()
            self._grid.removeWidget(gone)
            gone.deleteLater()
            self._columns = 0
        for view, statement in zip(self.views, statements, strict=True):
            view.show_statement(statement, look)
        self._arrange()

    def columns_for(self, width: int) -> int:
        """Return how many statements stand side by side at a width, as many in each row."""
        least = _LEAST * self.fontMetrics().height() / _ORDINARY_HEIGHT
        possible = max(1, int((width + 22) // (least + 22)))
        rows = -(-len(self.views) // possible) or 1
        return max(1, -(-len(self.views) // rows))

    def _arrange(self) -> None:
        columns = self.columns_for(self.width())
        if columns == self._columns:
            return
        self._columns = columns
        for place, view in enumerate(self.views):
            self._grid.addWidget(view, place // columns, place % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many statements side by side as there is room for."""
        super().resizeEvent(event)
        self._arrange()
