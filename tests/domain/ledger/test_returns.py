"""Rates of return: as others print them, and as a plain reference finds them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.bars import day_number
from gridwatch.domain.ledger.returns import (
    annualised,
    average_invested,
    compounded,
    cumulated,
    daily_returns,
    growth,
    growth_of,
    simple_return,
)

AMOUNTS = st.integers(0, 5_000_00).map(lambda cents: cents / 100)
VALUES = st.integers(1_00, 9_000_00).map(lambda cents: cents / 100)
NONE = [0.0, 0.0, 0.0]


def floats(*numbers: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array(numbers, dtype=np.float64)


def plain_ttwror(values: list[float], inflow: list[float], outflow: list[float]) -> Decimal:
    """Chain the returns of the stretches between flows, each value taken around its flow."""
    product, begin = Decimal(1), Decimal(str(values[0]))
    for at in range(1, len(values)):
        end, came = Decimal(str(values[at])), Decimal(str(inflow[at]))
        went = Decimal(str(outflow[at]))
        if not (came or went or at == len(values) - 1):
            continue  # without a flow nothing has to be valued
        if came and at - 1:
            product *= Decimal(str(values[at - 1])) / begin
            begin = Decimal(str(values[at - 1]))
        product *= (end + went) / (begin + came)
        begin = end
    return product - 1


@given(st.lists(st.tuples(VALUES, AMOUNTS, AMOUNTS, st.booleans()), min_size=2, max_size=30))
def test_the_chain_is_that_of_the_stretches_between_flows(
    days: list[tuple[float, float, float, bool]],
) -> None:
    values = [value for value, *_ in days]
    inflow = [came if flows else 0.0 for _, came, _, flows in days]
    outflow = [went if flows else 0.0 for *_, went, flows in days]
    line = growth_of(floats(*values), floats(*inflow), floats(*outflow))
    assert line[-1] == pytest.approx(float(plain_ttwror(values, inflow, outflow)), rel=1e-9)


def test_portfolio_performance_finds_the_same_returns(shared_data: Path) -> None:
    case = json.loads((shared_data / "cases" / "twr_portfolio_performance.json").read_text("utf-8"))
    days = {date.fromisoformat(each): row for row, each in enumerate(case["dates"])}
    value, inflow, outflow = (np.zeros(len(days)) for _ in range(3))
    for day, kind, amount in case["transactions"]:
        row = days[date.fromisoformat(day)]
        value[row:] += -amount if kind in {"WITHDRAWAL", "FEES"} else amount
        inflow[row] += amount if kind == "DEPOSIT" else 0
        outflow[row] += amount if kind == "WITHDRAWAL" else 0
    returns = daily_returns(value, inflow, outflow)
    assert returns == pytest.approx(case["expected_daily_return"], abs=case["tolerance"])
    assert growth(returns) == pytest.approx(case["expected_cumulative"], abs=case["tolerance"])


def test_ghostfolio_finds_the_same_yearly_rates(shared_data: Path) -> None:
    told = json.loads((shared_data / "cases" / "annualized_ghostfolio.json").read_text("utf-8"))
    for case in told["cases"]:
        found = compounded(case["total_return"], case["days"])
        assert found == pytest.approx(case["expected"], abs=case.get("tolerance", 1e-12))


@given(st.lists(st.tuples(VALUES, AMOUNTS), min_size=2, max_size=20), st.data())
def test_a_flow_with_what_it_buys_leaves_the_rate_as_it_was(
    days: list[tuple[float, float]], data: st.DataObject
) -> None:
    value = floats(*(each for each, _ in days))
    inflow, outflow = floats(*(each for _, each in days)), np.zeros(len(days))
    before = growth_of(value, inflow, outflow)
    row = data.draw(st.integers(1, len(days) - 1))
    more = data.draw(st.floats(0.1, 5.0))
    if data.draw(st.booleans()):  # at the start of the day, bought in proportion at the prices then
        start = value[row - 1] + inflow[row]
        inflow[row] += more * start
        value[row:], inflow[row + 1 :] = value[row:] * (1 + more), inflow[row + 1 :] * (1 + more)
    else:  # at the end of the day, sold in proportion at its close
        part = min(more, 5.0) / 6
        outflow[row] += part * value[row]
        value[row:], inflow[row + 1 :] = value[row:] * (1 - part), inflow[row + 1 :] * (1 - part)
    assert growth_of(value, inflow, outflow) == pytest.approx(before, rel=1e-6, abs=1e-9)


def test_a_day_that_begins_and_receives_nothing_has_no_return() -> None:
    returns = daily_returns(floats(100, 0, 0, 50), floats(0, 0, 0, 40), floats(0, 110, 5, 0))
    assert returns == pytest.approx([0, 0.1, 0, 0.25])


def test_the_day_out_of_nothing_earns_on_what_came_in() -> None:
    value, inflow, none = floats(110, 121), floats(100, 0), np.zeros(2)
    assert daily_returns(value, inflow, none, from_nothing=True) == pytest.approx([0.1, 0.1])
    assert growth_of(value, inflow, none, from_nothing=True)[-1] == pytest.approx(0.21)
    assert growth_of(value, inflow, none)[-1] == pytest.approx(0.1)


def test_debts_have_no_return() -> None:
    returns = daily_returns(floats(100, -20, -30, 10), floats(0, 0, 0, 50), floats(0, 0, 0, 0))
    assert returns == pytest.approx([0, -1.2, np.nan, -0.5], nan_ok=True)


def test_unknown_days_are_bridged_where_nothing_flows() -> None:
    value = floats(np.nan, 100, np.nan, np.nan, 120, 132)
    line = growth_of(value, np.zeros(6), np.zeros(6))
    assert line == pytest.approx([np.nan, 0, np.nan, np.nan, 0.2, 0.32], nan_ok=True)


def test_a_flow_on_an_unknown_day_leaves_the_rest_unknown() -> None:
    value, none = floats(100, np.nan, 120, 132), np.zeros(4)
    line = growth_of(value, floats(0, 10, 0, 0), none)
    assert line == pytest.approx([0, np.nan, np.nan, np.nan], nan_ok=True)
    known = growth_of(value, floats(0, 0, 10, 0), none)
    assert known == pytest.approx([0, np.nan, 120 / 110 - 1, 132 / 110 - 1], nan_ok=True)


def test_what_is_lost_wholly_stays_lost() -> None:
    returns = daily_returns(floats(100, 0, 50), floats(0, 0, 50), floats(*NONE))
    assert cumulated(returns, floats(100, 0, 50)) == pytest.approx([0, -1, -1])


def test_nothing_known_has_no_line() -> None:
    nan = np.full(2, np.nan)
    assert np.all(np.isnan(growth_of(nan, np.zeros(2), np.zeros(2))))
    assert len(growth_of(np.zeros(0), np.zeros(0), np.zeros(0))) == 0


def test_less_than_a_year_is_not_made_a_year() -> None:
    assert annualised(0.05, 364) is None
    assert annualised(0.05, 365) == pytest.approx(0.05)
    assert annualised(0.21, 730) == pytest.approx(0.1)
    assert annualised(None, 730) is None
    assert annualised(-1.0, 730) == -1.0


def test_a_rate_without_a_yearly_one_has_none() -> None:
    assert compounded(-1.4, 400) is None
    assert compounded(1e6, 1) is None


def test_a_simple_return_is_of_all_that_was_put_in() -> None:
    assert simple_return(20.0, 100.0, 100.0) == pytest.approx(0.1)
    assert simple_return(5.0, 0.0, 0.0) is None
    assert simple_return(None, 100.0, 0.0) is None
    assert simple_return(1.0, None, 10.0) is None


def test_the_average_invested_leaves_out_when_nothing_was() -> None:
    days = np.array([0, 10, 20, 40], dtype=np.int64)
    assert average_invested(days, [100.0, 0.0, 400.0, 0.0]) == pytest.approx(300.0)
    assert average_invested(days, [0.0, 0.0, 0.0, 5.0]) is None


@pytest.mark.parametrize(
    "name",
    [
        "baln_buy",
        "baln_buy_and_buy",
        "novn_buy_and_sell_partially",
        "novn_buy_and_sell",
        "msft_buy_with_dividend",
    ],
)
def test_ghostfolio_finds_the_same_return_on_average_investment(
    shared_data: Path, name: str
) -> None:
    told = json.loads((shared_data / "cases" / "performance_ghostfolio.json").read_text("utf-8"))
    _check_roai(next(each for each in told["cases"] if each["id"] == name))


def _check_roai(case: dict[str, Any]) -> None:
    """Compare gain / average invested with the printed percentages, to 15 digits."""
    held, invested, rows = 0.0, list[float](), list[int]()
    gross = fees = 0.0
    for each in case["activities"]:
        if each["type"] == "DIVIDEND":
            continue  # told apart
        bought = each["type"] == "BUY"
        rows.append(day_number(date.fromisoformat(each["date"])))
        amount = each["quantity"] * each["unit_price"]
        gross -= amount if bought else -amount
        fees += each["fee"]
        before = invested[-1] if invested else 0.0
        cost = amount if bought else before / held * each["quantity"]
        held += each["quantity"] if bought else -each["quantity"]
        invested.append(before + cost if bought else before - cost)
    ((_, prices),) = case["prices"].items()
    gross += held * prices[case["as_of"]]
    rows.append(day_number(date.fromisoformat(case["as_of"])))
    mean = average_invested(np.array(rows, dtype=np.int64), [*invested, 0.0])
    assert mean is not None
    expected = case["expected"]
    net_pct = float(expected["net_performance_pct"])
    assert (gross - fees) / mean == pytest.approx(net_pct, rel=1e-12)
    assert gross - fees == pytest.approx(float(expected["net_performance"]))
    if "gross_performance_pct" in expected:
        gross_pct = float(expected["gross_performance_pct"])
        assert gross / mean == pytest.approx(gross_pct, rel=1e-12)


def test_an_unknown_flow_on_an_unknown_day_is_no_gain_of_the_next_known_one() -> None:
    value, came = floats(100, np.nan, 150, np.nan, 250), floats(0, np.nan, 0, 100, 0)
    returns = daily_returns(value, came, np.zeros(5))
    assert returns == pytest.approx([0, np.nan, np.nan, np.nan, np.nan], nan_ok=True)
