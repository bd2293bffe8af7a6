"""The line for a typed condition: underlining, completion, one line only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gridwatch.ui.alerts.condition_line import ConditionLine, completions
from gridwatch.ui.appearance import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

# The offscreen platform says of some calls that it does nothing.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[ConditionLine]:
    """Give a line that is shown."""
    window = QWidget()
    window.resize(400, 200)
    qtbot.addWidget(window)
    made = ConditionLine(LIGHT, window)
    made.resize(380, 30)
    window.show()
    yield made
    window.close()


@pytest.mark.parametrize(
    ("word", "offered"),
    [
        ("c", ["cap", "day"]),
        ("draw", ["drawdown(52w)"]),
        ("rü", ["drawdown(52w)"]),
        ("市", ["cap"]),
        ("sm", ["sma(50)"]),
        ("em", ["ema(50)"]),
        ("an", ["and"]),
        ("xyz", []),
    ],
)
def test_a_begun_word_is_completed_in_any_language(word: str, offered: list[str]) -> None:
    assert completions(word) == offered


def test_enter_takes_the_offered_word_and_then_finishes(line: ConditionLine, qtbot: QtBot) -> None:
    entered = list[object]()
    line.entered.connect(lambda: entered.append(1))
    QTest.keyClicks(line, "dra")
    assert line.offered() == ["drawdown(52w)"]
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "drawdown(52w) "
    assert not entered
    QTest.keyClicks(line, ">= 20% an")
    assert line.offered() == ["and"]
    QTest.keyClick(line, Qt.Key.Key_Tab)
    QTest.keyClicks(line, "day >= 5%")
    assert line.offered() == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert entered
    assert line.text() == "drawdown(52w) >= 20% and day >= 5%"


def test_escape_closes_the_offers_only(line: ConditionLine, qtbot: QtBot) -> None:
    QTest.keyClicks(line, "pri")
    assert line.offered() == ["price"]
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.offered() == []
    assert line.text() == "pri"


def test_levels_and_currencies_are_not_completed(line: ConditionLine, qtbot: QtBot) -> None:
    QTest.keyClicks(line, "cap >= 100bn C")
    assert line.offered() == []


def test_the_word_that_is_wrong_is_underlined_also_behind_wide_letters(
    line: ConditionLine,
) -> None:
    line.put("市值 >= 1000亿 𠀀 CNX")
    start = line.text().index("CNX")
    line.mark(start, start + 3)
    assert line.marked() == "CNX"
    line.point_at(start)
    assert line.textCursor().position() == start + 1  # Qt counts in UTF-16
    line.mark(0, 0)
    assert line.marked() == ""


def test_what_is_pasted_becomes_one_line(line: ConditionLine) -> None:
    pasted = QMimeData()
    pasted.setText("cap >= 100bn CNY\n  and\tday >= 5%\n")
    line.insertFromMimeData(pasted)
    assert line.text() == "cap >= 100bn CNY and day >= 5%"


def test_it_grows_to_three_lines(line: ConditionLine) -> None:
    low = line.height()
    line.put(" and ".join(["drawdown(52w) >= 20%"] * 12))
    assert 2 * low < line.height() < 3.5 * low
