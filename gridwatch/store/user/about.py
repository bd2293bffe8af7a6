"""How a row says what it is about: a company's id, a theme's id, or neither."""

from __future__ import annotations

from gridwatch.domain.thesis.about import About


def ids_of(about: About) -> tuple[int | None, int | None]:
    """Return the two columns company_id and theme_id."""
    return about.company_id or None, about.theme_id or None


def about_of(company_id: int | None, theme_id: int | None) -> About:
    """Return what the two columns say."""
    return About(company_id or 0, theme_id or 0)


def where_about(about: About) -> tuple[str, tuple[int, ...]]:
    """Return the condition of a statement for what is about this, with its values."""
    if about.company_id:
        return "company_id = ?", (about.company_id,)
    if about.theme_id:
        return "theme_id = ?", (about.theme_id,)
    return "company_id IS NULL AND theme_id IS NULL", ()
