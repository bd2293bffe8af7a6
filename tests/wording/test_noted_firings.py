"""How firings over figures and claims are told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gridwatch.cli.voice import PlainPhrases
from gridwatch.domain.alert.measure import Measure
from gridwatch.store.user.firings import Evidence, Firing
from gridwatch.wording.figures import figure_words
from gridwatch.wording.firings import (
    headline_words,
    how_words,
    level_words,
    value_words,
    when_words,
    why_words,
)
from gridwatch.wording.letters import letter_of
from tests.told import AT, FIRING

PLAIN = PlainPhrases()


def firing(condition: str, level: str, value: float, unit: str, claim: str = "") -> Firing:
    measure = Measure.REVIEW if condition.startswith("review") else Measure.SERIES
    return replace(
        FIRING, name="X", measure=measure, level=Decimal(level), value=value, unit=unit,
        condition=condition, claim=claim, claim_id=1 if claim else None, move=None,
        evidence=Evidence(source="Q3 report"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (firing("gross_margin <= 28%", "28", 27.5, "%"), "X: gross_margin fell to 27.5%"),
        (firing("gross_margin <= 28%", "28", 28.0, "%"), "X: gross_margin fell to 28%"),
        (
            firing("gross_margin <= 28% for 2 quarters", "28", 27.5, "%", "Margins hold"),
            "“Margins hold” is put in doubt. X: gross_margin at 27.5% or less for 2 quarters",
        ),
        (
            firing("cap >= 1bn CNY and series(backlog) >= 12", "12", 12.5, "bn CNY", "It ends"),
            "“It ends” is put in doubt. X: backlog rose to 12.5 bn CNY",
        ),
        (
            firing("review >= 0 days", "0", 0, "", "Margins hold"),
            "X: “Margins hold” is due for review",
        ),
        (
            replace(FIRING, claim="It is cheap", claim_id=1),
            "“It is cheap” is put in doubt. China XD reached 14bn USD",
        ),
    ],
)
def test_a_firing_says_which_claim_is_in_doubt_and_why(told: Firing, words: str) -> None:
    assert headline_words(told, PLAIN) == words


def test_a_long_claim_leaves_room_for_what_happened() -> None:
    told = headline_words(firing("a_b <= 3", "3", 2, "", "Long " * 300), PLAIN)
    assert told.endswith("…” is put in doubt. X: a_b fell to 2")
    assert len(told) < 150


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (27.55, "%", "27.55%"),
        (27.0, "percent", "27%"),
        (12.5e9, "CNY", "12.5bn CNY"),
        (0.38, "USD", "0.38 USD"),
        (12.5, "bn CNY", "12.5 bn CNY"),
        (40, "weeks", "40 weeks"),
        (3, "", "3"),
    ],
)
def test_a_figure_is_written_in_its_unit(value: float, unit: str, words: str) -> None:
    assert figure_words(value, unit, PLAIN) == words


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (3, "3 days ago"), (-2, "in 2 days")])
def test_a_review_is_told_by_its_days(days: float, words: str) -> None:
    told = firing("review >= -7 days", "-7", days, "", "It holds")
    assert value_words(told, PLAIN) == words
    assert level_words(told, PLAIN) == "in 7 days"


def test_no_exchange_tells_what_is_noted() -> None:
    told = firing("gross_margin <= 28%", "28", 27.5, "%", "Margins hold")
    assert when_words(told, PLAIN, 8 * 3600) == PLAIN.moment(AT)
    assert how_words(told) == "figures"
    assert why_words(told, PLAIN) == "Source: Q3 report"
    letter = letter_of((told,), PLAIN, lambda _: 8 * 3600, simulated=False)
    assert letter.body == f"{PLAIN.moment(AT)} (figures)\nSource: Q3 report"


def test_words_of_a_condition_that_is_not_understood_any_more_are_left_out() -> None:
    told = firing("an older grammar <= 3", "3", 2, "")
    assert headline_words(told, PLAIN) == "X: the figure fell to 2"
