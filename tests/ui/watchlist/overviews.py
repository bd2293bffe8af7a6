"""Overviews made by hand: real companies of the catalog at prices that nobody ever paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from gridwatch.domain.company import Basis, Company, Listing
from gridwatch.domain.marketcap import MarketCap, source_gap
from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.targets import Target, distance_pct, price_needed, progress
from gridwatch.places import resources
from gridwatch.preferences import Preferences
from gridwatch.services.catalog import read_catalog
from gridwatch.services.overview import CompanyView, Overview, Rung
from gridwatch.store.user.watchlists import Watchlist

NOW = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)
YUAN = {"CNY": 1.0, "HKD": 0.92, "USD": 7.2, "EUR": 7.8, "JPY": 0.048, "KRW": 0.0052, "CHF": 8.2,
        "INR": 0.083, "GBP": 9.2, "DKK": 1.05}  # fmt: skip


def quote_of(company: Company, price: float, **changes: object) -> Quote:
    """Return a fresh quote of the primary listing."""
    currency = (company.primary_listing.currency or "CNY").upper()
    plain = Quote(
        company.primary,
        price,
        NOW - timedelta(minutes=2),
        currency,
        currency,
        previous_close=price / 1.0123,
        state=MarketState.OPEN,
        fetched_at=NOW - timedelta(seconds=40),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def view_of(
    company: Company,
    cap: float | None = 80e9,
    *,
    targets: Sequence[tuple[str, str]] = (("100000000000", "CNY"),),
    price: float = 25.0,
    theirs: float | None = None,
    **changes: object,
) -> CompanyView:
    """Return a company whose cap in its own currency is `cap`."""
    quote = quote_of(company, price, source_cap=theirs)
    basis = Basis.DOMESTIC if company.mainland else Basis.ONE_PRICE
    shares = cap / price if cap else None
    made = MarketCap(
        cap, quote.currency, basis, price, shares, date(2025, 12, 31), "annual report",
        missing=() if cap else (f"shares:{company.primary}",),
    )  # fmt: skip
    yuan = cap * YUAN[quote.currency] if cap else None
    rungs = [
        rung_of(company.id * 10 + place, company.id, text, currency, yuan, price)
        for place, (text, currency) in enumerate(targets)
    ]
    plain = CompanyView(
        company, quote, made, yuan, tuple(rungs), source_gap(cap, theirs), stale=False
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def rung_of(
    number: int, company: int, amount: str, currency: str, yuan: float | None, price: float
) -> Rung:
    """Return a target and how far a cap of `yuan` is from it."""
    target = Target(number, company, Decimal(amount), currency, NOW - timedelta(days=90))
    if yuan is None:
        return Rung(target, None, None, None, None, None)
    cap, wanted = yuan / YUAN[currency], float(amount)
    return Rung(
        target,
        cap,
        distance_pct(cap, wanted),
        price_needed(price, cap, wanted),
        progress(cap, wanted),
        cap >= wanted,
    )


def plain_company(number: int, name: str = "", segment: str = "relay") -> Company:
    """Return a company with one listing in Shenzhen."""
    symbol = f"{number:06d}.SZ"
    listing = Listing(symbol, "SZSE", "CNY", isin=f"CNE{number:09d}")
    return Company(
        number, name or f"Company {number}", "", "", "CN", True, segment, symbol, (listing,)
    )


def overview_of(
    views: Sequence[CompanyView], *, lists: Sequence[Watchlist] = (), base: str = "CNY"
) -> Overview:
    """Return an overview with these companies, on one list unless lists are given."""
    by_id = {each.company.id: each for each in views}
    return Overview(
        NOW,
        Preferences(base_currency=base),
        tuple(lists) or (Watchlist(1, "Grid equipment", tuple(by_id)),),
        by_id,
        read_catalog(resources()).segments,
        NOW,
    )


def realistic() -> Overview:
    """Return the catalog's companies in every state that a row can be in."""
    catalog = read_catalog(resources())
    views = []
    for number, entry in enumerate(catalog.companies[:46], start=1):
        company = replace(entry.company, id=number)
        spread = (number * 37) % 101
        currency = (company.primary_listing.currency or "CNY").upper()
        scale = 1e9 / YUAN.get(currency, 1.0)
        price = round((8 + (number * 53) % 190) / max(YUAN.get(currency, 1.0), 0.05), 2)
        amount, kind = ("100000000000", "CNY") if company.mainland else ("50000000000", "USD")
        view = view_of(company, (22 + spread * 1.1) * scale, targets=((amount, kind),), price=price)
        assert view.quote is not None
        change = ((number * 29) % 83 - 38) / 1000
        quote = replace(view.quote, previous_close=price / (1 + change))
        views.append(replace(view, quote=quote))
    return _with_troubles(overview_of(views), views)


def _with_troubles(overview: Overview, views: list[CompanyView]) -> Overview:
    def quoted(place: int, **changes: object) -> CompanyView:
        quote = views[place].quote
        assert quote is not None
        return replace(views[place], quote=replace(quote, **changes))  # type: ignore[arg-type]

    views[2] = quoted(2, time=NOW - timedelta(days=14), state=MarketState.CLOSED)
    views[2] = replace(views[2], stale=True)
    views[3] = quoted(3, delay_minutes=15, time=NOW - timedelta(minutes=17))
    views[5] = replace(views[5], trouble="throttled", next_try=NOW + timedelta(minutes=5))
    cap = views[4].cap.value or 0.0
    views[4] = view_of(views[4].company, cap, theirs=cap * 1.062, price=31.2)
    views[6] = view_of(views[6].company, None, price=12.4)
    views[8] = replace(view_of(views[8].company, None, targets=()), quote=None)
    views[9] = view_of(views[9].company, 71e9, targets=())
    views[10] = view_of(
        views[10].company, 143e9,
        targets=(("50000000000", "CNY"), ("100000000000", "CNY"), ("200000000000", "CNY")),
        price=44.1,
    )  # fmt: skip
    for place in range(20, 40):
        views[place] = quoted(
            place, state=MarketState.CLOSED, time=NOW - timedelta(hours=14 + place % 3)
        )
    whole = overview_of(
        views,
        lists=(
            Watchlist(1, "Grid equipment", tuple(each.company.id for each in views)),
            Watchlist(2, "Shenzhen & Shanghai", (1, 2, 3)),
            Watchlist(3, "Empty", ()),
        ),
    )
    return replace(whole, unseen={views[10].company.id: 1, views[0].company.id: 2})
