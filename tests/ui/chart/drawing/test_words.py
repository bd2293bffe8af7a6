"""The words of drawings: what a measure tells, what is hidden, and the menu to draw with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMenu, QWidget

from gridwatch.domain.charting import Quantity
from gridwatch.domain.drawings import TONES, Drawing, DrawingKind, Measure, measured
from gridwatch.ui.chart.drawing.words import (
    KINDS,
    TONE_WORDS,
    draw_menu,
    hidden_text,
    measure_text,
)
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.drawing_stand import drawing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ENGLISH = Phrases("en", base_currency="CNY")
MINUS, SPACE = "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"
UP = drawing(DrawingKind.MEASURE, (10, 10.0), (24, 12.5))


def apart(measure: Drawing, bars: int) -> Measure:
    first, second = measure.anchors
    return measured(first, second, bars)


class Desk:
    """What a menu asks and tells."""

    def __init__(self, *, ready: bool = True, hidden: str = "") -> None:
        self.ready, self.any_drawn, self._hidden = ready, ready, hidden
        self.did: list[object] = []

    def begin(self, kind: DrawingKind | None) -> None:
        self.did.append(kind)

    def remove_all(self) -> None:
        self.did.append("all")

    def hidden_words(self) -> str:
        return self._hidden


def test_every_kind_and_tone_has_words_and_keys_of_its_own() -> None:
    assert set(KINDS) == set(DrawingKind)
    assert set(TONE_WORDS) == set(TONES)
    assert len({each.keys for each in KINDS.values()}) == len(KINDS)


def test_a_measure_tells_time_and_change() -> None:
    words = measure_text(ENGLISH, apart(UP, 10), UP)
    assert words == f"10 bars · 14 days\n+2.50{SPACE}CNY · +25.00% · log +22.31%"


def test_a_measure_of_one_bar_that_falls() -> None:
    down = drawing(DrawingKind.MEASURE, (10, 12.5), (11, 10.0))
    words = measure_text(ENGLISH, apart(down, 1), down)
    assert words == (f"1 bar · 1 day\n{MINUS}2.50{SPACE}CNY · {MINUS}20.00% · log {MINUS}22.31%")


def test_a_measure_within_a_day_tells_no_days() -> None:
    within = drawing(DrawingKind.MEASURE, (10, 10.0), (10, 11.0))
    assert measure_text(ENGLISH, apart(within, 7), within).startswith("7 bars\n")


def test_a_measure_of_market_caps_is_short() -> None:
    caps = replace(drawing(DrawingKind.MEASURE, (0, 80e9), (1, 101.4e9)), quantity=Quantity.CAP)
    assert f"+21.40bn{SPACE}CNY" in measure_text(ENGLISH, apart(caps, 1), caps)


def test_hidden_drawings_are_counted_by_their_unit() -> None:
    assert hidden_text(ENGLISH, ()) == ""
    assert hidden_text(ENGLISH, [UP] * 3) == "3 drawings in price, CNY are hidden here"


@pytest.mark.parametrize("ready", [True, False])
def test_the_menu_begins_each_kind(qtbot: QtBot, ready: bool) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    desk = Desk(ready=ready, hidden="some are hidden")
    menu = draw_menu(parent, desk)
    assert isinstance(menu, QMenu)
    shown = [each for each in menu.actions() if not each.isSeparator()]
    assert [each.objectName() for each in shown] == [*DrawingKind, "remove_all", ""]
    assert [each.isEnabled() for each in shown] == [ready] * (len(DrawingKind) + 1) + [False]
    assert [each.shortcut().toString() for each in shown[:5]] == [
        each.keys for each in KINDS.values()
    ]
    assert all(each.toolTip() for each in shown)
    for each in shown:
        each.trigger()
    assert desk.did == ([*DrawingKind, "all"] if ready else [])


def test_nothing_is_said_of_hidden_drawings_where_there_are_none(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    actions = draw_menu(parent, Desk()).actions()
    assert actions[-1].objectName() == "remove_all"
