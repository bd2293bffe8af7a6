"""A security of the ledger: what is bought and sold, whether a source quotes it or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gridwatch.domain.company import checked_symbol
from gridwatch.domain.money import ISO_CODES, MINOR_UNITS
from gridwatch.domain.problem import Problem

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Security:
    """What can be held; `currency` is that of its price, always the major unit.

    `symbol`: Yahoo's, "" where nobody quotes it. The company is the one with a listing of this
    symbol. `segment` and `country` ("" is unknown) go before those of the company. Ids below 0
    stand for securities that an import brings.
    """

    id: int
    name: str
    currency: str
    symbol: str = ""
    isin: str = ""
    wkn: str = ""
    segment: str = ""
    country: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OwnPrice:
    """A price that the user has typed or imported, in the security's currency.

    It counts shares as they were after all splits up to `shares_as_of`, the day itself where None.
    A price of the market on the same day or later goes before it.
    """

    security_id: int
    on: date
    price: Decimal
    shares_as_of: date | None = None


@dataclass(frozen=True, slots=True)
class OwnSplit:
    """A split that the user has entered: it goes before the market's of the same day.

    1:1 says that there was none, which takes one of the market away.
    """

    security_id: int
    on: date
    numerator: int
    denominator: int


def checked_security(security: Security) -> Security:
    """Return the security with its words trimmed; raises Problem for what can't be one."""
    name = " ".join(security.name.split()) or security.symbol.strip() or security.isin.strip()
    if not name:
        raise Problem("security_unnamed", "Give the security a name.")
    if len(name) > LONGEST_NAME:
        raise Problem("security_long", "A name takes at most {most} letters.", most=LONGEST_NAME)
    if security.currency in MINOR_UNITS or security.currency not in ISO_CODES:
        raise Problem("currency_code", "“{code}” is not a currency.", code=security.currency)
    symbol = checked_symbol(security.symbol) if security.symbol.strip() else ""
    isin = "".join(security.isin.split()).upper()
    if isin and not is_isin(isin):
        raise Problem("isin_malformed", "“{isin}” is not an ISIN.", isin=isin[:40])
    return replace(
        security,
        name=name,
        symbol=symbol,
        isin=isin,
        wkn=security.wkn.strip().upper(),
        segment=security.segment.strip(),
        country=security.country.strip().upper(),
        note=security.note.strip(),
    )


def is_isin(text: str) -> bool:
    """Tell whether a text is an ISIN, by its form and its check digit (ISO 6166, Luhn)."""
    if len(text) != 12 or not text.isascii() or not text[:2].isalpha() or not text[2:].isalnum():
        return False
    if not text[-1].isdigit() or text != text.upper():
        return False
    digits = "".join(str(int(each, 36)) for each in text)
    total = 0
    for place, each in enumerate(reversed(digits)):
        doubled = int(each) * (1 + place % 2)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0


def checked_price(price: OwnPrice) -> OwnPrice:
    """Return the price; raises Problem where it is not above zero."""
    if not price.price.is_finite() or price.price <= 0:
        raise Problem("price_range", "A price is a number above zero.")
    return price


def checked_split(split: OwnSplit) -> OwnSplit:
    """Return the split; raises Problem where it is not a ratio of whole numbers above zero."""
    if not (0 < split.numerator <= 1_000_000 and 0 < split.denominator <= 1_000_000):
        raise Problem("split_range", "A split is a ratio of whole numbers, like 10:1.")
    return split
