"""The command `portfolio income`: dividends and interest, paid, expected, and offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gridwatch.cli.call import Answer, Call
from gridwatch.cli.documents import day_text
from gridwatch.cli.portfolio.choosing import currency_of, period_of, scope_of
from gridwatch.cli.portfolio.documents import (
    gap_documents,
    number,
    period_document,
    security_document,
    transaction_document,
)
from gridwatch.cli.portfolio.holdings import nothing_yet
from gridwatch.cli.portfolio.layout import facts, parts
from gridwatch.cli.portfolio.reading import Ledger, ledger_of
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.services.portfolio.holdings import total
from gridwatch.services.portfolio.income import monthly
from gridwatch.services.portfolio.income_reading import IncomeReading, read_income
from gridwatch.services.portfolio.views import Income, Offer, Period
from gridwatch.store.user.portfolio_choices import dismissed_keys
from gridwatch.wording.gaps import all_gaps


def show_income(call: Call) -> Answer:
    """Show what was paid in a period, and what may be expected within a year."""
    asked = call.asked
    with ledger_of(call) as ledger:
        book = ledger.book
        scope, currency = (
            scope_of(book, asked.account),
            currency_of(asked.currency, book.base_currency),
        )
        period = period_of(ledger.user, book, asked.period)
        dismissed = dismissed_keys(ledger.user)
        read = ledger.with_market(
            lambda market: read_income(book, market, scope, currency, dismissed)
        )
        paid = [each for each in read.incomes if not each.expected and _in(period, each)]
        expected = [each for each in read.incomes if each.expected]
        if asked.monthly:
            paid, expected = list(monthly(paid)), list(monthly(expected))
        document = _document(ledger, read, period, paid, expected)
        text = _text(ledger, read, period, paid, expected)
    return Answer(document, text)


def _in(period: Period, each: Income) -> bool:
    return period.first < each.on <= period.last


def _document(
    ledger: Ledger,
    read: IncomeReading,
    period: Period,
    paid: Sequence[Income],
    expected: Sequence[Income],
) -> dict[str, Any]:
    return {
        "simulated": ledger.call.profile.simulated,
        "period": period_document(period),
        "currency": read.currency,
        "paid": [_income_document(ledger, each) for each in paid],
        "paid_gross": number(total(each.gross for each in paid)),
        "paid_tax": number(total(each.tax for each in paid)),
        "paid_net": number(total(each.net for each in paid)),
        "expected": [_income_document(ledger, each) for each in expected],
        "expected_gross": number(total(each.gross for each in expected)),
        "yields": [
            {
                "security": security_document(ledger, security),
                "on_cost": number(each.on_cost),
                "on_value": number(each.on_value),
            }
            for security, each in read.yields.items()
        ],
        "offers": [_offer_document(ledger, each) for each in read.offers],
        "missing": gap_documents(ledger, read.gaps),
    }


def _income_document(ledger: Ledger, each: Income) -> dict[str, Any]:
    return {
        "on": day_text(each.on),
        "security": security_document(ledger, each.security_id),
        "gross": number(each.gross),
        "tax": number(each.tax),
        "net": number(each.net),
        "transaction": each.transaction_id,
    }


def _offer_document(ledger: Ledger, each: Offer) -> dict[str, Any]:
    return {
        "key": each.key,
        "security": security_document(ledger, each.security_id),
        "on": day_text(each.on),
        "amount": number(each.amount),
        "ratio": list(each.ratio) if each.ratio else None,
        "transactions": [transaction_document(ledger, one) for one in each.transactions],
    }


def _text(
    ledger: Ledger,
    read: IncomeReading,
    period: Period,
    paid: Sequence[Income],
    expected: Sequence[Income],
) -> str:
    call, day = ledger.call, ledger.call.voice.phrases.day
    if not ledger.book.accounts:
        return parts(call, nothing_yet())
    heading = translate(
        "Cli", "Paid from the end of {first} to the end of {last}, amounts in {currency}"
    ).format(first=day(period.first), last=day(period.last), currency=read.currency)
    none = translate("Cli", "Nothing was paid.")
    soon = translate("Cli", "Expected within a year, as the last one was:")
    gaps = all_gaps(read.gaps, ledger.naming, read.currency) if read.gaps else ""
    return parts(
        call,
        heading,
        _paid_table(ledger, read.currency, paid) or none,
        _sums(ledger, read.currency, paid) if paid else "",
        f"{soon}\n{_expected_table(ledger, read.currency, expected)}" if expected else "",
        _offers(ledger, read.offers),
        "\n".join((translate("Cli", "Incomplete, what is missing:"), gaps)) if gaps else "",
    )


def _paid_table(ledger: Ledger, currency: str, paid: Sequence[Income]) -> str:
    columns = (
        Column(translate("Portfolio", "Date")),
        Column(translate("Portfolio", "Security")),
        Column(translate("Portfolio", "Before taxes"), right=True),
        Column(translate("Portfolio", "Taxes"), right=True),
        Column(translate("Cli", "After taxes and fees"), right=True),
    )
    rows = [
        (
            _when(ledger, each),
            _payer(ledger, each),
            *(ledger.amounts.money(value, currency) for value in (each.gross, each.tax, each.net)),
        )
        for each in paid
    ]
    return table(columns, rows) if rows else ""


def _sums(ledger: Ledger, currency: str, paid: Sequence[Income]) -> str:
    rows = (
        (translate("Portfolio", "Before taxes"), total(each.gross for each in paid)),
        (translate("Portfolio", "Taxes"), total(each.tax for each in paid)),
        (translate("Cli", "After taxes and fees"), total(each.net for each in paid)),
    )
    return facts([[(name, ledger.amounts.with_unit(value, currency)) for name, value in rows]])


def _expected_table(ledger: Ledger, currency: str, expected: Sequence[Income]) -> str:
    columns = (
        Column(translate("Portfolio", "Date")),
        Column(translate("Portfolio", "Security")),
        Column(translate("Portfolio", "Before taxes"), right=True),
    )
    rows = [
        (_when(ledger, each), _payer(ledger, each), ledger.amounts.money(each.gross, currency))
        for each in expected
    ]
    whole = ledger.amounts.money(total(each.gross for each in expected), currency)
    return table(columns, [*rows, ("", translate("Portfolio", "Total"), whole)])


def _when(ledger: Ledger, each: Income) -> str:
    """Return a day, or the month of a sum."""
    if ledger.call.asked.monthly:
        return f"{each.on.year}-{each.on.month:02}"
    return ledger.call.voice.phrases.day(each.on)


def _payer(ledger: Ledger, each: Income) -> str:
    if each.security_id is None:
        return translate("Portfolio", "Interest")
    return ledger.naming.security(each.security_id)


def _offers(ledger: Ledger, offers: Sequence[Offer]) -> str:
    """Say what the market tells and the ledger lacks; it is booked by the user alone."""
    if not offers:
        return ""
    lines = [translate("Cli", "The market tells these, and they are not booked:")]
    return "\n".join([*lines, *(f"  {_offer_words(ledger, each)}" for each in offers)])


def _offer_words(ledger: Ledger, each: Offer) -> str:
    day, name = ledger.call.voice.phrases.day(each.on), ledger.naming.security(each.security_id)
    if each.ratio is not None:
        words = translate("Cli", "{day} {name}: a split, {new} new shares for {old}")
        return words.format(day=day, name=name, new=each.ratio[0], old=each.ratio[1])
    currency = ledger.book.securities[each.security_id].currency
    told = [ledger.amounts.exact(one.gross, one.currency) for one in each.transactions]
    words = translate("Cli", "{day} {name}: a dividend of {amount} a share, {sum}")
    amount = ledger.amounts.price(each.amount, currency)
    return words.format(day=day, name=name, amount=amount, sum=" + ".join(told))
