"""The reviews: which claims are due, and for each what has changed since it was looked at last."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import date, datetime

from gridwatch.domain.thesis.claim import Claim, claims_at
from gridwatch.domain.thesis.figures import Figure, FigureSeries, known_figures
from gridwatch.domain.thesis.review_dates import coming_claims, due_claims, undated_claims
from gridwatch.services.thesis.due import FigureNews, Review, ReviewQueue
from gridwatch.services.thesis.past_worth import Past, read_past
from gridwatch.store.database import one_reading
from gridwatch.store.user.claims import all_claims, revisions_of
from gridwatch.store.user.evidence import evidence_of
from gridwatch.store.user.figures import figures_of, series_about
from gridwatch.store.user.firings import tests_met


def read_queue(
    user: sqlite3.Connection, market: sqlite3.Connection | None, now: datetime
) -> ReviewQueue:
    """Read what is due now, by the user's own date; what companies are worth only with a cache."""
    today = now.astimezone().date()
    with one_reading(user), nullcontext() if market is None else one_reading(market):
        claims = all_claims(user)
        due = due_claims(claims, today)
        past = read_past(user, market, now) if due else None
        reviews = tuple(_review(user, past, each) for each in due)
    return ReviewQueue(today, reviews, coming_claims(claims, today), undated_claims(claims))


def _review(user: sqlite3.Connection, past: Past | None, claim: Claim) -> Review:
    since, about = claim.reviewed_at or claim.made_at, claim.about
    revisions = revisions_of(user, claim.id)
    course = past.course(about.company_id, since) if past and about.company_id else None
    news = [
        each
        for series in series_about(user, about)
        for each in figure_news(series, figures_of(user, series.id), since)
    ]
    return Review(
        claim,
        since,
        course,
        tuple(each for each in evidence_of(user, claim.id) if each.added_at > since),
        tuple(news),
        tests_met(user, claim.id, since),
        next(iter(claims_at(revisions, since)), None),
        tuple(each for each in revisions if each.at > since),
    )


def figure_news(
    series: FigureSeries, figures: Sequence[Figure], since: datetime
) -> tuple[FigureNews, ...]:
    """Return by period, latest first, what was entered since an instant and says something else."""
    now, then = _by_period(figures), _by_period(x for x in figures if x.recorded_at <= since)
    periods = {each.on for each in figures if each.recorded_at > since}
    news = (
        FigureNews(series, on, now.get(on), then.get(on)) for on in sorted(periods, reverse=True)
    )
    return tuple(each for each in news if _said(each.figure) != _said(each.before))


def _by_period(figures: Iterable[Figure]) -> dict[date, Figure]:
    return {each.on: each for each in known_figures(figures)}


def _said(figure: Figure | None) -> tuple[object, ...]:
    return () if figure is None else (figure.value, figure.low, figure.high, figure.forecast)
