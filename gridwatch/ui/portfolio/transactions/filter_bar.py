"""The line over the transactions: what is looked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from gridwatch.domain.ledger.kind import Kind
from gridwatch.ui.portfolio.periods import PERIODS
from gridwatch.ui.portfolio.place import Names, Shown
from gridwatch.ui.portfolio.transactions.filters import Filter
from gridwatch.wording.ledger import kind_words

translate = QCoreApplication.translate
_PAUSE_MILLISECONDS = 120  # while somebody types


class FilterBar(QWidget):
    """Words, kind, security, account and period; `changed` carries the Filter."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names, self._shown, self.today = Names(), Shown(), date.today
        self.words = QLineEdit(self)
        self.words.setClearButtonEnabled(True)
        self.kind, self.security, self.account, self.period = (QComboBox(self) for _ in range(4))
        self.reset = QToolButton(self)
        self.reset.setAutoRaise(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._lay_out()
        self._pause.timeout.connect(self._tell)
        self.words.textChanged.connect(lambda _: self._pause.start())
        for box in self._boxes:
            box.activated.connect(lambda _: self._tell())
        self.reset.clicked.connect(self.clear)
        self.retranslate()

    @property
    def _boxes(self) -> tuple[QComboBox, ...]:
        return (self.kind, self.security, self.account, self.period)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(6)
        self.words.setMinimumWidth(110)
        row.addWidget(self.words, 3)
        for box in self._boxes:
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setMinimumContentsLength(7)
            box.setMinimumWidth(84)
            row.addWidget(box, 2)
        row.addWidget(self.reset)

    # What is looked for

    @property
    def filter(self) -> Filter:
        """Return what is looked for now."""
        first, last = PERIODS[max(0, self.period.currentIndex())].days(self.today())
        kind = self.kind.currentData()
        return Filter(
            self.words.text(),
            frozenset({Kind(kind)}) if kind is not None else frozenset(),
            self._shown.accounts,
            self.account.currentData() or 0,
            self.security.currentData() or 0,
            first,
            last,
        )

    def clear(self) -> None:
        """Look for nothing, within the scope."""
        with QSignalBlocker(self.words):
            self.words.clear()
        for box in self._boxes:
            box.setCurrentIndex(0)
        self._tell()

    def narrow(self, *, security_id: int = 0, account_id: int = 0) -> None:
        """Look for one security or account and nothing else."""
        with QSignalBlocker(self.words):
            self.words.clear()
        for box, wanted in (
            (self.kind, None),
            (self.security, security_id or None),
            (self.account, account_id or None),
        ):
            box.setCurrentIndex(max(0, box.findData(wanted)))
        self.period.setCurrentIndex(0)
        self._tell()

    def look_for(self, words: str) -> None:
        """Look for words and nothing else."""
        self.narrow()
        self.words.setText(words)
        self._tell()

    def show_scope(self, shown: Shown) -> None:
        """Look in another part of the ledger."""
        self._shown = shown
        self._tell()

    def show_names(self, names: Names) -> None:
        """Offer the securities and accounts that there are now."""
        same = (names.accounts, names.securities) == (self._names.accounts, self._names.securities)
        self._names = names
        if not same:
            self._fill()

    def _tell(self) -> None:
        self._pause.stop()
        wanted = self.filter
        self.reset.setEnabled(replace(wanted, accounts=None).narrows)
        self.changed.emit(wanted)

    # Words

    def retranslate(self) -> None:
        """Take the words of the language that is installed now."""
        self.words.setPlaceholderText(translate("Transactions", "Filter by words"))
        self.words.setAccessibleName(translate("Transactions", "Filter by words"))
        for box, words in (
            (self.kind, translate("Transactions", "Kind")),
            (self.security, translate("Transactions", "Security")),
            (self.account, translate("Transactions", "Account")),
            (self.period, translate("Transactions", "Period")),
        ):
            box.setAccessibleName(words)
            box.setToolTip(words)
        self.reset.setText(translate("Transactions", "Clear filter"))
        self.reset.setEnabled(self.filter.narrows)
        self._fill()

    def _fill(self) -> None:
        every: dict[QComboBox, list[tuple[str, object]]] = {
            self.kind: [
                (translate("Transactions", "All kinds"), None),
                *((kind_words(each), each) for each in Kind),
            ],
            self.security: [
                (translate("Transactions", "All securities"), None),
                *((each.name, each.id) for each in self._names.securities.values()),
            ],
            self.account: [
                (translate("Transactions", "Every account"), None),
                *((each.name, each.id) for each in self._names.accounts.values()),
            ],
        }
        for box, offers in every.items():
            chosen = box.currentData()
            with QSignalBlocker(box):
                box.clear()
                for words, value in offers:
                    box.addItem(words, value)
                box.setCurrentIndex(max(0, box.findData(chosen)))
        place = max(0, self.period.currentIndex())
        with QSignalBlocker(self.period):
            self.period.clear()
            self.period.addItems([each.title for each in PERIODS])
            self.period.setCurrentIndex(place)
