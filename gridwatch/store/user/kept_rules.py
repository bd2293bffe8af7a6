"""Alert rules together with where they stand, as whoever removes one keeps it for its return."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from gridwatch.domain.alert.rule import Rule
from gridwatch.store.user.rule_states import Key, Standing, standings_of, store_standings
from gridwatch.store.user.rules import add_rule, rule_of, rule_of_claim, rule_with_id


@dataclass(frozen=True, slots=True)
class KeptRule:
    """A rule and where it stands with each company."""

    rule: Rule
    standings: Mapping[Key, Standing]


def kept_rule(user: sqlite3.Connection, number: int) -> KeptRule | None:
    """Return a rule with where it stands, None where there is none."""
    return _kept(user, rule_with_id(user, number))


def kept_rule_of_target(user: sqlite3.Connection, target_id: int) -> KeptRule | None:
    """Return the rule of a target with where it stands, None where there is no such target."""
    return _kept(user, rule_of(user, target_id))


def kept_rule_of_claim(user: sqlite3.Connection, claim_id: int) -> KeptRule | None:
    """Return the test of a claim's falsifier with where it stands, None where it has none."""
    return _kept(user, rule_of_claim(user, claim_id))


def kept_rules_of_list(user: sqlite3.Connection, watchlist_id: int) -> tuple[KeptRule, ...]:
    """Return the rules about a list with where they stand, oldest first."""
    numbers = user.execute(
        "SELECT id FROM rule WHERE watchlist_id = ? ORDER BY id", (watchlist_id,)
    ).fetchall()
    found = (kept_rule(user, number) for (number,) in numbers)
    return tuple(each for each in found if each is not None)


def _kept(user: sqlite3.Connection, rule: Rule | None) -> KeptRule | None:
    return None if rule is None else KeptRule(rule, standings_of(user, rule.id))


def bring_back(user: sqlite3.Connection, kept: KeptRule) -> None:
    """Store a rule that was removed under its id, standing where it stood."""
    add_rule(user, kept.rule)
    store_standings(user, kept.standings)


def has_rules(user: sqlite3.Connection, company_id: int) -> bool:
    """Tell whether a rule is about this company itself, or about one of its listings."""
    found = user.execute(
        "SELECT 1 FROM rule WHERE company_id = ?1 OR (scope = 'listing' AND key IN"
        " (SELECT symbol FROM listing WHERE company_id = ?1)) LIMIT 1",
        (company_id,),
    )
    return found.fetchone() is not None


def rule_count(user: sqlite3.Connection) -> int:
    """Return how many rules there are, those of targets included."""
    return int(user.execute("SELECT count(*) FROM rule").fetchone()[0])
