"""Journeys over the reviews in the window: counted, done with the keys, undone, reminded of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gridwatch.domain.alert.rule import Scope
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.claim_edits import AddClaim, ReviewClaim
from gridwatch.store.user.rules import all_rules
from gridwatch.ui.reviews import due_count
from gridwatch.ui.reviews.panel import ReviewsPanel
from gridwatch.ui.reviews.reminder import Reminder
from gridwatch.ui.undo import label_of
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WAIT = 10_000


def today() -> date:
    return datetime.now(UTC).astimezone().date()


def add(opened: Opened, qtbot: QtBot, *claims: Claim) -> None:
    """Store claims by the desk, as a dialog would."""
    for claim in claims:
        store(opened, qtbot, AddClaim(claim))


def store(opened: Opened, qtbot: QtBot, edit: Edit) -> None:
    stored = list[bool]()
    opened.desk.edit(edit, lambda: stored.append(True))
    qtbot.waitUntil(lambda: bool(stored), timeout=WAIT)


def due(opened: Opened, statement: str, days: int, company: int = 0) -> Claim:
    about = About(company_id=opened.listed[company])
    on = today() - timedelta(days=days)
    return Claim(0, about, statement, datetime.now(UTC), 60, review_on=on)


@pytest.fixture
def cleared(opened: Opened) -> Opened:
    """Give a window whose user has claimed nothing."""
    opened.session._user.execute("DELETE FROM claim")
    return opened


def shown(opened: Opened, qtbot: QtBot) -> ReviewsPanel:
    """Show the reviews and wait until they have been read."""
    opened.window.actions_["reviews"].trigger()
    panel = opened.desk.thesis.reviews
    assert panel is not None
    qtbot.waitUntil(lambda: panel.queue._queue is not None, timeout=WAIT)
    return panel


def title(opened: Opened) -> str:
    return opened.window.dock("reviews").windowTitle()


def statement(panel: ReviewsPanel) -> str:
    return panel.queue.shown.claim.statement if panel.queue.shown else ""


def test_claims_are_reviewed_with_the_keys_counted_and_undone(
    cleared: Opened, qtbot: QtBot
) -> None:
    opened = cleared
    opened.desk.thesis.begin()
    add(
        opened,
        qtbot,
        due(opened, "Orders grow", 9),
        due(opened, "Margins hold", 2, 1),
        due(opened, "Later", -5),
    )
    qtbot.waitUntil(lambda: title(opened) == "Reviews (2)", timeout=WAIT)
    panel = shown(opened, qtbot)
    assert panel.tabs.tabText(0) == "Due (2)"
    assert statement(panel) == "Orders grow"
    assert panel.queue.hasFocus()
    price, cap = panel.queue.since._model.rowCount(), panel.queue.shown
    assert price == 2
    assert cap is not None
    assert cap.course is not None
    assert cap.course.price_change is not None
    QTest.keyClick(panel.queue, Qt.Key.Key_3)
    QTest.keyClick(panel.queue, Qt.Key.Key_Minus)
    QTest.keyClick(panel.queue, Qt.Key.Key_Return)
    assert statement(panel) == "Margins hold"
    qtbot.waitUntil(lambda: title(opened) == "Reviews (1)", timeout=WAIT)
    assert panel.tabs.tabText(0) == "Due (1)"
    undo = opened.window.actions_["undo"]
    assert "reviewing a claim" in undo.text()
    undo.trigger()
    qtbot.waitUntil(lambda: statement(panel) == "Orders grow", timeout=WAIT)
    assert panel.queue.answer.status is Status.OPEN
    assert panel.queue.answer.conviction == 60
    opened.window.actions_["redo"].trigger()
    qtbot.waitUntil(lambda: statement(panel) == "Margins hold", timeout=WAIT)
    QTest.keyClick(panel.queue, Qt.Key.Key_5)
    QTest.keyClick(panel.queue, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: title(opened) == "Reviews", timeout=WAIT)
    qtbot.waitUntil(lambda: panel.queue._queue.due == (), timeout=WAIT)  # type: ignore[union-attr]
    (next_,) = panel.queue.coming.lines  # the reviewed one comes in three months
    assert "in 5 days Later" in next_


def test_the_scorecard_is_read_when_it_is_looked_at(cleared: Opened, qtbot: QtBot) -> None:
    opened = cleared
    add(opened, qtbot, due(opened, "Orders grow", 9))
    panel = shown(opened, qtbot)
    QTest.keyClick(panel.queue, Qt.Key.Key_4)
    QTest.keyClick(panel.queue, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.tabs.tabText(0) == "Due", timeout=WAIT)
    assert panel.score._score is None
    panel.tabs.setCurrentIndex(1)
    told = "Decided claims: 1 (0 confirmed, 1 broken)."
    qtbot.waitUntil(lambda: panel.score.verdict.text().startswith(told), timeout=WAIT)


def test_a_claim_that_is_opened_leads_to_its_thesis(cleared: Opened, qtbot: QtBot) -> None:
    opened = cleared
    add(opened, qtbot, due(opened, "Orders grow", 9, 2))
    panel = shown(opened, qtbot)
    QTest.keyClick(panel.queue, Qt.Key.Key_O)
    thesis = opened.desk.thesis.panel
    assert thesis is not None
    assert thesis.about == About(company_id=opened.listed[2])
    assert opened.window.watchlist.current_company() == opened.listed[2]


def test_nothing_is_read_of_edits_that_concern_no_claim(cleared: Opened, qtbot: QtBot) -> None:
    panel = shown(cleared, qtbot)
    before = panel.queue._queue
    panel.take_changes(Changes(journal=True))
    panel.take_changes(Changes(drawings=True, companies=(1,)))
    qtbot.wait(100)
    assert panel.queue._queue is before
    panel.take_changes(Changes(figures=True))
    qtbot.waitUntil(lambda: panel.queue._queue is not before, timeout=WAIT)


def test_a_new_day_is_counted_anew(
    cleared: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = cleared
    opened.desk.thesis.begin()
    add(opened, qtbot, due(opened, "Orders grow", -1))
    panel = shown(opened, qtbot)
    assert panel.queue.shown is None
    before = panel.queue._queue
    tomorrow = today() + timedelta(days=1)
    monkeypatch.setattr(due_count, "_today", lambda: tomorrow)
    opened.desk.thesis._due.look()
    qtbot.waitUntil(lambda: title(opened) == "Reviews (1)", timeout=WAIT)
    qtbot.waitUntil(lambda: panel.queue._queue is not before, timeout=WAIT)


def test_another_look_is_taken(cleared: Opened, qtbot: QtBot) -> None:
    opened = cleared
    add(opened, qtbot, due(opened, "Orders grow", 9))
    panel = shown(opened, qtbot)
    with qtbot.waitSignal(opened.session.overview_read, timeout=WAIT):
        opened.desk.choose("language", "zh_CN")
    assert panel._look.language == "zh_CN"
    assert statement(panel) == "Orders grow"


def test_the_reminder_makes_and_gives_up_one_alert(cleared: Opened, qtbot: QtBot) -> None:
    opened = cleared
    # As the alerts word it; the reminder's own condition is about reviews.
    box = Reminder(opened.session, opened.window, "stale >= 3 sessions")
    box.edited.connect(opened.desk.edit)
    before = all_rules(opened.session._user)
    box.click()
    qtbot.waitUntil(lambda: box._rule != 0, timeout=WAIT)
    assert box.isChecked()
    (made,) = (each for each in all_rules(opened.session._user) if each not in before)
    assert made.subject.scope is Scope.EVERYTHING
    box.click()
    qtbot.waitUntil(lambda: box._rule == 0, timeout=WAIT)
    assert not box.isChecked()
    assert all_rules(opened.session._user) == before
    unknown = Reminder(opened.session, opened.window, "moon >= 3")
    assert not unknown.is_offered
    unknown.click()
    assert unknown._rule == 0


def test_an_undo_says_what_it_takes_back(cleared: Opened) -> None:
    edit = ReviewClaim(1, Status.OPEN, 50, None)
    assert label_of(edit, cleared.overview, "en") == "reviewing a claim"
    assert label_of(replace(edit, status=Status.BROKEN), cleared.overview, "en") != "last change"
