"""The strip that tells of alerts: grouped, calm, waiting for dialogs, and done with by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.sight import Quiet
from gridwatch.preferences import Preferences
from gridwatch.ui.alerts.banner import FiringBanner, shortened, tone_of
from gridwatch.ui.look import look_of
from tests.ui.alerts.log.logged import fired

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SPACE = "\N{NO-BREAK SPACE}"


class Stand(QMainWindow):
    """A window with a line to type in, and the strip over it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.look = look_of(app, Preferences(), "en", "light")
        middle = QWidget(self)
        self.line = QLineEdit(middle)
        QVBoxLayout(middle).addWidget(self.line)
        self.setCentralWidget(middle)
        self.banner = FiringBanner(self.look, self)
        self.addToolBar(self.banner)
        self.resize(800, 300)


@pytest.fixture
def stand(app: QApplication, qtbot: QtBot) -> Stand:
    made = Stand(app)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.line.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    # Wherever a test has left the pointer.
    QCursor.setPos(made.mapToGlobal(made.rect().bottomRight() - QPoint(5, 5)))
    QApplication.processEvents()
    return made


def test_it_tells_the_newest_and_how_many_more(stand: Stand) -> None:
    banner = stand.banner
    assert not banner.isVisible()
    banner.tell([fired(2)])
    assert banner.isVisible()
    assert banner.label.text() == f"Company 2 reached 14bn{SPACE}USD · 2 Mar 2026 · live"
    assert not banner.more.isVisible()
    assert banner.seen_button.text() == "Mark as seen"
    banner.tell([fired(1), fired(3)])
    assert banner.label.text().startswith("Company 1 ")
    assert banner.more.text() == "+2 more"
    assert banner.seen_button.text() == "Mark all as seen"
    banner.tell([fired(3)])
    assert banner.more.text() == "+2 more"


def test_it_takes_neither_the_focus_nor_the_place_of_what_is_below(stand: Stand) -> None:
    stand.banner.tell([fired(1)])
    QTest.qWait(20)
    assert stand.line.hasFocus()
    QTest.mouseClick(stand.banner.close_button, Qt.MouseButton.LeftButton)
    assert stand.line.hasFocus()
    stand.banner.tell([fired(1)])
    QTest.qWait(20)
    below = stand.line.mapTo(stand, stand.line.rect().topLeft()).y()
    assert below > stand.banner.geometry().bottom()


def test_quiet_and_seen_firings_are_not_told(stand: Stand) -> None:
    stand.banner.tell([fired(1, quiet=Quiet.MUTED), fired(2, seen=True)])
    assert not stand.banner.isVisible()
    stand.banner.tell([fired(3, held=False)])
    assert stand.banner.label.text().endswith("The condition no longer holds.")


def test_show_opens_the_newest_and_goes_on_to_the_next(stand: Stand, qtbot: QtBot) -> None:
    stand.banner.tell([fired(1), fired(2)])
    with qtbot.waitSignal(stand.banner.opened) as opened:
        stand.banner.open_button.click()
    assert opened.args == [fired(1)]
    assert stand.banner.label.text().startswith("Company 2 ")
    stand.banner.open_button.click()
    assert not stand.banner.isVisible()


def test_all_that_is_told_is_acknowledged_at_once(stand: Stand, qtbot: QtBot) -> None:
    stand.banner.tell([fired(1), fired(2)])
    with qtbot.waitSignal(stand.banner.acknowledged) as seen:
        stand.banner.seen_button.click()
    assert seen.args == [(1, 2)]
    assert not stand.banner.isVisible()


def test_the_alert_of_the_newest_is_snoozed_for_a_day(stand: Stand, qtbot: QtBot) -> None:
    stand.banner.tell([fired(1, rule_id=5), fired(2, rule_id=6), fired(3, rule_id=5)])
    before = datetime.now(UTC)
    with qtbot.waitSignal(stand.banner.snoozed) as asked:
        stand.banner.snooze_button.click()
    assert asked.args is not None
    rule, until = asked.args
    assert rule == 5
    assert timedelta(hours=23) < until - before < timedelta(hours=25)
    assert [each.id for each in stand.banner.firings] == [2]
    assert not stand.banner.more.isVisible()


def test_snoozing_an_alert_about_several_companies_says_so(stand: Stand) -> None:
    banner = stand.banner
    banner.tell([fired(2, condition="rsi(14) >= 70")], frozenset({5}))
    assert banner.snooze_button.text() == "Snooze “rsi(14) >= 70” for all, 1 day"
    assert "“rsi(14) >= 70”" in banner.snooze_button.toolTip()
    assert "any of its companies" in banner.snooze_button.toolTip()
    banner.tell([fired(1, rule_id=6)], frozenset({5}))
    assert banner.snooze_button.text() == "Snooze 1 day"


def test_a_reminder_that_nobody_has_typed_is_snoozed_in_words(stand: Stand) -> None:
    reminder = fired(1, condition="review >= 0 days", measure=Measure.REVIEW)
    stand.banner.tell([reminder], frozenset({5}))
    assert stand.banner.snooze_button.text() == "Snooze “a claim is due for revi…” for all, 1 day"
    assert "“a claim is due for review”" in stand.banner.snooze_button.toolTip()


def test_the_name_of_an_alert_is_shortened_and_underlines_nothing(stand: Stand) -> None:
    name = "Makers of switchgear & relays that fell"
    stand.banner.tell([fired(1, rule_name=name)], frozenset({5}))
    assert stand.banner.snooze_button.text() == ("Snooze “Makers of switchgear &&…” for all, 1 day")
    assert name in stand.banner.snooze_button.toolTip()
    assert shortened("rsi(14) >= 70") == "rsi(14) >= 70"


def test_what_came_while_it_was_closed_is_told_together(stand: Stand) -> None:
    banner = stand.banner
    banner.tell([fired(3), fired(2), fired(4)], missed=True)
    assert banner.label.text().startswith("3 alerts while GridWatch was closed: Company 2 reached")
    assert banner.more.text() == "+2 more"
    banner.forget({2, 3})
    assert banner.label.text().startswith("While GridWatch was closed: Company 4 reached")
    banner.tell([fired(1)])
    assert banner.label.text().startswith("Company 1 ")


def hover(banner: FiringBanner) -> None:
    place = QPointF(5, 5)
    QApplication.sendEvent(banner, QEnterEvent(place, place, place))


def leave(banner: FiringBanner) -> None:
    QApplication.sendEvent(banner, QEvent(QEvent.Type.Leave))


def test_what_is_under_the_pointer_stays_until_it_has_gone(stand: Stand, qtbot: QtBot) -> None:
    banner = stand.banner
    banner.tell([fired(5)])
    QApplication.processEvents()
    hover(banner)
    buttons = (banner.open_button, banner.seen_button, banner.snooze_button)
    before = [(each.text(), each.geometry()) for each in buttons]
    words = banner.label.text()
    banner.tell([fired(4, company_id=None, rule_id=6), fired(3)])
    QApplication.processEvents()
    assert banner.label.text() == words
    assert banner.more.text() == "+2 more"
    assert [(each.text(), each.geometry()) for each in buttons] == before
    with qtbot.waitSignal(banner.log_wanted) as wanted:
        banner.more.click()
    assert wanted.args == [5]
    with qtbot.waitSignal(banner.opened) as opened:
        QTest.mouseClick(banner.open_button, Qt.MouseButton.LeftButton)
    assert opened.args == [fired(5)]
    assert banner.label.text().startswith("Company 3 ")
    banner.tell([fired(1)])
    leave(banner)
    assert banner.label.text().startswith("Company 1 ")


def test_marking_leaves_what_came_while_the_pointer_was_there(stand: Stand, qtbot: QtBot) -> None:
    banner = stand.banner
    banner.tell([fired(5, rule_id=7), fired(6)])
    hover(banner)
    banner.tell([fired(4)])
    with qtbot.waitSignal(banner.acknowledged) as seen:
        banner.seen_button.click()
    assert seen.args == [(5, 6)]
    assert banner.label.text().startswith("Company 4 ")


def test_snoozing_is_about_what_was_under_the_pointer(stand: Stand, qtbot: QtBot) -> None:
    banner = stand.banner
    banner.tell([fired(5, rule_id=7)])
    hover(banner)
    banner.tell([fired(4, rule_id=8)])
    with qtbot.waitSignal(banner.snoozed) as asked:
        banner.snooze_button.click()
    assert asked.args is not None
    assert asked.args[0] == 7
    assert banner.label.text().startswith("Company 4 ")


def test_what_a_button_with_the_focus_is_about_stays(stand: Stand, qtbot: QtBot) -> None:
    banner = stand.banner
    banner.tell([fired(5)])
    banner.open_button.setFocus(Qt.FocusReason.TabFocusReason)
    banner.tell([fired(4)])
    assert banner.label.text().startswith("Company 5 ")
    banner.seen_button.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert banner.label.text().startswith("Company 5 ")
    stand.line.setFocus()
    qtbot.waitUntil(lambda: banner.label.text().startswith("Company 4 "))


def test_what_cannot_be_done_is_not_offered(stand: Stand) -> None:
    stand.banner.tell([fired(1, rule_id=None, company_id=None, measure=Measure.RATE)])
    assert not stand.banner.snooze_button.isVisible()
    assert not stand.banner.open_button.isVisible()
    assert stand.banner.seen_button.isVisible()


def test_what_was_dealt_with_elsewhere_is_told_no_longer(stand: Stand) -> None:
    stand.banner.tell([fired(1), fired(2)])
    stand.banner.forget({1})
    assert stand.banner.label.text().startswith("Company 2 ")
    stand.banner.forget({2})
    assert not stand.banner.isVisible()


def test_it_waits_while_a_dialog_wants_an_answer(stand: Stand, qtbot: QtBot) -> None:
    dialog = QDialog(stand)
    dialog.setModal(True)
    dialog.show()
    stand.banner.tell([fired(1)])
    stand.banner.tell([fired(2)])
    assert not stand.banner.isVisible()
    dialog.close()
    qtbot.waitUntil(stand.banner.isVisible)
    assert stand.banner.more.text() == "+1 more"
    assert not stand.banner._waiting.isActive()


def test_every_button_is_reached_by_the_keyboard(stand: Stand) -> None:
    stand.banner.tell([fired(1), fired(2)])
    banner = stand.banner
    buttons = [
        banner.more, banner.open_button, banner.seen_button, banner.snooze_button,
        banner.close_button,
    ]  # fmt: skip
    assert all(each.focusPolicy() is Qt.FocusPolicy.TabFocus for each in buttons)
    assert all(each.accessibleName() or each.text() for each in buttons)
    banner.seen_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(banner.seen_button, Qt.Key.Key_Space)
    assert not banner.isVisible()


@pytest.mark.parametrize(
    ("measure", "condition", "tone"),
    [
        (Measure.CAP, ">=", "rise"),
        (Measure.CAP, "<=", "fall"),
        (Measure.DRAWDOWN, ">=", "fall"),
        (Measure.DRAWDOWN, "<=", "rise"),
        (Measure.VOLUME, ">=", "accent"),
        (Measure.STALE, ">=", "accent"),
    ],
)
def test_its_tone_is_that_of_the_prices(measure: Measure, condition: str, tone: str) -> None:
    level = fired(1).level
    made = fired(1, measure=measure, condition=f"x {condition} 1", value=float(level))
    assert tone_of(made) == tone
