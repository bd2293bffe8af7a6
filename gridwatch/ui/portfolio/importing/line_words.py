"""Says of each line of a file what will become of it, and what its transactions are."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.part import Line
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.duplicates import Certainty, Duplicate
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.ui.portfolio.place import Names
from gridwatch.ui.portfolio.transactions.columns import signed_net
from gridwatch.ui.strips import error_words
from gridwatch.wording.ledger import kind_words

translate = QCoreApplication.translate


class Status(StrEnum):
    """What a line is."""

    NEW = "new"
    CERTAIN = "certain"
    LIKELY = "likely"
    REMARK = "remark"
    ERROR = "error"
    NOTHING = "nothing"


STATUSES: Mapping[Status, str] = {
    Status.NEW: QT_TRANSLATE_NOOP("Import", "New"),
    Status.CERTAIN: QT_TRANSLATE_NOOP("Import", "Booked already"),
    Status.LIKELY: QT_TRANSLATE_NOOP("Import", "Likely booked already"),
    Status.REMARK: QT_TRANSLATE_NOOP("Import", "Not booked"),
    Status.ERROR: QT_TRANSLATE_NOOP("Import", "Error"),
    Status.NOTHING: QT_TRANSLATE_NOOP("Import", "Empty"),
}


def status_words(status: Status) -> str:
    """Return what a line is called by its status."""
    return translate("Import", STATUSES[status])


def status_of(line: Line, doubles: Mapping[int, Duplicate]) -> Status:
    """Return what a line is; of several transactions one that is new makes it new."""
    if line.problem is not None:
        return Status.ERROR
    if not line.transactions:
        return Status.REMARK if line.remark is not None else Status.NOTHING
    found = [doubles.get(each.id) for each in line.transactions]
    if any(each is None for each in found):
        return Status.NEW
    certain = all(each is not None and each.certainty is Certainty.CERTAIN for each in found)
    return Status.CERTAIN if certain else Status.LIKELY


def line_words(line: Line, names: Names, amounts: Amounts) -> str:
    """Return what a line does, its transactions one after the other."""
    if line.transactions:
        return "; ".join(transaction_words(each, names, amounts) for each in line.transactions)
    return " · ".join(each for each in line.cells if each)[:200]


def reason_words(line: Line, status: Status, look_day: str = "") -> str:
    """Return why a line is not taken, or what is to be known of it."""
    if line.problem is not None:
        return error_words(line.problem)
    if line.remark is not None:
        return error_words(line.remark)
    if status is Status.CERTAIN:
        return translate("Import", "This line was imported before.")
    if status is Status.LIKELY:
        words = translate("Import", "The same is booked already on {day}.")
        return words.format(day=look_day) if look_day else ""
    return ""


def transaction_words(one: Transaction, names: Names, amounts: Amounts) -> str:
    """Return a transaction in a few words: what, how many of which, at what price."""
    parts = [kind_words(one.kind)]
    security = names.security(one.security_id)
    if one.quantity and security:
        parts.append(f"{amounts.number(one.quantity)} × {security}")
    elif security:
        parts.append(security)
    if TRAITS[one.kind].shares and one.quantity and one.gross and one.kind is not Kind.MERGER:
        price = amounts.price(one.price, one.currency)
        parts.append(f"@ {price} {one.currency}")
    if one.kind is Kind.CASH_TRANSFER:
        parts.append(f"{names.account(one.cash_id)} → {names.account(one.other_cash_id)}")
    elif one.kind is Kind.TRANSFER:
        parts.append(f"{names.account(one.account_id)} → {names.account(one.other_account_id)}")
    other = names.security(one.other_security_id)
    if other:
        parts.append(f"→ {other}")
    return " ".join(parts)


def amount_words(line: Line, names: Names, amounts: Amounts) -> str:
    """Return what moves in cash accounts, per currency."""
    sums: dict[str, list[Transaction]] = {}
    for each in line.transactions:
        sums.setdefault(settled(each, names), []).append(each)
    told = []
    for currency, some in sums.items():
        net = sum(signed_net(each) or 0 for each in some)
        if net:
            told.append(amounts.signed(net, currency))
    return "  ".join(told)


def settled(one: Transaction, names: Names) -> str:
    """Return the currency of what moves."""
    account = names.accounts.get(one.cash_id) if one.cash_id is not None else None
    return account.currency if account is not None else one.currency
