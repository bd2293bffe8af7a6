"""The edits of a thesis: whole or not at all, undone exactly, refused in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.domain.thesis.figures import Frequency
from gridwatch.domain.thesis.journal import LARGEST_PICTURE, Picture
from gridwatch.services.edits import AddCompany, Edit, apply
from gridwatch.services.thesis.claim_edits import (
    AddClaim,
    ArrangeClaims,
    ChangeClaim,
    RemoveClaim,
    ReviewClaim,
)
from gridwatch.services.thesis.entry_edits import AddEntry, AddPicture, RemoveEntry, SaveEntry
from gridwatch.services.thesis.evidence_edits import AddEvidence, ChangeEvidence, RemoveEvidence
from gridwatch.services.thesis.figure_edits import (
    AddSeries,
    ChangeSeries,
    PutFigures,
    RemoveSeries,
)
from gridwatch.services.thesis.theme_edits import AddTheme, ChangeTheme, RemoveTheme
from gridwatch.store.user.claims import claim_with_id, claims_about
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.noted import has_thesis
from tests.services.thesis.notes import (
    COMPANY,
    DAY,
    MARGIN,
    NOTHING,
    NOW,
    TEST,
    THEME,
    claim,
    company,
    figure,
    filled,
    seen,
)
from tests.services.undoing import dump, undone_and_redone

OTHER_TEST = "price >= 99 CNY"
FOUND = Evidence(0, 1, DAY, "Margin falls", NOW, Stance.AGAINST, Decimal(3), Decimal("4.50"), "%")
CHANGED = Claim(1, COMPANY, "Orders outgrow everything", NOW, 70, Status.HOLDING, "", OTHER_TEST)
QUARTER = date(2025, 12, 31)

SECOND = SaveEntry(1, 2, "Other words", DAY - timedelta(days=1), THEME)  # after another save


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = filled()
    yield connection
    connection.close()


EDITS: list[Edit] = [
    AddTheme("Copper"),
    ChangeTheme(1, "Power for data centres", "**Note**"),
    RemoveTheme(1),
    AddClaim(claim("Prices rise", test=OTHER_TEST)),
    AddClaim(replace(claim("Demand falls", THEME), id=3, position=7)),
    ChangeClaim(CHANGED, "after the call"),
    ChangeClaim(replace(CHANGED, test="")),
    ChangeClaim(replace(CHANGED, status=Status.BROKEN, test=TEST)),
    ChangeClaim(replace(CHANGED, id=3, test=TEST, tags=("a", "b"), review_on=DAY)),
    ReviewClaim(1, Status.CONFIRMED, 100, None, "done"),
    ReviewClaim(2, Status.OPEN, 50, DAY + timedelta(days=90)),
    RemoveClaim(1),
    RemoveClaim(2),
    RemoveClaim(3),
    ArrangeClaims(COMPANY, (2, 1)),
    ArrangeClaims(COMPANY, (4, 2)),
    AddEvidence(FOUND),
    ChangeEvidence(replace(FOUND, id=1, claim_id=2)),
    ChangeEvidence(replace(FOUND, id=2)),
    RemoveEvidence((1,)),
    RemoveEvidence((2, 9, 1)),
    AddSeries(replace(MARGIN, key="backlog", name="Backlog"), (figure(QUARTER, 1.0),)),
    AddSeries(replace(MARGIN, about=THEME)),
    ChangeSeries(replace(MARGIN, id=1, key="margin", frequency=Frequency.YEAR)),
    RemoveSeries(1),
    PutFigures(1, (figure(QUARTER, 29.0), figure(date(2026, 3, 31), None, low=1.0, high=3.0))),
    PutFigures(1, (figure(QUARTER, None),)),
    AddEntry(THEME, DAY, "On themes"),
    SaveEntry(1, 1, "# Call\n\nmore words", DAY, COMPANY),
    SECOND,
    SaveEntry(2, 1, "Nothing", DAY, NOTHING),
    RemoveEntry(1),
    RemoveEntry(2),
]


@pytest.mark.parametrize(
    "edit", [each for each in EDITS if each is not SECOND], ids=lambda each: type(each).__name__
)
def test_an_inverse_restores_what_is_seen_and_its_own_inverse_the_edit(
    user: sqlite3.Connection, edit: Edit
) -> None:
    before = seen(user)
    changes, undo = apply(user, edit, NOW)
    after = seen(user)
    assert after != before
    undone, redo = apply(user, undo, NOW)
    assert undone == changes
    assert seen(user) == before
    redone, undo = apply(user, redo, NOW)
    assert redone == changes
    assert seen(user) == after
    apply(user, undo, NOW)
    assert seen(user) == before
    assert user.execute("PRAGMA foreign_key_check").fetchall() == []


@settings(max_examples=40)
@given(st.lists(st.sampled_from(EDITS), max_size=8))
def test_a_stack_of_edits_is_undone_and_redone_step_by_step(chosen: list[Edit]) -> None:
    user = filled()
    undone_and_redone(user, chosen, NOW, seen)
    user.close()


LONG = "x" * 50_000_000
LOST = Picture("0a" * 32, "png", bytes(LARGEST_PICTURE + 1))
REFUSED: list[tuple[Edit, str]] = [
    (AddTheme(" \x00"), "theme_unnamed"),
    (AddTheme("Data centres"), "theme_exists"),
    (AddTheme("Copper", LONG), "text_long"),
    (ChangeTheme(9, "Copper", ""), "theme_unknown"),
    (RemoveTheme(9), "theme_unknown"),
    (AddClaim(claim("Lost", About(company_id=9))), "company_unknown"),
    (AddClaim(claim("Lost", About(theme_id=9))), "theme_unknown"),
    (AddClaim(claim("Lost", NOTHING)), "claim_about"),
    (AddClaim(claim(LONG)), "text_long"),
    (AddClaim(claim("Typed wrong", test="price is low")), "condition_relation"),
    (ChangeClaim(replace(CHANGED, id=9)), "claim_unknown"),
    (ChangeClaim(replace(CHANGED, test="<script>")), "condition_term"),
    (ChangeClaim(CHANGED, LONG), "text_long"),
    (ReviewClaim(9, Status.OPEN, 50, None), "claim_unknown"),
    (ReviewClaim(1, Status.OPEN, 101, None), "claim_conviction"),
    (RemoveClaim(9), "claim_unknown"),
    (AddEvidence(replace(FOUND, claim_id=9)), "claim_unknown"),
    (AddEvidence(replace(FOUND, link="file:///etc/passwd")), "evidence_link"),
    (ChangeEvidence(replace(FOUND, id=9)), "evidence_unknown"),
    (ChangeEvidence(replace(FOUND, id=1, claim_id=9)), "claim_unknown"),
    (RemoveEvidence((9,)), "evidence_unknown"),
    (AddSeries(MARGIN), "series_exists"),
    (AddSeries(replace(MARGIN, about=NOTHING)), "series_about"),
    (
        AddSeries(
            replace(MARGIN, key="new"), (figure(QUARTER, 1.0), figure(QUARTER, 1.0, low=2.0))
        ),
        "figure_band",
    ),
    (ChangeSeries(replace(MARGIN, id=9)), "series_unknown"),
    (RemoveSeries(9), "series_unknown"),
    (PutFigures(9, ()), "series_unknown"),
    (PutFigures(1, (figure(QUARTER, 2.0), figure(QUARTER, float("nan")))), "figure_number"),
    (AddEntry(About(company_id=9), DAY), "company_unknown"),
    (AddEntry(NOTHING, DAY, LONG), "text_long"),
    (SaveEntry(9, 1, "", DAY, NOTHING), "entry_unknown"),
    (SaveEntry(1, 0, "", DAY, COMPANY), "entry_conflict"),
    (SaveEntry(1, 1, LONG, DAY, COMPANY), "text_long"),
    (SaveEntry(1, 1, "moved", DAY, About(theme_id=9)), "theme_unknown"),
    (RemoveEntry(9), "entry_unknown"),
    (AddPicture(LOST), "picture_large"),
]


@pytest.mark.parametrize(("edit", "code"), REFUSED, ids=[code for _, code in REFUSED])
def test_what_cannot_be_made_is_refused_and_changes_nothing(
    user: sqlite3.Connection, edit: Edit, code: str
) -> None:
    before = dump(user)
    with pytest.raises(Problem) as refused:
        apply(user, edit, NOW)
    assert refused.value.code == code
    assert dump(user) == before


@pytest.mark.parametrize(
    ("edit", "again"),
    [
        (RemoveClaim(1), ChangeClaim(CHANGED)),
        (RemoveClaim(1), AddEvidence(FOUND)),
        (RemoveClaim(1), ChangeEvidence(replace(FOUND, id=1, claim_id=2))),
        (RemoveTheme(1), AddClaim(claim("Lost", THEME))),
        (RemoveTheme(1), ReviewClaim(3, Status.OPEN, 50, None)),
        (RemoveEntry(1), SaveEntry(1, 2, "late", DAY, COMPANY)),
        (RemoveSeries(1), PutFigures(1, (figure(QUARTER, 1.0),))),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_was_removed_is_not_there_any_more(
    user: sqlite3.Connection, edit: Edit, again: Edit
) -> None:
    apply(user, edit, NOW)
    before = dump(user)
    with pytest.raises(Problem) as refused:
        apply(user, again, NOW)
    assert refused.value.code.endswith("_unknown")
    assert dump(user) == before


DIRTY = "a\x00b\ud83d\r\nc\x1b"


def test_what_no_file_can_hold_is_left_out_everywhere(user: sqlite3.Connection) -> None:
    for edit in (
        AddTheme(DIRTY, DIRTY, DIRTY),
        AddClaim(replace(claim(DIRTY), falsifier=DIRTY, tags=(DIRTY,))),
        ChangeClaim(CHANGED, DIRTY),
        ReviewClaim(2, Status.OPEN, 50, None, DIRTY),
        AddEvidence(replace(FOUND, what=DIRTY, unit=DIRTY, source=DIRTY, page=DIRTY)),
        AddSeries(replace(MARGIN, key="k", name=DIRTY, unit=DIRTY, source=DIRTY, note=DIRTY)),
        PutFigures(1, (replace(figure(QUARTER, 3.0), note=DIRTY),)),
        AddEntry(NOTHING, DAY, DIRTY),
        SaveEntry(1, 1, DIRTY, DAY, COMPANY),
    ):
        apply(user, edit, NOW)
    kept = "\n".join(dump(user))
    assert kept.count("ab c") + kept.count("ab\nc") + kept.count("ab-c") >= 12
    assert not any(each in kept for each in ("\x00", "\x1b", "\r", "\ud83d"))


def test_claims_keep_their_order_when_one_comes_back_among_them(user: sqlite3.Connection) -> None:
    apply(user, AddClaim(claim("Third")), NOW)
    apply(user, ArrangeClaims(COMPANY, (1, 4, 2)), NOW)
    _, bring = apply(user, RemoveClaim(4), NOW)
    _, order = apply(user, ArrangeClaims(COMPANY, (2, 1)), NOW)
    assert [each.id for each in claims_about(user, COMPANY)] == [2, 1]
    apply(user, order, NOW)
    apply(user, bring, NOW)
    assert [each.id for each in claims_about(user, COMPANY)] == [1, 4, 2]


def test_a_claim_stays_what_it_is_about_and_since_when(user: sqlite3.Connection) -> None:
    moved = replace(CHANGED, about=THEME, made_at=NOW + timedelta(days=9), position=9, removed=True)
    apply(user, ChangeClaim(moved), NOW + timedelta(days=9))
    found = claim_with_id(user, 1)
    assert found == replace(CHANGED, position=1)


GEV = About(company_id=3)


@pytest.mark.parametrize(
    "note",
    [
        AddClaim(claim("One", GEV)),
        AddSeries(replace(MARGIN, about=GEV)),
        AddEntry(GEV, DAY, "x"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_company_that_something_is_noted_about_is_not_forgotten(
    user: sqlite3.Connection, note: Edit
) -> None:
    _, forget = apply(user, AddCompany(company("GEV"), 1), NOW)
    assert max(all_companies(user)) == 3
    assert not has_thesis(user, 3)
    apply(user, note, NOW)
    assert has_thesis(user, 3)
    _, follow = apply(user, forget, NOW)
    assert 3 in all_companies(user)
    apply(user, follow, NOW)
    assert has_thesis(user, 3)


def test_a_company_that_nothing_is_noted_about_is_forgotten(user: sqlite3.Connection) -> None:
    _, forget = apply(user, AddCompany(company("GEV"), 1), NOW)
    apply(user, forget, NOW)
    assert 3 not in all_companies(user)
