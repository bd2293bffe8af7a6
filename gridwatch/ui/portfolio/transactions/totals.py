"""What the selected transactions come to, or all that are shown: per currency, never across."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.ledger.kind import TRAITS
from gridwatch.domain.ledger.transaction import ChargeKind, Transaction
from gridwatch.ui.portfolio.transactions.columns import Scene, signed_net

translate = QCoreApplication.translate
_NOTHING = Decimal(0)


@dataclass(slots=True)
class Totals:
    """Sums by currency, added up one by one.

    `shares`: what came in less what went out, None where they are not of a single security.
    """

    scene: Scene
    number: int = 0
    net: dict[str, Decimal] = field(default_factory=dict)
    fees: dict[str, Decimal] = field(default_factory=dict)
    taxes: dict[str, Decimal] = field(default_factory=dict)
    shares: Decimal | None = None
    security_id: int = 0  # whose they are; below 0 where they can't be added

    def add(self, transactions: Iterable[Transaction]) -> None:
        """Add transactions, each within its currencies."""
        for each in transactions:
            self.number += 1
            net = signed_net(each)
            if net:
                _add(self.net, self.scene.settled_in(each), net)
            if each.other_net and each.other_cash_id is not None:
                account = self.scene.names.accounts.get(each.other_cash_id)
                if account is not None:
                    _add(self.net, account.currency, each.other_net)
            for charge in each.charges:
                sums = self.fees if charge.kind is ChargeKind.FEE else self.taxes
                _add(sums, charge.currency, charge.amount)
            self._add_shares(each)

    def _add_shares(self, one: Transaction) -> None:
        traits = TRAITS[one.kind]
        if not traits.shares or traits.moves_to or self.security_id < 0:
            return
        if one.other_security_id is not None or self.security_id not in {0, one.security_id}:
            self.shares, self.security_id = None, -1
            return
        self.security_id = one.security_id or 0
        self.shares = (self.shares or _NOTHING) + traits.shares * one.quantity

    def words(self, *, selected: bool) -> str:
        """Say how many transactions these are and what they come to."""
        scene, number = self.scene, self.scene.look.phrases.integer(self.number)
        if selected:
            words = translate("Transactions", "{number} selected").format(number=number)
        else:
            words = translate("Transactions", "{number} transactions").format(number=number)
        parts = [words]
        if self.shares is not None:
            shares = translate("Transactions", "Shares {number}")
            parts.append(shares.format(number=scene.amounts.number(self.shares)))
        for title, sums in (
            (translate("Transactions", "Net {amounts}"), self.net),
            (translate("Transactions", "Fees {amounts}"), self.fees),
            (translate("Transactions", "Taxes {amounts}"), self.taxes),
        ):
            if sums:
                told = (scene.amounts.with_unit(sums[each], each) for each in sorted(sums))
                parts.append(title.format(amounts=", ".join(told)))
        return "   ·   ".join(parts)


def _add(sums: dict[str, Decimal], currency: str, amount: Decimal) -> None:
    sums[currency] = sums.get(currency, _NOTHING) + amount
