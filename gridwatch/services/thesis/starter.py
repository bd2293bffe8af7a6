"""The bundled example thesis: read in one language, and stored as the user's own."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.domain.thesis.figures import Figure, FigureSeries, Frequency
from gridwatch.services.changes import Changes
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.figure_edits import AddSeries
from gridwatch.services.thesis.reminders import REMINDER
from gridwatch.services.thesis.theme_edits import AddTheme, RemoveTheme
from gridwatch.store.user.claims import claims_about
from gridwatch.store.user.themes import all_themes

_DAWN = datetime.min.replace(tzinfo=UTC)  # until it is stored


@dataclass(frozen=True, slots=True)
class StarterClaim:
    """A claim of the example with its evidence; it is due for review so long after its making."""

    claim: Claim
    review_after: timedelta
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Starter:
    """The example thesis in one language; all ids are 0."""

    theme: Theme
    claims: tuple[StarterClaim, ...]
    series: tuple[tuple[FigureSeries, tuple[Figure, ...]], ...]


def read_starter(resources: Path, language: str) -> Starter:
    """Read `starter/thesis.toml` in `language` (en, de or zh_CN; English for any other).

    It ships with the program, so a fault in it is a bug and raises.
    """
    with (resources / "starter" / "thesis.toml").open("rb") as file:
        content = tomllib.load(file)

    def said(words: Mapping[str, Any]) -> Any:  # noqa: ANN401 - text, or a list of texts
        return words.get(language, words["en"])

    theme, source = content["theme"], said(content["source"])
    return Starter(
        Theme(0, said(theme["name"]), said(theme["note"]).strip(), theme["key"]),
        tuple(_claim(each, said, source) for each in content["claim"]),
        tuple(_series(each, said, source) for each in content["series"]),
    )


def _claim(entry: Mapping[str, Any], said: Any, source: str) -> StarterClaim:  # noqa: ANN401 - as above
    claim = Claim(
        0,
        About(),
        said(entry["statement"]),
        _DAWN,
        entry["conviction"],
        falsifier=said(entry["falsifier"]),
        test=entry.get("test", ""),
        tags=tuple(said(entry["tags"])),
    )
    found = tuple(_evidence(each, said, source) for each in entry["evidence"])
    return StarterClaim(claim, timedelta(days=entry["review_in_days"]), found)


def _evidence(entry: Mapping[str, Any], said: Any, source: str) -> Evidence:  # noqa: ANN401 - as above
    figure, figure_to = (entry.get(name) for name in ("figure", "figure_to"))
    return Evidence(
        0,
        0,
        entry["on"],
        said(entry["what"]),
        _DAWN,
        Stance(entry.get("stance", Stance.FOR)),
        None if figure is None else Decimal(figure),
        None if figure_to is None else Decimal(figure_to),
        said(entry["unit"]) if "unit" in entry else "",
        source,
        weight=entry["weight"],
    )


def _series(
    entry: Mapping[str, Any],
    said: Any,  # noqa: ANN401 - as above
    source: str,
) -> tuple[FigureSeries, tuple[Figure, ...]]:
    series = FigureSeries(
        0,
        About(),
        entry["key"],
        said(entry["name"]),
        entry["unit"],
        Frequency(entry["frequency"]),
        source,
    )
    return series, tuple(_figure(each) for each in entry["figures"])


# When the article that names the figures was written: before, nobody here knew them.
_KNOWN = date(2026, 3, 1)


def _figure(entry: Mapping[str, Any]) -> Figure:
    value, low, high = (entry.get(name) for name in ("value", "low", "high"))
    return Figure(
        0,
        0,
        entry["on"],
        None if value is None else float(value),
        _KNOWN,
        _DAWN,
        None if low is None else float(low),
        None if high is None else float(high),
        entry.get("forecast", False),
    )


def reminder(now: datetime) -> Rule:
    """Return the rule that tells of every claim when it comes due for review."""
    return Rule(0, Subject(Scope.EVERYTHING), parse_condition(REMINDER), now, now)


@dataclass(frozen=True, slots=True)
class AddStarter:
    """Store the example thesis as a theme of the user's, to be edited or deleted."""

    starter: Starter

    def apply(self, user: sqlite3.Connection, now: datetime, /) -> tuple[Changes, Edit]:
        """Store all of it; raises Problem where it is there already."""
        theme = self.starter.theme
        if any(each.key == theme.key for each in all_themes(user)):
            raise Problem("starter_there", "The example thesis is there already.")
        AddTheme(theme.name, theme.note, theme.key).apply(user, now)
        number = next(each.id for each in all_themes(user) if each.key == theme.key)
        about = About(theme_id=number)
        # The series first: the tests of claims look at them.
        for series, figures in self.starter.series:
            AddSeries(replace(series, about=about), figures).apply(user, now)
        for each in self.starter.claims:
            _add_claim(user, each, about, now)
        return Changes(thesis=True, figures=True, rules=True), RemoveTheme(number)


def _add_claim(user: sqlite3.Connection, one: StarterClaim, about: About, now: datetime) -> None:
    due = now.astimezone().date() + one.review_after  # by the user's own date
    AddClaim(replace(one.claim, about=about, review_on=due)).apply(user, now)
    number = claims_about(user, about)[-1].id
    for each in one.evidence:
        AddEvidence(replace(each, claim_id=number)).apply(user, now)
