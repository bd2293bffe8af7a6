"""The day on which a claim is due for review, or none."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from gridwatch.ui.look import Look

translate = QCoreApplication.translate
DATE_FORMATS = {"de": "dd.MM.yyyy", "zh_CN": "yyyy-MM-dd"}
_USUAL_MONTHS = 3


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class ReviewDay(QWidget):
    """A date, and quick choices of one; `changed` comes when the user changes it."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self.none, self.edit, self.choices = QLabel(self), QDateEdit(self), QToolButton(self)
        self.edit.setCalendarPopup(True)
        self.edit.setMinimumDate(QDate(1900, 1, 1))
        self.choices.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.choices.setMenu(QMenu(self.choices))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.edit)
        row.addWidget(self.none)
        row.addWidget(self.choices)
        row.addStretch(1)
        self.edit.dateChanged.connect(self._take)
        self.restyle(look)
        self.put(None)

    def restyle(self, look: Look) -> None:
        """Say everything in another language."""
        with QSignalBlocker(self.edit):
            self.edit.setDisplayFormat(DATE_FORMATS.get(look.phrases.language, "d MMM yyyy"))
        self.edit.setAccessibleName(translate("Claims", "Review on"))
        self.none.setText(translate("Claims", "no review"))
        self.none.setStyleSheet(f"color: {look.tones.muted};")
        self.choices.setText(translate("Claims", "Set") + " ▾")
        self.choices.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.choices.setAccessibleName(translate("Claims", "Choose when to review"))
        menu = self.choices.menu()
        menu.clear()
        for words, months in (
            (translate("Claims", "In one month"), 1),
            (translate("Claims", "In three months"), 3),
            (translate("Claims", "In one year"), 12),
        ):
            menu.addAction(words).triggered.connect(lambda _=False, months=months: self.ask(months))
        menu.addAction(translate("Claims", "On a day…")).triggered.connect(
            lambda _=False: self._ask_for_day()
        )
        menu.addSeparator()
        menu.addAction(translate("Claims", "No review")).triggered.connect(
            lambda _=False: self._change(None)
        )

    def value(self) -> date | None:
        """Return the day, None for none."""
        return self._day

    def put(self, day: date | None) -> None:
        """Show a day that does not come from here; nothing is said of it."""
        self._day = day
        if day is not None:
            with QSignalBlocker(self.edit):
                self.edit.setDate(QDate(day.year, day.month, day.day))
        self.edit.setVisible(day is not None)
        self.none.setVisible(day is None)

    def set_fixed(self, fixed: bool) -> None:
        """Let it be looked at only."""
        self.edit.setReadOnly(fixed)
        self.choices.setVisible(not fixed)

    def ask(self, months: int) -> None:
        """Choose the day so many months from today."""
        self._change(months_later(date.today(), months))  # noqa: DTZ011 - the user's own day

    def _ask_for_day(self) -> None:
        if self._day is None:
            self.ask(_USUAL_MONTHS)
        self.edit.setFocus()

    def _take(self, day: QDate) -> None:
        self._change(date(day.year(), day.month(), day.day()))

    def _change(self, day: date | None) -> None:
        self.put(day)
        self.changed.emit()
