"""Serve the loopback Yahoo by hand.

`python -m tests.yahoo_server --port 0 [--shared DIR] [--lines N] [--now ISO]`

Its streamer ticks each second where the market trades. Prints one JSON line with the port and the
environment variables that lead a program here, then serves until stdin closes. Each line on stdin
is a command, answered by one JSON line: `log`, `reset`, `now 2021-09-01T06:30+00:00` (`now live`
lets the clock run), `latency SECONDS`, `fault NAME` (`fault none`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.yahoo_server.faults import NAMED
from tests.yahoo_server.generated import generated_market, sample_market
from tests.yahoo_server.market import Clock, Market
from tests.yahoo_server.price_files import KINDS, file_market
from tests.yahoo_server.recorded import read_recordings, replay
from tests.yahoo_server.server import YahooServer


def main(words: list[str] | None = None) -> int:
    """Serve until stdin closes."""
    chosen = _arguments(words)
    clock = Clock(_moment(chosen.now))
    with YahooServer(_market(chosen, clock.now), clock, chosen.port) as server:
        if chosen.recorded is not None:
            server.recorded = replay(read_recordings(chosen.recorded))
        server.streamer.beat = server.beat
        _say(
            {
                "port": server.port,
                "symbols": sorted(server.market.lines),
                "environment": server.environment(),
            }
        )
        for line in sys.stdin:
            _say(obey(server, line.split()))
    return 0


def _arguments(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.yahoo_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--shared", type=Path, help="folder with ohlcv/, catalog.csv and fx/")
    parser.add_argument("--kinds", default=",".join(KINDS), help="of price file, the best first")
    parser.add_argument("--as-is", action="store_true", help="do not derive splits from the files")
    parser.add_argument("--recorded", type=Path, help="folder of recorded answers to serve first")
    parser.add_argument("--lines", type=int, default=0, help="so many generated lines")
    parser.add_argument("--years", type=int, default=10, help="of each generated line")
    parser.add_argument("--now", default="live", help="where the clock stands; live: the real time")
    return parser.parse_args(words)


def _market(chosen: argparse.Namespace, now: datetime) -> Market:
    if chosen.shared is not None:
        return file_market(chosen.shared, kinds=chosen.kinds.split(","), as_is=chosen.as_is)
    if chosen.lines:
        return generated_market(chosen.lines, chosen.years, now.date())
    return sample_market(now.date())


def _moment(words: str) -> datetime | None:
    if words == "live":
        return None
    moment = datetime.fromisoformat(words)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def obey(server: YahooServer, words: list[str]) -> dict[str, object]:
    """Do one command and give the server's state, or an `error` that names the commands."""
    name, argument = [*words, "", ""][:2]
    command = _COMMANDS.get(name)
    if command is None:
        return {"error": f"unknown command {name!r}; one of {', '.join(_COMMANDS)}"}
    try:
        command(server, argument)
    except (ValueError, KeyError) as wrong:
        return {"error": f"{name} does not understand {argument!r}: {wrong}"}
    traffic = server.traffic
    return {
        "requests": len(server.requests),
        "paths": _counted(traffic.paths()),
        "connections": traffic.connections,
        "peak": traffic.peak,
        "strangers": list(traffic.strangers),
        "now": server.clock.now.isoformat(),
    }


def _counted(paths: list[str]) -> dict[str, int]:
    return {path: paths.count(path) for path in sorted(set(paths))}


def _keep(server: YahooServer, words: str) -> None:
    """Change nothing: the answer is the log."""


def _reset(server: YahooServer, words: str) -> None:
    server.reset()
    server.streamer.beat = server.beat


def _set_now(server: YahooServer, words: str) -> None:
    server.clock.set(_moment(words))


def _set_latency(server: YahooServer, words: str) -> None:
    server.latency = float(words)


def _set_fault(server: YahooServer, words: str) -> None:
    server.fault = None if words == "none" else NAMED[words]()


_COMMANDS: dict[str, Callable[[YahooServer, str], None]] = {
    "log": _keep,
    "reset": _reset,
    "now": _set_now,
    "latency": _set_latency,
    "fault": _set_fault,
}

if __name__ == "__main__":
    raise SystemExit(main())
