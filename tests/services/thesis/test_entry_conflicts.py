"""Journal entries: nothing of another writer is overwritten, and what was written is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256

import pytest

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.journal import Picture
from gridwatch.services.changes import Changes
from gridwatch.services.edits import apply
from gridwatch.services.thesis.entry_edits import AddPicture, RemoveEntry, SaveEntry
from gridwatch.store.user.entries import (
    KEPT_APART,
    entries_about,
    entry_revisions,
    entry_with_id,
    picture_with_hash,
)
from tests.services.thesis.notes import COMPANY, DAY, NOW, THEME, filled
from tests.services.undoing import dump


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = filled()
    yield connection
    connection.close()


def text(user: sqlite3.Connection) -> tuple[str, int]:
    found = entry_with_id(user, 1)
    assert found is not None
    return found.text, found.version


def test_of_two_writers_the_second_one_is_told_and_nothing_is_lost(
    user: sqlite3.Connection,
) -> None:
    apply(user, SaveEntry(1, 1, "mine", DAY, COMPANY), NOW)
    with pytest.raises(Problem) as refused:
        apply(user, SaveEntry(1, 1, "theirs", DAY, COMPANY), NOW)
    assert (refused.value.code, refused.value.values) == ("entry_conflict", {"version": 2})
    assert text(user) == ("mine", 2)
    apply(user, SaveEntry(1, 2, "both", DAY, COMPANY), NOW)
    assert text(user) == ("both", 3)


def test_an_undo_loses_nothing_that_somebody_else_wrote(user: sqlite3.Connection) -> None:
    _, undo = apply(user, SaveEntry(1, 1, "mine", DAY, COMPANY), NOW)
    apply(user, SaveEntry(1, 2, "theirs", DAY, COMPANY), NOW)
    with suppress(Problem):
        apply(user, undo, NOW)
    assert "theirs" in {text(user)[0], *(each.text for each in entry_revisions(user, 1))}


def test_a_version_is_never_given_twice(user: sqlite3.Connection) -> None:
    versions = [text(user)[1]]
    _, undo = apply(user, SaveEntry(1, 1, "mine", DAY, COMPANY), NOW)
    versions.append(text(user)[1])
    _, redo = apply(user, undo, NOW)
    versions.append(text(user)[1])
    apply(user, redo, NOW)
    versions.append(text(user)[1])
    assert versions == [1, 2, 3, 4]


def test_saving_what_is_there_changes_nothing(user: sqlite3.Connection) -> None:
    words, version = text(user)
    apply(user, SaveEntry(1, version, words, DAY, COMPANY), NOW + timedelta(days=1))
    assert text(user) == (words, version)
    assert entry_revisions(user, 1) == ()


def test_texts_are_kept_from_while_to_while(user: sqlite3.Connection) -> None:
    at = NOW
    for place in range(20):
        apply(user, SaveEntry(1, place + 1, f"text {place}", DAY, COMPANY), at)
        at += KEPT_APART / 4
    kept = [each.text for each in entry_revisions(user, 1)]
    assert kept == ["# Call\n\nwords", "text 3", "text 7", "text 11", "text 15"]
    assert entry_revisions(user, 1)[1].at == NOW + KEPT_APART


def test_an_entry_moves_to_another_thesis_and_day(user: sqlite3.Connection) -> None:
    earlier = DAY - timedelta(days=3)
    apply(user, SaveEntry(1, 1, "# Call\n\nwords", earlier, THEME), NOW)
    assert entries_about(user, COMPANY) == ()
    assert [each.on for each in entries_about(user, THEME)] == [earlier]
    apply(user, RemoveEntry(1), NOW)
    assert entries_about(user, THEME) == ()


def test_a_picture_is_kept_once(user: sqlite3.Connection) -> None:
    data = b"\x89PNG\x00\xff"
    picture = Picture(sha256(data).hexdigest(), "png", data)
    changes, again = apply(user, AddPicture(picture), NOW)
    before = dump(user)
    apply(user, again, NOW + timedelta(days=1))
    assert dump(user) == before
    assert changes == Changes()
    assert not changes.concern_overview()
    assert picture_with_hash(user, picture.hash) == picture
    assert picture_with_hash(user, "0" * 64) is None
