"""The numbers of a scope in a period: parts that add up, as plain arithmetic finds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.account import CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction, in_order
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.benchmark import BenchmarkLine
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.contributions import contributions
from gridwatch.services.portfolio.holdings import holdings_of
from gridwatch.services.portfolio.measuring import measure
from gridwatch.services.portfolio.value_lines import value_line
from gridwatch.services.portfolio.views import Dimension, Measured, Period, Scope
from gridwatch.store.user.accounts import all_accounts, replace_account
from tests.services.portfolio.slow_gains import SlowGains
from tests.services.portfolio.two_securities import (
    CASH,
    DEPOT,
    DOLLARS,
    OTHER,
    SIEMENS,
    VERNOVA,
    Ledger,
    day,
    money,
    trade,
)

EUROS = {0: 10.0, 10: 11.0, 20: 12.0, 30: 9.0, 40: 13.0}
CLOSES = [50 + 0.5 * at for at in range(60)]
RATES = [1.1 + 0.002 * at for at in range(60)]  # dollars for a euro
ALL = Period(day(-1), day(59))


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger(days=59)
    made.prices(EUROS, CLOSES, RATES)
    yield made
    made.close()


def parts(told: Measured) -> float:
    """Return the sum of what a gain is made of."""
    some = (told.price_gain, told.realised, told.currency_gain, told.income)
    assert told.fees is not None
    assert told.taxes is not None
    return sum(each for each in some if each is not None) - told.fees - told.taxes


WHOLE = Scope()


def whole(book: Book, period: Period = ALL, scope: Scope = WHOLE) -> Measured:
    return measure(book, scope, "EUR", period)


def test_a_purchase_that_is_held_gains_by_price_and_by_currency_apart(ledger: Ledger) -> None:
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "2000", DOLLARS), trade(Kind.BUY, 0, "20", "1000", VERNOVA, fee="6")
    )
    told = whole(book)
    end, begin = 1 / RATES[59], 1 / RATES[0]
    assert told.end == pytest.approx((20 * CLOSES[59] + 994) * end)
    assert told.price_gain == pytest.approx((20 * CLOSES[59] - 1000) * end)
    assert told.currency_gain == pytest.approx((1000 + 994) * (end - begin))
    assert told.fees == pytest.approx(6 * begin)
    assert (told.realised, told.income, told.taxes) == (0.0, 0.0, 0.0)
    assert parts(told) == pytest.approx(told.gain)


def test_in_a_period_a_lot_begins_with_its_worth_and_a_new_one_with_its_cost(
    ledger: Ledger,
) -> None:
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "9000"),
        trade(Kind.BUY, 0, "100", "950"),
        trade(Kind.BUY, 12, "50", "560", fee="4"),
        trade(Kind.SELL, 22, "120", "1450", fee="3"),
    )
    told = whole(book, Period(day(10), day(30)))
    assert told.realised == pytest.approx(1450 - 100 * 11 - 20 * 560 / 50)
    assert told.price_gain == pytest.approx(30 * 9 - 30 * 560 / 50)
    assert (told.currency_gain, told.fees) == (0.0, 7.0)
    assert parts(told) == pytest.approx(told.gain)


def test_at_average_cost_a_sale_takes_the_mean_of_worth_and_new_costs() -> None:
    ledger = Ledger(CostMethod.AVERAGE, days=59)
    ledger.prices(EUROS, CLOSES, RATES)
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "9000"),
        trade(Kind.BUY, 0, "100", "950"),
        trade(Kind.BUY, 12, "50", "560", fee="4"),
        trade(Kind.SELL, 22, "120", "1450", fee="3"),
    )
    told = whole(book, Period(day(10), day(30)))
    mean = (100 * 11 + 560) / 150
    assert told.realised == pytest.approx(1450 - 120 * mean)
    assert told.price_gain == pytest.approx(30 * 9 - 30 * mean)
    ledger.close()


def test_income_is_told_before_the_taxes_and_fees_by_themselves(ledger: Ledger) -> None:
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "3000"),
        trade(Kind.BUY, 0, "100", "1000"),
        money(Kind.DIVIDEND, 15, "30", security=SIEMENS, tax="8"),
        money(Kind.INTEREST, 16, "4", tax="1"),
        money(Kind.INTEREST_CHARGE, 17, "3"),
        money(Kind.FEE, 18, "2"),
        money(Kind.FEE_REFUND, 19, "1"),
        money(Kind.TAX, 20, "5", security=SIEMENS),
        money(Kind.TAX_REFUND, 21, "6"),
    )
    told = whole(book)
    assert (told.income, told.fees, told.taxes) == (31.0, 1.0, 8.0)
    assert told.price_gain == pytest.approx(300.0)
    assert parts(told) == pytest.approx(told.gain)
    alone = whole(book, scope=Scope(securities=frozenset({SIEMENS})))
    assert (alone.income, alone.fees, alone.taxes) == (30.0, 0.0, 13.0)
    assert (alone.begin, alone.inflow, alone.outflow) == (0.0, 1005.0, 22.0)
    assert parts(alone) == pytest.approx(alone.gain)


def test_an_exchange_gains_or_loses_what_it_is_off_the_market(ledger: Ledger) -> None:
    exchange = Transaction(
        0, Kind.CASH_TRANSFER, day(0), cash_id=CASH, other_cash_id=DOLLARS, gross=Decimal(1000),
        currency="EUR", net=Decimal(1000), other_net=Decimal(1080),
        charges=(Charge(ChargeKind.FEE, Decimal(5), "EUR"),),
    )  # fmt: skip
    told = whole(ledger.book(money(Kind.DEPOSIT, 0, "1000"), exchange), Period(day(-1), day(0)))
    assert told.fees == 5.0
    assert told.currency_gain == pytest.approx(1080 / RATES[0] - 1000 + 5)
    assert parts(told) == pytest.approx(told.gain)


def test_a_split_gains_nothing(ledger: Ledger) -> None:
    ledger.prices({}, [50.0] * 60, [1.0] * 60, splits=[Split(day(20), 2, 1)])
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "3000", DOLLARS),
        trade(Kind.BUY, 5, "10", "1000", VERNOVA),
        trade(Kind.SELL, 30, "10", "500", VERNOVA),
    )
    told = whole(book)
    assert (told.gain, told.realised, told.price_gain) == (0.0, 0.0, 0.0)


def test_shares_that_are_moved_gain_in_each_account_while_they_are_there(ledger: Ledger) -> None:
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "3000"),
        trade(Kind.BUY, 0, "100", "1000"),
        Transaction(
            0, Kind.TRANSFER, day(20), DEPOT, None, SIEMENS, Decimal(60), currency="EUR",
            other_account_id=OTHER,
        ),
        trade(Kind.SELL, 45, "60", "840", account=OTHER),
    )  # fmt: skip
    one, other = (whole(book, scope=Scope(accounts=frozenset({each}))) for each in (DEPOT, OTHER))
    assert one.gain == pytest.approx(60 * 2 + 40 * 3)
    assert one.realised == 0.0
    assert other.gain == pytest.approx(60 * 14 - 60 * 12)
    assert other.realised == pytest.approx(60 * 14 - 60 * 12)
    assert other.price_gain == pytest.approx(0.0)
    together = whole(book)
    assert together.gain == pytest.approx((one.gain or 0.0) + (other.gain or 0.0))


def test_a_fee_with_a_tax_on_it_is_both(ledger: Ledger) -> None:
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "3000"),
        money(Kind.FEE, 18, "10", tax="2"),
        money(Kind.FEE_REFUND, 19, "5", tax="1"),
    )
    told = whole(book)
    assert (told.fees, told.taxes, told.currency_gain) == (5.0, 3.0, 0.0)
    assert told.gain == -8.0


def test_shares_that_come_of_others_gain_by_currency_as_the_old_ones_did_till_then(
    ledger: Ledger,
) -> None:
    merger = Transaction(
        0, Kind.MERGER, day(20), DEPOT, None, VERNOVA, other_security_id=SIEMENS, ratio=(9, 2),
        currency="USD",
    )  # fmt: skip
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "2000", DOLLARS), trade(Kind.BUY, 0, "10", "500", VERNOVA), merger
    )
    scope = Scope(accounts=frozenset({DEPOT}))
    told = whole(book, Period(day(10), day(30)), scope)
    begin, end = 10 * CLOSES[10] / RATES[10], 45 * 9.0
    assert told.begin == pytest.approx(begin)
    assert told.end == end
    assert told.gain == pytest.approx(end - begin)
    assert told.currency_gain == pytest.approx(10 * CLOSES[10] * (1 / RATES[20] - 1 / RATES[10]))
    assert told.realised == 0.0


def test_a_missing_price_leaves_unknown_what_it_touches() -> None:
    ledger = Ledger(days=59)
    ledger.prices({}, [], RATES)
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "3000"),
        trade(Kind.BUY, 5, "100", "1000"),
        money(Kind.DIVIDEND, 15, "30", security=SIEMENS),
    )
    told = whole(book)
    assert (told.end, told.gain, told.ttwror, told.irr) == (None, None, None, None)
    assert told.price_gain is None
    assert told.income == 30.0
    assert told.gaps
    before = whole(book, Period(day(-1), day(3)))
    assert (before.end, before.gain, before.gaps) == (3000.0, 0.0, ())
    assert whole(book, scope=Scope(accounts=frozenset({CASH}))).end == 2030.0
    ledger.close()


def test_nothing_is_known_to_have_gained_nothing(ledger: Ledger) -> None:
    told = whole(ledger.book())
    assert (told.begin, told.end, told.gain, told.inflow) == (0.0, 0.0, 0.0, 0.0)
    assert (told.ttwror, told.irr, told.simple, told.drawdown) == (None, None, None, None)
    assert contributions(ledger.book(), Scope(), "EUR", ALL, Dimension.SECURITY) == ()


def test_the_time_before_the_first_money_does_not_count(ledger: Ledger) -> None:
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "1"),
        money(Kind.WITHDRAWAL, 1, "1"),
        money(Kind.DEPOSIT, 30, "1000"),
        trade(Kind.BUY, 30, "100", "900"),
    )
    told = whole(book, Period(day(5), day(59)))
    late = whole(book, Period(day(29), day(59)))
    assert told.volatility == late.volatility
    assert told.ttwror == late.ttwror == pytest.approx(0.4)


def test_the_benchmark_is_measured_over_the_same_days(ledger: Ledger) -> None:
    book = ledger.book(money(Kind.DEPOSIT, 0, "1000"), trade(Kind.BUY, 0, "100", "1000"))
    line = BenchmarkLine(book.days(), np.linspace(100.0, 160.0, len(book.days())))
    told = measure(book, Scope(), "EUR", Period(day(-400), day(59)), line)
    assert told.benchmark == pytest.approx(0.6)
    assert told.excess == pytest.approx(0.3 - 0.6)
    assert measure(book, Scope(), "", ALL).currency == book.base_currency


AMOUNTS = st.integers(1, 400).map(lambda each: str(Decimal(each) / 4))
DAYS = st.integers(0, 58)
TRADES = st.builds(
    lambda kind, on, quantity, gross, security, fee, account: trade(
        kind, on, quantity, gross, security, fee=fee, account=account
    ),
    st.sampled_from([Kind.BUY, Kind.BUY, Kind.SELL]),
    DAYS,
    AMOUNTS,
    AMOUNTS,
    st.sampled_from([SIEMENS, VERNOVA]),
    st.sampled_from(["0", "1.5"]),
    st.sampled_from([DEPOT, OTHER]),
)
ONE_SECURITY = st.builds(
    lambda kind, on, quantity, gross: trade(kind, on, quantity, gross, VERNOVA, fee="0.5"),
    st.sampled_from([Kind.BUY, Kind.SELL]),
    DAYS,
    AMOUNTS,
    AMOUNTS,
)
PAYMENTS = st.builds(
    lambda kind, on, amount, cash, security, tax: money(
        kind, on, amount, cash, security=security, tax=tax
    ),
    st.sampled_from([Kind.DIVIDEND, Kind.INTEREST, Kind.FEE, Kind.TAX, Kind.TAX_REFUND]),
    DAYS,
    AMOUNTS,
    st.sampled_from([CASH, DOLLARS]),
    st.sampled_from([SIEMENS, VERNOVA]),
    st.sampled_from(["0", "0.2"]),
).map(lambda each: each if each.kind is not Kind.INTEREST else _without_security(each))
FLOWS = st.builds(
    money,
    st.sampled_from([Kind.DEPOSIT, Kind.WITHDRAWAL]),
    DAYS,
    AMOUNTS,
    st.sampled_from([CASH, DOLLARS]),
)
MOVED = st.builds(
    lambda on, quantity, security: Transaction(
        0, Kind.TRANSFER, day(on), DEPOT, None, security, Decimal(quantity), currency="EUR",
        other_account_id=OTHER,
    ),
    DAYS,
    AMOUNTS,
    st.sampled_from([SIEMENS, VERNOVA]),
)  # fmt: skip
EXCHANGES = st.builds(
    lambda on, amount, other: Transaction(
        0, Kind.CASH_TRANSFER, day(on), cash_id=CASH, other_cash_id=DOLLARS, currency="EUR",
        gross=Decimal(amount), net=Decimal(amount), other_net=Decimal(other),
    ),
    DAYS,
    AMOUNTS,
    AMOUNTS,
)  # fmt: skip
SOME = st.lists(st.one_of(TRADES, PAYMENTS, FLOWS, MOVED, EXCHANGES), min_size=1, max_size=12)
SCOPES = st.sampled_from(
    [
        Scope(),
        Scope(accounts=frozenset({DEPOT, CASH})),
        Scope(accounts=frozenset({OTHER})),
        Scope(accounts=frozenset({DOLLARS})),
        Scope(securities=frozenset({VERNOVA})),
    ]
)


def _without_security(one: Transaction) -> Transaction:
    return money(
        one.kind,
        (one.on - day(0)).days,
        str(one.gross),
        one.cash_id or 0,
        tax=str(one.gross - one.net),
    )


@settings(max_examples=60, deadline=None)
@given(SOME, SCOPES, st.sampled_from([*CostMethod]), st.tuples(DAYS, DAYS))
def test_gains_and_flows_are_the_change_of_value_and_the_parts_are_the_gain(
    some: list[Transaction], scope: Scope, method: CostMethod, ends: tuple[int, int]
) -> None:
    ledger = Ledger(method, days=59)
    ledger.prices(EUROS, CLOSES, RATES, splits=[Split(day(33), 3, 2)])
    book = ledger.book(money(Kind.DEPOSIT, 0, "50000"), *some)
    for period in (ALL, Period(day(min(ends)), day(max(ends)))):
        told = whole(book, period, scope)
        assert told.begin is not None
        assert told.end is not None
        change = told.inflow - told.outflow + (told.gain or 0.0)
        assert told.end - told.begin == pytest.approx(change, abs=1e-6)
        if told.realised is not None:  # not more was sold than is known to be bought
            assert parts(told) == pytest.approx(told.gain, abs=1e-6)
        for dimension in (Dimension.SECURITY, Dimension.ACCOUNT, Dimension.CURRENCY):
            found = contributions(book, scope, "EUR", period, dimension)
            gains = sum(each.gain or 0.0 for each in found)
            assert gains == pytest.approx(told.gain, abs=1e-6)
            if told.ttwror is not None:
                added = sum(each.contribution or 0.0 for each in found)
                assert added == pytest.approx(told.ttwror, abs=1e-9)
    ledger.close()


def sold_of_held(trades: list[Transaction]) -> list[Transaction]:
    """Return the trades without the sales of more than there is then."""
    held, kept = Decimal(0), list[Transaction]()
    for each in in_order(trades):
        as_of = each.quantity * (3 if each.on < day(33) else 2)  # the split of 3:2
        left = held + (as_of if each.kind is Kind.BUY else -as_of)
        if left >= 0:
            held = left
            kept.append(each)
    return kept


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ONE_SECURITY, min_size=1, max_size=12),
    st.sampled_from([CostMethod.FIFO, CostMethod.LIFO, CostMethod.AVERAGE]),
    st.tuples(DAYS, DAYS),
)
def test_each_part_is_what_walking_through_all_lots_finds(
    trades: list[Transaction], method: CostMethod, ends: tuple[int, int]
) -> None:
    some = sold_of_held(trades)
    ledger = Ledger(method, days=59)
    split = Split(day(33), 3, 2)
    ledger.prices(EUROS, CLOSES, RATES, splits=[split])
    book = ledger.book(money(Kind.DEPOSIT, 0, "50000", DOLLARS), *some)
    for period in (Period(day(0), day(59)), Period(day(min(ends)), day(max(ends)))):
        told = whole(book, period, Scope(securities=frozenset({VERNOVA})))
        slow = SlowGains(
            method,
            lambda on: CLOSES[(on - day(0)).days],
            lambda on: 1 / RATES[(on - day(0)).days],
            lambda one: float(one.quantity) * (1.5 if one.on < split.day else 1.0),
        ).go(some, period)
        found = (told.realised, told.price_gain, told.currency_gain)
        expected = (slow.realised, slow.unrealised, slow.currency)
        assert found == pytest.approx(expected, abs=1e-6)
    ledger.close()


def test_a_return_spans_days_of_unknown_worth_on_which_nothing_flows() -> None:
    ledger = Ledger(days=59)
    ledger.prices({20: 12.0, 30: 15.0}, CLOSES, RATES)
    book = ledger.book(money(Kind.DEPOSIT, 0, "3000"), trade(Kind.BUY, 5, "100", "1000"))
    told = whole(book)
    assert told.ttwror == pytest.approx(500 / 3000)
    found = contributions(book, Scope(), "EUR", ALL, Dimension.SECURITY)
    added = {each.key: each.contribution for each in found}
    assert added["1"] == pytest.approx(500 / 3000)
    assert added["cash:EUR"] == pytest.approx(0.0)
    ledger.close()


@settings(max_examples=40, deadline=None)
@given(SOME, st.lists(DAYS, min_size=1, max_size=4, unique=True).map(sorted))
def test_gains_of_periods_that_follow_each_other_add_up(
    some: list[Transaction], cuts: list[int]
) -> None:
    ledger = Ledger(days=59)
    ledger.prices(EUROS, CLOSES, RATES)
    book = ledger.book(money(Kind.DEPOSIT, 0, "50000"), *some)
    told = whole(book)
    ends = [ALL.first, *(day(each) for each in cuts), ALL.last]
    found = [whole(book, Period(one, other)) for one, other in pairwise(ends)]
    assert sum(each.gain or 0.0 for each in found) == pytest.approx(told.gain, abs=1e-6)
    for name in ("income", "fees", "taxes"):
        total = sum(getattr(each, name) for each in found)
        assert total == pytest.approx(getattr(told, name), abs=1e-6)
    chained = np.prod([1 + (each.ttwror or 0.0) for each in found]) - 1
    assert chained == pytest.approx(told.ttwror, abs=1e-9)
    ledger.close()


@settings(max_examples=30, deadline=None)
@given(DAYS.filter(lambda each: 5 < each < 55), st.integers(1, 9), st.booleans())
def test_the_rate_stays_where_money_comes_with_proportional_purchases(
    on: int, part: int, comes: bool
) -> None:
    rates: list[float] = []
    for flows in (False, True):
        ledger = Ledger(days=59)
        ledger.prices({at: 10.0 + at % 7 for at in range(60)}, CLOSES, RATES)
        some = [money(Kind.DEPOSIT, 0, "1000"), trade(Kind.BUY, 0, "100", "1000")]
        if flows:
            # At the prices of the close: in at the start of the next day, out at the end of this.
            price = 10 + (on - 1 if comes else on) % 7
            gross, quantity = str(price * part), str(part)
            kinds = (Kind.DEPOSIT, Kind.BUY) if comes else (Kind.SELL, Kind.WITHDRAWAL)
            for kind in kinds:
                trades = kind in {Kind.BUY, Kind.SELL}
                some.append(trade(kind, on, quantity, gross) if trades else money(kind, on, gross))
        told = whole(ledger.book(*some))
        assert told.ttwror is not None
        rates.append(told.ttwror)
        ledger.close()
    assert rates[1] == pytest.approx(rates[0], abs=1e-12)


def test_the_cumulated_return_of_the_line_is_that_of_the_whole_period(ledger: Ledger) -> None:
    book = ledger.book(
        money(Kind.DEPOSIT, 0, "5000"),
        trade(Kind.BUY, 0, "100", "980", fee="9"),
        money(Kind.WITHDRAWAL, 31, "700"),
    )
    line = value_line(book, Scope(), "EUR")
    assert line.growth[-1] == pytest.approx(whole(book).ttwror)
    assert timedelta(days=len(line.days) - 1) == ALL.last - ALL.first


def test_what_is_booked_ahead_at_average_cost_does_not_count_yet() -> None:
    made = Ledger(CostMethod.AVERAGE, days=30)
    made.prices(EUROS, CLOSES, RATES)
    try:
        book = made.book(
            trade(Kind.BUY, 1, "10", "100"),
            trade(Kind.SELL, 40, "5", "80"),
            trade(Kind.BUY, 41, "1", "50", VERNOVA),
        )
        told = measure(book, Scope(), "EUR", Period(day(-1), day(30)))
        assert told.realised == 0.0
        assert told.price_gain == pytest.approx(-10.0)
    finally:
        made.close()


@pytest.mark.parametrize("kind", [Kind.DIVIDEND, Kind.MERGER])
def test_what_is_settled_outside_brings_its_gross_where_nobody_tells_what_moved(
    ledger: Ledger, kind: Kind
) -> None:
    charges = (Charge(ChargeKind.TAX, Decimal(5), "EUR"),)
    brought = Transaction(
        0, kind, day(20), DEPOT, None, SIEMENS, gross=Decimal(25), currency="EUR", charges=charges
    )
    if kind is Kind.MERGER:
        brought = replace(brought, other_security_id=VERNOVA, ratio=(1, 1))
    book = ledger.book(
        replace(trade(Kind.BUY, 20, "10", "120"), cash_id=None),
        brought,
    )
    told = measure(book, Scope(), "EUR", Period(day(19), day(20)))
    assert told.outflow == pytest.approx(20.0)
    assert parts(told) == pytest.approx(told.gain)
    if kind is Kind.DIVIDEND:
        assert (told.gain, told.income, told.taxes) == (20.0, 25.0, 5.0)


def test_nothing_can_be_exchanged_at_average_cost() -> None:
    made = Ledger(CostMethod.AVERAGE, days=30)
    made.prices(EUROS, CLOSES, RATES)
    merger = Transaction(
        0, Kind.MERGER, day(5), DEPOT, CASH, SIEMENS, currency="EUR", other_security_id=VERNOVA,
        ratio=(1, 1),
    )  # fmt: skip
    try:
        book = made.book(merger, trade(Kind.BUY, 1, "10", "500", VERNOVA))
        assert measure(book, Scope(), "EUR", Period(day(-1), day(30))).realised == 0.0
    finally:
        made.close()


@pytest.mark.parametrize("net", ["0", "-30", "30"])
def test_money_of_a_merger_of_shorts_gains_as_its_lots_do(net: str) -> None:
    made = Ledger(days=30)
    made.prices(EUROS, CLOSES, RATES)
    replace_account(made.user, replace(all_accounts(made.user)[DEPOT], shorts=True))
    merger = Transaction(
        0, Kind.MERGER, day(5), DEPOT, None, SIEMENS, gross=Decimal(30), currency="EUR",
        net=Decimal(net), other_security_id=VERNOVA, ratio=(1, 1),
    )  # fmt: skip
    try:
        book = made.book(trade(Kind.SELL, 1, "10", "100"), merger)
        securities = Scope(securities=frozenset({SIEMENS, VERNOVA}))
        told = measure(book, securities, "EUR", Period(day(-1), day(30)))
        held = holdings_of(book, securities, "EUR", day(30)).holdings
        parts = [(each.price_gain, each.currency_gain, each.realised) for each in held]
        assert told.gain == pytest.approx(sum(part or 0.0 for some in parts for part in some))
    finally:
        made.close()
