"""Texts as they are compared in a search: without case, width and accents, letter for letter."""

from __future__ import annotations

from unicodedata import category, normalize

# Letters with a stroke are no letters with an accent to Unicode, but to whoever types without them.
_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i"}
_SPACES = {"Cc", "Cs", "Zs", "Zl", "Zp"}
# Accents make another letter of a kana and of some Cyrillic letters, so those keep them.
_ACCENTED_BEFORE = "\u0400"


class _Letters(dict[int, str]):
    """What each letter becomes, found once and kept."""

    def __missing__(self, code: int) -> str:
        """Fold a letter that has not been seen before."""
        letter = self[code] = _folded(chr(code))
        return letter


def folded(text: str) -> str:
    """Return a text as it is compared; each letter becomes one, so that places stay what they are.

    Control characters and all kinds of space become plain spaces. "ß" stays: see `spellings`.
    """
    return text.translate(_LETTERS)


def spellings(word: str, most: int = 4) -> tuple[str, ...]:
    """Return a folded word in all its spellings with ss and ß; with more than `most` as it is."""
    parts = word.replace("ß", "ss").split("ss")
    if not 1 < len(parts) <= most:
        return (word,)
    found = [parts[0]]
    for part in parts[1:]:
        found = [f"{each}{mark}{part}" for each in found for mark in ("ss", "ß")]
    return tuple(found)


def _folded(letter: str) -> str:
    while (other := _folded_once(letter)) != letter:
        letter = other
    return letter


def _folded_once(letter: str) -> str:
    if category(letter) in _SPACES:
        return " "
    wide = normalize("NFKC", letter)
    first, *marks = list(normalize("NFD", wide if len(wide) == 1 else letter))
    accented = first < _ACCENTED_BEFORE and all(category(each) == "Mn" for each in marks)
    plain = first if accented else (wide if len(wide) == 1 else letter)
    for small in (plain.casefold(), plain.lower()):
        if len(small) == 1:
            return _STROKES.get(small, small)
    return plain


_LETTERS = _Letters()
