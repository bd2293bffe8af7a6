"""Opens the ledger of a profile for one command: the book, the cache, all the names."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from gridwatch.cli.call import Call
from gridwatch.cli.portfolio.amounts import Amounts
from gridwatch.domain.company import names_in
from gridwatch.domain.ledger.security import Security
from gridwatch.services.portfolio.book import Book, open_book
from gridwatch.services.profiles import market_reader
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.ledger_changes import all_batches
from gridwatch.store.user.segments import all_segments
from gridwatch.wording.naming import Naming

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ledger:
    """Both files of a profile while a command reads them; `market` is None without a cache.

    `new`: securities that are not stored, and are spoken of as if they were.
    """

    call: Call
    user: sqlite3.Connection
    market: sqlite3.Connection | None
    book: Book
    naming: Naming
    amounts: Amounts
    batches: Mapping[int, str] = field(default_factory=dict)
    new: Mapping[int, Security] = field(default_factory=dict)

    def account(self, number: int | None) -> str:
        """Return the name of an account, "" for none and for one that is gone."""
        found = self.book.accounts.get(number or 0)
        return found.name if found else ""

    def known(self, number: int | None) -> Security | None:
        """Return a security, None for none and for one that is gone."""
        return self.new.get(number or 0) or self.book.securities.get(number or 0)

    def security(self, number: int | None) -> str:
        """Return the name of a security, "" for none and for one that is gone."""
        found = self.known(number)
        return found.name if found else ""

    def with_market(self, read: Callable[[sqlite3.Connection | None], T]) -> T:
        """Read with the cache, or without it while it can't be read."""
        try:
            return read(self.market)
        except sqlite3.DatabaseError:
            return read(None)


@contextmanager
def ledger_of(call: Call) -> Iterator[Ledger]:
    """Lend the ledger of the profile, up to date with what is stored.

    Raises Problem where the user's file can't be used.
    """
    with call.user() as user, market_reader(call.profile) as market:
        book = open_book(user, market, today_of(call))
        batches = {each.id: each.name for each in all_batches(user)}
        naming, amounts = naming_of(call, user, book), Amounts.of(call.voice.phrases)
        yield Ledger(call, user, market, book, naming, amounts, batches)


def naming_of(call: Call, user: sqlite3.Connection, book: Book) -> Naming:
    """Return what everything is called in the language of the command."""
    language = call.voice.language
    companies = all_companies(user).items()
    return Naming(
        book.accounts,
        book.securities,
        {number: names_in(each, language)[0] for number, each in companies},
        {each.key: str(getattr(each, language, each.en)) for each in all_segments(user)},
    )


def today_of(call: Call) -> date:
    """Return the day on which the command is run, by the clock of the machine."""
    return call.clock().astimezone().date()
