"""Every indicator against a slow loop in plain Python, among gaps, and from a changed bar on."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.candles import Candles
from gridwatch.domain.indicators.indicator import Indicator, settings_of
from gridwatch.domain.indicators.lines import computed, updated
from gridwatch.domain.indicators.table import INDICATORS

NAN = math.nan
COLUMNS = ("open", "high", "low", "close", "volume")
DAY = 86_400
unhurried = settings(deadline=None, max_examples=60)


def candles_of(closes: Sequence[float], *, spread: float = 0.0, step: int = DAY) -> Candles:
    close = np.array(closes, dtype=np.float64)
    stamps = np.arange(len(close), dtype=np.int64) * step
    return Candles(stamps, close, close + spread, close - spread, close, np.ones(len(close)))


def wandering(seed: int, length: int, level: float, jumps: float, still: float) -> Candles:
    """Make a market of any level that jumps by powers of ten and at times stands still."""
    random = np.random.default_rng(seed)
    moves = random.normal(0.0, 0.02, length) + np.where(
        random.random(length) < jumps, random.normal(0.0, 3.0, length), 0.0
    )
    moves[random.random(length) < still] = 0.0
    close = level * np.exp(np.clip(np.cumsum(moves), -12.0, 12.0))
    high, low = close * (1 + random.random(length) / 50), close * (1 - random.random(length) / 50)
    stamps = np.cumsum(random.integers(1, 4 * 3600, length))
    volume = random.integers(0, 3, length) * random.random(length) * 1e6
    return Candles(stamps, (high + low) / 2, high, low, close, volume)


def with_gaps(candles: Candles, seed: int, share: float) -> Candles:
    random = np.random.default_rng(seed)
    holes = {}
    for name in COLUMNS:
        column = getattr(candles, name).copy()
        column[random.random(len(column)) < share] = random.choice([NAN, math.inf, 1e200])
        holes[name] = column
    return replace(candles, **holes)


markets = st.builds(
    wandering,
    st.integers(0, 2**32),
    st.integers(0, 1500) | st.integers(0, 40),
    st.sampled_from([1e-9, 1e-3, 1.0, 250.0, 1e12]),
    st.sampled_from([0.0, 0.01]),
    st.sampled_from([0.0, 0.5, 0.99]),
)
gapped = st.builds(with_gaps, markets, st.integers(0, 2**32), st.sampled_from([0.0, 0.02, 0.6]))


@st.composite
def settings_for(draw: st.DrawFn, indicator: Indicator) -> dict[str, float]:
    chosen: dict[str, float] = {}
    for each in indicator.settings:
        least, most = int(max(each.least, 1)), int(each.most)
        chosen[each.name] = draw(st.integers(least, most) | st.integers(least, min(most, 40)))
    if indicator.ordered and chosen["fast"] >= chosen["slow"]:
        chosen["fast"], chosen["slow"] = chosen["slow"] - 1, chosen["fast"] + 1
        chosen["fast"] = max(1, chosen["fast"])
    return settings_of(indicator, {**chosen})


# Plain references: lists in, lists out, one value after the other.


def plain_mean(values: list[float], period: int) -> list[float]:
    return [
        NAN if at + 1 < period else fmean(values[at + 1 - period : at + 1])
        for at in range(len(values))
    ]


def plain_smooth(values: list[float], period: int, weight: float) -> list[float]:
    smooth = [NAN] * len(values)
    for at, each in enumerate(values):
        if at == period - 1:
            smooth[at] = fmean(values[:period])
        elif at >= period:
            smooth[at] = (1 - weight) * smooth[at - 1] + weight * each
    return smooth


def plain_sma(bars: Candles, given: dict[str, float]) -> dict[str, list[float]]:
    closes = bars.close.tolist()
    return {name: plain_mean(closes, int(given[name])) for name in ("short", "medium", "long")}


def plain_ema(bars: Candles, given: dict[str, float]) -> dict[str, list[float]]:
    period = int(given["period"])
    return {"ema": plain_smooth(bars.close.tolist(), period, 2 / (period + 1))}


def plain_bollinger(bars: Candles, given: dict[str, float]) -> dict[str, list[float]]:
    closes, period, width = bars.close.tolist(), int(given["period"]), given["width"]
    middle, apart = plain_mean(closes, period), [NAN] * len(closes)
    for at in range(period - 1, len(closes)):
        window = closes[at + 1 - period : at + 1]
        squares = math.fsum((each - middle[at]) ** 2 for each in window)
        apart[at] = width * math.sqrt(squares / period)
    return {
        "lower": [mean - each for mean, each in zip(middle, apart, strict=True)],
        "middle": middle,
        "upper": [mean + each for mean, each in zip(middle, apart, strict=True)],
    }


def plain_rsi(bars: Candles, given: dict[str, float]) -> dict[str, list[float]]:
    closes, period = bars.close.tolist(), int(given["period"])
    changes = [late - soon for soon, late in pairwise(closes)]
    rises = plain_smooth([max(each, 0.0) for each in changes], period, 1 / period)
    falls = plain_smooth([max(-each, 0.0) for each in changes], period, 1 / period)
    strength = [NAN][: len(closes)]
    for rise, fall in zip(rises, falls, strict=True):
        strength.append(50.0 if rise + fall < 1e-250 else 100 * rise / (rise + fall))
    return {"rsi": strength}


def plain_macd(bars: Candles, given: dict[str, float]) -> dict[str, list[float]]:
    closes = bars.close.tolist()
    fast, slow, signal = (int(given[name]) for name in ("fast", "slow", "signal"))
    wait = min(slow - fast, len(closes))
    fasts = [NAN] * wait + plain_smooth(closes[wait:], fast, 2 / (fast + 1))
    slows = plain_smooth(closes, slow, 2 / (slow + 1))
    apart = [one - other for one, other in zip(fasts, slows, strict=True)]
    wait = min(slow - 1, len(closes))
    signals = [NAN] * wait + plain_smooth(apart[wait:], signal, 2 / (signal + 1))
    rest = [one - other for one, other in zip(apart, signals, strict=True)]
    return {"macd": apart, "signal": signals, "histogram": rest}


def plain_atr(bars: Candles, given: dict[str, float]) -> dict[str, list[float]]:
    highs, lows, closes = bars.high.tolist(), bars.low.tolist(), bars.close.tolist()
    ranges = [
        max(highs[at] - lows[at], abs(highs[at] - closes[at - 1]), abs(lows[at] - closes[at - 1]))
        for at in range(1, len(closes))
    ]
    period = int(given["period"])
    return {"atr": [NAN][: len(closes)] + plain_smooth(ranges, period, 1 / period)}


def plain_drawdown(bars: Candles, given: dict[str, float]) -> dict[str, list[float]]:
    closes = bars.close.tolist()
    peaks = [max(closes[: at + 1]) for at in range(len(closes))]
    return {"drawdown": [(each / peak - 1) * 100 for each, peak in zip(closes, peaks, strict=True)]}


def plain_volume(bars: Candles, given: dict[str, float]) -> dict[str, list[float]]:
    volumes = bars.volume.tolist()
    return {"volume": volumes, "average": plain_mean(volumes, int(given["average"]))}


def plain_vwap(bars: Candles, given: dict[str, float]) -> dict[str, list[float]]:
    means, today, worth, total = [], -1, 0.0, 0.0
    rows = zip(bars.stamps, bars.high, bars.low, bars.close, bars.volume, strict=True)
    for stamp, high, low, close, volume in rows:
        if stamp // DAY != today:
            today, worth, total = stamp // DAY, 0.0, 0.0
        worth, total = worth + (high + low + close) / 3 * volume, total + volume
        means.append(worth / total if total else NAN)
    return {"vwap": means}


def plain_yearly(bars: Candles, given: dict[str, float]) -> dict[str, list[float]]:
    reach, lines = int(given["weeks"]) * 7 * DAY, {"high": [NAN] * len(bars)}
    lines["low"] = [NAN] * len(bars)
    for at, stamp in enumerate(bars.stamps):
        if stamp - bars.stamps[0] >= reach:
            inside = (bars.stamps > stamp - reach) & (bars.stamps <= stamp)
            for name, best in (("high", max), ("low", min)):
                column = getattr(bars, name)[inside]
                known = column[np.abs(column) < 1e100]
                lines[name][at] = best(known) if len(known) else NAN
    return lines


Plain = Callable[[Candles, dict[str, float]], dict[str, list[float]]]
# The reference, and the columns that a bar needs to count.
PLAIN: dict[str, tuple[Plain, tuple[str, ...]]] = {
    "sma": (plain_sma, ("close",)),
    "ema": (plain_ema, ("close",)),
    "bollinger": (plain_bollinger, ("close",)),
    "vwap": (plain_vwap, ("high", "low", "close", "volume")),
    "yearly": (plain_yearly, ()),
    "volume": (plain_volume, ("volume",)),
    "rsi": (plain_rsi, ("close",)),
    "macd": (plain_macd, ("close",)),
    "atr": (plain_atr, ("high", "low", "close")),
    "drawdown": (plain_drawdown, ("close",)),
}


def known_bars(candles: Candles, names: tuple[str, ...]) -> Days:
    mask = np.ones(len(candles), dtype=bool)
    for name in names:
        mask &= np.abs(getattr(candles, name)) < 1e100
    return np.flatnonzero(mask)


def only(candles: Candles, rows: Days) -> Candles:
    return Candles(candles.stamps[rows], *(getattr(candles, name)[rows] for name in COLUMNS))


def assert_close(found: Floats, expected: Floats, size: Floats | float = 0.0) -> None:
    """Compare to 1e-9 of the value, or of `size` where the value is a difference of such."""
    assert np.isnan(found).tolist() == np.isnan(expected).tolist()
    room = 1e-9 * np.maximum(np.abs(expected), size)
    assert np.all(np.isnan(expected) | (np.abs(found - expected) <= room))


def sizes_of(indicator: Indicator, candles: Candles, given: dict[str, float]) -> Floats | float:
    """Return how large the terms are of which a line's values are differences."""
    if indicator.id == "macd":
        slow = computed(indicator, candles, given)["slow"]
        return np.nan_to_num(np.maximum.accumulate(np.nan_to_num(slow)))
    if indicator.id == "bollinger":
        return np.nan_to_num(computed(indicator, candles, given)["upper"])
    return 1e-3 if indicator.id == "drawdown" else 0.0


@pytest.mark.parametrize("name", INDICATORS)
@unhurried
@given(data=st.data(), candles=gapped)
def test_it_is_what_a_plain_loop_gives(name: str, data: st.DataObject, candles: Candles) -> None:
    indicator = INDICATORS[name]
    given = data.draw(settings_for(indicator))
    plain, needed = PLAIN[name]
    rows = known_bars(candles, needed)
    expected = plain(only(candles, rows), given)
    lines, size = computed(indicator, candles, given), sizes_of(indicator, candles, given)
    assert set(expected) == set(indicator.lines)
    for line, values in expected.items():
        column = np.full(len(candles), NAN)
        column[rows] = values
        assert_close(lines[line], column, size)


def changed_from(candles: Candles, start: int, seed: int) -> Candles:
    random = np.random.default_rng(seed)
    columns = [getattr(candles, name).copy() for name in COLUMNS]
    for each in columns:
        each[start:] *= 1 + random.random(len(candles) - start) / 10
    return Candles(candles.stamps, *columns)


@pytest.mark.parametrize("name", INDICATORS)
@unhurried
@given(data=st.data(), candles=gapped)
def test_from_a_changed_bar_on_it_is_the_whole(
    name: str, data: st.DataObject, candles: Candles
) -> None:
    indicator, length = INDICATORS[name], len(candles)
    given = data.draw(settings_for(indicator))
    start = data.draw(st.integers(0, length) | st.just(max(length - 1, 0)))
    known = data.draw(st.integers(start, length))
    lines = computed(indicator, only(candles, np.arange(known)), given)
    for seed in range(2):
        candles = changed_from(candles, start, seed)
        lines = updated(indicator, candles, given, lines, start)
    whole, size = computed(indicator, candles, given), sizes_of(indicator, candles, given)
    assert len(lines) == length
    for line in (*indicator.lines, *indicator.memory):
        assert_close(lines[line], whole[line], size)


@pytest.mark.parametrize("name", INDICATORS)
def test_bar_by_bar_it_grows_into_the_whole(name: str) -> None:
    indicator, candles = INDICATORS[name], with_gaps(wandering(7, 900, 10.0, 0.0, 0.3), 8, 0.1)
    given = settings_of(indicator, {"weeks": 1} if name == "yearly" else {})
    lines = computed(indicator, only(candles, np.arange(0)), given)
    for length in range(1, len(candles) + 1):
        lines = updated(indicator, only(candles, np.arange(length)), given, lines, length - 1)
    whole, size = computed(indicator, candles, given), sizes_of(indicator, candles, given)
    for line in indicator.lines:
        assert_close(lines[line], whole[line], size)
        assert np.any(~np.isnan(lines[line]))


def test_an_update_writes_in_place_as_long_as_there_is_room() -> None:
    indicator, candles = INDICATORS["ema"], candles_of(np.arange(1.0, 101.0).tolist())
    before = computed(indicator, candles, {"period": 3})
    view = before["ema"]
    candles.close[-1] = 500.0
    after = updated(indicator, candles, {"period": 3}, before, 99)
    assert after["ema"][-1] == view[-1] == pytest.approx(299.0)
    longer = candles_of([*candles.close.tolist(), 500.0])
    assert np.shares_memory(updated(indicator, longer, {"period": 3}, after, 100)["ema"], view)
    assert len(view) == 100
    shorter = updated(indicator, only(candles, np.arange(50)), {"period": 3}, after, 50)
    np.testing.assert_array_equal(shorter["ema"], view[:50])
    assert len(shorter) == 50


def test_an_update_from_beyond_the_bars_is_refused() -> None:
    indicator, candles = INDICATORS["ema"], candles_of([1.0, 2.0])
    lines = computed(indicator, candles, {"period": 1})
    for start in (-1, 3):
        with pytest.raises(ValueError, match="is not within 2 bars before and 2 now"):
            updated(indicator, candles, {"period": 1}, lines, start)


def test_zero_and_negative_prices_are_computed() -> None:
    closes = [0.0, -5.0, 0.0, 4.0, 2.0, -2.0, 8.0]
    drawdown = computed(INDICATORS["drawdown"], candles_of(closes), {})["drawdown"].tolist()
    assert drawdown == pytest.approx([NAN, NAN, NAN, 0, -50, -150, 0], nan_ok=True)
    random = np.random.default_rng(3)
    market = candles_of(random.normal(0.0, 40.0, 4000).tolist(), spread=1.0)
    for name in ("sma", "ema", "bollinger", "macd", "atr"):
        given = settings_of(INDICATORS[name], {})
        lines = computed(INDICATORS[name], market, given)
        for line, values in PLAIN[name][0](market, given).items():
            assert_close(lines[line], np.array(values), 100.0)


def test_an_unknown_open_never_matters_and_an_unknown_close_is_stepped_over() -> None:
    market = wandering(5, 300, 80.0, 0.0, 0.0)
    blind = replace(market, open=np.full(300, NAN))
    holes = replace(market, close=market.close.copy())
    holes.close[100:120] = NAN
    for name in ("sma", "ema", "bollinger", "rsi", "macd", "drawdown", "atr"):
        indicator = INDICATORS[name]
        given = settings_of(indicator, {})
        for line in indicator.lines:
            whole = computed(indicator, market, given)[line]
            np.testing.assert_array_equal(computed(indicator, blind, given)[line], whole)
            column = computed(indicator, holes, given)[line]
            assert np.isnan(column[100:120]).all()
            assert not np.isnan(column[120:]).any() or line == "long"


def test_a_mean_of_no_period_is_not_drawn() -> None:
    market = wandering(5, 300, 80.0, 0.0, 0.0)
    lines = computed(INDICATORS["sma"], market, {"short": 0, "medium": 5, "long": 0})
    assert np.isnan(lines["short"]).all()
    assert np.isnan(lines["long"]).all()
    assert not np.isnan(lines["medium"][4:]).any()


@given(markets, st.integers(1, 500))
@unhurried
def test_what_happened_before_a_jump_leaves_no_trace_in_a_mean(
    market: Candles, period: int
) -> None:
    scaled_up = replace(market, close=market.close.copy())
    half = len(market) // 2
    scaled_up.close[:half] *= 1e15
    given = settings_of(INDICATORS["sma"], {"short": period, "medium": 0, "long": 0})
    one, other = (computed(INDICATORS["sma"], each, given)["short"] for each in (market, scaled_up))
    assert one[half + period :].tolist() == other[half + period :].tolist()
