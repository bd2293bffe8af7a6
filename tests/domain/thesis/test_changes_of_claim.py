"""Differences of revisions: the pieces make both texts again, and read as one would mark them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.changes_of_claim import (
    Aspect,
    Fate,
    changed_aspects,
    steps_of,
    word_changes,
)
from gridwatch.domain.thesis.claim import Author, Claim, Revision, Status

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLAIM = Claim(1, About(1), "Orders grow", NOW)
TEXTS = st.text(st.sampled_from("ab 的变压器,.\n😀\u202eé") | st.characters(), max_size=60)


def marked(before: str, after: str) -> str:
    signs = {Fate.KEPT: "{}", Fate.ADDED: "[+{}]", Fate.REMOVED: "[-{}]"}
    return "".join(signs[each.fate].format(each.text) for each in word_changes(before, after))


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts_again(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(each.text for each in pieces if each.fate is not Fate.REMOVED) == after
    assert "".join(each.text for each in pieces if each.fate is not Fate.ADDED) == before
    fates = [each.fate for each in pieces]
    assert all(one is not other for one, other in pairwise(fates))
    assert all(each.text for each in pieces)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "", ""),
        ("Orders grow", "Orders grow", "Orders grow"),
        ("Orders grow fast", "Orders shrink fast", "Orders [-grow][+shrink] fast"),
        ("until 2028", "until 2029.", "until [-2028][+2029.]"),
        ("", "new", "[+new]"),
        ("old", "", "[-old]"),
        ("变压器供不应求", "变压器持续供不应求", "变压器[+持续]供不应求"),
        ("毛利率28%以上", "毛利率30%以上", "毛利率[-28][+30]%以上"),
        ("grown", "grow", "[-grown][+grow]"),
    ],
)
def test_words_and_chinese_characters_are_compared_one_by_one(
    before: str, after: str, told: str
) -> None:
    assert marked(before, after) == told


def test_long_texts_that_differ_everywhere_are_compared_whole() -> None:
    # By characters this takes minutes.
    before, after = "的" * 4000 + "甲", "乙" + "的" * 3999
    assert [each.fate for each in word_changes(before, after)] == [Fate.REMOVED, Fate.ADDED]


def revision(number: int, claim: Claim, minutes: int = 0, note: str = "") -> Revision:
    return Revision(number, claim, NOW + timedelta(minutes=minutes), note=note)


def test_each_field_that_changed_is_named() -> None:
    after = replace(
        CLAIM,
        statement="Orders shrink",
        status=Status.FAILING,
        conviction=20,
        falsifier="x",
        test="price <= 5",
        review_on=date(2026, 5, 1),
        tags=("grid",),
        position=4,
        removed=True,
    )
    assert changed_aspects(CLAIM, after) == tuple(Aspect)
    assert changed_aspects(CLAIM, CLAIM) == ()


def test_a_note_that_was_typed_with_pauses_is_told_with_its_change() -> None:
    failing = replace(CLAIM, status=Status.FAILING)
    steps = steps_of(
        [
            revision(1, CLAIM),
            revision(2, failing, 5),
            revision(3, failing, 5, "the mar"),
            revision(4, failing, 6, "the margin fell"),
            revision(5, failing, 60, "the margin fell again"),
        ]
    )
    assert [each.revision.id for each in steps] == [1, 2, 5]
    assert steps[1].revision.note == "the margin fell"
    assert steps[1].changed == (Aspect.STATUS,)
    assert steps[2].changed == ()


def test_a_note_of_the_test_is_no_word_of_the_user() -> None:
    failing = replace(CLAIM, status=Status.FAILING)
    tripped = Revision(2, failing, NOW, Author.TEST)
    steps = steps_of([revision(1, CLAIM), tripped, revision(3, failing, 1, "I saw it")])
    assert [each.revision.id for each in steps] == [1, 2, 3]


def test_a_review_that_changes_nothing_stays_a_step() -> None:
    reviewed = replace(revision(2, CLAIM, 1, "seen"), reviewed=True)
    assert len(steps_of([revision(1, CLAIM), reviewed])) == 2
