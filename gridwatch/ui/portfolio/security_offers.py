"""What a search for a security offers: those of the ledger, then listings that are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwatch.domain.company import Company, Listing, names_in
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.money import declared_unit
from gridwatch.domain.problem import Problem

if TYPE_CHECKING:
    from gridwatch.services.catalog import Catalog
    from gridwatch.ui.portfolio.place import Names

MOST = 10


@dataclass(frozen=True, slots=True)
class SecurityOffer:
    """A security that can be taken: one of the ledger, or one (id 0) that would be made.

    `company`: the issuer, for its names.
    """

    security: Security
    company: Company | None = None


def offers_for(
    text: str, names: Names, catalog: Catalog | None, language: str
) -> list[SecurityOffer]:
    """Return what fits a text, the likeliest first: known ones, followed ones, the catalog's.

    Found by name, native name, pinyin, symbol, ISIN and WKN.
    """
    words = text.strip().casefold()
    if not words:
        return []
    taken = {each.symbol for each in names.securities.values() if each.symbol}
    found = list(_known(words, names))
    for company in _companies(words, names, catalog):
        for listing in _listings(company, words):
            offer = _offer(company, listing, language)
            if offer is not None and listing.symbol not in taken:
                taken.add(listing.symbol)
                found.append(offer)
    found.sort(key=lambda each: _rank(each, words))
    return found[:MOST]


def _known(words: str, names: Names) -> Iterator[SecurityOffer]:
    for each in names.securities.values():
        view = names.companies.get(each.symbol) if each.symbol else None
        company = view.company if view else None
        texts = [each.name, each.symbol, each.isin, each.wkn]
        if any(words in text.casefold() for text in texts) or (
            company is not None and _fits(company, words)
        ):
            yield SecurityOffer(each, company)


def _companies(words: str, names: Names, catalog: Catalog | None) -> Iterator[Company]:
    followed: Mapping[int, Company] = {
        each.company.id: each.company for each in names.companies.values()
    }
    yield from (each for each in followed.values() if _fits(each, words))
    if catalog is not None:
        yield from (each.company for each in catalog.companies if each.matches(words))


def _fits(company: Company, words: str) -> bool:
    texts = [company.name, company.native_name]
    texts += [each.symbol for each in company.listings]
    texts += [each.isin for each in company.listings]
    return company.pinyin.startswith(words) or any(words in each.casefold() for each in texts)


def _listings(company: Company, words: str) -> Iterable[Listing]:
    """Return the listings that fit by themselves, else all, the main one first."""
    own = [
        each
        for each in company.listings
        if words in each.symbol.casefold() or words == each.isin.casefold()
    ]
    return own or sorted(company.listings, key=lambda each: each.symbol != company.primary)


def _offer(company: Company, listing: Listing, language: str) -> SecurityOffer | None:
    try:
        currency = declared_unit(listing.currency).currency
    except Problem:
        return None  # nobody knows in what it would be counted
    name = names_in(company, language)[0]
    security = Security(0, name, currency, listing.symbol, listing.isin)
    return SecurityOffer(security, company)


def _rank(offer: SecurityOffer, words: str) -> tuple[int, int, str]:
    security, company = offer.security, offer.company
    exact = {security.symbol.casefold(), security.isin.casefold(), security.wkn.casefold()}
    begins = [security.name.casefold(), security.symbol.casefold()]
    if company is not None:
        exact.add(company.native_name.casefold())
        begins.append(company.pinyin)
    if words in exact:
        place = 0
    elif any(each.startswith(words) for each in begins):
        place = 1
    else:
        place = 2
    return place, 0 if security.id else 1, security.name.casefold()
