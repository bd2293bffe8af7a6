"""Ladders of market caps, and where a company stands on each rung."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from gridwatch.domain.bars import day_of
from gridwatch.domain.milestones.cap_line import CapLine
from gridwatch.domain.milestones.pace import EtaRange, Pace, eta_range
from gridwatch.domain.milestones.touching import touch_probability
from gridwatch.domain.milestones.volatility import Motion
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem
from gridwatch.domain.targets import distance_pct, price_needed

HORIZONS = (3, 6, 12)  # months
MONTHS_A_YEAR = 12
# A close stands for the days after it until the next one, but not for a hole in the history.
STANDS_FOR = 10


@dataclass(frozen=True, slots=True)
class Ladder:
    """Market caps in major units of one currency, the lowest first, each once."""

    currency: str
    amounts: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """The cap now in the ladder's currency, and the price of the primary listing in its own.

    None where it is not known; where it is `doubtful` nothing is foretold from it.
    """

    cap: float | None
    price: float | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Crossed:
    """When a close was first at or above a rung, and how long closes have been since.

    `sessions_above` of `sessions_since` known closes from that day on; `days_above` are calendar
    days, each close counting until the next one, at most ten. `beyond_at_start`: the first cap that
    is known was there already, so that it happened on that day or at any time before.
    """

    first: date
    sessions_above: int
    sessions_since: int
    days_above: int
    beyond_at_start: bool


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability of touching a rung within `months`, at drift 0 and at the shrunk drift."""

    months: int
    driftless: float
    drifting: float


@dataclass(frozen=True, slots=True)
class Standing:
    """One rung and where the company stands: None for all that is not known.

    `price` is the one needed, of the primary listing. `reached` is None where the cap is unknown
    or in doubt; `eta` and `chances` are those of a rung, however it was crossed before.
    """

    amount: Decimal
    currency: str
    cap: float | None
    distance_pct: float | None
    price: float | None
    reached: bool | None
    crossed: Crossed | None
    eta: EtaRange | None
    chances: tuple[Chance, ...]

    def chance(self, months: int) -> Chance | None:
        """Return the probabilities for one of the horizons, None where they are not known."""
        return next((each for each in self.chances if each.months == months), None)


def ladders_of(rungs: Iterable[Money]) -> tuple[Ladder, ...]:
    """Return the rungs as ladders, one for each currency in the order in which they appear.

    Raises Problem for an amount that is not above zero.
    """
    found: dict[str, set[Decimal]] = {}
    for each in rungs:
        if not (each.amount.is_finite() and each.amount > 0):
            text = f"{each.amount} {each.currency}"
            raise Problem("amount_range", "“{text}” is not an amount above zero.", text=text)
        found.setdefault(each.currency, set()).add(each.amount)
    return tuple(Ladder(currency, tuple(sorted(each))) for currency, each in found.items())


def standings(
    ladder: Ladder, line: CapLine, present: Present, paces: tuple[Pace, ...], motion: Motion | None
) -> tuple[Standing, ...]:
    """Return where a company stands on each rung, the lowest first.

    `line` is in the ladder's currency, up to the present where that is known; `paces` and `motion`
    are those of its history.
    """
    return tuple(_standing(each, line, present, paces, motion) for each in ladder.amounts)


def _standing(
    amount: Decimal,
    line: CapLine,
    present: Present,
    paces: tuple[Pace, ...],
    motion: Motion | None,
) -> Standing:
    wanted, cap, price = float(amount), present.cap, present.price
    crossed = crossed_on(line, wanted)
    if not cap or price is None:
        return Standing(amount, line.currency, None, None, None, None, crossed, None, ())
    sound = not present.doubtful
    return Standing(
        amount,
        line.currency,
        cap,
        distance_pct(cap, wanted),
        price_needed(price, cap, wanted),
        cap >= wanted if sound else None,
        crossed,
        eta_range(cap, wanted, paces) if sound else None,
        chances(cap, wanted, motion) if sound and motion is not None else (),
    )


def crossed_on(line: CapLine, wanted: float) -> Crossed | None:
    """Return when the line was first at or above `wanted`, None where it never was.

    The last cap counts as the close of its day. Days on which the cap is not known are passed over.
    """
    kept = np.flatnonzero(np.isfinite(line.caps))
    days, above = line.days[kept], line.caps[kept] >= wanted
    if not np.any(above):
        return None
    first = int(np.argmax(above))
    lasting = np.minimum(np.diff(days, append=days[-1] + 1), STANDS_FOR)
    return Crossed(
        day_of(int(days[first])),
        int(np.count_nonzero(above)),
        len(days) - first,
        int(lasting[above].sum()),
        first == 0,
    )


def chances(cap: float, wanted: float, motion: Motion) -> tuple[Chance, ...]:
    """Return the probabilities of touching `wanted` from below within each horizon.

    See `touch_probability`; the volatility and the shrunk drift are those of `motion`. Drift 0 is
    that of the expected cap: the median then falls by half the variance.
    """
    return tuple(
        Chance(
            months,
            touch_probability(cap, wanted, months / MONTHS_A_YEAR, motion.volatility),
            touch_probability(cap, wanted, months / MONTHS_A_YEAR, motion.volatility, motion.drift),
        )
        for months in HORIZONS
    )
