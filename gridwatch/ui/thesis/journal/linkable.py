"""What an entry can link to: the companies and the claims of the profile."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from gridwatch.domain.company import Company, names_in
from gridwatch.domain.thesis.claim import Claim
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.companies import all_companies


@dataclass(frozen=True, slots=True)
class Linkable:
    """Companies by id, and all claims."""

    companies: Mapping[int, Company] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()

    @property
    def symbols(self) -> frozenset[str]:
        """Return all symbols, in upper case."""
        return frozenset(
            one.symbol.upper() for each in self.companies.values() for one in each.listings
        )

    def company_of(self, symbol: str) -> Company | None:
        """Return whose symbol it is, None where it is nobody's."""
        found = (
            each
            for each in self.companies.values()
            if any(one.symbol.upper() == symbol for one in each.listings)
        )
        return next(found, None)

    def names(self, language: str) -> dict[str, str]:
        """Return what readers of a language call the company of each symbol."""
        return {
            one.symbol.upper(): names_in(each, language)[0]
            for each in self.companies.values()
            for one in each.listings
        }

    def statements(self) -> dict[int, str]:
        """Return the statement of each claim."""
        return {each.id: each.statement for each in self.claims}

    def claim_of(self, number: int) -> Claim | None:
        """Return a claim, None where there is none."""
        return next((each for each in self.claims if each.id == number), None)


def read_linkable(user: sqlite3.Connection) -> Linkable:
    """Read what can be linked to."""
    return Linkable(all_companies(user), all_claims(user))
