"""The portfolio as one widget: pages made and read when they are seen, and no sooner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwatch.services.changes import Changes
from gridwatch.ui.portfolio.page import Page
from gridwatch.ui.portfolio.pages import PAGES, PageEntry
from gridwatch.ui.portfolio.panel import PortfolioPanel
from gridwatch.ui.portfolio.place import Choice, Shown
from gridwatch.ui.portfolio.scope_box import offers
from tests.ui.portfolio.stand import ABROAD, DEPOT, DOLLARS, EUROS, Stand

if TYPE_CHECKING:
    from gridwatch.ui.portfolio.place import Place

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Noted(Page):
    """A page that remembers what it was asked for."""

    def read(self) -> None:
        self.reads = [*getattr(self, "reads", []), self.shown]

    def take_prices(self) -> None:
        self.priced = getattr(self, "priced", 0) + 1

    def go_to(self, place: Place) -> None:
        self.gone = place

    def save_state(self) -> dict[str, str]:
        return {"width": "7"}

    def restore_state(self, state: dict[str, str]) -> None:
        self.restored = state


ENTRIES = (PageEntry("one", "One", lambda: Noted), PageEntry("two", "Two", lambda: Noted))


@pytest.fixture
def panel(stand: Stand) -> PortfolioPanel:
    made = PortfolioPanel(stand.session, stand.look, None, ENTRIES)
    stand.qtbot.addWidget(made)
    return made


def page(panel: PortfolioPanel, name: str) -> Noted:
    found = panel.pages[name]
    assert isinstance(found, Noted)
    return found


def test_a_page_is_made_when_it_comes_to_the_front(panel: PortfolioPanel, stand: Stand) -> None:
    assert not panel.pages
    panel.show_names(stand.names())
    assert list(panel.pages) == ["one"]
    assert page(panel, "one").reads == [Shown(Choice(), "EUR")]
    panel.bring("two")
    assert page(panel, "two").reads == [Shown(Choice(), "EUR")]


def test_a_page_behind_reads_what_it_missed_once(panel: PortfolioPanel, stand: Stand) -> None:
    panel.show_names(stand.names())
    panel.bring("two")
    for _ in range(3):
        panel.take_changes(Changes(ledger=True))
    assert len(page(panel, "one").reads) == 1
    assert len(page(panel, "two").reads) == 4
    panel.bring("one")
    assert len(page(panel, "one").reads) == 2
    panel.take_changes(Changes(journal=True))
    assert len(page(panel, "one").reads) == 2


def test_nothing_is_read_while_nobody_looks(panel: PortfolioPanel, stand: Stand) -> None:
    panel.set_seen(False)
    panel.show_names(stand.names())
    assert not panel.pages
    panel.set_seen(True)
    panel.set_seen(False)
    panel.take_changes(Changes(ledger=True))
    panel.take_prices()
    assert len(page(panel, "one").reads) == 1
    panel.set_seen(True)
    assert len(page(panel, "one").reads) == 2
    panel.take_prices()
    assert page(panel, "one").priced == 1


def test_scopes_are_all_groups_accounts_and_those_with_their_cash(stand: Stand) -> None:
    accounts = stand.names().accounts
    told = dict(offers(accounts))
    assert list(told) == [
        "All accounts", "Group: Home", "Group: Abroad", "Euros", "Depot", "Depot with Euros",
        "Dollars", "Broker", "Broker with Dollars", "Staff",
    ]  # fmt: skip
    assert told["Group: Home"].accounts(accounts) == frozenset({EUROS, DEPOT})
    assert told["Broker with Dollars"].accounts(accounts) == frozenset({ABROAD, DOLLARS})
    assert told["Depot"].accounts(accounts) == frozenset({DEPOT})
    assert told["All accounts"].accounts(accounts) is None


def test_a_choice_of_scope_and_currency_is_read_by_the_page_in_front(
    panel: PortfolioPanel, stand: Stand
) -> None:
    panel.show_names(stand.names())
    panel.scope.setCurrentIndex(1)
    panel.scope.activated.emit(1)
    panel.currency.setCurrentIndex(panel.currency.findData("USD"))
    panel.currency.activated.emit(panel.currency.currentIndex())
    last = page(panel, "one").reads[-1]
    assert last == Shown(Choice(group="Home"), "USD", frozenset({EUROS, DEPOT}))


def test_page_scope_and_currency_are_remembered_and_strange_ones_left_out(
    panel: PortfolioPanel, stand: Stand
) -> None:
    panel.show_names(stand.names())
    panel.bring("two")
    panel.show_choice(Choice(account_id=ABROAD, with_cash=True))
    panel.show_currency("USD")
    state = panel.save_state()
    other = PortfolioPanel(stand.session, stand.look, None, ENTRIES)
    stand.qtbot.addWidget(other)
    other.restore_state(state)
    other.show_names(stand.names())
    assert other.page_name == "two"
    assert other.shown == panel.shown
    assert page(other, "two").restored == {"width": "7"}
    assert other.save_state() == state
    other.restore_state({"page": "gone", "account": "99", "currency": "?", "x.y": "1"})
    other.show_names(stand.names())
    assert other.shown == Shown(Choice(), "EUR")


def test_every_page_of_the_table_can_be_made(stand: Stand) -> None:
    made = PortfolioPanel(stand.session, stand.look)
    stand.qtbot.addWidget(made)
    made.show_names(stand.names())
    for entry in PAGES:
        assert made.bring(entry.id).isVisibleTo(made)
        assert entry.title
    made.restyle(stand.look)
    made.leave()
