"""A check box that makes and gives up the alert which tells that a claim is due."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from gridwatch.runtime.session import Session
from gridwatch.services.thesis.reminders import (
    REMINDER,
    reminder_condition,
    reminder_edit,
    reminder_rule,
)

translate = QCoreApplication.translate


class Reminder(QCheckBox):
    """Checked while there is such an alert; not to be shown where alerts know no reviews.

    `edited` carries an Edit, and what to call when it is stored and where it could not be.
    """

    edited = Signal(object, object, object)

    def __init__(self, session: Session, parent: QWidget, words: str = REMINDER) -> None:
        super().__init__(parent)
        self._session = session
        self._condition = reminder_condition(words)
        self._rule = 0
        self.clicked.connect(lambda _: self._turn())

    @property
    def is_offered(self) -> bool:
        """Tell whether alerts know reviews: else there is nothing to check."""
        return self._condition is not None

    def read(self) -> None:
        """Read whether there is such an alert."""
        condition = self._condition
        if condition is not None:
            self._session.read_user(
                "reminder", lambda user: reminder_rule(user, condition), self._show
            )

    def _show(self, rule: int) -> None:
        self._rule = rule
        with QSignalBlocker(self):
            self.setChecked(bool(rule))

    def _turn(self) -> None:
        condition = self._condition
        if condition is not None:
            self.edited.emit(reminder_edit(condition, self._rule), self.read, self.read)

    def restyle(self) -> None:
        """Say it in another language."""
        self.setText(translate("Reviews", "Remind me when a claim is due"))
        self.setToolTip(translate("Reviews", "An alert for all claims, told as every other one"))
