"""What undoing an edit of claims, evidence or themes takes back, in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from gridwatch.services.edits import Edit

translate = QCoreApplication.translate
_MOST = 32


def words_of_thesis(edit: Edit) -> tuple[str, str] | None:
    """Return a template and the name that belongs into it; None for any other edit."""
    return _words_of_claim(edit) or _words_of_evidence(edit) or _words_of_theme(edit)


def _words_of_claim(edit: Edit) -> tuple[str, str] | None:
    from gridwatch.services.thesis import claim_edits

    match edit:
        case claim_edits.AddClaim(claim=claim):
            return translate("Undo", "new claim “{name}”"), _short(claim.statement)
        case claim_edits.ChangeClaim(claim=claim):
            return translate("Undo", "changing claim “{name}”"), _short(claim.statement)
        case claim_edits.ReviewClaim():
            return translate("Undo", "reviewing a claim"), ""
        case claim_edits.RemoveClaim():
            return translate("Undo", "deleting a claim"), ""
        case claim_edits.ArrangeClaims():
            return translate("Undo", "moving a claim"), ""
        case _:
            return None


def _words_of_evidence(edit: Edit) -> tuple[str, str] | None:
    from gridwatch.services.thesis import evidence_edits

    match edit:
        case evidence_edits.AddEvidence(evidence=evidence):
            return translate("Undo", "new evidence “{name}”"), _short(evidence.what)
        case evidence_edits.ChangeEvidence(evidence=evidence):
            return translate("Undo", "changing evidence “{name}”"), _short(evidence.what)
        case evidence_edits.RemoveEvidence():
            return translate("Undo", "deleting evidence"), ""
        case _:
            return None


def _words_of_theme(edit: Edit) -> tuple[str, str] | None:
    from gridwatch.services.thesis import starter, theme_edits

    match edit:
        case starter.AddStarter():
            return translate("Undo", "adding the example thesis"), ""
        case theme_edits.AddTheme(name=name):
            return translate("Undo", "new theme “{name}”"), _short(name)
        case theme_edits.ChangeTheme(name=name):
            return translate("Undo", "changing theme “{name}”"), _short(name)
        case theme_edits.RemoveTheme():
            return translate("Undo", "deleting a theme"), ""
        case _:
            return None


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _MOST else line[: _MOST - 1].rstrip() + "…"
