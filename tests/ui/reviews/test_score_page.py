"""The scorecard on screen: few claims are not judged, the drawing says what the table does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from gridwatch.domain.thesis.scorecard import Score, scorecard_of
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.reviews.calibration import Calibration
from gridwatch.ui.reviews.quarters_bar import QuartersBar
from gridwatch.ui.reviews.score_model import DECIDED, PEERS
from gridwatch.ui.reviews.score_page import ScorePage, remark_words, verdict_words
from gridwatch.ui.thesis.place import PageName, Place
from tests.ui.reviews.queues import CHINESE, COMPANY, LOOK, NAMES, score_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MANY = score_of(*[(90, True)] * 9, *[(10, False)] * 3)
NONE = Score(scorecard_of((), lambda at: at.date()), ())


@pytest.fixture
def page(qtbot: QtBot) -> ScorePage:
    made = ScorePage(LOOK)
    qtbot.addWidget(made)
    made.resize(460, 600)
    made.show_names(NAMES)
    made.show()
    return made


def test_a_few_claims_are_counted_and_not_judged() -> None:
    few = score_of((80, True), (60, False)).card
    words = verdict_words(few, LOOK)
    assert words.startswith("Decided claims: 2 (1 confirmed, 1 broken). That is too few")
    assert "Brier" not in words
    assert "told" not in remark_words(few)


def test_many_claims_are_judged_against_their_mean_rate() -> None:
    words = verdict_words(MANY.card, LOOK)
    assert "Decided claims: 12 (9 confirmed, 3 broken)." in words
    assert "Brier score 0.01; always saying 75% would have scored 0.188" in words
    assert remark_words(MANY.card).startswith("Your convictions told more than")
    worse = score_of(*[(10, True)] * 6, *[(90, False)] * 6).card
    assert remark_words(worse).startswith("Your convictions told no more than")


def test_before_a_decision_there_is_nothing_to_draw(page: ScorePage) -> None:
    assert page.empty.text() == "Reading how claims have turned out…"
    page.show_score(NONE)
    assert page.empty.text().startswith("No claim is decided yet.")
    for each in (page.calibration, page.quarters, page.verdict, page.table):
        assert not each.isVisible()
    page.show_score(MANY)
    assert not page.empty.isVisible()
    for each in (page.calibration, page.quarters, page.verdict, page.table):
        assert each.isVisible()


def test_columns_and_words_find_their_room(page: ScorePage) -> None:
    page.show_score(MANY)
    assert page.table.isColumnHidden(DECIDED)
    assert page.table.isColumnHidden(PEERS)
    assert page.verdict.y() > page.calibration.geometry().bottom()
    page.resize(1200, 600)
    QTest.qWait(1)
    assert not page.table.isColumnHidden(DECIDED)
    assert page.verdict.x() > page.calibration.geometry().right()


def test_a_row_opens_its_claim(page: ScorePage, qtbot: QtBot) -> None:
    page.show_score(MANY)
    page.table.setCurrentIndex(page.table.model().index(0, 0))
    with qtbot.waitSignal(page.opened) as told:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert told.args == [Place(COMPANY, PageName.CLAIMS, 12)]


def pixels(widget: Calibration | QuartersBar, colour: str) -> int:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )


def test_points_stand_where_their_claims_were(qtbot: QtBot) -> None:
    drawn = Calibration(LOOK)
    qtbot.addWidget(drawn)
    drawn.resize(drawn.sizeHint())
    empty = pixels(drawn, LIGHT.accent)
    drawn.show_bins(MANY.card.bins, LOOK)
    assert empty == 0
    square = drawn.square()
    image = drawn.grab().toImage()
    for conviction, rate in ((0.9, 1.0), (0.1, 0.0)):
        x, y = (
            round(square.left() + conviction * square.width()),
            round(square.bottom() - rate * square.height()),
        )
        inside = max(round(square.top()) + 1, min(y, round(square.bottom()) - 1))
        assert image.pixelColor(x, inside) == QColor(LIGHT.accent)
    assert drawn.accessibleName() == "0% to 20% sure: 0 of 3 right\n80% to 100% sure: 9 of 9 right"
    assert square.right() + drawn.fontMetrics().horizontalAdvance("100%") / 2 <= drawn.width()


def test_bars_are_told_in_words_and_drawn_in_two_colours(qtbot: QtBot) -> None:
    drawn = QuartersBar(LOOK)
    qtbot.addWidget(drawn)
    drawn.resize(320, drawn.sizeHint().height())
    drawn.show_quarters(MANY.card.quarters, LOOK)
    assert drawn.accessibleName() == "Q3 26: 9 confirmed, 3 broken"
    right, wrong = pixels(drawn, LIGHT.rise), pixels(drawn, LIGHT.fall)
    assert right > 2 * wrong > 0
    drawn.show_quarters((), CHINESE)
    assert not drawn.isVisible()
