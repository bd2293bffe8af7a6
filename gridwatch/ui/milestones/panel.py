"""The milestone board as one widget: what a row is, the table, and what its numbers mean."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.problem import Problem
from gridwatch.services.chart_table import write_table
from gridwatch.services.milestones import Board
from gridwatch.services.overview import Overview
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.milestones.explain import reading
from gridwatch.ui.milestones.export import figures
from gridwatch.ui.milestones.lines import (
    Line,
    Mode,
    histories_missing,
    lines_of,
    without_rungs,
)
from gridwatch.ui.milestones.model import BoardModel
from gridwatch.ui.milestones.table import BoardTable
from gridwatch.ui.strips import error_words, simulated_words
from gridwatch.ui.user_file import ask_for_file
from gridwatch.ui.watchlist.cells import Scene, scene_of

translate = QCoreApplication.translate
_MODES = {
    Mode.COMPANIES: QT_TRANSLATE_NOOP("Milestones", "Companies"),
    Mode.RUNGS: QT_TRANSLATE_NOOP("Milestones", "All rungs"),
}


class MilestonePanel(QWidget):
    """Shows a board; what the user wants leaves as signals, never as a change here.

    `selected` carries the company that the user goes to, `ladder_wanted` the one whose ladder is
    to be edited (0 for none), `said` what went wrong in words, `noted` what has been made.
    """

    selected = Signal(int)
    ladder_wanted = Signal(int)
    said = Signal(str)
    noted = Signal(str)

    def __init__(self, look: Look, *, simulated: bool, parent: QWidget | None = None) -> None:
        """Start with nothing read; `show_board` brings the rows."""
        super().__init__(parent)
        self._look, self._simulated = look, simulated
        self._board: Board | None = None
        self._overview: Overview | None = None
        self._lines: tuple[Line, ...] = ()
        self.mode = Mode.COMPANIES
        self._model = BoardModel(Scene(look.phrases))
        self.table = BoardTable(self._model, look.tones, self)
        self._group = QButtonGroup(self)
        self.modes = {each: self._tool(checkable=True) for each in Mode}
        for each in self.modes.values():
            self._group.addButton(each)
        self.modes[self.mode].setChecked(True)
        self.ladder, self.export = self._tool(), self._tool()
        self._marking, self.hint, self.reading = QLabel(self), QLabel(self), QLabel(self)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def _tool(self, *, checkable: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setCheckable(checkable)
        return button

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        for each in self.modes.values():
            bar.addWidget(each)
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        bar.addSpacing(8)
        bar.addWidget(self._marking)
        bar.addWidget(self.hint, 1)
        bar.addWidget(self.ladder)
        bar.addWidget(self.export)
        self.reading.setWordWrap(True)
        self.reading.setContentsMargins(9, 3, 9, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.reading)

    def _connect(self) -> None:
        for mode, button in self.modes.items():
            button.clicked.connect(lambda _checked=False, mode=mode: self.choose(mode))
        self.ladder.clicked.connect(self._want_ladder)
        self.export.clicked.connect(self.ask_for_file)
        self.table.opened.connect(self.selected)
        self.table.ladder_wanted.connect(self.ladder_wanted)
        self.table.sorted.connect(lambda column, falling: self.sort(column, falling=falling))

    # What the window tells

    def show_board(self, board: Board, overview: Overview) -> None:
        """Show a new reading; selection, order and scroll stay where they are."""
        self._board, self._overview = board, overview
        self._show_lines()

    def restyle(self, look: Look) -> None:
        """Take another language, base currency or other colours."""
        self._look = look
        for mode, button in self.modes.items():
            button.setText(translate("Milestones", _MODES[mode]))
        self.ladder.setText(translate("Milestones", "Edit ladder…"))
        self.export.setText(translate("Milestones", "Export…"))
        self.reading.setText(reading())
        self._marking.setText(simulated_words())
        self._marking.setVisible(self._simulated)
        self._marking.setStyleSheet(f"color: {look.tones.warn}; padding-right: 8px;")
        for each in (self.hint, self.reading):
            each.setStyleSheet(f"color: {look.tones.muted};")
        self._show_lines()
        self.table.restyle(look.tones)
        self._model.headerDataChanged.emit(
            Qt.Orientation.Horizontal, 0, self._model.columnCount() - 1
        )

    @property
    def board(self) -> Board | None:
        """Return the board that is shown, None before the first reading."""
        return self._board

    # What the user does

    def choose(self, mode: Mode) -> None:
        """Show one row per company or one per rung; the company stays selected."""
        line = self.table.current_line()
        self.mode = mode
        self.modes[mode].setChecked(True)
        self._show_lines()
        if line is not None:
            self.table.select_company(line.view.company.id)

    def sort(self, column: str, *, falling: bool) -> None:
        """Sort by a column, or by who is next where it is ""."""
        self._model.arrange(column, falling=falling)
        self.table.scrollTo(self.table.currentIndex())

    def ask_for_file(self) -> QFileDialog:
        """Ask for the name of a file, then write the board into it."""
        return ask_for_file(
            self,
            translate("Milestones", "Save the milestones"),
            translate("Milestones", "Table"),
            "milestones.csv",
            self.write,
        )

    def write(self, out: Path) -> None:
        """Write the rows that are shown to a CSV file, and say how it went."""
        try:
            write_table(out, figures(self._model))
        except Problem as problem:
            self.said.emit(error_words(problem))
        else:
            self.noted.emit(translate("Milestones", "Saved: {path}").format(path=out))

    def _want_ladder(self) -> None:
        line = self.table.current_line()
        self.ladder_wanted.emit(line.view.company.id if line is not None else 0)

    # What is shown

    def _show_lines(self) -> None:
        board, overview = self._board, self._overview
        if board is None or overview is None:
            self._model.show((), Scene(self._look.phrases))
        else:
            self._lines = lines_of(board, self.mode)
            scene = scene_of(overview, self._look.phrases, board.as_of)
            self._model.show(self._lines, scene)
        self.export.setEnabled(self._model.rowCount() > 0)
        self.table.say_empty(self._empty_words())
        self.hint.setText(self._hint_words())
        self.hint.setToolTip(self.hint.text())

    def _empty_words(self) -> str:
        if self._board is None:
            return translate("Milestones", "Reading the histories…")
        if self._lines:
            return ""
        if not self._board.climbs:
            return translate("Milestones", "No companies yet. Add one to the watchlist first.")
        return translate(
            "Milestones",
            "There are no rungs yet. Set a target for a company, or a ladder such as"
            " 50bn, 100bn, 200bn CNY for a company or a whole list.",
        )

    def _hint_words(self) -> str:
        if self._board is None or not self._lines:
            return ""
        companies = len({each.view.company.id for each in self._lines})
        missing, idle = histories_missing(self._lines), without_rungs(self._board)
        parts = []
        if missing == companies:
            parts.append(
                translate(
                    "Milestones",
                    "The histories are not there yet. Times and chances follow once they are"
                    " fetched.",
                )
            )
        elif missing:
            words = translate("Milestones", "Companies with too little history yet: {count}")
            parts.append(words.format(count=missing))
        if idle:
            words = translate("Milestones", "Companies without a rung: {count}")
            parts.append(words.format(count=idle))
        return " · ".join(parts)
