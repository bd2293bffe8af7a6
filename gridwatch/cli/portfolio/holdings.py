"""The command `portfolio show`: what is held on a day, what it is worth, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gridwatch.cli.call import Answer, Call
from gridwatch.cli.documents import day_text
from gridwatch.cli.portfolio.choosing import currency_of, scope_of
from gridwatch.cli.portfolio.documents import (
    account_document,
    carried_documents,
    gap_documents,
    number,
    security_document,
)
from gridwatch.cli.portfolio.layout import facts, parts
from gridwatch.cli.portfolio.reading import Ledger, ledger_of
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.services.portfolio.holdings import holdings_of, total
from gridwatch.services.portfolio.views import AccountView, Holdings, HoldingView, LotView
from gridwatch.wording.gaps import all_gaps, carried_words


def show_holdings(call: Call) -> Answer:
    """Show what is held at the end of a day, with its cost, gain and share."""
    asked = call.asked
    with ledger_of(call) as ledger:
        scope = scope_of(ledger.book, getattr(asked, "account", None))
        currency = currency_of(getattr(asked, "currency", None), ledger.book.base_currency)
        day = getattr(asked, "on", None) or ledger.book.today
        held = holdings_of(ledger.book, scope, currency, day)
        shown = [each for each in held.holdings if each.quantity or getattr(asked, "all", False)]
        lots = bool(getattr(asked, "lots", False))
        document = _document(ledger, held, shown, lots=lots)
        text = _text(ledger, held, shown, lots=lots)
    return Answer(document, text)


def _document(
    ledger: Ledger, held: Holdings, shown: Sequence[HoldingView], *, lots: bool
) -> dict[str, Any]:
    return {
        "on": day_text(held.on),
        "simulated": ledger.call.profile.simulated,
        "currency": held.currency,
        "value": number(held.value),
        "known_value": held.known_value,
        "securities_value": number(held.securities_value),
        "cash_value": number(held.cash_value),
        "cost": number(total(each.cost for each in held.holdings)),
        "gain": number(total(each.gain for each in held.holdings)),
        "complete": held.value is not None,
        "missing": gap_documents(ledger, held.gaps),
        "carried": carried_documents(ledger, held.carried),
        "holdings": [_holding_document(ledger, each, lots=lots) for each in shown],
        "accounts": [
            {
                **account_document(ledger, each.account),
                "balance": number(each.balance),
                "value": number(each.value),
            }
            for each in held.accounts
        ],
    }


def _holding_document(ledger: Ledger, each: HoldingView, *, lots: bool) -> dict[str, Any]:
    document = {
        "security": security_document(ledger, each.security.id),
        "company": ledger.naming.companies.get(each.company_id or 0),
        "segment": each.segment or None,
        "country": each.country or None,
        "quantity": number(each.quantity),
        "price": number(each.price),
        "price_on": day_text(each.price_on),
        "carried_days": each.carried_days,
        "rate": number(each.rate),
        "value": number(each.value),
        "share": number(each.share),
        "cost": number(each.cost),
        "gain": number(each.gain),
        "gain_pct": number(_percent(each)),
        "price_gain": number(each.price_gain),
        "currency_gain": number(each.currency_gain),
        "day_change": number(each.day_change),
        "realised": number(each.realised),
        "income": number(each.income),
        "fees": number(each.fees),
        "taxes": number(each.taxes),
        "irr": number(each.irr),
    }
    return (
        {**document, "lots": [_lot_document(ledger, lot) for lot in each.lots]}
        if lots
        else document
    )


def _lot_document(ledger: Ledger, lot: LotView) -> dict[str, Any]:
    return {
        "transaction": lot.opened_by,
        "account": ledger.account(lot.account_id),
        "on": day_text(lot.on),
        "days_held": lot.days_held,
        "quantity": number(lot.quantity),
        "cost": number(lot.cost),
        "fees": number(lot.fees),
        "cost_currency": lot.currency,
        "base_cost": number(lot.base_cost),
        "value": number(lot.value),
        "price_gain": number(lot.price_gain),
        "currency_gain": number(lot.currency_gain),
    }


def _percent(each: HoldingView) -> float | None:
    """Return the unrealised gain in per cent of the cost."""
    return None if each.gain is None or not each.cost else each.gain / abs(each.cost) * 100


def _text(ledger: Ledger, held: Holdings, shown: Sequence[HoldingView], *, lots: bool) -> str:
    call = ledger.call
    if not ledger.book.accounts:
        return parts(call, nothing_yet())
    heading = translate("Cli", "Portfolio on {day}, amounts in {currency}").format(
        day=call.voice.phrases.day(held.on), currency=held.currency
    )
    return parts(
        call,
        heading,
        _holdings_table(ledger, held, shown),
        _lots_table(ledger, held, shown) if lots else "",
        _accounts_table(ledger, held.accounts, held.currency),
        _totals(ledger, held),
        missing_words(ledger, held),
    )


def nothing_yet() -> str:
    """Say how a portfolio begins."""
    words = translate(
        "Cli",
        "There is no portfolio yet. Import one with: {import_}\nOr make accounts first: {make}",
    )
    return words.format(
        import_="gridwatch portfolio import FILE",
        make="gridwatch portfolio accounts add --help",
    )


def _holdings_table(ledger: Ledger, held: Holdings, shown: Sequence[HoldingView]) -> str:
    if not shown:
        return translate("Cli", "No securities are held.")
    columns = (
        Column(translate("Portfolio", "Security")),
        Column(translate("Cli", "Symbol")),
        Column(translate("Portfolio", "Quantity"), right=True),
        Column(translate("Portfolio", "Price"), right=True),
        Column(translate("Cli", "Price of"), right=True),
        Column(translate("Portfolio", "Value"), right=True),
        Column(translate("Portfolio", "Share"), right=True),
        Column(translate("Portfolio", "Cost"), right=True),
        Column(translate("Portfolio", "Gain"), right=True),
        Column(translate("Cli", "Gain %"), right=True),
        Column(translate("Portfolio", "Realised"), right=True),
    )
    closed = any(not each.quantity for each in shown)
    return table(columns, [_row(ledger, held, each, realised=closed) for each in shown])


def _row(ledger: Ledger, held: Holdings, each: HoldingView, *, realised: bool) -> tuple[str, ...]:
    amounts, code, percent = ledger.amounts, held.currency, _percent(each)
    return (
        each.security.name,
        each.security.symbol,
        amounts.shares(each.quantity),
        amounts.price(each.price, each.security.currency),
        _price_day(ledger, each),
        amounts.money(each.value, code),
        amounts.percent(each.share, 1, signed=False),
        amounts.money(each.cost, code),
        amounts.money(each.gain, code, signed=True),
        amounts.percent(None if percent is None else percent / 100, 1) if each.quantity else "",
        amounts.money(each.realised, code, signed=True) if realised else "",
    )


def _price_day(ledger: Ledger, each: HoldingView) -> str:
    """Return the day of a price that is not fresh, and how old it is."""
    if not each.carried_days or each.price_on is None or not each.quantity:
        return ""
    words = translate("Cli", "{day} ({days} days old)")
    return words.format(day=ledger.call.voice.phrases.day(each.price_on), days=each.carried_days)


def _lots_table(ledger: Ledger, held: Holdings, shown: Sequence[HoldingView]) -> str:
    amounts, phrases = ledger.amounts, ledger.call.voice.phrases
    columns = (
        Column(translate("Cli", "Security")),
        Column(translate("Portfolio", "Account")),
        Column(translate("Cli", "Bought")),
        Column(translate("Cli", "Days held"), right=True),
        Column(translate("Portfolio", "Quantity"), right=True),
        Column(translate("Portfolio", "Cost"), right=True),
        Column(translate("Cli", "Cost {currency}").format(currency=held.currency), right=True),
        Column(translate("Portfolio", "Value"), right=True),
        Column(translate("Cli", "Price gain"), right=True),
        Column(translate("Portfolio", "Currency gain"), right=True),
        Column(translate("Cli", "No."), right=True),
    )
    rows = [
        (
            each.security.name,
            ledger.account(lot.account_id),
            phrases.day(lot.on),
            amounts.phrases.integer(lot.days_held),
            amounts.shares(lot.quantity),
            amounts.with_unit(lot.cost, lot.currency),
            amounts.money(lot.base_cost, held.currency),
            amounts.money(lot.value, held.currency),
            amounts.money(lot.price_gain, held.currency, signed=True),
            amounts.money(lot.currency_gain, held.currency, signed=True),
            str(lot.opened_by),
        )
        for each in shown
        for lot in each.lots
    ]
    return table(columns, rows) if rows else ""


def _accounts_table(ledger: Ledger, accounts: Sequence[AccountView], currency: str) -> str:
    amounts = ledger.amounts
    columns = (
        Column(translate("Portfolio", "Account")),
        Column(translate("Cli", "Balance"), right=True),
        Column(translate("Portfolio", "Value"), right=True),
    )
    rows = [
        (
            each.account.name,
            "" if each.balance is None else amounts.with_unit(each.balance, each.account.currency),
            amounts.money(each.value, currency),
        )
        for each in accounts
        if not each.account.closed or each.balance or each.value
    ]
    return table(columns, rows) if rows else ""


def _totals(ledger: Ledger, held: Holdings) -> str:
    amounts, code = ledger.amounts, held.currency
    gain = total(each.gain for each in held.holdings)
    group = [
        (translate("Cli", "Securities"), amounts.with_unit(held.securities_value, code)),
        (translate("Cli", "Cash"), amounts.with_unit(held.cash_value, code)),
        (translate("Portfolio", "Total"), amounts.with_unit(held.value, code)),
    ]
    if held.value is None:
        known = amounts.with_unit(held.known_value, code)
        group.append((translate("Cli", "Known of it"), known))
    unrealised = amounts.with_unit(gain, code)
    return facts((group, [(translate("Cli", "Gain, not realised"), unrealised)]))


def missing_words(ledger: Ledger, held: Holdings) -> str:
    """Say what is missing and which prices are old, a line each; "" where all is there."""
    lines = []
    if held.gaps:
        lines.append(translate("Cli", "Incomplete, what is missing:"))
        gaps = all_gaps(held.gaps, ledger.naming, held.currency)
        lines += [f"  {each}" for each in gaps.split("\n")]
    if held.carried:
        lines.append(carried_words(held.carried, ledger.naming))
    return "\n".join(lines)
