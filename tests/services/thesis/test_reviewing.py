"""Reviews: what is due by the user's own date, and what has changed since the last one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.sight import Sight, Spot
from gridwatch.domain.quote import Doubt
from gridwatch.domain.splits import Split
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Author, Claim, Status
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.domain.thesis.figures import Figure
from gridwatch.services.edits import AddCompany, apply
from gridwatch.services.thesis.claim_edits import (
    AddClaim,
    ChangeClaim,
    RemoveClaim,
    ReviewClaim,
    trip_claim,
)
from gridwatch.services.thesis.due import Review, ReviewQueue, count_due
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.figure_edits import PutFigures
from gridwatch.services.thesis.reviewing import figure_news, read_queue
from gridwatch.services.thesis.scoring import read_score
from gridwatch.services.thesis.theme_edits import RemoveTheme
from gridwatch.store.database import open_market
from gridwatch.store.user.claims import claim_with_id
from gridwatch.store.user.figures import figures_of, series_about
from gridwatch.store.user.firings import Firing, add_firing
from tests.services.cache import Cache, closes, company_of, quote_of
from tests.services.thesis.notes import COMPANY, THEME, claim, figure, filled

SYMBOL = "600001.SS"
MADE = datetime(2026, 3, 2, 3, tzinfo=UTC)  # when `filled` makes its claims
REVIEWED = datetime(2026, 4, 1, 5, tzinfo=UTC)
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
TODAY = date(2026, 7, 1)
FIRST = date(2026, 1, 1)
HOUR = timedelta(hours=1)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = filled()
    yield connection
    connection.close()


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    market = open_market(tmp_path / "market.db")
    yield Cache(market, company_of(SYMBOL))
    market.close()


def due_on(user: sqlite3.Connection, number: int, on: date | None, **values: object) -> None:
    """Give a claim a day for its review, as of REVIEWED but by no review."""
    before = claim_with_id(user, number)
    assert before is not None
    wanted = replace(before, review_on=on, **values)  # type: ignore[arg-type]
    apply(user, ChangeClaim(wanted), REVIEWED)


def review(user: sqlite3.Connection, number: int, on: date, conviction: int = 60) -> None:
    apply(user, ReviewClaim(number, Status.HOLDING, conviction, on), REVIEWED)


def only(queue: ReviewQueue) -> Review:
    (found,) = queue.due
    return found


def fired(
    at: datetime,
    claim_id: int | None,
    user: sqlite3.Connection,
    measure: Measure = Measure.PRICE,
) -> None:
    firing = Firing(
        rule_id=1, target_id=None, company_id=1, symbol=SYMBOL, name="x", rule_name="",
        condition="price <= 10 CNY", measure=measure, level=Decimal(10), unit="CNY",
        value=9.5, reached_at=at, reached_on=at.date(), sight=Sight.LIVE, spot=Spot.LAST,
        noticed_at=at,
    )  # fmt: skip
    number = add_firing(user, firing)
    user.execute("UPDATE firing SET claim_id = ? WHERE id = ?", (claim_id, number))


def test_who_has_waited_longest_is_first_and_the_rest_comes_later(
    user: sqlite3.Connection,
) -> None:
    apply(user, AddClaim(claim("Undated")), MADE)
    due_on(user, 1, TODAY)
    due_on(user, 2, TODAY + timedelta(days=20))
    due_on(user, 3, TODAY - timedelta(days=9))
    queue = read_queue(user, None, NOW)
    assert [each.claim.id for each in queue.due] == [3, 1]
    assert [each.id for each in queue.coming] == [2]
    assert (queue.today, queue.undated) == (TODAY, 1)
    assert count_due(user, TODAY) == 2
    apply(user, RemoveClaim(1), NOW)
    apply(user, RemoveTheme(1), NOW)
    assert read_queue(user, None, NOW).due == ()
    assert count_due(user, TODAY) == 0


def test_a_day_begins_where_the_user_is(user: sqlite3.Connection) -> None:
    # In Newfoundland, where the tests live, it is still 1 July at 2 o'clock of the 2nd in UTC.
    due_on(user, 1, date(2026, 7, 2))
    late = datetime(2026, 7, 2, 2, tzinfo=UTC)
    assert read_queue(user, None, late).today == date(2026, 7, 1)
    assert read_queue(user, None, late).due == ()
    assert len(read_queue(user, None, late + HOUR).due) == 1


def test_only_what_came_after_the_last_review_is_told(user: sqlite3.Connection) -> None:
    early = Evidence(0, 1, date(2026, 3, 5), "Old news", MADE)
    apply(user, AddEvidence(early), REVIEWED - HOUR)
    fired(REVIEWED - HOUR, 1, user)
    review(user, 1, TODAY)
    apply(user, AddEvidence(replace(early, what="Late", stance=Stance.AGAINST)), REVIEWED + HOUR)
    apply(user, AddEvidence(replace(early, claim_id=2)), REVIEWED + HOUR)
    fired(REVIEWED + HOUR, 1, user)
    fired(REVIEWED + 2 * HOUR, 3, user)
    fired(REVIEWED + 3 * HOUR, None, user)
    fired(REVIEWED + 4 * HOUR, 1, user, Measure.REVIEW)  # the reminder of this very review
    found = only(read_queue(user, None, NOW))
    assert found.since == REVIEWED
    assert [(each.what, each.stance) for each in found.evidence] == [("Late", Stance.AGAINST)]
    assert [each.reached_at for each in found.firings] == [REVIEWED + HOUR]
    assert found.course is None


def test_a_reminder_that_the_claim_is_due_is_no_test_that_was_met(
    user: sqlite3.Connection,
) -> None:
    due_on(user, 1, TODAY)
    fired(REVIEWED + HOUR, 1, user, Measure.REVIEW)
    assert only(read_queue(user, None, NOW)).firings == ()


def test_before_the_first_review_everything_since_the_making_is_told(
    user: sqlite3.Connection,
) -> None:
    due_on(user, 1, TODAY, conviction=80)
    found = only(read_queue(user, None, NOW))
    assert found.since == MADE
    assert found.was is not None
    assert (found.was.conviction, found.claim.conviction) == (50, 80)
    assert [each.at for each in found.edits] == [REVIEWED]


def test_what_the_user_and_the_test_changed_since_is_told(user: sqlite3.Connection) -> None:
    review(user, 1, TODAY, 60)
    before = claim_with_id(user, 1)
    assert before is not None
    apply(user, ChangeClaim(replace(before, conviction=40), "weak call"), REVIEWED + HOUR)
    trip_claim(user, 1, REVIEWED + 2 * HOUR, "price <= 10 CNY")
    found = only(read_queue(user, None, NOW))
    assert found.was == before
    told = [(each.author, each.note, each.claim.status) for each in found.edits]
    assert told == [
        (Author.USER, "weak call", Status.HOLDING),
        (Author.TEST, "price <= 10 CNY", Status.FAILING),
    ]


def test_new_revised_and_withdrawn_figures_are_told(user: sqlite3.Connection) -> None:
    old, quarter = date(2025, 12, 31), date(2026, 3, 31)
    review(user, 1, TODAY)
    apply(user, PutFigures(1, (figure(quarter, 30.0), figure(old, 29.0))), REVIEWED + HOUR)
    (new, revised) = only(read_queue(user, None, NOW)).figures
    assert (new.on, value(new.figure), new.before) == (quarter, 30.0, None)
    assert (revised.on, value(revised.figure), value(revised.before)) == (old, 29.0, 28.5)
    apply(user, PutFigures(1, (figure(old, 28.5), figure(quarter, None))), REVIEWED + 2 * HOUR)
    assert only(read_queue(user, None, NOW)).figures == ()
    apply(user, PutFigures(1, (figure(old, None),)), REVIEWED + 3 * HOUR)
    (gone,) = only(read_queue(user, None, NOW)).figures
    assert (gone.on, gone.figure, value(gone.before)) == (old, None, 28.5)


def value(figure_: Figure | None) -> float | None:
    assert figure_ is not None
    return figure_.value


def test_a_claim_is_told_of_the_figures_of_its_own_only(user: sqlite3.Connection) -> None:
    due_on(user, 3, TODAY)
    apply(user, PutFigures(1, (figure(TODAY, 30.0),)), NOW - HOUR)
    assert only(read_queue(user, None, NOW)).figures == ()
    (series,) = series_about(user, COMPANY)
    assert len(figure_news(series, figures_of(user, 1), REVIEWED)) == 1


def test_price_and_cap_are_those_of_the_day_and_of_the_last_quote(
    user: sqlite3.Connection, cache: Cache
) -> None:
    review(user, 1, TODAY)
    cache.history(closes(FIRST, [10.0 + each / 10 for each in range(180)]), SYMBOL)
    cache.counts([(FIRST, 1e9)], SYMBOL)
    cache.quote(quote_of(date(2026, 6, 30), 40.0, SYMBOL))
    course = only(read_queue(user, cache.market, NOW)).course
    assert course is not None
    # 1 April is the 91st day of the year.
    assert course.then.on == date(2026, 4, 1)
    assert course.then.price == pytest.approx(19.0)
    assert (course.now.on, course.now.price) == (date(2026, 6, 30), 40.0)
    assert course.then.cap == pytest.approx(19e9)
    assert course.now.cap == pytest.approx(40e9)
    assert course.price_change == pytest.approx(40 / 19 - 1)
    assert course.cap_change == pytest.approx(40 / 19 - 1)
    assert course.now.currency == "CNY"


def test_a_split_and_an_issue_between_are_worked_in(user: sqlite3.Connection, cache: Cache) -> None:
    review(user, 1, TODAY)
    # 10 for 1 on 1 May, worked into the history; half as many shares again on 1 June.
    splits = [Split(date(2026, 5, 1), 10, 1)]
    cache.history(closes(FIRST, [2.0] * 180), SYMBOL, splits=splits)
    cache.counts([(FIRST, 1e9), (date(2026, 6, 1), 15e9)], SYMBOL)
    cache.quote(quote_of(date(2026, 6, 30), 3.0, SYMBOL))
    course = only(read_queue(user, cache.market, NOW)).course
    assert course is not None
    assert course.price_change == pytest.approx(0.5)
    assert course.then.cap == pytest.approx(20e9)
    assert course.now.cap == pytest.approx(45e9)
    assert course.cap_change == pytest.approx(1.25)


def test_what_is_not_known_is_told_as_that(user: sqlite3.Connection, cache: Cache) -> None:
    review(user, 1, TODAY)
    course = only(read_queue(user, cache.market, NOW)).course
    assert course is not None
    assert (course.then.price, course.now.price, course.price_change) == (None, None, None)
    # Prices from May on say nothing of April; without counts there is no cap.
    cache.history(closes(date(2026, 5, 1), [10.0, 11.0]), SYMBOL)
    course = only(read_queue(user, cache.market, NOW)).course
    assert course is not None
    assert (course.then.price, course.price_change, course.cap_change) == (None, None, None)
    assert (course.now.price, course.now.cap) == (11.0, None)
    due_on(user, 1, None)
    due_on(user, 3, TODAY)
    assert only(read_queue(user, cache.market, NOW)).course is None


def test_a_price_in_doubt_is_not_used(user: sqlite3.Connection, cache: Cache) -> None:
    review(user, 1, TODAY)
    cache.history(closes(FIRST, [10.0] * 180), SYMBOL)
    cache.quote(replace(quote_of(date(2026, 6, 30), 99.0, SYMBOL), doubt=Doubt.SPIKE))
    course = only(read_queue(user, cache.market, NOW)).course
    assert course is not None
    assert course.now.price == 10.0


# The scorecard's returns


def test_the_return_runs_from_the_making_to_the_decision_or_to_now(
    user: sqlite3.Connection, cache: Cache
) -> None:
    cache.history(closes(FIRST, [10.0 + each for each in range(180)]), SYMBOL)
    cache.quote(quote_of(date(2026, 6, 30), 200.0, SYMBOL))
    apply(user, ReviewClaim(1, Status.CONFIRMED, 100, None), REVIEWED)
    decided, open_, of_theme = sorted(
        read_score(user, cache.market, NOW).claims, key=lambda each: each.claim.id
    )
    # Made on 2 March at 70, decided on 1 April at 100, and now at 200.
    assert decided.decision is not None
    assert decided.decision.at == REVIEWED
    assert decided.gain == pytest.approx(100 / 70 - 1)
    assert open_.decision is None
    assert open_.gain == pytest.approx(200 / 70 - 1)
    assert (of_theme.gain, of_theme.peers) == (None, None)
    first, *_ = read_score(user, cache.market, NOW).claims
    assert first.claim.id == 1


def test_a_return_stands_beside_the_median_of_its_segment(
    user: sqlite3.Connection, cache: Cache
) -> None:
    for place in range(4):
        symbol = f"60010{place}.SS"
        company = replace(company_of(symbol, number=0), segment="uhv" if place else "cable")
        apply(user, AddCompany(company, 1), MADE)
        end = [10.0, 11.0, 13.0, 99.0][place]
        cache.history(closes(FIRST, [10.0] * 100 + [end] * 80), symbol)
    apply(user, AddClaim(claim("Of one", About(company_id=4))), MADE)
    apply(user, AddClaim(claim("Of another", About(company_id=3))), MADE)
    cache.history(closes(FIRST, [10.0] * 180), "600001.SS")
    by_company = {
        each.claim.about.company_id: each for each in read_score(user, cache.market, NOW).claims
    }
    # Companies 4 to 6 are of one segment: only two others, too few to compare with.
    assert by_company[4].gain == pytest.approx(0.1)
    assert by_company[4].peers is None
    seventh = replace(company_of("600104.SS", number=0), segment="uhv")
    apply(user, AddCompany(seventh, 1), MADE)
    cache.history(closes(FIRST, [10.0] * 100 + [15.0] * 80), "600104.SS")
    again = read_score(user, cache.market, NOW).claims
    peers = {each.claim.about.company_id: each.peers for each in again}
    assert peers[4] == pytest.approx(0.5)  # of 30 %, 890 % and 50 %
    assert peers[3] is None


def test_without_a_cache_the_scorecard_has_no_returns(user: sqlite3.Connection) -> None:
    apply(user, ReviewClaim(1, Status.BROKEN, 0, None), REVIEWED)
    score = read_score(user, None, NOW)
    assert [each.claim.id for each in score.card.decisions] == [1]
    assert all(each.gain is None for each in score.claims)
    apply(user, RemoveClaim(1), NOW)
    assert read_score(user, None, NOW).card.decisions == ()


def test_a_made_claim_is_as_long_open_as_it_was(user: sqlite3.Connection) -> None:
    new = Claim(0, THEME, "Later", MADE, 90)
    apply(user, AddClaim(new), MADE)
    apply(user, ReviewClaim(4, Status.CONFIRMED, 100, None), REVIEWED)
    (decision,) = read_score(user, None, NOW).card.decisions
    assert decision.claim.id == 4
    assert decision.conviction == pytest.approx(0.9)
