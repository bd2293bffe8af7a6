"""An import into a profile that has the thesis already: what changes, what stays, and undo."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.places import resources
from gridwatch.services.edits import Edit, apply
from gridwatch.services.thesis.claim_edits import AddClaim, ChangeClaim, trip_claim
from gridwatch.services.thesis.entry_edits import AddEntry, SaveEntry
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.figure_edits import AddSeries, PutFigures, RemoveSeries
from gridwatch.services.thesis.folder_export import export_folder
from gridwatch.services.thesis.folder_import import Plan, plan_import
from gridwatch.services.thesis.folder_matching import Noun, Outcome
from gridwatch.services.thesis.starter import AddStarter, read_starter
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.user.claims import all_claims, revisions_of
from gridwatch.store.user.companies import all_companies, remove_company
from gridwatch.store.user.entries import all_entries, entry_revisions
from gridwatch.store.user.evidence import all_evidence
from gridwatch.store.user.figures import all_series, figures_of
from gridwatch.store.user.rules import rule_of_claim
from gridwatch.store.user.themes import all_themes
from gridwatch.store.user.watchlists import all_watchlists
from tests.services.thesis.folders import GEV, NOW, catalog, everything, profile

CATALOG = catalog()
XD = About(1)
LATER = NOW + timedelta(hours=1)
DAY = date(2026, 3, 2)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    """Give a profile with one small thesis."""
    with closing(profile()) as made:
        edit(made, AddClaim(Claim(0, XD, "It goes up", NOW, 70, test="cap >= 1bn CNY")))
        edit(made, AddEvidence(Evidence(0, 1, DAY, "Seen", NOW)))
        edit(made, AddEntry(XD, DAY, "# Visit\nOne."))
        series = FigureSeries(0, XD, "", "Orders")
        edit(made, AddSeries(series, (Figure(0, 0, DAY, 1.5, DAY, NOW),)))
        yield made


@pytest.fixture
def out(user: sqlite3.Connection, tmp_path: Path) -> Path:
    """Give the folder of that thesis."""
    export_folder(user, tmp_path / "out", NOW)
    return tmp_path / "out"


def edit(user: sqlite3.Connection, wanted: Edit, later: timedelta = timedelta(0)) -> Edit:
    return apply(user, wanted, NOW + later)[1]


def file(out: Path, pattern: str) -> Path:
    return next(out.rglob(pattern))


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def done(plan: Plan) -> list[tuple[Noun, Outcome]]:
    return [(each.noun, each.outcome) for each in plan.steps if each.outcome is not Outcome.SAME]


def imported(user: sqlite3.Connection, out: Path) -> list[tuple[Noun, Outcome]]:
    """Import a folder, undo it and import it again; return what was done."""
    plan = plan_import(user, out, CATALOG)
    assert plan.edit is not None
    undo = apply(user, plan.edit, LATER)[1]
    after = said(user)
    redo = apply(user, undo, LATER)[1]
    assert said(user) != after
    apply(user, redo, LATER)
    assert said(user) == after
    assert plan_import(user, out, CATALOG).edit is None
    return done(plan)


def said(user: sqlite3.Connection) -> object:
    """Return what is there now, revisions left out: an undo is one as well."""
    figures = [figures_of(user, each.id) for each in all_series(user)]
    entries = [(each.about, each.on, each.text) for each in all_entries(user)]
    return all_claims(user), all_evidence(user), all_themes(user), entries, figures


def test_a_claim_that_was_changed_in_the_folder_gets_a_revision(
    user: sqlite3.Connection, out: Path
) -> None:
    change(file(out, "thesis.md"), "## It goes up", "## It goes up, slowly")
    change(file(out, "thesis.md"), "- conviction: 70", "- conviction: 55 %")
    assert imported(user, out) == [(Noun.CLAIM, Outcome.CHANGED)]
    claim = all_claims(user)[0]
    assert (claim.statement, claim.conviction) == ("It goes up, slowly", 55)
    assert [each.claim.conviction for each in revisions_of(user, 1)][:2] == [70, 55]


def test_what_was_changed_here_since_the_export_stays(user: sqlite3.Connection, out: Path) -> None:
    claim = all_claims(user)[0]
    edit(user, ChangeClaim(replace(claim, conviction=20)), timedelta(minutes=1))
    entry = all_entries(user)[0]
    edit(user, SaveEntry(entry.id, 1, "mine", DAY, XD), timedelta(minutes=1))
    edit(user, PutFigures(1, (Figure(0, 1, DAY, 2.5, DAY, NOW),)), timedelta(minutes=1))
    assert plan_import(user, out, CATALOG).edit is None


def test_fields_that_were_changed_on_both_sides_are_put_together(
    user: sqlite3.Connection, out: Path
) -> None:
    claim = all_claims(user)[0]
    edit(user, ChangeClaim(replace(claim, conviction=20)), timedelta(minutes=1))
    change(file(out, "thesis.md"), "- status: open", "- status: failing")
    assert imported(user, out) == [(Noun.CLAIM, Outcome.BOTH)]
    claim = all_claims(user)[0]
    assert (claim.status, claim.conviction) == (Status.FAILING, 20)


def test_an_entry_that_was_changed_on_both_sides_keeps_the_words_from_here(
    user: sqlite3.Connection, out: Path
) -> None:
    entry = all_entries(user)[0]
    edit(user, SaveEntry(entry.id, 1, "# Visit\nMine.", DAY, XD), timedelta(minutes=59))
    change(file(out, "2026*.md"), "One.", "Theirs.")
    assert imported(user, out) == [(Noun.ENTRY, Outcome.BOTH)]
    assert all_entries(user)[0].text == "# Visit\nTheirs."
    assert "# Visit\nMine." in [each.text for each in entry_revisions(user, entry.id)]


def test_an_entry_moves_with_its_file(user: sqlite3.Connection, out: Path) -> None:
    (out / "journal").mkdir()
    path = file(out, "2026*.md")
    path.rename(out / "journal" / path.name)
    assert imported(user, out) == [(Noun.ENTRY, Outcome.CHANGED)]
    assert [each.about for each in all_entries(user)] == [About()]


def test_evidence_and_figures_are_changed_and_added_by_rows(
    user: sqlite3.Connection, out: Path
) -> None:
    change(file(out, "thesis.md"), "| Seen |", "| Seen twice |")
    path = file(out, "thesis.md")
    path.write_text(f"{path.read_text()}| 2026-04-01 | against | New | | | | | 5 | |\n")
    table = file(out, "orders.csv")
    table.write_text(f"{table.read_text()}2026-06-30,7\n".replace(",1.5,", ",1.75,"))
    assert imported(user, out) == [
        (Noun.FIGURES, Outcome.NEW),
        (Noun.EVIDENCE, Outcome.CHANGED),
        (Noun.EVIDENCE, Outcome.NEW),
    ]
    assert [each.what for each in all_evidence(user)] == ["Seen twice", "New"]
    assert [each.value for each in figures_of(user, 1)] == [1.5, 1.75, 7.0]


def test_a_theme_that_was_renamed_is_known_by_its_claims(
    user: sqlite3.Connection, tmp_path: Path
) -> None:
    edit(user, AddTheme("Grid"))
    edit(user, AddClaim(Claim(0, About(theme_id=1), "Themes last", NOW)))
    export_folder(user, tmp_path / "out", NOW)
    change(tmp_path / "out" / "themes" / "Grid" / "thesis.md", "name: Grid", "name: Wires")
    assert imported(user, tmp_path / "out") == [(Noun.THEME, Outcome.CHANGED)]
    assert [each.name for each in all_themes(user)] == ["Wires"]


def test_nothing_is_deleted_because_it_is_not_in_the_folder(
    user: sqlite3.Connection, out: Path
) -> None:
    before = everything(user)
    for pattern in ("2026*.md", "orders.*", "history.jsonl"):
        for each in list(out.rglob(pattern)):
            each.unlink()
    path = file(out, "thesis.md")
    path.write_text(path.read_text(encoding="utf-8").partition("## It goes up")[0])
    assert plan_import(user, out, CATALOG).edit is None
    assert everything(user) == before


def test_a_company_of_the_catalog_comes_onto_the_first_list(
    user: sqlite3.Connection, out: Path
) -> None:
    with closing(profile()) as other:
        other.execute("PRAGMA foreign_keys = ON")
        remove_company(other, 1)
        plan = plan_import(other, out, CATALOG)
        assert (Noun.COMPANY, Outcome.NEW) in done(plan)
        assert plan.edit is not None
        undo = apply(other, plan.edit, LATER)[1]
        number = all_claims(other)[0].about.company_id
        assert number in all_watchlists(other)[0].companies
        assert all_companies(other)[number].primary == "601179.SS"
        assert rule_of_claim(other, all_claims(other)[0].id) is not None
        apply(other, undo, LATER)
        assert number not in all_watchlists(other)[0].companies
        assert all_claims(other) == ()


def test_a_company_that_nobody_knows_stays_out_and_is_told(
    user: sqlite3.Connection, out: Path
) -> None:
    change(file(out, "thesis.md"), "601179.SS", "NOBODY.XX")
    with closing(profile()) as other:
        plan = plan_import(other, out, CATALOG)
        stranger = plan.strangers[0]
        assert (stranger.symbols, stranger.claims, stranger.series) == (("NOBODY.XX",), 1, 1)
        assert plan.edit is None


def test_nothing_is_imported_while_anything_is_refused(user: sqlite3.Connection, out: Path) -> None:
    change(file(out, "thesis.md"), "## It goes up", "## It goes down")
    change(file(out, "orders.csv"), ",1.5,", ",x,")
    plan = plan_import(user, out, CATALOG)
    assert plan.edit is None
    assert [each.spot.line for each in plan.refused] == [2]


def test_only_what_is_asked_for_is_exported(user: sqlite3.Connection, tmp_path: Path) -> None:
    edit(user, AddClaim(Claim(0, About(2), "Other", NOW)))
    done = export_folder(user, tmp_path / "out", NOW, [About(2)])
    assert (done.theses, done.claims) == (1, 1)
    assert [each.name for each in (tmp_path / "out" / "companies").iterdir()] == [
        f"{GEV.name.replace(': ', '- ').replace(' / ', ' - ')} GEV"
    ]


def test_a_test_comes_along_whatever_has_become_of_its_series(tmp_path: Path) -> None:
    test = "series(orders) <= 5"
    with closing(profile()) as one, closing(profile()) as other:
        edit(one, AddTheme("Grid"))
        edit(one, AddSeries(FigureSeries(0, About(theme_id=1), "orders", "Orders")))
        edit(one, AddSeries(FigureSeries(0, XD, "lost", "Lost")))
        edit(one, AddClaim(Claim(0, XD, "Over the series of a theme", NOW, test=test)))
        edit(one, AddClaim(Claim(0, XD, "Over one that is gone", NOW, test="series(lost) <= 5")))
        edit(one, RemoveSeries(2))
        export_folder(one, tmp_path / "out", NOW)
        found = plan_import(other, tmp_path / "out", CATALOG).edit
        assert found is not None
        apply(other, found, LATER)
        stored = all_claims(other)
        assert [each.statement for each in stored] == [each.statement for each in all_claims(one)]
        assert all(rule_of_claim(other, each.id) for each in stored)


def test_undoing_an_import_leaves_what_a_test_has_moved_since(
    user: sqlite3.Connection, out: Path
) -> None:
    thesis = file(out, "**/thesis.md")
    thesis.write_text(
        thesis.read_text("utf-8").replace("conviction: 70", "conviction: 80"), "utf-8"
    )
    found = plan_import(user, out, CATALOG).edit
    assert found is not None
    undo = edit(user, found)
    assert trip_claim(user, 1, LATER, "it fell")
    apply(user, undo, LATER)
    (claim,) = all_claims(user)
    assert (claim.conviction, claim.status) == (70, Status.FAILING)


def test_the_example_of_another_profile_is_not_taken_twice(tmp_path: Path) -> None:
    starter = read_starter(resources(), "en")
    with closing(profile()) as one, closing(profile()) as other:
        edit(one, AddStarter(starter))
        edit(other, AddStarter(starter), timedelta(hours=1))
        before = [len(found(other)) for found in (all_claims, all_evidence, all_series)]
        figures = [figures_of(other, each.id) for each in all_series(other)]
        export_folder(one, tmp_path / "out", NOW)
        taken = plan_import(other, tmp_path / "out", CATALOG)
        assert taken.number(Noun.CLAIM, Outcome.NEW) == 0
        if taken.edit is not None:
            apply(other, taken.edit, LATER)
        assert [len(found(other)) for found in (all_claims, all_evidence, all_series)] == before
        assert [figures_of(other, each.id) for each in all_series(other)] == figures


@pytest.mark.parametrize("there", [True, False])
def test_an_example_that_was_reworded_is_not_taken_twice(tmp_path: Path, *, there: bool) -> None:
    starter = read_starter(resources(), "en")
    with closing(profile()) as one, closing(profile()) as other:
        edit(one, AddStarter(starter))
        edit(other, AddStarter(starter), timedelta(minutes=5))
        user = one if there else other
        mine = replace(all_claims(user)[0], statement="In my own words", conviction=11)
        edit(user, ChangeClaim(mine), timedelta(minutes=10))
        export_folder(one, tmp_path / "out", NOW)
        before = [len(found(other)) for found in (all_claims, all_evidence)]
        plan = plan_import(other, tmp_path / "out", CATALOG)
        assert (plan.edit is not None) == there  # what nobody has touched takes nothing away
        if plan.edit is not None:
            apply(other, plan.edit, LATER)
        assert [len(found(other)) for found in (all_claims, all_evidence)] == before
        found = all_claims(other)[0]
        assert (found.statement, found.conviction) == ("In my own words", 11)
        assert plan_import(other, tmp_path / "out", CATALOG).edit is None


@pytest.mark.parametrize("there", [True, False])
def test_a_test_that_its_owner_cannot_have_is_refused_where_it_stands(
    tmp_path: Path, *, there: bool
) -> None:
    with closing(profile()) as one, closing(profile()) as other:
        edit(one, AddTheme("Grid"))
        claim = Claim(0, About(theme_id=1), "Themes last", NOW, test="USDCNY >= 7.5")
        edit(one, AddClaim(claim))
        export_folder(one, tmp_path / "out", NOW)
        thesis = file(tmp_path / "out", "**/thesis.md")
        change(thesis, "test: USDCNY >= 7.5", "test: cap >= 1bn CNY")
        lines = thesis.read_text("utf-8").splitlines()
        plan = plan_import(one if there else other, tmp_path / "out", CATALOG)
        assert plan.edit is None
        assert [(each.spot.file, each.spot.line, each.problem.code) for each in plan.refused] == [
            ("themes/Grid/thesis.md", lines.index("- test: cap >= 1bn CNY") + 1, "rule_theme")
        ]
        change(thesis, "status: open", "status: broken")  # nobody tests it any more
        assert plan_import(one if there else other, tmp_path / "out", CATALOG).refused == ()
