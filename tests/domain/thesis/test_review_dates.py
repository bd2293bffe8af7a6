"""Dates of reviews: months of different lengths, what is due, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.review_dates import (
    coming_claims,
    due_claims,
    months_later,
    undated_claims,
)

TODAY = date(2026, 3, 2)
CLAIM = Claim(1, About(company_id=3), "Orders grow", datetime(2026, 1, 1, tzinfo=UTC))


def claims(*days: int | None) -> list[Claim]:
    """Return a claim for each of these days from today, ids from 1 on."""
    dates = (None if each is None else TODAY + timedelta(days=each) for each in days)
    return [replace(CLAIM, id=place, review_on=on) for place, on in enumerate(dates, start=1)]


def ids(found: tuple[Claim, ...]) -> list[int]:
    return [each.id for each in found]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-03-02", 3, "2026-06-02"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-31", 12, "2027-12-31"),
        ("9999-12-31", 1, "9999-12-31"),
    ],
)
def test_months_end_where_they_end(day: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 48))
def test_so_many_months_later_is_in_that_month_and_not_after_that_day(
    day: date, months: int
) -> None:
    later = months_later(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_who_has_waited_longest_is_first() -> None:
    found = claims(0, -5, 1, None, -400, -5)
    assert ids(due_claims(found, TODAY)) == [5, 2, 6, 1]


def test_what_is_decided_or_removed_waits_for_nothing() -> None:
    found = [
        replace(each, status=status, removed=removed)
        for each in claims(-1, 9)
        for status, removed in (
            (Status.BROKEN, False),
            (Status.CONFIRMED, False),
            (Status.OPEN, True),
        )
    ]
    assert due_claims(found, TODAY) == coming_claims(found, TODAY) == ()
    assert undated_claims(replace(each, review_on=None) for each in found) == 0


def test_the_next_thirty_days_come_in_order_and_else_the_first_one_after() -> None:
    assert ids(coming_claims(claims(31, 30, 1, 0, -1, None), TODAY)) == [3, 2]
    assert ids(coming_claims(claims(50, 31, 400), TODAY)) == [2]
    assert coming_claims(claims(None, 0, -3), TODAY) == ()


def test_claims_without_a_day_are_counted() -> None:
    assert undated_claims(claims(None, 3, None, -3)) == 2
