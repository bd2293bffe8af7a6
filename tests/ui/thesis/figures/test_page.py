"""Journeys over the page of figures: read, typed, pasted, withdrawn, copied, and undone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit

from gridwatch.domain.thesis.about import About
from gridwatch.services.overview import Overview
from gridwatch.services.profiles import overview_of
from gridwatch.ui.thesis.figures.import_dialog import ImportDialog
from gridwatch.ui.thesis.figures.revisions import RevisionsDialog
from gridwatch.ui.thesis.figures.series_dialog import SeriesDialog
from gridwatch.ui.thesis.figures.typed import Column
from gridwatch.ui.undo import label_of
from tests.ui.thesis.figures.conftest import Stand, look_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
KEEPS = {"2025-03-31": 27.0, "2025-06-30": 27.5, "2025-09-30": 28.4}


def cell(stand: Stand, row: int, column: Column) -> str:
    return str(stand.page.model.index(row, column).data() or "")


def write(stand: Stand, row: int, column: Column, text: str) -> bool:
    model = stand.page.model
    return model.setData(model.index(row, column), text)


def test_series_are_listed_with_their_last_figure_and_the_first_one_is_shown(
    stand: Stand, qtbot: QtBot
) -> None:
    page = stand.page
    QAbstractItemModelTester(
        page.series_model, QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    names = [
        tuple(page.series_model.index(row, column).data() for column in range(4))
        for row in range(page.series_model.rowCount())
    ]
    assert names == [
        ("Gross margin", "28.4%", "2025 Q3", "quarterly"),
        ("Order backlog", "48.5\N{NO-BREAK SPACE}bn CNY", "2025 Q1", "quarterly"),
    ]
    assert stand.shown()[1:] == [("2025 Q3", "28.4"), ("2025 Q2", "27.5"), ("2025 Q1", "27")]
    page.go_to(page.series_model.every[1].id)
    stand.wait(lambda: stand.shown()[1:] == [("2025 Q1", "48.5")])


def test_a_value_is_typed_over_revised_and_undone(stand: Stand) -> None:
    table = stand.page.table
    table.setFocus()
    table.setCurrentIndex(stand.page.model.index(1, Column.VALUE))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "28.4"
    editor.selectAll()
    QTest.keyClicks(editor, "29,1")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    stand.wait(lambda: stand.shown()[1] == ("2025 Q3", "29.1"))
    assert stand.stored() == {**KEEPS, "2025-09-30": 29.1}
    assert len(stand.made) == 1
    stand.undo()
    stand.wait(lambda: stand.shown()[1] == ("2025 Q3", "28.4"))
    assert stand.stored() == KEEPS


def test_a_new_figure_is_complete_with_its_period_and_value(stand: Stand) -> None:
    assert cell(stand, 0, Column.PERIOD) == "+ 2025Q3"
    write(stand, 0, Column.PERIOD, "2025年四季度")
    assert stand.made == []
    write(stand, 0, Column.VALUE, "30 %")
    stand.wait(lambda: stand.shown()[1] == ("2025 Q4", "30"))
    assert cell(stand, 0, Column.PERIOD) == "+ 2025Q3"
    model = stand.page.model
    forecast = model.index(1, Column.FORECAST)
    checked = Qt.CheckState.Checked.value
    assert model.setData(forecast, checked, Qt.ItemDataRole.CheckStateRole)
    stand.wait(lambda: forecast.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked)
    write(stand, 1, Column.LOW, "29")
    stand.wait(lambda: cell(stand, 1, Column.LOW) == "29")
    assert cell(stand, 1, Column.HIGH) == "30"
    write(stand, 1, Column.HIGH, "32")
    stand.wait(lambda: cell(stand, 1, Column.HIGH) == "32")
    write(stand, 1, Column.NOTE, "guidance")
    stand.wait(lambda: cell(stand, 1, Column.NOTE) == "guidance")
    write(stand, 1, Column.KNOWN_ON, "2026-01-02")
    stand.wait(lambda: cell(stand, 1, Column.KNOWN_ON) == "2 Jan 2026")
    write(stand, 1, Column.PERIOD, "2026Q1")
    stand.wait(lambda: stand.shown()[1] == ("2026 Q1", "30"))
    assert stand.stored() == {**KEEPS, "2026-03-31": 30.0}
    for _ in range(7):
        count = len(stand.undos)
        stand.undo()
        assert len(stand.undos) == count - 1
    stand.wait(lambda: stand.stored() == KEEPS)


def test_a_new_figure_is_typed_from_cell_to_cell(stand: Stand) -> None:
    table = stand.page.table
    stand.page.add.click()
    for text, key in (("2025Q4", Qt.Key.Key_Tab), ("29,7", Qt.Key.Key_Return)):
        (editor,) = table.viewport().findChildren(QLineEdit)
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, key)
        stand.bot.wait(10)  # the editor of before is deleted
    stand.wait(lambda: stand.shown()[1] == ("2025 Q4", "29.7"))
    assert len(stand.made) == 1


@pytest.mark.parametrize(
    ("row", "column", "text", "words"),
    [
        (1, Column.VALUE, "lots", "no number"),
        (1, Column.VALUE, "1e999", "no number"),
        (1, Column.PERIOD, "2025", "no period of this series"),
        (1, Column.PERIOD, "2025Q2", "a figure of 2025 Q2 already"),
        (1, Column.KNOWN_ON, "soon", "no day"),
        (1, Column.LOW, "40", "between the edges"),
        (1, Column.NOTE, "x" * 501, "characters"),
        (0, Column.PERIOD, "45930", "as a spreadsheet counts it"),
    ],
)
def test_what_can_not_be_typed_is_explained_and_changes_nothing(
    stand: Stand, row: int, column: Column, text: str, words: str
) -> None:
    write(stand, row, column, text)
    stand.wait(lambda: bool(stand.said))
    assert words in stand.said[-1]
    assert stand.stored() == KEEPS
    assert stand.shown()[1:] == [("2025 Q3", "28.4"), ("2025 Q2", "27.5"), ("2025 Q1", "27")]


def test_what_is_typed_of_a_new_figure_stays_until_it_is_mended(stand: Stand) -> None:
    write(stand, 0, Column.VALUE, "31")
    write(stand, 0, Column.PERIOD, "2025Q5")
    assert cell(stand, 0, Column.PERIOD) == "2025Q5"
    assert "no period" in stand.page.model.fault_words
    write(stand, 0, Column.PERIOD, "2025Q4")
    stand.wait(lambda: stand.shown()[1] == ("2025 Q4", "31"))


def test_numbers_are_typed_and_shown_in_the_language_of_the_reader(stand: Stand) -> None:
    stand.page.restyle(look_of("de"))
    assert cell(stand, 1, Column.VALUE) == "28,4"
    assert stand.page.model.index(1, Column.VALUE).data(Qt.ItemDataRole.EditRole) == "28,4"
    write(stand, 1, Column.VALUE, "1.234")
    stand.wait(lambda: stand.stored()["2025-09-30"] == 1234.0)
    write(stand, 1, Column.VALUE, "28.5")
    stand.wait(lambda: stand.stored()["2025-09-30"] == 28.5)


def test_several_are_withdrawn_in_one_step(stand: Stand) -> None:
    table = stand.page.table
    table.selectRow(1)
    table.selectionModel().select(
        stand.page.model.index(3, 0),
        table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows,
    )
    QTest.keyClick(table, Qt.Key.Key_Delete)
    stand.wait(lambda: [each for each, _ in stand.shown()[1:]] == ["2025 Q2"])
    assert len(stand.made) == 1
    stand.undo()
    stand.wait(lambda: stand.stored() == KEEPS)


def test_what_is_copied_can_be_pasted_again(stand: Stand) -> None:
    table = stand.page.table
    table.selectAll()
    QTest.keySequence(table, "Ctrl+C")
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[:2] == [
        "Period\tFigure\tLow\tHigh\tForecast\tKnown on\tNote",
        "2025 Q3\t28.4\t\t\t\t2026-01-05\trestated",
    ]
    table.setCurrentIndex(stand.page.model.index(0, 0))
    QTest.keySequence(table, "Ctrl+V")
    dialog = stand.dialog()
    assert isinstance(dialog, ImportDialog)
    stand.wait(lambda: len(dialog.reading.lines) == 3)
    assert "known already: 3" in dialog.told.text()
    assert not dialog.ok().isEnabled()
    dialog.reject()


def test_one_cell_is_pasted_into_one_cell(stand: Stand) -> None:
    QGuiApplication.clipboard().setText("29.9 %\n")
    stand.page.table.setCurrentIndex(stand.page.model.index(1, Column.VALUE))
    QTest.keySequence(stand.page.table, "Ctrl+V")
    stand.wait(lambda: stand.stored()["2025-09-30"] == 29.9)
    assert stand.page.asking.dialog is None


def test_a_pasted_table_is_looked_through_and_imported_in_one_step(stand: Stand) -> None:
    QGuiApplication.clipboard().setText("2025Q4\t30,5\n2025Q3\t28,9\n2025Q2\t27,5\n")
    stand.page.table.setCurrentIndex(stand.page.model.index(0, 0))
    QTest.keySequence(stand.page.table, "Ctrl+V")
    dialog = stand.dialog()
    assert isinstance(dialog, ImportDialog)
    stand.wait(lambda: len(dialog.reading.lines) == 3)
    assert dialog.told.text() == "new: 1 · revised: 1 · known already: 1"
    dialog.decide()
    stand.wait(lambda: stand.shown()[1] == ("2025 Q4", "30.5"))
    assert stand.stored() == {**KEEPS, "2025-12-31": 30.5, "2025-09-30": 28.9}
    stand.undo()
    stand.wait(lambda: stand.stored() == KEEPS)


def test_a_table_that_is_too_large_is_refused_in_words(stand: Stand) -> None:
    for text, words in (
        ("2025Q3\t1\n" * 1_000_000, "at most 100000 lines"),
        ("x" * 50_000_000, "at most 20 MB"),
    ):
        stand.page.table.pasted.emit(text)
        assert words in stand.said[-1]
        assert stand.page.asking.dialog is None
    assert stand.stored() == KEEPS


def test_the_past_is_shown_as_it_was_known_and_can_not_be_changed(stand: Stand) -> None:
    page = stand.page
    days = [page.as_of.itemData(each) for each in range(page.as_of.count())]
    assert days == [None, date(2026, 1, 5), date(2025, 10, 30), date(2025, 7, 30),
                    date(2025, 4, 29)]  # fmt: skip
    page.as_of.setCurrentIndex(2)
    page.as_of.activated.emit(2)
    assert stand.shown() == [("2025 Q3", "28"), ("2025 Q2", "27.5"), ("2025 Q1", "27")]
    assert not write(stand, 0, Column.VALUE, "1")
    assert not page.add.isEnabled()
    page.table.selectAll()
    page.table.copy_rows()
    assert "2025 Q3\t28\t" in QGuiApplication.clipboard().text()
    page.as_of.setCurrentIndex(0)
    page.as_of.activated.emit(0)
    assert stand.shown()[1] == ("2025 Q3", "28.4")


def test_revisions_are_marked_and_listed(stand: Stand) -> None:
    model = stand.page.model
    tips = [str(model.index(n, 1).data(Qt.ItemDataRole.ToolTipRole)) for n in (1, 2)]
    assert "entered 2 times" in tips[0]
    assert tips[1] == "27.5"
    stand.page.table.setCurrentIndex(model.index(1, 0))
    QTest.keySequence(stand.page.table, "Ctrl+R")
    dialog = stand.dialog()
    assert isinstance(dialog, RevisionsDialog)
    rows = [
        [dialog.model.index(row, column).data() for column in (0, 1, 3)]
        for row in range(dialog.model.rowCount())
    ]
    assert rows == [["28.4%", "5 Jan 2026", "restated"], ["28%", "30 Oct 2025", ""]]
    dialog.reject()


def test_a_series_is_made_from_a_ready_made_kind_changed_moved_and_deleted(stand: Stand) -> None:
    page = stand.page
    page.new.click()
    dialog = stand.dialog()
    assert isinstance(dialog, SeriesDialog)
    dialog.kind.setCurrentIndex(dialog.kind.findText("Gross margin"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    assert (dialog.unit.text(), dialog.key.text()) == ("%", "gross_margin_2")
    dialog.key.setText("backlog")
    dialog.decide()
    assert "here already" in dialog.told.text()
    dialog.key.setText("margin_b")
    dialog.link.setText("javascript:alert(1)")
    dialog.decide()
    assert "no web address" in dialog.told.text()
    dialog.link.setText("example.com/report")
    dialog.decide()
    stand.wait(lambda: page.series is not None and page.series.key == "margin_b")
    assert stand.keys() == ["gross_margin", "backlog", "margin_b"]
    QTest.keyClick(page.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    stand.wait(lambda: stand.keys() == ["gross_margin", "margin_b", "backlog"])
    stand.wait(lambda: [e.key for e in page.series_model.every] == stand.keys())
    page.edit_series.click()
    dialog = stand.dialog()
    assert isinstance(dialog, SeriesDialog)
    dialog.name.setText("Margin of the grid business")
    dialog.decide()
    stand.wait(lambda: page.list.current is not None and "grid" in page.list.current.name)
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    stand.wait(lambda: stand.keys() == ["gross_margin", "backlog"])
    stand.wait(lambda: bool(stand.noted))
    assert "Undo brings it back" in stand.noted[-1]
    stand.undo()
    stand.wait(lambda: stand.keys() == ["gross_margin", "margin_b", "backlog"])


def test_the_name_suggests_the_short_name_until_it_is_typed(stand: Stand) -> None:
    stand.page.new.click()
    dialog = stand.dialog()
    assert isinstance(dialog, SeriesDialog)
    QTest.keyClicks(dialog.name, "Lead time")
    assert dialog.key.text() == "lead_time"
    dialog.key.clear()
    QTest.keyClicks(dialog.key, "weeks")
    QTest.keyClicks(dialog.name, " of transformers")
    assert dialog.key.text() == "weeks"
    dialog.reject()
    stand.page.ask_series(None)
    empty = stand.dialog()
    assert isinstance(empty, SeriesDialog)
    empty.decide()
    assert "needs a name" in empty.told.text()
    empty.reject()


def test_without_a_series_the_page_says_what_to_do(stand: Stand) -> None:
    page = stand.page
    page.show_about(About())
    stand.wait(page.empty.isVisible)
    assert "Choose one above" in page.empty.text()
    assert not page.new.isEnabled()
    page.show_about(stand.about)
    stand.wait(lambda: not page.empty.isVisible())


def test_a_late_answer_is_that_of_the_subject_that_is_shown(stand: Stand) -> None:
    page = stand.page
    page.show_about(About())
    page.show_about(stand.about)
    page.show_about(About())
    stand.bot.wait(100)
    assert page.series is None
    assert page.model.rowCount() == 0


def test_the_model_keeps_the_rules_of_qt_while_figures_come_and_go(stand: Stand) -> None:
    page = stand.page
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    write(stand, 1, Column.VALUE, "29")
    stand.wait(lambda: stand.shown()[1][1] == "29")
    page.model.withdraw([2])
    stand.wait(lambda: page.model.rowCount() == 3)
    page.go_to(page.series_model.every[1].id)
    stand.wait(lambda: stand.shown()[1:] == [("2025 Q1", "48.5")])
    page.show_about(About())
    stand.wait(lambda: page.model.rowCount() == 0)


def test_each_edit_says_what_undo_takes_back(stand: Stand) -> None:
    overview: Overview = overview_of_profile(stand)
    write(stand, 1, Column.VALUE, "29")
    stand.wait(lambda: len(stand.made) == 1)
    write(stand, 1, Column.NOTE, "more")
    stand.wait(lambda: len(stand.made) == 2)
    stand.page.model.withdraw([1])
    stand.wait(lambda: len(stand.made) == 3)
    stand.page.list.shift(1)
    stand.wait(lambda: len(stand.made) == 4)
    labels = [label_of(each, overview, "en") for each in stand.made]
    assert labels == [
        "entering a figure",
        "correcting a figure",
        "withdrawing figures",
        "moving a series",
    ]


def overview_of_profile(stand: Stand) -> Overview:
    from datetime import UTC, datetime

    from gridwatch.services.profiles import user_reader

    with user_reader(stand.profile) as user:
        return overview_of(stand.profile, user, datetime.now(UTC))
