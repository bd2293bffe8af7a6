"""The alert rules about a company as heights of a chart, and a rule whose line was moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo
from decimal import Decimal
from math import isfinite, nan
from operator import is_
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gridwatch.domain.alert.condition import Term, with_terms
from gridwatch.domain.alert.measure import Measure, Slack
from gridwatch.domain.alert.rule import Rule, Scope
from gridwatch.domain.charting import Quantity
from gridwatch.domain.series import RulePrice
from gridwatch.domain.sessions import HOURS
from gridwatch.domain.splits import Split, factor_between
from gridwatch.services.overview import CompanyView
from gridwatch.services.watched import Watched

_MEASURES = {Measure.PRICE: Quantity.PRICE, Measure.CAP: Quantity.CAP}
_FIGURES = 10  # of a level that was computed: more are of the float, not of the level


@dataclass(frozen=True, slots=True)
class Listed:
    """The primary listing of a chart: its currency and splits, and the exchange's own time."""

    currency: str
    splits: tuple[Split, ...]
    zone: tzinfo


def zone_of(stored: str, exchange: str) -> tzinfo:
    """Return the time of an exchange: by its stored name, else as its hours know it, else UTC."""
    hours = HOURS.get(exchange)
    try:
        return ZoneInfo(stored or (hours.zone if hours else "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def rule_prices(
    watched: Iterable[Watched],
    view: CompanyView,
    quantity: Quantity,
    listed: Listed,
    rate: Callable[[str], float],
) -> tuple[RulePrice, ...]:
    """Return each term of the rules that is about the cap, or the price of the primary listing.

    `rate` leads from a currency to that of the series, NaN where it is not known: what is in such a
    currency is left out. A price is in the shares of when its rule began: splits since move it.
    """
    found = tuple(each for one in watched for each in _terms(one, view, listed, rate))
    return at_heights(found, view, quantity, listed.currency)


def currencies_of(watched: Iterable[Watched]) -> set[str]:
    """Return the currencies of all levels that may be heights."""
    terms = (each for one in watched for each in one.rule.terms if each.measure in _MEASURES)
    return {each.currency for each in terms} - {""}


def _terms(
    one: Watched, view: CompanyView, listed: Listed, rate: Callable[[str], float]
) -> Iterator[RulePrice]:
    rule, quote = one.rule, view.quote
    own = quote.currency if quote is not None else listed.currency
    for number, term in enumerate(rule.terms):
        if not _has_height(term, rule, view):
            continue
        currency, split = term.currency or own, _split(term, rule, listed)
        amount = float(term.level) / split
        worth = amount * rate(currency)
        if isfinite(worth):
            yield RulePrice(rule, number, amount, currency, worth, nan, split, one.done)


def _has_height(term: Term, rule: Rule, view: CompanyView) -> bool:
    """Tell whether a term is about the cap, or about the price that the chart is made of."""
    if term.measure is Measure.PRICE:
        return rule.subject.scope is not Scope.LISTING or rule.subject.key == view.company.primary
    return term.measure is Measure.CAP


def _split(term: Term, rule: Rule, listed: Listed) -> float:
    """Return by how much splits have moved a price since its rule began."""
    if term.measure is not Measure.PRICE or not listed.splits:
        return 1.0
    return factor_between(listed.splits, rule.since.astimezone(listed.zone).date(), date.max)


def at_heights(
    found: tuple[RulePrice, ...], view: CompanyView, quantity: Quantity, listed: str
) -> tuple[RulePrice, ...]:
    """Return terms at the heights that they have with the cap and price of a view.

    What can't be told now stays where it was; where nothing moves they are the very same.
    """
    share = share_of_cap(view, listed)
    now = tuple(_at(each, _height(each, quantity, share)) for each in found)
    return found if all(map(is_, found, now)) else now


def share_of_cap(view: CompanyView, listed: str) -> float:
    """Return which part of the cap one share of the primary listing is, NaN where it is unknown."""
    cap = view.cap
    if not cap.value or not cap.price or cap.currency != listed:
        return nan
    return cap.price / cap.value


def _height(one: RulePrice, quantity: Quantity, share: float) -> float:
    if _MEASURES[one.term.measure] is quantity:
        return one.worth
    return one.worth * share if quantity is Quantity.PRICE else one.worth / share


def _at(one: RulePrice, height: float) -> RulePrice:
    return one if height == one.price or not isfinite(height) else replace(one, price=height)


def moved_rule(one: RulePrice, amount: float) -> Rule:
    """Return the rule with another level of one term, `amount` in its currency of today's shares.

    It will begin anew, in shares of today: its other prices are told in those too.
    """
    terms = [_restated(each, one.split) for each in one.rule.terms]
    terms[one.number] = replace(one.term, level=level_of(amount))
    condition = with_terms(one.rule.condition, tuple(terms))
    return replace(one.rule, condition=condition, slack=_slack(one))


def _restated(term: Term, split: float) -> Term:
    if term.measure is not Measure.PRICE or split == 1:
        return term
    return replace(term, level=level_of(float(term.level) / split))


def _slack(one: RulePrice) -> Slack | None:
    """Return how far values have to come back, in shares of today where that is an amount."""
    slack = one.rule.slack
    prices = all(each.measure is Measure.PRICE for each in one.rule.terms)
    if slack is None or slack.percent or one.split == 1 or not prices:
        return slack
    return replace(slack, amount=level_of(float(slack.amount) / one.split))


def level_of(amount: float) -> Decimal:
    """Return an amount without the figures that a float only seems to have."""
    return Decimal(f"{Decimal(f'{amount:.{_FIGURES}g}'):f}")
