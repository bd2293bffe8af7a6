"""The Qt models of the reviews: sound at any time, and what they say of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QColor

from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.reviews.score_model import CLAIM, DECIDED, GAIN, PEERS, STATUS, SURE, ScoreModel
from gridwatch.ui.reviews.since_model import CHANGE, SinceModel
from gridwatch.ui.reviews.since_rows import value_rows
from tests.ui.reviews.queues import CHINESE, LOOK, NAMES, full_review, score_of

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

Role = Qt.ItemDataRole


def cell(model: QAbstractItemModel, row: int, column: int, role: int = Role.DisplayRole) -> object:
    return model.index(row, column).data(role)


def test_what_changed_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = SinceModel(LIGHT)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_rows(value_rows(full_review(), LOOK.phrases), "1 Apr 2026", LIGHT)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert cell(model, 0, CHANGE) == "+25.0%"
    assert cell(model, 0, CHANGE, Role.ForegroundRole) == QColor(LIGHT.rise)
    assert cell(model, 0, 0, Role.ToolTipRole) == "Close of 1 Apr 2026; last of 30 Jun 2026"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "1 Apr 2026"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    model.show_rows((), "", DARK)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.rowCount() == 0


def test_the_scorecard_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = ScoreModel(LOOK)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_claims(score_of((80, True), (30, False)).claims, NAMES, LOOK)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    last = [cell(model, 0, each) for each in range(6)]
    assert last == ["China XD: Claim 2", "Broken", "12 Jul 2026", "30%", "+10.0%", "+5.0%"]
    assert cell(model, 1, GAIN) == "−10.0%"
    assert cell(model, 1, GAIN, Role.ForegroundRole) == QColor(LIGHT.fall)
    assert cell(model, 2, CLAIM) == "China XD: Claim 99"
    assert [cell(model, 2, each) for each in (DECIDED, SURE, GAIN, PEERS)] == ["—", "60%", "—", "—"]
    assert model.scored(3) is None
    tip = model.headerData(GAIN, Qt.Orientation.Horizontal, Role.ToolTipRole)
    assert "dividends are not included" in str(tip)


def test_right_is_green_whatever_colour_a_rise_has() -> None:
    model = ScoreModel(LOOK)
    model.show_claims(score_of((80, True)).claims, NAMES, CHINESE)
    assert cell(model, 0, STATUS, Role.ForegroundRole) == QColor(DARK.rise)
