"""How well typed letters fit a text: as its beginning, its words, inside it, or scattered."""

from __future__ import annotations

from collections.abc import Collection, Iterable

_START, _WORD, _INITIALS, _INSIDE, _SCATTERED = 0.0, 1.0, 1.5, 2.0, 3.0


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
    breaks = _breaks(word, text)
    if breaks is None:
        return None
    return (_SCATTERED + breaks / 10 if breaks else _INITIALS) + length


def _breaks(word: str, text: str) -> int | None:
    """Return how often the letters of a word lie apart, but for the beginnings of words.

    Its first letter has to begin a word: scattered letters fit nearly anything else. None where
    they are not there in order.
    """
    starts = {place for place in range(len(text)) if _begins(text, place)}
    found = (_walked(word, text, each, starts) for each in starts if text[each] == word[0])
    return min((each for each in found if each is not None), default=None)


def _walked(word: str, text: str, place: int, starts: Collection[int]) -> int | None:
    breaks = 0
    for letter in word[1:]:
        if text[place + 1 : place + 2] == letter:
            place += 1
            continue
        ahead = [each for each in range(place + 1, len(text)) if text[each] == letter]
        if not ahead:
            return None
        begun = [each for each in ahead if each in starts]
        breaks += not begun
        place = (begun or ahead)[0]
    return breaks


def _begins(text: str, place: int) -> bool:
    return text[place].isalnum() and (not place or not text[place - 1].isalnum())
