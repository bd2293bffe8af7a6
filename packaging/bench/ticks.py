"""A 10 ms timer that remembers when it rang, for the programs that measure gaps."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

MILLISECONDS = 10
# On Linux: how long this thread was ready to run while others had the processors, in nanoseconds,
# as the second number (Documentation/scheduler/sched-stats.rst of the kernel).
_QUEUE = Path("/proc/thread-self/schedstat")


class Ticks(QObject):
    """Notes every tick from `begin` on; until then it only ticks."""

    def __init__(self) -> None:
        super().__init__()
        self._times: list[float] = []
        self._used: list[float] = []
        self._queued: list[float] = []
        self._noting = False
        self._queue = os.open(_QUEUE, os.O_RDONLY) if _QUEUE.exists() else None
        self.timer = QTimer(self)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self._tick)
        self.timer.start(MILLISECONDS)

    def begin(self) -> None:
        """Begin to note."""
        self._noting = True

    def _tick(self) -> None:
        if self._noting:
            self._times.append(time.perf_counter())
            self._used.append(time.thread_time())
            self._queued.append(self._seconds_queued())

    def _seconds_queued(self) -> float:
        if self._queue is None:
            return 0.0
        return int(os.pread(self._queue, 100, 0).split()[1]) / 1e9

    def found(self) -> dict[str, object]:
        """Return the gaps between ticks in milliseconds, and the seconds from first to last.

        `own` is the longest gap without the time in which other programs had the processors (0
        where the system does not tell), `busiest` the most processor time that this thread itself
        spent between two ticks.
        """
        gaps = _steps(self._times)
        if not gaps:
            raise RuntimeError("the timer never rang")
        own = [gap - queued for gap, queued in zip(gaps, _steps(self._queued), strict=True)]
        return {
            "gaps": [round(gap, 3) for gap in gaps],
            "own": max(own) if self._queue is not None else 0.0,
            "busiest": max(_steps(self._used)),
            "seconds": self._times[-1] - self._times[0],
        }


def _steps(seconds: Sequence[float]) -> list[float]:
    return [(later - earlier) * 1000 for earlier, later in pairwise(seconds)]
