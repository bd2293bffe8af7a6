"""How a rule tells: its name, how often, from which prices, until when, and where it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.alert.measure import Slack
from gridwatch.domain.alert.rule import Basis, Repeat, Rule, Telling
from gridwatch.domain.problem import Problem
from gridwatch.services.rule_checks import LONGEST_COOLDOWN, LONGEST_NAME
from gridwatch.store.user.channels import Channel
from gridwatch.ui.alerts.words import BASES, REPEATS

translate = QCoreApplication.translate
_USUAL, _PERCENT, _AMOUNT = "usual", "percent", "amount"
_SPANS = (timedelta(minutes=1), timedelta(hours=1), timedelta(days=1))
_MONTH = 30


class Options(QWidget):
    """The settings of a rule beside its condition; `changed` says that one is another now."""

    changed = Signal()
    entered = Signal()

    def __init__(self, channels: tuple[Channel, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._expiry: datetime | None = None  # of the rule that is edited
        self._wanted: tuple[int, ...] = ()  # its channels
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.repeat, self.basis, self.slack = QComboBox(self), QComboBox(self), QComboBox(self)
        self.slack_amount = QLineEdit(self)
        self.cooldown, self.cooldown_unit = QSpinBox(self), QComboBox(self)
        self.expires, self.last_day = QCheckBox(self), QDateEdit(self)
        self.sound, self.everywhere = QCheckBox(self), QCheckBox(self)
        self.channels: dict[int, QCheckBox] = {}
        self._told = QVBoxLayout()
        self._fill()
        self._lay_out()
        self._name()
        self._connect()
        self.add_channels(channels)

    def add_channels(self, channels: tuple[Channel, ...]) -> None:
        """Offer channels that were not known before."""
        for each in channels:
            if each.id not in self.channels:
                check = self.channels[each.id] = QCheckBox(each.name, self)
                check.setChecked(each.id in self._wanted)
                check.setPalette(self.sound.palette())
                check.toggled.connect(lambda _: self._changed())
                self._told.addWidget(check)
        self._arrange()

    def _fill(self) -> None:
        for repeat, words in REPEATS.items():
            self.repeat.addItem(words(), repeat)
        for basis, words in BASES.items():
            self.basis.addItem(words(), basis)
        for kind, title in (
            (_USUAL, translate("Alerts", "the usual way")),
            (_PERCENT, translate("Alerts", "% of the level")),
            (_AMOUNT, translate("Alerts", "units of the level")),
        ):
            self.slack.addItem(title, kind)
        for title in (
            translate("Alerts", "minutes"),
            translate("Alerts", "hours"),
            translate("Alerts", "days"),
        ):
            self.cooldown_unit.addItem(title)
        self.cooldown_unit.setCurrentIndex(1)
        self.cooldown.setRange(0, 60 * 24 * LONGEST_COOLDOWN.days)
        self.cooldown.setSpecialValueText(translate("Alerts", "none"))
        self.last_day.setCalendarPopup(True)
        self.last_day.setDisplayFormat("yyyy-MM-dd")
        self.last_day.setMinimumDate(QDate.currentDate())
        self.last_day.setDate(QDate.currentDate().addDays(_MONTH))
        self.sound.setText(translate("Alerts", "with a sound"))
        self.everywhere.setText(translate("Alerts", "to all channels that are on"))
        self.sound.setChecked(True)
        self.everywhere.setChecked(True)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(translate("Alerts", "Name"), self.name)
        form.addRow(translate("Alerts", "Looks at"), self.basis)
        form.addRow(translate("Alerts", "Again after"), _beside(self.slack_amount, self.slack))
        form.addRow(
            translate("Alerts", "Then quiet for"), _beside(self.cooldown, self.cooldown_unit)
        )
        form.addRow(translate("Alerts", "Ends"), _beside(self.expires, self.last_day))
        self._told.addWidget(self.sound)
        self._told.addWidget(self.everywhere)
        form.addRow(translate("Alerts", "Told"), self._told)

    def _name(self) -> None:
        for widget, words in (
            (self.name, translate("Alerts", "Name of the alert")),
            (self.repeat, translate("Alerts", "How often")),
            (self.basis, translate("Alerts", "Looks at")),
            (self.slack, translate("Alerts", "Unit of the way back")),
            (self.slack_amount, translate("Alerts", "How far the value has to come back")),
            (self.cooldown, translate("Alerts", "Quiet after it has told")),
            (self.cooldown_unit, translate("Alerts", "Unit of the quiet time")),
            (self.last_day, translate("Alerts", "Last day")),
        ):
            widget.setAccessibleName(words)
        self.expires.setText(translate("Alerts", "after the day"))
        self.name.setPlaceholderText(translate("Alerts", "its condition in words"))

    def _connect(self) -> None:
        for box in (self.repeat, self.basis, self.slack, self.cooldown_unit):
            box.activated.connect(lambda _: self._changed())
        for line in (self.name, self.slack_amount):
            line.textEdited.connect(lambda _: self._changed())
            line.returnPressed.connect(self.entered)
        self.cooldown.valueChanged.connect(lambda _: self._changed())
        self.last_day.dateChanged.connect(lambda _: self._changed())
        for check in (self.expires, self.sound, self.everywhere):
            check.toggled.connect(lambda _: self._changed())
        self._arrange()

    def _changed(self) -> None:
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        self.slack_amount.setVisible(self.slack.currentData() != _USUAL)
        self.last_day.setEnabled(self.expires.isChecked())
        self.everywhere.setVisible(bool(self.channels or self._wanted))
        for each in self.channels.values():
            each.setVisible(not self.everywhere.isChecked())

    def in_order(self) -> list[QWidget]:
        """Return everything that takes the focus but how often it tells, as it is read."""
        return [
            self.name, self.basis, self.slack_amount, self.slack, self.cooldown,
            self.cooldown_unit, self.expires, self.last_day, self.sound, self.everywhere,
            *self.channels.values(),
        ]  # fmt: skip

    # A rule in, a rule out

    def show_rule(self, rule: Rule) -> None:
        """Show how a rule tells; nothing is said of it."""
        blocked = self.blockSignals(True)
        self.name.setText(rule.name)
        self.repeat.setCurrentIndex(self.repeat.findData(rule.repeat))
        self.basis.setCurrentIndex(self.basis.findData(rule.basis))
        self._show_slack(rule.slack)
        self._show_cooldown(rule.cooldown)
        self._show_expiry(rule.expires_at)
        self.sound.setChecked(rule.telling.sound)
        self._wanted = rule.telling.channels or ()
        self.everywhere.setChecked(rule.telling.channels is None)
        for number, check in self.channels.items():
            check.setChecked(number in self._wanted)
        self._arrange()
        self.blockSignals(blocked)

    def _show_slack(self, slack: Slack | None) -> None:
        kind = _USUAL if slack is None else (_PERCENT if slack.percent else _AMOUNT)
        self.slack.setCurrentIndex(self.slack.findData(kind))
        self.slack_amount.setText("" if slack is None else f"{slack.amount:f}")

    def _show_cooldown(self, span: timedelta) -> None:
        units = (place for place in (2, 1, 0) if span and not span % _SPANS[place])
        unit = next(units, 1 if not span else 0)
        self.cooldown_unit.setCurrentIndex(unit)
        self.cooldown.setValue(span // _SPANS[unit])

    def _show_expiry(self, expires: datetime | None) -> None:
        self._expiry = expires
        self.expires.setChecked(expires is not None)
        if expires is not None:
            day = _last_day(expires)
            self.last_day.setMinimumDate(min(day, QDate.currentDate()))
            self.last_day.setDate(day)

    def applied(self, rule: Rule) -> Rule:
        """Return a rule that tells as it is set here; raises Problem where that can't be read."""
        return replace(
            rule,
            name=" ".join(self.name.text().split()),
            repeat=Repeat(self.repeat.currentData()),
            basis=Basis(self.basis.currentData()),
            slack=self._slack(),
            cooldown=self.cooldown.value() * _SPANS[self.cooldown_unit.currentIndex()],
            expires_at=self._expires_at(),
            telling=Telling(self.sound.isChecked(), self._chosen()),
        )

    def is_plain(self, rule: Rule) -> bool:
        """Tell whether a rule is set as every new one, but for how often it tells."""
        plain = Rule(0, rule.subject, rule.condition, rule.created_at, rule.since)
        names = ("name", "basis", "slack", "cooldown", "expires_at", "telling")
        return all(getattr(rule, each) == getattr(plain, each) for each in names)

    def _slack(self) -> Slack | None:
        kind, text = self.slack.currentData(), self.slack_amount.text().strip()
        if kind == _USUAL:
            return None
        try:
            amount = Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise Problem(
                "rule_slack", "How far a value has to come back is zero or more, at most 100%."
            ) from None
        return Slack(amount, percent=kind == _PERCENT)

    def _expires_at(self) -> datetime | None:
        """Return the end of the last day where the user is."""
        if not self.expires.isChecked():
            return None
        day = self.last_day.date()
        if self._expiry is not None and _last_day(self._expiry) == day:
            return self._expiry
        end = QDateTime(day.addDays(1), QTime(0, 0))
        return datetime.fromtimestamp(end.toSecsSinceEpoch(), UTC)

    def _chosen(self) -> tuple[int, ...] | None:
        if self.everywhere.isChecked():
            return None
        unknown = tuple(each for each in self._wanted if each not in self.channels)
        return (*unknown, *(number for number, each in self.channels.items() if each.isChecked()))


def _last_day(expires: datetime) -> QDate:
    """Return the day that ends with an expiry where the user is."""
    return QDateTime.fromSecsSinceEpoch(int(expires.timestamp()) - 1).date()


def _beside(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(5)
    for each in widgets:
        row.addWidget(each)
    row.addStretch(1)
    return row
