"""How soon the window is there and what it weighs, beside bare windows of the same libraries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from children import asked, program, run, script
from figures import BenchProblem, Plan, Samples
from interleave import interleaved
from warm_profile import make_warm_profile

COMPANIES = 60


def first_paint(plan: Plan) -> Samples:
    """Time from process start to exit right after the first painted watchlist."""
    return _timed(_until(plan.folder, "first-paint"), script("bare_table.py"), plan.runs)


def first_chart(plan: Plan) -> Samples:
    """Time from process start to exit right after the first painted chart."""
    return _timed(_until(plan.folder, "chart"), script("bare_plot.py"), plan.runs)


def memory(plan: Plan) -> Samples:
    """Weigh the window's process at its peak, list and chart painted, in MiB."""
    ours, bare = _until(plan.folder, "chart"), script("bare_plot.py")
    return interleaved(_weigher(ours), _weigher(bare), plan.runs)


def _until(folder: Path, event: str) -> list[str]:
    make_warm_profile(folder, COMPANIES)
    return program("--demo", "--profile", str(folder), "--until", event)


def _timed(ours: list[str], bare: list[str], runs: int) -> Samples:
    """Time both; the processor's seconds, which a busy machine disturbs less, are the details."""
    cpu: dict[str, list[float]] = {"CPU seconds": [], "CPU seconds yardstick": []}

    def timer(command: list[str], name: str) -> Callable[[], float]:
        def time_once() -> float:
            outcome = run(command)
            if outcome.used.cpu is not None:
                cpu[name].append(outcome.used.cpu)
            return outcome.seconds

        return time_once

    first, second = cpu
    samples = interleaved(timer(ours, first), timer(bare, second), runs)
    return replace(samples, details={name: median(each) for name, each in cpu.items() if each})


def _weigher(command: list[str]) -> Callable[[], float]:
    def weigh() -> float:
        peak = asked(script("weigh_once.py", *command))["peak"]
        if peak is None:
            raise BenchProblem("This system does not say how much memory a process has held.")
        return float(peak) / 2**20

    return weigh
