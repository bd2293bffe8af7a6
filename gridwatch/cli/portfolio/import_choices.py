"""What the command line says of an import: how the file is written, what its parts mean here."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gridwatch.cli.call import Refusal
from gridwatch.cli.portfolio.choosing import plain
from gridwatch.cli.voice import translate
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.ledger.security import Security
from gridwatch.files.encodings import Encoding
from gridwatch.files.ledger.sketching import Asked
from gridwatch.services.portfolio.importing import Understood, Wanted
from gridwatch.services.portfolio.matching import Choices

_TAB = "tab"


def wanted_of(asked: argparse.Namespace) -> Wanted:
    """Return how a table is to be read; what is not said is guessed."""
    return Wanted(
        Asked(
            Encoding(asked.encoding) if asked.encoding else None,
            "\t" if asked.separator == _TAB else asked.separator or None,
            None,
            asked.decimal or None,
            None if not asked.dates else asked.dates == "day-first",
        ),
        asked.preset,
        # Who names the account of the money wants it to be followed.
        cash=True if asked.cash_account else None,
    )


def choices_of(
    asked: argparse.Namespace, understood: Understood, accounts: Mapping[int, Account]
) -> Choices:
    """Return what the accounts and securities of the file are here; `accounts` are those there.

    Raises Refusal where a name can't be told apart, or is of nothing in the file.
    """
    part = understood.part
    chosen, named = dict[int, int | None](), dict[int, Account]()
    if asked.account:
        _choose_account(part, accounts, asked.account, chosen, named)
    for name in asked.cash_account or ():
        _choose_cash(part, accounts, name, chosen, named)
    _follow_settling(part, accounts, chosen)
    bad = frozenset(each.number for each in part.problems) if asked.skip_bad else frozenset[int]()
    symbols = _symbols(part.securities, understood.tickers, asked.symbol or ())
    return Choices(symbols, {}, chosen, named, without=bad)


def _choose_account(
    part: LedgerPart,
    accounts: Mapping[int, Account],
    name: str,
    chosen: dict[int, int | None],
    named: dict[int, Account],
) -> None:
    own = _of_kind(part.accounts, AccountKind.SECURITIES)
    if len(own) != 1:
        words = translate(
            "Cli",
            "--account says where the securities go, and the file has these accounts: {names}",
        )
        names = ", ".join(each.name for each in own) or "—"
        raise Refusal("import_accounts", words.format(names=names))
    there = _named(accounts.values(), name)
    if there is not None and there.kind is not AccountKind.SECURITIES:
        words = translate("Cli", "“{name}” is a cash account, and securities are not in it.")
        raise Refusal("account_kind", words.format(name=there.name))
    if there is not None:
        chosen[own[0].id] = there.id
    else:
        named[own[0].id] = replace(own[0], name=name)


def _choose_cash(
    part: LedgerPart,
    accounts: Mapping[int, Account],
    name: str,
    chosen: dict[int, int | None],
    named: dict[int, Account],
) -> None:
    own = _of_kind(part.accounts, AccountKind.CASH)
    there = _named(accounts.values(), name)
    if there is not None and there.kind is not AccountKind.CASH:
        words = translate("Cli", "“{name}” holds securities, and a cash account is needed.")
        raise Refusal("account_kind", words.format(name=there.name))
    free = [each for each in own if each.id not in {*chosen, *named}]
    if there is not None:
        free = [each for each in free if each.currency == there.currency]
    if len(free) != 1:
        words = translate(
            "Cli",
            "“{name}” can't be told apart: the file moves money in these accounts: {names}",
        )
        names = ", ".join(f"{each.name} ({each.currency})" for each in own) or "—"
        raise Refusal("import_accounts", words.format(name=name, names=names))
    if there is not None:
        chosen[free[0].id] = there.id
    else:
        named[free[0].id] = replace(free[0], name=name)


def _follow_settling(
    part: LedgerPart, accounts: Mapping[int, Account], chosen: dict[int, int | None]
) -> None:
    """Let the money go where the chosen account is settled, where the currency is the same."""
    for number in tuple(chosen.values()):
        account = accounts.get(number or 0)
        cash = accounts.get(account.cash_id or 0) if account else None
        if cash is None:
            continue
        own = [each for each in part.accounts if each.kind is AccountKind.CASH]
        fitting = [each for each in own if each.currency == cash.currency]
        if len(fitting) == 1:
            chosen.setdefault(fitting[0].id, cash.id)


def _of_kind(accounts: Iterable[Account], kind: AccountKind) -> list[Account]:
    return [each for each in accounts if each.kind is kind]


def _named(accounts: Iterable[Account], name: str) -> Account | None:
    return next((each for each in accounts if plain(each.name) == plain(name)), None)


def _symbols(
    securities: Sequence[Security], tickers: Mapping[int, str], texts: Iterable[str]
) -> dict[int, str]:
    """Return symbols by the security of the part, of texts like US36828A1016=GEV."""
    found = dict[int, str]()
    for text in texts:
        told, mark, symbol = text.partition("=")
        names = {
            each.id: {each.isin, each.wkn, each.symbol, each.name, tickers.get(each.id, "")}
            for each in securities
        }
        meant = [
            number
            for number, some in names.items()
            if plain(told) and plain(told) in {plain(each) for each in some}
        ]
        if not mark or not meant:
            words = translate(
                "Cli", "“{text}” names no security of the file. Write it like {example}."
            )
            example = "--symbol US36828A1016=GEV"
            raise Refusal("import_symbol", words.format(text=text, example=example))
        found |= dict.fromkeys(meant, symbol.strip())
    return found
