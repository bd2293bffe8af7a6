"""Rules as the window shows them: whom they are about, where they stand, what is true now."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.alert.condition import Term
from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.machine import State
from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.alert.sight import Quiet, Sight, Spot
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.fx import FxTable
from gridwatch.domain.money import Money
from gridwatch.domain.quote import Doubt
from gridwatch.services.edits import SetTarget, apply
from gridwatch.services.overview import read_overview
from gridwatch.services.rule_edits import AddRule, MuteRule, RemoveRule
from gridwatch.services.rule_values import Present, members_of, nearest, value_now
from gridwatch.services.rule_views import Place, RuleView, Stage, read_rulebook, weighed
from gridwatch.services.several import Several
from gridwatch.store.database import open_user, transaction
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.firings import Firing, add_firing
from gridwatch.store.user.rule_states import Standing, store_standings
from gridwatch.store.user.rules import add_rule, all_rules, rule_with_id
from gridwatch.store.user.watchlists import add_watchlist, all_watchlists, set_companies
from tests.ui.watchlist.overviews import overview_of, plain_company, quote_of, view_of

NOW = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)
TODAY = NOW.date()
EVERYTHING = Subject(Scope.EVERYTHING)


@pytest.fixture
def user(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Give a file with three companies on a list."""
    connection = open_user(tmp_path / "user.db")
    with transaction(connection):
        numbers = [
            add_company(connection, _company(symbol)).id
            for symbol in ("601179.SS", "600406.SS", "GEV")
        ]
        set_companies(connection, add_watchlist(connection, "Grid"), numbers)
    yield connection
    connection.close()


def _company(symbol: str) -> Company:
    listings = (Listing(symbol, "SSE", "CNY", "A", "I"),)
    return Company(0, symbol, "", "", "CN", True, "wires", symbol, listings)


def rule(text: str, subject: Subject = EVERYTHING) -> Rule:
    return Rule(0, subject, parse_condition(text), NOW, NOW)


def stored(user: sqlite3.Connection, *rules: Rule) -> list[Rule]:
    with transaction(user):
        return [add_rule(user, each) for each in rules]


def views(user: sqlite3.Connection) -> dict[int, RuleView]:
    book = read_rulebook(user, None, read_overview(user, None, NOW), NOW)
    return {each.rule.id: each for each in book.views}


def stand(user: sqlite3.Connection, rule_id: int, company: int, standing: Standing) -> None:
    with transaction(user):
        store_standings(user, {(rule_id, company): standing})


@pytest.mark.parametrize(
    ("standing", "place"),
    [
        (Standing(None, NOW), Place(1, Stage.UNSEEN)),
        (
            Standing(None, NOW, waits=("rate:HKDCNY", "price:GEV")),
            Place(1, Stage.WAITING, waits=("rate:HKDCNY", "price:GEV")),
        ),
        (Standing(State((False,), True, NOW), NOW), Place(1, Stage.ARMED)),
        (
            Standing(State((True,), False, NOW), NOW, date(2026, 1, 14)),
            Place(1, Stage.REACHED, date(2026, 1, 14), already=True),
        ),
        (
            Standing(State((True,), False, NOW, NOW, TODAY), NOW, date(2026, 1, 14)),
            Place(1, Stage.REACHED, TODAY),
        ),
        (
            Standing(State((True,), False, NOW, NOW, TODAY, done=True), NOW),
            Place(1, Stage.DONE, TODAY),
        ),
    ],
)
def test_every_standing_has_its_stage(
    user: sqlite3.Connection, standing: Standing, place: Place
) -> None:
    (made,) = stored(user, rule("cap >= 100bn CNY"))
    stand(user, made.id, 1, standing)
    assert views(user)[made.id].places == (place,)


def test_a_rule_that_nobody_has_looked_at_says_so(user: sqlite3.Connection) -> None:
    (made,) = stored(user, rule("cap >= 100bn CNY"))
    assert dict(views(user)[made.id].stages) == {Stage.UNSEEN: 1}


def test_what_has_not_changed_is_the_same_object_again(user: sqlite3.Connection) -> None:
    one, other = stored(user, rule("cap >= 100bn CNY"), rule("cap >= 200bn CNY"))
    overview = read_overview(user, None, NOW)
    first = read_rulebook(user, None, overview, NOW)
    apply(user, MuteRule(other.id), NOW)
    again = {e.rule.id: e for e in read_rulebook(user, None, overview, NOW, first.views).views}
    assert again[one.id] is first.views[0]
    assert again[other.id].rule.muted


def test_rules_of_targets_are_read_with_their_condition(user: sqlite3.Connection) -> None:
    apply(user, SetTarget(1, Money(Decimal(10**11), "CNY")), NOW)
    (found,) = views(user).values()
    assert found.typed == "cap >= 100bn CNY"
    assert found.rule.target_id is not None


def firing(rule_id: int, at: datetime, quiet: Quiet = Quiet.NO) -> Firing:
    return Firing(
        rule_id, None, 1, "601179.SS", "China XD", "", "cap >= 1bn CNY", Measure.CAP, Decimal(1),
        "CNY", 1.0, at, at.date(), Sight.LIVE, Spot.LAST, at, quiet=quiet,
    )  # fmt: skip


def test_the_last_time_that_the_user_was_told_counts(user: sqlite3.Connection) -> None:
    made, other = stored(user, rule("cap >= 1bn CNY"), rule("cap >= 2bn CNY"))
    with transaction(user):
        for days, quiet in ((3, Quiet.NO), (2, Quiet.NO), (1, Quiet.MUTED)):
            add_firing(user, firing(made.id, NOW - timedelta(days=days), quiet))
    found = views(user)
    told = found[made.id].told
    assert told is not None
    assert (told.day, told.times, told.company_id) == (date(2026, 3, 3), 2, 1)
    assert found[other.id].told is None


@pytest.mark.parametrize(
    ("subject", "members"),
    [
        (Subject(Scope.COMPANY, 1), ((1, "000001.SZ"),)),
        (Subject(Scope.COMPANY, 9), ()),
        (Subject(Scope.LISTING, key="000002.SZ"), ((2, "000002.SZ"),)),
        (Subject(Scope.LISTING, key="none"), ()),
        (Subject(Scope.LIST, 1), ((1, "000001.SZ"), (2, "000002.SZ"))),
        (Subject(Scope.LIST, 9), ()),
        (Subject(Scope.SEGMENT, key="relay"), ((1, "000001.SZ"),)),
        (EVERYTHING, ((1, "000001.SZ"), (2, "000002.SZ"))),
        (Subject(Scope.RATE, key="USDCNY"), ((0, "USDCNY"),)),
    ],
)
def test_a_subject_means_its_followed_companies(
    subject: Subject, members: tuple[tuple[int, str], ...]
) -> None:
    made = overview_of([view_of(plain_company(1)), view_of(plain_company(2, segment="cable"))])
    assert members_of(subject, Present(made.companies, made.watchlists, TODAY)) == members


def term(text: str) -> Term:
    found = parse_condition(text)
    assert isinstance(found, Term)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("cap >= 100bn CNY", 80e9),
        ("cap >= 100bn USD", 10e9),
        ("cap >= 100bn GBP", None),
        ("price >= 30", 25.0),
        ("price >= 30 USD", 3.125),
        ("day >= 5%", 1.23),
        ("distance <= 5%", 25.0),
        ("USDCNY >= 7", 8.0),
        ("USDGBP >= 7", None),
        ("rsi(14) >= 70", None),
    ],
)
def test_what_is_true_now_is_known_where_one_quote_tells_it(text: str, value: float | None) -> None:
    made = overview_of([view_of(plain_company(1))])
    fx = FxTable({"CNY": [(TODAY, 0.125)]})
    found = value_now(
        term(text), (1, "000001.SZ"), Present(made.companies, made.watchlists, TODAY, fx)
    )
    assert found == (None if value is None else pytest.approx(value))


def test_a_price_in_doubt_is_no_value() -> None:
    company = plain_company(1)
    made = overview_of(
        [view_of(company, quote=quote_of(company, 25.0, doubt=Doubt.SPIKE), doubt=Doubt.SPIKE)]
    )
    present = Present(made.companies, made.watchlists, TODAY)
    for text in ("cap >= 1bn CNY", "price >= 1", "day >= 1%", "distance <= 1%"):
        assert value_now(term(text), (1, company.primary), present) is None


def test_the_nearest_company_ahead_speaks_for_a_rule() -> None:
    made = overview_of(
        [view_of(plain_company(n), cap) for n, cap in ((1, 80e9), (2, 95e9), (3, 120e9), (4, None))]
    )
    present = Present(made.companies, made.watchlists, TODAY)
    members = members_of(EVERYTHING, present)
    near = nearest(term("cap >= 100bn CNY"), members, present)
    assert near is not None
    assert (near.company_id, near.beyond) == (2, False)
    assert near.gap == pytest.approx(100 / 95 - 1)
    below = nearest(term("cap <= 100bn CNY"), members, present)
    assert below is not None
    assert (below.company_id, below.beyond) == (3, False)
    assert below.gap == pytest.approx(1 - 100 / 120)
    assert nearest(term("cap >= 100bn CNY"), members[3:], present) is None


def test_several_edits_are_one_step(user: sqlite3.Connection) -> None:
    one, other = stored(user, rule("cap >= 1bn CNY"), rule("cap >= 2bn CNY"))
    changes, inverse = apply(user, Several((MuteRule(one.id), RemoveRule(other.id))), NOW)
    assert changes.rules
    assert [(each.id, each.muted) for each in all_rules(user)] == [(one.id, True)]
    _, again = apply(user, inverse, NOW)
    assert all_rules(user) == (one, other)
    apply(user, again, NOW)
    assert rule_with_id(user, other.id) is None


def test_one_edit_that_fails_undoes_all(user: sqlite3.Connection) -> None:
    (made,) = stored(user, rule("cap >= 1bn CNY"))
    with pytest.raises(Exception, match="no alert 99"):
        apply(user, Several((MuteRule(made.id), RemoveRule(99))), NOW)
    assert all_rules(user) == (made,)


def test_a_batch_says_all_that_it_changed(user: sqlite3.Connection) -> None:
    added = AddRule(rule("cap >= 1bn CNY"))
    target = SetTarget(1, Money(Decimal(10**11), "CNY"))
    changes, _ = apply(user, Several((added, target)), NOW)
    assert (changes.rules, changes.targets, changes.companies) == (True, True, (1,))
    assert len(all_watchlists(user)) == 1


def test_thousands_of_rules_are_read_about_as_fast_as_their_rows(
    user: sqlite3.Connection,
) -> None:
    count = 3_000
    with transaction(user):
        for number in range(count):
            made = add_rule(user, rule(f"cap >= {number + 1}bn CNY", Subject(Scope.COMPANY, 1)))
            standing = Standing(State((False,), True, NOW), NOW)
            store_standings(user, {(made.id, 1): standing})
    overview = read_overview(user, None, NOW)
    read_rulebook(user, None, overview, NOW)  # conditions are parsed once
    start = time.perf_counter()
    for table in ("rule", "rule_state", "firing"):
        for row in user.execute(f"SELECT * FROM {table}"):  # noqa: S608 - names above
            [str(each) for each in row]
    plain = time.perf_counter() - start
    start = time.perf_counter()
    book = read_rulebook(user, None, overview, NOW)
    took = time.perf_counter() - start
    assert len(book.views) == count
    assert took < 15 * plain, f"{took:.3f} s against {plain:.3f} s"


def test_the_weight_of_the_nearest_member_is_told(user: sqlite3.Connection) -> None:
    stored(user, rule("weight >= 20%"), rule("price >= 5"), rule("weight >= 20% and price >= 5"))
    book = read_rulebook(user, None, read_overview(user, None, NOW), NOW)
    assert book.watches_weights
    assert [each.near for each in book.views] == [None, None, None]
    told = weighed(book, {1: 0.125, 2: 0.18}.get)
    near = told.views[0].near
    assert near is not None
    assert (near.company_id, near.value, near.beyond) == (2, 18.0, False)
    assert near.gap is None
    # What looks at nothing of the portfolio is the very same.
    assert told.views[1] is book.views[1]
    assert value_now(told.views[0].rule.terms[0], (3, "GEV"), told.present) is None
