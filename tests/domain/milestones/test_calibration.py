"""Reliability and Brier scores: known numbers, and what holds of all forecasts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.milestones.calibration import calibrated

pairs_lists = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=200)


def test_four_forecasts_by_hand() -> None:
    found = calibrated([(0.9, True), (0.8, False), (0.1, False), (0.12, True)])
    assert found is not None
    assert found.count == 4
    assert found.mean == pytest.approx(0.48)
    assert found.brier == pytest.approx((0.01 + 0.64 + 0.01 + 0.7744) / 4)
    assert (found.base_rate, found.base_brier) == (0.5, 0.25)
    assert found.skill == pytest.approx(1 - found.brier / 0.25)
    filled = {each.low: each for each in found.bins if each.count}
    assert set(filled) == {0.1, 0.8, 0.9}
    assert filled[0.1].forecast == pytest.approx(0.11)
    assert filled[0.1].observed == 0.5
    assert filled[0.9].observed == 1


@given(pairs_lists, st.integers(1, 20))
def test_the_table_holds_every_forecast_once(pairs: list[tuple[float, bool]], bins: int) -> None:
    found = calibrated(pairs, bins)
    assert found is not None
    assert len(found.bins) == bins
    assert sum(each.count for each in found.bins) == found.count == len(pairs)
    hits = sum(each.count * each.observed for each in found.bins if each.observed is not None)
    assert hits == pytest.approx(sum(outcome for _, outcome in pairs))
    for each in found.bins:
        if each.forecast is None:
            assert (each.count, each.observed) == (0, None)
        else:
            assert each.low - 1e-9 <= each.forecast <= each.high + 1e-9


@given(pairs_lists)
def test_scores_are_between_a_seer_and_who_is_always_wrong(pairs: list[tuple[float, bool]]) -> None:
    outcomes = [outcome for _, outcome in pairs]
    seer = calibrated((float(each), each) for each in outcomes)
    wrong = calibrated((float(not each), each) for each in outcomes)
    rate = calibrated((sum(outcomes) / len(outcomes), each) for each in outcomes)
    found = calibrated(pairs)
    assert seer is not None
    assert wrong is not None
    assert rate is not None
    assert found is not None
    assert seer.brier == 0 <= found.brier <= 1 == wrong.brier
    assert rate.brier == pytest.approx(rate.base_brier)
    assert found.skill is None or found.skill <= 1


def test_honest_forecasts_lie_on_the_diagonal() -> None:
    dice = np.random.default_rng(3)
    said = dice.random(50_000)
    found = calibrated(zip(said.tolist(), (dice.random(50_000) < said).tolist(), strict=True))
    assert found is not None
    for each in found.bins:
        assert each.forecast is not None
        assert each.observed == pytest.approx(each.forecast, abs=0.03)
    assert found.brier == pytest.approx(1 / 6, abs=0.005)
    assert found.base_brier == pytest.approx(1 / 4, abs=0.005)


def test_nothing_foretold_has_no_score() -> None:
    assert calibrated([]) is None


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan"), float("inf")])
def test_what_is_no_probability_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="no probability"):
        calibrated([(0.5, True), (wrong, True)])
