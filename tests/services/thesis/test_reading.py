"""Reading a thesis: as it stands, as it stood, and how each claim became what it is."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from gridwatch.domain.company import Company, Listing
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.services.edits import Edit, apply
from gridwatch.services.thesis.claim_edits import AddClaim, ChangeClaim, RemoveClaim
from gridwatch.services.thesis.evidence_edits import AddEvidence, RemoveEvidence
from gridwatch.services.thesis.reading import Thesis, read_history, read_thesis, read_thesis_at
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.user.companies import add_company
from tests.in_memory import new_user

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
COMPANY, THEME = About(1), About(theme_id=1)


@pytest.fixture
def user() -> sqlite3.Connection:
    made = new_user()
    listings = (Listing("600312.SS", "SSE", "CNY", "A", "I"),)
    add_company(made, Company(0, "Pinggao", "", "", "CN", True, "", "600312.SS", listings))
    do(made, AddTheme("AI power", "why"), 0)
    return made


def do(user: sqlite3.Connection, edit: Edit, day: int) -> Edit:
    return apply(user, edit, NOW + day * DAY)[1]


def claim(words: str, about: About = COMPANY) -> Claim:
    return Claim(0, about, words, NOW)


def fact(claim_id: int, words: str) -> Evidence:
    return Evidence(0, claim_id, date(2025, 1, 1), words, NOW)


def test_a_thesis_has_its_own_claims_with_evidence_and_counts(user: sqlite3.Connection) -> None:
    do(user, AddClaim(claim("one")), 1)
    do(user, AddClaim(claim("other", THEME)), 1)
    do(user, AddEvidence(fact(1, "a")), 2)
    do(user, AddEvidence(fact(2, "b")), 2)
    thesis = read_thesis(user, COMPANY)
    assert [each.statement for each in thesis.claims] == ["one"]
    assert [each.what for each in thesis.evidence[1]] == ["a"]
    assert thesis.revisions == {1: 1}
    assert (thesis.theme, thesis.claim(2)) == (None, None)
    theme = read_thesis(user, THEME).theme
    assert theme is not None
    assert theme.note == "why"
    assert read_thesis(user, About()) == Thesis(About())


def test_a_thesis_is_read_as_of_a_day(user: sqlite3.Connection) -> None:
    do(user, AddClaim(claim("one")), 1)
    do(user, AddClaim(claim("gone later")), 2)
    do(user, AddEvidence(fact(2, "early")), 3)
    changed = replace(claim("one, changed"), id=1, status=Status.HOLDING)
    do(user, ChangeClaim(changed), 4)
    do(user, AddEvidence(fact(1, "late")), 5)
    do(user, RemoveClaim(2), 6)
    then = read_thesis_at(user, COMPANY, NOW + 3 * DAY)
    assert [each.statement for each in then.claims] == ["one", "gone later"]
    assert [each.what for each in then.evidence[2]] == ["early"]
    assert 1 not in then.evidence
    assert then.revisions == {1: 1, 2: 1}
    assert then.at == NOW + 3 * DAY
    later = read_thesis_at(user, COMPANY, NOW + 9 * DAY)
    assert later == replace(read_thesis(user, COMPANY), at=later.at, revisions=later.revisions)
    assert read_thesis_at(user, COMPANY, NOW).claims == ()


def test_a_history_has_each_revision_with_the_state_before(user: sqlite3.Connection) -> None:
    do(user, AddClaim(claim("one")), 1)
    undo = do(user, ChangeClaim(replace(claim("two"), id=1), "why"), 2)
    do(user, undo, 3)
    steps = read_history(user, 1)
    assert [each.revision.claim.statement for each in steps] == ["one", "two", "one"]
    assert [each.revision.note for each in steps] == ["", "why", ""]
    assert steps[0].before is None
    assert steps[2].before == steps[1].revision.claim
    assert read_history(user, 99) == ()


def test_evidence_that_is_deleted_is_gone_from_the_past_as_well(user: sqlite3.Connection) -> None:
    do(user, AddClaim(claim("one")), 1)
    do(user, AddEvidence(fact(1, "a")), 2)
    do(user, RemoveEvidence((1,)), 3)
    assert read_thesis_at(user, COMPANY, NOW + 2 * DAY).evidence == {}
