"""The trades in the window: sorted, narrowed and added up; what opens, where they lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gridwatch.services.portfolio.trade_reading import TradesReading, TradeState
from gridwatch.services.portfolio.trades import Trade
from gridwatch.services.portfolio.views import Gap, Missing
from gridwatch.ui.portfolio.place import TRANSACTIONS, Place
from gridwatch.ui.portfolio.trades.page import TradesPage
from gridwatch.ui.portfolio.trades.rows import trade_columns
from gridwatch.ui.portfolio.trades.view import TradesView
from gridwatch.ui.portfolio.trail.opening import Number
from tests.ui.portfolio.stand import DEPOT, ENERGY, Stand
from tests.ui.portfolio.worths import NAMING, TODAY, look_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Make = Callable[..., TradesView]
COLUMN = {each.id: place for place, each in enumerate(trade_columns())}
SOLD = Trade(
    1, 1, date(2024, 3, 1), date(2025, 3, 1), Decimal(100), 900.0, 1200.0, 250.0, 50.0, 365,
    0.3333, (1, 2), ((date(2024, 3, 1), -900.0), (date(2025, 3, 1), 1200.0)),
)  # fmt: skip
LOST = Trade(
    3, 2, date(2026, 1, 5), date(2026, 3, 1), Decimal("2.5"), 80.0, 70.0, -10.0, 0.0, 55,
    -0.58, (3, 4), ((date(2026, 1, 5), -80.0), (date(2026, 3, 1), 70.0)),
)  # fmt: skip
HELD = Trade(
    4, 1, date(2026, 2, 20), None, Decimal(7), 500.0, None, None, None, 13, None, (5,),
    gaps=(Gap(Missing.PRICE, TODAY, 4),),
)  # fmt: skip


def reading(*some: Trade, carried: tuple[tuple[int, int], ...] = ()) -> TradesReading:
    return TradesReading(TODAY, "CHF", some, carried)


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(*some: Trade, language: str = "en", theme: str = "light") -> TradesView:
        view = TradesView(look_of(language, theme))
        qtbot.addWidget(view)
        view.resize(1200, 500)
        view.show_trades(reading(*(some or (HELD, LOST, SOLD))), NAMING)
        view.show()
        return view

    return made


def names(view: TradesView) -> list[str]:
    return [view.model.cell(place, 0).text for place in range(view.model.rowCount())]


def choose(view: TradesView, state: TradeState, period: str = "all") -> None:
    view.state_box.setCurrentIndex(view.state_box.findData(state))
    view.period_box.setCurrentIndex(view.period_box.findData(period))
    view.state_box.activated.emit(0)


def test_a_row_tells_all_of_a_trade_and_the_total_adds_up(make: Make) -> None:
    view = make(LOST, SOLD)
    rows = view.table.rows_of_text()
    assert rows[2] == [
        "NARI Technology", "Depot Zürich", "1 Mar 2024", "1 Mar 2025", "365", "100", "900.00",
        "1,200.00", "+300.00", "+33.3%", "+50.00", "+33.3%",
    ]  # fmt: skip
    assert rows[3][6:] == ["980.00", "1,270.00", "+290.00", "+29.6%", "+50.00", ""]
    tones = [view.model.cell(place, COLUMN["gain"]).tone for place in (0, 1)]
    assert tones == ["fall", "rise"]


def test_what_is_unknown_is_not_added_up_and_is_told(make: Make) -> None:
    view = make()
    still = [view.model.cell(0, COLUMN[each]).text for each in ("closed", "value", "gain", "irr")]
    assert still == ["still open", "n/a", "n/a", "n/a"]
    last = view.model.rowCount() - 1
    assert view.model.cell(last, COLUMN["gain"]).text == "n/a"
    assert view.model.cell(last, COLUMN["cost"]).text == "1,480.00"
    assert view.missing.text() == "Incomplete: no price for Harbin Electric."
    assert "Gain unknown: 1" in view.sums.text()
    choose(view, TradeState.CLOSED)
    assert view.missing.isHidden()
    assert view.model.cell(2, COLUMN["gain"]).text == "+290.00"
    assert view.sums.text() == (
        "Closed trades: 2 · Open trades: 0 · With a gain: 1 · With a loss: 1"
        " · Days held on average: 210"
    )


def test_an_old_price_is_told_where_its_trade_is_shown(make: Make) -> None:
    view = make()
    known = replace(HELD, value=510.0, price_gain=10.0, currency_gain=0.0, gaps=())
    view.show_trades(reading(known, SOLD, carried=((4, 12),)), NAMING)
    assert view.missing.text() == "Old prices: Harbin Electric (12 days)."
    choose(view, TradeState.CLOSED)
    assert view.missing.isHidden()


def test_numbers_sort_and_the_total_stays_last(make: Make) -> None:
    view = make()
    view.table._sort(COLUMN["gain"])
    assert names(view) == ["NARI Technology", "Siemens Energy", "Harbin Electric", "Total"]
    view.table._sort(COLUMN["gain"])
    assert names(view) == ["Siemens Energy", "NARI Technology", "Harbin Electric", "Total"]


def test_state_and_period_narrow_and_are_remembered(make: Make) -> None:
    view = make()
    choose(view, TradeState.OPEN)
    assert names(view) == ["Harbin Electric", "Total"]
    choose(view, TradeState.CLOSED, "year")
    assert names(view) == ["Siemens Energy", "Total"]
    again = make()
    again.restore_state(view.save_state())
    assert names(again) == ["Siemens Energy", "Total"]
    again.restore_state({"state": "gone", "period": "?"})
    assert again.state is TradeState.CLOSED


def test_nothing_to_show_is_said_in_words(make: Make, qtbot: QtBot) -> None:
    fresh = TradesView(look_of())
    qtbot.addWidget(fresh)
    assert fresh.table.empty.text() == "Reading the trades…"
    view = make(SOLD)
    choose(view, TradeState.OPEN)
    assert view.table.empty.text() == "There are no such trades in this period."
    assert view.model.rowCount() == 0
    view.show_trades(reading(), NAMING)
    assert view.table.empty.text().startswith("No securities were bought")


def test_every_number_opens_and_a_name_leads_to_its_transactions(make: Make, qtbot: QtBot) -> None:
    view = make()
    view.table.setCurrentIndex(view.model.index(2, COLUMN["value"]))
    with qtbot.waitSignal(view.trail_wanted) as asked:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    opening = asked.args[0]
    assert (opening.number, opening.security_id, opening.account_id, opening.trade) == (
        Number.VALUE, 1, 1, 2,
    )  # fmt: skip
    assert (opening.title, opening.text) == ("NARI Technology: Proceeds or value", "1,200.00")
    opened = [view.model.row_at(0).opening(place) for place in range(12)]  # type: ignore[union-attr]
    assert [each.trade for each in opened if each is not None] == [0] * 7
    view.table.setCurrentIndex(view.model.index(2, 0))
    with qtbot.waitSignal(view.listed) as listed:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert listed.args == [1]
    with qtbot.waitSignal(view.listed) as listed:
        view.table.doubleClicked.emit(view.model.index(2, 0))
    assert listed.args == [1]
    menu = view.table.row_menu()
    assert [each.isEnabled() for each in menu.actions()] == [False, True, True]


def test_the_total_leads_nowhere(make: Make, qtbot: QtBot) -> None:
    view = make()
    view.table.setCurrentIndex(view.model.index(view.model.rowCount() - 1, 0))
    with qtbot.assertNotEmitted(view.listed):
        view.table.enter()


def test_rows_are_copied_as_a_table(make: Make) -> None:
    view = make()
    view.table.setCurrentIndex(view.model.index(1, 0))
    view.table.copy_rows()
    heading, row = QGuiApplication.clipboard().text().splitlines()
    assert heading.split("\t")[0] == "Security"
    assert row.split("\t")[8:10] == ["-10.00", "-12.5%"]


@pytest.mark.parametrize(("language", "theme"), [("de", "dark"), ("zh_CN", "light")])
def test_it_is_drawn_in_every_look(make: Make, language: str, theme: str) -> None:
    view = make(language=language, theme=theme)
    picture = view.grab().toImage()
    rows = range(60, 140, 3)
    assert len({picture.pixel(x, y) for y in rows for x in range(0, picture.width(), 5)}) > 2


def test_the_page_reads_the_book_and_opens_what_a_sale_was_made_of(stand: Stand) -> None:
    page = stand.page(TradesPage(stand.session, stand.look))
    view = page.view
    stand.wait(lambda: view.model.rowCount() == 4)
    assert names(view) == ["GE Vernova", "Siemens Energy", "Siemens Energy", "Total"]
    assert view.model.cell(2, COLUMN["cost"]).text == "308.88"
    assert view.model.cell(2, COLUMN["value"]).text == "399.00"
    view.table.setCurrentIndex(view.model.index(2, COLUMN["gain"]))
    view.table.ask()
    pane = view.trail
    assert pane is not None
    stand.wait(pane.copy.isEnabled)
    with stand.qtbot.waitSignal(page.opened) as opened:
        view.table.list_current()
    assert opened.args == [Place(TRANSACTIONS, security_id=ENERGY)]


def test_the_page_follows_an_edit(stand: Stand) -> None:
    from gridwatch.services.portfolio.ledger_edits import RemoveTransactions

    page = stand.page(TradesPage(stand.session, stand.look))
    stand.wait(lambda: page.view.model.rowCount() == 4)
    sale = stand.stored()[-1]
    assert (sale.account_id, sale.security_id) == (DEPOT, ENERGY)
    stand.edit(RemoveTransactions((sale.id,)))
    stand.wait(lambda: page.view.model.rowCount() == 3)
    stand.undo()
    stand.wait(lambda: page.view.model.rowCount() == 4)
