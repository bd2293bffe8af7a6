"""The gate before a host, on a clock that stands until a test moves it: nothing here sleeps."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble
from gridwatch.feeds.pace import (
    BURST,
    LONGEST_RETRY_AFTER,
    PAUSES,
    Breaker,
    Pace,
    retry_after_seconds,
)

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


class Steady:
    """A clock that waiting moves on."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []

    def read(self) -> float:
        return self.now

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.now += seconds
        return False


def middle(low: float, high: float) -> float:
    return (low + high) / 2


@pytest.fixture
def clock() -> Steady:
    return Steady()


@pytest.fixture
def pace(clock: Steady) -> Pace:
    return Pace(0.25, burst=1, clock=clock.read, wait=clock.wait, uniform=middle)


def fail(pace: Pace, kind: TroubleKind, retry_after: float | None = None) -> FeedTrouble:
    with pytest.raises(FeedTrouble) as caught, pace.turn(("AAA",)):
        raise FeedTrouble(kind, "made to fail", ("AAA",), retry_after)
    return caught.value


def test_requests_are_spaced_and_the_first_does_not_wait(pace: Pace, clock: Steady) -> None:
    for _ in range(4):
        with pace.turn():
            pass
    assert clock.waits == pytest.approx([0.25, 0.25, 0.25])


def test_a_request_that_comes_late_enough_does_not_wait(pace: Pace, clock: Steady) -> None:
    with pace.turn():
        clock.now += 1
    with pace.turn():
        pass
    assert clock.waits == []


def test_spacing_jitters_by_the_chance_passed_in(clock: Steady) -> None:
    asked: list[tuple[float, float]] = []

    def low(least: float, most: float) -> float:
        asked.append((least, most))
        return least

    pace = Pace(1.0, burst=1, clock=clock.read, wait=clock.wait, uniform=low)
    for _ in range(3):
        with pace.turn():
            pass
    assert clock.waits == pytest.approx([0.7, 0.7])
    assert set(asked) == {(0.7, 1.3)}


@pytest.fixture
def bucket(clock: Steady) -> Pace:
    return Pace(0.25, clock=clock.read, wait=clock.wait, uniform=middle)


def ask(pace: Pace, times: int) -> None:
    for _ in range(times):
        with pace.turn():
            pass


def test_a_rested_host_takes_a_burst_at_once_and_then_the_spacing(
    bucket: Pace, clock: Steady
) -> None:
    ask(bucket, BURST)
    assert clock.waits == []
    ask(bucket, 3)
    assert clock.waits == pytest.approx([0.25, 0.25, 0.25])


def test_turns_come_back_at_the_spacing_up_to_a_whole_burst(bucket: Pace, clock: Steady) -> None:
    ask(bucket, BURST)
    clock.now += 10
    ask(bucket, 40)
    assert clock.waits == []
    ask(bucket, 1)
    assert clock.waits == pytest.approx([0.25])
    clock.now += 10_000
    clock.waits.clear()
    ask(bucket, BURST)
    assert clock.waits == []
    ask(bucket, 1)
    assert clock.waits == pytest.approx([0.25])


@given(st.lists(st.floats(0, 30), max_size=300))
def test_no_stretch_of_time_sees_more_than_a_burst_and_its_refill(rests: list[float]) -> None:
    clock, begun = Steady(), []
    pace = Pace(0.25, burst=5, clock=clock.read, wait=clock.wait, uniform=middle)
    for rest in rests:
        clock.now += rest
        begun.append(pace.admit())
    for first in range(len(begun)):
        for last in range(first, len(begun)):
            passed = begun[last] - begun[first]
            assert last - first + 1 <= 5 + passed / 0.25 + 1e-6


def test_a_host_that_was_closed_is_spaced_from_its_probe_on(bucket: Pace, clock: Steady) -> None:
    fail(bucket, TroubleKind.THROTTLED)
    clock.now += 31
    with bucket.turn():
        clock.now += 0.05
    clock.waits.clear()
    ask(bucket, 8)
    # One turn was there when the pause ended and four came in the second since; one was the probe.
    assert len(clock.waits) == 4
    assert clock.waits[1:] == pytest.approx([0.25] * 3)


def test_one_429_closes_the_host_at_once(pace: Pace, clock: Steady) -> None:
    trouble = fail(pace, TroubleKind.THROTTLED)
    assert trouble.retry_after == pytest.approx(30)
    clock.now += 10
    with pytest.raises(FeedTrouble) as caught:
        pace.admit(("BBB",))
    assert caught.value.kind is TroubleKind.THROTTLED
    assert caught.value.retry_after == pytest.approx(20)
    assert caught.value.symbols == ("BBB",)
    assert clock.waits == []


def test_the_pause_that_the_source_names_is_honoured_up_to_a_limit(
    pace: Pace, clock: Steady
) -> None:
    assert fail(pace, TroubleKind.THROTTLED, 7.0).retry_after == pytest.approx(7)
    clock.now += 8
    assert fail(pace, TroubleKind.THROTTLED, 1e9).retry_after == LONGEST_RETRY_AFTER


def test_a_pause_that_the_source_names_closes_whatever_the_kind(pace: Pace) -> None:
    assert fail(pace, TroubleKind.GARBLED, 9.0).retry_after == pytest.approx(9)
    with pytest.raises(FeedTrouble) as caught:
        pace.admit()
    assert caught.value.kind is TroubleKind.GARBLED


@pytest.mark.parametrize("kind", [TroubleKind.OFFLINE, TroubleKind.GARBLED, TroubleKind.REFUSED])
def test_other_trouble_closes_after_three_in_a_row(pace: Pace, kind: TroubleKind) -> None:
    assert fail(pace, kind).retry_after is None
    assert fail(pace, kind).retry_after is None
    assert fail(pace, kind).retry_after == pytest.approx(PAUSES[kind].first)
    with pytest.raises(FeedTrouble, match="not asked"):
        pace.admit()


def test_a_success_between_starts_the_count_again(pace: Pace) -> None:
    for _ in range(5):
        fail(pace, TroubleKind.OFFLINE)
        fail(pace, TroubleKind.OFFLINE)
        with pace.turn():
            pass


def test_an_unknown_symbol_is_an_answer_of_a_host_that_is_well(pace: Pace) -> None:
    for _ in range(10):
        assert fail(pace, TroubleKind.UNKNOWN).retry_after is None
    fail(pace, TroubleKind.OFFLINE)
    fail(pace, TroubleKind.OFFLINE)
    fail(pace, TroubleKind.UNKNOWN)
    assert fail(pace, TroubleKind.OFFLINE).retry_after is None


def test_pauses_double_up_to_the_longest_and_start_again_after_a_success(
    pace: Pace, clock: Steady
) -> None:
    pauses = []
    for _ in range(8):
        seconds = fail(pace, TroubleKind.THROTTLED).retry_after
        assert seconds is not None
        pauses.append(seconds)
        clock.now += seconds + 1
    assert pauses == pytest.approx([30, 60, 120, 240, 480, 900, 900, 900])
    with pace.turn():
        pass
    assert fail(pace, TroubleKind.THROTTLED).retry_after == pytest.approx(30)


def test_after_the_pause_one_probe_goes_and_the_rest_wait_for_it(pace: Pace, clock: Steady) -> None:
    fail(pace, TroubleKind.THROTTLED)
    clock.now += 31
    probe = pace.admit()
    with pytest.raises(FeedTrouble) as caught:
        pace.admit()
    assert caught.value.kind is TroubleKind.THROTTLED
    pace.succeeded(probe)
    pace.admit()


def test_a_probe_that_never_reports_gives_way_to_the_next(pace: Pace, clock: Steady) -> None:
    fail(pace, TroubleKind.THROTTLED)
    clock.now += 31
    pace.admit()
    clock.now += 31
    pace.admit()


def test_a_probe_that_has_to_wait_for_its_turn_is_not_refused_by_itself(
    pace: Pace, clock: Steady
) -> None:
    pace.admit()
    fail(pace, TroubleKind.THROTTLED, 0.1)
    clock.now += 0.11
    pace.admit()
    assert clock.waits[-1] > 0


def test_stragglers_of_a_burst_neither_open_the_host_nor_lengthen_its_pause(
    pace: Pace, clock: Steady
) -> None:
    burst = [pace.admit() for _ in range(4)]
    clock.now += 1
    first = FeedTrouble(TroubleKind.THROTTLED, "429")
    pace.failed(first, burst[0])
    for began in burst[1:3]:
        late = FeedTrouble(TroubleKind.THROTTLED, "429")
        pace.failed(late, began)
        assert late.retry_after == first.retry_after
    pace.succeeded(burst[3])
    with pytest.raises(FeedTrouble):
        pace.admit()


def test_a_request_in_the_queue_is_refused_when_the_host_closes_before_its_turn(
    clock: Steady,
) -> None:
    def close_while_waiting(seconds: float) -> bool:
        clock.wait(seconds)
        pace.failed(FeedTrouble(TroubleKind.THROTTLED, "429"), first)
        return False

    pace = Pace(5.0, burst=1, clock=clock.read, wait=close_while_waiting, uniform=middle)
    first = pace.admit()
    with pytest.raises(FeedTrouble) as caught:
        pace.admit()
    assert caught.value.kind is TroubleKind.THROTTLED


def test_checking_takes_no_turn_and_no_probe(pace: Pace, clock: Steady) -> None:
    pace.check()
    fail(pace, TroubleKind.THROTTLED)
    with pytest.raises(FeedTrouble):
        pace.check()
    clock.now += 31
    pace.check()
    pace.check()
    pace.admit()


def test_stop_ends_a_wait_at_once_and_refuses_what_comes_later() -> None:
    pace = Pace(3600.0, burst=1)
    pace.admit()
    ended: list[FeedTrouble] = []

    def wait() -> None:
        try:
            pace.admit(("AAA",))
        except FeedTrouble as trouble:
            ended.append(trouble)

    waiting = threading.Thread(target=wait, daemon=True)
    waiting.start()
    pace.stop()
    waiting.join(30)
    assert [each.kind for each in ended] == [TroubleKind.OFFLINE]
    with pytest.raises(FeedTrouble, match="stopped"):
        pace.admit()


def test_a_fault_in_our_own_code_closes_nothing(pace: Pace) -> None:
    for _ in range(5):
        with pytest.raises(KeyError), pace.turn():
            raise KeyError
    pace.admit()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        (format_datetime(NOW + timedelta(seconds=90)), 90.0),
        (format_datetime(NOW + timedelta(seconds=90)).replace("+0000", "GMT"), 90.0),
        (format_datetime(NOW - timedelta(hours=1)), 0.0),
        ("", None),
        (None, None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("9" * 40, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(text, NOW) == seconds


@given(st.text(max_size=60))
def test_retry_after_never_fails(text: str) -> None:
    seconds = retry_after_seconds(text, NOW)
    assert seconds is None or seconds >= 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, *TroubleKind]),
            st.floats(0, 2000),
            st.none() | st.floats(0, 1e6),
            st.floats(0.8, 1.2),
        ),
        max_size=40,
    )
)
def test_a_host_always_opens_again(
    story: list[tuple[TroubleKind | None, float, float | None, float]],
) -> None:
    breaker, now = Breaker(), 0.0
    for kind, passed, retry_after, stretch in story:
        now += passed
        if breaker.closed(now) is not None:
            continue
        if kind is None:
            breaker.succeeded(now)
        else:
            breaker.failed(kind, now, now, retry_after, stretch)
    assert breaker.closed(now + LONGEST_RETRY_AFTER + 1) is None
