"""The model of the board says exactly what changed, keeps what is selected, sorts by number."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt

from gridwatch.services.milestones import Board
from gridwatch.ui.milestones.columns import COLUMNS, PLACES
from gridwatch.ui.milestones.lines import Mode, lines_of
from gridwatch.ui.milestones.model import COMPANY_ROLE, SORT_ROLE, TONE_ROLE, BoardModel
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.watchlist.cells import Scene
from tests.ui.milestones.boards import RUNGS, board_of, climb_of, ladder_of
from tests.ui.watchlist.overviews import NOW

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

SCENE = Scene(Phrases("en", base_currency="CNY"), NOW, {"relay": "Protection", "cable": "Cables"})


class Heard:
    """Everything that a model said."""

    def __init__(self, model: BoardModel) -> None:
        """Listen from now on."""
        self.said: list[tuple[object, ...]] = []
        model.dataChanged.connect(
            lambda first, last: self.said.append(
                ("data", first.row(), last.row(), first.column(), last.column())
            )
        )
        model.rowsInserted.connect(lambda _, first, last: self.said.append(("in", first, last)))
        model.rowsRemoved.connect(lambda _, first, last: self.said.append(("out", first, last)))
        model.layoutChanged.connect(lambda: self.said.append(("order",)))
        model.modelReset.connect(lambda: self.said.append(("reset",)))


def model_of(board: Board, mode: Mode = Mode.COMPANIES) -> BoardModel:
    model = BoardModel(SCENE)
    model.show(lines_of(board, mode), SCENE)
    return model


def companies(model: BoardModel) -> list[int]:
    return [model.index(row, 0).data(COMPANY_ROLE) for row in range(model.rowCount())]


def test_it_obeys_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = BoardModel(SCENE)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    board = board_of(
        climb_of(1, 80e9), climb_of(2, None), climb_of(3, 900e9), climb_of(4, 20e9, history=False)
    )
    for mode in Mode:
        model.show(lines_of(board, mode), SCENE)
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.arrange("distance", falling=True)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show((), SCENE)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_reading_is_one_message_over_the_rows_that_changed(qtbot: QtBot) -> None:
    model = model_of(ladder_of([80e9, 70e9, 60e9, 55e9, 52e9]))
    heard = Heard(model)
    model.show(lines_of(ladder_of([80e9, 71e9, 60e9, 56e9, 52e9]), Mode.COMPANIES), SCENE)
    assert heard.said == [("data", 1, 3, 0, len(COLUMNS) - 1)]
    assert model.cell(1, PLACES["cap"]).text == "71bn"


def test_the_same_reading_says_nothing(qtbot: QtBot) -> None:
    model = model_of(ladder_of([80e9, 70e9]))
    heard = Heard(model)
    model.show(lines_of(ladder_of([80e9, 70e9]), Mode.COMPANIES), SCENE)
    assert heard.said == []


def test_another_order_moves_rows_and_what_is_selected_with_them(qtbot: QtBot) -> None:
    model = model_of(ladder_of([80e9, 70e9, 60e9]))
    kept = QPersistentModelIndex(model.index(2, 4))
    heard = Heard(model)
    other = board_of(climb_of(3, 99e9), climb_of(1, 80e9), climb_of(2, 70e9))
    model.show(lines_of(other, Mode.COMPANIES), SCENE)
    assert companies(model) == [3, 1, 2]
    assert (kept.row(), kept.column(), kept.data(COMPANY_ROLE)) == (0, 4, 3)
    assert heard.said == [("order",), ("data", 0, 0, 0, len(COLUMNS) - 1)]


def test_rows_come_and_go_without_a_reset(qtbot: QtBot) -> None:
    model = model_of(ladder_of([80e9, 70e9, 60e9]))
    heard = Heard(model)
    model.show(lines_of(board_of(climb_of(2, 70e9), climb_of(9, 10e9)), Mode.COMPANIES), SCENE)
    assert companies(model) == [2, 9]
    assert ("reset",) not in heard.said
    assert sorted(str(each[0]) for each in heard.said) == ["in", "out", "out"]


@pytest.mark.parametrize("column", [each.id for each in COLUMNS])
@pytest.mark.parametrize("falling", [False, True])
def test_every_column_sorts_by_its_value_and_the_unknown_comes_last(
    qtbot: QtBot, column: str, falling: bool
) -> None:
    board = board_of(
        climb_of(1, 80e9, name="Beta"),
        climb_of(2, None, name="alpha", history=False),
        climb_of(3, 900e9, name="Delta", segment="cable"),
        climb_of(4, 20e9, name="Gamma", history=False),
        climb_of(5, 150e9, name="Epsilon", segment="elsewhere"),
    )
    model = model_of(board)
    model.arrange(column, falling=falling)
    place = PLACES[column]
    values: list[Any] = [model.index(row, place).data(SORT_ROLE) for row in range(model.rowCount())]
    known = [each for each in values if each is not None]
    assert values == known + [None] * (len(values) - len(known))
    assert known == sorted(known, reverse=falling)
    arrow = "↓" if falling else "↑"
    assert model.headerData(place, Qt.Orientation.Horizontal).endswith(arrow)
    model.arrange("", falling=False)
    assert companies(model) == [1, 2, 3, 4, 5]


def test_every_rung_has_its_own_row_the_likeliest_first(qtbot: QtBot) -> None:
    model = model_of(board_of(climb_of(1, 80e9), climb_of(2, 190e9)), Mode.RUNGS)
    assert model.rowCount() == 2 * len(RUNGS)
    rungs = [
        (model.index(row, 0).data(COMPANY_ROLE), model.text(row, PLACES["rung"]))
        for row in range(model.rowCount())
    ]
    assert rungs[:3] == [(2, "200bn CNY"), (1, "100bn CNY"), (1, "200bn CNY")]
    # What is reached comes last, the nearest below first.
    assert rungs[-3:] == [(1, "50bn CNY"), (2, "100bn CNY"), (2, "50bn CNY")]


def test_a_cell_can_be_heard(qtbot: QtBot) -> None:
    model = model_of(board_of(climb_of(1, 900e9), climb_of(2, 80e9)))
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, PLACES["eta"]).data(spoken) == "At this pace: reached"
    assert model.index(1, PLACES["ladder"]).data(spoken) == "Ladder: 1 of 4"
    assert model.index(0, PLACES["distance"]).data(TONE_ROLE) == "target"
    assert model.index(9, 0).data() is None


@given(
    st.lists(
        st.tuples(
            st.permutations(range(1, 7)), st.integers(0, 6), st.sampled_from(["", "cap", "name"])
        ),
        max_size=6,
    )
)
def test_whatever_comes_each_row_keeps_its_company(
    steps: list[tuple[list[int], int, str]],
) -> None:
    model = BoardModel(SCENE)
    kept: dict[int, QPersistentModelIndex] = {}
    for order, count, column in steps:
        shown = order[:count]
        board = board_of(*(climb_of(each, each * 9e9) for each in shown))
        model.show(lines_of(board, Mode.COMPANIES), SCENE)
        model.arrange(column, falling=False)
        assert companies(model) == (sorted(shown) if column else shown)
        for company, index in kept.items():
            assert not index.isValid() or index.data(COMPANY_ROLE) == company
        kept = {
            company: QPersistentModelIndex(model.index(row, 0))
            for row, company in enumerate(companies(model))
        }


def update_cost(count: int) -> float:
    """Return the seconds that the best of five whole updates of `count` companies takes."""
    boards = [
        board_of(*(climb_of(each, cap + each * 1e7) for each in range(count)))
        for cap in (80e9, 81e9)
    ]
    lines = [lines_of(each, Mode.RUNGS) for each in boards]
    model = BoardModel(SCENE)
    model.arrange("distance", falling=False)
    model.show(lines[0], SCENE)
    spent = []
    for turn in range(1, 6):
        began = time.perf_counter()
        model.show(lines[turn % 2], SCENE)
        for row in range(40):  # as many as can be seen
            for column in range(len(COLUMNS)):
                model.cell(row, column)
        spent.append(time.perf_counter() - began)
    return min(spent)


def test_sixty_companies_on_four_rungs_cost_what_six_cost_ten_times(qtbot: QtBot) -> None:
    assert update_cost(60) < 15 * update_cost(10)
