"""Notes on the charts of a window: evidence and figures appear with their edits, and open there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtWidgets import QMenu

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.charting import Mark, Quantity
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.figure_edits import AddSeries, PutFigures, RemoveSeries
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.themes import all_themes
from gridwatch.ui.chart.options import Options
from gridwatch.ui.thesis.place import PageName
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    import sqlite3

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from gridwatch.domain.series import Series
    from gridwatch.services.edits import Edit
    from gridwatch.ui.chart.panel import ChartPanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LONG_AGO = date(2026, 3, 31)
STATEMENT = "Orders lift the margin"
T = TypeVar("T")


@pytest.fixture
def charted(opened: Opened, qtbot: QtBot) -> Opened:
    """Give a window whose chart shows the second company."""
    opened.window.watchlist.select_company(opened.listed[1])
    with qtbot.waitSignal(opened.desk.series_shown, timeout=20_000):
        opened.desk.start_charts({})
    return opened


def panel_of(opened: Opened) -> ChartPanel:
    panel = opened.window.charts["chart"].panel
    assert panel is not None
    return panel


def drawn(opened: Opened) -> Series:
    series = panel_of(opened).chart.series
    assert series is not None
    return series


def evidence_on(opened: Opened) -> list[Mark]:
    """Return the marks of this test's own claims: a new profile may bring some along."""
    marks = drawn(opened).marks
    return [each for each in marks if each.found and each.found.statement == STATEMENT]


def read(opened: Opened, qtbot: QtBot, work: Callable[[sqlite3.Connection], T]) -> T:
    found: list[T] = []
    opened.session.read_user("test", work, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def claim_id(opened: Opened, qtbot: QtBot) -> int:
    claims = read(opened, qtbot, all_claims)
    return next(each.id for each in claims if each.statement == STATEMENT)


def own_offer(opened: Opened) -> FigureSeries:
    return next(each.series for each in drawn(opened).offers if each.series.key == "own_margin")


def edit(opened: Opened, qtbot: QtBot, *edits: Edit) -> None:
    for each in edits:
        with qtbot.waitSignal(opened.desk.series_shown, timeout=20_000):
            opened.desk.edit(each)


def claim(opened: Opened, about: About | None = None) -> AddClaim:
    made = Claim(0, about or About(opened.listed[1]), STATEMENT, opened.overview.as_of)
    return AddClaim(made)


def evidence(opened: Opened, number: int, ago: int = 40) -> AddEvidence:
    now = opened.overview.as_of
    return AddEvidence(Evidence(0, number, now.date() - timedelta(days=ago), "Backlog up", now))


def margins(opened: Opened) -> AddSeries:
    series = FigureSeries(0, About(opened.listed[1]), "own_margin", "Own margin", "%")
    return AddSeries(series, (Figure(0, 0, LONG_AGO, 28.5, LONG_AGO, opened.overview.as_of),))


def actions_of(menu: QMenu) -> list[QAction]:
    """Return the actions of a menu and of the menus in it."""
    inner = [each.menu() for each in menu.actions()]
    found = [one for each in inner if isinstance(each, QMenu) for one in each.actions()]
    return [*menu.actions(), *found]


def test_evidence_appears_with_its_edit_goes_with_undo_and_on_every_kind_of_chart(
    charted: Opened, qtbot: QtBot
) -> None:
    edit(charted, qtbot, claim(charted))
    edit(charted, qtbot, evidence(charted, claim_id(charted, qtbot)))
    assert len(evidence_on(charted)) == 1
    panel = panel_of(charted)
    for options in (Options(quantity=Quantity.CAP), Options(size=BarSize.WEEK), Options()):
        with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
            panel.choose(options)
        assert len(evidence_on(charted)) == 1
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        charted.desk.undo()
    qtbot.waitUntil(lambda: not evidence_on(charted), timeout=10_000)


def test_a_click_on_evidence_opens_its_claim(charted: Opened, qtbot: QtBot) -> None:
    edit(charted, qtbot, AddTheme("A theme of this test"))
    themes = read(charted, qtbot, all_themes)
    about = About(theme_id=next(each.id for each in themes if each.name.startswith("A theme of")))
    edit(charted, qtbot, claim(charted, about))
    edit(charted, qtbot, evidence(charted, claim_id(charted, qtbot)))
    panel = panel_of(charted)
    (mark,) = evidence_on(charted)
    panel._parts._open_mark(mark)
    thesis = charted.desk.thesis.panel
    assert thesis is not None
    qtbot.waitUntil(lambda: thesis.about == about, timeout=10_000)
    assert thesis.page_name is PageName.CLAIMS


def test_figures_are_chosen_in_the_menu_of_the_indicators_and_follow_their_edits(
    charted: Opened, qtbot: QtBot
) -> None:
    edit(charted, qtbot, margins(charted))
    panel, menu = panel_of(charted), QMenu()
    qtbot.addWidget(menu)
    panel._parts.fill_studies(menu)
    action = next(each for each in actions_of(menu) if each.text() == "Own margin (%)")
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        action.trigger()
    number = panel.options.figures[0]
    assert [each.values.tolist() for each in drawn(charted).figures] == [[28.5]]
    panes = len(panel.chart.canvas.panes)
    newer = Figure(0, 0, LONG_AGO, 28.9, LONG_AGO + timedelta(days=30), charted.overview.as_of)
    edit(charted, qtbot, PutFigures(number, (newer,)))
    assert drawn(charted).figures[0].values.tolist() == [28.9]
    assert len(panel.chart.canvas.panes) == panes
    edit(charted, qtbot, RemoveSeries(number))
    assert len(panel.chart.canvas.panes) == panes - 1
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        charted.desk.undo()
    qtbot.waitUntil(lambda: len(panel.chart.canvas.panes) == panes, timeout=10_000)


def test_chosen_figures_are_remembered_and_those_of_another_company_wait(
    charted: Opened, qtbot: QtBot
) -> None:
    edit(charted, qtbot, margins(charted))
    series = own_offer(charted)
    panel = panel_of(charted)
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        panel.choose(replace(panel.options, figures=(series.id,)))
    state = panel.save_state()
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        charted.window.watchlist.select_company(charted.listed[2])
    assert drawn(charted).figures == ()
    panel.restore_state(state)
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        charted.window.watchlist.select_company(charted.listed[1])
    assert [each.series.name for each in drawn(charted).figures] == ["Own margin"]


def test_the_legend_opens_the_page_of_the_figures(charted: Opened, qtbot: QtBot) -> None:
    edit(charted, qtbot, margins(charted))
    panel_of(charted)._parts._open_figures(own_offer(charted))
    thesis = charted.desk.thesis.panel
    assert thesis is not None
    assert thesis.page_name is PageName.FIGURES
    assert thesis.about == About(charted.listed[1])
