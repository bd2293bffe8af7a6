"""The tables of the thesis: what is written comes back the same, and can be searched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency
from gridwatch.domain.thesis.folding import folded
from gridwatch.domain.thesis.journal import Entry
from gridwatch.store.user import claims, entries, evidence, figures, themes
from gridwatch.store.user.note_index import PIECE_BITS, NoteKind, drop_note, index_note
from tests.services.thesis.notes import COMPANY, DAY, NOTHING, NOW, THEME, filled

CLAIM = Claim(
    0,
    About(company_id=2),
    "毛利率保持在 28% 以上 ⚡",
    datetime(2026, 1, 2, 3, 4, 5, 6, UTC),
    85,
    Status.FAILING,
    "Zwei Quartale\nunter 28 %",
    "price <= 10 CNY",
    date(2026, 9, 30),
    datetime(2026, 2, 2, tzinfo=UTC),
    ("grid", "毛利"),
)
FOUND = Evidence(
    0, 1, DAY, "Vergabe", NOW, Stance.AGAINST, Decimal("1.50"), Decimal("2E+3"), "Mrd", "SGCC",
    "https://example.com/a", "p. 7", 5,
)  # fmt: skip
BAND = Figure(0, 1, DAY, 2.5, DAY, NOW, 2.0, 3.0, forecast=True, note="guidance")


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    connection = filled()
    yield connection
    connection.close()


def found(user: sqlite3.Connection, words: str) -> set[tuple[NoteKind, int]]:
    rows = user.execute(
        "SELECT kind, number FROM note_index JOIN note_indexed ON id = note_index.rowid >> ?"
        " WHERE note_index MATCH ?",
        (PIECE_BITS, f'"{folded(words)}"'),
    )
    return {(NoteKind(kind), number) for kind, number in rows}


def test_everything_comes_back_as_it_was_written(user: sqlite3.Connection) -> None:
    claim = claims.add_claim(user, CLAIM)
    assert claim == replace(CLAIM, id=4, position=1)
    assert claims.claim_with_id(user, 4) == claim
    one = evidence.add_evidence(user, FOUND)
    assert evidence.evidence_with_id(user, one.id) == one == replace(FOUND, id=3)
    series = FigureSeries(
        0, THEME, "twh", "TWh", "TWh", Frequency.YEAR, "IEA", "https://iea.org", "n"
    )
    stored = figures.add_series(user, series)
    assert figures.series_with_id(user, stored.id) == replace(series, id=2, position=1)
    (number,) = figures.add_figures(user, (replace(BAND, series_id=2),))
    assert figures.figures_of(user, 2) == (replace(BAND, id=number, series_id=2),)
    entry = entries.add_entry(user, Entry(0, NOTHING, DAY, "# 电网\n", NOW, NOW, 4))
    assert entries.entry_with_id(user, entry.id) == entry
    theme = themes.add_theme(user, Theme(0, "Kupfer", "**x**", "copper"))
    assert themes.theme_with_id(user, theme.id) == theme == Theme(2, "Kupfer", "**x**", "copper", 2)


def test_what_is_about_one_is_about_no_other(user: sqlite3.Connection) -> None:
    assert [each.id for each in claims.claims_about(user, COMPANY)] == [1, 2]
    assert [each.id for each in claims.claims_about(user, THEME)] == [3]
    assert claims.claims_about(user, NOTHING) == ()
    assert [each.id for each in entries.entries_about(user, COMPANY)] == [1]
    assert [each.id for each in entries.entries_about(user, NOTHING)] == [2]
    assert [each.id for each in evidence.evidence_about(user, COMPANY)] == [2, 1]
    assert evidence.evidence_about(user, THEME) == ()
    assert [each.id for each in figures.series_about(user, COMPANY)] == [1]
    assert figures.series_about(user, THEME) == ()


def test_what_is_of_a_removed_theme_is_shown_nowhere(user: sqlite3.Connection) -> None:
    series = FigureSeries(0, THEME, "twh", "TWh")
    figures.add_series(user, series)
    (theme,) = themes.all_themes(user)
    themes.replace_theme(user, replace(theme, removed=True))
    assert themes.all_themes(user) == ()
    assert [each.id for each in claims.all_claims(user)] == [1, 2]
    assert [each.key for each in figures.all_series(user)] == ["gross_margin"]


def test_words_are_found_where_they_stand_now(user: sqlite3.Connection) -> None:
    assert found(user, "capacity") == {(NoteKind.CLAIM, 1)}
    assert found(user, "Backlog") == {(NoteKind.EVIDENCE, 1)}
    assert found(user, "gross_margin") == {(NoteKind.SERIES, 1)}
    assert found(user, "centres") == {(NoteKind.THEME, 1)}
    assert found(user, "words") == {(NoteKind.ENTRY, 1)}
    claim = claims.add_claim(user, CLAIM)
    for words in ("毛利率", "Quartale", "#grid"):
        assert found(user, words) == {(NoteKind.CLAIM, claim.id)}
    claims.replace_claim(user, replace(claim, statement="Other"))
    assert found(user, "毛利率") == set()
    claims.replace_claim(user, replace(claim, removed=True))
    assert found(user, "Quartale") == set()


def test_notes_of_all_kinds_have_room_of_their_own(user: sqlite3.Connection) -> None:
    for kind in NoteKind:
        for number in (700, 701):
            index_note(user, kind, number, "somewhere", "")
    drop_note(user, NoteKind.ENTRY, 700)
    rest = {(kind, number) for kind in NoteKind for number in (700, 701)}
    assert found(user, "somewhere") == rest - {(NoteKind.ENTRY, 700)}
    drop_note(user, NoteKind.THEME, 99)


def test_a_company_takes_its_thesis_with_it(user: sqlite3.Connection) -> None:
    user.execute("DELETE FROM company WHERE id = 1")
    assert [each.id for each in claims.all_claims(user)] == [3]
    assert claims.all_revisions(user)[0].claim.id == 3
    assert evidence.all_evidence(user) == ()
    assert figures.all_series(user) == ()
    assert user.execute("SELECT count(*) FROM figure").fetchone() == (0,)
    assert user.execute("PRAGMA foreign_key_check").fetchall() == []
