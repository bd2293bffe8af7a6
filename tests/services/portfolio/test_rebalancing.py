"""Suggested trades: whole lots, no more than is held or can be paid, and near the targets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.ledger.security import Security
from gridwatch.domain.problem import Problem
from gridwatch.services.portfolio.rebalancing import lot_rule, suggested
from gridwatch.services.portfolio.views import Dimension, Holdings, Suggestion
from tests.services.portfolio.holding import cash, held, holding

SYMBOLS = ["600089.SS", "688001.SS", "1072.HK", "6501.T", "GEV"]
HELD = st.lists(
    st.tuples(
        st.sampled_from(SYMBOLS), st.integers(1, 900), st.floats(1, 60), st.sampled_from("abc")
    ),
    min_size=1,
    max_size=6,
)
TARGETS = st.fixed_dictionaries(dict.fromkeys("abc", st.integers(0, 33))).map(
    lambda parts: {key: Decimal(part) / 100 for key, part in parts.items()}
)


def held_of(told: list[tuple[str, int, float, str]], money: float) -> Holdings:
    return held(
        *(
            holding(at + 1, str(quantity), price, symbol=symbol, segment=segment)
            for at, (symbol, quantity, price, segment) in enumerate(told)
        ),
        money=(cash(99, f"{money:.2f}"),),
    )


def after(found: Holdings, trades: tuple[Suggestion, ...]) -> dict[str, float]:
    """Return the value of each segment after the trades."""
    segments = {each.security.id: each.segment for each in found.holdings}
    values = defaultdict[str, float](float)
    for each in found.holdings:
        values[each.segment] += each.value or 0.0
    for trade in trades:
        values[segments[trade.security_id]] += trade.value
    return dict(values)


@settings(max_examples=150)
@given(HELD, TARGETS, st.floats(0, 50_000))
def test_each_slice_comes_within_a_lot_of_its_target_or_money_ends(
    told: list[tuple[str, int, float, str]], targets: dict[str, Decimal], money: float
) -> None:
    found = held_of(told, money)
    trades = suggested(found, Dimension.SEGMENT, targets)
    spent = sum(each.value for each in trades)
    assert spent <= float(f"{money:.2f}") + 1e-6
    lots = {
        key: max(
            (lot_rule(each.security.symbol).least * (each.price or 0.0))
            for each in found.holdings
            if each.segment == key
        )
        for key in {each.segment for each in found.holdings}
    }
    values = after(found, trades)
    wanted = {key: float(targets[key]) * found.known_value for key in values}
    lacking = {key: wanted[key] - value for key, value in values.items()}
    # Money is short where not all that is lacking can be bought from what selling left.
    needed = sum(off for key, off in lacking.items() if off > lots[key])
    enough = needed <= 1e-6
    if not enough:
        assert money - spent <= sum(lots.values()) + 0.02
    for key, off in lacking.items():
        assert off >= -lots[key] - 0.01, "too much is left"


@settings(max_examples=100)
@given(HELD, TARGETS, st.floats(0, 50_000), st.floats(0, 20_000))
def test_with_new_money_nothing_is_sold_and_no_more_is_spent(
    told: list[tuple[str, int, float, str]],
    targets: dict[str, Decimal],
    money: float,
    new: float,
) -> None:
    trades = suggested(held_of(told, money), Dimension.SEGMENT, targets, new)
    assert all(each.quantity > 0 for each in trades)
    assert sum(each.value for each in trades) <= new + 1e-6


@settings(max_examples=100)
@given(HELD, TARGETS)
def test_trades_are_in_whole_lots_and_nothing_is_sold_that_is_not_held(
    told: list[tuple[str, int, float, str]], targets: dict[str, Decimal]
) -> None:
    for trade in suggested(held_of(told, 1000.0), Dimension.SEGMENT, targets):
        symbol, quantity, price, _ = told[trade.security_id - 1]
        rule = lot_rule(symbol)
        assert (trade.lot_size, trade.lot_known) == (rule.least, rule.known)
        assert trade.value == pytest.approx(trade.quantity * price)
        assert -trade.quantity <= quantity
        if -trade.quantity != quantity:
            assert abs(trade.quantity) >= rule.least
            assert (abs(trade.quantity) - rule.least) % rule.step == 0


@pytest.mark.parametrize(
    ("symbol", "least", "step", "known"),
    [
        ("600089.SS", 100, 100, True),
        ("300274.SZ", 100, 100, True),
        ("688390.SS", 200, 1, True),
        ("6501.T", 100, 100, True),
        ("1072.HK", 1, 1, False),
        ("GEV", 1, 1, True),
        ("", 1, 1, True),
    ],
)
def test_lots_are_those_of_the_exchange(symbol: str, least: int, step: int, known: bool) -> None:
    rule = lot_rule(symbol)
    assert (rule.least, rule.step, rule.known) == (least, step, known)


def test_an_odd_rest_is_sold_with_the_whole() -> None:
    found = held(holding(1, "150", 10.0, symbol="600089.SS", segment="a"))
    (trade,) = suggested(found, Dimension.SEGMENT, {"a": Decimal(0)})
    assert trade.quantity == -150
    (part,) = suggested(found, Dimension.SEGMENT, {"a": Decimal("0.1")})
    assert part.quantity == -100


def test_what_is_wanted_as_cash_is_not_spent() -> None:
    found = held(holding(1, "10", 10.0, segment="a"), money=(cash(9, "900"),))
    targets = {"a": Decimal("0.9"), "cash:EUR": Decimal("0.5")}
    (trade,) = suggested(found, Dimension.SEGMENT, targets)
    assert trade.quantity == 40


def test_short_money_is_shared_by_what_is_lacking() -> None:
    found = held(
        holding(1, "10", 10.0, segment="a"),
        holding(2, "10", 10.0, segment="b"),
        holding(3, "60", 10.0, segment="c"),
    )
    targets = {"a": Decimal("0.3"), "b": Decimal("0.2")}
    trades = suggested(found, Dimension.SEGMENT, targets, 100.0)
    assert [(each.security_id, each.quantity) for each in trades] == [(1, 7), (2, 3)]


def test_without_all_prices_nothing_is_suggested() -> None:
    with pytest.raises(Problem, match="missing"):
        suggested(held(holding(1, "10", None, segment="a")), Dimension.SEGMENT, {"a": Decimal(1)})


def test_accounts_are_not_traded() -> None:
    with pytest.raises(Problem, match="accounts"):
        suggested(held(holding(1, "10", 1.0)), Dimension.ACCOUNT, {"1": Decimal(1)})


def test_by_currency_money_is_exchanged_before_anything_is_sold() -> None:
    dollars = replace(holding(1, "50", 10.0), security=Security(1, "GE Vernova", "USD", "GEV"))
    euros = holding(2, "10", 10.0)
    found = held(dollars, euros, money=(cash(9, "400", "USD", 400.0), cash(10, "0")))
    targets = {"USD": Decimal("0.6"), "EUR": Decimal("0.4")}
    (bought,) = suggested(found, Dimension.CURRENCY, targets)
    assert (bought.security_id, bought.quantity) == (2, 30)
    more = {"USD": Decimal("0.3"), "EUR": Decimal("0.7")}
    sold, bought = suggested(found, Dimension.CURRENCY, more)
    assert (sold.security_id, sold.quantity) == (1, -20)
    assert (bought.security_id, bought.quantity) == (2, 60)
