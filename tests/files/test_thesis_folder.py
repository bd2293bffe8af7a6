"""What an edited, damaged or hostile folder gives: the words, or which file and line is wrong."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.journal import LARGEST_PICTURE, Entry, Picture
from gridwatch.files.safe_names import safe_name
from gridwatch.files.thesis_folder import Folder, KeptClaim, KeptEntry, Thesis
from gridwatch.files.thesis_folder_reading import read_folder
from gridwatch.files.thesis_folder_writing import write_folder
from tests.services.thesis.folders import NOW, PICTURES, picture

CLAIM = Claim(0, About(), "It goes up", NOW, 70, Status.HOLDING)
THEME = Theme(0, "Grid", "Why")
SHOWN = PICTURES[0]
ENTRY = Entry(0, About(), date(2026, 3, 2), f"# Visit\n![x](picture:{SHOWN.hash})\n", NOW, NOW)
THESIS = Thesis("Grid", (), THEME, (KeptClaim("k", CLAIM),), entries=(KeptEntry("e", ENTRY),))


def pictures(hash_: str) -> Picture | None:
    return SHOWN if hash_ == SHOWN.hash else None


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Give an exported folder."""
    target = tmp_path / "out"
    write_folder(target, [THESIS, Thesis()], pictures, NOW)
    return target


@pytest.fixture
def journal(out: Path) -> Path:
    """Give the folder of the theme's journal."""
    return out / "themes" / "Grid" / "journal"


def refused(folder: Folder) -> list[tuple[str, int, str]]:
    return [(each.spot.file, each.spot.line, each.problem.code) for each in folder.refused]


def remarked(folder: Folder) -> list[tuple[str, int, str]]:
    return [(each.spot.file, each.spot.line, each.problem.code) for each in folder.remarks]


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_bytes(text.replace(before, after).encode())


def test_a_folder_is_read_as_it_was_written(out: Path) -> None:
    folder = read_folder(out)
    assert (folder.refused, folder.remarks) == ((), ())
    assert folder.theses == (THESIS,)
    assert list(folder.pictures) == [SHOWN.hash]
    assert not folder.theses[0].entries[0].edited


def test_the_fields_may_come_back_in_another_order_and_quoted(journal: Path, out: Path) -> None:
    path = next(journal.glob("*.md"))
    head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("---\n", 1)
    lines = sorted(head.splitlines(), reverse=True)
    quoted = [f"{name}: '{value}'" for name, _, value in (each.partition(": ") for each in lines)]
    text = "---\n" + "\n".join(each.replace("''", "'") for each in quoted) + "\n---\n" + body
    path.write_bytes(text.replace("\n", "\r\n").encode())
    folder = read_folder(out)
    assert folder.refused == ()
    assert folder.theses == (THESIS,)
    assert folder.theses[0].entries[0].edited


def test_a_file_without_fields_is_an_entry_of_the_thesis_it_lies_in(
    journal: Path, out: Path
) -> None:
    text = "---\nnot: [yaml\n---\n  as typed | `x`\n"
    (journal / "2026-05-06 New.md").write_text(text, encoding="utf-8")
    (out / "Loose.md").write_text("loose", encoding="utf-8")
    theme, other = sorted(read_folder(out).theses, key=lambda each: each.is_of_nothing)
    new = next(each.entry for each in theme.entries if not each.key)
    assert (new.on, new.text) == (date(2026, 5, 6), text.removesuffix("\n"))
    assert [each.entry.text for each in other.entries] == ["loose"]


def test_a_claim_written_by_hand_needs_only_its_heading(out: Path) -> None:
    path = out / "themes" / "Grid" / "thesis.md"
    table = "| what | date |\n|-|-|\n| a \\| b | 2026-01-02 |"
    added = f"\n## By hand\n\nfree words\n\n### Evidence\n\n{table}\n"
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    folder = read_folder(out)
    claim = folder.theses[0].claims[1]
    assert (claim.claim.statement, claim.claim.conviction) == ("By hand", 50)
    assert [(each.what, each.on) for each in claim.evidence] == [("a | b", date(2026, 1, 2))]
    assert [code for _, _, code in remarked(folder)] == ["folder_stray"]


@pytest.mark.parametrize(
    ("before", "after", "line", "code"),
    [
        ("kind: theme", "kind: [theme", 4, "folder_yaml"),
        ("status: holding", "status: maybe", 12, "folder_choice"),
        ("conviction: 70", "conviction: 170", 13, "claim_conviction"),
        ("conviction: 70", "conviction: 7o", 13, "folder_number"),
        ("- made_at: 2026", "- made_at: x2026", 14, "folder_instant"),
        ("conviction: 70", "conviction: 70\n- test: price <", 14, "condition_level_missing"),
        ("conviction: 70", "conviction: 70\n- review_on: soon", 14, "folder_day"),
        (
            "- key: k",
            "- key: k\n### Evidence\n| date | what | weight |\n|-|-|-|\n| 2026-01-02 | x | 9 |",
            20,
            "evidence_weight",
        ),
        ("- key: k", "- key: k\n### Evidence\n| date | side |\n|-|-|\n", 18, "folder_columns"),
    ],
)
def test_what_can_not_be_read_is_told_with_its_line(
    out: Path, before: str, after: str, line: int, code: str
) -> None:
    change(out / "themes" / "Grid" / "thesis.md", before, after)
    assert (  # the rest of the file is not read then
        "themes/Grid/thesis.md",
        line,
        code,
    ) in refused(read_folder(out))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read_and_said(journal: Path, out: Path, encoding: str) -> None:
    text = "变压器的交货期超过两年，毛利率上升。"
    (journal / "2026-01-01.md").write_bytes(text.encode(encoding))
    folder = read_folder(out)
    assert text in [each.entry.text for each in folder.theses[0].entries]
    said = [] if encoding == "utf-8-sig" else ["folder_recoded"]
    assert [code for _, _, code in remarked(folder)] == said


def test_bytes_in_no_known_encoding_are_refused(journal: Path, out: Path) -> None:
    (journal / "x.md").write_bytes("ein schöner Größenvergleich, für später".encode("latin-1"))
    assert refused(read_folder(out)) == [("themes/Grid/journal/x.md", 1, "folder_encoding")]


@pytest.mark.parametrize(
    "address",
    ["../../../../etc/passwd.png", "/etc/passwd.png", "..\\..\\x.png", "%2e%2e/../../../x.png"],
)
def test_nothing_outside_the_folder_is_read(
    journal: Path, out: Path, tmp_path: Path, address: str
) -> None:
    (tmp_path / "x.png").write_bytes(picture(7).data)
    text = f"![a]({address} )"
    (journal / "2026-01-01.md").write_text(text, encoding="utf-8")
    folder = read_folder(out)
    assert text in [each.entry.text for each in folder.theses[0].entries]
    assert remarked(folder) == [("themes/Grid/journal/2026-01-01.md", 1, "folder_outside")]
    assert list(folder.pictures) == [SHOWN.hash]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_are_not_followed(journal: Path, out: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    (journal / "link.md").symlink_to(secret)
    (out / "away").symlink_to(tmp_path)
    folder = read_folder(out)
    assert "secret" not in repr(folder.theses)
    assert [code for _, _, code in remarked(folder)] == ["folder_link", "folder_link"]


def test_pictures_that_obsidian_adds_are_kept(journal: Path, out: Path) -> None:
    new, other = picture(77), picture(99)
    (out / "Pasted image 1.png").write_bytes(new.data)
    (journal / "été.png").write_bytes(other.data)
    text = "![[Pasted image 1.png|300]] ![b](<été.png>) ![c](%C3%A9t%C3%A9.png)"
    (journal / "2026-01-01.md").write_text(text, encoding="utf-8")
    folder = read_folder(out)
    assert folder.refused == ()
    shown = next(each.entry.text for each in folder.theses[0].entries if not each.key)
    assert shown == (
        f"![Pasted image 1.png](picture:{new.hash}) ![b](<été.png>) ![c](picture:{other.hash})"
    ).replace("(<été.png>)", f"(picture:{other.hash})")
    assert {new.hash, other.hash} <= set(folder.pictures)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<svg onload=alert(1)>", "folder_picture"),
        (b"\x89PNG\r\n\x1a\n", "folder_picture"),
        (picture(1).data[:-20], "folder_picture"),
        (b"\x89PNG" + b"\0" * LARGEST_PICTURE, "folder_large"),
    ],
)
def test_what_is_no_picture_stops_the_import(out: Path, data: bytes, code: str) -> None:
    path = next((out / "themes" / "Grid" / "images").iterdir())
    path.write_bytes(data)
    assert [code for _, _, code in refused(read_folder(out))] == [code]


def test_a_table_of_a_million_lines_is_refused(out: Path) -> None:
    figures = out / "themes" / "Grid" / "figures"
    figures.mkdir()
    (figures / "a.md").write_text("---\ngridwatch: figures\nname: A\n---\n", encoding="utf-8")
    (figures / "a.csv").write_text("period,value\n" + "2026-01-01,1\n" * 1_000_000)
    assert refused(read_folder(out)) == [("themes/Grid/figures/a.csv", 100_002, "folder_rows")]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("period,value\n2026-01-01,1\n2026-02-30,2\n", 3, "folder_day"),
        ("period,value\n2026-01-01,one\n", 2, "folder_number"),
        ("period,value\n2026-01-01,inf\n", 2, "figure_number"),
        ("day,value\n", 1, "folder_figures"),
        ('period,value,note\n2026-01-01,1,"open\n', 2, "folder_csv"),
        ("", 1, "folder_figures"),
    ],
)
def test_broken_csv_is_told_with_its_line(out: Path, text: str, line: int, code: str) -> None:
    figures = out / "themes" / "Grid" / "figures"
    figures.mkdir()
    (figures / "a.md").write_text("---\ngridwatch: figures\nname: A\n---\n", encoding="utf-8")
    (figures / "a.csv").write_text(text)
    assert refused(read_folder(out)) == [("themes/Grid/figures/a.csv", line, code)]


@pytest.mark.parametrize(
    "block",
    ["a: &a [x]\nb: [*a, *a]", "x: " + "[" * 5000],
)
def test_hostile_yaml_is_refused(journal: Path, out: Path, block: str) -> None:
    (journal / "x.md").write_text(f"---\ngridwatch: entry\n{block}\n---\n", encoding="utf-8")
    name, _, code = refused(read_folder(out))[0]
    assert (name, code) == ("themes/Grid/journal/x.md", "folder_yaml")


def test_a_tag_of_yaml_makes_nothing(journal: Path, out: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    block = f"gridwatch: entry\nx: !!python/object/apply:os.mkdir ['{made}']"
    (journal / "x.md").write_text(f"---\n{block}\n---\nwords\n", encoding="utf-8")
    folder = read_folder(out)
    assert "words" in [each.entry.text for each in folder.theses[0].entries]
    assert not made.exists()


def test_a_history_that_was_changed_is_refused(out: Path) -> None:
    (out / "themes" / "Grid" / "history.jsonl").write_text('{"claim": "k", "at": 3}\n{"cl')
    assert refused(read_folder(out)) == [("themes/Grid/history.jsonl", 2, "folder_history")]


def test_other_folders_and_newer_ones_are_refused(tmp_path: Path, out: Path) -> None:
    with pytest.raises(Problem, match="no folder that a thesis"):
        read_folder(tmp_path)
    manifest = json.loads((out / "gridwatch.json").read_text(encoding="utf-8"))
    (out / "gridwatch.json").write_text(json.dumps({**manifest, "format": 99}))
    with pytest.raises(Problem, match="newer"):
        read_folder(out)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_folder_with_anything_else_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    (target / "letter.txt").write_text("dear")
    with pytest.raises(Problem, match="holds something else"):
        write_folder(target, [THESIS], pictures, NOW)
    assert names(tmp_path) == ["mine"]
    assert names(target) == ["letter.txt"]


def test_an_earlier_export_gives_way_with_what_obsidian_keeps_in_it(
    out: Path, tmp_path: Path
) -> None:
    (out / ".obsidian").mkdir()
    (out / ".obsidian" / "app.json").write_text("{}")
    renamed = replace(THESIS, theme=replace(THEME, name="Wires"), name="Wires")
    assert write_folder(out, [renamed], pictures, NOW) is None
    assert names(tmp_path) == ["out"]
    assert names(out / "themes") == ["Wires"]
    assert (out / ".obsidian" / "app.json").read_text() == "{}"


def test_an_earlier_export_that_somebody_wrote_in_is_kept(
    out: Path, journal: Path, tmp_path: Path
) -> None:
    (journal / "mine.md").write_text("hours of work")
    kept = write_folder(out, [], pictures, NOW)
    assert kept is not None
    assert names(tmp_path) == sorted([kept.name, "out"])
    assert (kept / "themes" / "Grid" / "journal" / "mine.md").read_text() == "hours of work"


def test_a_failure_leaves_the_earlier_export_and_nothing_beside_it(
    out: Path, tmp_path: Path
) -> None:
    def broken(_: str) -> Picture | None:
        raise OSError(28, "No space left on device")

    before = {each: each.read_bytes() for each in out.rglob("*") if each.is_file()}
    with pytest.raises(Problem, match="No space left"):
        write_folder(out, [THESIS], broken, NOW)
    assert names(tmp_path) == ["out"]
    assert {each: each.read_bytes() for each in out.rglob("*") if each.is_file()} == before


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b\\c:d*e?", "a-b-c-d-e"),
        ("CON", "CON_"),
        ("nul.txt", "nul.txt_"),
        ("..", "Grid"),
        ("x. ", "x"),
        ("a\u202eb\x00", "ab"),
        ("变压器" * 100, ("变压器" * 100).encode()[:150].decode()),
        ("[[#^|]]", "Grid"),
    ],
)
def test_names_fit_every_system(tmp_path: Path, name: str, expected: str) -> None:
    assert safe_name(name, "Grid") == expected
    (tmp_path / safe_name(name, "Grid")).mkdir()


def test_themes_whose_names_differ_only_in_case_have_folders_of_their_own(tmp_path: Path) -> None:
    themes = [
        replace(THESIS, name=name, theme=Theme(0, name)) for name in ("Grid", "GRID", "Grid?")
    ]
    write_folder(tmp_path / "out", themes, pictures, NOW)
    folders = {each.casefold() for each in names(tmp_path / "out" / "themes")}
    assert len(folders) == 3
