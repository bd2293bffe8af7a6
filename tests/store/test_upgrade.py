"""The user's file of an older version: nothing in it is lost, and a copy of it is kept."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.alert.rule import rule_of_target
from gridwatch.domain.alert.sight import Spot
from gridwatch.domain.charting import Quantity
from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind
from gridwatch.domain.problem import Problem
from gridwatch.store.database import MIGRATIONS, Kind, is_current, open_user, version_of
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.drawings import add_drawing, all_drawings
from gridwatch.store.user.firings import firings
from gridwatch.store.user.rule_states import all_looked, all_standings
from gridwatch.store.user.rules import add_rule, all_rules
from gridwatch.store.user.targets import all_targets
from gridwatch.store.user.watchlists import all_watchlists

REACHED = datetime(2026, 3, 2, 7, tzinfo=UTC)
# What a user of the first version has: a row in every table, ids that were given and taken back.
FIRST_CONTENT = """
INSERT INTO company VALUES
    (3, 'china-xd', 'China XD', '中国西电', 'xidian', 'CN', 1, 'hv', '601179.SS', NULL),
    (9, '', 'GE Vernova', '', '', 'US', 0, '', 'GEV', 'one_price');
INSERT INTO listing VALUES
    ('601179.SS', 3, 0, 'SSE', 'CNY', 'A', 'CNE100000KB5'),
    ('GEV', 9, 0, 'NYSE', 'USD', 'common', '');
INSERT INTO watchlist VALUES (1, 'Grid', 0), (4, '电网', 1);
INSERT INTO watchlist_entry VALUES (1, 9, 0), (1, 3, 1), (4, 3, 0);
INSERT INTO target VALUES
    (5, 3, '100000000000', 'CNY', '2026-01-02T03:04:05.000006+00:00'),
    (8, 9, '250000000000.25', 'USD', '2026-02-02T03:04:05.000006+00:00');
DELETE FROM target WHERE id = 8;
INSERT INTO target_watch VALUES
    (5, 0, '2026-03-02T07:00:00.000000+00:00', '2026-03-02', 19.6, 5125000000.0);
INSERT INTO firing VALUES
    (2, 5, 3, '601179.SS', 'China XD', '100000000000', 'CNY', '2026-03-02T07:00:00.000000+00:00',
     '2026-03-02', 'bar', 1, 100500000000.0, 'domestic', 19.6, 'CNY', 5125000000.0, '2026-01-01',
     'catalog', 1.0, '2026-03-02', 'Yahoo', '2026-03-02T08:00:00.000000+00:00', NULL);
INSERT INTO starter_target VALUES (9, '1000000000', 'USD');
INSERT INTO segment VALUES ('hv', 0, 'High voltage', 'Hochspannung', '高压');
INSERT INTO preference VALUES ('theme', 'dark');
"""

# What one of the third version has beside it: a rule of each scope, where they stand, what has
# fired, was drawn and sent; the highest id of a rule was given and taken back.
THIRD_CONTENT = """
INSERT INTO rule (id, target_id, scope, company_id, watchlist_id, key, condition, name, basis,
        repeat, slack, slack_percent, cooldown, muted, snoozed_until, expires_at, sound, channels,
        created_at, since, met) VALUES
    (11, NULL, 'company', 3, NULL, '', 'price >= 20 CNY', 'Höhe', 'last', 'daily', '0.5', 1,
     3600, 1,
     '2026-05-01T00:00:00.000000+00:00', '2026-06-01T00:00:00.000000+00:00', 0, '1,2',
     '2026-01-02T03:04:05.000006+00:00', '2026-01-03T03:04:05.000006+00:00', 1),
    (12, NULL, 'listing', NULL, NULL, 'GEV', 'price <= 300 USD', '', 'close', 'once', NULL, 0, 0, 0,
     NULL, NULL, 1, '', '2026-01-02T03:04:05.000006+00:00', '2026-01-02T03:04:05.000006+00:00', 0),
    (13, NULL, 'list', NULL, 4, '', 'change >= 5%', '', 'touch', 'every', NULL, 0, 0, 0, NULL, NULL,
     1, NULL, '2026-01-02T03:04:05.000006+00:00', '2026-01-02T03:04:05.000006+00:00', 1),
    (17, NULL, 'segment', NULL, NULL, 'hv', 'drawdown >= 30%', '', 'touch', 'every', NULL, 0, 0, 0,
     NULL, NULL, 1, NULL, '2026-01-02T03:04:05.000006+00:00',
     '2026-01-02T03:04:05.000006+00:00', 1),
    (18, NULL, 'everything', NULL, NULL, '', 'change <= -9%', '', 'touch', 'every', NULL, 0, 0, 0,
     NULL, NULL, 1, NULL, '2026-01-02T03:04:05.000006+00:00',
     '2026-01-02T03:04:05.000006+00:00', 0),
    (19, NULL, 'rate', NULL, NULL, 'USDCNY', 'USDCNY >= 7.5', '', 'touch', 'every', NULL, 0, 0,
     0, NULL, NULL, 1, NULL, '2026-01-02T03:04:05.000006+00:00',
     '2026-01-02T03:04:05.000006+00:00', 0),
    (40, NULL, 'everything', NULL, NULL, '', 'change <= -9%', '', 'touch', 'every', NULL, 0, 0, 0,
     NULL, NULL, 1, NULL, '2026-01-02T03:04:05.000006+00:00',
     '2026-01-02T03:04:05.000006+00:00', 0);
DELETE FROM rule WHERE id = 40;
INSERT INTO rule_state VALUES
    (11, 3, '1', 0, '2026-03-02T07:00:00.000000+00:00', '2026-03-02T07:00:00.000000+00:00',
     '2026-03-02', 1, '2026-01-02', '2026-01-01', '{"day": "2026-01-02"}', ''),
    (13, 3, NULL, 1, '2026-03-02T07:00:00.000000+00:00', NULL, NULL, 0, NULL, NULL, '',
     'price:601179.SS'),
    (19, 0, '0', 1, '2026-03-02T07:00:00.000000+00:00', NULL, NULL, 0, NULL, NULL, '', '');
INSERT INTO firing VALUES
    (7, 11, NULL, 3, '601179.SS', 'China XD', 'Höhe', 'price >= 20 CNY', 'price', '20', 'CNY', 20.5,
     '2026-03-03T02:00:00.000000+00:00', '2026-03-03', 'live', 'last', 0, 'muted', 0, 'domestic',
     20.5, 'CNY', 5125000000.0, '2026-01-01', 'catalog', 1.0, '2026-03-03', 'Yahoo', '[]',
     '2026-01-02', 19.0, 1.5, 0.0, 0.0, '2026-03-03T02:00:01.000000+00:00', NULL);
INSERT INTO channel VALUES (1, 'desk', 'ntfy', 1, '2026-01-02T03:04:05.000006+00:00');
INSERT INTO delivery VALUES (7, 1, 'sent', 1, NULL, '2026-03-03T02:00:02.000000+00:00', '');
INSERT INTO ladder VALUES (1, 3, NULL, '100000000000 200000000000', 'CNY');
INSERT INTO drawing VALUES
    (4, 3, 'trend', 1735700400, 12.0, 1735786800, 15.0, 'price', 'CNY',
     '2026-03-02', 'Boden', 'warn');
"""


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """Give the migrations of the first version."""
    folder = tmp_path / "first"
    (folder / "user").mkdir(parents=True)
    shutil.copy(MIGRATIONS / "user" / "001_start.sql", folder / "user")
    return folder


@pytest.fixture
def old(tmp_path: Path, first: Path) -> Path:
    """Give the file of a user of the first version."""
    path = tmp_path / "profile" / "user.db"
    with closing(open_user(path, first)) as user:
        for statement in FIRST_CONTENT.split(";\n"):
            user.execute(statement)
        assert version_of(user) == 1
        tables = user.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in tables:
            assert user.execute(f"SELECT 1 FROM {name}").fetchone(), name  # noqa: S608 - our own
    return path


def test_what_a_user_of_the_first_version_made_is_all_there(old: Path) -> None:
    before = content(old)
    with closing(open_user(old)) as user:
        assert is_current(user, Kind.USER)
        found = {number: each.primary for number, each in all_companies(user).items()}
        assert found == {3: "601179.SS", 9: "GEV"}
        lists = [(each.id, each.name, each.companies) for each in all_watchlists(user)]
        assert lists == [(1, "Grid", (9, 3)), (4, "电网", (3,))]
        assert [(each.id, each.amount) for each in all_targets(user)] == [(5, Decimal(10**11))]
        (rule,) = all_rules(user)
        assert (rule.target_id, rule.terms[0].level) == (5, Decimal(10**11))
        standing = all_standings(user)[rule.id, 3]
        assert standing.state is not None
        assert (standing.state.armed, standing.state.held) == (False, (True,))
        assert standing.since == standing.state.since == REACHED
        looked = all_looked(user)["601179.SS"]
        assert (looked.high, looked.until, looked.shares) == (19.6, REACHED, 5.125e9)
        (firing,) = firings(user)
        assert (firing.id, firing.value, firing.seen_at) == (2, 100500000000.0, None)
        assert (firing.rule_id, firing.spot, firing.evidence.price) == (rule.id, Spot.HIGH, 19.6)
        assert all_drawings(user, 3) == ()
        made = Drawing(
            0, 3, DrawingKind.HORIZONTAL, (Anchor(0, 20.0),), Quantity.PRICE, "CNY", date.min
        )
        assert add_drawing(user, made).id == 1
        user.execute("DELETE FROM drawing")
        user.execute("DELETE FROM sqlite_sequence WHERE name = 'drawing'")
    after = content(old)
    changed = [line for line in before if line not in after]
    assert all("target_watch" in each or "firing" in each for each in changed), changed


def test_the_file_before_an_upgrade_is_kept_and_still_opens(old: Path, first: Path) -> None:
    before = content(old)
    open_user(old).close()
    (kept,) = old.parent.glob("user-before-*.db")
    assert content(kept) == before
    assert {each.name for each in old.parent.iterdir()} == {"user.db", kept.name}
    kept.replace(old)
    with closing(open_user(old, first)) as user:
        assert [each.id for each in all_targets(user)] == [5]
    assert content(old) == before


def test_the_first_version_refuses_the_newer_file_in_plain_words(old: Path, first: Path) -> None:
    open_user(old).close()
    before = old.read_bytes()
    with pytest.raises(Problem) as refused:
        open_user(old, first)
    assert refused.value.code == "database_newer"
    assert str(refused.value) == (
        f"{old} was written by a newer GridWatch. Install that version, or put back a copy."
    )
    assert old.read_bytes() == before


@pytest.fixture
def third(tmp_path: Path) -> Path:
    """Give the migrations of the third version."""
    folder = tmp_path / "third"
    (folder / "user").mkdir(parents=True)
    for name in ("001_start.sql", "002_drawings.sql", "003_alerts.sql"):
        shutil.copy(MIGRATIONS / "user" / name, folder / "user")
    return folder


@pytest.fixture
def watched(old: Path, third: Path) -> Path:
    """Give the file of a user of the third version, who had the first one before."""
    with closing(open_user(old, third)) as user:
        for statement in THIRD_CONTENT.split(";\n"):
            user.execute(statement)
        assert version_of(user) == 3
        scopes = user.execute("SELECT count(DISTINCT scope) FROM rule").fetchone()
        assert scopes == (6,)
    return old


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return all rows of all tables, each by the names of its columns; numbering included."""
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (name,) in tables.fetchall():
            rows = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - our own
            found[name] = [dict(each) for each in rows]
    return found


def test_the_thesis_comes_beside_what_a_user_of_the_third_version_has(watched: Path) -> None:
    before = rows_of(watched)
    open_user(watched).close()
    after = rows_of(watched)
    new: dict[str, dict[str, object]] = {
        "rule": {"claim_id": None, "theme_id": None},
        "firing": {"claim_id": None, "claim": ""},
    }
    for name, rows in before.items():
        if name != "sqlite_sequence":
            assert after[name] == [each | new.get(name, {}) for each in rows], name
    told = after.keys() - before.keys()
    assert all(not after[each] or each.startswith("note_index_") for each in told), told
    assert {"theme", "claim", "claim_revision", "evidence", "entry", "picture"} <= told


def test_an_id_of_a_rule_never_comes_to_mean_another_one(watched: Path) -> None:
    numbering = {each["name"]: each["seq"] for each in rows_of(watched)["sqlite_sequence"]}
    open_user(watched).close()
    after = {each["name"]: each["seq"] for each in rows_of(watched)["sqlite_sequence"]}
    assert after == numbering
    assert after["rule"] == 40
    with closing(open_user(watched)) as user:
        rule = replace(all_rules(user)[-1], id=0)
        assert add_rule(user, rule).id == 41


def test_a_number_is_kept_of_rules_that_are_all_gone(old: Path, third: Path) -> None:
    with closing(open_user(old, third)) as user:
        user.execute("DELETE FROM rule")
        (last,) = user.execute("SELECT seq FROM sqlite_sequence WHERE name = 'rule'").fetchone()
    with closing(open_user(old)) as user:
        (target,) = all_targets(user)
        assert add_rule(user, rule_of_target(target)).id == last + 1


def test_what_belongs_together_still_does_after_the_thesis_came(watched: Path) -> None:
    with closing(open_user(watched)) as user:
        assert user.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert user.execute("PRAGMA foreign_key_check").fetchall() == []
        assert user.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        led = {row[2] for row in user.execute("PRAGMA foreign_key_list(rule_state)")}
        assert led == {"rule"}
        names = {row[1] for row in user.execute("PRAGMA index_list(rule)")}
        assert {"rule_by_company", "rule_by_theme"} <= names
        leftover = user.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE '%\\_new%' ESCAPE '\\'"
        )
        assert leftover.fetchall() == []
        user.execute("DELETE FROM company WHERE id = 3")
        assert [each.id for each in all_rules(user)] == [12, 13, 17, 18, 19]
        states = user.execute("SELECT rule_id, company_id FROM rule_state").fetchall()
        assert states == [(13, 3), (19, 0)]
        assert [each.id for each in firings(user)] == [7, 2]


def test_a_new_file_has_the_tables_of_one_that_was_upgraded(watched: Path, tmp_path: Path) -> None:
    open_user(watched).close()
    fresh = tmp_path / "fresh.db"
    open_user(fresh).close()
    assert schema_of(watched) == schema_of(fresh)


def schema_of(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return sorted(rows.fetchall())
