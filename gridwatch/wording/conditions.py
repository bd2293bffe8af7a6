"""The words of an alert rule's condition, for a table and as part of a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from gridwatch.domain.alert.condition import Averaging, Condition, Joint, Relation, Term
from gridwatch.domain.alert.measure import NATURES, Measure, Slack, Unit
from gridwatch.wording.figures import figure_words, run_words
from gridwatch.wording.listing import bracketed
from gridwatch.wording.speech import Phrasing, translate

Words = Callable[[], str]
Side = tuple[Measure, Relation]
_UP, _DOWN = Relation.AT_LEAST, Relation.AT_MOST
# What comes true, as it stands behind "when".
_CLAUSES: Mapping[Side, Words] = {
    (Measure.CAP, _UP): lambda: translate("Conditions", "the market cap reaches {level}"),
    (Measure.CAP, _DOWN): lambda: translate("Conditions", "the market cap falls to {level}"),
    (Measure.PRICE, _UP): lambda: translate("Conditions", "the price reaches {level}"),
    (Measure.PRICE, _DOWN): lambda: translate("Conditions", "the price falls to {level}"),
    (Measure.DAY, _UP): lambda: translate("Conditions", "the day's change is {level} or more"),
    (Measure.DAY, _DOWN): lambda: translate("Conditions", "the day's change is {level} or less"),
    (Measure.DRAWDOWN, _UP): lambda: translate(
        "Conditions", "the price is {level} or more below its high {span}"
    ),
    (Measure.DRAWDOWN, _DOWN): lambda: translate(
        "Conditions", "the price is within {level} of its high {span}"
    ),
    (Measure.GAIN, _UP): lambda: translate(
        "Conditions", "the gain since {since} is {level} or more"
    ),
    (Measure.GAIN, _DOWN): lambda: translate(
        "Conditions", "the gain since {since} is {level} or less"
    ),
    (Measure.VOLUME, _UP): lambda: translate(
        "Conditions", "the volume is {level} times its average of {length} sessions or more"
    ),
    (Measure.VOLUME, _DOWN): lambda: translate(
        "Conditions", "the volume is at most {level} times its average of {length} sessions"
    ),
    (Measure.AVERAGE, _UP): lambda: translate("Conditions", "{shorter} rises above {longer}"),
    (Measure.AVERAGE, _DOWN): lambda: translate("Conditions", "{shorter} falls below {longer}"),
    (Measure.RSI, _UP): lambda: translate("Conditions", "the RSI({length}) rises to {level}"),
    (Measure.RSI, _DOWN): lambda: translate("Conditions", "the RSI({length}) falls to {level}"),
    (Measure.DISTANCE, _UP): lambda: translate(
        "Conditions", "the next target is {level} or more away"
    ),
    (Measure.DISTANCE, _DOWN): lambda: translate(
        "Conditions", "the next target is at most {level} away"
    ),
    (Measure.RATE, _UP): lambda: translate("Conditions", "{pair} rises to {level}"),
    (Measure.RATE, _DOWN): lambda: translate("Conditions", "{pair} falls to {level}"),
    (Measure.STALE, _UP): lambda: translate(
        "Conditions", "there has been no new quote for {level} sessions"
    ),
    (Measure.STALE, _DOWN): lambda: translate(
        "Conditions", "the quote is at most {level} sessions old"
    ),
    (Measure.WEIGHT, _UP): lambda: translate(
        "Conditions", "it makes up {level} of the portfolio or more"
    ),
    (Measure.WEIGHT, _DOWN): lambda: translate(
        "Conditions", "it makes up {level} of the portfolio or less"
    ),
    (Measure.SERIES, _UP): lambda: translate("Conditions", "{series} is {level} or more"),
    (Measure.SERIES, _DOWN): lambda: translate("Conditions", "{series} is {level} or less"),
    (Measure.REVIEW, _UP): lambda: translate(
        "Conditions", "a claim has been due for review for {level} days"
    ),
    (Measure.REVIEW, _DOWN): lambda: translate(
        "Conditions", "a claim is at most {level} days past its review"
    ),
}
# The two that are asked for most, with whom they are about in the middle of the sentence.
_OF: Mapping[Side, Words] = {
    (Measure.CAP, _UP): lambda: translate("Conditions", "the market cap of {name} reaches {level}"),
    (Measure.CAP, _DOWN): lambda: translate(
        "Conditions", "the market cap of {name} falls to {level}"
    ),
    (Measure.PRICE, _UP): lambda: translate("Conditions", "the price of {name} reaches {level}"),
    (Measure.PRICE, _DOWN): lambda: translate("Conditions", "the price of {name} falls to {level}"),
}
# Where more than the last figure has to hold.
_RUNS: Mapping[Relation, Words] = {
    _UP: lambda: translate("Conditions", "{series} is {level} or more for {run}"),
    _DOWN: lambda: translate("Conditions", "{series} is {level} or less for {run}"),
}
# The same where the level itself is not enough.
_STRICT: Mapping[Relation, Words] = {
    _UP: lambda: translate("Conditions", "{series} is more than {level}"),
    _DOWN: lambda: translate("Conditions", "{series} is less than {level}"),
}
_STRICT_RUNS: Mapping[Relation, Words] = {
    _UP: lambda: translate("Conditions", "{series} is more than {level} for {run}"),
    _DOWN: lambda: translate("Conditions", "{series} is less than {level} for {run}"),
}
_SIGNED = frozenset({Measure.DAY, Measure.GAIN})


def condition_words(condition: Condition, phrases: Phrasing) -> str:
    """Return a condition as it stands behind "when"; a group within another in parentheses."""
    if isinstance(condition, Term):
        return _term_words(condition, phrases)
    joint = (
        translate("Conditions", "{one} and {other}")
        if condition.joint is Joint.ALL
        else translate("Conditions", "{one} or {other}")
    )
    words = ""
    for each in condition.parts:
        part = condition_words(each, phrases)
        part = part if isinstance(each, Term) else bracketed(part)
        words = joint.format(one=words, other=part) if words else part
    return words


def _term_words(term: Term, phrases: Phrasing) -> str:
    if term.measure is Measure.SERIES and (term.strict or term.length > 1):
        runs, single = (_STRICT_RUNS, _STRICT) if term.strict else (_RUNS, _RUNS)
        return (runs if term.length > 1 else single)[term.relation]().format(
            series=term.series,
            level=level_words(term, float(term.level), "", phrases),
            run=run_words(term),
        )
    if term.measure is Measure.REVIEW and term.relation is _UP and term.level <= 0:
        if not term.level:
            return translate("Conditions", "a claim is due for review")
        words = translate("Conditions", "a claim is due for review within {level} days")
        return words.format(level=phrases.integer(abs(float(term.level))))
    return _filled(_CLAUSES, term, phrases)


def when_words(condition: Condition, name: str, phrases: Phrasing) -> str:
    """Return what a rule waits for as half a sentence that names whom it is about."""
    if isinstance(condition, Term) and (condition.measure, condition.relation) in _OF:
        words = _filled(_OF, condition, phrases, name)
        return translate("Conditions", "Tell me when {what}").format(what=words)
    words = condition_words(condition, phrases)
    if isinstance(condition, Term) and condition.measure is Measure.RATE:
        return translate("Conditions", "Tell me when {what}").format(what=words)
    return translate("Conditions", "Tell me of {name} when {what}").format(name=name, what=words)


def level_words(term: Term, value: float, unit: str, phrases: Phrasing) -> str:
    """Return a value in the unit of a term's level; `unit`: its currency, or that of a series."""
    match NATURES[term.measure].unit:
        case Unit.MONEY if term.measure is Measure.CAP:
            return phrases.compact(value, unit)
        case Unit.MONEY:
            return phrases.price(value, unit)
        case Unit.PERCENT:
            signed = term.measure in _SIGNED
            return phrases.percent(value / 100, _digits(value), signed=signed)
        case Unit.SESSIONS | Unit.DAYS:
            return phrases.integer(value)
        case Unit.FIGURE:
            return figure_words(value, term.currency or unit, phrases)
        case Unit.RATE:
            return phrases.plain(value, 4)
        case _:
            return phrases.plain(value)


def _digits(value: float) -> int:
    """Return how many decimals a typed number of per cent has, at most two."""
    return next((each for each in range(2) if abs(value - round(value, each)) < 1e-9), 2)


def _filled(table: Mapping[Side, Words], term: Term, phrases: Phrasing, name: str = "") -> str:
    return table[term.measure, term.relation]().format(
        name=name,
        series=term.series,
        level=level_words(term, float(term.level), term.currency, phrases),
        span=_span(term, phrases),
        since="" if term.since is None else phrases.day(term.since),
        length=term.length,
        pair=f"{term.pair[:3]}/{term.pair[3:]}",
        shorter=_average(term, term.length),
        longer=_average(term, term.longer),
    )


def _span(term: Term, phrases: Phrasing) -> str:
    if term.since is not None:
        return translate("Conditions", "since {day}").format(day=phrases.day(term.since))
    if not term.length:
        return translate("Conditions", "of all time")
    return translate("Conditions", "of {number} weeks").format(number=term.length)


def _average(term: Term, length: int) -> str:
    if length == 1:
        return translate("Conditions", "the price")
    kind = "EMA" if term.averaging is Averaging.EXPONENTIAL else "SMA"
    return translate("Conditions", "the {average}").format(average=f"{kind}({length})")


def back_words(term: Term, slack: Slack | None, phrases: Phrasing) -> str:
    """Return how far a value has to come back before it can be told again."""
    found = slack or NATURES[term.measure].slack
    if not found.amount:
        return translate("Conditions", "after it has no longer held")
    amount = _slack_words(term, found, phrases)
    if term.relation is _UP:
        return translate("Conditions", "after it has fallen {amount} below").format(amount=amount)
    return translate("Conditions", "after it has risen {amount} above").format(amount=amount)


def _slack_words(term: Term, slack: Slack, phrases: Phrasing) -> str:
    value = float(slack.amount)
    if slack.percent:
        return phrases.percent(value / 100, _digits(value), signed=False)
    return amount_words(term, slack.amount, phrases)


def amount_words(term: Term, amount: Decimal, phrases: Phrasing) -> str:
    """Return a difference in the unit of a term, without a sign."""
    value = float(amount)
    if NATURES[term.measure].unit is Unit.PERCENT:
        points = translate("Conditions", "{number} points")
        return points.format(number=phrases.plain(value))
    return level_words(term, value, term.currency, phrases)
