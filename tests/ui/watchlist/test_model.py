"""The model says exactly what changed, keeps the selection, and obeys Qt's rules."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt

from gridwatch.services.overview import CompanyView, Overview
from gridwatch.store.user.watching import Watching
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.watchlist.cells import Scene, scene_of
from gridwatch.ui.watchlist.columns import COLUMNS, PLACES
from gridwatch.ui.watchlist.model import COMPANY_ROLE, SORT_ROLE, TONE_ROLE, WatchlistModel
from gridwatch.ui.watchlist.rows import Arrangement
from tests.ui.watchlist.overviews import NOW, overview_of, plain_company, realistic, view_of

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

PHRASES = Phrases("en", base_currency="CNY")


class Heard:
    """Everything that a model said."""

    def __init__(self, model: WatchlistModel) -> None:
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


def show(model: WatchlistModel, overview: Overview, order: Sequence[int] = ()) -> None:
    listed = order or overview.watchlists[0].companies
    model.show(listed, overview.companies, scene_of(overview, PHRASES, NOW))


def model_of(views: Sequence[CompanyView]) -> WatchlistModel:
    model = WatchlistModel(Scene(PHRASES))
    show(model, overview_of(views))
    return model


def views_of(*numbers: int) -> list[CompanyView]:
    return [view_of(plain_company(each), each * 1e9) for each in numbers]


def test_it_obeys_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = WatchlistModel(Scene(PHRASES))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    show(model, realistic())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.arrange(Arrangement(grouped=True, column="cap", falling=True))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.arrange(Arrangement(words="electric", column="name"))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_a_refresh_is_one_message_over_the_rows_that_changed(qtbot: QtBot) -> None:
    views = views_of(1, 2, 3, 4, 5)
    model = model_of(views)
    heard = Heard(model)
    views[1], views[3] = view_of(views[1].company, 7e9), view_of(views[3].company, 8e9)
    show(model, overview_of(views))
    assert heard.said == [("data", 1, 3, 0, len(COLUMNS) - 1)]
    assert model.cell(1, PLACES["cap"]).text == "7bn"


def test_a_refresh_that_brings_nothing_new_says_nothing(qtbot: QtBot) -> None:
    model = model_of(views_of(1, 2, 3))
    heard = Heard(model)
    show(model, overview_of(views_of(1, 2, 3)))
    assert heard.said == []


def test_time_that_passes_draws_one_column(qtbot: QtBot) -> None:
    model = model_of(views_of(1, 2, 3))
    heard = Heard(model)
    model.set_now(NOW + timedelta(minutes=8))
    age = PLACES["age"]
    assert heard.said == [("data", 0, 2, age, age)]
    assert model.cell(0, age).text == "10\N{NARROW NO-BREAK SPACE}min"


def test_rows_come_and_go_one_by_one(qtbot: QtBot) -> None:
    model = model_of(views_of(1, 2, 3, 4))
    heard = Heard(model)
    show(model, overview_of(views_of(1, 2, 3, 4)), (1, 4))
    show(model, overview_of(views_of(1, 2, 3, 4)), (2, 1, 4, 3))
    assert heard.said == [("out", 1, 2), ("in", 0, 0), ("in", 3, 3)]
    assert model.companies == [2, 1, 4, 3]


@given(
    st.lists(st.integers(1, 12), unique=True, max_size=12),
    st.lists(st.integers(1, 12), unique=True, max_size=12),
    st.booleans(),
)
def test_every_row_keeps_its_index_through_any_change(
    before: list[int],
    after: list[int],
    sorted_: bool,
) -> None:
    views = views_of(*range(1, 13))
    model = WatchlistModel(Scene(PHRASES))
    model.arrange(Arrangement(column="cap", falling=True) if sorted_ else Arrangement())
    model.show(before, {v.company.id: v for v in views}, Scene(PHRASES))
    kept = {
        model.index(place, 0).data(COMPANY_ROLE): QPersistentModelIndex(model.index(place, 0))
        for place in range(model.rowCount())
    }
    model.show(after, {v.company.id: v for v in views}, Scene(PHRASES))
    assert model.companies == (sorted(after, reverse=True) if sorted_ else after)
    for company, index in kept.items():
        assert index.isValid() == (company in after)
        if index.isValid():
            assert index.data(COMPANY_ROLE) == company


def test_a_change_that_alters_the_order_moves_rows_without_a_reset(qtbot: QtBot) -> None:
    views = views_of(1, 2, 3)
    model = model_of(views)
    model.arrange(Arrangement(column="cap", falling=True))
    assert model.companies == [3, 2, 1]
    heard = Heard(model)
    views[0] = view_of(views[0].company, 9e9)
    show(model, overview_of(views))
    assert model.companies == [1, 3, 2]
    assert heard.said == [("order",), ("data", 0, 0, 0, len(COLUMNS) - 1)]


def test_the_sort_role_is_a_number_and_the_tone_role_a_name(qtbot: QtBot) -> None:
    model = model_of(views_of(1, 2))
    index = model.index(0, PLACES["cap"])
    assert index.data(SORT_ROLE) == 1e9
    assert index.data() == "1bn CNY"
    assert model.index(0, PLACES["change"]).data(TONE_ROLE) == "rise"
    alignment = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
    assert alignment & Qt.AlignmentFlag.AlignRight


def test_rows_can_be_dragged_in_the_users_own_order_only(qtbot: QtBot) -> None:
    model = model_of(views_of(1, 2))
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    for wish in (Arrangement(column="cap"), Arrangement(grouped=True), Arrangement(words="c")):
        model.arrange(wish)
        assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled


def test_another_language_writes_every_cell_anew(qtbot: QtBot) -> None:
    overview = overview_of(views_of(1, 2))
    model = model_of(list(overview.companies.values()))
    heard = Heard(model)
    chinese = Phrases("zh_CN", base_currency="CNY")
    model.show((1, 2), overview.companies, scene_of(overview, chinese, NOW))
    assert heard.said == [("data", 0, 1, 0, len(COLUMNS) - 1)]
    assert model.cell(0, PLACES["cap"]).text == "10亿"


def test_a_new_firing_rings_on_its_row_only(qtbot: QtBot) -> None:
    overview = overview_of(views_of(1, 2, 3))
    model = model_of(list(overview.companies.values()))
    heard = Heard(model)
    show(model, replace(overview, unseen={2: 1}))
    assert heard.said == [("data", 1, 1, 0, len(COLUMNS) - 1)]
    assert model.cell(1, PLACES["bell"]).mark == "bell-new"


def test_an_alert_that_is_made_changes_its_rows_only(qtbot: QtBot) -> None:
    overview = overview_of(views_of(1, 2, 3))
    model = model_of(list(overview.companies.values()))
    heard = Heard(model)
    show(model, replace(overview, watching={3: Watching(1)}))
    assert heard.said == [("data", 2, 2, 0, len(COLUMNS) - 1)]
    assert model.cell(2, PLACES["bell"]).mark == "bell"
    model.set_now(NOW + timedelta(minutes=1))
    assert model.cell(2, PLACES["bell"]).mark == "bell"


def test_a_heading_counts_its_companies_and_no_company_is_on_it(qtbot: QtBot) -> None:
    views = [view_of(plain_company(n, segment="relay")) for n in (1, 2)]
    model = model_of(views)
    model.arrange(Arrangement(grouped=True))
    assert model.index(0, 0).data() == "Protection & automation  2"
    assert model.view_at(0) is None
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def refresh_cost(count: int) -> float:
    """Return the CPU seconds that the best of seven refreshes of `count` sorted rows takes."""
    views = views_of(*range(1, count + 1))
    model = WatchlistModel(Scene(PHRASES))
    model.arrange(Arrangement(column="cap", falling=True))
    readings = [overview_of([view_of(each.company, cap) for each in views]) for cap in (5e9, 6e9)]
    show(model, readings[0])
    spent = []
    for turn in range(1, 8):
        began = time.process_time()
        show(model, readings[turn % 2])
        spent.append(time.process_time() - began)
    return min(spent)


def test_a_refresh_costs_by_the_row_and_not_by_its_square(qtbot: QtBot) -> None:
    assert refresh_cost(2000) < 40 * refresh_cost(200)  # its square would be a hundred times
