"""What the selected transactions come to, or all that are shown: per currency, never across."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.ledger.kind import TRAITS
from gridwatch.domain.ledger.transaction import ChargeKind, Transaction
from gridwatch.ui.portfolio.transactions.columns import Scene, charges_by_currency, signed_net

translate = QCoreApplication.translate
_NOTHING = Decimal(0)


@dataclass(slots=True)
class Totals:
    """Sums by currency. `shares`: what came in less what went out, of a single security."""

    net: dict[str, Decimal] = field(default_factory=dict)
    fees: dict[str, Decimal] = field(default_factory=dict)
    taxes: dict[str, Decimal] = field(default_factory=dict)
    shares: Decimal | None = None


def totals_of(transactions: Sequence[Transaction], scene: Scene) -> Totals:
    """Add up transactions within each currency; shares where all of them are of one security."""
    made = Totals()
    for each in transactions:
        net = signed_net(each)
        if net:
            _add(made.net, scene.settled_in(each), net)
        if each.other_net and each.other_cash_id is not None:
            account = scene.names.accounts.get(each.other_cash_id)
            if account is not None:
                _add(made.net, account.currency, each.other_net)
        for kind, sums in ((ChargeKind.FEE, made.fees), (ChargeKind.TAX, made.taxes)):
            for currency, amount in charges_by_currency(each, kind).items():
                _add(sums, currency, amount)
    made.shares = _shares(transactions)
    return made


def _add(sums: dict[str, Decimal], currency: str, amount: Decimal) -> None:
    sums[currency] = sums.get(currency, _NOTHING) + amount


def _shares(transactions: Iterable[Transaction]) -> Decimal | None:
    """Return the shares that came in less those that went out, None where they can't be added."""
    security, shares = 0, _NOTHING
    for each in transactions:
        traits = TRAITS[each.kind]
        if not traits.shares or traits.moves_to:
            continue
        if each.other_security_id is not None or security not in {0, each.security_id}:
            return None
        security = each.security_id or 0
        shares += traits.shares * each.quantity
    return shares if security else None


def totals_words(transactions: Sequence[Transaction], scene: Scene, *, selected: bool) -> str:
    """Say how many transactions these are and what they come to."""
    number = scene.look.phrases.integer(len(transactions))
    if selected:
        words = translate("Transactions", "{number} selected").format(number=number)
    else:
        words = translate("Transactions", "{number} transactions").format(number=number)
    made, parts = totals_of(transactions, scene), [words]
    if made.shares is not None:
        shares = translate("Transactions", "Shares {number}")
        parts.append(shares.format(number=scene.amounts.number(made.shares)))
    for title, sums in (
        (translate("Transactions", "Net {amounts}"), made.net),
        (translate("Transactions", "Fees {amounts}"), made.fees),
        (translate("Transactions", "Taxes {amounts}"), made.taxes),
    ):
        if sums:
            told = (scene.amounts.with_unit(sums[each], each) for each in sorted(sums))
            parts.append(title.format(amounts=", ".join(told)))
    return "   ·   ".join(parts)
