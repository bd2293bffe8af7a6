"""The command `portfolio transactions`: what is booked, newest first; and how to delete it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gridwatch.cli.call import Answer, Call, Refusal
from gridwatch.cli.portfolio.choosing import known_security, scope_of
from gridwatch.cli.portfolio.documents import transaction_document
from gridwatch.cli.portfolio.holdings import nothing_yet
from gridwatch.cli.portfolio.layout import parts
from gridwatch.cli.portfolio.reading import Ledger, ledger_of
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.domain.ledger.checking import settled_in
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.transaction import ChargeKind, Transaction, in_order
from gridwatch.services import edits
from gridwatch.services.portfolio.ledger_edits import RemoveTransactions
from gridwatch.wording.ledger import kind_words


def show_transactions(call: Call) -> Answer:
    """Show what is booked, newest first."""
    with ledger_of(call) as ledger:
        found = _chosen(ledger)
        document = {"transactions": [transaction_document(ledger, each) for each in found]}
        text = transactions_table(ledger, found)
        if not text:
            none = translate("Cli", "There is no such transaction.")
            text = none if ledger.book.transactions else nothing_yet()
    return Answer(document, parts(call, text))


def _chosen(ledger: Ledger) -> list[Transaction]:
    asked, book = ledger.call.asked, ledger.book
    accounts = scope_of(book, asked.account).accounts
    security = known_security(book.securities, asked.security).id if asked.security else None
    kinds = {Kind(each.replace("-", "_")) for each in asked.kind or ()}
    return [
        each
        for each in reversed(in_order(book.transactions.values()))
        if (accounts is None or accounts & _accounts_of(each))
        and (security is None or security in {each.security_id, each.other_security_id})
        and (not kinds or each.kind in kinds)
        and (asked.since is None or each.on >= asked.since)
        and (asked.until is None or each.on <= asked.until)
    ]


def _accounts_of(one: Transaction) -> set[int | None]:
    return {one.account_id, one.cash_id, one.other_account_id, one.other_cash_id}


def transactions_table(ledger: Ledger, some: Sequence[Transaction]) -> str:
    """Return transactions as a table, "" for none."""
    if not some:
        return ""
    columns = (
        Column(translate("Cli", "No."), right=True),
        Column(translate("Portfolio", "Date")),
        Column(translate("Cli", "Kind")),
        Column(translate("Portfolio", "Security")),
        Column(translate("Portfolio", "Quantity"), right=True),
        Column(translate("Portfolio", "Price"), right=True),
        Column(translate("Portfolio", "Amount"), right=True),
        Column(translate("Portfolio", "Fees"), right=True),
        Column(translate("Portfolio", "Taxes"), right=True),
        Column(translate("Cli", "Rate"), right=True),
        Column(translate("Cli", "Moved"), right=True),
        Column(translate("Portfolio", "Account")),
        Column(translate("Cli", "To")),
        Column(translate("Transactions", "Note")),
    )
    return table(columns, [_row(ledger, each) for each in some])


def _row(ledger: Ledger, one: Transaction) -> tuple[str, ...]:
    amounts = ledger.amounts
    places = [ledger.account(each) for each in (one.account_id, one.cash_id)]
    other = [ledger.account(each) for each in (one.other_account_id, one.other_cash_id)]
    security = ledger.security(one.security_id)
    if one.other_security_id is not None:
        security = f"{security} → {ledger.security(one.other_security_id)}"
    return (
        str(one.id) if one.id else "",
        ledger.call.voice.phrases.day(one.on),
        kind_words(one.kind),
        security,
        amounts.shares(one.quantity) if one.quantity else "",
        amounts.price(one.price, one.currency) if one.quantity and one.gross else "",
        amounts.exact(one.gross, one.currency) if one.gross else "",
        _charged(ledger, one, ChargeKind.FEE),
        _charged(ledger, one, ChargeKind.TAX),
        "" if one.rate is None else amounts.number(one.rate, 0, 6),
        moved_words(ledger, one),
        " · ".join(filter(None, places)),
        " · ".join(filter(None, other)),
        one.note,
    )


def _charged(ledger: Ledger, one: Transaction, kind: ChargeKind) -> str:
    sums: dict[str, Decimal] = {}
    for each in one.charged(kind):
        sums[each.currency] = sums.get(each.currency, Decimal(0)) + each.amount
    return " + ".join(ledger.amounts.exact(amount, code) for code, amount in sums.items())


def moved_words(ledger: Ledger, one: Transaction) -> str:
    """Return the money that moved with its sign, "" where none did."""
    sign = TRAITS[one.kind].cash
    if not sign or not one.net:
        return ""
    moved = sign * one.net
    text = ledger.amounts.exact(moved, settled_in(one, ledger.book.accounts))
    return f"+{text}" if moved > 0 else text


def remove_transactions(call: Call) -> Answer:
    """Delete transactions by their numbers: all of them, or none where one is not there."""
    numbers = tuple(dict.fromkeys(call.asked.numbers))
    with ledger_of(call) as ledger:
        known = ledger.book.transactions
        strangers = [str(each) for each in numbers if each not in known]
        if strangers:
            words = translate("Cli", "There is no transaction with this number: {numbers}")
            raise Refusal("transaction_unknown", words.format(numbers=", ".join(strangers)))
        gone = [known[each] for each in numbers]
        document = {"removed": [transaction_document(ledger, each) for each in gone]}
        text = transactions_table(ledger, gone)
        edits.apply(ledger.user, RemoveTransactions(numbers), call.clock())
    return Answer(document, parts(call, translate("Cli", "Deleted:"), text))
