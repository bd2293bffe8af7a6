"""Fills the boxes of accounts and currencies in the dialog of a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtWidgets import QComboBox

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.preferences import CURRENCIES
from gridwatch.ui.portfolio.place import Names

translate = QCoreApplication.translate


def offer_accounts(
    box: QComboBox,
    accounts: Mapping[int, Account],
    kind: AccountKind,
    chosen: int | None,
    none: str = "",
    *,
    but: int | None = None,
) -> int | None:
    """Offer the open accounts of a kind, and `none` where none need be; return what is chosen.

    A closed account is offered where it is the chosen one already. Where none is chosen yet, it is
    the first one `but` this.
    """
    offered = [
        each
        for each in accounts.values()
        if each.kind is kind and (not each.closed or each.id == chosen)
    ]
    with QSignalBlocker(box):
        box.clear()
        if none:
            box.addItem(none, None)
        for each in offered:
            box.addItem(f"{each.name} ({each.currency})", each.id)
        first = next((each.id for each in offered if each.id != but), None)
        wanted = chosen if chosen is not None or none else first
        box.setCurrentIndex(max(0, box.findData(wanted)) if box.count() else -1)
    data = box.currentData()
    return int(data) if data is not None else None


def offer_currencies(box: QComboBox, names: Names, chosen: str) -> None:
    """Offer the currencies in use before all others."""
    used = (
        *(each.currency for each in names.securities.values()),
        *(each.currency for each in names.accounts.values()),
        *CURRENCIES,
    )
    offer_codes(box, dict.fromkeys((*([chosen] if chosen else ()), *sorted(set(used)))), chosen)


def offer_codes(box: QComboBox, codes: Iterable[str], chosen: str) -> None:
    """Offer currencies by their codes."""
    with QSignalBlocker(box):
        box.clear()
        for each in codes:
            box.addItem(each, each)
        box.setCurrentIndex(max(0, box.findData(chosen)))


def outside_words() -> str:
    """Return what stands in place of a cash account where money is not followed."""
    return translate("Transactions", "None: from outside or to outside")
