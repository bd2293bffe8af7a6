"""One dock fills the window for a while, and all of them come back as they stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDockWidget

from gridwatch.ui.look import look_now
from gridwatch.ui.memory import Memory
from gridwatch.ui.window import Window
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from gridwatch.places import Profile

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def shown(window: Window) -> set[str]:
    return {each.objectName() for each in window.findChildren(QDockWidget) if not each.isHidden()}


def test_the_portfolio_fills_the_window_and_all_panels_come_back(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened.window
    before, height = shown(window), window.dock("portfolio").height()
    window.dock("portfolio").raise_()
    window.actions_["fill"].trigger()
    assert shown(window) == {"portfolio"}
    assert window.room.filling is window.dock("portfolio")
    qtbot.waitUntil(lambda: window.dock("portfolio").height() > height, timeout=5000)
    assert window.actions_["fill"].isChecked()
    window.actions_["fill"].trigger()
    assert shown(window) == before
    assert not window.actions_["fill"].isChecked()


def test_the_panel_that_has_the_keys_is_the_one_that_fills(opened: Opened, qtbot: QtBot) -> None:
    window = opened.window
    window.activateWindow()
    window.search_log()
    log = window.dock("firings")
    qtbot.waitUntil(lambda: log.isAncestorOf(window.focusWidget()), timeout=5000)
    window.actions_["fill"].trigger()
    assert shown(window) == {"firings"}


def test_asking_for_another_panel_brings_all_of_them_back(opened: Opened) -> None:
    window = opened.window
    before = shown(window)
    window.room.give(window.dock("portfolio"))
    window.search_log()
    assert shown(window) == before
    assert not window.actions_["fill"].isChecked()


def test_closing_the_panel_that_fills_leaves_the_others(opened: Opened) -> None:
    window = opened.window
    before = shown(window)
    window.room.give(window.dock("portfolio"))
    window.dock("portfolio").close()
    assert shown(window) == before - {"portfolio"}
    assert window.room.filling is None


def test_a_strip_that_came_in_between_stays(opened: Opened) -> None:
    window = opened.window
    window.room.give(window.dock("watchlist"))
    window.message.say("Something to read")
    window.room.share()
    assert window.message.isVisible()


def test_the_layout_of_all_is_remembered_and_not_that_of_one(
    opened: Opened, app: QApplication, qtbot: QtBot, filled: Profile
) -> None:
    window = opened.window
    before = shown(window)
    window.room.give(window.dock("portfolio"))
    window.remember(Memory(filled.layout))
    other = Window(filled, look_now(app, opened.overview.preferences, "en", "light"))
    qtbot.addWidget(other)
    other.restore(Memory(filled.layout))
    assert shown(other) == before


def test_the_first_layout_can_be_had_while_one_panel_fills_the_window(opened: Opened) -> None:
    window = opened.window
    before = shown(window)
    window.room.give(window.dock("firings"))
    window.actions_["reset"].trigger()
    assert shown(window) == before
    assert not window.actions_["fill"].isChecked()
