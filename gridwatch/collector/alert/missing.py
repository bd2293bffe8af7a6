"""What a rule waits for: the quote, the share count, the rate or the days that are not there."""

from __future__ import annotations

from collections.abc import Iterable

from gridwatch.collector.alert.groups import Group
from gridwatch.collector.alert.present import Present
from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.measure import Measure
from gridwatch.services.overview import Facts

_NEEDS_NOW = frozenset({Measure.CAP, Measure.PRICE, Measure.RATE, Measure.DISTANCE})


def missing_parts(
    terms: Iterable[Term], group: Group, present: Present | None, facts: Facts
) -> tuple[str, ...]:
    """Name what the values of these terms lack, as "quote:GEV", "rate:USDCNY" or "days:GEV"."""
    found = dict[str, None]()
    for each in terms:
        found |= dict.fromkeys(_missing(each, group, present, facts))
    return tuple(found)


def _missing(term: Term, group: Group, present: Present | None, facts: Facts) -> tuple[str, ...]:
    if present is None:
        return tuple(f"quote:{each}" for each in group.symbols if _lacks_quote(each, group))
    if term.measure in {Measure.CAP, Measure.DISTANCE}:
        cap = present.cap
        if cap is not None and cap.missing:
            return cap.missing
        given = cap.currency if cap else present.currency
        return _rate(given, term.currency, facts, present)
    if term.measure is Measure.PRICE:
        return _rate(present.currency, term.currency, facts, present)
    return () if term.measure in _NEEDS_NOW else (f"days:{group.symbol}",)


def _lacks_quote(symbol: str, group: Group) -> bool:
    """Tell of a company's own listing, and of each leg of a rate, whether its quote is the matter.

    A quote that is there but stale or in doubt decides nothing either.
    """
    return group.company is None or symbol == group.symbol


def _rate(given: str, wanted: str, facts: Facts, present: Present) -> tuple[str, ...]:
    if not wanted or facts.fx.rate(given, wanted, present.day) is not None:
        return ()
    return (f"rate:{given}{wanted}",)
