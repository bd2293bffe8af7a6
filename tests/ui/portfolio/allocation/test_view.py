"""The allocation: tiles as large as the shares, targets typed in place, trades in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gridwatch.domain.problem import Problem
from gridwatch.services.portfolio.choice_edits import SetAllocation
from gridwatch.services.portfolio.views import Dimension, Suggestion
from gridwatch.ui.portfolio.allocation.rows import TARGET, slice_rows, tiles_of, trade_rows
from gridwatch.ui.portfolio.allocation.treemap import squarified
from gridwatch.ui.portfolio.allocation.view import Allocation, AllocationView
from gridwatch.ui.portfolio.grid_model import BarCell
from gridwatch.ui.portfolio.trail.opening import Number
from tests.ui.portfolio.worths import (
    NAMING,
    holdings_of,
    incomplete,
    look_of,
    slices,
    suggestions,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Make = Callable[..., AllocationView]
TARGETS = {"relay": Decimal("0.5"), "switchgear": Decimal("0.3")}


def allocation(
    trades: tuple[Suggestion, ...] | Problem = (),
    targets: dict[str, Decimal] | None = None,
    dimension: Dimension = Dimension.SEGMENT,
) -> Allocation:
    wanted = TARGETS if targets is None else targets
    return Allocation(dimension, incomplete(), slices(), wanted, trades)


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(language: str = "en", theme: str = "light") -> AllocationView:
        view = AllocationView(look_of(language, theme))
        qtbot.addWidget(view)
        view.resize(900, 800)
        view.show_allocation(allocation(suggestions()), NAMING)
        view.show()
        return view

    return made


# Tiles


@settings(max_examples=40)
@given(
    st.lists(st.floats(0.01, 1e6), min_size=1, max_size=40).map(lambda some: sorted(some)[::-1]),
    st.floats(20, 2000),
    st.floats(20, 2000),
)
def test_tiles_have_the_areas_of_the_shares_and_fill_the_room(
    sizes: list[float], width: float, height: float
) -> None:
    room = QRectF(3, 5, width, height)
    tiles = squarified(sizes, room)
    assert len(tiles) == len(sizes)
    for tile, size in zip(tiles, sizes, strict=True):
        area = tile.width() * tile.height()
        assert area == pytest.approx(size / sum(sizes) * width * height, rel=1e-6, abs=0.01)
        assert room.adjusted(-0.01, -0.01, 0.01, 0.01).contains(tile)


def test_tiles_do_not_lie_over_one_another() -> None:
    tiles = squarified([6, 6, 4, 3, 2, 2, 1], QRectF(0, 0, 600, 400))
    for number, one in enumerate(tiles):
        for other in tiles[:number]:
            common = one.intersected(other)
            assert common.width() * common.height() < 1e-6


def test_nothing_has_no_tiles() -> None:
    assert squarified([], QRectF(0, 0, 10, 10)) == []
    assert squarified([0.0], QRectF(0, 0, 10, 10)) == [QRectF()]


def test_money_and_the_unknown_have_no_tile() -> None:
    keys = [each.key for each in tiles_of(slices(), NAMING, look_of())]
    assert keys == ["relay", "switchgear", "turbine"]


# Rows


def test_the_target_is_marked_where_it_stands_beside_the_share() -> None:
    rows = slice_rows(slices(), 126_412.1, "CHF", NAMING, look_of())
    relay, cash = rows[0].cells[2], rows[3].cells[2]
    assert isinstance(relay, BarCell)
    assert isinstance(cash, BarCell)
    assert relay.tick == pytest.approx(0.5 / 0.55)
    assert relay.end == pytest.approx(1.0)
    assert (cash.tick, cash.bar) == (None, "muted")
    assert rows[1].cells[4].text == "−16.0 pp"
    assert [each.text for each in rows[-1].cells[2:4]] == ["87.00%", "80.0%"]


def test_a_part_without_a_value_is_told_so() -> None:
    row = slice_rows(slices(), 1.0, "CHF", NAMING, look_of())[4]
    assert [each.text for each in row.cells[:3]] == ["Without segment", "n/a", "n/a"]


def test_trades_are_in_lots_and_come_to_a_sum() -> None:
    rows = trade_rows(suggestions(), "CHF", NAMING.securities, look_of())
    assert [each.text for each in rows[0].cells[:3]] == ["Sell", "Siemens Energy", "40"]
    assert [each.text for each in rows[1].cells[:4]] == ["Buy", "Sieyuan Electric", "300", "100"]
    assert rows[2].cells[5].text == "+8,540.00"


def test_an_unknown_lot_is_marked() -> None:
    one = Suggestion(4, 500, 1, 4.2, "HKD", 231.0, lot_known=False)
    row = trade_rows((one,), "CHF", NAMING.securities, look_of())[0]
    assert (row.cells[3].text, row.cells[3].mark) == ("n/a", "warn")
    assert "not known" in row.tip


# Targets


def type_target(view: AllocationView, row: int, text: str) -> None:
    view.table.setCurrentIndex(view.model.index(row, 0))
    view.table.edit_target()
    line = view.table.findChild(QLineEdit)
    assert line is not None
    line.setText(text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_target_is_typed_in_place_and_leaves_as_an_edit(qtbot: QtBot, make: Make) -> None:
    view = make()
    with qtbot.waitSignal(view.edited) as edited:
        type_target(view, 2, "12,5 %")
    wanted = {**TARGETS, "turbine": Decimal("0.125")}
    assert edited.args == [SetAllocation(Dimension.SEGMENT, wanted)]


def test_an_emptied_target_is_taken_away(qtbot: QtBot, make: Make) -> None:
    view = make()
    with qtbot.waitSignal(view.edited) as edited:
        type_target(view, 1, "")
    assert edited.args == [SetAllocation(Dimension.SEGMENT, {"relay": Decimal("0.5")})]


def test_the_same_target_is_no_edit(qtbot: QtBot, make: Make) -> None:
    view = make()
    with qtbot.assertNotEmitted(view.edited):
        type_target(view, 0, "50")


def test_what_is_no_number_is_said(qtbot: QtBot, make: Make) -> None:
    view = make()
    with qtbot.waitSignal(view.said), qtbot.assertNotEmitted(view.edited):
        type_target(view, 0, "half")


def test_the_line_begins_with_the_target_of_now(qtbot: QtBot, make: Make) -> None:
    view = make("de")
    view.table.setCurrentIndex(view.model.index(0, TARGET))
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    line = view.table.findChild(QLineEdit)
    assert line is not None
    assert line.text() == "50"


def test_targets_of_single_securities_are_not_offered(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.show_allocation(allocation(dimension=Dimension.SECURITY, targets={}), NAMING)
    flags = view.model.flags(view.model.index(0, TARGET))
    assert not flags & Qt.ItemFlag.ItemIsEditable
    assert view.trade_words.text().startswith("Targets are set by segment")


# The whole


def test_the_tile_of_the_current_row_is_chosen_and_the_other_way_round(
    qtbot: QtBot, make: Make
) -> None:
    view = make()
    view.table.setCurrentIndex(view.model.index(1, 0))
    assert view.map._chosen == "switchgear"
    QTest.keyClick(view.map, Qt.Key.Key_Right)
    assert view.model.row(view.table.currentIndex().row()) == "turbine"


def test_a_share_opens(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.table.setCurrentIndex(view.model.index(0, 1))
    with qtbot.waitSignal(view.trail_wanted) as asked:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert (asked.args[0].number, asked.args[0].key) == (Number.SLICE, "relay")


def test_new_money_is_read_again_once_it_is_another(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.money.setText("10'000")
    with qtbot.waitSignal(view.wanted):
        QTest.keyClick(view.money, Qt.Key.Key_Return)
    assert view.new_money == 10_000
    with qtbot.assertNotEmitted(view.wanted):
        QTest.keyClick(view.money, Qt.Key.Key_Return)
    view.money.setText("much")
    with qtbot.waitSignal(view.said), qtbot.assertNotEmitted(view.wanted):
        QTest.keyClick(view.money, Qt.Key.Key_Return)
    assert view.new_money is None


def test_why_nothing_is_suggested_is_said(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.show_allocation(allocation(targets={}), NAMING)
    assert view.trade_words.text().startswith("No targets are set.")
    view.show_allocation(allocation(), NAMING)
    assert view.trade_words.text().startswith("No trade in whole lots")
    problem = Problem("rebalance_account", "Money is moved between accounts, and not traded.")
    view.show_allocation(allocation(problem), NAMING)
    assert view.trade_table.isHidden()
    assert view.trade_words.text()


def test_nothing_held_is_said(qtbot: QtBot, make: Make) -> None:
    view = make("de", "dark")
    nothing = Allocation(Dimension.SEGMENT, holdings_of((), cash=None), (), {})
    view.show_allocation(nothing, NAMING)
    assert view.table.isHidden()
    assert "Nothing is held" in view.empty.text()
    view.grab()
