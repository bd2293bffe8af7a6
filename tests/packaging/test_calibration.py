"""The calibration bench: it looks at nothing that was not known, and counts no window twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import calibration
from benches import BENCHES
from calibration import (
    FALLS,
    RISES,
    Case,
    Past,
    cases_of,
    groups_of,
    parts_of,
    pasts,
    read_past,
    with_drift,
    without_drift,
)
from command import measured
from gridwatch.domain.bars import day_number
from gridwatch.domain.milestones.ladder import HORIZONS

BENCH = next(each for each in BENCHES if each.name == "milestone-calibration")
FIRST = day_number(date(2010, 1, 4))
HEADER = "date,open,high,low,close,adj_close,volume\n"


def walk(seed: int, years: float = 12, growth: float = 0.0, steps: int = 8) -> Past:
    """Return a walk of 30 % volatility with drift `growth`, its highs and lows between closes."""
    dice = np.random.default_rng(seed)
    days = np.arange(FIRST, FIRST + round(years * 365.25))
    days = days[(days + 3) % 7 < 5]
    spread = 0.3 / np.sqrt(260.9 * steps)
    moves = dice.normal(growth / 260.9 / steps - spread**2 / 2, spread, (len(days), steps))
    path = np.exp(np.cumsum(moves.reshape(-1))).reshape(len(days), steps)
    close = path[:, -1]
    return Past("walk", days, close, path.max(axis=1), path.min(axis=1), close, 0)


def test_what_comes_later_changes_no_forecast() -> None:
    past = walk(1)
    half = len(past.days) // 2
    later = np.where(np.arange(len(past.days)) > half, 3.0, 1.0)
    other = replace(
        past,
        closes=past.closes * later,
        highs=past.highs * later,
        per_share=past.per_share * later,
    )
    for months in HORIZONS:
        one, two = (
            list(calibration._cases_at(each, half, int(past.days[half + 60]), months, 0.94))
            for each in (past, other)
        )
        assert [each.driftless for each in one] == [each.driftless for each in two]
        assert [each.drifting for each in one] == [each.drifting for each in two]
        assert all(each.touched for each in two if each.barrier > 0)


def test_windows_follow_each_other() -> None:
    counts = {key: len(each) for key, each in groups_of(list(cases_of(walk(2)))).items()}
    assert set(counts) == {(months, each) for months in HORIZONS for each in (*RISES, *FALLS)}
    # Eleven years are left after the one that is learnt from.
    assert [counts[months, 0.1] for months in HORIZONS] == pytest.approx([44, 22, 11], abs=1)


def test_a_second_file_speaks_only_for_the_days_after_the_first() -> None:
    past = walk(3)
    begun = replace(past, begin=int(past.days[len(past.days) // 2]))
    whole, rest = (len(list(cases_of(each))) for each in (past, begun))
    assert 0.4 < rest / whole < 0.6


def test_a_window_that_begins_with_a_suspension_is_left_out() -> None:
    past = walk(4)
    cut = past.days[-1] - 365
    kept = (past.days < cut - 60) | (past.days > cut + 10)
    holey = replace(
        past,
        days=past.days[kept],
        closes=past.closes[kept],
        highs=past.highs[kept],
        lows=past.lows[kept],
        per_share=past.per_share[kept],
    )
    year = [each for each in cases_of(holey) if each.months == 12 and each.barrier == 0.1]
    assert len(year) == len([each for each in cases_of(past) if each.months == 12]) // 5 - 1


def test_the_chances_of_walks_come_true() -> None:
    cases = [case for seed in range(20) for case in cases_of(walk(seed + 100))]
    for (months, barrier), group in groups_of(cases).items():
        found = without_drift(group)
        # Volatility is known from a month of closes only, and a day has eight looks.
        error = 3 * np.sqrt(found.base_brier / len(group)) + 0.03
        assert found.mean == pytest.approx(found.base_rate, abs=error), (months, barrier)


def test_a_drift_that_is_not_known_shows_as_rises_too_many() -> None:
    cases = [case for seed in range(8) for case in cases_of(walk(seed + 300, growth=0.25))]
    rises = [each for each in cases if each.barrier == 0.25 and each.months == 12]
    falls = [each for each in cases if each.barrier == -0.25 and each.months == 12]
    assert without_drift(rises).base_rate > without_drift(rises).mean + 0.1
    assert without_drift(falls).base_rate < without_drift(falls).mean - 0.05
    assert with_drift(rises).brier < without_drift(rises).brier


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("601179.SS.raw_mcap.csv", ("601179.SS", "raw_mcap")),
        ("601179.SS.qfq.csv", ("601179.SS", "qfq")),
        ("6501.T.csv", ("6501.T", "")),
        ("ETN.csv", ("ETN", "")),
        ("ETN.adj.csv", ("ETN", "adj")),
    ],
)
def test_a_name_tells_symbol_and_kind(name: str, parts: tuple[str, str]) -> None:
    assert parts_of(Path(name)) == parts


def test_files_are_read_as_they_are(tmp_path: Path) -> None:
    plain, caps = tmp_path / "ETN.csv", tmp_path / "601179.SS.raw_mcap.csv"
    plain.write_text(
        HEADER + "2024-01-03,1,,9,10,,5\n2024-01-02,1,12,8,11,,5\n"
        "2024-01-04,1,null,null,null,,5\n2024-01-05,1,5,20,0,,5\n"
    )
    caps.write_text(
        "date,high,low,close,prev_close,total_mcap_cny\n"
        "2024-01-02,11,9,10,10,1000\n2024-01-03,6,5,5.5,5,1100\n"
    )
    past = read_past(plain, 7)
    assert past.days.tolist() == [day_number(date(2024, 1, day)) for day in (2, 3)]
    assert (past.closes.tolist(), past.highs.tolist()) == ([11, 10], [12, 10])
    assert (past.lows.tolist(), past.begin) == ([8, 9], 7)
    told = read_past(caps, 0)
    assert told.closes.tolist() == [1000, 1100]
    assert told.highs.tolist() == pytest.approx([1100, 1200])
    assert told.lows.tolist() == pytest.approx([900, 1000])
    assert told.per_share.tolist() == pytest.approx([1, 1.1])
    names = [each.name for each in pasts(tmp_path)]
    assert names == ["601179.SS.raw_mcap", "ETN"]


def test_without_the_prices_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "PRICES", tmp_path / "nothing")
    row = measured(BENCH)
    assert row.value is None
    assert "../shared/data" in row.problem


@pytest.mark.parametrize("score", [without_drift, with_drift])
def test_nothing_foretold_is_no_score(score: Callable[[list[Case]], object]) -> None:
    with pytest.raises(ValueError, match="no forecast"):
        score([])


def test_on_real_histories_it_is_no_worse_than_the_base_rate(shared_data: Path) -> None:
    row = measured(BENCH)
    assert row.problem == ""
    assert row.holds is True
    assert row.details["forecasts of rises"] > 10_000
    assert row.details["shrunk: Brier"] < row.details["drift 0: Brier"]
