"""The transactions of a ledger as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.checking import settled_in
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.files.ledger_out.sheet import Column, Sheet, Type, Value

_COLUMNS = (
    Column("id", Type.WHOLE, width=7),
    Column("date", Type.DAY),
    Column("time", width=9),
    Column("settles_on", Type.DAY),
    Column("kind", width=14),
    Column("account", width=20),
    Column("cash_account", width=20),
    Column("security", width=28),
    Column("symbol"),
    Column("isin", width=15),
    Column("quantity", Type.QUANTITY),
    Column("shares_as_of", Type.DAY),
    Column("price", Type.PRICE),
    Column("gross", Type.AMOUNT, "currency", 15),
    Column("currency", width=9),
    Column("fees", Type.AMOUNT, "fees_currency"),
    Column("fees_currency", width=9),
    Column("taxes", Type.AMOUNT, "taxes_currency"),
    Column("taxes_currency", width=9),
    Column("charges", width=20),
    Column("net", Type.AMOUNT, "net_currency", 15),
    Column("net_currency", width=9),
    Column("rate", Type.RATE),
    Column("other_account", width=20),
    Column("other_net", Type.AMOUNT, "other_currency", 15),
    Column("other_currency", width=9),
    Column("other_security", width=28),
    Column("ratio"),
    Column("cost_share", Type.SHARE),
    Column("lots", width=20),
    Column("note", width=30),
    Column("source", width=20),
)


def transactions_sheet(
    transactions: Iterable[Transaction],
    accounts: Mapping[int, Account],
    securities: Mapping[int, Security],
    kinds: Mapping[str, str] | None = None,
) -> Sheet:
    """Return a row for each transaction; `kinds`: what the kinds are called, their codes if not.

    `fees` and `taxes` are sums where all of them are in one currency; `charges` has each of them as
    "fee 3.00 EUR", with "@" and its rate where it has one.
    """
    told = kinds or {}
    rows = tuple(_row(each, accounts, securities, told) for each in transactions)
    return Sheet("transactions", _COLUMNS, rows)


def _row(
    one: Transaction,
    accounts: Mapping[int, Account],
    securities: Mapping[int, Security],
    kinds: Mapping[str, str],
) -> tuple[Value, ...]:
    security = securities.get(one.security_id or 0)
    after = securities.get(one.other_security_id or 0)
    other = one.other_account_id or one.other_cash_id
    other_cash = accounts.get(one.other_cash_id or 0)
    cash = one.cash_sign or one.other_cash_id
    fees, fees_code = _sum(one.charged(ChargeKind.FEE))
    taxes, taxes_code = _sum(one.charged(ChargeKind.TAX))
    return (
        one.id,
        one.on,
        one.time,
        one.settles_on,
        kinds.get(one.kind, one.kind.value),
        _name(accounts, one.account_id),
        _name(accounts, one.cash_id),
        security.name if security else "",
        security.symbol if security else "",
        security.isin if security else "",
        one.quantity or None,
        one.shares_as_of,
        one.price if one.gross else None,
        one.gross,
        one.currency,
        fees,
        fees_code,
        taxes,
        taxes_code,
        "; ".join(map(_charge, one.charges)),
        one.net if cash else None,
        settled_in(one, accounts) if cash else "",
        one.rate,
        _name(accounts, other),
        one.other_net,
        other_cash.currency if other_cash else "",
        after.name if after else "",
        f"{one.ratio[0]}:{one.ratio[1]}" if one.ratio else "",
        one.cost_share,
        "; ".join(f"{each.quantity:f} of {each.opened_by}" for each in one.lots),
        one.note,
        one.source,
    )


def _name(accounts: Mapping[int, Account], number: int | None) -> str:
    return accounts[number].name if number is not None else ""


def _sum(charges: tuple[Charge, ...]) -> tuple[Decimal | None, str]:
    codes = {each.currency for each in charges}
    if len(codes) != 1:
        return None, ""
    return sum((each.amount for each in charges), Decimal(0)), codes.pop()


def _charge(charge: Charge) -> str:
    rate = "" if charge.rate is None else f" @ {charge.rate:f}"
    return f"{charge.kind.value} {charge.amount:f} {charge.currency}{rate}"
