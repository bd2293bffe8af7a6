"""How far away a target is, by its cap and its price."""

from __future__ import annotations

import pytest

from gridwatch.domain.targets import distance_pct, price_needed, progress


def test_distances_are_told_from_the_cap() -> None:
    assert distance_pct(80, 100) == pytest.approx(25)
    assert distance_pct(125, 100) == pytest.approx(-20)
    assert price_needed(8, 80, 100) == pytest.approx(10)
    assert progress(80, 100) == pytest.approx(0.8)
