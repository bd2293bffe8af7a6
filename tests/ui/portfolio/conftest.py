"""A ledger of two brokers in a folder of the test's own, and its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gridwatch.places import Profile
from gridwatch.preferences import Preferences
from gridwatch.runtime.session import Session
from gridwatch.store.database import open_user
from gridwatch.ui.look import Look, look_now
from tests.ui.portfolio.stand import Stand, filled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def look(app: QApplication) -> Look:
    return look_now(app, Preferences(base_currency="EUR"), "en", "light")


@pytest.fixture
def empty(look: Look, tmp_path: Path, qtbot: QtBot) -> Iterator[Stand]:
    """Give a profile without any account."""
    profile = Profile(tmp_path)
    session = Session(profile, open_user(profile.user_db))
    made = Stand(session, look, qtbot)
    yield made
    made.asking.close()
    session.close()


@pytest.fixture
def stand(empty: Stand) -> Stand:
    """Give a profile with a ledger."""
    filled(empty)
    return empty
