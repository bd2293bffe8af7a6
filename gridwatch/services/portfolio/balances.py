"""How much money is in each cash account, exactly, and how often things of the ledger are used."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import TRAITS
from gridwatch.domain.ledger.security import Security
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.securities import all_securities
from gridwatch.store.user.transactions import cash_moves, times_named

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Register:
    """Accounts and securities by id, the balance of each cash account in its own currency.

    `account_uses` and `security_uses`: how many transactions name each.
    """

    accounts: Mapping[int, Account]
    securities: Mapping[int, Security]
    balances: Mapping[int, Decimal]
    account_uses: Mapping[int, int]
    security_uses: Mapping[int, int]


def read_register(user: sqlite3.Connection) -> Register:
    """Read everything that the ledger names, with its balances as of all that is booked."""
    accounts = all_accounts(user)
    uses, security_uses = times_named(user)
    return Register(
        accounts, all_securities(user), balances_of(user, accounts), uses, security_uses
    )


def balances_of(user: sqlite3.Connection, accounts: Mapping[int, Account]) -> dict[int, Decimal]:
    """Add up what moved in each cash account; 0 where nothing has."""
    found = {each.id: _NOTHING for each in accounts.values() if each.kind is AccountKind.CASH}
    for kind, cash, net, other, other_net in cash_moves(user):
        if cash in found:
            found[cash] += TRAITS[kind].cash * net
        if other in found:
            found[other] += other_net
    return found
