"""The reviews as one widget: what is due, and how claims have turned out."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QFocusEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from gridwatch.domain.thesis.scorecard import Score
from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.services.thesis.due import ReviewQueue
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.reviews.queue_page import QueuePage
from gridwatch.ui.reviews.reminder import Reminder
from gridwatch.ui.reviews.score_page import ScorePage
from gridwatch.ui.thesis.place import Names

translate = QCoreApplication.translate


class ReviewsPanel(QWidget):
    """Shows all claims that are due, of companies and themes, and the scorecard.

    `edited` carries an Edit, and what to call when it is stored and where it could not be;
    `opened` a Place to go to, `selected` a company; `said` what went wrong, `noted` what was done.
    """

    edited = Signal(object, object, object)
    opened = Signal(object)
    selected = Signal(int)
    said = Signal(str)
    noted = Signal(str)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._look = session, look
        self._score_due = True
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("pages")  # the window dresses them
        self.tabs.setDocumentMode(True)
        self.queue, self.score = QueuePage(look, self), ScorePage(look, self)
        self.reminder = Reminder(session, self)
        for page in (self.queue, self.score):
            self.tabs.addTab(page, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs, 1)
        self._foot = QWidget(self)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(12, 2, 12, 6)
        row.addWidget(self.reminder)
        column.addWidget(self._foot)
        self.queue.edited.connect(self.edited)
        self.queue.opened.connect(self.opened)
        self.queue.counted.connect(lambda _: self._name_tabs())
        self.score.opened.connect(self.opened)
        self.reminder.edited.connect(self.edited)
        self.tabs.currentChanged.connect(lambda _: self._turn())
        self.restyle(look)
        self._turn()

    # What is read

    def read(self) -> None:
        """Read what is due and, where that is seen, how claims have turned out."""
        self._session.read_both("reviews", _read_queue, self.queue.show_queue)
        self.reminder.read()
        self._score_due = True
        self._read_score()

    def _turn(self) -> None:
        """Show what belongs to the page that has come to the front."""
        due = self.tabs.currentWidget() is self.queue
        self._foot.setVisible(due and self.reminder.is_offered)
        self._read_score()

    def _read_score(self) -> None:
        if self._score_due and self.tabs.currentWidget() is self.score:
            self._score_due = False
            self._session.read_both("score", _read_score, self.score.show_score)

    def take_changes(self, changes: Changes) -> None:
        """Read anew where an edit concerns claims, evidence, figures or alerts."""
        if changes.thesis or changes.figures:
            self.read()
        elif changes.rules:
            self.reminder.read()

    # What is shown

    def show_names(self, names: Names) -> None:
        """Take what companies and themes are called now."""
        self.queue.show_names(names)
        self.score.show_names(names)

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        self.queue.restyle(look)
        self.score.restyle(look)
        self.reminder.restyle()
        choice = self.queue.answer.next
        for box in (self.reminder, choice.interval, choice.day):
            box.setPalette(QPalette())  # what a dark look has given it
        outline(self, look.tones)
        self._name_tabs()

    def _name_tabs(self) -> None:
        number, due = len(self.queue.waiting), translate("Reviews", "Due")
        counted = f"{due} ({self._look.phrases.integer(number)})" if number else due
        self.tabs.setTabText(0, counted)
        self.tabs.setTabText(1, translate("Reviews", "Scorecard"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keys to the page that is in front."""
        super().focusInEvent(event)
        self.tabs.currentWidget().setFocus()


def _read_queue(user: sqlite3.Connection, market: sqlite3.Connection | None) -> ReviewQueue:
    from gridwatch.services.thesis.reviewing import read_queue  # numpy: not before it is read

    return read_queue(user, market, datetime.now(UTC))


def _read_score(user: sqlite3.Connection, market: sqlite3.Connection | None) -> Score:
    from gridwatch.services.thesis.scoring import read_score  # numpy: not before it is read

    return read_score(user, market, datetime.now(UTC))
