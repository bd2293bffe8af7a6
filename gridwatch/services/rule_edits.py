"""The edits of alert rules and ladders, as values: each is one transaction and has an inverse."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from gridwatch.domain.alert.rule import Rule
from gridwatch.domain.problem import Problem
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.rule_checks import (
    check_change,
    check_room,
    check_rule,
    checked_rungs,
    ladder_owner_exists,
)
from gridwatch.store.user import kept_rules, ladders, rule_states, rules
from gridwatch.store.user.kept_rules import KeptRule
from gridwatch.store.user.ladders import OwnLadder
from gridwatch.store.user.rule_states import Key, Standing


@dataclass(frozen=True, slots=True)
class AddRule:
    """Watch something: a rule that gets an id and begins now, whatever it carries."""

    rule: Rule

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the rule and store it as a new one."""
        check_room(user)
        new = _tidied(
            replace(self.rule, id=0, created_at=now, since=now, target_id=None, claim_id=None)
        )
        check_rule(user, new, now)
        return Changes(rules=True), RemoveRule(rules.add_rule(user, new).id)


@dataclass(frozen=True, slots=True)
class ReplaceRule:
    """Store `rule` over the one with its id.

    With another condition or subject, or after it was over, it begins now, and where it stood is
    forgotten. What a target watches is the target's, and the test of a claim the claim's: only how
    their rule tells is changed here.
    """

    rule: Rule

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the rule and store it in the place of the one before."""
        before = _existing(user, self.rule.id)
        old = before.rule
        wanted = _tidied(
            replace(
                self.rule,
                created_at=old.created_at,
                since=old.since,
                target_id=old.target_id,
                claim_id=old.claim_id,
            )
        )
        check_change(old, wanted)
        other = (wanted.condition, wanted.subject) != (old.condition, old.subject)
        anew = other or (old.is_over(now) and not wanted.is_over(now))
        if anew:
            wanted = replace(wanted, since=now)
        check_rule(user, wanted, now, old)
        rules.replace_rule(user, wanted)
        if anew:
            rule_states.forget_standings(user, wanted.id)
        return Changes(rules=True), _PutRule(old, before.standings if anew else None)


@dataclass(frozen=True, slots=True)
class _PutRule:
    """Store a rule as it is, with `standings` where it is to stand elsewhere than it does."""

    rule: Rule
    standings: Mapping[Key, Standing] | None

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Store the rule over the one with its id."""
        before = _existing(user, self.rule.id)
        rules.replace_rule(user, self.rule)
        if self.standings is None:
            return Changes(rules=True), _PutRule(before.rule, None)
        rule_states.forget_standings(user, self.rule.id)
        rule_states.store_standings(user, self.standings)
        return Changes(rules=True), _PutRule(before.rule, before.standings)


@dataclass(frozen=True, slots=True)
class RemoveRule:
    """Watch it no longer; the log of its firings stays.

    That of a target goes with the target, that of a claim with its test.
    """

    rule_id: int

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Delete the rule."""
        gone = _existing(user, self.rule_id)
        if gone.rule.target_id is not None:
            raise Problem(
                "rule_of_target",
                "This alert belongs to a target. Remove the target, or mute the alert.",
            )
        if gone.rule.claim_id is not None:
            raise Problem(
                "rule_of_claim", "This alert tests a claim. Change the claim, or mute the alert."
            )
        rules.remove_rule(user, self.rule_id)
        return Changes(rules=True), _ReturnRule(gone)


@dataclass(frozen=True, slots=True)
class _ReturnRule:
    """Undo a `RemoveRule`: the rule comes back under its id and stands where it stood."""

    gone: KeptRule

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Store the rule again."""
        kept_rules.bring_back(user, self.gone)
        return Changes(rules=True), RemoveRule(self.gone.rule.id)


@dataclass(frozen=True, slots=True)
class MuteRule:
    """Let a rule log its firings and tell nobody, until it is unmuted."""

    rule_id: int

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Mute the rule."""
        rule = _existing(user, self.rule_id).rule
        return ReplaceRule(replace(rule, muted=True)).apply(user, now)


@dataclass(frozen=True, slots=True)
class UnmuteRule:
    """Let a rule tell of its firings again, were it muted or snoozed."""

    rule_id: int

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """End the quiet of the rule."""
        rule = _existing(user, self.rule_id).rule
        return ReplaceRule(replace(rule, muted=False, snoozed_until=None)).apply(user, now)


@dataclass(frozen=True, slots=True)
class SnoozeRule:
    """Let a rule log its firings and tell nobody until then."""

    rule_id: int
    until: datetime

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Note until when the rule is quiet; raises Problem where that is over."""
        rule = _existing(user, self.rule_id).rule
        return ReplaceRule(replace(rule, snoozed_until=self.until)).apply(user, now)


@dataclass(frozen=True, slots=True)
class SetLadder:
    """Set the rungs of a company or of a list (the other id is 0); none take the ladder away."""

    currency: str
    amounts: tuple[Decimal, ...]
    company_id: int = 0
    watchlist_id: int = 0

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Check the rungs and store them, the lowest first and each once."""
        ladder_owner_exists(user, self.company_id, self.watchlist_id)
        amounts = checked_rungs(self.amounts, self.currency)
        return _PutLadder(
            OwnLadder(self.currency, amounts, self.company_id, self.watchlist_id)
        ).apply(user, now)


@dataclass(frozen=True, slots=True)
class _PutLadder:
    """Store a ladder as it is; one without rungs takes that of its owner away."""

    ladder: OwnLadder

    def apply(self, user: sqlite3.Connection, _now: datetime, /) -> tuple[Changes, Edit]:
        """Store or remove the ladder."""
        company, watchlist = self.ladder.company_id, self.ladder.watchlist_id
        before = ladders.ladder_of(user, company, watchlist)
        if self.ladder.amounts:
            ladders.put_ladder(user, self.ladder)
        else:
            ladders.remove_ladder(user, company, watchlist)
        inverse = _PutLadder(before or replace(self.ladder, amounts=(), id=0))
        return Changes((company,) if company else (), ladders=True), inverse


def _existing(user: sqlite3.Connection, number: int) -> KeptRule:
    """Return a rule with where it stands; raises Problem where there is none."""
    found = kept_rules.kept_rule(user, number)
    if found is None:
        raise Problem("rule_unknown", "There is no alert {number}.", number=number)
    return found


def _tidied(rule: Rule) -> Rule:
    return replace(rule, name=" ".join(rule.name.split()))
