"""What a term of a condition measures: its span or sessions, two averages, an exchange rate."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from gridwatch.domain.alert.condition import YEAR_WEEKS, Averaging, Relation, Term
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.tokens import GrammarProblem, Kind, Piece, Token
from gridwatch.domain.alert.vocabulary import (
    ALL_WORDS,
    AVERAGES,
    EXAMPLES,
    MEASURES,
    NAMES,
    WEEK_WORDS,
)
from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import is_key

MOST_WEEKS = 2600
MOST_SESSIONS = 1000
_USUAL_LENGTHS = {Measure.DRAWDOWN: YEAR_WEEKS, Measure.VOLUME: 20, Measure.RSI: 14}
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FLIPPED = {Relation.AT_LEAST: Relation.AT_MOST, Relation.AT_MOST: Relation.AT_LEAST}


def bare(measure: Measure) -> Term:
    """Return a term whose relation and level are still to come."""
    return Term(measure, Relation.AT_LEAST, Decimal(0))


def quantity_of(measure: Measure, argument: Piece | None, named: Token) -> Term:
    """Return what a measure with its argument is, `named` being its name in the text.

    Raises GrammarProblem for an argument that the measure does not take, or lacks.
    """
    term = bare(measure)
    if argument is None:
        if measure is Measure.GAIN:
            raise argument_missing(measure, named)
        return replace(term, length=_USUAL_LENGTHS.get(measure, 0))
    if measure in {Measure.GAIN, Measure.DRAWDOWN}:
        return _of_span(term, argument)
    if measure not in _USUAL_LENGTHS:
        raise _argument_wrong(measure, argument)
    return replace(term, length=_sessions(measure, argument))


def _of_span(term: Term, argument: Piece) -> Term:
    """Return a gain or drawdown with its span: a date, or for a drawdown weeks or all."""
    text = argument.text.casefold()
    since = _date(text)
    if since is not None:
        return replace(term, since=since)
    if term.measure is Measure.DRAWDOWN and text in ALL_WORDS:
        return term
    weeks = re.fullmatch(rf"([0-9]{{1,4}})\s*(?:{'|'.join(WEEK_WORDS)})", text)
    if term.measure is Measure.GAIN or weeks is None or not 1 <= int(weeks[1]) <= MOST_WEEKS:
        raise _argument_wrong(term.measure, argument)
    return replace(term, length=int(weeks[1]))


def _date(text: str) -> date | None:
    if _ISO_DATE.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _sessions(measure: Measure, argument: Piece) -> int:
    if re.fullmatch(r"[0-9]+", argument.text) is None:
        raise _argument_wrong(measure, argument)
    # Not int() at once: it refuses thousands of digits with an error of its own.
    if len(argument.text) > 4 or not 2 <= int(argument.text) <= MOST_SESSIONS:
        many = Problem(
            "condition_sessions",
            "An average is of {least} to {most} sessions, not {text}.",
            least=2,
            most=MOST_SESSIONS,
            text=argument.text,
        )
        raise argument.wrong(many)
    return int(argument.text)


def average_of(argument: Piece | None, named: Token) -> Term:
    """Return one side of a crossing of averages, as sma(50)."""
    if argument is None:
        raise argument_missing(Measure.AVERAGE, named)
    length = _sessions(Measure.AVERAGE, argument)
    return replace(bare(Measure.AVERAGE), length=length, averaging=AVERAGES[named.key])


def crossing_of(one: Term, relation: Relation, other: Term) -> Term | None:
    """Return the comparison of two averages, or of the price with one; None where it is none.

    The shorter one comes to stand first, with the relation turned round where it stood last.
    """
    sides = sorted((_side(one), _side(other)))
    lengths, kinds = [each for each, _ in sides], {each for _, each in sides if each}
    if 0 in lengths or lengths[0] == lengths[1] or len(kinds) != 1:
        return None
    return replace(
        bare(Measure.AVERAGE),
        relation=relation if _side(one) == sides[0] else _FLIPPED[relation],
        length=lengths[0],
        longer=lengths[1],
        averaging=Averaging(kinds.pop()),
    )


def _side(term: Term) -> tuple[int, str]:
    """Return length and kind of one side; the price is of length 1 and of either kind."""
    if term.measure is Measure.AVERAGE:
        return term.length, term.averaging
    return (1, "") if term.measure is Measure.PRICE else (0, "")


def rate_of(letters: str, first: Token, last: Token) -> Term:
    """Return an exchange rate; `letters` are those from `first` to `last`.

    Raises GrammarProblem where they are no two currencies: what they may have been meant for.
    """
    halves = letters[:3], letters[3:]
    if len(letters) != 6 or not ISO_CODES & set(halves):
        raise _unknown(first)
    if halves[0] == halves[1] or not ISO_CODES.issuperset(halves):
        pair = Problem(
            "condition_pair",
            "“{text}” is no exchange rate: two different currencies make one, as in USDCNY.",
            text=letters,
        )
        raise GrammarProblem(pair, first.start, last.end)
    return replace(bare(Measure.RATE), pair=letters)


def _argument_wrong(measure: Measure, argument: Piece) -> GrammarProblem:
    return argument.wrong(
        Problem(
            "condition_argument",
            "“{text}” is not understood here. Write it like: {example}",
            text=argument.text,
            example=EXAMPLES[measure],
        )
    )


def argument_missing(measure: Measure, named: Token) -> GrammarProblem:
    """Return what is said of a measure without its parentheses."""
    return named.wrong(
        Problem(
            "condition_argument_missing",
            "Parentheses are missing behind “{text}”. Write it like: {example}",
            text=named.text,
            example=EXAMPLES[measure],
        )
    )


def _unknown(token: Token) -> GrammarProblem:
    """Say that nothing has this name, and which name comes nearest or which there are."""
    near = get_close_matches(token.key, [*MEASURES, *AVERAGES], 1, 0.6)
    if token.kind is Kind.WORD and near:
        return token.wrong(
            Problem(
                "condition_measure_near",
                "“{text}” is nothing that can be watched. Is it {nearest}?",
                text=token.text,
                nearest=near[0],
            )
        )
    return token.wrong(
        Problem(
            "condition_measure",
            "“{text}” is nothing that can be watched. There are: {known}. Figures that you keep are"
            " written {series}.",
            text=token.text,
            known=", ".join((*(each[0] for each in NAMES.values()), *AVERAGES, "USDCNY")),
            series=f"{NAMES[Measure.SERIES][0]}({_named(token)})",
        )
    )


def _named(token: Token) -> str:
    """Return a word as the name of a series, another one where it can't be one."""
    return token.key if is_key(token.key) else "backlog"
