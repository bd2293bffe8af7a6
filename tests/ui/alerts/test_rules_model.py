"""The model of rules: what cells say, filters, sorting, and that nothing starts over."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from gridwatch.services.rule_views import Place, Stage
from gridwatch.ui.alerts.columns import COLUMNS, PLACES
from gridwatch.ui.alerts.model import EXPIRED, MUTED, RulesModel, Wish
from tests.ui.alerts.rulebooks import few, realistic, rule, scene_of, view
from tests.ui.watchlist.overviews import NOW

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.modeltest import ModelTester

# The offscreen platform says of some calls that it does nothing.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def model_of(app: QApplication) -> RulesModel:
    book, overview = realistic()
    model = RulesModel(scene_of(app, overview))
    model.show(book.views, model.scene)
    return model


def shown(model: RulesModel) -> list[int]:
    views = (model.view_at(row) for row in range(model.rowCount()))
    return [each.rule.id for each in views if each is not None]


def text(model: RulesModel, number: int, column: str) -> str:
    row = model.place_of(number)
    assert row is not None
    return str(model.index(row, PLACES[column]).data()).replace("\xa0", " ")


def test_qt_finds_nothing_wrong_with_it(app: QApplication, qtmodeltester: ModelTester) -> None:
    model = model_of(app)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.arrange(Wish(words="cap", column="gap", falling=True))
    model.arrange(Wish())


@pytest.mark.parametrize(
    ("number", "column", "words"),
    [
        (1, "about", "China XD"),
        (1, "alert", "The market cap reaches 100bn CNY"),
        (1, "standing", "armed"),
        (1, "now", "80bn CNY"),
        (1, "gap", "25.0%"),
        (1, "typed", "cap >= 100bn CNY"),
        (1, "repeat", "each time"),
        (1, "basis", "touched by high or low"),
        (2, "standing", "reached since 14 Jan 2026 already"),
        (2, "gap", "there"),
        (3, "standing", "waits for the share count of 000003.SZ"),
        (3, "now", "—"),
        (4, "about", "All companies"),
        (4, "alert", "Jumps"),
        (4, "standing", "2 armed, 1 waiting"),
        (5, "gap", "20.0%"),
        (6, "standing", "expired"),
        (7, "about", "USD/CNY"),
        (7, "standing", "done"),
        (7, "repeat", "once"),
    ],
)
def test_a_cell_says_it_in_words(app: QApplication, number: int, column: str, words: str) -> None:
    found = text(model_of(app), number, column)
    assert found.startswith(words) if column == "standing" else found == words


def test_quiet_rules_have_a_mark_and_say_why(app: QApplication) -> None:
    model = model_of(app)
    place = PLACES["quiet"]
    marked = {
        number: model.index(model.place_of(number) or 0, place).data(Qt.ItemDataRole.DecorationRole)
        for number in shown(model)
    }
    assert {number for number, icon in marked.items() if icon is not None} == {4, 5, 6}
    row = model.place_of(4) or 0
    assert model.index(row, place).data(Qt.ItemDataRole.AccessibleTextRole) == "Quiet: muted"
    assert "muted" in model.index(row, 1).data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("wish", "numbers"),
    [
        (Wish(words="china"), [1, 5, 6, 8]),
        (Wish(words="CAP 200"), [8]),
        (Wish(words="jumps"), [4]),
        (Wish(words="000002"), [2]),
        (Wish(company=2), [2, 4]),
        (Wish(state=Stage.ARMED), [1, 4, 5, 8]),
        (Wish(state=Stage.REACHED), [2]),
        (Wish(state=Stage.WAITING), [3]),
        (Wish(state=Stage.DONE), [7]),
        (Wish(state=MUTED), [4, 5]),
        (Wish(state=EXPIRED), [6]),
        (Wish(words="nothing like it"), []),
        (Wish(column="gap"), [2, 5, 1, 8, 3, 4, 6, 7]),
        (Wish(column="gap", falling=True), [8, 1, 5, 2, 3, 4, 6, 7]),
        (Wish(column="standing"), [2, 1, 4, 5, 8, 3, 7, 6]),
    ],
)
def test_it_filters_and_sorts_by_the_value(
    app: QApplication, wish: Wish, numbers: list[int]
) -> None:
    model = model_of(app)
    model.arrange(wish)
    assert shown(model) == numbers


def test_a_new_reading_says_what_changed_in_one_range(app: QApplication) -> None:
    book, _ = realistic()
    model = model_of(app)
    ranges, resets = list[tuple[int, int, int]](), list[object]()
    model.dataChanged.connect(
        lambda first, last: ranges.append((first.row(), last.row(), last.column()))
    )
    model.modelReset.connect(lambda: resets.append(1))
    kept = QPersistentModelIndex(model.index(6, 1))
    views = list(book.views)
    views[1] = replace(views[1], places=(Place(2, Stage.ARMED),))
    views[3] = replace(views[3], rule=replace(views[3].rule, muted=False))
    model.show(views, model.scene)
    assert ranges == [(1, 3, len(COLUMNS) - 1)]
    model.show(views, model.scene)
    assert len(ranges) == 1
    model.show(views[:2] + views[4:], model.scene)
    assert kept.row() == 4
    assert model.view_at(kept.row()) is views[6]
    assert not resets


def test_time_wakes_what_is_snoozed(app: QApplication) -> None:
    model = model_of(app)
    ranges = list[int]()
    model.dataChanged.connect(lambda first, _: ranges.append(first.row()))
    model.set_now(NOW + timedelta(minutes=1))
    assert not ranges
    model.set_now(NOW + timedelta(hours=2))
    assert ranges == [model.place_of(5)]


def test_another_language_says_everything_anew(app: QApplication) -> None:
    book, overview = realistic()
    model = model_of(app)
    model.show(book.views, scene_of(app, overview, "zh_CN"))
    assert "1,000亿" in text(model, 1, "alert")


def seconds(model: RulesModel, wishes: list[Wish]) -> float:
    start = time.perf_counter()
    for each in wishes:
        model.arrange(each)
    return time.perf_counter() - start


def test_ten_thousand_rules_cost_what_a_plain_loop_costs(app: QApplication) -> None:
    overview = few()
    views = [
        view(rule(number, f"cap >= {100 + number}bn CNY"), overview, Place(1, Stage.ARMED))
        for number in range(1, 10_001)
    ]
    model = RulesModel(scene_of(app, overview))
    model.show(views, model.scene)
    model.arrange(Wish(words="warm up"))
    # As many strings as there are rules, looked through and sorted as plainly as can be.
    views.sort(key=lambda each: each.rule.id * 7919 % 10_007)
    texts = [f"{each.rule.id} {each.typed} china xd 000001".casefold() for each in views]
    start = time.perf_counter()
    for word in ("77", "china", ""):
        found = (one for one, text in zip(views, texts, strict=True) if word in text)
        sorted((float(one.rule.terms[0].level) / 80e9, one.rule.id) for one in found)
    plain = time.perf_counter() - start
    took = seconds(model, [Wish(words=word, column="gap") for word in ("77", "china", "")])
    assert model.rowCount() == 10_000
    assert took < 12 * plain, f"{took:.3f} s against {plain:.3f} s"
    start = time.perf_counter()
    model.show(views, model.scene)
    assert time.perf_counter() - start < 12 * plain
