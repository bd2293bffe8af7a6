"""The command `portfolio allocation`: shares beside their targets, and trades that lead there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from gridwatch.cli.call import Answer, Call
from gridwatch.cli.documents import day_text
from gridwatch.cli.portfolio.choosing import currency_of, scope_of
from gridwatch.cli.portfolio.documents import gap_documents, number, security_document
from gridwatch.cli.portfolio.holdings import missing_words, nothing_yet
from gridwatch.cli.portfolio.layout import parts
from gridwatch.cli.portfolio.reading import Ledger, ledger_of
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.domain.ledger.typed_number import read_decimal
from gridwatch.domain.problem import Problem
from gridwatch.services.portfolio.allocation import allocation_of
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.rebalancing import suggested
from gridwatch.services.portfolio.views import Dimension, Holdings, Slice, Suggestion
from gridwatch.store.user.portfolio_choices import allocation_targets
from gridwatch.wording.naming import dimension_words


def show_allocation(call: Call) -> Answer:
    """Show how what is held is divided, and the trades that bring it to its targets."""
    asked = call.asked
    dimension, money = Dimension(asked.by), _new_money(asked.new_money)
    with ledger_of(call) as ledger:
        book = ledger.book
        currency = currency_of(asked.currency, book.base_currency)
        held = holdings_of(book, scope_of(book, asked.account), currency, asked.on or book.today)
        targets = _targets(ledger, dimension)
        slices = allocation_of(held, dimension, targets)
        rebalanced = asked.rebalance or money is not None
        trades = suggested(held, dimension, targets, money) if rebalanced and targets else ()
        document = {
            "on": day_text(held.on),
            "simulated": call.profile.simulated,
            "by": dimension,
            "currency": currency,
            "value": number(held.value),
            "known_value": held.known_value,
            "slices": [_slice_document(ledger, each) for each in slices],
            "trades": [_trade_document(ledger, each) for each in trades] if rebalanced else None,
            "missing": gap_documents(ledger, held.gaps),
        }
        text = _text(
            ledger, held, slices, _trades_text(ledger, held, targets, trades) if rebalanced else ""
        )
    return Answer(document, text)


def _new_money(text: str | None) -> float | None:
    amount = read_decimal(text) if text is not None else None
    if amount is not None and amount <= 0:
        raise Problem("amount_range", "“{text}” is not an amount above zero.", text=str(text))
    return None if amount is None else float(amount)


def _targets(ledger: Ledger, dimension: Dimension) -> Mapping[str, Decimal]:
    return {} if dimension is Dimension.SECURITY else allocation_targets(ledger.user, dimension)


def _slice_document(ledger: Ledger, each: Slice) -> dict[str, Any]:
    return {
        "key": each.key,
        "name": ledger.naming.key(each.dimension, each.key),
        "value": number(each.value),
        "share": number(each.share),
        "target": number(each.target),
        "off": number(each.off),
        "securities": [security_document(ledger, one) for one in each.securities],
    }


def _trade_document(ledger: Ledger, each: Suggestion) -> dict[str, Any]:
    return {
        "security": security_document(ledger, each.security_id),
        "quantity": each.quantity,
        "lot_size": each.lot_size,
        "lot_known": each.lot_known,
        "price": each.price,
        "price_currency": each.currency,
        "value": each.value,
    }


def _text(ledger: Ledger, held: Holdings, slices: Sequence[Slice], trades: str) -> str:
    call = ledger.call
    if not ledger.book.accounts:
        return parts(call, nothing_yet())
    heading = translate("Cli", "Portfolio on {day}, amounts in {currency}").format(
        day=call.voice.phrases.day(held.on), currency=held.currency
    )
    none = translate("Cli", "Nothing is held.")
    return parts(
        call,
        heading,
        _slices_table(ledger, held, slices) or none,
        trades,
        missing_words(ledger, held),
    )


def _slices_table(ledger: Ledger, held: Holdings, slices: Sequence[Slice]) -> str:
    if not slices:
        return ""
    amounts = ledger.amounts
    columns = (
        Column(dimension_words(slices[0].dimension)),
        Column(translate("Portfolio", "Value"), right=True),
        Column(translate("Portfolio", "Share"), right=True),
        Column(translate("Portfolio", "Target"), right=True),
        Column(translate("Cli", "Off by"), right=True),
    )
    rows = [
        (
            ledger.naming.key(each.dimension, each.key),
            amounts.money(each.value, held.currency),
            amounts.percent(each.share, 1, signed=False),
            "" if each.target is None else amounts.percent(each.target, 1, signed=False),
            "" if each.target is None else amounts.percent(each.off, 1),
        )
        for each in slices
    ]
    return table(columns, rows)


def _trades_text(
    ledger: Ledger, held: Holdings, targets: Mapping[str, Decimal], trades: Sequence[Suggestion]
) -> str:
    if not targets:
        return translate(
            "Cli", "There are no targets for this yet. Set them in the window, beside the map."
        )
    if not trades:
        return translate("Cli", "No whole lot brings it nearer to its targets.")
    amounts = ledger.amounts
    columns = (
        Column(translate("Portfolio", "Trade")),
        Column(translate("Portfolio", "Security")),
        Column(translate("Portfolio", "Quantity"), right=True),
        Column(translate("Portfolio", "Price"), right=True),
        Column(translate("Portfolio", "Value"), right=True),
        Column(translate("Portfolio", "Board lot")),
    )
    rows = [
        (
            translate("Cli", "buy") if each.quantity > 0 else translate("Cli", "sell"),
            ledger.naming.security(each.security_id),
            amounts.phrases.integer(abs(each.quantity)),
            amounts.price(each.price, each.currency),
            amounts.money(abs(each.value), held.currency),
            _lot_words(each),
        )
        for each in trades
    ]
    note = translate(
        "Cli", "At the last prices, without charges and exchange of currencies. It is no advice."
    )
    return f"{table(columns, rows)}\n{note}"


def _lot_words(each: Suggestion) -> str:
    if not each.lot_known:
        return translate("Cli", "its board lot is not known")
    return "" if each.lot_size == 1 else str(each.lot_size)
