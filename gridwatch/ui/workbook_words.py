"""What the sheets and columns of an exported workbook are called."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gridwatch.services.portfolio.exporting import Words

# By the codes of files.ledger_out.transactions and services.portfolio.export_sheets.
_WORDS = {
    "account": QT_TRANSLATE_NOOP("Workbook", "Account"),
    "accounts": QT_TRANSLATE_NOOP("Workbook", "Accounts"),
    "balance": QT_TRANSLATE_NOOP("Workbook", "Balance"),
    "base_cost": QT_TRANSLATE_NOOP("Workbook", "Cost, converted"),
    "base_currency": QT_TRANSLATE_NOOP("Workbook", "Base currency"),
    "cash_account": QT_TRANSLATE_NOOP("Workbook", "Cash account"),
    "charges": QT_TRANSLATE_NOOP("Workbook", "Fees and taxes"),
    "closed": QT_TRANSLATE_NOOP("Workbook", "Closed"),
    "cost": QT_TRANSLATE_NOOP("Workbook", "Cost"),
    "cost_share": QT_TRANSLATE_NOOP("Workbook", "Part of the cost"),
    "country": QT_TRANSLATE_NOOP("Workbook", "Country"),
    "currency": QT_TRANSLATE_NOOP("Workbook", "Currency"),
    "currency_gain": QT_TRANSLATE_NOOP("Workbook", "Currency gain"),
    "date": QT_TRANSLATE_NOOP("Workbook", "Date"),
    "days_held": QT_TRANSLATE_NOOP("Workbook", "Days held"),
    "expected": QT_TRANSLATE_NOOP("Workbook", "Expected"),
    "fees": QT_TRANSLATE_NOOP("Workbook", "Fees"),
    "fees_currency": QT_TRANSLATE_NOOP("Workbook", "Currency of the fees"),
    "gross": QT_TRANSLATE_NOOP("Workbook", "Gross amount"),
    "group": QT_TRANSLATE_NOOP("Workbook", "Group"),
    "holdings": QT_TRANSLATE_NOOP("Workbook", "Holdings"),
    "id": QT_TRANSLATE_NOOP("Workbook", "Number"),
    "income": QT_TRANSLATE_NOOP("Workbook", "Income"),
    "irr": QT_TRANSLATE_NOOP("Workbook", "IRR"),
    "isin": QT_TRANSLATE_NOOP("Workbook", "ISIN"),
    "kind": QT_TRANSLATE_NOOP("Workbook", "Kind"),
    "lots": QT_TRANSLATE_NOOP("Workbook", "Lots"),
    "net": QT_TRANSLATE_NOOP("Workbook", "Net amount"),
    "net_currency": QT_TRANSLATE_NOOP("Workbook", "Currency of the net amount"),
    "note": QT_TRANSLATE_NOOP("Workbook", "Note"),
    "opened_by": QT_TRANSLATE_NOOP("Workbook", "Number of the purchase"),
    "other_account": QT_TRANSLATE_NOOP("Workbook", "Other account"),
    "other_currency": QT_TRANSLATE_NOOP("Workbook", "Currency there"),
    "other_net": QT_TRANSLATE_NOOP("Workbook", "Amount there"),
    "other_security": QT_TRANSLATE_NOOP("Workbook", "Security that comes"),
    "price": QT_TRANSLATE_NOOP("Workbook", "Price"),
    "price_gain": QT_TRANSLATE_NOOP("Workbook", "Price gain"),
    "price_on": QT_TRANSLATE_NOOP("Workbook", "Day of the price"),
    "quantity": QT_TRANSLATE_NOOP("Workbook", "Shares"),
    "rate": QT_TRANSLATE_NOOP("Workbook", "Exchange rate"),
    "ratio": QT_TRANSLATE_NOOP("Workbook", "Ratio"),
    "realised": QT_TRANSLATE_NOOP("Workbook", "Realised gain"),
    "security": QT_TRANSLATE_NOOP("Workbook", "Security"),
    "segment": QT_TRANSLATE_NOOP("Workbook", "Segment"),
    "settles_on": QT_TRANSLATE_NOOP("Workbook", "Day of payment"),
    "share": QT_TRANSLATE_NOOP("Workbook", "Share of the whole"),
    "shares_as_of": QT_TRANSLATE_NOOP("Workbook", "Shares as of"),
    "source": QT_TRANSLATE_NOOP("Workbook", "Source"),
    "symbol": QT_TRANSLATE_NOOP("Workbook", "Symbol"),
    "tax": QT_TRANSLATE_NOOP("Workbook", "Tax"),
    "taxes": QT_TRANSLATE_NOOP("Workbook", "Taxes"),
    "taxes_currency": QT_TRANSLATE_NOOP("Workbook", "Currency of the taxes"),
    "time": QT_TRANSLATE_NOOP("Workbook", "Time"),
    "transactions": QT_TRANSLATE_NOOP("Workbook", "Transactions"),
    "value": QT_TRANSLATE_NOOP("Workbook", "Value"),
}


def workbook_words(kinds: Mapping[str, str]) -> Words:
    """Return the words in the reader's language; `kinds`: what the kinds are called."""
    translate = QCoreApplication.translate
    return Words({code: translate("Workbook", str(word)) for code, word in _WORDS.items()}, kinds)
