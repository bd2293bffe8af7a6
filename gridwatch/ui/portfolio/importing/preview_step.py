"""The last step of an import: every line with what becomes of it, before anything is stored."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.importing.line_model import DOUBLES, LineModel
from gridwatch.ui.portfolio.importing.line_table import LineTable
from gridwatch.ui.portfolio.importing.line_words import Status, status_words
from gridwatch.ui.portfolio.importing.step import Step
from gridwatch.ui.portfolio.importing.work import ImportWork, State
from gridwatch.ui.portfolio.transactions.columns import Scene
from gridwatch.ui.portfolio.transactions.summary import summary_words
from gridwatch.ui.portfolio.transactions.totals import Totals

translate = QCoreApplication.translate
_PAUSE_MILLISECONDS = 150  # while somebody types
_FILTERS: tuple[frozenset[Status], ...] = (
    frozenset({Status.NEW}),
    DOUBLES,
    frozenset({Status.REMARK}),
    frozenset({Status.ERROR}),
)


class PreviewStep(Step):
    """Lists all lines; duplicates are left out and lines with errors block, until it is said."""

    def __init__(self, work: ImportWork, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(work, look, parent)
        self.model = LineModel(look)
        self.filter, self.search = QComboBox(self), QLineEdit(self)
        self.table = LineTable(self.model, look.tones, self)
        self.detail, self.totals = QLabel(self), QLabel(self)
        self.without = QCheckBox(self)
        self._lay_out()
        self.setFocusProxy(self.table)
        self.model.ticked.connect(self._tick)
        self.filter.activated.connect(lambda _: self._narrow())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._narrow)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.without.clicked.connect(self._leave_out_errors)
        self.table.current_changed.connect(self._show_detail)

    def _lay_out(self) -> None:
        muted = f"color: {self.look.tones.muted};"
        self.filter.setAccessibleName(translate("Import", "Which lines are shown"))
        self.search.setPlaceholderText(translate("Import", "Search in the lines"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        for label in (self.detail, self.totals):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.totals.setStyleSheet(muted)
        self.detail.setMinimumHeight(self.fontMetrics().lineSpacing() * 2 + 6)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        above = QHBoxLayout()
        above.addWidget(self.filter)
        above.addWidget(self.search, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addWidget(self.totals)
        column.addWidget(self.without)

    # What the user says

    def _tick(self, places: list[int], take: bool) -> None:
        taken, left = self.model.ticks(places, take=take)
        self.work.tick(taken, left)

    def _leave_out_errors(self, on: bool) -> None:
        lines = self.model.lines_of(Status.ERROR) if on else ()
        state = self.work.state
        if state is not None and state.matching is not None:
            before = state.matching.choices
            numbers = frozenset(each.number for each in lines)
            self.work.tick(before.taken, before.left_out, numbers)

    def _narrow(self) -> None:
        place = self.filter.currentIndex()
        wanted = None if place <= 0 else self.filter.currentData()
        self.model.narrow(wanted, self.search.text())

    # What is shown

    def obstacle(self, state: State) -> str:
        """Return why it can't be imported yet."""
        matching = state.matching
        if matching is None or state.understood.reading is None:
            return translate("Import", "Nothing was read yet.")
        if state.understood.part.problems and not matching.choices.without:
            return translate("Import", "Lines with errors: mend them, or leave them out.")
        if not self.model.taken() and not self._brings_more(state):
            return translate("Import", "There is nothing to import.")
        return ""

    @staticmethod
    def _brings_more(state: State) -> bool:
        """Tell whether a file without transactions brings securities, prices or splits."""
        part, matching = state.understood.part, state.matching
        if part.prices or part.splits:
            return True
        new = any(each.existing is None for each in matching.securities) if matching else False
        return not part.transactions and new

    def button_words(self, state: State) -> str:
        """Return what the import will do, as on its button."""
        integer = self.look.phrases.integer
        taken, left = len(self.model.taken()), self.model.left_out_doubles()
        if not taken and self._brings_more(state):
            found = state.matching.securities if state.matching else ()
            number = sum(each.existing is None for each in found)
            if not number:
                return translate("Import", "Import prices and splits only")
            words = (
                translate("Import", "Import {number} securities and their prices")
                if state.understood.part.prices
                else translate("Import", "Import {number} securities")
            )
            return words.format(number=integer(number))
        if left:
            words = translate("Import", "Import {number} transactions, leave out {left} duplicates")
        else:
            words = translate("Import", "Import {number} transactions")
        return words.format(number=integer(taken), left=integer(left))

    def show_state(self, state: State) -> None:
        """Show the lines, how many there are of each status, and what they come to."""
        self.model.show_state(state)
        self._fill_filter()
        self.table.fit()
        errors = len(self.model.lines_of(Status.ERROR))
        self.without.setVisible(bool(errors))
        words = translate("Import", "Import without the lines that have an error: {number}")
        self.without.setText(words.format(number=self.look.phrases.integer(errors)))
        matching = state.matching
        self.without.setChecked(bool(matching and matching.choices.without))
        self._sum_up()
        self._show_detail()

    def _fill_filter(self) -> None:
        counts, integer = self.model.counts, self.look.phrases.integer
        every = sum(number for status, number in counts.items() if status is not Status.NOTHING)
        before = max(0, self.filter.currentIndex())
        with QSignalBlocker(self.filter):
            self.filter.clear()
            words = translate("Import", "All lines ({number})")
            self.filter.addItem(words.format(number=integer(every)), None)
            for statuses in _FILTERS:
                number = sum(counts[each] for each in statuses)
                name = (
                    translate("Import", "Booked already")
                    if len(statuses) > 1
                    else status_words(next(iter(statuses)))
                )
                self.filter.addItem(f"{name} ({integer(number)})", statuses)
            self.filter.setCurrentIndex(before)

    def _sum_up(self) -> None:
        taken = self.model.taken()
        scene = Scene(self.model.names, self.look, self.model.amounts)
        made = Totals(scene)
        made.add(taken)
        made.shares = None  # those of several securities: what is new has ids of the file alone
        self.totals.setText(made.words(selected=False) if taken else "")

    def _show_detail(self) -> None:
        place = self.table.currentIndex().row()
        line = self.model.line_at(place)
        if line is None:
            self.detail.setText(
                translate("Import", "The space bar takes the selected lines or leaves them out.")
            )
            self.detail.setStyleSheet(f"color: {self.look.tones.muted};")
            return
        self.detail.setStyleSheet("")
        status = self.model.status_at(place)
        told = [self.model.text(line, status, 6)]
        names, amounts = self.model.names, self.model.amounts
        told += [summary_words(each, names, amounts) for each in line.transactions]
        if line.problem is not None or line.remark is not None:
            told.append(" · ".join(each for each in line.cells if each)[:400])
        self.detail.setText(" ".join(each for each in told if each))
