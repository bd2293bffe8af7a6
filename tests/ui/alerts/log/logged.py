"""Firings for tests of the log and the banner."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from gridwatch.store.user.firing_log import LogPage, LogQuery
from gridwatch.store.user.firings import Firing
from tests.told import AT, FIRING


def fired(number: int, *, seen: bool = False, **other: object) -> Firing:
    """Make a firing of a company, each a minute before the one with the number before."""
    made = replace(
        FIRING,
        id=number,
        rule_id=5,
        company_id=7,
        name=f"Company {number}",
        reached_at=AT - timedelta(minutes=number),
        seen_at=AT if seen else None,
    )
    return replace(made, **other)  # type: ignore[arg-type]  # as it is asked for


def page_of(*firings: Firing, query: LogQuery | None = None, found: int = 0) -> LogPage:
    """Make a page of firings as the log gives it."""
    new = sum(each.seen_at is None and not each.quiet for each in firings)
    count = found or len(firings)
    last = max((each.id for each in firings), default=0)
    return LogPage(query or LogQuery(), firings, count, count, new, new, last)
