"""The bench of the milestone board in small."""

from __future__ import annotations

from pathlib import Path

import pytest

import board
from figures import Plan


def test_every_rung_of_every_company_is_told(tmp_path: Path) -> None:
    samples = board.board(Plan(2, tmp_path), companies=4, days=60)
    assert len(samples.ours) == len(samples.yardstick) == 2
    assert min(samples.ours) > 0


def test_a_board_that_tells_too_little_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0 rungs"):
        board.board(Plan(1, tmp_path), companies=2, days=10)
