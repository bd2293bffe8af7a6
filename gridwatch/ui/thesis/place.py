"""Where in the notes something stands, so that a link or a search can go there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gridwatch.domain.company import names_in
from gridwatch.domain.thesis.about import About, Theme
from gridwatch.services.overview import Overview
from gridwatch.ui.marking import QT_TRANSLATE_NOOP


class PageName(StrEnum):
    """The pages of a thesis."""

    CLAIMS = "claims"
    JOURNAL = "journal"
    FIGURES = "figures"


PAGE_WORDS = {
    PageName.CLAIMS: QT_TRANSLATE_NOOP("Thesis", "Claims"),
    PageName.JOURNAL: QT_TRANSLATE_NOOP("Thesis", "Journal"),
    PageName.FIGURES: QT_TRANSLATE_NOOP("Thesis", "Figures"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a thesis, and the id of the claim, entry or series there; 0 for none."""

    about: About
    page: PageName
    number: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """What companies and themes are called in the reader's language; symbols by company."""

    companies: Mapping[int, str] = field(default_factory=dict)
    symbols: Mapping[int, str] = field(default_factory=dict)
    themes: tuple[Theme, ...] = ()

    def of(self, about: About) -> str:
        """Return the name of what something is about, "" for neither."""
        if about.company_id:
            return self.companies.get(about.company_id, "—")
        return next((each.name for each in self.themes if each.id == about.theme_id), "")


def names_of(overview: Overview, themes: tuple[Theme, ...], language: str) -> Names:
    """Gather the names of a reading."""
    views = overview.companies
    return Names(
        {number: names_in(view.company, language)[0] for number, view in views.items()},
        {number: view.company.primary for number, view in views.items()},
        themes,
    )
