"""Rows and text always say the same, for every condition that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gridwatch.domain.alert.condition import Condition, Joint
from gridwatch.domain.alert.grammar import condition_text, parse_condition
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.vocabulary import EXAMPLES
from gridwatch.ui.alerts.brackets import Brackets, freed, joined_above, lines_of, text_of, without
from gridwatch.ui.alerts.builder import Builder
from gridwatch.ui.appearance import LIGHT
from tests.domain.alert.test_grammar import conditions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def builder(qtbot: QtBot) -> Iterator[Builder]:
    """Give a builder in a window of its own."""
    window = QWidget()
    qtbot.addWidget(window)
    yield Builder(LIGHT, window)
    window.close()


@given(condition=conditions())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_condition_is_shown_and_read_back_as_it_is(
    builder: Builder, condition: Condition
) -> None:
    builder.show_condition(condition)
    assert builder.text() == condition_text(condition)
    assert parse_condition(builder.text()) == condition


@given(condition=conditions())
@settings(max_examples=50, deadline=None)
def test_lines_and_brackets_are_the_whole_condition(condition: Condition) -> None:
    lines = lines_of(condition)
    text = text_of([(around, condition_text(term)) for around, term in lines])
    assert text == condition_text(condition)
    arounds = [around for around, _ in lines]
    for place in range(len(arounds)):
        if len(arounds) > 1:
            fewer = [e for number, (_, e) in enumerate(lines) if number != place]
            kept = without(arounds, place)
            parse_condition(text_of([
                (around, condition_text(term)) for around, term in zip(kept, fewer, strict=True)
            ]))  # fmt: skip
        for changed in (freed(arounds, place), *([joined_above(arounds, place)] if place else [])):
            parse_condition(text_of([
                (around, condition_text(term))
                for around, (_, term) in zip(changed, lines, strict=True)
            ]))  # fmt: skip


@pytest.mark.parametrize("text", [*EXAMPLES.values(), "price >= sma(200)", "drawdown(all) >= 30%"])
def test_every_example_fits_the_rows(builder: Builder, text: str) -> None:
    builder.show_condition(parse_condition(text))
    assert builder.text() == text


def test_an_amount_is_typed_with_or_without_its_currency(builder: Builder, qtbot: QtBot) -> None:
    builder.begin(Measure.CAP, currency="EUR")
    row = builder.rows()[0]
    assert builder.text() == "cap >="
    QTest.keyClicks(row.level, "100bn")
    assert builder.text() == "cap >= 100bn EUR"
    QTest.keyClicks(row.level, " USD")
    assert builder.text() == "cap >= 100bn USD"
    assert row.currency.currentText() == "USD"
    row.level.clear()
    row.level.insert("1000亿")
    row.level.textEdited.emit(row.level.text())
    assert builder.text() == "cap >= 1000亿"
    assert row.currency.currentText() == "CNY"


def test_rows_are_added_joined_bracketed_and_removed(builder: Builder, qtbot: QtBot) -> None:
    builder.show_condition(parse_condition("cap >= 100bn CNY"))
    for level in ("5", "7"):
        QTest.mouseClick(builder.add_button, Qt.MouseButton.LeftButton)
        QTest.keyClicks(builder.rows()[-1].level, level)
    assert builder.text() == "cap >= 100bn CNY and day >= 5% and day >= 7%"
    joint = builder._lines[2].joint
    joint.setCurrentIndex(joint.findData(Joint.ANY))
    joint.activated.emit(joint.currentIndex())
    assert builder.text() == "cap >= 100bn CNY and day >= 5% or day >= 7%"
    builder.bracket(2)
    assert builder.text() == "cap >= 100bn CNY and (day >= 5% or day >= 7%)"
    builder.free(1)
    assert builder.text() == "cap >= 100bn CNY and day >= 5% or day >= 7%"
    builder.bracket(2)
    QTest.mouseClick(builder._lines[1].remove, Qt.MouseButton.LeftButton)
    assert builder.text() == "cap >= 100bn CNY or day >= 7%"
    assert len(builder.rows()) == 2


def test_another_measure_brings_its_own_boxes(builder: Builder) -> None:
    builder.begin(Measure.CAP, currency="CNY")
    row = builder.rows()[0]
    for measure, text in (
        (Measure.VOLUME, "volume(20) >="),
        (Measure.RSI, "rsi(14) >="),
        (Measure.AVERAGE, "sma(50) >= sma(200)"),
        (Measure.DRAWDOWN, "drawdown(52w) >="),
        (Measure.STALE, "stale >="),
    ):
        row.measure.setCurrentIndex(row.measure.findData(measure))
        row.measure.activated.emit(row.measure.currentIndex())
        assert builder.text() == text
    row.level.setText("1")
    assert builder.text() == "stale >= 1 session"


def test_no_more_rows_than_a_condition_may_have(builder: Builder) -> None:
    builder.begin(Measure.CAP, currency="CNY")
    for _ in range(20):
        builder.add_line()
    assert len(builder.rows()) == 16
    assert not builder.add_button.isEnabled()


def test_every_box_has_a_name(builder: Builder) -> None:
    builder.add_line()
    row = builder.rows()[1]
    for box in (row.measure, row.averaging, row.span, row.length, row.longer, row.since,
                row.relation, row.level, row.currency):  # fmt: skip
        assert box.accessibleName()


def test_brackets_around_one_row_alone_go() -> None:
    lines = [Brackets(Joint.ALL, 1, 0), Brackets(Joint.ANY, 0, 1), Brackets(Joint.ALL)]
    assert without(lines, 0) == [Brackets(Joint.ANY), Brackets(Joint.ALL)]
