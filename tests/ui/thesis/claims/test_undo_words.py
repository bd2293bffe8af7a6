"""Each edit of a thesis says what undoing it takes back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.services.edits import ArrangeCompanies, Edit
from gridwatch.services.thesis import claim_edits, evidence_edits, theme_edits
from gridwatch.ui.thesis.claims.undo_words import words_of_thesis

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLAIM = Claim(1, About(1), "Orders {grow} until the very end of this decade", NOW)
FACT = Evidence(1, 1, date(2026, 1, 5), "Backlog", NOW)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (claim_edits.AddClaim(CLAIM), "new claim “Orders {grow} until the very en…”"),
        (claim_edits.ChangeClaim(CLAIM), "changing claim “Orders {grow} until the very en…”"),
        (claim_edits.ReviewClaim(1, Status.OPEN, 5, None), "reviewing a claim"),
        (claim_edits.RemoveClaim(1), "deleting a claim"),
        (claim_edits.ArrangeClaims(About(1), (1,)), "moving a claim"),
        (evidence_edits.AddEvidence(FACT), "new evidence “Backlog”"),
        (evidence_edits.ChangeEvidence(FACT), "changing evidence “Backlog”"),
        (evidence_edits.RemoveEvidence((1,)), "deleting evidence"),
        (theme_edits.AddTheme("Grid"), "new theme “Grid”"),
        (theme_edits.ChangeTheme(1, "Grid", ""), "changing theme “Grid”"),
        (theme_edits.RemoveTheme(1), "deleting a theme"),
    ],
)
def test_an_edit_of_a_thesis_says_what_it_does(edit: Edit, words: str) -> None:
    found = words_of_thesis(edit)
    assert found is not None
    assert found[0].format(name=found[1]) == words


def test_any_other_edit_has_its_words_elsewhere() -> None:
    assert words_of_thesis(ArrangeCompanies(1, ())) is None
