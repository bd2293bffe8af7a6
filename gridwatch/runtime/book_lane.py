"""Keeps the book of a profile on a lane of its own and answers questions about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from gridwatch.places import Profile
from gridwatch.runtime.lane import Lane
from gridwatch.services.profiles import market_reader, user_reader

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from gridwatch.services.portfolio.book import Book

T = TypeVar("T")


class BookLane:
    """Opens the book with the first question, and brings it up to date before each one."""

    def __init__(self, profile: Profile, parent: QObject) -> None:
        """Read nothing yet; the lane's outcomes come home on the thread of `parent`."""
        self._profile = profile
        self._lane = Lane("book", 1, parent)
        self._book: Book | None = None

    def ask(
        self,
        question: str,
        work: Callable[[Book], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do some work on the book; a later call with the same question goes before what waits.

        What is stored by then is seen. Arrays of the book are not to be kept after the work.
        """
        self._lane.run(lambda: work(self._caught_up()), done, failed, replacing=question)

    def _caught_up(self) -> Book:
        from gridwatch.services.portfolio.book import Book  # numpy: after the first paint

        today = _today()
        # One that fails half-way is not asked again: the next question reads all anew.
        book, self._book = self._book or Book(today), None
        with user_reader(self._profile) as user, market_reader(self._profile) as market:
            book.catch_up(user, market, today)
        self._book = book
        return book

    def close(self) -> None:
        """Do what has begun to its end, hand nothing on."""
        self._lane.close()


def _today() -> date:
    """Return the date where the user is."""
    return datetime.now().astimezone().date()
