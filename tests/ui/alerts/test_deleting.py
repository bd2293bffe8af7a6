"""Rules deleted in the panel with real keys: what stays is shown, and nothing raises on the way."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gridwatch.services.rule_views import Place, Stage
from gridwatch.ui.alerts.panel import RulesPanel
from tests.ui.alerts.rulebooks import book_of, few, rule, scene_of, view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
COUNT = 60


class Store:
    """Answers each edit of a panel as a profile does: with a reading without what was deleted."""

    def __init__(self, panel: RulesPanel, app: QApplication, target_id: int | None) -> None:
        self.panel, self.app, self.overview = panel, app, few()
        self.left = [
            view(
                rule(
                    each,
                    f"cap >= {each}bn CNY" if each % 2 else f"price >= {each}",
                    target_id=target_id and target_id + each if each % 2 else None,
                ),
                self.overview,
                Place(1, Stage.ARMED),
            )
            for each in range(1, COUNT + 1)
        ]
        self.edits = list[object]()
        panel.edited.connect(self.take)
        self.show()

    def show(self) -> None:
        self.panel.show_rules(book_of(self.left, self.overview), scene_of(self.app, self.overview))

    def take(self, edit: object) -> None:
        self.edits.append(edit)
        gone = {each.id for each in self.panel.table.chosen()}
        self.left = [each for each in self.left if each.rule.id not in gone]
        self.show()


@pytest.fixture
def panel(app: QApplication, qtbot: QtBot) -> Iterator[RulesPanel]:
    """Give a panel that nobody has told of any rule yet."""
    made = RulesPanel(scene_of(app, few()))
    qtbot.addWidget(made)
    made.resize(1100, 3000)
    made.show()
    yield made
    made.close()


def shown(panel: RulesPanel) -> list[int]:
    views = (panel._model.view_at(row) for row in range(panel._model.rowCount()))
    return [each.rule.id for each in views if each is not None]


def click(
    panel: RulesPanel, row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    place = panel.table.visualRect(panel._model.index(row, 1)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, keys, place)


def widths(panel: RulesPanel) -> list[int]:
    header = panel.table.header()
    return [header.sectionSize(each) for each in range(header.count())]


@pytest.mark.parametrize("target_id", [None, 100])
@pytest.mark.parametrize("words", ["", "cap", "price"])
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_the_delete_key_takes_one_row_away(
    panel: RulesPanel, app: QApplication, qtbot: QtBot, words: str, place: str,
    target_id: int | None,
) -> None:  # fmt: skip
    store = Store(panel, app, target_id)
    QTest.keyClicks(panel.search, words)
    panel._arrange()
    before, columns = shown(panel), widths(panel)
    row = {"first": 0, "middle": len(before) // 2, "last": len(before) - 1}[place]
    for _ in range(3):
        click(panel, min(row, len(shown(panel)) - 1))
        number = panel.table.chosen()[0].id
        QTest.keyClick(panel.table, Qt.Key.Key_Delete)
        before.remove(number)
        assert shown(panel) == before
        assert panel.buttons["remove"].isEnabled() == bool(panel.table.chosen())
    assert len(store.edits) == 3
    assert widths(panel) == columns


@pytest.mark.parametrize("seed", range(5))
def test_many_rows_here_and_there_go_and_the_columns_stay(
    panel: RulesPanel, app: QApplication, seed: int
) -> None:
    store, chance = Store(panel, app, None), random.Random(seed)  # noqa: S311 - no secret
    columns = widths(panel)
    for row in chance.sample(range(COUNT), 45):
        click(panel, row, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert len(shown(panel)) == COUNT - 45 == len(store.left)
    assert widths(panel) == columns
