"""The tooltips give the formula and the inputs, so that anyone can reckon each number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gridwatch.domain.problem import Problem
from gridwatch.domain.quote import Doubt
from gridwatch.services.milestones import Climb
from gridwatch.ui.milestones import explain
from gridwatch.ui.milestones.lines import Line, Mode, lines_of
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.watchlist.cells import Scene
from tests.ui.milestones.boards import board_of, climb_of
from tests.ui.watchlist.overviews import NOW

SCENE = Scene(Phrases("en", base_currency="CNY"), NOW, {"relay": "Protection"})


def line_of(climb: Climb) -> Line:
    (line,) = lines_of(board_of(climb), Mode.COMPANIES)
    return line


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


NEXT = line_of(climb_of(1, 80e9, target=100e9))
DONE = line_of(climb_of(1, 900e9))
YOUNG = line_of(climb_of(1, 80e9, history=False))


def test_distance_and_price_are_written_out() -> None:
    assert plain(explain.distance(NEXT, SCENE)) == "100bn CNY ÷ 80bn CNY − 1 = +25.0%"
    told = plain(explain.price(NEXT, SCENE))
    assert told == "25.00 CNY × 100bn CNY ÷ 80bn CNY = 31.25 CNY, with the shares of today"


def test_each_pace_is_told_with_where_it_leads() -> None:
    shrinking, year, three, *_ = explain.eta(NEXT, SCENE).splitlines()
    assert shrinking == "Pace of 3 months: −9.5% a year, never gets there"
    assert year == "Pace of 1 year: +35.0% a year since 5 Mar 2025, gets there in 2026"
    assert three == "Pace of 3 years: +8.3% a year since 3 Mar 2023, gets there in 2028"
    assert "not that it will" in explain.eta(NEXT, SCENE)


@pytest.mark.parametrize("months", [3, 6, 12])
def test_a_chance_is_told_with_its_meaning_its_inputs_and_the_shrunk_trend(months: int) -> None:
    told = plain(explain.chance(NEXT, SCENE, months))
    assert f"within {months} months" in told
    assert "touches 100bn CNY" in told
    assert "without any trend" in told
    assert "With +5.0% a year" in told
    assert "σ = 40.0% a year" in told
    assert "+20.0% ± 15.0% a year" in told
    assert "= 0.223" in told
    assert f"T = {months / 12:g} years" in told


def test_what_is_reached_needs_no_time_and_no_chance() -> None:
    assert explain.eta(DONE, SCENE) == "The rung is reached."
    assert explain.chance(DONE, SCENE, 3) == "The rung is reached."
    assert "on 18 Feb 2021" in explain.crossed(DONE, SCENE)
    assert "Of the 1,200 closes known since then 200" in explain.crossed(DONE, SCENE)


def test_whose_rung_it_is_and_all_others_are_told() -> None:
    told = plain(explain.rung(NEXT, SCENE)).splitlines()
    assert "a target of yours" in told[0]
    assert told[1:5] == [
        "50bn CNY: reached",
        "100bn CNY: +25.0% to go",
        "200bn CNY: +150.0% to go",
        "500bn CNY: +525.0% to go",
    ]
    assert "a rung of a ladder" in explain.rung(YOUNG, SCENE)


def test_a_missing_history_is_said_and_what_the_cap_lacks() -> None:
    assert explain.eta(YOUNG, SCENE).count("the history is too short") == 3
    assert "not there yet" in explain.chance(YOUNG, SCENE, 3)
    assert "not there yet" in explain.crossed(YOUNG, SCENE)
    assert "never" not in explain.crossed(YOUNG, SCENE)
    unknown = line_of(climb_of(1, None, history=False))
    assert "share count of 000001.SZ is not known" in explain.distance(unknown, SCENE)
    noted = replace(climb_of(1, 80e9), notes=(Problem("note", "Something is missing."),))
    assert "Something is missing." in explain.chance(line_of(noted), SCENE, 3)


def test_a_doubt_is_said() -> None:
    climb = climb_of(1, 80e9)
    doubtful = line_of(replace(climb, view=replace(climb.view, doubt=Doubt.SPIKE)))
    assert "in doubt" in explain.distance(doubtful, SCENE)
    assert "in doubt" in explain.price(doubtful, SCENE)


def test_the_reading_says_what_a_chance_is_not() -> None:
    assert "no forecast" in explain.reading()
    assert "no advice" in explain.reading()
