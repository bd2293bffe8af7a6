"""The pages of worth and return with a real profile: read, edited and undone, opened, weighed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.places import Profile
from gridwatch.services.edits import apply
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity
from gridwatch.services.portfolio.choice_edits import SetAllocation
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.portfolio.views import Dimension
from gridwatch.store.database import open_user
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.watchlists import all_watchlists
from gridwatch.ui.portfolio.holdings.columns import PLACES as PLACES_HELD
from gridwatch.ui.portfolio.holdings.page import HoldingsPage
from gridwatch.ui.portfolio.income.page import IncomePage
from gridwatch.ui.portfolio.panel import PortfolioPanel
from gridwatch.ui.portfolio.performance.page import PerformancePage
from gridwatch.ui.portfolio.place import ACCOUNTS, AskImport, AskTransaction, Place
from gridwatch.ui.watchlist.columns import PLACES
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@dataclass
class Kept:
    """What was stored: the first company of the list, held since a year ago."""

    company: int
    name: str
    currency: str


@pytest.fixture
def owned(filled: Profile) -> Kept:
    """Book a deposit and a purchase of the first company of the first list."""
    user = open_user(filled.user_db)
    now = datetime.now().astimezone()
    number = all_watchlists(user)[0].companies[0]
    company = all_companies(user)[number]
    currency = company.listings[0].currency or "CNY"
    bought = date.today() - timedelta(days=200)  # noqa: DTZ011 - the day of the book
    apply(user, AddAccount(Account(0, "Cash", AccountKind.CASH, currency)), now)
    depot = Account(0, "Depot", AccountKind.SECURITIES, currency, cash_id=1)
    apply(user, AddAccount(depot), now)
    apply(user, AddSecurity(Security(0, company.name, currency, company.primary)), now)
    paid = Decimal(10_000)
    deposit = Transaction(
        0,
        Kind.DEPOSIT,
        bought - timedelta(days=1),
        cash_id=1,
        gross=2 * paid,
        currency=currency,
        net=2 * paid,
    )
    purchase = Transaction(0, Kind.BUY, bought, 2, 1, 1, Decimal(100), paid, currency, net=paid)
    apply(user, AddTransactions((deposit, purchase)), now)
    user.close()
    return Kept(number, company.name, currency)


@pytest.fixture
def panel(owned: Kept, opened: Opened, qtbot: QtBot) -> PortfolioPanel:
    """Give the panel of a window whose profile owns something."""
    opened.desk.portfolio.open()
    made = opened.desk.portfolio.panel
    assert made is not None
    return made


def holdings(panel: PortfolioPanel, qtbot: QtBot) -> HoldingsPage:
    page = panel.bring("holdings")
    assert isinstance(page, HoldingsPage)
    qtbot.waitUntil(lambda: page.view.model.rowCount() > 1)
    return page


def test_what_is_held_is_valued_from_the_market(
    qtbot: QtBot, panel: PortfolioPanel, owned: Kept
) -> None:
    view = holdings(panel, qtbot).view
    assert view.model.index(0, 0).data() == owned.name
    assert view.head.missing.text() == ""
    assert view.head.value.figure.text.endswith(owned.currency)
    value = view.model.line(0)
    assert value is not None
    assert value.figures.value is not None
    assert value.figures.value > 0


def test_a_number_opens_through_the_book(qtbot: QtBot, panel: PortfolioPanel) -> None:
    view = holdings(panel, qtbot).view
    view.table.setCurrentIndex(view.model.index(0, PLACES_HELD["cost"]))
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    pane = view.trail
    assert pane is not None
    qtbot.waitUntil(pane.copy.isEnabled)
    pane.tree.setCurrentIndex(pane.tree.model().index(0, 0))
    with qtbot.waitSignal(panel.opened) as opened:
        QTest.keyClick(pane, Qt.Key.Key_Return)
    assert opened.args == [Place("transactions", (2,))]


def test_grouping_by_account_reads_each_account(qtbot: QtBot, panel: PortfolioPanel) -> None:
    view = holdings(panel, qtbot).view
    view.grouping_box.setCurrentIndex(3)
    qtbot.waitUntil(lambda: view.model.index(0, 0).data() == "Depot")


def test_all_numbers_of_a_period_are_read(qtbot: QtBot, panel: PortfolioPanel) -> None:
    page = panel.bring("performance")
    assert isinstance(page, PerformancePage)
    qtbot.waitUntil(lambda: len(page.view.numbers.views) == 4)
    told = {row.figure.caption: row.figure.text for row in page.view.numbers.views[2].rows}
    assert told["TTWROR"] != "n/a"
    assert page.view.benchmark_box.count() > 5
    page.view.choose_benchmark("000300.SS")
    page.view.wanted.emit()
    qtbot.waitUntil(lambda: len(page.view.numbers.views[2].rows) == 6)


def test_a_target_is_stored_undone_and_made_again(
    qtbot: QtBot, panel: PortfolioPanel, opened: Opened
) -> None:
    from gridwatch.ui.portfolio.allocation.page import AllocationPage

    page = panel.bring("allocation")
    assert isinstance(page, AllocationPage)
    view = page.view
    qtbot.waitUntil(lambda: view.model.rowCount() > 1)
    key = next(
        each for each in (view.model.row(0), view.model.row(1)) if each and "cash" not in each
    )

    def target() -> str:
        place = view.model.place_of(key)
        return "" if place is None else view.model.cell(place, 3).text

    view.edited.emit(SetAllocation(Dimension.SEGMENT, {key: Decimal("0.4")}))
    qtbot.waitUntil(lambda: target() == "40.0%")
    assert view.trade_words.text()
    opened.desk.undo()
    qtbot.waitUntil(lambda: target() == "")
    opened.desk.redo()
    qtbot.waitUntil(lambda: target() == "40.0%")


def test_income_is_read_and_an_offer_can_be_looked_at(qtbot: QtBot, panel: PortfolioPanel) -> None:
    page = panel.bring("income")
    assert isinstance(page, IncomePage)
    qtbot.waitUntil(lambda: page.view._shown is not None)
    one = Transaction(0, Kind.DIVIDEND, date(2026, 1, 2), 2, 1, 1, currency="CNY")
    with qtbot.waitSignal(page.asked) as asked:
        page.view.asked_transaction.emit(one)
    assert asked.args == [AskTransaction(one)]


def test_without_an_account_the_holdings_lead_to_the_accounts(qtbot: QtBot, opened: Opened) -> None:
    opened.desk.portfolio.open()
    panel = opened.desk.portfolio.panel
    assert panel is not None
    page = panel.bring("holdings")
    assert isinstance(page, HoldingsPage)
    qtbot.waitUntil(lambda: not page.view.begin.isHidden() and bool(page.view.begin.text()))
    with qtbot.waitSignal(page.opened) as wanted:
        page.view.begun.emit()
    assert wanted.args == [Place(ACCOUNTS)]
    page.asked.disconnect()  # the wizard has tests of its own
    with qtbot.waitSignal(page.asked) as asked:
        page.view.brought.emit()
    assert asked.args == [AskImport()]


def test_the_watchlist_weighs_what_is_held_once_its_column_is_shown(
    qtbot: QtBot, owned: Kept, opened: Opened
) -> None:
    table = opened.window.watchlist.table
    opened.desk.weights.begin()
    column = PLACES["weight"]
    model = opened.window.watchlist._model

    def weight(company: int) -> str:
        place = model.place_of(company)
        return "" if place is None else model.cell(place, column).text

    assert weight(owned.company) == ""
    table.header_bar.choose(column, shown=True)
    qtbot.waitUntil(lambda: weight(owned.company).endswith("%"))
    others = [each for each in opened.listed if each != owned.company]
    assert all(weight(each) == "" for each in others)


def test_the_history_of_a_benchmark_is_asked_for_while_it_is_chosen(
    qtbot: QtBot, panel: PortfolioPanel, opened: Opened
) -> None:
    desk = opened.desk.portfolio
    page = panel.bring("performance")
    assert isinstance(page, PerformancePage)
    box, begins = page.view.benchmark_box, Qt.MatchFlag.MatchStartsWith
    qtbot.waitUntil(lambda: box.findText("Segment", begins) > 0)
    assert desk.symbols() == ()
    page.view.choose_benchmark("000300.SS")
    with qtbot.waitSignal(desk.looked):
        box.activated.emit(box.currentIndex())
    assert desk.symbols() == ("000300.SS",)
    box.setCurrentIndex(box.findText("Segment", begins))
    companies = opened.overview.companies.values()
    primaries = {each.company.primary for each in companies}
    assert set(desk.symbols()) <= primaries
    assert desk.symbols()
