"""A page of figures over a profile of its own, whose edits are made and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency, known_figures
from gridwatch.places import Profile, resources
from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit, apply
from gridwatch.services.profiles import open_profile, user_reader
from gridwatch.services.thesis.figure_edits import AddSeries
from gridwatch.store.user.companies import company_of_symbol
from gridwatch.store.user.figures import figures_of, series_about
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.look import Look
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.thesis.figures.page import FiguresPage
from gridwatch.ui.undo import can_be_undone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 1, 10, tzinfo=UTC)


def look_of(language: str = "en") -> Look:
    return Look(language, "light", Phrases(language, base_currency="CNY"), LIGHT)


def figure(on: str, value: float, known: str = "2026-01-05", **more: object) -> Figure:
    days = date.fromisoformat(on), date.fromisoformat(known)
    return Figure(0, 0, days[0], value, days[1], NOW, **more)  # type: ignore[arg-type]


FIGURES = (
    figure("2025-03-31", 27.0, "2025-04-29"),
    figure("2025-06-30", 27.5, "2025-07-30"),
    figure("2025-09-30", 28.0, "2025-10-30"),
    figure("2025-09-30", 28.4, "2026-01-05", note="restated"),
)


@dataclass
class Stand:
    """The page with its profile; `made` the edits, `undos` their inverses, `said` its words."""

    page: FiguresPage
    session: Session
    profile: Profile
    about: About
    bot: QtBot
    made: list[Edit] = field(default_factory=list)
    undos: list[Edit] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)

    def edit(self, edit: Edit, made: Callable[[], None] | None, _unmade: object) -> None:
        assert can_be_undone(edit)

        def done(changes: Changes, inverse: Edit) -> None:
            self.made.append(edit)
            self.undos.append(inverse)
            self.page.take_changes(changes)
            if made is not None:
                made()

        self.session.edit(edit, done, lambda error: self.said.append(str(error)))

    def undo(self) -> None:
        edit = self.undos.pop()
        self.session.edit(edit, lambda changes, _: self.page.take_changes(changes))

    def stored(self, place: int = 0) -> dict[str, float | None]:
        """Return what is known of a series of the file, by the last day of the period."""
        with user_reader(self.profile) as user:
            series = series_about(user, self.about)
            known = known_figures(figures_of(user, series[place].id))
        return {each.on.isoformat(): each.value for each in known}

    def keys(self) -> list[str]:
        with user_reader(self.profile) as user:
            return [each.key for each in series_about(user, self.about)]

    def shown(self) -> list[tuple[str, str]]:
        """Return period and value of each row, that of a new figure among them."""
        model = self.page.model
        rows = range(model.rowCount())
        return [(model.index(n, 0).data(), model.index(n, 1).data()) for n in rows]

    def wait(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=10_000)

    def dialog(self) -> QDialog:
        dialog = self.page.asking.dialog
        assert dialog is not None
        return dialog


@pytest.fixture
def stand(qtbot: QtBot, profile_of: Profile) -> Iterator[Stand]:
    """Give the page of a company with two series, the first one shown."""
    user = open_profile(profile_of, resources(), "en")
    about = About(company_of_symbol(user, "601179.SS") or 0)
    margin = FigureSeries(0, about, "gross_margin", "Gross margin", "%", Frequency.QUARTER)
    backlog = FigureSeries(0, about, "backlog", "Order backlog", "bn CNY", Frequency.QUARTER)
    apply(user, AddSeries(margin, FIGURES), NOW)
    apply(user, AddSeries(backlog, (figure("2025-03-31", 48.5),)), NOW)
    session = Session(profile_of, user)
    page = FiguresPage(session, look_of())
    qtbot.addWidget(page)
    made = Stand(page, session, profile_of, about, qtbot)
    page.edited.connect(made.edit)
    page.said.connect(made.said.append)
    page.noted.connect(made.noted.append)
    page.resize(460, 600)
    page.show()
    page.show_about(about)
    made.wait(lambda: page.model.rowCount() == 4)
    yield made
    session.close()


@pytest.fixture(scope="session")
def _first(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    profile = Profile(tmp_path_factory.mktemp("first"))
    with closing(open_profile(profile, resources(), "en")):
        return profile


@pytest.fixture
def profile_of(_first: Profile, profile: object) -> Profile:
    """Give a profile of this test's own, with the starter lists in it."""
    made = Profile(profile)  # type: ignore[arg-type]
    made.root.mkdir()
    (made.root / "user.db").write_bytes((_first.root / "user.db").read_bytes())
    return made
