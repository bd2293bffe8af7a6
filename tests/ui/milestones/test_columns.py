"""What the cells say: honest ranges, chances that are never certain, dashes for the unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import log

import pytest

from gridwatch.domain.milestones.ladder import Crossed
from gridwatch.domain.milestones.pace import EtaRange
from gridwatch.domain.quote import Doubt
from gridwatch.services.milestones import Climb
from gridwatch.ui.milestones.columns import COLUMNS, PLACES, LadderCell
from gridwatch.ui.milestones.lines import (
    Line,
    Mode,
    histories_missing,
    lines_of,
    without_rungs,
)
from gridwatch.ui.milestones.words import chance_text, eta_text
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.watchlist.cells import Cell, Scene
from tests.ui.milestones.boards import board_of, climb_of, standing_of
from tests.ui.watchlist.overviews import NOW

PHRASES = Phrases("en", base_currency="CNY")
SCENE = Scene(PHRASES, NOW, {"relay": "Protection"})
TODAY = date(2026, 3, 5)


def line_of(climb: Climb) -> Line:
    (line,) = lines_of(board_of(climb), Mode.COMPANIES)
    return line


def cell(climb: Climb, column: str) -> Cell:
    return COLUMNS[PLACES[column]].cell(line_of(climb), SCENE)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (1.0, 5.0, "2027–2031"),
        (0.1, 0.5, "2026"),
        (0.9, 0.95, "2027"),
        (3.0, 250.0, "2029–>2126"),
        (101.0, 250.0, ">2126"),
        (3.0, 1e9, "2029–>2126"),
        (None, None, "—"),
    ],
)
def test_an_eta_is_a_range_of_calendar_years(
    first: float | None, last: float | None, text: str
) -> None:
    assert eta_text(EtaRange(first, last, 0), TODAY) == text


@pytest.mark.parametrize(
    ("chance", "text"),
    [(0.0, "<1%"), (0.004, "<1%"), (0.006, "1%"), (0.5, "50%"), (0.994, "99%"), (0.9999, ">99%"),
     (1.0, ">99%")],
)  # fmt: skip
def test_a_chance_is_never_certain(chance: float, text: str) -> None:
    assert chance_text(chance, PHRASES) == text


def test_the_nearest_rung_ahead_speaks_for_a_company() -> None:
    one = climb_of(1, 80e9, target=100e9)
    assert cell(one, "rung") == Cell("100bn", "CNY", mark="bell")
    assert cell(one, "distance").text == "+25.0%"
    assert cell(one, "price") == Cell("31.25", "CNY", "muted")
    # One of three paces shrinks.
    assert cell(one, "eta") == Cell("2026–2028", "2/3")
    assert cell(one, "chance12").text.endswith("%")
    assert cell(one, "crossed") == Cell("never", tone="faint")


def test_who_has_reached_all_waits_for_nothing() -> None:
    one = climb_of(1, 900e9)
    assert cell(one, "rung") == Cell("500bn", "CNY", mark="done")
    assert cell(one, "distance").tone == "target"
    assert [cell(one, each).mark for each in ("eta", "chance3", "chance12")] == ["done"] * 3
    assert cell(one, "crossed").text == "18 Feb 2021"
    assert cell(one, "days").text == "290"


def test_what_is_not_known_is_a_dash() -> None:
    nothing = climb_of(1, None, history=False)
    for column in ("cap", "distance", "price", "ladder", "crossed", "days", "eta", "chance6"):
        assert cell(nothing, column).text == "—", column
    assert cell(nothing, "rung").text == "50bn"


def test_a_company_without_a_history_is_not_said_never_to_have_been_there() -> None:
    young = climb_of(1, 80e9, history=False)
    assert cell(young, "distance").text == "+25.0%"
    assert cell(young, "crossed").text == "—"
    assert cell(young, "eta").text == "—"
    assert cell(young, "chance12").text == "—"


def test_a_past_that_begins_above_is_marked() -> None:
    past = Crossed(date(2019, 1, 2), 10, 20, 14, beyond_at_start=True)
    climb = climb_of(1, 80e9, rungs=(100e9,))
    (one,) = climb.milestones
    climb = replace(
        climb, milestones=(replace(one, standing=standing_of(80e9, 100e9, crossed=past)),)
    )
    assert cell(climb, "crossed").text == "≤2 Jan 2019"
    ladder = cell(climb, "ladder")
    assert isinstance(ladder, LadderCell)
    assert [each.crossed for each in ladder.steps] == [True]


def test_a_price_in_doubt_is_told_quietly() -> None:
    climb = climb_of(1, 80e9)
    climb = replace(climb, view=replace(climb.view, doubt=Doubt.SPIKE))
    assert cell(climb, "cap").mark == "warn"
    assert cell(climb, "distance").tone == "muted"
    assert cell(climb, "ladder").tone == "muted"


def test_a_ladder_is_drawn_around_the_cap() -> None:
    ladder = cell(climb_of(1, 80e9), "ladder")
    assert isinstance(ladder, LadderCell)
    assert [each.ahead for each in ladder.steps] == pytest.approx(
        [log(each / 80) for each in (50, 100, 200, 500)]
    )
    assert [each.chosen for each in ladder.steps] == [False, True, False, False]
    assert [each.crossed for each in ladder.steps] == [True, False, False, False]


def test_companies_without_rungs_have_no_row_and_are_counted() -> None:
    board = board_of(
        climb_of(1, 80e9), climb_of(2, 70e9, rungs=()), climb_of(3, 1e9, history=False)
    )
    lines = lines_of(board, Mode.COMPANIES)
    assert [each.view.company.id for each in lines] == [1, 3]
    assert without_rungs(board) == 1
    assert histories_missing(lines) == 1
    assert histories_missing(lines_of(board, Mode.RUNGS)) == 1


def test_every_column_explains_itself_in_every_state() -> None:
    climbs = (climb_of(1, 80e9), climb_of(2, None, history=False), climb_of(3, 900e9))
    for line in lines_of(board_of(*climbs), Mode.RUNGS):
        for column in COLUMNS:
            told = column.tip(line, SCENE)
            assert told, column.id
            assert "{" not in told, column.id
