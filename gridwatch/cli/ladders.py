"""The command `ladder`: shows, sets and removes the ladders of companies and of lists."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from gridwatch.cli.call import Answer, Call, Refusal, marked
from gridwatch.cli.documents import listed_currency
from gridwatch.cli.subjects import Known, known_to, subject_of
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import stored_preferences, translate
from gridwatch.domain.alert.rule import Scope, Subject
from gridwatch.domain.milestones.rungs import one_currency, parse_rungs
from gridwatch.services import edits
from gridwatch.services.rule_edits import SetLadder
from gridwatch.store.user.ladders import OwnLadder, all_ladders


def ladder(call: Call) -> Answer:
    """Show the ladders, after setting or removing one where that is asked for."""
    typed = " ".join(call.asked.rungs).strip()
    with call.user() as user:
        known = known_to(user)
        if call.asked.owner is None:
            return _shown(call, known, all_ladders(user), changed=False)
        owner, before = _owner(user, call.asked.owner), all_ladders(user)
        if call.asked.remove:
            _remove(call, user, owner)
        elif typed:
            _set(call, user, known, owner, typed)
        now = all_ladders(user)
        told = [each for each in now if _subject(each) == owner]
        return _shown(call, known, told, changed=_plain(now) != _plain(before))


def _owner(user: sqlite3.Connection, text: str) -> Subject:
    """Read whose ladder it is; raises Refusal for what is neither a company nor a list."""
    owner = subject_of(user, text)
    if owner.scope not in {Scope.COMPANY, Scope.LIST}:
        words = translate("Cli", "A ladder is of a company or of a list, as in {examples}.")
        raise Refusal("ladder_owner", words.format(examples='GEV, "list:Grid equipment"'))
    return owner


def _subject(one: OwnLadder) -> Subject:
    scope = Scope.COMPANY if one.company_id else Scope.LIST
    return Subject(scope, one.company_id or one.watchlist_id)


def _plain(ladders: Iterable[OwnLadder]) -> set[tuple[object, ...]]:
    return {(each.company_id, each.watchlist_id, each.currency, each.amounts) for each in ladders}


def _edit(owner: Subject, currency: str, amounts: tuple[Any, ...]) -> SetLadder:
    company = owner.number if owner.scope is Scope.COMPANY else 0
    return SetLadder(currency, amounts, company, owner.number - company)


def _set(call: Call, user: sqlite3.Connection, known: Known, owner: Subject, typed: str) -> None:
    """Set a ladder; an amount without a currency is in that of the company, or the base one."""
    default = stored_preferences(call.profile).base_currency
    if owner.scope is Scope.COMPANY:
        default = listed_currency(known.companies[owner.number]) or default
    rungs = parse_rungs(typed, default)
    edit = _edit(owner, one_currency(rungs), tuple(each.amount for each in rungs))
    edits.apply(user, edit, call.clock())


def _remove(call: Call, user: sqlite3.Connection, owner: Subject) -> None:
    """Remove a ladder; raises Refusal where there is none."""
    found = next((each for each in all_ladders(user) if _subject(each) == owner), None)
    if found is None:
        words = translate("Cli", "{owner} has no ladder.")
        raise Refusal("ladder_unknown", words.format(owner=call.asked.owner))
    edits.apply(user, _edit(owner, found.currency, ()), call.clock())


def _shown(call: Call, known: Known, ladders: Iterable[OwnLadder], *, changed: bool) -> Answer:
    ladders = tuple(ladders)
    document = {"changed": changed, "ladders": [_document(known, each) for each in ladders]}
    if not ladders:
        words = translate("Cli", "No ladder. Set one with: {example}")
        words = words.format(example='gridwatch ladder GEV "100bn, 200bn, 500bn USD"')
        return Answer(document, marked(call.profile, words))
    columns = (Column(translate("Cli", "Of")), Column(translate("Cli", "Rungs")))
    phrases = call.voice.phrases
    rows = [
        (
            known.words(_subject(each), call),
            ", ".join(phrases.compact(float(rung), each.currency) for rung in each.amounts),
        )
        for each in ladders
    ]
    return Answer(document, marked(call.profile, table(columns, rows)))


def _document(known: Known, one: OwnLadder) -> dict[str, Any]:
    return {
        "of": known.text(_subject(one)),
        "currency": one.currency,
        "rungs": [float(each) for each in one.amounts],
    }
