"""What accounts, securities, companies, segments and countries are called to people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import Security
from gridwatch.services.portfolio.views import Dimension
from gridwatch.wording import speech
from gridwatch.wording.marking import QT_TRANSLATE_NOOP

translate = speech.translate
COUNTRIES: Mapping[str, str] = {
    "AT": QT_TRANSLATE_NOOP("Countries", "Austria"),
    "AU": QT_TRANSLATE_NOOP("Countries", "Australia"),
    "BE": QT_TRANSLATE_NOOP("Countries", "Belgium"),
    "BR": QT_TRANSLATE_NOOP("Countries", "Brazil"),
    "CA": QT_TRANSLATE_NOOP("Countries", "Canada"),
    "CH": QT_TRANSLATE_NOOP("Countries", "Switzerland"),
    "CN": QT_TRANSLATE_NOOP("Countries", "China"),
    "DE": QT_TRANSLATE_NOOP("Countries", "Germany"),
    "DK": QT_TRANSLATE_NOOP("Countries", "Denmark"),
    "ES": QT_TRANSLATE_NOOP("Countries", "Spain"),
    "FI": QT_TRANSLATE_NOOP("Countries", "Finland"),
    "FR": QT_TRANSLATE_NOOP("Countries", "France"),
    "GB": QT_TRANSLATE_NOOP("Countries", "United Kingdom"),
    "HK": QT_TRANSLATE_NOOP("Countries", "Hong Kong"),
    "IE": QT_TRANSLATE_NOOP("Countries", "Ireland"),
    "IL": QT_TRANSLATE_NOOP("Countries", "Israel"),
    "IN": QT_TRANSLATE_NOOP("Countries", "India"),
    "IT": QT_TRANSLATE_NOOP("Countries", "Italy"),
    "JP": QT_TRANSLATE_NOOP("Countries", "Japan"),
    "KR": QT_TRANSLATE_NOOP("Countries", "South Korea"),
    "LU": QT_TRANSLATE_NOOP("Countries", "Luxembourg"),
    "MX": QT_TRANSLATE_NOOP("Countries", "Mexico"),
    "NL": QT_TRANSLATE_NOOP("Countries", "Netherlands"),
    "NO": QT_TRANSLATE_NOOP("Countries", "Norway"),
    "PL": QT_TRANSLATE_NOOP("Countries", "Poland"),
    "PT": QT_TRANSLATE_NOOP("Countries", "Portugal"),
    "SE": QT_TRANSLATE_NOOP("Countries", "Sweden"),
    "SG": QT_TRANSLATE_NOOP("Countries", "Singapore"),
    "TW": QT_TRANSLATE_NOOP("Countries", "Taiwan"),
    "US": QT_TRANSLATE_NOOP("Countries", "United States"),
    "ZA": QT_TRANSLATE_NOOP("Countries", "South Africa"),
}
_UNKNOWN: Mapping[Dimension, str] = {
    Dimension.SECURITY: QT_TRANSLATE_NOOP("Portfolio", "Security unknown"),
    Dimension.COMPANY: QT_TRANSLATE_NOOP("Portfolio", "Without company"),
    Dimension.SEGMENT: QT_TRANSLATE_NOOP("Portfolio", "Without segment"),
    Dimension.COUNTRY: QT_TRANSLATE_NOOP("Portfolio", "Country unknown"),
    Dimension.CURRENCY: QT_TRANSLATE_NOOP("Portfolio", "Currency unknown"),
    Dimension.ACCOUNT: QT_TRANSLATE_NOOP("Portfolio", "Account unknown"),
}
CASH = "cash"  # how the keys of money begin; its currency may follow behind a colon
_DIMENSIONS: Mapping[Dimension, str] = {
    Dimension.SEGMENT: QT_TRANSLATE_NOOP("Portfolio", "Segment"),
    Dimension.COMPANY: QT_TRANSLATE_NOOP("Portfolio", "Company"),
    Dimension.SECURITY: QT_TRANSLATE_NOOP("Portfolio", "Security"),
    Dimension.COUNTRY: QT_TRANSLATE_NOOP("Portfolio", "Country"),
    Dimension.CURRENCY: QT_TRANSLATE_NOOP("Portfolio", "Currency"),
    Dimension.ACCOUNT: QT_TRANSLATE_NOOP("Portfolio", "Account"),
}


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of one reading in one language; what is gone meanwhile is called by its number."""

    accounts: Mapping[int, Account] = field(default_factory=dict)
    securities: Mapping[int, Security] = field(default_factory=dict)
    companies: Mapping[int, str] = field(default_factory=dict)
    segments: Mapping[str, str] = field(default_factory=dict)

    def account(self, number: int | None) -> str:
        """Return the name of an account."""
        found = self.accounts.get(number) if number is not None else None
        return found.name if found is not None else f"#{number}"

    def security(self, number: int | None) -> str:
        """Return the name of a security."""
        found = self.securities.get(number) if number is not None else None
        return found.name if found is not None else f"#{number}"

    def segment(self, key: str) -> str:
        """Return the name of a segment; one that is not ours is called as it is written."""
        return self.segments.get(key, key)

    def key(self, dimension: Dimension, key: str) -> str:
        """Return what a part of the portfolio is called."""
        if key.startswith(CASH):
            currency = key.removeprefix(CASH).lstrip(":")
            return f"{translate('Portfolio', 'Cash')} {currency}".rstrip()
        if not key:
            return translate("Portfolio", _UNKNOWN[dimension])
        named: Mapping[Dimension, Callable[[str], str]] = {
            Dimension.SECURITY: lambda each: self.security(int(each)),
            Dimension.COMPANY: lambda each: self.companies.get(int(each), f"#{each}"),
            Dimension.ACCOUNT: lambda each: self.account(int(each)),
            Dimension.SEGMENT: self.segment,
            Dimension.COUNTRY: country,
        }
        return named[dimension](key) if dimension in named else key


def country(code: str) -> str:
    """Return the name of a country by its code, the code where it is not known."""
    return translate("Countries", COUNTRIES[code]) if code in COUNTRIES else code


def dimension_words(dimension: Dimension) -> str:
    """Return by what a portfolio is taken apart."""
    return translate("Portfolio", _DIMENSIONS[dimension])


def dimensions() -> tuple[Dimension, ...]:
    """Return all dimensions in the order in which they are offered."""
    return tuple(_DIMENSIONS)
