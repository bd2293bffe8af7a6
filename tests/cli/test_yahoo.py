"""The program against the loopback Yahoo: the real yfinance in a process of its own.

Commands that ask no source run in this process.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gridwatch.places import Profile, resources
from gridwatch.services.profiles import open_profile
from tests.cli.running import ROOT, Done, command, gridwatch, here, surroundings
from tests.yahoo_server import Clock, YahooServer
from tests.yahoo_server.faults import NAMED
from tests.yahoo_server.generated import sample_market

Run = Callable[..., Done]


@pytest.fixture
def live(yahoo: YahooServer) -> YahooServer:
    """Give the loopback Yahoo at the real time, which a process of its own lives in."""
    yahoo.reset(sample_market(datetime.now(UTC).date()), Clock())
    return yahoo


@pytest.fixture
def run(live: YahooServer, profile: Path) -> Run:
    """Give a way to run a command on a real profile that is led to the loopback Yahoo."""

    def said(*words: str) -> Done:
        words = (*words, "--json", "--profile", str(profile))
        if words[0] in {"add", "refresh"} or "--online" in words:
            return gridwatch(*words, extra=live.environment())
        return here(*words)

    return said


def only(profile: Path, *symbols: str) -> None:
    """Make a new profile that follows these alone, of those that the lists begin with."""
    with closing(open_profile(Profile(profile), resources(), "en")) as user:
        marks = ", ".join("?" * len(symbols))
        user.execute(
            "DELETE FROM watchlist_entry WHERE company_id NOT IN"  # noqa: S608 - marks only
            f" (SELECT id FROM company WHERE primary_symbol IN ({marks}))",
            symbols,
        )


def added(run: Run, profile: Path, *symbols: str) -> None:
    """Make a new profile that follows nobody, and add these."""
    only(profile)
    done = run("add", *symbols)
    assert done.code == 0, done.err


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the place of a profile with one company that the source was asked about."""
    return tmp_path_factory.mktemp("kept") / "profile"


def company(document: dict[str, Any], symbol: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in document["companies"] if each["symbol"] == symbol)
    return found


def test_the_main_job(run: Run, live: YahooServer, profile: Path) -> None:
    """Add, set a target, refresh, check: the right caps, in the right units."""
    added(run, profile, "601179.SS", "NG.L", "POWL")
    assert run("target", "601179.SS", "100bn CNY").code == 0
    live.traffic.clear()
    refreshed = run("refresh")
    assert refreshed.code == 0, refreshed.err
    document = refreshed.document
    assert {"601179.SS", "NG.L", "POWL"} <= set(document["stored"]["quotes"])
    assert {"601179.SS", "NG.L", "POWL"} <= set(document["stored"]["histories"])
    assert document["troubles"] == []
    assert len(live.traffic.paths("/v7/finance/quote")) == 1
    assert live.traffic.strangers == []
    checked = run("check").document
    xd, grid, powell = (company(checked, each) for each in ("601179.SS", "NG.L", "POWL"))
    assert [each["symbol"] for each in checked["companies"]] == ["601179.SS", "NG.L", "POWL"]
    assert xd["market_cap"] == pytest.approx(xd["price"] * 5_125_882_352)
    assert xd["distance_pct"] == pytest.approx((100e9 / xd["market_cap"] - 1) * 100)
    assert xd["price_needed"] == pytest.approx(xd["price"] * 100e9 / xd["market_cap"])
    line = live.market.find("NG.L")
    assert line is not None
    assert grid["currency"] == grid["market_cap_currency"] == "GBP"
    pence = line.bars[-1].bar.close
    assert pence is not None
    assert grid["price"] == pytest.approx(pence / 100, rel=0.3)
    assert grid["market_cap"] == pytest.approx(grid["price"] * 4_960_000_000)
    assert grid["market_cap_base"] > grid["market_cap"]
    assert powell["market_cap"] == pytest.approx(powell["price"] * powell["shares"])


def test_the_right_shares_are_stored_by_a_verified_quote(run: Run, profile: Path) -> None:
    added(run, profile, "NG.L")
    stored = run("list").document["lists"][0]["companies"][0]
    assert stored["name"].startswith("National Grid")
    assert stored["listings"][0]["currency"] == "GBp"


def test_an_unknown_symbol_adds_nothing(run: Run) -> None:
    before = run("list").document
    done = run("add", "NG.L", "NOSUCH.SS")
    assert (done.code, done.document["error"]["code"]) == (1, "symbol_unknown")
    assert "NOSUCH.SS" in done.err
    assert run("list").document == before


def test_a_target_is_reached_while_closed(run: Run, live: YahooServer, profile: Path) -> None:
    """A target of a month ago fires from the bars since, once, with its date and its evidence."""
    only(profile, "601179.SS")
    run("refresh")
    shown = company(run("check").document, "601179.SS")
    line = live.market.find("601179.SS")
    assert line is not None
    past = line.bars[-23:-1]
    highs = {each.day: each.bar.high or 0.0 for each in past}
    highest = max(list(highs.values())[5:])
    wanted = round(highest * 0.999 * shown["shares"])
    run("target", "601179.SS", f"{wanted} CNY")
    looked = datetime.combine(past[0].day, datetime.min.time(), UTC).isoformat(
        timespec="microseconds"
    )
    with closing(sqlite3.connect(profile / "user.db")) as user, user:
        user.execute("DELETE FROM rule_state")
        user.execute("DELETE FROM looked")
        user.execute("UPDATE target SET created_at = ?", (looked,))
        user.execute("UPDATE rule SET created_at = ?, since = ?", (looked, looked))
    first = next(day for day, high in highs.items() if high * shown["shares"] >= wanted)
    firings = run("check").document["firings"]
    assert firings[-1]["reached_on"] == first.isoformat()
    assert firings[-1]["how"] == "bar"
    assert firings[-1]["market_cap"] >= wanted
    assert firings[-1]["shares"] == shown["shares"]
    assert run("check").document["firings"] == firings
    assert run("refresh").document["firings"] == []


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("too_many_requests", "throttled"),
        ("html_page", "garbled"),
        ("hangs_up", "offline"),
    ],
)
def test_a_source_in_trouble_is_said_in_words(
    run: Run, live: YahooServer, fault: str, kind: str, profile: Path, kept: Path
) -> None:
    if not kept.exists():
        added(run, profile, "NG.L")
        shutil.copytree(profile, kept)
    else:
        shutil.copytree(kept, profile)
    before = run("list").document
    live.fault = NAMED[fault]()
    done = run("refresh")
    assert done.code == 1
    assert done.document["stored"] == {"quotes": [], "histories": []}
    assert {each["kind"] for each in done.document["troubles"]} == {kind}
    refused = run("add", "VUSD.L")
    assert (refused.code, refused.document["error"]["code"]) == (1, f"source_{kind}")
    assert run("list").document == before
    assert run("doctor", "--online").code == 1


def test_without_a_network_nothing_is_added(profile: Path) -> None:
    gridwatch("list", "--profile", profile)
    done = gridwatch("add", "VUSD.L", "--json", "--profile", profile)
    assert (done.code, done.document["error"]["code"]) == (1, "source_offline")
    done = gridwatch("refresh", "--json", "--profile", profile)
    assert done.code == 1
    assert [each["kind"] for each in done.document["troubles"]] == ["offline"]
    assert gridwatch("check", "--json", "--profile", profile).document["companies"]


def test_one_bad_symbol_spoils_no_other(run: Run, live: YahooServer, profile: Path) -> None:
    only(profile, "POWL", "601179.SS")
    del live.market.lines["POWL"]
    done = run("refresh")
    assert done.code == 0
    assert {each["symbol"] for each in done.document["troubles"]} == {"POWL"}
    assert {each["kind"] for each in done.document["troubles"]} == {"unknown"}
    assert "601179.SS" in done.document["stored"]["quotes"]
    checked = run("check").document
    assert company(checked, "POWL")["trouble"] == "unknown"
    assert company(checked, "POWL")["market_cap"] is None


def test_doctor_reaches_the_source(run: Run) -> None:
    document = run("doctor", "--online").document
    assert document["online"]["reachable"] is True
    assert "HTTPS_PROXY" in document["environment"]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_in_the_middle_of_a_refresh_it_goes_on_next_time(
    run: Run, live: YahooServer, profile: Path
) -> None:
    only(profile, "601179.SS", "ENR.DE", "POWL", "600875.SS", "6501.T")
    live.latency = 0.4
    process = subprocess.Popen(
        command("refresh", "--profile", profile),
        cwd=ROOT,
        env=surroundings(live.environment()),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(lambda: len(live.traffic.paths("/v8/finance/chart")) >= 3)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(30)
    live.latency = 0.0
    states = [each["state"] for each in run("doctor").document["files"]]
    assert states == ["ok", "ok"]
    done = run("refresh")
    assert (done.code, done.document["troubles"]) == (0, [])
    assert all(each["market_cap"] for each in run("check").document["companies"])


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to another process there")
def test_a_refresh_can_be_stopped(run: Run, live: YahooServer, profile: Path) -> None:
    only(profile, "601179.SS", "600875.SS", "POWL")
    live.latency = 1.0
    with subprocess.Popen(
        command("refresh", "--json", "--profile", profile),
        cwd=ROOT,
        env=surroundings(live.environment()),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        wait_for(lambda: bool(live.traffic.paths("/v8/finance/chart")))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert '"stopped"' in out
    assert "Traceback" not in err
    live.latency = 0.0
    assert run("refresh").code == 0


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until something is true, at most half a minute."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)
