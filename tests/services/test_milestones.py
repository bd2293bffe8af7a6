"""The milestone board: the same caps as the overview and the chart, and who is next."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from gridwatch.domain.bars import Bars, bars_of, day_number
from gridwatch.domain.charting import ChartRequest, Quantity
from gridwatch.domain.company import Basis, Company
from gridwatch.domain.milestones.volatility import motion_of
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem
from gridwatch.domain.quote import Doubt
from gridwatch.domain.shares import Scope
from gridwatch.domain.splits import Split
from gridwatch.services.edits import SetTarget, apply
from gridwatch.services.milestones import Board, Climb, read_board
from gridwatch.services.overview import read_overview
from gridwatch.services.rule_edits import SetLadder
from gridwatch.services.series import read_series
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.watchlists import add_watchlist, set_companies
from tests.in_memory import new_market, new_user
from tests.services.cache import Cache, closes, company_of, quote_of

NOW = datetime(2026, 3, 6, 4, tzinfo=UTC)
TODAY = date(2026, 3, 6)
FIRST = date(2023, 1, 1)
LENGTH = (TODAY - FIRST).days
ONE, OTHER, THIRD = "601179.SS", "600875.SS", "GEV"


def walk(end: float, seed: int = 1, length: int = LENGTH) -> Bars:
    """Return closes of every day up to yesterday that end with `end`."""
    dice = np.random.default_rng(seed)
    path = np.exp(np.cumsum(dice.normal(0, 0.02, length)))
    return closes(date.fromordinal(TODAY.toordinal() - length), path * (end / path[-1]))


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = new_user()
    yield connection
    connection.close()


@pytest.fixture
def cache() -> Iterator[Cache]:
    market = new_market()
    yield Cache(market)
    market.close()


def follow(user: sqlite3.Connection, *companies: Company) -> None:
    for each in companies:
        add_company(user, each)
    set_companies(user, add_watchlist(user, "Grid"), [each.id for each in companies])


def listed(
    cache: Cache, symbol: str, price: float, shares: float, currency: str = "CNY", seed: int = 1
) -> None:
    """Store three years of a listing up to yesterday, its quote of today, and its count."""
    cache.history(walk(price, seed), symbol, currency)
    cache.counts([(FIRST, shares)], symbol)
    cache.quote(quote_of(TODAY, price, symbol, currency))


def target(user: sqlite3.Connection, company: int, amount: str, currency: str = "CNY") -> None:
    apply(user, SetTarget(company, Money(Decimal(amount), currency)), NOW)


def money(*amounts: str, currency: str = "CNY") -> Sequence[Money]:
    return [Money(Decimal(each), currency) for each in amounts]


def only(board: Board) -> Climb:
    (climb,) = board.climbs
    return climb


def test_rungs_are_targets_and_ladders_each_once(user: sqlite3.Connection, cache: Cache) -> None:
    follow(user, company_of(ONE))
    listed(cache, ONE, 10.0, 8e9)
    target(user, 1, "100000000000")
    target(user, 1, "50000000000")
    ladder = money("200e9", "100e9", "50e9", "500e9")
    climb = only(read_board(user, cache.market, NOW, ladders={1: ladder, 9: ladder}))
    rungs = [(float(each.standing.amount) / 1e9, bool(each.target_id)) for each in climb.milestones]
    assert rungs == [(50, True), (100, True), (200, False), (500, False)]
    assert climb.next is climb.milestones[1]
    assert [each.standing.reached for each in climb.milestones] == [True, False, False, False]


def test_stored_ladders_count_the_own_one_before_that_of_the_list(
    user: sqlite3.Connection, cache: Cache
) -> None:
    follow(user, company_of(ONE), company_of(OTHER, number=2))
    listed(cache, ONE, 10.0, 8e9)
    listed(cache, OTHER, 20.0, 3e9, seed=2)
    target(user, 1, "90000000000")
    rungs = tuple(Decimal(each) * 10**9 for each in (50, 100))
    apply(user, SetLadder("CNY", rungs, watchlist_id=1), NOW)
    apply(user, SetLadder("CNY", (Decimal(10) ** 12,), company_id=2), NOW)
    board = read_board(user, cache.market, NOW)
    told = {
        each.view.company.id: [float(one.standing.amount) / 1e9 for one in each.milestones]
        for each in board.climbs
    }
    assert told == {1: [50, 90, 100], 2: [1000]}
    assert [each.watchlist_id for each in board.ladders] == [1, 0]


def test_caps_distances_and_prices_are_those_of_the_overview(
    user: sqlite3.Connection, cache: Cache
) -> None:
    follow(user, company_of(ONE))
    listed(cache, ONE, 10.0, 8e9)
    cache.quote(quote_of(TODAY, 7.2, "USDCNY=X"))
    target(user, 1, "100000000000")
    target(user, 1, "20000000000", "USD")
    climb = only(read_board(user, cache.market, NOW))
    shown = read_overview(user, cache.market, NOW).companies[1]
    for milestone, rung in zip(climb.milestones, shown.rungs, strict=True):
        one = milestone.standing
        assert milestone.target_id == rung.target.id
        assert (one.cap, one.distance_pct, one.price, one.reached) == (
            rung.cap, rung.distance_pct, rung.price, rung.reached,
        )  # fmt: skip


def test_the_past_is_that_of_the_chart_in_the_currency_of_the_rung(
    user: sqlite3.Connection, cache: Cache
) -> None:
    follow(user, company_of(ONE))
    listed(cache, ONE, 10.0, 8e9)
    rates = closes(FIRST, np.linspace(6.5, 7.5, LENGTH))
    cache.history(rates, "USDCNY=X")
    cache.quote(quote_of(TODAY, 7.5, "USDCNY=X"))
    target(user, 1, "10000000000", "USD")
    climb = only(read_board(user, cache.market, NOW))
    view = read_overview(user, cache.market, NOW).companies[1]
    series = read_series(cache.market, view, ChartRequest(quantity=Quantity.CAP, currency="USD"))
    assert series is not None
    days, caps = series.bars.days, series.candles.close
    (one,) = (each.standing for each in climb.milestones)
    above = np.flatnonzero(caps >= 1e10)
    assert one.crossed is not None
    assert day_number(one.crossed.first) == days[above[0]]
    assert one.crossed.sessions_above == len(above)
    assert one.cap == pytest.approx(caps[-1])
    growth = climb.growth["USD"]
    year = growth.paces[1]
    assert year.growth == pytest.approx(
        float(np.log(caps[-1] / caps[days == day_number(date(2025, 3, 6))][0])) * 365.25 / 365
    )
    # The shares never changed: the motion of the caps up to yesterday is that of one share.
    expected = motion_of(days[:-1], caps[:-1])
    assert expected is not None
    assert growth.motion is not None
    assert growth.motion.volatility == pytest.approx(expected.volatility)
    assert growth.motion.drift == pytest.approx(expected.drift)


def test_who_is_next_comes_first(user: sqlite3.Connection, cache: Cache) -> None:
    follow(user, company_of(ONE), company_of(OTHER, number=2), company_of(THIRD, number=3))
    for seed, (symbol, number, wanted) in enumerate(
        [(ONE, 1, "120e9"), (OTHER, 2, "85e9"), (THIRD, 3, "50e9")], start=1
    ):
        listed(cache, symbol, 10.0, 8e9, seed=seed)
        target(user, number, str(int(Decimal(wanted))))
    board = read_board(user, cache.market, NOW)
    assert [each.view.company.primary for each in board.climbs] == [OTHER, ONE, THIRD]
    assert board.climbs[-1].next is None
    near, far = (each.next.standing.chance(12) for each in board.climbs[:2] if each.next)
    assert near is not None
    assert far is not None
    assert near.driftless > far.driftless
    named = read_board(user, cache.market, NOW, companies={1, 3, 77})
    assert [each.view.company.id for each in named.climbs] == [1, 3]


def test_only_followed_companies_are_on_the_board(user: sqlite3.Connection, cache: Cache) -> None:
    follow(user, company_of(ONE))
    add_company(user, company_of(OTHER, number=2))
    climb = only(read_board(user, cache.market, NOW))
    assert (climb.view.company.id, climb.milestones, climb.next) == (1, (), None)


@pytest.mark.parametrize("lost", ["file", "quote", "shares", "rate", "bars"])
def test_what_is_missing_is_unknown_and_nothing_is_foretold(
    user: sqlite3.Connection, cache: Cache, lost: str
) -> None:
    follow(user, company_of(ONE))
    listed(cache, ONE, 10.0, 8e9)
    cache.history(closes(FIRST, [7.2] * LENGTH), "USDCNY=X")
    target(user, 1, "20000000000", "USD")
    statement = {
        "quote": "DELETE FROM quote",
        "shares": "DELETE FROM share_count",
        "rate": "DELETE FROM bar WHERE instrument_id ="
        " (SELECT id FROM instrument WHERE symbol = 'USDCNY=X')",
        "bars": "DELETE FROM bar WHERE close < 7.1 OR close > 7.3",
    }.get(lost)
    if statement:
        cache.market.execute(statement)
    climb = only(read_board(user, None if lost == "file" else cache.market, NOW))
    (one,) = (each.standing for each in climb.milestones)
    assert one.chances == ()
    if lost == "bars":
        assert one.distance_pct == pytest.approx((20e9 / (80e9 / 7.2) - 1) * 100)
        assert one.eta is not None
        assert (one.eta.earliest, one.eta.without) == (None, 3)
    else:
        assert (one.cap, one.distance_pct, one.price, one.reached, one.eta) == (None,) * 5
    if lost == "shares":
        assert [each.code for each in climb.notes] == ["cap_without_shares"]
    if lost == "quote":
        assert climb.growth["USD"].motion is not None


def test_a_price_in_doubt_foretells_nothing(user: sqlite3.Connection, cache: Cache) -> None:
    follow(user, company_of(ONE))
    listed(cache, ONE, 10.0, 8e9)
    target(user, 1, "1000000000000")
    cache.quote(quote_of(TODAY, 130.0))
    cache.market.execute("UPDATE quote SET doubt = ?", (str(Doubt.SPIKE),))
    climb = only(read_board(user, cache.market, NOW))
    (one,) = (each.standing for each in climb.milestones)
    assert (one.reached, one.crossed, one.eta, one.chances) == (None, None, None, ())
    assert climb.next is None


def test_a_quote_older_than_the_history_adds_nothing_to_it(
    user: sqlite3.Connection, cache: Cache
) -> None:
    follow(user, company_of(ONE))
    listed(cache, ONE, 10.0, 8e9)
    cache.quote(quote_of(date(2026, 2, 27), 99.0))
    target(user, 1, "500000000000")
    (one,) = (each.standing for each in only(read_board(user, cache.market, NOW)).milestones)
    assert one.reached is True
    assert one.crossed is None


def test_a_split_is_no_step_of_the_cap(user: sqlite3.Connection, cache: Cache) -> None:
    follow(user, company_of(ONE))
    split = Split(date(2025, 6, 2), 2, 1)
    cache.history(walk(10.0), splits=[split])
    cache.counts([(FIRST, 4e9), (date(2025, 6, 2), 8e9)])
    cache.quote(quote_of(TODAY, 10.0))
    target(user, 1, "100000000000")
    climb = only(read_board(user, cache.market, NOW))
    motion = climb.growth["CNY"].motion
    assert motion is not None
    plain = motion_of(walk(10.0).days, walk(10.0).close)
    assert plain is not None
    assert motion.volatility == pytest.approx(plain.volatility)
    assert motion.measured == pytest.approx(plain.measured)


def test_two_classes_are_weighed_as_in_the_chart(user: sqlite3.Connection, cache: Cache) -> None:
    both = company_of(
        ONE, "1072.HK", currencies=("CNY", "HKD"), basis=Basis.CLASS_WEIGHTED
    )  # fmt: skip
    follow(user, both)
    for symbol, currency, price, shares, seed in (
        (ONE, "CNY", 10.0, 5e9, 1), ("1072.HK", "HKD", 9.0, 2e9, 2),
    ):  # fmt: skip
        cache.history(walk(price, seed), symbol, currency)
        cache.counts([(FIRST, shares)], symbol, Scope.LISTING)
        cache.quote(quote_of(TODAY, price, symbol, currency))
    for symbol, rate in (("USDCNY=X", 7.2), ("USDHKD=X", 7.8)):
        cache.history(closes(FIRST, [rate] * LENGTH), symbol)
        cache.quote(quote_of(TODAY, rate, symbol))
    target(user, 1, "60000000000")
    climb = only(read_board(user, cache.market, NOW))
    view = read_overview(user, cache.market, NOW).companies[1]
    series = read_series(cache.market, view, ChartRequest(quantity=Quantity.CAP))
    assert series is not None
    (one,) = (each.standing for each in climb.milestones)
    assert one.cap == pytest.approx(50e9 + 18e9 * 7.2 / 7.8)
    assert one.crossed is not None
    above = series.candles.close >= 6e10
    assert one.crossed.sessions_above == np.count_nonzero(above)
    assert day_number(one.crossed.first) == series.bars.days[np.argmax(above)]


def test_a_rung_that_is_no_amount_is_refused(user: sqlite3.Connection, cache: Cache) -> None:
    follow(user, company_of(ONE))
    with pytest.raises(Problem, match="not an amount above zero"):
        read_board(user, cache.market, NOW, ladders={1: money("0")})


def test_china_xd_crossed_50_bn_when_it_did(
    user: sqlite3.Connection, cache: Cache, shared_data: Path
) -> None:
    follow(user, company_of(ONE))
    with (shared_data / "ohlcv" / f"{ONE}.raw_mcap.csv").open() as lines:
        rows = [
            (date.fromisoformat(each["date"]), float(each["close"]), float(each["total_mcap_cny"]))
            for each in csv.DictReader(lines)
        ]
    cache.history(bars_of((day_number(at), one, one, one, one, 1, 1) for at, one, _ in rows))
    counts = [(at, cap / close) for at, close, cap in rows]
    cache.counts(
        each
        for before, each in zip([(None, 0.0), *counts[:-1]], counts, strict=True)
        if abs(before[1] / each[1] - 1) > 1e-9
    )
    ladder = money("20e9", "50e9", "100e9")
    climb = only(read_board(user, cache.market, NOW, ladders={1: ladder}))
    expected = [
        next((at for at, _, cap in rows if cap >= wanted), None) for wanted in (20e9, 50e9, 100e9)
    ]
    found = [each.standing.crossed for each in climb.milestones]
    assert [each.first if each else None for each in found] == expected
    assert expected[1] == date(2015, 4, 17)
    # There is no quote of it: where it stands now is not known.
    assert all(each.standing.cap is None for each in climb.milestones)
