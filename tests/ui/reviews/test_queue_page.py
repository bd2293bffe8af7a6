"""The queue of reviews: one claim after the other, all of it with the keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gridwatch.domain.thesis.claim import Status
from gridwatch.domain.thesis.review_dates import Interval
from gridwatch.services.thesis.claim_edits import ReviewClaim
from gridwatch.ui.reviews.queue_page import QueuePage
from gridwatch.ui.thesis.place import PageName, Place
from tests.ui.reviews.queues import (
    CHINESE,
    COMPANY,
    LOOK,
    NAMES,
    THEME,
    TODAY,
    claim_of,
    full_review,
    queue_of,
    review_of,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LATER = date(2026, 10, 1)
QUEUE = queue_of(
    review_of(claim_of(1, 9)), review_of(claim_of(2, 5, THEME)), review_of(claim_of(3))
)


@pytest.fixture
def page(qtbot: QtBot) -> QueuePage:
    made = QueuePage(LOOK)
    qtbot.addWidget(made)
    made.resize(460, 520)
    made.show_names(NAMES)
    made.show()
    made.setFocus()
    return made


def edits_of(page: QueuePage) -> list[object]:
    found: list[object] = []
    page.edited.connect(lambda edit, _made, _failed: found.append(edit))
    return found


def shown(page: QueuePage) -> int:
    return page.shown.claim.id if page.shown else 0


def keys(page: QueuePage, *wanted: Qt.Key) -> None:
    for each in wanted:
        QTest.keyClick(page, each)


def test_enter_says_that_a_claim_still_holds_and_the_next_one_comes(page: QueuePage) -> None:
    edits = edits_of(page)
    page.show_queue(QUEUE)
    assert page.claim.statement.text() == "Claim 1"
    assert page.claim.subject.text() == "China XD · due since 22 Jun 2026"
    assert page.answer.done.text() == "Still holds"
    assert page.place.text() == "3 due"
    keys(page, Qt.Key.Key_Return)
    assert edits == [ReviewClaim(1, Status.HOLDING, 60, LATER)]
    assert page.claim.statement.text() == "Claim 2"
    assert page.claim.subject.text() == "Data centres · due since 26 Jun 2026"
    keys(page, Qt.Key.Key_Enter, Qt.Key.Key_Return)
    assert [each.claim_id for each in edits if isinstance(each, ReviewClaim)] == [1, 2, 3]
    assert page.shown is None
    keys(page, Qt.Key.Key_Return)
    assert len(edits) == 3


def test_keys_choose_the_status_and_the_conviction(page: QueuePage) -> None:
    edits = edits_of(page)
    page.show_queue(queue_of(review_of(claim_of(1, conviction=62))))
    keys(page, Qt.Key.Key_3, Qt.Key.Key_Minus)
    assert (page.answer.status, page.answer.conviction) == (Status.FAILING, 60)
    assert page.answer.done.text() == "Reviewed"
    assert page.answer.was.text() == "was 62%"
    keys(page, Qt.Key.Key_Minus, Qt.Key.Key_Minus, Qt.Key.Key_Plus, Qt.Key.Key_Return)
    assert edits == [ReviewClaim(1, Status.FAILING, 55, LATER)]


@pytest.mark.parametrize(
    ("key", "status", "words"),
    [
        (Qt.Key.Key_1, Status.OPEN, "Reviewed"),
        (Qt.Key.Key_2, Status.HOLDING, "Still holds"),
        (Qt.Key.Key_4, Status.BROKEN, "It is broken"),
        (Qt.Key.Key_5, Status.CONFIRMED, "It is confirmed"),
    ],
)
def test_a_decided_claim_is_due_no_more(
    page: QueuePage, key: Qt.Key, status: Status, words: str
) -> None:
    edits = edits_of(page)
    page.show_queue(QUEUE)
    keys(page, key)
    assert page.answer.done.text() == words
    decided = status in {Status.BROKEN, Status.CONFIRMED}
    assert page.answer.next.isEnabled() is not decided
    keys(page, Qt.Key.Key_Return)
    assert edits == [ReviewClaim(1, status, 60, None if decided else LATER)]


def test_a_conviction_stays_between_nothing_and_certain(page: QueuePage) -> None:
    page.show_queue(queue_of(review_of(claim_of(1, conviction=98))))
    keys(page, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    assert page.answer.conviction == 100
    keys(page, *[Qt.Key.Key_Minus] * 25)
    assert page.answer.conviction == 0


def test_a_skipped_claim_comes_after_the_others(page: QueuePage) -> None:
    page.show_queue(QUEUE)
    keys(page, Qt.Key.Key_S)
    assert shown(page) == 2
    keys(page, Qt.Key.Key_S)
    assert shown(page) == 3
    page.show_queue(QUEUE)
    assert shown(page) == 3
    keys(page, Qt.Key.Key_S)
    assert shown(page) == 1


def test_a_note_takes_letters_and_enter_stores_it_with_the_review(page: QueuePage) -> None:
    edits = edits_of(page)
    page.show_queue(QUEUE)
    keys(page, Qt.Key.Key_N)
    assert page.answer.note.hasFocus()
    QTest.keyClicks(page.answer.note, "so 5-1+")
    assert (page.answer.note.text(), page.answer.status) == ("so 5-1+", Status.HOLDING)
    QTest.keyClick(page.answer.note, Qt.Key.Key_Return)
    assert edits == [ReviewClaim(1, Status.HOLDING, 60, LATER, "so 5-1+")]
    assert page.answer.note.text() == ""
    assert page.hasFocus()
    keys(page, Qt.Key.Key_N)
    QTest.keyClick(page.answer.note, Qt.Key.Key_Escape)
    assert page.hasFocus()


def test_a_claim_opens_in_its_thesis(page: QueuePage, qtbot: QtBot) -> None:
    page.show_queue(QUEUE)
    with qtbot.waitSignal(page.opened) as told:
        keys(page, Qt.Key.Key_O)
    assert told.args == [Place(COMPANY, PageName.CLAIMS, 1)]


def test_keys_of_the_window_are_left_to_it(page: QueuePage) -> None:
    edits = edits_of(page)
    page.show_queue(QUEUE)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert edits == []
    assert shown(page) == 1


def test_the_interval_that_was_chosen_stays_for_the_next_claim(page: QueuePage) -> None:
    edits = edits_of(page)
    page.show_queue(QUEUE)
    choice = page.answer.next
    choice.interval.setCurrentIndex(list(Interval).index(Interval.YEAR))
    choice.interval.activated.emit(choice.interval.currentIndex())
    assert not choice.day.isVisible()
    keys(page, Qt.Key.Key_Return)
    choice.interval.setCurrentIndex(len(Interval))
    choice.interval.activated.emit(len(Interval))
    assert choice.day.isVisible()
    choice.day.setDate(QDate(2026, 8, 15))
    page.setFocus()
    keys(page, Qt.Key.Key_Return)
    dates = [each.review_on for each in edits if isinstance(each, ReviewClaim)]
    assert dates == [date(2027, 7, 1), date(2026, 8, 15)]


def test_a_claim_that_could_not_be_stored_is_asked_about_again(page: QueuePage) -> None:
    failing = []
    page.edited.connect(lambda _edit, _made, failed: failing.append(failed))
    page.show_queue(QUEUE)
    keys(page, Qt.Key.Key_Return)
    assert shown(page) == 2
    failing[0]()
    assert shown(page) == 1
    assert len(page.waiting) == 3


def test_what_is_typed_stays_when_the_same_claim_is_read_again(page: QueuePage) -> None:
    page.show_queue(QUEUE)
    keys(page, Qt.Key.Key_3, Qt.Key.Key_Plus)
    page.answer.note.setText("half")
    page.show_queue(QUEUE)
    assert (page.answer.status, page.answer.conviction) == (Status.FAILING, 65)
    assert page.answer.note.text() == "half"
    # Another window has changed it: the question is another one now.
    changed = replace(QUEUE.due[0].claim, conviction=10)
    page.show_queue(queue_of(review_of(changed), *QUEUE.due[1:]))
    assert (page.answer.status, page.answer.conviction) == (Status.HOLDING, 10)
    assert page.answer.note.text() == "half"


def test_a_review_that_is_undone_comes_back_at_once(page: QueuePage) -> None:
    page.show_queue(QUEUE)
    keys(page, Qt.Key.Key_S, Qt.Key.Key_Return)  # claim 2 is reviewed
    rest = queue_of(QUEUE.due[0], QUEUE.due[2])
    page.show_queue(rest)
    assert shown(page) == 3
    page.show_queue(QUEUE)
    assert shown(page) == 2


def test_when_nothing_is_due_it_says_so_and_what_comes(page: QueuePage) -> None:
    assert page.coming.calm.text() == "Reading what is due…"
    soon = claim_of(7, -9, THEME, statement="Gas turbines stay sold out")
    page.show_queue(queue_of(coming=(soon,), undated=2))
    assert page.coming.isVisible()
    assert page.coming.calm.text() == "Nothing is due."
    assert page.coming.lines == ["10 Jul 2026 in 9 days Gas turbines stay sold out Data centres"]
    assert page.coming.undated.text() == "Claims without a day for their review: 2"
    page.show_queue(queue_of())
    assert page.coming.lines == []
    assert "comes up here" in page.coming.calm.text()


def test_what_was_typed_is_shown_as_it_is(page: QueuePage) -> None:
    page.show_queue(queue_of(full_review()))
    assert "Record <b>orders</b>" in page.since.news
    labels = page.since.findChildren(QLabel)
    news = [each for each in labels if "orders" in each.text()]
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in news)
    assert page.claim.falsifier.text() == "Wrong if: Two bad quarters\nTest: gross_margin < 20%"
    page.show_queue(queue_of(review_of(claim_of(9))))
    assert page.since.news == []
    assert page.since.nothing.isVisible()
    assert not page.claim.falsifier.isVisible()


@pytest.mark.parametrize(("width", "named"), [(330, 45), (460, 120), (1200, 120)])
def test_nothing_is_wider_than_its_dock(page: QueuePage, width: int, named: int) -> None:
    page.show_queue(queue_of(full_review()))
    page.resize(width, 520)
    page.restyle(CHINESE)
    QTest.qWait(1)
    assert page.minimumSizeHint().width() <= width
    assert page.since.table.columnWidth(0) >= named
    for button in page.answer.statuses.values():
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())


def test_today_is_told_without_a_date(page: QueuePage) -> None:
    page.show_queue(queue_of(review_of(claim_of(3))))
    assert QUEUE.today == TODAY
    assert page.claim.subject.text() == "China XD · due today"
