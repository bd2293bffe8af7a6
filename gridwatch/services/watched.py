"""The alert rules that are about one company, as a chart draws them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Rule
from gridwatch.services.overview import CompanyView
from gridwatch.services.rule_values import Present, members_of
from gridwatch.store.database import one_reading
from gridwatch.store.user.rule_states import done_rules
from gridwatch.store.user.rules import rules_about
from gridwatch.store.user.watchlists import all_watchlists

_DRAWN = frozenset({Measure.CAP, Measure.PRICE})


@dataclass(frozen=True, slots=True)
class Watched:
    """A rule that is about a company; `done`: it speaks once, and has."""

    rule: Rule
    done: bool = False


def read_watched(user: sqlite3.Connection, view: CompanyView) -> tuple[Watched, ...]:
    """Return the rules about a company, by itself or in a group, that look at its cap or price.

    Those of targets are left out.
    """
    company = view.company
    with one_reading(user):
        rules = rules_about(user, company.id, [each.symbol for each in company.listings])
        lists, done = all_watchlists(user), done_rules(user, company.id)
    # Of all companies this one alone: a group that has it as a member has it among these.
    present = Present({company.id: view}, lists, date.min)
    return tuple(
        Watched(each, each.id in done)
        for each in rules
        if any(term.measure in _DRAWN for term in each.terms) and members_of(each.subject, present)
    )
