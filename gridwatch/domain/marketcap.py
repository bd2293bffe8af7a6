"""Market caps: whose shares, at whose price, in which currency, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gridwatch.domain.company import MAINLAND_EXCHANGES, Basis, Company, default_basis
from gridwatch.domain.fx import FxTable, Rate
from gridwatch.domain.shares import SharesHeld

GAP_WORTH_SHOWING = 0.03


@dataclass(frozen=True, slots=True)
class Priced:
    """A price of one listing on one exchange-local day, in major units of `currency`."""

    price: float
    currency: str
    day: date


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of a company's shares on a day: the total, and each listing's own class."""

    company: SharesHeld | None = None
    classes: Mapping[str, SharesHeld] | None = None

    def of_class(self, symbol: str) -> SharesHeld | None:
        """Return the count of the class that trades as `symbol`."""
        return (self.classes or {}).get(symbol)


@dataclass(frozen=True, slots=True)
class MarketCap:
    """A market cap in major units of `currency`, with everything that it was made from.

    `value` is None where a part is missing; `missing` then says which ("price:SYMBOL",
    "shares:SYMBOL", "rate:HKDCNY"). `shares` is the total over the classes that count.
    """

    value: float | None
    currency: str
    basis: Basis
    price: float | None = None
    shares: float | None = None
    shares_as_of: date | None = None
    shares_source: str = ""
    estimated: bool = False
    missing: tuple[str, ...] = ()


def company_market_cap(
    company: Company, prices: Mapping[str, Priced], counted: Counted, fx: FxTable, at: date
) -> MarketCap:
    """Compute the cap of `company` on its basis, in the currency of its primary listing.

    Domestic: all shares × the mainland price. One price: all shares × the primary price.
    Class-weighted: Σ class price × class shares × rate on `at`. A price that is not
    above zero is missing. An incomplete cap is not a cap: its value is None.
    """
    prices = {symbol: each for symbol, each in prices.items() if each.price > 0}
    known = frozenset(counted.classes or {})
    basis = default_basis(company, known)
    if basis is Basis.CLASS_WEIGHTED and len(company.listings) > 1:
        return _class_weighted(company, prices, counted, fx, at)
    symbol = pricing_symbol(company, basis)
    priced = prices.get(symbol)
    held = counted.company or _only_class(company, counted)
    currency = priced.currency if priced else ""
    price = priced.price if priced else None
    missing = list(_missing_parts(symbol, priced, held))
    rate = _rate_to_primary(company, symbol, prices, fx, at, missing)
    if priced is None or held is None or rate is None:
        return MarketCap(None, currency, basis, price, missing=tuple(missing))
    spoken = prices[company.primary]
    return MarketCap(
        priced.price * held.count * rate.value,
        spoken.currency,
        basis,
        spoken.price,
        held.count,
        held.as_of,
        held.source,
        held.estimated,
    )


def pricing_symbol(company: Company, basis: Basis) -> str:
    """Return the listing whose price all shares take: on the domestic basis the mainland one."""
    if basis is not Basis.DOMESTIC:
        return company.primary
    if len(company.listings) == 1:
        return company.primary
    mainland = [each.symbol for each in company.listings if each.exchange in MAINLAND_EXCHANGES]
    return mainland[0] if mainland and company.primary not in mainland else company.primary


def _rate_to_primary(
    company: Company,
    symbol: str,
    prices: Mapping[str, Priced],
    fx: FxTable,
    at: date,
    missing: list[str],
) -> Rate | None:
    """Return the rate from the currency of `symbol` to the primary one; note what is missing."""
    given, wanted = prices.get(symbol), prices.get(company.primary)
    if wanted is None and symbol != company.primary:
        missing.append(f"price:{company.primary}")
    if given is None or wanted is None:
        return None
    rate = fx.rate(given.currency, wanted.currency, at)
    if rate is None:
        missing.append(f"rate:{given.currency}{wanted.currency}")
    return rate


def _only_class(company: Company, counted: Counted) -> SharesHeld | None:
    """Return the class count where the company has one listing: then it is the total."""
    return counted.of_class(company.primary) if len(company.listings) == 1 else None


def _missing_parts(symbol: str, priced: Priced | None, held: SharesHeld | None) -> tuple[str, ...]:
    parts = []
    if priced is None:
        parts.append(f"price:{symbol}")
    if held is None:
        parts.append(f"shares:{symbol}")
    return tuple(parts)


def _class_weighted(
    company: Company, prices: Mapping[str, Priced], counted: Counted, fx: FxTable, at: date
) -> MarketCap:
    primary = prices.get(company.primary)
    currency = primary.currency if primary else ""
    total, missing, counts = 0.0, list[str](), list[SharesHeld]()
    for listing in company.listings:
        priced, held = prices.get(listing.symbol), counted.of_class(listing.symbol)
        missing += _missing_parts(listing.symbol, priced, held)
        if priced is None or held is None or not currency:
            continue
        rate = fx.rate(priced.currency, currency, at)
        if rate is None:
            missing.append(f"rate:{priced.currency}{currency}")
            continue
        total += priced.price * held.count * rate.value
        counts.append(held)
    price = primary.price if primary else None
    if missing or not counts:
        return MarketCap(None, currency, Basis.CLASS_WEIGHTED, price, missing=tuple(missing))
    oldest = min(counts, key=lambda each: each.as_of)
    return MarketCap(
        total,
        currency,
        Basis.CLASS_WEIGHTED,
        price,
        sum(each.count for each in counts),
        oldest.as_of,
        oldest.source,
        any(each.estimated for each in counts),
    )


def converted(cap: MarketCap, wanted: str, fx: FxTable, at: date) -> tuple[float, Rate] | None:
    """Convert a cap into `wanted` at the rate of `at`; None where cap or rate are missing."""
    if cap.value is None:
        return None
    rate = fx.rate(cap.currency, wanted, at)
    return None if rate is None else (cap.value * rate.value, rate)


def source_gap(ours: float | None, theirs: float | None) -> float | None:
    """Return by which fraction the source's own market cap differs from ours, None if unknown."""
    if not ours or not theirs:
        return None
    return theirs / ours - 1
