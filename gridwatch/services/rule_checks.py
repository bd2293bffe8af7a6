"""What an alert rule and a ladder must be before they are stored, each refusal in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.grammar import condition_text, parse_condition
from gridwatch.domain.alert.measure import LEAST_CAP, MOST_MONEY, Measure
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.alert.vocabulary import NAMES
from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem
from gridwatch.services.figure_values import check_series
from gridwatch.store.user.companies import all_companies, company_of_symbol
from gridwatch.store.user.kept_rules import rule_count
from gridwatch.store.user.segments import all_segments
from gridwatch.store.user.themes import all_themes
from gridwatch.store.user.watchlists import all_watchlists

MOST_RULES = 50_000
LONGEST_NAME = 200
LONGEST_COOLDOWN = timedelta(days=366)
MOST_RUNGS = 50
_OF_THEMES = frozenset({Measure.SERIES, Measure.RATE, Measure.REVIEW})


def check_room(user: sqlite3.Connection) -> None:
    """Raise Problem where there are as many rules as there may be."""
    if rule_count(user) >= MOST_RULES:
        raise Problem("rules_full", "There are {most} alerts already.", most=f"{MOST_RULES:,}")


def check_rule(
    user: sqlite3.Connection, rule: Rule, now: datetime, before: Rule | None = None
) -> None:
    """Raise Problem for a rule that can't be stored or would never speak.

    Times that `before` had already may be over by now.
    """
    _check_subject(user, rule.subject)
    check_alone(rule, now, before)
    if before is None or (before.condition, before.subject) != (rule.condition, rule.subject):
        check_series(user, rule)


def check_alone(rule: Rule, now: datetime, before: Rule | None = None) -> None:
    """Raise Problem for what is wrong with a rule whatever else is stored."""
    _check_condition(rule, now)
    _check_alone(rule)
    _check_review(rule)
    _check_times(rule, now, before)
    if len(rule.name) > LONGEST_NAME:
        raise Problem(
            "rule_name", "The name of an alert has at most {most} letters.", most=LONGEST_NAME
        )
    slack = rule.slack
    if slack is not None and not (
        slack.amount.is_finite() and 0 <= slack.amount <= (100 if slack.percent else MOST_MONEY)
    ):
        raise Problem(
            "rule_slack", "How far a value has to come back is zero or more, at most 100%."
        )


def check_change(before: Rule, rule: Rule) -> None:
    """Raise Problem where what a target or a claim watches would be changed here."""
    same = (rule.condition, rule.subject) == (before.condition, before.subject)
    if before.target_id is not None and not same:
        raise Problem("rule_target_change", "This alert belongs to a target. Change the target.")
    if before.claim_id is not None and not same:
        raise Problem("rule_claim_change", "This alert tests a claim. Change its test there.")


def _check_times(rule: Rule, now: datetime, before: Rule | None) -> None:
    expiry, snooze = rule.expires_at, rule.snoozed_until
    if expiry is not None and expiry <= now and (before is None or expiry != before.expires_at):
        raise Problem("rule_expired", "The alert would be over already: its last day is past.")
    if snooze is not None and snooze <= now and (before is None or snooze != before.snoozed_until):
        raise Problem("rule_snoozed", "The time until which the alert is to be quiet is past.")
    if not timedelta(0) <= rule.cooldown <= LONGEST_COOLDOWN:
        raise Problem(
            "rule_cooldown",
            "An alert can be quiet for at most {days} days after it has spoken.",
            days=LONGEST_COOLDOWN.days,
        )


def _check_condition(rule: Rule, now: datetime) -> None:
    subject = rule.subject
    for each in rule.terms:
        if subject.scope is Scope.THEME:
            _check_of_theme(each)
        elif (each.measure is Measure.RATE) != (subject.scope is Scope.RATE):
            raise Problem(
                "rule_rate",
                "An exchange rate is watched by an alert of its own, and that by nothing else.",
            )
        if subject.scope is Scope.RATE and each.pair != subject.key:
            raise Problem(
                "rule_pair",
                "The alert is about {key}, and its condition about {pair}.",
                key=subject.key,
                pair=each.pair,
            )
        if each.since is not None and each.since > now.date() + timedelta(days=1):
            raise Problem("rule_since", "{day} has not come yet.", day=each.since)
    _check_text(rule)


def _check_of_theme(term: Term) -> None:
    """Refuse what only one company has where a theme is meant."""
    if term.measure not in _OF_THEMES:
        raise Problem(
            "rule_theme",
            "A theme has no {measure}: its alerts look at figures that you keep, and at exchange"
            " rates.",
            measure=NAMES[term.measure][0] if term.measure in NAMES else "sma",
        )


def _check_alone(rule: Rule) -> None:
    """Refuse what waits for the passing of time beside what waits for prices."""
    if len(rule.terms) > 1 and any(each.measure is Measure.STALE for each in rule.terms):
        raise Problem(
            "rule_stale_joined",
            "“stale” watches the clock, not prices: make an alert of its own for it.",
        )


def _check_review(rule: Rule) -> None:
    """Refuse a reminder beside anything else, as a test, or of what has no claims."""
    if all(each.measure is not Measure.REVIEW for each in rule.terms):
        return
    if len(rule.terms) > 1:
        raise Problem(
            "rule_review_joined",
            "“review” watches the calendar: make an alert of its own for it.",
        )
    if rule.claim_id is not None:
        raise Problem("rule_review_test", "A date proves no claim wrong: test something else.")
    if rule.subject.scope in {Scope.LISTING, Scope.RATE}:
        raise Problem("rule_review_subject", "Claims are about companies and themes: choose one.")


def _check_text(rule: Rule) -> None:
    """Refuse a condition that the file could not give back; GrammarProblem where it says why."""
    if rule.target_id is not None:
        return
    whole = all(each.level.is_finite() for each in rule.terms)
    if not whole or parse_condition(condition_text(rule.condition)) != rule.condition:
        raise Problem("rule_condition", "This condition can't be kept exactly.")


def _check_subject(user: sqlite3.Connection, subject: Subject) -> None:
    """Raise Problem where there is nobody that the rule is about, or more than its scope says."""
    numbered = subject.scope in {Scope.COMPANY, Scope.LIST, Scope.THEME}
    keyed = subject.scope in {Scope.LISTING, Scope.SEGMENT, Scope.RATE}
    fits = (subject.number != 0) == numbered and (subject.key != "") == keyed
    if not fits or not _exists(user, subject):
        raise Problem("rule_subject", "What the alert is about is not there any more.")


def _exists(user: sqlite3.Connection, subject: Subject) -> bool:
    match subject.scope:
        case Scope.COMPANY:
            return subject.number in all_companies(user)
        case Scope.LISTING:
            return company_of_symbol(user, subject.key) is not None
        case Scope.LIST:
            return any(each.id == subject.number for each in all_watchlists(user))
        case Scope.SEGMENT:
            return any(each.key == subject.key for each in all_segments(user))
        case Scope.EVERYTHING:
            return True
        case Scope.RATE:
            return is_pair(subject.key)
        case Scope.THEME:
            return any(each.id == subject.number for each in all_themes(user))


def is_pair(letters: str) -> bool:
    """Tell whether six letters name the exchange rate of two different currencies."""
    halves = {letters[:3], letters[3:]}
    return len(letters) == 6 and len(halves) == 2 and halves <= ISO_CODES


def ladder_owner_exists(user: sqlite3.Connection, company_id: int, watchlist_id: int) -> None:
    """Raise Problem where a ladder would belong to nobody, or to two."""
    scope = Scope.COMPANY if company_id else Scope.LIST
    found = _exists(user, Subject(scope, company_id or watchlist_id))
    if bool(company_id) == bool(watchlist_id) or not found:
        raise Problem("ladder_owner", "Whom the ladder belongs to is not there any more.")


def checked_rungs(amounts: Iterable[Decimal], currency: str) -> tuple[Decimal, ...]:
    """Return the rungs of a ladder, the lowest first and each once; raises Problem for bad ones."""
    rungs = tuple(set(amounts))
    # A NaN lets every comparison fail.
    sound = all(each.is_finite() and LEAST_CAP <= each <= MOST_MONEY for each in rungs)
    if currency not in ISO_CODES or not sound:
        raise Problem("ladder_rung", "The rungs of a ladder are market caps such as 100bn CNY.")
    if len(rungs) > MOST_RUNGS:
        raise Problem("ladder_long", "A ladder has at most {most} rungs.", most=MOST_RUNGS)
    return tuple(sorted(rungs))
