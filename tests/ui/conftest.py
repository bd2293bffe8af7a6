"""A profile with a simulated market of a few companies, ready for a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent

from gridwatch.collector.cache import open_cache
from gridwatch.collector.rounds import Work, whole_round
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.move import Move
from gridwatch.domain.alert.sight import Sight, Spot
from gridwatch.domain.company import Basis, Company
from gridwatch.feeds.simulated import SimulatedFeed
from gridwatch.places import Profile, resources
from gridwatch.runtime.opening import open_now
from gridwatch.runtime.session import Session
from gridwatch.services.overview import Overview
from gridwatch.services.profiles import open_profile
from gridwatch.store.database import open_user
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.firings import Evidence, Firing, add_firing
from gridwatch.store.user.watchlists import all_watchlists, set_companies
from gridwatch.ui.desk import Desk
from gridwatch.ui.look import look_now
from gridwatch.ui.window import Window
from tests.example import drop_example

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

FOLLOWED = 6


def fill(profile: Profile, language: str = "en") -> None:
    """Store a simulated market for the first companies of each list, as of now, and one firing."""
    user = open_profile(profile, resources(), language)
    for each in all_watchlists(user):
        set_companies(user, each.id, each.companies[:FOLLOWED])
    now = datetime.now(UTC)
    feed = SimulatedFeed(lambda: now, resources() / "catalog.toml")
    market = open_cache(profile, feed, resources())
    whole_round(Work(user, market, feed, lambda: now))
    market.close()
    company = all_companies(user)[all_watchlists(user)[0].companies[3]]
    add_firing(user, firing_of(company))
    user.close()


def firing_of(company: Company) -> Firing:
    """Make a crossing of 2 March 2026, 09:45 in Shanghai, that nobody has seen yet."""
    at, day = datetime(2026, 3, 2, 1, 45, tzinfo=UTC), date(2026, 3, 2)
    return Firing(
        rule_id=None,
        target_id=None,
        company_id=company.id,
        symbol=company.primary,
        name=company.name,
        rule_name="",
        condition="cap >= 100bn CNY",
        measure=Measure.CAP,
        level=Decimal(100_000_000_000),
        unit="CNY",
        value=100.4e9,
        reached_at=at,
        reached_on=day,
        sight=Sight.LIVE,
        spot=Spot.LAST,
        noticed_at=at,
        evidence=Evidence(
            128.5,
            "CNY",
            Basis.DOMESTIC,
            781_000_000.0,
            date(2025, 12, 31),
            "Yahoo",
            1.0,
            day,
            "Yahoo",
        ),
        move=Move(date(2026, 1, 5), 90e9, 10.2e9, 0.2e9, 0.0),
    )


@pytest.fixture(scope="session")
def _stored(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    made = Profile(tmp_path_factory.mktemp("stored"), simulated=True)
    fill(made)
    return made


@pytest.fixture
def filled(_stored: Profile, tmp_path: Path) -> Profile:
    """Give a profile of this test's own with a simulated market in it."""
    root = tmp_path / "demo"
    root.mkdir()
    for name in ("user.db", "market.db"):
        (root / name).write_bytes((_stored.root / name).read_bytes())
    return Profile(root, simulated=True)


@pytest.fixture
def without_example(filled: Profile) -> None:
    """Take the example thesis out of the profile, with the alerts that it brings along."""
    with closing(open_user(filled.user_db)) as user:
        drop_example(user)


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """Give the application, and its first look back after the test."""
    style, palette, sheet, font = (
        qapp.style().name(),
        qapp.palette(),
        qapp.styleSheet(),
        qapp.font(),
    )
    yield qapp
    # Windows that are closed are there until a loop runs: each look would be given to them as well.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet(sheet)
    qapp.setStyle(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@dataclass
class Opened:
    """A window with its desk, and the last overview that came home."""

    window: Window
    desk: Desk
    session: Session
    overview: Overview

    @property
    def listed(self) -> tuple[int, ...]:
        return self.overview.watchlists[0].companies


@pytest.fixture
def opened(app: QApplication, qtbot: QtBot, filled: Profile) -> Iterator[Opened]:
    """Open the window of a profile without a collector."""
    start = open_now(filled, "en")
    window = Window(filled, look_now(app, start.overview.preferences, "en", "light"))
    qtbot.addWidget(window)
    session = Session(filled, start.user, window)
    desk = Desk(app, window, session, start.overview, language="en", theme="light")
    made = Opened(window, desk, session, start.overview)

    def keep(overview: Overview) -> None:
        made.overview = overview

    session.overview_read.connect(keep)
    window.show_overview(start.overview)
    window.show()
    yield made
    desk.close()
    session.close()
