"""The bar that shows a thesis as it was on a day, and leads back to now."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QToolButton, QWidget

from gridwatch.ui.look import Look
from gridwatch.ui.thesis.claims.review_day import DATE_FORMATS

translate = QCoreApplication.translate


def end_of(day: date) -> datetime:
    """Return the last instant of a day in the machine's own zone."""
    tomorrow = datetime.combine(day + timedelta(days=1), time())
    return tomorrow.astimezone(UTC) - timedelta(microseconds=1)


class PastBar(QWidget):
    """Asks for a day; `changed` comes with another one, and when it is left for now."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.label, self.day, self.now = QLabel(self), QDateEdit(self), QToolButton(self)
        self.day.setCalendarPopup(True)
        self.setObjectName("past")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 8, 4)
        row.setSpacing(6)
        row.addWidget(self.label)
        row.addWidget(self.day)
        row.addStretch(1)
        row.addWidget(self.now)
        self.day.dateChanged.connect(lambda _: self.changed.emit())
        self.now.clicked.connect(self.leave)
        self.restyle(look)
        self.hide()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self.label.setText(translate("Claims", "As it was on"))
        self.now.setText(translate("Claims", "Back to now"))
        self.day.setAccessibleName(translate("Claims", "Day as of which the thesis is shown"))
        with QSignalBlocker(self.day):
            self.day.setDisplayFormat(DATE_FORMATS.get(look.phrases.language, "d MMM yyyy"))
        self.setStyleSheet(f"#past {{ background: {look.tones.chosen}; }}")

    def enter(self) -> None:
        """Begin with yesterday; any day up to today can be chosen."""
        with QSignalBlocker(self.day):
            today = QDate.currentDate()
            self.day.setMaximumDate(today)
            self.day.setDate(today.addDays(-1))
        self.show()
        self.day.setFocus()
        self.changed.emit()

    def leave(self) -> None:
        """Go back to now."""
        self.hide()
        self.changed.emit()

    def instant(self) -> datetime | None:
        """Return the end of the day that is shown, None for now."""
        if self.isHidden():
            return None
        day = self.day.date()
        return end_of(date(day.year(), day.month(), day.day()))
