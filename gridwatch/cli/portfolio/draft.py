"""A transaction while it is put together, and the accounts that it is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from gridwatch.cli.call import Refusal
from gridwatch.cli.portfolio.choosing import account_of
from gridwatch.cli.portfolio.reading import Ledger
from gridwatch.cli.voice import translate
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.security import Security

HOLDING = frozenset({Kind.DIVIDEND, *(each for each in Kind if TRAITS[each].shares)})


@dataclass(slots=True)
class Draft:
    """A transaction while it is put together, and the securities that are made with it."""

    ledger: Ledger
    kind: Kind
    on: date
    account: Account | None = None
    cash: Account | None = None
    securities: list[Security] = field(default_factory=list)

    @property
    def settled(self) -> str:
        """Return the currency of the cash account, "" without one."""
        return self.cash.currency if self.cash is not None else ""


def places_of(draft: Draft, security: Security | None) -> tuple[Account | None, Account | None]:
    """Return the securities account and the cash account of a transaction."""
    asked, accounts = draft.ledger.call.asked, draft.ledger.book.accounts
    if draft.kind not in HOLDING:
        return None, _cash_named(draft)
    account = (
        account_of(accounts, asked.account, AccountKind.SECURITIES)
        if asked.account
        else _only_account(draft, security)
    )
    check_open(account)
    if not TRAITS[draft.kind].cash or getattr(asked, "outside", False):
        return account, None
    if asked.cash_account:
        return account, account_of(accounts, asked.cash_account, AccountKind.CASH)
    return account, accounts.get(account.cash_id or 0)


def _only_account(draft: Draft, security: Security | None) -> Account:
    """Return the one account that can be meant: the only one, or the only one that holds it."""
    book = draft.ledger.book
    open_ones = _open(book.accounts.values(), AccountKind.SECURITIES)
    if len(open_ones) > 1 and security is not None and TRAITS[draft.kind].shares <= 0:
        holding = [each for each in open_ones if book.quantity((each.id, security.id), draft.on)]
        open_ones = holding or open_ones
    return _one_of(open_ones)


def _cash_named(draft: Draft) -> Account:
    asked, accounts = draft.ledger.call.asked, draft.ledger.book.accounts
    if asked.account:
        found = account_of(accounts, asked.account, AccountKind.CASH)
        check_open(found)
        return found
    return _one_of(_open(accounts.values(), AccountKind.CASH))


def _open(accounts: Iterable[Account], kind: AccountKind) -> list[Account]:
    return [each for each in accounts if each.kind is kind and not each.closed]


def _one_of(accounts: Sequence[Account]) -> Account:
    if len(accounts) == 1:
        return accounts[0]
    if not accounts:
        words = translate("Cli", "There is no account for this yet. Make one with: {example}")
        example = "gridwatch portfolio accounts add --help"
        raise Refusal("account_missing", words.format(example=example))
    words = translate("Cli", "Say in which account with {option}: {names}")
    names = ", ".join(each.name for each in accounts)
    raise Refusal("account_unclear", words.format(option="--account", names=names))


def check_open(account: Account) -> None:
    """Raise Refusal for an account that is closed."""
    if account.closed:
        words = translate("Cli", "“{name}” is closed. Open it first with: {example}")
        example = f'gridwatch portfolio accounts open "{account.name}"'
        raise Refusal("account_closed", words.format(name=account.name, example=example))
