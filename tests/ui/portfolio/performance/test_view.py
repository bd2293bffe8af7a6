"""The performance as a whole: numbers that add up and open, a curve by keys, months, parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from gridwatch.domain.problem import Problem
from gridwatch.services.portfolio.choice_edits import PutPeriod, RemovePeriod
from gridwatch.services.portfolio.performance import Performance
from gridwatch.services.portfolio.views import Dimension, Period
from gridwatch.store.user.portfolio_choices import SavedPeriod
from gridwatch.ui.portfolio.performance.contribution_rows import contribution_rows
from gridwatch.ui.portfolio.performance.month_map import MonthMap, month_period
from gridwatch.ui.portfolio.performance.period_bar import PeriodBar
from gridwatch.ui.portfolio.performance.statement import statement_rows, statements
from gridwatch.ui.portfolio.performance.value_chart import Mode, ValueChart
from gridwatch.ui.portfolio.performance.view import PerformanceView
from gridwatch.ui.portfolio.trail.opening import Number
from tests.ui.portfolio.worths import (
    NAMING,
    TODAY,
    contributions,
    line_of,
    look_of,
    measured,
    months,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Make = Callable[..., PerformanceView]


def performance(begun: date | None = date(2023, 1, 2)) -> Performance:
    return Performance(
        measured(),
        line_of(365),
        months(),
        contributions(),
        Dimension.SEGMENT,
        begun,
        line_of(365, 9).growth,
        "CSI 300",
    )


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(language: str = "en", theme: str = "light") -> PerformanceView:
        view = PerformanceView(look_of(language, theme))
        qtbot.addWidget(view)
        view.resize(1000, 900)
        view.show_performance(performance(), NAMING)
        view.show()
        return view

    return made


# Numbers


def test_the_parts_of_the_gain_add_up_on_screen() -> None:
    _, gain, _, _ = statements(measured(), look_of())
    told = [float(each.text.replace(",", "").replace("−", "-")) for each in gain.figures]
    assert sum(told[:-1]) == pytest.approx(told[-1])
    worth = statements(measured(), look_of())[0]
    told = [float(each.text.replace(",", "").replace("−", "-")) for each in worth.figures]
    assert sum(told[:-1]) == pytest.approx(told[-1])


def test_what_is_unknown_reads_so_in_every_statement() -> None:
    nothing = replace(
        measured(), begin=None, gain=None, ttwror=None, irr=None, drawdown=None, inflow=float("nan")
    )
    told = {caption: text for _, caption, text in statement_rows(statements(nothing, look_of()))}
    for caption in ("At the beginning", "Gain", "TTWROR", "IRR", "Deepest fall", "Paid in"):
        assert told[caption] == "n/a"


def test_a_fall_says_when() -> None:
    _, _, _, risk = statements(measured(), look_of())
    assert risk.figures[-1].tip == (
        "From 2 Jun 2025 to 20 Aug 2025, made good on 3 Nov 2025. The longest took 154 days."
    )


def test_a_benchmark_is_told_with_the_difference() -> None:
    assert "CSI 300" not in [row[1] for row in statement_rows(statements(measured(), look_of()))]
    rows = statement_rows(statements(measured(), look_of(), "CSI 300"))
    assert ["Return", "CSI 300", "+12.10%"] in rows
    assert ["Return", "Excess return", "+6.24%"] in rows


def test_every_number_opens_by_click_and_by_return(qtbot: QtBot, make: Make) -> None:
    view = make()
    rows = [row for each in view.numbers.views for row in each.rows]
    assert len(rows) > 15
    for row in rows:
        with qtbot.waitSignal(view.trail_wanted) as asked:
            QTest.keyClick(row, Qt.Key.Key_Return)
        assert asked.args[0].text == row.figure.text
    with qtbot.waitSignal(view.trail_wanted):
        QTest.mouseClick(rows[0], Qt.MouseButton.LeftButton)


# Contributions


def test_contributions_add_up_to_the_total_row() -> None:
    rows = contribution_rows(contributions(), measured(), NAMING, look_of())
    assert rows[-1].total
    assert rows[-1].cells[5].text == rows[-1].cells[6].text == "+18.34%"
    assert [row.cells[0].text for row in rows[:-1]] == [
        "Turbines",
        "Relays and automation",
        "Switchgear",
    ]


def test_one_unknown_contribution_makes_the_sum_unknown() -> None:
    some = (*contributions()[:2], replace(contributions()[2], contribution=None))
    rows = contribution_rows(some, measured(), NAMING, look_of())
    assert rows[-1].cells[5].text == "n/a"
    assert rows[-2].cells[0].text == "Switchgear"


def test_a_contribution_opens(qtbot: QtBot, make: Make) -> None:
    view = make()
    index = view.model.index(0, 5)
    view.parts.setCurrentIndex(index)
    with qtbot.waitSignal(view.trail_wanted) as asked:
        QTest.keyClick(view.parts, Qt.Key.Key_Return)
    opening = asked.args[0]
    assert (opening.number, opening.dimension, opening.key) == (
        Number.CONTRIBUTION,
        Dimension.SEGMENT,
        "turbine",
    )


def test_the_total_stays_below_when_parts_are_sorted(qtbot: QtBot, make: Make) -> None:
    view = make()
    for column in ("name", "gain", "irr"):
        for falling in (True, False):
            view.model.arrange(column, falling=falling)
            assert view.model.index(view.model.rowCount() - 1, 0).data() == "Total"


# The curve


def test_the_arrow_keys_tell_of_single_days(qtbot: QtBot) -> None:
    chart = ValueChart(look_of())
    qtbot.addWidget(chart)
    line = line_of(400)
    chart.show_line(line, "CHF")
    assert chart.told.startswith(" 5 Mar 2026")
    with qtbot.waitSignal(chart.pointed) as pointed:
        QTest.keyClick(chart, Qt.Key.Key_Left)
    assert pointed.args == [date(2026, 3, 4)]
    QTest.keyClick(chart, Qt.Key.Key_Home)
    with qtbot.waitSignal(chart.picked) as picked:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert picked.args == [date(2025, 1, 30)]


def test_a_day_of_the_curve_opens_its_value(qtbot: QtBot, make: Make) -> None:
    view = make()
    QTest.keyClick(view.chart, Qt.Key.Key_End)
    with qtbot.waitSignal(view.trail_wanted) as asked:
        QTest.keyClick(view.chart, Qt.Key.Key_Return)
    assert asked.args[0].period == Period(TODAY, TODAY)
    assert asked.args[0].title == "Value on 5 Mar 2026"


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_drawings_are_painted(qtbot: QtBot, mode: Mode, theme: str) -> None:
    chart = ValueChart(look_of(theme=theme))
    qtbot.addWidget(chart)
    chart.resize(600, 280)
    chart.show_line(line_of(300), "CHF", line_of(300, 9).growth, "CSI 300")
    chart.show_mode(mode)
    picture = chart.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(0, 600, 3) for y in range(0, 280, 3)}
    assert len(colours) > 5
    assert ("CSI 300" in chart.told) is (mode is Mode.RETURN)


def test_nothing_to_draw_is_said(qtbot: QtBot) -> None:
    chart = ValueChart(look_of())
    qtbot.addWidget(chart)
    chart.grab()
    assert not chart.told
    QTest.keyClick(chart, Qt.Key.Key_Left)


def test_a_curve_without_any_known_value_is_drawn_empty(qtbot: QtBot) -> None:
    chart = ValueChart(look_of())
    qtbot.addWidget(chart)
    line = line_of(60)
    unknown = np.full(60, np.nan)
    chart.show_line(replace(line, value=unknown, growth=unknown, invested=unknown), "CHF")
    for mode in Mode:
        chart.show_mode(mode)
        chart.grab()
    assert "n/a" in chart.told


def test_moving_along_twenty_years_draws_the_curve_once(qtbot: QtBot) -> None:
    chart = ValueChart(look_of())
    qtbot.addWidget(chart)
    chart.resize(1000, 300)
    chart.show_line(line_of(7300), "CHF")
    with qtbot.waitExposed(chart):
        chart.show()
    chart.repaint()
    picture = chart._picture
    assert picture is not None
    for row in range(0, 1000, 50):
        chart.point_at(row)
        chart.repaint()
    assert chart._picture is picture
    chart.resize(800, 300)
    chart.repaint()
    assert chart._picture is not picture


# Months


def test_a_month_is_picked_by_keys_as_a_period(qtbot: QtBot) -> None:
    chosen = MonthMap(look_of())
    qtbot.addWidget(chosen)
    chosen.show_months(months(), look_of())
    QTest.keyClick(chosen, Qt.Key.Key_Down)  # from the year 2026 to 2025
    with qtbot.waitSignal(chosen.picked) as picked:
        QTest.keyClick(chosen, Qt.Key.Key_Return)
    assert picked.args[0] == Period(date(2024, 12, 31), date(2025, 12, 31))
    QTest.keyClick(chosen, Qt.Key.Key_Left)
    with qtbot.waitSignal(chosen.picked) as picked:
        QTest.keyClick(chosen, Qt.Key.Key_Return)
    assert picked.args[0] == month_period(2025, 12)
    assert chosen.accessibleDescription().startswith("December 2025:")


def test_an_unknown_month_is_told_as_unknown(qtbot: QtBot) -> None:
    chosen = MonthMap(look_of())
    qtbot.addWidget(chosen)
    chosen.show_months(months(), look_of())
    assert "July 2024: n/a" in chosen.words()


def test_a_clicked_month_becomes_the_period(qtbot: QtBot, make: Make) -> None:
    view = make()
    with qtbot.waitSignal(view.wanted):
        view.months.picked.emit(month_period(2025, 6))
    chosen = view.period_bar.choice()
    assert chosen(TODAY, date(2023, 1, 2)) == Period(date(2025, 5, 31), date(2025, 6, 30))


# Periods


def test_saved_periods_are_offered_kept_and_forgotten(qtbot: QtBot) -> None:
    bar = PeriodBar(look_of())
    qtbot.addWidget(bar)
    bar.show_saved((SavedPeriod(4, "Since the fall", date(2025, 4, 8)),))
    bar.choose("saved:4")
    assert bar.choice()(TODAY, None) == Period(date(2025, 4, 7), TODAY)
    assert not bar.forget.isHidden()
    with qtbot.waitSignal(bar.edited) as edited:
        bar.forget.click()
    assert edited.args == [RemovePeriod(4)]
    bar.show_saved(())
    assert bar.key == "all"


def test_two_days_are_typed_and_saved_under_a_name(qtbot: QtBot) -> None:
    bar = PeriodBar(look_of())
    qtbot.addWidget(bar)
    bar.choose("free")
    bar.first.setDate(QDate(2025, 1, 1))
    with qtbot.waitSignal(bar.chosen):
        bar.last.setDate(QDate(2025, 12, 31))
    assert bar.choice()(TODAY, None) == Period(date(2024, 12, 31), date(2025, 12, 31))
    with qtbot.waitSignal(bar.edited) as edited:
        bar.save("Last year")
    saved = SavedPeriod(0, "Last year", date(2025, 1, 1), date(2025, 12, 31))
    assert edited.args == [PutPeriod(saved)]


def test_the_choice_is_remembered(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.offer_benchmarks((("^GSPC", "S&P 500"), ("segment:relay", "Relays")))
    view.choose_benchmark("^GSPC")
    view.period_bar.choose("1y")
    view.modes[Mode.RETURN].click()
    again = make()
    again.restore_state(view.save_state())
    again.offer_benchmarks((("^GSPC", "S&P 500"),))
    assert again.benchmark == "^GSPC"
    assert again.period_bar.key == "1y"
    assert again.chart.mode is Mode.RETURN
    again.restore_state({"mode": "?", "period": "?", "dimension": "?"})
    assert again.chart.mode is Mode.RETURN


# The whole


def test_without_transactions_it_says_so(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.show_performance(performance(begun=None), NAMING)
    assert view.chart.isHidden()
    assert view.empty.text().startswith("There are no transactions here yet.")
    fresh = PerformanceView(look_of())
    qtbot.addWidget(fresh)
    assert fresh.empty.text() == "Computing the performance…"


@pytest.mark.parametrize("width", [420, 700, 1400])
def test_statements_stand_side_by_side_as_there_is_room(
    qtbot: QtBot, make: Make, width: int
) -> None:
    view = make()
    view.resize(width, 800)
    least = 1 if width < 500 else 2
    columns = view.numbers.columns_for(view.numbers.width())
    assert least <= columns <= width // 150
    assert columns == 4 or width < 1400


def test_long_german_words_leave_the_figures_whole(qtbot: QtBot, make: Make) -> None:
    view = make("de", "dark")
    view.resize(420, 800)
    for each in view.numbers.views:
        for row in each.rows:
            assert row.width() >= row.fontMetrics().horizontalAdvance(row.figure.text)


def test_a_benchmark_that_is_not_known_says_why(qtbot: QtBot, make: Make) -> None:
    view = make()
    assert not view.missing.isVisible()
    unknown = replace(performance(), measured=replace(measured(), benchmark=None, excess=None))
    view.show_performance(unknown, NAMING)
    assert view.missing.text() == "The history of CSI 300 does not cover the whole period."
    note = Problem("compared_without_history", "No history of {name} is stored.", name="CSI 300")
    view.show_performance(replace(unknown, notes=(note,)), NAMING)
    assert view.missing.isVisible()
    assert "CSI 300" in view.missing.text()
    assert "fetched" in view.missing.text()
