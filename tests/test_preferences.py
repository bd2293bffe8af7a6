"""Settings read from text that any version may have written."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.preferences import ALLOWED, Preferences, preferences_of, read_choice, text_of

NAMES = [each.name for each in fields(Preferences)]


def test_every_value_survives_being_stored() -> None:
    chosen = Preferences("de", "dark", "red", "EUR", 300, notifications=False)
    stored = {name: text_of(getattr(chosen, name)) for name in NAMES}
    assert preferences_of(stored) == chosen
    assert preferences_of({}) == Preferences()


@pytest.mark.parametrize("name", list(ALLOWED))
def test_every_allowed_value_can_be_chosen(name: str) -> None:
    for value in ALLOWED[name]:
        assert getattr(preferences_of({name: value}), name) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("language", "fr"), ("theme", ""), ("base_currency", "XXX"), ("refresh_seconds", "²"),
     ("refresh_seconds", "9" * 5000), ("refresh_seconds", "-5"), ("notifications", "yes"),
     ("of_a_newer_version", "1")],
)  # fmt: skip
def test_what_cannot_be_read_keeps_its_default(name: str, text: str) -> None:
    assert preferences_of({name: text}) == Preferences()
    with pytest.raises(Problem) as refused:
        read_choice(name, text)
    assert refused.value.code == "setting_value"


@given(st.dictionaries(st.sampled_from([*NAMES, "other"]), st.text(max_size=12)))
def test_any_stored_text_gives_preferences(stored: dict[str, str]) -> None:
    chosen = preferences_of(stored)
    assert 15 <= chosen.refresh_seconds <= 3600
    assert all(getattr(chosen, name) in allowed for name, allowed in ALLOWED.items())


def test_the_pace_is_kept_within_what_is_polite() -> None:
    assert read_choice("refresh_seconds", "1") == 15
    assert read_choice("refresh_seconds", "99999") == 3600
