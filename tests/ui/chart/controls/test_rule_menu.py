"""The menu of a place offers alerts: new ones at once or in the dialog, and what one may become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gridwatch.domain.alert.grammar import condition_text
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.series import Compared, Series
from gridwatch.services.edits import Edit
from gridwatch.services.rule_edits import AddRule, MuteRule, RemoveRule, SnoozeRule, UnmuteRule
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.chart.panel import ChartPanel
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.drawn import series
from tests.ui.chart.ruled import rule_of, with_rules
from tests.ui.watchlist.overviews import overview_of, plain_company, view_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Told:
    """A panel, and what it has told."""

    def __init__(self, panel: ChartPanel) -> None:
        self.panel = panel
        self.edits: list[Edit] = []
        self.wanted: list[tuple[Subject, str]] = []
        self.opened: list[Rule] = []
        panel.edited.connect(self.edits.append)
        panel.alert_wanted.connect(lambda *each: self.wanted.append(each))
        panel.rule_opened.connect(self.opened.append)

    def show(self, shown: Series, *rules: Rule) -> None:
        view = view_of(plain_company(1, "China XD"), 100e9, targets=())
        self.panel.show_overview(overview_of([view]))
        self.panel.show_series(view, with_rules(shown, rules))
        QApplication.processEvents()

    def menu(self, value: float, at_rule: int | None = None) -> QMenu:
        """Return the menu of a value, on the line of a rule of the series where one is named."""
        levels, menu = self.panel._parts._levels, QMenu(self.panel)
        lines = (each for each in levels._layer._lines if each.key // 16 == at_rule)
        asked = levels.asked(value, next(lines, None), QPoint(0, 0))
        self.panel._parts.fill_place(menu, asked)
        return menu


@pytest.fixture
def told(qtbot: QtBot) -> Iterator[Told]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 560)
    panel = ChartPanel(Phrases("en", base_currency="CNY"), LIGHT, window)
    panel.resize(900, 560)
    with qtbot.waitExposed(window):
        window.show()
    yield Told(panel)
    window.hide()


def texts(menu: QMenu) -> list[str]:
    found = (each.text().replace("\N{NO-BREAK SPACE}", " ") for each in menu.actions())
    return [each for each in found if each]


def trigger(menu: QMenu, begins: str) -> None:
    next(each for each in menu.actions() if each.text().startswith(begins)).trigger()


def test_a_place_offers_what_could_be_waited_for(told: Told) -> None:
    told.show(series())
    assert texts(told.menu(22.4))[1:] == [
        "New alert: the price reaches 22.40 CNY",
        "New alert: the market cap reaches 112bn CNY",
        "New alert…",
    ]
    told.show(series(cap=True))
    assert "New alert: the market cap falls to 87bn CNY" in texts(told.menu(87e9))


def test_an_offer_makes_the_rule_at_once(told: Told) -> None:
    told.show(series())
    trigger(told.menu(17.4), "New alert: the price falls")
    (edit,) = told.edits
    assert isinstance(edit, AddRule)
    assert edit.rule.subject == Subject(Scope.COMPANY, 1)
    assert condition_text(edit.rule.condition) == "price <= 17.4 CNY"


def test_the_dialog_begins_with_what_is_there(told: Told) -> None:
    told.show(series(cap=True))
    trigger(told.menu(112e9), "New alert…")
    assert told.wanted == [(Subject(Scope.COMPANY, 1), "cap >= 112bn CNY")]
    assert told.edits == []


def test_a_line_offers_what_its_rule_may_become(told: Told) -> None:
    rule = rule_of(7, "price <= 14 CNY", name="Floor & more")
    told.show(series(), rule)
    menu = told.menu(14.0, 7)
    assert texts(menu)[0] == "China XD: Floor && more"
    assert not any(each.startswith("New alert") for each in texts(menu))
    for verb in ("Edit alert", "Mute", "Snooze", "Delete"):
        trigger(menu, verb)
    assert told.opened == [rule]
    mute, snooze, delete = told.edits
    assert (mute, delete) == (MuteRule(7), RemoveRule(7))
    assert isinstance(snooze, SnoozeRule)
    day = snooze.until - datetime.now(UTC)
    assert timedelta(hours=23) < day <= timedelta(days=1)


def test_a_quiet_rule_may_tell_again(told: Told) -> None:
    told.show(series(), rule_of(7, "price <= 14 CNY", muted=True))
    trigger(told.menu(14.0, 7), "Let alert tell again")
    assert told.edits == [UnmuteRule(7)]


def test_every_rule_of_the_chart_is_within_reach_of_the_keyboard(told: Told) -> None:
    both = rule_of(7, "price <= 14 CNY or price >= 90 CNY")
    told.show(series(), both, rule_of(8, "cap >= 900bn CNY", Scope.EVERYTHING))
    menu, parts = QMenu(told.panel), told.panel._parts
    parts._wires = replace(parts._wires, place_asked=lambda each: parts.fill_place(menu, each))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(told.panel, event)
    (inside,) = (each.menu() for each in menu.actions() if each.text() == "Alerts on this chart")
    assert isinstance(inside, QMenu)
    names = texts(inside)
    assert len(names) == 2
    assert names[1] == "All companies: the market cap reaches 900bn CNY"
    last = inside.actions()[1].menu()
    assert isinstance(last, QMenu)
    trigger(last, "Delete")
    assert told.edits == [RemoveRule(8)]


def test_the_price_of_now_is_nothing_to_wait_for(told: Told) -> None:
    shown = series()
    assert shown.caps is not None
    shown.candles.close[-1], shown.caps[-1] = 20.0, 100e9
    told.show(shown)
    assert not any(each.startswith("New alert:") for each in texts(told.menu(20.0)))
    assert "New alert…" in texts(told.menu(20.0))


def test_beside_others_no_alert_is_offered(told: Told) -> None:
    shown = series()
    other = Compared("X", "Other", shown.candles.close)
    told.show(replace(shown, compared=(other,)))
    assert not any("alert" in each for each in texts(told.menu(110.0)))


def test_the_tip_of_a_rule_says_whether_its_line_can_be_pulled(told: Told) -> None:
    named = rule_of(7, "price <= 14 CNY", name="Floor", muted=True)
    told.show(series(), named, rule_of(8, "cap >= 900bn CNY", Scope.EVERYTHING))
    assert told.panel.chart.series is not None
    own, group = (told.panel._parts._tell_rule(each) for each in told.panel.chart.series.rules)
    assert own.splitlines() == [
        "Floor",
        "The price falls to 14.00\N{NO-BREAK SPACE}CNY",
        "Muted",
        "Pull the line to change the level.",
    ]
    assert "For each of: All companies" in group.splitlines()
    assert "can't be pulled" in group
