"""What is held, by dimension: shares of what is known, beside targets."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.services.portfolio.allocation import allocation_of
from gridwatch.services.portfolio.views import Dimension
from tests.services.portfolio.holding import cash, held, holding

VALUES = st.lists(
    st.tuples(st.integers(1, 500), st.none() | st.floats(0.5, 900), st.integers(0, 3)), max_size=8
)


def test_the_shares_of_a_company_are_one_slice() -> None:
    found = held(
        holding(1, "100", 3.0, symbol="600089.SS", company=7),
        holding(2, "100", 1.0, symbol="1072.HK", company=7),
        holding(3, "100", 2.0, company=8),
        money=(cash(9, "400"),),
    )
    slices = allocation_of(found, Dimension.COMPANY, {"7": Decimal("0.5")})
    assert [(each.key, each.value, each.share) for each in slices] == [
        ("7", 400.0, 0.4),
        ("cash:EUR", 400.0, 0.4),
        ("8", 200.0, 0.2),
    ]
    assert slices[0].securities == (1, 2)
    assert slices[0].target == 0.5
    assert slices[0].off == pytest.approx(-0.1)
    assert (slices[1].target, slices[1].off) == (None, None)


def test_what_has_no_price_stands_apart() -> None:
    found = held(holding(1, "10", 3.0, country="CN"), holding(2, "10", None, country="CN"))
    known, unknown = allocation_of(found, Dimension.COUNTRY, {"CN": Decimal("0.9")})
    assert (known.value, known.share, known.target, known.securities) == (30.0, 1.0, 0.9, (1,))
    assert (unknown.key, unknown.value, unknown.share) == ("CN", None, None)
    assert (unknown.target, unknown.securities) == (None, (2,))


def test_a_target_of_what_is_unknown_stays_with_it() -> None:
    (only,) = allocation_of(
        held(holding(1, "10", None, country="CN")), Dimension.COUNTRY, {"CN": Decimal("0.9")}
    )
    assert (only.value, only.target, only.off) == (None, 0.9, None)


def test_a_target_of_nothing_held_has_a_value_of_zero() -> None:
    slices = allocation_of(
        held(holding(1, "10", 3.0, segment="cables")),
        Dimension.SEGMENT,
        {"transformers": Decimal("0.25")},
    )
    assert (slices[1].key, slices[1].value, slices[1].share) == ("transformers", 0.0, 0.0)
    assert slices[1].off == -0.25


def test_money_without_a_rate_stands_apart_and_closed_holdings_do_not_stand_at_all() -> None:
    found = held(holding(1, "0", 3.0), money=(cash(9, "400", "CNY"), cash(10, "0")))
    (only,) = allocation_of(found, Dimension.CURRENCY, {})
    assert (only.key, only.value) == ("CNY", None)
    (money,) = allocation_of(found, Dimension.COMPANY, {})
    assert (money.key, money.value) == ("cash:CNY", None)


def test_accounts_are_told_by_lots_and_with_their_money() -> None:
    found = held(
        holding(1, "10", 3.0, account=1), holding(2, "10", 2.0, account=2), money=(cash(9, "50"),)
    )
    slices = allocation_of(found, Dimension.ACCOUNT, {})
    assert [(each.key, each.value) for each in slices] == [("9", 50.0), ("1", 30.0), ("2", 20.0)]


@given(VALUES, st.sampled_from([*Dimension]))
def test_slices_add_up_to_what_is_known(
    told: list[tuple[int, float | None, int]], dimension: Dimension
) -> None:
    some = [
        holding(at + 1, str(quantity), price, company=which or None, segment=str(which))
        for at, (quantity, price, which) in enumerate(told)
    ]
    found = held(*some, money=(cash(99, "123.45"),))
    slices = allocation_of(found, dimension, {})
    assert sum(each.value or 0.0 for each in slices) == pytest.approx(found.known_value)
    assert sum(each.share or 0.0 for each in slices) == pytest.approx(1.0)
    assert len({(each.key, each.value is None) for each in slices}) == len(slices)
