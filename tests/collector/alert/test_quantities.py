"""What rules measure, against plain loops; and the present beside what it becomes as history."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.collector.alert.past import Past
from gridwatch.collector.alert.present import Present
from gridwatch.collector.alert.quantities import fill, reach_of, values_of
from gridwatch.domain.alert.condition import Averaging, Relation, Term
from gridwatch.domain.alert.measure import NATURES, Measure
from gridwatch.domain.bars import Days, Floats, day_number, day_of
from gridwatch.domain.company import Basis
from gridwatch.domain.fx import FxTable
from gridwatch.domain.marketcap import MarketCap
from gridwatch.domain.rate_lines import RateLines, rate_line

FIRST = date(2024, 1, 1)
SHARES = 1e9


def term(measure: Measure, **about: object) -> Term:
    """Make a term of which only the quantity matters."""
    return Term(measure, Relation.AT_LEAST, Decimal(1), **about)  # type: ignore[arg-type]


def past_of(
    closes: list[float],
    highs: list[float] | None = None,
    lows: list[float] | None = None,
    volumes: list[float] | None = None,
    gaps: list[int] | None = None,
) -> Past:
    """Make a past of days in CNY, with a yuan of 0.14 dollars."""
    steps = gaps or [1] * len(closes)
    days: Days = day_number(FIRST) + np.cumsum(np.array(steps, dtype=np.int64))
    close = np.array(closes, dtype=np.float64)
    lines = RateLines({"CNY": rate_line("CNY", days, np.full(len(days), 1 / 0.14))})

    def opened(column: list[float] | Floats) -> Floats:
        return np.append(np.array(column, dtype=np.float64), nan)

    earlier = np.concatenate(([nan], close))[: len(close)]
    return Past(
        np.append(days, -1),
        opened(close),
        opened(highs or closes),
        opened(lows or closes),
        opened(volumes or [1000.0] * len(closes)),
        opened(close * SHARES),
        opened(np.full(len(close), SHARES)),
        opened(earlier),
        lines,
        FxTable({"CNY": [(day_of(int(days[0])), 0.14)]}) if len(days) else FxTable({}),
        "CNY",
        "CNY",
        tells_cap=True,
        goals=((15e9, "CNY"), (3e9, "USD")),
    )


# Plain loops, from the words of the definition.


def slow_mean(values: list[float]) -> float:
    """Return the mean."""
    return sum(values) / len(values)


def slow_drawdown(past: Past, row: int, weeks: int, price: float, highs: int) -> float:
    """Return the fall below the highest high of the last weeks, up to `highs` rows."""
    begin = int(past.days[row]) - weeks * 7 if weeks else -(10**9)
    seen = [float(past.high[i]) for i in range(highs) if past.days[i] >= begin]
    return (1 - price / max(seen)) * 100 if seen else nan


def slow_rsi(closes: list[float], period: int) -> float:
    """Return Wilder's index of the last close."""
    changes = [b - a for a, b in itertools.pairwise(closes)]
    if len(changes) < period:
        return nan
    rise = slow_mean([max(each, 0.0) for each in changes[:period]])
    fall = slow_mean([max(-each, 0.0) for each in changes[:period]])
    for each in changes[period:]:
        rise = (rise * (period - 1) + max(each, 0.0)) / period
        fall = (fall * (period - 1) + max(-each, 0.0)) / period
    return 50.0 if rise + fall == 0 else 100 * rise / (rise + fall)


def slow_ema(closes: list[float], period: int) -> float:
    """Return the exponential mean of the last close, begun with a simple mean."""
    if len(closes) < period:
        return nan
    mean = slow_mean(closes[:period])
    for each in closes[period:]:
        mean += 2 / (period + 1) * (each - mean)
    return mean


def slow_distance(price: float) -> float:
    """Return the way to the nearest of the two targets that is ahead."""
    ways = [15e9 / (price * SHARES), 3e9 / (price * SHARES * 0.14)]
    return min(((each - 1) * 100 for each in ways if each > 1), default=nan)


Slow = Callable[[Past, int], float]
LAST: dict[str, tuple[Term, Slow]] = {
    "cap": (
        term(Measure.CAP, currency="USD"),
        lambda past, row: float(past.close[row]) * SHARES * 0.14,
    ),
    "price": (term(Measure.PRICE), lambda past, row: float(past.close[row])),
    "day": (
        term(Measure.DAY),
        lambda past, row: (past.close[row] / past.close[row - 1] - 1) * 100 if row else nan,
    ),
    "drawdown": (
        term(Measure.DRAWDOWN, length=3),
        lambda past, row: slow_drawdown(past, row, 3, float(past.close[row]), row + 1),
    ),
    "all-time": (
        term(Measure.DRAWDOWN),
        lambda past, row: slow_drawdown(past, row, 0, float(past.close[row]), row + 1),
    ),
    "volume": (
        term(Measure.VOLUME, length=4),
        lambda past, row: (
            past.volume[row] / slow_mean(past.volume[row - 4 : row].tolist()) if row >= 4 else nan
        ),
    ),
    "sma": (
        term(Measure.AVERAGE, length=2, longer=5),
        lambda past, row: (
            (
                slow_mean(past.close[row - 1 : row + 1].tolist())
                / slow_mean(past.close[row - 4 : row + 1].tolist())
                - 1
            )
            * 100
            if row >= 4
            else nan
        ),
    ),
    "ema": (
        term(Measure.AVERAGE, length=1, longer=5, averaging=Averaging.EXPONENTIAL),
        lambda past, row: (past.close[row] / slow_ema(past.close[: row + 1].tolist(), 5) - 1) * 100,
    ),
    "rsi": (
        term(Measure.RSI, length=3),
        lambda past, row: slow_rsi(past.close[: row + 1].tolist(), 3),
    ),
    "distance": (term(Measure.DISTANCE), lambda past, row: slow_distance(float(past.close[row]))),
}
prices = st.integers(500, 2500).map(lambda cents: cents / 100)
walks = st.lists(
    st.tuples(prices, st.floats(1, 1.2), st.floats(0.8, 1), st.integers(0, 9), st.integers(1, 4)),
    min_size=2,
    max_size=40,
)


def drawn(walk: list[tuple[float, float, float, int, int]]) -> Past:
    """Make a past of a drawn walk."""
    return past_of(
        [each[0] for each in walk],
        [each[0] * each[1] for each in walk],
        [each[0] * each[2] for each in walk],
        [each[3] * 100.0 for each in walk],
        [each[4] for each in walk],
    )


def same(one: float, other: float) -> bool:
    """Tell whether two values are equal, unknown ones as well."""
    if isnan(other) or np.isinf(other):
        return repr(float(one)) == repr(float(other))
    return one == pytest.approx(other, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", sorted(LAST))
@settings(max_examples=40)
@given(walk=walks)
@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning")
def test_columns_are_what_plain_loops_say(
    name: str, walk: list[tuple[float, float, float, int, int]]
) -> None:
    past = drawn(walk)
    chosen, slow = LAST[name]
    values = values_of(chosen, past)
    for row in range(past.count):
        with np.errstate(divide="ignore", invalid="ignore"):
            expected = float(slow(past, row))
        if name == "volume" and not np.isfinite(expected):
            expected = nan  # nothing was traded before: there is no multiple of nothing
        assert same(values.last[row], expected), row


@pytest.mark.parametrize("name", sorted(LAST))
@settings(max_examples=40)
@given(walk=walks)
def test_the_present_has_the_value_that_its_day_has_as_history(
    name: str, walk: list[tuple[float, float, float, int, int]]
) -> None:
    """Live and caught up are one: a quote is measured as the day that it becomes."""
    chosen, _ = LAST[name]
    whole = drawn(walk)
    finished = values_of(chosen, whole)
    row = whole.count - 1
    day = day_of(int(whole.days[row]))
    past = whole.before(day)
    values = values_of(chosen, past)
    for _ in range(2):  # a second quote writes over the first
        past.put(present_of(whole, row, day), FxTable({"CNY": [(FIRST, 0.14), (day, 0.14)]}))
        fill(chosen, past, values)
        assert same(values.last[past.count], finished.last[row])
        assert same(values.high[past.count], finished.high[row])
        assert same(values.low[past.count], finished.low[row])


def present_of(past: Past, row: int, day: date) -> Present:
    """Return the quote that a finished day may have had."""
    price, earlier = float(past.close[row]), float(past.previous_close[row])
    cap = MarketCap(price * SHARES, "CNY", Basis.ONE_PRICE, price, SHARES, day, "test")
    return Present(
        datetime(day.year, day.month, day.day, 7, tzinfo=UTC),
        day,
        price,
        float(past.high[row]),
        float(past.low[row]),
        "CNY",
        float(past.volume[row]),
        earlier,
        cap,
    )


def test_extremes_move_what_a_price_moves() -> None:
    past = past_of([10.0, 11.0], highs=[10.0, 12.0], lows=[10.0, 9.0])
    cap = values_of(term(Measure.CAP, currency="CNY"), past)
    assert (cap.low[1], cap.last[1], cap.high[1]) == (9e9, 11e9, 12e9)
    day = values_of(term(Measure.DAY), past)
    assert (day.low[1], day.high[1]) == pytest.approx((-10.0, 20.0))
    distance = values_of(term(Measure.DISTANCE), past)
    assert distance.high[1] == pytest.approx(25.0)
    volume = values_of(term(Measure.VOLUME, length=1), past)
    assert np.isnan(volume.high[1])


def test_the_low_of_a_day_falls_from_highs_of_days_before() -> None:
    """The high of its own day may have come after the low."""
    past = past_of([10.0, 12.0], highs=[10.0, 20.0], lows=[10.0, 8.0])
    values = values_of(term(Measure.DRAWDOWN), past)
    assert values.low[1] == pytest.approx(20.0)
    assert values.last[1] == pytest.approx(40.0)


def test_classes_of_their_own_have_no_common_high() -> None:
    past = past_of([10.0], highs=[12.0])
    past.tells_cap = False
    values = values_of(term(Measure.CAP, currency="CNY"), past)
    assert np.isnan(values.high[0])
    assert values.last[0] == 10e9


def test_gain_counts_from_the_last_close_on_or_before_the_date() -> None:
    past = past_of([10.0, 20.0, 30.0], gaps=[1, 4, 1])
    since = FIRST + timedelta(days=3)
    values = values_of(term(Measure.GAIN, since=since), past)
    assert values.last[:3].tolist() == pytest.approx([0.0, 100.0, 200.0])
    early = values_of(term(Measure.GAIN, since=FIRST - timedelta(days=9)), past)
    assert np.isnan(early.last).all()


def test_a_missing_rate_is_not_one() -> None:
    past = past_of([10.0])
    past.lines = RateLines({})
    values = values_of(term(Measure.CAP, currency="USD"), past)
    assert np.isnan(values.last[0])


def test_every_measure_has_a_reach() -> None:
    for each in NATURES:
        assert reach_of(term(each, length=20, longer=50, since=FIRST)) >= timedelta(0)
