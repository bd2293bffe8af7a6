"""Revisions: whatever is edited and undone, they tell how each claim stood at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Author, Claim, Status, claims_at
from gridwatch.services.edits import Edit, apply
from gridwatch.services.thesis.claim_edits import (
    AddClaim,
    ArrangeClaims,
    ChangeClaim,
    RemoveClaim,
    ReviewClaim,
    trip_claim,
)
from gridwatch.store.user.claims import (
    all_claims,
    all_revisions,
    claim_with_id,
    claims_about,
    revisions_of,
)
from tests.services.thesis.notes import COMPANY, DAY, NOW, TEST, THEME, claim, filled

HOUR = timedelta(hours=1)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = filled()
    yield connection
    connection.close()


def change(number: int, conviction: int, status: Status, test: str) -> Edit:
    return ChangeClaim(
        Claim(number, COMPANY, f"Says {conviction}", NOW, conviction, status, "", test), "why"
    )


ids = st.integers(1, 4)
statuses = st.sampled_from(Status)
convictions = st.integers(0, 100)
edits = st.one_of(
    st.builds(lambda about: AddClaim(claim("New", about, TEST)), st.sampled_from([COMPANY, THEME])),
    st.builds(change, ids, convictions, statuses, st.sampled_from(["", TEST, "price >= 9 CNY"])),
    st.builds(ReviewClaim, ids, statuses, convictions, st.none() | st.just(DAY)),
    st.builds(RemoveClaim, ids),
    st.builds(ArrangeClaims, st.sampled_from([COMPANY, THEME]), st.permutations((1, 2, 3, 4))),
)
# An edit, "trip" for what a test does beside the user, or how many steps back and forth again.
steps = st.lists(edits | st.just("trip") | st.just("undo") | st.just("redo"), max_size=14)
ABOUTS = (COMPANY, THEME, About(company_id=2))


@settings(max_examples=40)
@given(steps)
def test_revisions_reproduce_how_every_thesis_stood_at_any_time(
    chosen: list[Edit | str],
) -> None:
    user, at = filled(), NOW
    undo, redo = list[Edit](), list[Edit]()
    stood = {at: {about: claims_about(user, about) for about in ABOUTS}}
    for step in chosen:
        at += HOUR
        _take(user, step, at, undo, redo)
        stood[at] = {about: claims_about(user, about) for about in ABOUTS}
    revisions = all_revisions(user)
    for when, by_about in stood.items():
        for late in (timedelta(0), HOUR - timedelta(microseconds=1)):
            told = claims_at(revisions, when + late)
            for about, claims in by_about.items():
                assert tuple(each for each in told if each.about == about) == claims
    assert set(claims_at(revisions, at)) == set(all_claims(user))
    user.close()


def _take(
    user: sqlite3.Connection, step: Edit | str, at: datetime, undo: list[Edit], redo: list[Edit]
) -> None:
    try:
        if step == "trip":
            user.execute("BEGIN")
            trip_claim(user, 1, at, TEST)
            user.execute("COMMIT")
        elif step == "undo":
            if undo:
                redo.append(apply(user, undo.pop(), at)[1])
        elif step == "redo":
            if redo:
                undo.append(apply(user, redo.pop(), at)[1])
        elif not isinstance(step, str):
            undo.append(apply(user, step, at)[1])
            redo.clear()
    except Problem as problem:
        # A theme may have no price to be tested by; no other refusal is expected.
        assert problem.code in {"claim_unknown", "rule_theme"}  # noqa: PT017


def test_a_change_is_kept_with_its_time_and_why(user: sqlite3.Connection) -> None:
    before = claim_with_id(user, 2)
    assert before is not None
    apply(user, ChangeClaim(replace(before, conviction=80), "after the call"), NOW + HOUR)
    apply(user, ReviewClaim(2, Status.HOLDING, 80, DAY, "still"), NOW + 2 * HOUR)
    first, changed, reviewed = revisions_of(user, 2)
    assert (first.at, first.note, first.claim) == (NOW, "", before)
    assert (changed.at, changed.note, changed.reviewed) == (NOW + HOUR, "after the call", False)
    assert changed.claim == replace(before, conviction=80)
    assert (reviewed.note, reviewed.reviewed, reviewed.author) == ("still", True, Author.USER)
    assert reviewed.claim.reviewed_at == NOW + 2 * HOUR
    assert reviewed.claim == claim_with_id(user, 2)


def test_what_changes_nothing_makes_no_revision_but_a_review_does(
    user: sqlite3.Connection,
) -> None:
    before = claim_with_id(user, 2)
    assert before is not None
    apply(user, ChangeClaim(before), NOW + HOUR)
    assert len(revisions_of(user, 2)) == 1
    apply(user, ReviewClaim(2, before.status, before.conviction, before.review_on), NOW + HOUR)
    assert len(revisions_of(user, 2)) == 2


@pytest.mark.parametrize("status", list(Status))
def test_a_test_moves_a_claim_to_failing_once_and_never_one_that_is_decided(
    user: sqlite3.Connection, status: Status
) -> None:
    apply(user, ReviewClaim(1, status, 60, None), NOW)
    before = revisions_of(user, 1)
    moves = status in {Status.OPEN, Status.HOLDING}
    assert trip_claim(user, 1, NOW + HOUR, "price <= 10 CNY") is moves
    assert not trip_claim(user, 1, NOW + HOUR, "price <= 10 CNY")
    new = revisions_of(user, 1)[len(before) :]
    told = [(each.author, each.note, each.claim.status) for each in new]
    assert told == ([(Author.TEST, "price <= 10 CNY", Status.FAILING)] if moves else [])
    found = claim_with_id(user, 1)
    assert found is not None
    assert found.status is (Status.FAILING if moves else status)
    assert not trip_claim(user, 99, NOW, "")


def test_an_undo_leaves_what_a_test_has_found_meanwhile(user: sqlite3.Connection) -> None:
    before = claim_with_id(user, 1)
    assert before is not None
    _, undo = apply(user, ChangeClaim(replace(before, conviction=90)), NOW)
    trip_claim(user, 1, NOW + HOUR, "price <= 10 CNY")
    apply(user, undo, NOW + 2 * HOUR)
    assert claim_with_id(user, 1) == replace(before, status=Status.FAILING)
