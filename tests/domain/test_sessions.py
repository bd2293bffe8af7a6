"""Trading hours in the exchanges' own zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.sessions import HOURS, is_open, last_close, next_opening
from gridwatch.services.catalog import read_catalog

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
moments = st.integers(0, 3 * 365 * 86_400).map(lambda each: FIRST + timedelta(seconds=each))


def test_every_exchange_of_the_catalog_has_hours() -> None:
    catalog = read_catalog(RESOURCES)
    used = {listing.exchange for each in catalog.companies for listing in each.company.listings}
    assert used <= set(HOURS)


@pytest.mark.parametrize(
    ("exchange", "instant", "expected"),
    [
        ("SSE", "2026-03-02T01:29:59", False),
        ("SSE", "2026-03-02T01:30:00", True),
        ("SSE", "2026-03-02T06:59:59", True),
        ("SSE", "2026-03-02T07:00:00", False),
        ("SSE", "2026-03-01T02:00:00", False),  # Sunday
        ("NYSE", "2026-03-06T14:30:00", True),  # winter: 9:30 is 14:30 UTC
        ("NYSE", "2026-03-09T13:30:00", True),  # summer time since the 8th
        ("NYSE", "2026-03-06T13:30:00", False),
        ("NSI", "2026-03-02T03:45:00", True),
        ("LSE", "2026-03-27T16:29:00", True),
        ("LSE", "2026-03-30T15:31:00", False),
        ("???", "2026-03-01T02:00:00", True),
    ],
)
def test_an_exchange_is_open_by_its_own_clock(exchange: str, instant: str, expected: bool) -> None:
    assert is_open(exchange, datetime.fromisoformat(instant).replace(tzinfo=UTC)) is expected


@given(moments, st.sampled_from(sorted(HOURS)))
def test_the_next_opening_is_the_first_minute_it_is_open(now: datetime, exchange: str) -> None:
    opening = next_opening(exchange, now)
    assert is_open(exchange, opening)
    if opening == now:
        assert is_open(exchange, now)
        return
    assert not is_open(exchange, now)
    assert not is_open(exchange, opening - timedelta(minutes=1))
    assert opening - now < timedelta(days=4)
    for hours in range(int((opening - now) / timedelta(hours=1))):
        assert not is_open(exchange, now + timedelta(hours=hours))


@given(moments, st.sampled_from(sorted(HOURS)))
def test_the_last_close_is_the_latest_weekday_close_that_is_past(
    now: datetime, exchange: str
) -> None:
    closed = last_close(exchange, now)
    hours = HOURS[exchange]
    assert closed is not None
    assert closed <= now
    candidates = [
        datetime.combine(day, hours.closes, ZoneInfo(hours.zone))
        for number in range(6)
        if (day := now.date() + timedelta(days=1 - number)).weekday() < 5
    ]
    assert closed == max(each for each in candidates if each <= now)


def test_clock_changes_move_the_opening_in_utc_and_not_in_town() -> None:
    zone = ZoneInfo("America/New_York")
    friday = datetime(2026, 3, 6, 17, tzinfo=zone).astimezone(UTC)
    opening = next_opening("NYSE", friday).astimezone(zone)
    assert (opening.date(), opening.time()) == (date(2026, 3, 9), time(9, 30))
    assert last_close("nowhere", friday) is None
    assert next_opening("nowhere", friday) == friday
