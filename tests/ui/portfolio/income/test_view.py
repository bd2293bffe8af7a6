"""The income: paid and expected apart, sums that add up, offers booked or dismissed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gridwatch.services.portfolio.choice_edits import Dismiss
from gridwatch.services.portfolio.income_reading import IncomeReading, Yield
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.portfolio.views import Income, Offer
from gridwatch.ui.portfolio.income.calendar import (
    Basis,
    Stretch,
    amount_of,
    bars_of,
    stretches,
    sum_of,
)
from gridwatch.ui.portfolio.income.rows import income_rows, offer_rows
from gridwatch.ui.portfolio.income.view import IncomeView
from gridwatch.ui.portfolio.trail.opening import Number
from tests.ui.portfolio.worths import (
    NAMING,
    TODAY,
    dividend_offer,
    incomes,
    look_of,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Make = Callable[..., IncomeView]


def reading(
    offers: tuple[Offer, ...] = (), some: tuple[Income, ...] | None = None
) -> IncomeReading:
    told = incomes() if some is None else some
    return IncomeReading(TODAY, "CHF", told, {1: Yield(0.021, 0.012)}, offers)


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(
        offers: tuple[Offer, ...] = (), language: str = "en", theme: str = "light"
    ) -> IncomeView:
        view = IncomeView(look_of(language, theme))
        qtbot.addWidget(view)
        view.resize(900, 700)
        view.show_income(reading(offers), NAMING)
        view.show()
        return view

    return made


# Sums


def test_bars_hold_all_that_is_paid_and_expected() -> None:
    wanted = stretches(incomes(), TODAY, None)
    bars = bars_of(incomes(), wanted, Basis.NET)
    paid = sum(each.net or 0.0 for each in incomes() if not each.expected)
    assert sum(each.paid for each in bars) == pytest.approx(paid)
    assert sum(each.expected for each in bars) == pytest.approx(1110.0)
    assert wanted[-1] == Stretch(2026, 7)


def test_a_long_past_is_shown_by_years_and_one_year_by_months() -> None:
    old = (*incomes(), Income(date(2010, 5, 1), 1, 5.0, 0.0, 5.0))
    assert stretches(old, TODAY, None) == [Stretch(each) for each in range(2010, 2027)]
    assert stretches(old, TODAY, 2025) == [Stretch(2025, each) for each in range(1, 13)]


def test_of_what_is_expected_nobody_knows_the_tax() -> None:
    expected = Income(TODAY, 1, 100.0, None, None, expected=True)
    assert amount_of(expected, Basis.NET) == 100.0
    paid = replace(expected, expected=False)
    assert amount_of(paid, Basis.NET) is None
    assert sum_of((expected, paid), Basis.NET) is None


def test_an_unknown_payment_is_no_zero() -> None:
    unknown = Income(date(2025, 1, 5), 1, None, None, None)
    (bar,) = bars_of((unknown,), [Stretch(2025)], Basis.NET)
    assert bar.unknown
    rows = income_rows((unknown,), [Stretch(2025)], Basis.NET, {}, "CHF", NAMING, look_of())
    assert rows[0].cells[1].text == rows[-1].cells[1].text == "n/a"


def test_rows_add_up_and_what_is_expected_stands_apart() -> None:
    wanted = [Stretch(2024), Stretch(2025), Stretch(2026)]
    rows = income_rows(incomes(), wanted, Basis.NET, {}, "CHF", NAMING, look_of())
    texts = [[each.text for each in row.cells] for row in rows]
    assert texts[0][:6] == ["NARI Technology", "810.00", "810.00", "270.00", "1,890.00", "980.00"]
    assert texts[2][0] == "Interest"
    for column in (1, 2, 3, 4, 5):
        values = [row.values[column] for row in rows[:-1]]
        known = [each for each in values if isinstance(each, float)]
        assert float(texts[-1][column].replace(",", "")) == pytest.approx(sum(known))


def test_a_month_ahead_is_muted() -> None:
    wanted = [Stretch(2026, each) for each in range(1, 13)]
    rows = income_rows(incomes(), wanted, Basis.NET, {}, "CHF", NAMING, look_of())
    nari = next(row for row in rows if row.cells[0].text == "NARI Technology")
    assert (nari.cells[2].tone, nari.cells[6].tone) == ("text", "muted")
    assert nari.opening(2) is not None
    assert nari.opening(6) is None


# The view


def test_taxes_are_told_with_or_without(qtbot: QtBot, make: Make) -> None:
    view = make()
    before = view.model.cell(0, 1).text
    view.basis_box.setCurrentIndex(view.basis_box.findData(Basis.GROSS))
    view.basis_box.activated.emit(1)
    assert (before, view.model.cell(0, 1).text) == ("810.00", "900.00")
    again = make()
    again.restore_state(view.save_state())
    assert again.basis is Basis.GROSS


def test_a_bar_leads_to_the_months_of_its_year(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.bars.setFocus()
    QTest.keyClick(view.bars, Qt.Key.Key_Left)
    QTest.keyClick(view.bars, Qt.Key.Key_Return)
    assert view.year == 2026
    assert view.model.columnCount() == 1 + 12 + 4
    assert view.bars.words(view.bars._bars[5]).startswith(
        "June 2026: 0.00\N{NO-BREAK SPACE}CHF paid"
    )


def test_a_sum_opens(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.table.setCurrentIndex(view.model.index(0, 1))
    with qtbot.waitSignal(view.trail_wanted) as asked:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    opening = asked.args[0]
    assert (opening.number, opening.security_id) == (Number.INCOME, 1)
    assert opening.period.last == date(2024, 12, 31)


# Offers


def test_an_offer_is_booked_as_it_is(qtbot: QtBot, make: Make) -> None:
    offer = dividend_offer()
    view = make((offer,))
    with qtbot.waitSignal(view.edited) as edited:
        QTest.keyClick(view.offer_table, Qt.Key.Key_Return)
    assert edited.args == [AddTransactions(offer.transactions)]


def test_several_offers_are_one_edit(qtbot: QtBot, make: Make) -> None:
    offers = (dividend_offer(), dividend_offer("dividend:1:2025-01-20", 10))
    view = make(offers)
    view.offer_table.selectAll()
    assert not view.look_at.isEnabled()
    with qtbot.waitSignal(view.edited) as edited:
        view.book.click()
    assert len(edited.args[0].transactions) == 2


def test_an_offer_is_dismissed_by_its_key(qtbot: QtBot, make: Make) -> None:
    view = make((dividend_offer(),))
    with qtbot.waitSignal(view.edited) as edited:
        QTest.keyClick(view.offer_table, Qt.Key.Key_Delete)
    assert edited.args == [Dismiss(frozenset({"dividend:1:2026-01-20"}))]


def test_an_offer_is_looked_at_before_it_is_booked(qtbot: QtBot, make: Make) -> None:
    offer = dividend_offer()
    view = make((offer,))
    with qtbot.waitSignal(view.asked_transaction) as asked:
        view.look_at.click()
    assert asked.args == [offer.transactions[0]]


def test_a_split_can_be_dismissed_but_not_booked(qtbot: QtBot, make: Make) -> None:
    split = Offer("split:1:2026-01-02", 1, date(2026, 1, 2), None, (3, 2))
    view = make((split,))
    assert view.offers.cell(0, 2).text == "Split 3:2"
    assert not view.book.isEnabled()
    assert view.dismiss.isEnabled()


def test_offers_tell_amount_and_account() -> None:
    (row,) = offer_rows((dividend_offer(),), NAMING, look_of())
    assert [each.plain for each in row.cells[1:]] == [
        "NARI Technology",
        "0.1200 CNY",
        "4,000",
        "480.00 CNY",
        "Depot Zürich",
    ]


def test_no_income_is_said_and_offers_stay(qtbot: QtBot, make: Make) -> None:
    view = make()
    view.show_income(reading((dividend_offer(),), ()), NAMING)
    assert view.table.isHidden()
    assert view.empty.text().startswith("No dividends or interest")
    assert not view.offer_table.isHidden()


@pytest.mark.parametrize(("language", "theme"), [("de", "dark"), ("zh_CN", "light")])
def test_it_is_drawn_in_every_look(qtbot: QtBot, make: Make, language: str, theme: str) -> None:
    view = make((dividend_offer(),), language, theme)
    picture = view.grab().toImage()
    assert len({picture.pixel(x, 200) for x in range(0, picture.width(), 2)}) > 2
