"""The small dialog that asks until when rules shall be quiet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDateTime, Qt, Signal
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QDialogButtonBox, QFormLayout, QWidget

translate = QCoreApplication.translate


class UntilDialog(QDialog):
    """Asks for a moment in the machine's own zone; `chosen` carries it as an aware instant."""

    chosen = Signal(object)

    def __init__(self, now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Alerts", "Snooze"))
        self.edit = QDateTimeEdit(self)
        self.edit.setCalendarPopup(True)
        self.edit.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.edit.setMinimumDateTime(_local(now + timedelta(minutes=1)))
        self.edit.setDateTime(_local(now + timedelta(days=1)))
        self.edit.setAccessibleName(translate("Alerts", "Quiet until"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(translate("Alerts", "Quiet until"), self.edit)
        form.addRow(buttons)
        self.accepted.connect(self._tell)

    def _tell(self) -> None:
        seconds = self.edit.dateTime().toSecsSinceEpoch()
        self.chosen.emit(datetime.fromtimestamp(seconds, UTC))


def _local(moment: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
