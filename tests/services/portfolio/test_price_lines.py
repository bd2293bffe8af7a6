"""Lines of prices: the last one of a day, as the whole line tells it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.services.portfolio.price_lines import PriceLine

DAYS = st.integers(0, 9)
PRICES = st.floats(0.5, 99)


@given(
    st.dictionaries(DAYS, PRICES, max_size=5),
    st.none() | st.tuples(DAYS, PRICES),
    st.integers(-1, 11),
)
def test_the_last_price_of_a_day_is_that_of_the_line_with_its_quote(
    closes: dict[int, float], quoted: tuple[int, float] | None, day: int
) -> None:
    ordered = sorted(closes)
    line = PriceLine(
        np.array(ordered, dtype=np.int64),
        np.array([closes[each] for each in ordered], dtype=np.float64),
        quoted,
    )
    days, prices = line.known()
    before = [
        (int(one), float(price)) for one, price in zip(days, prices, strict=True) if one <= day
    ]
    assert line.last_on(day) == (before[-1] if before else None)
