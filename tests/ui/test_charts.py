"""The charts of a window: opened, pinned, closed, remembered, read only when they have to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from gridwatch import wire
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.charting import Quantity
from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind
from gridwatch.runtime.link import Link
from gridwatch.services.drawing_edits import AddDrawing
from gridwatch.ui.chart.layers.notice import NoticeWords
from gridwatch.ui.chart.signs.fetching import Fetching
from gridwatch.ui.charts import MOST, ChartDock
from gridwatch.ui.look import look_now
from gridwatch.ui.memory import Memory
from gridwatch.ui.window import Window
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from gridwatch.places import Profile
    from gridwatch.ui.chart.panel import ChartPanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def charted(opened: Opened, qtbot: QtBot) -> Opened:
    """Give a window whose chart shows the second company."""
    opened.window.watchlist.select_company(opened.listed[1])
    with qtbot.waitSignal(opened.desk.series_shown, timeout=20_000):
        opened.desk.start_charts({})
    return opened


def panel_of(opened: Opened, key: str = "chart") -> ChartPanel:
    panel = opened.window.charts[key].panel
    assert panel is not None
    return panel


def shown(opened: Opened, key: str = "chart") -> int:
    view = panel_of(opened, key).view
    return view.company.id if view is not None else 0


def more(opened: Opened, qtbot: QtBot) -> ChartDock:
    """Open one more chart and wait until it shows its company."""
    with qtbot.waitSignal(opened.desk.series_shown, timeout=20_000):
        opened.window.actions_["chart"].trigger()
    return list(opened.window.charts)[-1]


def select(opened: Opened, qtbot: QtBot, company: int) -> None:
    with qtbot.waitSignal(opened.desk.series_shown, timeout=20_000):
        opened.window.watchlist.select_company(company)


def test_a_new_chart_stands_before_the_first_one_and_follows(charted: Opened, qtbot: QtBot) -> None:
    dock = more(charted, qtbot)
    assert dock.key == "chart-2"
    assert dock in charted.window.tabifiedDockWidgets(charted.window.charts.first)
    assert dock.windowTitle() == "Chart 2"
    assert shown(charted, "chart-2") == charted.listed[1]
    select(charted, qtbot, charted.listed[2])
    assert shown(charted, "chart-2") == charted.listed[2]
    # The one behind is read when it comes to the front.
    assert shown(charted) == charted.listed[1]
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        charted.window.charts.first.raise_()
    assert shown(charted) == charted.listed[2]


def test_a_pinned_chart_stays_with_its_company_and_says_so(charted: Opened, qtbot: QtBot) -> None:
    panel_of(charted).header._pin.click()
    name = charted.overview.companies[charted.listed[1]].company.name
    assert charted.window.charts.first.windowTitle() == f"Chart · {name}"
    charted.window.watchlist.select_company(charted.listed[3])
    qtbot.wait(200)
    assert shown(charted) == charted.listed[1]
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        panel_of(charted).header._pin.click()
    assert shown(charted) == charted.listed[3]
    assert charted.window.charts.first.windowTitle() == "Chart"


def test_a_chart_of_a_company_that_is_gone_follows_again(charted: Opened, qtbot: QtBot) -> None:
    panel = panel_of(charted)
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        panel.choose(replace(panel.options, company=987_654))
    assert panel.options.company == 0
    assert shown(charted) == charted.listed[1]


def test_a_closed_chart_is_gone_and_the_first_forgets_what_it_shows(
    charted: Opened, qtbot: QtBot
) -> None:
    more(charted, qtbot).close()
    assert [each.key for each in charted.window.charts] == ["chart"]
    charted.window.charts.first.close()
    assert panel_of(charted).chart.series is None
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        charted.window.charts.first.toggleViewAction().trigger()
    assert panel_of(charted).chart.series is not None


def test_there_is_an_end_to_new_charts(charted: Opened, qtbot: QtBot) -> None:
    for _ in range(MOST + 2):
        charted.window.actions_["chart"].trigger()
    assert len(list(charted.window.charts)) == MOST
    qtbot.wait(100)


def test_charts_are_remembered(
    charted: Opened, app: QApplication, qtbot: QtBot, filled: Profile
) -> None:
    more(charted, qtbot)
    pinned = panel_of(charted, "chart-2")
    pinned.choose(replace(pinned.options, range="3M", company=charted.listed[4]))
    charted.window.remember(Memory(filled.layout))
    memory = Memory(filled.layout)
    other = Window(filled, look_now(app, charted.overview.preferences, "en", "light"))
    qtbot.addWidget(other)
    other.show_overview(charted.overview)
    other.restore(memory)
    assert [each.key for each in other.charts] == ["chart", "chart-2"]
    assert other.charts["chart-2"] in other.tabifiedDockWidgets(other.charts.first)
    other.add_charts(memory.texts_of("charts"))
    restored = other.charts["chart-2"].panel
    assert restored is not None
    assert restored.options == pinned.options
    # It is behind and has read nothing yet, but it says with whom it stays.
    assert restored.view is None
    name = charted.overview.companies[charted.listed[4]].company.name
    assert other.charts["chart-2"].windowTitle() == f"Chart 2 · {name}"
    other.lay_out()
    assert not other.charts["chart-2"].isFloating()


def test_damaged_memory_opens_no_strange_docks(opened: Opened) -> None:
    many = [f"chart-{number}" for number in range(2, 50)]
    opened.window.charts.prepare(["chart-1", "chart-x", "watchlist", "../chart-2", *many])
    keys = [each.key for each in opened.window.charts]
    assert len(keys) == MOST
    assert keys[1] == "chart-2"
    opened.window.add_charts({"chart": "{{{", "chart-2": '{"range": 7}'})
    assert panel_of(opened, "chart-2").options.range == "1Y"


# What is read, and what the collector is told.


def test_a_quote_moves_the_last_bar_and_reads_nothing(charted: Opened, qtbot: QtBot) -> None:
    company = charted.listed[1]
    view = charted.overview.companies[company]
    assert view.quote is not None
    price = round(view.quote.price * 1.01, 2)
    newer = replace(view, quote=replace(view.quote, price=price))
    companies = {**charted.overview.companies, company: newer}
    with qtbot.assertNotEmitted(charted.session.series_read, wait=300):
        charted.desk._show_overview(replace(charted.overview, companies=companies))
    series = panel_of(charted).chart.series
    assert series is not None
    assert series.candles.close[-1] == price


@pytest.mark.parametrize(
    "changed",
    [
        lambda symbol: wire.Changed(bars=(symbol,)),
        lambda symbol: wire.Changed(shares=(symbol,)),
        lambda symbol: wire.Changed(intraday=(symbol,)),
    ],
)
def test_only_charts_that_are_concerned_are_read_again(
    charted: Opened, qtbot: QtBot, changed: Callable[[str], wire.Changed]
) -> None:
    own, other = (charted.overview.companies[each].company.primary for each in charted.listed[1:3])
    with qtbot.assertNotEmitted(charted.session.series_read, wait=300):
        charted.desk._take(changed(other))
    with qtbot.waitSignal(charted.session.series_read, timeout=20_000):
        charted.desk._take(changed(own))
    panel = panel_of(charted)
    with qtbot.waitSignal(charted.session.series_read, timeout=20_000):
        panel.choose(replace(panel.options, compared=(other,)))
    with qtbot.waitSignal(charted.session.series_read, timeout=20_000):
        charted.desk._take(changed(other))


def test_the_collector_is_told_what_can_be_seen(charted: Opened, qtbot: QtBot) -> None:
    desk, panel = charted.desk._charts, panel_of(charted)
    company = charted.overview.companies[charted.listed[1]].company
    primary, own = company.primary, tuple(each.symbol for each in company.listings)
    assert desk.on_screen() == wire.Show(own)
    segment = charted.overview.companies[charted.listed[2]].company.segment
    panel.choose(replace(panel.options, range="1D", compared=("^HSI", f"segment:{segment}")))
    told = desk.on_screen()
    assert told.charts == (wire.Chart(primary, "1m"),)
    members = {
        each.company.primary
        for each in charted.overview.companies.values()
        if each.company.segment == segment
    }
    assert {"^HSI", *own, *members} == set(told.symbols)
    charted.window.hide()
    assert desk.on_screen() == wire.Show(())
    charted.window.show()
    assert desk.on_screen() == told


def test_sizes_are_told_as_they_are_fetched(charted: Opened) -> None:
    panel = panel_of(charted)
    panel.choose(replace(panel.options, size=BarSize.HALF_HOUR))
    (chart,) = charted.desk._charts.on_screen().charts
    assert chart.size == "5m"


def test_an_answer_to_an_older_question_is_not_shown(charted: Opened, qtbot: QtBot) -> None:
    panel = panel_of(charted)
    panel.choose(replace(panel.options, quantity=Quantity.CAP))
    panel.choose(replace(panel.options, quantity=Quantity.PRICE, currency="USD"))
    quantities = []
    panel.chart.canvas.framed.connect(
        lambda: quantities.append(panel.chart.series and panel.chart.series.quantity)
    )
    qtbot.waitUntil(
        lambda: panel.chart.series is not None and panel.chart.series.currency == "USD",
        timeout=20_000,
    )
    assert Quantity.CAP not in quantities


def test_bars_that_cannot_be_read_stay_and_are_read_again(charted: Opened, qtbot: QtBot) -> None:
    panel, store = panel_of(charted), charted.session._profile.market_db
    before = panel.chart.series
    assert before is not None
    panel.chart.canvas.ask(100, 200)
    view = panel.chart.canvas.view
    away = store.rename(store.with_name("elsewhere.db"))
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        charted.desk._charts._want(charted.window.charts["chart"])
    assert panel.chart.series is not None
    assert panel.chart.series.candles is before.candles
    assert panel.chart.canvas.view == view
    away.rename(store)
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        charted.desk._charts.show_overview(charted.overview)
    assert panel.chart.series.candles is not before.candles
    # Another company's prices never stand in for those that can't be read.
    store.rename(away)
    select(charted, qtbot, charted.listed[2])
    assert panel.chart.series is None


# Drawings.


def test_a_drawing_is_stored_shown_and_undone(charted: Opened, qtbot: QtBot) -> None:
    company = charted.listed[1]
    series = panel_of(charted).chart.series
    assert series is not None
    anchor = Anchor(int(series.candles.stamps[-20]), float(series.candles.close[-20]))
    drawing = Drawing(
        0,
        company,
        DrawingKind.HORIZONTAL,
        (anchor,),
        Quantity.PRICE,
        series.currency,
        date(2026, 3, 2),
    )
    drawings = panel_of(charted)._parts.drawings()
    panel_of(charted).edited.emit(AddDrawing(drawing))
    qtbot.waitUntil(lambda: drawings.any_drawn, timeout=20_000)
    charted.window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: not drawings.any_drawn, timeout=20_000)


def test_a_click_on_a_crossing_shows_it_in_the_log(charted: Opened, qtbot: QtBot) -> None:
    firings = charted.window.firings
    assert firings is not None
    charted.session.read_firings()
    qtbot.waitUntil(lambda: firings._model.rowCount() > 0)
    first = firings._model.firing(0)
    assert first is not None
    charted.window.dock("firings").hide()
    panel_of(charted).firing_opened.emit(first.id)
    assert charted.window.dock("firings").isVisible()
    assert firings.table.currentIndex().row() == 0


def test_an_empty_chart_says_where_nothing_fetches(charted: Opened, qtbot: QtBot) -> None:
    panel = panel_of(charted)
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        panel.choose_range("1D")
    words = next(each for each in panel.chart.main.layers if isinstance(each, NoticeWords))
    assert words.words[0].startswith("Fetching 1-minute")
    link = Link(["no-such-program"], charted.desk)
    charted.desk.start_link(link)
    qtbot.waitUntil(lambda: words.words[0] == "Fetching is interrupted")
    link.received.emit(wire.Refused("locked", ""))
    assert words.words[0] == "No prices within the day yet"
    added = more(charted, qtbot)
    assert added.panel is not None
    assert added.panel._parts._fetching is Fetching.ELSEWHERE
    link.received.emit(wire.Hello(1, 1, "yahoo", simulated=False))
    assert words.words[0].startswith("Fetching 1-minute")
