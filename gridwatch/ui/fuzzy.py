"""How well typed letters fit a text: as its beginning, its words, inside it, or scattered."""

from __future__ import annotations

from collections.abc import Iterable

_START, _WORD, _INSIDE, _SCATTERED = 0.0, 1.0, 2.0, 3.0


def fit(typed: str, texts: Iterable[str]) -> float | None:
    """Return how well what is typed fits the best of some texts, the smaller the better.

    Every word of it has to fit one of them; None where one does not.
    """
    known = [each.casefold() for each in texts if each]
    total = 0.0
    for word in typed.casefold().split():
        found = [each for text in known if (each := _fit(word, text)) is not None]
        if not found:
            return None
        total += min(found)
    return total


def _fit(word: str, text: str) -> float | None:
    length = len(text) / 1000  # of two that fit alike the shorter one is meant
    place = text.find(word)
    if place == 0:
        return _START + length
    if place > 0 and not text[place - 1].isalnum():
        return _WORD + length
    if place > 0:
        return _INSIDE + place / 100 + length
    gaps = _gaps(word, text)
    return None if gaps is None else _SCATTERED + gaps / 10 + length


def _gaps(word: str, text: str) -> int | None:
    """Return how many letters lie between those of a word, None where they are not in order.

    Its first letter has to begin a word: scattered letters fit nearly anything else.
    """
    starts = (place for place, letter in enumerate(text) if letter == word[0])
    begun = [each for each in starts if not each or not text[each - 1].isalnum()]
    spans = [each for start in begun if (each := _span(word, text, start)) is not None]
    return min(spans) - len(word) if spans else None


def _span(word: str, text: str, start: int) -> int | None:
    place = start
    for letter in word:
        place = text.find(letter, place)
        if place < 0:
            return None
        place += 1
    return place - start
