"""The command `portfolio trades`: what was bought and sold again, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gridwatch.cli.call import Answer, Call
from gridwatch.cli.documents import day_text
from gridwatch.cli.portfolio.amounts import unknown
from gridwatch.cli.portfolio.choosing import currency_of, scope_of
from gridwatch.cli.portfolio.documents import (
    carried_documents,
    gap_documents,
    number,
    security_document,
)
from gridwatch.cli.portfolio.holdings import nothing_yet
from gridwatch.cli.portfolio.layout import facts, parts
from gridwatch.cli.portfolio.reading import Ledger, ledger_of
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.services.portfolio.trade_reading import (
    TradesReading,
    TradeState,
    TradeTotals,
    carried_in,
    chosen,
    gaps_in,
    read_trades,
    totals_of,
)
from gridwatch.services.portfolio.trades import Trade
from gridwatch.wording.gaps import all_gaps, carried_words


def show_trades(call: Call) -> Answer:
    """Show the trades of a period, closed, open or both, and what they come to."""
    asked = call.asked
    with ledger_of(call) as ledger:
        book = ledger.book
        currency = currency_of(asked.currency, book.base_currency)
        read = read_trades(book, scope_of(book, asked.account), currency)
        states = set(asked.states or ())
        state = TradeState(states.pop()) if len(states) == 1 else TradeState.ALL
        some = chosen(read.trades, state, asked.since, asked.until)
        document = _document(ledger, read, some)
        text = _text(ledger, read, some)
    return Answer(document, text)


def _document(ledger: Ledger, read: TradesReading, some: Sequence[Trade]) -> dict[str, Any]:
    sums = totals_of(some)
    return {
        "on": day_text(read.on),
        "simulated": ledger.call.profile.simulated,
        "currency": read.currency,
        "trades": [_trade_document(ledger, each) for each in some],
        "totals": {
            "closed": sums.closed,
            "open": sums.open,
            "winners": sums.winners,
            "losers": sums.losers,
            "unknown": sums.unknown,
            "days_held": number(sums.days_held),
            "cost": number(sums.cost),
            "value": number(sums.value),
            "gain": number(sums.gain),
            "gain_pct": _percent(sums.simple),
            "currency_gain": number(sums.currency_gain),
        },
        "missing": gap_documents(ledger, gaps_in(some)),
        "carried": carried_documents(ledger, carried_in(read, some)),
    }


def _trade_document(ledger: Ledger, each: Trade) -> dict[str, Any]:
    return {
        "security": security_document(ledger, each.security_id),
        "account": ledger.account(each.account_id),
        "opened_on": day_text(each.opened_on),
        "closed_on": day_text(each.closed_on),
        "days_held": each.days_held,
        "quantity": number(each.quantity),
        "cost": number(each.cost),
        "value": number(each.value),
        "gain": number(each.gain),
        "gain_pct": _percent(each.simple),
        "price_gain": number(each.price_gain),
        "currency_gain": number(each.currency_gain),
        "irr": number(each.irr),
        "transactions": list(each.transactions),
    }


def _percent(part: float | None) -> float | None:
    return None if part is None else number(part * 100)


def _text(ledger: Ledger, read: TradesReading, some: Sequence[Trade]) -> str:
    call = ledger.call
    if not ledger.book.accounts:
        return parts(call, nothing_yet())
    heading = translate("Cli", "Trades until {day}, amounts in {currency}").format(
        day=call.voice.phrases.day(read.on), currency=read.currency
    )
    if not some:
        return parts(call, heading, translate("Cli", "There is no such trade."))
    return parts(
        call,
        heading,
        _trades_table(ledger, read.currency, some),
        _sums(ledger, read.currency, totals_of(some)),
        _missing(ledger, read, some),
    )


def _trades_table(ledger: Ledger, currency: str, some: Sequence[Trade]) -> str:
    columns = (
        Column(translate("Portfolio", "Security")),
        Column(translate("Portfolio", "Account")),
        Column(translate("Portfolio", "Opened on")),
        Column(translate("Portfolio", "Closed on")),
        Column(translate("Cli", "Days held"), right=True),
        Column(translate("Portfolio", "Quantity"), right=True),
        Column(translate("Portfolio", "Cost"), right=True),
        Column(translate("Portfolio", "Proceeds or value"), right=True),
        Column(translate("Portfolio", "Gain"), right=True),
        Column(translate("Cli", "Gain %"), right=True),
        Column(translate("Portfolio", "Currency gain"), right=True),
        Column(translate("Portfolio", "IRR"), right=True),
    )
    return table(columns, [_row(ledger, currency, each) for each in some])


def _row(ledger: Ledger, currency: str, each: Trade) -> tuple[str, ...]:
    amounts, day = ledger.amounts, ledger.call.voice.phrases.day
    still = translate("Portfolio", "still open")
    return (
        ledger.naming.security(each.security_id),
        ledger.account(each.account_id),
        unknown() if each.opened_on is None else day(each.opened_on),
        still if each.closed_on is None else day(each.closed_on),
        unknown() if each.days_held is None else amounts.phrases.integer(each.days_held),
        amounts.shares(each.quantity),
        amounts.money(each.cost, currency),
        amounts.money(each.value, currency),
        amounts.money(each.gain, currency, signed=True),
        amounts.percent(each.simple, 1),
        amounts.money(each.currency_gain, currency, signed=True),
        amounts.percent(each.irr, 1),
    )


def _sums(ledger: Ledger, currency: str, sums: TradeTotals) -> str:
    amounts = ledger.amounts
    whole = amounts.phrases.integer
    counts = [
        (translate("Portfolio", "Closed trades"), whole(sums.closed)),
        (translate("Portfolio", "Open trades"), whole(sums.open)),
        (translate("Portfolio", "With a gain"), whole(sums.winners)),
        (translate("Portfolio", "With a loss"), whole(sums.losers)),
    ]
    if sums.unknown:
        counts.append((translate("Portfolio", "Gain unknown"), whole(sums.unknown)))
    days = unknown() if sums.days_held is None else whole(round(sums.days_held))
    counts.append((translate("Portfolio", "Days held on average"), days))
    totals = [
        (translate("Portfolio", "Cost"), amounts.with_unit(sums.cost, currency)),
        (translate("Portfolio", "Proceeds or value"), amounts.with_unit(sums.value, currency)),
        (translate("Portfolio", "Gain"), amounts.with_unit(sums.gain, currency)),
        (translate("Cli", "Gain %"), amounts.percent(sums.simple, 1)),
        (translate("Portfolio", "Currency gain"), amounts.with_unit(sums.currency_gain, currency)),
    ]
    return facts((counts, totals))


def _missing(ledger: Ledger, read: TradesReading, some: Sequence[Trade]) -> str:
    """Say what is missing and which prices are old, "" where all is there."""
    lines = []
    gaps, carried = gaps_in(some), carried_in(read, some)
    if gaps:
        lines.append(translate("Cli", "Incomplete, what is missing:"))
        told = all_gaps(gaps, ledger.naming, read.currency)
        lines += [f"  {each}" for each in told.split("\n")]
    if carried:
        lines.append(carried_words(carried, ledger.naming))
    return "\n".join(lines)
