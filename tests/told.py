"""Firings as the collector logs them, with channels that they are to be sent to."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.move import Move
from gridwatch.domain.alert.sight import Quiet, Sight, Spot
from gridwatch.store.database import transaction
from gridwatch.store.user.channels import add_channel
from gridwatch.store.user.deliveries import add_deliveries
from gridwatch.store.user.firings import Evidence, Firing, add_firing

AT = datetime(2026, 3, 2, 1, 45, tzinfo=UTC)
EVIDENCE = Evidence(
    price=19.62,
    price_currency="CNY",
    basis="domestic",
    shares=5.126e9,
    shares_as_of=date(2025, 12, 31),
    shares_source="Yahoo",
    rate=0.1389,
    rate_on=date(2026, 3, 2),
    source="Yahoo",
    terms=(("cap >= 14bn USD", 14.02e9),),
)
FIRING = Firing(
    rule_id=None,
    target_id=None,
    company_id=None,
    symbol="601179.SS",
    name="China XD",
    rule_name="",
    condition="cap >= 14bn USD",
    measure=Measure.CAP,
    level=Decimal(14_000_000_000),
    unit="USD",
    value=14.02e9,
    reached_at=AT,
    reached_on=date(2026, 3, 2),
    sight=Sight.LIVE,
    spot=Spot.LAST,
    noticed_at=AT,
    evidence=EVIDENCE,
    move=Move(date(2026, 1, 5), 12e9, 1.5e9, 0.0, 0.52e9),
)


def log(
    user: sqlite3.Connection,
    number: int = 1,
    channels: tuple[int, ...] | None = None,
    quiet: Quiet = Quiet.NO,
) -> tuple[int, ...]:
    """Log so many firings, a minute apart, as the collector does; return their ids."""
    ids = []
    with transaction(user):
        for each in range(number):
            at = AT + timedelta(minutes=each)
            made = add_firing(user, replace(FIRING, reached_at=at, quiet=quiet))
            assert made
            add_deliveries(user, made, channels)
            ids.append(made)
    return tuple(ids)


def channel(user: sqlite3.Connection, name: str = "hook") -> int:
    """Store a channel."""
    return add_channel(user, name, "webhook", AT).id


def repeat_log(user: sqlite3.Connection, times: int) -> None:
    """Log all firings that are there so often again, each time a day later than before.

    Within SQLite, which takes a tenth of the time of storing each.
    """
    every = [str(row[1]) for row in user.execute("PRAGMA table_info (firing)")]
    columns = ", ".join(each for each in every if each not in {"id", "reached_at"})
    user.execute(
        "WITH RECURSIVE later (days) AS"  # noqa: S608 - names of columns
        " (SELECT 1 UNION ALL SELECT days + 1 FROM later WHERE days < ?)"
        f" INSERT INTO firing (reached_at, {columns})"
        " SELECT strftime('%Y-%m-%dT%H:%M:%f', reached_at, days || ' days') || '000+00:00',"
        f" {columns} FROM later, firing ORDER BY days, id",
        (times,),
    )
