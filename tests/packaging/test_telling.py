"""From which tick on a firing counts as late, and how its latencies become figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.alert.measure import Measure
from smoothness import Heard
from telling import Latency, Run, _at, _crossed_at, _read
from tests.told import FIRING

AT = datetime(2026, 3, 2, 1, 45, 0, 250_000, tzinfo=UTC)
RISEN = replace(
    FIRING, symbol="A", measure=Measure.PRICE, level=Decimal("10.5"), condition="price >= 10.5",
    reached_at=AT,
)  # fmt: skip


def series(*prices: float) -> dict[str, list[tuple[float, float]]]:
    """Return ticks 50 ms apart, of which the last but one is that of the firing."""
    last = AT.timestamp() + 0.05
    times = [last - 0.05 * each for each in reversed(range(len(prices)))]
    return {"A": list(zip(times, prices, strict=True))}


@pytest.mark.parametrize(
    ("prices", "before"),
    [
        ((10.4, 10.4, 10.6, 10.7), 0.0),
        ((10.4, 10.5, 10.6, 10.4), 0.05),
        ((10.6, 10.4, 10.5, 10.5, 10.6, 10.6), 0.1),
        ((10.6, 10.6, 10.6), 0.05),
    ],
)
def test_it_counts_from_the_first_tick_beyond_the_level(
    prices: tuple[float, ...], before: float
) -> None:
    assert AT.timestamp() - _crossed_at(RISEN, series(*prices)) == pytest.approx(before, abs=1e-4)
    fallen = replace(RISEN, condition="price <= 10.5", level=Decimal("-10.5"))
    mirrored = series(*(-each for each in prices))
    assert AT.timestamp() - _crossed_at(fallen, mirrored) == pytest.approx(before, abs=1e-4)


def test_a_firing_without_ticks_counts_from_its_own_time() -> None:
    assert _crossed_at(RISEN, {}) == AT.timestamp()


def test_the_ticks_are_read_as_they_were_noted(tmp_path: Path) -> None:
    log = tmp_path / "ticks.txt"
    log.write_text("A 10.5 1772415900.25\nB 3.0 1772415900.25\nA 10.6 1772415900.3\n")
    assert _read(log) == {
        "A": [(1772415900.25, 10.5), (1772415900.3, 10.6)],
        "B": [(1772415900.25, 3.0)],
    }


def test_of_a_hundred_one_may_be_later_than_the_p99() -> None:
    quiet = Heard([10.0], 10.0, 0.1, 1.0)
    run = Run([Latency(each, each + 5) for each in range(101)], 200.0, quiet, quiet)
    assert (_at(run, 0.5, "tray"), _at(run, 0.99, "banner"), _at(run, 1.0, "banner")) == (
        50,
        104,
        105,
    )
