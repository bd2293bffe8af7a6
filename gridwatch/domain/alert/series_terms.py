"""Reads and writes terms over figures that the user enters: `gross_margin <= 28% for 2 quarters`.

term  = name relation level [ unit ] [ "for" number period ]
name  = a name with _ in it, or "series" "(" any name ")"
unit  = "%" or a currency; without one the level is in the unit of the series
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from unicodedata import normalize

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.levels import (
    ambiguous,
    money_text,
    number_of,
    out_of_range,
    plain_text,
    refused_money,
    unreadable,
)
from gridwatch.domain.alert.measure import NATURES, Measure, Unit
from gridwatch.domain.alert.quantities import bare
from gridwatch.domain.alert.tokens import GrammarProblem, Piece, Token, is_bare_name
from gridwatch.domain.alert.vocabulary import NAMES, PERIOD_WORDS, RUN_WORDS, UNIT_WORDS
from gridwatch.domain.amounts import CURRENCY_WORDS, parse_amount
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.figures import LONGEST_KEY, Frequency, is_key

MOST_PERIODS = 100
PERCENT = "%"
_MINUS = str.maketrans("−–", "--")
_PERIODS = {word: each for each, words in PERIOD_WORDS.items() for word in words}
_RUN = re.compile(
    rf"(?P<level>.*?)\s*(?:(?P<for>{'|'.join(RUN_WORDS)})\s*|(?<![0-9.,'])(?=[0-9]))"
    rf"(?P<number>[0-9]+)\s*(?P<word>{'|'.join(sorted(_PERIODS, key=len, reverse=True))})"
)
_YUAN = ("cny", *(word for word, code in CURRENCY_WORDS.items() if code == "CNY"))


def series_of(name: str, first: Token, last: Token) -> Term:
    """Return a series by its name, which stands from `first` to `last`.

    Raises GrammarProblem for what can't be a name.
    """
    key = normalize("NFKC", name).casefold().strip()
    if not is_key(key):
        named = Problem(
            "condition_series",
            "“{text}” is no name of a series: it has letters, digits and _, at most {most}.",
            text=name.strip(),
            most=LONGEST_KEY,
        )
        raise GrammarProblem(named, first.start, last.end)
    return replace(bare(Measure.SERIES), series=key, length=1)


def series_text(term: Term) -> str:
    """Return the name of a series as `series_of` reads it."""
    return term.series if is_bare_name(term.series) else f"{NAMES[term.measure][0]}({term.series})"


def with_figure(term: Term, piece: Piece) -> Term:
    """Return a term over a series with what `piece` says: level, unit, how many figures in a row.

    Raises GrammarProblem for what is no level.
    """
    run = _RUN.fullmatch(piece.text.casefold())
    if run is None or len(run.string) != len(piece.text):
        _refuse_other_run(piece)
        return _with_level(term, piece)
    cut = piece.tokens[0].left + run.end("level")
    level = tuple(each for each in piece.tokens if each.right <= cut)
    rest = tuple(each for each in piece.tokens if each.right > cut)
    if not level:
        raise unreadable(term.measure, piece)
    number = int(run["number"]) if len(run["number"]) < 5 else 0
    if not 1 <= number <= MOST_PERIODS:
        many = Problem(
            "condition_periods",
            "A condition looks at 1 to {most} figures in a row, not {text}.",
            most=MOST_PERIODS,
            text=run["number"],
        )
        raise GrammarProblem(many, rest[0].start, rest[-1].end)
    text = piece.text[: run.end("level")]
    found = _with_level(term, Piece(level, text))
    return replace(found, length=number, period=_PERIODS[run["word"]])


def _refuse_other_run(piece: Piece) -> None:
    """Point at what follows a "for" where it is no number of periods."""
    for place, each in enumerate(piece.tokens):
        if each.key in RUN_WORDS:
            last = piece.tokens[-1]
            periods = Problem(
                "condition_period",
                "“{text}” is no number of periods. Write it like: {example}",
                text=piece.text[each.right - piece.tokens[0].left :].strip(),
                example="for 2 quarters",
            )
            raise GrammarProblem(
                periods, piece.tokens[min(place + 1, len(piece.tokens) - 1)].start, last.end
            )


def figure_text(term: Term) -> str:
    """Return level, unit and run of a term exactly, as `with_figure` reads them."""
    if term.currency == PERCENT:
        level = f"{plain_text(term.level)}%"
    else:
        sign = "-" if term.level < 0 else ""
        level = f"{sign}{money_text(abs(term.level))} {term.currency}".rstrip()
    return f"{level} {run_text(term)}".rstrip()


def run_text(term: Term) -> str:
    """Return how many figures in a row have to hold, as "for 2 quarters"; "" for the last alone."""
    if term.length == 1 and term.period is Frequency.IRREGULAR:
        return ""
    words = PERIOD_WORDS[term.period]
    return f"{RUN_WORDS[0]} {term.length} {words[0] if term.length == 1 else words[1]}"


def _with_level(term: Term, piece: Piece) -> Term:
    text = piece.text.translate(_MINUS).strip()
    if text.casefold().endswith(UNIT_WORDS[Unit.PERCENT]):
        found = replace(term, level=number_of(term, piece, Unit.PERCENT), currency=PERCENT)
    else:
        found = _with_amount(term, piece, text)
    nature = NATURES[Measure.SERIES]
    if not nature.lowest <= found.level <= nature.highest:
        raise out_of_range(Measure.SERIES, piece)
    return found


def _with_amount(term: Term, piece: Piece, text: str) -> Term:
    """Read an amount that may be zero or below, with a scale and a currency or without."""
    sign = -1 if text.startswith("-") else 1
    text = text.removeprefix("-").removeprefix("+").strip()
    if not any("0" <= each <= "9" for each in text):
        raise unreadable(term.measure, piece)
    zero = re.search(r"[0-9][0-9.,]*", text)
    if zero is not None and not zero.group().strip("0.,"):
        # An amount is above zero where money is meant; a figure need not be.
        found = _with_amount(term, piece, text[: zero.start()] + "1" + text[zero.end() :])
        return replace(found, level=Decimal(0))
    try:
        money = parse_amount(text, "")
    except Problem as problem:
        if problem.code == "amount_ambiguous":
            raise piece.wrong(ambiguous(piece.text)) from problem
        raise refused_money(term.measure, piece, problem) from problem
    # 亿 alone says how many, not of what.
    counted = money.currency == "CNY" and not any(each in text.casefold() for each in _YUAN)
    return replace(term, level=sign * money.amount, currency="" if counted else money.currency)
