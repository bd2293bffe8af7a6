"""Matches an import with what is there: accounts, securities, and what is booked already."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gridwatch.domain.company import Company
from gridwatch.domain.ledger.account import LONGEST_NAME, Account, AccountKind
from gridwatch.domain.ledger.part import LedgerPart, Line
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.candidates import (
    Candidate,
    Listings,
    Sign,
    listings_of,
    plain_name,
)
from gridwatch.services.portfolio.duplicates import Duplicate, duplicates
from gridwatch.services.portfolio.ledger_edits import ImportPart
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.securities import all_securities
from gridwatch.store.user.transactions import all_transactions

_NEW = 0  # the id of no account


@dataclass(frozen=True, slots=True)
class Known:
    """What is there: the ledger, and the listings that a security could be."""

    accounts: Mapping[int, Account] = field(default_factory=dict)
    securities: Mapping[int, Security] = field(default_factory=dict)
    transactions: Sequence[Transaction] = ()
    listings: Listings = field(default_factory=Listings)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user says, by the part's ids, in the place of what was found.

    `symbols`: Yahoo's symbol of a security, "" where nobody quotes it. `securities` and
    `accounts`: which of those that are there is meant, None for a new one; `named`: a new account
    as it is to be in the place of the part's. `taken`: transactions that are wanted though they
    look booked already; `left_out` those that are not wanted. `without`: the lines that are left
    out, those with a problem among them.
    """

    symbols: Mapping[int, str] = field(default_factory=dict)
    securities: Mapping[int, int | None] = field(default_factory=dict)
    accounts: Mapping[int, int | None] = field(default_factory=dict)
    named: Mapping[int, Account] = field(default_factory=dict)
    taken: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    without: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SecurityMatch:
    """A security of the part, as it will be: the one that is there already (`existing`), or new.

    `by` what it was found; None: it was not, and `candidates` are to be asked for.
    """

    security: Security
    existing: int | None
    by: Sign | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class AccountMatch:
    """An account of the part, and the one that is there already, None for a new one."""

    account: Account
    existing: int | None


@dataclass(frozen=True, slots=True)
class Matching:
    """An import before it is made, with everything that can still be chosen."""

    part: LedgerPart
    choices: Choices
    securities: tuple[SecurityMatch, ...]
    accounts: tuple[AccountMatch, ...]
    duplicates: tuple[Duplicate, ...]

    @property
    def unsure(self) -> tuple[SecurityMatch, ...]:
        """Return the securities that nothing quotes so far: the user is to be asked."""
        return tuple(
            each for each in self.securities if each.existing is None and not each.security.symbol
        )

    @property
    def left_out(self) -> frozenset[int]:
        """Return the transactions that will not be booked."""
        doubles = {each.transaction_id for each in self.duplicates} - self.choices.taken
        return frozenset(doubles | self.choices.left_out)

    def edit(self, name: str) -> ImportPart:
        """Return the edit that makes the import; what only left-out lines name is not made."""
        lines = [each for each in self.part.lines if each.number not in self.choices.without]
        aliases = _aliases(self.securities)
        lines = [_renamed(each, aliases) for each in lines] if aliases else lines
        left_out = self.left_out
        wanted = [one for each in lines for one in each.transactions if one.id not in left_out]
        accounts = {
            each.account.id: each.existing for each in self.accounts if each.existing is not None
        }
        securities = {
            each.security.id: each.existing for each in self.securities if each.existing is not None
        }
        needed = _needed(self.part, wanted)
        part = replace(
            self.part,
            lines=tuple(lines),
            prices=tuple(
                replace(each, security_id=aliases.get(each.security_id, each.security_id))
                for each in self.part.prices
            ),
            splits=tuple(
                replace(each, security_id=aliases.get(each.security_id, each.security_id))
                for each in self.part.splits
            ),
            accounts=_used_accounts(self.part, self.accounts, wanted),
            securities=tuple(
                each.security
                for each in self.securities
                if each.security.id in needed and each.security.id not in aliases
            ),
        )
        return ImportPart(name, part, accounts, securities, left_out)


def known_of(user: sqlite3.Connection, catalog: Iterable[Company]) -> Known:
    """Return what is there, of the ledger, the companies that are followed, and the catalog."""
    followed = all_companies(user).values()
    return Known(
        all_accounts(user),
        all_securities(user),
        all_transactions(user),
        listings_of([*followed, *catalog]),
    )


def match(
    part: LedgerPart,
    known: Known,
    choices: Choices | None = None,
    tickers: Mapping[int, str] | None = None,
) -> Matching:
    """Match a part with what is there; `tickers`: by security, how its broker calls it.

    A symbol is taken by itself only where the ISIN and the currency of a listing agree; by ticker
    or name it is suggested.
    """
    chosen = choices or Choices()
    names = _Names.of(known.securities.values())
    securities = tuple(
        _security(each, known, names, chosen, (tickers or {}).get(each.id, ""))
        for each in part.securities
    )
    accounts = _accounts(part.accounts, known.accounts, chosen)
    found = duplicates(
        (
            one
            for line in part.lines
            if line.number not in chosen.without
            for one in line.transactions
        ),
        known.transactions,
        {
            # Nothing is booked yet in an account that the user says is new.
            each.account.id: each.existing or _NEW
            for each in accounts
            if each.existing is not None or each.account.id in chosen.accounts
        },
        {each.security.id: each.existing for each in securities if each.existing is not None},
    )
    return Matching(part, chosen, securities, accounts, found)


@dataclass(frozen=True, slots=True)
class _Names:
    """The securities that are there, by what names them."""

    by_key: Mapping[tuple[Sign, str], int]

    @classmethod
    def of(cls, securities: Iterable[Security]) -> _Names:
        """Return the names of securities; what two of them share names neither."""
        found: dict[tuple[Sign, str], int] = {}
        twice: set[tuple[Sign, str]] = set()
        for each in securities:
            for key in _names(each):
                if key in found:
                    twice.add(key)
                found[key] = each.id
        return cls({key: number for key, number in found.items() if key not in twice})


def _names(security: Security) -> list[tuple[Sign, str]]:
    named = f"{security.currency} {plain_name(security.name)}"
    keys = (
        (Sign.ISIN, security.isin),
        (Sign.SYMBOL, security.symbol),
        (Sign.WKN, security.wkn),
        (Sign.NAME, named),
    )
    return [each for each in keys if each[1]]


def _security(
    security: Security, known: Known, names: _Names, chosen: Choices, ticker: str
) -> SecurityMatch:
    candidates = known.listings.of(security, ticker)
    symbol = chosen.symbols.get(security.id)
    if symbol is not None:
        security = _quoted(security, symbol.strip().upper(), candidates)
    elif not security.symbol:
        sure = [
            each
            for each in candidates
            if each.by is Sign.ISIN and each.currency == security.currency
        ]
        security = replace(security, symbol=sure[0].symbol) if len(sure) == 1 else security
    if security.id in chosen.securities:
        return SecurityMatch(security, chosen.securities[security.id], Sign.CHOSEN, candidates)
    for key in _names(security):
        number = names.by_key.get(key)
        if number is not None and _may_be(security, known.securities[number]):
            return SecurityMatch(security, number, key[0], candidates)
    by = Sign.CHOSEN if symbol is not None else Sign.SYMBOL if security.symbol else None
    return SecurityMatch(security, None, by, candidates)


def _quoted(security: Security, symbol: str, candidates: Sequence[Candidate]) -> Security:
    """Return a security with its symbol, and in the currency in which that is quoted.

    What was booked of it keeps the currency in which it was paid.
    """
    currency = next((each.currency for each in candidates if each.symbol == symbol), "")
    return replace(security, symbol=symbol, currency=currency or security.currency)


def _may_be(new: Security, there: Security) -> bool:
    """Tell whether nothing speaks against two securities being one.

    With one symbol they have to be: a symbol belongs to one security.
    """
    if new.symbol and new.symbol == there.symbol:
        return True
    return not (new.isin and there.isin and new.isin != there.isin)


def _accounts(
    accounts: Sequence[Account], known: Mapping[int, Account], chosen: Choices
) -> tuple[AccountMatch, ...]:
    taken = {each.name.casefold() for each in known.values()}
    found: list[AccountMatch] = []
    for told in accounts:
        each = chosen.named.get(told.id, told)
        if each.id in chosen.accounts:
            existing = chosen.accounts[each.id]
        else:
            existing = next((it.id for it in known.values() if _is_account(each, it)), None)
        named = each if existing is not None else replace(each, name=_free(each.name, taken))
        taken.add(named.name.casefold())
        found.append(AccountMatch(named, existing))
    return tuple(found)


def _is_account(new: Account, there: Account) -> bool:
    same = new.kind is there.kind and new.name.casefold() == there.name.casefold()
    return same and (new.kind is AccountKind.SECURITIES or new.currency == there.currency)


def _free(name: str, taken: set[str]) -> str:
    free, count = name, 1
    while free.casefold() in taken:
        count += 1
        free = f"{name[: LONGEST_NAME - 4]} {count}"
    return free


def _aliases(matches: Sequence[SecurityMatch]) -> dict[int, int]:
    """Return the new securities that have the symbol of an earlier new one: they are that one."""
    first: dict[str, int] = {}
    aliases: dict[int, int] = {}
    for each in matches:
        if each.existing is None and each.security.symbol:
            number = first.setdefault(each.security.symbol, each.security.id)
            if number != each.security.id:
                aliases[each.security.id] = number
    return aliases


def _renamed(line: Line, aliases: Mapping[int, int]) -> Line:
    return replace(
        line, transactions=tuple(_with_aliases(each, aliases) for each in line.transactions)
    )


def _with_aliases(one: Transaction, aliases: Mapping[int, int]) -> Transaction:
    first, second = one.security_id, one.other_security_id
    if first not in aliases and second not in aliases:
        return one
    return replace(
        one,
        security_id=None if first is None else aliases.get(first, first),
        other_security_id=None if second is None else aliases.get(second, second),
    )


def _used_accounts(
    part: LedgerPart, matches: Sequence[AccountMatch], wanted: Iterable[Transaction]
) -> tuple[Account, ...]:
    """Return the accounts that something wanted names, or that nothing in the part names."""
    told = {each for one in part.transactions for each in _accounts_named(one)}
    used = {each for one in wanted for each in _accounts_named(one)}
    used |= {each.account.id for each in matches} - told
    used |= {each.account.cash_id for each in matches if each.account.id in used}
    return tuple(each.account for each in matches if each.account.id in used)


def _accounts_named(one: Transaction) -> set[int | None]:
    return {one.account_id, one.cash_id, one.other_account_id, one.other_cash_id}


def _needed(part: LedgerPart, wanted: Iterable[Transaction]) -> set[int | None]:
    """Return the securities that something wanted names, or nothing but themselves."""
    named: set[int | None] = {each.security_id for each in part.prices}
    named |= {each.security_id for each in part.splits}
    for one in wanted:
        named |= {one.security_id, one.other_security_id}
    told: set[int | None] = set()
    for one in part.transactions:
        told |= {one.security_id, one.other_security_id}
    return named | ({each.id for each in part.securities} - told)
