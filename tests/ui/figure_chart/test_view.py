"""An evidence series on its own: where points stand, what is told of them, and how it looks."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency
from gridwatch.ui.appearance import DARK, LIGHT, Tones
from gridwatch.ui.figure_chart.view import FigureView
from gridwatch.ui.look import Look
from gridwatch.ui.phrases import Phrases

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MARGIN = FigureSeries(1, About(company_id=1), "gross_margin", "Gross margin", "%")
BACKLOG = FigureSeries(2, About(company_id=1), "backlog", "Backlog", "bn CNY")
QUARTERS = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31))


def look_of(tones: Tones = LIGHT, language: str = "en") -> Look:
    return Look(language, "light", Phrases(language, base_currency="CNY"), tones)


def figure(on: date, value: float | None, number: int = 0, **more: object) -> Figure:
    known = more.pop("known_on", on + timedelta(days=28))
    return Figure(number, 1, on, value, known, NOW, **more)  # type: ignore[arg-type]


def figures() -> tuple[Figure, ...]:
    """Return four quarters, the second one revised, and a forecast with a band."""
    values = (27.1, 27.5, 28.25, 29.0)
    return (
        *(
            figure(on, value, at)
            for at, (on, value) in enumerate(zip(QUARTERS, values, strict=True))
        ),
        figure(QUARTERS[1], 27.9, 10, known_on=date(2025, 10, 1)),
        figure(date(2026, 3, 31), 30.0, 11, low=29.0, high=31.5, forecast=True),
    )


@pytest.fixture
def view(qtbot: QtBot) -> FigureView:
    made = FigureView(look_of())
    qtbot.addWidget(made)
    made.resize(460, 240)
    made.show_series(MARGIN, figures())
    return made


def picture(view: FigureView, ratio: float = 1.0) -> QImage:
    image = QImage(
        round(view.width() * ratio), round(view.height() * ratio), QImage.Format.Format_RGB32
    )
    image.setDevicePixelRatio(ratio)
    view.render(image)
    return image


def pixels(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_days_and_values_stand_in_their_order_within_the_room(view: FigureView) -> None:
    plot = view.plot
    assert plot is not None
    xs = [plot.x(on) for on in QUARTERS]
    assert xs == sorted(xs)
    assert plot.rect.left() < xs[0] < xs[-1] < plot.rect.right()
    assert plot.y(31.5) >= plot.rect.top() - 1e-6  # the edge of the band is in view as well
    assert plot.y(27.1) <= plot.rect.bottom() + 1e-6
    assert plot.y(29) < plot.y(28)
    assert 4 <= len(plot.ticks) <= 6


def test_the_card_tells_value_and_what_was_known_before(view: FigureView) -> None:
    view.point_at(QUARTERS[1])
    assert view.told == (
        "30 Jun 2025",
        "27.9%",
        "Known on 1 Oct 2025",
        "Before: 27.5% (known on 28 Jul 2025)",
    )


def test_the_card_of_a_forecast_says_so_and_tells_its_band(view: FigureView) -> None:
    view.point_at(date(2026, 3, 31))
    assert view.told == ("31 Mar 2026", "30% (29 – 31.5%)", "Forecast of 28 Apr 2026")


def test_the_pointer_tells_of_the_nearest_figure_and_a_click_picks_it(
    view: FigureView, qtbot: QtBot
) -> None:
    plot = view.plot
    assert plot is not None
    at = QPoint(round(plot.x(QUARTERS[2])) + 3, 100)
    with qtbot.waitExposed(view):
        view.show()
    with qtbot.waitSignal(view.pointed) as pointed:
        QTest.mouseMove(view, at)
    with qtbot.waitSignal(view.picked) as picked:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert pointed.args == picked.args == [QUARTERS[2]]
    assert view.told[1] == "28.25%"


def test_the_arrow_keys_go_from_figure_to_figure_and_escape_ends_it(view: FigureView) -> None:
    told = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_End):
        QTest.keyClick(view, key)
        told.append(view.told[0])
    assert told == ["31 Mar 2025", "31 Mar 2025", "30 Jun 2025", "31 Mar 2026"]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.told == ()


def test_a_withdrawn_figure_is_gone_and_so_is_what_was_told_of_it(view: FigureView) -> None:
    view.point_at(QUARTERS[3])
    gone = figure(QUARTERS[3], None, 12, known_on=date(2026, 5, 1))
    view.show_series(MARGIN, (*figures(), gone))
    assert view.told == ()
    view.point_at(QUARTERS[3])
    assert view.told == ()


def test_what_is_told_stays_where_a_newer_reading_still_has_it(view: FigureView) -> None:
    view.point_at(QUARTERS[0])
    newer = figure(QUARTERS[0], 26.5, 13, known_on=date(2026, 2, 1))
    view.show_series(MARGIN, (*figures(), newer))
    assert view.told[1] == "26.5%"


@pytest.mark.parametrize(("tones", "language"), [(LIGHT, "en"), (DARK, "zh_CN")])
def test_it_takes_colours_and_language(view: FigureView, tones: Tones, language: str) -> None:
    view.restyle(look_of(tones, language))
    view.point_at(QUARTERS[0])
    assert view.told[0] == ("2025-03-31" if language == "zh_CN" else "31 Mar 2025")
    assert QColor(tones.base).rgb() in pixels(picture(view))
    assert "29.0" not in view.accessibleDescription()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_the_grid_is_one_sharp_pixel_at_every_scale(view: FigureView, ratio: float) -> None:
    plot = view.plot
    assert plot is not None
    image, grid = picture(view, ratio), QColor(LIGHT.grid).rgb()
    x = round((plot.rect.left() + 1) * ratio)
    rows = [y for y in range(image.height()) if image.pixel(x, y) == grid]
    assert len(rows) == len(plot.ticks)


def test_several_series_share_the_axis_and_the_card(view: FigureView) -> None:
    other = FigureSeries(3, About(theme_id=1), "margin", "Peers", "%")
    view.show_several(((MARGIN, figures()), (other, (figure(QUARTERS[0], 22.0),))))
    view.point_at(QUARTERS[0])
    assert view.told == ("31 Mar 2025", "Gross margin  27.1%", "Peers  22%")
    plot = view.plot
    assert plot is not None
    assert plot.ticks[0] <= 22


def test_nothing_is_said_in_words(view: FigureView) -> None:
    drawn = pixels(picture(view))
    view.show_series(BACKLOG, ())
    assert view.plot is None
    assert pixels(picture(view)) != drawn
    assert view.accessibleDescription() == ""
    view.clear()
    assert view.plot is None


def test_a_single_figure_has_room_around_it(view: FigureView) -> None:
    view.show_series(BACKLOG, (figure(QUARTERS[0], 0.0),))
    plot = view.plot
    assert plot is not None
    assert plot.rect.left() + 50 < plot.x(QUARTERS[0]) < plot.rect.right() - 50
    assert plot.ticks[0] < 0 < plot.ticks[-1]


def test_ten_thousand_days_are_a_stroke_that_leaves_out_no_extreme(view: FigureView) -> None:
    daily = FigureSeries(4, About(theme_id=1), "tokens", "Tokens", "tn", Frequency.DAY)
    first = date(1990, 1, 1)
    many = [figure(first + timedelta(days=each), 10.0, each + 1) for each in range(10_000)]
    many[5000] = figure(first + timedelta(days=5000), 90.0, 5001)
    view.show_series(daily, many)
    plot, image = view.plot, picture(view)
    assert plot is not None
    x, y = plot.x(many[5000].on), plot.y(80)
    near = {image.pixel(round(x) + shift, round(y)) for shift in (-1, 0, 1)}
    assert near - {QColor(LIGHT.base).rgb(), QColor(LIGHT.grid).rgb()}


def test_a_dense_line_has_its_bands_its_gaps_and_what_is_only_expected(view: FigureView) -> None:
    daily = FigureSeries(4, About(theme_id=1), "tokens", "Tokens", "tn", Frequency.DAY)
    first, bare = date(2010, 1, 1), figure(date(2017, 1, 1), 10.0, 5000)
    counted = [figure(first + timedelta(days=each), 10.0, each) for each in range(1000)]
    expected = [
        figure(
            date(2018, 1, 1) + timedelta(days=each), 10.0, 6000 + each, low=5.0, high=20.0,
            forecast=True,
        )
        for each in range(1000)
    ]  # fmt: skip
    view.show_series(daily, (*counted, bare, *expected))
    plot, image = view.plot, picture(view)
    assert plot is not None

    def colour(on: date, value: float) -> int:
        return image.pixel(round(plot.x(on)), round(plot.y(value)))

    ground, grid = QColor(LIGHT.base).rgb(), QColor(LIGHT.grid).rgb()
    solid, gap = colour(date(2011, 1, 1), 10.0), colour(date(2015, 6, 1), 10.0)
    guess, band = colour(date(2019, 6, 1), 10.0), colour(date(2019, 6, 1), 18.0)
    assert len({solid, gap, guess, band, ground, grid}) == 6
    assert colour(date(2011, 1, 1), 18.0) in {ground, grid}
    again = picture(view)
    assert again == image  # what was kept of the first time is what is drawn


def test_it_is_drawn_without_numpy() -> None:
    program = (
        "import sys, gridwatch.ui.figure_chart.view;"
        " print(*({'numpy', 'pyqtgraph'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert done.stdout.split() == []
