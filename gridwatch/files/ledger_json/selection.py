"""Reads selected transactions that Portfolio Performance has exported as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import NOTHING, Transaction
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import (
    GROSS,
    Unit,
    amounts_of,
    day,
    major_code,
    minor_factor,
    tidy,
)
from gridwatch.files.ledger_draft import Draft
from gridwatch.files.ledger_json.loading import Json, decimal, inner, objects, text
from gridwatch.files.ledger_listings import likely_symbol

_KINDS: Mapping[str, Kind] = {
    "PURCHASE": Kind.BUY,
    "SALE": Kind.SELL,
    "INBOUND_DELIVERY": Kind.DELIVERY_IN,
    "OUTBOUND_DELIVERY": Kind.DELIVERY_OUT,
    "SECURITY_TRANSFER": Kind.TRANSFER,
    "CASH_TRANSFER": Kind.CASH_TRANSFER,
    "DEPOSIT": Kind.DEPOSIT,
    "REMOVAL": Kind.WITHDRAWAL,
    "DIVIDEND": Kind.DIVIDEND,
    "INTEREST": Kind.INTEREST,
    "INTEREST_CHARGE": Kind.INTEREST_CHARGE,
    "TAX": Kind.TAX,
    "TAX_REFUND": Kind.TAX_REFUND,
    "FEE": Kind.FEE,
    "FEE_REFUND": Kind.FEE_REFUND,
}
# What the program writes in binary fractions; a share has eight places there, an amount two.
_SHARE_PLACES = Decimal("1e-8")
_AMOUNT_PLACES = Decimal("0.01")


def is_selection(document: Json) -> bool:
    """Tell whether a document holds transactions of Portfolio Performance."""
    told = objects(document, "transactions")
    return (
        "format" not in document
        and "version" in document
        and isinstance(document.get("transactions"), list)
        and all("type" in each and "amount" in each for each in told)
    )


def read_selection(document: Json) -> LedgerPart:
    """Return the transactions of a selection, one line for each.

    The currency of a cash account is that of its transactions. Shares are as they were on the
    day that the file was made, which it does not tell: they are taken as of their own day.
    """
    return _Reader().part(document)


class _Reader:
    """Reads one selection."""

    def __init__(self) -> None:
        self._draft = Draft()
        self._accounts: dict[tuple[AccountKind, str, str], int] = {}
        self._securities: dict[tuple[str, ...], int] = {}

    def part(self, document: Json) -> LedgerPart:
        told = objects(document, "transactions")
        for each in told:
            self._draft.book(_cells(each), partial(self._transaction, each))
        return self._draft.part()

    def _transaction(self, told: Json) -> Transaction:
        name = text(told, "type")
        if name not in _KINDS:
            raise Problem(
                "exchange_kind", "“{kind}” is no kind that is known here.", kind=name[:40]
            )
        kind = _KINDS[name]
        traits = TRAITS[kind]
        code = text(told, "currency")
        currency, factor = major_code(code), minor_factor(code)
        net = _money(told, "amount", factor)
        units = [_unit(each, currency, factor) for each in objects(told, "units")]
        sign = traits.cash or (0 if kind is Kind.TRANSFER else -traits.shares)
        amounts = amounts_of(net, currency, sign, units)
        made = Transaction(
            0,
            kind,
            day(text(told, "date")),
            account_id=self._place(AccountKind.SECURITIES, text(told, "portfolio"), currency),
            cash_id=self._place(AccountKind.CASH, text(told, "account"), currency),
            security_id=self._security(told) if traits.needs_security is not None else None,
            quantity=_places(decimal(told, "shares"), _SHARE_PLACES),
            gross=amounts.gross,
            currency=amounts.currency,
            charges=amounts.charges,
            net=net if traits.cash else NOTHING,
            rate=amounts.rate,
            other_account_id=self._place(
                AccountKind.SECURITIES, text(told, "otherPortfolio"), currency
            ),
            time=text(told, "time")[:8],
            note=text(told, "note"),
        )
        return self._moved(told, made, net, units) if kind is Kind.CASH_TRANSFER else made

    def _moved(self, told: Json, made: Transaction, net: Decimal, units: list[Unit]) -> Transaction:
        """Return a transfer of money: the other account has the currency that the rate leads to."""
        currency = major_code(text(told, "currency"))
        abroad = next((each for each in units if each.kind == GROSS and each.foreign), None)
        there = currency if abroad is None else abroad.foreign_currency
        arrived = net if abroad is None or abroad.foreign is None else abroad.foreign
        return replace(
            made,
            gross=net,
            currency=currency,
            rate=None,
            other_cash_id=self._place(AccountKind.CASH, text(told, "otherAccount"), there),
            other_net=arrived,
        )

    def _place(self, kind: AccountKind, name: str, currency: str) -> int | None:
        if not name:
            return None
        key = (kind, name, currency if kind is AccountKind.CASH else "")
        if key not in self._accounts:
            self._accounts[key] = self._draft.account(Account(0, name, kind, currency))
        return self._accounts[key]

    def _security(self, told: Json) -> int | None:
        security = inner(told, "security")
        if not security:
            return None
        key = tuple(text(security, each) for each in ("name", "isin", "wkn", "ticker", "currency"))
        if key not in self._securities:
            name, isin, wkn, ticker, code = key
            currency = major_code(code)
            symbol = ticker if likely_symbol(ticker, currency) else ""
            self._securities[key] = self._draft.security(
                Security(0, name or ticker or isin, currency, symbol, isin, wkn)
            )
        return self._securities[key]


def _unit(told: Json, currency: str, factor: Decimal) -> Unit:
    kind, foreign = text(told, "type"), text(told, "fxCurrency")
    if kind not in {"FEE", "TAX", GROSS}:
        raise Problem("exchange_kind", "“{kind}” is no kind that is known here.", kind=kind[:40])
    amount = _money(told, "amount", factor)
    if not foreign:
        return Unit(kind, amount, currency)
    there = minor_factor(foreign)
    return Unit(
        kind,
        amount,
        currency,
        _money(told, "fxAmount", there),
        major_code(foreign),
        decimal(told, "fxRateToBase") * factor / there,
    )


def _money(told: Json, name: str, factor: Decimal) -> Decimal:
    return tidy(_places(decimal(told, name), _AMOUNT_PLACES) * factor)


def _places(number: Decimal, places: Decimal) -> Decimal:
    if abs(number) > Decimal(10) ** 15:
        raise Problem("amount_large", "An amount in this transaction is too large.")
    return tidy(number.quantize(places))


def _cells(told: Json) -> tuple[str, ...]:
    """Return what the preview shows: day, kind, account, security, shares, amount, currency."""
    security = inner(told, "security")
    return (
        text(told, "date")[:10],
        text(told, "type")[:40],
        (text(told, "account") or text(told, "portfolio"))[:60],
        (text(security, "name") or text(security, "ticker"))[:60],
        str(told.get("shares", ""))[:40],
        str(told.get("amount", ""))[:40],
        text(told, "currency")[:10],
    )
