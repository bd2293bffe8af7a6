"""Alert rules as heights of a chart: where they are is where their condition turns."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gridwatch.domain.alert.condition import Relation
from gridwatch.domain.alert.grammar import condition_text, parse_condition
from gridwatch.domain.alert.machine import State
from gridwatch.domain.alert.measure import Measure, Slack
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.bars import bars_of, day_number
from gridwatch.domain.charting import ChartRequest, Quantity
from gridwatch.domain.company import Basis
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.marketcap import MarketCap
from gridwatch.domain.series import RulePrice, Series
from gridwatch.domain.splits import Split
from gridwatch.places import Profile, resources
from gridwatch.services.live import ticked
from gridwatch.services.overview import CompanyView
from gridwatch.services.profiles import open_profile
from gridwatch.services.rule_prices import Listed, moved_rule, rule_prices, zone_of
from gridwatch.services.series import read_series
from gridwatch.services.watched import Watched, read_watched
from gridwatch.store.database import open_market, transaction
from gridwatch.store.user.rule_states import Standing, store_standings
from gridwatch.store.user.rules import add_rule
from gridwatch.store.user.watchlists import all_watchlists
from tests.services.cache import SYMBOL, Cache, company_of, quote_of

NOW = datetime(2026, 3, 6, 4, tzinfo=UTC)
LAST = date(2026, 3, 5)
SHANGHAI = zone_of("", "SSE")
RATES = {"CNY": 1.0, "USD": 7.0, "HKD": 0.9}  # into CNY
positive = some.floats(0.01, 1e4)


def rule_of(text: str, since: datetime = NOW, subject: Subject | None = None) -> Rule:
    return Rule(1, subject or Subject(Scope.COMPANY, 1), parse_condition(text), since, since)


def view_at(price: float, shares: float = 5e9, currency: str = "CNY") -> CompanyView:
    company = company_of(SYMBOL, "0999.HK")
    cap = MarketCap(price * shares, currency, Basis.DOMESTIC, price, shares)
    return CompanyView(company, quote_of(LAST, price), cap, None, (), None, stale=False)


def lines(
    rule: Rule,
    view: CompanyView,
    quantity: Quantity = Quantity.PRICE,
    into: str = "CNY",
    splits: tuple[Split, ...] = (),
) -> tuple[RulePrice, ...]:
    def rate(currency: str) -> float:
        return RATES.get(currency, math.nan) / RATES[into]

    return rule_prices([Watched(rule)], view, quantity, Listed("CNY", splits, SHANGHAI), rate)


def line(
    rule: Rule, view: CompanyView, quantity: Quantity = Quantity.PRICE, into: str = "CNY"
) -> RulePrice:
    (found,) = lines(rule, view, quantity, into)
    return found


def holds_at(rule: Rule, price: float, shares: float) -> bool:
    """Tell whether the only term of a rule holds, as the collector would."""
    (term,) = rule.terms
    value = price if term.measure is Measure.PRICE else price * shares
    own = value / RATES[term.currency or "CNY"]
    return (own - float(term.level)) * term.sign >= 0


@given(
    some.sampled_from((Measure.CAP, Measure.PRICE)),
    some.sampled_from(tuple(Relation)),
    some.sampled_from(("CNY", "USD", "HKD")),
    some.sampled_from(tuple(Quantity)),
    some.sampled_from(("CNY", "USD")),
    positive,
    positive,
    some.floats(0.5, 2.0),
)
def test_a_condition_holds_on_its_side_of_the_line_and_not_on_the_other(
    measure: Measure,
    relation: Relation,
    currency: str,
    quantity: Quantity,
    into: str,
    now: float,
    level: float,
    beside: float,
) -> None:
    shares = 5e9
    amount = level * (shares if measure is Measure.CAP else 1)
    rule = rule_of(f"{measure} {relation} {amount:.6f} {currency}")
    at = line(rule, view_at(now, shares), quantity, into)
    unit = shares if quantity is Quantity.CAP else 1.0
    # Another height of the chart, as the price in the listing's own currency that it stands for.
    value = at.price * beside
    if math.isclose(beside, 1.0, rel_tol=1e-6):
        return
    price = value / unit * RATES[into]
    beyond = (value - at.price) * at.term.sign >= 0
    assert holds_at(rule, price, shares) == beyond


def test_a_rule_has_a_line_for_each_of_its_heights() -> None:
    rule = rule_of("cap >= 100bn CNY and (price >= 20 or day >= 5%)")
    found = lines(rule, view_at(16.0))
    assert [(each.number, each.price) for each in found] == [(0, 20.0), (1, 20.0)]
    assert found[0].key != found[1].key
    assert lines(rule_of("rsi(14) >= 70"), view_at(16.0)) == ()


def test_a_price_is_an_implied_cap_where_caps_are_shown() -> None:
    found = line(rule_of("price <= 12 CNY"), view_at(16.0), Quantity.CAP)
    assert (found.price, found.amount, found.currency) == (60e9, 12.0, "CNY")


def test_without_a_rate_there_is_no_line() -> None:
    assert lines(rule_of("cap >= 20bn EUR"), view_at(16.0)) == ()
    assert lines(rule_of("price >= 20 CNY or price >= 3 EUR"), view_at(16.0))[0].number == 0


def test_an_unknown_cap_leaves_open_where_the_line_is() -> None:
    plain = view_at(16.0)
    unknown = replace(plain, cap=replace(plain.cap, value=None))
    assert math.isnan(line(rule_of("cap >= 100bn CNY"), unknown).price)
    assert line(rule_of("price >= 20"), unknown).price == 20
    assert line(rule_of("cap >= 100bn CNY"), unknown, Quantity.CAP).price == 100e9


def test_the_price_of_another_listing_is_no_height_of_this_chart() -> None:
    other, own = (Subject(Scope.LISTING, key=each) for each in ("0999.HK", SYMBOL))
    view = view_at(16.0)
    assert lines(rule_of("price >= 20 HKD", subject=other), view) == ()
    assert line(rule_of("cap >= 100bn CNY", subject=other), view).price == 20
    assert line(rule_of("price >= 20", subject=own), view).price == 20


def test_a_price_follows_the_splits_since_its_rule_began() -> None:
    splits = (Split(date(2026, 1, 10), 2, 1), Split(date(2026, 2, 10), 3, 1))
    # On the tenth in Shanghai it was typed in new shares already.
    since = datetime(2026, 1, 9, 17, tzinfo=UTC)
    view = view_at(16.0)
    (old,) = lines(rule_of("price >= 60", since - timedelta(days=1)), view, splits=splits)
    (new,) = lines(rule_of("price >= 60", since), view, splits=splits)
    (cap,) = lines(rule_of("cap >= 100bn CNY", since), view, splits=splits)
    assert (old.price, new.price, cap.price) == (10.0, 20.0, 20.0)


def test_a_moved_line_changes_its_own_term_alone() -> None:
    rule = rule_of("(cap >= 100bn CNY or day >= 5%) and price <= 20 CNY")
    first, last = lines(rule, view_at(16.0))
    moved = moved_rule(first, 112e9)
    assert condition_text(moved.condition) == (
        "(cap >= 112bn CNY or day >= 5%) and price <= 20 CNY"
    )
    assert condition_text(moved_rule(last, 17.4).condition).endswith("price <= 17.4 CNY")
    assert replace(moved, condition=rule.condition) == rule


def test_a_moved_line_leaves_other_prices_where_they_were_after_a_split() -> None:
    since, splits = NOW - timedelta(days=90), (Split(date(2026, 1, 10), 2, 1),)
    rule = replace(rule_of("price <= 20 or price >= 60", since), slack=Slack(Decimal(3)))
    one, other = lines(rule, view_at(16.0), splits=splits)
    moved = replace(moved_rule(one, 9.0), since=NOW)
    after = lines(moved, view_at(16.0), splits=splits)
    assert [each.price for each in after] == [9.0, other.price]
    assert moved.slack == Slack(Decimal("1.5"))


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    market: sqlite3.Connection = open_market(tmp_path / "market.db")
    made = Cache(market)
    first = day_number(LAST) - 2
    made.history(bars_of((first + n, 16, 17, 15, 16, 1000, True) for n in range(3)))
    made.counts([(date(2025, 12, 31), 5e9)])
    made.quote(quote_of(LAST, 16.0))
    yield made
    market.close()


def read(cache: Cache, rule: Rule, request: ChartRequest | None = None) -> Series:
    view = cache.view()
    series = read_series(cache.market, view, request or ChartRequest(), rules=[Watched(rule)])
    assert series is not None
    return series


def test_a_series_has_the_rules_at_its_own_heights(cache: Cache) -> None:
    cache.quote(quote_of(LAST, 7.0, fx_symbol("CNY"), "CNY"))
    rule = rule_of("cap >= 20bn USD or price >= 28 CNY")
    assert [each.price for each in read(cache, rule).rules] == pytest.approx([28.0, 28.0])
    dollars = read(cache, rule, ChartRequest(currency="USD"))
    assert [each.price for each in dollars.rules] == pytest.approx([4.0, 4.0])
    caps = read(cache, rule, ChartRequest(quantity=Quantity.CAP))
    assert [each.price for each in caps.rules] == pytest.approx([140e9, 140e9])


def test_without_its_rate_a_rule_is_not_in_the_series(cache: Cache) -> None:
    assert read(cache, rule_of("cap >= 20bn USD")).rules == ()


def test_a_tick_moves_the_lines_only_where_the_count_has_changed(cache: Cache) -> None:
    series = read(cache, rule_of("cap >= 100bn CNY and price >= 20"))
    cache.quote(quote_of(LAST, 17.0))
    after, _ = ticked(series, cache.view())
    assert after.rules is series.rules
    cache.counts([(date(2026, 3, 1), 10e9)])
    more, _ = ticked(after, cache.view())
    assert [each.price for each in more.rules] == [10.0, 20.0]
    assert more.rules[1] is series.rules[1]


def test_the_rules_of_a_company_are_its_own_and_those_of_its_groups(
    tmp_path: Path, cache: Cache
) -> None:
    user = open_profile(Profile(tmp_path / "profile"), resources(), "en")
    one = all_watchlists(user)[0]
    number = one.companies[0]
    view = replace(cache.view(), company=replace(company_of(SYMBOL, number=number), segment="uhv"))
    subjects = (
        Subject(Scope.COMPANY, number),
        Subject(Scope.COMPANY, one.companies[1]),
        Subject(Scope.LISTING, key=SYMBOL),
        Subject(Scope.LISTING, key="GEV"),
        Subject(Scope.LIST, one.id),
        Subject(Scope.SEGMENT, key="uhv"),
        Subject(Scope.SEGMENT, key="cables"),
        Subject(Scope.EVERYTHING),
    )
    with transaction(user):
        made = [
            add_rule(user, replace(rule_of("cap >= 1bn CNY", subject=each), id=0))
            for each in subjects
        ]
        add_rule(user, replace(rule_of("day >= 5%", subject=subjects[0]), id=0))
        state = State((True,), False, NOW, NOW, LAST, done=True)
        store_standings(user, {(made[0].id, number): Standing(state, NOW)})
    found = read_watched(user, view)
    assert [each.rule.id for each in found] == [made[place].id for place in (0, 2, 4, 5, 7)]
    assert [each.done for each in found] == [True, False, False, False, False]
    user.close()
