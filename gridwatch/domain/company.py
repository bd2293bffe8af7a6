"""Companies and their listings: the issuer counted once, each line that trades."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from gridwatch.domain.problem import Problem

# Yahoo's symbols are put into a URL path unquoted, so nothing else may pass.
_SYMBOL = re.compile(r"[A-Za-z0-9.^=\-]{1,24}")
# Not "BSE": at Yahoo that is Bombay, and Beijing is not quoted there.
MAINLAND_EXCHANGES = frozenset({"SSE", "SZSE", "SHH", "SHZ"})
_MAINLAND_SUFFIXES = (".SS", ".SZ")


class Basis(StrEnum):
    """Which shares a market cap counts, and at which price."""

    DOMESTIC = "domestic"  # all shares (A and H) at the mainland price, as the Chinese press does
    CLASS_WEIGHTED = "class_weighted"  # each class at its own price, converted and added up
    ONE_PRICE = "one_price"  # all shares at the price of the primary listing


@dataclass(frozen=True, slots=True)
class Listing:
    """One line that trades; `currency` is the code its source declares (GBp stays GBp)."""

    symbol: str
    exchange: str = ""
    currency: str = ""
    share_class: str = "common"
    isin: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """The issuer, counted once; `primary` is the symbol whose price speaks for it."""

    id: int
    name: str
    native_name: str
    pinyin: str
    country: str
    mainland: bool
    segment: str
    primary: str
    listings: tuple[Listing, ...]
    chosen_basis: Basis | None = None
    catalog_key: str = ""

    @property
    def primary_listing(self) -> Listing:
        """Return the listing that speaks for the company."""
        return next(each for each in self.listings if each.symbol == self.primary)


def company_of_listing(listing: Listing, name: str) -> Company:
    """Return a company of which nothing is known but this one listing and maybe its name.

    It is a mainland one where exchange or suffix say so and no other currency speaks against it.
    """
    placed = listing.exchange in MAINLAND_EXCHANGES or listing.symbol.endswith(_MAINLAND_SUFFIXES)
    return Company(
        0,
        name or listing.symbol,
        native_name="",
        pinyin="",
        country="",
        mainland=placed and listing.currency in {"", "CNY"},
        segment="",
        primary=listing.symbol,
        listings=(listing,),
    )


def names_in(company: Company, language: str) -> tuple[str, str]:
    """Return the name by which readers of `language` know a company, and its other one or "".

    Chinese readers know Chinese companies by their native names; everybody else reads English.
    """
    if language.startswith("zh") and company.country == "CN" and company.native_name:
        return company.native_name, company.name
    other = company.native_name
    return company.name, "" if other == company.name else other


def checked_symbol(text: str) -> str:
    """Return `text` as a symbol in upper case, or raise Problem where it cannot be one."""
    symbol = text.strip().upper()
    if not _SYMBOL.fullmatch(symbol):
        raise Problem(
            "symbol_malformed",
            "“{symbol}” is not a symbol. Symbols look like 601179.SS, GEV or ABBN.SW.",
            symbol=text.strip()[:40],
        )
    return symbol


def default_basis(company: Company, counted_classes: frozenset[str]) -> Basis:
    """Choose the basis of a company's cap: what the user chose, else the convention.

    Mainland companies use the domestic convention. Elsewhere classes are weighted where the count
    of each class of every listing is known, and all shares take the primary price where not.
    """
    if company.chosen_basis is not None:
        return company.chosen_basis
    if company.mainland:
        return Basis.DOMESTIC
    symbols = {each.symbol for each in company.listings}
    if len(symbols) > 1 and symbols <= counted_classes:
        return Basis.CLASS_WEIGHTED
    return Basis.ONE_PRICE
