"""Candles of a random walk from a fixed seed: the same numbers for every chart that is measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

COLUMNS = ("stamps", "open", "high", "low", "close", "volume")
MINUTE, DAY = 60, 86_400
FIRST_STAMP = 946_684_800  # 2000-01-01
_SEED = 20_260

Table = NDArray[np.float64]


def walk(count: int, step: int = MINUTE, seed: int = _SEED) -> Table:
    """Return six rows of `count` numbers in the order of COLUMNS; stamps lie `step` seconds apart.

    Prices walk by 0.2 % a bar from 10, kept away from zero by walking in logarithms.
    """
    dice = np.random.default_rng(seed)
    close = 10 * np.exp(np.cumsum(dice.normal(0, 0.002, count)))
    opened = np.concatenate((close[:1], close[:-1]))
    high = np.maximum(opened, close) * (1 + dice.random(count) / 500)
    low = np.minimum(opened, close) * (1 - dice.random(count) / 500)
    volume = np.floor(dice.random(count) * 1e6)
    stamps = FIRST_STAMP + step * np.arange(count, dtype=np.float64)
    return np.stack((stamps, opened, high, low, close, volume))


def write_walk(path: Path, table: Table) -> None:
    """Write the rows one after the other as little-endian doubles, which a browser reads as is."""
    path.write_bytes(table.astype("<f8").tobytes())


def read_walk(path: Path) -> Table:
    """Read what `write_walk` wrote."""
    return np.fromfile(path, dtype="<f8").reshape(len(COLUMNS), -1)
