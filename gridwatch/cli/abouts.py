"""Whom a thesis is of, as it is typed: 601179.SS, or theme:Power for data centres."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from gridwatch.cli.call import Refusal
from gridwatch.cli.companies import checked_symbols, not_followed
from gridwatch.cli.voice import translate
from gridwatch.domain.company import Company
from gridwatch.domain.thesis.about import About, Theme
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.themes import all_themes

THEME = "theme:"


@dataclass(frozen=True, slots=True)
class Owners:
    """The companies and themes that a thesis can be of."""

    companies: Mapping[int, Company]
    themes: tuple[Theme, ...]

    def text(self, about: About) -> str:
        """Return whom a thesis is of, as `about_of` reads it."""
        if about.company_id:
            return self.companies[about.company_id].primary
        return THEME + next((each.name for each in self.themes if each.id == about.theme_id), "")


def owners_in(user: sqlite3.Connection) -> Owners:
    """Read the companies and themes."""
    return Owners(all_companies(user), all_themes(user))


def about_of(user: sqlite3.Connection, text: str) -> About:
    """Find a company by a symbol, or a theme by its name.

    Raises Problem for what can't be a symbol, Refusal where there is no such company or theme.
    """
    typed = text.strip()
    if typed.casefold().startswith(THEME):
        return About(theme_id=_theme(user, typed[len(THEME) :]).id)
    symbol = checked_symbols([typed])[0]
    for number, company in all_companies(user).items():
        if any(each.symbol.upper() == symbol for each in company.listings):
            return About(number)
    raise not_followed([symbol])


def _theme(user: sqlite3.Connection, name: str) -> Theme:
    themes, wanted = all_themes(user), " ".join(name.split()).casefold()
    for each in themes:
        if wanted in {each.name.casefold(), each.key.casefold()} - {""}:
            return each
    words = translate("Cli", "There is no theme “{name}”. Your themes: {themes}")
    known = ", ".join(each.name for each in themes) or "—"
    raise Refusal("theme_unknown", words.format(name=name.strip(), themes=known))
