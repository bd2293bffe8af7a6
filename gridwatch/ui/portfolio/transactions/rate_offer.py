"""Offers the market's exchange rate of the day, which is never taken as if it had been typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QLineEdit, QToolButton

from gridwatch.domain.fx import Rate
from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.at_booking import read_day_rate
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.amounts import Amounts

translate = QCoreApplication.translate
_DIGITS = 7
Wanted = tuple[str, str, date]


class RateOffer(QObject):
    """Reads the rate of a pair of currencies on a day; `taken` carries it when it is asked for."""

    taken = Signal(object)

    def __init__(self, session: Session, look: Look, line: QLineEdit, button: QToolButton) -> None:
        """Show the rate behind an empty `line`, and on the `button` that takes it."""
        super().__init__(button)
        self._session, self._look = session, look
        self._amounts = Amounts(look.phrases.language)
        self._line, self._button = line, button
        self._wanted: Wanted | None = None
        self._rate: Decimal | None = None
        button.clicked.connect(self._take)
        button.hide()

    def follow(self, given: str, wanted: str, on: date) -> None:
        """Offer the rate of another pair or day, once it is read."""
        asked = (given, wanted, on)
        if asked == self._wanted:
            return
        self._wanted, self._rate = asked, None
        self._line.setPlaceholderText("")
        self._button.hide()
        self._session.read_both(
            "rate of the day",
            lambda _, market: read_day_rate(market, *asked),
            lambda rate: self._show(asked, rate),
        )

    def _show(self, asked: Wanted, rate: Rate | None) -> None:
        if asked != self._wanted or rate is None:
            return
        self._rate = Decimal(f"{rate.value:.{_DIGITS}g}")
        told = self._amounts.typed(self._rate)
        self._line.setPlaceholderText(told)
        words = translate("Transactions", "Take {rate} of {day}")
        self._button.setText(words.format(rate=told, day=self._look.phrases.day(rate.day)))
        self._button.setToolTip(
            translate("Transactions", "The rate of the market on this day; your bank's may differ")
        )
        self._button.show()

    def _take(self) -> None:
        if self._rate is not None:
            self.taken.emit(self._rate)
