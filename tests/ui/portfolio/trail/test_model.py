"""The steps of a trail are a tree that Qt can walk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from gridwatch.ui.portfolio.trail.model import TrailModel
from tests.ui.portfolio.worths import NAMING, look_of, trail

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot


def test_it_obeys_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = TrailModel(look_of())
    check: Any = qtmodeltester.check
    check(model)
    model.show_step(trail(), NAMING, look_of())
    check(model)
    model.show_step(None, NAMING, look_of())
    check(model)


def test_steps_stand_under_what_they_make(qtbot: QtBot) -> None:
    model = TrailModel(look_of())
    model.show_step(trail(), NAMING, look_of())
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == [
        "4,000 shares",
        "40.00\N{NO-BREAK SPACE}CNY",
        "0.500000",
    ]
    first = model.index(0, 0)
    lot = model.index(1, 0, first)
    assert model.rowCount(first) == 2
    assert model.parent(lot) == first
    step = model.step(lot)
    assert step is not None
    assert step.transaction_id == 102
    said = lot.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "2 May 2022 Buy, Depot Zürich: 1,000 shares"
