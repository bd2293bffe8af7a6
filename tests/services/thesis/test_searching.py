"""Searching the notes: what is found, in which order, beside a plain reading of everything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.company import Company, Listing
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.figures import FigureSeries
from gridwatch.domain.thesis.folding import folded
from gridwatch.domain.thesis.journal import Entry
from gridwatch.services.edits import apply
from gridwatch.services.thesis import searching
from gridwatch.services.thesis.claim_edits import RemoveClaim
from gridwatch.services.thesis.entry_edits import RemoveEntry, SaveEntry
from gridwatch.services.thesis.search_words import pattern_of, wanted_in
from gridwatch.services.thesis.searching import Found, search_notes
from gridwatch.services.thesis.theme_edits import AddTheme, RemoveTheme
from gridwatch.store.user.claims import add_claim
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.entries import add_entry
from gridwatch.store.user.evidence import add_evidence
from gridwatch.store.user.figures import add_series
from gridwatch.store.user.note_index import NoteKind
from tests.in_memory import new_user

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
DAY = date(2026, 3, 2)
THEME, COMPANY, NOTHING = About(theme_id=1), About(company_id=1), About()


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    """Give a file with one theme, and a company with two listings."""
    with closing(new_user()) as made:
        prepare(made)
        yield made


def prepare(user: sqlite3.Connection) -> None:
    listings = (
        Listing("600875.SS", "SSE", "CNY", "A", "I"),
        Listing("1072.HK", "HKEX", "HKD", "H", "I"),
    )
    add_company(user, Company(0, "Dongfang", "", "", "CN", True, "", "600875.SS", listings))
    apply(user, AddTheme("Data centres", "Power *first*"), NOW)


def claim(user: sqlite3.Connection, statement: str, falsifier: str = "", *tags: str) -> int:
    made = Claim(0, THEME, statement, NOW, falsifier=falsifier, tags=tags)
    return add_claim(user, made).id


def evidence(user: sqlite3.Connection, claim_id: int, what: str, source: str = "") -> int:
    figure = Evidence(0, claim_id, DAY, what, NOW, figure=Decimal("12.5"), unit="GW", source=source)
    return add_evidence(user, figure).id


def entry(user: sqlite3.Connection, text: str, on: date = DAY, about: About = NOTHING) -> int:
    return add_entry(user, Entry(0, about, on, text, NOW, NOW)).id


def ids(found: tuple[Found, ...]) -> list[tuple[NoteKind, int]]:
    return [(each.kind, each.id) for each in found]


def shown(found: Found) -> list[str]:
    """Return the letters that are emphasised."""
    return [
        part.text[place : place + length]
        for part in (found.title, found.excerpt)
        for place, length in part.marks
    ]


def test_every_kind_is_found_by_each_of_its_words(user: sqlite3.Connection) -> None:
    made = claim(user, "Orders outgrow capacity", "Backlog shrinks", "ai", "grid-demand")
    point = evidence(user, made, "State Grid tender", "Annual report")
    written = entry(user, "# Call with IR\n\nLead times of 变压器 stay long")
    series = add_series(user, FigureSeries(0, THEME, "gross_margin", "Marge", "%", note="as told"))
    for text, kind, number, claim_id in (
        ("outgrow", NoteKind.CLAIM, made, made),
        ("shrinks", NoteKind.CLAIM, made, made),
        ("#grid-demand", NoteKind.CLAIM, made, made),
        ("#a", NoteKind.CLAIM, made, made),
        ("tender", NoteKind.EVIDENCE, point, made),
        ("12.5 GW", NoteKind.EVIDENCE, point, made),
        ("annual", NoteKind.EVIDENCE, point, made),
        ("call", NoteKind.ENTRY, written, 0),
        ("变压", NoteKind.ENTRY, written, 0),
        ("gross_margin", NoteKind.SERIES, series.id, 0),
        ("told", NoteKind.SERIES, series.id, 0),
        ("first", NoteKind.THEME, 1, 0),
        ("centres", NoteKind.THEME, 1, 0),
    ):
        (found,) = search_notes(user, text)
        assert (found.kind, found.id, found.claim_id) == (kind, number, claim_id), text
        assert [folded(each) for each in shown(found)] == [folded(each) for each in text.split()]


def test_what_is_found_says_where_it_stands(user: sqlite3.Connection) -> None:
    entry(
        user,
        "# Call\n\n" + "words " * 80 + "about the **backlog** of Größe " + "more " * 80,
        DAY,
        COMPANY,
    )
    (found,) = search_notes(user, "backlog GROSSE")
    assert (found.about, found.day, found.title.text) == (COMPANY, DAY, "Call")
    assert found.excerpt.text.startswith("…words")
    assert found.excerpt.text.endswith("more…")
    assert shown(found) == ["backlog", "Größe"]


def test_former_texts_are_not_found(user: sqlite3.Connection) -> None:
    number = entry(user, "the former words")
    edit = SaveEntry(number, 1, "the present ones", DAY, NOTHING)
    _, undo = apply(user, edit, NOW)
    assert ids(search_notes(user, "former")) == []
    assert ids(search_notes(user, "present")) == [(NoteKind.ENTRY, number)]
    apply(user, undo, NOW)
    assert ids(search_notes(user, "former")) == [(NoteKind.ENTRY, number)]


def test_what_is_removed_is_not_found_nor_what_hangs_on_it(user: sqlite3.Connection) -> None:
    made = claim(user, "alpha claim")
    evidence(user, made, "alpha evidence")
    number = entry(user, "alpha entry", about=THEME)
    entry(user, "alpha too")
    add_series(user, FigureSeries(0, THEME, "alpha", "alpha series"))
    assert len(search_notes(user, "alpha")) == 5
    _, undo = apply(user, RemoveClaim(made), NOW)
    assert len(search_notes(user, "alpha")) == 3
    apply(user, undo, NOW)
    _, undo = apply(user, RemoveTheme(1), NOW)
    assert [each.title.text for each in search_notes(user, "alpha")] == ["alpha too"]
    assert search_notes(user, "centres") == ()
    apply(user, undo, NOW)
    apply(user, RemoveEntry(number), NOW)
    assert len(search_notes(user, "alpha")) == 4


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("UBERTRAGUNG", "Übertragungsnetz"),
        ("übertragung", "Ubertragungsnetz"),
        ("transformator", "Leistungstransformatoren"),
        ("strasse", "Straße"),
        ("straße", "Strasse"),
        ("ＧＷ", "12 GW"),
        ("gw１００", "GW100"),
        ('"grid equipment', "Grid\nequipment"),
        ("“grid equipment”", "a grid equipment"),
        ("电网 订单", "订单 of 国家电网"),
        ("5亿", "订单5亿元"),
        ("网", "电网"),
        ("C++", "c++ code"),
        ('say "', "to say"),
        ("NEAR(", "near(a b)"),
        ("title:x*", "title:x*y"),
        ("a-b-c", "A-B-C"),
        ("x tr", "transformer"),
        ("🙂🙂🙂", "so 🙂🙂🙂"),
    ],
)
def test_what_is_typed_finds_what_is_meant(user: sqlite3.Connection, typed: str, text: str) -> None:
    number = entry(user, f"title\n{text}")
    entry(user, "something else")
    assert ids(search_notes(user, typed)) == [(NoteKind.ENTRY, number)]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"equipment grid"', "grid equipment"),
        ("former sea", "transformer"),
        ("an", "transformer"),
        ("网电", "电网"),
        ("变压 开关", "变压器"),
        ("AND", "a n d"),
        ("aba*", "abacus"),
        ("", "x"),
        ("x", "x"),
        ('"', '"'),
        ("* - :", "* - :"),
    ],
)
def test_what_is_typed_finds_nothing_else(user: sqlite3.Connection, typed: str, text: str) -> None:
    entry(user, f"title\n{text}")
    assert search_notes(user, typed) == ()


def test_a_symbol_finds_what_mentions_its_company(user: sqlite3.Connection) -> None:
    one, other = entry(user, "see @600875.SS."), entry(user, "and @1072.hk too")
    entry(user, "600875.SS without a link, @GEV")
    both = {(NoteKind.ENTRY, one), (NoteKind.ENTRY, other)}
    assert set(ids(search_notes(user, "@600875.ss"))) == both
    assert set(ids(search_notes(user, "＠1072.HK"))) == both
    assert ids(search_notes(user, "@107")) == [(NoteKind.ENTRY, other)]


def test_titles_go_before_texts_and_newer_before_older(user: sqlite3.Connection) -> None:
    body = entry(user, "title\nbacklog backlog backlog")
    old = entry(user, "# Backlog\nsame", DAY - timedelta(days=400))
    new = entry(user, "# Backlog\nsame", DAY)
    middle = entry(user, "# Backlog\nsame", DAY - timedelta(days=30))
    assert [each.id for each in search_notes(user, "backlog")] == [new, middle, old, body]


def test_a_text_that_says_it_more_often_goes_before(user: sqlite3.Connection) -> None:
    once = entry(user, "title\nbacklog " + "and many other words " * 30)
    often = entry(user, "title\nbacklog, backlog, backlog", DAY - timedelta(days=90))
    entry(user, "title\nnothing of it")
    assert [each.id for each in search_notes(user, "backlog")] == [often, once]


def test_of_common_words_the_newest_and_all_titles_are_looked_at(
    user: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "COMMON", 10)
    monkeypatch.setattr(searching, "COMPARED", 8)
    old = entry(user, "# Backlog", DAY - timedelta(days=900))
    rest = [entry(user, "title\nbacklog", DAY - timedelta(days=90 - each)) for each in range(30)]
    found = [each.id for each in search_notes(user, "backlog", 6)]
    assert found == [old, *reversed(rest[-5:])]


def test_words_far_apart_in_a_long_entry_are_found_together(user: sqlite3.Connection) -> None:
    filling = "\n".join("words of no meaning " * 8 for _ in range(400))
    number = entry(user, f"# Start\nalphabet\n{filling}\nomegas")
    entry(user, "alphabet only")
    assert ids(search_notes(user, "alphabet omegas")) == [(NoteKind.ENTRY, number)]
    (found,) = search_notes(user, "omegas")
    assert found.excerpt.text.endswith("omegas")


WORDS = st.text(alphabet='abß变压网 ，Ä#@"*(-:', min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=6).map(" ".join)), max_size=8),
    st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=5),
)
def test_it_finds_what_a_reading_of_everything_finds(
    notes: list[tuple[str, str]], queries: list[str]
) -> None:
    with closing(new_user()) as user:
        prepare(user)
        texts = dict[int, str]()
        for title, body in notes:
            text = f"{title}\n{body}"
            texts[entry(user, text)] = text
        for query in queries:
            wanted = wanted_in(user, query)
            expected = {
                number
                for number, text in texts.items()
                if wanted and all(pattern_of([each]).search(folded(text)) for each in wanted)
            }
            assert {
                each.id for each in search_notes(user, query) if each.kind is NoteKind.ENTRY
            } == expected
