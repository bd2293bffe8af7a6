"""The list of entries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from gridwatch.domain.thesis.journal import EntryHead
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.journal.entry_list import EntryList

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DAYS = [date(2026, 3, each) for each in range(1, 9)]
HEADS = tuple(EntryHead(each, DAYS[each], f"T{each}", "words") for each in (5, 3, 1))
Role = Qt.ItemDataRole


def test_the_model_keeps_its_promises(qtbot: QtBot, look: Look) -> None:
    shown = EntryList(look, None)  # type: ignore[arg-type] # it stands alone here
    qtbot.addWidget(shown)
    model = shown.model_
    QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, QObject(shown)
    )
    model.show_heads(HEADS)
    model.show_heads((HEADS[0], EntryHead(4, DAYS[4], "", ""), HEADS[2]))
    model.show_head(EntryHead(7, DAYS[7], "New"))
    assert [each.id for each in model.heads] == [7, 5, 4, 1]
    model.show_head(EntryHead(7, DAYS[2], "Older"))
    assert [each.id for each in model.heads] == [5, 4, 7, 1]
    assert model.index(0).data() == "6 Mar 2026  T5"
    assert model.index(1).data() == "5 Mar 2026  (nothing written yet)"
    assert model.index(9).data() is None
    model.show_heads(())
    assert model.rowCount() == 0


def test_only_the_user_opens_entries(qtbot: QtBot, look: Look) -> None:
    shown = EntryList(look, None)  # type: ignore[arg-type] # it stands alone here
    qtbot.addWidget(shown)
    opened = list[int]()
    shown.wanted.connect(opened.append)
    shown.show_heads(HEADS, 3)
    assert shown.currentIndex().row() == 1
    shown.show_heads((EntryHead(6, DAYS[6], "x"), *HEADS), 3)
    shown.point_at(0)
    assert opened == []
    assert not shown.selectedIndexes()
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert opened == [6]
    with qtbot.waitSignal(shown.removal_wanted):
        QTest.keyClick(shown, Qt.Key.Key_Delete)
