"""However a watcher lives, and whatever splits there are, the same is told of the same days."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.alert.rule import Basis, Repeat
from gridwatch.domain.splits import Split
from tests.collector.alert.kit import Kit, at
from tests.collector.alert.lines import SHARES, SYMBOL, weekday

# No sum of moves meets a level, or the price before, to the last digit.
FIRST = 10.0137
ODD = 0.37
DAYS_BEFORE = 6
HOURS = ((2, 0), (2, 30), (5, 30), (6, 0), (6, 50))
CONDITIONS = (
    "price >= 10.3",
    "price <= 9.7",
    "cap >= 10.25bn CNY",
    "cap <= 9.75bn CNY",
    "day >= 2%",
    "day <= -2%",
    "price >= sma(3)",
    "rsi(3) >= 70",
    "drawdown(52w) >= 4%",
    "volume(3) >= 1.503x",
    "price >= 10.2 or day <= -3%",
    "(price >= 10.2 and day >= 1%) or (cap <= 9.8bn CNY and day <= -1%)",
)

Told = tuple[int, str, str, str, str, str, bool]
Made = tuple[str, Basis, Repeat]


@dataclass(frozen=True, slots=True)
class Tick:
    """A quote: about how many thousandths the price has moved, and an extreme has from it."""

    moved: int
    beyond: int
    volume: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The quotes of a day, and the split with which it begins.

    `early`: the source knows of the split before the day opens, else in its evening.
    """

    ticks: tuple[Tick, ...]
    ratio: tuple[int, int] | None
    early: bool


@dataclass(slots=True)
class Story:
    """What was traded so far, as if there had never been a split, and how it is stored."""

    closes: list[float]
    highs: list[float]
    lows: list[float]
    volumes: list[float]
    splits: list[Split]
    scale: float = 1.0
    known: float = 1.0

    def learn(self, splits: list[Split]) -> None:
        """Take the splits that the source knows by now."""
        self.splits, self.known = splits, self.scale

    def add(self, close: float, high: float, low: float, volume: int) -> None:
        """Take a day that is over."""
        self.closes.append(close)
        self.highs.append(high)
        self.lows.append(low)
        self.volumes.append(float(volume))

    def store(self, kit: Kit, day: int, hour: int) -> None:
        """Store all finished days in the scale of the splits that are known."""
        kit.days(
            [each / self.known for each in self.closes],
            at(day, hour, 20),
            first=1 - DAYS_BEFORE,
            highs=[each / self.known for each in self.highs],
            lows=[each / self.known for each in self.lows],
            volumes=[each * self.known for each in self.volumes],
            splits=self.splits,
        )


TICKS = st.builds(
    Tick,
    st.integers(-25, 25),
    st.integers(-12, 12),
    st.integers(50, 600),
    st.integers(0, 8).map(bool),
)
RATIOS = st.sampled_from([None, None, None, (10, 1), (2, 1), (13, 10), (1, 5)])
DAYS = st.lists(
    st.builds(
        Day,
        st.lists(TICKS, min_size=1, max_size=len(HOURS)).map(tuple),
        RATIOS,
        st.booleans(),
    ),
    min_size=2,
    max_size=6,
)
RULES = st.lists(
    st.tuples(
        st.sampled_from(CONDITIONS),
        st.sampled_from(Basis),
        st.sampled_from([Repeat.EVERY, Repeat.EVERY, Repeat.DAILY, Repeat.ONCE]),
    ),
    min_size=4,
    max_size=10,
)


def run(
    days: Sequence[Day], rules: Sequence[Made], *, anew: bool = False, ticked: bool = False
) -> list[Told]:
    """Live through some days and return the log; `ticked`: quotes come as ticks of the symbol."""
    with TemporaryDirectory() as folder, closing(Kit(Path(folder))) as kit:
        story = begin(kit, rules)
        for number, day in enumerate(days, start=1):
            trade(kit, story, number, day, anew=anew, ticked=ticked)
        return log_of(kit)


def begin(kit: Kit, rules: Sequence[Made]) -> Story:
    """Store a week of days and make the rules in the evening of its last one."""
    closes = [FIRST * (1 + step / 100) for step in (-1, 1, 0, 1, -1, 0)]
    kit.shares(SHARES)
    story = Story(closes, list(closes), list(closes), [1000.0] * len(closes), [])
    story.store(kit, 0, 8)
    kit.quote(at(0, 7), closes[-1], previous_close=closes[-2])
    for text, basis, repeat in rules:
        kit.rule(text, at(0, 9), basis=basis, repeat=repeat)
    kit.look(at(0, 9))
    return story


def trade(kit: Kit, story: Story, number: int, day: Day, *, anew: bool, ticked: bool) -> None:
    """Look at each quote of a day, and in its evening at the day as a whole."""
    splits = list(story.splits)
    if day.ratio is not None:
        splits.append(Split(weekday(number), *day.ratio))
        story.scale *= day.ratio[0] / day.ratio[1]
    if day.early:
        story.learn(splits)
        story.store(kit, number, 1)
    before = price = story.closes[-1]
    high, low, volume = 0.0, inf, 0
    for tick, (hour, minute) in zip(day.ticks, HOURS, strict=False):
        price *= 1 + (tick.moved + ODD) / 1000
        beyond = price * (1 + (tick.beyond + ODD) / 1000)
        high, low, volume = max(high, price, beyond), min(low, price, beyond), volume + tick.volume
        kit.judged_quote(
            at(number, hour, minute),
            price / story.scale,
            before=before / story.known,
            previous_close=before / story.scale if tick.whole else None,
            day_high=high / story.scale,
            day_low=low / story.scale,
            volume=volume * story.scale,
        )
        kit.watcher = None if anew else kit.watcher
        kit.look(at(number, hour, minute), (SYMBOL,) if ticked else None)
    story.add(price, high, low, volume)
    story.learn(splits)
    story.store(kit, number, 8)
    kit.watcher = None if anew else kit.watcher
    kit.look(at(number, 8, 30))


def log_of(kit: Kit) -> list[Told]:
    """Return the log without the words, and values to a few digits, whatever the order."""
    return sorted(
        (
            each.rule_id or 0,
            each.reached_at.isoformat(),
            each.sight,
            each.spot,
            f"{each.value:.6g}",
            each.quiet,
            each.held,
        )
        for each in kit.firings()
    )


@given(DAYS, RULES)
@settings(max_examples=20)
def test_a_watcher_that_lives_on_tells_what_one_made_anew_for_each_look_does(
    days: list[Day], rules: list[Made]
) -> None:
    alive = run(days, rules)
    assert run(days, rules, anew=True) == alive
    assert run(days, rules, ticked=True) == alive


@given(DAYS, RULES)
@settings(max_examples=15)
def test_splits_that_are_known_before_the_open_change_nothing_that_is_told(
    days: list[Day], rules: list[Made]
) -> None:
    """Values of prices are in the scale of their day; everything else is the same."""
    known = [replace(each, early=True) for each in days]
    plain = [replace(each, ratio=None) for each in known]
    with_splits, without = (
        [(*each[:4], *each[5:]) for each in run(story, rules)] for story in (known, plain)
    )
    assert with_splits == without
