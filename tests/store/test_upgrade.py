"""The user's file of an older version: nothing in it is lost, and a copy of it is kept."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.alert.sight import Spot
from gridwatch.domain.charting import Quantity
from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind
from gridwatch.domain.problem import Problem
from gridwatch.store.database import MIGRATIONS, Kind, is_current, open_user, version_of
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.drawings import add_drawing, all_drawings
from gridwatch.store.user.firings import firings
from gridwatch.store.user.rule_states import all_looked, all_standings
from gridwatch.store.user.rules import all_rules
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
