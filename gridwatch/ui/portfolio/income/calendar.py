"""Income put together by month, by year and by security, paid and expected apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gridwatch.services.portfolio.views import Income

MONTHS_BACK, MONTHS_AHEAD = 23, 12


class Basis(StrEnum):
    """Which amount of a payment counts."""

    NET = "net"
    GROSS = "gross"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A month, or a year where `month` is 0."""

    year: int
    month: int = 0

    def holds(self, day: date) -> bool:
        """Tell whether a day is in it."""
        return day.year == self.year and self.month in {0, day.month}


@dataclass(frozen=True, slots=True)
class Bar:
    """What a stretch brought and is expected to bring; `unknown`: an amount is not known."""

    stretch: Stretch
    paid: float = 0.0
    expected: float = 0.0
    unknown: bool = False


def amount_of(one: Income, basis: Basis) -> float | None:
    """Return what a payment counts for; of what is only expected nobody knows the tax."""
    if basis is Basis.NET and (one.net is not None or not one.expected):
        return one.net
    return one.gross


def stretches(incomes: Sequence[Income], today: date, year: int | None) -> list[Stretch]:
    """Return what the bars stand for: the months of a year, or those around today without one.

    Where income goes back further than two years and no year is chosen, whole years.
    """
    if year is not None:
        return [Stretch(year, month) for month in range(1, 13)]
    first = min((each.on for each in incomes), default=today)
    now = today.year * 12 + today.month - 1
    begin = first.year * 12 + first.month - 1
    if begin >= now - MONTHS_BACK:
        last = max((each.on for each in incomes), default=today)
        end = min(max(now, last.year * 12 + last.month - 1), now + MONTHS_AHEAD)
        return [Stretch(each // 12, each % 12 + 1) for each in range(begin, end + 1)]
    last_year = max(today.year, *(each.on.year for each in incomes))
    return [Stretch(each) for each in range(first.year, last_year + 1)]


def bars_of(incomes: Iterable[Income], wanted: Sequence[Stretch], basis: Basis) -> tuple[Bar, ...]:
    """Return the sums of stretches."""
    found = defaultdict[Stretch, list[Income]](list)
    by_month = bool(wanted and wanted[0].month)
    for each in incomes:
        found[Stretch(each.on.year, each.on.month if by_month else 0)].append(each)
    return tuple(_bar(each, found.get(each, ()), basis) for each in wanted)


def _bar(stretch: Stretch, some: Iterable[Income], basis: Basis) -> Bar:
    paid, expected, unknown = 0.0, 0.0, False
    for each in some:
        amount = amount_of(each, basis)
        if amount is None:
            unknown = True
        elif each.expected:
            expected += amount
        else:
            paid += amount
    return Bar(stretch, paid, expected, unknown)


def sum_of(incomes: Iterable[Income], basis: Basis) -> float | None:
    """Return the sum of some payments, None where one is unknown."""
    amounts = [amount_of(each, basis) for each in incomes]
    known = [each for each in amounts if each is not None]
    return sum(known) if len(known) == len(amounts) else None


def years_of(incomes: Iterable[Income]) -> list[int]:
    """Return the years that have income, the latest first."""
    return sorted({each.on.year for each in incomes}, reverse=True)
