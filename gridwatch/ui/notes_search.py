"""Searches the notes for the palette: asked off the window's thread, told as offers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from gridwatch.domain.thesis.about import Theme
from gridwatch.runtime.session import Session
from gridwatch.services.overview import Overview
from gridwatch.services.thesis.search_words import says_enough
from gridwatch.services.thesis.searching import Found, search_notes
from gridwatch.store.user.themes import all_themes
from gridwatch.ui.look import Look
from gridwatch.ui.notes_search_offers import note_offers
from gridwatch.ui.palette_offers import Offer
from gridwatch.ui.thesis.place import Place, names_of

MOST = 20
_Answer = tuple[tuple[Found, ...], tuple[Theme, ...]]


@dataclass(frozen=True, slots=True)
class NoteSearch:
    """Asks one profile; `go_to` is called with the Place of the note that is chosen."""

    session: Session
    overview: Overview
    look: Look
    go_to: Callable[[Place], object]

    def ask(self, text: str, show: Callable[[list[Offer]], object]) -> bool:
        """Search for a text and hand what is found to `show`; False where it says too little.

        Of texts that are typed faster than they are answered only the last is searched for.
        """
        if not says_enough(text):
            return False

        def work(user: sqlite3.Connection) -> _Answer:
            return search_notes(user, text, MOST), all_themes(user)

        def done(answer: _Answer) -> None:
            found, themes = answer
            names = names_of(self.overview, themes, self.look.language)
            show(note_offers(found, names, self.look.phrases, self.go_to))

        self.session.read_user("found notes", work, done)
        return True
