"""What is typed of a transaction, and what follows from it: the inside of its dialog."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridwatch.domain.ledger.account import AccountKind
from gridwatch.domain.ledger.checking import checked_transaction
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.ledger.working_out import Amount
from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem
from gridwatch.runtime.session import Session
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.ui.portfolio.place import Names
from gridwatch.ui.portfolio.transactions.choosing import (
    offer_accounts,
    offer_codes,
    offer_currencies,
    outside_words,
)
from gridwatch.ui.portfolio.transactions.draft import Draft, draft_of
from gridwatch.ui.portfolio.transactions.faults import field_of
from gridwatch.ui.portfolio.transactions.fields import Field, needs_cash
from gridwatch.ui.portfolio.transactions.form import TransactionForm
from gridwatch.ui.portfolio.transactions.held_hint import HeldHint
from gridwatch.ui.portfolio.transactions.lot_picker import LotPicker
from gridwatch.ui.portfolio.transactions.rate_offer import RateOffer
from gridwatch.ui.portfolio.transactions.summary import difference_words, summary_words
from gridwatch.ui.strips import error_words

translate = QCoreApplication.translate
_FRESH, _OTHER_FRESH = -1, -2  # the ids of securities that are made with the transaction


class TransactionEntry(QWidget):
    """The form over one `Draft`: what was typed last wins, the rest is worked out.

    `summed_up` carries a sentence on what would be booked. `by_hand` carries what was typed for a
    security that nobody knows, and whether it is the other one.
    """

    summed_up = Signal(str)
    by_hand = Signal(str, bool)

    def __init__(
        self, start: Transaction, names: Names, session: Session, look: Look, parent: QWidget
    ) -> None:
        """Begin with `start`."""
        super().__init__(parent)
        self._look, self._names = look, names
        self._amounts = Amounts(look.phrases.language)
        self._fresh: dict[int, Security] = {}
        self.form = TransactionForm(look, self._amounts, self)
        form = self.form
        self.rate = RateOffer(session, look, form.numbers[Amount.RATE], form.suggested)
        self.picker = LotPicker(session, form.lot_model, form.rows[Field.LOTS], self._amounts)
        self.held = HeldHint(session, form, self._amounts)
        self.draft: Draft = draft_of(start, names.accounts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        self._connect()

    def _connect(self) -> None:
        form = self.form
        form.kind.activated.connect(lambda _: self._take_kind(Kind(form.kind.currentData())))
        form.day.dateChanged.connect(self._take_day)
        form.security.chosen.connect(lambda one: self._take_security(one, other=False))
        form.other_security.chosen.connect(lambda one: self._take_security(one, other=True))
        form.security.by_hand.connect(lambda text: self.by_hand.emit(text, False))
        form.other_security.by_hand.connect(lambda text: self.by_hand.emit(text, True))
        form.account.activated.connect(lambda _: self._take_account())
        form.other_account.activated.connect(lambda _: self._take_places())
        form.cash.activated.connect(lambda _: self._take_places())
        form.other_cash.activated.connect(lambda _: self._take_places())
        for amount, line in form.numbers.items():
            line.typed.connect(lambda value, amount=amount: self._take_amount(amount, value))
            line.refused.connect(lambda problem, amount=amount: self._refuse(amount, problem))
        form.currency.activated.connect(lambda _: self._take_currency())
        code = form.currency.lineEdit()
        if code is not None:
            code.editingFinished.connect(self._take_currency)
        for amount, box in form.charged.items():
            box.activated.connect(lambda _, amount=amount: self._take_charged(amount))
        self.rate.taken.connect(self._take_suggested)
        for shares in (form.new_shares, form.old_shares):
            shares.textEdited.connect(lambda _: self._take_ratio())
        form.cost_share.typed.connect(self._take_share)
        form.lot_model.chosen.connect(self._take_lots)
        form.note.textEdited.connect(self._take_note)

    # What is known

    @property
    def names(self) -> Names:
        """Return the names, those of securities that would be made among them."""
        return replace(self._names, securities={**self._names.securities, **self._fresh})

    def show_names(self, names: Names) -> None:
        """Take what there is now; what is typed stays."""
        self._names = names
        for line in (self.form.security, self.form.other_security):
            line.names = names

    def put_security(self, security: Security, *, other: bool) -> None:
        """Take a security that was made by hand, or changed; with the id 0 it is a new one."""
        line = self.form.other_security if other else self.form.security
        line.put(security)
        self._take_security(security, other=other)

    # What the user does

    def _take_kind(self, kind: Kind) -> None:
        draft = self.draft
        if kind is draft.kind:
            return
        draft.kind, draft.touched = kind, True
        if TRAITS[kind].needs_security is None and draft.cash_id is not None:
            draft.currency = self._names.accounts[draft.cash_id].currency
        self.form.say_nothing()
        self._show_kind()
        self._work_out()

    def _take_day(self, day: QDate) -> None:
        self.draft.on = date(day.year(), day.month(), day.day())
        self._say_day()
        self._work_out()

    def _take_security(self, security: Security | None, *, other: bool) -> None:
        number = None
        if security is not None:
            number = security.id or (_OTHER_FRESH if other else _FRESH)
            if not security.id:
                self._fresh[number] = replace(security, id=number)
        if other:
            self.draft.other_security_id = number
            self.form.rows[Field.OTHER_SECURITY].say("")
        else:
            self.draft.security_id = number
            self.form.rows[Field.SECURITY].say("")
            # Money that comes in or goes out without a share in it is in the account's currency.
            if security is not None and TRAITS[self.draft.kind].needs_security:
                self._change_currency(security.currency)
        self._work_out()

    def _take_account(self) -> None:
        """Take another securities account, with the cash account through which it is settled."""
        account = self._names.accounts.get(self.form.account.currentData() or 0)
        if (
            account is not None
            and Field.CASH in self.draft.fields
            and not needs_cash(self.draft.kind)
        ):
            place = self.form.cash.findData(account.cash_id)
            if account.cash_id is None or place > 0:
                self.form.cash.setCurrentIndex(0 if account.cash_id is None else place)
        self._take_places()

    def _take_places(self) -> None:
        draft, form, accounts = self.draft, self.form, self._names.accounts
        before = draft.settled_in(accounts)
        draft.account_id = form.account.currentData()
        draft.other_account_id = form.other_account.currentData()
        draft.cash_id = form.cash.currentData()
        draft.other_cash_id = form.other_cash.currentData()
        cash = accounts.get(draft.cash_id) if draft.cash_id is not None else None
        if cash is not None and TRAITS[draft.kind].needs_security is None:
            self._change_currency(cash.currency)
        if draft.settled_in(accounts) != before:
            draft.touched = True
        for field in (Field.ACCOUNT, Field.OTHER_ACCOUNT, Field.CASH, Field.OTHER_CASH):
            form.rows[field].say("")
        self._work_out()

    def _take_amount(self, amount: Amount, value: Decimal | None) -> None:
        self.draft.type(amount, value)
        self.form.rows[Field(amount.value)].say("")
        self._work_out()

    def _refuse(self, amount: Amount, problem: Problem) -> None:
        self.draft.type(amount, None)
        self.form.rows[Field(amount.value)].say(error_words(problem))
        self._work_out()

    def _take_currency(self) -> None:
        code = self.form.currency.currentText().strip().upper()
        if code in ISO_CODES:
            self.form.rows[Field.GROSS].say("")
            self._change_currency(code)
            self._work_out()
        else:
            problem = Problem("currency_code", "“{code}” is not a currency.", code=code)
            self.form.rows[Field.GROSS].say(error_words(problem))

    def _change_currency(self, code: str) -> None:
        draft = self.draft
        if code == draft.currency:
            return
        draft.currency, draft.touched = code, True
        draft.charged_in.clear()
        offer_currencies(self.form.currency, self._names, code)

    def _take_charged(self, amount: Amount) -> None:
        self.draft.charged_in[amount] = self.form.charged[amount].currentData()
        self.draft.touched = True
        self._work_out()

    def _take_suggested(self, rate: Decimal) -> None:
        line = self.form.numbers[Amount.RATE]
        line.forget()
        self.draft.type(Amount.RATE, rate)
        line.show_number(rate, derived=False)
        self._work_out()

    def _take_ratio(self) -> None:
        texts = (self.form.new_shares.text().strip(), self.form.old_shares.text().strip())
        known = all(each.isascii() and each.isdigit() and len(each) < 10 for each in texts)
        self.draft.ratio = (int(texts[0]), int(texts[1])) if known else None
        self.form.rows[Field.RATIO].say("")
        self._work_out()

    def _take_share(self, value: Decimal | None) -> None:
        self.draft.cost_share = None if value is None else value / 100
        self.form.rows[Field.COST_SHARE].say("")

    def _take_lots(self) -> None:
        self.draft.lots = self.form.lot_model.taken
        if Amount.QUANTITY not in self.draft.typed:
            total = self.form.lot_model.total
            self.draft.type(Amount.QUANTITY, total or None)
            self.form.numbers[Amount.QUANTITY].show_number(total or None, derived=False)
        self._work_out()

    def _take_note(self, text: str) -> None:
        self.draft.note = text

    # What follows

    def begin(self, start: Transaction) -> None:
        """Begin another transaction."""
        self._fresh.clear()
        self.picker.forget()
        self.held.forget()
        for line in (*self.form.numbers.values(), self.form.cost_share):
            line.forget()
        self.form.say_nothing()
        self.draft = draft_of(start, self._names.accounts)
        self.show_draft()

    def focus_first(self) -> None:
        """Go to what is typed first."""
        form, draft = self.form, self.draft
        if draft.start.id:
            form.kind.setFocus()
        elif Field.SECURITY in draft.fields and TRAITS[draft.kind].needs_security:
            form.security.setFocus()
        else:
            form.numbers[Amount.GROSS].setFocus()

    def show_draft(self) -> None:
        """Show everything of a draft that was begun."""
        form, draft = self.form, self.draft
        self.show_names(self._names)
        form.name_fields(draft.kind)
        with QSignalBlocker(form.kind):
            form.kind.setCurrentIndex(form.kind.findData(draft.kind))
        with QSignalBlocker(form.day):
            form.day.setDate(QDate(draft.on.year, draft.on.month, draft.on.day))
        securities = self._names.securities
        form.security.put(securities.get(draft.security_id or 0))
        form.other_security.put(securities.get(draft.other_security_id or 0))
        form.new_shares.setText(str(draft.ratio[0]) if draft.ratio else "")
        form.old_shares.setText(str(draft.ratio[1]) if draft.ratio else "")
        share = None if draft.cost_share is None else draft.cost_share * 100
        form.cost_share.show_number(share, derived=False)
        form.note.setText(draft.note)
        offer_currencies(form.currency, self._names, draft.currency)
        self._show_kind()
        self._say_day()
        self._work_out()

    def _show_kind(self) -> None:
        """Offer the accounts that a kind can have, and name its fields."""
        form, draft, accounts = self.form, self.draft, self._names.accounts
        form.name_fields(draft.kind)
        of, cash = AccountKind.SECURITIES, AccountKind.CASH
        none = "" if needs_cash(draft.kind) else outside_words()
        unnamed = translate("Transactions", "None")
        if TRAITS[draft.kind].shares:
            unnamed = ""
        draft.account_id = offer_accounts(form.account, accounts, of, draft.account_id, unnamed)
        draft.cash_id = offer_accounts(form.cash, accounts, cash, draft.cash_id, none)
        if Field.OTHER_ACCOUNT in draft.fields:
            draft.other_account_id = offer_accounts(
                form.other_account, accounts, of, draft.other_account_id, but=draft.account_id
            )
        if Field.OTHER_CASH in draft.fields:
            draft.other_cash_id = offer_accounts(
                form.other_cash, accounts, cash, draft.other_cash_id, but=draft.cash_id
            )

    def _work_out(self) -> None:
        """Show every amount that follows from what was typed, and say what it comes to."""
        form, draft, accounts = self.form, self.draft, self._names.accounts
        converted, settled = draft.is_converted(accounts), draft.settled_in(accounts)
        account = accounts.get(draft.account_id) if draft.account_id is not None else None
        chooses = self.picker.follow(draft, account)
        form.show_fields(draft.kind, converted=converted, lots=chooses)
        known = draft.amounts(accounts)
        for amount, line in form.numbers.items():
            if line.problem is None:
                value = known.get(amount)
                typed = value is not None and draft.typed.get(amount) == value
                least, most = draft.decimals(amount, settled)
                line.show_number(value, derived=not typed, least=least, most=most)
        form.settled.setText(settled)
        self._offer_charged(settled)
        if converted:
            self._name_rate(settled)
        self.picker.say(known)
        self.held.follow(draft, account, known.get(Amount.QUANTITY))
        self._say_what()

    def _offer_charged(self, settled: str) -> None:
        """Let fees and taxes be in either of two currencies."""
        transfer = self.draft.kind is Kind.CASH_TRANSFER  # what it costs is taken where it begins
        codes = dict.fromkeys((self.draft.currency, self.draft.currency if transfer else settled))
        self.form.currency.setEnabled(not transfer)
        for amount, box in self.form.charged.items():
            chosen = self.draft.charged_in.get(amount, self.draft.currency)
            offer_codes(box, codes, chosen)
            box.setEnabled(len(codes) > 1)

    def _name_rate(self, settled: str) -> None:
        """Say of which rate it is, and offer the market's of the day."""
        draft = self.draft
        words = translate("Transactions", "1 {currency} in {other}")
        self.form.rows[Field.RATE].name(
            words.format(currency=draft.currency, other=settled),
            translate("Transactions", "Exchange rate"),
        )
        self.rate.follow(draft.currency, settled, draft.on)

    # What is said

    def _say_day(self) -> None:
        future = self.draft.on > date.today()  # noqa: DTZ011 - the user's own day
        words = translate("Transactions", "This day is in the future.") if future else ""
        self.form.head.say(words)

    def _say_what(self) -> None:
        one = self.draft.transaction(self._names.accounts)
        settled = self.draft.settled_in(self._names.accounts)
        told = difference_words(one, settled, self._amounts)
        self.form.rows[Field.NET].say(told, fault=False)
        self.summed_up.emit(summary_words(one, self.names, self._amounts))

    # What is decided

    def checked(self) -> Transaction:
        """Return the transaction; raises Problem for what can't be booked."""
        draft, form, accounts = self.draft, self.form, self._names.accounts
        for amount, line in (*form.numbers.items(), (None, form.cost_share)):
            shown = amount is None or Field(amount.value) in draft.fields
            if shown and line.isVisibleTo(form) and line.problem is not None:
                line.setFocus()
                raise line.problem
        one = draft.transaction(accounts)
        if draft.is_converted(accounts) and one.gross and not (one.net or one.other_net):
            raise Problem("rate_needed", "Give the exchange rate, or what moved in the account.")
        if one.lots and form.lot_model.total > one.quantity:
            raise self.picker.too_many(one.quantity)
        return checked_transaction(one, accounts, self.names.securities)

    def say_fault(self, problem: Problem) -> bool:
        """Say what is wrong beside its field; return whether there is one."""
        field = field_of(problem.code, self.draft.kind)
        if field is None or not self.form.rows[field].isVisibleTo(self):
            return False
        self.form.rows[field].say(error_words(problem))
        self.form.rows[field].first.setFocus()
        return True

    def fresh_for(self, one: Transaction) -> tuple[Security, ...]:
        """Return the securities that have to be made with a transaction."""
        named = {one.security_id, one.other_security_id}
        return tuple(each for number, each in self._fresh.items() if number in named)
