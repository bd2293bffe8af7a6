"""The history of edits, and the words for each kind of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.domain.alert.rule import Rule, Scope, Subject
from gridwatch.domain.charting import Quantity
from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind
from gridwatch.domain.money import Money
from gridwatch.preferences import Preferences
from gridwatch.services import drawing_edits, edits, rule_edits
from gridwatch.services.edits import Edit
from gridwatch.services.overview import Overview
from gridwatch.services.several import Several
from gridwatch.store.user.watchlists import Watchlist
from gridwatch.ui.undo import LONGEST, History, can_be_undone, label_of
from tests.ui.watchlist.overviews import plain_company, view_of

EMPTY = Overview(datetime(2026, 1, 1, tzinfo=UTC), Preferences(), (Watchlist(3, "Mine"),), {}, ())

LINE = Drawing(
    1, 7, DrawingKind.HORIZONTAL, (Anchor(0, 20.0),), Quantity.PRICE, "CNY", date(2026, 1, 1)
)


def rule_about(subject: Subject) -> Rule:
    return Rule(1, subject, parse_condition("day >= 5%"), EMPTY.as_of, EMPTY.as_of)


def test_undo_and_redo_swap_the_step_between_the_stacks() -> None:
    history = History()
    assert (history.take_undo(), history.take_redo()) == (None, None)
    history.record("first", edits.RenameWatchlist(1, "a"))
    history.record("second", edits.RenameWatchlist(1, "b"))
    step = history.take_undo()
    assert step is not None
    assert (step.label, history.undo_label, history.redo_label) == ("second", "first", "")
    history.took_back(step, edits.RenameWatchlist(1, "c"))
    again = history.take_redo()
    assert again is not None
    assert again.edit == edits.RenameWatchlist(1, "c")
    history.made_again(again, edits.RenameWatchlist(1, "b"))
    assert (history.undo_label, history.redo_label) == ("second", "")


def test_a_new_edit_ends_what_could_be_redone() -> None:
    history = History()
    history.record("first", edits.RenameWatchlist(1, "a"))
    step = history.take_undo()
    assert step is not None
    history.took_back(step, edits.RenameWatchlist(1, "b"))
    history.record("other", edits.RenameWatchlist(1, "c"))
    assert history.take_redo() is None


def test_a_step_that_failed_is_there_for_another_attempt() -> None:
    history = History()
    history.record("first", edits.RenameWatchlist(1, "a"))
    step = history.take_undo()
    assert step is not None
    history.keep_undo(step)
    assert (history.undo_label, history.redo_label) == ("first", "")
    assert history.take_undo() is step
    history.took_back(step, edits.RenameWatchlist(1, "b"))
    again = history.take_redo()
    assert again is not None
    history.keep_redo(again)
    assert (history.undo_label, history.redo_label) == ("", "first")


def test_the_oldest_steps_are_forgotten() -> None:
    history = History()
    for number in range(LONGEST + 50):
        history.record(str(number), edits.RenameWatchlist(1, "a"))
    count = 0
    while history.take_undo():
        count += 1
    assert count == LONGEST


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (edits.RemoveCompanies((1, 2, 3), 3), "removing 3 companies"),
        (edits.RemoveCompanies((1,), 3), "removing —"),
        (edits.ArrangeCompanies(3, (1, 2)), "moving companies"),
        (edits.SetTarget(1, Money(Decimal(1), "CNY")), "target of —"),
        (edits.RemoveTargets(1, (1,)), "removing the target of —"),
        (edits.AddWatchlist("New {list}"), "new list “New {list}”"),
        (edits.RemoveWatchlist(3), "removing list “Mine”"),
        (edits.RenameWatchlist(3, "Other"), "renaming list “Other”"),
        (edits.ReplaceTargets(1, (), ()), "last change"),
        (drawing_edits.AddDrawing(LINE), "adding a drawing to —"),
        (drawing_edits.ChangeDrawing(LINE, LINE.priced_on), "changing a drawing of —"),
        (drawing_edits.RemoveDrawings(7, (1,)), "removing a drawing of —"),
        (drawing_edits.RemoveDrawings(7, (1, 2)), "removing the drawings of —"),
        (rule_edits.AddRule(rule_about(Subject(Scope.COMPANY, 7))), "new alert for —"),
        (rule_edits.AddRule(rule_about(Subject(Scope.LIST, 3))), "new alert for Mine"),
        (rule_edits.AddRule(rule_about(Subject(Scope.EVERYTHING))), "new alert for all companies"),
        (rule_edits.AddRule(rule_about(Subject(Scope.SEGMENT, key="hv"))), "new alert for hv"),
        (
            rule_edits.ReplaceRule(rule_about(Subject(Scope.LISTING, key="GEV"))),
            "changing an alert for GEV",
        ),
        (rule_edits.RemoveRule(1), "deleting an alert"),
        (rule_edits.MuteRule(1), "muting an alert"),
        (rule_edits.UnmuteRule(1), "letting an alert tell again"),
        (rule_edits.SnoozeRule(1, EMPTY.as_of), "snoozing an alert"),
        (Several((rule_edits.MuteRule(1), rule_edits.MuteRule(2))), "changing 2 alerts"),
    ],
)
def test_each_kind_of_edit_says_what_it_does(edit: Edit, words: str) -> None:
    assert label_of(edit, EMPTY, "en") == words


@pytest.mark.parametrize(
    ("language", "name"),
    [("zh_CN", "中国西电"), ("en", "China XD Electric"), ("de", "China XD Electric")],
)
def test_companies_are_named_as_the_reader_knows_them(language: str, name: str) -> None:
    issuer = replace(plain_company(7, "China XD Electric"), native_name="中国西电", country="CN")
    view = view_of(issuer)
    known = replace(EMPTY, companies={view.company.id: view})
    for edit in (
        edits.AddCompany(view.company, 3),
        edits.RemoveCompanies((view.company.id,), 3),
        drawing_edits.AddDrawing(replace(LINE, company_id=view.company.id)),
    ):
        assert name in label_of(edit, known, language)


def test_settings_are_not_undone() -> None:
    assert not can_be_undone(edits.Choose("theme", "dark"))
    assert can_be_undone(edits.RenameWatchlist(3, "Other"))
    assert can_be_undone(drawing_edits.AddDrawing(LINE))
