"""What a note is about, as it is typed: GEV, theme:NAME, none."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gridwatch.cli.call import Refusal
from gridwatch.cli.companies import checked_symbols
from gridwatch.cli.voice import translate
from gridwatch.domain.company import Company, names_in
from gridwatch.domain.thesis.about import About, Theme
from gridwatch.store.user.companies import all_companies
from gridwatch.store.user.themes import all_themes

THEME, NONE = "theme:", "none"  # none exactly so: NONE may be a symbol


@dataclass(frozen=True, slots=True)
class Subjects:
    """The companies and themes that notes are about."""

    companies: Mapping[int, Company]
    themes: Sequence[Theme]

    def text(self, about: About) -> str | None:
        """Return what a note is about as `about` reads it; None for neither or a removed one."""
        if about.theme_id:
            name = self._theme(about)
            return THEME + name if name else None
        company = self.companies.get(about.company_id)
        return None if company is None else company.primary

    def words(self, about: About, language: str) -> str:
        """Return what a note is about for people, "" for neither."""
        company = self.companies.get(about.company_id)
        return self._theme(about) if company is None else names_in(company, language)[0]

    def about(self, typed: str) -> About:
        """Read what a note is about.

        Raises Problem for what can't be a symbol, Refusal where there is no such company or theme.
        """
        text = typed.strip()
        if text == NONE:
            return About()
        if text.startswith(THEME):
            return self._named(text.removeprefix(THEME))
        symbol = checked_symbols([text])[0]
        for number, company in self.companies.items():
            if symbol in {each.symbol.upper() for each in company.listings}:
                return About(number)
        words = translate("Cli", "You have no company {symbol}. Add it with: {command}")
        raise Refusal(
            "company_unknown", words.format(symbol=symbol, command=f"gridwatch add {symbol}")
        )

    def _theme(self, about: About) -> str:
        return next((each.name for each in self.themes if each.id == about.theme_id), "")

    def _named(self, name: str) -> About:
        wanted = " ".join(name.split()).casefold()
        for each in self.themes:
            if each.name.casefold() == wanted:
                return About(theme_id=each.id)
        words = translate("Cli", "There is no theme “{name}”. Your themes: {themes}")
        known = ", ".join(each.name for each in self.themes) or "—"
        raise Refusal("theme_unknown", words.format(name=name.strip(), themes=known))


def subjects_of(user: sqlite3.Connection) -> Subjects:
    """Read what notes may be about."""
    return Subjects(all_companies(user), all_themes(user))
