"""Reads and writes the levels of a condition: money, per cent, multiples, rates, sessions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.measure import NATURES, Measure, Unit
from gridwatch.domain.alert.tokens import GrammarProblem, Kind, Piece, Token
from gridwatch.domain.alert.vocabulary import EXAMPLES, UNIT_WORDS
from gridwatch.domain.amounts import CURRENCY_WORDS, LARGEST, SCALES, parse_amount
from gridwatch.domain.money import ISO_CODES, MINOR_UNITS
from gridwatch.domain.problem import Problem

_MINUS = str.maketrans("−–", "--")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<whole>[0-9]{0,40})(?:(?P<mark>[.,])(?P<fraction>[0-9]{1,20}))?"
)
_SIGNED_CURRENCIES = frozenset({"cn", "hk", "us"})  # of CN¥, HK$ and US$
_WHOLE = frozenset({Unit.SESSIONS, Unit.DAYS})  # counted in one and many
_WRITTEN_SCALES = (("bn", 9), ("m", 6))


def with_level(term: Term, piece: Piece) -> Term:
    """Return `term` with the level that `piece` says, in the unit of its measure.

    Raises GrammarProblem for what is no level of it, or one that nobody means.
    """
    nature = NATURES[term.measure]
    if nature.unit is Unit.MONEY:
        found = _with_money(term, piece)
    else:
        found = replace(term, level=number_of(term, piece, nature.unit))
    if not nature.lowest <= found.level <= nature.highest:
        raise out_of_range(term.measure, piece)
    return found


def level_text(term: Term) -> str:
    """Return the level of a term exactly, as `with_level` reads it."""
    unit = NATURES[term.measure].unit
    if unit is Unit.MONEY:
        return f"{money_text(term.level)} {term.currency}".rstrip()
    words = UNIT_WORDS.get(unit, ("",))
    word = words[1 if unit in _WHOLE and term.level == 1 else 0]
    return (
        f"{plain_text(term.level)} {word}" if len(word) > 1 else f"{plain_text(term.level)}{word}"
    )


def money_text(amount: Decimal) -> str:
    """Return an amount exactly, with bn or m where that is shorter: 100bn, 12.5m, 1234567."""
    scaled = ((_scaled(amount, digits), word) for word, digits in _WRITTEN_SCALES)
    texts = [
        _undoubted(plain_text(amount)),
        *(_undoubted(plain_text(each)) + word for each, word in scaled),
    ]
    return min(texts, key=len)


def _scaled(amount: Decimal, digits: int) -> Decimal:
    sign, figures, exponent = amount.as_tuple()
    return Decimal((sign, figures, int(exponent) - digits))


def plain_text(number: Decimal) -> str:
    """Return a number exactly, without a scale."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) if number else "0"


def _undoubted(text: str) -> str:
    """Return a number that is not taken for thousands: three decimals become four."""
    _, mark, fraction = text.partition(".")
    return f"{text}0" if mark and len(fraction) == 3 else text


def number_of(term: Term, piece: Piece, unit: Unit) -> Decimal:
    """Return the number of a level in a unit; raises GrammarProblem where it is none."""
    text = _without(UNIT_WORDS.get(unit, ()), piece.text.translate(_MINUS).casefold())
    found = _NUMBER.fullmatch(text)
    if found is None or not (found["whole"] or found["fraction"]):
        raise unreadable(term.measure, piece)
    if found["mark"] == "," and _may_be_thousands(found["whole"], found["fraction"]):
        raise piece.wrong(ambiguous(piece.text))
    number = Decimal(f"{found['sign']}{found['whole'] or 0}.{found['fraction'] or 0}")
    if unit in _WHOLE and number != number.to_integral():
        raise unreadable(term.measure, piece)
    return number


def _without(words: Iterable[str], text: str) -> str:
    for word in sorted(words, key=len, reverse=True):
        if text.endswith(word):
            return text.removesuffix(word).strip()
    return text.strip()


def _may_be_thousands(whole: str, fraction: str) -> bool:
    return len(fraction) == 3 and 0 < len(whole) <= 3 and whole.strip("0") != ""


def ambiguous(text: str) -> Problem:
    """Return what is said of a number that can be read in two ways."""
    return Problem(
        "condition_ambiguous",
        "“{text}” could mean thousands or decimals. Write it without the mark or with four"
        " decimals.",
        text=text,
    )


def unreadable(measure: Measure, piece: Piece) -> GrammarProblem:
    """Return what is said of a piece that is no level."""
    return piece.wrong(
        Problem(
            "condition_level",
            "“{text}” is no level for this. Write it like: {example}",
            text=piece.text,
            example=EXAMPLES[measure],
        )
    )


def out_of_range(measure: Measure, piece: Piece) -> GrammarProblem:
    """Return what is said of a level that nobody means."""
    nature = NATURES[measure]
    money = nature.unit is Unit.MONEY
    lowest, highest = (
        money_text(each) if money else plain_text(each) for each in (nature.lowest, nature.highest)
    )
    return piece.wrong(
        Problem(
            "condition_range",
            "“{text}” is out of range: here a level is from {lowest} to {highest}.",
            text=piece.text,
            lowest=lowest,
            highest=highest,
        )
    )


def _with_money(term: Term, piece: Piece) -> Term:
    text = piece.text.translate(_MINUS)
    if not any("0" <= each <= "9" for each in text):
        raise unreadable(term.measure, piece)
    if text.startswith("-"):
        raise out_of_range(term.measure, piece)
    try:
        money = parse_amount(text, "")
    except Problem as problem:
        raise refused_money(term.measure, piece, problem) from problem
    if term.measure is Measure.CAP and not money.currency:
        raise piece.wrong(
            Problem(
                "condition_currency",
                "A market cap needs its currency: {example}",
                example=f"{piece.text} CNY",
            )
        )
    return replace(term, level=money.amount, currency=money.currency)


def refused_money(measure: Measure, piece: Piece, problem: Problem) -> GrammarProblem:
    """Point at the word that is neither a scale nor a currency, where there is one."""
    strange = next((each for each in piece.tokens if _is_strange(each)), None)
    if strange is not None:
        found = Problem(
            "condition_currency_unknown",
            "“{text}” is neither a currency nor a scale such as bn.",
            text=strange.text,
        )
        return strange.wrong(found)
    if problem.code == "amount_ambiguous":
        return piece.wrong(ambiguous(piece.text))
    if _is_too_large(piece.text):
        return out_of_range(measure, piece)
    return piece.wrong(problem)


def _is_strange(token: Token) -> bool:
    if token.kind is not Kind.WORD:
        return False
    if token.text in MINOR_UNITS:  # pence: "GBp" is no "GBP"
        return True
    known = token.key in SCALES or token.key in CURRENCY_WORDS or token.text.upper() in ISO_CODES
    return token.text.isascii() and not known and token.key not in _SIGNED_CURRENCIES


def _is_too_large(text: str) -> bool:
    """Tell whether an amount that can't be read is only larger than any that can."""
    found = re.search(r"[0-9][0-9,. ']*", text)
    if found is None:
        return False
    try:
        scale = parse_amount(f"1{text[found.end() :]}").amount
    except Problem:
        return False
    return Decimal(re.sub(r"[^0-9]", "", found.group())) * scale > LARGEST
