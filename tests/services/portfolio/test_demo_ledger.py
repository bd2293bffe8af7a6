"""The ledger of a new demo: at the prices of its market, never overdrawn, never oversold."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.ledger.account import AccountKind
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.transaction import expected_net, in_order
from gridwatch.feeds.simulated import SimulatedFeed
from gridwatch.places import resources
from gridwatch.services.portfolio.demo_ledger import book_demo
from gridwatch.store.database import open_user
from gridwatch.store.user.accounts import all_accounts
from gridwatch.store.user.transactions import all_transactions

NOW = datetime(2026, 7, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize("now", [NOW, datetime(2027, 2, 28, tzinfo=UTC)])
def test_the_ledger_of_a_demo_holds_together(tmp_path: Path, now: datetime) -> None:
    feed = SimulatedFeed(lambda: now, resources() / "catalog.toml")
    with closing(open_user(tmp_path / "user.db")) as user:
        book_demo(user, resources(), feed, "de", now)
        booked, accounts = all_transactions(user), all_accounts(user)
        book_demo(user, resources(), feed, "de", now)  # there is one already
        assert len(all_transactions(user)) == len(booked)
    assert 60 <= len(booked) <= 100
    assert {each.kind for each in booked} >= {
        Kind.BUY, Kind.SELL, Kind.DIVIDEND, Kind.FEE, Kind.TRANSFER, Kind.CASH_TRANSFER,
        Kind.DELIVERY_IN, Kind.INTEREST, Kind.DEPOSIT, Kind.WITHDRAWAL,
    }  # fmt: skip
    assert max(each.on for each in booked) < now.date()
    money, held = defaultdict[int | None, Decimal](Decimal), defaultdict[object, Decimal](Decimal)
    for each in in_order(booked):
        money[each.cash_id] += each.cash_sign * each.net
        if each.other_cash_id is not None:
            money[each.other_cash_id] += each.other_net or 0
        assert each.cash_id is None or money[each.cash_id] >= 0
        shares = TRAITS[each.kind].shares * each.quantity
        held[each.account_id, each.security_id] += shares
        assert held[each.account_id, each.security_id] >= 0
        if each.other_account_id is not None:
            held[each.other_account_id, each.security_id] += each.quantity
        if each.cash_id is not None and each.other_cash_id is None:
            net = expected_net(each, accounts[each.cash_id].currency)
            assert net is not None
            assert abs(net - each.net) <= Decimal("0.01")
    assert {each.currency for each in accounts.values()} == {"EUR", "USD", "CHF"}
    alone = [each for each in accounts.values() if each.kind is AccountKind.SECURITIES]
    assert [each.name for each in alone if each.cash_id is None] == ["Mitarbeiteraktien"]
