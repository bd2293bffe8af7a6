"""Alert rules as the user has set them; those of targets take their condition from the target."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gridwatch.domain.alert.measure import Slack
from gridwatch.domain.alert.rule import (
    Basis,
    Repeat,
    Rule,
    Scope,
    Subject,
    Telling,
    condition_of_target,
)
from gridwatch.domain.targets import Target
from gridwatch.store.instants import instant_of, instant_text, maybe_instant

if TYPE_CHECKING:
    from gridwatch.domain.alert.condition import Condition

_COLUMNS = (
    "target_id, claim_id, scope, company_id, watchlist_id, theme_id, key, condition, name, basis,"
    " repeat, slack, slack_percent, cooldown, muted, snoozed_until, expires_at, sound, channels,"
    " created_at, since"
)
_READ = ", ".join(f"rule.{each.strip()}" for each in _COLUMNS.split(","))
_SELECT = (
    f"SELECT rule.id, {_READ}, target.amount, target.currency, target.created_at"  # noqa: S608 - constants
    " FROM rule LEFT JOIN target ON target.id = rule.target_id"
)


def all_rules(user: sqlite3.Connection) -> tuple[Rule, ...]:
    """Return every rule, oldest first."""
    return tuple(_rule(row) for row in user.execute(f"{_SELECT} ORDER BY rule.id"))


def rules_about(
    user: sqlite3.Connection, company_id: int, symbols: Sequence[str]
) -> tuple[Rule, ...]:
    """Return the rules of a company and its listings, and those of groups, oldest first.

    Those of targets are left out: they are their targets'.
    """
    marks = ", ".join("?" * len(symbols))
    rows = user.execute(
        f"{_SELECT} WHERE rule.target_id IS NULL AND (rule.company_id = ?"
        f" OR (rule.scope = ? AND rule.key IN ({marks})) OR rule.scope IN (?, ?, ?))"
        " ORDER BY rule.id",
        (company_id, Scope.LISTING, *symbols, Scope.LIST, Scope.SEGMENT, Scope.EVERYTHING),
    )
    return tuple(_rule(row) for row in rows)


def rule_with_id(user: sqlite3.Connection, number: int) -> Rule | None:
    """Return one rule, None where there is none."""
    row = user.execute(f"{_SELECT} WHERE rule.id = ?", (number,)).fetchone()
    return None if row is None else _rule(row)


def rule_of(user: sqlite3.Connection, target_id: int) -> Rule | None:
    """Return the rule that watches a target, None where there is no such target."""
    row = user.execute(f"{_SELECT} WHERE rule.target_id = ?", (target_id,)).fetchone()
    return None if row is None else _rule(row)


def rule_of_claim(user: sqlite3.Connection, claim_id: int) -> Rule | None:
    """Return the rule that tests the falsifier of a claim, None where it has none."""
    row = user.execute(f"{_SELECT} WHERE rule.claim_id = ?", (claim_id,)).fetchone()
    return None if row is None else _rule(row)


def group_rules(user: sqlite3.Connection) -> frozenset[int]:
    """Return the ids of the rules that watch each company of a list, a segment or everything."""
    groups = (Scope.LIST, Scope.SEGMENT, Scope.EVERYTHING)
    rows = user.execute("SELECT id FROM rule WHERE scope IN (?, ?, ?)", groups)
    return frozenset(number for (number,) in rows)


def add_rule(user: sqlite3.Connection, rule: Rule) -> Rule:
    """Store a new rule (an id of 0 asks for the next one) and return it with its id."""
    cursor = user.execute(
        f"INSERT INTO rule (id, {_COLUMNS}) VALUES ({', '.join('?' * 22)})",  # noqa: S608 - constants
        (rule.id or None, *_row(rule)),
    )
    return replace(rule, id=rule.id or int(cursor.lastrowid or 0))


def replace_rule(user: sqlite3.Connection, rule: Rule) -> None:
    """Store a rule over the one with its id; nothing where there is none."""
    user.execute(
        f"UPDATE rule SET ({_COLUMNS}) = ({', '.join('?' * 21)}) WHERE id = ?",  # noqa: S608 - constants
        (*_row(rule), rule.id),
    )


def remove_rule(user: sqlite3.Connection, number: int) -> None:
    """Delete a rule with its states; its firings stay."""
    user.execute("DELETE FROM rule WHERE id = ?", (number,))


def _row(rule: Rule) -> tuple[object, ...]:
    from gridwatch.domain.alert.grammar import condition_text

    subject, telling, slack = rule.subject, rule.telling, rule.slack
    chosen = telling.channels
    return (
        rule.target_id,
        rule.claim_id,
        subject.scope,
        subject.number if subject.scope is Scope.COMPANY else None,
        subject.number if subject.scope is Scope.LIST else None,
        subject.number if subject.scope is Scope.THEME else None,
        subject.key,
        None if rule.target_id is not None else condition_text(rule.condition),
        rule.name,
        rule.basis,
        rule.repeat,
        None if slack is None else str(slack.amount),
        int(slack is not None and slack.percent),
        int(rule.cooldown.total_seconds()),
        int(rule.muted),
        _maybe_text(rule.snoozed_until),
        _maybe_text(rule.expires_at),
        int(telling.sound),
        None if chosen is None else ",".join(map(str, chosen)),
        instant_text(rule.created_at),
        instant_text(rule.since),
    )


def _maybe_text(instant: datetime | None) -> str | None:
    return None if instant is None else instant_text(instant)


def _rule(row: tuple[Any, ...]) -> Rule:
    (
        number, target_id, claim_id, scope, company, watchlist, theme, key, condition, name, basis,
        repeat, slack, percent, cooldown, muted, snoozed, expires, sound, channels, created, since,
        *target,
    ) = row  # fmt: skip
    return Rule(
        number,
        Subject(Scope(scope), company or watchlist or theme or 0, key),
        _condition(condition, target_id, company, target),
        instant_of(created),
        instant_of(since),
        name,
        Basis(basis),
        Repeat(repeat),
        None if slack is None else Slack(Decimal(slack), bool(percent)),
        timedelta(seconds=cooldown),
        bool(muted),
        maybe_instant(snoozed),
        maybe_instant(expires),
        Telling(bool(sound), _channels(channels)),
        target_id,
        claim_id,
    )


def _condition(text: str | None, target_id: int, company: int, target: list[Any]) -> Condition:
    if text is not None:
        return _parsed(text)
    amount, currency, created = target
    found = Target(target_id, company, Decimal(amount), currency, instant_of(created))
    return condition_of_target(found)


# Rules are read often and hardly ever change: parsing ten thousand takes a second.
@lru_cache(60_000)
def _parsed(text: str) -> Condition:
    # A window begins without the grammar where no rule is about the company that is shown first.
    from gridwatch.domain.alert.grammar import parse_condition

    return parse_condition(text)


def _channels(text: str | None) -> tuple[int, ...] | None:
    return None if text is None else tuple(int(each) for each in text.split(",") if each)
