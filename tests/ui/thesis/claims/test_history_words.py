"""The page of a history: what changed stands out, and nothing that was typed is run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser, QWidget

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.changes_of_claim import steps_of
from gridwatch.domain.thesis.claim import Author, Claim, Revision, Status
from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.look import Look
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.thesis.claims.history import History
from gridwatch.ui.thesis.claims.history_words import history_page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LOOK = Look("en", "light", Phrases("en", base_currency="CNY"), LIGHT)
CLAIM = Claim(1, About(1), "Orders <b>grow</b>", NOW)
FAILING = replace(
    CLAIM,
    statement="Orders <b>shrink</b>",
    status=Status.FAILING,
    conviction=20,
    review_on=date(2026, 5, 1),
    tags=("grid",),
    position=2,
)
REVISIONS = (
    Revision(1, CLAIM, NOW),
    Revision(2, FAILING, NOW + timedelta(days=1), note="<img src='http://a/b.png'>"),
    Revision(3, replace(FAILING, status=Status.OPEN), NOW + timedelta(days=2), Author.TEST),
    Revision(4, replace(FAILING, status=Status.OPEN), NOW + timedelta(days=3), reviewed=True),
    Revision(5, replace(FAILING, removed=True), NOW + timedelta(days=4)),
)


def shown(qtbot: QtBot, page: str) -> str:
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    browser.setHtml(page)
    return browser.toPlainText()


def test_each_step_says_when_who_and_what(qtbot: QtBot) -> None:
    text = shown(qtbot, history_page(steps_of(REVISIONS), LOOK, 100))
    assert text.index("Deleted") < text.index("Reviewed") < text.index("Made")
    for words in (
        "the test",
        "Claim: Orders <b>growshrink</b>",
        "Status: open → failing",
        "Conviction: 50% → 20%",
        "Review: — → 1 May 2026",
        "Tags: — → #grid",
        "Place: 0 → 2",
        "“<img src='http://a/b.png'>”",
    ):
        assert words in text


def test_what_was_added_and_removed_is_marked() -> None:
    for tones in (LIGHT, DARK):
        page = history_page(steps_of(REVISIONS[:2]), replace(LOOK, tones=tones), 100)
        assert f'color:{tones.fall}; text-decoration:line-through;">grow<' in page
        assert f'color:{tones.rise}; text-decoration:underline;">shrink<' in page
        assert "<img" not in page


def test_an_old_revision_is_brought_back_and_older_ones_are_shown(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    history = History(LOOK, parent)
    many = tuple(
        Revision(at, replace(CLAIM, conviction=at % 100), NOW + timedelta(days=at))
        for at in range(1, 151)
    )
    history.show_steps(steps_of(many))
    assert "Show older ones (50)" in history.toPlainText()
    history.anchorClicked.emit(QUrl("more"))
    assert "Made" in history.toPlainText()
    with qtbot.waitSignal(history.wanted) as caught:
        history.anchorClicked.emit(QUrl("back:7"))
    assert caught.args == [many[6]]


@pytest.mark.parametrize("link", ["back:999", "http://example.com"])
def test_a_link_to_elsewhere_does_nothing(qtbot: QtBot, link: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    history = History(LOOK, parent)
    history.show_steps(steps_of(REVISIONS))
    with qtbot.assertNotEmitted(history.wanted):
        history.anchorClicked.emit(QUrl(link))
