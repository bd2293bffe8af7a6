"""What fields, actions, forms and dialects of files are called on screen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from gridwatch.files.encodings import Encoding, encoding_name
from gridwatch.files.ledger.actions import Action
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.presets import PRESETS
from gridwatch.files.ledger.recognising import GENERIC
from gridwatch.services.portfolio.opening import Form
from gridwatch.ui.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate
FIELDS: Mapping[Field, str] = {
    Field.DATE: QT_TRANSLATE_NOOP("ImportFields", "Date"),
    Field.TIME: QT_TRANSLATE_NOOP("ImportFields", "Time"),
    Field.SETTLES: QT_TRANSLATE_NOOP("ImportFields", "Settlement date"),
    Field.KIND: QT_TRANSLATE_NOOP("ImportFields", "Kind"),
    Field.SIDE: QT_TRANSLATE_NOOP("ImportFields", "Kind in detail"),
    Field.SYMBOL: QT_TRANSLATE_NOOP("ImportFields", "Symbol"),
    Field.ISIN: QT_TRANSLATE_NOOP("ImportFields", "ISIN"),
    Field.WKN: QT_TRANSLATE_NOOP("ImportFields", "WKN"),
    Field.NAME: QT_TRANSLATE_NOOP("ImportFields", "Name of the security"),
    Field.QUANTITY: QT_TRANSLATE_NOOP("ImportFields", "Quantity"),
    Field.MULTIPLIER: QT_TRANSLATE_NOOP("ImportFields", "Multiplier of the quantity"),
    Field.PRICE: QT_TRANSLATE_NOOP("ImportFields", "Price"),
    Field.PRICE_CURRENCY: QT_TRANSLATE_NOOP("ImportFields", "Currency of the price"),
    Field.AMOUNT: QT_TRANSLATE_NOOP("ImportFields", "Amount"),
    Field.GROSS: QT_TRANSLATE_NOOP("ImportFields", "Gross amount"),
    Field.GROSS_CURRENCY: QT_TRANSLATE_NOOP("ImportFields", "Currency of the gross amount"),
    Field.NET: QT_TRANSLATE_NOOP("ImportFields", "Net amount"),
    Field.CURRENCY: QT_TRANSLATE_NOOP("ImportFields", "Currency"),
    Field.FEE: QT_TRANSLATE_NOOP("ImportFields", "Fee"),
    Field.FEE_CURRENCY: QT_TRANSLATE_NOOP("ImportFields", "Currency of the fee"),
    Field.FEE_2: QT_TRANSLATE_NOOP("ImportFields", "Second fee"),
    Field.FEE_2_CURRENCY: QT_TRANSLATE_NOOP("ImportFields", "Currency of the second fee"),
    Field.FEE_3: QT_TRANSLATE_NOOP("ImportFields", "Third fee"),
    Field.FEE_4: QT_TRANSLATE_NOOP("ImportFields", "Fourth fee"),
    Field.FEE_5: QT_TRANSLATE_NOOP("ImportFields", "Fifth fee"),
    Field.FEE_6: QT_TRANSLATE_NOOP("ImportFields", "Sixth fee"),
    Field.TAX: QT_TRANSLATE_NOOP("ImportFields", "Tax"),
    Field.TAX_CURRENCY: QT_TRANSLATE_NOOP("ImportFields", "Currency of the tax"),
    Field.TAX_2: QT_TRANSLATE_NOOP("ImportFields", "Second tax"),
    Field.ACCRUED: QT_TRANSLATE_NOOP("ImportFields", "Accrued interest"),
    Field.RATE: QT_TRANSLATE_NOOP("ImportFields", "Exchange rate"),
    Field.ACCOUNT: QT_TRANSLATE_NOOP("ImportFields", "Securities account"),
    Field.CASH_ACCOUNT: QT_TRANSLATE_NOOP("ImportFields", "Cash account"),
    Field.OTHER_ACCOUNT: QT_TRANSLATE_NOOP("ImportFields", "Account it goes to"),
    Field.NOTE: QT_TRANSLATE_NOOP("ImportFields", "Note"),
    Field.ID: QT_TRANSLATE_NOOP("ImportFields", "Number of the booking"),
}
ACTIONS: Mapping[Action, str] = {
    Action.BUY: QT_TRANSLATE_NOOP("ImportFields", "Buy"),
    Action.SELL: QT_TRANSLATE_NOOP("ImportFields", "Sell"),
    Action.TRADE: QT_TRANSLATE_NOOP("ImportFields", "Buy or sell, by the sign"),
    Action.DIVIDEND: QT_TRANSLATE_NOOP("ImportFields", "Dividend"),
    Action.REINVEST: QT_TRANSLATE_NOOP("ImportFields", "Dividend paid in shares"),
    Action.INTEREST: QT_TRANSLATE_NOOP("ImportFields", "Interest"),
    Action.INTEREST_CHARGE: QT_TRANSLATE_NOOP("ImportFields", "Interest paid"),
    Action.FEE: QT_TRANSLATE_NOOP("ImportFields", "Fee"),
    Action.FEE_REFUND: QT_TRANSLATE_NOOP("ImportFields", "Fee refund"),
    Action.TAX: QT_TRANSLATE_NOOP("ImportFields", "Tax"),
    Action.TAX_REFUND: QT_TRANSLATE_NOOP("ImportFields", "Tax refund"),
    Action.DEPOSIT: QT_TRANSLATE_NOOP("ImportFields", "Deposit"),
    Action.WITHDRAWAL: QT_TRANSLATE_NOOP("ImportFields", "Withdrawal"),
    Action.CASH: QT_TRANSLATE_NOOP("ImportFields", "Deposit or withdrawal, by the sign"),
    Action.DELIVERY_IN: QT_TRANSLATE_NOOP("ImportFields", "Delivery in"),
    Action.DELIVERY_OUT: QT_TRANSLATE_NOOP("ImportFields", "Delivery out"),
    Action.DELIVERY: QT_TRANSLATE_NOOP("ImportFields", "Delivery in or out, by the sign"),
    Action.EXCHANGE: QT_TRANSLATE_NOOP("ImportFields", "Exchange of currencies"),
    Action.CASH_TRANSFER: QT_TRANSLATE_NOOP("ImportFields", "Transfer of cash"),
    Action.CASH_TRANSFER_IN: QT_TRANSLATE_NOOP("ImportFields", "Transfer of cash, arriving"),
    Action.TRANSFER: QT_TRANSLATE_NOOP("ImportFields", "Transfer of shares"),
    Action.SPLIT: QT_TRANSLATE_NOOP("ImportFields", "Split (not booked)"),
    Action.CORPORATE: QT_TRANSLATE_NOOP("ImportFields", "Corporate action (by hand)"),
    Action.INTERNAL: QT_TRANSLATE_NOOP("ImportFields", "Within the broker (not booked)"),
    Action.STATEMENT: QT_TRANSLATE_NOOP("ImportFields", "A statement (not booked)"),
    Action.PENDING: QT_TRANSLATE_NOOP("ImportFields", "Still open (not booked)"),
    Action.CANCELLED: QT_TRANSLATE_NOOP("ImportFields", "Cancelled (not booked)"),
}
FORMS: Mapping[Form, str] = {
    Form.OWN: QT_TRANSLATE_NOOP("ImportFields", "A whole portfolio of GridWatch (JSON)"),
    Form.PERFORMANCE: QT_TRANSLATE_NOOP(
        "ImportFields", "A whole file of Portfolio Performance (XML)"
    ),
    Form.PERFORMANCE_SELECTION: QT_TRANSLATE_NOOP(
        "ImportFields", "Transactions of Portfolio Performance (JSON)"
    ),
    Form.FLEX: QT_TRANSLATE_NOOP("ImportFields", "A Flex query of Interactive Brokers (XML)"),
    Form.GHOSTFOLIO: QT_TRANSLATE_NOOP("ImportFields", "An export of Ghostfolio (JSON)"),
    Form.TABLE: QT_TRANSLATE_NOOP("ImportFields", "A table"),
}
# Presets whose name alone does not tell which export is meant.
PRESET_NAMES: Mapping[str, str] = {
    GENERIC: QT_TRANSLATE_NOOP("ImportFields", "Any table"),
    "china": QT_TRANSLATE_NOOP("ImportFields", "A broker in mainland China"),
    "ib_activity": QT_TRANSLATE_NOOP("ImportFields", "Interactive Brokers: transaction history"),
    "ib_statement": QT_TRANSLATE_NOOP("ImportFields", "Interactive Brokers: activity statement"),
    "ib_flex_trades": QT_TRANSLATE_NOOP("ImportFields", "Interactive Brokers: Flex, trades"),
    "ib_flex_dividends": QT_TRANSLATE_NOOP("ImportFields", "Interactive Brokers: Flex, dividends"),
    "pp_transactions": QT_TRANSLATE_NOOP("ImportFields", "Portfolio Performance: all transactions"),
    "pp_import": QT_TRANSLATE_NOOP("ImportFields", "Portfolio Performance: for its import"),
    "pp_securities": QT_TRANSLATE_NOOP("ImportFields", "Portfolio Performance: securities"),
    "pp_prices": QT_TRANSLATE_NOOP("ImportFields", "Portfolio Performance: prices"),
}
SEPARATORS: Mapping[str, str] = {
    ",": QT_TRANSLATE_NOOP("ImportFields", "Comma"),
    ";": QT_TRANSLATE_NOOP("ImportFields", "Semicolon"),
    "\t": QT_TRANSLATE_NOOP("ImportFields", "Tab"),
    "|": QT_TRANSLATE_NOOP("ImportFields", "Bar"),
}


def field_words(field: Field | None) -> str:
    """Return what a column has, as in the box above it."""
    if field is None:
        return translate("ImportFields", "Not used")
    return translate("ImportFields", FIELDS[field])


def action_words(action: Action | None) -> str:
    """Return what a word of a table means."""
    if action is None:
        return translate("ImportFields", "Unknown: its lines can't be taken")
    return translate("ImportFields", ACTIONS[action])


def form_words(form: Form) -> str:
    """Return what a file is."""
    return translate("ImportFields", FORMS[form])


def preset_words(key: str) -> str:
    """Return what a preset is called: most have the name of a broker or a program."""
    if key in PRESET_NAMES:
        return translate("ImportFields", PRESET_NAMES[key])
    return next((each.name for each in PRESETS if each.key == key), key)


def separator_words(separator: str) -> str:
    """Return what stands between cells."""
    return translate("ImportFields", SEPARATORS.get(separator, separator))


def encoding_words(encoding: Encoding) -> str:
    """Return what an encoding is called."""
    return encoding_name(encoding)


def decimal_words(mark: str | None) -> str:
    """Return the decimal mark with an example."""
    if mark is None:
        return translate("ImportFields", "not told by the numbers")
    if mark == ",":
        return translate("ImportFields", "Comma (1.234,56)")
    return translate("ImportFields", "Point (1,234.56)")


def both_words() -> str:
    """Return what stands for a file in which both decimal marks occur."""
    return translate("ImportFields", "Both marks occur: each number tells its own")


def order_words(day_first: bool | None) -> str:
    """Return which of day and month comes first."""
    if day_first is None:
        return translate("ImportFields", "not told by the dates")
    if day_first:
        return translate("ImportFields", "Day first (31.12. or 31/12)")
    return translate("ImportFields", "Month first (12/31)")
