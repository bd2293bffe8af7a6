"""The first start, the main screen's values, and profiles that can't be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.bars import History, bars_of, day_number
from gridwatch.domain.company import Basis, Company, Listing, company_of_listing
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem
from gridwatch.domain.quote import Doubt, Quote
from gridwatch.domain.shares import Scope, ShareCount
from gridwatch.places import Profile, resources
from gridwatch.services import first_start
from gridwatch.services.catalog import read_catalog
from gridwatch.services.edits import SetTarget, apply
from gridwatch.services.overview import CompanyView, read_overview
from gridwatch.services.profiles import market_reader, open_profile, overview_of
from gridwatch.services.thesis.starter import read_starter
from gridwatch.store.database import open_market
from gridwatch.store.market.bars import read_bars, read_dividends, store_history
from gridwatch.store.market.origin import store_origin
from gridwatch.store.market.quotes import all_quotes, store_quotes
from gridwatch.store.market.shares import store_shares
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.starters import wanted_targets
from gridwatch.store.user.watchlists import add_watchlist, all_watchlists, set_companies
from tests.in_memory import new_market, new_user

NOW = datetime(2026, 3, 3, 8, tzinfo=UTC)
TRADED = datetime(2026, 3, 3, 7, tzinfo=UTC)
SYMBOL = "600875.SS"
DONGFANG = Company(
    1, "Dongfang Electric", "东方电气", "dfdq", "CN", True, "generation", SYMBOL,
    (Listing(SYMBOL, "SSE", "CNY", "A"), Listing("1072.HK", "HKEX", "HKD", "H")),
)  # fmt: skip
QUOTE = Quote(
    SYMBOL, 25.0, TRADED, "CNY", "CNY", offset=28800, previous_close=24.0, day_high=25.5,
    source_cap=75e9, fetched_at=NOW,
)  # fmt: skip
RATE = Quote("USDCNY=X", 8.0, TRADED, "CNY", "CNY", fetched_at=NOW)
COUNT = ShareCount(Scope.COMPANY, date(2026, 1, 1), 3e9, "catalog")


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = new_user()
    add_company(connection, DONGFANG)
    set_companies(connection, add_watchlist(connection, "Grid"), [1])
    yield connection
    connection.close()


@pytest.fixture
def market() -> Iterator[sqlite3.Connection]:
    connection = new_market()
    store_quotes(connection, [QUOTE, RATE])
    store_shares(connection, SYMBOL, [COUNT])
    yield connection
    connection.close()


def target(user: sqlite3.Connection, amount: str, currency: str) -> None:
    apply(user, SetTarget(1, Money(Decimal(amount), currency)), NOW)


def view(user: sqlite3.Connection, market: sqlite3.Connection | None) -> CompanyView:
    return read_overview(user, market, NOW).companies[1]


def test_a_company_is_valued_with_its_ladder(
    user: sqlite3.Connection, market: sqlite3.Connection
) -> None:
    for amount, currency in (("200000000000", "CNY"), ("12500000000", "USD"), ("7e10", "CNY")):
        target(user, amount, currency)
    seen = view(user, market)
    assert (seen.cap.value, seen.cap.basis) == (75e9, Basis.DOMESTIC)
    assert seen.base_cap == 75e9
    assert [each.target.currency for each in seen.rungs] == ["CNY", "USD", "CNY"]
    assert [each.reached for each in seen.rungs] == [True, False, False]
    assert seen.rung is seen.rungs[1]
    assert seen.rung.cap == pytest.approx(75e9 / 8)
    assert seen.rung.price == pytest.approx(25.0 * 100 / 75)
    assert seen.rung.distance_pct == pytest.approx(100 / 3)
    assert not seen.stale
    assert not seen.doubtful_gap


@pytest.mark.parametrize("lost", ["market", "quote", "shares", "rate", "price"])
def test_what_is_missing_is_unknown_and_never_zero(
    user: sqlite3.Connection, market: sqlite3.Connection, lost: str
) -> None:
    target(user, "100000000000", "CNY")
    target(user, "10000000000", "USD")
    if lost == "quote":
        market.execute("DELETE FROM quote WHERE price = 25")
    if lost == "shares":
        market.execute("DELETE FROM share_count")
    if lost == "rate":
        market.execute("DELETE FROM quote WHERE price = 8")
    if lost == "price":
        market.execute("UPDATE quote SET price = 0 WHERE price = 25")
    seen = view(user, None if lost == "market" else market)
    in_yuan = [each for each in seen.rungs if each.target.currency == "CNY"]
    in_dollars = [each for each in seen.rungs if each.target.currency == "USD"]
    unknown = in_dollars if lost == "rate" else seen.rungs
    for each in unknown:
        assert (each.cap, each.distance_pct, each.price, each.progress, each.reached) == (
            None, None, None, None, None,
        )  # fmt: skip
    if lost == "rate":
        assert in_yuan[0].cap == 75e9
        assert seen.base_cap == 75e9
    else:
        assert (seen.cap.value, seen.base_cap, seen.gap) == (None, None, None)


def test_a_doubtful_rate_is_no_rate(user: sqlite3.Connection, market: sqlite3.Connection) -> None:
    target(user, "10000000000", "USD")
    store_quotes(market, [replace(RATE, price=80.0, doubt=Doubt.SPIKE)])
    assert view(user, market).rungs[0].cap is None


def test_a_company_added_by_its_symbol_alone_is_told_by_its_quote(
    user: sqlite3.Connection, market: sqlite3.Connection
) -> None:
    number = add_company(user, company_of_listing(Listing("CHG.L"), "")).id
    assert read_overview(user, market, NOW).companies[number].company.name == "CHG.L"
    store_quotes(
        market, [Quote("CHG.L", 3.1, TRADED, "GBP", "GBp", name="Chemring", exchange="LSE")]
    )
    seen = read_overview(user, market, NOW).companies[number].company
    assert (seen.name, seen.listings) == ("Chemring", (Listing("CHG.L", "LSE", "GBp"),))
    assert view(user, market).company == DONGFANG


@pytest.mark.parametrize("doubt", [Doubt.SPIKE, Doubt.SPLIT])
def test_a_price_in_doubt_reaches_no_target_and_misses_none(
    user: sqlite3.Connection, market: sqlite3.Connection, doubt: Doubt
) -> None:
    for amount in ("70000000000", "100000000000"):
        target(user, amount, "CNY")
    store_quotes(market, [replace(QUOTE, doubt=doubt)])
    overview = read_overview(user, market, NOW)
    seen = overview.companies[1]
    assert (seen.doubt, seen.cap.value) == (doubt, 75e9)
    assert [each.reached for each in seen.rungs] == [None, None]
    store_quotes(market, [QUOTE])
    assert [each.reached for each in view(user, market).rungs] == [True, False]


def test_only_a_price_that_makes_the_cap_puts_it_in_doubt(
    user: sqlite3.Connection, market: sqlite3.Connection
) -> None:
    target(user, "70000000000", "CNY")
    strange = Quote("1072.HK", 99.0, TRADED, "HKD", "HKD", doubt=Doubt.SPIKE)
    store_quotes(market, [strange, Quote("HKDCNY=X", 0.9, TRADED, "CNY", "CNY")])
    assert view(user, market).doubt is Doubt.NONE
    assert view(user, market).rungs[0].reached is True
    user.execute("UPDATE company SET chosen_basis = 'class_weighted'")
    for symbol in (SYMBOL, "1072.HK"):
        store_shares(market, symbol, [ShareCount(Scope.LISTING, date(2026, 1, 1), 3e9, "catalog")])
    seen = view(user, market)
    assert (seen.cap.basis, seen.doubt) == (Basis.CLASS_WEIGHTED, Doubt.SPIKE)
    assert seen.rungs[0].reached is None


@pytest.mark.parametrize(("theirs", "doubtful"), [(77e9, False), (78e9, True), (72e9, True)])
def test_a_gap_above_three_per_cent_to_the_source_is_shown(
    user: sqlite3.Connection, market: sqlite3.Connection, theirs: float, doubtful: bool
) -> None:
    store_quotes(market, [replace(QUOTE, source_cap=theirs)])
    seen = view(user, market)
    assert seen.gap == pytest.approx(theirs / 75e9 - 1)
    assert seen.doubtful_gap is doubtful


def test_a_listing_that_rests_is_stale_and_still_valued(
    user: sqlite3.Connection, market: sqlite3.Connection
) -> None:
    target(user, "10000000000", "USD")
    store_quotes(market, [replace(QUOTE, time=TRADED - timedelta(days=120))])
    store_shares(market, SYMBOL, [replace(COUNT, as_of=date(2025, 1, 1))])
    seen = view(user, market)
    assert seen.stale
    assert seen.rungs[0].cap == pytest.approx(75e9 / 8)


def test_last_months_session_shows_what_it_was_worth(
    user: sqlite3.Connection, market: sqlite3.Connection
) -> None:
    target(user, "10000000000", "USD")
    seen = read_overview(user, market, NOW + timedelta(days=30)).companies[1]
    assert seen.stale
    assert seen.rungs[0].cap == pytest.approx(75e9 / 8)


def test_pence_are_pounds_before_they_are_stored(
    user: sqlite3.Connection, market: sqlite3.Connection
) -> None:
    line = Company(
        2, "Chemring", "", "", "GB", False, "", "CHG.L", (Listing("CHG.L", "LSE", "GBp"),)
    )
    add_company(user, line)
    store_quotes(
        market,
        [
            Quote("CHG.L", 3.088, TRADED, "GBP", "GBp", company_shares=1e9),
            Quote("GBPUSD=X", 1.25, TRADED, "USD", "USD"),
        ],
    )
    store_shares(market, "CHG.L", [replace(COUNT, count=1e9)])
    seen = read_overview(user, market, NOW).companies[2]
    assert seen.cap.currency == "GBP"
    assert seen.cap.value == pytest.approx(3.088e9)
    assert seen.base_cap == pytest.approx(3.088e9 * 1.25 * 8)


def test_a_split_after_the_count_restates_it(
    user: sqlite3.Connection, market: sqlite3.Connection
) -> None:
    market.execute(
        "INSERT INTO split SELECT id, '2026-02-01', 2, 1 FROM instrument WHERE symbol = ?",
        (SYMBOL,),
    )
    assert view(user, market).cap.value == 150e9


def test_quotes_and_histories_come_back_as_they_were(market: sqlite3.Connection) -> None:
    full = replace(
        QUOTE, day_low=24.5, volume=1e6, delay_minutes=15, listing_shares=1e9,
        company_shares=3e9, name="Dongfang", exchange="SHH", doubt=Doubt.SPLIT,
    )  # fmt: skip
    store_quotes(market, [full])
    assert all_quotes(market)[SYMBOL] == full
    first = day_number(date(2026, 3, 2))
    bars = bars_of([(first, 1, 2, 0.5, 1.5, 10, 1), (first + 1, 1, 2, 0.5, 1.25, 20, 0)])
    store_history(
        market, History(SYMBOL, "CNY", "CNY", "Asia/Shanghai", "SHH", bars), replace_all=True
    )
    again = read_bars(market, SYMBOL)
    assert again.close.tolist() == [1.5, 1.25]
    assert again.final.tolist() == [True, False]
    assert len(read_bars(market, SYMBOL, date(2026, 3, 3))) == 1
    assert len(read_bars(market, "NONE")) == 0
    assert read_dividends(market, SYMBOL) == ()


@pytest.mark.parametrize(
    ("language", "index"), [("en", "en"), ("de", "de"), ("zh_CN", "zh_CN"), ("fr", "en")]
)
def test_a_first_start_fills_a_profile_once(tmp_path: Path, language: str, index: str) -> None:
    catalog = read_catalog(resources())
    profile = Profile(tmp_path)
    with closing(open_profile(profile, resources(), language)) as opened:
        before = list(opened.iterdump())
        lists = all_watchlists(opened)
        assert [each.name for each in lists] == [each.names[index] for each in catalog.starters]
        assert all(each.companies for each in lists)
        mainland = sum(each.company.mainland for each in catalog.companies)
        assert len(wanted_targets(opened)) == mainland > 0
        assert not first_start.start(opened, catalog, read_starter(resources(), "de"), "de", NOW)
        assert list(opened.iterdump()) == before
    with closing(open_profile(profile, resources(), "zh_CN")) as opened:
        assert list(opened.iterdump()) == before


def test_a_first_start_that_fails_leaves_nothing_behind() -> None:
    catalog, starter = read_catalog(resources()), read_starter(resources(), "en")
    broken = replace(catalog, starters=(replace(catalog.starters[0], companies=("nobody",)),))
    with closing(new_user()) as user:
        before = list(user.iterdump())
        with pytest.raises(KeyError):
            first_start.start(user, broken, starter, "en", NOW)
        assert list(user.iterdump()) == before
        assert first_start.start(user, catalog, starter, "en", NOW)


def test_the_catalog_is_searched_by_name_symbol_and_pinyin() -> None:
    catalog = read_catalog(resources())
    for words in ("dongfang el", "东方电气", "dfdq", "1072.hk", "600875"):
        found = [each.company.primary for each in catalog.companies if each.matches(words)]
        assert SYMBOL in found
    both = catalog.company_of("1072.HK")
    assert both is not None
    assert both.company.primary == SYMBOL
    assert catalog.company_of("NONE") is None


def test_a_cache_that_cannot_be_read_makes_prices_unknown(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    with closing(open_profile(profile, resources(), "en")) as user:
        for content in (None, b"", b"no database" * 100):
            if content is not None:
                profile.market_db.write_bytes(content)
            with market_reader(profile) as market:
                assert market is None
            views = overview_of(profile, user, NOW).companies.values()
            assert {each.cap.value for each in views} == {None}
        profile.market_db.unlink()
        open_market(profile.market_db).close()
        with profile.market_db.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * 40_000)
        views = overview_of(profile, user, NOW).companies.values()
        assert {each.cap.value for each in views} == {None}


def test_simulated_and_real_prices_are_never_shown_together(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    with closing(open_market(profile.market_db)) as market:
        store_origin(market, "simulated", "1")
    with closing(open_profile(profile, resources(), "en")) as user:
        with pytest.raises(Problem) as refused:
            overview_of(profile, user, NOW)
        assert refused.value.code == "demo_profile"
    with closing(open_market(profile.market_db)) as market:
        store_origin(market, "simulated", "0")
    demo = Profile(tmp_path, simulated=True)
    with closing(open_profile(demo, resources(), "en")) as user:
        with pytest.raises(Problem) as refused:
            overview_of(demo, user, NOW)
        assert refused.value.code == "mixed_profile"
        overview_of(profile, user, NOW)


def test_a_damaged_profile_is_refused_in_words(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    open_profile(profile, resources(), "en").close()
    with profile.user_db.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 8192)
    with pytest.raises(Problem) as refused:
        open_profile(profile, resources(), "en")
    assert refused.value.code == "database_damaged"
