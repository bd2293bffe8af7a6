"""When the window is told: firings at once, all else spaced, and nothing never."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.collector.announce import SPACING, Announcer
from gridwatch.wire import Changed, Message

FOREVER = float("inf")


class Stand:
    """An announcer at a time that a test sets, and what it has sent when."""

    def __init__(self) -> None:
        """Begin long after the clock's zero, as a machine that runs."""
        self.now = 1000.0
        self.sent: list[tuple[float, Message]] = []
        self.changed = Announcer(lambda each: self.sent.append((self.now, each)), lambda: self.now)

    @property
    def messages(self) -> list[Message]:
        """Return what was sent."""
        return [each for _, each in self.sent]


@pytest.fixture
def stand() -> Stand:
    """Give an announcer that has sent nothing yet."""
    return Stand()


def test_the_first_goes_at_once_and_the_next_when_it_is_due(stand: Stand) -> None:
    assert stand.changed.wait() == FOREVER
    stand.changed.note("quotes", ["A"])
    assert stand.messages == [Changed(quotes=("A",))]
    assert stand.changed.wait() == FOREVER
    stand.now += 0.1
    stand.changed.note("quotes", ["B", "A"])
    stand.changed.note("bars", ["C"])
    assert len(stand.sent) == 1
    assert stand.changed.wait() == pytest.approx(SPACING - 0.1)
    stand.now += SPACING - 0.05
    assert stand.changed.wait() == 0.0
    stand.changed.flush()
    assert stand.messages[1:] == [Changed(quotes=("B", "A"), bars=("C",))]


def test_a_firing_goes_at_once_and_by_itself(stand: Stand) -> None:
    stand.changed.note("quotes", ["A"])
    stand.now += 0.01
    stand.changed.note("quotes", ["B"])
    stand.changed.note("firings", [7])
    stand.now += 0.01
    stand.changed.note("firings", [8, 9])
    assert stand.messages[1:] == [Changed(firings=(7,)), Changed(firings=(8, 9))]
    assert stand.changed.wait() == pytest.approx(SPACING - 0.02), "the rest is not put off by it"
    stand.now += SPACING
    stand.changed.note("firings", [10])
    assert stand.messages[-1] == Changed(quotes=("B",), firings=(10,))
    assert stand.changed.wait() == FOREVER


def test_before_long_work_everything_is_told(stand: Stand) -> None:
    stand.changed.note("quotes", ["A"])
    stand.changed.note("quotes", ["B"])
    stand.changed.flush(at_once=True)
    assert stand.messages == [Changed(quotes=("A",)), Changed(quotes=("B",))]
    stand.changed.flush(at_once=True)
    stand.changed.note("deliveries", [])
    assert len(stand.sent) == 2, "nothing is told of nothing"


@given(st.lists(st.tuples(st.sampled_from(["quotes", "firings"]), st.floats(0, 0.4)), max_size=60))
def test_every_firing_is_told_when_it_comes_and_the_rest_four_times_a_second(
    notes: list[tuple[str, float]],
) -> None:
    stand, came = Stand(), dict[int, float]()
    for number, (noun, pause) in enumerate(notes):
        until = stand.now + pause
        while (wait := stand.changed.wait()) <= until - stand.now:  # as the loop rests
            stand.now += wait
            stand.changed.flush()
        stand.now, came[number] = until, until
        stand.changed.note(noun, [number])
    while (wait := stand.changed.wait()) < FOREVER:
        stand.now += wait + 1e-9
        stand.changed.flush()
    told = [(at, each) for at, each in stand.sent if isinstance(each, Changed)]
    for at, each in told:
        assert all(came[number] == at for number in each.firings)
        assert all(at - came[int(number)] <= SPACING + 1e-6 for number in each.quotes)
    spaced = [at for at, each in told if each.quotes]
    assert all(later - earlier >= SPACING - 1e-6 for earlier, later in pairwise(spaced))
    assert sum(len(each.firings) + len(each.quotes) for _, each in told) == len(notes)
