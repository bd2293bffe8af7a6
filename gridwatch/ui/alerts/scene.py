"""How alerts are said now: the look, whom they are about, and the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.alert.rule import Scope, Subject
from gridwatch.domain.company import names_in
from gridwatch.services.overview import CompanyView, Overview
from gridwatch.ui.look import Look
from gridwatch.ui.phrases import UNKNOWN, Phrases

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Scene:
    """What all words of alerts are made with.

    `themes`: their names by id; `claims`: what those say that an alert tests.
    """

    look: Look
    overview: Overview
    now: datetime
    themes: Mapping[int, str] = field(default_factory=dict)
    claims: Mapping[int, str] = field(default_factory=dict)

    @property
    def phrases(self) -> Phrases:
        """Return how values are written."""
        return self.look.phrases

    @property
    def companies(self) -> Mapping[int, CompanyView]:
        """Return the companies by id."""
        return self.overview.companies


def company_name(number: int, scene: Scene) -> str:
    """Return the name by which the reader knows a company."""
    view = scene.companies.get(number)
    return names_in(view.company, scene.phrases.language)[0] if view else UNKNOWN


def subject_words(subject: Subject, scene: Scene) -> str:
    """Return whom a rule is about, as it stands in a table."""
    match subject.scope:
        case Scope.COMPANY:
            return company_name(subject.number, scene)
        case Scope.LISTING:
            return f"{_listed_name(subject.key, scene)} ({subject.key})"
        case Scope.LIST:
            return translate("Alerts", "List “{name}”").format(name=_list_name(subject, scene))
        case Scope.SEGMENT:
            return segment_name(subject.key, scene)
        case Scope.EVERYTHING:
            return translate("Alerts", "All companies")
        case Scope.RATE:
            return pair_words(subject.key)
        case Scope.THEME:
            return scene.themes.get(subject.number, UNKNOWN)


def named_in_sentence(subject: Subject, scene: Scene) -> str:
    """Return whom a rule is about, as it stands in a sentence about one of them."""
    match subject.scope:
        case Scope.LIST:
            words = translate("Alerts", "a company on “{name}”")
            return words.format(name=_list_name(subject, scene))
        case Scope.SEGMENT:
            words = translate("Alerts", "a company in “{name}”")
            return words.format(name=segment_name(subject.key, scene))
        case Scope.EVERYTHING:
            return translate("Alerts", "any company")
        case _:
            return subject_words(subject, scene)


def pair_words(letters: str) -> str:
    """Return an exchange rate as USD/CNY."""
    return f"{letters[:3]}/{letters[3:]}"


def segment_name(key: str, scene: Scene) -> str:
    """Return the name of a segment in the reader's language."""
    found = next((each for each in scene.overview.segments if each.key == key), None)
    if found is None:
        return key or UNKNOWN
    return str(getattr(found, scene.phrases.language, found.en))


def _listed_name(symbol: str, scene: Scene) -> str:
    for number, view in scene.companies.items():
        if any(each.symbol == symbol for each in view.company.listings):
            return company_name(number, scene)
    return UNKNOWN


def _list_name(subject: Subject, scene: Scene) -> str:
    names = (each.name for each in scene.overview.watchlists if each.id == subject.number)
    return next(names, UNKNOWN)
