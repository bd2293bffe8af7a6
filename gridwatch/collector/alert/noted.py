"""Whom the rules over notes are about: companies, themes, for a reminder each claim by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gridwatch.collector.alert.pairs import Pair, is_reminder, reminders_of
from gridwatch.domain.alert.rule import Rule, Scope
from gridwatch.domain.company import Company
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.themes import all_themes
from gridwatch.store.user.watchlists import Watchlist

_ONE = frozenset({Scope.COMPANY, Scope.LISTING, Scope.THEME})


@dataclass(frozen=True, slots=True)
class Noted:
    """One rule that looks at notes, with whom it is about; `claim`: that of a reminder."""

    pair: Pair
    about: About
    name: str
    claim: Claim | None = None

    @property
    def shared(self) -> bool:
        """Tell whether figures of a theme may stand for the company's: not for each of a group."""
        return self.pair.rule.subject.scope in _ONE


def all_noted(
    user: sqlite3.Connection,
    rules: Iterable[Rule],
    pairs: Sequence[Pair],
    companies: Mapping[int, Company],
    lists: Sequence[Watchlist],
) -> list[Noted]:
    """Return every rule over notes with whom it is about now.

    `pairs` are those of companies and themes; `rules` may have reminders among them, which are
    about every claim, on a list or not.
    """
    themes = {each.id: each.name for each in all_themes(user)}
    found = list[Noted]()
    for each in pairs:
        number = each.rule.subject.number
        if each.rule.subject.scope is not Scope.THEME:
            name = companies[each.company_id].name
            found.append(Noted(each, About(each.company_id), name))
        elif number in themes:
            found.append(Noted(each, About(theme_id=number), themes[number]))
    return found + _reminders(user, rules, themes, lists)


def _reminders(
    user: sqlite3.Connection,
    rules: Iterable[Rule],
    themes: Mapping[int, str],
    lists: Sequence[Watchlist],
) -> list[Noted]:
    reminders = [each for each in rules if is_reminder(each)]
    if not reminders:
        return []
    companies = all_companies(user)
    names = {About(number): each.name for number, each in companies.items()}
    names |= {About(theme_id=number): name for number, name in themes.items()}
    pairs = reminders_of(reminders, all_claims(user), companies, lists)
    return [Noted(pair, claim.about, names[claim.about], claim) for pair, claim in pairs]
