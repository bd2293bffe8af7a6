"""The words of a firing, the same in a message, on the command line and in the window.

Every function takes the firing and how values are written. `offset`: seconds east of UTC of the
exchange, None where it is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from gridwatch.domain.alert.condition import Term, terms_of
from gridwatch.domain.alert.measure import NATURES, Measure, Unit
from gridwatch.domain.alert.sight import Quiet, Sight
from gridwatch.store.user.firings import Firing
from gridwatch.wording.figures import due_words, figure_words, run_words
from gridwatch.wording.speech import Phrasing, translate

Words = Callable[[], str]


class Event(Protocol):
    """What a headline tells of a firing."""

    @property
    def name(self) -> str:
        """Return how the company is called."""

    @property
    def condition(self) -> str:
        """Return the condition as it is typed."""

    @property
    def measure(self) -> Measure:
        """Return what was measured."""

    @property
    def level(self) -> Decimal:
        """Return the level that was reached."""

    @property
    def unit(self) -> str:
        """Return the currency, or the pair of a rate."""

    @property
    def value(self) -> float:
        """Return the value that was measured."""

    @property
    def claim(self) -> str:
        """Return what the claim says that is put in doubt or due, "" where it is about none."""


# What came true, by the measure and whether the value came from below.
_RISES: Mapping[Measure, Words] = {
    Measure.CAP: lambda: translate("Firings", "{name} reached {level}"),
    Measure.PRICE: lambda: translate("Firings", "{name} rose to a price of {level}"),
    Measure.DAY: lambda: translate("Firings", "{name} moved {value} in a day"),
    Measure.DRAWDOWN: lambda: translate("Firings", "{name} fell {value} below its high"),
    Measure.GAIN: lambda: translate("Firings", "{name} has moved {value}"),
    Measure.VOLUME: lambda: translate("Firings", "{name}: volume {value} times its average"),
    Measure.AVERAGE: lambda: translate("Firings", "{name} rose above its moving average"),
    Measure.RSI: lambda: translate("Firings", "{name}: RSI rose to {value}"),
    Measure.DISTANCE: lambda: translate("Firings", "{name} is {value} away from its target"),
    Measure.RATE: lambda: translate("Firings", "{name} rose to {level}"),
    Measure.STALE: lambda: translate("Firings", "{name}: no new quote for {value} sessions"),
    Measure.WEIGHT: lambda: translate("Firings", "{name} has come to {value} of the portfolio"),
    Measure.SERIES: lambda: translate("Firings", "{name}: {series} rose to {value}"),
    Measure.REVIEW: lambda: translate("Firings", "{name}: “{claim}” is due for review"),
}
_FALLS: Mapping[Measure, Words] = {
    Measure.CAP: lambda: translate("Firings", "{name} fell to {level}"),
    Measure.PRICE: lambda: translate("Firings", "{name} fell to a price of {level}"),
    Measure.DRAWDOWN: lambda: translate("Firings", "{name} is within {value} of its high"),
    Measure.VOLUME: lambda: translate("Firings", "{name}: volume only {value} times its average"),
    Measure.AVERAGE: lambda: translate("Firings", "{name} fell below its moving average"),
    Measure.RSI: lambda: translate("Firings", "{name}: RSI fell to {value}"),
    Measure.RATE: lambda: translate("Firings", "{name} fell to {level}"),
    Measure.WEIGHT: lambda: translate("Firings", "{name} is only {value} of the portfolio"),
    Measure.SERIES: lambda: translate("Firings", "{name}: {series} fell to {value}"),
}
# Where all of several figures in a row have come to hold.
_RUNS: Mapping[bool, Words] = {
    True: lambda: translate("Firings", "{name}: {series} at {value} or more for {run}"),
    False: lambda: translate("Firings", "{name}: {series} at {value} or less for {run}"),
}
_QUIET: Mapping[Quiet, Words] = {
    Quiet.MUTED: lambda: translate("Firings", "muted"),
    Quiet.SNOOZED: lambda: translate("Firings", "snoozed"),
    Quiet.COOLDOWN: lambda: translate("Firings", "soon after the one before"),
    Quiet.DAILY: lambda: translate("Firings", "told on that day already"),
    Quiet.COUNT: lambda: translate("Firings", "only the share count is another"),
}
# Shares and rates play a part in these alone.
_OF_CAP = frozenset({Measure.CAP, Measure.DISTANCE})
# Parts of these read with a sign.
_SIGNED = frozenset({Measure.DAY, Measure.GAIN, Measure.AVERAGE})
# No exchange tells these: they come true where the user is.
_NOTED = frozenset({Measure.SERIES, Measure.REVIEW, Measure.WEIGHT})
_LONGEST_CLAIM = 60


def headline_words(firing: Event, phrases: Phrasing) -> str:
    """Return what happened, in one line: "China XD reached 100bn CNY"."""
    claim, of_review = shortened_claim(firing.claim), firing.measure is Measure.REVIEW
    term = _series_term(firing)
    words = event_words(firing.measure, rises=rose(firing))
    if term is not None and term.length > 1:
        words = _RUNS[rose(firing)]()
    happened = words.format(
        name=firing.name,
        claim=claim or translate("Firings", "A claim"),
        level=level_words(firing, phrases),
        value=value_words(firing, phrases),
        series=term.series if term is not None else translate("Firings", "the figure"),
        run=run_words(term) if term is not None else "",
    )
    if not claim or of_review:
        return happened
    doubt = translate("Firings", "“{claim}” is put in doubt. {happened}")
    return doubt.format(claim=claim, happened=happened)


def shortened_claim(claim: str) -> str:
    """Return a claim that may be long, so that what happened can be read behind it."""
    return claim if len(claim) <= _LONGEST_CLAIM else f"{claim[: _LONGEST_CLAIM - 1].rstrip()}…"


def _series_term(firing: Event) -> Term | None:
    """Return the term over a series that came last, None where it was none."""
    if firing.measure is not Measure.SERIES:
        return None
    terms = (
        each
        for each in _parsed_terms(firing.condition)
        if each.measure is Measure.SERIES and each.level == firing.level
    )
    return next(terms, None)


@lru_cache(1000)
def _parsed_terms(condition: str) -> tuple[Term, ...]:
    from gridwatch.domain.alert.grammar import GrammarProblem, parse_condition

    try:
        return terms_of(parse_condition(condition))
    except GrammarProblem:  # of a version that knew other words
        return ()


def event_words(measure: Measure, *, rises: bool) -> str:
    """Return the words for what comes true, with {name}, {level} and {value} in them."""
    return (_RISES[measure] if rises else _FALLS.get(measure, _RISES[measure]))()


def rose(firing: Event) -> bool:
    """Tell whether the value came to its level from below."""
    level = float(firing.level)
    if firing.value != level:
        return firing.value > level
    return "<=" not in firing.condition


def level_words(firing: Event, phrases: Phrasing) -> str:
    """Return the level of the term that came last, in its unit."""
    return _amount(firing, float(firing.level), phrases)


def value_words(firing: Event, phrases: Phrasing) -> str:
    """Return the value that was measured, in the unit of its level."""
    return _amount(firing, firing.value, phrases)


def _amount(firing: Event, value: float, phrases: Phrasing) -> str:
    if firing.measure in {Measure.REVIEW, Measure.SERIES}:
        of_review = firing.measure is Measure.REVIEW
        return due_words(value, phrases) if of_review else figure_words(value, firing.unit, phrases)
    match NATURES[firing.measure].unit:
        case Unit.MONEY if firing.measure is Measure.CAP:
            return phrases.compact(value, firing.unit)
        case Unit.MONEY:
            return phrases.price(value, firing.unit)
        case Unit.PERCENT:
            return phrases.percent(value / 100, signed=firing.measure in _SIGNED)
        case Unit.SESSIONS:
            return phrases.integer(value)
        case Unit.RATE:
            return phrases.plain(value, 4)
        case _:
            return phrases.price(value)


def is_noted(firing: Event) -> bool:
    """Tell whether a firing is of what the user notes or owns, which no exchange tells."""
    return firing.measure in _NOTED


def when_words(firing: Firing, phrases: Phrasing, offset: int | None) -> str:
    """Return the exchange's own day, and its time where the crossing was seen live.

    What was noted has the machine's own time.
    """
    if is_noted(firing):
        return phrases.moment(firing.reached_at)
    day = phrases.day(firing.reached_on)
    if firing.sight is Sight.BAR or offset is None:
        return day
    local = firing.reached_at.astimezone(timezone(timedelta(seconds=offset)))
    return f"{day} {local:%H:%M}"


def how_words(firing: Firing) -> str:
    """Return how the crossing was seen."""
    if firing.measure is Measure.SERIES:
        return translate("Firings", "figures")
    if firing.measure is Measure.REVIEW:
        return translate("Firings", "calendar")
    if firing.measure is Measure.WEIGHT:
        return translate("Firings", "portfolio")
    touch = touch_words(firing)
    if firing.sight is Sight.LIVE:
        return touch or translate("Firings", "live")
    closed = translate("Firings", "while closed")
    comma = translate("Firings", "{one}, {other}")
    return comma.format(one=closed, other=touch) if touch else closed


def touch_words(firing: Firing) -> str:
    """Return that only the high or the low of the day reached the level, "" where it was more."""
    if not firing.touched:
        return ""
    if firing.spot.value == "low":
        return translate("Firings", "touched by the day's low")
    return translate("Firings", "touched by the day's high")


def why_words(firing: Firing, phrases: Phrasing) -> str:
    """Return the evidence: the price, the shares with their date and source, and the rate."""
    found = firing.evidence
    if firing.measure is Measure.SERIES and found.source:
        return translate("Firings", "Source: {source}").format(source=found.source)
    if found.price is None:
        return ""
    price = phrases.price(found.price, found.price_currency)
    shared = firing.measure in _OF_CAP
    if not shared or found.shares is None or found.shares_as_of is None:
        return translate("Firings", "Price {price}").format(price=price)
    words = translate("Firings", "{price} × {shares} shares (as of {day}, {source})").format(
        price=price,
        shares=phrases.integer(round(found.shares)),
        day=phrases.day(found.shares_as_of),
        source=found.shares_source,
    )
    if found.rate is None or found.rate_on is None or found.price_currency == firing.unit:
        return words
    rate = translate("Firings", "{pair} {rate} of {day}").format(
        pair=f"{found.price_currency}/{firing.unit}",
        rate=phrases.plain(found.rate, 4),
        day=phrases.day(found.rate_on),
    )
    return f"{words} × {rate}"


def move_words(firing: Firing, phrases: Phrasing) -> str:
    """Return what moved the value since the rule began; "" where that is not known."""
    move = firing.move
    if move is None or not move.before:
        return ""
    words = translate("Firings", "Since {day}: {total}")
    if firing.measure in _OF_CAP:
        words = translate(
            "Firings", "Since {day}: {total}, of which price {price}, shares {shares}, rate {rate}"
        )
    part = {
        "total": move.total,
        "price": move.by_price,
        "shares": move.by_shares,
        "rate": move.by_rate,
    }
    shares = {name: phrases.percent(each / move.before) for name, each in part.items()}
    return words.format(day=phrases.day(move.since), **shares)


def held_words(firing: Firing) -> str:
    """Return that the condition had gone again when it was noticed, "" where it still held."""
    return "" if firing.held else translate("Firings", "The condition no longer holds.")


def quiet_words(quiet: Quiet) -> str:
    """Return why nobody was told, "" where somebody was."""
    return _QUIET[quiet]() if quiet else ""


def terms_words(firing: Firing) -> str:
    """Return the condition as it is typed, where it says more than the headline."""
    return firing.condition if len(firing.evidence.terms) > 1 else ""
