"""Targets, each of which is watched by an alert rule of its own."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from gridwatch.domain.targets import Target
from gridwatch.store.instants import instant_of, instant_text

if TYPE_CHECKING:
    from gridwatch.domain.alert.rule import Rule


def all_targets(user: sqlite3.Connection) -> tuple[Target, ...]:
    """Return every target, oldest first."""
    rows = user.execute(
        "SELECT id, company_id, amount, currency, created_at FROM target ORDER BY id"
    )
    return tuple(
        Target(number, company, Decimal(amount), currency, instant_of(created))
        for number, company, amount, currency, created in rows
    )


def add_target(user: sqlite3.Connection, target: Target, rule: Rule | None = None) -> Target:
    """Store a new target (an id of 0 asks for the next one) and return it with its id.

    It is watched from then on by `rule`, which takes its condition from the target, or by a rule
    as every new target has it.
    """
    # Rules are no part of the way to the first paint, on which targets are read.
    from gridwatch.domain.alert.rule import rule_of_target
    from gridwatch.store.user.rules import add_rule

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
    stored = replace(target, id=target.id or int(cursor.lastrowid or 0))
    add_rule(user, replace(rule or rule_of_target(stored), target_id=stored.id))
    return stored


def remove_target(user: sqlite3.Connection, target_id: int) -> None:
    """Delete a target with its rule; its firings stay."""
    user.execute("DELETE FROM target WHERE id = ?", (target_id,))
