"""A journal page over a profile of its own, its edits made as the window makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gridwatch.domain.company import Company, Listing
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.journal import Entry
from gridwatch.places import Profile
from gridwatch.preferences import Preferences
from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit, apply
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.entry_edits import AddEntry
from gridwatch.store.database import open_user
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.entries import entries_about, entry_revisions, entry_with_id
from gridwatch.ui.look import Look, look_now
from gridwatch.ui.thesis.journal import writing
from gridwatch.ui.thesis.journal.page import JournalPage
from gridwatch.ui.thesis.place import Names

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
DAY = date(2026, 3, 2)
XD = Company(
    1,
    "China XD Electric",
    "中国西电",
    "zhongguoxidian",
    "CN",
    True,
    "",
    "601179.SS",
    (Listing("601179.SS", "SSE", "CNY"),),
)
GEV = Company(2, "GE Vernova", "", "", "US", False, "", "GEV", (Listing("GEV", "NYSE", "USD"),))
COMPANY, NOTHING = About(1), About()


@pytest.fixture
def look(app: QApplication) -> Look:
    return look_now(app, Preferences(), "en", "light")


@dataclass
class Journal:
    """A page with what it says, and a way into the same file from elsewhere."""

    page: JournalPage
    session: Session
    profile: Profile
    qtbot: QtBot
    said: list[str] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    inverses: list[Edit] = field(default_factory=list)

    def edit(
        self, edit: Edit, made: Callable[[], object] | None, unmade: Callable[[], object] | None
    ) -> None:
        self.edits.append(edit)

        def done(changes: Changes, inverse: Edit) -> None:
            self.inverses.append(inverse)
            self.page.take_changes(changes)
            if made is not None:
                made()

        def failed(error: Exception) -> None:
            self.said.append(str(error))
            self.page.take_changes(Changes(thesis=True, figures=True, journal=True))
            if unmade is not None:
                unmade()

        self.session.edit(edit, done, failed)

    def elsewhere(self, edit: Edit) -> None:
        """Make an edit as another process does."""
        with closing(open_user(self.profile.user_db)) as user:
            apply(user, edit, datetime.now(UTC))

    def revisions(self, number: int) -> list[str]:
        """Return the earlier texts of an entry."""
        with closing(open_user(self.profile.user_db)) as user:
            return [each.text for each in entry_revisions(user, number)]

    def stored(self, number: int = 1) -> Entry:
        with closing(open_user(self.profile.user_db)) as user:
            found = entry_with_id(user, number)
        assert found is not None
        return found

    def entries(self, about: About = COMPANY) -> tuple[Entry, ...]:
        with closing(open_user(self.profile.user_db)) as user:
            return entries_about(user, about)

    def show(self, about: About = COMPANY) -> JournalPage:
        self.page.show_about(about)
        self.qtbot.waitUntil(lambda: self.page.writing is not None)
        return self.page

    def settle(self) -> None:
        """Wait until all that is typed is stored."""
        self.qtbot.waitUntil(self._is_settled, timeout=10_000)

    def _is_settled(self) -> bool:
        writing = self.page.writing
        return writing is not None and writing.state == "stored" and not self.page._left

    def type(self, text: str) -> None:
        self.page.sheet.editor.insertPlainText(text)


@pytest.fixture
def journal(
    qtbot: QtBot, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Journal]:
    """Open the journal of a company with one claim and the entries "# First" and "# Second".

    It stores what is typed sooner than the real one does.
    """
    monkeypatch.setattr(writing, "SAVE_MILLISECONDS", 40)
    profile = Profile(tmp_path / "own", simulated=True)
    profile.root.mkdir()
    user = open_user(profile.user_db)
    for company in (XD, GEV):
        add_company(user, company)
    apply(user, AddClaim(Claim(0, COMPANY, "Orders grow", NOW)), NOW)
    for number, title in enumerate(("First", "Second")):
        apply(user, AddEntry(COMPANY, DAY.replace(day=2 + number), f"# {title}\n\nwords"), NOW)
    session = Session(profile, user)
    page = JournalPage(session, look)
    qtbot.addWidget(page)
    made = Journal(page, session, profile, qtbot)
    page.edited.connect(made.edit)
    page.said.connect(made.said.append)
    page.resize(460, 600)
    page.show_names(
        Names({1: "China XD Electric", 2: "GE Vernova"}, {1: "601179.SS", 2: "GEV"}, ())
    )
    page.show()
    yield made
    page.leave()
    session.close()
