"""The log in pages: every order and filter against a plain reading, and no slower when long."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.move import Move
from gridwatch.domain.alert.sight import Quiet, Sight, Spot
from gridwatch.store.database import transaction
from gridwatch.store.user.firing_log import (
    LogQuery,
    Order,
    Which,
    Word,
    log_of,
    log_page,
    unseen_of,
)
from gridwatch.store.user.firings import (
    Evidence,
    Firing,
    add_firing,
    firings,
    firings_after,
    firings_of,
    mark_seen,
    newest_firing,
)
from tests.in_memory import new_user
from tests.told import AT, FIRING, repeat_log

MANY = 40_000


def made(number: int) -> Firing:
    """Make one of many firings, each with something of its own."""
    measure = list(Measure)[number % 4]
    return replace(
        FIRING,
        company_id=number % 7 or None,
        symbol=f"{600000 + number % 7}.SS",
        name=f"Maker {number % 7}",
        rule_name="50%_off" if number % 9 == 0 else "",
        condition=f"{measure} <= {number % 5}" if number % 2 else f"{measure} >= {number % 5}",
        measure=measure,
        level=Decimal(number % 13),
        unit="USD" if number % 3 else "CNY",
        value=float(number % 17),
        reached_at=AT + timedelta(minutes=number * 37 % 101),
        sight=Sight.BAR if number % 5 else Sight.LIVE,
        spot=list(Spot)[number % 3],
        held=bool(number % 2),
        quiet=Quiet.MUTED if number % 4 == 0 else Quiet.NO,
        evidence=Evidence() if number % 6 == 0 else replace(FIRING.evidence, price=number % 11),
        move=Move(AT.date(), 10.0, number % 8, -1.0, 0.5) if number % 3 else None,
    )


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = new_user()
    with transaction(connection):
        for number in range(101):
            assert add_firing(connection, made(number))
    mark_seen(connection, range(10, 60), AT)
    yield connection
    connection.close()


def less_first(value: object) -> tuple[bool, object]:
    """Sort what is not known before everything else, as SQLite does."""
    return (value is not None, 0 if value is None else value)


def rises(firing: Firing) -> bool:
    level = float(firing.level)
    return firing.value > level or (firing.value == level and "<=" not in firing.condition)


KEYS: dict[Order, Callable[[Firing], object]] = {
    Order.WHEN: lambda each: each.reached_at,
    Order.COMPANY: lambda each: each.name.casefold(),
    Order.WHAT: lambda each: (each.measure, rises(each), each.unit, each.level),
    Order.LEVEL: lambda each: (each.unit, each.level),
    Order.VALUE: lambda each: (each.unit, each.value),
    Order.HOW: lambda each: (each.sight, each.spot),
    Order.NOW: lambda each: each.held,
    Order.WHY: lambda each: (each.evidence.price_currency, less_first(each.evidence.price)),
    Order.MOVE: lambda each: less_first(each.move and each.move.total / each.move.before),
    Order.QUIET: lambda each: each.quiet,
    Order.SEEN: lambda each: less_first(each.seen_at),
}


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_is_that_of_the_values(
    user: sqlite3.Connection, order: Order, descending: bool
) -> None:
    query = LogQuery(order=order, descending=descending)
    page = log_page(user, query, 1000)
    newest_first = firings(user)
    expected = sorted(newest_first, key=KEYS[order], reverse=descending)  # type: ignore[arg-type]
    if order is Order.WHEN:
        assert page.firings == (newest_first if descending else newest_first[::-1])
    else:
        assert list(page.firings) == expected
    assert (page.found, page.logged) == (101, 101)
    assert tuple(log_of(user, query)) == page.firings


def test_companies_are_sorted_as_they_are_called(user: sqlite3.Connection) -> None:
    names = {each: f"{9 - each} of China" for each in range(1, 7)}
    query = LogQuery(order=Order.COMPANY, descending=False, names=names)
    called = [names.get(each.company_id or 0, each.name) for each in log_of(user, query)]
    assert called == sorted(called, key=str.casefold)
    assert called[0].startswith("3")


@pytest.mark.parametrize("which", Which)
def test_every_filter_keeps_what_it_says(user: sqlite3.Connection, which: Which) -> None:
    kept: dict[Which, Callable[[Firing], bool]] = {
        Which.ALL: lambda _: True,
        Which.NEW: lambda each: not each.quiet and each.seen_at is None,
        Which.TOLD: lambda each: not each.quiet,
        Which.QUIET: lambda each: bool(each.quiet),
    }
    page = log_page(user, LogQuery(which=which, companies=frozenset({2, 3})), 1000)
    wanted = [each for each in firings(user) if kept[which](each) and each.company_id in {2, 3}]
    assert list(page.firings) == wanted
    assert wanted
    assert page.found == len(wanted)
    assert page.new == sum(kept[Which.NEW](each) for each in firings(user))


def found(user: sqlite3.Connection, *words: Word) -> set[int]:
    return {each.id for each in log_of(user, LogQuery(words))}


def test_words_are_found_wherever_they_stand(user: sqlite3.Connection) -> None:
    log = firings(user)
    assert found(user, Word("600003")) == {each.id for each in log if each.symbol == "600003.SS"}
    assert found(user, Word("MAKER 2")) == {each.id for each in log if each.name == "Maker 2"}
    assert found(user, Word("cap <")) == {each.id for each in log if "cap <" in each.condition}
    both = found(user, Word("cap"), Word("600003"))
    assert both == found(user, Word("cap")) & found(user, Word("600003"))
    assert found(user, Word("nothing like it")) == set()


def test_signs_of_the_search_language_stand_for_themselves(user: sqlite3.Connection) -> None:
    named = {each.id for each in firings(user) if each.rule_name}
    assert found(user, Word("%_")) == named
    assert found(user, Word("0%_O")) == named
    assert found(user, Word("\\")) == set()
    assert found(user, Word("' OR 1=1 --")) == set()


def test_a_word_stands_for_companies_kinds_and_amounts_too(user: sqlite3.Connection) -> None:
    log = firings(user)
    by_company = found(user, Word("西电", companies=frozenset({4})))
    assert by_company == {each.id for each in log if each.company_id == 4}
    fell = found(user, Word("fell", kinds=frozenset({(Measure.CAP, False)})))
    assert fell == {e.id for e in log if e.measure is Measure.CAP and not rises(e)}
    assert fell
    amount = found(user, Word("7bn", amount=7.0))
    assert amount == {each.id for each in log if each.level == 7}


def test_a_page_reaches_down_to_a_firing_that_is_asked_for(user: sqlite3.Connection) -> None:
    query = LogQuery(order=Order.VALUE)
    last = list(log_of(user, query))[-1]
    assert last not in log_page(user, query, 10).firings
    assert last in log_page(user, query, 10, upto=last.id).firings
    assert len(log_page(user, query, 10, upto=987_654).firings) == 10


def test_what_was_logged_since_and_by_company(user: sqlite3.Connection) -> None:
    newest = newest_firing(user)
    assert firings_after(user, newest) == ()
    assert {each.id for each in firings_after(user, newest - 3)} == {newest - 2, newest - 1, newest}
    own = firings_of(user, 5)
    assert {each.company_id for each in own} == {5}
    assert [each.reached_at for each in own] == sorted(each.reached_at for each in own)


def test_what_a_query_finds_and_nobody_has_seen_is_counted_and_known_up_to_an_id(
    user: sqlite3.Connection,
) -> None:
    assert len(unseen_of(user, LogQuery(), 101)) == 101 - 50
    assert unseen_of(user, LogQuery(), 5) == (1, 2, 3, 4, 5)
    query = LogQuery((Word("maker 3"),), companies=frozenset({3}))
    page = log_page(user, query, 100)
    fresh = [each for each in page.firings if each.seen_at is None]
    assert set(unseen_of(user, query, page.last)) == {each.id for each in fresh}
    assert page.fresh == sum(not each.quiet for each in fresh)
    assert 0 < page.fresh < page.new
    assert page.last == 101
    assert (query.narrowed, LogQuery().narrowed) == (True, False)


def test_an_empty_log_is_a_page_of_nothing() -> None:
    connection = new_user()
    page = log_page(connection, LogQuery(), 100)
    assert (page.firings, page.found, page.logged, page.new) == ((), 0, 0, 0)
    assert newest_firing(connection) == 0
    connection.close()


def test_the_first_page_of_a_long_log_costs_a_small_part_of_reading_it_all() -> None:
    connection = new_user()
    with transaction(connection):
        for number in range(1000):
            at = AT + timedelta(minutes=number)
            add_firing(connection, replace(made(number), rule_id=number % 50, reached_at=at))
        repeat_log(connection, MANY // 1000 - 1)

    def seconds(work: Callable[[], object]) -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    whole = seconds(lambda: firings(connection, MANY))
    assert newest_firing(connection) == MANY
    page = min(seconds(lambda: log_page(connection, LogQuery(), 200)) for _ in range(3))
    searched = LogQuery((Word("cap"), Word("600003")), order=Order.COMPANY)
    search = min(seconds(lambda: log_page(connection, searched, 200)) for _ in range(3))
    assert page < whole / 10
    assert search < whole / 2
    connection.close()
