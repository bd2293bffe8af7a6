"""Which listings a security of an import could be: by ISIN, symbol, ticker or name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from unicodedata import normalize

from gridwatch.domain.company import Company
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.money import MINOR_UNITS

_MOST = 6  # suggestions for one security
_LEGAL = frozenset({
    "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "plc", "ag",
    "se", "sa", "nv", "oyj", "asa", "ab", "spa", "kgaa", "gmbh", "the", "group", "holding",
    "holdings", "ord", "shares", "share", "class", "common", "stock", "adr", "reg",
})  # fmt: skip


class Sign(StrEnum):
    """By what one thing is known to be another one, the most certain first."""

    CHOSEN = "chosen"
    ISIN = "isin"
    SYMBOL = "symbol"
    WKN = "wkn"
    TICKER = "ticker"  # as the broker calls it, which is Yahoo's without the exchange
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listing that a security could be; `currency` of its price, the major unit."""

    symbol: str
    name: str
    currency: str
    by: Sign


@dataclass(frozen=True, slots=True)
class Listings:
    """The listings of companies that are followed or in the catalog, by what names them."""

    by_key: Mapping[tuple[Sign, str], tuple[Candidate, ...]] = field(default_factory=dict)

    def of(self, security: Security, ticker: str = "") -> tuple[Candidate, ...]:
        """Return what a security could be, the most certain and those in its currency first."""
        keys = [
            (Sign.ISIN, security.isin),
            (Sign.SYMBOL, security.symbol),
            (Sign.TICKER, ticker.upper()),
            (Sign.NAME, plain_name(security.name)),
        ]
        order = list(Sign)
        found: dict[str, Candidate] = {}
        for key in keys:
            for each in self.by_key.get(key, ()) if key[1] else ():
                found.setdefault(each.symbol, each)
        ranked = sorted(
            found.values(),
            key=lambda each: (order.index(each.by), each.currency != security.currency),
        )
        return tuple(ranked[:_MOST])


def listings_of(companies: Iterable[Company]) -> Listings:
    """Return the listings of companies, each of them once."""
    by_key: dict[tuple[Sign, str], dict[str, Candidate]] = {}
    for company in companies:
        for listing in company.listings:
            major, _ = MINOR_UNITS.get(listing.currency, (listing.currency, 1.0))
            ticker = listing.symbol.partition(".")[0]
            names = {plain_name(company.name), plain_name(company.native_name)}
            keys = [(Sign.ISIN, listing.isin), (Sign.SYMBOL, listing.symbol)]
            keys += [(Sign.TICKER, ticker), *((Sign.NAME, each) for each in names)]
            for by, text in keys:
                if text:
                    one = Candidate(listing.symbol, company.name, major, by)
                    by_key.setdefault((by, text), {}).setdefault(listing.symbol, one)
    return Listings({key: tuple(some.values()) for key, some in by_key.items()})


def plain_name(name: str) -> str:
    """Return a name without its legal form, case and marks: by it the same company is known."""
    words = re.findall(r"[^\W_]+", normalize("NFKC", name).casefold())
    kept = [each for each in words if each not in _LEGAL]
    return " ".join(kept or words)
