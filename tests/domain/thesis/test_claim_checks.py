"""Claims: what can be stored, when one is due, and how claims stood at any time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import (
    LONGEST_STATEMENT,
    LONGEST_TAG,
    MOST_TAGS,
    Claim,
    Revision,
    Status,
    checked_claim,
    checked_tags,
    claims_at,
)

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
DAY = date(2026, 3, 2)
CLAIM = Claim(1, About(company_id=3), "Orders outgrow capacity until 2028", NOW)


def refused(claim: Claim) -> str:
    with pytest.raises(Problem) as problem:
        checked_claim(claim)
    return problem.value.code


def test_a_claim_is_tidied() -> None:
    typed = replace(
        CLAIM,
        statement="  Orders\n outgrow\x00 capacity ",
        falsifier="\r\nBook-to-bill below one\r\nfor a year \n",
        test=" gross_margin <  28% ",
        tags=("#Grid", "grid", " ", "lead times", "a,b"),
    )
    assert checked_claim(typed) == replace(
        CLAIM,
        statement="Orders outgrow capacity",
        falsifier="Book-to-bill below one\nfor a year",
        test="gross_margin < 28%",
        tags=("Grid", "lead-times", "a-b"),
    )


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        (replace(CLAIM, about=About()), "claim_about"),
        (replace(CLAIM, about=About(1, 2)), "claim_about"),
        (replace(CLAIM, statement=" \x00\n "), "claim_statement"),
        (replace(CLAIM, statement="x" * (LONGEST_STATEMENT + 1)), "text_long"),
        (replace(CLAIM, falsifier="x" * 50_000_000), "text_long"),
        (replace(CLAIM, test="x" * 501), "text_long"),
        (replace(CLAIM, conviction=-1), "claim_conviction"),
        (replace(CLAIM, conviction=101), "claim_conviction"),
        (replace(CLAIM, tags=tuple(f"t{each}" for each in range(MOST_TAGS + 1))), "claim_tags"),
        (replace(CLAIM, tags=("x" * (LONGEST_TAG + 1),)), "text_long"),
    ],
    ids=lambda each: each if isinstance(each, str) else "claim",
)
def test_what_is_no_claim_is_refused(claim: Claim, code: str) -> None:
    assert refused(claim) == code


@given(st.lists(st.text(max_size=12), max_size=8))
def test_tags_come_back_from_the_words_that_are_stored(typed: list[str]) -> None:
    tags = checked_tags(typed)
    assert tuple(" ".join(tags).split()) == tags
    assert checked_tags(tags) == tags
    assert not any("#" in each or "," in each for each in tags)


@pytest.mark.parametrize("status", list(Status))
def test_a_claim_is_due_on_its_day_unless_it_is_decided_or_removed(status: Status) -> None:
    claim = replace(CLAIM, status=status, review_on=DAY)
    undecided = status in {Status.OPEN, Status.HOLDING, Status.FAILING}
    assert claim.is_decided is not undecided
    assert claim.is_due(DAY) is undecided
    assert claim.is_due(DAY + timedelta(days=400)) is undecided
    assert not claim.is_due(DAY - timedelta(days=1))
    assert not replace(claim, removed=True).is_due(DAY)
    assert not replace(claim, review_on=None).is_due(date.max)


def test_claims_stand_at_a_time_as_their_last_revision_until_then_says() -> None:
    later, last = NOW + timedelta(days=1), NOW + timedelta(days=2)
    second = replace(CLAIM, id=2, statement="Margins hold", position=1)
    first = replace(CLAIM, position=2)
    moved = replace(first, position=0, conviction=80)
    revisions = [
        Revision(4, replace(second, removed=True), last),
        Revision(3, moved, later),
        Revision(2, second, NOW),
        Revision(1, first, NOW),
    ]
    assert claims_at(revisions, NOW - timedelta(seconds=1)) == ()
    assert claims_at(revisions, NOW) == (second, first)
    assert claims_at(revisions, later) == (moved, second)
    assert claims_at(revisions, last) == (moved,)


def test_of_one_instant_the_later_revision_counts() -> None:
    revisions = [
        Revision(2, replace(CLAIM, conviction=70), NOW),
        Revision(1, replace(CLAIM, conviction=30), NOW),
    ]
    assert [each.conviction for each in claims_at(revisions, NOW)] == [70]
