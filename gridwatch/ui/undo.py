"""Undo and redo: the inverses of edits, and the words that say what each one takes back."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.company import names_in

if TYPE_CHECKING:
    # Edits are imported when there is one: the start needs none.
    from gridwatch.domain.alert.rule import Rule
    from gridwatch.services.edits import Edit
    from gridwatch.services.overview import Overview

translate = QCoreApplication.translate
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One edit that can be taken back (or made again), by `edit`; `label` says what it was."""

    label: str
    edit: Edit


class History:
    """Two stacks of steps. A step that is taken is away until `took_back` or `made_again`.

    A step that failed comes back where it was, by `keep_undo` or `keep_redo`.
    """

    def __init__(self) -> None:
        self._undo: list[Step] = []
        self._redo: list[Step] = []

    @property
    def undo_label(self) -> str:
        """Return what undo would take back, "" where there is nothing."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """Return what redo would make again, "" where there is nothing."""
        return self._redo[-1].label if self._redo else ""

    def record(self, label: str, inverse: Edit) -> None:
        """Note a new edit by its inverse; what was undone before can't be redone any more."""
        self._undo = [*self._undo[-LONGEST + 1 :], Step(label, inverse)]
        self._redo.clear()

    def take_undo(self) -> Step | None:
        """Take the newest edit to be taken back."""
        return self._undo.pop() if self._undo else None

    def take_redo(self) -> Step | None:
        """Take the edit that was taken back last."""
        return self._redo.pop() if self._redo else None

    def took_back(self, step: Step, inverse: Edit) -> None:
        """Note that an undo has been made; `inverse` makes the edit again."""
        self._redo.append(Step(step.label, inverse))

    def made_again(self, step: Step, inverse: Edit) -> None:
        """Note that a redo has been made; `inverse` takes it back."""
        self._undo.append(Step(step.label, inverse))

    def keep_undo(self, step: Step) -> None:
        """Put a step back that could not be taken back."""
        self._undo.append(step)

    def keep_redo(self, step: Step) -> None:
        """Put a step back that could not be made again."""
        self._redo.append(step)


def can_be_undone(edit: Edit) -> bool:
    """Tell whether an edit belongs into the history: a setting is changed back where it was set."""
    from gridwatch.services import edits
    from gridwatch.ui.thesis.journal.undo_words import is_writing

    return not isinstance(edit, edits.Choose) and not is_writing(edit)


def label_of(edit: Edit, overview: Overview, language: str) -> str:
    """Say in few words what an edit does, to stand after “Undo:”; companies as `language` knows."""
    words, name = _words_of(edit, overview, language)
    return words.format(name=name)


def _words_of(edit: Edit, overview: Overview, language: str) -> tuple[str, str]:
    """Return a template and the name that belongs into it."""
    from gridwatch.services import edits

    match edit:
        case edits.AddCompany(company=company):
            words, name = translate("Undo", "adding {name}"), names_in(company, language)[0]
        case edits.RemoveCompanies(companies=(one,)):
            words, name = translate("Undo", "removing {name}"), _name(overview, one, language)
        case edits.RemoveCompanies(companies=several):
            words = translate("Undo", "removing {number} companies")
            words, name = words.format(number=len(several)), ""
        case edits.ArrangeCompanies():
            words, name = translate("Undo", "moving companies"), ""
        case edits.SetTarget(company_id=number):
            words, name = translate("Undo", "target of {name}"), _name(overview, number, language)
        case edits.RemoveTargets(company_id=number):
            words = translate("Undo", "removing the target of {name}")
            name = _name(overview, number, language)
        case edits.AddWatchlist(name=name):
            words = translate("Undo", "new list “{name}”")
        case edits.RemoveWatchlist(watchlist_id=number):
            words = translate("Undo", "removing list “{name}”")
            name = _list_name(overview, number)
        case edits.RenameWatchlist(name=name):
            words = translate("Undo", "renaming list “{name}”")
        case _:
            words, name = _words_of_drawing(edit, overview, language)
    return words, name


def _words_of_drawing(edit: Edit, overview: Overview, language: str) -> tuple[str, str]:
    """Return the same of what is drawn on a chart, and of an edit that has no words of its own."""
    from gridwatch.services import drawing_edits

    match edit:
        case drawing_edits.AddDrawing(drawing=drawing):
            words, number = translate("Undo", "adding a drawing to {name}"), drawing.company_id
        case drawing_edits.ChangeDrawing(drawing=drawing):
            words, number = translate("Undo", "changing a drawing of {name}"), drawing.company_id
        case drawing_edits.RemoveDrawings(company_id=number, drawings=(_,)):
            words = translate("Undo", "removing a drawing of {name}")
        case drawing_edits.RemoveDrawings(company_id=number):
            words = translate("Undo", "removing the drawings of {name}")
        case _:
            return _words_of_rule(edit, overview, language)
    return words, _name(overview, number, language)


def _words_of_rule(edit: Edit, overview: Overview, language: str) -> tuple[str, str]:
    """Return the same of alert rules."""
    from gridwatch.services import rule_edits
    from gridwatch.services.several import Several

    match edit:
        case rule_edits.AddRule(rule=rule):
            return translate("Undo", "new alert for {name}"), _about(rule, overview, language)
        case rule_edits.ReplaceRule(rule=rule):
            return translate("Undo", "changing an alert for {name}"), _about(
                rule, overview, language
            )
        case rule_edits.RemoveRule():
            words = translate("Undo", "deleting an alert")
        case rule_edits.MuteRule():
            words = translate("Undo", "muting an alert")
        case rule_edits.UnmuteRule():
            words = translate("Undo", "letting an alert tell again")
        case rule_edits.SnoozeRule():
            words = translate("Undo", "snoozing an alert")
        case Several(edits=several):
            words = translate("Undo", "changing {number} alerts").format(number=len(several))
        case _:
            return _words_of_ladder(edit, overview, language)
    return words, ""


def _words_of_ladder(edit: Edit, overview: Overview, language: str) -> tuple[str, str]:
    """Return the same of ladders, and of an edit that has no words of its own."""
    from gridwatch.services import rule_edits

    match edit:
        case rule_edits.SetLadder(company_id=0, watchlist_id=number):
            return translate("Undo", "ladder of list “{name}”"), _list_name(overview, number)
        case rule_edits.SetLadder(company_id=number):
            return translate("Undo", "ladder of {name}"), _name(overview, number, language)
    return _words_of_notes(edit) or (translate("Undo", "last change"), "")


def _words_of_notes(edit: Edit) -> tuple[str, str] | None:
    """Return the same of the ledger and of a thesis, None for anything else."""
    if type(edit).__module__.startswith("gridwatch.services.portfolio."):
        from gridwatch.ui.portfolio.undo_words import ledger_words

        return ledger_words(edit)
    from gridwatch.ui.thesis.claims.undo_words import words_of_thesis
    from gridwatch.ui.thesis.figures.undo_words import figure_words
    from gridwatch.ui.thesis.journal.undo_words import words_of_entry

    # It brings a parser along: only who imports has imported it.
    importing = sys.modules.get("gridwatch.services.thesis.folder_import")
    if importing is not None and isinstance(edit, importing.ImportThesis):
        return translate("Undo", "importing a thesis"), ""
    tables = (words_of_thesis, figure_words, words_of_entry)
    found = (words(edit) for words in tables)
    return next((each for each in found if each is not None), None)


def _about(rule: Rule, overview: Overview, language: str) -> str:
    """Return whom a rule is about in few words."""
    from gridwatch.domain.alert.rule import Scope

    subject = rule.subject
    match subject.scope:
        case Scope.COMPANY:
            return _name(overview, subject.number, language)
        case Scope.LIST:
            return _list_name(overview, subject.number)
        case Scope.EVERYTHING:
            return translate("Undo", "all companies")
        case Scope.SEGMENT:
            found = (each for each in overview.segments if each.key == subject.key)
            return next((str(getattr(each, language, each.en)) for each in found), subject.key)
        case _:
            return subject.key


def _name(overview: Overview, company: int, language: str) -> str:
    view = overview.companies.get(company)
    return names_in(view.company, language)[0] if view else "—"


def _list_name(overview: Overview, number: int) -> str:
    return next((each.name for each in overview.watchlists if each.id == number), "—")


def prepare() -> None:
    """Import what the first edit and its words need, so that no key stroke has to wait for it."""
    from gridwatch.services import drawing_edits, edits, rule_edits, several  # noqa: F401
    from gridwatch.services.thesis import entry_edits, starter, theme_edits  # noqa: F401
    from gridwatch.ui.thesis.claims import undo_words as of_claims  # noqa: F401
    from gridwatch.ui.thesis.figures import undo_words as of_figures  # noqa: F401
    from gridwatch.ui.thesis.journal import undo_words as of_entries  # noqa: F401
