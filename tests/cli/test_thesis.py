"""The command `thesis`, as a shell starts it: from one profile into another, and onto paper."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from gridwatch.cli.main import main
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.places import find_profile, resources
from gridwatch.services import edits
from gridwatch.services.edits import Edit
from gridwatch.services.profiles import open_profile
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.entry_edits import AddEntry, AddPicture
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.user.claims import all_claims
from gridwatch.store.user.companies import company_of_symbol
from tests.cli.running import gridwatch
from tests.example import plain_profile
from tests.services.thesis.folders import NOW, PICTURES, everything

XD = "601179.SS"


def fill(root: Path, *, demo: bool) -> None:
    """Write a small thesis into a new profile."""
    plain_profile(root, demo=demo)
    day = NOW.date()
    with closing(open_profile(find_profile(root, demo=demo), resources(), "en")) as user:
        number = company_of_symbol(user, XD) or 0
        theme = AddTheme("Grid", "Why **now**.")
        claim = AddClaim(Claim(0, About(number), "变压器 | `x`", NOW, 70, review_on=day))
        begun: tuple[Edit, ...] = (theme, claim, AddPicture(PICTURES[0]))
        for each in begun:
            edits.apply(user, each, NOW)
        fact = Evidence(0, all_claims(user)[-1].id, day, "Seen", NOW, link="https://example.com/a")
        shown = f"# Visit\n---\n![x](picture:{PICTURES[0].hash})"
        edits.apply(user, AddEvidence(fact), NOW)
        edits.apply(user, AddEntry(About(number), day, shown), NOW)


def content(root: Path, *, demo: bool) -> object:
    """Return all theses but the example, which each profile has begun at an instant of its own."""
    with closing(open_profile(find_profile(root, demo=demo), resources(), "en")) as user:
        return [each for each in everything(user) if each.theme is None or not each.theme.key]


def test_a_demo_goes_whole_into_a_new_profile(tmp_path: Path) -> None:
    fill(tmp_path / "old", demo=True)
    out, new = tmp_path / "out", plain_profile(tmp_path / "new", demo=False)
    source = ("--profile", tmp_path / "old", "--demo")
    done = gridwatch("thesis", "export", out, "--json", *source)
    assert (done.code, done.err) == (0, "")
    assert done.document["claims"] >= 1
    dry = gridwatch("thesis", "import", out, "--dry-run", "--profile", new, "--language", "en")
    assert dry.code == 0
    assert "dry run" in dry.out
    assert content(new, demo=False) != content(tmp_path / "old", demo=True)
    made = gridwatch("thesis", "import", out, "--json", "--profile", new)
    assert (made.code, made.document["imported"]) == (0, True)
    assert content(new, demo=False) == content(tmp_path / "old", demo=True)


def test_a_pdf_needs_no_display(tmp_path: Path) -> None:
    fill(tmp_path / "p", demo=False)
    out = tmp_path / "x.pdf"
    profile = ("--profile", tmp_path / "p", "--language", "zh_CN")
    done = gridwatch("thesis", "pdf", out, "--about", XD, "--json", *profile)
    assert (done.code, done.err) == (0, "")
    assert done.document == {"pdf": str(out), "pages": 1}
    assert out.read_bytes().startswith(b"%PDF-")


def said(capsys: pytest.CaptureFixture[str], profile: Path, *words: str | Path) -> tuple[int, str]:
    asked = [*map(str, words), "--profile", str(profile), "--language", "en"]
    code = main(asked)
    told = capsys.readouterr()
    return code, told.out + told.err


def test_the_claims_are_listed(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(profile, demo=False)
    code, out = said(capsys, profile, "thesis")
    assert code == 0
    assert "变压器 | `x`" in out
    assert "(due)" in out
    code, out = said(capsys, profile, "thesis", "list", "--json")
    claim = json.loads(out)["claims"][-1]
    assert (claim["about"], claim["status"], claim["conviction"]) == (XD, "open", 70)
    assert (claim["evidence_for"], claim["due"]) == (1, True)


def test_one_thesis_can_be_exported(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(profile, demo=False)
    assert (
        said(capsys, profile, "thesis", "export", tmp_path / "x", "--about", "theme:grid")[0] == 0
    )
    assert not (tmp_path / "x" / "companies").exists()
    assert (tmp_path / "x" / "themes" / "Grid" / "note.md").read_text().endswith("Why **now**.\n")


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("export", "{tmp}/out", "--about", "NONE.XX"), 1, "On none of your lists"),
        (("export", "{tmp}/out", "--about", "theme:No"), 1, "no theme “No”"),
        (("export", "{tmp}"), 1, "holds something else"),
        (("export", "{tmp}/none/out"), 1, "can't be written"),
        (("import", "{tmp}"), 1, "no folder that a thesis was exported to"),
        (("import", "{tmp}/none"), 1, "no folder that a thesis was exported to"),
        (("pdf", "{tmp}/x.png", "--about", XD), 1, "End it in .pdf"),
        (("pdf", "{tmp}/none/x.pdf", "--about", XD), 1, "can't be written"),
        (("pdf", "{tmp}/x.pdf"), 2, "--about"),
        (("export",), 2, "DIR"),
    ],
)
def test_what_can_not_be_done_is_told(
    profile: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: int,
    part: str,
) -> None:
    fill(profile, demo=False)
    done = said(capsys, profile, "thesis", *(each.format(tmp=tmp_path) for each in words))
    assert done[0] == code
    assert part in done[1]


def test_where_something_is_wrong_nothing_is_imported(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(profile, demo=False)
    said(capsys, profile, "thesis", "export", tmp_path / "out")
    path = next((tmp_path / "out" / "companies").glob("*601179*/thesis.md"))
    path.write_text(path.read_text(encoding="utf-8").replace("conviction: 70", "conviction: much"))
    before = content(profile, demo=False)
    code, out = said(capsys, profile, "thesis", "import", tmp_path / "out")
    assert code == 1
    assert "thesis.md:13: “much” is no number." in out
    assert "Nothing was imported" in out
    assert content(profile, demo=False) == before
