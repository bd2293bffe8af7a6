"""The index of the notes: pieces that stay, short words, and nothing left over."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.thesis.folding import folded
from gridwatch.store.user.note_index import NoteKind, drop_note, index_note
from gridwatch.store.user.note_pieces import (
    GREATEST,
    OVERLAP,
    is_short_word,
    pieces_of,
    short_words,
)
from tests.in_memory import new_user


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    """Give an empty file of the user's."""
    with closing(new_user()) as made:
        yield made


def rows(user: sqlite3.Connection) -> dict[int, str]:
    return dict(user.execute("SELECT rowid, body FROM note_index"))


def check(user: sqlite3.Connection) -> None:
    """Raise unless both indices agree with what they were made of."""
    for name in ("note_index", "note_index_short"):
        user.execute(f"INSERT INTO {name} ({name}) VALUES ('integrity-check')")  # noqa: S608 - constants


def found(user: sqlite3.Connection, word: str, table: str = "note_index") -> list[int]:
    query = f"SELECT rowid >> 12 FROM {table} WHERE {table} MATCH ?"  # noqa: S608 - constants
    return sorted({number for (number,) in user.execute(query, (f'"{word}"',))})


def long_text(seed: int, lines: int = 900, letters: str = "abcdefgh 变压器电网订单 ") -> str:
    dice = random.Random(seed)  # noqa: S311 - no secret
    return "\n".join("".join(dice.choices(letters, k=dice.randint(5, 200))) for _ in range(lines))


def test_a_note_is_found_by_what_it_is_now(user: sqlite3.Connection) -> None:
    index_note(user, NoteKind.CLAIM, 1, "Backlog", "transformer 变压器")
    index_note(user, NoteKind.ENTRY, 1, "Margin", "copper 铜")
    assert found(user, "transf") == [1]
    assert found(user, "变压", "note_index_short") == [1]
    index_note(user, NoteKind.CLAIM, 1, "Backlog", "switchgear 开关")
    assert found(user, "transf") == []
    assert found(user, "变压", "note_index_short") == []
    assert found(user, "开关", "note_index_short") == [1]
    drop_note(user, NoteKind.CLAIM, 1)
    drop_note(user, NoteKind.SERIES, 9)
    assert found(user, "switchgear") == []
    assert found(user, "铜", "note_index_short") == [2]
    check(user)


def test_a_note_that_returns_has_its_place_again(user: sqlite3.Connection) -> None:
    index_note(user, NoteKind.CLAIM, 1, "one", "")
    before = rows(user)
    index_note(user, NoteKind.CLAIM, 2, "two", "")
    drop_note(user, NoteKind.CLAIM, 1)
    index_note(user, NoteKind.CLAIM, 1, "one", "")
    assert rows(user).keys() >= before.keys()


def test_of_a_long_text_only_the_pieces_that_change_are_written(user: sqlite3.Connection) -> None:
    text = long_text(1)
    index_note(user, NoteKind.ENTRY, 1, "title", text)
    before = rows(user)
    assert len(before) > 8
    middle = text.index("\n", len(text) // 2)
    index_note(user, NoteKind.ENTRY, 1, "title", f"{text[:middle]} zzz{text[middle:]}")
    written = user.total_changes
    after = rows(user)
    assert sum(before.get(row) != body for row, body in after.items()) <= 3
    assert found(user, "zzz") == [1]
    index_note(user, NoteKind.ENTRY, 1, "title", f"{text[:middle]} zzz{text[middle:]}")
    assert user.total_changes == written
    check(user)
    index_note(user, NoteKind.ENTRY, 1, "title", "short again")
    assert list(rows(user).values()) == ["short again"]
    check(user)


@pytest.mark.parametrize("letters", ["ab c.\n", "变压器", "x", "ab变 \n\n\n"])
def test_the_pieces_of_a_text_are_the_text(letters: str) -> None:
    text = long_text(2, 400, letters)
    pieces = pieces_of(text)
    place = 0
    for one, other in pairwise(pieces):
        place += len(one) - OVERLAP
        assert text.startswith(other, place)
        assert len(one) <= GREATEST + OVERLAP
    assert pieces[0] == text[: len(pieces[0])]
    assert place + len(pieces[-1]) == len(text)


@given(st.lists(st.tuples(st.integers(1, 3), st.text(alphabet="aß#@变压 ，\nÄ9"), st.booleans())))
def test_whatever_is_written_nothing_is_left_over(steps: list[tuple[int, str, bool]]) -> None:
    with closing(new_user()) as user:
        kept = dict[int, str]()
        for number, text, gone in steps:
            if gone:
                drop_note(user, NoteKind.ENTRY, number)
                kept.pop(number, None)
            else:
                index_note(user, NoteKind.ENTRY, number, "", text)
                kept[number] = text
        assert sorted(rows(user).values()) == sorted(folded(each) for each in kept.values())
        check(user)
        numbers = dict(user.execute("SELECT id, number FROM note_indexed"))
        for word in ("变", "变压", "压9", "aa", "#a", "@变"):
            expected = sorted(
                n for n, text in kept.items() if word in short_words(folded(text)).split()
            )
            assert (
                sorted(numbers[each] for each in found(user, word, "note_index_short")) == expected
            )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("变压器", {"变", "压", "器", "变压", "压器"}),
        ("transformer trade 5g", {"tr", "5g"}),
        ("5亿元 ab变cd", {"亿", "元", "亿元", "5亿", "变", "b变", "变c", "ab", "cd"}),
        ("#ai @gev # x", {"#a", "ai", "@g", "ge"}),
        ("a, -b (c)", set[str]()),
    ],
)
def test_short_words(text: str, words: set[str]) -> None:
    assert set(short_words(text).split()) == words
    assert all(is_short_word(each) for each in words)
