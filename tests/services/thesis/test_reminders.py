"""The reminder: one alert about all claims, made once and found again."""

from __future__ import annotations

from gridwatch.domain.alert.rule import Scope
from gridwatch.services.edits import apply
from gridwatch.services.thesis.reminders import reminder_condition, reminder_edit, reminder_rule
from gridwatch.store.user.rules import all_rules
from tests.services.thesis.notes import NOW, filled

# What alerts know as well: the reminder itself is about a measure of its own.
WORDS = "stale >= 3 sessions"


def test_a_reminder_is_made_found_and_given_up() -> None:
    user = filled()
    condition = reminder_condition(WORDS)
    assert condition is not None
    assert reminder_rule(user, condition) == 0
    before = all_rules(user)
    apply(user, reminder_edit(condition, 0), NOW)
    number = reminder_rule(user, condition)
    (made,) = (each for each in all_rules(user) if each.id == number)
    assert (made.subject.scope, made.since) == (Scope.EVERYTHING, NOW)
    apply(user, reminder_edit(condition, number), NOW)
    assert all_rules(user) == before
    user.close()


def test_words_that_alerts_do_not_know_make_none() -> None:
    assert reminder_condition("moon >= 3") is None
