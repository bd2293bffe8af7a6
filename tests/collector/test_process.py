"""The real collector as a process of its own: driven over its pipes, killed, fed rubbish."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pytest

from gridwatch import wire
from gridwatch.domain.targets import Target
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency
from gridwatch.places import Profile
from gridwatch.services import edits
from gridwatch.services.profiles import market_reader
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.figure_edits import AddSeries, PutFigures
from gridwatch.store.database import open_user
from gridwatch.store.market.bars import bar_days
from gridwatch.store.user.claims import claim_with_id
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.firings import firings
from gridwatch.store.user.targets import add_target
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.collector.desk import one_listing
from tests.yahoo_server import Clock, Market, YahooServer, faults
from tests.yahoo_server.generated import generated_line

PATIENCE = 40.0
M = TypeVar("M")


class Running:
    """A collector process and the messages that it has sent so far."""

    def __init__(self, profile: Path, environment: Mapping[str, str]) -> None:
        """Start the real program."""
        self.process: subprocess.Popen[str] = subprocess.Popen(
            [sys.executable, "-m", "gridwatch", "collect", "--profile", str(profile)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, **environment},
        )
        self.seen: list[wire.Message] = []
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def until(self, kind: type[M], fits: Callable[[M], bool] = lambda _: True) -> M:
        """Wait for a message of a kind that fits; every line has to be one of ours."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            line = self._lines.get(timeout=PATIENCE)
            assert line is not None, f"the collector is gone; it said {self.seen[-5:]}"
            message: Any = wire.decoded(line)
            self.seen.append(message)
            if isinstance(message, kind) and fits(message):
                return message
        raise AssertionError(f"no {kind.__name__} came; last were {self.seen[-5:]}")

    def say(self, line: str) -> None:
        """Write a line to the collector."""
        assert self.process.stdin
        self.process.stdin.write(line)
        self.process.stdin.flush()

    def hang_up(self) -> int:
        """Close its input, as a window that dies does, and return its exit code."""
        assert self.process.stdin
        self.process.stdin.close()
        return self.process.wait(PATIENCE)

    def end(self) -> None:
        """Kill it where it still runs, and close the pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()


Start = Callable[[], Running]


@pytest.fixture
def served(yahoo: YahooServer) -> YahooServer:
    """Serve three lines at the real time, since a process has no other."""
    today = datetime.now(UTC).date()
    first = today - timedelta(days=500)
    lines = [generated_line(f"60000{number}.SS", first, today) for number in range(3)]
    yahoo.reset(Market(lines), Clock())
    return yahoo


@pytest.fixture
def start(profile: Path, served: YahooServer) -> Iterator[Start]:
    """Start collectors on a profile with three companies; end those that are left."""
    with_companies(profile)
    running: list[Running] = []

    def begin() -> Running:
        running.append(Running(profile, served.environment()))
        return running[-1]

    yield begin
    for each in running:
        each.end()


def with_companies(profile: Path) -> None:
    """Make a profile that follows three companies, the first with a target far below its cap."""
    user = open_user(Profile(profile).user_db)
    listed = [
        add_company(user, one_listing(f"60000{number}.SS", "SSE", "CNY", mainland=True)).id
        for number in range(3)
    ]
    set_companies(user, add_watchlist(user, "Test"), listed)
    add_target(user, Target(0, listed[0], Decimal(1_000_000), "CNY", datetime.now(UTC)))
    user.execute("INSERT INTO preference VALUES ('started_with', '1')")
    user.close()


def histories(profile: Path) -> set[str]:
    """Return the symbols that have bars."""
    with market_reader(Profile(profile)) as market:
        return set(bar_days(market)) if market else set()


def test_it_fetches_everything_and_leaves_with_its_window(start: Start, profile: Path) -> None:
    collector = start()
    hello = collector.until(wire.Hello)
    assert (hello.feed, hello.simulated, hello.version) == ("Yahoo", False, wire.VERSION)
    collector.until(wire.Rested)
    assert collector.hang_up() == 0
    assert histories(profile) == {"600000.SS", "600001.SS", "600002.SS"}
    done = [each for each in collector.seen if isinstance(each, wire.Progress)]
    assert ("history", 3, 3) in {(each.task, each.done, each.total) for each in done}
    assert {
        symbol for each in collector.seen if isinstance(each, wire.Changed) for symbol in each.bars
    } == histories(profile)


def test_a_second_one_is_refused(start: Start) -> None:
    first = start()
    first.until(wire.Hello)
    second = start()
    assert second.until(wire.Refused).reason == "locked"
    assert second.process.wait(PATIENCE) == 4
    assert first.hang_up() == 0


def test_rubbish_on_its_input_is_skipped(start: Start) -> None:
    collector = start()
    collector.until(wire.Hello)
    for line in (
        "\n",
        "rubbish\n",
        '{"message":"nonsense"}\n',
        '{"message":"show","symbols":7}\n',
        "[]\n",
    ):
        collector.say(line)
    collector.say(wire.encoded(wire.Search(1, "grid")))
    assert collector.until(wire.Matches).number == 1
    assert collector.hang_up() == 0


def test_it_leaves_even_when_the_source_hangs(start: Start, served: YahooServer) -> None:
    served.fault = faults.stall(20.0)
    collector = start()
    collector.until(wire.Progress)
    began = time.monotonic()
    assert collector.hang_up() == 0
    assert time.monotonic() - began < 15.0, "it waited for the hung source"


def test_the_cache_may_be_deleted_while_it_runs(start: Start, profile: Path) -> None:
    collector = start()
    collector.until(wire.Rested)
    Profile(profile).market_db.unlink()
    collector.until(wire.Changed, lambda each: bool(each.quotes))
    collector.until(wire.Rested)
    assert len(histories(profile)) == 3
    assert collector.hang_up() == 0


def test_trouble_is_told_with_the_next_try_and_ends(start: Start, served: YahooServer) -> None:
    served.fault = faults.only(faults.server_error(), prefix="/v7/", first=1)
    collector = start()
    trouble = collector.until(wire.Troubled)
    assert trouble.kind == "garbled"
    collector.say(wire.encoded(wire.Refresh()))
    collector.until(wire.Changed, lambda each: bool(each.quotes))


def test_killed_in_the_middle_of_a_fill_it_goes_on_where_it_was(
    start: Start, served: YahooServer, profile: Path
) -> None:
    served.fault = faults.only(faults.late(3.0), prefix="/v8/", after=1)
    collector = start()
    collector.until(wire.Changed, lambda each: bool(each.bars))
    collector.end()
    served.fault = None
    kept = histories(profile)
    assert kept
    served.traffic.clear()
    again = start()
    again.until(wire.Rested)
    assert again.hang_up() == 0
    assert len(histories(profile)) == 3
    charts = [each.symbol for each in served.requests if each.path.startswith("/v8/")]
    assert not kept & set(charts), "a history that was stored is fetched again"


def test_a_target_set_meanwhile_begins_without_firing(start: Start, profile: Path) -> None:
    collector = start()
    collector.until(wire.Rested)
    user = open_user(Profile(profile).user_db)
    add_target(user, Target(0, 2, Decimal(1), "CNY", datetime.now(UTC)))
    collector.say(wire.encoded(wire.Reread()))
    collector.say(wire.encoded(wire.Search(5, "grid")))
    collector.until(wire.Matches)
    assert collector.hang_up() == 0
    assert firings(user) == ()
    assert user.execute("SELECT armed FROM rule_state ORDER BY rule_id").fetchall() == [
        (0,),
        (0,),
    ]
    user.close()


def test_an_edit_from_elsewhere_is_noticed_and_told(start: Start, profile: Path) -> None:
    """A command on the same profile needs no word to the collector or the window."""
    collector = start()
    collector.until(wire.Rested)
    user = open_user(Profile(profile).user_db)
    add_target(user, Target(0, 3, Decimal(1), "CNY", datetime.now(UTC)))
    user.close()
    collector.until(wire.Changed, lambda each: bool(each.targets))
    assert collector.hang_up() == 0


def test_a_figure_that_is_entered_trips_its_test_within_a_second_or_so(
    start: Start, profile: Path
) -> None:
    """The markets may be closed: what the user enters needs none of them."""
    user = open_user(Profile(profile).user_db)
    now, about = datetime.now(UTC), About(1)
    today = now.astimezone().date()
    margin = FigureSeries(0, about, "gross_margin", "Gross margin", "%", Frequency.MONTH)
    old, new = (Figure(0, 0, today - timedelta(days=each), 30.0, today, now) for each in (30, 0))
    edits.apply(user, AddSeries(margin, (old,)), now)
    edits.apply(
        user, AddClaim(Claim(0, about, "Margins hold", now, test="gross_margin < 28%")), now
    )
    collector = start()
    collector.until(wire.Rested)
    edits.apply(user, PutFigures(1, (replace(new, series_id=1, value=27.5),)), datetime.now(UTC))
    collector.say(wire.encoded(wire.Reread()))
    told = collector.until(wire.Changed, lambda each: bool(each.firings))
    collector.process.kill()
    again = start()
    again.until(wire.Rested)
    assert again.hang_up() == 0
    (firing,) = firings(user)
    assert told.firings == (firing.id,)
    assert (firing.claim, firing.value) == ("Margins hold", 27.5)
    claim = claim_with_id(user, 1)
    assert claim is not None
    assert claim.status is Status.FAILING
    user.close()
