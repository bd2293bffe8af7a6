"""What is due for review, as it is shown, and how much of it there is."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

from gridwatch.domain.thesis.claim import Claim, Revision
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.domain.thesis.review_dates import due_claims
from gridwatch.domain.thesis.worth import Course
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.firings import Firing


@dataclass(frozen=True, slots=True)
class FigureNews:
    """A figure that is new since then, or that was revised: `before` is what was known then.

    `figure` None: it was withdrawn.
    """

    series: FigureSeries
    on: date
    figure: Figure | None
    before: Figure | None


@dataclass(frozen=True, slots=True)
class Review:
    """A claim that is due, and what has changed since it was looked at last.

    `since` is that instant, or when it was made. `course` is that of its company, None for a theme
    and where nothing is stored. `firings` are those of its test. `was` is the claim as it stood
    then, `edits` what the user and the test have changed in it since.
    """

    claim: Claim
    since: datetime
    course: Course | None
    evidence: tuple[Evidence, ...]
    figures: tuple[FigureNews, ...]
    firings: tuple[Firing, ...]
    was: Claim | None
    edits: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """What is due on a day, who waited longest first, and which claims come next."""

    today: date
    due: tuple[Review, ...]
    coming: tuple[Claim, ...]
    undated: int


def count_due(user: sqlite3.Connection, today: date) -> int:
    """Return how many claims are due on a day."""
    return len(due_claims(all_claims(user), today))
