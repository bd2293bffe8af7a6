"""Makes of what the user has typed and chosen what the log is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.amounts import SCALES, parse_amount
from gridwatch.domain.company import names_in
from gridwatch.domain.problem import Problem
from gridwatch.services.overview import Overview
from gridwatch.store.user.firing_log import LogQuery, Order, Which, Word
from gridwatch.wording.firings import event_words

_FIELD = re.compile(r"\{\w+\}")
_THOUSANDS = re.compile(r"[.,'](?=[0-9]{3}(?![0-9]))")
_NUMBER = re.compile(r"[0-9][0-9.,']*")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose firings are wanted: those of one company, of one list (the other is 0), or of all."""

    company: int = 0
    watchlist: int = 0


@dataclass(frozen=True, slots=True)
class LogWish:
    """What the user wants to see of the log, and in which order."""

    text: str = ""
    which: Which = Which.ALL
    whose: Whose = Whose()
    order: Order = Order.WHEN
    descending: bool = True

    @property
    def narrowed(self) -> bool:
        """Tell whether some of the log may be left out."""
        return bool(self.text.strip()) or self.which is not Which.ALL or self.whose != Whose()


def query_of(wish: LogWish, overview: Overview | None, language: str) -> LogQuery:
    """Return what the log is asked for; companies are called as `language` calls them."""
    known = _searched_names(overview)
    called = {
        number: names_in(view.company, language)[0]
        for number, view in (overview.companies.items() if overview else ())
    }
    return LogQuery(
        tuple(_word(each, known) for each in _words(wish.text)),
        wish.which,
        _companies(wish.whose, overview),
        wish.order,
        wish.descending,
        called,
    )


def _companies(whose: Whose, overview: Overview | None) -> frozenset[int] | None:
    if whose.company:
        return frozenset({whose.company})
    lists = overview.watchlists if overview else ()
    found = (each.companies for each in lists if each.id == whose.watchlist)
    return frozenset(next(found, ())) if whose.watchlist else None


def _words(text: str) -> Iterator[str]:
    """Yield the words of a search; a number and the scale behind it are one."""
    words = text.split()
    place = 0
    while place < len(words):
        word = words[place]
        after = words[place + 1] if place + 1 < len(words) else ""
        if _NUMBER.fullmatch(word) and after.casefold().rstrip(".") in SCALES:
            word, place = f"{word} {after}", place + 1
        yield word
        place += 1


def _word(text: str, names: Mapping[int, str]) -> Word:
    low = text.casefold()
    return Word(
        text,
        frozenset(number for number, each in names.items() if low in each),
        frozenset(_kinds(low)),
        _amount(text),
    )


def _searched_names(overview: Overview | None) -> dict[int, str]:
    """Return by company everything that it may be searched by: names, pinyin, symbols."""
    companies = (view.company for view in overview.companies.values()) if overview else ()
    return {
        each.id: "\n".join(
            (each.name, each.native_name, each.pinyin, *(one.symbol for one in each.listings))
        ).casefold()
        for each in companies
    }


def _kinds(low: str) -> Iterable[tuple[Measure, bool]]:
    for measure in Measure:
        for rises in (True, False):
            words = _FIELD.sub("\n", event_words(measure, rises=rises))
            if low in words.casefold():
                yield measure, rises


def _amount(text: str) -> float | None:
    """Return the number that a word writes; a mark before three digits parts thousands here."""
    if not text[:1].isdigit():
        return None
    for each in (text, _THOUSANDS.sub("", text)):
        try:
            return float(parse_amount(each).amount)
        except Problem:
            continue
    return None
