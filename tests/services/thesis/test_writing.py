"""Edits of the journal: nothing typed is lost, nothing is overwritten, each can be taken back."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.company import Company, Listing
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.journal import LARGEST_PICTURE, Picture
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit, apply
from gridwatch.services.thesis.entry_edits import (
    AddEntry,
    AddPicture,
    GoOnWriting,
    KeepText,
    MoveEntry,
    RemoveEntry,
    SaveEntry,
)
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.entries import (
    entries_about,
    entry_revisions,
    entry_with_id,
    heads_about,
    picture_with_hash,
)
from tests.in_memory import new_user
from tests.services.undoing import undone_and_redone

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)
COMPANY, NOTHING = About(1), About()


@pytest.fixture
def user() -> sqlite3.Connection:
    return filled()


def filled() -> sqlite3.Connection:
    """Give a file with one company and one entry about it."""
    made = new_user()
    listing = Listing("GEV", "NYSE", "USD", "common", "")
    add_company(made, Company(1, "GEV", "", "", "US", False, "", "GEV", (listing,)))
    apply(made, AddEntry(COMPANY, DAY, "one"), NOW)
    return made


def text_of(user: sqlite3.Connection, number: int = 1) -> str:
    found = entry_with_id(user, number)
    assert found is not None
    return found.text


def test_saving_keeps_the_text_before_once_for_a_while(user: sqlite3.Connection) -> None:
    for version, text in enumerate(("two", "three", "four"), start=1):
        changes, _ = apply(user, SaveEntry(1, version, text, DAY, COMPANY), NOW)
        assert changes == Changes(journal=True)
    assert [each.text for each in entry_revisions(user, 1)] == ["one"]
    later = NOW + timedelta(minutes=6)
    apply(user, SaveEntry(1, 4, "five", DAY, COMPANY), later)
    apply(user, SaveEntry(1, 5, "six", DAY, COMPANY, apart=True), later)
    assert [each.text for each in entry_revisions(user, 1)] == ["one", "four", "five"]


def test_another_version_is_not_overwritten(user: sqlite3.Connection) -> None:
    apply(user, SaveEntry(1, 1, "theirs", DAY, COMPANY), NOW)
    with pytest.raises(Problem) as caught:
        apply(user, SaveEntry(1, 1, "mine", DAY, COMPANY), NOW)
    assert caught.value.code == "entry_conflict"
    assert text_of(user) == "theirs"


def test_an_undo_of_the_day_leaves_what_was_typed_since(user: sqlite3.Connection) -> None:
    _, undo = apply(user, MoveEntry(1, NEXT, NOTHING), NOW)
    apply(user, SaveEntry(1, 2, "typed since", NEXT, NOTHING), NOW)
    apply(user, undo, NOW)
    found = entry_with_id(user, 1)
    assert found is not None
    assert (found.on, found.about, found.text) == (DAY, COMPANY, "typed since")


def test_a_removed_entry_comes_back_as_it_was(user: sqlite3.Connection) -> None:
    _, undo = apply(user, RemoveEntry(1), NOW)
    assert heads_about(user, COMPANY) == ()
    with pytest.raises(Problem):
        apply(user, SaveEntry(1, 2, "x", DAY, COMPANY), NOW)
    apply(user, undo, NOW)
    assert [each.title for each in heads_about(user, COMPANY)] == ["one"]


def test_writing_goes_on_in_an_entry_whose_id_is_not_known_yet(user: sqlite3.Connection) -> None:
    first = AddEntry(NOTHING, DAY, "begun\r\n")
    apply(user, first, NOW)
    apply(user, GoOnWriting(first, "begun, and more"), NOW)
    assert [each.text for each in entries_about(user, NOTHING)] == ["begun, and more"]
    apply(user, GoOnWriting(AddEntry(NOTHING, NEXT, "lost"), "lost, and more"), NOW)
    assert next(each.text for each in entries_about(user, NOTHING)) == "lost, and more"


def test_a_text_that_could_not_be_stored_is_kept_beside(user: sqlite3.Connection) -> None:
    changes, _ = apply(user, KeepText(1, "mine"), NOW)
    assert changes == Changes()
    assert text_of(user) == "one"
    assert [each.text for each in entry_revisions(user, 1)] == ["mine"]
    with pytest.raises(Problem):
        apply(user, KeepText(9, "mine"), NOW)


def test_a_picture_is_kept_once_and_no_larger_than_allowed(user: sqlite3.Connection) -> None:
    picture = Picture(sha256(b"x").hexdigest(), "png", b"x")
    assert apply(user, AddPicture(picture), NOW)[0] == Changes()
    apply(user, AddPicture(picture), NOW)
    assert picture_with_hash(user, picture.hash) == picture
    large = Picture("0" * 64, "png", bytes(LARGEST_PICTURE + 1))
    with pytest.raises(Problem) as caught:
        apply(user, AddPicture(large), NOW)
    assert caught.value.code == "picture_large"
    assert picture_with_hash(user, large.hash) is None


def test_subjects_that_are_not_there_are_refused(user: sqlite3.Connection) -> None:
    for edit in (AddEntry(About(7), DAY), MoveEntry(1, DAY, About(theme_id=7))):
        with pytest.raises(Problem):
            apply(user, edit, NOW)
    assert text_of(user) == "one"


def content(user: sqlite3.Connection) -> list[str]:
    """Return what the user sees: versions only ever rise, and earlier texts only ever come."""
    columns = "id, company_id, on_date, text, removed"
    return [repr(each) for each in user.execute(f"SELECT {columns} FROM entry WHERE removed = 0")]  # noqa: S608 - constants


_EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(AddEntry, st.sampled_from([COMPANY, NOTHING]), st.just(DAY), st.text(max_size=5)),
    st.builds(
        MoveEntry,
        st.integers(1, 3),
        st.sampled_from([DAY, NEXT]),
        st.sampled_from([COMPANY, NOTHING, About(9)]),
    ),
    st.builds(RemoveEntry, st.integers(1, 3)),
    st.builds(
        SaveEntry,
        st.integers(1, 3),
        st.integers(1, 3),
        st.text(max_size=5),
        st.sampled_from([DAY, NEXT]),
        st.just(COMPANY),
    ),
)


@settings(max_examples=25)  # each makes a file
@given(st.lists(_EDITS, max_size=6))
def test_edits_are_undone_and_redone(chosen: list[Edit]) -> None:
    user = filled()
    undone_and_redone(user, chosen, NOW, content)
    user.close()
