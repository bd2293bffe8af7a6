"""Finds the splits that a source lists already while its closes before them are as they were."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number
from gridwatch.domain.splits import Split

# A split that moves prices by less can't be told from a day on which they moved by themselves.
SMALLEST = 1.25
# How far a step may be from that of the split, as a share of it on a logarithmic scale.
TOLERANCE = 1 / 3


def splits_owed(
    days: Days, closes: Floats, splits: Sequence[Split], latest: float | None = None
) -> tuple[Split, ...]:
    """Return the splits for which the closes before them have not been restated.

    Restated closes have no step at a split; these fall by its ratio between the last close before
    it and the first one from its day on. `latest` is a price after all closes, in shares of today.
    Days are oldest first; a split without a close before it and a price after it is not owed.
    """
    return tuple(each for each in splits if _is_owed(each, days, closes, latest))


def _is_owed(split: Split, days: Days, closes: Floats, latest: float | None) -> bool:
    ratio = split.ratio
    row = int(np.searchsorted(days, day_number(split.day)))
    after = float(closes[row]) if row < len(closes) else latest
    if row == 0 or after is None or not max(ratio, 1 / ratio) >= SMALLEST:
        return False
    before = float(closes[row - 1])
    if not (before > 0 and after > 0):
        return False
    return abs(log(before / after) / log(ratio) - 1) < TOLERANCE
