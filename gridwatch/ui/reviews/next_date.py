"""When a claim is to be looked at again: after so many months, or on a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QWidget

from gridwatch.domain.thesis.review_dates import Interval, months_later
from gridwatch.ui.reviews.words import interval_words

translate = QCoreApplication.translate
_DAY = 0  # the choice of a day by its date


class NextDate(QWidget):
    """Offers the usual intervals and a date; what was chosen stays for the next claim."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._today = date.min
        self.interval, self.day = QComboBox(self), QDateEdit(self)
        self.day.setCalendarPopup(True)
        self.day.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.interval)
        row.addWidget(self.day)
        for each in (*Interval, _DAY):
            self.interval.addItem("", int(each))
        self.interval.setCurrentIndex(list(Interval).index(Interval.QUARTER))
        self.interval.activated.connect(self._picked)

    def set_today(self, today: date) -> None:
        """Count from another day on."""
        if today != self._today:
            self._today = today
            usual = months_later(today, Interval.QUARTER)
            with QSignalBlocker(self.day):
                self.day.setMinimumDate(QDate(today.year, today.month, today.day).addDays(1))
                self.day.setDate(QDate(usual.year, usual.month, usual.day))

    @property
    def date(self) -> date:
        """Return the day that is chosen."""
        months = int(self.interval.currentData())
        if months == _DAY:
            day = self.day.date()
            return date(day.year(), day.month(), day.day())
        return months_later(self._today, months)

    def _picked(self) -> None:
        by_day = int(self.interval.currentData()) == _DAY
        self.day.setVisible(by_day)
        if by_day:
            self.day.setFocus()
        self.chosen.emit()

    def restyle(self) -> None:
        """Say everything in another language."""
        for place, interval in enumerate(Interval):
            self.interval.setItemText(place, interval_words(interval))
        self.interval.setItemText(len(Interval), translate("Reviews", "on a day"))
        self.interval.setAccessibleName(translate("Reviews", "Next review"))
        self.day.setAccessibleName(translate("Reviews", "Day of the next review"))
        self.interval.setToolTip(translate("Reviews", "When the claim is to be looked at again"))
