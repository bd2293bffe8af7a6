"""What is typed to search the notes, as the words that a note has to have."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from gridwatch.domain.thesis.folding import folded, spellings
from gridwatch.store.user.note_matches import Wanted
from gridwatch.store.user.note_pieces import LETTER, OVERLAP, is_short_word

LONGEST_QUERY = OVERLAP  # so that a phrase is whole in one piece of a text
_QUOTES = str.maketrans(dict.fromkeys("“”„«»「」『』", '"'))
_PARTS = re.compile(r'"([^"]*)"?|(\S+)')
_RUN = 3  # letters that the index of longer words begins with
_LISTINGS = """
SELECT other.symbol FROM listing JOIN listing AS other USING (company_id)
WHERE listing.symbol = ? COLLATE NOCASE
"""


def wanted_in(user: sqlite3.Connection, text: str) -> tuple[Wanted, ...]:
    """Return what is asked for: words, “phrases”, #tags and @symbols, all of which must be there.

    Everything else is plain text. A word of three letters or more is found anywhere, one of two at
    the beginning of a word; in Chinese, Japanese and Korean one letter is enough. A symbol stands
    for all listings of its company. Shorter ones say too little and are left out.
    """
    found = dict[Wanted, None]()
    for word in _words(text):
        wanted = _wanted(user, word)
        if wanted is not None:
            found[wanted] = None
    return tuple(found)


def says_enough(text: str) -> bool:
    """Tell whether there is a word in a text by which something can be found."""
    return any(len(each) >= _RUN or is_short_word(each) for each in _words(text))


def pattern_of(wanted: Sequence[Wanted]) -> re.Pattern[str]:
    """Return what finds the words in a folded text."""
    parts = sorted((each for one in wanted for each in _patterns(one)), key=len, reverse=True)
    return re.compile("|".join(parts))


def _words(text: str) -> Iterator[str]:
    plain = folded(normalize("NFC", text)).translate(_QUOTES)[:LONGEST_QUERY]
    for part in _PARTS.finditer(plain):
        word = " ".join((part[1] or part[2] or "").split())
        if word:
            yield word


def _wanted(user: sqlite3.Connection, word: str) -> Wanted | None:
    if word.startswith("@") and len(word) > 1:
        symbols = [folded(f"@{each}") for (each,) in user.execute(_LISTINGS, (word[1:],))]
        found = tuple(each for each in symbols if len(each) >= _RUN)
        if found:
            return Wanted(found)
    if len(word) >= _RUN:
        return Wanted(tuple(each for each in spellings(word) if len(each) >= _RUN) or (word,))
    return Wanted((word,), short=True) if is_short_word(word) else None


def _patterns(wanted: Wanted) -> Iterator[str]:
    for each in wanted.spellings:
        begins = wanted.short and re.fullmatch(f"[{LETTER}]{{2}}", each)
        yield f"(?<![{LETTER}]){each}" if begins else re.escape(each)
