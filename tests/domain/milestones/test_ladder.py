"""Ladders, and where a line of caps stands on them: against a slow reading of the same days."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import day_number, day_of
from gridwatch.domain.milestones.cap_line import CapLine
from gridwatch.domain.milestones.ladder import (
    HORIZONS,
    Chance,
    Ladder,
    Present,
    Standing,
    crossed_on,
    ladders_of,
    standings,
)
from gridwatch.domain.milestones.pace import EtaRange, Pace, Span, paces
from gridwatch.domain.milestones.touching import touch_probability
from gridwatch.domain.milestones.volatility import Motion, motion_of
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem

FIRST = day_number(date(2025, 1, 6))
MOTION = Motion(0.4, 0.05, 0.3, 0.2, 250)
PACES = (Pace(Span.QUARTER, 0.8), Pace(Span.YEAR, 0.2), Pace(Span.THREE_YEARS, -0.1))

caps_by_day = st.dictionaries(
    st.integers(0, 60), st.one_of(st.floats(1, 200), st.just(float("nan"))), min_size=1, max_size=40
)


def line_of(caps: dict[int, float]) -> CapLine:
    days = np.array(sorted(caps), dtype=np.int64)
    values = np.array([caps[int(each)] for each in days])
    return CapLine("CNY", days + FIRST, values, np.ones(len(days)))


def stands(
    wanted: str, present: Present, motion: Motion | None = MOTION, **caps: float
) -> Standing:
    line = line_of({int(day.strip("d")): cap for day, cap in caps.items()})
    (found,) = standings(Ladder("CNY", (Decimal(wanted),)), line, present, PACES, motion)
    return found


def test_rungs_become_a_ladder_for_each_currency() -> None:
    rungs = [("200", "CNY"), ("12.5", "USD"), ("50", "CNY"), ("50.0", "CNY"), ("100", "CNY")]
    found = ladders_of(Money(Decimal(amount), currency) for amount, currency in rungs)
    assert found == (
        Ladder("CNY", (Decimal(50), Decimal(100), Decimal(200))),
        Ladder("USD", (Decimal("12.5"),)),
    )
    assert ladders_of([]) == ()


@pytest.mark.parametrize("amount", ["0", "-5", "NaN", "Infinity"])
def test_a_rung_that_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(Problem) as refused:
        ladders_of([Money(Decimal(50), "CNY"), Money(Decimal(amount), "CNY")])
    assert refused.value.code == "amount_range"
    assert amount in str(refused.value)


@given(caps_by_day, st.floats(1, 200))
def test_the_crossing_is_what_a_reader_of_the_days_finds(
    caps: dict[int, float], wanted: float
) -> None:
    known = [(day, caps[day]) for day in sorted(caps) if not np.isnan(caps[day])]
    above = [day for day, cap in known if cap >= wanted]
    found = crossed_on(line_of(caps), wanted)
    if not above:
        assert found is None
        return
    assert found is not None
    assert found.first == day_of(FIRST + above[0])
    assert found.sessions_above == len(above)
    assert found.sessions_since == len([day for day, _ in known if day >= above[0]])
    following = {day: after for (day, _), (after, _) in pairwise(known)}
    lasting = [min(following.get(day, day + 1) - day, 10) for day in above]
    assert found.days_above == sum(lasting)
    assert found.beyond_at_start == (above[0] == known[0][0])


@given(caps_by_day, st.floats(1, 200), st.floats(1, 200))
def test_a_higher_rung_is_crossed_no_sooner(
    caps: dict[int, float], one: float, other: float
) -> None:
    low, high = (crossed_on(line_of(caps), each) for each in sorted((one, other)))
    if high is not None:
        assert low is not None
        assert low.first <= high.first
        assert low.sessions_above >= high.sessions_above
        assert low.days_above >= high.days_above


def test_a_rung_ahead_is_told_whole() -> None:
    found = stands("100", Present(80.0, 4.0), d0=90, d1=101, d4=102, d5=80)
    assert found.distance_pct == pytest.approx(25)
    assert found.price == pytest.approx(5)
    assert found.reached is False
    assert found.crossed is not None
    assert found.crossed.first == date(2025, 1, 7)
    assert (found.crossed.sessions_above, found.crossed.sessions_since) == (2, 3)
    assert found.crossed.days_above == 3 + 1
    assert found.eta is not None
    assert found.eta.without == 1
    assert [each.months for each in found.chances] == list(HORIZONS)
    year = found.chance(12)
    assert year == Chance(
        12,
        touch_probability(80, 100, 1, 0.4),
        touch_probability(80, 100, 1, 0.4, 0.05),
    )
    assert found.chance(24) is None


def test_a_rung_behind_is_reached_and_certain() -> None:
    found = stands("100", Present(100.0, 4.0), d0=100)
    assert found.reached is True
    assert found.distance_pct == 0
    assert found.eta == EtaRange(0.0, 0.0, 0)
    assert found.chances == tuple(Chance(each, 1.0, 1.0) for each in HORIZONS)


def test_a_price_in_doubt_foretells_nothing() -> None:
    found = stands("100", Present(120.0, 4.0, doubtful=True), d0=100)
    assert found.distance_pct == pytest.approx(-100 / 6)
    assert (found.reached, found.eta, found.chances) == (None, None, ())
    assert found.crossed is not None


def test_what_is_not_known_is_not_made_up() -> None:
    found = stands("100", Present(None), d0=100)
    assert (found.cap, found.distance_pct, found.price, found.reached) == (None,) * 4
    assert (found.eta, found.chances) == (None, ())
    assert found.crossed is not None
    assert stands("100", Present(80.0, 4.0), motion=None, d0=80).chances == ()


def test_the_last_cap_is_put_in_its_place() -> None:
    line = line_of({0: 10, 1: 20, 2: 30})
    same_day = line.brought_to(FIRST + 2, 35)
    assert same_day.caps.tolist() == [10, 20, 35]
    later = line.brought_to(FIRST + 5, 40)
    assert (later.days - FIRST).tolist() == [0, 1, 2, 5]
    assert later.caps.tolist() == [10, 20, 30, 40]
    assert np.isnan(later.per_share[-1])
    assert line.caps.tolist() == [10, 20, 30]


def test_an_issue_of_shares_is_a_pace_but_no_move() -> None:
    days = np.arange(400, dtype=np.int64) + FIRST
    prices = 10 * np.exp(np.cumsum(np.tile([0.01, -0.01], 200)))
    shares = np.where(np.arange(400) < 390, 1e9, 1.2e9)
    line = CapLine("CNY", days, prices * shares, shares)
    told, taken_for_a_move = motion_of(days, line.per_share), motion_of(days, line.caps)
    assert told is not None
    assert taken_for_a_move is not None
    assert told.volatility == pytest.approx(0.01 * np.sqrt(365.25), rel=1e-6)
    assert taken_for_a_move.volatility > 3 * told.volatility


@pytest.mark.parametrize(
    ("symbol", "billions", "expected"),
    [
        ("601179.SS", 50, date(2015, 4, 17)),
        ("300274.SZ", 100, date(2020, 12, 23)),
        ("600406.SS", 100, None),
    ],
)
def test_real_crossings_are_the_days_of_the_file(
    shared_data: Path, symbol: str, billions: int, expected: date | None
) -> None:
    with (shared_data / "ohlcv" / f"{symbol}.raw_mcap.csv").open() as lines:
        rows = [(each["date"], float(each["total_mcap_cny"])) for each in csv.DictReader(lines)]
    days = np.array([day_number(date.fromisoformat(at)) for at, _ in rows], dtype=np.int64)
    caps = np.array([cap for _, cap in rows])
    line = CapLine("CNY", days, caps, np.ones(len(days)))
    wanted = Decimal(billions * 10**9)
    first = next((at for at, cap in rows if cap >= float(wanted)), None)
    price = 10.0
    (found,) = standings(
        Ladder("CNY", (wanted,)),
        line,
        Present(float(caps[-1]), price),
        paces(days, caps),
        motion_of(days, caps),
    )
    assert (found.crossed.first.isoformat() if found.crossed else None) == first
    if expected is not None:
        assert found.crossed is not None
        assert found.crossed.first == expected
        assert found.crossed.sessions_above == sum(cap >= float(wanted) for _, cap in rows)
    assert found.reached is bool(caps[-1] >= float(wanted))
    assert all(0 < each.driftless <= 1 for each in found.chances)
