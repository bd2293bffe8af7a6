"""The dialog of an account: what it holds, in which currency, and how its sales take lots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.ledger.account import (
    LONGEST_NAME,
    Account,
    AccountKind,
    CostMethod,
    checked_account,
)
from gridwatch.domain.problem import Problem
from gridwatch.services.portfolio.account_edits import AddAccount, ChangeAccount
from gridwatch.services.portfolio.booking import OpenAccounts
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.form_row import FormRow, walk_rows
from gridwatch.ui.portfolio.place import Names
from gridwatch.ui.portfolio.transactions.choosing import (
    offer_accounts,
    offer_currencies,
    outside_words,
)
from gridwatch.ui.strips import error_words
from gridwatch.wording.ledger import account_kind_words, method_words

translate = QCoreApplication.translate
_WIDE = 470
_NEW_CASH = "new"
_ROWS: Mapping[str, str] = {
    "account_unnamed": "name",
    "account_long": "name",
    "account_exists": "name",
    "currency_code": "currency",
    "account_meant": "currency",
    "cash_account_missing": "cash",
}


class AccountDialog(QDialog):
    """Asks for a new account or a change of one; `decided` carries the Edit.

    It stays open until `accept`, or `stay` where it could not be stored.
    """

    decided = Signal(object)

    def __init__(
        self, account: Account, names: Names, look: Look, parent: QWidget | None = None
    ) -> None:
        """Begin with `account`, a new one where its id is 0."""
        super().__init__(parent)
        self._account, self._names, self._look = account, names, look
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(
            translate("Accounts", "Account") if account.id else translate("Accounts", "New account")
        )
        self.kind, self.currency, self.cash, self.method = (QComboBox(self) for _ in range(4))
        self.name, self.group, self.note = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.shorts, self.closed = QCheckBox(self), QCheckBox(self)
        self.told = QLabel(self)
        self._lay_out()
        self._fill()
        outline(self, look.tones)
        self.kind.activated.connect(lambda _: self._show_kind())
        self.buttons.accepted.connect(self.decide)
        self.buttons.rejected.connect(self.reject)
        for line in (self.name, self.group):
            line.textChanged.connect(lambda _: self._say_nothing())
        self.name.setFocus()
        self.name.selectAll()

    def _lay_out(self) -> None:
        of = (self._look.tones, self)
        self.rows = {
            "kind": FormRow(*of, self.kind),
            "name": FormRow(*of, self.name),
            "group": FormRow(*of, self.group),
            "currency": FormRow(*of, self.currency, spread=False),
            "cash": FormRow(*of, self.cash),
            "method": FormRow(*of, self.method),
            "shorts": FormRow(*of, self.shorts),
            "note": FormRow(*of, self.note),
            "closed": FormRow(*of, self.closed),
        }
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setHorizontalSpacing(12)
        for each in self.rows.values():
            each.put_into(self._form)
        walk_rows(self.rows.values())
        for box in (self.kind, self.cash, self.method):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.currency.setEditable(True)
        self.currency.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.name.setMaxLength(LONGEST_NAME)
        self.group.setMaxLength(LONGEST_NAME)
        self.told.setWordWrap(True)
        self.told.setStyleSheet(f"color: {self._look.tones.warn};")
        kind = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kind.Ok | kind.Cancel, self)
        self.ok().setText(
            translate("Accounts", "Save") if self._account.id else translate("Accounts", "Create")
        )
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(self._form)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.told.hide()
        self.setMinimumWidth(_WIDE)

    def _fill(self) -> None:
        account, names = self._account, self._names
        for words, row in (
            (translate("Accounts", "Holds"), "kind"),
            (translate("Accounts", "Name"), "name"),
            (translate("Accounts", "Group"), "group"),
            (translate("Accounts", "Currency"), "currency"),
            (translate("Accounts", "Settled through"), "cash"),
            (translate("Accounts", "Cost method"), "method"),
            (translate("Accounts", "Note"), "note"),
        ):
            self.rows[row].name(words)
        self.shorts.setText(translate("Accounts", "More may be sold than is held (short)"))
        self.closed.setText(translate("Accounts", "Closed: not offered any more"))
        self.group.setPlaceholderText(translate("Accounts", "A broker or a purpose (optional)"))
        for kind in AccountKind:
            self.kind.addItem(account_kind_words(kind), kind)
        for method in CostMethod:
            self.method.addItem(method_words(method), method)
        self.name.setText(account.name)
        self.group.setText(account.group)
        self.note.setText(account.note)
        self.kind.setCurrentIndex(self.kind.findData(account.kind))
        self.method.setCurrentIndex(self.method.findData(account.method))
        self.shorts.setChecked(account.shorts)
        self.closed.setChecked(account.closed)
        offer_currencies(self.currency, names, account.currency)
        others = {each.id: each for each in names.accounts.values() if each.id != account.id}
        offer_accounts(self.cash, others, AccountKind.CASH, account.cash_id, outside_words())
        if not account.id:
            self.cash.addItem(translate("Accounts", "A new cash account beside it"), _NEW_CASH)
        groups = sorted({each.group for each in others.values() if each.group})
        completer = QCompleter(groups, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.group.setCompleter(completer)
        self._show_kind()

    def _show_kind(self) -> None:
        """Show what an account of the chosen kind has."""
        securities = AccountKind(self.kind.currentData()) is AccountKind.SECURITIES
        for name in ("cash", "method", "shorts"):
            self._form.setRowVisible(self.rows[name], securities)
        self._form.setRowVisible(self.rows["closed"], bool(self._account.id))
        self.adjustSize()

    def ok(self) -> QPushButton:
        """Return the button that stores the account."""
        return self.buttons.button(QDialogButtonBox.StandardButton.Ok)

    # What is decided

    @property
    def account(self) -> Account:
        """Return the account as it is typed."""
        kind = AccountKind(self.kind.currentData())
        securities, cash = kind is AccountKind.SECURITIES, self.cash.currentData()
        return replace(
            self._account,
            kind=kind,
            name=self.name.text(),
            group=self.group.text(),
            currency=self.currency.currentText().strip().upper(),
            cash_id=int(cash) if securities and isinstance(cash, int) else None,
            method=CostMethod(self.method.currentData()) if securities else CostMethod.FIFO,
            shorts=securities and self.shorts.isChecked(),
            closed=self.closed.isChecked(),
            note=self.note.text(),
        )

    def decide(self) -> None:
        """Take what was typed; what can't be is explained beside its field and stays."""
        self._say_nothing()
        try:
            account = checked_account(self.account)
            self._check_name(account)
        except Problem as problem:
            self.say(problem)
            return
        if account == self._account:
            self.accept()
            return
        self.buttons.setEnabled(False)  # until it is known whether it could be stored
        if account.id:
            self.decided.emit(ChangeAccount(account))
        elif account.kind is AccountKind.SECURITIES and self.cash.currentData() == _NEW_CASH:
            self.decided.emit(OpenAccounts(self._with_cash(account)))
        else:
            self.decided.emit(AddAccount(account))

    def _with_cash(self, account: Account) -> tuple[Account, Account]:
        """Return the account behind a new cash account through which it is settled."""
        words = translate("Accounts", "{name}: cash").format(name=account.name)
        cash = Account(-1, words, AccountKind.CASH, account.currency, account.group)
        return cash, replace(account, id=-2, cash_id=cash.id)

    def _check_name(self, account: Account) -> None:
        for each in self._names.accounts.values():
            if each.id != account.id and each.name.casefold() == account.name.casefold():
                raise Problem(
                    "account_exists", "There is an account “{name}” already.", name=each.name
                )

    def say(self, problem: Exception) -> None:
        """Say what is wrong, beside its field where there is one."""
        code = problem.code if isinstance(problem, Problem) else ""
        row = self.rows.get(_ROWS.get(code, ""))
        if row is not None:
            row.say(error_words(problem))
            row.first.setFocus()
        else:
            self.told.setText(error_words(problem))
            self.told.show()

    def _say_nothing(self) -> None:
        for row in self.rows.values():
            row.say("")
        self.told.hide()

    def stay(self) -> None:
        """Let it be tried again: it could not be stored."""
        self.buttons.setEnabled(True)
