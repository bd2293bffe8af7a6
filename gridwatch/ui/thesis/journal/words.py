"""How far an entry is stored, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.thesis.wording import LONGEST_TEXT
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.journal.state import State
from gridwatch.ui.thesis.journal.writing import Writing

translate = QCoreApplication.translate


def state_words(writing: Writing, look: Look) -> str:
    """Return what the line below an entry says of it, "" for one that is not begun."""
    match writing.state:
        case State.STORED:
            return translate("Journal", "Saved") if writing.entry.id else ""
        case State.TYPED:
            return translate("Journal", "Saving…")
        case State.FAILED:
            return translate("Journal", "Not saved yet: it is kept here and tried again.")
        case State.TOO_LONG:
            words = translate(
                "Journal", "Too long to be saved: an entry has at most {most} characters."
            )
            return words.format(most=look.phrases.integer(LONGEST_TEXT))
        case State.PARTED:
            return translate("Journal", "Not saved here: choose above.")
