"""The journal of one thesis: its entries, and the one that is open."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.journal import Entry, EntryHead
from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.services.thesis.entry_edits import RemoveEntry
from gridwatch.store.user.entries import (
    entry_with_id,
    head_of,
    heads_about,
)
from gridwatch.ui.look import Look
from gridwatch.ui.strips import error_words
from gridwatch.ui.thesis.journal import parting
from gridwatch.ui.thesis.journal.completing import claim_offers, company_offers
from gridwatch.ui.thesis.journal.elsewhere import Elsewhere
from gridwatch.ui.thesis.journal.entry_list import EntryList
from gridwatch.ui.thesis.journal.illustrating import Illustrating
from gridwatch.ui.thesis.journal.leads import Leads
from gridwatch.ui.thesis.journal.linkable import Linkable, read_linkable
from gridwatch.ui.thesis.journal.rendering import Rendering
from gridwatch.ui.thesis.journal.sheet import EntrySheet
from gridwatch.ui.thesis.journal.verbs import Verbs
from gridwatch.ui.thesis.journal.words import state_words
from gridwatch.ui.thesis.journal.writing import Writing
from gridwatch.ui.thesis.page import Page
from gridwatch.ui.thesis.place import Names
from gridwatch.ui.words import problem_words

translate = QCoreApplication.translate
# From this width on the list stands beside the entry, not above it.
WIDE = 760
_HEAD_LETTERS = 800
Reading = tuple[tuple[EntryHead, ...], Entry | None]


class JournalPage(Page):
    """Shows the entries about a company, a theme or neither, newest first, and one to write in."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.writing: Writing | None = None
        self._left: list[Writing] = []  # entries that were left, until they are stored
        self._wanted = 0  # the entry that is to be opened once the list has been read
        self._heard = 0  # edits of the journal since the one of this page that is on its way
        self.list = EntryList(look, self)
        self.new = QPushButton(self)
        self.count = QLabel(self)
        self.sheet = EntrySheet(look, self)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.leads = Leads(self)
        self.rendering = Rendering(session, self.sheet, self.leads, lambda: self.look)
        self.illustrating = Illustrating(self.sheet.editor, lambda: self.writing)
        self.verbs = Verbs(session, self.sheet, lambda: self.writing, lambda: self.look)
        self.elsewhere = Elsewhere(session.profile.user_db, self)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 5, 8, 5)
        bar.addWidget(self.count, 1)
        bar.addWidget(self.new)
        entries = QWidget(self)
        column = QVBoxLayout(entries)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.list, 1)
        self.split.addWidget(entries)
        self.split.addWidget(self.sheet)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([150, 420])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
        self.setFocusProxy(self.sheet.editor)

    def _connect(self) -> None:
        sheet, leads = self.sheet, self.leads
        self.new.clicked.connect(self.new_entry)
        self.list.wanted.connect(self._open)
        self.list.removal_wanted.connect(self.remove)
        sheet.editor.typed.connect(self._touch)
        sheet.editor.refused.connect(lambda problem: self.said.emit(problem_words(problem)))
        sheet.moved.connect(self._move)
        self.verbs.removal_wanted.connect(self.remove)
        for each in (sheet.editor, sheet.reading):
            each.followed.connect(leads.follow)
        leads.left.connect(sheet.outside.ask_for)
        leads.opened.connect(self.opened)
        leads.selected.connect(self.selected)
        leads.said.connect(self.said)
        self.illustrating.wanted.connect(self.edited)
        self.illustrating.turned.connect(self.rendering.show_picturing)
        self.illustrating.failed.connect(lambda error: self.said.emit(_words_of(error)))
        self.elsewhere.changed.connect(self._look_again)

    # What is read

    def read(self) -> None:
        """Read the entries about the subject, and open the newest."""
        self._put_away()
        self.sheet.show_text("", writable=False)
        self.session.read_user("linkable", read_linkable, self._show_linkable)
        self._read_list()

    def _read_list(self) -> None:
        about, wanted = self.about, self._wanted
        self.session.read_user(
            "journal",
            lambda user: _read(user, about, wanted),
            lambda found: self._show_list(about, wanted, found),
        )

    def _show_list(self, about: About, wanted: int, found: Reading) -> None:
        if about != self.about:
            return
        heads, entry = found
        self.list.show_heads(heads, self._number)
        self._show_count()
        if wanted != self._wanted:
            self._read_list()  # another one is wanted by now
        elif self.writing is None:
            self._wanted = 0
            self._show(entry or self._draft())

    def _look_again(self) -> None:
        """See whether the entries, or the one that is open, were changed elsewhere."""
        self._read_list()
        if self.writing is not None:
            self.writing.look()

    def take_changes(self, changes: Changes) -> None:
        """Read anew where entries were edited, and claims that can be linked to."""
        if changes.thesis:
            self.session.read_user("linkable", read_linkable, self._show_linkable)
        if not changes.journal:
            return
        self._heard += 1
        if self.writing is None or not self.writing.under_way:
            self._look_again()

    def _show_linkable(self, found: Linkable) -> None:
        self.leads.linkable = found
        self._offer_links()
        self.sheet.restyle(self.look, found.symbols)

    def _offer_links(self) -> None:
        found, language = self.leads.linkable, self.look.phrases.language
        nearest = sorted(found.claims, key=lambda each: (each.about != self.about, each.id))
        self.sheet.editor.completing.show_offers(
            company_offers(found.companies.values(), language), claim_offers(nearest)
        )

    # The entry that is open

    @property
    def _number(self) -> int:
        return self.writing.entry.id if self.writing is not None else 0

    def _draft(self) -> Entry:
        now = datetime.now(UTC)
        return Entry(0, self.about, date.today(), "", now, now)  # noqa: DTZ011 - the user's own day

    def new_entry(self) -> None:
        """Begin an entry of today, with the cursor in it; it is stored with its first word."""
        self._put_away()
        self._show(self._draft())
        self.sheet.write()

    def go_to(self, number: int) -> None:
        """Open the entry with this id."""
        self._open(number)

    def _open(self, number: int) -> None:
        if number == self._number:
            return
        self._put_away()
        self.sheet.set_writable(on=False)
        self._wanted = number
        self._read_list()

    def _show(self, entry: Entry) -> None:
        """Show an entry, ready to be written in."""
        writing = self.writing = Writing(self.session, entry, lambda: self.sheet.editor.text, self)
        writing.wanted.connect(self.edited)
        writing.turned.connect(partial(self._turned, writing))
        writing.begun.connect(partial(self._stored, writing))
        writing.stored.connect(partial(self._stored, writing))
        writing.replaced.connect(partial(self._replace, writing))
        writing.kept_apart.connect(partial(self._kept_apart, writing))
        writing.ended.connect(partial(self._end, writing))
        self.sheet.show_head(entry.on, entry.about)
        self.sheet.show_text(entry.text)
        self.list.point_at(entry.id)
        self._turned(writing)

    def _put_away(self) -> None:
        """Have what is typed stored, and show no entry."""
        writing, self.writing = self.writing, None
        self._wanted = 0
        if writing is not None:
            self._left.append(writing)
            writing.leave()

    def _end(self, writing: Writing) -> None:
        if writing in self._left:
            self._left.remove(writing)
            writing.deleteLater()

    def leave(self) -> None:
        """Hand over what is typed and not stored yet."""
        if self.writing is not None:
            self.writing.hand_over()

    # Writing

    def _touch(self) -> None:
        if self.writing is not None:
            self.writing.touch()

    def _turned(self, writing: Writing) -> None:
        """Say how far the entry is stored."""
        if writing is not self.writing:
            return
        if writing.gone:
            self.writing = None
            self._end_at_once(writing)
            return
        self.sheet.show_head(writing.entry.on, writing.entry.about)
        self.sheet.show_state(state_words(writing, self.look))
        if writing.parted and self.sheet.strip.isHidden():
            parting.ask(self.sheet.strip, writing, self.look)
        elif not writing.parted and not self.sheet.strip.isHidden():
            self.sheet.strip.dismiss()

    def _end_at_once(self, writing: Writing) -> None:
        """Open another entry: this one was deleted, and nothing was typed in it."""
        writing.deleteLater()
        self.sheet.show_text("", writable=False)
        self._read_list()

    def _stored(self, writing: Writing) -> None:
        """Show what was stored in the list; nothing is read for it but what others did."""
        heard, self._heard = self._heard, 0
        self.elsewhere.pass_over()
        entry = writing.entry
        if writing is self.writing and heard <= 1 and entry.id and entry.about == self.about:
            head = head_of(
                entry.id, entry.on.isoformat(), entry.version, entry.text[:_HEAD_LETTERS]
            )
            self.list.show_head(head)
            self._show_count()
        elif writing is self.writing and entry.about != self.about and not writing.under_way:
            self._moved_away(entry)
        else:
            self._read_list()

    def _moved_away(self, entry: Entry) -> None:
        name = self.names.of(entry.about) or translate("Thesis", "About nothing in particular")
        self.noted.emit(translate("Journal", "Moved to: {name}").format(name=name))
        self._put_away()
        self.sheet.show_text("", writable=False)
        self._read_list()

    def _replace(self, writing: Writing, text: str) -> None:
        if writing is self.writing:
            self.sheet.editor.replace(text)
            if self.sheet.read.isChecked():
                self.rendering.read()

    def _kept_apart(self, writing: Writing) -> None:
        words = translate(
            "Journal",
            "The entry was changed or deleted elsewhere: what you wrote is kept as a new entry.",
        )
        self.noted.emit(words)
        if writing is self.writing:
            self.sheet.strip.dismiss()
        self._read_list()

    # What the user asks for

    def _move(self, on: date, about: About) -> None:
        if self.writing is not None:
            self.writing.move(on, about)

    def remove(self) -> None:
        """Delete the open entry; the window's undo brings it back."""
        number = self._number
        self._put_away()
        self.sheet.show_text("", writable=False)
        if number:
            self.edited.emit(RemoveEntry(number), self._read_list, self._read_list)
        else:
            self._read_list()

    # How it looks

    def show_names(self, names: Names) -> None:
        """Take what companies and themes are called now."""
        super().show_names(names)
        themes = [
            (translate("Thesis", "Theme: {name}").format(name=each.name), About(theme_id=each.id))
            for each in names.themes
        ]
        companies = sorted(
            ((name, About(number)) for number, name in names.companies.items()),
            key=lambda each: each[0].casefold(),
        )
        nothing = (translate("Thesis", "About nothing in particular"), About())
        self.sheet.show_subjects([nothing, *themes, *companies])
        if self.writing is not None:
            self.sheet.show_head(self.writing.entry.on, self.writing.entry.about)

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        super().restyle(look)
        self.new.setText(translate("Journal", "New entry"))
        self.count.setStyleSheet(f"color: {look.tones.muted};")
        self.list.restyle(look)
        self.list.setStyleSheet(f"QListView {{ background: {look.tones.base}; }}")
        self.sheet.restyle(look, self.leads.linkable.symbols)
        self._offer_links()
        self._show_count()
        if self.writing is not None:
            self._turned(self.writing)

    def _show_count(self) -> None:
        count = len(self.list.model_.heads)
        words = (
            translate("Journal", "{count} entries")
            if count != 1
            else translate("Journal", "1 entry")
        )
        self.count.setText(words.format(count=self.look.phrases.integer(count)) if count else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list beside the entry where there is room, else above it."""
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.split.orientation() != wanted:
            self.split.setOrientation(wanted)
            self.split.setSizes([300, self.width() - 300] if wide else [150, self.height() - 150])

    def showEvent(self, event: QShowEvent) -> None:
        """Watch the file while the page is seen."""
        super().showEvent(event)
        self.elsewhere.watch(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Have what is typed stored, and look no more."""
        super().hideEvent(event)
        self.leave()
        self.elsewhere.watch(on=False)


def _read(user: sqlite3.Connection, about: About, wanted: int) -> Reading:
    """Read the list, and the entry that is wanted or the newest."""
    heads = heads_about(user, about)
    shown = {each.id for each in heads}
    number = wanted if wanted in shown else next(iter(each.id for each in heads), 0)
    return heads, entry_with_id(user, number) if number else None


def _words_of(error: Exception) -> str:
    return problem_words(error) if isinstance(error, Problem) else error_words(error)
