"""Random theses, and a profile that they are stored in."""

from __future__ import annotations

import hashlib
import sqlite3
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from gridwatch.domain.company import Company, Listing
from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.claim import Author, Claim, Status
from gridwatch.domain.thesis.claim_links import Naming, led_nowhere, number_of, with_claims
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency
from gridwatch.domain.thesis.journal import Entry, EntryRevision, Picture
from gridwatch.domain.thesis.wording import line_of, text_of
from gridwatch.files.thesis_folder import KeptEntry, Thesis
from gridwatch.places import resources
from gridwatch.services.catalog import Catalog, read_catalog
from gridwatch.services.thesis.folder_export import read_thesis, subjects
from gridwatch.store.database import open_user, transaction
from gridwatch.store.user import claims, companies, entries, evidence, figures, themes
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.watchlists import add_watchlist, set_companies

NOW = datetime(2026, 3, 2, 14, 5, 6, 789_012, tzinfo=UTC)
XD = Company(0, "China XD", "中国西电", "", "CN", True, "", "601179.SS", (Listing("601179.SS"),))
GEV = Company(0, "GE Vernova: grid / wind", "", "", "US", False, "", "GEV", (Listing("GEV"),))
# Whatever may be mistaken for the format itself.
AWKWARD = st.sampled_from(
    [
        "---",
        "- status: broken",
        "## heading",
        "### Evidence",
        "| a | b |",
        "`code`",
        "```",
        "~~~",
        "a | b \\| c \\\\ d",
        "- [ ] list",
        "  set in",
        "\t tab",
        "",
        " ",
        "  ",
        "<script>",
        "😀👩‍👩‍👧",
        "变压器交货期",
        "שלום",
        "[a](b)",
        "[[a|b]]",
        "@601179.SS",
        "key: value",
        "'quoted'",
        '"',
        "#tag",
        "yes",
        "null",
        "12:30",
        "2026-03-02",
        "=1+1",
        "…",
        "...",
        "\u2028",
        "a\\",
        "$x$",
        "%YAML",
        "* x",
        "![a](../../../etc/passwd)",
        "![[none.png]]",
        "https://example.com/(a)?b=<c>",
        "  two  spaces ",
    ]
)
LETTERS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
TEXTS = st.lists(AWKWARD | LETTERS, max_size=6).map("\n".join).map(text_of)
LINES = st.lists(AWKWARD | LETTERS, max_size=3).map(" ".join).map(line_of)
WORDS = LINES.filter(bool)
MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
DAYS = st.dates(date(2000, 1, 1), date(2035, 1, 1))
FLOATS = st.floats(-1e12, 1e12) | st.integers(-1000, 1000).map(float)


def picture(colour: int, width: int = 2) -> Picture:
    """Make a small PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    head = struct.pack(">IIBBBBB", width, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" + bytes([colour, 0, 0]) * width)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(parts)
    return Picture(hashlib.sha256(data).hexdigest(), "png", data)


PICTURES = tuple(picture(each) for each in (10, 200))
# Some of these lead to a claim, others to none.
LINKED = st.sampled_from(
    [
        *(f"[[claim:{each}]]" for each in range(1, 9)),
        "- [w](claim:2) `[[claim:1]]` **[v](<claim:3>)**",
        r"| [[claim:4]] | \[[claim:1]] | [[claim:999]] [w](claim:?5) |",
    ]
)
ENTRY_TEXTS = st.lists(
    TEXTS | LINKED | st.sampled_from([f"![seen](picture:{each.hash})" for each in PICTURES]),
    max_size=3,
).map("\n".join)
CLAIMS = st.builds(
    Claim,
    st.just(0),
    st.just(About()),
    WORDS,
    MOMENTS,
    st.integers(0, 100),
    st.sampled_from(Status),
    TEXTS.map(str.strip),
    # Such as both a company and a theme can have.
    st.sampled_from(["", "series(orders) <= 12.5", "gross_margin < 28% for 2 quarters"]),
    st.none() | DAYS,
    st.none() | MOMENTS,
    st.lists(st.sampled_from(["grid", "变压器", "lead-times", "😀"]), unique=True).map(tuple),
)
EVIDENCE = st.builds(
    Evidence,
    st.just(0),
    st.just(0),
    DAYS,
    WORDS,
    MOMENTS,
    st.sampled_from(Stance),
    st.none() | st.decimals(-1000, 1000, places=2),
    st.none(),
    LINES.filter(lambda text: len(text) <= 40),
    LINES,
    st.sampled_from(["", "https://example.com/a(b)c?d=[e]&f=|gh", "http://x.example/<é>"]),
    LINES,
    st.integers(1, 5),
)
SERIES = st.builds(
    FigureSeries,
    st.just(0),
    st.just(About()),
    st.sampled_from(["gross_margin", "con", "订单", "backlog"]),
    WORDS,
    LINES.filter(lambda text: len(text) <= 40),
    st.sampled_from(Frequency),
    LINES,
    st.sampled_from(["", "https://example.com/x"]),
    LINES,
)
FIGURES = st.builds(
    Figure,
    st.just(0),
    st.just(0),
    DAYS,
    st.none() | FLOATS,
    DAYS,
    MOMENTS,
    forecast=st.booleans(),
    note=LINES,
)
HISTORIES = st.lists(st.tuples(MOMENTS, st.sampled_from(Author), LINES, CLAIMS), max_size=3)
PASTS = st.lists(st.tuples(MOMENTS, DAYS, ENTRY_TEXTS), max_size=2)
ENTRIES = st.builds(
    lambda on, text, made, later, version, past: (
        Entry(0, About(), on, text, made, made + later, version),
        past,
    ),
    DAYS,
    ENTRY_TEXTS,
    MOMENTS,
    st.timedeltas(timedelta(0), timedelta(days=30)),
    st.integers(1, 50),
    PASTS,
)
CONTENTS = st.fixed_dictionaries(
    {
        "claims": st.lists(
            st.tuples(CLAIMS, HISTORIES, st.lists(EVIDENCE, max_size=3)), max_size=2
        ),
        "series": st.lists(
            st.tuples(SERIES, st.lists(FIGURES, max_size=3)),
            max_size=2,
            unique_by=lambda s: s[0].key,
        ),
        "entries": st.lists(ENTRIES, max_size=2),
    }
)
THEMES = st.builds(
    Theme,
    st.just(0),
    WORDS.filter(lambda text: len(text) < 120),
    ENTRY_TEXTS,
    st.sampled_from(["", "grid"]),
)


def profile() -> sqlite3.Connection:
    """Make a profile with two companies and a list, in memory."""
    user = open_user(Path(":memory:"))
    with transaction(user):
        made = [companies.add_company(user, each).id for each in (XD, GEV)]
        set_companies(user, add_watchlist(user, "Grid"), made)
    return user


def abouts(user: sqlite3.Connection) -> tuple[About, ...]:
    """Return both companies and nothing in particular."""
    return (*(About(each) for each in companies.all_companies(user)), About())


def put(user: sqlite3.Connection, about: About, contents: dict[str, Any]) -> None:
    """Store a thesis with its past."""
    with transaction(user):
        for each in PICTURES:
            entries.add_picture(user, each, NOW)
        if about != About():
            for claim, past, facts in contents["claims"]:
                test = claim.test if about.company_id else claim.test and "USDCNY >= 7.5"
                _put_claim(user, replace(claim, about=about, test=test), past, facts)
            for series, values in contents["series"]:
                stored = figures.add_series(user, replace(series, about=about))
                figures.add_figures(user, (replace(each, series_id=stored.id) for each in values))
        for entry, past in contents["entries"]:
            kept = entries.add_entry(user, replace(entry, about=about))
            for at, on, text in past:
                entries.add_entry_revision(user, EntryRevision(0, kept.id, at, on, text))


def _put_claim(user: sqlite3.Connection, claim: Claim, past: Any, facts: Any) -> None:  # noqa: ANN401 - of hypothesis
    stored = claims.add_claim(user, claim)
    for at, author, note, before in past:
        state = replace(before, id=stored.id, about=stored.about, made_at=stored.made_at)
        claims.add_revision(user, state, at, author, note, reviewed=bool(note))
    claims.add_revision(user, stored, NOW)
    for each in facts:
        upper = each.figure if each.figure is None else each.figure + Decimal("1.50")
        evidence.add_evidence(
            user, replace(each, claim_id=stored.id, figure_to=upper if each.weight > 3 else None)
        )


def add_theme(user: sqlite3.Connection, theme: Theme) -> About:
    """Store a theme."""
    with transaction(user):
        return About(theme_id=themes.add_theme(user, theme).id)


def everything(user: sqlite3.Connection) -> list[Thesis]:
    """Return all that a profile knows, ids and keys left out, in an order of its own.

    Links to claims say what is claimed, of whom and since when.
    """
    found = [read_thesis(user, each) for each in subjects(user)]
    names = {about: read_thesis(user, about).name for about in subjects(user)}
    said = {
        each.id: f"{each.statement} {names[each.about]} {each.made_at}" for each in all_claims(user)
    }

    def named(name: str, _line: int) -> str:
        return said.get(number_of(name) or 0, led_nowhere(name))

    return sorted((_canonical(each, named) for each in found if not _is_empty(each)), key=repr)


def _is_empty(thesis: Thesis) -> bool:
    return thesis.theme is None and not (thesis.claims or thesis.series or thesis.entries)


def _canonical(thesis: Thesis, named: Naming) -> Thesis:
    by_words: Callable[[KeptEntry], str] = repr
    theme = thesis.theme
    return replace(
        thesis,
        theme=None if theme is None else replace(theme, note=with_claims(theme.note, named)),
        claims=tuple(
            replace(each, evidence=tuple(sorted(each.evidence, key=repr))) for each in thesis.claims
        ),
        entries=tuple(sorted((_told(each, named) for each in thesis.entries), key=by_words)),
    )


def _told(kept: KeptEntry, named: Naming) -> KeptEntry:
    past = (replace(each, text=with_claims(each.text, named)) for each in kept.revisions)
    entry = replace(kept.entry, text=with_claims(kept.entry.text, named))
    return replace(kept, key="", entry=entry, revisions=tuple(past))


def catalog() -> Catalog:
    """Return the catalog that ships."""
    return read_catalog(resources())
