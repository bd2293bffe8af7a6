"""The arithmetic of the simulated market: prices as a pure function of a line and an instant.

Every random number is a hash of a seed and an index (a day, an hour, a tick), so nothing depends on
what was asked before. A day's path runs through hourly knots, a Brownian bridge from its open to
its close, with ripples too small to leave the band that the day's high and low allow for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log, pi, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIRST_DAY = day_number(date(2010, 1, 1))
ANCHOR_DAY = day_number(date(2026, 6, 30))
TICK_SECONDS = 5
PULSE_SECONDS = 180  # divides every local day, so a pulse is back at zero at each midnight
KNOTS = 24
CALM_NOISE = 0.002
COMMON_SHARE = 0.35  # of a line's variance that its whole region has in common
RIPPLE_TICKS = 24
SETTLED_SHARE = 0.01  # of a day at either end, in which ripples grow from and fade to nothing


@dataclass(frozen=True, slots=True)
class Shape:
    """How a line moves; `volatility` and `drift` are a year's, amplitudes are fractions.

    A `calm` line stays near its anchor from half a year before the anchor day on. A `wave` rises
    and falls over `wave_days`; a `pulse` does so every three minutes and is for showing crossings.
    """

    symbol: str
    company: str
    region: str
    anchor: float
    volatility: float = 0.26
    drift: float = 0.10
    calm: bool = False
    wave: float = 0.0
    wave_days: float = 24.0
    pulse: float = 0.0
    usual_volume: float = 0.0

    @property
    def day_spread(self) -> float:
        """Return the standard deviation of a day's move, as a fraction."""
        return CALM_NOISE if self.calm else self.volatility / sqrt(365)

    @property
    def ripple(self) -> float:
        """Return how far ticks stray from the line between two knots, as a fraction."""
        return self.day_spread / 8


@dataclass(frozen=True, slots=True)
class Columns:
    """Finished days in unrounded prices, oldest first."""

    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats


@dataclass(frozen=True, slots=True)
class DayPath:
    """What decides one day of one line; knots and their running extremes are log prices."""

    previous_close: float
    knots: tuple[float, ...]
    highest: tuple[float, ...]
    lowest: tuple[float, ...]
    volume: float


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant of a day, with the day's extremes and volume until then."""

    price: float
    open: float
    high: float
    low: float
    volume: float


@lru_cache(maxsize=4096)
def seed_of(text: str) -> int:
    """Return a 64-bit seed that is the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _bits(seed: int, index: Days) -> NDArray[np.uint64]:
    """Hash indices with SplitMix64 (Steele, Lea, Flood: Fast splittable generators, 2014)."""
    mixed = index.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def normals(seed: int, index: Days) -> Floats:
    """Return nearly normal numbers of mean 0 and variance 1, never beyond ±3.47.

    The sum of four 16-bit uniforms, because it is exact: no logarithm that another processor
    rounds in another way.
    """
    bits = _bits(seed, index)
    total = np.zeros(bits.shape)
    for shift in (0, 16, 32, 48):
        total += (bits >> np.uint64(shift)) & np.uint64(0xFFFF)
    return (total / 65536 - 2) * sqrt(3)


def signed(seed: int, index: Days) -> Floats:
    """Return even numbers from -1 up to 1."""
    return (_bits(seed, index) >> np.uint64(11)).astype(np.float64) / 2**52 - 1


def log_closes(shape: Shape, first: int, last: int) -> Floats:
    """Return the logarithms of the closes of the days `first` to `last`, both included.

    The walk is always summed from the first day of the market, so a close is the same number
    whichever days are asked for.
    """
    days = np.arange(FIRST_DAY, max(last, ANCHOR_DAY) + 1)
    common = normals(seed_of(f"region {shape.region}"), days)
    own = normals(seed_of(f"company {shape.company}"), days)
    steps = sqrt(COMMON_SHARE) * common + sqrt(1 - COMMON_SHARE) * own
    walk = np.cumsum(steps * (shape.volatility / sqrt(365)) + shape.drift / 365)
    walk -= walk[ANCHOR_DAY - FIRST_DAY]
    if shape.calm:
        walk *= np.clip((ANCHOR_DAY - 180 - days) / 365, 0, 1)
        walk += CALM_NOISE * normals(seed_of(f"noise {shape.symbol}"), days)
    walk += shape.wave * np.sin(days * (2 * pi / shape.wave_days))
    chosen: Floats = log(shape.anchor) + walk[first - FIRST_DAY : last - FIRST_DAY + 1]
    return chosen


def _knots(shape: Shape, days: Days, closes: Floats) -> Floats:
    """Return 25 log prices a day; `closes` begins with the close before the first of `days`."""
    hours = days[:, None] * KNOTS + np.arange(KNOTS)
    steps = normals(seed_of(f"hours {shape.symbol}"), hours)
    walk = np.zeros((len(days), KNOTS + 1))
    np.cumsum(steps, axis=1, out=walk[:, 1:])
    gaps = 0.2 * shape.day_spread * normals(seed_of(f"gaps {shape.symbol}"), days)
    opens = closes[:-1] + gaps
    part = np.arange(KNOTS + 1) / KNOTS
    bridge = (walk - walk[:, -1:] * part) * (0.8 * shape.day_spread / sqrt(KNOTS))
    knots: Floats = opens[:, None] * (1 - part) + closes[1:, None] * part + bridge
    return knots


def _volumes(shape: Shape, days: Days) -> Floats:
    busy = normals(seed_of(f"volume {shape.symbol}"), days)
    volumes: Floats = np.floor(shape.usual_volume * np.exp(0.4 * busy))
    return volumes


def finished_days(shape: Shape, first: int, last: int) -> Columns:
    """Return the whole days `first` to `last`, both included; `first` after the market's first."""
    days = np.arange(first, last + 1)
    closes = log_closes(shape, first - 1, last)
    knots = _knots(shape, days, closes)
    reach = abs(shape.pulse)
    return Columns(
        np.exp(knots[:, 0]),
        np.exp(knots.max(axis=1)) * ((1 + shape.ripple) * (1 + reach)),
        np.exp(knots.min(axis=1)) * ((1 - shape.ripple) * (1 - reach)),
        np.exp(closes[1:]),
        _volumes(shape, days),
    )


def path_of(shape: Shape, day: int) -> DayPath:
    """Work out what decides the day numbered `day`."""
    return paths_of(shape, day, day)[0]


def paths_of(shape: Shape, first: int, last: int) -> list[DayPath]:
    """Work out what decides the days `first` to `last`, both included."""
    days = np.arange(first, last + 1)
    closes = log_closes(shape, first - 1, last)
    knots = _knots(shape, days, closes)
    columns = zip(
        np.exp(closes[:-1]).tolist(),
        knots.tolist(),
        np.maximum.accumulate(knots, axis=1).tolist(),
        np.minimum.accumulate(knots, axis=1).tolist(),
        _volumes(shape, days).tolist(),
        strict=True,
    )
    return [
        DayPath(before, tuple(steps), tuple(highest), tuple(lowest), volume)
        for before, steps, highest, lowest, volume in columns
    ]


def moment_of(shape: Shape, path: DayPath, began: int, elapsed: float, length: int) -> Moment:
    """Return the line at `elapsed` seconds of a day of `length` that `began` (seconds since 1970).

    A line that pulses keeps its level during each pulse, so
    that its high only rises while its price is up there.
    """
    settled = elapsed // PULSE_SECONDS * PULSE_SECONDS if shape.pulse else elapsed
    band = _band_at(shape, path, settled / length)
    now, top, bottom = _pulse(shape.pulse, elapsed - settled)
    high, low = band.high * (1 + top), band.low * (1 + bottom)
    if shape.pulse and settled:
        earlier, reach = _band_at(shape, path, (settled - PULSE_SECONDS) / length), abs(shape.pulse)
        high = max(high, earlier.high * (1 + reach))
        low = min(low, earlier.low * (1 - reach))
    tick = int(began + elapsed) // TICK_SECONDS
    price = band.level * (1 + band.ripple * _stray(shape.symbol, tick)) * (1 + now)
    opened = float(np.exp(path.knots[0]))
    return Moment(price, opened, high, low, float(int(path.volume * elapsed / length)))


@dataclass(frozen=True, slots=True)
class _Band:
    """The level at a time, how far ticks stray from it, and the bounds of the day until then."""

    level: float
    ripple: float
    high: float
    low: float


def _band_at(shape: Shape, path: DayPath, share: float) -> _Band:
    """Return the band after `share` of the day, without its pulse."""
    knot, between = divmod(share * KNOTS, 1)
    here = int(knot)
    level = path.knots[here] * (1 - between) + path.knots[here + 1] * between
    ripple = shape.ripple * min(1.0, min(share, 1 - share) / SETTLED_SHARE)
    widest = shape.ripple * min(1.0, min(share, 0.5) / SETTLED_SHARE)
    price, high, low = np.exp(
        (level, max(level, path.highest[here]), min(level, path.lowest[here]))
    ).tolist()
    return _Band(price, ripple, high * (1 + widest), low * (1 - widest))


def _stray(symbol: str, tick: int) -> float:
    return float(strays(symbol, np.arange(tick, tick + 1))[0])


def strays(symbol: str, ticks: Days) -> Floats:
    """Return -1 to 1 for each tick: a slow ripple over two minutes with a jitter on each."""
    steps, within = np.divmod(ticks, RIPPLE_TICKS)
    seed = seed_of(f"ripples {symbol}")
    part = within / RIPPLE_TICKS
    between = signed(seed, steps) * (1 - part) + signed(seed, steps + 1) * part
    return 0.6 * between + 0.4 * signed(seed_of(f"ticks {symbol}"), ticks)


def _pulse(amplitude: float, elapsed: float) -> tuple[float, float, float]:
    """Return the pulse `elapsed` seconds after it began, its highest and its lowest since then."""
    turns = elapsed / PULSE_SECONDS
    now = sin(2 * pi * turns)
    top = now if turns < 0.25 else 1.0
    bottom = min(0.0, now) if turns < 0.75 else -1.0
    extremes = (amplitude * top, amplitude * bottom)
    return amplitude * now, max(extremes), min(extremes)
