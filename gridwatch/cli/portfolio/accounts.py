"""The command `portfolio accounts`: shown, made, closed and opened again."""

from __future__ import annotations

from dataclasses import replace

from gridwatch.cli.call import Answer, Call, Exit, Refusal
from gridwatch.cli.portfolio.choosing import account_of, currency_of
from gridwatch.cli.portfolio.documents import account_document, number
from gridwatch.cli.portfolio.holdings import nothing_yet
from gridwatch.cli.portfolio.layout import parts
from gridwatch.cli.portfolio.reading import Ledger, ledger_of
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.domain.ledger.account import Account, AccountKind, CostMethod
from gridwatch.services import edits
from gridwatch.services.portfolio.account_edits import AddAccount, ChangeAccount, RemoveAccount
from gridwatch.services.portfolio.balances import read_register
from gridwatch.store.user.accounts import all_accounts
from gridwatch.wording.ledger import account_kind_words, method_words


def show_accounts(call: Call) -> Answer:
    """Show every account with its money and how often it is used."""
    with ledger_of(call) as ledger:
        register = read_register(ledger.user)
        document = {
            "accounts": [
                {
                    **account_document(ledger, each),
                    "balance": number(register.balances.get(each.id)),
                    "transactions": register.account_uses.get(each.id, 0),
                }
                for each in register.accounts.values()
            ]
        }
        rows = [
            (
                each.name,
                each.group,
                account_kind_words(each.kind),
                each.currency,
                ""
                if each.id not in register.balances
                else ledger.amounts.exact(register.balances[each.id], each.currency),
                _settling(ledger, each),
                method_words(each.method) if each.kind is AccountKind.SECURITIES else "",
                call.voice.phrases.integer(register.account_uses.get(each.id, 0)),
                translate("Cli", "closed") if each.closed else "",
            )
            for each in register.accounts.values()
        ]
    columns = (
        Column(translate("Portfolio", "Account")),
        Column(translate("Cli", "Group")),
        Column(translate("Cli", "Kind")),
        Column(translate("Cli", "Currency")),
        Column(translate("Cli", "Balance"), right=True),
        Column(translate("Cli", "Settled through")),
        Column(translate("Accounts", "Cost method")),
        Column(translate("Cli", "Transactions"), right=True),
        Column(translate("Cli", "State")),
    )
    return Answer(document, parts(call, table(columns, rows) if rows else nothing_yet()))


def _settling(ledger: Ledger, account: Account) -> str:
    if account.kind is AccountKind.CASH:
        return ""
    return ledger.account(account.cash_id) or translate("Cli", "from outside")


def add_account(call: Call) -> Answer:
    """Make an account."""
    asked = call.asked
    if asked.cash == asked.securities:
        words = translate("Cli", "Say what the account holds: --cash or --securities.")
        raise Refusal("usage", words, Exit.USAGE)
    kind = AccountKind.CASH if asked.cash else AccountKind.SECURITIES
    with ledger_of(call) as ledger:
        accounts = ledger.book.accounts
        cash = (
            account_of(accounts, asked.cash_account, AccountKind.CASH)
            if asked.cash_account
            else None
        )
        currency = asked.currency or (cash.currency if cash else None)
        account = Account(
            0,
            asked.name,
            kind,
            currency_of(currency, ledger.book.base_currency),
            asked.group,
            cash.id if cash else None,
            CostMethod(asked.method),
            asked.shorts,
        )
        before = set(accounts)
        edits.apply(ledger.user, AddAccount(account), call.clock())
        made = next(each for each in all_accounts(ledger.user).values() if each.id not in before)
        document = {"account": account_document(ledger, made)}
        settled = cash.name if cash else ""
    words = translate("Cli", "Made: {name} ({kind}, {currency})")
    lines = [
        words.format(name=made.name, kind=account_kind_words(made.kind), currency=made.currency)
    ]
    if settled:
        lines.append(translate("Cli", "Trades are settled through {name}.").format(name=settled))
    elif kind is AccountKind.SECURITIES:
        lines.append(
            translate(
                "Cli",
                "Trades are paid from outside: give it a cash account with --cash-account if its"
                " money is to be followed.",
            )
        )
    return Answer(document, parts(call, "\n".join(lines)))


def close_account(call: Call) -> Answer:
    """Close an account; what is booked in it stays."""
    return _with_state(call, closed=True)


def open_account(call: Call) -> Answer:
    """Open a closed account again."""
    return _with_state(call, closed=False)


def remove_account(call: Call) -> Answer:
    """Delete an account that nothing is booked in."""
    with ledger_of(call) as ledger:
        account = account_of(ledger.book.accounts, call.asked.name)
        document = {"removed": account_document(ledger, account)}
        edits.apply(ledger.user, RemoveAccount(account.id), call.clock())
    words = translate("Cli", "Deleted: {name}").format(name=account.name)
    return Answer(document, parts(call, words))


def _with_state(call: Call, *, closed: bool) -> Answer:
    with ledger_of(call) as ledger:
        account = account_of(ledger.book.accounts, call.asked.name)
        changed = replace(account, closed=closed)
        if changed != account:
            edits.apply(ledger.user, ChangeAccount(changed), call.clock())
        document = {"account": account_document(ledger, changed), "changed": changed != account}
        left = _left(ledger, account) if closed else ""
    words = (
        translate("Cli", "Closed: {name}") if closed else translate("Cli", "Opened again: {name}")
    )
    return Answer(
        document, parts(call, "\n".join(filter(None, (words.format(name=account.name), left))))
    )


def _left(ledger: Ledger, account: Account) -> str:
    """Say what a closed account still holds, "" where it is empty."""
    book = ledger.book
    balance = book.balance(account.id, book.today) if account.kind is AccountKind.CASH else None
    held = [
        ledger.security(place[1])
        for place in book.positions
        if place[0] == account.id and book.quantity(place, book.today)
    ]
    told = [ledger.amounts.exact(balance, account.currency)] if balance else []
    if not told and not held:
        return ""
    words = translate("Cli", "There is still something in it: {what}")
    return words.format(what=", ".join([*told, *held]))
