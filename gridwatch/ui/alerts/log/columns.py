"""The columns of the log, declared once: what each says of a firing, and in which tone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from gridwatch.services.overview import Overview
from gridwatch.store.user.firing_log import Order
from gridwatch.store.user.firings import Firing
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.wording.firings import (
    headline_words,
    held_words,
    how_words,
    level_words,
    move_words,
    quiet_words,
    terms_words,
    value_words,
    when_words,
    why_words,
)
from gridwatch.wording.moves import amounts_words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class LogScene:
    """How firings are said now; `offsets`: seconds east of UTC of the exchange, by symbol."""

    look: Look
    offsets: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is sorted by, its header, what it says, its side and its tone.

    `chief`: bold while the firing is new. `widest`: of its text, in letters.
    """

    order: Order
    words: str
    text: Callable[[Firing, LogScene], str]
    right: bool = False
    tone: Callable[[Firing], str] = lambda _firing: "text"
    chief: bool = False
    widest: int = 40


def is_new(firing: Firing) -> bool:
    """Tell whether the user was told of a firing and has not acknowledged it."""
    return firing.seen_at is None and not firing.quiet


def now_words(firing: Firing) -> str:
    """Return that the condition had gone again when it was noticed, in few words."""
    return "" if firing.held else translate("Firings", "no longer holds")


def seen_words(firing: Firing, scene: LogScene) -> str:
    """Return when the user acknowledged a firing; that it is new where they were told of it."""
    if firing.seen_at is not None:
        return scene.look.phrases.moment(firing.seen_at)
    return "" if firing.quiet else translate("Firings", "new")


def _muted(_firing: Firing) -> str:
    return "muted"


COLUMNS = (
    Column(
        Order.WHEN,
        QT_TRANSLATE_NOOP("Firings", "When there"),
        lambda each, scene: when_words(each, scene.look.phrases, scene.offsets.get(each.symbol)),
        tone=_muted,
    ),
    Column(
        Order.COMPANY,
        QT_TRANSLATE_NOOP("Firings", "Company"),
        lambda each, _: each.name,
        chief=True,
        widest=24,
    ),
    Column(
        Order.WHAT,
        QT_TRANSLATE_NOOP("Firings", "What happened"),
        lambda each, scene: headline_words(each, scene.look.phrases),
        chief=True,
    ),
    Column(
        Order.LEVEL,
        QT_TRANSLATE_NOOP("Firings", "Level"),
        lambda each, scene: level_words(each, scene.look.phrases),
        right=True,
    ),
    Column(
        Order.VALUE,
        QT_TRANSLATE_NOOP("Firings", "Value"),
        lambda each, scene: value_words(each, scene.look.phrases),
        right=True,
    ),
    Column(
        Order.HOW, QT_TRANSLATE_NOOP("Firings", "How"), lambda each, _: how_words(each), tone=_muted
    ),
    Column(
        Order.NOW,
        QT_TRANSLATE_NOOP("Firings", "Now"),
        lambda each, _: now_words(each),
        tone=lambda _: "warn",
    ),
    Column(
        Order.WHY,
        QT_TRANSLATE_NOOP("Firings", "Why"),
        lambda each, scene: why_words(each, scene.look.phrases),
        widest=60,
    ),
    Column(
        Order.MOVE,
        QT_TRANSLATE_NOOP("Firings", "What moved it"),
        lambda each, scene: amounts_words(each, scene.look.phrases),
        widest=90,
    ),
    Column(
        Order.QUIET,
        QT_TRANSLATE_NOOP("Firings", "Quiet because"),
        lambda each, _: quiet_words(each.quiet),
        tone=_muted,
    ),
    Column(
        Order.SEEN,
        QT_TRANSLATE_NOOP("Firings", "Seen"),
        seen_words,
        tone=lambda each: "accent" if is_new(each) else "muted",
    ),
)
PLACES = {each.order: place for place, each in enumerate(COLUMNS)}


def heading(column: Column) -> str:
    """Return the words over a column."""
    return translate("Firings", column.words)


def tip_words(firing: Firing, scene: LogScene) -> str:
    """Return everything that is known of a firing, a line each."""
    phrases = scene.look.phrases
    lines = (
        headline_words(firing, phrases),
        f"{when_words(firing, phrases, scene.offsets.get(firing.symbol))} · {how_words(firing)}",
        firing.rule_name,
        terms_words(firing),
        why_words(firing, phrases),
        amounts_words(firing, phrases),
        move_words(firing, phrases),
        held_words(firing),
        quiet_words(firing.quiet),
    )
    return "\n".join(each for each in lines if each)


def offsets_of(overview: Overview | None) -> Mapping[str, int | None]:
    """Return by symbol the offset of its exchange from UTC, in seconds."""
    views = overview.companies.values() if overview else ()
    return {view.quote.symbol: view.quote.offset for view in views if view.quote is not None}
