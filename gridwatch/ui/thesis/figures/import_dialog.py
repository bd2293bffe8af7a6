"""The preview of an import: how the table is understood, and what becomes of each line."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import FigureSeries
from gridwatch.files.encodings import Encoding, decoded, guess_encoding
from gridwatch.files.figures_table import Dialect, Target, guess_dialect, read_table
from gridwatch.files.headings import Meaning
from gridwatch.runtime.session import Session
from gridwatch.services.thesis.figure_import import (
    TAKEN,
    Judged,
    Verdict,
    import_edit,
    judged,
)
from gridwatch.store.user.figures import figures_of
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.strips import error_words
from gridwatch.ui.thesis.figures.import_model import FIRST, ImportModel
from gridwatch.ui.thesis.figures.import_options import ImportOptions, Wish
from gridwatch.ui.thesis.figures.import_words import meaning_words, sum_words

translate = QCoreApplication.translate
_SIZE = (780, 580)
_VERDICT, _FAULT = 150, 300  # the room for what becomes of a line, with and without a bad one
_STYLE = """
QTableView {{ background: {base}; outline: 0; }}
QTableView::item {{ padding: 0 5px; border: none; }}
QTableView::item:selected {{ background: {chosen}; color: {text}; }}
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A table as it is understood: its dialect and lines, or why it can't be read at all."""

    wish: Wish
    encoding: Encoding | None = None
    dialect: Dialect | None = None
    lines: tuple[Judged, ...] = ()
    counts: Counter[Verdict] = field(default_factory=Counter)
    problem: Problem | None = None


class ImportDialog(QDialog):
    """Shows what an import would do; `decided` carries the edit that does it.

    Nothing is imported while a line is bad, unless the user says to leave those out. The table is
    read on the lane of `session`, again after every choice.
    """

    decided = Signal(object)
    read = Signal()

    def __init__(
        self,
        source: str | bytes,
        series: FigureSeries,
        session: Session,
        look: Look,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        """Read `source`, a text that was pasted or the bytes of a file, for `series`."""
        super().__init__(parent)
        self._source, self._series, self._session = source, series, session
        self._look, self._today = look, today
        self.reading = Reading(Wish())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = translate("Figures", "Import into “{name}”")
        self.setWindowTitle(words.format(name=series.name))
        self.resize(*_SIZE)
        self.options = ImportOptions(of_file=isinstance(source, bytes), parent=self)
        self.model = ImportModel(series, look, self)
        self.table = QTableView(self)
        self.told, self.hint, self.fault = QLabel(self), QLabel(self), QLabel(self)
        self.next_bad, self.skip = QPushButton(self), QCheckBox(self)
        self._lay_out()
        outline(self, look.tones)
        self._say()
        self._connect()
        self._ask()

    def _lay_out(self) -> None:
        tones = self._look.tones
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(24, self.fontMetrics().height() + 7))
        self.table.setModel(self.model)
        self.table.setStyleSheet(
            _STYLE.format(base=tones.base, chosen=tones.chosen, text=tones.text)
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setResizeContentsPrecision(0)  # the rows in view, of a hundred thousand
        for label in (self.told, self.hint, self.fault):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        # Room for a sentence, so that it moves nothing.
        self.fault.setMinimumHeight(self.fault.fontMetrics().height() * 2)
        self.next_bad.setAutoDefault(False)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        sums = QHBoxLayout()
        sums.addWidget(self.told, 1)
        sums.addWidget(self.next_bad)
        foot = QHBoxLayout()
        foot.addWidget(self.skip)
        foot.addStretch(1)
        foot.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self.options)
        column.addWidget(self.hint)
        column.addWidget(self.table, 1)
        column.addWidget(self.fault)
        column.addLayout(sums)
        column.addLayout(foot)

    def _say(self) -> None:
        self.table.setAccessibleName(translate("Figures", "Lines of the table"))
        self.hint.setText(translate("Figures", "Click a heading to say what is in its column."))
        self.hint.setStyleSheet(f"color: {self._look.tones.muted};")
        self.fault.setStyleSheet(f"color: {self._look.tones.warn};")
        self.next_bad.setText(translate("Figures", "Next line that can't be read"))
        self.skip.setText(translate("Figures", "Leave out the lines that can't be read"))

    def _connect(self) -> None:
        self.options.wished.connect(self._ask)
        self.table.horizontalHeader().sectionClicked.connect(self._ask_meaning)
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _: self._show_fault(now.row())
        )
        self.next_bad.clicked.connect(self.go_to_next_bad)
        self.skip.toggled.connect(lambda _: self._show_buttons())
        self._buttons.accepted.connect(self.decide)
        self._buttons.rejected.connect(self.reject)

    def ok(self) -> QPushButton:
        """Return the button that imports."""
        return self._buttons.button(QDialogButtonBox.StandardButton.Ok)

    # What the user does

    def go_to_next_bad(self) -> None:
        """Show the next line that can't be read."""
        place = self.model.next_bad(self.table.currentIndex().row())
        if place is not None:
            index = self.model.index(place, 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def set_meaning(self, column: int, meaning: Meaning) -> None:
        """Say what a column of the table is; another one that was the same is left out then."""
        dialect = self.reading.dialect
        if dialect is None:
            return
        meanings = [
            Meaning.NOTHING if each is meaning and meaning is not Meaning.NOTHING else each
            for each in dialect.meanings
        ]
        meanings[column] = meaning
        self.options.wish_meanings(tuple(meanings))

    def _ask_meaning(self, section: int) -> None:
        dialect = self.reading.dialect
        if section < FIRST or dialect is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for meaning in Meaning:
            action = menu.addAction(meaning_words(meaning))
            action.setCheckable(True)
            action.setChecked(dialect.meanings[section - FIRST] is meaning)
            action.triggered.connect(
                lambda _checked=False, one=meaning: self.set_meaning(section - FIRST, one)
            )
        menu.popup(QCursor.pos())

    def decide(self) -> None:
        """Ask for the figures to be stored."""
        if not self.ok().isEnabled():
            return
        edit = import_edit(self._series, self.reading.lines)
        if edit is not None:
            self.decided.emit(edit)
        self.accept()

    # What comes home

    def _ask(self) -> None:
        """Read the table as it is wished now."""
        self.ok().setEnabled(False)
        work = _reading_of(self._source, self.options.wish, self._series, self._today)
        self._session.read_user("figures import", work, self._show)

    def _show(self, reading: Reading) -> None:
        if reading.wish != self.options.wish:
            return  # another one is on its way
        self.reading = reading
        meanings = reading.dialect.meanings if reading.dialect else ()
        self.model.show_lines(reading.lines, meanings)
        self.options.show_found(reading.encoding, reading.dialect)
        self._fit()
        self._show_fault(-1)
        self._show_buttons()
        self.read.emit()

    def _show_fault(self, place: int) -> None:
        """Say in full what is wrong with a line."""
        lines = self.reading.lines
        problem = lines[place].line.problem if 0 <= place < len(lines) else None
        words = translate("Figures", "Line {number}: {fault}")
        self.fault.setText(
            ""
            if problem is None
            else words.format(number=lines[place].line.number, fault=error_words(problem))
        )

    def _fit(self) -> None:
        bad = self.reading.counts[Verdict.BAD]
        for column in range(self.model.columnCount()):
            width = max(56, min(self.table.sizeHintForColumn(column) + 14, 220))
            verdict = _FAULT if bad else _VERDICT
            self.table.horizontalHeader().resizeSection(column, verdict if column == 1 else width)

    def _show_buttons(self) -> None:
        reading, tones = self.reading, self._look.tones
        bad = reading.counts[Verdict.BAD]
        taken = sum(reading.counts[each] for each in TAKEN)
        fault = "" if reading.problem is None else error_words(reading.problem)
        if not reading.lines and not fault:
            fault = translate("Figures", "There is no line in this table.")
        self.told.setText(fault or sum_words(reading.counts, self._look))
        self.told.setStyleSheet(f"color: {tones.warn if fault else tones.text};")
        self.next_bad.setVisible(bool(bad))
        self.skip.setVisible(bool(bad))
        self.ok().setEnabled(bool(taken) and not fault and (not bad or self.skip.isChecked()))
        words = translate("Figures", "Import ({number})")
        self.ok().setText(words.format(number=self._look.phrases.integer(taken)))


def _reading_of(
    source: str | bytes, wish: Wish, series: FigureSeries, today: date
) -> Callable[[sqlite3.Connection], Reading]:
    """Return the work that reads a table; what is wrong with all of it comes home in words."""

    def work(user: sqlite3.Connection) -> Reading:
        reading = Reading(wish)
        try:
            text = source
            if isinstance(text, bytes):
                encoding = wish.encoding or guess_encoding(text)
                reading = replace(reading, encoding=encoding)
                text = decoded(text, encoding)
            dialect = wish.applied(guess_dialect(text, wish.separator))
            reading = replace(reading, dialect=dialect)
            known_on = None if wish.since_period else today
            lines = read_table(text, dialect, Target(series.frequency, series.unit, known_on))
            found = judged(lines, figures_of(user, series.id))
            counts = Counter(each.verdict for each in found)
            return replace(reading, lines=found, counts=counts)
        except Problem as problem:
            return replace(reading, problem=problem)

    return work
