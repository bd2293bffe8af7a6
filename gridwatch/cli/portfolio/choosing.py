"""Finds what a command names: accounts, securities, currencies, periods; refuses the unclear."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from gridwatch.cli.call import Refusal
from gridwatch.cli.voice import translate
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.performance import begun_on
from gridwatch.services.portfolio.periods import (
    PeriodName,
    named_period,
    saved_period,
    year_of,
)
from gridwatch.services.portfolio.views import Period, Scope
from gridwatch.store.user.portfolio_choices import SavedPeriod, saved_periods

_RANGE = re.compile(r"\s*(\S*)\s*\.\.\s*(\S*)\s*")
_YEAR = re.compile(r"(19|2[0-9])[0-9]{2}")
# As charts call them.
_ALSO = {"ytd": PeriodName.THIS_YEAR, "max": PeriodName.ALL}
_NAMED = 12  # that are listed at most


def plain(text: str) -> str:
    """Return a name as names are compared: whatever its case and spaces."""
    return " ".join(text.split()).casefold()


def scope_of(book: Book, names: Iterable[str] | None) -> Scope:
    """Return the accounts of these names, or of the groups of these names; everything for none."""
    if not names:
        return Scope()
    found = set[int]()
    for name in names:
        members = {each.id for each in book.accounts.values() if plain(each.group) == plain(name)}
        one = _named_account(book.accounts, name)
        if one is None and not (members and plain(name)):
            raise account_unknown(book.accounts.values(), name)
        found |= {one.id} if one is not None else members
    return Scope(frozenset(found))


def account_of(
    accounts: Mapping[int, Account], name: str, kind: AccountKind | None = None
) -> Account:
    """Return the account of a name; raises Refusal where there is none of this kind."""
    one = _named_account(accounts, name)
    fitting = [each for each in accounts.values() if kind is None or each.kind is kind]
    if one is None:
        raise account_unknown(fitting, name)
    if kind is not None and one.kind is not kind:
        if kind is AccountKind.CASH:
            words = translate("Cli", "“{name}” holds securities, and a cash account is needed.")
        else:
            words = translate("Cli", "“{name}” is a cash account, and securities are not in it.")
        words = " ".join((words.format(name=one.name), _known_accounts(fitting)))
        raise Refusal("account_kind", words)
    return one


def _named_account(accounts: Mapping[int, Account], name: str) -> Account | None:
    return next((each for each in accounts.values() if plain(each.name) == plain(name)), None)


def account_unknown(accounts: Iterable[Account], name: str) -> Refusal:
    """Say that there is no such account, and which there are."""
    words = translate("Cli", "There is no account “{name}”.").format(name=name.strip())
    return Refusal("account_unknown", f"{words} {_known_accounts(accounts)}")


def _known_accounts(accounts: Iterable[Account]) -> str:
    names = [each.name for each in accounts if not each.closed]
    if not names:
        words = translate("Cli", "Make one first: {example}")
        return words.format(example="gridwatch portfolio accounts add --help")
    return translate("Cli", "There are: {names}").format(names=", ".join(names[:_NAMED]))


def security_of(securities: Mapping[int, Security], text: str) -> Security | None:
    """Return the security that a text names: its symbol, ISIN, WKN or name, #7 by its number.

    None where there is none; raises Refusal where there are several.
    """
    found = securities_named(securities, text)
    if len(found) > 1:
        words = translate("Cli", "“{text}” is more than one security: {names}. Name one by its #.")
        names = ", ".join(f"#{each.id} {each.name}" for each in found[:_NAMED])
        raise Refusal("security_unclear", words.format(text=text.strip(), names=names))
    return found[0] if found else None


def securities_named(securities: Mapping[int, Security], text: str) -> list[Security]:
    """Return all securities that a text names; what names one most surely goes before the rest."""
    wanted = plain(text)
    if re.fullmatch(r"#[0-9]{1,18}", wanted):
        one = securities.get(int(wanted[1:]))
        return [] if one is None else [one]
    for field in ("symbol", "isin", "wkn", "name"):
        found = [each for each in securities.values() if plain(getattr(each, field)) == wanted]
        if found and wanted:
            return found
    return []


def known_security(securities: Mapping[int, Security], text: str) -> Security:
    """Return the security that a text names; raises Refusal where it is not in the ledger."""
    one = security_of(securities, text)
    if one is None:
        words = translate(
            "Cli", "“{text}” is in no transaction. Name a security by its symbol, ISIN or name."
        )
        raise Refusal("security_unknown", words.format(text=text.strip()))
    return one


def currency_of(text: str | None, base: str) -> str:
    """Return the currency that values are wanted in, the base currency without one."""
    if text is None:
        return base
    code = text.strip().upper()
    if code not in ISO_CODES:
        raise Problem("currency_code", "“{code}” is not a currency.", code=text.strip()[:20])
    return code


def period_of(user: sqlite3.Connection, book: Book, text: str) -> Period:
    """Return the period that a text means: a name, a year, a saved one, or FROM..TO.

    Both days of a range count; one of them may be left out. Raises Refusal for anything else.
    """
    wanted, today, begun = plain(text), book.today, begun_on(book)
    name = wanted.replace("-", "_").replace(" ", "_")
    name = _ALSO.get(name, name)
    if name in set(PeriodName):
        return named_period(PeriodName(name), today, begun)
    saved = saved_periods(user)
    for each in saved:
        if plain(each.name) == wanted:
            return saved_period(each, today)
    if _YEAR.fullmatch(wanted):
        return _within(year_of(int(wanted), today), text, today)
    found = _RANGE.fullmatch(text)
    if found is None or not any(found.groups()):
        raise _period_unknown(text, saved)
    first = _day(found[1], saved) if found[1] else (begun or today)
    last = _day(found[2], saved) if found[2] else None
    if last is not None and last < first:
        raise Problem("saved_period_order", "The period ends before it begins.")
    return _within(saved_period(SavedPeriod(0, "", first, last), today), text, today, first)


def _within(period: Period, text: str, today: date, first: date | None = None) -> Period:
    if (first or period.last) > today or period.first >= period.last:
        words = translate("Cli", "The period “{period}” has not begun yet.")
        raise Refusal("period_ahead", words.format(period=text.strip()))
    return period


def _day(text: str, saved: Sequence[SavedPeriod]) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _period_unknown(text, saved) from None


def _period_unknown(text: str, saved: Sequence[SavedPeriod]) -> Refusal:
    words = translate(
        "Cli", "“{period}” is no period. There are {names}, a year, or days like {example}."
    )
    names = ", ".join(
        [*(each.value.replace("_", "-") for each in PeriodName), *(each.name for each in saved)]
    )
    example = "2025-01-01..2025-06-30"
    return Refusal(
        "period_unknown", words.format(period=text.strip(), names=names, example=example)
    )
