"""A company made of one listing: its name, and whether it belongs to the mainland."""

from __future__ import annotations

import pytest

from gridwatch.domain.company import Listing, company_of_listing


@pytest.mark.parametrize(
    ("symbol", "exchange", "currency", "mainland"),
    [
        ("600312.SS", "SHH", "CNY", True),
        ("600312.SS", "", "", True),
        ("002028.SZ", "", "CNY", True),
        ("STRANGE", "SHZ", "", True),
        ("900901.SS", "SHH", "USD", False),
        ("200012.SZ", "SHZ", "HKD", False),
        ("500002.BO", "BSE", "INR", False),
        ("500002.BO", "BSE", "", False),
        ("1072.HK", "HKG", "HKD", False),
        ("GEV", "NYQ", "", False),
        ("CNYX.L", "LSE", "CNY", False),
    ],
)
def test_the_mainland_is_told_by_place_and_currency(
    symbol: str, exchange: str, currency: str, mainland: bool
) -> None:
    listing = Listing(symbol, exchange, currency)
    company = company_of_listing(listing, "A name")
    assert company.mainland is mainland
    assert (company.id, company.name, company.listings) == (0, "A name", (listing,))


def test_a_company_without_a_name_is_called_by_its_symbol() -> None:
    assert company_of_listing(Listing("GEV"), "").name == "GEV"
