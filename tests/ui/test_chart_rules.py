"""Alert rules on the charts of a window: shown, pulled, made and opened there, undone, followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gridwatch import wire
from gridwatch.domain.alert.grammar import condition_text, parse_condition
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.places import resources
from gridwatch.services.edits import apply
from gridwatch.services.profiles import open_profile
from gridwatch.services.rule_edits import AddRule, MuteRule, RemoveRule
from gridwatch.store.user.rules import all_rules
from gridwatch.ui.alerts.dialog import RuleDialog
from gridwatch.ui.chart.layers.levels import LastPrice, LevelLine, LineKind
from gridwatch.ui.chart.signs.rule_words import rule_label
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gridwatch.domain.series import RulePrice
    from gridwatch.ui.chart.panel import ChartPanel

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("without_example"),
]


@pytest.fixture
def charted(opened: Opened, qtbot: QtBot) -> Opened:
    """Give a window whose chart shows the second company."""
    opened.window.watchlist.select_company(opened.listed[1])
    with qtbot.waitSignal(opened.desk.series_shown, timeout=20_000):
        opened.desk.start_charts({})
    return opened


def panel_of(opened: Opened, key: str = "chart") -> ChartPanel:
    panel = opened.window.charts[key].panel
    assert panel is not None
    return panel


def drawn(opened: Opened, key: str = "chart") -> tuple[RulePrice, ...]:
    series = panel_of(opened, key).chart.series
    return series.rules if series is not None else ()


def close_of(opened: Opened) -> float:
    series = panel_of(opened).chart.series
    assert series is not None
    return float(series.candles.close[-1])


def stored(opened: Opened, qtbot: QtBot) -> list[Rule]:
    found, missed = list[tuple[Rule, ...]](), list[Exception]()
    session = opened.session
    session._lane.run(lambda: all_rules(session._user), found.append, missed.append)
    qtbot.waitUntil(lambda: bool(found))
    return [each for each in found[0] if each.target_id is None]


def add(opened: Opened, qtbot: QtBot, text: str, subject: Subject | None = None) -> RulePrice:
    """Make a rule and wait until its line is there."""
    now = opened.overview.as_of
    about = subject or Subject(Scope.COMPANY, opened.listed[1])
    count = len(drawn(opened))
    opened.desk.edit(AddRule(Rule(0, about, parse_condition(text), now, now)))
    qtbot.waitUntil(lambda: len(drawn(opened)) > count, timeout=10_000)
    QApplication.processEvents()
    return drawn(opened)[-1]


def send(opened: Opened, kind: QEvent.Type, value: float) -> None:
    """Let the pointer do something at a value, in the middle of the chart."""
    chart = panel_of(opened).chart
    frame = chart.main.frame
    assert frame is not None
    at = chart.main.rect.topLeft() + QPointF(frame.wide / 2, frame.y(value))
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, at, left, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart.canvas.viewport(), event)


def pull(opened: Opened, begin: float, end: float) -> None:
    send(opened, QEvent.Type.MouseButtonPress, begin)
    send(opened, QEvent.Type.MouseMove, end)
    send(opened, QEvent.Type.MouseButtonRelease, end)


def test_a_pulled_line_changes_its_rule_and_undo_takes_it_back(
    charted: Opened, qtbot: QtBot
) -> None:
    level = close_of(charted) * 1.01
    one = add(charted, qtbot, f"price >= {level:.2f} and volume >= 2x")
    view = panel_of(charted).chart.canvas.view
    pull(charted, one.price, close_of(charted) * 1.02)
    qtbot.waitUntil(lambda: drawn(charted)[0].rule.since > one.rule.since, timeout=10_000)
    assert panel_of(charted).chart.canvas.view == view
    (moved,) = stored(charted, qtbot)
    assert moved.terms[0].level != one.term.level
    assert moved.terms[1] == one.rule.terms[1]
    assert moved.terms[0] == replace(one.term, level=moved.terms[0].level)
    assert drawn(charted)[0].price == pytest.approx(close_of(charted) * 1.02, rel=0.01)
    undo = charted.window.actions_["undo"]
    assert undo.text().startswith("Undo: changing an alert for ")
    undo.trigger()
    qtbot.waitUntil(lambda: drawn(charted)[0].rule == one.rule, timeout=10_000)
    charted.window.actions_["redo"].trigger()
    qtbot.waitUntil(lambda: drawn(charted)[0].rule.condition == moved.condition, timeout=10_000)


def test_a_dropped_line_is_never_back_where_it_was(charted: Opened, qtbot: QtBot) -> None:
    one = add(charted, qtbot, f"price >= {close_of(charted) * 1.01:.2f}")
    seen: list[float] = []
    levels = panel_of(charted)._parts._levels
    show = levels._layer.show_lines

    def watched(lines: Sequence[LevelLine], last: LastPrice | None) -> None:
        seen.extend(each.value for each in lines if each.kind is LineKind.RULE)
        show(lines, last)

    levels._layer.show_lines = watched  # type: ignore[method-assign]
    pull(charted, one.price, close_of(charted) * 1.02)
    qtbot.waitUntil(lambda: drawn(charted)[0].rule.since > one.rule.since, timeout=10_000)
    assert len(seen) >= 2
    assert one.price not in seen


def test_escape_leaves_the_rule_as_it_was(charted: Opened, qtbot: QtBot) -> None:
    one = add(charted, qtbot, f"price >= {close_of(charted) * 1.01:.2f}")
    send(charted, QEvent.Type.MouseButtonPress, one.price)
    send(charted, QEvent.Type.MouseMove, close_of(charted) * 1.02)
    QTest.keyClick(panel_of(charted).chart.canvas, Qt.Key.Key_Escape)
    send(charted, QEvent.Type.MouseButtonRelease, close_of(charted) * 1.02)
    qtbot.wait(100)
    assert stored(charted, qtbot) == [one.rule]


def test_a_rule_that_is_gone_meanwhile_takes_its_line_along(charted: Opened, qtbot: QtBot) -> None:
    one = add(charted, qtbot, f"price >= {close_of(charted) * 1.01:.2f}")
    charted.desk.edit(RemoveRule(one.rule.id))
    pull(charted, one.price, close_of(charted) * 1.02)
    qtbot.waitUntil(lambda: drawn(charted) == (), timeout=10_000)
    assert stored(charted, qtbot) == []


def test_pinned_charts_follow_their_rules_too(charted: Opened, qtbot: QtBot) -> None:
    panel_of(charted).header._pin.click()
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        charted.window.actions_["chart"].trigger()
    charted.window.charts.first.raise_()
    charted.window.watchlist.select_company(charted.listed[2])
    one = add(charted, qtbot, f"price >= {close_of(charted) * 1.01:.2f}")
    assert panel_of(charted).view is not None
    charted.desk.edit(MuteRule(one.rule.id))
    qtbot.waitUntil(lambda: drawn(charted)[0].rule.muted, timeout=10_000)
    charted.desk.edit(RemoveRule(one.rule.id))
    qtbot.waitUntil(lambda: drawn(charted) == (), timeout=10_000)


def test_a_rule_for_everything_is_on_the_chart_of_each(charted: Opened, qtbot: QtBot) -> None:
    one = add(charted, qtbot, "cap >= 1000bn CNY", Subject(Scope.EVERYTHING))
    panel = panel_of(charted)
    assert panel.chart.series is not None
    label = rule_label(panel.chart.phrases, one, panel.chart.series, charted.overview.as_of)
    assert label.startswith("Cap ≥ 1tn")
    charted.window.watchlist.select_company(charted.listed[2])
    qtbot.waitUntil(lambda: drawn(charted)[0].price != one.price, timeout=10_000)


def test_the_chart_opens_the_dialog_of_a_new_rule_and_of_one_that_is_there(
    charted: Opened, qtbot: QtBot
) -> None:
    panel, company = panel_of(charted), charted.listed[1]
    panel.alert_wanted.emit(Subject(Scope.COMPANY, company), "cap >= 112bn CNY")
    (dialog,) = (e for e in charted.window.findChildren(RuleDialog) if e.isVisible())
    assert dialog.line.text() == "cap >= 112bn CNY"
    assert dialog.picker.subject() == Subject(Scope.COMPANY, company)
    dialog.reject()
    one = add(charted, qtbot, "cap >= 900bn CNY")
    panel.rule_opened.emit(one.rule)
    (dialog,) = (e for e in charted.window.findChildren(RuleDialog) if e.isVisible())
    assert dialog.line.text() == condition_text(one.rule.condition)
    dialog.reject()


def test_a_rule_that_a_command_has_made_comes_to_the_chart(charted: Opened, qtbot: QtBot) -> None:
    user = open_profile(charted.session.profile, resources(), "en")
    now = charted.overview.as_of
    about = Subject(Scope.COMPANY, charted.listed[1])
    apply(user, AddRule(Rule(0, about, parse_condition("cap >= 900bn CNY"), now, now)), now)
    user.close()
    charted.desk._take(wire.Changed(targets=(0,)))
    qtbot.waitUntil(lambda: len(drawn(charted)) == 1, timeout=10_000)
