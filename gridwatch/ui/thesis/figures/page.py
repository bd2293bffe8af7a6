"""The evidence series of one thesis: a list of them, and the figures of one, drawn and typed."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import FigureSeries
from gridwatch.domain.thesis.knowledge import Seen, revisions_of, seen_of
from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.services.thesis.figure_edits import ArrangeSeries, RemoveSeries
from gridwatch.store.user.figures import figures_of, last_figure, series_about
from gridwatch.ui.figure_chart.line import Line, line_of
from gridwatch.ui.figure_chart.view import FigureView
from gridwatch.ui.look import Look
from gridwatch.ui.strips import error_words
from gridwatch.ui.thesis.figures.asking import Asking
from gridwatch.ui.thesis.figures.days_model import DaysModel
from gridwatch.ui.thesis.figures.figure_model import FiguresModel
from gridwatch.ui.thesis.figures.figure_table import FigureTable
from gridwatch.ui.thesis.figures.series_list import SeriesList
from gridwatch.ui.thesis.figures.series_model import Listed, SeriesModel
from gridwatch.ui.thesis.page import Page

translate = QCoreApplication.translate
_MOST_LISTED = 6  # rows that the list has room for, until the user gives it more
_AS_WIDE_AS_SAID = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_DAY_LETTERS = 11  # of 30 Sep 2025
_DRAWN = 0.42  # of what is left, for the drawing
_LEAST_ROWS = 4  # of the table, before the drawing gets more than it needs


def make_view(look: Look, parent: QWidget) -> FigureView:
    """Return the drawing of a series."""
    return FigureView(look, parent)


class FiguresPage(Page):
    """Shows the series of a company or theme, and reads again what an edit has changed."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.series_model, self.model = SeriesModel(look), FiguresModel(look)
        self.list = SeriesList(self.series_model, look.tones, self)
        self.view = make_view(look, self)
        self.table = FigureTable(self.model, look.tones, self)
        self.asking = Asking(self)
        self.new, self.edit_series, self.delete = (QToolButton(self) for _ in range(3))
        self.add, self.import_file = QToolButton(self), QToolButton(self)
        self.as_of, self._as_of_label = QComboBox(self), QLabel(self)
        self._days = DaysModel(look, self)
        self.empty = QLabel(self)
        self._placed = False  # the heights of the parts, by the user
        self._wanted = 0  # the series to be shown once it is read
        self._seen = seen_of(())
        self._line: Line | None = None  # of all that is seen, made where it is read
        self._lay_out()
        self._connect()
        self.restyle(look)
        self._show_parts()

    def _lay_out(self) -> None:
        self._below = QWidget(self)
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setContentsMargins(8, 3, 8, 3)
            row.setSpacing(2)
        for button in (self.new, self.edit_series, self.delete):
            above.addWidget(button)
        above.addStretch(1)
        below.addWidget(self.add)
        below.addWidget(self.import_file)
        below.addStretch(1)
        below.addWidget(self._as_of_label)
        below.addWidget(self.as_of)
        for button in (self.new, self.edit_series, self.delete, self.add, self.import_file):
            button.setAutoRaise(True)
        _stack(self._below, below, self.table)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        for part in (self.list, self.view, self._below):
            self._split.addWidget(part)
        self._split.setChildrenCollapsible(False)
        self.list.setMinimumHeight(60)
        self._split.setStretchFactor(2, 1)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self._split, 1)
        column.addWidget(self.empty, 1)

        # As many days as there are figures, perhaps: none is measured before it is looked at.
        self.as_of.setModel(self._days)
        self.as_of.setSizeAdjustPolicy(_AS_WIDE_AS_SAID)
        self.as_of.setMinimumContentsLength(_DAY_LETTERS)
        listed = self.as_of.view()
        if isinstance(listed, QListView):
            listed.setUniformItemSizes(True)

    def _connect(self) -> None:
        self.new.clicked.connect(lambda: self.ask_series(None))
        self.edit_series.clicked.connect(lambda: self.ask_series(self.list.current))
        self.delete.clicked.connect(lambda: self._remove(self.list.current))
        self.add.clicked.connect(self._begin_new)
        self.import_file.clicked.connect(self.ask_file)
        self.as_of.activated.connect(lambda _: self._show_figures())
        self.list.picked.connect(self._pick)
        self.list.edit_wanted.connect(self.ask_series)
        self.list.removed.connect(self._remove)
        self.list.moved.connect(
            lambda ids: self.edited.emit(ArrangeSeries(self.about, ids), None, None)
        )
        self.model.edited.connect(lambda edit: self.edited.emit(edit, None, None))
        self.model.refused.connect(lambda problem: self.said.emit(error_words(problem)))
        self.table.pasted.connect(self.import_table)
        self.table.revisions_wanted.connect(self._show_revisions)
        self._split.splitterMoved.connect(lambda *_: self._note_placing())
        self.view.picked.connect(self._go_to_period)

    # What is read

    @property
    def series(self) -> FigureSeries | None:
        """Return the series whose figures are shown."""
        return self.model.series

    def show_about(self, about: About) -> None:
        """Show the series of another subject; the figures of before are gone at once."""
        if about != self.about:
            self.series_model.show_series(())
            self._take_figures(None, seen_of(()))
        super().show_about(about)

    def read(self) -> None:
        """Read the series, then the figures of the one that is picked."""
        about = self.about

        def done(listed: tuple[Listed, ...]) -> None:
            if about == self.about:
                self._show_series(listed)

        self.session.read_user("figure series", lambda user: _listed(user, about), done)

    def take_changes(self, changes: Changes) -> None:
        """Read anew what an edit of figures may have changed."""
        if changes.figures:
            self.read()

    def go_to(self, number: int) -> None:
        """Show the figures of a series, once it is read."""
        self._wanted = number
        if self.list.select(number):
            self._wanted = 0

    def _show_series(self, listed: tuple[Listed, ...]) -> None:
        known = {each.id for each in self.series_model.every}
        fresh = [each.series.id for each in listed if each.series.id not in known]
        with QSignalBlocker(self.list):
            self.series_model.show_series(listed)
            # The one that was made last is what the user goes on with.
            made = fresh[0] if known and len(fresh) == 1 else 0
            self.list.select(self._wanted or made)
            if self.list.current is None and listed:
                self.list.select(listed[0].series.id)
        self._wanted = 0
        self.list.fit()
        self._pick(self.list.current)
        self._show_parts()
        self._share_height_later()

    def _share_height(self) -> None:
        """Give the list the room of its rows, unless the user has placed the parts."""
        if self._placed or not self.series_model.every:
            return
        rows = min(len(self.series_model.every), _MOST_LISTED)
        listed = self.list.header().height() + rows * self.list.row_height + 4
        left = max(0, self._split.height() - listed)
        table = self._below.height() - self.table.viewport().height()
        table += _LEAST_ROWS * self.table.verticalHeader().defaultSectionSize()
        drawn = max(self.view.minimumHeight(), min(int(left * _DRAWN), left - table))
        self._split.setSizes([listed, drawn, left - drawn])

    def _share_height_later(self) -> None:
        """Share the height once the parts have been laid out in it."""
        QTimer.singleShot(0, self, self._share_height)

    def _note_placing(self) -> None:
        self._placed = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share another height anew."""
        super().resizeEvent(event)
        self._share_height_later()

    def _pick(self, series: FigureSeries | None) -> None:
        """Read the figures of a series."""
        if series is None:
            self._take_figures(None, seen_of(()))
            return

        def read(user: sqlite3.Connection) -> tuple[Seen, Line]:
            seen = seen_of(figures_of(user, series.id))
            return seen, line_of(series, seen.every)

        def done(found: tuple[Seen, Line]) -> None:
            if self.list.current == series:
                self._take_figures(series, *found)

        self.session.read_user("figures", read, done)

    def _take_figures(
        self, series: FigureSeries | None, seen: Seen, line: Line | None = None
    ) -> None:
        same = series is not None and self.series is not None and series.id == self.series.id
        self._seen, self._line = seen, line
        self._offer_days(keep=same)
        if not same:
            self.model.show_figures(series, seen_of(()), fixed=True)
        self._show_figures(series)

    def _offer_days(self, *, keep: bool) -> None:
        """Offer the days on which something became known, the last one first."""
        chosen = self.as_of.currentData() if keep else None
        with QSignalBlocker(self.as_of):
            self._days.show_days(self._seen.days, self.look)
            self.as_of.setCurrentIndex(self._days.place_of(chosen))

    def _show_figures(self, series: FigureSeries | None = None) -> None:
        """Show what is known, or was on the day that is chosen."""
        series = series or self.series
        day: date | None = self.as_of.currentData()
        seen = self._seen if day is None else seen_of(self._seen.every, day)
        self.model.show_figures(series, seen, fixed=day is not None)
        if series is None:
            self.view.clear()
        elif day is None and self._line is not None:
            self.view.show_lines((self._line,))
        else:
            self.view.show_series(series, seen.every)
        self.table.fit()
        self.add.setEnabled(series is not None and day is None)

    def _show_parts(self) -> None:
        """Show the figures of a series where there is one, else what can be done."""
        some, owned = bool(self.series_model.every), self.about != About()
        for part in (self._split, self.edit_series, self.delete):
            part.setVisible(some)
        self.new.setEnabled(owned)
        self.empty.setVisible(not some)
        if owned:
            words = translate(
                "Figures",
                "No figures yet. A series counts something over time: an order backlog, a lead"
                " time, a margin. Make one, then type its figures, paste them from a spreadsheet or"
                " import a file.",
            )
        else:
            words = translate(
                "Figures", "A series is about a company or a theme. Choose one above."
            )
        self.empty.setText(words)

    # What the user does

    def ask_series(self, series: FigureSeries | None) -> None:
        """Ask for a new series, or for what is to be changed of one."""
        self.asking.ask_series(series, self.series_model.every)

    def ask_file(self) -> None:
        """Ask for a file to be imported into the series that is shown."""
        if self.series is not None:
            self.asking.ask_file(self.series)

    def import_path(self, path: Path) -> None:
        """Show what a file would do to the series that is shown."""
        if self.series is not None:
            self.asking.read_file(path, self.series)

    def import_table(self, source: str | bytes) -> None:
        """Show what a pasted text, or the bytes of a file, would do to the series that is shown."""
        if self.series is not None:
            self.asking.ask_import(source, self.series)

    def _begin_new(self) -> None:
        self.table.begin_new()

    def _remove(self, series: FigureSeries | None) -> None:
        if series is not None:
            words = translate("Figures", "“{name}” was deleted. Undo brings it back.")
            self.edited.emit(
                RemoveSeries(series.id),
                lambda: self.noted.emit(words.format(name=series.name)),
                None,
            )

    def _show_revisions(self, place: int) -> None:
        figure = self.model.figure(place)
        if figure is not None and self.series is not None:
            self.asking.show_revisions(self.series, revisions_of(self._seen.every, figure.on))

    def _go_to_period(self, on: date) -> None:
        place = self.model.place_of(on)
        if place is not None:
            index = self.model.index(place, 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    # How it looks

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        super().restyle(look)
        self.series_model.restyle(look)
        self.model.restyle(look)
        self.list.restyle(look.tones)
        self.table.restyle(look.tones)
        self.view.restyle(look)
        self.new.setText(translate("Figures", "New series…"))
        self.edit_series.setText(translate("Figures", "Edit…"))
        self.delete.setText(translate("Figures", "Delete"))
        self.add.setText(translate("Figures", "Add figure"))
        self.import_file.setText(translate("Figures", "Import…"))
        self._as_of_label.setText(translate("Figures", "As known on"))
        self.as_of.setAccessibleName(self._as_of_label.text())
        self.empty.setStyleSheet(f"color: {look.tones.muted}; padding: 0 32px;")
        self._offer_days(keep=True)
        self._show_parts()


def _stack(part: QWidget, row: QHBoxLayout, below: QWidget) -> None:
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row)
    column.addWidget(below, 1)


def _listed(user: sqlite3.Connection, about: About) -> tuple[Listed, ...]:
    if about == About():
        return ()
    return tuple(Listed(each, last_figure(user, each.id)) for each in series_about(user, about))
