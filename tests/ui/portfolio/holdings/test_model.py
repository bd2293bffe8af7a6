"""The model of holdings says exactly what changed, folds, sorts by number, keeps the total last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt

from gridwatch.services.portfolio.views import Holdings
from gridwatch.ui.portfolio.holdings.cells import Scene
from gridwatch.ui.portfolio.holdings.columns import COLUMNS, PLACES
from gridwatch.ui.portfolio.holdings.lines import Grouping, LineKind, listing_of
from gridwatch.ui.portfolio.holdings.model import (
    KEY_ROLE,
    SORT_ROLE,
    Arrangement,
    HoldingsModel,
)
from tests.ui.portfolio.worths import (
    NAMING,
    TODAY,
    held,
    holdings_of,
    incomplete,
    look_of,
    whole,
)

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

SCENE = Scene(look_of().phrases, NAMING, "CHF", TODAY)


class Heard:
    """Everything that a model said."""

    def __init__(self, model: HoldingsModel) -> None:
        """Listen from now on."""
        self.said: list[tuple[object, ...]] = []
        model.dataChanged.connect(
            lambda first, last: self.said.append(("data", first.row(), last.row()))
        )
        model.rowsInserted.connect(lambda _, first, last: self.said.append(("in", first, last)))
        model.rowsRemoved.connect(lambda _, first, last: self.said.append(("out", first, last)))
        model.layoutChanged.connect(lambda: self.said.append(("order",)))
        model.modelReset.connect(lambda: self.said.append(("reset",)))


def show(model: HoldingsModel, holdings: Holdings, grouping: Grouping = Grouping.NONE) -> None:
    model.show(listing_of(holdings, {}, grouping, NAMING, cash="Cash", total="Total"), SCENE)


def model_of(holdings: Holdings, grouping: Grouping = Grouping.NONE) -> HoldingsModel:
    model = HoldingsModel(SCENE)
    show(model, holdings, grouping)
    return model


def names(model: HoldingsModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_it_obeys_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = HoldingsModel(SCENE)
    check: Any = qtmodeltester.check
    check(model)
    for grouping in (Grouping.NONE, Grouping.SEGMENT, Grouping.COMPANY):
        show(model, incomplete(), grouping)
        check(model)
    model.arrange(Arrangement("gain", opened=frozenset({(LineKind.HOLDING, "0", "1")})))
    check(model)
    show(model, holdings_of((), cash=None))
    check(model)


def test_a_new_price_is_one_message_over_the_rows_that_changed(qtbot: QtBot) -> None:
    model = model_of(whole())
    heard = Heard(model)
    some = held()
    moved = replace(some[2], price=101.0, value=11_400.0)
    show(model, holdings_of((*some[:2], moved, some[3])))
    # All shares of the whole are others, so every row with one is told, at once.
    assert len(heard.said) == 1
    assert heard.said[0][0] == "data"


def test_the_same_reading_says_nothing(qtbot: QtBot) -> None:
    model = model_of(whole())
    heard = Heard(model)
    show(model, whole())
    assert heard.said == []


def test_the_total_is_last_whatever_the_order(qtbot: QtBot) -> None:
    model = model_of(incomplete())
    for column in COLUMNS:
        for falling in (True, False):
            model.arrange(Arrangement(column.id, falling))
            assert names(model)[-1] == "Total"


def test_rows_sort_by_the_number_and_the_unknown_comes_last(qtbot: QtBot) -> None:
    model = model_of(incomplete())
    for falling in (True, False):
        model.arrange(Arrangement("value", falling))
        rows = range(model.rowCount())
        values = [
            model.index(row, PLACES["value"]).data(SORT_ROLE)
            for row in rows
            if model.index(row, 0).data(KEY_ROLE)[0] == LineKind.HOLDING
        ]
        known = [each for each in values if each is not None]
        assert values == [*sorted(known, reverse=falling), None, None]


def test_the_selection_stays_with_its_security(qtbot: QtBot) -> None:
    model = model_of(whole())
    kept = QPersistentModelIndex(model.index(names(model).index("Siemens Energy"), 0))
    model.arrange(Arrangement("name", falling=False))
    assert kept.data() == "Siemens Energy"
    show(model, holdings_of(held()[2:]))
    assert kept.data() == "Siemens Energy"


def test_a_holding_unfolds_its_lots_and_a_group_folds(qtbot: QtBot) -> None:
    model = model_of(whole(), Grouping.SEGMENT)
    before = names(model)
    key = (LineKind.HOLDING, "0", "1")
    model.arrange(replace(model.wish, opened=frozenset({key})))
    place = model.place_of(key)
    assert place is not None
    assert model.unfolds(place) is True
    lots = [model.line(place + step) for step in (1, 2)]
    assert [each.kind for each in lots if each is not None] == [LineKind.LOT, LineKind.LOT]
    model.arrange(Arrangement(folded=frozenset({(LineKind.GROUP, Grouping.SEGMENT, "turbine")})))
    assert len(names(model)) == len(before) - 2


def test_what_is_missing_is_told_in_words(qtbot: QtBot) -> None:
    model = model_of(incomplete())
    tips = {
        model.index(row, 0).data(): model.index(row, PLACES["value"]).data(
            Qt.ItemDataRole.ToolTipRole
        )
        for row in range(model.rowCount())
    }
    assert tips["Sieyuan Electric"] == "No exchange rate CNY→CHF is known."
    assert tips["Hochspannungsgleichstromübertragungsgesellschaft AG"] == "No price is known."
    assert "12 days old" in tips["Harbin Electric"]
    assert tips["Total"].startswith("Incomplete")


def test_the_unknown_reads_as_not_available_and_never_as_zero(qtbot: QtBot) -> None:
    model = model_of(incomplete())
    row = names(model).index("Sieyuan Electric")
    for column in ("value", "gain", "gain_part", "day_change", "irr"):
        assert model.cell(row, PLACES[column]).text == "n/a"


def test_numbers_open_and_words_do_not(qtbot: QtBot) -> None:
    model = model_of(whole())
    assert model.opens(0, PLACES["value"])
    assert not model.opens(0, PLACES["name"])
    assert not model.opens(0, PLACES["price_on"])
    cash = names(model).index("Verrechnungskonto CHF")
    assert not model.opens(cash, PLACES["gain"])


def test_red_and_green_follow_the_preference() -> None:
    assert look_of("en").tones.rise == look_of("zh_CN").tones.fall
    model = model_of(whole())
    assert model.cell(0, PLACES["gain"]).tone == "rise"


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(("value", "gain", "name", "share", "irr", "")), max_size=6),
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.permutations(range(4)),
)
def test_any_way_there_shows_the_same_rows(
    columns: list[str], falling: list[bool], order: list[int]
) -> None:
    some = held()
    model = model_of(holdings_of([some[each] for each in order[:2]]))
    for column, way in zip(columns, falling, strict=False):
        model.arrange(Arrangement(column, way))
    show(model, holdings_of([some[each] for each in order]))
    fresh = HoldingsModel(SCENE)
    fresh.arrange(model.wish)
    show(fresh, holdings_of([some[each] for each in order]))
    assert names(model) == names(fresh)
