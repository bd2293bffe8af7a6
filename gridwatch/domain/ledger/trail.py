"""How a lot came about: the events behind it as a chain, and as a history in the order of days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gridwatch.domain.ledger.share_units import decimal_of


class Happened(StrEnum):
    """What made a lot, or made it another one."""

    BOUGHT = "bought"  # shares came in, for money or as a delivery; a short was covered by it
    SOLD = "sold"  # shares went out, for money or as a delivery; a short was opened by it
    TRANSFERRED = "transferred"
    SPUN_OFF = "spun_off"  # these shares came of others, with a part of their cost
    HANDED_OVER = "handed_over"  # these shares gave a part of their cost to others
    MERGED = "merged"  # these shares came in place of others
    POOLED = "pooled"  # a purchase was added to the shares at their average cost
    SPLIT = "split"
    UNKNOWN = "unknown"  # shares were moved that nothing tells the purchase of


# Not frozen, though nothing changes one: each transaction makes one, and frozen takes four times as
# long, a fifth of a whole tracing.
@dataclass(slots=True, eq=False)
class Event:
    """One event of a lot. `before`: those that it follows, two where a purchase joined a pool.

    `quantity` as the transaction tells it, or as of the day `on` for what only moved; of a split
    it is 0 and `ratio` tells. Amounts in `currency`. `paid`: what really moved, in `paid_currency`,
    where the transaction tells it. `weights`: the parts of the two before in a pool.
    """

    what: Happened
    on: date
    transaction_id: int | None
    account_id: int
    security_id: int
    quantity: Decimal
    amount_grains: int | None
    charge_grains: int
    currency: str
    paid: Decimal | None = None
    paid_currency: str = ""
    ratio: tuple[int, int] | None = None
    before: tuple[Event, ...] = ()
    weights: tuple[float, float] = (1.0, 0.0)

    @property
    def amount(self) -> Decimal | None:
        """Return cost or proceeds with all charges, None where it is unknown."""
        return None if self.amount_grains is None else decimal_of(self.amount_grains)

    @property
    def charges(self) -> Decimal:
        """Return the fees and taxes in it."""
        return decimal_of(self.charge_grains)


def events_before(last: Event) -> tuple[Event, ...]:
    """Return an event with all those that led to it, oldest first, each once."""
    found: dict[int, Event] = {}
    waiting = [last]
    while waiting:
        each = waiting.pop()
        if id(each) not in found:
            found[id(each)] = each
            waiting.extend(each.before)
    # What was found last lies furthest back: of one day it goes first.
    furthest = list(found.values())[::-1]
    furthest.sort(key=lambda each: each.on)
    return tuple(furthest)


def weighted(
    last: Event, value_of: Callable[[Event], float | None], known: dict[Event, float | None]
) -> float | None:
    """Return a value of the purchases behind an event, weighted by their parts in each pool.

    None where one of them is unknown. `known` keeps what was found for the next call.
    """
    waiting = [last]
    while waiting:
        each = waiting[-1]
        missing = [one for one in each.before if one not in known]
        if missing:
            waiting.extend(missing)
            continue
        waiting.pop()
        if each not in known:
            known[each] = _value(each, value_of, known)
    return known[last]


def _value(
    each: Event, value_of: Callable[[Event], float | None], known: dict[Event, float | None]
) -> float | None:
    if not each.before:
        return value_of(each)
    if len(each.before) == 1:
        return known[each.before[0]]
    one, other = (known[before] for before in each.before)
    if one is None or other is None:
        return None
    return one * each.weights[0] + other * each.weights[1]
