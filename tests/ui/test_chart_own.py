"""Own trades and own cost on the charts of a window: they come and go with edits of the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMenu

from gridwatch import wire
from gridwatch.domain.charting import Mark, MarkKind
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.edits import Edit, apply
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.store.database import open_user
from gridwatch.ui.chart.controls.mark_menu import fill_marks
from gridwatch.ui.chart.options import Options, options_of, text_of
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gridwatch.domain.series import Series
    from gridwatch.ui.chart.panel import ChartPanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


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


def trades_on(opened: Opened) -> list[Mark]:
    return [each for each in drawn(opened).marks if each.kind is MarkKind.TRADE]


def edit(opened: Opened, qtbot: QtBot, *edits: Edit) -> None:
    for each in edits:
        with qtbot.waitSignal(opened.desk.series_shown, timeout=20_000):
            opened.desk.edit(each)


def purchase(opened: Opened) -> tuple[Edit, ...]:
    """Return the edits that buy 100 shares of the company on the chart, at 2.50."""
    listing = opened.overview.companies[opened.listed[1]].company.primary_listing
    bought = Transaction(
        0, Kind.BUY, opened.overview.as_of.date() - timedelta(days=30), account_id=1, security_id=1,
        quantity=Decimal(100), gross=Decimal(250), currency=listing.currency, net=Decimal(250),
    )  # fmt: skip
    return (
        AddAccount(Account(0, "Depot", AccountKind.SECURITIES, listing.currency)),
        AddSecurity(Security(0, "Mine", listing.currency, listing.symbol)),
        AddTransactions((bought,)),
    )


def test_a_purchase_appears_with_its_edit_goes_with_undo_and_opens_its_transaction(
    charted: Opened, qtbot: QtBot
) -> None:
    edit(charted, qtbot, *purchase(charted))
    (mark,) = trades_on(charted)
    cost = drawn(charted).cost
    assert cost is not None
    assert cost.quantity == 100
    assert cost.share == pytest.approx(2.5)
    panel = panel_of(charted)
    assert "2.50" in panel.chart.canvas.accessibleDescription()
    with qtbot.waitSignal(charted.desk._charts.trade_opened) as caught:
        panel._parts._open_mark(mark)
    assert caught.args == [mark.reference] == [1]
    shown = charted.desk.portfolio.panel
    assert shown is not None
    qtbot.waitUntil(lambda: shown.page_name == "transactions", timeout=10_000)
    panel.choose(replace(panel.options, cost=False))
    assert panel.chart.canvas.accessibleDescription() == ""
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        charted.desk.undo()
    qtbot.waitUntil(lambda: not trades_on(charted), timeout=10_000)
    assert drawn(charted).cost is None


def test_what_another_process_has_booked_comes_with_its_news(charted: Opened, qtbot: QtBot) -> None:
    user = open_user(charted.session.profile.user_db)
    for each in purchase(charted):
        apply(user, each, datetime.now(UTC))
    user.close()
    with qtbot.waitSignal(charted.desk.series_shown, timeout=20_000):
        charted.desk._take(wire.Changed(targets=(0,)))
    assert len(trades_on(charted)) == 1


def test_both_are_switched_in_the_menu_of_the_chart_and_remembered() -> None:
    menu, chosen = QMenu(), list[Options]()
    fill_marks(menu, Options(), chosen.append)
    rows = {each.text(): each for each in menu.actions()}
    for name in ("Own trades", "Own cost"):
        assert rows[name].isChecked()
        rows[name].trigger()
    assert chosen == [Options(trades=False), Options(cost=False)]
    assert [options_of(text_of(each)) for each in chosen] == chosen
    assert options_of('{"trades": 0, "cost": "no"}') == Options()
