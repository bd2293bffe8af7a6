"""The accounts as rows under the headings of their groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.wording.ledger import account_kind_words, method_words

translate = QCoreApplication.translate
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Row:
    """An account with what is in it and through what it is settled, or the heading of a group."""

    account: Account | None
    heading: str = ""
    balance: Decimal | None = None
    cash: str = ""
    uses: int = 0

    @property
    def key(self) -> tuple[int, str]:
        """Return what the row stands for."""
        return (self.account.id, "") if self.account else (0, self.heading)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the accounts."""

    id: str
    title: str
    text: Callable[[Row, Account, Amounts], str]
    align: Qt.AlignmentFlag = LEFT
    sample: str = ""
    stretch: int = 0

    @property
    def heading(self) -> str:
        """Return the title in the reader's language."""
        return translate("Accounts", self.title)


def rows_of(
    accounts: Mapping[int, Account],
    balances: Mapping[int, Decimal],
    uses: Mapping[int, int],
    *,
    closed: bool,
) -> list[Row]:
    """Return headings and accounts; closed ones only where `closed` says so.

    Accounts without a group go under no heading, before the others.
    """
    groups: dict[str, list[Account]] = {"": []}
    for each in accounts.values():
        if closed or not each.closed:
            groups.setdefault(each.group, []).append(each)
    rows: list[Row] = []
    for name, members in groups.items():
        if name:
            rows.append(Row(None, name))
        for each in members:
            cash = accounts.get(each.cash_id) if each.cash_id is not None else None
            told = cash.name if cash else ""
            rows.append(Row(each, "", balances.get(each.id), told, uses.get(each.id, 0)))
    return rows


def ordered(accounts: Mapping[int, Account]) -> list[Account]:
    """Return all accounts as they are shown, group by group, closed ones in their places."""
    groups: dict[str, list[Account]] = {"": []}
    for each in accounts.values():
        groups.setdefault(each.group, []).append(each)
    return [each for members in groups.values() for each in members]


def neighbour(shown: Sequence[Account], number: int, step: int) -> int | None:
    """Return the account past which one moves within its group; None: it is the first or last.

    `shown` are the accounts as they stand, `step` is -1 for up and 1 for down.
    """
    group = next((each.group for each in shown if each.id == number), None)
    members = [each.id for each in shown if each.group == group]
    if number not in members:
        return None
    place = members.index(number) + step
    return members[place] if 0 <= place < len(members) else None


def placed(ids: Sequence[int], number: int, beside: int, *, behind: bool) -> list[int]:
    """Return ids with one of them put before or behind another."""
    rest = [each for each in ids if each != number]
    place = rest.index(beside) + (1 if behind else 0)
    return [*rest[:place], number, *rest[place:]]


def _name(_row: Row, account: Account, _: Amounts) -> str:
    if not account.closed:
        return account.name
    return translate("Portfolio", "{name} (closed)").format(name=account.name)


def _settled(row: Row, account: Account, _: Amounts) -> str:
    if account.kind is AccountKind.CASH:
        return ""
    return row.cash or translate("Accounts", "from outside")


COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        QT_TRANSLATE_NOOP("Accounts", "Account"),
        _name,
        sample="Overseas account",
        stretch=3,
    ),
    Column(
        "kind",
        QT_TRANSLATE_NOOP("Accounts", "Kind"),
        lambda _row, account, _: account_kind_words(account.kind),
        sample="Securities account",
    ),
    Column(
        "balance",
        QT_TRANSLATE_NOOP("Accounts", "Balance"),
        lambda row, account, amounts: (
            "" if row.balance is None else amounts.with_unit(row.balance, account.currency)
        ),
        RIGHT,
        "−8,888,888.88 USD",
    ),
    Column(
        "currency",
        QT_TRANSLATE_NOOP("Accounts", "Currency"),
        lambda _row, account, _: account.currency,
        sample="CNY",
    ),
    Column(
        "cash",
        QT_TRANSLATE_NOOP("Accounts", "Settled through"),
        _settled,
        sample="An account",
        stretch=2,
    ),
    Column(
        "method",
        QT_TRANSLATE_NOOP("Accounts", "Cost method"),
        lambda _row, account, _: (
            "" if account.kind is AccountKind.CASH else method_words(account.method)
        ),
        sample="First in, first out",
        stretch=1,
    ),
    Column(
        "uses",
        QT_TRANSLATE_NOOP("Accounts", "Transactions"),
        lambda row, _account, amounts: amounts.number(Decimal(row.uses)) if row.uses else "",
        RIGHT,
        "88,888",
    ),
)
