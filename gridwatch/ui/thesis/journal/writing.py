"""Stores one entry while it is written: soon, never twice at once, and over nobody else's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.journal import Entry
from gridwatch.domain.thesis.wording import LONGEST_TEXT, text_of
from gridwatch.runtime.session import Session
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.entry_edits import (
    AddEntry,
    GoOnWriting,
    HandOver,
    KeepText,
    MoveEntry,
    SaveEntry,
)
from gridwatch.store.user.entries import entry_with_id, newest_like
from gridwatch.ui.thesis.journal.state import State

# From the first letter that is not stored: with the storing itself less than a second.
SAVE_MILLISECONDS = 800
AGAIN_MILLISECONDS = 3000


class Writing(QObject):
    """One entry that is open; `typed` returns what is written now.

    `wanted` carries an Edit, and what to call when it is stored and where it could not be.
    `replaced` carries a text that was written elsewhere, to be shown in place of the one here.
    `begun`: a new entry has its id now. `kept_apart`: what was typed is a new entry now, because
    the other one was changed elsewhere. `ended`: it was left and nothing is to be stored any more.
    """

    wanted = Signal(object, object, object)
    turned = Signal()
    replaced = Signal(str)
    begun = Signal()
    stored = Signal()
    kept_apart = Signal()
    ended = Signal()

    def __init__(
        self, session: Session, entry: Entry, typed: Callable[[], str], parent: QObject
    ) -> None:
        """Take an entry as it is stored; an id of 0: it is not yet."""
        super().__init__(parent)
        self._session, self._typed = session, typed
        self.entry = entry
        self.theirs: Entry | None = None  # where it was changed elsewhere: as it is stored
        self.gone = False  # it was deleted elsewhere, and nothing was typed here
        self._dirty = self._left = self._failed = self._long = False
        self._sent: AddEntry | None = None  # on its way, without an id yet
        self._ahead: str | None = None  # what was sent behind it
        self._handed = ""  # the last words that were handed over
        self._asking: Callable[[], None] | None = None  # what it asks again without an answer
        self._next = (entry.version, entry.text)  # once all has arrived that is on its way
        self._flying = 0  # edits that are on their way
        self._moving: tuple[date, About] | None = None
        self._heading: tuple[date, About] | None = None  # where a move on its way leads
        self._apart = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)

    # What the user does

    @property
    def state(self) -> State:
        """Return how far what is typed is stored."""
        if self.parted:
            return State.PARTED
        if self._long:
            return State.TOO_LONG
        if self._failed:
            return State.FAILED
        return State.TYPED if self._dirty or self._flying else State.STORED

    @property
    def parted(self) -> bool:
        """Tell whether it waits for the user to choose between two versions."""
        return self.theirs is not None

    @property
    def text(self) -> str:
        """Return what is written now."""
        return self._typed()

    @property
    def under_way(self) -> bool:
        """Tell whether an edit of this entry is on its way."""
        return self._flying > 0

    def touch(self) -> None:
        """Note that something was typed: it is stored in less than a second."""
        before, self._dirty = self.state, True
        if self.parted:
            self.keep_mine()
        else:
            self._save_soon()
        if before is not self.state:
            self.turned.emit()

    def move(self, on: date, about: About) -> None:
        """Give the entry another day or subject."""
        if (on, about) == (self.entry.on, self.entry.about):
            return
        if not self.entry.id and self._sent is None:
            self.entry = replace(self.entry, on=on, about=about)
            self.turned.emit()
            return
        self._moving = (on, about)
        self._go()

    def save(self, *, apart: bool = False) -> None:
        """Store what is typed now; with `apart` what was there before is kept in any case."""
        self._apart = self._apart or apart
        self._go()

    def leave(self) -> None:
        """Store what is typed and take nothing more; what fails is tried again from here."""
        text = self._typed()
        self._typed, self._left = lambda: text, True
        self.hand_over()
        self._end()

    def hand_over(self) -> None:
        """Have everything stored now: there may be no later."""
        self._timer.stop()
        if self.parted:
            self.keep_mine()
        elif self._dirty and (self._flying or (self.entry.id and not self._moving)):
            self._follow_up(self._typed())
        else:
            self._go()

    # Storing

    def _go(self) -> None:
        self._timer.stop()
        if self._asking is not None:  # the answer did not come: it could not be read
            self._asking()
            self._timer.start(AGAIN_MILLISECONDS)
        if self._flying or self.parted:
            return
        if self._moving is not None and self.entry.id:
            on, about = self._moving
            self._heading, self._moving = self._moving, None
            self._next = (self.entry.version + 1, self.entry.text)
            self._send(MoveEntry(self.entry.id, on, about), lambda: self._moved(on, about))
        elif self._dirty:
            self._store(self._typed())

    def _store(self, text: str) -> None:
        self._dirty, self._long = False, len(text) > LONGEST_TEXT
        entry = self.entry
        if self._long:
            self._dirty = True
            self.turned.emit()
        elif entry.id and text != entry.text:
            edit = SaveEntry(entry.id, entry.version, text, entry.on, entry.about, self._apart)
            self._apart = False
            self._next = (entry.version + 1, text)
            self._send(edit, lambda: self._saved(text))
        elif not entry.id and text.strip():
            self._sent = AddEntry(entry.about, entry.on, text)
            self._send(self._sent, self._added)
        else:
            self._failed = False
            self.turned.emit()

    def _follow_up(self, text: str) -> None:
        """Store the last words behind all that is on its way: the answers may never come."""
        entry = self.entry
        if len(text) > LONGEST_TEXT or (entry.id and not self._flying and text == entry.text):
            self._go()
            return
        self._dirty = False
        if self._sent is not None:
            self._ahead = text
            self._send(GoOnWriting(self._sent, text), lambda: self._went_on(text))
        else:
            on, about = self._moving or self._heading or (entry.on, entry.about)
            self._moving = None
            version, ahead = self._next if self._flying else (entry.version, entry.text)
            self._next = (version + 1, text)
            edit = HandOver(SaveEntry(entry.id, version, text, on, about), ahead)
            self._send(edit, lambda: self._ask_for_handed(text))

    def _send(self, edit: Edit, made: Callable[[], None]) -> None:
        self._flying += 1

        def landed() -> None:
            self._flying -= 1
            self._failed = False
            made()
            self._end()

        self.wanted.emit(edit, landed, self._unmade)
        self.turned.emit()

    def _saved(self, text: str) -> None:
        self.entry = replace(self.entry, text=text, version=self.entry.version + 1)
        self._settled()

    def _moved(self, on: date, about: About) -> None:
        self._heading = None
        self.entry = replace(self.entry, on=on, about=about, version=self.entry.version + 1)
        self._settled()

    def _settled(self) -> None:
        self.turned.emit()
        self.stored.emit()
        if self._moving is not None or (self._left and self._dirty):
            self._go()
        elif self._dirty:
            self._save_soon()

    def _save_soon(self) -> None:
        """Store within a second, but for what failed: that waits for its turn."""
        if not self._timer.isActive():
            self._timer.start(SAVE_MILLISECONDS)

    def _added(self) -> None:
        """Ask which id the new entry has; it counts as on its way until then."""
        self._ask(self._ask_for_id)

    def _ask(self, question: Callable[[], None]) -> None:
        self._flying += self._asking is None
        self._asking = question
        question()

    def _ask_for_id(self) -> None:
        sent = self._sent
        if sent is None:
            return
        texts = (sent.text, self._ahead if self._ahead is not None else sent.text)
        self._session.read_user(
            f"begun {id(self)}",
            lambda user: newest_like(user, sent.about, sent.on, *map(text_of, texts)),
            self._begin,
        )

    def _begin(self, found: Entry | None) -> None:
        if self._asking != self._ask_for_id:
            return  # it was asked for twice
        self._flying, self._asking = self._flying - 1, None
        sent, self._sent = self._sent, None
        if found is not None and sent is not None:
            first = found.text == text_of(sent.text)
            self.entry = replace(found, text=sent.text) if first else found
            if self._ahead is not None and self._flying == 0:
                self._went_on(self._ahead)
            self.begun.emit()
        self._settled()
        self._end()

    def _ask_for_handed(self, text: str) -> None:
        """Ask what has become of the last words: stored in the entry, or beside it."""
        self._handed = text
        self._heading = None
        self._ask(self._read_handed)

    def _read_handed(self) -> None:
        number = self.entry.id
        self._session.read_user(
            f"handed {id(self)}", lambda user: entry_with_id(user, number), self._take_handed
        )

    def _take_handed(self, there: Entry | None) -> None:
        stored = there is not None and not there.removed and there.text == text_of(self._handed)
        if self._asking != self._read_handed or (self._flying > 1 and not stored):
            return  # it was asked for twice, or what follows will ask again
        self._flying, self._asking = self._flying - 1, None
        self._dirty = self._dirty and self._typed() != self._handed
        if there is not None and stored:
            self.entry = replace(there, text=self._handed)
        else:
            self._take_parting(there)
        self._settled()
        self._end()

    def _take_parting(self, there: Entry | None) -> None:
        """Go on with what is stored: the last words are an entry of their own by now."""
        if self._dirty:
            self.keep_mine()  # with what was typed since
        elif there is None or there.removed:
            self.gone = True
        else:
            self.entry = there
            self.replaced.emit(there.text)
            self.kept_apart.emit()

    def _went_on(self, text: str) -> None:
        """Note that what was sent behind a new entry is stored, unless that was seen already."""
        if self.entry.id and text_of(self.entry.text) != text_of(text):
            self.entry = replace(self.entry, text=text, version=self.entry.version + 1)
        self._settled()

    def _unmade(self) -> None:
        """Find out why nothing was stored: another version, or a disk that is full."""
        self._flying -= 1
        self._dirty, self._failed, self._heading = True, True, None
        self._sent = self._sent if self.entry.id else None
        self._timer.start(AGAIN_MILLISECONDS)
        self.look()
        self.turned.emit()

    def _end(self) -> None:
        if self._left and not (self._flying or self._dirty or self._failed or self.parted):
            self.ended.emit()

    # What others do

    def look(self) -> None:
        """Read the entry as it is stored now: it may have been changed elsewhere."""
        number = self.entry.id
        if number:
            self._session.read_user(
                f"entry {number}", lambda user: entry_with_id(user, number), self._compare
            )

    def _compare(self, there: Entry | None) -> None:
        other = there is not None and there.id != self.entry.id
        if self._flying or self.parted or self.gone or other:
            return
        if there is None or there.removed:
            self._take_removal()
        elif there.version == self.entry.version and self._failed:
            self._resume(AGAIN_MILLISECONDS)
        elif there.version > self.entry.version:
            self._take_version(there)

    def _take_removal(self) -> None:
        """Keep what is typed as a new entry: there is no other version to choose."""
        if self._dirty:
            self.keep_mine()
        else:
            self.gone = True
        self.turned.emit()

    def _take_version(self, there: Entry) -> None:
        mine, known = text_of(self._typed(), 2 * LONGEST_TEXT), text_of(self.entry.text)
        if there.text in {mine, known}:  # only its day or subject, or the very same words
            self.entry = replace(there, text=self.entry.text if there.text == known else mine)
            self._dirty = self._dirty and mine != there.text
            self._resume(0)
        elif not self._dirty and mine == known:
            self.entry = there
            self.replaced.emit(there.text)
            self._failed = False
        else:
            self._timer.stop()
            self.theirs = there
            if self._left:
                self.keep_mine()
            else:  # among what the entry was, until the user has chosen
                self.wanted.emit(KeepText(self.entry.id, self._typed()), None, None)
        self.turned.emit()

    def _resume(self, milliseconds: int) -> None:
        """Try again after a while to store what could not be stored."""
        self._failed = self._failed and self._dirty and milliseconds > 0
        if self._dirty:
            self._timer.start(milliseconds)
        self.turned.emit()

    # What the user chooses

    def show_theirs(self) -> None:
        """Go on with what was written elsewhere."""
        if self.theirs is None:
            return
        self._timer.stop()
        self.entry, self.theirs = self.theirs, None
        self._dirty = self._failed = False
        self.replaced.emit(self.entry.text)
        self.turned.emit()

    def keep_mine(self) -> None:
        """Make what is typed here an entry of its own, beside the one that was changed elsewhere.

        It is about the same and of the same day.
        """
        about = self.theirs.about if self.theirs else self.entry.about
        self.entry = replace(self.entry, id=0, version=1, text="", about=about)
        self._timer.stop()
        self.theirs, self._sent = None, None
        self._dirty, self._failed = True, False
        self.kept_apart.emit()
        self._go()
        self.turned.emit()
