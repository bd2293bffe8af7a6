"""What a chart shows of the ledger: trades at their bars, and what a share has cost."""

from __future__ import annotations

import math
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.charting import ChartRequest, Mark, MarkKind, Quantity
from gridwatch.domain.ledger.account import Account, AccountKind, CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import OwnSplit, Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.domain.owned import OwnCost, Traded
from gridwatch.domain.series import Series
from gridwatch.domain.splits import Split
from gridwatch.services.edits import Edit, apply
from gridwatch.services.live import ticked
from gridwatch.services.own_ledger import Into, OwnLedger, own_cost
from gridwatch.services.owned import read_owned
from gridwatch.services.portfolio.account_edits import AddAccount, AddSecurity, PutSplit
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.series import read_series
from tests.in_memory import new_market, new_user
from tests.services.cache import SYMBOL, Cache, closes, company_of, quote_of

FIRST = date(2026, 2, 2)
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
HONG_KONG = "1072.HK"
DEPOT, OTHER, POOL, SHORT = 1, 2, 3, 4


@dataclass(slots=True)
class Stand:
    """A ledger of four accounts and a cache with four weeks of days at 10 to 13.9."""

    user: sqlite3.Connection
    cache: Cache

    def edit(self, *edits: Edit) -> None:
        for each in edits:
            apply(self.user, each, NOW)

    def book(self, *transactions: Transaction) -> None:
        self.edit(AddTransactions(transactions))

    def series(
        self,
        quantity: Quantity = Quantity.PRICE,
        currency: str = "",
        size: BarSize = BarSize.DAY,
    ) -> Series:
        view = self.cache.view(NOW)
        request = ChartRequest(size, quantity, currency)
        owned = read_owned(self.user, view, NOW)
        found = read_series(self.cache.market, view, request, owned=owned)
        assert found is not None
        return found

    def cost(self, currency: str = "") -> OwnCost:
        found = self.series(currency=currency).cost
        assert found is not None
        return found

    def trades(self, size: BarSize = BarSize.DAY) -> list[Mark]:
        marks = self.series(size=size).marks
        return [each for each in marks if each.kind is MarkKind.TRADE]


@pytest.fixture
def stand() -> Iterator[Stand]:
    user, market = new_user(), new_market()
    cache = Cache(market, company_of(SYMBOL, HONG_KONG))
    cache.history(closes(FIRST, [10 + each / 10 for each in range(28)]))
    cache.history(closes(FIRST, [8.0] * 28), HONG_KONG, "HKD")
    made = Stand(user, cache)
    made.edit(
        *(AddAccount(each) for each in ACCOUNTS),
        AddSecurity(Security(0, "China XD", "CNY", SYMBOL)),
        AddSecurity(Security(0, "China XD H", "HKD", HONG_KONG)),
        AddSecurity(Security(0, "Parent", "CNY", "600000.SS")),
    )
    yield made
    user.close()
    market.close()


ACCOUNTS = (
    Account(0, "Depot", AccountKind.SECURITIES, "CNY"),
    Account(0, "Other", AccountKind.SECURITIES, "EUR"),
    Account(0, "Pool", AccountKind.SECURITIES, "CNY", method=CostMethod.AVERAGE),
    Account(0, "Short", AccountKind.SECURITIES, "CNY", shorts=True),
)


def trade(
    kind: Kind,
    day: int,
    quantity: str,
    price: str,
    *,
    account: int = DEPOT,
    security: int = 1,
    currency: str = "CNY",
    fee: str = "0",
) -> Transaction:
    gross = Decimal(quantity) * Decimal(price)
    sign = 1 if kind is Kind.BUY else -1
    charges = (Charge(ChargeKind.FEE, Decimal(fee), currency),) if fee != "0" else ()
    return Transaction(
        0,
        kind,
        FIRST + timedelta(days=day),
        account_id=account,
        security_id=security,
        quantity=Decimal(quantity),
        gross=gross,
        currency=currency,
        charges=charges,
        net=gross + sign * Decimal(fee),
    )


def told(mark: Mark) -> Traded:
    assert mark.traded is not None
    return mark.traded


def test_a_share_costs_what_is_left_over_all_accounts_has_cost_with_charges(stand: Stand) -> None:
    stand.book(
        trade(Kind.BUY, 1, "100", "10", fee="5"),
        trade(Kind.BUY, 2, "100", "12", account=OTHER, fee="7"),
        trade(Kind.SELL, 3, "50", "13", fee="9"),
    )
    found = stand.cost()
    assert found.quantity == 150
    assert found.share == pytest.approx((1005 / 2 + 1207) / 150)
    assert found.price == found.share
    assert found.lacks is None


def test_nothing_held_has_no_cost_but_its_trades(stand: Stand) -> None:
    stand.book(trade(Kind.BUY, 1, "100", "10"), trade(Kind.SELL, 3, "100", "13"))
    assert stand.series().cost is None
    assert [(each.bar, each.reference, told(each).comes) for each in stand.trades()] == [
        (1, 1, True),
        (3, 2, False),
    ]


def test_a_split_since_makes_more_shares_at_less(stand: Stand) -> None:
    bars = closes(FIRST, [10.0] * 28)
    stand.cache.history(bars, splits=[Split(FIRST + timedelta(days=5), 2, 1)])
    stand.book(trade(Kind.BUY, 1, "100", "20"), trade(Kind.BUY, 9, "100", "10"))
    found = stand.cost()
    assert found.quantity == 300
    assert found.share == pytest.approx(10.0)
    assert [told(each).split for each in stand.trades()] == [2.0, 1.0]
    stand.edit(PutSplit(OwnSplit(1, FIRST + timedelta(days=5), 1, 1)))
    found = stand.cost()
    assert found.quantity == 200
    assert found.share == pytest.approx(15.0)


def test_each_purchase_is_converted_at_the_rate_of_its_own_day(stand: Stand) -> None:
    dollars = [7.0] * 10 + [8.0] * 18
    stand.cache.history(closes(FIRST, dollars), "USDCNY=X", "CNY")
    for account in (DEPOT, POOL):
        stand.book(
            trade(Kind.BUY, 1, "100", "14", account=account),
            trade(Kind.BUY, 20, "300", "16", account=account),
        )
    found = stand.cost("USD")
    assert found.share == pytest.approx(2.0)
    assert stand.cost().share == pytest.approx(15.5)


def test_what_was_paid_in_another_currency_counts_as_it_was_paid(stand: Stand) -> None:
    stand.cache.history(closes(FIRST, [7.0] * 28), "USDCNY=X", "CNY")
    stand.cache.history(closes(FIRST, [1.4] * 28), "EURUSD=X", "USD")
    stand.edit(AddAccount(Account(0, "Euro", AccountKind.CASH, "EUR")))
    one = trade(Kind.BUY, 1, "100", "10")
    paid = replace(one, cash_id=5, net=Decimal(110), rate=Decimal("0.11"))
    stand.book(paid)
    assert stand.cost("EUR").share == pytest.approx(1.10)  # 1,000 CNY were 102 EUR at the market
    assert stand.cost("USD").share == pytest.approx(1.10 * 1.4)
    assert stand.cost().share == pytest.approx(10.0)


def test_without_the_rate_of_a_day_no_cost_is_told(stand: Stand) -> None:
    stand.cache.history(closes(FIRST + timedelta(days=15), [7.0] * 13), "USDCNY=X", "CNY")
    stand.book(trade(Kind.BUY, 20, "100", "14"))
    assert stand.cost("USD").lacks is None
    stand.book(trade(Kind.BUY, 1, "1", "14"))
    found = stand.cost("USD")
    assert found.lacks is not None
    assert (found.lacks.code, found.lacks.values["currency"]) == ("own_cost_rate", "CNY")
    assert found.lacks.values["day"] == FIRST + timedelta(days=1)
    assert math.isnan(found.share)
    assert math.isnan(found.price)


def test_what_a_delivery_leaves_open_is_no_cost(stand: Stand) -> None:
    delivery = Transaction(
        0, Kind.DELIVERY_IN, FIRST, account_id=DEPOT, security_id=1, quantity=Decimal(10),
        currency="CNY",
    )  # fmt: skip
    stand.book(trade(Kind.BUY, 1, "100", "10"), delivery)
    found = stand.cost()
    assert found.lacks is not None
    assert found.lacks.code == "own_cost_untold"
    assert found.quantity == 110
    (came, _) = stand.trades()
    assert (told(came).kind, told(came).price) == (Kind.DELIVERY_IN, None)


def test_more_sold_short_than_is_held_was_received_for_each_share(stand: Stand) -> None:
    stand.book(trade(Kind.SELL, 1, "100", "12", account=SHORT, fee="20"))
    found = stand.cost()
    assert found.quantity == -100
    assert found.share == pytest.approx(11.8)


def test_what_came_back_may_be_more_than_was_paid(stand: Stand) -> None:
    stand.book(
        trade(Kind.BUY, 1, "100", "1"),
        trade(Kind.SELL, 2, "90", "12", account=SHORT),
    )
    found = stand.cost()
    assert found.quantity == 10
    assert found.share == pytest.approx(-98.0)


def test_trades_of_another_listing_are_told_as_such_and_cost_nothing_here(stand: Stand) -> None:
    stand.book(trade(Kind.BUY, 4, "500", "8", security=2, currency="HKD"))
    assert stand.series().cost is None
    (found,) = map(told, stand.trades())
    assert (found.symbol, found.price, found.currency) == (HONG_KONG, Decimal(8), "HKD")
    assert found.account == "Depot"


def test_shares_that_only_move_are_no_trade_and_keep_their_cost(stand: Stand) -> None:
    moved = Transaction(
        0, Kind.TRANSFER, FIRST + timedelta(days=3), account_id=DEPOT, other_account_id=OTHER,
        security_id=1, quantity=Decimal(40), currency="CNY",
    )  # fmt: skip
    stand.book(trade(Kind.BUY, 1, "100", "10"), moved)
    assert len(stand.trades()) == 1
    assert stand.cost().share == pytest.approx(10.0)


def test_shares_of_a_spin_off_bring_their_part_of_the_cost(stand: Stand) -> None:
    spun = Transaction(
        0, Kind.SPIN_OFF, FIRST + timedelta(days=3), account_id=DEPOT, security_id=3,
        other_security_id=1, ratio=(1, 4), cost_share=Decimal("0.25"), currency="CNY",
    )  # fmt: skip
    stand.book(trade(Kind.BUY, 1, "400", "10", security=3), spun)
    found = stand.cost()
    assert found.quantity == 100
    assert found.share == pytest.approx(10.0)
    (mark,) = stand.trades()  # the parent is no listing of the company
    assert (told(mark).kind, told(mark).comes, told(mark).quantity) == (Kind.SPIN_OFF, True, None)


def test_trades_stand_on_the_bar_that_holds_their_day(stand: Stand) -> None:
    stand.book(
        trade(Kind.BUY, -40, "100", "10"),  # before the first bar
        trade(Kind.BUY, 8, "100", "10"),
        trade(Kind.BUY, 400, "100", "10"),  # has not come yet
    )
    assert [each.bar for each in stand.trades()] == [8]
    assert [each.bar for each in stand.trades(BarSize.WEEK)] == [1]
    assert stand.cost().quantity == 200


def test_on_a_chart_of_caps_the_cost_stands_at_the_cap_of_that_price(stand: Stand) -> None:
    stand.cache.company = company_of(SYMBOL)
    stand.cache.counts([(FIRST, 5e9)])
    stand.book(trade(Kind.BUY, 1, "100", "10"))
    day = FIRST + timedelta(days=27)
    stand.cache.quote(quote_of(day, 12.5))
    series = stand.series(Quantity.CAP)
    assert series.cost is not None
    assert series.cost.share == pytest.approx(10.0)
    assert series.cost.price == pytest.approx(5e10)
    # It stands still while the price moves: cost ÷ price × cap.
    stand.cache.quote(quote_of(day, 15.0, hour=5))
    later, _ = ticked(series, stand.cache.view(NOW))
    assert later.cost is not None
    assert later.cost.price == pytest.approx(5e10)


def test_who_owns_nothing_of_a_company_reads_nothing(stand: Stand) -> None:
    view = stand.cache.view(NOW)
    assert read_owned(stand.user, view, NOW) is None  # a security without a transaction
    stand.book(trade(Kind.BUY, 1, "1", "1", security=3))
    assert read_owned(stand.user, view, NOW) is None
    assert stand.series().cost is None


def test_the_ledger_is_not_imported_where_nothing_is_owned() -> None:
    program = (
        "import sys\n"
        "from tests.in_memory import new_market, new_user\n"
        "from tests.services.cache import SYMBOL, Cache, closes, company_of\n"
        "from datetime import UTC, date, datetime\n"
        "from gridwatch.services.owned import read_owned\n"
        "from gridwatch.services.series import read_series\n"
        "cache = Cache(new_market(), company_of(SYMBOL))\n"
        "cache.history(closes(date(2026, 2, 2), [1.0, 2.0]))\n"
        "view = cache.view()\n"
        "owned = read_owned(new_user(), view, datetime.now(UTC))\n"
        "read_series(cache.market, view, owned=owned)\n"
        "print(*(each for each in sys.modules if '.ledger' in each or 'own_ledger' in each))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == []


PURCHASES = st.lists(
    st.tuples(
        st.integers(0, 25),
        st.decimals(Decimal("0.01"), Decimal(900), places=2),
        st.decimals(Decimal("0.01"), Decimal(90), places=2),
        st.sampled_from([DEPOT, OTHER, POOL]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(PURCHASES)
def test_the_cost_of_a_share_is_that_of_all_purchases_by_their_number(
    bought: Sequence[tuple[int, Decimal, Decimal, int]],
) -> None:
    rates = {day: 1 + day / 10 for day in range(26)}
    transactions = tuple(
        trade(Kind.BUY, day, str(number), str(price), account=account)
        for day, number, price, account in bought
    )
    numbered = dict(enumerate(ACCOUNTS, 1))
    owned = OwnLedger(transactions, numbered, {1: SYMBOL}, {1: SYMBOL}, {}, NOW.date())
    into = Into("USD", lambda _, on: rates[(on - FIRST).days])
    found = own_cost(owned, SYMBOL, {}, into)
    assert found is not None
    cost = sum(float(number * price) * rates[day] for day, number, price, _ in bought)
    quantity = sum((number for _, number, _, _ in bought), Decimal(0))
    assert found.quantity == quantity
    assert found.share == pytest.approx(cost / float(quantity), rel=1e-9)
