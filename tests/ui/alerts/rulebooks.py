"""Rulebooks made by hand: rules of every kind over the companies of an overview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gridwatch.domain.alert.grammar import condition_text, parse_condition
from gridwatch.domain.alert.rule import Repeat, Rule, Scope, Subject
from gridwatch.services.overview import Overview
from gridwatch.services.rule_values import Present, members_of, nearest
from gridwatch.services.rule_views import Place, Rulebook, RuleView, Stage, simple_term
from gridwatch.ui.alerts.scene import Scene
from gridwatch.ui.look import look_of
from tests.ui.watchlist.overviews import NOW, overview_of, plain_company, view_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

COMPANIES = (1, 2, 3)


def few() -> Overview:
    """Return three companies: at 80, 120 and an unknown number of billions."""
    names = ("China XD", "Sieyuan", "Unknown Cables")
    caps = (80e9, 120e9, None)
    return overview_of(
        [
            view_of(plain_company(each, name), cap, targets=())
            for each, name, cap in zip(COMPANIES, names, caps, strict=True)
        ]
    )


def scene_of(app: QApplication, overview: Overview, language: str = "en") -> Scene:
    """Return how things are said in a language."""
    return Scene(look_of(app, overview.preferences, language, "light"), overview, NOW)


def rule(number: int, text: str, subject: Subject | None = None, **changes: object) -> Rule:
    """Return a rule about company 1 unless another subject is given."""
    about = subject or Subject(Scope.COMPANY, 1)
    plain = Rule(number, about, parse_condition(text), NOW, NOW)
    return replace(plain, **changes)  # type: ignore[arg-type]  # fields of a rule by name


def present_of(overview: Overview) -> Present:
    """Return what is known from an overview alone."""
    return Present(overview.companies, overview.watchlists, NOW.date())


def view(made: Rule, overview: Overview, *places: Place) -> RuleView:
    """Return a rule as it is read, standing at these places."""
    present = present_of(overview)
    members = members_of(made.subject, present)
    term = simple_term(made.condition)
    near = nearest(term, members, present) if term else None
    companies = frozenset(each for each, _ in members)
    return RuleView(made, condition_text(made.condition), companies, places, near)


def book_of(views: Sequence[RuleView], overview: Overview) -> Rulebook:
    """Return rules as one reading."""
    return Rulebook(tuple(views), present_of(overview), NOW)


def realistic() -> tuple[Rulebook, Overview]:
    """Return a rule in every state."""
    overview = few()
    return book_of(
        [
            view(rule(1, "cap >= 100bn CNY"), overview, Place(1, Stage.ARMED)),
            view(
                rule(2, "cap >= 100bn CNY", Subject(Scope.COMPANY, 2)),
                overview,
                Place(2, Stage.REACHED, date(2026, 1, 14), already=True),
            ),
            view(
                rule(3, "cap >= 100bn CNY", Subject(Scope.COMPANY, 3)),
                overview,
                Place(3, Stage.WAITING, waits=("shares:000003.SZ",)),
            ),
            view(
                rule(4, "day >= 5%", Subject(Scope.EVERYTHING), name="Jumps", muted=True),
                overview,
                Place(1, Stage.ARMED),
                Place(2, Stage.ARMED),
                Place(3, Stage.WAITING, waits=("quote:000003.SZ",)),
            ),
            view(
                rule(5, "price <= 20", snoozed_until=NOW + timedelta(hours=1)),
                overview,
                Place(1, Stage.ARMED),
            ),
            view(rule(6, "rsi(14) >= 70", expires_at=NOW - timedelta(days=1)), overview),
            view(
                rule(7, "USDCNY >= 7.3", Subject(Scope.RATE, key="USDCNY"), repeat=Repeat.ONCE),
                overview,
                Place(0, Stage.DONE, date(2026, 2, 2)),
            ),
            view(rule(8, "cap >= 200bn CNY", target_id=11), overview, Place(1, Stage.ARMED)),
        ],
        overview,
    ), overview
