"""What an edit of the ledger is called after “Undo:”."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.edits import Edit
from gridwatch.services.portfolio import (
    account_edits,
    booking,
    choice_edits,
    import_edits,
    ledger_edits,
)
from gridwatch.wording.ledger import kind_words

translate = QCoreApplication.translate
_MODULES = frozenset(
    each.__name__ for each in (account_edits, booking, choice_edits, import_edits, ledger_edits)
)


def ledger_words(edit: Edit) -> tuple[str, str] | None:
    """Return a template and the name that belongs into it; None for an edit of something else."""
    if type(edit).__module__ not in _MODULES:
        return None
    found = _account_words(edit) or _security_words(edit) or _exchange_words(edit)
    return found or _transaction_words(edit)


def _account_words(edit: Edit) -> tuple[str, str] | None:
    name = ""
    match edit:
        case account_edits.AddAccount(account=account):
            words, name = translate("Undo", "new account “{name}”"), account.name
        case account_edits.ChangeAccount(account=account):
            words, name = translate("Undo", "changing account “{name}”"), account.name
        case account_edits.RemoveAccount():
            words = translate("Undo", "deleting an account")
        case account_edits.ArrangeAccounts():
            words = translate("Undo", "moving an account")
        case booking.OpenAccounts(accounts=accounts):
            words = translate("Undo", "making {number} accounts").format(number=len(accounts))
        case _:
            return None
    return words, name


def _security_words(edit: Edit) -> tuple[str, str] | None:
    name = ""
    match edit:
        case account_edits.AddSecurity(security=security):
            words, name = translate("Undo", "new security “{name}”"), security.name
        case booking.KeepSecurity(security=security) if not security.id:
            words, name = translate("Undo", "new security “{name}”"), security.name
        case (
            account_edits.ChangeSecurity(security=security)
            | booking.KeepSecurity(security=security)
        ):
            words, name = translate("Undo", "changing security “{name}”"), security.name
        case account_edits.RemoveSecurity():
            words = translate("Undo", "deleting a security")
        case account_edits.PutPrices():
            words = translate("Undo", "entering prices")
        case account_edits.PutSplit():
            words = translate("Undo", "entering a split")
        case account_edits.RemoveSplit():
            words = translate("Undo", "deleting a split")
        case _:
            return None
    return words, name


def _exchange_words(edit: Edit) -> tuple[str, str] | None:
    name = ""
    match edit:
        case ledger_edits.ImportPart(name=name) | import_edits.ImportFile(name=name):
            words = translate("Undo", "importing “{name}”")
        case ledger_edits.TakeBackBatch():
            words = translate("Undo", "taking an import back")
        case choice_edits.Dismiss():
            words = translate("Undo", "hiding a finding or an offer")
        case choice_edits.BringBack():
            words = translate("Undo", "showing findings or offers again")
        case _:
            return None
    return words, name


def _transaction_words(edit: Edit) -> tuple[str, str]:
    match edit:
        case booking.BookTransaction(transaction=one):
            return _booked(one)
        case ledger_edits.AddTransactions(transactions=(one,)):
            return _booked(one)
        case ledger_edits.AddTransactions(transactions=several):
            words = translate("Undo", "booking {number} transactions")
        case ledger_edits.ChangeTransactions(transactions=(one,)):
            return translate("Undo", "changing “{name}”"), kind_words(one.kind)
        case ledger_edits.ChangeTransactions(transactions=several):
            words = translate("Undo", "changing {number} transactions")
        case ledger_edits.RemoveTransactions(ids=(_,)):
            return translate("Undo", "deleting a transaction"), ""
        case ledger_edits.RemoveTransactions(ids=several):
            words = translate("Undo", "deleting {number} transactions")
        case _:
            return translate("Undo", "a change of the portfolio"), ""
    return words.format(number=len(several)), ""


def _booked(one: Transaction) -> tuple[str, str]:
    if one.id > 0:
        return translate("Undo", "changing “{name}”"), kind_words(one.kind)
    return translate("Undo", "booking “{name}”"), kind_words(one.kind)
