"""The claims page over a file of its own, with as little around it as it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit, apply
from gridwatch.services.profiles import user_reader
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.store.database import open_user
from gridwatch.store.user.claims import all_claims, revisions_of
from gridwatch.store.user.evidence import all_evidence

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gridwatch.runtime.session import Session
    from gridwatch.ui.thesis.claims.page import ClaimsPage

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
# Shorter than for people: these tests wait for many pauses.
PAUSE_MILLISECONDS = 150
Then = Callable[[], object] | None


class Stand:
    """A page, what is stored behind it, and the edits that can be taken back."""

    def __init__(self, page: ClaimsPage, session: Session, qtbot: QtBot) -> None:
        """Show the thesis of the first company."""
        self.page, self.session, self.qtbot = page, session, qtbot
        page.saving._timer.setInterval(PAUSE_MILLISECONDS)
        self.undos: list[Edit] = []
        self.problems: list[Exception] = []

    def edit(self, edit: Edit, made: Then = None, unmade: Then = None) -> None:
        """Store an edit as the window does."""

        def done(changes: Changes, inverse: Edit) -> None:
            self.undos.append(inverse)
            self.page.take_changes(changes)
            if made is not None:
                made()

        def failed(error: Exception) -> None:
            self.problems.append(error)
            self.page.take_changes(Changes(thesis=True))
            if unmade is not None:
                unmade()

        self.session.edit(edit, done, failed)

    def undo(self, steps: int) -> None:
        """Take the last of so many edits back, once all of them have come home."""
        self.wait(lambda: len(self.undos) == steps)
        self.session.edit(self.undos.pop(), lambda changes, _: self.page.take_changes(changes))

    def wait(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=10_000)

    # What is stored

    def stored(self) -> tuple[Claim, ...]:
        with user_reader(self.session.profile) as user:
            return tuple(each for each in all_claims(user) if each.about == self.page.about)

    def revisions(self, number: int) -> int:
        with user_reader(self.session.profile) as user:
            return len(revisions_of(user, number))

    def evidence(self) -> tuple[Evidence, ...]:
        with user_reader(self.session.profile) as user:
            return all_evidence(user)

    def elsewhere(self, edit: Edit, at: datetime = NOW) -> None:
        """Make an edit from another process."""
        other = open_user(self.session.profile.user_db)
        apply(other, edit, at)
        other.close()

    # What is shown

    def asks(self) -> bool:
        """Tell whether it is asked if a link is to be opened."""
        return self.page.detail.evidence.asked is not None

    def claims(self, *statements: str, **fields: object) -> tuple[Claim, ...]:
        """Make claims, and wait until they are listed."""
        before = self.page.model.rowCount()
        for each in statements:
            made = replace(Claim(0, self.page.about, each, NOW), **fields)  # type: ignore[arg-type]
            self.edit(AddClaim(made))
        self.wait(lambda: self.page.model.rowCount() == before + len(statements))
        return self.stored()

    def listed(self) -> list[str]:
        model = self.page.model
        claims = (model.claim(at) for at in range(model.rowCount()))
        return [each.statement for each in claims if each is not None]


ABOUT = About(1)
