"""Whom a thesis is of: it has to be there before anything is written about it."""

from __future__ import annotations

import sqlite3

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.store.user.companies import has_company
from gridwatch.store.user.themes import theme_with_id


def check_owner(user: sqlite3.Connection, about: About) -> None:
    """Raise Problem where the company or theme is not there, or was removed."""
    if about.company_id and not has_company(user, about.company_id):
        raise Problem("company_unknown", "This company is not in your lists.")
    if about.theme_id:
        theme = theme_with_id(user, about.theme_id)
        if theme is None or theme.removed:
            raise Problem("theme_unknown", "There is no such theme any more.")
