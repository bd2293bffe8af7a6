"""Queues and scores for the tests of the reviews, made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.sight import Sight, Spot
from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.claim import Author, Claim, Revision, Status
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.domain.thesis.scorecard import Score, Scored, scorecard_of
from gridwatch.domain.thesis.worth import Course, Worth
from gridwatch.services.thesis.due import FigureNews, Review, ReviewQueue
from gridwatch.store.user.firings import Firing
from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.look import Look
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.thesis.place import Names

TODAY = date(2026, 7, 1)
SINCE = datetime(2026, 4, 1, 15, tzinfo=UTC)
COMPANY, THEME = About(company_id=3), About(theme_id=1)
LOOK = Look("en", "light", Phrases("en", base_currency="CNY"), LIGHT)
CHINESE = Look("zh_CN", "dark", Phrases("zh_CN", base_currency="CNY"), DARK)
NAMES = Names({3: "China XD"}, {3: "601179.SS"}, (Theme(1, "Data centres"),))
MARGIN = FigureSeries(1, COMPANY, "gross_margin", "Gross margin", "%")


def claim_of(number: int, days: int = 0, about: About = COMPANY, **values: object) -> Claim:
    """Return a claim that has been due for so many days."""
    made = Claim(
        number, about, f"Claim {number}", SINCE - timedelta(days=90), 60,
        Status.HOLDING, review_on=TODAY - timedelta(days=days), reviewed_at=SINCE,
    )  # fmt: skip
    return replace(made, **values)  # type: ignore[arg-type]


def review_of(claim: Claim, **values: object) -> Review:
    """Return a review in which nothing has changed, but for `values`."""
    bare = Review(claim, SINCE, None, (), (), (), claim, ())
    return replace(bare, **values)  # type: ignore[arg-type]


def queue_of(*reviews: Review, coming: tuple[Claim, ...] = (), undated: int = 0) -> ReviewQueue:
    """Return a queue of these reviews."""
    return ReviewQueue(TODAY, reviews, coming, undated)


def full_review() -> Review:
    """Return a review in which everything has changed."""
    claim = claim_of(1, 3, falsifier="Two bad quarters", test="gross_margin < 20%")
    was = replace(claim, status=Status.OPEN, conviction=75, statement="Claim one", test="")
    course = Course(
        Worth("CNY", 20.0, 100e9, date(2026, 4, 1)), Worth("CNY", 25.0, 120e9, date(2026, 6, 30))
    )
    evidence = (
        Evidence(1, 1, date(2026, 5, 1), "Record <b>orders</b>", SINCE, Stance.FOR, Decimal(3)),
        Evidence(
            2, 1, date(2026, 6, 1), "Lead times fall", SINCE, Stance.AGAINST, Decimal("110.5"),
            Decimal(128), "weeks", "Wood Mackenzie", page="p. 3",
        ),
    )  # fmt: skip
    old = Figure(1, 1, date(2025, 12, 31), 22.0, date(2026, 1, 20), SINCE)
    figures = (
        FigureNews(
            MARGIN,
            date(2026, 12, 31),
            replace(old, value=25.5, low=24.0, high=27.0, forecast=True),
            None,
        ),
        FigureNews(MARGIN, date(2026, 3, 31), replace(old, value=23.0), None),
        FigureNews(MARGIN, date(2025, 12, 31), replace(old, value=21.4), old),
        FigureNews(MARGIN, date(2025, 9, 30), None, old),
    )
    edits = (Revision(5, claim, SINCE + timedelta(days=9), Author.USER, "weak tender"),)
    return Review(claim, SINCE, course, evidence, figures, (firing(),), was, edits)


def firing() -> Firing:
    """Return one time that a test was met."""
    at = datetime(2026, 6, 20, 3, tzinfo=UTC)
    return Firing(
        rule_id=1, target_id=None, company_id=3, symbol="601179.SS", name="China XD", rule_name="",
        condition="price <= 22 CNY", measure=Measure.PRICE, level=Decimal(22), unit="CNY",
        value=21.5, reached_at=at, reached_on=at.date(), sight=Sight.LIVE, spot=Spot.LAST,
        noticed_at=at,
    )  # fmt: skip


def score_of(*outcomes: tuple[int, bool]) -> Score:
    """Return the score of claims with these convictions, each decided after a hundred days."""
    revisions = []
    for number, (conviction, right) in enumerate(outcomes, start=1):
        made = SINCE + timedelta(days=number)
        open_ = Claim(number, COMPANY, f"Claim {number}", made, conviction)
        status = Status.CONFIRMED if right else Status.BROKEN
        revisions += [
            Revision(number * 2, open_, made),
            Revision(number * 2 + 1, replace(open_, status=status), made + timedelta(days=100)),
        ]
    card = scorecard_of(revisions, lambda at: at.date())
    scored = [
        Scored(each.claim, each, 0.1 * (-1) ** each.claim.id, 0.05) for each in card.decisions
    ]
    return Score(card, (*scored, Scored(claim_of(99), None, None, None)))
