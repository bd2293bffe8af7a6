"""The page of figures in the window: edits go through its history, and the search goes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import FigureSeries, Frequency
from gridwatch.services.thesis.figure_edits import AddSeries
from gridwatch.ui.thesis.figures.page import FiguresPage
from gridwatch.ui.thesis.figures.typed import Column
from gridwatch.ui.thesis.place import PageName, Place
from tests.ui.conftest import Opened
from tests.ui.thesis.figures.conftest import FIGURES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_figure_is_entered_and_undone_in_the_window(opened: Opened, qtbot: QtBot) -> None:
    about = About(opened.listed[1])
    series = FigureSeries(0, about, "margin", "Margin", "%", Frequency.QUARTER)
    opened.desk.edit(AddSeries(series, FIGURES))
    desk = opened.desk.thesis
    desk.go_to(Place(about, PageName.FIGURES, 1))
    assert desk.panel is not None
    page = desk.panel.pages[PageName.FIGURES]
    assert isinstance(page, FiguresPage)
    model = page.model
    qtbot.waitUntil(lambda: model.rowCount() == 4, timeout=10_000)
    assert opened.window.watchlist.current_company() == about.company_id
    model.setData(model.index(1, Column.VALUE), "31")
    qtbot.waitUntil(lambda: model.index(1, Column.VALUE).data() == "31", timeout=10_000)
    undo = opened.window.actions_["undo"]
    assert "entering a figure" in undo.text()
    undo.trigger()
    qtbot.waitUntil(lambda: model.index(1, Column.VALUE).data() == "28.4", timeout=10_000)
    undo.trigger()
    qtbot.waitUntil(page.empty.isVisible, timeout=10_000)
    model.refused.emit(ValueError("odd"))
    assert opened.window.message.isVisible()
