"""The edits of claims, evidence and themes: whole or not at all, undone to the letter."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.company import Company, Listing
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Author, Claim, Status
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.services.edits import Edit, apply
from gridwatch.services.thesis.claim_edits import (
    AddClaim,
    ArrangeClaims,
    ChangeClaim,
    RemoveClaim,
    ReviewClaim,
    trip_claim,
)
from gridwatch.services.thesis.evidence_edits import AddEvidence, ChangeEvidence, RemoveEvidence
from gridwatch.services.thesis.falsifiers import check_test
from gridwatch.services.thesis.theme_edits import AddTheme, ChangeTheme, RemoveTheme
from gridwatch.store.user.claims import claim_with_id, claims_about, revisions_of
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.rules import rule_of_claim
from tests.in_memory import copied, new_user
from tests.services.undoing import dump, undone_and_redone

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
COMPANY, THEME = About(1), About(theme_id=1)
CLAIM = Claim(0, COMPANY, "Orders grow", NOW)
FACT = Evidence(0, 1, date(2026, 1, 5), "Backlog", NOW)


def filled() -> sqlite3.Connection:
    """Give a file in memory: one company, one theme, claims 1 and 2 of one and 3 of the other."""
    return copied(_filled())


@lru_cache
def _filled() -> sqlite3.Connection:
    user = new_user()
    listings = (Listing("600312.SS", "SSE", "CNY", "A", "I"),)
    add_company(user, Company(0, "Pinggao", "", "", "CN", True, "", "600312.SS", listings))
    for edit in (
        AddTheme("AI power"),
        AddClaim(CLAIM),
        AddClaim(replace(CLAIM, statement="Margins hold", test="price <= 5")),
        AddClaim(replace(CLAIM, about=THEME)),
        AddEvidence(FACT),
    ):
        apply(user, edit, NOW)
    return user


@pytest.fixture
def user() -> sqlite3.Connection:
    return filled()


NUMBERS = st.integers(1, 4)
CLAIMS = st.builds(
    Claim,
    NUMBERS,
    st.sampled_from([COMPANY, THEME, About(9), About()]),
    st.sampled_from(["Orders grow", "Margins hold", " "]),
    st.just(NOW),
    st.sampled_from([0, 50, 100, 101]),
    st.sampled_from(list(Status)),
    st.sampled_from(["", "they fall"]),
    st.sampled_from(["", "price <= 5", "price <= 7", "rubbish"]),
)
FACTS = st.builds(
    Evidence,
    st.integers(1, 3),
    NUMBERS,
    st.just(date(2026, 2, 1)),
    st.sampled_from(["Backlog", ""]),
    st.just(NOW),
    st.sampled_from(list(Stance)),
)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(AddClaim, CLAIMS),
    st.builds(ChangeClaim, CLAIMS, st.sampled_from(["", "why"])),
    st.builds(ChangeClaim, CLAIMS, st.just(""), CLAIMS),
    st.builds(RemoveClaim, NUMBERS),
    st.builds(ReviewClaim, NUMBERS, st.sampled_from(list(Status)), st.integers(0, 100), st.none()),
    st.builds(
        ArrangeClaims,
        st.sampled_from([COMPANY, THEME]),
        st.lists(NUMBERS, max_size=3).map(tuple),
    ),
    st.builds(AddEvidence, FACTS),
    st.builds(ChangeEvidence, FACTS),
    st.builds(RemoveEvidence, st.lists(st.integers(1, 3), max_size=2).map(tuple)),
    st.builds(ChangeTheme, st.just(1), st.sampled_from(["AI power", "Grid", ""]), st.just("n")),
    st.builds(RemoveTheme, st.integers(1, 2)),
    st.builds(AddTheme, st.sampled_from(["Grid", "AI power"])),
)


@settings(max_examples=40)
@given(st.lists(EDITS, max_size=6))
def test_any_edits_are_undone_and_made_again(chosen: list[Edit]) -> None:
    with_made = filled()
    undone_and_redone(with_made, chosen, NOW + timedelta(days=1), told)
    with_made.close()


def told(user: sqlite3.Connection) -> list[str]:
    """Return what a reader would see: what was made and undone is kept, but removed."""
    state = "statement, conviction, status, falsifier, test, review_on, position"
    questions = (
        f"SELECT id, company_id, theme_id, {state} FROM claim WHERE removed = 0",  # noqa: S608
        "SELECT * FROM evidence ORDER BY id",
        "SELECT id, name, note, position FROM theme WHERE removed = 0",
        "SELECT claim_id, condition FROM rule ORDER BY claim_id",
    )
    return [str(row) for each in questions for row in user.execute(each)]


def test_a_change_makes_one_revision_and_none_where_nothing_changes(
    user: sqlite3.Connection,
) -> None:
    before = claim_with_id(user, 1)
    assert before is not None
    apply(user, ChangeClaim(before), NOW)
    assert len(revisions_of(user, 1)) == 1
    apply(user, ChangeClaim(replace(before, conviction=70), "sure"), NOW)
    assert [each.note for each in revisions_of(user, 1)] == ["", "sure"]


def test_what_a_test_did_meanwhile_stays(user: sqlite3.Connection) -> None:
    read = claim_with_id(user, 2)
    assert read is not None
    assert trip_claim(user, 2, NOW, "price <= 5")
    apply(user, ChangeClaim(replace(read, statement="Margins hold up"), read=read), NOW)
    now = claim_with_id(user, 2)
    assert now is not None
    assert (now.statement, now.status) == ("Margins hold up", Status.FAILING)
    assert [each.author for each in revisions_of(user, 2)] == [
        Author.USER,
        Author.TEST,
        Author.USER,
    ]


def test_the_same_field_changed_elsewhere_is_not_overwritten(user: sqlite3.Connection) -> None:
    read = claim_with_id(user, 1)
    assert read is not None
    apply(user, ChangeClaim(replace(read, conviction=10)), NOW)
    state = dump(user)
    with pytest.raises(Problem) as caught:
        apply(user, ChangeClaim(replace(read, conviction=90), read=read), NOW)
    assert caught.value.code == "claim_conflict"
    assert dump(user) == state
    apply(user, ChangeClaim(replace(read, conviction=10), read=read), NOW)
    assert dump(user) == state


def test_a_bad_test_is_refused_and_nothing_is_stored(user: sqlite3.Connection) -> None:
    state = dump(user)
    with pytest.raises(Problem):
        apply(user, ChangeClaim(replace(CLAIM, id=1, test="price <=")), NOW)
    assert dump(user) == state
    with pytest.raises(Problem):
        check_test(replace(CLAIM, test="USDCNY >= 7"), NOW)
    check_test(replace(CLAIM, test=""), NOW)
    check_test(replace(CLAIM, test="price <= 5"), NOW)


def test_a_decided_claim_is_not_tested_until_it_is_open_again(user: sqlite3.Connection) -> None:
    assert rule_of_claim(user, 2) is not None
    before = claim_with_id(user, 2)
    assert before is not None
    undo = apply(user, ChangeClaim(replace(before, status=Status.BROKEN)), NOW)[1]
    assert rule_of_claim(user, 2) is None
    apply(user, undo, NOW)
    assert rule_of_claim(user, 2) is not None


def test_claims_are_put_into_an_order(user: sqlite3.Connection) -> None:
    undo = apply(user, ArrangeClaims(COMPANY, (2, 1)), NOW)[1]
    assert [each.id for each in claims_about(user, COMPANY)] == [2, 1]
    apply(user, undo, NOW)
    assert [each.id for each in claims_about(user, COMPANY)] == [1, 2]


def test_a_claim_that_comes_back_stands_where_it_stood(user: sqlite3.Connection) -> None:
    apply(user, ArrangeClaims(COMPANY, (2, 1)), NOW)
    apply(user, AddClaim(CLAIM), NOW)
    removed = apply(user, RemoveClaim(2), NOW)[1]
    moved = apply(user, ArrangeClaims(COMPANY, (4, 1)), NOW)[1]
    for undo in (moved, removed):
        apply(user, undo, NOW)
    assert [each.id for each in claims_about(user, COMPANY)] == [2, 1, 4]


def test_a_theme_comes_back_with_its_claims(user: sqlite3.Connection) -> None:
    apply(user, ChangeClaim(replace(CLAIM, id=3, test="USDCNY >= 8")), NOW)
    undo = apply(user, RemoveTheme(1), NOW)[1]
    assert rule_of_claim(user, 3) is None
    with pytest.raises(Problem) as caught:
        apply(user, AddClaim(replace(CLAIM, about=THEME)), NOW)
    assert caught.value.code == "theme_unknown"
    apply(user, undo, NOW)
    assert rule_of_claim(user, 3) is not None
    assert [each.id for each in claims_about(user, THEME)] == [3]


def test_names_of_themes_are_their_own(user: sqlite3.Connection) -> None:
    with pytest.raises(Problem) as caught:
        apply(user, AddTheme("  AI  power "), NOW)
    assert caught.value.code == "theme_exists"
    with pytest.raises(Problem) as caught:
        apply(user, ChangeTheme(1, " ", ""), NOW)
    assert caught.value.code == "theme_unnamed"


def test_a_review_leaves_what_a_test_has_moved_meanwhile(user: sqlite3.Connection) -> None:
    read = claim_with_id(user, 1)
    assert read is not None
    assert trip_claim(user, 1, NOW, "it fell")
    apply(user, ReviewClaim(1, read.status, 90, None, read=read), NOW)
    stored = claim_with_id(user, 1)
    assert stored is not None
    assert (stored.status, stored.conviction) == (Status.FAILING, 90)
    apply(user, ReviewClaim(1, Status.HOLDING, 90, None, read=stored), NOW)
    assert (claim_with_id(user, 1) or read).status is Status.HOLDING
