"""Whatever JSON comes, a parser gives a sound value or a FeedTrouble: good answers are mutated."""

from __future__ import annotations

import copy
import json
import math
from datetime import date
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.feeds.feed import FeedTrouble
from gridwatch.feeds.yahoo.answers import Answered, read_answer
from gridwatch.feeds.yahoo.charts import parse_chart
from gridwatch.feeds.yahoo.quotes import parse_quotes
from gridwatch.feeds.yahoo.search import parse_search
from gridwatch.feeds.yahoo.shares import parse_shares
from tests.feeds.yahoo.envelopes import (
    LATER,
    JsonValue,
    at,
    chart_answer,
    quote_answer,
    search_answer,
    shares_answer,
)

EVENTS = {
    "splits": {"1": {"date": at(2026, 11, 17), "numerator": 2, "denominator": 1}},
    "dividends": {"1": {"date": at(2026, 11, 17), "amount": 0.5}},
}
NUMBERS = [0, -1, 1, 10**400, 2**63, 1e308, 5e-324, math.nan, math.inf]
WORDS = ["", "x", "1:0", "\ud800", "America", "../..", "\0", "GBp", "3mo", "∞"]
ODD: st.SearchStrategy[JsonValue] = st.sampled_from(
    [None, True, *NUMBERS, *WORDS, [], {}, [[]], [None], {"raw": 1}]
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | ODD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)
Path = tuple[Any, ...]


def places(value: JsonValue, here: Path = ()) -> list[Path]:
    """Give the path of every node."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [here, *(each for key, one in inner for each in places(one, (*here, key)))]


def mutated(good: JsonValue) -> st.SearchStrategy[Any]:
    """Make copies of `good` in which up to four nodes are replaced or removed."""
    change = st.tuples(st.sampled_from(places(good)), st.booleans(), ANY)
    return st.lists(change, min_size=1, max_size=4).map(lambda changes: _apply(good, changes))


def _apply(good: JsonValue, changes: list[tuple[Path, bool, Any]]) -> JsonValue:
    answer = copy.deepcopy(good)
    for path, remove, value in changes:
        if not path:
            answer = value
            continue
        *way, last = path
        try:
            node = answer
            for key in way:
                node = node[key]
            if remove:
                del node[last]
            else:
                node[last] = value
        except (LookupError, TypeError):
            continue  # an earlier change took this node away
    return answer


@given(mutated(chart_answer(events=EVENTS)))
def test_charts(answer: JsonValue) -> None:
    try:
        found = parse_chart(answer, "601179.SS", LATER, date(1990, 1, 1))
    except FeedTrouble:
        return
    bars = found.bars
    prices = np.stack([bars.open, bars.high, bars.low, bars.close])
    assert prices.shape == (4, len(bars))
    assert np.all(np.isfinite(prices) & (prices > 0))
    assert np.all(bars.low <= bars.high)
    assert np.all(np.isfinite(bars.volume) & (bars.volume >= 0))
    assert np.all(np.diff(bars.days) > 0)
    assert all(each.numerator > 0 and each.denominator > 0 for each in found.splits)
    assert all(math.isfinite(each.amount) and each.amount > 0 for each in found.dividends)
    (found.name + found.zone + found.exchange).encode()


@given(mutated(quote_answer()))
def test_quotes(answer: JsonValue) -> None:
    try:
        found = parse_quotes(answer, ["NG.L", "GONE"])
    except FeedTrouble:
        return
    told = [each.symbol for each in found.quotes]
    assert sorted(told + [one for each in found.troubles for one in each.symbols]) == [
        "GONE",
        "NG.L",
    ]
    for quote in found.quotes:
        assert math.isfinite(quote.price)
        assert quote.price > 0
        assert quote.day.year > 1969
        (quote.name + quote.exchange).encode()


@given(mutated(shares_answer()))
def test_shares(answer: JsonValue) -> None:
    try:
        found = parse_shares(answer, "601179.SS", date(1990, 1, 1))
    except FeedTrouble:
        return
    assert all(math.isfinite(each.count) and each.count > 0 for each in found)


@given(mutated(search_answer()))
def test_search(answer: JsonValue) -> None:
    try:
        found = parse_search(answer)
    except FeedTrouble:
        return
    for each in found:
        (each.symbol + each.name + each.exchange + each.kind).encode()


@given(
    st.integers(100, 999),
    st.binary(max_size=60) | ANY.map(lambda each: json.dumps(each).encode()),
    st.none() | st.text(max_size=20),
)
def test_http_answers(status: int, body: bytes, retry_after: str | None) -> None:
    try:
        read_answer(Answered(status, "https://x.yahoo.com/", body, retry_after), (), LATER)
    except FeedTrouble as trouble:
        told = trouble.detail
    else:
        told = "read"
        assert status == 200
    assert told
