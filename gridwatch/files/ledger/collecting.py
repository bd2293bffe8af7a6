"""Collects what lines speak of: accounts, securities and transactions, each with its own id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b

from gridwatch.domain.ledger.account import LONGEST_NAME, Account, AccountKind
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.security import LONGEST_NAME as LONGEST_SECURITY
from gridwatch.domain.ledger.security import Security, is_isin
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.money import ISO_CODES
from gridwatch.files.ledger.actions import plain_word
from gridwatch.files.ledger.booking import Booked, Money
from gridwatch.files.ledger.entry import Entry
from gridwatch.files.ledger.preset import Preset

_NONE = Decimal(0)
_SECURED = frozenset({Kind.DIVIDEND, Kind.FEE, Kind.FEE_REFUND, Kind.TAX, Kind.TAX_REFUND})
_SHORT = frozenset({"sell to open", "sell short"})  # more is sold than is held
_NAMED_CURRENCY = re.compile(r"\(([A-Z]{3})\)\s*$")


@dataclass(slots=True)
class _Draft:
    """A security while its lines are read: each of them may tell more of it."""

    id: int
    name: str = ""
    currency: str = ""
    yahoo: str = ""
    ticker: str = ""
    isin: str = ""
    wkn: str = ""
    doubtful: str = ""  # what stands in the place of an ISIN and is none
    traded: bool = False


@dataclass(slots=True)
class Collected:
    """The accounts and securities of a part while it is made, and the next free ids (below 0)."""

    preset: Preset
    broker: str
    follows_cash: bool = True
    cash_ids: dict[tuple[str, str], int] = field(default_factory=dict)
    account_ids: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    currencies: dict[int, str] = field(default_factory=dict)
    settled: dict[int, dict[int, int]] = field(default_factory=dict)
    drafts: list[_Draft] = field(default_factory=list)
    known: dict[tuple[str, str], _Draft] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    short: set[int] = field(default_factory=set)
    last: int = 0

    def place(self, entry: Entry, made: Sequence[Booked]) -> tuple[Transaction, ...]:
        """Return the transactions of a line with their ids, accounts, security and sources."""
        source = self._source(entry)
        placed: list[Transaction] = []
        for number, one in enumerate(made):
            own = source if not number else f"{source}/{number + 1}"
            placed.append(self._transaction(entry, one, own))
            outside = None if self.follows_cash else _paid_outside(one)
            if outside is not None:
                other = self._transaction(entry, outside, f"{own}/outside")
                placed.insert(len(placed) - (TRAITS[one.kind].cash < 0), other)
        return tuple(placed)

    def _transaction(self, entry: Entry, one: Booked, source: str) -> Transaction:
        kind, money, traits = one.kind, one.money, TRAITS[one.kind]
        secured = traits.needs_security or (kind in _SECURED and entry.names_security)
        holds = bool(traits.shares) or kind is Kind.DIVIDEND
        security = self._security(entry, one).id if secured else None
        account = self._account(entry.account) if holds else None
        if account is not None and plain_word(entry.word) in _SHORT:
            self.short.add(account)
        cash = self._cash(entry, one)
        if account is not None and cash is not None:
            uses = self.settled.setdefault(account, {})
            uses[cash] = uses.get(cash, 0) + 1
        self.last -= 1
        return Transaction(
            self.last,
            kind,
            entry.on,
            account,
            cash,
            security,
            entry.quantity if holds and entry.quantity is not None else _NONE,
            money.gross,
            money.currency,
            money.charges,
            money.net,
            money.rate,
            None,
            self._other_cash(entry) if traits.moves_to else None,
            one.other_net,
            time=entry.time,
            settles_on=entry.settles_on,
            note="" if one.alone else entry.note,
            source=source,
        )

    def accounts(self) -> tuple[Account, ...]:
        """Return the accounts: those of money first, the others with the one that they use most."""
        cash = [
            Account(number, self.names[number], AccountKind.CASH, currency, self.broker)
            for number, currency in self.currencies.items()
        ]
        return (*cash, *(self._securities_account(each) for each in self.account_ids.values()))

    def securities(self) -> tuple[Security, ...]:
        """Return the securities."""
        return tuple(
            Security(
                each.id,
                (each.name or each.ticker or each.isin or each.wkn)[:LONGEST_SECURITY],
                each.currency,
                each.yahoo,
                each.isin,
                each.wkn,
                note=each.doubtful,
            )
            for each in self.drafts
        )

    def tickers(self) -> dict[int, str]:
        """Return by security how its broker calls it, which need not be Yahoo's symbol."""
        return {each.id: each.ticker for each in self.drafts if each.ticker}

    def add_security(self, entry: Entry) -> None:
        """Make a security known of which nothing is booked."""
        self._security(entry, None)

    def _securities_account(self, number: int) -> Account:
        uses = self.settled.get(number, {})
        cash_id = max(uses, key=lambda each: (uses[each], each), default=None)
        if cash_id is not None:
            currency = self.currencies[cash_id]
        else:
            currency = next((each.currency for each in self.drafts), "EUR")
        name = self.names[number]
        return Account(
            number,
            name,
            AccountKind.SECURITIES,
            currency,
            self.broker,
            cash_id=cash_id,
            shorts=number in self.short,
        )

    def _account(self, told: str) -> int:
        number = self.account_ids.get(told)
        if number is None:
            number = self.account_ids[told] = self._number(self._name(told))
        return number

    def _cash(self, entry: Entry, one: Booked) -> int | None:
        traits = TRAITS[one.kind]
        outside = not self.follows_cash and (traits.shares or one.kind is Kind.DIVIDEND)
        if not traits.cash or outside:
            return None
        return self._cash_account(entry.cash_account, entry.account, one.money.settled)

    def _other_cash(self, entry: Entry) -> int:
        told = entry.other_account
        return self._cash_account(told, entry.account, entry.other_currency)

    def _cash_account(self, told: str, account: str, currency: str) -> int:
        key = (told or account, currency)
        number = self.cash_ids.get(key)
        if number is None:
            if told and self.preset.own_names:
                own = _NAMED_CURRENCY.search(told)
                name = told if own and own[1] == currency else f"{told} {currency}"
            else:
                name = f"{self._name(told or account)} {currency}"
            number = self.cash_ids[key] = self._number(name)
            self.currencies[number] = currency
        return number

    def _name(self, told: str) -> str:
        if not told:
            return self.broker
        return told if self.preset.own_names else f"{self.broker} {told}"

    def _number(self, name: str) -> int:
        """Return the next id for an account, whose name no other one of the part has."""
        plain = " ".join(name.split())[: LONGEST_NAME - 4] or self.broker
        taken, unique, count = set(self.names.values()), plain, 1
        while unique in taken:
            count += 1
            unique = f"{plain} {count}"
        number = -len(self.names) - 1
        self.names[number] = unique
        return number

    def _security(self, entry: Entry, one: Booked | None) -> _Draft:
        keys = _keys(entry)
        name = ("name", entry.name.casefold())
        # A name alone may be that of a security of which other lines tell more.
        found = next((self.known[key] for key in keys or [name] if self._is(key, entry)), None)
        if found is None:
            found = _Draft(-len(self.drafts) - 1)
            self.drafts.append(found)
        for key in (*keys, name) if entry.name else keys:
            self.known.setdefault(key, found)
        trade = one is not None and bool(TRAITS[one.kind].shares)
        if not found.currency or (trade and not found.traded):
            # A dividend has a currency of its price where that is not the one of the account.
            told = entry.price is not None or entry.price_currency != entry.currency
            priced = told and entry.price_currency
            found.currency = priced or (one.money.currency if one else entry.currency)
            found.traded = trade
        found.name = found.name or entry.name
        found.yahoo = found.yahoo or entry.yahoo
        found.ticker = found.ticker or entry.symbol
        found.wkn = found.wkn or entry.wkn
        if entry.isin and not (found.isin or found.doubtful):
            if is_isin(entry.isin):
                found.isin = entry.isin
            else:
                found.doubtful = entry.isin
        return found

    def _is(self, key: tuple[str, str], entry: Entry) -> bool:
        """Tell whether a key leads to what a line names: no other ISIN speaks against it."""
        found = self.known.get(key)
        if found is None:
            return False
        return key[0] == "isin" or not (entry.isin and found.isin and entry.isin != found.isin)

    def _source(self, entry: Entry) -> str:
        if entry.id and self.preset.unique_ids:
            told = f"{self.preset.key}:{entry.id[:80]}"
        else:
            digest = blake2b(entry.key.encode(), digest_size=10).hexdigest()
            told = f"{self.preset.key}:{digest}"
        count = self.sources[told] = self.sources.get(told, 0) + 1
        return told if count == 1 else f"{told}#{count}"


def _paid_outside(one: Booked) -> Booked | None:
    """Return the money that comes for a fee or goes with interest, None for anything else.

    Where money is not followed, its account would be below zero by all of its fees.
    """
    traits = TRAITS[one.kind]
    if traits.shares or not traits.cash or not traits.earns or one.kind is Kind.DIVIDEND:
        return None
    kind = Kind.WITHDRAWAL if traits.cash > 0 else Kind.DEPOSIT
    net, settled = one.money.net, one.money.settled
    return Booked(kind, Money(net, settled, net, settled, None, ()), alone=True)


def _keys(entry: Entry) -> list[tuple[str, str]]:
    """Return by what a security may be known already, the most certain first."""
    keys = []
    if entry.isin:
        keys.append(("isin", entry.isin))
    if entry.symbol:
        keys.append(("symbol", entry.symbol.upper()))
    if entry.wkn:
        keys.append(("wkn", entry.wkn.upper()))
    return keys


def currency_in(account: str) -> str:
    """Return the currency at the end of an account's name, as in “Broker (EUR)”, else ""."""
    found = _NAMED_CURRENCY.search(account)
    return found[1] if found and found[1] in ISO_CODES else ""
