"""Lets the lots be picked from which a sale takes, where the account's method asks for that."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QObject

from gridwatch.domain.ledger.account import Account, CostMethod
from gridwatch.domain.ledger.lots import Lot
from gridwatch.domain.ledger.working_out import Amount
from gridwatch.domain.problem import Problem
from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.at_booking import read_open_lots
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.ui.portfolio.form_row import FormRow
from gridwatch.ui.portfolio.transactions.draft import Draft
from gridwatch.ui.portfolio.transactions.fields import Field
from gridwatch.ui.portfolio.transactions.lot_model import LotModel
from gridwatch.ui.strips import error_words

translate = QCoreApplication.translate
Wanted = tuple[int, int, date]


class LotPicker(QObject):
    """Reads the lots that are open on the day of a draft into `model`."""

    def __init__(self, session: Session, model: LotModel, row: FormRow, amounts: Amounts) -> None:
        super().__init__(row)
        self._session, self.model, self._row, self._amounts = session, model, row, amounts
        self._wanted: Wanted | None = None
        self._draft: Draft | None = None
        model.refused.connect(lambda problem: row.say(error_words(problem)))

    def forget(self) -> None:
        """Read anew with the next draft."""
        self._wanted = None

    def follow(self, draft: Draft, account: Account | None) -> bool:
        """Show the lots of a draft where they are to be chosen; return whether they are."""
        self._draft = draft
        if account is None or account.method is not CostMethod.CHOSEN:
            return False
        if Field.LOTS not in draft.fields:
            return False
        if draft.security_id is None or draft.security_id < 0:
            self._wanted = None
            self.model.show_lots((), {})
            return True
        wanted = (account.id, draft.security_id, draft.on)
        if wanted != self._wanted:
            self._wanted = wanted
            self._read(wanted, draft.start.id)
        return True

    def _read(self, wanted: Wanted, without: int) -> None:
        account_id, security_id, on = wanted
        self._session.read_both(
            "open lots",
            lambda user, market: read_open_lots(
                user, market, (account_id, security_id), on, without
            ),
            lambda lots: self._show(wanted, lots),
        )

    def _show(self, wanted: Wanted, lots: tuple[Lot, ...]) -> None:
        draft = self._draft
        if wanted == self._wanted and draft is not None:
            self.model.show_lots(lots, {each.opened_by: each.quantity for each in draft.lots})
            draft.lots = self.model.taken

    def say(self, known: dict[Amount, Decimal]) -> None:
        """Say below the lots how many shares are chosen of those that are sold."""
        quantity, total = known.get(Amount.QUANTITY), self.model.total
        if not self.model.lots or quantity is None or total == quantity:
            self._row.say("")
        elif total > quantity:
            self._row.say(error_words(self.too_many(quantity)))
        else:
            words = translate(
                "Transactions",
                "{taken} of {number} shares are chosen; the others come first in, first out.",
            )
            taken, number = self._amounts.number(total), self._amounts.number(quantity)
            self._row.say(words.format(taken=taken, number=number), fault=False)

    def too_many(self, quantity: Decimal) -> Problem:
        """Return what is wrong where more is chosen than sold."""
        return Problem(
            "lots_many",
            "The lots make {taken} shares, which is more than {number}.",
            taken=self._amounts.number(self.model.total),
            number=self._amounts.number(quantity),
        )
