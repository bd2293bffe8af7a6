"""What an undo of a review says that it takes back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridwatch.services.edits import Edit
from gridwatch.services.thesis.claim_edits import ReviewClaim

translate = QCoreApplication.translate


def review_words(edit: Edit) -> tuple[str, str] | None:
    """Return a template and the name that belongs into it; None for another edit."""
    if isinstance(edit, ReviewClaim):
        return translate("Undo", "reviewing a claim"), ""
    return None
