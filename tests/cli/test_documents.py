"""The JSON documents, key by key."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from gridwatch.cli.documents import company_document, firing_document, trouble_documents
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.move import Move
from gridwatch.domain.alert.sight import Quiet, Sight, Spot
from gridwatch.domain.company import Basis, Company, Listing
from gridwatch.domain.marketcap import MarketCap
from gridwatch.domain.quote import MarketState, Quote
from gridwatch.domain.targets import Target
from gridwatch.domain.trouble import Trouble, TroubleKind
from gridwatch.services.overview import CompanyView, Rung
from gridwatch.store.user.firings import Evidence, Firing

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
COMPANY = Company(
    1, "Vodafone", "", "", "GB", False, "", "VOD.L", (Listing("VOD.L", "LSE", "GBp"),)
)
TARGET = Target(1, 1, Decimal(60_000_000_000), "USD", NOW)


def view(quote: Quote | None, cap: MarketCap, rungs: tuple[Rung, ...]) -> CompanyView:
    return CompanyView(COMPANY, quote, cap, None, rungs, None, stale=False)


def test_what_is_unknown_is_null() -> None:
    cap = MarketCap(None, "", Basis.ONE_PRICE, missing=("price:VOD.L", "shares:VOD.L"))
    rung = Rung(TARGET, None, None, None, None, None)
    document = company_document(view(None, cap, (rung,)), "CNY", NOW)
    unknown = {
        "native_name", "segment", "price", "quote_time", "quote_age_s", "market_state",
        "day_change_pct", "market_cap", "market_cap_currency", "market_cap_base", "shares",
        "shares_as_of", "shares_source", "source_market_cap", "source_gap_pct", "distance_pct",
        "price_needed", "reached", "trouble", "stale",
    }  # fmt: skip
    assert {key for key, value in document.items() if value is None} == unknown
    assert document["currency"] == "GBP"
    assert document["target"] == 60e9
    assert document["missing"] == ["price:VOD.L", "shares:VOD.L"]


def test_a_company_is_told_in_full_and_unrounded() -> None:
    quote = Quote(
        "VOD.L", 0.8123, NOW, "GBP", "GBp", previous_close=0.8, state=MarketState.OPEN,
        source_cap=2.1e10,
    )  # fmt: skip
    cap = MarketCap(0.8123 * 25e9, "GBP", Basis.ONE_PRICE, 0.8123, 25e9, date(2026, 9, 30), "Yahoo")
    rungs = (Rung(TARGET, 2.6e10, 130.1, 1.87, 0.43, False),)
    shown = replace(view(quote, cap, rungs), gap=0.034, trouble="throttled")
    document = company_document(shown, "CNY", datetime(2026, 11, 20, 6, 1, tzinfo=UTC))
    assert document["day_change_pct"] == (0.8123 / 0.8 - 1) * 100
    assert document["quote_age_s"] == 60
    assert document["quote_time"] == "2026-11-20T06:00:00+00:00"
    assert document["source_gap_pct"] == 3.4000000000000004
    assert (document["market_state"], document["trouble"]) == ("open", "throttled")
    assert document["targets"] == [
        {
            "target": 60e9,
            "target_currency": "USD",
            "distance_pct": 130.1,
            "price_needed": 1.87,
            "reached": False,
        }
    ]


FIRING = Firing(
    3, 1, 1, "VOD.L", "Vodafone", "", "cap >= 60000000000 USD", Measure.CAP, Decimal(60000000000),
    "USD", 6.01e10, NOW, date(2026, 11, 20), Sight.BAR, Spot.HIGH, NOW,
    evidence=Evidence(
        1.9, "GBP", "one_price", 25e9, date(2026, 9, 30), "Yahoo", 1.31, date(2026, 11, 19),
        "Yahoo", (("cap >= 60bn USD", 6.01e10),),
    ),
    move=Move(date(2026, 1, 5), 5e10, 1e10, 1e8, 0.0), id=5,
)  # fmt: skip


def test_a_firing_carries_its_evidence() -> None:
    assert firing_document(FIRING) == {
        "id": 5,
        "symbol": "VOD.L",
        "name": "Vodafone",
        "target": 60e9,
        "target_currency": "USD",
        "reached_at": "2026-11-20T06:00:00+00:00",
        "reached_on": "2026-11-20",
        "how": "bar",
        "touched": True,
        "market_cap": 6.01e10,
        "market_cap_basis": "one_price",
        "price": 1.9,
        "price_currency": "GBP",
        "shares": 25e9,
        "shares_as_of": "2026-09-30",
        "shares_source": "Yahoo",
        "fx_rate": 1.31,
        "fx_date": "2026-11-19",
        "source": "Yahoo",
        "noticed_at": "2026-11-20T06:00:00+00:00",
        "seen": False,
        "alert": 3,
        "alert_name": None,
        "condition": "cap >= 60bn USD",
        "measure": "cap",
        "level": 60e9,
        "value": 6.01e10,
        "unit": "USD",
        "spot": "high",
        "held": True,
        "quiet": "",
        "terms": [{"condition": "cap >= 60bn USD", "value": 6.01e10}],
        "move": {
            "since": "2026-01-05",
            "before": 5e10,
            "by_price": 1e10,
            "by_shares": 1e8,
            "by_rate": 0.0,
        },
        "claim": None,
        "claim_statement": None,
    }


def test_a_firing_of_something_else_has_no_market_cap() -> None:
    fall = replace(
        FIRING, measure=Measure.DAY, level=Decimal(-5), value=-6.1, unit="", spot=Spot.LAST,
        condition="of a newer version", evidence=Evidence(), move=None, quiet=Quiet.MUTED,
    )  # fmt: skip
    document = firing_document(fall)
    unknown = {
        "target", "target_currency", "market_cap", "market_cap_basis", "price", "price_currency",
        "shares", "shares_as_of", "shares_source", "fx_rate", "fx_date", "source", "alert_name",
        "unit", "move", "claim", "claim_statement",
    }  # fmt: skip
    assert {key for key, value in document.items() if value is None} == unknown
    assert (document["condition"], document["quiet"]) == ("of a newer version", "muted")
    assert (document["touched"], document["level"]) == (False, -5.0)


def test_a_trouble_of_the_source_has_no_symbol() -> None:
    troubles = [
        Trouble(TroubleKind.OFFLINE, (), "no route", NOW),
        Trouble(TroubleKind.UNKNOWN, ("A", "B"), "404"),
    ]
    documents = trouble_documents(troubles)
    assert [each["symbol"] for each in documents] == [None, "A", "B"]
    assert [each["kind"] for each in documents] == ["offline", "unknown", "unknown"]
    assert documents[0]["next_try"] == "2026-11-20T06:00:00+00:00"
