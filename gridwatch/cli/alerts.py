"""The commands `alert add`, `rm`, `mute`, `unmute` and `snooze`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from gridwatch.cli.alert_list import shown
from gridwatch.cli.call import Answer, Call, Exit, Refusal, marked
from gridwatch.cli.fetching import settle_if_free
from gridwatch.cli.subjects import subject_of
from gridwatch.cli.tables import one_line, width
from gridwatch.cli.voice import translate
from gridwatch.domain.alert.condition import Condition
from gridwatch.domain.alert.grammar import GrammarProblem, parse_condition
from gridwatch.domain.alert.measure import Slack
from gridwatch.domain.alert.rule import Basis, Repeat, Rule, Telling
from gridwatch.domain.problem import Problem
from gridwatch.services import edits
from gridwatch.services.edits import Edit
from gridwatch.services.rule_edits import AddRule, MuteRule, RemoveRule, SnoozeRule, UnmuteRule
from gridwatch.store.database import transaction
from gridwatch.store.user.rules import all_rules, rule_with_id

_SLACK = re.compile(r"([0-9]{1,20}(?:[.,][0-9]{1,10})?)\s*(%?)")
AROUND = 60  # letters of a long condition that are shown beside the word that is wrong


def add_alert(call: Call) -> Answer:
    """Add an alert, look where it stands, and show it."""
    asked, now = call.asked, call.clock()
    condition = condition_of(call, " ".join(asked.condition))
    with call.user() as user:
        rule = Rule(
            0,
            subject_of(user, asked.subject),
            condition,
            now,
            now,
            asked.name,
            Basis(asked.basis),
            Repeat(asked.repeat),
            slack_of(asked.slack),
            asked.cooldown,
            expires_at=None if asked.expires is None else end_of(asked.expires),
            telling=Telling(sound=not asked.no_sound),
        )
        edits.apply(user, AddRule(rule), now)
        added = all_rules(user)[-1]
        # What keeps it from being looked at now does not keep it from having been added.
        with suppress(Problem):
            settle_if_free(call, user)
        return shown(call, user, [added])


def condition_of(call: Call, text: str) -> Condition:
    """Read a condition; raises Refusal with the text and a line of carets under the wrong word."""
    try:
        return parse_condition(text)
    except GrammarProblem as problem:
        lines = (call.voice.problem(problem), *caret_lines(text, problem.start, problem.end))
        raise Refusal(problem.code, "\n".join(lines)) from None


def caret_lines(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return a text and under it carets where text[start:end] is; of a long one a part."""
    if not text.strip():
        return ()
    first, last = max(0, start - AROUND), min(len(text), end + AROUND, start + 2 * AROUND)
    before, word = one_line(text[first:start]), one_line(text[start : min(end, last)])
    cut = ("…" if first else "", "…" if last < len(text) else "")
    carets = " " * width(cut[0] + before) + "^" * max(1, width(word))
    return f"  {cut[0]}{one_line(text[first:last])}{cut[1]}", f"  {carets}"


def slack_of(text: str | None) -> Slack | None:
    """Read how far a value has to come back, as 2% or 1.5."""
    if text is None:
        return None
    found = _SLACK.fullmatch(text.strip())
    if found is None:
        words = translate("Cli", "“{text}” is no slack: write it like 2% of the level, or 1.5.")
        raise Refusal("usage", words.format(text=text), Exit.USAGE)
    return Slack(Decimal(found[1].replace(",", ".")), percent=bool(found[2]))


def end_of(day: date) -> datetime:
    """Return the end of a day where the user is."""
    return datetime.combine(day + timedelta(days=1), time()).astimezone()


def remove_alert(call: Call) -> Answer:
    """Remove alerts: all that are named, or none where one can't be removed."""
    with call.user() as user:
        numbers = _every(call, user, RemoveRule)
    words = translate("Cli", "Removed the alert {number}.")
    lines = [words.format(number=each) for each in numbers]
    return Answer({"removed": numbers}, marked(call.profile, "\n".join(lines)))


def mute_alert(call: Call) -> Answer:
    """Let alerts log their firings and tell nobody."""
    return _changed(call, MuteRule)


def unmute_alert(call: Call) -> Answer:
    """Let alerts tell of their firings again."""
    return _changed(call, UnmuteRule)


def snooze_alert(call: Call) -> Answer:
    """Let an alert tell nobody for a while."""
    until = call.clock() + call.asked.span
    return _changed(call, lambda number: SnoozeRule(number, until))


def _changed(call: Call, edit: Callable[[int], Edit]) -> Answer:
    with call.user() as user:
        rules = [rule_with_id(user, each) for each in _every(call, user, edit)]
        return shown(call, user, [each for each in rules if each is not None])


def _every(call: Call, user: sqlite3.Connection, edit: Callable[[int], Edit]) -> list[int]:
    """Make an edit of every alert that is named, or of none; return their numbers."""
    numbers = list(dict.fromkeys(call.asked.numbers))
    with transaction(user):
        for each in numbers:
            edit(each).apply(user, call.clock())
    return numbers
