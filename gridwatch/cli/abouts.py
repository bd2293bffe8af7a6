"""What notes and theses are about, as it is typed: 601179.SS, theme:Power for AI, none."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from gridwatch.cli.call import Refusal
from gridwatch.cli.companies import checked_symbols, not_followed
from gridwatch.cli.voice import translate
from gridwatch.domain.company import Company, names_in
from gridwatch.domain.thesis.about import About, Theme
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.themes import all_themes

THEME, NONE = "theme:", "none"  # none exactly so: NONE may be a symbol


@dataclass(frozen=True, slots=True)
class Owners:
    """The companies and themes that something can be about."""

    companies: Mapping[int, Company]
    themes: tuple[Theme, ...]

    def text(self, about: About) -> str:
        """Return what something is about as `about` reads it; "" for neither or a removed one."""
        if about.theme_id:
            name = self._theme(about)
            return THEME + name if name else ""
        company = self.companies.get(about.company_id)
        return "" if company is None else company.primary

    def words(self, about: About, language: str) -> str:
        """Return what something is about for people, "" for neither or a removed one."""
        company = self.companies.get(about.company_id)
        return self._theme(about) if company is None else names_in(company, language)[0]

    def about(self, typed: str, *, none: bool = False) -> About:
        """Find a company by a symbol, or a theme by its name or the key of a bundled one.

        With `none` it may be about neither. Raises Problem for what can't be a symbol, Refusal
        where there is no such company or theme.
        """
        text = typed.strip()
        if none and text == NONE:
            return About()
        if text.casefold().startswith(THEME):
            return self._named(text[len(THEME) :])
        symbol = checked_symbols([text])[0]
        for number, company in self.companies.items():
            if any(each.symbol.upper() == symbol for each in company.listings):
                return About(number)
        raise not_followed([symbol])

    def _theme(self, about: About) -> str:
        return next((each.name for each in self.themes if each.id == about.theme_id), "")

    def _named(self, name: str) -> About:
        wanted = " ".join(name.split()).casefold()
        names = {each.name.casefold(): each.id for each in reversed(self.themes)}
        keys = {each.key.casefold(): each.id for each in self.themes if each.key}
        found = names.get(wanted) or keys.get(wanted)
        if found:
            return About(theme_id=found)
        words = translate("Cli", "There is no theme “{name}”. Your themes: {themes}")
        known = ", ".join(each.name for each in self.themes) or "—"
        raise Refusal("theme_unknown", words.format(name=name.strip(), themes=known))


def owners_in(user: sqlite3.Connection) -> Owners:
    """Read the companies and themes."""
    return Owners(all_companies(user), all_themes(user))
