"""What each security gained on a day, and its internal rate of return until then.

The same as its own value line tells (`services.portfolio.value_lines`), without making one: of all
days before only those count on which something has flowed, and these are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

import numpy as np

from gridwatch.domain.bars import Days, Floats, day_number
from gridwatch.domain.ledger.moves import Place
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.flow_columns import Numbers
from gridwatch.services.portfolio.group_memory import Depends
from gridwatch.services.portfolio.irr import irr_by_day
from gridwatch.services.portfolio.ledger_memory import Group
from gridwatch.services.portfolio.scopes import contains
from gridwatch.services.portfolio.views import Scope


@dataclass(frozen=True, slots=True)
class DayGain:
    """The gain of the day and the IRR of one security; None is unknown."""

    gain: float | None
    irr: float | None


@dataclass(frozen=True, slots=True, eq=False)
class _Flows:
    """What flows by day, oldest first, each day once; NaN where an amount is unknown."""

    days: Days
    inflow: Floats
    outflow: Floats


@dataclass(frozen=True, slots=True)
class _View:
    """Of which accounts (None: of all), in which currency and on which day it is asked."""

    accounts: frozenset[int] | None
    currency: str
    on: date


_NOTHING = _Flows(np.empty(0, dtype=np.int64), np.empty(0), np.empty(0))


def day_gains(
    book: Book, accounts: frozenset[int] | None, currency: str, on: date
) -> dict[int, DayGain]:
    """Return the gain of a day and the IRR until it by security, in `currency`.

    Of what some accounts hold, or all (None). On the day before the first transaction there is no
    gain. Those of today are kept until anything changes that concerns the security.
    """
    view, found = _View(accounts, currency, on), dict[int, DayGain]()
    gains = _gains_today if on == book.today else _gains
    for group in book.groups:
        if max(group) > 0:
            found |= gains(book, group, view)
    return found


def _gains_today(book: Book, group: Group, view: _View) -> dict[int, DayGain]:
    question = ("gains", view.accounts, view.currency)
    return book.of_group(Depends.NOW, group, question, lambda: _gains(book, group, view))


def _gains(book: Book, group: Group, view: _View) -> dict[int, DayGain]:
    flows = _flows_of(book, group, view)
    places = book.kept(("places", view.accounts), lambda: _places(book, view.accounts))
    return {
        each: _gain(book, places.get(each, ()), flows.get(each, _NOTHING), view)
        for each in group
        if each in places
    }


def _places(book: Book, accounts: frozenset[int] | None) -> dict[int, list[Place]]:
    """Return the places of each security, in the order in which lines add them up."""
    scope, found = Scope(accounts), dict[int, list[Place]]()
    for at in book.live_places():
        place = book.places[at]
        if place[1] and contains(scope, place):
            found.setdefault(place[1], []).append(place)
    return found


def _gain(book: Book, places: Sequence[Place], flows: _Flows, view: _View) -> DayGain:
    day = day_number(view.on)
    until = int(np.searchsorted(flows.days, day, side="right"))
    value = _value(book, places, view.currency, day)
    days, net = flows.days[:until], flows.outflow[:until] - flows.inflow[:until]
    some = net != 0  # what is unknown is not 0
    days, net = days[some], net[some]
    if len(days) and days[-1] == day:
        net[-1] += value
        if net[-1] == 0:
            days, net = days[:-1], net[:-1]
    elif value:
        days, net = np.append(days, day), np.append(net, value)
    rate = irr_by_day(days, net)
    if day <= book.first:
        return DayGain(None, rate)
    gain = value - _value(book, places, view.currency, day - 1)
    if until and flows.days[until - 1] == day:
        gain = gain - float(flows.inflow[until - 1]) + float(flows.outflow[until - 1])
    return DayGain(gain if isfinite(gain) else None, rate)


def _value(book: Book, places: Iterable[Place], currency: str, day: int) -> float:
    """Return what a security is worth on a day, NaN where a price or the rate is missing."""
    total, own = 0.0, currency
    for place in places:
        if place not in book.positions:
            continue
        start, row = book.values(place)
        if 0 <= day - start < len(row):
            total, own = total + float(row[day - start]), book.securities[place[1]].currency
    if total == 0.0 or own == currency:
        return total
    at, rates = day - book.first, book.rates(own, currency)
    return total * float(rates[at]) if 0 <= at < len(rates) else float("nan")


def _flows_of(book: Book, group: Group, view: _View) -> Mapping[int, _Flows]:
    """Return the flows of the securities of a group, kept however many quotes come."""
    question = ("flows", view.accounts, view.currency)
    depends = Depends.NOW if book.flows_today(group) else Depends.PAST
    return book.of_group(depends, group, question, lambda: _flows(book, group, view))


def _flows(book: Book, group: Group, view: _View) -> dict[int, _Flows]:
    """Return what flows into each security of a group and out of it, up to today."""
    moves, amounts = book.flows_of(group, view.currency)
    security = book.kept(("inside", view.accounts), lambda: _inside(book, view.accounts))
    source, target = security[moves.source], security[moves.target]
    found = dict[int, _Flows]()
    for each in group:
        came, went = (target == each) & (source != each), (source == each) & (target != each)
        if came.any() or went.any():
            days, at = np.unique(moves.day, return_inverse=True)
            inflow, outflow = (
                np.bincount(at[some], weights=amounts[some], minlength=len(days)).astype(np.float64)
                for some in (came, went)
            )
            found[each] = _Flows(days, inflow, outflow)
    return found


def _inside(book: Book, accounts: frozenset[int] | None) -> Numbers:
    """Return the security of each place of some accounts by its number, 0 for all other places."""
    scope = Scope(accounts)
    return np.array([each[1] if contains(scope, each) else 0 for each in book.places])
