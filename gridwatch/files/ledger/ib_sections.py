"""Makes one table of the sections of an activity statement of Interactive Brokers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gridwatch.files.rows import Row

SECTION = "Transactions"
DETAIL = "detail"  # of what another line tells
OPENS = "sell to open"
_SEARCHED = 60  # rows in which the first section can stand
_HEADINGS = (
    "Kind", "Day", "Symbol", "ISIN", "Name", "Quantity", "Multiplier", "Price", "Gross", "Fee",
    "Fee currency", "Net", "Currency", "Account",
)  # fmt: skip
# The sections that move money or shares, with what their lines are.
_KINDS = {
    "Trades": "trade",
    "Dividends": "dividends",
    "Payment In Lieu Of Dividends": "dividends",
    "Withholding Tax": "withholding tax",
    "871(m) Withholding": "withholding tax",
    "Interest": "interest",
    "Broker Interest Received": "interest",
    "Broker Interest Paid": "interest",
    "Bond Interest Received": "interest",
    "Bond Interest Paid": "interest",
    "Fees": "other fees",
    "Other Fees": "other fees",
    "Advisor Fees": "other fees",
    "Broker Fees": "other fees",
    "Transaction Fees": "other fees",
    "Commission Adjustments": "other fees",
    "Deposits & Withdrawals": "deposits & withdrawals",
    "Deposits/Withdrawals": "deposits & withdrawals",
    "Corporate Actions": "corporate action",
    "Transfers": "transfer",
}
_INFORMATION = "Financial Instrument Information"
_OPTION = "Equity and Index Options"
_COMMISSION = re.compile(r"Comm in ([A-Z]{3})")


@dataclass(slots=True)
class _Statement:
    """What the sections say of each other."""

    account: str = ""
    orders: bool = False
    information: dict[str, Mapping[str, str]] = field(default_factory=dict)


def one_table(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with those of all sections that move something under headings of one kind.

    What is no such statement gives no rows. Rows of other sections stay as they are; each keeps
    the number of its line.
    """
    begins = any(row.cells[:2] == ("Statement", "Header") for row in rows[:_SEARCHED])
    headed = [row for row in rows if row.cells[0] in _KINDS and row.cells[1:2] == ("Header",)]
    if not begins or not headed:
        return []
    statement = _gathered(rows)
    named: dict[str, tuple[str, ...]] = {}
    made = []
    for row in rows:
        section, what, inner = row.cells[0], "".join(row.cells[1:2]), row.cells[2:]
        if what == "Header":
            named[section] = inner
        if section not in _KINDS or row.problem is not None:
            made.append(row)
            continue
        told = dict(zip(named.get(section, ()), inner, strict=False))
        cells = _HEADINGS if what == "Header" else _cells(section, what, told, statement)
        made.append(Row(row.line, (SECTION, what, *cells)))
    return made


def _gathered(rows: Sequence[Row]) -> _Statement:
    found = _Statement()
    named: tuple[str, ...] = ()
    for row in rows:
        cells = row.cells
        if cells[:3] == ("Account Information", "Data", "Account"):
            found.account = "".join(cells[3:4])
        elif cells[:3] == ("Trades", "Data", "Order"):
            found.orders = True
        elif cells[:2] == (_INFORMATION, "Header"):
            named = cells
        elif cells[:2] == (_INFORMATION, "Data"):
            told = dict(zip(named, cells, strict=False))
            for symbol in told.get("Symbol", "").split(","):
                found.information[symbol.strip()] = told
    return found


def _cells(
    section: str, what: str, told: Mapping[str, str], statement: _Statement
) -> tuple[str, ...]:
    currency = told.get("Currency", "")
    if what != "Data" or currency.startswith("Total") or told.get("Subtitle") == "Total":
        return ("Total", *(each for each in told.values() if each))
    account = told.get("Account", "") or statement.account
    day = next(
        (
            told[each]
            for each in ("Date/Time", "Date", "Settle Date", "Report Date")
            if each in told
        ),
        "",
    )
    kind = _KINDS[section]
    if kind == "trade":
        return _trade(told, statement, day, account)
    if kind == "transfer":
        return _transfer(told, statement, day, account)
    description, amount = told.get("Description", ""), told.get("Amount", "")
    return (kind, day, "", "", description, "", "", "", "", "", "", amount, currency, account)


def _trade(
    told: Mapping[str, str], statement: _Statement, day: str, account: str
) -> tuple[str, ...]:
    category, symbol = told.get("Asset Category", ""), told.get("Symbol", "")
    discriminator = told.get("DataDiscriminator", "")
    codes = {each.strip() for each in told.get("Code", "").split(";")}
    kind = "trade"
    if discriminator == "ClosedLot" or (discriminator == "Trade" and statement.orders):
        kind = DETAIL
    elif category in {"Futures", "CFDs"}:
        kind = category
    elif "Ca" in codes:
        kind = "trade (ca.)"
    elif "O" in codes and told.get("Quantity", "").startswith("-"):
        kind = OPENS
    information = statement.information.get(symbol, {})
    multiplier = information.get("Multiplier", "") or ("100" if category == _OPTION else "")
    own = next((found[1] for each in told if (found := _COMMISSION.fullmatch(each))), "")
    fee = told.get(f"Comm in {own}", "") if own else told.get("Comm/Fee", "")
    return (
        kind,
        day,
        symbol,
        _isin(information),
        "" if category == "Forex" else information.get("Description", "") or symbol,
        told.get("Quantity", ""),
        multiplier,
        told.get("T. Price", ""),
        told.get("Proceeds", ""),
        fee,
        own,
        "",
        told.get("Currency", ""),
        account,
    )


def _transfer(
    told: Mapping[str, str], statement: _Statement, day: str, account: str
) -> tuple[str, ...]:
    symbol, shares = told.get("Symbol", ""), told.get("Qty", "").strip("-")
    information = statement.information.get(symbol, {})
    if not shares.strip("0."):
        cash = told.get("Cash Amount", "")
        kind = "deposits & withdrawals"
        return (kind, day, "", "", "", "", "", "", "", "", "", cash, told["Currency"], account)
    return (
        f"shares {told.get('Direction', '').casefold()}",
        day,
        symbol,
        _isin(information),
        information.get("Description", "") or symbol,
        shares,
        "",
        "",
        told.get("Market Value", ""),
        "",
        "",
        "",
        told.get("Currency", ""),
        account,
    )


def _isin(information: Mapping[str, str]) -> str:
    told = information.get("Security ID", "")
    return told if len(told) == 12 else ""
