"""The log as a model: what rows say, and that they come and go without a reset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.sight import Quiet, Sight, Spot
from gridwatch.preferences import Preferences
from gridwatch.store.user.firing_log import Order
from gridwatch.store.user.firings import Evidence
from gridwatch.ui.alerts.log.columns import COLUMNS, PLACES, LogScene
from gridwatch.ui.alerts.log.model import PARTS_ROLE, LogModel
from gridwatch.ui.look import Look, look_of
from tests.told import FIRING
from tests.ui.alerts.log.logged import fired

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture
def look(app: QApplication) -> Look:
    return look_of(app, Preferences(), "en", "light")


@pytest.fixture
def model(look: Look, qtbot: QtBot) -> Iterator[LogModel]:
    parent = QWidget()
    qtbot.addWidget(parent)
    yield LogModel(LogScene(look, {"601179.SS": 8 * 3600}), parent)
    assert parent is not None  # it has lived as long as the model


def said(model: LogModel, row: int) -> dict[Order, str]:
    return {each.order: model.index(row, place).data() for place, each in enumerate(COLUMNS)}


def test_every_column_says_its_part(model: LogModel) -> None:
    model.show_firings((fired(1, name="China XD"),), 1)
    assert said(model, 0) == {
        Order.WHEN: "2 Mar 2026 09:44",
        Order.COMPANY: "China XD",
        Order.WHAT: f"China XD reached 14bn{SPACE}USD",
        Order.LEVEL: f"14bn{SPACE}USD",
        Order.VALUE: f"14.02bn{SPACE}USD",
        Order.HOW: "live",
        Order.NOW: "",
        Order.WHY: (
            f"19.62{SPACE}CNY × 5,126,000,000 shares (as of 31 Dec 2025, Yahoo)"
            " × CNY/USD 0.1389 of 2 Mar 2026"
        ),
        Order.MOVE: (f"+2.02bn{SPACE}USD since 5 Jan 2026: price +1.50bn, shares 0, FX +520mn"),
        Order.QUIET: "",
        Order.SEEN: "new",
    }


def test_what_was_missed_gone_again_and_kept_quiet_is_said(model: LogModel) -> None:
    missed = fired(1, sight=Sight.BAR, spot=Spot.HIGH, held=False, quiet=Quiet.SNOOZED)
    model.show_firings((missed,), 1)
    told = said(model, 0)
    assert told[Order.WHEN] == "2 Mar 2026"
    assert told[Order.HOW] == "while closed, touched by the day's high"
    assert (told[Order.NOW], told[Order.QUIET]) == ("no longer holds", "snoozed")
    assert told[Order.SEEN] == ""


@pytest.mark.parametrize("quiet", [each for each in Quiet if each])
def test_every_quiet_has_its_reason(model: LogModel, quiet: Quiet) -> None:
    model.show_firings((fired(1, quiet=quiet),), 1)
    assert len(said(model, 0)[Order.QUIET]) > 4


def test_what_is_not_known_is_left_out(model: LogModel) -> None:
    model.show_firings((fired(1, evidence=Evidence(), move=None),), 1)
    told = said(model, 0)
    assert (told[Order.WHY], told[Order.MOVE]) == ("", "")
    assert model.index(0, PLACES[Order.MOVE]).data(PARTS_ROLE) is None


def test_only_what_was_told_and_not_seen_is_bold_and_in_full_colour(
    model: LogModel, look: Look
) -> None:
    model.show_firings((fired(1), fired(2, seen=True), fired(3, quiet=Quiet.MUTED)), 3)
    what = PLACES[Order.WHAT]
    fonts = [model.index(row, what).data(Qt.ItemDataRole.FontRole) for row in range(3)]
    assert isinstance(fonts[0], QFont)
    assert fonts[0].bold()
    assert fonts[1:] == [None, None]
    colours = [model.index(row, what).data(Qt.ItemDataRole.ForegroundRole) for row in range(3)]
    tones = look.tones
    assert colours == [QColor(each) for each in (tones.text, tones.muted, tones.muted)]


def test_the_tool_tip_has_everything(model: LogModel) -> None:
    firing = fired(1, held=False, rule_name="My rule")
    model.show_firings((firing,), 1)
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    for part in (
        "reached 14bn",
        "09:44 · live",
        "My rule",
        "19.62",
        "+520mn",
        "+16.8%",
        "no longer",
    ):
        assert part in tip


def test_rows_come_on_top_and_at_the_end_without_a_reset(model: LogModel, qtbot: QtBot) -> None:
    model.show_firings((fired(3), fired(4)), 2)
    kept = QPersistentModelIndex(model.index(1, 0))
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    with qtbot.waitSignals([model.rowsInserted, model.dataChanged]):
        model.show_firings((fired(1), fired(2), fired(3), fired(4)), 4)
    assert kept.row() == 3
    model.show_firings(tuple(map(fired, range(1, 9))), 8)
    assert (kept.row(), model.rowCount()) == (3, 8)
    model.show_firings((fired(2), fired(4, seen=True), fired(8)), 3)
    assert model.rowCount() == 3
    assert model.firing(1) == fired(4, seen=True)
    model.show_firings((), 0)
    assert (model.rowCount(), model.firing(0), resets) == (0, None, [])


def test_one_range_is_said_to_have_changed(model: LogModel, qtbot: QtBot) -> None:
    model.show_firings((fired(1), fired(2)), 2)
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.show_firings((fired(1, seen=True), fired(2, seen=True)), 2)
    first, last, _ = changed.args or (None, None, None)
    assert (first.row(), last.row(), last.column()) == (0, 1, len(COLUMNS) - 1)  # type: ignore[union-attr]
    with qtbot.assertNotEmitted(model.dataChanged):
        model.show_firings((fired(1, seen=True), fired(2, seen=True)), 2)


def test_more_is_asked_for_once_at_the_end(model: LogModel, qtbot: QtBot) -> None:
    model.show_firings((fired(1), fired(2)), 100)
    root = QModelIndex()
    assert model.canFetchMore(root)
    with qtbot.waitSignal(model.more_wanted) as asked:
        model.fetchMore(root)
    assert asked.args == [2]
    with qtbot.assertNotEmitted(model.more_wanted):
        model.fetchMore(root)
    model.show_firings((fired(1), fired(2), fired(3)), 3)
    assert not model.canFetchMore(root)


def test_another_look_says_everything_anew(model: LogModel, look: Look, qtbot: QtBot) -> None:
    model.show_firings((fired(1),), 1)
    with qtbot.waitSignals([model.dataChanged, model.headerDataChanged]):
        model.restyle(LogScene(look), (fired(1, name="中国西电"),))
    assert model.index(0, PLACES[Order.COMPANY]).data() == "中国西电"
    assert said(model, 0)[Order.WHEN] == "2 Mar 2026"
    with qtbot.assertNotEmitted(model.dataChanged):
        model.restyle(LogScene(look), (fired(1, name="中国西电"),))


def test_the_header_marks_the_order(model: LogModel) -> None:
    def heads() -> list[str]:
        return [
            str(model.headerData(each, Qt.Orientation.Horizontal)) for each in range(len(COLUMNS))
        ]

    assert heads()[0] == "When there ↓"
    model.show_sorting(Order.VALUE, descending=False)
    assert heads()[0] == "When there"
    assert heads()[PLACES[Order.VALUE]] == "Value ↑"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_the_model_keeps_the_rules_of_models(model: LogModel, qtmodeltester: ModelTester) -> None:
    model.show_firings(tuple(map(fired, range(1, 6))), 50)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_firings(tuple(map(fired, (0, 2, 3, 9, 5))), 5)
    model.show_firings(tuple(map(fired, (3,))), 1)


def test_words_are_there_for_every_firing_of_every_measure(model: LogModel) -> None:
    for measure in Measure:
        for condition in ("x >= 1", "x <= 1"):
            made = replace(FIRING, measure=measure, condition=condition)
            model.show_firings((made,), 1)
            assert said(model, 0)[Order.WHAT].startswith("China XD")
