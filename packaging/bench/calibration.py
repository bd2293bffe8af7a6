"""How honest the chances of touching are: forecasts at past dates, with what was known then.

Real daily prices of the folder ../shared/data beside the checkout. At every date the forecast sees
the closes up to that day only. The windows of one horizon and one company follow each other without
overlap; the barriers of one date share its path, and companies share their markets, so that there
are fewer independent cases than forecasts. The companies are those that are worth a file today:
who knew that beforehand would have told more rises and fewer falls.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite, nan
from pathlib import Path

import numpy as np

from figures import BenchProblem, Plan, Samples
from gridwatch.domain.bars import Days, Floats, day_number, day_of
from gridwatch.domain.milestones.calibration import Calibration, calibrated
from gridwatch.domain.milestones.ladder import HORIZONS, MONTHS_A_YEAR
from gridwatch.domain.milestones.pace import months_before
from gridwatch.domain.milestones.touching import Side, touch_probability
from gridwatch.domain.milestones.volatility import DECAY, motion_of

PRICES = Path(__file__).resolve().parents[3] / "shared" / "data" / "ohlcv"
RISES = (0.10, 0.25, 0.50)
# Only told beside: where rises come too often and falls too seldom, it is drift that was not known.
FALLS = (-0.10, -0.25)
# One file tells a company until it ends, then the next: market caps as they were, split-adjusted
# prices, adjusted ones, proportionally forward-adjusted ones. Subtractive ones distort returns.
KINDS = ("raw_mcap", "", "adj", "qfq2")
INDICES = frozenset({"000300.SS"})
# A forecast stands on a year of closes or there is none.
LEARNT = 365
# A window that begins with a suspension would be longer than it is called.
BEGINS_WITHIN = 10
# The same with less and with more patience, told beside: RiskMetrics' own for a day is 0.94.
OTHERS = (0.94, 0.99)


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """One file: caps or prices at the close, at the day's high and low, and those of one share.

    Forecasts are made from the day `begin` on: before it another file speaks for the company.
    """

    name: str
    days: Days
    closes: Floats
    highs: Floats
    lows: Floats
    per_share: Floats
    begin: int


Score = Callable[[Sequence["Case"]], Calibration]


@dataclass(frozen=True, slots=True)
class Case:
    """One forecast: the chances at drift 0 and at the shrunk drift, and whether it was touched."""

    barrier: float
    months: int
    driftless: float
    drifting: float
    touched: bool


def calibration(_: Plan) -> Samples:
    """Score all forecasts at drift 0: the Brier score, beside that of the base rate.

    The base rate of each horizon and barrier is known to its forecaster beforehand. Raises
    BenchProblem where the prices are not here.
    """
    if not PRICES.is_dir():
        raise BenchProblem("the folder ../shared/data with real price files is not here")
    read = list(pasts(PRICES))
    cases = [case for past in read for case in cases_of(past)]
    told = details_of(cases)
    for decay in OTHERS:
        others = [case for past in read for case in cases_of(past, decay)]
        told[f"drift 0, decay {decay}: Brier"] = scores_of(others, without_drift)[0]
    brier, base = scores_of(cases, without_drift)
    return Samples([brier], [base], told)


def scores_of(cases: Sequence[Case], score: Score) -> tuple[float, float]:
    """Return the Brier scores of the forecasts of rises, and of the base rates of their groups."""
    found = [score(each) for (_, barrier), each in groups_of(cases).items() if barrier > 0]
    count = sum(each.count for each in found)
    brier = sum(each.brier * each.count for each in found) / count
    return brier, sum(each.base_brier * each.count for each in found) / count


def pasts(folder: Path) -> Iterator[Past]:
    """Yield the files of all companies, so that no day of one is forecast from twice."""
    told: dict[str, int] = {}
    for kind in KINDS:
        for file in sorted(folder.glob("*.csv")):
            symbol, found = parts_of(file)
            if found != kind or symbol in INDICES:
                continue
            past = read_past(file, told.get(symbol, 0))
            if len(past.days):
                yield past
                told[symbol] = max(told.get(symbol, 0), int(past.days[-1]))


def parts_of(file: Path) -> tuple[str, str]:
    """Return the symbol and the kind of a file: 601179.SS.raw_mcap.csv, ETN.csv, ETN.adj.csv."""
    stem, _, last = file.stem.rpartition(".")
    known = last in {*KINDS, "qfq", "qfq2020", "yahoo", "recent"}
    return (stem, last) if known else (file.stem, "")


def read_past(file: Path, begin: int) -> Past:
    """Read a file; rows without a close above zero are left out.

    Where it tells the market cap, that is what is forecast, and one share moves by close / the
    exchange's reference price, which knows of splits, rights and dividends.
    """
    rows = [each for each in _rows(file) if each[1] > 0]
    table = np.array(rows, dtype=np.float64).reshape(-1, 6)
    days, order = np.unique(table[:, 0].astype(np.int64), return_index=True)
    close, high, low, before, cap = (table[order, column] for column in range(1, 6))
    # Written so that an unknown high or low is the close.
    high, low = np.where(high > close, high, close), np.where(low < close, low, close)
    if not np.any(np.isfinite(cap)):
        return Past(file.stem, days, close, high, low, close, begin)
    steps = np.where(before > 0, close / before, 1.0)
    per_share = np.cumprod(steps, dtype=np.float64)
    return Past(file.stem, days, cap, cap * high / close, cap * low / close, per_share, begin)


def _rows(file: Path) -> Iterator[tuple[float, ...]]:
    names = ("close", "high", "low", "prev_close", "total_mcap_cny")
    with file.open(encoding="utf-8-sig") as lines:
        for each in csv.DictReader(lines):
            day = day_number(date.fromisoformat(each["date"]))
            yield (day, *(_number(each.get(name)) for name in names))


def _number(text: str | None) -> float:
    try:
        value = float(text or "nan")
    except ValueError:
        return nan
    return value if isfinite(value) else nan


def cases_of(past: Past, decay: float = DECAY) -> Iterator[Case]:
    """Yield the forecasts of one file: every horizon from its end back, window after window."""
    for months in HORIZONS:
        last = int(past.days[-1])
        while True:
            first = day_number(months_before(day_of(last), months))
            row = int(np.searchsorted(past.days, first, side="right")) - 1
            if row < 0 or past.days[row] <= max(past.begin, past.days[0] + LEARNT):
                break
            if first - past.days[row] <= BEGINS_WITHIN:
                yield from _cases_at(past, row, last, months, decay)
            last = int(past.days[row])


def _cases_at(past: Past, row: int, last: int, months: int, decay: float) -> Iterator[Case]:
    known = slice(row + 1)  # nothing of the days after it
    later = slice(row + 1, int(np.searchsorted(past.days, last, side="right")))
    motion = motion_of(past.days[known], past.per_share[known], decay)
    if motion is None:
        return
    now, years = float(past.closes[row]), months / MONTHS_A_YEAR
    highest, lowest = float(past.highs[later].max()), float(past.lows[later].min())
    for barrier in (*RISES, *FALLS):
        level, side = now * (1 + barrier), Side.ABOVE if barrier > 0 else Side.BELOW
        driftless, drifting = (
            touch_probability(now, level, years, motion.volatility, drift, side)
            for drift in (0.0, motion.drift)
        )
        touched = highest >= level if barrier > 0 else lowest <= level
        yield Case(barrier, months, driftless, drifting, touched)


def groups_of(cases: Sequence[Case]) -> dict[tuple[int, float], list[Case]]:
    """Return the cases by months and barrier."""
    groups: dict[tuple[int, float], list[Case]] = {}
    for each in cases:
        groups.setdefault((each.months, each.barrier), []).append(each)
    return dict(sorted(groups.items()))


def without_drift(cases: Sequence[Case]) -> Calibration:
    """Score the forecasts without drift. ValueError where there are none."""
    return _scored([(each.driftless, each.touched) for each in cases])


def with_drift(cases: Sequence[Case]) -> Calibration:
    """Score the forecasts at the shrunk drift. ValueError where there are none."""
    return _scored([(each.drifting, each.touched) for each in cases])


def _scored(pairs: Sequence[tuple[float, bool]]) -> Calibration:
    found = calibrated(pairs)
    if found is None:
        raise ValueError("no forecast could be made")
    return found


def details_of(cases: Sequence[Case]) -> dict[str, float]:
    """Tell the reliability table of rises, and every horizon and barrier, as named numbers."""
    rises = [each for each in cases if each.barrier > 0]
    told: dict[str, float] = {"forecasts of rises": len(rises)}
    for words, score in (("drift 0", without_drift), ("shrunk", with_drift)):
        told[f"{words}: Brier"] = scores_of(cases, score)[0]
        told |= {
            f"{words}: {each.count} said {each.forecast:.3f}, came true": each.observed
            for each in score(rises).bins
            if each.forecast is not None and each.observed is not None
        }
        for (months, barrier), group in groups_of(cases).items():
            one, row = score(group), f"{words}: {months} mo {barrier:+.0%}"
            told[f"{row} said {one.mean:.3f}, came true"] = one.base_rate
            told[f"{row}, Brier / base rate's"] = one.brier / one.base_brier
    return told
