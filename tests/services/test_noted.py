"""What the notes put on a chart: evidence at its date, figures as known, and what is offered."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import day_number, day_of
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS
from gridwatch.domain.charting import Found, MarkKind
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.domain.thesis.figures import Figure, FigureSeries, known_figures
from gridwatch.services.edits import Edit, apply
from gridwatch.services.marks import evidence_mark, placed
from gridwatch.services.noted import MOST_EVIDENCE, ids_of_keys, line_of, read_noted
from gridwatch.services.thesis.claim_edits import AddClaim, RemoveClaim
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.figure_edits import AddSeries
from gridwatch.services.thesis.theme_edits import AddTheme, RemoveTheme
from gridwatch.store.user.chart_notes import figure_columns
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.evidence import add_evidence
from gridwatch.store.user.figures import add_figures, add_series
from gridwatch.store.user.themes import all_themes
from tests.in_memory import new_user
from tests.services.cache import company_of

NOW = datetime(2026, 3, 6, 4, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
MARGIN = FigureSeries(0, About(), "gross_margin", "Gross margin", "%")


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = new_user()
    yield connection
    connection.close()


@pytest.fixture
def companies(user: sqlite3.Connection) -> tuple[int, int]:
    made = [add_company(user, replace(company_of(each), id=0)) for each in ("601179.SS", "GEV")]
    return made[0].id, made[1].id


def make(user: sqlite3.Connection, *edits: Edit) -> None:
    for each in edits:
        apply(user, each, NOW)


def theme_of(user: sqlite3.Connection, name: str) -> About:
    make(user, AddTheme(name))
    return About(theme_id=next(each.id for each in all_themes(user) if each.name == name))


def claim_about(user: sqlite3.Connection, about: About, statement: str) -> Claim:
    make(user, AddClaim(Claim(0, about, statement, NOW)))
    return next(each for each in all_claims(user) if each.statement == statement)


def evidence(claim: Claim, on: date, what: str, stance: Stance = Stance.FOR) -> AddEvidence:
    return AddEvidence(Evidence(0, claim.id, on, what, NOW, stance))


def figure(on: date, value: float | None, known: date, **more: object) -> Figure:
    return Figure(0, 0, on, value, known, NOW, **more)  # type: ignore[arg-type]


def test_evidence_is_that_of_the_company_and_of_themes(
    user: sqlite3.Connection, companies: tuple[int, int]
) -> None:
    own, other = (claim_about(user, About(each), f"about {each}") for each in companies)
    theme = claim_about(user, theme_of(user, "Power"), "shared")
    make(
        user,
        evidence(theme, MONDAY, "later"),
        evidence(own, MONDAY - timedelta(days=9), "earlier", Stance.AGAINST),
        evidence(other, MONDAY, "of another company"),
    )
    found = read_noted(user, companies[0], ()).evidence
    said = [(each.evidence.what, each.statement, each.theme, each.is_for) for each in found]
    assert said == [
        ("earlier", own.statement, "", False),
        ("later", "shared", "Power", True),
    ]
    assert [each.about for each in found] == [own.about, theme.about]


def test_evidence_goes_with_its_claim_and_with_its_theme(
    user: sqlite3.Connection, companies: tuple[int, int]
) -> None:
    own = claim_about(user, About(companies[0]), "own")
    about = theme_of(user, "Power")
    theme = claim_about(user, about, "shared")
    make(user, evidence(own, MONDAY, "one"), evidence(theme, MONDAY, "two"))
    make(user, RemoveClaim(own.id))
    assert [each.evidence.what for each in read_noted(user, companies[0], ()).evidence] == ["two"]
    make(user, RemoveTheme(about.theme_id))
    assert read_noted(user, companies[0], ()).evidence == ()


def test_of_far_too_much_evidence_the_newest_is_marked_and_said_so(
    user: sqlite3.Connection, companies: tuple[int, int]
) -> None:
    own = claim_about(user, About(companies[0]), "own")
    first = date(2019, 1, 1)
    for each in range(MOST_EVIDENCE + 3):
        on = first + timedelta(days=each)
        add_evidence(user, Evidence(0, own.id, on, "what", NOW))
    noted = read_noted(user, companies[0], ())
    days = [each.evidence.on for each in noted.evidence]
    assert days == [first + timedelta(days=3 + each) for each in range(MOST_EVIDENCE)]
    assert [each.code for each in noted.notes] == ["evidence_many"]


@given(
    st.lists(st.integers(0, 30), min_size=1, max_size=12, unique=True).map(sorted),
    st.lists(st.integers(-5, 40), max_size=12),
    st.sampled_from([BarSize.DAY, BarSize.HOUR]),
)
def test_evidence_stands_on_the_first_bar_on_or_after_its_day(
    sessions: list[int], days: list[int], size: BarSize
) -> None:
    shift = 34_200 if size.intraday else 0
    bars = [day_number(MONDAY) + each for each in sessions for _ in range(2 if shift else 1)]
    stamps = np.array(
        [day * DAY_SECONDS + shift * (1 + at % 2) for at, day in enumerate(bars)], dtype=np.int64
    )
    one = Evidence(0, 7, MONDAY, "what", NOW)
    found = [
        Found(replace(one, on=MONDAY + timedelta(days=each)), About(1), "claim")
        for each in sorted(days)
    ]
    marks = placed([evidence_mark(each) for each in found], stamps, size)
    expected = []
    for each in found:
        day = day_number(each.evidence.on)
        bar = next((at for at, held in enumerate(bars) if held >= day), None)
        if bar is not None and day >= bars[0]:
            expected.append((each, bar))
    assert [(each.found, each.bar) for each in marks] == expected
    assert all(each.kind is MarkKind.EVIDENCE and each.reference == 7 for each in marks)


def test_series_of_the_company_are_offered_before_those_of_themes(
    user: sqlite3.Connection, companies: tuple[int, int]
) -> None:
    theme = theme_of(user, "Power")
    make(
        user,
        AddSeries(replace(MARGIN, about=theme, name="Peers")),
        AddSeries(replace(MARGIN, about=About(companies[0]))),
        AddSeries(replace(MARGIN, about=About(companies[1]), name="Elsewhere")),
    )
    offers = read_noted(user, companies[0], ()).offers
    assert [(each.series.name, each.theme) for each in offers] == [
        ("Gross margin", ""),
        ("Peers", "Power"),
    ]
    own, peers = (each.series.id for each in offers)
    assert ids_of_keys(user, companies[0], ("gross_margin",)) == (own,)
    assert ids_of_keys(user, 99, ("Gross_Margin",)) == (peers,)
    with pytest.raises(Problem) as refused:
        ids_of_keys(user, companies[0], ("backlog",))
    assert refused.value.code == "picture_figures"


def test_chosen_figures_come_in_their_order_without_those_that_are_gone(
    user: sqlite3.Connection, companies: tuple[int, int]
) -> None:
    about = About(companies[0])
    make(
        user,
        AddSeries(replace(MARGIN, about=about), (figure(MONDAY, 28.5, MONDAY),)),
        AddSeries(FigureSeries(0, about, "backlog", "Backlog")),
    )
    first, second = (each.series.id for each in read_noted(user, companies[0], ()).offers)
    lines = read_noted(user, companies[0], (second, 99, first)).figures
    assert [each.series.id for each in lines] == [second, first]
    assert len(lines[0]) == 0
    assert lines[1].values.tolist() == [28.5]
    assert [day_of(int(each)) for each in lines[1].days] == [MONDAY]
    assert read_noted(user, companies[1], (first,)).figures == ()


def test_a_revision_keeps_what_was_said_before(
    user: sqlite3.Connection, companies: tuple[int, int]
) -> None:
    april, may, june = date(2026, 4, 10), date(2026, 5, 10), date(2026, 6, 10)
    end, ahead = date(2026, 3, 31), date(2026, 6, 30)
    figures = (
        figure(end, 28.0, april),
        figure(end, 28.4, may),
        figure(end, 28.9, june),
        figure(ahead, None, april, low=29.0, high=31.0, forecast=True),
    )
    make(user, AddSeries(replace(MARGIN, about=About(companies[0])), figures))
    number = read_noted(user, companies[0], ()).offers[0].series.id
    (line,) = read_noted(user, companies[0], (number,)).figures
    assert line.values.tolist() == [28.9, 30.0]
    assert day_of(int(line.known[0])) == june
    assert (line.former[0], day_of(int(line.former_known[0]))) == (28.4, may)
    assert math.isnan(line.former[1])
    assert (line.low[1], line.high[1], line.forecast.tolist()) == (29, 31, [False, True])
    assert np.isnan(line.low[0])


REVISIONS = st.lists(
    st.tuples(
        st.integers(-30, 3),  # quarters of months around 1970 too: days before it count down
        st.one_of(st.none(), st.sampled_from([1.0, 2.0, 3.5])),
        st.integers(0, 6),
        st.booleans(),
    ),
    max_size=25,
)


@given(REVISIONS)
def test_columns_know_what_all_revisions_together_know(
    rows: list[tuple[int, float | None, int, bool]],
) -> None:
    user = new_user()
    try:
        company = add_company(user, company_of("GEV"))
        series = add_series(user, replace(MARGIN, about=About(company.id)))
        first = date(1970, 1, 15)
        figures = [
            Figure(
                0,
                series.id,
                first + timedelta(days=31 * month),
                value,
                first + timedelta(days=known),
                NOW,
                forecast=ahead,
            )
            for month, value, known, ahead in rows
        ]
        ids = add_figures(user, figures)
        figures = [replace(each, id=at) for each, at in zip(figures, ids, strict=True)]
        line = line_of(series, figure_columns(user, series.id))
    finally:
        user.close()
    known = known_figures(figures)
    assert [day_of(each) for each in line.days.tolist()] == [each.on for each in known]
    assert line.values.tolist() == [each.value for each in known]
    assert [day_of(each) for each in line.known.tolist()] == [each.known_on for each in known]
    assert line.forecast.tolist() == [each.forecast for each in known]
    for at, now in enumerate(known):
        order = sorted(
            (each for each in figures if each.on == now.on), key=lambda one: (one.known_on, one.id)
        )
        others = [each.value for each in order if each.value not in {None, now.value}]
        former = float(line.former[at])
        assert (others[-1] if others else None) == (None if math.isnan(former) else former)
