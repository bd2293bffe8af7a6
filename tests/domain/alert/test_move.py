"""What moved a value: the parts add up, and a part that stood still has none."""

from __future__ import annotations

from datetime import date
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.alert.move import Factors, log_mean, move_between

DAY = date(2026, 1, 5)
amounts = st.floats(1e-6, 1e12)
factors = st.builds(Factors, st.floats(0.01, 1e5), st.floats(1e3, 1e12), st.floats(1e-4, 1e4))


@given(
    st.dictionaries(st.sampled_from("ABC"), st.tuples(factors, factors), min_size=1),
)
def test_the_parts_add_up(classes: dict[str, tuple[Factors, Factors]]) -> None:
    before = {name: pair[0] for name, pair in classes.items()}
    after = {name: pair[1] for name, pair in classes.items()}
    move = move_between(DAY, before, after)
    assert move is not None
    whole = sum(each.value for each in after.values()) - sum(each.value for each in before.values())
    scale = sum(each.value for each in (*before.values(), *after.values()))
    # Each part may be as large as its logarithm times the whole.
    assert move.total == pytest.approx(whole, abs=1e-9 * scale * 60)


@given(factors, st.floats(0.1, 10))
def test_what_stands_still_moves_nothing(one: Factors, ratio: float) -> None:
    for name in ("price", "shares", "rate"):
        changed = {"price": one.price, "shares": one.shares, "rate": one.rate}
        changed[name] *= ratio
        move = move_between(DAY, {"A": one}, {"A": Factors(**changed)})
        assert move is not None
        parts = {"price": move.by_price, "shares": move.by_shares, "rate": move.by_rate}
        assert all(part == 0 for other, part in parts.items() if other != name)


@given(amounts, amounts)
def test_the_logarithmic_mean_lies_between(one: float, other: float) -> None:
    mean = log_mean(one, other)
    assert min(one, other) * (1 - 1e-9) <= mean <= max(one, other) * (1 + 1e-9)
    assert mean == pytest.approx(log_mean(other, one), rel=1e-6)


def test_the_logarithmic_mean_by_hand() -> None:
    assert log_mean(exp(1), 1.0) == pytest.approx(exp(1) - 1)
    assert log_mean(2.0, 2.0) == 2.0
    assert log_mean(8.0, 2.0) == pytest.approx(6 / log(4))


def test_a_class_that_is_missing_tells_nothing() -> None:
    one = Factors(1.0, 1.0, 1.0)
    assert move_between(DAY, {"A": one}, {"A": one, "H": one}) is None
    assert move_between(DAY, {}, {}) is None
    assert move_between(DAY, {"A": Factors(0.0, 1.0, 1.0)}, {"A": one}) is None
