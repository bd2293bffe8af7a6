"""Who each rule is about: a rule with one company, or with one exchange rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gridwatch.domain.alert.machine import Trigger, trigger_of
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Rule, Scope
from gridwatch.domain.company import Company
from gridwatch.store.user.watchlists import Watchlist

RATE = 0  # stands in the place of a company


@dataclass(frozen=True, slots=True)
class Pair:
    """A rule with one company of those that it is about, watched through the quotes of `symbol`.

    For an exchange rate `company_id` is 0 and `symbol` its pair of currencies.
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
    def is_of_clock(self) -> bool:
        """Tell whether the passing of time alone can make the condition hold."""
        return any(each.measure is Measure.STALE for each in self.rule.terms)


def pairs_of(
    rules: Iterable[Rule], companies: Mapping[int, Company], lists: Iterable[Watchlist]
) -> tuple[Pair, ...]:
    """Return every rule with every followed company that it is about now."""
    members = {each.id: each.companies for each in lists}
    found = list[Pair]()
    for rule in rules:
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


def _primaries(
    numbers: Iterable[int], companies: Mapping[int, Company]
) -> Iterator[tuple[int, str]]:
    return ((each, companies[each].primary) for each in numbers if each in companies)


def _of_listing(symbol: str, companies: Mapping[int, Company]) -> Iterator[tuple[int, str]]:
    for number, company in companies.items():
        if any(each.symbol == symbol for each in company.listings):
            yield number, symbol
