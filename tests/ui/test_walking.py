"""Undo and redo wait for what is being stored, and go in the order in which they were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwatch.services.edits import RenameWatchlist
from gridwatch.services.profiles import user_reader
from gridwatch.store.user.watchlists import all_watchlists
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def name(opened: Opened) -> str:
    with user_reader(opened.session.profile) as user:
        return all_watchlists(user)[0].name


def rename(opened: Opened, *names: str) -> None:
    number = opened.overview.watchlists[0].id
    for each in names:
        opened.desk.edit(RenameWatchlist(number, each))


def test_undo_takes_back_what_is_on_its_way_still(opened: Opened, qtbot: QtBot) -> None:
    rename(opened, "one", "two")
    opened.desk.undo()
    qtbot.waitUntil(lambda: opened.desk._history.redo_label != "")
    assert name(opened) == "one"


def test_redo_and_undo_at_once_come_to_where_they_began(opened: Opened, qtbot: QtBot) -> None:
    rename(opened, "one", "two")
    for verb in ("undo", "undo", "redo", "redo", "undo", "undo", "redo"):
        getattr(opened.desk, verb)()
    history = opened.desk._history
    qtbot.waitUntil(lambda: not opened.desk._walking.is_busy)
    assert (len(history._undo), len(history._redo)) == (1, 1)
    assert name(opened) == "one"


def test_an_edit_that_fails_lets_undo_go_on(opened: Opened, qtbot: QtBot) -> None:
    rename(opened, "one")
    opened.desk.edit(RenameWatchlist(999, "nowhere"))
    opened.desk.undo()
    qtbot.waitUntil(lambda: opened.desk._history.redo_label != "")
    assert name(opened) != "one"
