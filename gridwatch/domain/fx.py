"""Dated foreign-exchange rates, crossed through the US dollar."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# Currencies that the market quotes as "one unit in dollars"; all others as "one dollar in units".
DOLLARS_PER_UNIT = frozenset({"EUR", "GBP", "AUD", "NZD"})
OLDEST_RATE = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Rate:
    """`value` units of the wanted currency for one of the given, as of `day`."""

    value: float
    day: date


@dataclass(frozen=True, slots=True)
class FxTable:
    """Dollars per unit of each currency, by day, oldest first."""

    dollars: Mapping[str, Sequence[tuple[date, float]]]

    def rate(self, given: str, wanted: str, at: date) -> Rate | None:
        """Return the rate from `given` to `wanted` on or before `at`, dated by its older leg.

        None where a leg is missing or more than ten days old: a missing rate is never 1.
        """
        if given == wanted:
            return Rate(1.0, at)
        one, other = self._leg(given, at), self._leg(wanted, at)
        if one is None or other is None:
            return None
        return Rate(one.value / other.value, min(one.day, other.day))

    def _leg(self, currency: str, at: date) -> Rate | None:
        if currency == "USD":
            return Rate(1.0, at)
        series = self.dollars.get(currency, ())
        position = bisect_right(series, at, key=lambda entry: entry[0])
        if position == 0:
            return None
        day, value = series[position - 1]
        return Rate(value, day) if at - day <= OLDEST_RATE else None


def fx_symbol(currency: str) -> str:
    """Return Yahoo's symbol for `currency` against the dollar, in the market's own direction."""
    return f"{currency}USD=X" if currency in DOLLARS_PER_UNIT else f"USD{currency}=X"


def dollars_per_unit(currency: str, quoted: float) -> float:
    """Turn the price of `fx_symbol(currency)` into dollars per unit of `currency`."""
    return quoted if currency in DOLLARS_PER_UNIT else 1.0 / quoted


def fx_symbols(currencies: set[str]) -> dict[str, str]:
    """Return symbol → currency for every currency that needs a rate against the dollar."""
    return {fx_symbol(each): each for each in sorted(currencies) if each != "USD"}
