"""The benches of the ledger in small."""

from __future__ import annotations

from pathlib import Path

import pytest

import portfolio
from figures import Plan
from ledger_of_years import Size

SMALL = Size(60, 1, 6, 3)


def test_every_day_is_valued_beside_bare_reads(tmp_path: Path) -> None:
    samples = portfolio.first(Plan(2, tmp_path), size=SMALL)
    assert len(samples.ours) == len(samples.yardstick) == 2
    assert min(samples.ours) > 0


@pytest.mark.parametrize("measure", [portfolio.edit, portfolio.holdings, portfolio.quotes])
def test_what_has_changed_is_valued_again(tmp_path: Path, measure: object) -> None:
    assert callable(measure)
    assert len(measure(Plan(2, tmp_path), size=SMALL).ours) == 2


def test_the_curve_tells_each_size(tmp_path: Path) -> None:
    sizes = (SMALL, Size(120, 1, 6, 3), Size(60, 2, 6, 3))
    samples = portfolio.curve(Plan(1, tmp_path), sizes=sizes)
    assert len(samples.details) == 3
    assert samples.ours[0] > 0


def test_memory_is_that_of_a_process_of_its_own(tmp_path: Path) -> None:
    assert portfolio.memory(Plan(1, tmp_path), size=SMALL).ours[0] >= 0
