"""Whether anything is noted about a company, so that it is not forgotten with its last list."""

from __future__ import annotations

import sqlite3

from gridwatch.domain.thesis.about import About
from gridwatch.store.user.claims import has_claims
from gridwatch.store.user.entries import has_entries
from gridwatch.store.user.figures import series_about


def has_thesis(user: sqlite3.Connection, company_id: int) -> bool:
    """Tell whether the user has ever claimed, counted or written anything about a company."""
    about = About(company_id)
    return has_claims(user, about) or has_entries(user, about) or bool(series_about(user, about))
