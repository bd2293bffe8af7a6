"""Found notes as lines of the palette, and where each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication

from gridwatch.services.thesis.searching import Found
from gridwatch.store.user.note_index import NoteKind
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.palette_offers import Offer
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.thesis.place import Names, PageName, Place

translate = QCoreApplication.translate
KIND_WORDS = {
    NoteKind.CLAIM: QT_TRANSLATE_NOOP("NotesSearch", "Claim"),
    NoteKind.EVIDENCE: QT_TRANSLATE_NOOP("NotesSearch", "Evidence"),
    NoteKind.ENTRY: QT_TRANSLATE_NOOP("NotesSearch", "Journal"),
    NoteKind.SERIES: QT_TRANSLATE_NOOP("NotesSearch", "Figures"),
    NoteKind.THEME: QT_TRANSLATE_NOOP("NotesSearch", "Theme"),
}
_PAGES = {NoteKind.ENTRY: PageName.JOURNAL, NoteKind.SERIES: PageName.FIGURES}


def note_offers(
    found: Iterable[Found], names: Names, phrases: Phrases, go_to: Callable[[Place], object]
) -> list[Offer]:
    """Return what was found, each with its kind, its day, and the words around."""
    return [_offer(each, names, phrases, _going(go_to, place_of(each))) for each in found]


def place_of(found: Found) -> Place:
    """Return where a found note is shown: evidence with its claim, a theme with its claims."""
    page = _PAGES.get(found.kind, PageName.CLAIMS)
    return Place(found.about, page, found.id if found.kind in _PAGES else found.claim_id)


def _going(go_to: Callable[[Place], object], place: Place) -> Callable[[], object]:
    return lambda: go_to(place)


def _offer(found: Found, names: Names, phrases: Phrases, run: Callable[[], object]) -> Offer:
    """Return one line; what a note is about stands before the words around it."""
    about = "" if found.kind is NoteKind.THEME else names.of(found.about)
    kind = translate("NotesSearch", KIND_WORDS[found.kind])
    day = "" if found.day is None else phrases.day(found.day)
    before = f"{about} · " if about and found.excerpt.text else about
    title = found.title.text or translate("NotesSearch", "Without a title")
    return Offer(
        "",
        title,
        " · ".join(each for each in (kind, day) if each),
        run=run,
        title_marks=found.title.marks,
        context=f"{before}{found.excerpt.text}" or kind,
        context_marks=tuple((len(before) + at, length) for at, length in found.excerpt.marks),
    )
