"""The internal rate of return: cases of others, any flows, and flows without one."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.services.portfolio.irr import irr

FIRST = date(2020, 1, 1)


def flows_of(case: dict[str, Any]) -> list[tuple[date, float]]:
    return [(date.fromisoformat(day), float(amount)) for day, amount in case["flows"]]


def test_pyxirrs_own_cases_have_one_of_their_roots(shared_data: Path) -> None:
    told = json.loads((shared_data / "cases" / "xirr_pyxirr.json").read_text("utf-8"))
    for case in told["cases"]:
        found, roots = irr(flows_of(case)), case["roots_by_own_scan"]
        status = case["status"]
        if found is None:
            assert status.startswith(("no root found", "DISPUTED")), case["id"]
            continue
        assert roots, case["id"]
        assert any(found == pytest.approx(each, rel=1e-7, abs=1e-9) for each in roots), case["id"]


def test_portfolio_performance_finds_the_same_rates(shared_data: Path) -> None:
    path = shared_data / "cases" / "xirr_portfolio_performance.json"
    for case in json.loads(path.read_text("utf-8"))["cases"]:
        expected = pytest.approx(case["expected_xirr"], abs=case["tolerance"])
        assert irr(flows_of(case)) == expected, case["id"]


@settings(max_examples=60)
@given(st.floats(-0.9, 3.0), st.integers(1, 4000), st.floats(1, 1e9))
def test_one_payment_and_what_it_became_have_the_rate_of_compound_interest(
    rate: float, days: int, amount: float
) -> None:
    end = amount * math.exp(math.log1p(rate) * days / 365)
    assert irr([(FIRST + timedelta(days), end), (FIRST, -amount)]) == pytest.approx(
        rate, rel=1e-5, abs=1e-6
    )


cents = st.integers(-(10**8), 10**8).map(lambda each: each / 100)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 2000), cents), max_size=12), st.randoms())
def test_order_does_not_matter_and_a_rate_makes_all_worth_nothing(
    told: list[tuple[int, float]], chance: Random
) -> None:
    flows = [(FIRST + timedelta(day), amount) for day, amount in told]
    found = irr(flows)
    chance.shuffle(flows)
    again = irr(flows)
    assert (again is None) == (found is None)
    if found is not None and again is not None:
        assert again == pytest.approx(found, rel=1e-6, abs=1e-9)
        worths = [each * (1 + found) ** (-(day - FIRST).days / 365) for day, each in flows]
        assert math.fsum(worths) == pytest.approx(0, abs=1e-5 * math.fsum(map(abs, worths)))


@pytest.mark.parametrize(
    "amounts", [[], [-100.0], [-100.0, -50.0], [100.0, 50.0], [-100.0, math.nan], [0.0, 0.0]]
)
def test_flows_that_go_one_way_have_no_rate(amounts: list[float]) -> None:
    assert irr([(FIRST + timedelta(each), amount) for each, amount in enumerate(amounts)]) is None


def test_flows_of_one_day_have_no_rate() -> None:
    assert irr([(FIRST, -100.0), (FIRST, 110.0)]) is None


def test_the_library_is_not_loaded_before_it_is_asked() -> None:
    code = "import sys, gridwatch.services.portfolio.irr; print('pyxirr' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
