"""Yields a collector on a simulated market that ticks fast: `ticking.py PROFILE LOG PACE`.

Every tick is noted in the log as it comes: symbol, price, and its own time in seconds since 1970.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from gridwatch.cli.voice import speak
from gridwatch.collector.command import collect
from gridwatch.feeds.feed import Tick
from gridwatch.feeds.simulated import SimulatedFeed
from gridwatch.feeds.simulated_stream import SimulatedStream
from gridwatch.places import Profile, resources


class NotedFeed(SimulatedFeed):
    """The simulated market; its streams note what they hand over."""

    log: TextIO

    def stream(self, symbols: Sequence[str], on_tick: Callable[[Tick], None]) -> SimulatedStream:
        """Begin to give ticks, each noted before anybody has it."""

        def noted(tick: Tick) -> None:
            self.log.write(f"{tick.symbol} {tick.price!r} {tick.time.timestamp()!r}\n")
            on_tick(tick)

        return super().stream(symbols, noted)


def main(folder: str, log: str, pace: str) -> int:
    """Collect until the window is gone."""
    feed = NotedFeed(lambda: datetime.now(UTC), resources() / "catalog.toml", pace=float(pace))
    with Path(log).open("a", encoding="utf-8") as feed.log:
        return collect(Profile(Path(folder), simulated=True), feed, resources(), speak)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
