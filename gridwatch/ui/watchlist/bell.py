"""The bell of a company: what is new, else that alerts watch it, and which."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from gridwatch.services.overview import CompanyView
from gridwatch.store.user.watching import Watch, Watching
from gridwatch.ui.watchlist.cells import Cell, Scene
from gridwatch.ui.watchlist.explain import news

translate = QCoreApplication.translate
_MOST = 9  # that are written as a number: the column is narrow
_NONE = Watching(0)


def value(view: CompanyView, scene: Scene) -> float | None:
    """Return what the column sorts by: what is new, then how many watch."""
    number = view.company.id
    fresh, watching = scene.unseen.get(number, 0), scene.watching.get(number, _NONE)
    return fresh * 1e6 + watching.count if fresh or watching.count else None


def cell(view: CompanyView, scene: Scene) -> Cell:
    """Return a strong bell with the number of new firings, a quiet one where alerts watch."""
    fresh = scene.unseen.get(view.company.id, 0)
    if fresh:
        text = str(fresh) if fresh <= _MOST else f"{_MOST}+"
        return Cell(text, mark="bell-new", tone="target")
    return Cell(mark="bell", tone="muted") if view.company.id in scene.watching else Cell()


def tip(view: CompanyView, scene: Scene) -> str:
    """Return what is new, and the first alerts that watch a company by name."""
    fresh = scene.unseen.get(view.company.id, 0)
    watching = scene.watching.get(view.company.id, _NONE)
    lines = [news(fresh)] if fresh else []
    if watching.count:
        words = translate("Watchlist", "Alerts that watch it: {number}")
        lines += [words.format(number=watching.count), *_named(watching, scene)]
    return "\n".join(lines) or translate("Watchlist", "No alert watches it.")


def _named(watching: Watching, scene: Scene) -> list[str]:
    lines = [f"• {_words(each, scene)}" for each in watching.first]
    if watching.count > len(lines):
        words = translate("Watchlist", "and {number} more")
        lines.append(words.format(number=watching.count - len(lines)))
    return lines


def _words(watch: Watch, scene: Scene) -> str:
    about, words = _about(watch, scene), watch.name or _condition(watch, scene)
    if not about:
        return words[:1].upper() + words[1:]
    joined = translate("Alerts", "{subject}: {condition}")
    return joined.format(subject=about, condition=words)


def _condition(watch: Watch, scene: Scene) -> str:
    """Return a condition in words, as it is typed where it can't be read."""
    from gridwatch.domain.alert.grammar import GrammarProblem, parse_condition
    from gridwatch.wording.conditions import condition_words

    text = watch.condition or f"cap >= {Decimal(watch.amount):f} {watch.currency}"
    try:
        return condition_words(parse_condition(text), scene.phrases)
    except GrammarProblem:
        return text


def _about(watch: Watch, scene: Scene) -> str:
    match watch.scope:
        case "list":
            return translate("Alerts", "List “{name}”").format(name=watch.about)
        case "segment":
            return scene.segments.get(watch.about, watch.about)
        case "everything":
            return translate("Alerts", "All companies")
        case "listing":
            return watch.about
        case _:
            return ""
