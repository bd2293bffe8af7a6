"""The words of a typed condition, each with its place in the text as it was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from gridwatch.domain.alert.vocabulary import JOINTS, RELATIONS
from gridwatch.domain.problem import Problem


class GrammarProblem(Problem):
    """What is wrong with a condition, and which letters of the typed text it is about."""

    def __init__(self, problem: Problem, start: int, end: int, /) -> None:
        """Take over the words of `problem`; the letters are text[start:end]."""
        super().__init__(problem.code, problem.sentence, fault=problem.fault, **problem.values)
        self.start = start
        self.end = end


class Kind(StrEnum):
    """What a token is."""

    OPEN = "open"
    CLOSE = "close"
    RELATION = "relation"
    JOINT = "joint"
    WORD = "word"
    OTHER = "other"  # a number, or one sign
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign; `key` in the form of the tables, `start` and `end` in the typed text.

    `left` and `right` are its place in the normalised text.
    """

    kind: Kind
    text: str
    start: int
    end: int
    left: int
    right: int

    @property
    def key(self) -> str:
        """Return the text as the tables have it."""
        return self.text.casefold()

    def wrong(self, problem: Problem) -> GrammarProblem:
        """Say that the problem is with this token."""
        return GrammarProblem(problem, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some tokens in a row and the normalised text from the first to the last of them."""

    tokens: tuple[Token, ...]
    text: str

    def wrong(self, problem: Problem) -> GrammarProblem:
        """Say that the problem is with the whole piece."""
        return GrammarProblem(problem, self.tokens[0].start, self.tokens[-1].end)


@dataclass(frozen=True, slots=True)
class Typed:
    """A condition as it was typed: its normalised text and its tokens; the last one is the END."""

    normal: str
    tokens: tuple[Token, ...]

    def piece(self, tokens: Sequence[Token]) -> Piece:
        """Return tokens in a row, at least one, as one piece."""
        return Piece(tuple(tokens), self.normal[tokens[0].left : tokens[-1].right])


_CJK = "\u3400-\u9fff\uf900-\ufaff"


@cache
def _token(*, ascii_only: bool) -> re.Pattern[str]:
    """Return what a token is.

    Chinese is written without spaces: its joints and relations cut a run of letters. To compile
    that takes twenty times as long as what a text without such letters needs.
    """
    if ascii_only:
        cuts, name, word = "", _NAME_OF_ASCII, r"[^\W\d_]+"
    else:
        found = (each for each in (*JOINTS, *RELATIONS) if re.fullmatch(f"[{_CJK}]+", each))
        every = "|".join(sorted(found, key=len, reverse=True))
        cuts, name = f"|{every}", _NAME
        word = rf"(?:(?![{_CJK}])[^\W\d_])+|(?:(?!{every})[{_CJK}])+"
    return re.compile(
        rf"""(?P<open>\()|(?P<close>\))
        |(?P<sign>[<>]=|=[<>]|&&|\|\|{cuts})
        |(?P<name>{name})
        |(?P<word>{word})
        |(?P<other>[0-9]+(?:[.,'][0-9]+)*|\S)""",
        re.VERBOSE,
    )


_NAME_OF_ASCII = r"[^\W\d_][^\W_]*_\w*"
_NAME = rf"(?![{_CJK}])[^\W\d_](?:(?![{_CJK}])[^\W_])*_(?:(?![{_CJK}])\w)*"
# A name of two words, as gross_margin, is one word.
_KINDS = {"open": Kind.OPEN, "close": Kind.CLOSE, "word": Kind.WORD, "name": Kind.WORD}


def is_bare_name(text: str) -> bool:
    """Tell whether a name is one word in a condition, as it stands."""
    return re.fullmatch(_NAME_OF_ASCII if text.isascii() else _NAME, text) is not None


def typed_of(text: str) -> Typed:
    """Split a text into tokens; width, composition and invisible marks of letters don't matter."""
    normal, starts, ends = _normalised(text)
    found = tuple(_merged(list(_scanned(normal, starts, ends))))
    last = found[-1] if found else Token(Kind.END, "", 0, len(text), 0, 0)
    end = Token(Kind.END, "", last.start, last.end, len(normal), len(normal))
    return Typed(normal, (*found, end))


def _normalised(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """Return the text in NFKC, and for each of its letters where its typed one starts and ends."""
    if text.isascii():
        return text, range(len(text)), range(1, len(text) + 1)
    normal, starts, ends = list[str](), list[int](), list[int]()
    place = 0
    while place < len(text):
        past = place + 1
        while past < len(text) and unicodedata.combining(text[past]):
            past += 1
        visible = unicodedata.category(text[place]) != "Cf"
        letters = unicodedata.normalize("NFKC", text[place:past]) if visible else ""
        normal.append(letters)
        starts += [place] * len(letters)
        ends += [past] * len(letters)
        place = past
    return "".join(normal), starts, ends


def _scanned(normal: str, starts: Sequence[int], ends: Sequence[int]) -> Iterator[Token]:
    for found in _token(ascii_only=normal.isascii()).finditer(normal):
        left, right = found.span()
        kind = _KINDS.get(found.lastgroup or "", Kind.OTHER)
        token = Token(kind, found.group(), starts[left], ends[right - 1], left, right)
        yield _told(token)


def _told(token: Token) -> Token:
    """Return a token as the joint or relation that it may be."""
    kind = (
        Kind.JOINT
        if token.key in JOINTS
        else Kind.RELATION
        if token.key in RELATIONS
        else token.kind
    )
    return Token(kind, token.text, token.start, token.end, token.left, token.right)


def _merged(tokens: Sequence[Token]) -> Iterator[Token]:
    """Join the two words of a relation, as in "crosses above"."""
    waiting = iter(range(len(tokens)))
    for number in waiting:
        one = tokens[number]
        other = tokens[number + 1] if number + 1 < len(tokens) else one
        text = f"{one.key} {other.key}"
        if text in RELATIONS:
            next(waiting)
            yield Token(Kind.RELATION, text, one.start, other.end, one.left, other.right)
        else:
            yield one
