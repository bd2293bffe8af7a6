"""Who each rule is about: a rule with one company, one exchange rate, one theme, or one claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gridwatch.domain.alert.machine import Trigger, trigger_of
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Rule, Scope
from gridwatch.domain.company import Company
from gridwatch.domain.thesis.claim import Claim
from gridwatch.store.user.watchlists import Watchlist

RATE = 0  # stands in the place of a company
THEME = 0
_NOTED = frozenset({Measure.SERIES, Measure.REVIEW, Measure.WEIGHT})


@dataclass(frozen=True, slots=True)
class Pair:
    """A rule with one company of those that it is about, watched through the quotes of `symbol`.

    For an exchange rate `company_id` is 0 and `symbol` its pair of currencies; for a theme it is 0
    and `symbol` "". For a claim it is the claim's id below zero.
    """

    rule: Rule
    company_id: int
    symbol: str
    trigger: Trigger

    @property
    def key(self) -> tuple[int, int]:
        """Return what its standing is stored under."""
        return (self.rule.id, self.company_id)

    @property
    def is_of_notes(self) -> bool:
        """Tell whether it looks at what the user keeps: figures, claims, a theme, the portfolio."""
        return self.rule.subject.scope is Scope.THEME or any(
            each.measure in _NOTED for each in self.rule.terms
        )

    @property
    def is_of_clock(self) -> bool:
        """Tell whether the passing of time alone can make the condition hold."""
        return any(each.measure is Measure.STALE for each in self.rule.terms)


def pairs_of(
    rules: Iterable[Rule], companies: Mapping[int, Company], lists: Iterable[Watchlist]
) -> tuple[Pair, ...]:
    """Return every rule with every followed company that it is about now, or with its theme.

    Reminders are left out: which claims they are about is asked at each look.
    """
    members = {each.id: each.companies for each in lists}
    found = list[Pair]()
    for rule in rules:
        if is_reminder(rule):
            continue
        trigger = trigger_of(rule)
        found += (
            Pair(rule, number, symbol, trigger)
            for number, symbol in _subjects(rule, companies, members)
        )
    return tuple(found)


def _subjects(
    rule: Rule, companies: Mapping[int, Company], members: Mapping[int, tuple[int, ...]]
) -> Iterator[tuple[int, str]]:
    subject = rule.subject
    match subject.scope:
        case Scope.RATE:
            yield RATE, subject.key
        case Scope.LISTING:
            yield from _of_listing(subject.key, companies)
        case Scope.COMPANY:
            yield from _primaries((subject.number,), companies)
        case Scope.LIST:
            yield from _primaries(members.get(subject.number, ()), companies)
        case Scope.SEGMENT:
            inside = (number for number, each in companies.items() if each.segment == subject.key)
            yield from _primaries(inside, companies)
        case Scope.EVERYTHING:
            yield from _primaries(companies, companies)
        case Scope.THEME:
            yield THEME, ""


def is_reminder(rule: Rule) -> bool:
    """Tell whether a rule waits for claims that come due for review."""
    return any(each.measure is Measure.REVIEW for each in rule.terms)


def reminders_of(
    rules: Iterable[Rule],
    claims: Iterable[Claim],
    companies: Mapping[int, Company],
    lists: Iterable[Watchlist],
) -> tuple[tuple[Pair, Claim], ...]:
    """Return every reminder with every claim that it is about and that has a date of review."""
    dated = [each for each in claims if each.review_on is not None and not each.is_decided]
    members = {each.id: frozenset(each.companies) for each in lists}
    found = list[tuple[Pair, Claim]]()
    for rule in rules:
        if not is_reminder(rule):
            continue
        trigger = trigger_of(rule)
        for each in dated:
            if _is_about(rule, each, companies, members):
                company = companies.get(each.about.company_id)
                symbol = company.primary if company is not None else ""
                found.append((Pair(rule, -each.id, symbol, trigger), each))
    return tuple(found)


def _is_about(
    rule: Rule,
    claim: Claim,
    companies: Mapping[int, Company],
    members: Mapping[int, frozenset[int]],
) -> bool:
    subject, number = rule.subject, claim.about.company_id
    match subject.scope:
        case Scope.EVERYTHING:
            return True
        case Scope.THEME:
            return claim.about.theme_id == subject.number
        case Scope.COMPANY:
            return number == subject.number
        case Scope.LIST:
            return number in members.get(subject.number, ())
        case Scope.SEGMENT:
            return number in companies and companies[number].segment == subject.key
        case _:
            return False


def _primaries(
    numbers: Iterable[int], companies: Mapping[int, Company]
) -> Iterator[tuple[int, str]]:
    return ((each, companies[each].primary) for each in numbers if each in companies)


def _of_listing(symbol: str, companies: Mapping[int, Company]) -> Iterator[tuple[int, str]]:
    for number, company in companies.items():
        if any(each.symbol == symbol for each in company.listings):
            yield number, symbol
