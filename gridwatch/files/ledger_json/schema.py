"""The schema of our own JSON documents, declared once: written, read and documented from here.

A document is one object: `format` ("gridwatch-ledger"), `version`, and a list for each of the
tables below. Numbers that are exact stand in quotes, since programs round bare ones. A field that
is left out has its default; ids are whole numbers of this document alone. What the lists leave out:
the history of changes and of imports, findings that were dismissed, and learned columns of tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gridwatch.domain.ledger.account import AccountKind, CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import ChargeKind
from gridwatch.files.ledger_json.fields import Field, Shape

FORMAT = "gridwatch-ledger"
VERSION = 1

_ZERO = Decimal(0)

ACCOUNTS = (
    Field("id", Shape.WHOLE, "Number of the account in this document.", needed=True),
    Field("name", Shape.TEXT, "Its name, which no other account has.", needed=True),
    Field("kind", Shape.TEXT, "What it holds.", needed=True, one_of=AccountKind),
    Field("currency", Shape.TEXT, "ISO 4217 code of its money or reports.", needed=True),
    Field("group", Shape.TEXT, "The group in which it is shown.", ""),
    Field(
        "settles_through",
        Shape.ACCOUNT,
        "The cash account that pays for a securities account.",
        attribute="cash_id",
    ),
    Field(
        "method",
        Shape.TEXT,
        "Which lots a sale takes.",
        CostMethod.FIFO,
        one_of=CostMethod,
    ),
    Field("shorts", Shape.TRUTH, "Whether more may be sold than is held.", default=False),
    Field("closed", Shape.TRUTH, "Whether it is closed.", default=False),
    Field("note", Shape.TEXT, "What the user wrote.", ""),
)

SECURITIES = (
    Field("id", Shape.WHOLE, "Number of the security in this document.", needed=True),
    Field("name", Shape.TEXT, "Its name.", needed=True),
    Field("currency", Shape.TEXT, "Currency of its price, the major unit.", needed=True),
    Field("symbol", Shape.TEXT, "Yahoo's symbol.", ""),
    Field("isin", Shape.TEXT, "Its ISIN.", ""),
    Field("wkn", Shape.TEXT, "Its German number.", ""),
    Field("segment", Shape.TEXT, "Its segment, before the company's.", ""),
    Field("country", Shape.TEXT, "ISO 3166 code, before the company's.", ""),
    Field("note", Shape.TEXT, "What the user wrote.", ""),
)

TRANSACTIONS = (
    Field("id", Shape.WHOLE, "Number of the transaction in this document.", needed=True),
    Field("kind", Shape.TEXT, "What happened.", needed=True, one_of=Kind),
    Field("on", Shape.DAY, "The day.", needed=True),
    Field("time", Shape.TEXT, "HH:MM or HH:MM:SS of the day.", ""),
    Field("settles_on", Shape.DAY, "The day of payment."),
    Field("account", Shape.ACCOUNT, "Securities account of the shares.", attribute="account_id"),
    Field(
        "cash_account",
        Shape.ACCOUNT,
        "Cash account of the money; without one it comes from outside.",
        attribute="cash_id",
    ),
    Field("security", Shape.SECURITY, "What was traded.", attribute="security_id"),
    Field("quantity", Shape.DECIMAL, "Shares, above 0.", _ZERO),
    Field(
        "shares_as_of",
        Shape.DAY,
        "Shares are counted as after all splits up to this day; the day itself where left out.",
    ),
    Field("gross", Shape.DECIMAL, "The money before charges, in `currency`.", _ZERO),
    Field("currency", Shape.TEXT, "Currency of `gross`.", needed=True),
    Field("charges", Shape.CHARGES, "Fees and taxes.", ()),
    Field("net", Shape.DECIMAL, "What moved in the cash account, in its currency.", _ZERO),
    Field("rate", Shape.DECIMAL, "Units of the currency of `net` for one of `currency`."),
    Field(
        "other_account",
        Shape.ACCOUNT,
        "Where a transfer of shares goes.",
        attribute="other_account_id",
    ),
    Field(
        "other_cash_account",
        Shape.ACCOUNT,
        "Where a transfer of money goes.",
        attribute="other_cash_id",
    ),
    Field("other_net", Shape.DECIMAL, "What arrives there, in its currency."),
    Field(
        "other_security",
        Shape.SECURITY,
        "What comes of a spin-off or merger.",
        attribute="other_security_id",
    ),
    Field("ratio", Shape.RATIO, "New shares for old ones."),
    Field("cost_share", Shape.DECIMAL, "Part of the cost that goes over in a spin-off, 0 to 1."),
    Field("lots", Shape.LOTS, "Which lots a sale takes.", ()),
    Field("note", Shape.TEXT, "What the user wrote.", ""),
    Field("source", Shape.TEXT, "What tells an import that it is the same one.", ""),
)

CHARGES = (
    Field("kind", Shape.TEXT, "Who takes it.", needed=True, one_of=ChargeKind),
    Field("amount", Shape.DECIMAL, "Below 0 where it is given back.", needed=True),
    Field("currency", Shape.TEXT, "Its currency.", needed=True),
    Field("rate", Shape.DECIMAL, "Units of the currency of `net` for one of this."),
)

LOTS = (
    Field(
        "opened_by",
        Shape.TRANSACTION,
        "The purchase.",
        needed=True,
    ),
    Field("quantity", Shape.DECIMAL, "Shares of it, as of the day of the sale.", needed=True),
)

PRICES = (
    Field("security", Shape.SECURITY, "Whose price.", needed=True, attribute="security_id"),
    Field("on", Shape.DAY, "The day.", needed=True),
    Field("price", Shape.DECIMAL, "In the security's currency.", needed=True),
    Field("shares_as_of", Shape.DAY, "As for a transaction."),
)

SPLITS = (
    Field("security", Shape.SECURITY, "Whose split.", needed=True, attribute="security_id"),
    Field("on", Shape.DAY, "The first day with new shares.", needed=True),
    Field("numerator", Shape.WHOLE, "New shares.", needed=True),
    Field("denominator", Shape.WHOLE, "Old shares.", needed=True),
)

TARGETS = (
    Field(
        "dimension",
        Shape.TEXT,
        "segment, company, country, currency or account.",
        needed=True,
    ),
    Field(
        "key",
        Shape.TEXT,
        "The segment, the symbol of the company's primary listing, the code or the account's id.",
        needed=True,
    ),
    Field("share", Shape.DECIMAL, "The wanted share, 0 to 1.", needed=True),
)

PERIODS = (
    Field("name", Shape.TEXT, "What the user calls it.", needed=True),
    Field("first", Shape.DAY, "Values at the end of this day are its beginning.", needed=True),
    Field("last", Shape.DAY, "Its last day; until today where left out."),
)

TABLES = {
    "accounts": ACCOUNTS,
    "securities": SECURITIES,
    "transactions": TRANSACTIONS,
    "prices": PRICES,
    "splits": SPLITS,
    "targets": TARGETS,
    "periods": PERIODS,
}
NESTED = {"charges": CHARGES, "lots": LOTS}


def schema_text() -> str:
    """Return the schema as Markdown, for the manual."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'`format` is "{FORMAT}", `version` is {VERSION}. Each of the following is a list of'
    yield "objects. A field that may be left out has the default that stands beside it."
    for name, fields in {**TABLES, **NESTED}.items():
        yield f"\n### {name}\n"
        yield "| field | value | default | meaning |"
        yield "| --- | --- | --- | --- |"
        for each in fields:
            shape = ", ".join(each.one_of) if each.one_of else each.shape.value
            yield f"| {each.name} | {shape} | {_default(each)} | {each.says} |"


def _default(field: Field) -> str:
    if field.needed:
        return "never left out"
    if field.default in (None, "", ()):
        return "nothing"
    return str(field.default).lower()
