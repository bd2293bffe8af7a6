"""What a search offers to add: companies of the catalog, listings of the source, a typed symbol."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwatch.domain.company import Company, Listing, checked_symbol, company_of_listing
from gridwatch.domain.problem import Problem
from gridwatch.wire import Match

if TYPE_CHECKING:
    from gridwatch.services.catalog import Catalog, CatalogCompany  # it brings a parser along

_MOST = 8
_LONGEST_SYMBOL = 12
_LONGEST_LETTERS = 5
_LONGEST_EXCHANGE = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the popup: a company that can be added, and where it comes from."""

    company: Company
    where: str
    typed: bool = False
    likely: bool = True  # what Enter may take without being pointed at


def catalog_offers(catalog: Catalog, text: str) -> list[Offer]:
    """Return the companies of the catalog that fit, the likeliest first."""
    words = text.strip().casefold()
    if not words:
        return []
    found = [each for each in catalog.companies if each.matches(words)]
    found.sort(key=lambda each: _rank(each, words))
    return [Offer(each.company, _symbols(each.company)) for each in found[:_MOST]]


def match_offers(matches: Iterable[Match], taken: Sequence[Offer]) -> list[Offer]:
    """Return the source's listings that are not offered already."""
    symbols = {listing.symbol for each in taken for listing in each.company.listings}
    result = []
    for each in matches:
        company = company_of_match(each)
        if company is not None and company.primary not in symbols:
            symbols.add(company.primary)
            where = " · ".join(part for part in (company.primary, each.exchange) if part)
            result.append(Offer(company, where))
    return result[:_MOST]


def typed_offer(text: str, taken: Sequence[Offer]) -> Offer | None:
    """Return the offer to add `text` itself as a symbol, where it can be one and is not offered."""
    if not text.isascii() or len(text) > _LONGEST_SYMBOL or not any(map(str.isalnum, text)):
        return None
    if taken and text.isalpha() and len(text) > _LONGEST_LETTERS:
        return None  # rather a name than a ticker
    company = company_of_match(Match(text.strip().upper(), "", "", ""))
    if company is None or any(
        listing.symbol == company.primary for each in taken for listing in each.company.listings
    ):
        return None
    return Offer(company, company.primary, typed=True, likely=_like_a_symbol(text.strip()))


def _like_a_symbol(text: str) -> bool:
    """Tell whether a text looks like a symbol: 600000.SS, BRK.B or GEV, not Rockwell."""
    code, dot, exchange = text.partition(".")
    if dot:
        return bool(code) and exchange.isalpha() and len(exchange) <= _LONGEST_EXCHANGE
    return text.isalpha() and len(text) <= _LONGEST_LETTERS


def company_of_match(match: Match) -> Company | None:
    """Return a company with this one listing, None where its symbol is none."""
    try:
        symbol = checked_symbol(match.symbol)
    except Problem:
        return None  # the source sends futures and indices whose symbols we cannot ask for
    return company_of_listing(Listing(symbol, match.exchange, match.currency), match.name)


def _rank(entry: CatalogCompany, words: str) -> tuple[int, str]:
    company = entry.company
    symbols = [each.symbol.casefold() for each in company.listings]
    if words in symbols or words == company.native_name.casefold():
        return 0, company.name
    if company.pinyin.startswith(words) or company.name.casefold().startswith(words):
        return 1, company.name
    return (2 if any(each.startswith(words) for each in symbols) else 3), company.name


def _symbols(company: Company) -> str:
    others = [each.symbol for each in company.listings if each.symbol != company.primary]
    return " · ".join([company.primary, *others[:2]])
