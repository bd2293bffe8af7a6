"""A row folds its least wanted tools away where it is narrow, and never what always stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gridwatch.ui.chart.controls.folding import FoldingRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

WIDE = 50


class Box(QWidget):
    """A tool of a known width."""

    def sizeHint(self) -> QSize:
        return QSize(WIDE, 20)


@pytest.fixture
def row(qtbot: QtBot) -> FoldingRow:
    made = FoldingRow((5, 0, 5, 0))
    qtbot.addWidget(made)
    for name, rank in (("first", 2), ("second", 1), ("third", 3)):
        made.add(name, Box(made), rank)
    made.add_rest(Box(made))
    made.add("always", Box(made))
    return made


@pytest.mark.parametrize(
    ("width", "folded"),
    [
        (400, set()),
        (10 + 4 * 52, set()),
        (10 + 4 * 52 - 1, {"second", "first"}),
        (10 + 3 * 52, {"second", "first"}),
        (10 + 3 * 52 - 1, {"second", "first", "third"}),
        (20, {"second", "first", "third"}),
    ],
)
def test_the_least_wanted_gives_way_first(row: FoldingRow, width: int, folded: set[str]) -> None:
    row.resize(width, 24)
    row.fold()
    assert row.folded == folded


def test_the_row_may_become_as_narrow_as_what_always_stays(row: FoldingRow) -> None:
    assert row.minimumSizeHint().width() == 10 + 2 * 52
