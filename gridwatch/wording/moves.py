"""What moved a value, in amounts that add up as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from gridwatch.store.user.firings import Firing
from gridwatch.wording.speech import Phrasing, translate

_DIGITS = 3


def amounts_words(firing: Firing, phrases: Phrasing) -> str:
    """Return the move since the rule began and its parts; "" where that is not known."""
    move = firing.move
    if move is None:
        return ""
    total, *parts = round_parts((move.by_price, move.by_shares, move.by_rate))
    words = translate("Firings", "{total} since {day}: price {price}, shares {shares}, FX {rate}")
    price, shares, rate = (_signed(each, phrases) for each in parts)
    return words.format(
        total=_signed(total, phrases, firing.unit),
        day=phrases.day(move.since),
        price=price,
        shares=shares,
        rate=rate,
    )


def round_parts(parts: Sequence[float]) -> tuple[float, ...]:
    """Return the sum of parts and the parts, rounded to three digits of the largest.

    What the rounding leaves over goes to the parts that were cut most, so that they still add up.
    """
    total = sum(parts)
    largest = max(abs(total), *map(abs, parts))
    if not largest:
        return (0.0,) * (len(parts) + 1)
    power = floor(log10(largest)) - _DIGITS + 1
    scaled = [each / 10.0**power for each in parts]
    whole = [floor(each) for each in scaled]
    wanted = round(total / 10.0**power)
    most_cut = sorted(range(len(parts)), key=lambda each: whole[each] - scaled[each])
    for place in most_cut[: wanted - sum(whole)]:
        whole[place] += 1
    return tuple(_times_power(each, power) for each in (wanted, *whole))


def _times_power(whole: int, power: int) -> float:
    """Return whole × 10^power; a division where that is exact."""
    return float(whole * 10**power) if power >= 0 else whole / 10**-power


def _signed(value: float, phrases: Phrasing, unit: str = "") -> str:
    return ("+" if value > 0 else "") + phrases.compact(value, unit)
