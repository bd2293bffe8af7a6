"""What a portfolio holds, by day of the view, as tables for a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import Security
from gridwatch.files.ledger_out.sheet import Column, Sheet, Type
from gridwatch.services.portfolio.views import Holdings, Income

_HOLDINGS = (
    Column("security", width=28),
    Column("symbol"),
    Column("isin", width=15),
    Column("segment", width=18),
    Column("country", width=8),
    Column("quantity", Type.QUANTITY),
    Column("price", Type.PRICE),
    Column("currency", width=9),
    Column("price_on", Type.DAY),
    Column("rate", Type.RATE),
    Column("value", Type.AMOUNT, "base_currency", 15),
    Column("cost", Type.AMOUNT, "base_currency", 15),
    Column("price_gain", Type.AMOUNT, "base_currency", 15),
    Column("currency_gain", Type.AMOUNT, "base_currency", 15),
    Column("realised", Type.AMOUNT, "base_currency", 15),
    Column("income", Type.AMOUNT, "base_currency", 15),
    Column("fees", Type.AMOUNT, "base_currency"),
    Column("taxes", Type.AMOUNT, "base_currency"),
    Column("base_currency", width=9),
    Column("share", Type.SHARE),
    Column("irr", Type.SHARE),
)
_LOTS = (
    Column("account", width=20),
    Column("security", width=28),
    Column("opened_by", Type.WHOLE, width=9),
    Column("date", Type.DAY),
    Column("days_held", Type.WHOLE, width=9),
    Column("quantity", Type.QUANTITY),
    Column("cost", Type.AMOUNT, "currency", 15),
    Column("fees", Type.AMOUNT, "currency"),
    Column("currency", width=9),
    Column("base_cost", Type.AMOUNT, "base_currency", 15),
    Column("value", Type.AMOUNT, "base_currency", 15),
    Column("price_gain", Type.AMOUNT, "base_currency", 15),
    Column("currency_gain", Type.AMOUNT, "base_currency", 15),
    Column("base_currency", width=9),
)
_ACCOUNTS = (
    Column("account", width=24),
    Column("kind"),
    Column("group", width=16),
    Column("balance", Type.AMOUNT, "currency", 15),
    Column("currency", width=9),
    Column("value", Type.AMOUNT, "base_currency", 15),
    Column("base_currency", width=9),
    Column("closed"),
    Column("note", width=30),
)
_INCOME = (
    Column("date", Type.DAY),
    Column("security", width=28),
    Column("gross", Type.AMOUNT, "base_currency"),
    Column("tax", Type.AMOUNT, "base_currency"),
    Column("net", Type.AMOUNT, "base_currency"),
    Column("base_currency", width=9),
    Column("expected"),
)


def holdings_sheet(holdings: Holdings) -> Sheet:
    """Return a row for each holding; amounts in the view's currency, what is unknown is empty."""
    rows = tuple(
        (
            each.security.name,
            each.security.symbol,
            each.security.isin,
            each.segment,
            each.country,
            each.quantity,
            each.price,
            each.security.currency,
            each.price_on,
            each.rate,
            each.value,
            each.cost,
            each.price_gain,
            each.currency_gain,
            each.realised,
            each.income,
            each.fees,
            each.taxes,
            holdings.currency,
            each.share,
            each.irr,
        )
        for each in holdings.holdings
    )
    return Sheet("holdings", _HOLDINGS, rows)


def lots_sheet(holdings: Holdings) -> Sheet:
    """Return a row for what is left of each purchase."""
    names = {each.account.id: each.account.name for each in holdings.accounts}
    rows = tuple(
        (
            names.get(lot.account_id, ""),
            holding.security.name,
            lot.opened_by,
            lot.on,
            lot.days_held,
            lot.quantity,
            lot.cost,
            lot.fees,
            lot.currency,
            lot.base_cost,
            lot.value,
            lot.price_gain,
            lot.currency_gain,
            holdings.currency,
        )
        for holding in holdings.holdings
        for lot in holding.lots
    )
    return Sheet("lots", _LOTS, rows)


def accounts_sheet(accounts: Iterable[Account], holdings: Holdings | None) -> Sheet:
    """Return a row for each account, with its balance and worth where a view tells them."""
    views = {each.account.id: each for each in holdings.accounts} if holdings else {}
    rows = []
    for each in accounts:
        view = views.get(each.id)
        rows.append(
            (
                each.name,
                each.kind.value,
                each.group,
                view.balance if view else None,
                each.currency,
                view.value if view else None,
                holdings.currency if holdings else "",
                "x" if each.closed else "",
                each.note,
            )
        )
    return Sheet("accounts", _ACCOUNTS, tuple(rows))


def income_sheet(
    income: Iterable[Income], securities: Mapping[int, Security], currency: str
) -> Sheet:
    """Return a row for each payment; `currency` is that of its amounts."""
    rows = tuple(
        (
            each.on,
            _name(securities, each.security_id),
            each.gross,
            each.tax,
            each.net,
            currency,
            "x" if each.expected else "",
        )
        for each in income
    )
    return Sheet("income", _INCOME, rows)


def _name(securities: Mapping[int, Security], number: int | None) -> str:
    found = securities.get(number) if number is not None else None
    return found.name if found else ""
