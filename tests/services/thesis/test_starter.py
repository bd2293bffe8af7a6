"""The example thesis: whole in each language, stored once, tested and due as it says."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import EXAMPLE, About
from gridwatch.domain.thesis.claim import Status
from gridwatch.domain.thesis.evidence import Stance
from gridwatch.domain.thesis.figures import known_figures
from gridwatch.places import Profile, resources
from gridwatch.services.edits import apply
from gridwatch.services.profiles import open_profile
from gridwatch.services.thesis.starter import AddStarter, read_starter
from gridwatch.services.thesis.theme_edits import RemoveTheme
from gridwatch.store.user.claims import all_claims, claims_about
from gridwatch.store.user.evidence import evidence_about
from gridwatch.store.user.figures import all_series, figures_of
from gridwatch.store.user.rules import all_rules
from gridwatch.store.user.themes import all_themes
from tests.in_memory import new_user

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
LANGUAGES = ("en", "de", "zh_CN")


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    with closing(new_user()) as connection:
        yield connection


def added(user: sqlite3.Connection, language: str) -> About:
    apply(user, AddStarter(read_starter(resources(), language)), NOW)
    return About(theme_id=all_themes(user)[0].id)


def test_every_text_is_there_in_every_language() -> None:
    with (resources() / "starter" / "thesis.toml").open("rb") as file:
        content = tomllib.load(file)
    seen = 0

    def walk(node: object) -> None:
        nonlocal seen
        if isinstance(node, dict):
            if set(node) & set(LANGUAGES):
                assert set(node) == set(LANGUAGES)
                assert all(node.values())
                seen += 1
            for each in node.values():
                walk(each)
        elif isinstance(node, list):
            for each in node:
                walk(each)

    walk(content)
    assert seen > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_stored_whole(user: sqlite3.Connection, language: str) -> None:
    about = added(user, language)
    starter = read_starter(resources(), language)
    claims, found = claims_about(user, about), evidence_about(user, about)
    assert [each.statement for each in claims] == [e.claim.statement for e in starter.claims]
    assert len(claims) == 5
    assert all(each.falsifier and each.tags and each.status is Status.OPEN for each in claims)
    assert [each.review_on for each in claims] == [
        NOW.astimezone().date() + each.review_after for each in starter.claims
    ]
    assert len(found) == sum(len(each.evidence) for each in starter.claims) == 17
    assert {each.stance for each in found} == {Stance.FOR, Stance.AGAINST}
    assert all(each.source for each in found)


def test_the_three_languages_say_it_in_their_own_words() -> None:
    said = [read_starter(resources(), each) for each in LANGUAGES]
    for texts in zip(*([e.claim.statement for e in each.claims] for each in said), strict=True):
        assert len(set(texts)) == len(LANGUAGES)
    assert read_starter(resources(), "fr") == said[0]


def test_its_figures_are_those_of_the_article(user: sqlite3.Connection) -> None:
    added(user, "en")
    series = {each.key: each for each in all_series(user)}
    demand = known_figures(figures_of(user, series["datacentre_demand"].id))
    assert [(each.on, each.value) for each in demand if not each.forecast] == [
        (date(2023, 12, 31), 176.0)
    ]
    assert [(e.on.year, e.low, e.high) for e in demand if e.forecast] == [(2028, 325.0, 580.0)]
    assert figures_of(user, series["weekly_tokens"].id) == ()  # the article names none
    grids = next(e for e in evidence_about(user, About(theme_id=1)) if e.on == date(2025, 12, 10))
    assert (grids.figure, grids.unit) == (Decimal("1.2"), "tn EUR")


def test_tests_watch_its_own_series_and_hold_nowhere_yet(user: sqlite3.Connection) -> None:
    added(user, "en")
    tested = {each.id for each in all_claims(user) if each.test}
    rules = all_rules(user)
    assert {each.claim_id for each in rules} == tested
    assert len(tested) == 3
    assert {term.measure for each in rules for term in each.terms} == {Measure.SERIES}


def test_it_is_there_once_and_goes_and_comes_back_whole(user: sqlite3.Connection) -> None:
    about = added(user, "en")
    claims, rules = claims_about(user, about), len(all_rules(user))
    starter = AddStarter(read_starter(resources(), "en"))
    with pytest.raises(Problem, match="there already"):
        apply(user, starter, NOW)
    (theme,) = all_themes(user)
    _, back = apply(user, RemoveTheme(theme.id), NOW + timedelta(days=1))
    assert (all_themes(user), all_claims(user), all_series(user), all_rules(user)) == ((),) * 4
    apply(user, back, NOW + timedelta(days=2))
    assert claims_about(user, about) == claims
    assert len(all_rules(user)) == rules


def test_a_new_profile_begins_with_it_and_is_reminded(tmp_path: Path) -> None:
    with closing(open_profile(Profile(tmp_path), resources(), "zh_CN")) as opened:
        (theme,) = all_themes(opened)
        assert (theme.name, theme.key) == ("电网新周期", EXAMPLE)
        general = [each for each in all_rules(opened) if each.claim_id is None]
        assert [term.measure for each in general for term in each.terms] == [Measure.REVIEW]
