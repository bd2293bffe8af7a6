"""Stores what is typed of claims: one edit per pause, none per key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.services.thesis.claim_edits import AddClaim, ChangeClaim
from gridwatch.ui.thesis.claims.draft import Draft

PAUSE_MILLISECONDS = 700


class Saving(QObject):
    """Holds the drafts of one thesis, by the id of the claim; 0 is one that is being made.

    `edited` carries an Edit, and what to call when it is stored and where it could not be.
    `stored` carries the id of a claim whose draft may look different now, `made` that of a new one;
    `test_failed` a draft and its test where that could not be stored, for whatever reason.
    """

    edited = Signal(object, object, object)
    stored = Signal(int)
    made = Signal(int)
    test_failed = Signal(object, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._drafts: dict[int, Draft] = {}
        self._known = frozenset[int]()
        self._expected = False  # a new claim is stored, and not read yet
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self.save)

    def draft(self, claim: Claim) -> Draft:
        """Return the draft of a claim, made where there is none yet."""
        return self._drafts.setdefault(claim.id, Draft(claim))

    def begin(self, about: About) -> Draft:
        """Return the draft of a new claim; the one that is being made, where there is one."""
        fresh = Claim(0, about, "", datetime.now(UTC))
        return self.draft(fresh)

    @property
    def begun(self) -> Draft | None:
        """Return the draft of the new claim, None where none is being made."""
        return self._drafts.get(0)

    def give_up(self) -> None:
        """Forget the new claim, unless it is being stored already."""
        begun = self.begun
        if begun is not None and not begun.is_away and not self._expected:
            del self._drafts[0]

    def drop(self, number: int) -> None:
        """Forget what is typed of a claim that is deleted."""
        self._drafts.pop(number, None)

    @property
    def is_busy(self) -> bool:
        """Tell whether something is being stored: what is read meanwhile may be older."""
        return any(each.is_away for each in self._drafts.values())

    # When it is stored

    def typed(self) -> None:
        """Store what is typed after a pause."""
        self._timer.start()

    def save(self) -> None:
        """Store now what can be stored."""
        self._timer.stop()
        now = datetime.now(UTC)
        for number, draft in list(self._drafts.items()):
            edit = None if not number and self._expected else draft.wanted(now)
            while isinstance(edit, AddClaim | ChangeClaim):
                self._send(draft, edit)
                edit = draft.wanted(now)

    def try_tests_again(self) -> None:
        """Store the tests that were refused, where what they name is known by now."""
        refused = [each for each in self._drafts.values() if each.try_test_again()]
        if refused:
            self.save()

    def _send(self, draft: Draft, edit: AddClaim | ChangeClaim) -> None:
        number, test = draft.stored.id, edit.claim.test
        tests = isinstance(edit, ChangeClaim) and edit.read is not None and edit.read.test != test
        draft.send(edit)

        def made() -> None:
            draft.arrived()
            if self._drafts.get(number) is draft:
                self._expected = self._expected or not number
                self._go_on(draft, number)

        def unmade() -> None:
            draft.failed()
            if tests:
                self.test_failed.emit(draft, test)
            self.stored.emit(number)

        self.edited.emit(edit, made, unmade)

    def _go_on(self, draft: Draft, number: int) -> None:
        """Go on with what was typed while something was being stored."""
        if not draft.is_clean and not self._timer.isActive():
            self._timer.start()
        self.stored.emit(number)

    # What was read

    def take(self, about: About, claims: Iterable[Claim]) -> None:
        """Take a reading of a thesis that is newer than all that was stored from here."""
        now = {each.id: each for each in claims}
        self._meet_newcomer(now)
        for number, draft in list(self._drafts.items()):
            if number in now:
                draft.take(now[number])
            elif number and draft.stored.about == about:
                del self._drafts[number]
        self._known = frozenset(now)

    def _meet_newcomer(self, now: dict[int, Claim]) -> None:
        """Let the draft of a new claim go on as that of the claim which has come of it."""
        begun = self.begun
        fresh = max(now.keys() - self._known, default=0)
        if begun is None or not self._expected or not fresh:
            return
        self._expected = False
        del self._drafts[0]
        begun.be(now[fresh])
        self._drafts[fresh] = begun
        if not begun.is_clean:
            self._timer.start()
        self.made.emit(fresh)

    def forget(self) -> None:
        """Begin with another thesis; what could not be stored yet is there at the return."""
        self._timer.stop()
        self._drafts = {
            number: each for number, each in self._drafts.items() if number and not each.is_clean
        }
        self._known, self._expected = frozenset(), False
