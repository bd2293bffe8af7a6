"""The claims of one thesis: the list, and beside or under it the claim that is chosen."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.changes_of_claim import Step
from gridwatch.domain.thesis.claim import CHANGEABLE, Claim, Revision
from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.services.thesis.claim_edits import ArrangeClaims, ChangeClaim, RemoveClaim
from gridwatch.services.thesis.reading import Thesis, read_history, read_thesis, read_thesis_at
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.claims.claim_list import ClaimList
from gridwatch.ui.thesis.claims.detail import SHORTCUTS, ClaimDetail, Side, shown_key
from gridwatch.ui.thesis.claims.doubting import Doubting
from gridwatch.ui.thesis.claims.draft import Draft
from gridwatch.ui.thesis.claims.filters import Filter, Wanted
from gridwatch.ui.thesis.claims.model import ClaimsModel
from gridwatch.ui.thesis.claims.past import PastBar
from gridwatch.ui.thesis.claims.saving import Saving
from gridwatch.ui.thesis.claims.testing import Testing
from gridwatch.ui.thesis.claims.turning import TurningSplitter
from gridwatch.ui.thesis.claims.words import empty_words
from gridwatch.ui.thesis.page import Page
from gridwatch.ui.thesis.place import Names

translate = QCoreApplication.translate
_NEW = "Ctrl+Shift+N"  # as the action of the window


class ClaimsPage(Page):
    """Shows the claims of a company or theme."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self._thesis: Thesis | None = None
        self._asked = 0  # readings so far: an answer to an earlier one is too late
        self._shown = self._wanted = 0  # the claim in the detail; the one to go to when it is read
        self.saving, self.testing = Saving(self), Testing(session, self)
        self._doubting = Doubting(session, self)
        self.model = ClaimsModel(look.phrases)
        self.filter, self.add, self.more = Filter(self), QToolButton(self), QToolButton(self)
        self.past = PastBar(look, self)
        self.splitter = TurningSplitter(self)
        self.list = ClaimList(self.model, look.tones, self)
        self.detail = ClaimDetail(look, self)
        self._lay_out()
        self._connect()
        self.restyle(look)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        bar.addWidget(self.filter, 1)
        bar.addWidget(self.add)
        bar.addWidget(self.more)
        self.add.setAutoRaise(True)
        self.more.setAutoRaise(True)
        self.more.setText("⋯")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.more.setMenu(QMenu(self.more))
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.detail)
        self.list.setMinimumSize(180, 70)
        self.detail.setMinimumSize(260, 120)
        self.setFocusProxy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.past)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.filter.changed.connect(self._filter)
        self.add.clicked.connect(lambda _=False: self.new_claim())
        self.more.menu().aboutToShow.connect(self._fill_menu)
        self.past.changed.connect(self._read_other)
        self.list.chosen.connect(self._choose)
        self.list.moved.connect(self._move)
        self.list.removed.connect(self.remove)
        self.list.opened.connect(self._enter)
        self.list.customContextMenuRequested.connect(self._show_menu)
        detail, saving = self.detail, self.saving
        detail.turned.connect(self._read_steps)
        detail.form.typed.connect(saving.typed)
        detail.form.left.connect(saving.save)
        detail.evidence.edited.connect(self.edited)
        detail.history.wanted.connect(self._bring_back)
        self.testing.told.connect(self._show)
        saving.edited.connect(self.edited)
        saving.stored.connect(self._stored)
        saving.made.connect(self._made)
        saving.test_failed.connect(self._doubting.ask)
        self._doubting.told.connect(self._stored)
        for side, key in SHORTCUTS.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda side=side: self._turn(side))

    # What is read

    def show_about(self, about: About) -> None:
        """Show another subject; what is typed of the one before is stored."""
        self.saving.save()
        self.saving.forget()
        self.about = about
        self._shown = self._wanted = 0
        self._thesis = None
        self.past.hide()
        self.filter.want(Wanted())
        self._show()
        self.read()

    def read(self) -> None:
        """Read the thesis as of now, or as of the day that is chosen."""
        self._asked += 1
        number, about, when = self._asked, self.about, self.past.instant()

        def take(thesis: Thesis) -> None:
            if number == self._asked:
                self._take(thesis)

        def work(user: sqlite3.Connection) -> Thesis:
            return read_thesis_at(user, about, when) if when else read_thesis(user, about)

        self.session.read_user("claims", work, take)

    def take_changes(self, changes: Changes) -> None:
        """Read anew where claims, evidence or themes have changed."""
        if changes.figures:
            self.saving.try_tests_again()
        if changes.thesis:
            self.read()
        elif changes.figures:
            self.testing.read()

    def _take(self, thesis: Thesis) -> None:
        if thesis.at is None:
            if self.saving.is_busy:
                return  # it may be older than what is being stored, after which it is read again
            self.saving.take(thesis.about, thesis.claims)
        self._thesis = thesis
        self._show()
        self.testing.ask(thesis.claims if thesis.at is None else ())

    def _read_other(self) -> None:
        self.saving.save()
        self.saving.give_up()
        self.read()

    # What is shown

    def _show(self) -> None:
        thesis = self._thesis or Thesis(self.about)
        self.filter.show_tags(thesis.claims)
        wanted, today = self.filter.wanted(), date.today()  # noqa: DTZ011 - the user's own day
        # What is being changed stays where it is, though it may be unlike what is wanted by now.
        shown = [
            each for each in thesis.claims if each.id == self._shown or wanted.lets(each, today)
        ]
        self.model.movable = thesis.at is None
        self.model.show(thesis, shown, self.look.phrases, self.testing.verdict)
        self.list.say_empty(self._empty_words(thesis))
        self.add.setEnabled(self.about != About() and thesis.at is None)
        if self._wanted and self.list.choose(self._wanted):
            self._wanted = 0
        elif self._shown and self.list.choose(self._shown):
            pass
        elif shown and self.saving.begun is None:
            self.list.choose(shown[0].id)
        self._show_detail()

    def _empty_words(self, thesis: Thesis) -> str:
        if self._thesis is None:
            return ""
        return empty_words(thesis, self.names.of(self.about) or "—", shown_key(_NEW))

    def _show_detail(self) -> None:
        thesis = self._thesis
        draft = self._draft()
        if draft is None or thesis is None:
            self.detail.hide()
            return
        number = draft.stored.id
        evidence = thesis.evidence.get(number, ())
        revisions = thesis.revisions.get(number, 0)
        fixed = thesis.at is not None
        verdict = self.testing.verdict(number, draft.stored.test)
        self.detail.show_claim(draft, evidence, revisions, verdict, fixed=fixed)
        if self.detail.isHidden():
            self.detail.show()
            self.splitter.fit()
        self._read_steps()

    def _draft(self) -> Draft | None:
        """Return the draft of what is shown: the chosen claim, else the one that is being made."""
        claim = self._claim()
        if claim is None:
            return self.saving.begun if not self._shown else None
        past = self._thesis is not None and self._thesis.at is not None
        return Draft(claim) if past else self.saving.draft(claim)

    def _claim(self) -> Claim | None:
        return None if self._thesis is None else self._thesis.claim(self._shown)

    def _read_steps(self) -> None:
        """Read the history where it is in front."""
        number = self._shown
        if self.detail.side is not Side.HISTORY:
            return
        if not number:
            self.detail.show_steps(())
            return

        def take(steps: tuple[Step, ...]) -> None:
            if number == self._shown:
                self.detail.show_steps(steps)

        self.session.read_user("history", lambda user: read_history(user, number), take)

    def show_names(self, names: Names) -> None:
        """Take what companies and themes are called now."""
        super().show_names(names)
        self.list.say_empty(self._empty_words(self._thesis or Thesis(self.about)))

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        super().restyle(look)
        self.add.setText(translate("Claims", "New claim"))
        self.add.setToolTip(f"{self.add.text()} ({shown_key(_NEW)})")
        more = translate("Claims", "More")
        self.more.setToolTip(more)
        self.more.setAccessibleName(more)
        self.list.setAccessibleName(translate("Claims", "Claims"))
        self.filter.restyle()
        self.past.restyle(look)
        self.list.restyle(look.tones)
        self.detail.restyle(look)
        self._show()

    # What the user does

    def go_to(self, number: int) -> None:
        """Show a claim, now or once it is read."""
        self.past.hide()
        self.filter.want(Wanted())
        self._wanted = number
        self.read()

    def new_claim(self) -> None:
        """Begin a claim, ready for its statement; it is stored once it says something."""
        if self.about == About():
            self.said.emit(
                translate("Claims", "A claim is about a company or a theme. Choose one of them.")
            )
            return
        if not self.past.isHidden():
            self.past.leave()
        self.filter.want(Wanted())
        self.saving.save()
        self.saving.begin(self.about)
        self._shown = 0
        if self._thesis is None:
            self._thesis = Thesis(self.about)
        self.list.setCurrentIndex(QModelIndex())
        self.list.clearSelection()
        self._turn(Side.FORM)
        self._show_detail()
        self.detail.form.focus()

    def remove(self, number: int) -> None:
        """Take a claim away; undo brings it back."""
        if self._thesis is None or self._thesis.at is not None:
            return
        words = translate("Claims", "The claim is deleted. {key} brings it back.")
        key = QKeySequence(QKeySequence.StandardKey.Undo)
        told = words.format(key=key.toString(QKeySequence.SequenceFormat.NativeText))
        self.saving.drop(number)
        self.edited.emit(RemoveClaim(number), lambda: self.noted.emit(told), None)

    def leave(self) -> None:
        """Store what is typed."""
        self.saving.save()

    def _fill_menu(self) -> None:
        menu, claim = self.more.menu(), self._claim()
        menu.clear()
        past = not self.past.isHidden()
        go = menu.addAction(
            translate("Claims", "Back to now")
            if past
            else translate("Claims", "As it was on a day…")
        )
        go.triggered.connect(lambda _=False: self.past.leave() if past else self.past.enter())
        go.setEnabled(self.about != About())
        menu.addSeparator()
        gone = menu.addAction(translate("Claims", "Delete the claim"))
        gone.setEnabled(claim is not None and not past)
        if claim is not None:
            number = claim.id
            gone.triggered.connect(lambda _=False: self.remove(number))

    def _choose(self, number: int) -> None:
        if number == self._shown:
            return
        self.saving.save()
        self.saving.give_up()
        self._shown = number
        self._show_detail()

    def _filter(self) -> None:
        """List what is wanted; a claim that is unlike it is left."""
        self.saving.save()
        claim, today = self._claim(), date.today()  # noqa: DTZ011 - the user's own day
        if claim is not None and not self.filter.wanted().lets(claim, today):
            self._shown = 0
        self._show()

    def _show_menu(self, at: QPoint) -> None:
        self._fill_menu()
        self.more.menu().popup(self.list.viewport().mapToGlobal(at))

    def _enter(self) -> None:
        self._turn(Side.FORM)
        self.detail.form.focus()

    def _turn(self, side: Side) -> None:
        self.detail.turn(side)
        if side is Side.EVIDENCE:
            self.detail.evidence.list.setFocus()
        elif side is Side.HISTORY:
            self.detail.history.setFocus()

    def _move(self, number: int, row: int) -> None:
        """Put a claim in front of the row, in the list of all claims."""
        thesis = self._thesis
        if thesis is None:
            return
        before, last = (self.model.row(each) for each in (row, self.model.rowCount() - 1))
        order = [each.id for each in thesis.claims if each.id != number]
        if before == number:
            return
        if before is not None:
            order.insert(order.index(before), number)
        elif last == number:
            return
        else:
            order.insert(order.index(last) + 1 if last in order else len(order), number)
        by_id = {each.id: each for each in thesis.claims}
        # Shown at once, so that the next step goes on from here.
        self._thesis = replace(thesis, claims=tuple(by_id[each] for each in order))
        self._show()
        self.edited.emit(ArrangeClaims(self.about, tuple(order)), None, None)

    def _bring_back(self, revision: Revision) -> None:
        """Make the claim again what a revision says."""
        claim = self._claim()
        if claim is None or not self.past.isHidden():
            return
        self.saving.save()
        values = {name: getattr(revision.claim, name) for name in CHANGEABLE}
        moment = self.look.phrases.moment(revision.at)
        note = translate("Claims", "Brought back from {moment}").format(moment=moment)
        self.edited.emit(ChangeClaim(replace(claim, **values), note), None, None)

    def _stored(self, number: int) -> None:
        if number == self._shown and not self._wanted:
            self._show_detail()

    def _made(self, number: int) -> None:
        if not self._shown:
            self._shown = number

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the tests while the claims are seen."""
        super().showEvent(event)
        self.testing.watch(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self.testing.watch(on=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list with Escape."""
        if event.key() == Qt.Key.Key_Escape and not self.list.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)
