"""Targets, and where the evaluation of each stands."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from decimal import Decimal

from gridwatch.domain.targets import Target, Watch
from gridwatch.store.instants import instant_of, instant_text, maybe_date


def all_targets(user: sqlite3.Connection) -> tuple[Target, ...]:
    """Return every target, oldest first."""
    rows = user.execute(
        "SELECT id, company_id, amount, currency, created_at FROM target ORDER BY id"
    )
    return tuple(
        Target(number, company, Decimal(amount), currency, instant_of(created))
        for number, company, amount, currency, created in rows
    )


def add_target(user: sqlite3.Connection, target: Target) -> Target:
    """Store a new target (an id of 0 asks for the next one) and return it with its id."""
    cursor = user.execute(
        "INSERT INTO target (id, company_id, amount, currency, created_at) VALUES (?, ?, ?, ?, ?)",
        (
            target.id or None,
            target.company_id,
            str(target.amount),
            target.currency,
            instant_text(target.created_at),
        ),
    )
    return replace(target, id=target.id or int(cursor.lastrowid or 0))


def remove_target(user: sqlite3.Connection, target_id: int) -> None:
    """Delete a target with its watch; its firings stay."""
    user.execute("DELETE FROM target WHERE id = ?", (target_id,))


def all_watches(user: sqlite3.Connection) -> dict[int, Watch]:
    """Return where the evaluation of each target stands, by target id."""
    rows = user.execute(
        "SELECT target_id, armed, until, seen_day, seen_high, seen_shares FROM target_watch"
    )
    return {
        number: Watch(bool(armed), instant_of(until), maybe_date(day), high, shares)
        for number, armed, until, day, high, shares in rows
    }


def store_watch(user: sqlite3.Connection, target_id: int, watch: Watch) -> None:
    """Keep where the evaluation of a target stands; nothing where the target is gone meanwhile."""
    user.execute(
        "INSERT OR REPLACE INTO target_watch"
        " (target_id, armed, until, seen_day, seen_high, seen_shares)"
        " SELECT id, ?, ?, ?, ?, ? FROM target WHERE id = ?",
        (
            int(watch.armed),
            instant_text(watch.until),
            watch.seen_day.isoformat() if watch.seen_day else None,
            watch.seen_high,
            watch.seen_shares,
            target_id,
        ),
    )


def drop_watch(user: sqlite3.Connection, target_id: int) -> None:
    """Forget the watch of a target, so that it begins anew from the present."""
    user.execute("DELETE FROM target_watch WHERE target_id = ?", (target_id,))
