"""Which firings are news: told, not seen in the window, and not heard of by an earlier check."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from gridwatch.store.database import transaction
from gridwatch.store.user.choices import all_choices, store_choices
from gridwatch.store.user.firings import Firing

# Kept beside the preferences: the id of the last firing that `check --exit-code` has told.
HEARD = "heard_firing"


def news_of(user: sqlite3.Connection, log: Iterable[Firing]) -> list[Firing]:
    """Return those firings of `log` that nobody has heard of yet, in its order."""
    heard = all_choices(user).get(HEARD, "")
    last = int(heard) if heard.isascii() and heard.isdigit() else 0
    return [each for each in log if each.id > last and each.seen_at is None and not each.quiet]


def note_heard(user: sqlite3.Connection, number: int) -> None:
    """Note that all firings up to this id are no news any more."""
    with transaction(user):
        store_choices(user, {HEARD: str(number)})
