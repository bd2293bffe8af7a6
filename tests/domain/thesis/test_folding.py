"""Folding: letter for letter, without case, width and accents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.thesis.folding import folded, spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Übertragungsnetz", "ubertragungsnetz"),
        ("ＧＷ　１００", "gw 100"),
        ("Ærø, Łódź", "ærø, lodz"),
        ("a\tb\nc\0d", "a b c d"),
        ("ΩΣς", "ωσσ"),
        ("İSTANBUL", "istanbul"),
    ],
)
def test_what_is_written_differently_is_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("й", "и"), ("变", "變"), ("한", "하")])
def test_other_letters_stay_others(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_each_letter_becomes_one_and_stays_it(text: str) -> None:
    once = folded(text)
    assert len(once) == len(text)
    assert folded(once) == once


def test_every_letter_of_the_first_planes_folds_to_one() -> None:
    every = "".join(map(chr, range(0x20000)))
    assert len(folded(every)) == len(every)


def test_a_word_is_spelt_with_ss_and_with_sharp_s() -> None:
    assert set(spellings("massengröße")) == {
        f"ma{one}engrö{other}e" for one in ("ss", "ß") for other in ("ss", "ß")
    }
    assert spellings("grid") == ("grid",)
    assert spellings("ss" * 9) == ("ss" * 9,)
