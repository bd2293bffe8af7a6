"""Returns of months and years."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.returns import growth_of
from gridwatch.services.portfolio.months import month_returns
from tests.services.portfolio.holding import line


@settings(max_examples=40)
@given(st.lists(st.floats(50, 200), min_size=1, max_size=900), st.integers(0, 400))
def test_months_chain_to_years_and_years_to_the_whole(values: list[float], later: int) -> None:
    first = date.fromordinal(date(2023, 1, 1).toordinal() + later)
    came = [values[0], *([0.0] * (len(values) - 1))]
    came[len(values) // 2] += 10.0 if len(values) > 1 else 0.0
    one = line(values, came, first=first)
    told = month_returns(one)
    whole = growth_of(one.value, one.inflow, one.outflow, from_nothing=True)[-1]
    months = [each.ttwror for each in told if each.month]
    years = [each.ttwror for each in told if not each.month]
    for some in (months, years):
        assert math.prod(1 + (each or 0.0) for each in some) - 1 == pytest.approx(whole, abs=1e-9)
    assert [each.year for each in told] == sorted(each.year for each in told)


def test_each_month_is_told_and_each_year_after_its_months() -> None:
    told = month_returns(line([100.0] * 40, first=date(2025, 12, 10)))
    assert [(each.year, each.month) for each in told] == [
        (2025, 12),
        (2025, 0),
        (2026, 1),
        (2026, 0),
    ]
    assert month_returns(line([])) == ()


def test_a_month_that_ends_unknown_has_no_return_and_no_year() -> None:
    values = [100.0] * 31 + [110.0] * 27 + [np.nan] + [121.0] * 31
    told = {each.month: each.ttwror for each in month_returns(line(values, [100.0] + [0.0] * 89))}
    assert told[1] == pytest.approx(0.0)
    assert told[2] is None
    assert told[3] is not None
    assert told[0] is None


def test_a_flow_into_the_unknown_leaves_its_month_unknown() -> None:
    values = [100.0] * 10 + [np.nan] + [150.0] * 20 + [150.0]
    came = [100.0] + [0.0] * 9 + [50.0] + [0.0] * 21
    told = month_returns(line(values, came))
    assert [each.ttwror for each in told] == [None, pytest.approx(0.0), None]


def test_what_begins_later_has_no_months_before() -> None:
    told = month_returns(line([0.0] * 60 + [110.0], [0.0] * 60 + [100.0]))
    assert [(each.year, each.month) for each in told] == [(2025, 3), (2025, 0)]
    assert [each.ttwror for each in told] == pytest.approx([0.1, 0.1])
    assert month_returns(line([0.0] * 40)) == ()
