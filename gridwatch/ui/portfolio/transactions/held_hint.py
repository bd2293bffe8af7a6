"""Says beside the quantity how many shares there are to give, before too many are booked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QObject

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.lots import Lot
from gridwatch.domain.ledger.working_out import Amount
from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.at_booking import read_open_lots
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.ui.portfolio.transactions.draft import Draft
from gridwatch.ui.portfolio.transactions.fields import TAKES_LOTS, Field
from gridwatch.ui.portfolio.transactions.form import TransactionForm

translate = QCoreApplication.translate
Wanted = tuple[int, int, date]


class HeldHint(QObject):
    """Reads what an account holds on the day of a draft that takes shares out of it.

    It warns and hinders nothing: an older purchase may be entered later.
    """

    def __init__(self, session: Session, form: TransactionForm, amounts: Amounts) -> None:
        super().__init__(form)
        self._session, self._amounts = session, amounts
        self._row, self._line = form.rows[Field.QUANTITY], form.numbers[Amount.QUANTITY]
        self._wanted: Wanted | None = None
        self._held: Decimal | None = None  # None: not read yet, or nothing is taken
        self._quantity: Decimal | None = None
        self._shorts = self._told = False

    def forget(self) -> None:
        """Read anew with the next draft."""
        self._wanted = self._held = None

    def follow(self, draft: Draft, account: Account | None, quantity: Decimal | None) -> None:
        """Say what is held where a draft takes from it; `quantity` is what it takes."""
        self._quantity, self._shorts = quantity, account is not None and account.shorts
        security = draft.security_id
        if account is None or security is None or draft.kind not in TAKES_LOTS:
            self.forget()
        else:
            wanted = (account.id, security, draft.on)
            if wanted != self._wanted:
                self._wanted, self._held = wanted, None
                self._read(wanted, draft.start.id)
        self._say()

    def _read(self, wanted: Wanted, without: int) -> None:
        account_id, security_id, on = wanted
        self._session.read_both(
            "held shares",
            lambda user, market: read_open_lots(
                user, market, (account_id, security_id), on, without
            ),
            lambda lots: self._take(wanted, lots),
        )

    def _take(self, wanted: Wanted, lots: tuple[Lot, ...]) -> None:
        if wanted == self._wanted:
            self._held = sum((each.quantity for each in lots), Decimal(0))
            self._say()

    def _say(self) -> None:
        if self._line.problem is not None:
            return  # what is typed is no number, which stands there
        held, taken = self._held, self._quantity
        if held is None and not self._told:
            return  # what others have said there stays
        self._told = held is not None
        if held is None:
            self._row.say("")
        elif taken is not None and taken > held and not self._shorts:
            words = translate("Transactions", "More than is held here on this day: {held}.")
            self._row.say(words.format(held=self._amounts.number(held)))
        else:
            words = translate("Transactions", "Held here on this day: {held}.")
            self._row.say(words.format(held=self._amounts.number(held)), fault=False)
