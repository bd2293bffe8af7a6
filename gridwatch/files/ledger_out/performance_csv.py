"""Writes a ledger as the two CSV files that Portfolio Performance imports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.checking import settled_in
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import NOTHING, ChargeKind, Transaction, in_order
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_out.table_csv import csv_bytes
from gridwatch.files.safe_cells import safe_cell

# The words of its English import, in which a column is found by its heading.
_SHARE_HEAD = (
    "Date", "Time", "Type", "Shares", "Security Name", "ISIN", "Ticker Symbol", "WKN", "Value",
    "Transaction Currency", "Fees", "Taxes", "Gross Amount", "Currency Gross Amount",
    "Exchange Rate", "Securities Account", "Offset Securities Account", "Cash Account", "Note",
)  # fmt: skip
_CASH_HEAD = (
    "Date", "Time", "Type", "Value", "Transaction Currency", "Security Name", "ISIN",
    "Ticker Symbol", "WKN", "Shares", "Fees", "Taxes", "Gross Amount", "Currency Gross Amount",
    "Exchange Rate", "Cash Account", "Offset Account", "Securities Account", "Note",
)  # fmt: skip
_SHARE_TYPES: Mapping[Kind, str] = {
    Kind.BUY: "Buy",
    Kind.SELL: "Sell",
    Kind.DELIVERY_IN: "Delivery (Inbound)",
    Kind.DELIVERY_OUT: "Delivery (Outbound)",
    Kind.TRANSFER: "Transfer (Outbound)",
}
_CASH_TYPES: Mapping[Kind, str] = {
    Kind.DIVIDEND: "Dividend",
    Kind.INTEREST: "Interest",
    Kind.INTEREST_CHARGE: "Interest Charge",
    Kind.FEE: "Fees",
    Kind.FEE_REFUND: "Fees Refund",
    Kind.TAX: "Taxes",
    Kind.TAX_REFUND: "Tax Refund",
    Kind.DEPOSIT: "Deposit",
    Kind.WITHDRAWAL: "Withdrawal",
    Kind.CASH_TRANSFER: "Transfer (Outbound)",
}
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PerformanceFiles:
    """Both files, and what could not be written into them."""

    portfolio: bytes
    account: bytes
    left_out: tuple[Problem, ...]


def performance_files(
    transactions: Iterable[Transaction],
    accounts: Mapping[int, Account],
    securities: Mapping[int, Security],
) -> PerformanceFiles:
    """Return the portfolio transactions and the account transactions, oldest first.

    Semicolons between the cells, days as YYYY-MM-DD, numbers with a point. Trades without a cash
    account are deliveries there. Spin-offs and mergers have no form there and are told.
    """
    shares, cash, left = [list(_SHARE_HEAD)], [list(_CASH_HEAD)], list[Problem]()
    for each in in_order(transactions):
        if each.kind in _SHARE_TYPES:
            shares.append(_share_row(each, accounts, securities))
        elif each.kind in _CASH_TYPES and each.cash_id is not None:
            cash.append(_cash_row(each, accounts, securities))
        else:
            left.append(
                Problem(
                    "exchange_no_form",
                    "Transaction {id} of {day} has no form in Portfolio Performance and is left"
                    " out.",
                    id=each.id,
                    day=each.on,
                )
            )
    portfolio, account = (csv_bytes(each, mark=True, separator=";") for each in (shares, cash))
    return PerformanceFiles(portfolio, account, tuple(left))


def _share_row(
    one: Transaction, accounts: Mapping[int, Account], securities: Mapping[int, Security]
) -> list[str]:
    money = _Money(one, accounts)
    kind = one.kind
    if one.cash_id is None and kind in {Kind.BUY, Kind.SELL}:
        kind = Kind.DELIVERY_IN if kind is Kind.BUY else Kind.DELIVERY_OUT
    name, isin, ticker, wkn = _security(securities.get(one.security_id or 0))
    return [
        one.on.isoformat(),
        one.time,
        _SHARE_TYPES[kind],
        f"{one.quantity:f}",
        name,
        isin,
        ticker,
        wkn,
        *money.cells,
        *money.abroad,
        _account(accounts, one.account_id),
        _account(accounts, one.other_account_id),
        _account(accounts, one.cash_id),
        safe_cell(one.note),
    ]


def _cash_row(
    one: Transaction, accounts: Mapping[int, Account], securities: Mapping[int, Security]
) -> list[str]:
    money = _Money(one, accounts)
    value, currency, fees, taxes = money.cells
    abroad = money.abroad
    if one.kind is Kind.CASH_TRANSFER and one.other_net is not None:
        there = accounts[one.other_cash_id or 0].currency
        rate = _number(one.net / one.other_net) if one.other_net and there != currency else ""
        abroad = (_number(one.other_net), there, rate) if rate else ("", "", "")
    name, isin, ticker, wkn = _security(securities.get(one.security_id or 0))
    return [
        one.on.isoformat(),
        one.time,
        _CASH_TYPES[one.kind],
        value,
        currency,
        name,
        isin,
        ticker,
        wkn,
        f"{one.quantity:f}" if one.quantity else "",
        fees,
        taxes,
        *abroad,
        _account(accounts, one.cash_id),
        _account(accounts, one.other_cash_id),
        _account(accounts, one.account_id),
        safe_cell(one.note),
    ]


class _Money:
    """The amounts of a transaction in the currency of its account, as that program counts them."""

    def __init__(self, one: Transaction, accounts: Mapping[int, Account]) -> None:
        moved = bool(TRAITS[one.kind].cash)
        self._one = one
        self._code = settled_in(one, accounts) if moved else one.currency
        fees, taxes = self._charges(ChargeKind.FEE), self._charges(ChargeKind.TAX)
        sign = TRAITS[one.kind].shares if one.kind is not Kind.TRANSFER else 0
        value = one.net if moved else one.gross + sign * (fees + taxes)
        self.cells = (_number(value), self._code, _number(fees), _number(taxes))

    @property
    def abroad(self) -> tuple[str, str, str]:
        """Return the gross amount in another currency with its rate, where there is one."""
        one = self._one
        if one.currency == self._code or one.rate is None:
            return "", "", ""
        return _number(one.gross), one.currency, f"{one.rate:f}"

    def _charges(self, kind: ChargeKind) -> Decimal:
        """Return the sum of charges; one in another currency without a rate is not in it."""
        total = NOTHING
        for each in self._one.charged(kind):
            rate = each.rate
            if rate is None and each.currency == self._one.currency:
                rate = self._one.rate
            if each.currency == self._code:
                total += each.amount
            elif rate is not None:
                total += (each.amount * rate).quantize(_CENT)
        return total


def _security(security: Security | None) -> tuple[str, str, str, str]:
    if security is None:
        return "", "", "", ""
    told = (security.name, security.isin, security.symbol, security.wkn)
    name, isin, symbol, wkn = map(safe_cell, told)
    return name, isin, symbol, wkn


def _account(accounts: Mapping[int, Account], number: int | None) -> str:
    return safe_cell(accounts[number].name) if number is not None else ""


def _number(number: Decimal) -> str:
    return f"{number:f}" if number else ""
