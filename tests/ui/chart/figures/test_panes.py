"""Evidence series beside the prices: panes, places, legends, the room after the last bar."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QMenu

from gridwatch.domain.bars import day_number, day_of
from gridwatch.domain.figure_line import FigureLine, FigureOffer
from gridwatch.domain.series import Series
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import FigureSeries, Frequency
from gridwatch.ui.appearance import DARK
from gridwatch.ui.chart.engine.pane import Pane
from gridwatch.ui.chart.figures.menu import fill_figures
from gridwatch.ui.chart.figures.panes import FigurePanes
from gridwatch.ui.chart.options import Study
from gridwatch.ui.chart.study.buttons import Button
from gridwatch.ui.chart.study.legend import Legend
from gridwatch.ui.chart.study.studies import Studies
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.drawn import COUNT, FIRST_DAY, Drawn, series

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

MARGIN = FigureSeries(4, About(company_id=1), "gross_margin", "Gross margin", "%")
POWER = FigureSeries(9, About(theme_id=2), "dc", "Data centres", "TWh", Frequency.YEAR)
OFFERS = (FigureOffer(MARGIN), FigureOffer(POWER, "Power & grid"))
LAST = FIRST_DAY + COUNT - 1


def line_of(
    one: FigureSeries,
    rows: dict[int, float],
    *,
    bands: dict[int, tuple[float, float]] | None = None,
    expected: tuple[int, ...] = (),
    former: dict[int, float] | None = None,
    late: int = 0,
) -> FigureLine:
    """Make a line of values by bar, known `late` days after their period, if not expected."""
    bars = np.array(sorted(rows), dtype=np.int64)
    bands, former = bands or {}, former or {}
    days = bars + FIRST_DAY
    return FigureLine(
        one,
        days,
        np.array([rows[each] for each in bars.tolist()], dtype=np.float64),
        np.array([bands.get(each, (math.nan, 0))[0] for each in bars.tolist()]),
        np.array([bands.get(each, (0, math.nan))[1] for each in bars.tolist()]),
        np.where(np.isin(bars, expected), FIRST_DAY, days + late),
        np.isin(bars, expected),
        np.array([former.get(each, math.nan) for each in bars.tolist()]),
        days,
    )


MARGINS = line_of(
    MARGIN,
    {20: 27.0, 110: 28.5, 200: 28.0, 290: 29.25, COUNT + 40: 31.0},
    bands={COUNT + 40: (30.0, 32.5)},
    expected=(COUNT + 40,),
    former={200: 27.5},
    late=15,
)
POWERS = line_of(POWER, {-300: 300.0, 65: 340.0, COUNT + 130: 400.0}, expected=(COUNT + 130,))


def noted(*lines: FigureLine, offers: tuple[FigureOffer, ...] = OFFERS) -> Series:
    return replace(series(10e9), figures=lines, offers=offers)


def said(bar: int) -> str:
    return Phrases("en", base_currency="CNY").day(day_of(FIRST_DAY + bar))


class Stand(Drawn):
    """A chart with chosen series, and what the part told."""

    def __init__(self, qtbot: QtBot, *chosen: int, shown: Series | None = None) -> None:
        super().__init__(qtbot, tall=800)
        self.told: list[tuple[int, ...]] = []
        self.opened: list[FigureSeries] = []
        self.figures = FigurePanes(self.chart, self.told.append, self.opened.append)
        self.figures.set_chosen(chosen)
        self.show(self.figures, shown if shown is not None else noted(MARGINS, POWERS))

    @property
    def panes(self) -> list[Pane]:
        return self.chart.canvas.panes[2:]  # after the prices and the pane of the stand

    def words(self, pane: int = 0) -> str:
        legend = self.legend(pane)
        texts = [legend.entries[0].name, *(text for text, _ in legend.figures[0])]
        return " ".join(texts).replace("\N{NO-BREAK SPACE}", " ")

    def legend(self, pane: int = 0) -> Legend:
        return next(each for each in self.panes[pane].layers if isinstance(each, Legend))

    def click(self, button: Button, pane: int = 0) -> None:
        corner, legend = self.panes[pane].rect.topLeft(), self.legend(pane)
        self.move(legend.covers()[0].topLeft() + QPointF(6, 6) + corner)
        at = legend.button_place(0, button).center() + corner
        self.press(at)
        self.release(at)

    def picture(self) -> QImage:
        return self.chart.canvas.grab().toImage()


def test_each_chosen_series_has_a_pane_in_their_order(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 9, 4)
    assert [stand.legend(each).entries[0].name for each in (0, 1)] == [
        "Data centres",
        "Gross margin",
    ]
    frame = stand.panes[1].frame
    assert frame is not None
    assert frame.bottom < 27.0
    assert 29.25 < frame.top < 33


def test_without_a_choice_nothing_is_added(qtbot: QtBot) -> None:
    stand = Stand(qtbot)
    assert stand.panes == []
    assert stand.chart.canvas.ahead == 0


def test_a_choice_waits_for_its_figures_and_goes_at_once(qtbot: QtBot) -> None:
    stand = Stand(qtbot, shown=noted())
    stand.figures.set_chosen((4,))
    assert stand.panes == []
    stand.chart.show_series(noted(MARGINS))
    assert len(stand.panes) == 1
    stand.figures.set_chosen(())
    assert stand.panes == []


def test_a_series_that_is_gone_takes_its_pane_along_and_comes_back_with_it(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4, 9)
    stand.chart.show_series(noted(POWERS))
    assert [stand.words(each).split(" ")[0] for each in range(len(stand.panes))] == ["Data"]
    stand.chart.show_series(noted(MARGINS, POWERS))
    assert len(stand.panes) == 2
    stand.chart.show_series(None)
    assert stand.panes == []


def test_points_stand_where_their_periods_end(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4)
    stand.chart.show_range("MAX")
    placed = stand.figures._shown[0].placed
    assert placed.bars.tolist() == [20, 110, 200, 290, pytest.approx(COUNT + 40)]
    frame, points = stand.panes[0].frame, stand.figures._shown[0].points
    assert frame is not None
    at = [point.x() for point, _, _ in points._points]
    assert at[:4] == pytest.approx([frame.x(each) for each in (20, 110, 200, 290)])
    assert [revised for _, revised, _ in points._points] == [False, False, True, False, False]


def test_what_ended_before_the_first_bar_is_not_there(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 9)
    assert stand.figures._shown[0].line.values.tolist() == [340.0, 400.0]


def test_the_legend_tells_the_last_period_that_is_over(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4)
    expected = {
        10: "Gross margin",
        20: f"Gross margin 27% {said(20)} known on {said(35)}",
        109: f"Gross margin 27% {said(20)}",
        124: f"Gross margin 28.5% {said(110)} known on {said(125)}",
        125: f"Gross margin 28.5% {said(110)}",
        230: f"Gross margin 28% {said(200)} before 27.5%",
    }
    for bar, words in expected.items():
        stand.chart.point_at(bar)
        assert stand.words() == words


def test_without_a_pointer_it_tells_of_the_last_bar_in_view(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4)
    assert stand.words().startswith("Gross margin 29.25%")
    stand.chart.canvas.place(20, 130)
    assert stand.words().startswith("Gross margin 28.5%")


def test_what_is_expected_can_be_gone_to_and_is_told_there(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4)
    canvas = stand.chart.canvas
    assert canvas.ahead == pytest.approx(41)
    canvas.ask(250, 900)
    view, frame = canvas.view, stand.panes[0].frame
    assert view is not None
    assert frame is not None
    assert COUNT + 40 < view.right < COUNT + 60
    at = QPointF(frame.x(COUNT + 42), 50) + stand.panes[0].rect.topLeft()
    stand.move(at)
    assert stand.words() == f"Gross margin 31% (30 – 32.5%) {said(COUNT + 40)} forecast"
    stand.figures.set_chosen(())
    assert canvas.view is not None
    assert canvas.view.right < view.right - 30


def test_the_chosen_range_does_not_move_for_what_is_expected(qtbot: QtBot) -> None:
    plain, stand = Stand(qtbot), Stand(qtbot, 4)
    for each in (plain, stand):
        each.chart.show_range("3M")
    assert plain.chart.canvas.view == stand.chart.canvas.view


def test_a_band_is_tinted_between_its_edges(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4)
    stand.chart.canvas.ask(250, 350)
    frame = stand.panes[0].frame
    assert frame is not None
    (band,) = stand.figures._shown[0].band._polygons
    points = [band.at(each) for each in range(band.size())]
    xs = [point.x() for point in points]
    assert min(xs) == pytest.approx(frame.x(290))
    assert max(xs) == pytest.approx(frame.x(COUNT + 40))
    ys = sorted(point.y() for point in points)
    assert ys[0] == pytest.approx(frame.y(32.5))
    assert ys[-1] == pytest.approx(frame.y(29.25))


def test_the_view_is_as_tall_as_what_is_seen(qtbot: QtBot) -> None:
    steep = line_of(MARGIN, {100: 10.0, 280: 1000.0})
    stand = Stand(qtbot, 4, shown=noted(steep))
    stand.chart.canvas.place(110, 130)
    frame = stand.panes[0].frame
    assert frame is not None
    assert 10 + 30 * 990 / 180 < frame.top < 300


def test_the_last_value_holds_on_where_no_figure_is_in_view(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4, shown=noted(line_of(MARGIN, {20: 27.0})))
    stand.chart.canvas.place(250, 290)
    frame = stand.panes[0].frame
    assert frame is not None
    assert frame.bottom < 27 < frame.top
    assert frame.top - frame.bottom < 5


def test_a_tick_leaves_the_figures_alone(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4)
    shown = noted(MARGINS, POWERS)
    before, placed = stand.picture(), stand.figures._shown[0].placed
    stand.chart.show_tick(shown, COUNT - 1)
    assert stand.figures._shown[0].placed is placed
    assert stand.picture() == before


def test_the_buttons_of_the_legend_take_it_away_and_open_it(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4, 9)
    stand.click(Button.SETTINGS)
    stand.click(Button.REMOVE)
    assert stand.opened == [MARGIN]
    assert stand.told == [(9,)]


def test_another_language_and_other_colours_are_taken(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4)
    tone, before = stand.legend().entries[0].tone, stand.words()
    stand.chart.restyle(Phrases("de", base_currency="CNY"), DARK)
    assert stand.legend().entries[0].tone != tone
    assert before.startswith("Gross margin 29.25%")
    assert stand.words().startswith("Gross margin 29,25")


def test_two_panes_have_two_colours_and_keep_them(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4, 9)
    first, second = (stand.legend(each).entries[0].tone for each in (0, 1))
    assert first != second
    stand.figures.set_chosen((9,))
    assert stand.legend().entries[0].tone == second


def test_they_stand_with_indicators_whatever_comes_first(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4)
    studies = Studies(stand.chart)
    stand.chart.parts.insert(0, studies)
    studies.set_studies((Study("rsi"),))
    stand.figures.set_chosen((4, 9))
    studies.set_studies(())
    assert {stand.words(each).split(" ")[0] for each in range(2)} == {"Gross", "Data"}
    stand.chart.show_series(noted(MARGINS))
    assert len(stand.panes) == 1


def test_a_table_has_the_figures_on_their_bars(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4, 9)
    lines = stand.figures.lines()
    assert list(lines) == ["Gross margin (%)", "Data centres (TWh)"]
    column = lines["Gross margin (%)"]
    assert len(column) == COUNT
    assert {at: column[at] for at in np.flatnonzero(np.isfinite(column)).tolist()} == {
        20: 27.0, 110: 28.5, 200: 28.0, 290: 29.25,
    }  # fmt: skip


def test_the_menu_offers_the_company_then_its_themes(qtbot: QtBot) -> None:
    stand, menu = Stand(qtbot, 9), QMenu()
    qtbot.addWidget(menu)
    fill_figures(menu, stand.figures)
    inner = menu.actions()[0].menu()
    assert isinstance(inner, QMenu)
    words = [(each.text(), each.isChecked(), each.isSeparator()) for each in inner.actions()]
    assert words == [
        ("Gross margin (%)", False, False),
        ("Power && grid", False, True),
        ("Data centres (TWh)", True, False),
    ]
    inner.actions()[0].trigger()
    inner.actions()[2].trigger()
    assert stand.told == [(9, 4), ()]


def test_without_series_the_menu_says_where_they_come_from(qtbot: QtBot) -> None:
    stand, menu = Stand(qtbot, shown=noted(offers=())), QMenu()
    qtbot.addWidget(menu)
    fill_figures(menu, stand.figures)
    inner = menu.actions()[0].menu()
    assert isinstance(inner, QMenu)
    assert [each.isEnabled() for each in inner.actions()] == [False]


def test_a_gap_is_no_link(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 4, shown=noted(line_of(MARGIN, {10: 27.0, 90: 27.5, 280: 29.0})))
    assert stand.figures._shown[0].placed.whole.tolist() == [True, True, False]


def test_dates_after_the_last_bar_are_as_far_off_as_they_are(qtbot: QtBot) -> None:
    stand = Stand(qtbot, 9)
    on = day_of(LAST) + timedelta(days=131)
    assert day_number(on) == int(stand.figures._shown[0].line.days[-1])
    assert stand.figures._shown[0].placed.bars[-1] == pytest.approx(COUNT - 1 + 131)
    assert date(2024, 10, 4) == day_of(FIRST_DAY)
