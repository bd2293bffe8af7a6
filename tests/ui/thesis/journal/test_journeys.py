"""The journal in the whole window: its key, its undo, and the overview that it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwatch.services.overview import Overview
from gridwatch.store.user.entries import all_entries
from gridwatch.ui.thesis.journal import writing
from gridwatch.ui.thesis.journal.page import JournalPage
from gridwatch.ui.thesis.place import PageName
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def texts(opened: Opened) -> list[str]:
    found = list[list[str]]()
    opened.session.read_user(
        "test", lambda user: [each.text for each in all_entries(user)], found.append
    )
    from PySide6.QtTest import QTest

    while not found:
        QTest.qWait(5)
    return found[0]


def test_an_entry_is_begun_typed_deleted_and_brought_back(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SAVE_MILLISECONDS", 30)
    readings = list[Overview]()
    opened.session.overview_read.connect(readings.append)
    opened.window.watchlist.select_company(opened.listed[0])
    opened.window.actions_["new_entry"].trigger()
    panel = opened.desk.thesis.panel
    assert panel is not None
    page = panel.pages[PageName.JOURNAL]
    assert isinstance(page, JournalPage)
    assert panel.tabs.currentWidget() is page
    qtbot.waitUntil(lambda: page.sheet.subject.currentIndex() >= 0)
    assert opened.window.actions_["new_entry"].shortcut().toString() == "Ctrl+J"
    page.sheet.editor.insertPlainText("thought")
    qtbot.waitUntil(lambda: texts(opened) == ["thought"], timeout=10_000)
    page.sheet.editor.insertPlainText(" on")
    qtbot.waitUntil(lambda: texts(opened) == ["thought on"], timeout=10_000)
    assert readings == []
    assert opened.desk._history.undo_label == "new journal entry"
    page.sheet.asked.emit("remove")
    qtbot.waitUntil(lambda: texts(opened) == [], timeout=10_000)
    opened.desk.undo()
    qtbot.waitUntil(lambda: texts(opened) == ["thought on"], timeout=10_000)


def test_an_undo_of_the_window_eats_nothing_that_is_typed(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SAVE_MILLISECONDS", 30)
    opened.window.actions_["new_entry"].trigger()
    panel = opened.desk.thesis.panel
    assert panel is not None
    page = panel.pages[PageName.JOURNAL]
    assert isinstance(page, JournalPage)
    page.sheet.editor.insertPlainText("thought")
    qtbot.waitUntil(lambda: texts(opened) == ["thought"], timeout=10_000)
    qtbot.waitUntil(lambda: page.writing is not None and page.writing.state == "stored")
    page.sheet.editor.insertPlainText(" on")
    opened.desk.undo()  # of the new entry itself
    page.sheet.editor.insertPlainText(" and on")
    qtbot.waitUntil(lambda: texts(opened) == ["thought on and on"], timeout=10_000)


def test_what_is_typed_when_the_window_closes_is_stored(opened: Opened, qtbot: QtBot) -> None:
    opened.window.actions_["new_entry"].trigger()
    panel = opened.desk.thesis.panel
    assert panel is not None
    page = panel.pages[PageName.JOURNAL]
    assert isinstance(page, JournalPage)
    page.sheet.editor.insertPlainText("the last word")
    opened.desk.thesis.close()
    qtbot.waitUntil(lambda: texts(opened) == ["the last word"], timeout=10_000)
