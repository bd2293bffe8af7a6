"""The alerts with where each of them stands, as a table and as a document."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gridwatch.cli.call import Answer, Call, marked
from gridwatch.cli.documents import day_text, instant
from gridwatch.cli.subjects import Known, known_to
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.domain.alert.grammar import condition_text
from gridwatch.domain.alert.measure import Slack
from gridwatch.domain.alert.rule import Repeat, Rule
from gridwatch.store.user.rule_states import Key, Standing, all_standings
from gridwatch.store.user.rules import all_rules
from gridwatch.wording.listing import listed

Standings = Mapping[Key, Standing]


def show_alerts(call: Call) -> Answer:
    """Show every alert, those of targets included."""
    with call.user() as user:
        return shown(call, user, all_rules(user))


def shown(call: Call, user: sqlite3.Connection, rules: Sequence[Rule]) -> Answer:
    """Show some alerts and where they stand."""
    known, standings = known_to(user), all_standings(user)
    by_rule = {rule.id: dict[Key, Standing]() for rule in rules}
    for key, standing in standings.items():
        if key[0] in by_rule:
            by_rule[key[0]][key] = standing
    document = {
        "alerts": [_document(each, known, by_rule[each.id], call.clock()) for each in rules]
    }
    if not rules:
        words = translate("Cli", "There is no alert. Add one with: {command}")
        text = words.format(command='gridwatch alert add 601179.SS "cap >= 100bn CNY"')
        return Answer(document, marked(call.profile, text))
    columns = (
        Column(translate("Cli", "No."), right=True),
        Column(translate("Cli", "About")),
        Column(translate("Cli", "Condition")),
        Column(translate("Cli", "Name")),
        Column(translate("Cli", "Tells")),
        Column(translate("Cli", "Stands")),
    )
    rows = [_row(call, each, known, by_rule[each.id]) for each in rules]
    return Answer(document, marked(call.profile, table(columns, rows)))


def _row(call: Call, rule: Rule, known: Known, standings: Standings) -> tuple[str, ...]:
    return (
        str(rule.id),
        known.words(rule.subject, call),
        condition_text(rule.condition),
        rule.name or _claim_words(rule, known),
        _repeat_words(rule.repeat),
        listed((*_quiet_words(call, rule), *_stand_words(call, rule, standings))),
    )


def _claim_words(rule: Rule, known: Known) -> str:
    """Return which claim a rule tests, "" for none."""
    claim = known.claims.get(rule.claim_id or 0)
    words = translate("Cli", "Tests “{claim}”")
    return "" if claim is None else words.format(claim=claim)


def _repeat_words(repeat: Repeat) -> str:
    words = {
        Repeat.EVERY: "",
        Repeat.DAILY: translate("Cli", "once a day"),
        Repeat.ONCE: translate("Cli", "once"),
    }
    return words[repeat]


def _quiet_words(call: Call, rule: Rule) -> tuple[str, ...]:
    """Return why a rule tells nobody now."""
    now, phrases = call.clock(), call.voice.phrases
    if rule.expires_at is not None and rule.is_over(now):
        words = translate("Cli", "expired {time}")
        return (words.format(time=phrases.moment(rule.expires_at)),)
    found = [translate("Cli", "muted")] if rule.muted else []
    if rule.snoozed_until is not None and rule.is_snoozed(now):
        words = translate("Cli", "snoozed until {time}")
        found.append(words.format(time=phrases.moment(rule.snoozed_until)))
    return tuple(found)


def _stand_words(call: Call, rule: Rule, standings: Standings) -> tuple[str, ...]:
    """Return where a rule stands: with one company in words, with several by their numbers."""
    if rule.is_over(call.clock()):
        return ()
    if not standings:
        return (translate("Cli", "not looked at yet"),)
    if len(standings) == 1:
        return (_standing_words(call, next(iter(standings.values()))),)
    counted = Counter(_state(each) for each in standings.values())
    words = {
        "armed": translate("Cli", "{n} armed"),
        "reached": translate("Cli", "{n} reached"),
        "waiting": translate("Cli", "{n} waiting"),
        "done": translate("Cli", "{n} done"),
    }
    return tuple(text.format(n=counted[key]) for key, text in words.items() if counted[key])


def _state(standing: Standing) -> str:
    if standing.state is None:
        return "waiting"
    if standing.state.done:
        return "done"
    return "armed" if standing.state.armed else "reached"


def _standing_words(call: Call, standing: Standing) -> str:
    state = _state(standing)
    if state == "armed":
        return translate("Cli", "armed")
    if state == "done":
        return translate("Cli", "done")
    if state == "reached":
        return _reached_words(call, standing)
    if not standing.waits:
        return translate("Cli", "not looked at yet")
    words = translate("Cli", "waits for {parts}")
    return words.format(parts=listed(map(_wait_words, standing.waits)))


def _reached_words(call: Call, standing: Standing) -> str:
    """Return since when the condition holds: it has told, or it held when the alert was made."""
    told_on = standing.state.told_on if standing.state else None
    if told_on is not None:
        return translate("Cli", "reached on {day}").format(day=call.voice.phrases.day(told_on))
    if standing.reached_on is None:
        return translate("Cli", "reached already")
    words = translate("Cli", "reached since {day} already")
    return words.format(day=call.voice.phrases.day(standing.reached_on))


def _wait_words(part: str) -> str:
    kind, _, symbol = part.partition(":")
    words = {
        "rate": translate("Cli", "a rate {symbol}"),
        "price": translate("Cli", "a price of {symbol}"),
        "quote": translate("Cli", "a sound quote of {symbol}"),
        "shares": translate("Cli", "the share count of {symbol}"),
        "days": translate("Cli", "the history of {symbol}"),
        "series": translate("Cli", "the series {symbol}"),
        "figures": translate("Cli", "figures of {symbol}"),
    }
    return words.get(kind, part).format(symbol=symbol)


def _document(rule: Rule, known: Known, standings: Standings, now: datetime) -> dict[str, Any]:
    return {
        "id": rule.id,
        "subject": known.text(rule.subject),
        "scope": str(rule.subject.scope),
        "condition": condition_text(rule.condition),
        "name": rule.name or None,
        "of_target": rule.target_id is not None,
        "of_claim": rule.claim_id,
        "basis": str(rule.basis),
        "repeat": str(rule.repeat),
        "slack": _slack_text(rule.slack),
        "cooldown_s": int(rule.cooldown.total_seconds()),
        "muted": rule.muted,
        "snoozed_until": instant(rule.snoozed_until) if rule.is_snoozed(now) else None,
        "expires_at": instant(rule.expires_at),
        "expired": rule.is_over(now),
        "sound": rule.telling.sound,
        "created_at": instant(rule.created_at),
        "since": instant(rule.since),
        "stands": [
            _standing_document(known, company, standing)
            for (_, company), standing in sorted(standings.items())
        ],
    }


def _slack_text(slack: Slack | None) -> str | None:
    return None if slack is None else f"{slack.amount}{'%' if slack.percent else ''}"


def _standing_document(known: Known, company: int, standing: Standing) -> dict[str, Any]:
    """Return where a rule stands with one company, or one claim.

    The symbol is null for a claim, a theme and an exchange rate.
    """
    found, state = known.companies.get(company), standing.state
    return {
        "symbol": found.primary if found else None,
        "claim": -company if company < 0 else None,
        "state": _state(standing),
        "told_at": instant(state.told_at) if state else None,
        "reached_on": day_text(standing.reached_on),
        "waits": list(standing.waits),
    }
