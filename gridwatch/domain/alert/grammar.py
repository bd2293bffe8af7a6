"""Reads and writes the conditions of alert rules: `cap >= 100bn CNY and day >= 5%`.

    condition = all { "or" all }          all = part { "and" part }
    part      = "(" condition ")" | measure [ "(" argument ")" ] relation level | over a series

`and` binds tighter than `or`. A level is reached as soon as the value is there, so `>` is read as
`>=` and `<` as `<=`. The words are those of `vocabulary`, in any case and width. Terms over a
series are those of `series_terms`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from gridwatch.domain.alert.condition import (
    MOST_TERMS,
    Averaging,
    Condition,
    Joint,
    Relation,
    Term,
    joined,
)
from gridwatch.domain.alert.levels import level_text, with_level
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.quantities import (
    argument_missing,
    average_of,
    bare,
    crossing_of,
    quantity_of,
    rate_of,
)
from gridwatch.domain.alert.series_terms import figure_text, series_of, series_text, with_figure
from gridwatch.domain.alert.tokens import GrammarProblem, Kind, Piece, Token, Typed, typed_of
from gridwatch.domain.alert.vocabulary import (
    ALL_WORDS,
    AVERAGES,
    EXAMPLES,
    JOINTS,
    MEASURES,
    NAMES,
    RELATIONS,
    STRICT,
    WEEK_WORDS,
)
from gridwatch.domain.problem import Problem

__all__ = ("GrammarProblem", "condition_text", "parse_condition")

MOST_LETTERS = 2000
MOST_DEPTH = 8
_PLAIN = frozenset({Kind.WORD, Kind.OTHER})


def parse_condition(text: str) -> Condition:
    """Read a condition; a cap needs a currency, a price without one is in the listing's own.

    Raises GrammarProblem, which points at the word, for anything that is not one.
    """
    if len(text) > MOST_LETTERS:
        long = Problem(
            "condition_long", "A condition has at most {most} letters.", most=MOST_LETTERS
        )
        raise GrammarProblem(long, MOST_LETTERS, len(text))
    return _Reader(typed_of(text)).whole()


def condition_text(condition: Condition) -> str:
    """Return a condition as `parse_condition` reads it back: exact, in English words."""
    if isinstance(condition, Term):
        return _term_text(condition)
    texts = (
        # Only "or" within "and" needs parentheses; the same joint never is within itself.
        f"({condition_text(each)})"
        if not isinstance(each, Term) and condition.joint is Joint.ALL
        else condition_text(each)
        for each in condition.parts
    )
    return f" {condition.joint} ".join(texts)


def _term_text(term: Term) -> str:
    if term.measure is Measure.AVERAGE:
        sides = (_average_text(term.averaging, each) for each in (term.length, term.longer))
        return f" {term.relation} ".join(sides)
    if term.measure is Measure.SERIES:
        return f"{series_text(term)} {term.compared} {figure_text(term)}"
    return f"{_measure_text(term)} {term.relation} {level_text(term)}"


def _average_text(averaging: Averaging, length: int) -> str:
    return f"{averaging}({length})" if length > 1 else NAMES[Measure.PRICE][0]


def _measure_text(term: Term) -> str:
    if term.measure is Measure.RATE:
        return term.pair
    name = NAMES[term.measure][0]
    if term.since is not None:
        return f"{name}({term.since})"
    if term.measure is Measure.DRAWDOWN:
        return f"{name}({term.length}{WEEK_WORDS[0]})" if term.length else f"{name}({ALL_WORDS[0]})"
    return f"{name}({term.length})" if term.length else name


class _Reader:
    """Goes through the tokens of one condition from left to right."""

    def __init__(self, typed: Typed) -> None:
        """Begin with the first token."""
        self._typed = typed
        self._place = 0
        self._depth = 0
        self._terms = 0

    def whole(self) -> Condition:
        """Read everything."""
        if self._is(Kind.END):
            empty = Problem(
                "condition_empty",
                "A condition is missing. Write it like: {example}",
                example=EXAMPLES[Measure.CAP],
            )
            raise self._next().wrong(empty)
        condition = self._any()
        if self._is(Kind.CLOSE):
            raise self._next().wrong(Problem("condition_close", "This ) closes nothing."))
        if not self._is(Kind.END):
            raise _joint_missing(self._next())
        return condition

    def _next(self) -> Token:
        return self._typed.tokens[self._place]

    def _is(self, kind: Kind) -> bool:
        return self._next().kind is kind

    def _take(self) -> Token:
        token = self._next()
        self._place += 1
        return token

    def _any(self) -> Condition:
        return self._joined(Joint.ANY, self._all)

    def _all(self) -> Condition:
        return self._joined(Joint.ALL, self._part)

    def _joined(self, joint: Joint, read: Callable[[], Condition]) -> Condition:
        parts = [read()]
        while self._is(Kind.JOINT) and JOINTS[self._next().key] is joint:
            self._take()
            parts.append(read())
        return joined(joint, tuple(parts))

    def _part(self) -> Condition:
        if not self._is(Kind.OPEN):
            return self._term()
        opened = self._take()
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise opened.wrong(
                Problem("condition_deep", "Parentheses go at most {most} deep.", most=MOST_DEPTH)
            )
        inner = self._any()
        if self._is(Kind.END):
            raise _never_closed(opened)
        if not self._is(Kind.CLOSE):
            raise _joint_missing(self._next())
        self._take()
        self._depth -= 1
        return inner

    def _term(self) -> Term:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise self._next().wrong(
                Problem("condition_many", "A condition has at most {most} parts.", most=MOST_TERMS)
            )
        first = self._next()
        measured = self._measured()
        strict = measured.measure is Measure.SERIES and self._next().key in STRICT
        relation = self._relation(measured.measure)
        if measured.measure is Measure.AVERAGE or self._next().key in AVERAGES:
            return self._crossing(first, measured, relation)
        read = with_figure if measured.measure is Measure.SERIES else with_level
        term = replace(measured, relation=relation, strict=strict)
        return read(term, self._level(measured.measure))

    def _measured(self) -> Term:
        """Read what is measured; its relation and level are still to come."""
        token = self._next()
        if token.kind not in _PLAIN:
            raise token.wrong(
                Problem(
                    "condition_term",
                    "Here something to watch is missing, as in: {example}",
                    example=EXAMPLES[Measure.CAP],
                )
            )
        self._take()
        two = f"{token.key} {self._next().key}"
        if two in MEASURES:
            self._take()
        name = two if two in MEASURES else token.key
        if MEASURES.get(name) is Measure.SERIES:
            return self._series(token)
        if "_" in name and token.kind is Kind.WORD:
            return series_of(token.text, token, token)
        if name in MEASURES:
            return quantity_of(MEASURES[name], self._argument(), token)
        if name in AVERAGES:
            return average_of(self._argument(), token)
        return self._rate(token)

    def _rate(self, first: Token) -> Term:
        """Read an exchange rate: six letters, or twice three with a slash between them."""
        letters, last = first.text.upper(), first
        if len(letters) == 3 and self._next().text == "/":
            self._take()
            last = self._next()
            letters += last.text.upper()
            self._place += last.kind is Kind.WORD
        return rate_of(letters, first, last)

    def _series(self, named: Token) -> Term:
        """Read the name of a series in parentheses, whatever words it is made of."""
        if not self._is(Kind.OPEN):
            raise argument_missing(Measure.SERIES, named)
        opened, found = self._take(), list[Token]()
        while self._next().kind not in {Kind.CLOSE, Kind.OPEN, Kind.END}:
            found.append(self._take())
        if not self._is(Kind.CLOSE):
            raise _never_closed(opened)
        closed = self._take()
        if not found:
            found = [opened, closed]  # “()” is no name
        return series_of(self._typed.piece(found).text, found[0], found[-1])

    def _argument(self) -> Piece | None:
        """Read what stands in parentheses behind a measure, None where nothing does."""
        if not self._is(Kind.OPEN):
            return None
        opened, found = self._take(), self._plain()
        if not self._is(Kind.CLOSE):
            raise _never_closed(opened)
        closed = self._take()
        return self._typed.piece(found or (opened, closed))

    def _relation(self, measure: Measure) -> Relation:
        if not self._is(Kind.RELATION):
            missing = Problem(
                "condition_relation",
                "Here >= or <= is missing. Write it like: {example}",
                example=EXAMPLES[measure],
            )
            raise self._next().wrong(missing)
        return RELATIONS[self._take().key]

    def _crossing(self, first: Token, one: Term, relation: Relation) -> Term:
        """Read the other side of a crossing of averages."""
        last = self._next()
        other = bare(Measure.CAP)  # no side of any crossing
        if self._is(Kind.WORD):
            other = self._measured()
            last = self._typed.tokens[self._place - 1]
        crossing = crossing_of(one, relation, other)
        if crossing is None:
            compared = Problem(
                "condition_averages",
                "Two averages of one kind and of different lengths are compared, or the price with"
                " one: {example}",
                example=EXAMPLES[Measure.AVERAGE],
            )
            raise GrammarProblem(compared, first.start, last.end)
        return crossing

    def _level(self, measure: Measure) -> Piece:
        found = self._plain()
        if not found:
            missing = Problem(
                "condition_level_missing",
                "Here a level is missing. Write it like: {example}",
                example=EXAMPLES[measure],
            )
            raise self._next().wrong(missing)
        if self._is(Kind.RELATION) or self._is(Kind.OPEN):
            raise _joint_missing(_begins_anew(found[1:]) or self._next())
        return self._typed.piece(found)

    def _plain(self) -> list[Token]:
        """Take the words, numbers and signs up to the next token with a part in the grammar."""
        found = list[Token]()
        while self._next().kind in _PLAIN:
            found.append(self._take())
        return found


def _begins_anew(found: Sequence[Token]) -> Token | None:
    """Return where in what was read as a level another part of the condition seems to begin."""
    named = (each for each in found if each.key in MEASURES or each.key in AVERAGES)
    words = (each for each in found[-1:] if each.kind is Kind.WORD)
    return next(chain(named, words), None)


def _joint_missing(token: Token) -> GrammarProblem:
    return token.wrong(
        Problem("condition_joint", "“and” or “or” is missing before “{text}”.", text=token.text)
    )


def _never_closed(opened: Token) -> GrammarProblem:
    return opened.wrong(Problem("condition_open", "This ( is never closed."))
