"""Which quotes are stored, which are stored in doubt, and which are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.collector.checks import Known, LastClose, Rejected, judged
from gridwatch.domain.quote import Doubt, Quote
from gridwatch.domain.splits import Split

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
DAY = date(2026, 11, 20)
QUOTE = Quote("601179.SS", 10.0, NOW, "CNY", "CNY", 28800, previous_close=9.8)
YESTERDAY = LastClose(date(2026, 11, 19), 9.8)


def doubt(quote: Quote, known: Known | None = None) -> Doubt:
    """Return the doubt of an accepted quote."""
    verdict = judged(quote, known or Known(last=YESTERDAY), NOW)
    assert isinstance(verdict, Quote)
    return verdict.doubt


def test_an_ordinary_quote_is_stored_with_the_time_of_fetching() -> None:
    verdict = judged(QUOTE, Known(last=YESTERDAY), NOW)
    assert verdict == replace(QUOTE, fetched_at=NOW)


@pytest.mark.parametrize(
    ("quote", "before", "word"),
    [
        (replace(QUOTE, currency="HKD"), QUOTE, "currency"),
        (replace(QUOTE, time=NOW - timedelta(hours=1)), QUOTE, "older"),
        (replace(QUOTE, time=NOW + timedelta(days=2)), None, "future"),
    ],
)
def test_impossible_quotes_are_not_stored(quote: Quote, before: Quote | None, word: str) -> None:
    verdict = judged(quote, Known(before, YESTERDAY), NOW)
    assert isinstance(verdict, Rejected)
    assert word in verdict.reason


@pytest.mark.parametrize(("price", "expected"), [(5.5, Doubt.NONE), (5.3, Doubt.SPIKE)])
def test_a_fall_by_almost_half_is_doubted(price: float, expected: Doubt) -> None:
    assert doubt(replace(QUOTE, price=price)) is expected


def test_a_restated_previous_close_without_a_split_is_doubted() -> None:
    """The source has cut its previous close, our history does not know of a split yet."""
    quote = replace(QUOTE, price=1.0, previous_close=0.98)
    assert doubt(quote) is Doubt.SPLIT
    known = Known(last=YESTERDAY, splits=(Split(DAY, 10, 1),))
    assert doubt(quote, known) is Doubt.NONE


@given(st.floats(0.56, 1.8))
def test_moves_that_markets_make_are_never_doubted(ratio: float) -> None:
    assert doubt(replace(QUOTE, price=9.8 * ratio)) is Doubt.NONE
