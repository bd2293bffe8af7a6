"""Whom an alert is about, as it is typed: GEV, listing:1072.HK, list:Grid, theme:Grid, all."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gridwatch.cli.abouts import THEME, owners_in
from gridwatch.cli.call import Call, Refusal
from gridwatch.cli.companies import checked_symbols, list_unknown, named_list, not_followed
from gridwatch.cli.voice import translate
from gridwatch.domain.alert.rule import Scope, Subject
from gridwatch.domain.company import Company, names_in
from gridwatch.services.rule_checks import is_pair
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.companies import all_companies, company_of_symbol
from gridwatch.store.user.segments import all_segments
from gridwatch.store.user.themes import all_themes
from gridwatch.store.user.watchlists import Watchlist, all_watchlists, followed_companies

ALL = "all"  # exactly so: ALL is a symbol in New York
LISTING, LIST, SEGMENT = "listing:", "list:", "segment:"


def subject_of(user: sqlite3.Connection, text: str) -> Subject:
    """Read whom an alert is about.

    Raises Problem for what can't be a symbol, Refusal where there is no such list, segment or theme
    or where a company is on no list.
    """
    typed = text.strip()
    if typed == ALL:
        return Subject(Scope.EVERYTHING)
    if typed.startswith(LIST):
        return _of_list(user, typed.removeprefix(LIST))
    if typed.startswith(SEGMENT):
        return _of_segment(user, typed.removeprefix(SEGMENT))
    if typed.startswith(THEME):
        return Subject(Scope.THEME, owners_in(user).about(typed).theme_id)
    symbol = checked_symbols([typed.removeprefix(LISTING)])[0]
    stored = _followed_symbols(user).get(symbol)
    if stored is None:
        if is_pair(symbol) and typed.upper() == symbol:
            return Subject(Scope.RATE, key=symbol)
        raise not_followed([symbol])
    if typed.startswith(LISTING):
        return Subject(Scope.LISTING, key=stored)
    return Subject(Scope.COMPANY, company_of_symbol(user, stored) or 0)


def _followed_symbols(user: sqlite3.Connection) -> dict[str, str]:
    """Return the symbols of all followed companies as they are stored, by upper case."""
    followed, companies = followed_companies(user), all_companies(user)
    return {
        listing.symbol.upper(): listing.symbol
        for number in followed
        for listing in companies[number].listings
    }


def _of_list(user: sqlite3.Connection, name: str) -> Subject:
    lists = all_watchlists(user)
    found = named_list(lists, name)
    if found is None:
        raise list_unknown(lists, name)
    return Subject(Scope.LIST, found.id)


def _of_segment(user: sqlite3.Connection, name: str) -> Subject:
    """Find a segment by its key or by one of its names."""
    segments, wanted = all_segments(user), name.strip().casefold()
    for each in segments:
        if wanted in {part.casefold() for part in (each.key, each.en, each.de, each.zh_CN)}:
            return Subject(Scope.SEGMENT, key=each.key)
    words = translate("Cli", "There is no segment “{name}”. The segments: {segments}")
    known = ", ".join(each.key for each in segments)
    raise Refusal("segment_unknown", words.format(name=name.strip(), segments=known))


@dataclass(frozen=True, slots=True)
class Known:
    """The companies, lists and themes that subjects name, and the claims that rules test."""

    companies: Mapping[int, Company]
    lists: Sequence[Watchlist]
    themes: Mapping[int, str]
    claims: Mapping[int, str]

    def text(self, subject: Subject) -> str:
        """Return a subject as `subject_of` reads it."""
        match subject.scope:
            case Scope.COMPANY:
                return self.companies[subject.number].primary
            case Scope.LIST:
                return LIST + next(
                    (each.name for each in self.lists if each.id == subject.number), ""
                )
            case Scope.LISTING:
                return LISTING + subject.key
            case Scope.SEGMENT:
                return SEGMENT + subject.key
            case Scope.EVERYTHING:
                return ALL
            case Scope.RATE:
                return subject.key
            case Scope.THEME:
                return THEME + self.themes.get(subject.number, "")

    def words(self, subject: Subject, call: Call) -> str:
        """Return a subject for people: a company by its name."""
        text = self.text(subject)
        if subject.scope is not Scope.COMPANY:
            return text
        name = names_in(self.companies[subject.number], call.voice.language)[0]
        return f"{name} ({text})"


def known_to(user: sqlite3.Connection) -> Known:
    """Read what subjects name."""
    return Known(
        all_companies(user),
        all_watchlists(user),
        {each.id: each.name for each in all_themes(user)},
        {each.id: each.statement for each in all_claims(user) if each.test},
    )
