"""The bar that chooses a period: a named one, a saved one, or two days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from gridwatch.services.portfolio.choice_edits import PutPeriod, RemovePeriod
from gridwatch.services.portfolio.periods import PeriodName, named_period, saved_period
from gridwatch.services.portfolio.views import Period
from gridwatch.store.user.portfolio_choices import SavedPeriod
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate
_NAMES: Mapping[PeriodName, str] = {
    PeriodName.ALL: QT_TRANSLATE_NOOP("Portfolio", "All time"),
    PeriodName.THIS_YEAR: QT_TRANSLATE_NOOP("Portfolio", "This year"),
    PeriodName.ONE_YEAR: QT_TRANSLATE_NOOP("Portfolio", "1 year"),
    PeriodName.THREE_YEARS: QT_TRANSLATE_NOOP("Portfolio", "3 years"),
    PeriodName.FIVE_YEARS: QT_TRANSLATE_NOOP("Portfolio", "5 years"),
    PeriodName.LAST_YEAR: QT_TRANSLATE_NOOP("Portfolio", "Last year"),
    PeriodName.THIS_QUARTER: QT_TRANSLATE_NOOP("Portfolio", "This quarter"),
    PeriodName.THIS_MONTH: QT_TRANSLATE_NOOP("Portfolio", "This month"),
    PeriodName.THIS_WEEK: QT_TRANSLATE_NOOP("Portfolio", "This week"),
    PeriodName.SIX_MONTHS: QT_TRANSLATE_NOOP("Portfolio", "6 months"),
    PeriodName.THREE_MONTHS: QT_TRANSLATE_NOOP("Portfolio", "3 months"),
    PeriodName.ONE_MONTH: QT_TRANSLATE_NOOP("Portfolio", "1 month"),
}
_FREE = "free"
_SAVED = "saved:"
_DAY = timedelta(days=1)
_ORDER = tuple(_NAMES)


class PeriodBar(QWidget):
    """Chooses a period; `chosen` comes when it is another, `edited` carries an Edit of saved ones.

    What is typed are the first and the last day that count; a Period begins a day earlier.
    """

    chosen = Signal()
    edited = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._saved: tuple[SavedPeriod, ...] = ()
        self.box = QComboBox(self)
        self.first, self.last = QDateEdit(self), QDateEdit(self)
        self.dash, self.days = QLabel("\N{EN DASH}", self), QLabel(self)
        self.keep, self.forget = QToolButton(self), QToolButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for each in (self.box, self.first, self.dash, self.last, self.days):
            row.addWidget(each)
        for button in (self.keep, self.forget):
            button.setAutoRaise(True)
            row.addWidget(button)
        row.addStretch(1)
        for edit in (self.first, self.last):
            edit.setCalendarPopup(True)
            edit.setKeyboardTracking(False)
            edit.dateChanged.connect(lambda _: self._type())
        self._offer()
        self.box.setCurrentIndex(0)
        self.box.activated.connect(lambda _: self._choose())
        self.keep.clicked.connect(self.ask_for_name)
        self.forget.clicked.connect(self._forget)
        self._show_parts()

    # What is chosen

    @property
    def key(self) -> str:
        """Return what is chosen, as it is remembered."""
        return str(self.box.currentData())

    def choose(self, key: str) -> None:
        """Choose what `key` gave once; what is gone leaves the choice as it is."""
        place = self.box.findData(key)
        if place >= 0:
            self.box.setCurrentIndex(place)
            self._show_parts()

    def show_range(self, period: Period) -> None:
        """Choose two days."""
        with QSignalBlocker(self.first), QSignalBlocker(self.last):
            self.first.setDate(_qdate(period.first + _DAY))
            self.last.setDate(_qdate(period.last))
        self.box.setCurrentIndex(self.box.findData(_FREE))
        self._show_parts()
        self.chosen.emit()

    def choice(self) -> Callable[[date, date | None], Period]:
        """Return what gives the period, as of today and the day of the first transaction.

        It asks nothing of this widget any more: it may be called on another thread.
        """
        key, saved = self.key, self._saved
        first, last = _day(self.first.date()), _day(self.last.date())

        def period(today: date, begun: date | None) -> Period:
            if key == _FREE:
                return Period(min(first - _DAY, last), last)
            for each in saved:
                if f"{_SAVED}{each.id}" == key:
                    return saved_period(each, today)
            name = PeriodName(key) if key in set(PeriodName) else PeriodName.ALL
            return named_period(name, today, begun)

        return period

    def show_saved(self, saved: Sequence[SavedPeriod]) -> None:
        """Offer the periods that are saved by now."""
        if tuple(saved) != self._saved:
            self._saved = tuple(saved)
            self._offer()

    def show_days(self, period: Period) -> None:
        """Say which days count, and take them as a beginning for free ones."""
        phrases = self._look.phrases
        first = min(period.first + _DAY, period.last)
        self.days.setText(f"{phrases.day(first)} \N{EN DASH} {phrases.day(period.last)}")
        if self.key != _FREE:
            with QSignalBlocker(self.first), QSignalBlocker(self.last):
                self.first.setDate(_qdate(first))
                self.last.setDate(_qdate(period.last))

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        self.box.setAccessibleName(translate("Portfolio", "Period"))
        self.first.setAccessibleName(translate("Portfolio", "First day"))
        self.last.setAccessibleName(translate("Portfolio", "Last day"))
        self.keep.setText(translate("Portfolio", "Save period…"))
        self.forget.setText(translate("Portfolio", "Forget period"))
        for edit in (self.first, self.last):
            edit.setLocale(QLocale(look.phrases.language))
        self.days.setStyleSheet(f"color: {look.tones.muted};")
        outline(self, look.tones)
        self._offer()

    # What the user does

    def ask_for_name(self) -> QInputDialog:
        """Ask what the two days are to be called."""
        dialog = QInputDialog(self)
        dialog.setWindowTitle(translate("Portfolio", "Save period"))
        dialog.setLabelText(translate("Portfolio", "Name of the period:"))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.textValueSelected.connect(self.save)
        dialog.open()
        return dialog

    def save(self, name: str) -> None:
        """Save the two days under a name."""
        saved = SavedPeriod(0, name, _day(self.first.date()), _day(self.last.date()))
        self.edited.emit(PutPeriod(saved))

    def _forget(self) -> None:
        number = self.key.removeprefix(_SAVED)
        if number.isdecimal():
            self.edited.emit(RemovePeriod(int(number)))

    def _choose(self) -> None:
        self._show_parts()
        self.chosen.emit()

    def _type(self) -> None:
        if self.first.date() <= self.last.date():
            self.chosen.emit()

    # What is shown

    def _offer(self) -> None:
        """Offer all periods in the words of now; the choice stays where it is still there."""
        key = self.key if self.box.count() else str(PeriodName.ALL)
        with QSignalBlocker(self.box):
            self.box.clear()
            for name in _ORDER:
                self.box.addItem(translate("Portfolio", _NAMES[name]), str(name))
            for each in self._saved:
                self.box.addItem(each.name, f"{_SAVED}{each.id}")
            self.box.addItem(translate("Portfolio", "Other days…"), _FREE)
            self.box.setCurrentIndex(max(0, self.box.findData(key)))
        self._show_parts()

    def _show_parts(self) -> None:
        free = self.key == _FREE
        for each in (self.first, self.dash, self.last, self.keep):
            each.setVisible(free)
        self.days.setVisible(not free)
        self.forget.setVisible(self.key.startswith(_SAVED))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
