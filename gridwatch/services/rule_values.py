"""What the terms of rules measure now, where a quote and the share count tell it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.measure import NATURES, Measure, Unit
from gridwatch.domain.alert.rule import Scope, Subject
from gridwatch.domain.fx import FxTable
from gridwatch.domain.marketcap import converted
from gridwatch.domain.quote import Quote, day_change
from gridwatch.domain.thesis.about import About
from gridwatch.services.overview import CompanyView
from gridwatch.store.user.watchlists import Watchlist

RATE = 0  # stands in the place of a company
THEME = "theme "  # before its id, in the place of a symbol
Member = tuple[int, str]  # a company, and the symbol through which a rule looks at it
# Measures of which the way to the level can be said as a fraction of the value.
_RELATIVE = frozenset({Unit.MONEY, Unit.RATE})


@dataclass(frozen=True, slots=True)
class Figured:
    """What a term over a series measures now, and the unit of it."""

    value: float
    unit: str


def _unweighed(_company_id: int) -> float | None:
    """Know nothing of the portfolio."""
    return None


@dataclass(frozen=True, slots=True)
class Present:
    """What is known now of companies, listings and exchange rates, and of figures in rules.

    `weigh` tells the share of a company in the portfolio, None where it is not known.
    """

    companies: Mapping[int, CompanyView]
    lists: Sequence[Watchlist]
    day: date
    fx: FxTable = field(default_factory=lambda: FxTable({}))
    quotes: Mapping[str, Quote] = field(default_factory=dict)
    figures: Mapping[tuple[Term, About], Figured] = field(default_factory=dict)
    weigh: Callable[[int], float | None] = _unweighed


@dataclass(frozen=True, slots=True)
class Near:
    """The value of a term now, of the company that is nearest to its level.

    `gap`: the way to go as a fraction of the value, below zero once it is there; None where the
    measure knows no such thing. `beyond`: the level is reached. Currency or pair in `unit`.
    """

    company_id: int
    value: float
    unit: str
    gap: float | None
    beyond: bool


def members_of(subject: Subject, present: Present) -> tuple[Member, ...]:
    """Return whom a rule is about now: followed companies, an exchange rate, or a theme."""
    match subject.scope:
        case Scope.RATE:
            return ((RATE, subject.key),)
        case Scope.LISTING:
            found = _company_of(subject.key, present.companies)
            return () if found is None else ((found, subject.key),)
        case Scope.COMPANY:
            return _primaries((subject.number,), present)
        case Scope.LIST:
            lists = (each.companies for each in present.lists if each.id == subject.number)
            return _primaries(next(lists, ()), present)
        case Scope.SEGMENT:
            return _primaries(
                (e for e in followed(present) if _segment(e, present) == subject.key), present
            )
        case Scope.THEME:
            return ((RATE, f"{THEME}{subject.number}"),)
        case Scope.EVERYTHING:
            return _primaries(followed(present), present)


def followed(present: Present) -> tuple[int, ...]:
    """Return the companies on any list, each once."""
    return tuple(dict.fromkeys(each for one in present.lists for each in one.companies))


def _segment(number: int, present: Present) -> str:
    view = present.companies.get(number)
    return "" if view is None else view.company.segment


def _company_of(symbol: str, companies: Mapping[int, CompanyView]) -> int | None:
    for number, view in companies.items():
        if any(each.symbol == symbol for each in view.company.listings):
            return number
    return None


def _primaries(numbers: Iterable[int], present: Present) -> tuple[Member, ...]:
    views = present.companies
    return tuple((each, views[each].company.primary) for each in numbers if each in views)


def nearest(term: Term, members: Iterable[Member], present: Present) -> Near | None:
    """Return the member that is nearest ahead of the level, else one that is there already.

    None where the value of none is known.
    """
    known = [each for member in members if (each := near(term, member, present)) is not None]
    if not known:
        return None
    return min(known, key=lambda each: (each.beyond, abs(each.value - float(term.level))))


def near(term: Term, member: Member, present: Present) -> Near | None:
    """Return the value of a term for one member, None where it is not known."""
    value = value_now(term, member, present)
    if value is None:
        return None
    level = float(term.level)
    relative = NATURES[term.measure].unit in _RELATIVE
    gap = (level / value - 1) * term.sign if relative and value else None
    return Near(member[0], value, unit_of(term, member, present), gap, term.is_met_by(value))


def unit_of(term: Term, member: Member, present: Present) -> str:
    """Return the currency of a term's level for a member; a price may be in the listing's own."""
    if term.measure is Measure.RATE:
        return term.pair
    if term.measure is Measure.SERIES:
        found = present.figures.get((term, about_of(member)))
        return found.unit if found is not None else term.currency
    if term.currency or term.measure is not Measure.PRICE:
        return term.currency
    quote = _quote(member, present)
    return quote.currency if quote else ""


def value_now(term: Term, member: Member, present: Present) -> float | None:
    """Return what a term measures now, None where more than the last quote is needed for it."""
    told = _VALUES.get(term.measure)
    return None if told is None else told(term, member, present)


def about_of(member: Member) -> About:
    """Return the company or theme that a member is."""
    number, symbol = member
    if symbol.startswith(THEME):
        return About(theme_id=int(symbol.removeprefix(THEME)))
    return About(number)


def _quote(member: Member, present: Present) -> Quote | None:
    number, symbol = member
    view = present.companies.get(number)
    if view is not None and view.quote is not None and view.quote.symbol == symbol:
        return view.quote
    return present.quotes.get(symbol)


def _rate(term: Term, _member: Member, present: Present) -> float | None:
    rate = present.fx.rate(term.pair[:3], term.pair[3:], present.day)
    return rate.value if rate else None


def _day(_term: Term, member: Member, present: Present) -> float | None:
    quote = _quote(member, present)
    change = day_change(quote) if quote and not quote.doubt else None
    return None if change is None else change * 100


def _cap(term: Term, member: Member, present: Present) -> float | None:
    view = present.companies.get(member[0])
    if view is None or view.doubt:
        return None
    # A rate of the quote's own day first; else today's, for a listing that rests.
    for day in (view.quote.day if view.quote else present.day, present.day):
        found = converted(view.cap, term.currency, present.fx, day)
        if found is not None:
            return found[0]
    return None


def _price(term: Term, member: Member, present: Present) -> float | None:
    quote = _quote(member, present)
    if quote is None or quote.doubt:
        return None
    wanted = term.currency or quote.currency
    rate = present.fx.rate(quote.currency, wanted, max(quote.day, present.day))
    return None if rate is None else quote.price * rate.value


def _weight(_term: Term, member: Member, present: Present) -> float | None:
    share = present.weigh(member[0])
    return None if share is None else share * 100


def _figure(term: Term, member: Member, present: Present) -> float | None:
    found = present.figures.get((term, about_of(member)))
    return None if found is None else found.value


def _distance(_term: Term, member: Member, present: Present) -> float | None:
    view = present.companies.get(member[0])
    if view is None or view.doubt:
        return None
    ways = [each.distance_pct for each in view.rungs if each.distance_pct is not None]
    return min((each for each in ways if each > 0), default=None)


_VALUES: Mapping[Measure, Callable[[Term, Member, Present], float | None]] = {
    Measure.CAP: _cap,
    Measure.PRICE: _price,
    Measure.DAY: _day,
    Measure.DISTANCE: _distance,
    Measure.RATE: _rate,
    Measure.WEIGHT: _weight,
    Measure.SERIES: _figure,
}
