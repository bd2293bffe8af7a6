"""When claims are due for review: which ones today, which ones soon, and how far off the next."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import MAXYEAR, date, timedelta
from enum import IntEnum

from gridwatch.domain.thesis.claim import Claim

SOON = timedelta(days=30)


class Interval(IntEnum):
    """In how many months a claim is to be looked at again."""

    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it is shorter."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_claims(claims: Iterable[Claim], today: date) -> tuple[Claim, ...]:
    """Return the claims that are to be reviewed by now, who has waited longest first."""
    return _by_date(each for each in claims if each.is_due(today))


def coming_claims(
    claims: Iterable[Claim], today: date, within: timedelta = SOON
) -> tuple[Claim, ...]:
    """Return the claims that come due after today, at most so much later, the next one first.

    Where none does, the one that comes due first after that.
    """
    later = _by_date(each for each in claims if _is_awaited(each) and not each.is_due(today))
    soon = [each for each in later if each.review_on and each.review_on - today <= within]
    return tuple(soon) or later[:1]


def undated_claims(claims: Iterable[Claim]) -> int:
    """Return how many claims are undecided and have no day for their review."""
    return sum(each.review_on is None for each in claims if not (each.removed or each.is_decided))


def _is_awaited(claim: Claim) -> bool:
    return not (claim.removed or claim.is_decided or claim.review_on is None)


def _by_date(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda each: (each.review_on or date.max, each.id)))
