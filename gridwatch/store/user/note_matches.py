"""Which notes have words: walked newest first, and never further than is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from gridwatch.store.user.note_index import PIECE_BITS

# A word of the title weighs so many times one of the text.
_TITLE_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that a note has to have, in one of its folded spellings.

    `short`: it is looked up among the short words, where there is one spelling of it.
    """

    spellings: tuple[str, ...]
    short: bool = False

    @property
    def table(self) -> str:
        """Return the index that has it."""
        return "note_index_short" if self.short else "note_index"

    def query(self, *, titles: bool) -> str:
        """Return it in the language of FTS5, in which everything between quotes is plain text."""
        words = " OR ".join('"{}"'.format(each.replace('"', '""')) for each in self.spellings)
        return f"title : ({words})" if titles else words


def notes_with(
    user: sqlite3.Connection,
    wanted: Sequence[Wanted],
    most: int,
    hidden: frozenset[int] = frozenset(),
    *,
    titles: bool = False,
) -> list[int]:
    """Return the ids of at most so many notes that have all words, the last made first.

    With `titles` only of those that have them in their titles. `hidden` ones are passed over.
    """
    streams = [_notes(user, each, titles) for each in wanted]
    try:
        common: Iterator[int] = streams[0]
        for each in streams[1:]:
            common = _both(common, each)
        return list(islice((each for each in common if each not in hidden), most))
    finally:
        for each in streams:
            each.close()


def _notes(user: sqlite3.Connection, wanted: Wanted, titles: bool) -> Generator[int, None, None]:
    """Yield the notes with a word, in falling order, each once."""
    query = f"SELECT rowid FROM {wanted.table} WHERE {wanted.table} MATCH ? ORDER BY rowid DESC"  # noqa: S608 - constants
    last = 0
    with closing(user.execute(query, (wanted.query(titles=titles),))) as rows:
        for (row,) in rows:
            note = row >> PIECE_BITS
            if note != last:
                last = note
                yield note


def _both(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    """Yield what two falling streams have in common."""
    here, there = next(one, 0), next(other, 0)
    while here and there:
        if here == there:
            yield here
            here, there = next(one, 0), next(other, 0)
        elif here > there:
            here = next(one, 0)
        else:
            there = next(other, 0)


def weights(user: sqlite3.Connection, wanted: Iterable[Wanted], most: int) -> dict[int, float]:
    """Return how well notes fit, the smaller the better: BM25, summed over the words.

    A word that more than `most` pieces have is left out: it tells notes apart no more, and its
    weight could only be had by going through all of them.
    """
    found = dict[int, float]()
    for each in wanted:
        if _is_rare(user, each, most):
            for note, weight in _weighed(user, each).items():
                found[note] = found.get(note, 0.0) + weight
    return found


def _is_rare(user: sqlite3.Connection, wanted: Wanted, most: int) -> bool:
    table = wanted.table
    query = f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1 OFFSET ?"  # noqa: S608 - constants
    return user.execute(query, (wanted.query(titles=False), most)).fetchone() is None


def _weighed(user: sqlite3.Connection, wanted: Wanted) -> dict[int, float]:
    """Return the weight of each note with a word; of several pieces that of the best one."""
    table = wanted.table
    query = f"SELECT rowid, bm25({table}, {_TITLE_WEIGHT}, 1.0) FROM {table} WHERE {table} MATCH ?"  # noqa: S608 - constants
    found = dict[int, float]()
    for row, weight in user.execute(query, (wanted.query(titles=False),)):
        note = row >> PIECE_BITS
        found[note] = min(weight, found.get(note, 0.0))
    return found
