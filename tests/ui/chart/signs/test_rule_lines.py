"""Lines of alert rules: drawn, labelled, told of, pulled with the pointer, and quiet ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QToolTip

from gridwatch.domain.alert.grammar import condition_text
from gridwatch.domain.alert.rule import Rule, Scope
from gridwatch.domain.quote import Quote
from gridwatch.domain.series import Compared, RulePrice, Series
from gridwatch.ui.appearance import DARK
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.levels import LevelLines
from gridwatch.ui.chart.signs.asked import Asked
from gridwatch.ui.chart.signs.levels import Hands, Levels
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.drawn import Drawn, candles, series
from tests.ui.chart.ruled import MADE, rule_of, with_rules

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Stand(Drawn):
    """A chart of rules, and what its lines have told."""

    def __init__(
        self, qtbot: QtBot, *rules: Rule, cap: bool = False, targets: tuple[float, ...] = ()
    ) -> None:
        super().__init__(qtbot)
        self.moved: list[tuple[RulePrice, float]] = []
        self.menus: list[Asked] = []
        hands = Hands(
            lambda *_: None,
            self.menus.append,
            lambda *each: self.moved.append(each),
            lambda one: f"tip of {one.rule.id}",
        )
        self.levels = Levels(self.chart, hands)
        self.show(self.levels, with_rules(series(*targets, cap=cap), rules))
        self.levels.show_quote(None, MADE)

    @property
    def layer(self) -> LevelLines:
        return next(each for each in self.chart.main.layers if isinstance(each, LevelLines))

    def words(self) -> list[str]:
        lines = [self.layer.line_at(place.center()) for place in self.layer.label_places()]
        return [line.words.replace("\N{NO-BREAK SPACE}", " ") for line in lines if line is not None]

    def pull(self, begin: float, end: float) -> None:
        """Take the line at a value to another one."""
        self.press(self.at(150, begin))
        self.move(self.at(150, end), Qt.MouseButton.LeftButton)
        self.release(self.at(150, end))

    def escape(self) -> None:
        event = QKeyEvent(
            QKeyEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(self.chart.canvas, event)


def test_a_rule_is_a_line_with_its_condition_in_short(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(1, "cap >= 90bn CNY"), rule_of(2, "price <= 14 CNY and day <= 0%"))
    assert sorted(stand.words()) == ["Cap ≥ 90bn CNY · price 18.00", "Price ≤ 14.00 …"]
    assert not {"18.00", "14.00"} & set(stand.chart.main.axis.texts)  # no tags: they would pile up


def test_a_cap_chart_has_prices_at_the_caps_that_they_imply(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(1, "cap >= 90bn CNY"), rule_of(2, "price <= 14 CNY"), cap=True)
    assert sorted(stand.words()) == ["Cap ≥ 90bn CNY", "Price ≤ 14.00 CNY · 70bn CNY"]


def test_a_quiet_rule_says_why_and_is_faint(qtbot: QtBot) -> None:
    later, before = MADE + timedelta(days=1), MADE - timedelta(days=1)
    stand = Stand(
        qtbot,
        rule_of(1, "price >= 12 CNY"),
        rule_of(2, "price >= 14 CNY", muted=True),
        rule_of(3, "price >= 16 CNY", snoozed_until=later),
        rule_of(4, "price >= 18 CNY", expires_at=before),
    )
    states = {each.partition(" · ")[2] for each in stand.words()}
    assert states == {"", "muted", "snoozed", "expired"}
    tones = {each.key // 16: each.tone for each in stand.layer._lines}
    assert tones[1] != tones[2] == tones[3] == tones[4]
    done = replace(stand.chart.series.rules[0], done=True)  # type: ignore[union-attr]
    stand.chart.show_series(replace(stand.chart.series, rules=(done,)))  # type: ignore[type-var]
    assert stand.words() == ["Price ≥ 12.00 · done"]


def test_a_snoozed_rule_wakes_by_itself(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(1, "price >= 18 CNY", snoozed_until=MADE + timedelta(hours=1)))
    assert stand.words() == ["Price ≥ 18.00 · snoozed"]
    quote = Quote("601179.SS", 20.0, MADE, "CNY", "CNY")
    stand.levels.show_quote(quote, MADE + timedelta(hours=2))
    assert stand.words() == ["Price ≥ 18.00"]


def test_out_of_view_the_nearest_on_each_side_alone_is_told(qtbot: QtBot) -> None:
    texts = ("price >= 40 CNY", "price >= 50 CNY", "price <= 2 CNY", "price <= 1 CNY")
    stand = Stand(qtbot, *(rule_of(n, text) for n, text in enumerate(texts, 1)))
    away = [each.away for each in stand.layer._lines if each.away]
    told = {each.partition(" · ")[0] for each in away}
    assert told == {"Price ≤ 2.00", "Price ≥ 40.00"}
    assert all("%" in each for each in away)
    assert len(stand.layer.label_places()) == 2


def test_twenty_lines_have_no_label_on_another_and_none_far_from_its_line(qtbot: QtBot) -> None:
    stand = Stand(qtbot, *(rule_of(n, f"price >= {12 + n / 4} CNY") for n in range(1, 21)))
    places = stand.layer.label_places()
    assert len(places) > 5
    for number, one in enumerate(places):
        assert not any(one.intersects(other) for other in places[:number])
    for each in stand.layer._drawn:
        if each.place is not None and not each.beyond:
            assert abs(each.place.center().y() - each.y) < each.place.height()


def test_a_pulled_line_tells_its_new_level_rounded(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(7, "cap >= 90bn CNY"))
    begin, end = stand.at(150, 18.0), stand.at(150, 17.012)
    stand.move(begin)
    assert stand.chart.canvas.viewport().cursor().shape() == Qt.CursorShape.SplitVCursor
    stand.press(begin)
    stand.move(end, Qt.MouseButton.LeftButton)
    assert any("Cap ≥ 85.10bn CNY · price 17.02 · " in each for each in stand.words())
    assert "17.02" in stand.chart.main.axis.texts
    stand.release(end)
    ((one, amount),) = stand.moved
    assert (one.rule.id, amount) == (7, 85.1e9)


@pytest.mark.parametrize("scale", list(Scale))
def test_a_line_is_pulled_on_every_axis(qtbot: QtBot, scale: Scale) -> None:
    stand = Stand(qtbot, rule_of(7, "price <= 14 CNY"), cap=True)
    stand.chart.set_scale(scale)
    stand.pull(70e9, 65e9)
    ((_, amount),) = stand.moved
    assert amount == 13.0


def test_escape_puts_a_pulled_line_back(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(7, "price <= 14 CNY"))
    stand.press(stand.at(150, 14.0))
    stand.move(stand.at(150, 15.0), Qt.MouseButton.LeftButton)
    stand.escape()
    stand.release(stand.at(150, 15.0))
    stand.move(QPointF(300, 5))
    assert stand.moved == []
    assert stand.words() == ["Price ≤ 14.00"]


def test_a_click_on_a_line_changes_nothing(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(7, "price <= 14 CNY"))
    stand.pull(14.0, 14.0)
    assert stand.moved == []


def test_a_dropped_line_stays_until_the_series_has_it(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(7, "price <= 14 CNY"))
    stand.pull(14.0, 15.0)
    stand.move(QPointF(300, 5))
    assert [each.partition(" · ")[0] for each in stand.words()] == ["Price ≤ 15.00"]
    after = with_rules(series(), [rule_of(7, "price <= 15 CNY")])
    stand.chart.show_series(after)
    assert stand.words() == ["Price ≤ 15.00"]


def test_the_line_of_a_group_can_not_be_pulled(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(7, "price <= 14 CNY", Scope.EVERYTHING))
    stand.chart.canvas.place(100, 200)
    stand.move(stand.at(150, 14.0))
    assert stand.chart.canvas.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor
    stand.pull(14.0, 15.0)
    assert stand.moved == []


def test_a_rule_is_told_under_the_pointer(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(7, "price <= 14 CNY", Scope.EVERYTHING))
    stand.move(stand.at(150, 14.0))
    assert QToolTip.text() == "tip of 7"
    stand.move(stand.at(150, 17.0))
    assert stand.levels._told == ""


def test_the_right_button_knows_the_rule_and_what_could_be_waited_for(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(7, "price <= 14 CNY"), targets=(110e9,))
    for value in (14.0, 21.002):
        stand.press(stand.at(150, value), Qt.MouseButton.RightButton)
    line, above = stand.menus
    assert line.rule is not None
    assert line.rule.rule.id == 7
    assert [condition_text(each) for each in line.terms] == [
        "price <= 14 CNY",
        "cap <= 70bn CNY",
    ]
    assert above.rule is None
    assert [condition_text(each) for each in above.terms] == [
        "price >= 21 CNY",
        "cap >= 105bn CNY",
    ]


def test_a_cap_chart_offers_the_cap_first(qtbot: QtBot) -> None:
    stand = Stand(qtbot, cap=True)
    stand.press(stand.at(150, 80e9), Qt.MouseButton.RightButton)
    (asked,) = stand.menus
    assert condition_text(asked.terms[0]) == "cap <= 80bn CNY"


def test_beside_others_there_are_no_lines(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(7, "price <= 14 CNY"))
    other = Compared("X", "Other", np.full(len(candles()), 5.0))
    shown = stand.chart.series
    assert isinstance(shown, Series)
    stand.chart.show_series(replace(shown, compared=(other,)))
    assert stand.layer.label_places() == []


def test_another_language_and_theme_write_the_labels_anew(qtbot: QtBot) -> None:
    stand = Stand(qtbot, rule_of(7, "cap >= 90bn CNY"))
    before = stand.layer._lines[0].tone
    stand.chart.restyle(Phrases("zh_CN", base_currency="CNY"), DARK)
    assert any("900亿 CNY" in each for each in stand.words())
    assert stand.layer._lines[0].tone != before


def test_a_tick_makes_no_line_anew_that_stays(qtbot: QtBot) -> None:
    stand = Stand(qtbot, *(rule_of(n, f"price >= {12 + n} CNY") for n in range(1, 7)))
    shown = stand.chart.series
    assert shown is not None
    before = {each.name: each for each in stand.layer._lines if not each.away}
    shown.candles.close[-1] = 20.5
    stand.chart.show_tick(shown, len(shown.candles) - 1)
    after = {each.name: each for each in stand.layer._lines}
    assert all(after[name] is line for name, line in before.items())
