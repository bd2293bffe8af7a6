"""Links to claims lead to the same claims in another profile, or visibly nowhere."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.claim_links import claims_in
from gridwatch.domain.thesis.wording import LONGEST_TEXT
from gridwatch.services.edits import Edit, apply
from gridwatch.services.thesis.claim_edits import AddClaim, RemoveClaim
from gridwatch.services.thesis.entry_edits import AddEntry, SaveEntry
from gridwatch.services.thesis.folder_export import export_folder
from gridwatch.services.thesis.folder_import import Plan, plan_import
from gridwatch.services.thesis.folder_matching import Noun, Outcome
from gridwatch.services.thesis.theme_edits import AddTheme, ChangeTheme
from gridwatch.store.user.claims import claim_with_id
from gridwatch.store.user.entries import all_entries, entry_revisions
from gridwatch.store.user.themes import all_themes
from tests.services.thesis.folders import NOW, catalog, profile

CATALOG = catalog()
XD, GEV, THEME = About(1), About(2), About(theme_id=1)
LATER = NOW + timedelta(hours=1)
DAY = date(2026, 3, 2)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    """Give a profile whose entry about a company links to its claim and to that of a theme."""
    with closing(profile()) as made:
        edit(made, AddTheme("Grid", "See [[claim:2]]."))
        edit(made, AddClaim(Claim(0, XD, "Orders grow", NOW)))
        edit(made, AddClaim(Claim(0, THEME, "Lead times last", NOW)))
        edit(made, AddEntry(XD, DAY, "Was [[claim:2]]"))
        edit(made, SaveEntry(1, 1, "[[claim:1]], [so](claim:2), `claim:1`", DAY, XD))
        yield made


@pytest.fixture
def other() -> Iterator[sqlite3.Connection]:
    """Give a profile whose claims have those numbers already."""
    with closing(profile()) as made:
        for number in range(3):
            edit(made, AddClaim(Claim(0, GEV, f"Another {number}", NOW)))
        yield made


def edit(user: sqlite3.Connection, wanted: Edit) -> Edit:
    return apply(user, wanted, NOW)[1]


def taken(user: sqlite3.Connection, out: Path) -> Plan:
    """Import a folder, with its undo and once more; there is nothing to do then."""
    plan = plan_import(user, out, CATALOG)
    assert plan.edit is not None
    undo = apply(user, plan.edit, LATER)[1]
    apply(user, apply(user, undo, LATER)[1], LATER)
    assert plan_import(user, out, CATALOG).edit is None
    return plan


def led(user: sqlite3.Connection, text: str) -> list[str]:
    found = (claim_with_id(user, each) for each in claims_in(text))
    return [each.statement for each in found if each is not None]


def words(user: sqlite3.Connection) -> str:
    return next(each.text for each in all_entries(user) if each.about == XD)


def told(plan: Plan) -> list[tuple[str, int, str]]:
    return [(each.spot.file, each.spot.line, each.problem.code) for each in plan.remarks]


def test_links_lead_to_the_same_claims_in_another_profile(
    user: sqlite3.Connection, other: sqlite3.Connection, tmp_path: Path
) -> None:
    export_folder(user, tmp_path / "out", NOW)
    assert taken(other, tmp_path / "out").remarks == ()
    assert led(other, words(other)) == ["Orders grow", "Lead times last"]
    assert words(other).endswith("`claim:1`")
    assert led(other, all_themes(other)[0].note) == ["Lead times last"]
    number = next(each.id for each in all_entries(other))
    assert led(other, entry_revisions(other, number)[0].text) == ["Lead times last"]
    assert plan_import(user, tmp_path / "out", CATALOG).edit is None


def test_files_name_claims_by_the_keys_that_stand_beside_them(
    user: sqlite3.Connection, tmp_path: Path
) -> None:
    export_folder(user, tmp_path / "out", NOW)
    thesis = next((tmp_path / "out" / "companies").rglob("thesis.md")).read_text("utf-8")
    key = next(line for line in thesis.splitlines() if line.startswith("- key: "))[7:]
    entry = next((tmp_path / "out" / "companies").rglob("journal/*.md")).read_text("utf-8")
    assert f"[[claim:{key}]]" in entry


def test_a_link_without_its_claim_stays_and_leads_there_once_it_has_come(
    user: sqlite3.Connection, other: sqlite3.Connection, tmp_path: Path
) -> None:
    export_folder(user, tmp_path / "one", NOW, [XD])
    plan = taken(other, tmp_path / "one")
    entry = next((tmp_path / "one").rglob("journal/*.md"))
    at = next(
        n for n, line in enumerate(entry.read_text("utf-8").splitlines(), 1) if "[so]" in line
    )
    name = entry.relative_to(tmp_path / "one").as_posix()
    assert told(plan) == [(name, at, "folder_link_unknown")]
    assert led(other, words(other)) == ["Orders grow"]
    assert str(plan.remarks[0].problem.values["link"]) in words(other)
    export_folder(user, tmp_path / "two", NOW, [THEME])
    taken(other, tmp_path / "two")
    plan = taken(other, tmp_path / "one")
    changed = [each.noun for each in plan.steps if each.outcome is Outcome.CHANGED]
    assert (changed, plan.remarks) == ([Noun.ENTRY], ())
    assert led(other, words(other)) == ["Orders grow", "Lead times last"]


def test_the_numbers_of_an_older_export_lead_nowhere_and_are_told(
    user: sqlite3.Connection, other: sqlite3.Connection, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export_folder(user, out, NOW)
    for path in (*out.rglob("journal/*.md"), *out.rglob("note.md")):
        older(path)
    assert plan_import(user, out, CATALOG).number(Noun.ENTRY, Outcome.SAME) == 1
    assert plan_import(user, out, CATALOG).edit is None
    plan = taken(other, out)
    assert {code for _, _, code in told(plan)} == {"folder_link_number"}
    assert len(plan.remarks) == 3
    assert words(other) == "[[claim:?1]], [so](claim:?2), `claim:1`"
    assert all_themes(other)[0].note == "See [[claim:?2]]."


def older(path: Path) -> None:
    """Write a file as it was exported before links had keys."""
    head, mark, body = path.read_text("utf-8").rpartition("---\n")
    numbers = iter(["1", "2"] if "[so]" in body else ["2"])
    body = re.sub(r"claim:[0-9a-f\-]{36}", lambda _: f"claim:{next(numbers)}", body)
    path.write_text(f"{head}{mark}{body}", "utf-8")
    assert next(numbers, None) is None


def test_a_number_of_an_older_export_that_is_edited_leads_on_in_its_own_profile(
    user: sqlite3.Connection, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    export_folder(user, out, NOW)
    path = next(out.rglob("journal/*.md"))
    older(path)
    path.write_text(path.read_text("utf-8").replace("[so]", "[edited]"), "utf-8")
    assert taken(user, out).remarks == ()
    assert words(user) == "[[claim:1]], [edited](claim:2), `claim:1`"


def test_claims_that_were_made_alike_are_told_apart(
    user: sqlite3.Connection, other: sqlite3.Connection, tmp_path: Path
) -> None:
    for about in (GEV, THEME, XD):
        edit(user, AddClaim(Claim(0, about, "Margins rise", NOW)))
    edit(user, AddEntry(GEV, DAY, "[[claim:3]] [[claim:4]] [[claim:5]]"))
    export_folder(user, tmp_path / "out", NOW)
    taken(other, tmp_path / "out")
    text = next(each.text for each in all_entries(other) if each.about == GEV)
    found = [claim_with_id(other, each) for each in claims_in(text)]
    theme = About(theme_id=all_themes(other)[0].id)
    assert [each.about for each in found if each is not None] == [GEV, theme, XD]
    assert plan_import(user, tmp_path / "out", CATALOG).edit is None


def test_a_link_to_a_removed_claim_comes_back_to_its_own_profile(
    user: sqlite3.Connection, other: sqlite3.Connection, tmp_path: Path
) -> None:
    edit(user, RemoveClaim(2))
    before = words(user)
    export_folder(user, tmp_path / "out", NOW)
    assert plan_import(user, tmp_path / "out", CATALOG).edit is None
    path = next((tmp_path / "out").rglob("journal/*.md"))
    path.write_text(path.read_text("utf-8").replace("[so]", "[edited]"), "utf-8")
    taken(user, tmp_path / "out")
    assert words(user) == before.replace("[so]", "[edited]")
    assert {code for _, _, code in told(taken(other, tmp_path / "out"))} == {"folder_link_unknown"}


def test_the_words_of_a_theme_that_is_there_are_compared_as_well(
    user: sqlite3.Connection, other: sqlite3.Connection, tmp_path: Path
) -> None:
    export_folder(user, tmp_path / "out", NOW)
    taken(other, tmp_path / "out")
    edit(user, ChangeTheme(1, "Grid", "[[claim:1]] and [[claim:2]]."))
    export_folder(user, tmp_path / "out", NOW)
    plan = taken(other, tmp_path / "out")
    assert plan.number(Noun.THEME, Outcome.CHANGED) == 1
    assert led(other, all_themes(other)[0].note) == ["Orders grow", "Lead times last"]


def test_a_number_that_was_nobodys_is_not_taken_for_the_claim_that_has_it_here(
    user: sqlite3.Connection, other: sqlite3.Connection, tmp_path: Path
) -> None:
    edit(user, ChangeTheme(1, "Grid", "[[claim:1]] and [[claim:4]]"))  # 1 becomes 4 there
    export_folder(user, tmp_path / "out", NOW)
    taken(other, tmp_path / "out")
    assert all_themes(other)[0].note == "[[claim:4]] and [[claim:?4]]"
    assert led(other, "[[claim:4]]") == ["Orders grow"]


def test_the_longest_entry_comes_along_though_its_links_are_longer_in_the_folder(
    user: sqlite3.Connection, other: sqlite3.Connection, tmp_path: Path
) -> None:
    text = "[[claim:1]]".ljust(LONGEST_TEXT, "x")
    edit(user, AddEntry(GEV, DAY, text))
    export_folder(user, tmp_path / "out", NOW)
    taken(other, tmp_path / "out")
    assert text.replace("claim:1", "claim:4") in {each.text for each in all_entries(other)}
