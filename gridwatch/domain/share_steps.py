"""Share counts of many days at once: the steps beside `domain.shares.count_on`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number, split_factors
from gridwatch.domain.shares import REACHES_BACK, ShareCount
from gridwatch.domain.splits import Split, factor_between

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The count that holds on each day, NaN where none is known.

    `counts` are as they were on that day; `restated` are in shares of today, so that only a real
    change is a step. `estimated` days have a count that was carried back.
    """

    counts: Floats
    restated: Floats
    estimated: NDArray[np.bool_]


def counts_on(series: Sequence[ShareCount], splits: Sequence[Split], days: Days) -> Held:
    """Return for each day what `count_on` tells of it; `series` is oldest first, as reported then.

    A count in shares of today is the reported one × all splits after its date, whatever the day
    that it is carried to; on a day it is that, divided by the splits that were still to come.
    """
    if not series:
        nothing = np.full(len(days), np.nan)
        return Held(nothing, nothing, np.zeros(len(days), dtype=np.bool_))
    dated = np.array([day_number(each.as_of) for each in series], dtype=np.int64)
    steps = np.array([each.count * factor_between(splits, each.as_of, date.max) for each in series])
    rows = np.searchsorted(dated, days, side="right") - 1
    estimated = (rows < 0) & (dated[0] - days <= REACHES_BACK.days)
    restated = np.where((rows >= 0) | estimated, steps[np.maximum(rows, 0)], np.nan)
    return Held(restated / split_factors(days, splits), restated, estimated)
