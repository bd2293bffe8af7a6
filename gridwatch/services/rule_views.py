"""Every alert rule as the window shows it: whom it is about, where it stands, how far it is."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from gridwatch.domain.alert.condition import Condition, Term
from gridwatch.domain.alert.grammar import condition_text
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Rule, Subject
from gridwatch.preferences import CURRENCIES
from gridwatch.services.overview import RATES_FOR_DISPLAY, Overview, used_currencies
from gridwatch.services.rule_figures import figures_now
from gridwatch.services.rule_values import Member, Near, Present, members_of, nearest
from gridwatch.store.database import one_reading
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.market.rates import fx_table
from gridwatch.store.user.channels import Channel, all_channels
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.rule_states import Standing, all_standings
from gridwatch.store.user.rules import all_rules
from gridwatch.store.user.tellings import Telling, last_tellings
from gridwatch.store.user.themes import all_themes

_REMEMBERED = 60_000


class Stage(StrEnum):
    """Where a rule stands with one company."""

    UNSEEN = "unseen"  # not looked at yet
    WAITING = "waiting"  # something is missing
    ARMED = "armed"
    REACHED = "reached"  # waits until the value has come back
    DONE = "done"  # it speaks once, and has


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule stands with one company (0: an exchange rate or a theme, below 0 a claim).

    `day`: when it was reached and told, or since when it was reached already (`already`).
    """

    company_id: int
    stage: Stage
    day: date | None = None
    already: bool = False
    waits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule: `typed` is its condition in the grammar, `companies` whom it is about now."""

    rule: Rule
    typed: str
    companies: frozenset[int]
    places: tuple[Place, ...] = ()
    near: Near | None = None
    told: Telling | None = None

    @property
    def stages(self) -> Mapping[Stage, int]:
        """Return with how many companies it stands where; with all not looked at where none is."""
        return Counter(each.stage for each in self.places) or {Stage.UNSEEN: 1}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One reading of all rules, oldest first, and the present that it was read in.

    `themes`: their names by id; `claims`: what those say that a rule tests.
    """

    views: tuple[RuleView, ...]
    present: Present
    as_of: datetime
    channels: tuple[Channel, ...] = ()
    themes: Mapping[int, str] = field(default_factory=dict)
    claims: Mapping[int, str] = field(default_factory=dict)

    @property
    def watches_weights(self) -> bool:
        """Tell whether a rule looks at what companies make up of the portfolio."""
        return any(
            term.measure is Measure.WEIGHT for each in self.views for term in each.rule.terms
        )


# Conditions hardly ever change between two readings, and writing ten thousand takes half a second.
_typed = lru_cache(_REMEMBERED)(condition_text)


def read_rulebook(
    user: sqlite3.Connection,
    market: sqlite3.Connection | None,
    overview: Overview,
    now: datetime,
    before: Iterable[RuleView] = (),
) -> Rulebook:
    """Read all rules, with the values of now as the overview and the cache have them.

    A rule of which nothing has changed since the reading `before` is the same object again.
    """
    with one_reading(user):
        rules, standings, told = all_rules(user), all_standings(user), last_tellings(user)
        channels = all_channels(user)
        themes, claims = _named(user, rules)
        figures = figures_now(user, rules, overview, now)
    present = replace(read_present(market, overview, rules, now), figures=figures)
    places: dict[int, list[Place]] = {}
    for (rule, company), standing in standings.items():
        places.setdefault(rule, []).append(_place(company, standing))
    members = _Members(present)
    known = {each.rule.id: each for each in before}
    views = (
        _view(rule, members, tuple(places.get(rule.id, ())), told.get(rule.id)) for rule in rules
    )
    same = (_same(known.get(each.rule.id), each) for each in views)
    return Rulebook(tuple(same), present, now, channels, themes, claims)


def weighed(book: Rulebook, weigh: Callable[[int], float | None]) -> Rulebook:
    """Return a reading with the shares of companies in the portfolio, as `weigh` tells them."""
    members = _Members(replace(book.present, weigh=weigh))
    views = tuple(
        _view(each.rule, members, each.places, each.told) if _of_weight(each) else each
        for each in book.views
    )
    return replace(book, views=views, present=members.present)


def _of_weight(view: RuleView) -> bool:
    one = simple_term(view.rule.condition)
    return one is not None and one.measure is Measure.WEIGHT


def _named(
    user: sqlite3.Connection, rules: Iterable[Rule]
) -> tuple[Mapping[int, str], Mapping[int, str]]:
    """Return the names of themes, and the statements of the claims that are tested."""
    themes = {each.id: each.name for each in all_themes(user)}
    if not any(each.claim_id for each in rules):
        return themes, {}
    return themes, {each.id: each.statement for each in all_claims(user)}


def _same(before: RuleView | None, now: RuleView) -> RuleView:
    return before if before is not None and before == now else now


def read_present(
    market: sqlite3.Connection | None, overview: Overview, rules: Iterable[Rule], now: datetime
) -> Present:
    """Return what is known now for the rules, and for those that may be made next."""
    plain = Present(overview.companies, overview.watchlists, now.date())
    if market is None:
        return plain
    with one_reading(market):
        quotes = all_quotes(market)
        since = now.date() - RATES_FOR_DISPLAY
        fx = fx_table(market, quotes.values(), _currencies(overview, rules), since)
    return Present(plain.companies, plain.lists, plain.day, fx, quotes)


def _currencies(overview: Overview, rules: Iterable[Rule]) -> set[str]:
    views = overview.companies.values()
    targets = [each.target for view in views for each in view.rungs]
    base = overview.preferences.base_currency
    found = used_currencies((each.company for each in views), targets, base) | set(CURRENCIES)
    for rule in rules:
        for term in rule.terms:
            if not term.series:  # what figures are in is converted into nothing
                found |= {term.currency, term.pair[:3], term.pair[3:]}
    return found - {""}


class _Members:
    """Whom each subject is about, found once for all rules that share it."""

    def __init__(self, present: Present) -> None:
        """Begin with no subject."""
        self.present = present
        self._known: dict[Subject, tuple[tuple[Member, ...], frozenset[int]]] = {}

    def of(self, subject: Subject) -> tuple[tuple[Member, ...], frozenset[int]]:
        """Return the members of a subject, and their companies as a set."""
        found = self._known.get(subject)
        if found is None:
            members = members_of(subject, self.present)
            found = self._known[subject] = (members, frozenset(each for each, _ in members))
        return found


def _view(
    rule: Rule, members: _Members, places: tuple[Place, ...], told: Telling | None
) -> RuleView:
    about, companies = members.of(rule.subject)
    one = simple_term(rule.condition)
    value = nearest(one, about, members.present) if one is not None else None
    return RuleView(rule, _typed(rule.condition), companies, places, value, told)


def simple_term(condition: Condition) -> Term | None:
    """Return the term of a condition that has only one."""
    return condition if isinstance(condition, Term) else None


def _place(company: int, standing: Standing) -> Place:
    state = standing.state
    if state is None:
        stage = Stage.WAITING if standing.waits else Stage.UNSEEN
        return Place(company, stage, waits=standing.waits)
    if state.done:
        return Place(company, Stage.DONE, state.told_on)
    if state.armed:
        return Place(company, Stage.ARMED)
    if state.told_on is not None:
        return Place(company, Stage.REACHED, state.told_on)
    return Place(company, Stage.REACHED, standing.reached_on, already=True)
