"""What kinds, methods and fields of the ledger are called to people."""

from __future__ import annotations

from collections.abc import Mapping

from gridwatch.domain.ledger.account import AccountKind, CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.wording import speech
from gridwatch.wording.marking import QT_TRANSLATE_NOOP

translate = speech.translate

_KINDS: Mapping[Kind, str] = {
    Kind.BUY: QT_TRANSLATE_NOOP("Ledger", "Buy"),
    Kind.SELL: QT_TRANSLATE_NOOP("Ledger", "Sell"),
    Kind.DIVIDEND: QT_TRANSLATE_NOOP("Ledger", "Dividend"),
    Kind.INTEREST: QT_TRANSLATE_NOOP("Ledger", "Interest"),
    Kind.INTEREST_CHARGE: QT_TRANSLATE_NOOP("Ledger", "Interest paid"),
    Kind.FEE: QT_TRANSLATE_NOOP("Ledger", "Fee"),
    Kind.FEE_REFUND: QT_TRANSLATE_NOOP("Ledger", "Fee refund"),
    Kind.TAX: QT_TRANSLATE_NOOP("Ledger", "Tax"),
    Kind.TAX_REFUND: QT_TRANSLATE_NOOP("Ledger", "Tax refund"),
    Kind.DEPOSIT: QT_TRANSLATE_NOOP("Ledger", "Deposit"),
    Kind.WITHDRAWAL: QT_TRANSLATE_NOOP("Ledger", "Withdrawal"),
    Kind.DELIVERY_IN: QT_TRANSLATE_NOOP("Ledger", "Delivery in"),
    Kind.DELIVERY_OUT: QT_TRANSLATE_NOOP("Ledger", "Delivery out"),
    Kind.TRANSFER: QT_TRANSLATE_NOOP("Ledger", "Transfer of shares"),
    Kind.CASH_TRANSFER: QT_TRANSLATE_NOOP("Ledger", "Transfer of cash"),
    Kind.SPIN_OFF: QT_TRANSLATE_NOOP("Ledger", "Spin-off"),
    Kind.MERGER: QT_TRANSLATE_NOOP("Ledger", "Merger"),
}
_METHODS: Mapping[CostMethod, str] = {
    CostMethod.FIFO: QT_TRANSLATE_NOOP("Ledger", "First in, first out"),
    CostMethod.LIFO: QT_TRANSLATE_NOOP("Ledger", "Last in, first out"),
    CostMethod.AVERAGE: QT_TRANSLATE_NOOP("Ledger", "Average cost"),
    CostMethod.HIGHEST: QT_TRANSLATE_NOOP("Ledger", "Highest cost first"),
    CostMethod.CHOSEN: QT_TRANSLATE_NOOP("Ledger", "Lots chosen for each sale"),
}


def kind_words(kind: Kind) -> str:
    """Return what a kind of transaction is called."""
    return translate("Ledger", _KINDS[kind])


def method_words(method: CostMethod) -> str:
    """Return what a way to choose lots is called."""
    return translate("Ledger", _METHODS[method])


def account_kind_words(kind: AccountKind) -> str:
    """Return what an account of a kind is called."""
    if kind is AccountKind.CASH:
        return translate("Ledger", "Cash account")
    return translate("Ledger", "Securities account")
