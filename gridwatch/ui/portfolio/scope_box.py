"""The box that says what part of the ledger is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from gridwatch.domain.ledger.account import Account
from gridwatch.ui.portfolio.place import Choice

translate = QCoreApplication.translate
_LETTERS = 14  # that are always to be read


class ScopeBox(QComboBox):
    """Offers all accounts, each group, each account and it with its cash; `chosen` a Choice."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(_LETTERS)
        self.activated.connect(lambda row: self.chosen.emit(self.itemData(row)))

    def offer(self, accounts: Mapping[int, Account], choice: Choice) -> None:
        """Offer what there is, in the words of now, and show what is chosen."""
        with QSignalBlocker(self):
            self.clear()
            for words, each in offers(accounts):
                self.addItem(words, each)
                if each == choice:
                    self.setCurrentIndex(self.count() - 1)
        self.setAccessibleName(translate("Portfolio", "What part of the portfolio is shown"))
        self.setToolTip(self.accessibleName())


def offers(accounts: Mapping[int, Account]) -> Iterator[tuple[str, Choice]]:
    """Return words and choices: all, groups, then accounts, closed ones last."""
    yield translate("Portfolio", "All accounts"), Choice()
    for group in dict.fromkeys(each.group for each in accounts.values() if each.group):
        yield translate("Portfolio", "Group: {name}").format(name=group), Choice(group=group)
    for each in sorted(accounts.values(), key=lambda one: one.closed):
        name = each.name
        if each.closed:
            name = translate("Portfolio", "{name} (closed)").format(name=name)
        yield name, Choice(account_id=each.id)
        cash = accounts.get(each.cash_id) if each.cash_id is not None else None
        if cash is not None:
            both = translate("Portfolio", "{name} with {cash}").format(name=name, cash=cash.name)
            yield both, Choice(account_id=each.id, with_cash=True)
