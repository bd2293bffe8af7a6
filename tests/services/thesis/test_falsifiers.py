"""The rule of a claim: kept in step with its test, and out of the hands of the alert panel."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gridwatch.domain.alert.grammar import condition_text, parse_condition
from gridwatch.domain.alert.rule import Basis, Repeat, Rule, Scope, Subject
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.services.edits import Edit, apply
from gridwatch.services.overview import read_overview
from gridwatch.services.rule_edits import AddRule, MuteRule, RemoveRule, ReplaceRule
from gridwatch.services.rule_views import Rulebook, read_rulebook
from gridwatch.services.thesis.claim_edits import AddClaim, ChangeClaim
from gridwatch.services.thesis.figure_edits import AddSeries, PutFigures, RemoveSeries
from gridwatch.services.thesis.theme_edits import AddTheme, RemoveTheme
from gridwatch.store.database import transaction
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.rules import all_rules, rule_of_claim
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.in_memory import new_user
from tests.services.undoing import dump

NOW = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
GRID = Subject(Scope.THEME, 1)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    """Give a file with a company on a list, a theme, a series of each and a claim with a test."""
    connection = new_user()
    with transaction(connection):
        listing = Listing("600001.SS", "SSE", "CNY", "A", "I")
        one = Company(0, "One", "", "", "CN", True, "", "600001.SS", (listing,))
        set_companies(connection, add_watchlist(connection, "L"), [add_company(connection, one).id])
    for edit in (
        AddTheme("Grid"),
        AddSeries(FigureSeries(0, About(1), "gross_margin", "Gross margin", "%")),
        AddSeries(FigureSeries(0, About(theme_id=1), "capex_plan", "Capex", "bn USD")),
        AddClaim(Claim(0, About(1), "Margins hold", NOW, test="gross_margin < 28%")),
    ):
        apply(connection, edit, NOW)
    yield connection
    connection.close()


def own(user: sqlite3.Connection) -> Rule:
    """Return the rule of the claim."""
    found = rule_of_claim(user, 1)
    assert found is not None
    return found


def refused(user: sqlite3.Connection, edit: Edit) -> str:
    """Return why an edit is refused; it changes nothing."""
    before = dump(user)
    with pytest.raises(Problem) as told:
        apply(user, edit, LATER)
    assert dump(user) == before
    return told.value.code


def test_a_test_is_a_rule_that_looks_at_last_prices(user: sqlite3.Connection) -> None:
    made = own(user)
    assert (made.subject, made.claim_id, made.basis) == (Subject(Scope.COMPANY, 1), 1, Basis.LAST)
    assert condition_text(made.condition) == "gross_margin < 28%"


def test_how_it_tells_is_the_users_and_outlives_another_test(user: sqlite3.Connection) -> None:
    apply(user, MuteRule(own(user).id), LATER)
    apply(user, ReplaceRule(replace(own(user), repeat=Repeat.DAILY, claim_id=None)), LATER)
    (claim,) = all_claims(user)
    apply(user, ChangeClaim(replace(claim, test="gross_margin < 25%")), LATER)
    found = own(user)
    assert (found.muted, found.repeat, found.claim_id) == (True, Repeat.DAILY, 1)
    assert condition_text(found.condition) == "gross_margin < 25%"


def test_what_it_looks_at_is_the_claims(user: sqlite3.Connection) -> None:
    other = replace(own(user), condition=parse_condition("gross_margin < 25%"))
    assert refused(user, ReplaceRule(other)) == "rule_claim_change"
    assert refused(user, RemoveRule(own(user).id)) == "rule_of_claim"


def test_a_rule_of_ones_own_belongs_to_no_claim(user: sqlite3.Connection) -> None:
    apply(user, AddRule(replace(own(user), id=0)), LATER)
    assert [each.claim_id for each in all_rules(user)] == [1, None]


def test_a_decided_claim_has_no_rule(user: sqlite3.Connection) -> None:
    (claim,) = all_claims(user)
    _, undo = apply(user, ChangeClaim(replace(claim, status=Status.BROKEN)), LATER)
    assert rule_of_claim(user, 1) is None
    apply(user, undo, LATER)
    assert condition_text(own(user).condition) == "gross_margin < 28%"


def test_a_theme_comes_back_whatever_has_become_of_the_series(user: sqlite3.Connection) -> None:
    claim = Claim(0, About(theme_id=1), "Capex grows", NOW, test="capex_plan < 8")
    apply(user, AddClaim(claim), NOW)
    _, undo = apply(user, RemoveTheme(1), LATER)
    assert rule_of_claim(user, 2) is None
    apply(user, RemoveSeries(2), LATER)
    apply(user, undo, LATER)
    found = rule_of_claim(user, 2)
    assert found is not None
    assert condition_text(found.condition) == "capex_plan < 8"


@pytest.mark.parametrize(
    ("text", "subject", "code"),
    [
        ("tokens_used > 3", Subject(Scope.COMPANY, 1), "series_none"),
        ("gross_margn > 3", Subject(Scope.COMPANY, 1), "series_near"),
        ("gross_margin > 3", GRID, "series_none"),
        ("gross_margin > 3 for 2 years", Subject(Scope.EVERYTHING), "series_period"),
        ("capex_plan > 3", Subject(Scope.EVERYTHING), "series_none"),
        ("cap > 1bn CNY", GRID, "rule_theme"),
        ("sma(50) > sma(200)", GRID, "rule_theme"),
        ("review >= 0 days and price > 3", Subject(Scope.COMPANY, 1), "rule_review_joined"),
        ("review >= 0 days", Subject(Scope.LISTING, key="600001.SS"), "rule_review_subject"),
        ("gross_margin > 3", Subject(Scope.RATE, key="USDCNY"), "rule_rate"),
        ("gross_margin > 3", Subject(Scope.THEME, 9), "rule_subject"),
    ],
)
def test_what_would_never_speak_is_refused(
    user: sqlite3.Connection, text: str, subject: Subject, code: str
) -> None:
    assert refused(user, AddRule(Rule(0, subject, parse_condition(text), NOW, NOW))) == code


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("capex_plan > 3", Subject(Scope.COMPANY, 1)),
        ("capex_plan > 3 or USDCNY >= 7.3", GRID),
        ("gross_margin > 3 and cap > 1bn CNY", Subject(Scope.LISTING, key="600001.SS")),
        ("gross_margin > 3 for 2 quarters", Subject(Scope.EVERYTHING)),
        ("review >= -7 days", GRID),
        ("review >= 0 days", Subject(Scope.EVERYTHING)),
    ],
)
def test_alerts_may_look_at_figures_and_reviews(
    user: sqlite3.Connection, text: str, subject: Subject
) -> None:
    apply(user, AddRule(Rule(0, subject, parse_condition(text), NOW, NOW)), LATER)
    made = all_rules(user)[-1]
    assert (made.subject, made.condition) == (subject, parse_condition(text))


def book(user: sqlite3.Connection) -> Rulebook:
    """Read the rules as the window does, without any price."""
    return read_rulebook(user, None, read_overview(user, None, LATER), LATER)


def test_the_window_reads_what_a_rule_tests_and_the_figure_of_now(
    user: sqlite3.Connection,
) -> None:
    on = NOW.date() - timedelta(days=40)
    series = replace(FigureSeries(0, About(1), "a_b", "A"), unit="weeks")
    assert book(user).views[0].near is None
    apply(user, PutFigures(1, (Figure(0, 1, on, 29.5, on, NOW),)), LATER)
    apply(user, AddSeries(series, (Figure(0, 0, on, 40.0, on, NOW),)), LATER)
    apply(
        user,
        AddRule(Rule(0, Subject(Scope.COMPANY, 1), parse_condition("a_b > 30"), NOW, NOW)),
        LATER,
    )
    found = book(user)
    assert (found.themes, found.claims) == ({1: "Grid"}, {1: "Margins hold"})
    values = [
        (each.near.value, each.near.unit, each.near.beyond) for each in found.views if each.near
    ]
    assert values == [(29.5, "%", False), (40.0, "weeks", True)]
