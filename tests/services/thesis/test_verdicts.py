"""What the tests of claims say: of figures, of prices, of both, and of what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from gridwatch.domain.alert.grammar import GrammarProblem
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.problem import Problem
from gridwatch.domain.quote import Quote
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency
from gridwatch.services.edits import Edit, apply
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.figure_edits import AddSeries, ChangeSeries, PutFigures, RemoveSeries
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.services.thesis.verdicts import Outcome, Verdict, check_test, verdicts
from gridwatch.store.database import transaction
from gridwatch.store.market.quotes import store_quotes
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.figures import all_series
from gridwatch.store.user.themes import all_themes
from tests.in_memory import new_market, new_user

NOW = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)
QUARTERS = (date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31))


class Kit:
    """A profile with one company and a theme."""

    def __init__(self) -> None:
        self.user = new_user()
        self.market = new_market()
        with transaction(self.user):
            listing = Listing("600001.SS", "SSE", "CNY", "A", "I")
            one = Company(0, "One", "", "", "CN", True, "", "600001.SS", (listing,))
            self.company = About(add_company(self.user, one).id)
        self.do(AddTheme("Grid"))
        self.theme = About(theme_id=all_themes(self.user)[0].id)

    def do(self, edit: Edit, after: int = 0) -> None:
        """Make an edit so many seconds after the present."""
        apply(self.user, edit, NOW + timedelta(seconds=after))

    def series(
        self, key: str, *values: float, about: About | None = None, unit: str = "%",
        frequency: Frequency = Frequency.QUARTER,
    ) -> FigureSeries:  # fmt: skip
        """Keep a series with figures of the last quarters."""
        owner = about or self.company
        days = QUARTERS[len(QUARTERS) - len(values) :]
        figures = [Figure(0, 0, on, value, on, NOW) for on, value in zip(days, values, strict=True)]
        series = FigureSeries(0, owner, key, key.upper(), unit, frequency)
        self.do(AddSeries(series, tuple(figures)))
        found = (each for each in all_series(self.user) if (each.about, each.key) == (owner, key))
        return next(found)

    def quote(self, price: float) -> None:
        """Store a quote of the company."""
        with transaction(self.market):
            store_quotes(self.market, [Quote("600001.SS", price, NOW, "CNY", "CNY", 28800)])

    def verdict(self, test: str, about: About | None = None) -> Verdict:
        """Claim something with a test and return what it says now."""
        self.do(AddClaim(Claim(0, about or self.company, "It holds", NOW, test=test)))
        (claim,) = [each for each in all_claims(self.user) if each.test == test]
        return self.again(claim)

    def again(self, claim: Claim) -> Verdict:
        """Return what the test of a claim says now."""
        return verdicts(self.user, self.market, [claim], NOW)[claim.id]


@pytest.fixture
def kit() -> Iterator[Kit]:
    """Give a profile."""
    found = Kit()
    yield found
    found.user.close()
    found.market.close()


def test_a_claim_without_a_test_has_no_verdict(kit: Kit) -> None:
    assert kit.verdict("").outcome is Outcome.NONE


@pytest.mark.parametrize(
    ("test", "outcome", "value"),
    [
        ("gross_margin < 28%", Outcome.HOLDS, 27.5),
        ("gross_margin < 28% for 2 quarters", Outcome.CLEAR, 29.0),
        ("gross_margin < 29% for 2 quarters", Outcome.CLEAR, 29.0),
        ("gross_margin <= 29% for 2 quarters", Outcome.HOLDS, 29.0),
        ("gross_margin > 27.5 for 3 periods", Outcome.CLEAR, 27.5),
        ("gross_margin >= 27.5 for 3 periods", Outcome.HOLDS, 27.5),
        ("gross_margin > 27.6 for 3 periods", Outcome.CLEAR, 27.5),
        ("gross_margin < 29% for 4 quarters", Outcome.UNKNOWN, None),
    ],
)
def test_the_last_figures_in_a_row_all_have_to_hold(
    kit: Kit, test: str, outcome: Outcome, value: float | None
) -> None:
    kit.series("gross_margin", 30.0, 29.0, 27.5)
    found = kit.verdict(test)
    assert (found.outcome, found.terms[0].value) == (outcome, value)
    assert found.terms[0].name == "GROSS_MARGIN"
    assert found.missing == (() if value is not None else ("figures:gross_margin",))


def test_money_is_compared_in_its_unit(kit: Kit) -> None:
    kit.series("backlog_a", 12.5, unit="bn CNY")
    kit.series("backlog_b", 12.5, unit="CNY bn")
    for name in ("backlog_a", "backlog_b"):
        found = kit.verdict(f"{name} >= 12bn CNY")
        assert (found.outcome, found.terms[0].value) == (Outcome.HOLDS, 12.5e9)
        assert kit.verdict(f"{name} >= 12.6").outcome is Outcome.CLEAR


@pytest.mark.parametrize(
    ("test", "code", "word"),
    [
        ("gross_margin < 28% for 2 months", "series_period", "gross_margin"),
        ("cap > 1bn CNY and gross_margn < 28%", "series_near", "gross_margn"),
        ("tokens_used < 28", "series_none", "tokens_used"),
        ("gross_margin < 28 CNY", "series_unit", "gross_margin"),
        ("backlog_a >= 12.5bn", "series_scale", "backlog_a"),
        ("backlog_a >= 12.5bn USD", "series_unit", "backlog_a"),
        ("gross_margin < 28% and stale > 3", "rule_stale_joined", ""),
        ("review >= 0 days", "rule_review_test", ""),
        ("USDCNY >= 7.3", "rule_rate", ""),
    ],
)
def test_what_can_not_be_kept_is_refused_at_the_word(
    kit: Kit, test: str, code: str, word: str
) -> None:
    kit.series("gross_margin", 30.0)
    kit.series("backlog_a", 12.5, unit="bn CNY")
    with pytest.raises(Problem) as refused:
        check_test(kit.user, kit.company, test, NOW)
    problem = refused.value
    assert problem.code == code
    if word:
        assert isinstance(problem, GrammarProblem)
        assert test[problem.start : problem.end] == word
    with pytest.raises(Problem) as again:
        kit.do(AddClaim(Claim(0, kit.company, "It holds", NOW, test=test)))
    assert again.value.code == code
    assert not all_claims(kit.user)


def test_a_theme_looks_at_figures_and_rates_alone(kit: Kit) -> None:
    kit.series("capex_plan", 9.0, about=kit.theme, unit="bn USD")
    check_test(kit.user, kit.theme, "capex_plan < 8 or USDCNY >= 7.3", NOW)
    with pytest.raises(Problem) as refused:
        check_test(kit.user, kit.theme, "capex_plan < 8 and drawdown >= 20%", NOW)
    assert refused.value.code == "rule_theme"


def test_a_series_of_its_own_comes_before_that_of_a_theme(kit: Kit) -> None:
    kit.series("lead_time", 50.0, about=kit.theme, unit="weeks")
    assert kit.verdict("lead_time < 40").outcome is Outcome.CLEAR
    kit.series("lead_time", 30.0, unit="weeks")
    (claim,) = all_claims(kit.user)
    found = kit.again(claim)
    assert (found.outcome, found.terms[0].unit) == (Outcome.HOLDS, "weeks")


def test_prices_are_asked_for_beside_figures(kit: Kit) -> None:
    kit.series("gross_margin", 27.5)
    assert kit.verdict("gross_margin < 28% and price < 10").outcome is Outcome.UNKNOWN
    assert kit.verdict("gross_margin < 27% and price < 10").outcome is Outcome.CLEAR
    kit.quote(9.0)
    first, second = sorted(all_claims(kit.user), key=lambda each: each.test, reverse=True)
    assert kit.again(first).outcome is Outcome.HOLDS
    assert [each.value for each in kit.again(first).terms] == [27.5, 9.0]
    assert kit.again(second).outcome is Outcome.CLEAR


def test_a_series_that_was_changed_since_is_said_so(kit: Kit) -> None:
    series = kit.series("gross_margin", 27.5)
    assert kit.verdict("gross_margin < 28% for 1 quarter").outcome is Outcome.HOLDS
    (claim,) = all_claims(kit.user)
    kit.do(ChangeSeries(replace(series, frequency=Frequency.MONTH)))
    found = kit.again(claim)
    assert found.outcome is Outcome.UNREADABLE
    assert found.problem is not None
    assert found.problem.code == "series_period"
    kit.do(RemoveSeries(series.id))
    assert kit.again(claim).missing == ("series:gross_margin",)


def test_what_becomes_known_later_does_not_count_yet(kit: Kit) -> None:
    series = kit.series("gross_margin", 30.0)
    known = NOW.date() + timedelta(days=2)
    kit.do(PutFigures(series.id, (Figure(0, 0, QUARTERS[-1], 20.0, known, NOW),)))
    assert kit.verdict("gross_margin < 28%").outcome is Outcome.CLEAR
    (claim,) = all_claims(kit.user)
    later = verdicts(kit.user, None, [claim], NOW + timedelta(days=3))
    assert later[claim.id].outcome is Outcome.HOLDS


def test_words_that_are_no_test_any_more_are_told(kit: Kit) -> None:
    claim = Claim(1, kit.company, "It holds", NOW, test="nonsense > 3")
    found = kit.again(claim)
    assert found.outcome is Outcome.UNREADABLE
    assert isinstance(found.problem, GrammarProblem)
