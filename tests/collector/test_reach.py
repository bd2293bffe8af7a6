"""What is held is fetched like what is followed, as far back as the ledger goes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.collector.needs import read_needs
from gridwatch.collector.reach import all_days, falls_short, wanted_days
from gridwatch.domain.bars import day_of
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.feeds.simulated import SimulatedFeed
from gridwatch.places import resources
from gridwatch.services.edits import apply
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity
from gridwatch.services.portfolio.ledger_edits import AddTransactions, RemoveTransactions
from gridwatch.store.market.bars import bar_days
from gridwatch.store.market.instruments import Instrument, all_instruments
from gridwatch.store.market.quotes import all_quotes
from gridwatch.store.user.accounts import all_accounts
from tests.collector.desk import Desk, one_listing, open_desk
from tests.yahoo_server import Clock
from tests.yahoo_server.generated import SAMPLE_NOW

LONG_AGO = date(2011, 5, 4)
HELD = "PRY.MI"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = Clock(SAMPLE_NOW)
    company = one_listing("601179.SS", "SSE", "CNY", mainland=True)
    feed = SimulatedFeed(lambda: clock.now, resources() / "catalog.toml")
    with closing(open_desk(tmp_path / "profile", feed, clock, [company])) as opened:
        yield opened


def buy(desk: Desk, on: date, symbol: str = HELD) -> int:
    """Buy something that no list knows, and return the account."""
    now = desk.clock.now
    apply(desk.user, AddAccount(Account(0, "Depot", AccountKind.SECURITIES, "SEK")), now)
    apply(desk.user, AddSecurity(Security(0, "Held", "EUR", symbol)), now)
    (account,) = all_accounts(desk.user)
    bought = Transaction(
        0,
        Kind.BUY,
        on,
        account,
        security_id=1,
        quantity=Decimal(3),
        gross=Decimal(60),
        currency="NOK",
        net=Decimal(60),
    )
    apply(desk.user, AddTransactions((bought,)), now)
    return account


def test_what_is_held_is_fetched_back_to_its_first_day(desk: Desk) -> None:
    buy(desk, LONG_AGO)
    desk.round()
    assert HELD in all_quotes(desk.market)
    days = bar_days(desk.market)
    assert day_of(days[HELD][0]) <= LONG_AGO
    # The currencies of the account, of the security and of what was paid, as far back.
    for symbol in ("USDSEK=X", "EURUSD=X", "USDNOK=X"):
        assert day_of(days[symbol][0]) <= LONG_AGO
    assert day_of(days["601179.SS"][0]) > LONG_AGO


def test_the_currency_of_a_charge_is_needed_as_well(desk: Desk) -> None:
    account = buy(desk, LONG_AGO)
    charges = (
        Charge(ChargeKind.FEE, Decimal("1.5"), "EUR"),
        Charge(ChargeKind.TAX, Decimal(2), "GBP"),
    )
    one = Transaction(
        0, Kind.DIVIDEND, LONG_AGO, account, security_id=1, gross=Decimal(9), currency="EUR",
        charges=charges, net=Decimal(5),
    )  # fmt: skip
    assert "GBPUSD=X" not in read_needs(desk.user, desk.market).rates
    apply(desk.user, AddTransactions((one,)), desk.clock.now)
    assert "GBPUSD=X" in read_needs(desk.user, desk.market).rates


def test_an_earlier_purchase_fetches_the_days_before_once(desk: Desk) -> None:
    buy(desk, desk.clock.now.date() - timedelta(days=30))
    desk.round()
    assert day_of(bar_days(desk.market)[HELD][0]) > LONG_AGO
    apply(desk.user, RemoveTransactions((1,)), desk.clock.now)
    buy_again = Transaction(
        0,
        Kind.DELIVERY_IN,
        LONG_AGO,
        1,
        security_id=1,
        quantity=Decimal(1),
        currency="EUR",
    )
    apply(desk.user, AddTransactions((buy_again,)), desk.clock.now)
    account = desk.round()
    assert HELD in account.histories
    assert day_of(bar_days(desk.market)[HELD][0]) <= LONG_AGO
    assert HELD not in desk.round().histories


def test_nothing_held_needs_nothing(desk: Desk) -> None:
    needs = read_needs(desk.user, desk.market)
    assert needs.reach == {}
    assert needs.visitors == {}


def test_a_recent_day_asks_for_no_more_than_the_feed_gives_by_itself(desk: Desk) -> None:
    now = desk.clock.now
    assert all_days(now.date() - timedelta(days=400), now).since is None
    assert all_days(LONG_AGO, now).since == LONG_AGO - timedelta(days=14)
    assert wanted_days(desk.market, "NEW", LONG_AGO, now).whole


def test_a_history_of_before_this_was_noted_reaches_ten_years(desk: Desk) -> None:
    now = desk.clock.now
    fetched = Instrument("X", history_at=now)
    assert falls_short(fetched, now.date() - timedelta(days=3650))
    assert not falls_short(fetched, now.date() - timedelta(days=3600))
    assert not falls_short(fetched, None)
    desk.round()
    (known,) = all_instruments(desk.market, ("601179.SS",)).values()
    assert known.history_since == now.date() - timedelta(days=3650)
