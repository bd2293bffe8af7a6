"""The stream over a real WebSocket: ticks come, rubbish does no harm, it begins again, it ends."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from gridwatch.feeds.feed import Tick
from gridwatch.feeds.yahoo.feed import YahooFeed
from gridwatch.feeds.yahoo.stream import Rhythm, YahooStream
from gridwatch.feeds.yahoo.ticks import tick_of
from gridwatch.places import Profile
from tests.yahoo_server import YahooServer, faults
from tests.yahoo_server.clients import fresh_yfinance
from tests.yahoo_server.streamer import HOST, pricing

PATIENCE = 60.0  # a busy machine takes its time
QUICK = Rhythm(first=0.05, longest=0.2, heartbeat=0.3, glance=0.05, opening=5.0, closing=0.5)
AT = datetime(2026, 11, 20, 6, tzinfo=UTC).timestamp()


def eventually(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.01)


@pytest.fixture
def came() -> list[Tick]:
    """Give the list that ticks are put into."""
    return []


Begin = Callable[..., YahooStream]


@pytest.fixture
def begin(
    yahoo: YahooServer, profile: object, came: list[Tick], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Begin]:
    """Begin streams through the proxy and the certificates that the environment names."""
    for name, value in yahoo.environment().items():
        monkeypatch.setenv(name, value)
    place = Profile(profile)  # type: ignore[arg-type]  # a path
    fresh_yfinance(place.source_cache)
    feed = YahooFeed(place, rhythm=QUICK)
    yield lambda *symbols: feed.stream(symbols, came.append)
    feed.stop()


def test_what_is_subscribed_to_comes(yahoo: YahooServer, begin: Begin, came: list[Tick]) -> None:
    begin("601179.SS", "NG.L")
    eventually(lambda: yahoo.streamer.wanted == {"601179.SS", "NG.L"})
    yahoo.streamer.tell("601179.SS", 19.39, AT + 0.7, day_volume=12_345_678_901)
    yahoo.streamer.tell(
        "NG.L", 980.5, AT + 1, currency="GBp", day_high=990.0, day_low=970.25, day_volume=7
    )
    eventually(lambda: len(came) == 2)
    first, second = came
    assert first == Tick(
        "601179.SS", 19.39, datetime.fromtimestamp(AT, UTC), volume=12_345_678_901.0
    )
    assert (second.price, second.currency, second.quoted_in) == (9.805, "GBP", "GBp")
    assert (second.day_high, second.day_low) == (9.9, 9.7025)


def test_it_follows_a_change_of_what_is_wanted(
    yahoo: YahooServer, begin: Begin, came: list[Tick]
) -> None:
    stream = begin("601179.SS")
    eventually(lambda: yahoo.streamer.wanted == {"601179.SS"})
    stream.subscribe(["POWL"])
    eventually(lambda: yahoo.streamer.wanted == {"POWL"})
    yahoo.streamer.say(pricing("601179.SS", 20.0, AT))  # still sent, as Yahoo may
    yahoo.streamer.tell("POWL", 250.0, AT)
    eventually(lambda: came)
    assert [each.symbol for each in came] == ["POWL"]
    assert yahoo.streamer.opened == 1


def test_it_subscribes_again_and_again(yahoo: YahooServer, begin: Begin) -> None:
    begin("POWL")
    eventually(lambda: yahoo.streamer.sessions)
    session = yahoo.streamer.sessions[0]
    eventually(lambda: len(session.said) >= 3)
    assert all(each == {"subscribe": ["POWL"]} for each in session.said)


def test_rubbish_does_no_harm(yahoo: YahooServer, begin: Begin, came: list[Tick]) -> None:
    begin("POWL")
    eventually(lambda: yahoo.streamer.wanted)
    for text in RUBBISH:
        yahoo.streamer.say(text)
    yahoo.streamer.tell("POWL", 250.0, AT)
    eventually(lambda: came)
    assert [each.price for each in came] == [250.0]
    assert yahoo.streamer.opened == 1, "rubbish ended the connection"


RUBBISH = [
    "",
    "rubbish",
    "[]",
    "null",
    '{"message":5}',
    '{"message":"***"}',
    '{"type":"heartbeat"}',
    "[" * 5000,
    json.dumps({"message": base64.b64encode(b"\xff\xff\xff").decode()}),
    pricing("POWL", float("nan"), AT),
    pricing("POWL", 0.0, AT),
    pricing("POWL", -1.0, AT),
    pricing("POWL", float("inf"), AT),
    pricing("POWL", 1.0, 0.0),
    pricing("POWL", 1.0, 1e14),
    pricing("POWL", 1.0, AT, market_hours=0),
    pricing("POWL", 1.0, AT, market_hours=2),
    pricing("POWL", 1.0, AT, currency="pounds"),
    pricing("", 1.0, AT),
]


@pytest.mark.parametrize("text", RUBBISH)
def test_what_is_no_whole_trade_is_none(text: str) -> None:
    assert tick_of(text) is None


@pytest.mark.parametrize("ends", ["close", "drop"])
def test_it_begins_again_however_it_ended(
    yahoo: YahooServer, begin: Begin, came: list[Tick], ends: str
) -> None:
    begin("POWL")
    for number in (1, 2, 3):
        eventually(lambda: yahoo.streamer.wanted == {"POWL"})
        yahoo.streamer.tell("POWL", 250.0 + number, AT + number)
        eventually(lambda number=number: len(came) == number)  # type: ignore[misc]
        getattr(yahoo.streamer, ends)()
        eventually(lambda number=number: yahoo.streamer.opened > number)  # type: ignore[misc]


def test_a_message_too_long_only_begins_it_again(
    yahoo: YahooServer, begin: Begin, came: list[Tick]
) -> None:
    begin("POWL")
    eventually(lambda: yahoo.streamer.wanted)
    yahoo.streamer.say("x" * 100_000)
    eventually(lambda: yahoo.streamer.opened == 2)


def test_refused_it_tries_again_more_and_more_seldom(
    yahoo: YahooServer, begin: Begin, came: list[Tick]
) -> None:
    yahoo.fault = faults.only(faults.unavailable(), host=HOST, first=3)
    begin("POWL")
    eventually(lambda: yahoo.streamer.wanted)
    yahoo.streamer.tell("POWL", 250.0, AT)
    eventually(lambda: came)


def test_it_waits_longer_after_each_failure(yahoo: YahooServer, begin: Begin) -> None:
    stream = begin("POWL")
    stream._rhythm = usual = Rhythm()
    shortest = [usual.first * 2.0**failures * 0.7 for failures in range(7)]
    assert all(stream._pause(n + 1) >= least for n, least in enumerate(shortest))
    assert stream._pause(1) <= usual.first * 1.3
    assert stream._pause(10**6) <= usual.longest * 1.3


def test_closed_it_is_over_at_once(yahoo: YahooServer, begin: Begin, came: list[Tick]) -> None:
    stream = begin("POWL")
    eventually(lambda: yahoo.streamer.wanted)
    began = time.monotonic()
    stream.close()
    assert time.monotonic() - began < 2.0
    assert not stream._thread.is_alive()
    eventually(lambda: not yahoo.streamer.sessions)


def test_closed_while_it_connects_it_gives_nothing_more(
    yahoo: YahooServer, begin: Begin, came: list[Tick]
) -> None:
    yahoo.fault = faults.only(faults.stall(3.0), host=HOST)
    stream = begin("POWL")
    eventually(yahoo.traffic.paths)
    began = time.monotonic()
    stream.close()
    assert time.monotonic() - began < 2.0


def test_after_a_long_silence_it_begins_again(
    yahoo: YahooServer, begin: Begin, came: list[Tick]
) -> None:
    stream = begin("POWL")
    stream._rhythm = Rhythm(silence=0.3, first=0.05, glance=0.05, closing=0.5)
    eventually(lambda: yahoo.streamer.wanted)
    time.sleep(0.6)
    assert yahoo.streamer.opened == 1, "one that has never said a word is not given up"
    yahoo.streamer.tell("POWL", 250.0, AT)
    eventually(lambda: yahoo.streamer.opened == 2)
