"""What the command palette offers: actions, companies, and an alert that is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from gridwatch.domain.alert.condition import Condition
from gridwatch.domain.alert.grammar import GrammarProblem, parse_condition
from gridwatch.domain.company import names_in
from gridwatch.services.overview import CompanyView
from gridwatch.ui.fuzzy import fit
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.words import problem_words
from gridwatch.wording.conditions import condition_words

translate = QCoreApplication.translate
T = TypeVar("T")
MOST = 60
# A text with one of these is meant as a condition.
_RELATIONS = frozenset("<>=≥≤")
_BEFORE_NOTES = 5
_RECENT = 1.5  # how much worse something may fit that was used before


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the palette; `run` is None where there is nothing to be done with it.

    `id` tells it from all others, "" for what is not remembered as used. `sought`: what it is
    found by. `context` is a second line; marks are (place, length) of letters that are emphasised.
    A `heading` stands over those that follow.
    """

    id: str
    title: str
    hint: str = ""
    note: str = ""
    sought: tuple[str, ...] = ()
    run: Callable[[], object] | None = None
    tone: str = "text"
    title_marks: tuple[tuple[int, int], ...] = ()
    context: str = ""
    context_marks: tuple[tuple[int, int], ...] = ()
    heading: bool = False

    @property
    def lines(self) -> int:
        """Return how many lines it takes."""
        return 2 if self.context else 1


def action_offers(actions: Iterable[tuple[str, str, QAction]]) -> list[Offer]:
    """Return the actions that can be done now, each with its shortcut."""
    offers = list[Offer]()
    for name, words, action in actions:
        if not action.isEnabled():
            continue
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        done = f"{words} ✓" if action.isCheckable() and action.isChecked() else words
        offers.append(Offer(f"action {name}", done, keys, sought=(words,), run=_triggered(action)))
    return offers


def _triggered(action: QAction) -> Callable[[], object]:
    return action.trigger


def company_offers(
    companies: Mapping[int, CompanyView],
    language: str,
    select: Callable[[int], object],
) -> list[Offer]:
    """Return the companies, found by their names, symbols and pinyin."""
    offers = list[Offer]()
    for number, view in companies.items():
        company = view.company
        name, other = names_in(company, language)
        symbols = tuple(each.symbol for each in company.listings)
        sought = (company.name, company.native_name, company.pinyin, *symbols)
        run = _selected(select, number)
        offers.append(Offer(f"company {number}", name, company.primary, other, sought, run))
    return sorted(offers, key=lambda each: each.title.casefold())


def _selected(select: Callable[[int], object], number: int) -> Callable[[], object]:
    return lambda: select(number)


def best(offers: Sequence[Offer], typed: str, recent: Sequence[str]) -> list[Offer]:
    """Return the offers that fit what is typed, the likeliest first; what was used goes before."""
    ranks = {each: place for place, each in enumerate(recent)}
    if not typed.strip():
        used = sorted((e for e in offers if e.id in ranks), key=lambda each: ranks[each.id])
        return [*used, *(each for each in offers if each.id not in ranks)][:MOST]
    found = list[tuple[float, int, Offer]]()
    for place, each in enumerate(offers):
        how = fit(typed, (each.title, *each.sought))
        if how is not None:
            found.append((how - (_RECENT if each.id in ranks else 0.0), place, each))
    return [each for _, _, each in sorted(found, key=lambda one: one[:2])][:MOST]


def with_notes(offers: Sequence[Offer], notes: Sequence[Offer]) -> list[Offer]:
    """Return offers with notes under a heading, in view: after the likeliest of the others."""
    if not notes:
        return list(offers)
    heading = Offer("", translate("Palette", "Notes"), heading=True)
    more = Offer("", translate("Palette", "More actions and companies"), heading=True)
    first, rest = offers[:_BEFORE_NOTES], offers[_BEFORE_NOTES:]
    return [*first, heading, *notes, *([more, *rest] if rest else [])]


def typed_condition(text: str) -> str | None:
    """Return the condition in a text that is meant as an alert, None for any other text."""
    first, colon, rest = text.strip().replace("：", ":", 1).partition(":")
    named = {"alert", translate("Palette", "alert").casefold()}
    if colon and first.strip().casefold() in named:
        return rest.strip()
    return text.strip() if _RELATIONS & set(text) else None


def named_first(text: str, views: Iterable[CompanyView]) -> tuple[CompanyView | None, str]:
    """Take the symbol of a company off the beginning of a condition: 601179 price >= 20."""
    first, _, rest = text.partition(" ")
    wanted = first.casefold()
    for view in views:
        for each in view.company.listings:
            symbol = each.symbol.casefold()
            if rest and wanted in {symbol, symbol.partition(".")[0]}:
                return view, rest.strip()
    return None, text


def alert_offers(
    text: str,
    name: str,
    phrases: Phrases,
    create: Callable[[Condition], object] | None,
    write: Callable[[str], object],
) -> list[Offer]:
    """Return what can be made of a typed condition for the company `name`.

    `create` is None where there is nobody whom it could be about.
    """
    dialog = Offer(
        "", translate("Palette", "Write the alert in its dialog…"), run=_given(write, text)
    )
    try:
        condition = parse_condition(text)
    except GrammarProblem as problem:
        words = problem_words(problem, phrases.day)
        return [Offer("", words, tone="warn"), dialog]
    if create is None:
        return [dialog]
    title = translate("Palette", "New alert for {name}: {condition}").format(
        name=name, condition=condition_words(condition, phrases)
    )
    return [Offer("", title, run=_given(create, condition)), dialog]


def _given(verb: Callable[[T], object], value: T) -> Callable[[], object]:
    return lambda: verb(value)
