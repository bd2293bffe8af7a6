"""Looks at everything stored since each target was last evaluated, and raises its crossings."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from gridwatch.collector.needs import Needs
from gridwatch.collector.observe import (
    CARRIED,
    Seen,
    Subject,
    begun_from_days,
    finished_days,
    is_covered,
    live,
    local_day,
    subject_of,
)
from gridwatch.domain.sessions import SETTLED_AFTER, is_open, last_close
from gridwatch.domain.splits import factor_between
from gridwatch.domain.targets import (
    Observation,
    Sight,
    Target,
    Watch,
    begin,
    split_adjusted,
    step,
)
from gridwatch.services.overview import Facts, read_facts
from gridwatch.store.database import transaction
from gridwatch.store.user.firings import Firing, add_firing
from gridwatch.store.user.starters import settle_target, wanted_targets
from gridwatch.store.user.targets import add_target, all_targets, all_watches, store_watch

# A target begins from a quote that was fetched after it was set, or shortly before.
FRESH = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evaluation of one target found."""

    target: Target
    watch: Watch
    crossings: tuple[tuple[Seen, bool], ...] = ()  # with whether only the day's high touched it


def evaluate(
    user: sqlite3.Connection, market: sqlite3.Connection, needs: Needs, source: str, now: datetime
) -> tuple[int, ...]:
    """Evaluate every followed target and log its crossings; return the ids of new firings.

    The firings and the new state of all watches are one transaction in `user.db`; `source` is the
    name of the feed, kept as evidence.
    """
    if not needs.targets:
        return ()
    watches = all_watches(user)
    looked = (watches[each.id].until for each in needs.targets if each.id in watches)
    oldest = min(looked, default=now)
    facts = _facts(market, needs, oldest.date() - CARRIED)
    verdicts = []
    for target in needs.targets:
        subject = subject_of(needs.companies[target.company_id], target.currency, facts)
        verdict = _judged(target, watches.get(target.id), subject, market, now)
        if verdict is not None:
            verdicts.append((verdict, subject))
    return _log(user, verdicts, source, now) if verdicts else ()


def _facts(market: sqlite3.Connection, needs: Needs, since: date) -> Facts:
    return read_facts(
        market, needs.companies.values(), needs.targets, needs.preferences.base_currency, since
    )


def _judged(
    target: Target,
    watch: Watch | None,
    subject: Subject,
    market: sqlite3.Connection,
    now: datetime,
) -> Verdict | None:
    """Evaluate one target; None where there is nothing new to look at."""
    present = live(subject, now)
    known = watch
    if watch is None:
        watch = _begun(target, subject, present, market)
        if watch is None:
            return None
    seen = list(finished_days(subject, watch, market))
    if present is not None and is_covered(subject, watch, present.observation.day):
        # The quote speaks for its own day: it has the last price, and the high up to then.
        if subject.quote is not None and subject.quote.day_high is not None:
            seen = [each for each in seen if each.observation.day != present.observation.day]
        seen.append(present)
    seen.sort(key=lambda each: each.observation.at)
    moved, crossings = watch, list[tuple[Seen, bool]]()
    splits = subject.facts.splits.get(subject.company.primary, ())
    for each in seen:
        day = each.observation.day
        factor = factor_between(splits, moved.seen_day or day, day)
        moved, crossing = step(target, split_adjusted(moved, factor), each.observation)
        if crossing is not None:
            crossings.append((each, crossing.touched))
    return None if moved == known else Verdict(target, moved, tuple(crossings))


def _begun(
    target: Target, subject: Subject, present: Seen | None, market: sqlite3.Connection
) -> Watch | None:
    """Begin a watch on the side on which the cap stood when the target was set.

    The quote tells it where it is fresh enough; after days without the program the close before
    does, and of the day on which the target was set only the close counts, not the high.
    """
    fetched = subject.quote.fetched_at if subject.quote else None
    if present is None or fetched is None:
        return None
    day = local_day(subject, target.created_at)
    began = begun_from_days(subject, target.created_at, market)
    if began is not None and fetched > target.created_at:
        first = begin(target, began.observation)
        return replace(first, until=target.created_at, seen_day=day, seen_high=float("inf"))
    waiting = Watch(armed=True, until=target.created_at, seen_day=day)
    if not is_covered(subject, waiting, present.observation.day):
        return None
    if not _tells(subject, fetched, target.created_at):
        return None
    first = begin(target, present.observation)
    return replace(first, until=max(first.until, target.created_at))


def _tells(subject: Subject, fetched: datetime, created: datetime) -> bool:
    """Tell whether a quote fetched then shows where the cap stood when the target was set.

    It does when it was fetched later, or shortly before, or when nothing has traded in between.
    """
    if fetched > created - FRESH:
        return True
    exchange = subject.company.primary_listing.exchange
    closed = last_close(exchange, created)
    return (
        closed is not None and not is_open(exchange, created) and fetched >= closed + SETTLED_AFTER
    )


def _log(
    user: sqlite3.Connection, verdicts: list[tuple[Verdict, Subject]], source: str, now: datetime
) -> tuple[int, ...]:
    with transaction(user):
        # The user may have removed or replaced a target since it was read.
        alive = {each.id: each for each in all_targets(user)}
        logged = []
        for verdict, subject in verdicts:
            if alive.get(verdict.target.id) != verdict.target:
                continue
            for seen, touched in verdict.crossings:
                firing = _firing(verdict.target, subject, seen, touched=touched)
                logged.append(add_firing(user, replace(firing, source=source, noticed_at=now)))
            store_watch(user, verdict.target.id, verdict.watch)
    return tuple(each for each in logged if each is not None)


def _firing(target: Target, subject: Subject, seen: Seen, *, touched: bool) -> Firing:
    observation, cap, company = seen.observation, seen.cap, subject.company
    return Firing(
        target.id,
        company.id,
        company.primary,
        company.name,
        target.amount,
        target.currency,
        _reached_at(observation),
        observation.day,
        observation.sight,
        touched,
        observation.high_cap if touched else observation.cap,
        cap.basis,
        observation.high if touched else observation.price,
        cap.currency,
        observation.shares,
        cap.shares_as_of or observation.day,
        cap.shares_source,
        seen.rate.value,
        seen.rate.day,
        source="",
        noticed_at=observation.at,
    )


def _reached_at(observation: Observation) -> datetime:
    """Return the exchange's time of a crossing: the close, for a finished day."""
    settled = observation.sight is Sight.BAR
    return observation.at - SETTLED_AFTER if settled else observation.at


def settle_starters(
    user: sqlite3.Connection, market: sqlite3.Connection, needs: Needs, now: datetime
) -> tuple[int, ...]:
    """Set the starter targets of companies whose first cap is known now and below them.

    Returns the ids of the companies that got a target; one that is beyond it already gets none.
    """
    waiting = {
        number: money for number, money in wanted_targets(user).items() if number in needs.companies
    }
    if not waiting:
        return ()
    facts = _facts(market, needs, now.date())
    decided = {}
    for number, money in waiting.items():
        present = live(subject_of(needs.companies[number], money.currency, facts), now)
        if present is not None:
            decided[number] = present.observation.cap < float(money.amount)
    if not decided:
        return ()
    created = []
    with transaction(user):
        # The user may have set or given up a target of his own meanwhile: then ours is settled.
        for number, money in wanted_targets(user).items():
            if number not in decided:
                continue
            settle_target(user, number)
            if decided[number]:
                add_target(user, Target(0, number, money.amount, money.currency, now))
                created.append(number)
    return tuple(created)
