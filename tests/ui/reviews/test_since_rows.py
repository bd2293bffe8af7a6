"""What has changed since the last review, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.figures import Figure, Frequency
from gridwatch.domain.thesis.worth import Course, Worth
from gridwatch.services.thesis.due import FigureNews, Review
from gridwatch.ui.reviews.since_rows import (
    MOST_FIGURES,
    MOST_NEWS,
    Side,
    news_of,
    period_words,
    value_rows,
)
from tests.ui.reviews.queues import CHINESE, LOOK, MARGIN, SINCE, claim_of, full_review, review_of

PHRASES = LOOK.phrases


def texts(review: Review) -> list[tuple[str, ...]]:
    plain = str.maketrans({"\N{NO-BREAK SPACE}": " "})
    return [
        tuple(each.translate(plain) for each in (row.name, row.then, row.now, row.change))
        for row in value_rows(review, PHRASES)
    ]


def test_everything_that_changed_has_a_row() -> None:
    assert texts(full_review()) == [
        ("Price", "20.00 CNY", "25.00 CNY", "+25.0%"),
        ("Market cap", "100bn CNY", "120bn CNY", "+20.0%"),
        ("Status", "Open", "Holding", ""),
        ("Conviction", "75%", "60%", "−15"),
        ("Statement", "", "changed", ""),
        ("Test", "", "changed", ""),
        ("Gross margin · Q4 2026", "—", "24–27 %", "forecast"),
        ("Gross margin · Q1 2026", "—", "23 %", "new"),
        ("Gross margin · Q4 2025", "22 %", "21.4 %", "−0.6"),
        ("Gross margin · Q3 2025", "22 %", "—", "withdrawn"),
    ]


def test_signs_and_tips_tell_the_direction_and_the_days() -> None:
    price, cap, *_ = value_rows(full_review(), PHRASES)
    assert (price.sign, cap.sign) == (1, 1)
    assert price.tip == "Close of 1 Apr 2026; last of 30 Jun 2026"
    falls = replace(full_review(), course=Course(Worth("CNY", 20.0), Worth("CNY", 19.0)))
    assert value_rows(falls, PHRASES)[0].sign == -1


def test_what_is_not_known_is_a_dash() -> None:
    review = review_of(claim_of(1), course=Course(Worth("CNY"), Worth("CNY", 19.0)))
    assert texts(review) == [("Price", "—", "19.00 CNY", "—"), ("Market cap", "—", "—", "—")]


def test_nothing_is_told_where_nothing_changed() -> None:
    review = review_of(claim_of(1))
    assert value_rows(review, PHRASES) == ()
    assert news_of(review, PHRASES) == ()
    assert value_rows(replace(review, was=None), PHRASES) == ()


def test_news_are_told_with_their_side_and_source() -> None:
    told = [
        (each.side, each.words, each.source.replace("\N{NO-BREAK SPACE}", " "))
        for each in news_of(full_review(), PHRASES)
    ]
    assert told == [
        (
            Side.AGAINST,
            "The test was met: price <= 22 CNY, at 21.50\N{NO-BREAK SPACE}CNY",
            "20 Jun 2026",
        ),
        (Side.AGAINST, "Lead times fall", "110.5–128 weeks · Wood Mackenzie · p. 3 · 1 Jun 2026"),
        (Side.FOR, "Record <b>orders</b>", "3 · 1 May 2026"),
    ]


def test_own_remarks_are_told_where_no_test_has_spoken() -> None:
    news = news_of(replace(full_review(), firings=(), evidence=()), PHRASES)
    assert [(each.side, each.words) for each in news] == [(Side.NEITHER, "weak tender")]


def test_of_very_much_the_first_is_shown_and_the_rest_is_counted() -> None:
    fact = Evidence(1, 1, date(2026, 5, 1), "Fact", SINCE)
    many = tuple(replace(fact, id=each) for each in range(MOST_NEWS + 5))
    news = news_of(review_of(claim_of(1), evidence=many), PHRASES)
    assert len(news) == MOST_NEWS + 1
    assert news[-1].words == "5 more"
    figure = Figure(1, 1, date(2026, 3, 31), 1.0, date(2026, 4, 1), SINCE)
    figures = (FigureNews(MARGIN, figure.on, figure, None),) * (MOST_FIGURES + 3)
    rows = value_rows(review_of(claim_of(1), figures=figures), PHRASES)
    assert len(rows) == MOST_FIGURES + 1
    assert rows[-1].name == "3 more figures"


@pytest.mark.parametrize(
    ("day", "frequency", "words"),
    [
        ("2026-03-31", Frequency.QUARTER, "Q1 2026"),
        ("2026-12-31", Frequency.QUARTER, "Q4 2026"),
        ("2026-01-31", Frequency.QUARTER, "31 Jan 2026"),  # a fiscal quarter of its own
        ("2026-03-30", Frequency.QUARTER, "30 Mar 2026"),
        ("2026-06-30", Frequency.HALF, "H1 2026"),
        ("2026-12-31", Frequency.YEAR, "2026"),
        ("2026-06-30", Frequency.YEAR, "30 Jun 2026"),
        ("2026-06-30", Frequency.MONTH, "30 Jun 2026"),
    ],
)
def test_a_period_of_the_calendar_is_told_in_short(
    day: str, frequency: Frequency, words: str
) -> None:
    assert period_words(date.fromisoformat(day), frequency, PHRASES) == words


def test_amounts_are_those_of_the_language() -> None:
    cap = value_rows(full_review(), CHINESE.phrases)[1]
    assert "1,200亿" in cap.now
