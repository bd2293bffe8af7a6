"""The bundled catalog: companies with listings, segments, names and share counts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gridwatch.domain.company import Company, Listing
from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.store.user.segments import Segment


@dataclass(frozen=True, slots=True)
class CatalogCompany:
    """A company of the catalog, with the id 0 until it is stored; `shares` count all of it."""

    company: Company
    legal_name: str
    shares: ShareCount | None

    def matches(self, words: str) -> bool:
        """Tell whether lower-case `words` are in a name, a symbol, an ISIN or begin the pinyin."""
        company = self.company
        texts = [company.name, company.native_name, self.legal_name]
        texts += [each.symbol for each in company.listings]
        texts += [each.isin for each in company.listings]
        return company.pinyin.startswith(words) or any(words in text.lower() for text in texts)


@dataclass(frozen=True, slots=True)
class StarterList:
    """A list that a first start makes: its names by language, its companies by catalog key."""

    names: Mapping[str, str]
    companies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything in the bundled catalog."""

    version: int
    segments: tuple[Segment, ...]
    companies: tuple[CatalogCompany, ...]
    starters: tuple[StarterList, ...]

    def company_of(self, symbol: str) -> CatalogCompany | None:
        """Return the company that has a listing `symbol`."""
        for each in self.companies:
            if any(listing.symbol == symbol for listing in each.company.listings):
                return each
        return None


def read_catalog(resources: Path) -> Catalog:
    """Read `catalog.toml`; it ships with the program, so a fault in it is a bug and raises."""
    with (resources / "catalog.toml").open("rb") as file:
        content = tomllib.load(file)
    return Catalog(
        content["version"],
        tuple(Segment(**each) for each in content["segment"]),
        tuple(_company(each) for each in content["company"]),
        tuple(_starter(each) for each in content["starter"]),
    )


def _company(entry: Mapping[str, Any]) -> CatalogCompany:
    company = Company(
        0,
        entry["name"],
        entry["native_name"],
        entry["pinyin"],
        entry["country"],
        entry["mainland"],
        entry["segment"],
        entry["primary"],
        _listings(entry["listing"]),
        catalog_key=entry["key"],
    )
    return CatalogCompany(company, entry["legal_name"], _shares(entry))


def _listings(entries: Sequence[Mapping[str, str]]) -> tuple[Listing, ...]:
    return tuple(Listing(**each) for each in entries)


def _shares(entry: Mapping[str, Any]) -> ShareCount | None:
    if "shares" not in entry:
        return None
    as_of: date = entry["shares_as_of"]
    return ShareCount(Scope.COMPANY, as_of, float(entry["shares"]), entry["shares_source"])


def _starter(entry: Mapping[str, Any]) -> StarterList:
    names = {name: entry[name] for name in ("en", "de", "zh_CN")}
    return StarterList(names, tuple(entry["companies"]))
