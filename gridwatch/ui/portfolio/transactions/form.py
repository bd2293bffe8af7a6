"""The fields of the dialog of a transaction, of which each kind shows its own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.working_out import Amount
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.ui.portfolio.form_row import FormRow
from gridwatch.ui.portfolio.number_line import NumberLine
from gridwatch.ui.portfolio.security_line import SecurityLine
from gridwatch.ui.portfolio.tables import dress_rows, lay_rows
from gridwatch.ui.portfolio.transactions.fields import Field, fields_of
from gridwatch.ui.portfolio.transactions.lot_model import TAKEN, LotModel
from gridwatch.ui.thesis.claims.review_day import DATE_FORMATS
from gridwatch.wording.ledger import kind_words

translate = QCoreApplication.translate
_LOT_ROWS = 4
_CURRENCY_LETTERS = 5


class TransactionForm(QWidget):
    """The widgets, by name, and their rows by field; what they mean is the dialog's matter."""

    def __init__(self, look: Look, amounts: Amounts, parent: QWidget) -> None:
        super().__init__(parent)
        tones = look.tones
        self.kind, self.day = QComboBox(self), QDateEdit(self)
        self.security = SecurityLine(tones, look.language, self)
        self.other_security = SecurityLine(tones, look.language, self)
        self.account, self.other_account = QComboBox(self), QComboBox(self)
        self.cash, self.other_cash = QComboBox(self), QComboBox(self)
        self.numbers = {each: NumberLine(amounts, tones, self) for each in Amount}
        self.new_shares, self.old_shares = QLineEdit(self), QLineEdit(self)
        self.cost_share = NumberLine(amounts, tones, self)
        self.currency = QComboBox(self)
        self.charged = {each: QComboBox(self) for each in (Amount.FEES, Amount.TAXES)}
        self.suggested = QToolButton(self)
        self.settled = QLabel(self)
        self.lots, self.lot_model = QTableView(self), LotModel(look, amounts)
        self.note = QLineEdit(self)
        self._prepare(look)
        number = self.numbers
        ratio = QLabel(":", self)
        percent = QLabel("%", self)
        of = (tones, self)
        self.head = FormRow(*of, self.kind, self.day)
        self.rows: dict[Field, FormRow] = {
            Field.SECURITY: FormRow(*of, self.security),
            Field.OTHER_SECURITY: FormRow(*of, self.other_security),
            Field.RATIO: FormRow(*of, self.new_shares, ratio, self.old_shares, spread=False),
            Field.COST_SHARE: FormRow(*of, self.cost_share, percent, spread=False),
            Field.ACCOUNT: FormRow(*of, self.account),
            Field.OTHER_ACCOUNT: FormRow(*of, self.other_account),
            Field.CASH: FormRow(*of, self.cash),
            Field.OTHER_CASH: FormRow(*of, self.other_cash),
            Field.QUANTITY: FormRow(*of, number[Amount.QUANTITY]),
            Field.PRICE: FormRow(*of, number[Amount.PRICE]),
            Field.GROSS: FormRow(*of, number[Amount.GROSS], self.currency),
            Field.FEES: FormRow(*of, number[Amount.FEES], self.charged[Amount.FEES]),
            Field.TAXES: FormRow(*of, number[Amount.TAXES], self.charged[Amount.TAXES]),
            Field.RATE: FormRow(*of, number[Amount.RATE], self.suggested),
            Field.NET: FormRow(*of, number[Amount.NET], self.settled),
            Field.LOTS: FormRow(*of, self.lots),
        }
        self.foot = FormRow(*of, self.note)
        self._lay_out()

    def _prepare(self, look: Look) -> None:
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(DATE_FORMATS.get(look.phrases.language, "d MMM yyyy"))
        self.day.setMinimumDate(QDate(1900, 1, 1))
        for box in (self.account, self.other_account, self.cash, self.other_cash, self.kind):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setMinimumContentsLength(12)
        wide = self.fontMetrics().horizontalAdvance("0" * 9)
        for line in (self.new_shares, self.old_shares, self.cost_share):
            line.setFixedWidth(wide)
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for box in (self.currency, *self.charged.values()):
            box.setMinimumContentsLength(_CURRENCY_LETTERS)
        self.currency.setEditable(True)
        self.currency.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.note.setMaxLength(2000)
        self.lots.setModel(self.lot_model)
        lay_rows(self.lots)
        self.lots.setEditTriggers(QTableView.EditTrigger.AllEditTriggers)
        self.lots.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        header = self.lots.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(TAKEN, QHeaderView.ResizeMode.Stretch)
        dress_rows(self.lots, look.tones)
        row = self.lots.verticalHeader().defaultSectionSize()
        self.lots.setFixedHeight(row * (_LOT_ROWS + 1) + 6)

    def _lay_out(self) -> None:
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(7)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row in (self.head, *self.rows.values(), self.foot):
            row.put_into(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.form)
        column.addStretch(1)

    # What is shown

    def show_fields(self, kind: Kind, *, converted: bool, lots: bool) -> None:
        """Show the fields of a kind: the rate where two currencies meet, lots where they count."""
        shown = fields_of(kind)
        for field, row in self.rows.items():
            visible = field in shown
            if field is Field.RATE:
                visible = visible and converted
            elif field is Field.LOTS:
                visible = visible and lots
            self.form.setRowVisible(row, visible)

    def say_nothing(self) -> None:
        """Take back everything that was said beside the fields."""
        for row in (self.head, self.foot, *self.rows.values()):
            row.say("")

    def name_fields(self, kind: Kind) -> None:
        """Say what each field is for a kind."""
        words = {**_words(), **_words_of(kind)}
        for field, row in self.rows.items():
            row.name(words[field])
        self.head.name(
            translate("Transactions", "What and when"), translate("Transactions", "Kind")
        )
        self.day.setAccessibleName(translate("Transactions", "Date"))
        self.foot.name(translate("Transactions", "Note"))
        self.currency.setAccessibleName(translate("Transactions", "Currency of the transaction"))
        every = translate("Transactions", "all of them")
        old = every if Field.RATIO in fields_of(kind) else ""
        self.numbers[Amount.QUANTITY].setPlaceholderText(old)
        currency = translate("Transactions", "Currency")
        for amount, box in self.charged.items():
            field = Field(amount.value)
            box.setAccessibleName(f"{words[field]}: {currency}")
        self.new_shares.setAccessibleName(translate("Transactions", "New shares"))
        self.old_shares.setAccessibleName(translate("Transactions", "For old shares"))
        if not self.kind.count():
            for each in Kind:
                self.kind.addItem(kind_words(each), each)


def _words() -> Mapping[Field, str]:
    return {
        Field.SECURITY: translate("Transactions", "Security"),
        Field.OTHER_SECURITY: translate("Transactions", "New security"),
        Field.RATIO: translate("Transactions", "New : old shares"),
        Field.COST_SHARE: translate("Transactions", "Part of the cost"),
        Field.ACCOUNT: translate("Transactions", "Securities account"),
        Field.OTHER_ACCOUNT: translate("Transactions", "To"),
        Field.QUANTITY: translate("Transactions", "Quantity"),
        Field.PRICE: translate("Transactions", "Price per share"),
        Field.GROSS: translate("Transactions", "Amount"),
        Field.FEES: translate("Transactions", "Fees"),
        Field.TAXES: translate("Transactions", "Taxes"),
        Field.CASH: translate("Transactions", "Cash account"),
        Field.OTHER_CASH: translate("Transactions", "To"),
        Field.RATE: translate("Transactions", "Exchange rate"),
        Field.NET: translate("Transactions", "Net"),
        Field.LOTS: translate("Transactions", "From these lots"),
    }


def _words_of(kind: Kind) -> Mapping[Field, str]:
    """Return what single fields are called for a kind, in place of their usual names."""
    gross, all_old = translate("Transactions", "Gross"), translate("Transactions", "Old shares")
    come_from = translate("Transactions", "From")
    every: Mapping[Kind, Mapping[Field, str]] = {
        Kind.BUY: {Field.GROSS: gross},
        Kind.SELL: {Field.GROSS: gross},
        Kind.DIVIDEND: {Field.GROSS: gross, Field.PRICE: translate("Transactions", "Per share")},
        Kind.DELIVERY_IN: {Field.GROSS: translate("Transactions", "Cost")},
        Kind.DELIVERY_OUT: {Field.GROSS: translate("Transactions", "Value")},
        Kind.TRANSFER: {Field.ACCOUNT: come_from},
        Kind.CASH_TRANSFER: {
            Field.CASH: come_from,
            Field.NET: translate("Transactions", "Arrives"),
        },
        Kind.MERGER: {
            Field.QUANTITY: all_old,
            Field.GROSS: translate("Transactions", "Cash beside the shares"),
        },
        Kind.SPIN_OFF: {Field.QUANTITY: all_old},
    }
    return every.get(kind, {})
