"""The claims page of one company, over a file in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gridwatch.domain.company import Company, Listing
from gridwatch.places import Profile
from gridwatch.preferences import Preferences
from gridwatch.runtime.session import Session
from gridwatch.store.database import open_user
from gridwatch.store.user.companies import add_company
from gridwatch.ui.look import look_now
from gridwatch.ui.thesis.claims.page import ClaimsPage
from gridwatch.ui.thesis.place import Names
from tests.ui.thesis.stand import ABOUT, Stand

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def stand(app: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Stand]:
    """Give the page in a window of the size of a dock, read."""
    profile = Profile(tmp_path)
    user = open_user(profile.user_db)
    for symbol in ("600312.SS", "601179.SS"):
        listings = (Listing(symbol, "SSE", "CNY", "A", "I"),)
        add_company(user, Company(0, symbol, "", "", "CN", True, "", symbol, listings))
    session = Session(profile, user)
    page = ClaimsPage(session, look_now(app, Preferences(), "en", "light"))
    qtbot.addWidget(page)
    made = Stand(page, session, qtbot)
    page.edited.connect(made.edit)
    page.show_names(Names({1: "Pinggao", 2: "XD"}))
    page.resize(460, 560)
    page.show()
    page.show_about(ABOUT)
    made.wait(lambda: page._thesis is not None)
    yield made
    page.leave()
    session.close()
