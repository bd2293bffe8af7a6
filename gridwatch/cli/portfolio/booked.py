"""The command `portfolio add`: checks a transaction against all that is booked, and books it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gridwatch.cli.call import Answer, Call, Refusal
from gridwatch.cli.portfolio.booking import typed_transaction
from gridwatch.cli.portfolio.documents import (
    number,
    transaction_document,
)
from gridwatch.cli.portfolio.layout import parts
from gridwatch.cli.portfolio.reading import Ledger, ledger_of, today_of
from gridwatch.cli.portfolio.transactions import transactions_table
from gridwatch.cli.tables import one_line
from gridwatch.cli.voice import translate
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.checking import checked_transaction
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services import edits
from gridwatch.services.portfolio.auditing import audit_of
from gridwatch.services.portfolio.booking import BookTransaction
from gridwatch.services.portfolio.findings import findings
from gridwatch.services.portfolio.views import Finding, Severity
from gridwatch.wording.findings import finding_words

# What nobody can mend by typing it in another way.
_LATER = frozenset({"price_missing", "rate_missing"})


def add_transaction(call: Call, name: str) -> Answer:
    """Book what the command line says, or refuse it with the reason; nothing is half done."""
    kind = Kind(name.replace("-", "_"))
    with ledger_of(call) as ledger:
        one, new = typed_transaction(ledger, kind)
        known = {**ledger.book.securities, **{each.id: each for each in new}}
        one = checked_transaction(one, ledger.book.accounts, known)
        found = _new_findings(ledger, one, new)
        _refuse(call, found)
        if call.asked.dry_run:
            shown = replace(ledger, new={each.id: each for each in new})
            document = _document(shown, one, new, found, booked=False)
            return Answer(document, _text(shown, one, new, found))
        before = set(ledger.book.transactions)
        edits.apply(ledger.user, BookTransaction(one, new), call.clock())
        ledger.book.catch_up(ledger.user, ledger.market, today_of(call))
        (number_,) = set(ledger.book.transactions) - before
        booked = ledger.book.transactions[number_]
        document = _document(ledger, booked, new, found, booked=True)
        text = _text(ledger, booked, new, found)
    return Answer(document, text)


def _new_findings(ledger: Ledger, one: Transaction, new: Sequence[Security]) -> list[Finding]:
    """Return what would be doubtful with the transaction that is not without it."""
    candidate = replace(one, id=max(ledger.book.transactions, default=0) + 1)
    before = {each.key for each in findings(audit_of(ledger.book, ledger.market))}
    after = findings(audit_of(ledger.book, ledger.market, (candidate,), new))
    return [each for each in after if each.key not in before]


def _refuse(call: Call, found: Sequence[Finding]) -> None:
    """Raise Refusal where something is wrong or doubtful, unless it is wanted anyway."""
    bad = [each for each in found if each.severity is not Severity.HINT and each.code not in _LATER]
    if not bad or call.asked.anyway:
        return
    words = translate("Cli", "Not booked. Correct it, or say --anyway where it is right:")
    told = [one_line(finding_words(each, call.voice.phrases)) for each in bad]
    raise Refusal(bad[0].code, "\n".join([words, *(f"  {each}" for each in told)]))


def _document(
    ledger: Ledger,
    one: Transaction,
    new: Sequence[Security],
    found: Sequence[Finding],
    *,
    booked: bool,
) -> dict[str, Any]:
    return {
        "booked": booked,
        "transaction": {**transaction_document(ledger, one), "id": one.id if booked else None},
        "new_securities": [each.name for each in new],
        "balances": [
            {
                "account": each.name,
                "balance": number(ledger.book.balance(each.id, ledger.book.today)),
                "currency": each.currency,
            }
            for each in _moved(ledger, one)
        ],
        "notes": [
            {"code": each.code, "message": finding_words(each, ledger.call.voice.phrases)}
            for each in found
        ],
    }


def _moved(ledger: Ledger, one: Transaction) -> list[Account]:
    """Return the cash accounts in which money has moved."""
    named = (ledger.book.accounts.get(each or 0) for each in (one.cash_id, one.other_cash_id))
    return [each for each in named if each is not None and each.kind is AccountKind.CASH]


def _text(
    ledger: Ledger, one: Transaction, new: Sequence[Security], found: Sequence[Finding]
) -> str:
    call, dry = ledger.call, ledger.call.asked.dry_run
    words = translate("Cli", "It would be booked:") if dry else translate("Cli", "Booked:")
    lines = [f"{words}\n{transactions_table(ledger, [one])}"]
    made = translate("Cli", "New security: {name} ({symbol}, {currency})")
    told = [
        made.format(name=each.name, symbol=each.symbol or each.isin or "—", currency=each.currency)
        for each in new
    ]
    if not dry:
        balance = translate("Cli", "Balance of {account} now: {balance}")
        told += [
            balance.format(
                account=each.name,
                balance=ledger.amounts.exact(
                    ledger.book.balance(each.id, ledger.book.today), each.currency
                ),
            )
            for each in _moved(ledger, one)
        ]
    told += [one_line(finding_words(each, call.voice.phrases)) for each in found]
    return parts(call, *lines, "\n".join(told))
