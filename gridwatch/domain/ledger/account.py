"""An account of the ledger: one that holds money in one currency, or one that holds securities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem

LONGEST_NAME = 120


class AccountKind(StrEnum):
    """What an account holds."""

    CASH = "cash"
    SECURITIES = "securities"


class CostMethod(StrEnum):
    """Which lots a sale takes."""

    FIFO = "fifo"
    LIFO = "lifo"
    AVERAGE = "average"  # all lots of a holding are one, at their average cost
    HIGHEST = "highest"  # the lot with the highest cost of a share first
    CHOSEN = "chosen"  # those that the sale names, and FIFO for what it leaves open


@dataclass(frozen=True, slots=True)
class Account:
    """One account; `currency` of its money, or in which a securities account is reported.

    `cash_id`: the cash account through which trades of a securities account are settled; None:
    its money is not followed, it comes from outside and goes there. `shorts`: more may be sold
    than is held. Ids below 0 stand for accounts that an import brings.
    """

    id: int
    name: str
    kind: AccountKind
    currency: str
    group: str = ""
    cash_id: int | None = None
    method: CostMethod = CostMethod.FIFO
    shorts: bool = False
    closed: bool = False
    note: str = ""
    position: int = 0


def checked_account(account: Account) -> Account:
    """Return the account with its words trimmed; raises Problem for what can't be one."""
    name, group = " ".join(account.name.split()), " ".join(account.group.split())
    if not name:
        raise Problem("account_unnamed", "Give the account a name.")
    for each in (name, group):
        if len(each) > LONGEST_NAME:
            raise Problem("account_long", "A name takes at most {most} letters.", most=LONGEST_NAME)
    if account.currency not in ISO_CODES:
        raise Problem("currency_code", "“{code}” is not a currency.", code=account.currency)
    if account.kind is AccountKind.CASH and account.cash_id is not None:
        raise Problem("account_settles", "Only a securities account is settled through another.")
    return replace(account, name=name, group=group, note=account.note.strip())
