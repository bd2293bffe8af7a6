"""The command `notes` on the simulated market: written, listed, shown and found."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from gridwatch.cli.main import main
from gridwatch.cli.note_search import emphasised
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.wording import LONGEST_TEXT
from gridwatch.services.edits import apply
from gridwatch.services.thesis.claim_edits import AddClaim, RemoveClaim
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.excerpts import Marked
from gridwatch.services.thesis.theme_edits import AddTheme, RemoveTheme
from gridwatch.store.database import open_user
from gridwatch.store.user.companies import company_of_symbol
from gridwatch.store.user.themes import all_themes
from tests.cli.running import gridwatch

Say = Callable[..., tuple[int, dict[str, Any]]]
Read = Callable[..., tuple[int, str, str]]
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def say(profile: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a way to run a command on the demo profile and read its document."""

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        code = main(["notes", *words, "--demo", "--json", "--profile", str(profile)])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def read(profile: Path, capsys: pytest.CaptureFixture[str]) -> Read:
    """Give a way to run a command on the demo profile and read what it tells people."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["notes", *words, "--demo", "--profile", str(profile), "--language", "en"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def typed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Let standard input have some bytes."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def claim_of(profile: Path, symbol: str = "601179.SS") -> int:
    """Store a claim with evidence about a company, and return its id."""
    with closing(open_user(profile / "demo" / "user.db")) as user:
        about = About(company_of_symbol(user, symbol) or 0)
        apply(user, AddClaim(Claim(0, about, "Orders outgrow capacity", NOW)), NOW)
        number = int(user.execute("SELECT max(id) FROM claim").fetchone()[0])
        found = Evidence(0, number, date(2026, 2, 1), "Tender of zebras", NOW, source="Annual")
        apply(user, AddEvidence(found), NOW)
    return number


def test_an_entry_is_written_listed_shown_and_found(say: Say, read: Read) -> None:
    code, made = say(
        "add", "--about", "601179.ss", "--date", "2026-02-03", "# Call", "变压器 zeppelin"
    )
    assert code == 0
    entry = made["entry"]
    assert (entry["about"], entry["day"], entry["version"]) == ("601179.SS", "2026-02-03", 1)
    assert (entry["title"], entry["text"]) == ("Call 变压器 zeppelin", "# Call 变压器 zeppelin")
    listed = say("list")[1]["entries"]
    assert {key: entry[key] for key in listed[0]} in listed
    assert say("show", str(entry["id"]))[1] == made
    (found,) = say("search", "变压", "ZEPP")[1]["found"]
    assert (found["kind"], found["id"], found["about"]) == ("entry", entry["id"], "601179.SS")
    assert [found["title"][at : at + n] for at, n in found["title_marks"]] == ["变压", "zepp"]
    code, out, _ = read("list", "--about", "601179.SS")
    assert "China XD Electric  Call 变压器 zeppelin" in out
    assert "# Call 变压器 zeppelin" in read("show", f"entry:{entry['id']}")[1]
    assert f"entry:{entry['id']} · 3 Feb 2026 · China XD Electric" in read("search", "zeppelin")[1]


def test_notes_alone_are_the_list(say: Say) -> None:
    say("add", "words")
    assert say()[1] == say("list")[1]


def test_what_an_entry_is_about_is_named(say: Say, profile: Path) -> None:
    say("list")
    with closing(open_user(profile / "demo" / "user.db")) as user:
        apply(user, AddTheme("Data centres in Hamburg"), NOW)
    _, made = say("add", "--about", "theme:data  centres in hamburg", "one")
    assert made["entry"]["about"] == "theme:Data centres in Hamburg"
    say("add", "--about", "none", "two")
    for about, titles in (("theme:Data centres in Hamburg", ["one"]), ("none", ["two"])):
        listed = say("list", "--about", about)[1]["entries"]
        assert [each["title"] for each in listed if each["title"] in {"one", "two"}] == titles
    for about, problem in (
        ("theme:Nothing", "theme_unknown"),
        ("ZZZZ", "not_followed"),
        ("no symbol!", "symbol_malformed"),
    ):
        code, document = say("add", "--about", about, "three")
        assert (code, document["error"]["code"]) == (1, problem)
    assert "three" not in [each["title"] for each in say("list")[1]["entries"]]


def test_what_belongs_to_a_removed_theme_is_not_listed(say: Say, profile: Path) -> None:
    say("list")
    with closing(open_user(profile / "demo" / "user.db")) as user:
        apply(user, AddTheme("Passing"), NOW)
    say("add", "--about", "theme:Passing", "zeppelin")
    assert len(say("search", "zeppelin")[1]["found"]) == 1
    with closing(open_user(profile / "demo" / "user.db")) as user:
        (number,) = (each.id for each in all_themes(user) if each.name == "Passing")
        apply(user, RemoveTheme(number), NOW)
    assert say("search", "zeppelin")[1]["found"] == []
    assert "zeppelin" not in [each["title"] for each in say("list")[1]["entries"]]


@pytest.mark.parametrize(
    "content",
    [
        "# Titel: 变压器\n\nGröße".encode(),
        "# Titel: 变压器\r\n\r\nGröße".encode("utf-8-sig"),
        "# Titel: 变压器\n\nGröße".encode("utf-16"),
        b"\xfe\xff" + "# Titel: 变压器\n\nGröße".encode("utf-16-be"),
    ],
)
@pytest.mark.parametrize("words", [(), ("-",)])
def test_standard_input_is_read_whole(
    say: Say, monkeypatch: pytest.MonkeyPatch, content: bytes, words: tuple[str, ...]
) -> None:
    typed(monkeypatch, content)
    assert say("add", *words)[1]["entry"]["text"] == "# Titel: 变压器\n\nGröße"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("变压器".encode("gb18030"), "text_encoding"),
        (b"\xff\xfe\x00", "text_encoding"),
        (b"a\0b", "text_binary"),
        (b" \n\n", "note_empty"),
        (b"", "note_empty"),
        (b"x" * (LONGEST_TEXT + 1), "text_long"),
        (b"x" * (5 * LONGEST_TEXT), "text_long"),
    ],
)
def test_what_is_no_text_is_refused_in_words(
    say: Say, monkeypatch: pytest.MonkeyPatch, content: bytes, problem: str
) -> None:
    before = say("list")
    typed(monkeypatch, content)
    code, document = say("add")
    assert (code, document["error"]["code"]) == (1, problem)
    assert say("list") == before


def test_a_word_in_no_encoding_is_refused(say: Say) -> None:
    code, document = say("add", "half \udce4 letter")
    assert (code, document["error"]["code"]) == (1, "text_encoding")


def test_other_notes_are_found_and_shown(say: Say, read: Read, profile: Path) -> None:
    say("list")
    number = claim_of(profile)
    (found,) = say("search", "zebras")[1]["found"]
    assert (found["kind"], found["claim"], found["day"]) == ("evidence", number, "2026-02-01")
    note = say("show", f"evidence:{found['id']}")[1]["note"]
    assert (note["title"], note["claim"], note["about"]) == (
        "Tender of zebras",
        number,
        "601179.SS",
    )
    assert "Annual" in note["text"]
    assert "Orders outgrow capacity" in read("show", f"claim:{number}")[1]
    with closing(open_user(profile / "demo" / "user.db")) as user:
        apply(user, RemoveClaim(number), NOW)
    for name in (f"claim:{number}", f"evidence:{found['id']}", "theme:99999"):
        code, document = say("show", name)
        assert (code, document["error"]["code"]) == (1, "note_unknown")


def test_wrong_words_are_explained(say: Say, read: Read) -> None:
    assert say("search", "x")[0] == 2
    assert say("search", "x")[1]["error"]["code"] == "query_short"
    assert say("show", "figure:1")[1]["error"]["code"] == "usage"
    assert say("show", "99999")[1]["error"]["code"] == "entry_unknown"
    for words in (("search",), ("search", "abc", "--limit", "0"), ("add", "x", "--date", "soon")):
        assert say(*words)[0] == 2
    assert "No note is like that." in read("search", "qqqqqqq")[1]


def test_no_more_are_shown_than_are_asked_for(say: Say) -> None:
    for each in "abc":
        say("add", f"zeppelin {each}")
    assert len(say("search", "zeppelin", "--limit", "2")[1]["found"]) == 2


def test_emphasis_is_for_terminals_and_never_moves_the_cursor() -> None:
    text = Marked("a grid\x1b[2J grid", ((2, 4), (11, 4)))
    assert emphasised(text, bright=False) == "a grid [2J grid"
    assert emphasised(text, bright=True) == "a \x1b[1mgrid\x1b[0m [2J \x1b[1mgrid\x1b[0m"


def test_the_program_says_it_without_escapes_into_a_pipe(profile: Path) -> None:
    done = gridwatch("notes", "add", "zeppelin 变压器", "--demo", "--profile", profile)
    assert done.code == 0, done.err
    found = gridwatch("notes", "search", "变压", "--demo", "--profile", profile)
    assert found.code == 0
    assert "zeppelin 变压器" in found.out
    assert "\x1b" not in found.out
