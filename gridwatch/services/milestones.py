"""The milestone board: every company on every rung of its ladders, and who is next."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from math import inf

from gridwatch.domain.milestones.ladder import HORIZONS, Ladder, Present, Standing
from gridwatch.domain.milestones.ladder import standings as standings_of
from gridwatch.domain.milestones.pace import Pace, paces
from gridwatch.domain.milestones.volatility import Motion, motion_of
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem
from gridwatch.domain.rate_lines import RateLines
from gridwatch.preferences import preferences_of
from gridwatch.services.cap_lines import NO_DAYS, CapDays, read_cap_days, read_rates, up_to_now
from gridwatch.services.overview import (
    RATES_FOR_DISPLAY,
    CompanyView,
    Facts,
    Rung,
    read_facts,
    view_of,
)
from gridwatch.services.rungs import Plans, rungs_by_company
from gridwatch.store.database import one_reading
from gridwatch.store.user.choices import all_choices
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.ladders import OwnLadder, all_ladders
from gridwatch.store.user.targets import all_targets
from gridwatch.store.user.watchlists import all_watchlists, followed_companies

LONGEST = HORIZONS[-1]


@dataclass(frozen=True, slots=True)
class Milestone:
    """One rung of a company; `target_id` is 0 where it is of a ladder and no target."""

    target_id: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Growth:
    """What a company's history in one currency tells: the paces, and the motion, if it is long."""

    paces: tuple[Pace, ...]
    motion: Motion | None


@dataclass(frozen=True, slots=True)
class Climb:
    """One company with all its rungs, the lowest first.

    `growth` by the currency of the rungs. `notes` say what is missing in the history of the cap.
    """

    view: CompanyView
    milestones: tuple[Milestone, ...] = ()
    growth: Mapping[str, Growth] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()

    @property
    def next(self) -> Milestone | None:
        """Return the nearest rung ahead; None where all are reached, or nobody can tell."""
        return next((each for each in self.milestones if each.standing.reached is False), None)


@dataclass(frozen=True, slots=True)
class Board:
    """All climbs, who is next first, and the ladders that the user has set."""

    as_of: datetime
    climbs: tuple[Climb, ...]
    ladders: tuple[OwnLadder, ...] = ()


def read_board(
    user: sqlite3.Connection,
    market: sqlite3.Connection | None,
    now: datetime,
    *,
    companies: Collection[int] | None = None,
    ladders: Mapping[int, Sequence[Money]] | None = None,
) -> Board:
    """Read where every followed company, or each of `companies`, stands on its rungs.

    The rungs are its targets, its own ladder or else those of its lists, and what `ladders` adds
    by its id. Caps, distances and prices are those of the overview; the past is the cap at each
    close at the rate of its day. Nothing is foretold from a price in doubt. Raises Problem for a
    rung that is not above zero.
    """
    with one_reading(user):
        known = all_companies(user)
        plans = Plans(all_targets(user), all_ladders(user), all_watchlists(user))
        chosen = followed_companies(user) if companies is None else companies
        base = preferences_of(all_choices(user)).base_currency
    asked = {each: known[each] for each in known if each in chosen}
    rungs = rungs_by_company(plans, asked, now, ladders or {})
    with nullcontext() if market is None else one_reading(market):
        wanted = [each for some in rungs.values() for each in some]
        since = now.date() - RATES_FOR_DISPLAY
        facts = read_facts(market, asked.values(), wanted, base, since)
        views = [view_of(one, rungs[number], facts, base, now) for number, one in asked.items()]
        climbs = _climbs(market, views, facts, {each.currency for each in wanted})
    return Board(now, tuple(sorted(climbs, key=_who_is_next)), tuple(plans.ladders))


def _climbs(
    market: sqlite3.Connection | None,
    views: Sequence[CompanyView],
    facts: Facts,
    currencies: Collection[str],
) -> list[Climb]:
    if market is None:
        return [_climb(each, NO_DAYS, RateLines({})) for each in views]
    climbing = [each for each in views if each.rungs]
    rates = read_rates(market, facts, climbing, currencies)
    return [
        _climb(each, read_cap_days(market, each, facts, rates), rates)
        if each.rungs
        else Climb(each)
        for each in views
    ]


def _climb(view: CompanyView, past: CapDays, rates: RateLines) -> Climb:
    by_currency: dict[str, list[Rung]] = {}
    for each in view.rungs:
        by_currency.setdefault(each.target.currency, []).append(each)
    growth, standing = dict[str, Growth](), dict[tuple[str, object], Standing]()
    for currency, rungs in by_currency.items():
        growth[currency], found = _ladder(view, past, rates, currency, rungs)
        standing |= {(currency, each.amount): each for each in found}
    milestones = tuple(
        Milestone(each.target.id, standing[each.target.currency, each.target.amount])
        for each in view.rungs
    )
    return Climb(view, milestones, growth, past.history.notes)


def _ladder(
    view: CompanyView, past: CapDays, rates: RateLines, currency: str, rungs: Sequence[Rung]
) -> tuple[Growth, tuple[Standing, ...]]:
    """Return the growth in one currency, and the standings on the rungs that are in it.

    How much it moves is told by closes alone, of one share: a day that has only begun would count
    as a calm one, and an issue of shares as a move.
    """
    cap = rungs[0].cap
    closes = past.line(currency, rates)
    line = up_to_now(closes, view, cap)
    growth = Growth(paces(line.days, line.caps), motion_of(closes.days, closes.per_share))
    ladder = Ladder(currency, tuple(sorted({each.target.amount for each in rungs})))
    present = Present(cap, view.cap.price, doubtful=bool(view.doubt))
    return growth, standings_of(ladder, line, present, growth.paces, growth.motion)


def _who_is_next(climb: Climb) -> tuple[int, float, float]:
    """Order climbs by how likely the nearest rung ahead is touched within a year, then how near.

    Rungs without a probability come after those with one, and last who has none ahead.
    """
    rung = climb.next
    if rung is None:
        return (2, 0.0, 0.0)
    chance, distance = rung.standing.chance(LONGEST), rung.standing.distance_pct
    far = inf if distance is None else distance
    return (1, 0.0, far) if chance is None else (0, -chance.driftless, far)
