"""The dialog of a rule: typed, built, refused, previewed, made and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from shiboken6 import isValid

from gridwatch.domain.alert.grammar import condition_text, parse_condition
from gridwatch.domain.alert.measure import Slack
from gridwatch.domain.alert.rule import Basis, Repeat, Scope, Subject, Telling
from gridwatch.services.rule_edits import AddRule, ReplaceRule
from gridwatch.store.user.channels import Channel
from gridwatch.ui.alerts.dialog import Draft, RuleDialog, draft_of
from tests.ui.alerts.rulebooks import book_of, few, present_of, rule, scene_of, view

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

# The offscreen platform says of some calls that it does nothing.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CHANNELS = tuple(
    Channel(number, name, "ntfy", True, datetime(2026, 1, 1, tzinfo=UTC))
    for number, name in ((3, "Phone"), (5, "Mail"))
)
ONE = Subject(Scope.COMPANY, 1)
Open = Callable[[Draft], tuple[RuleDialog, list[object]]]


@pytest.fixture
def opened(app: QApplication, qtbot: QtBot) -> Iterator[Open]:
    """Give a way to open a dialog, with what it decides."""
    dialogs = list[RuleDialog]()

    def open_(draft: Draft) -> tuple[RuleDialog, list[object]]:
        overview = few()
        made = RuleDialog(draft, scene_of(app, overview), present_of(overview), CHANNELS)
        decided = list[object]()
        dialogs.append(made)
        made.decided.connect(decided.append)
        made.show()
        qtbot.waitExposed(made)
        made.activateWindow()
        return made, decided

    yield open_
    for each in dialogs:
        if isValid(each):
            each.close()


def pick(box: QComboBox, data: object) -> None:
    """Pick an entry as the user does."""
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def plain(words: str) -> str:
    return words.replace("\xa0", " ").replace("\u202f", " ")


def test_the_common_case_is_an_amount_and_enter(opened: Open, qtbot: QtBot) -> None:
    dialog, decided = opened(Draft(ONE))
    level = dialog.builder.rows()[0].level
    assert dialog.focusWidget() is level
    assert not dialog.fault.isVisible()
    assert not dialog.ok().isEnabled()
    QTest.keyClicks(level, "100bn")
    assert dialog.line.text() == "cap >= 100bn CNY"
    assert plain(dialog.preview.told.text()) == (
        "Tell me when the market cap of China XD reaches 100bn CNY, each time,"
        " after it has fallen 2% below."
    )
    assert plain(dialog.preview.now.text()) == "Now 80bn CNY, 25.0% to go."
    QTest.keyClick(level, Qt.Key.Key_Return)
    (edit,) = decided
    assert isinstance(edit, AddRule)
    assert condition_text(edit.rule.condition) == "cap >= 100bn CNY"
    assert (edit.rule.subject, edit.rule.basis, edit.rule.repeat) == (
        ONE, Basis.TOUCH, Repeat.EVERY,
    )  # fmt: skip


def test_what_is_typed_fills_the_rows(opened: Open, qtbot: QtBot) -> None:
    dialog, _ = opened(Draft(ONE))
    dialog.line.setFocus()
    dialog.line.selectAll()
    dialog.line.insertPlainText("市值 >= 1000亿 or day")
    QTest.keyClicks(dialog.line, " <= -5%")
    assert [each.text() for each in dialog.builder.rows()] == ["cap >= 100bn CNY", "day <= -5%"]
    assert dialog.line.text() == "市值 >= 1000亿 or day <= -5%"
    assert "or the day's change is −5% or less" in plain(dialog.preview.told.text())


@pytest.mark.parametrize(
    ("text", "wrong", "words"),
    [
        ("cap >= 100 bn CNX and day >= 5%", "CNX", "neither a currency nor a scale"),
        ("cap >= 100bn CNY and dya >= 5%", "dya", "Is it day?"),
        ("rsi(14) >= 170", "170", "out of range"),
        ("cap >= 100bn", "100bn", "needs its currency"),
        ("(cap >= 100bn CNY", "(", "never closed"),
        ("cap 100bn CNY", "100bn", "missing"),
    ],
)
def test_the_word_that_is_wrong_is_underlined_and_explained(
    opened: Open, qtbot: QtBot, text: str, wrong: str, words: str
) -> None:
    dialog, decided = opened(Draft(ONE))
    dialog.put(text)
    assert dialog.line.marked().startswith(wrong[:1])
    assert dialog.line.marked() in text
    assert words in dialog.fault.text()
    assert dialog.fault.isVisible()
    assert not dialog.ok().isEnabled()
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert not decided
    assert dialog.isVisible()
    assert dialog.line.textCursor().position() == text.index(dialog.line.marked())


def test_a_value_in_a_row_that_is_none_is_refused_at_its_word(opened: Open, qtbot: QtBot) -> None:
    dialog, decided = opened(Draft(ONE))
    level = dialog.builder.rows()[0].level
    QTest.keyClicks(level, "many")
    assert dialog.line.text() == "cap >= many CNY"
    assert "many" in dialog.line.marked()
    QTest.keyClick(level, Qt.Key.Key_Return)
    assert not decided


def test_an_empty_condition_is_refused_only_when_asked(opened: Open, qtbot: QtBot) -> None:
    dialog, decided = opened(Draft(ONE))
    assert not dialog.fault.isVisible()
    QTest.keyClick(dialog.builder.rows()[0].level, Qt.Key.Key_Return)
    assert not decided
    assert dialog.fault.isVisible()
    assert "level is missing" in dialog.fault.text()


def test_it_says_what_is_reached_already(opened: Open) -> None:
    dialog, _ = opened(Draft(Subject(Scope.COMPANY, 2), "cap >= 100bn CNY"))
    words = plain(dialog.preview.now.text())
    assert words.startswith("Now 120bn CNY: reached already.")
    assert "after it has fallen 2% below" in words
    assert dialog.ok().isEnabled()


def test_it_says_what_is_not_known(opened: Open) -> None:
    dialog, _ = opened(Draft(Subject(Scope.COMPANY, 3), "cap >= 100bn CNY"))
    assert "waits for the share count of 000003.SZ" in dialog.preview.now.text()
    dialog.put("price >= 5 EUR")
    assert "a rate CNYEUR" in dialog.preview.now.text()
    dialog.put("rsi(14) >= 70")
    assert "looked up" in dialog.preview.now.text()


def test_a_rule_about_many_counts_them(opened: Open) -> None:
    dialog, _ = opened(Draft(Subject(Scope.EVERYTHING), "cap >= 100bn CNY"))
    assert "the market cap of any company reaches" in plain(dialog.preview.told.text())
    assert (
        plain(dialog.preview.now.text())
        == "1 of 3 are there already. Next is China XD with 80bn CNY."
    )


def test_a_typed_exchange_rate_changes_the_subject_and_back(opened: Open) -> None:
    dialog, _ = opened(Draft(ONE))
    dialog.put("USDCNY >= 7.3")
    assert dialog.picker.subject() == Subject(Scope.RATE, key="USDCNY")
    assert "USD/CNY rises to 7.3" in dialog.preview.told.text()
    dialog.put("cap >= 1bn CNY")
    assert dialog.picker.subject() == ONE
    dialog.put("USDCNY >= 7.3 and cap >= 1bn CNY")
    assert "alert of its own" in dialog.fault.text()
    assert not dialog.ok().isEnabled()


def test_another_subject_of_another_kind_begins_anew(opened: Open) -> None:
    dialog, _ = opened(Draft(ONE, "cap >= 100bn CNY"))
    pick(dialog.picker.scope, Scope.RATE)
    assert dialog.line.text() == "USDCNY >="
    dialog.builder.rows()[0].level.setText("7.5")
    dialog.builder.changed.emit()
    dialog.picker.wanted.setCurrentText("EUR")
    assert dialog.line.text() == "USDEUR >= 7.5"
    pick(dialog.picker.scope, Scope.EVERYTHING)
    assert dialog.line.text() == "cap >="


@pytest.mark.parametrize(
    "scope", [Scope.COMPANY, Scope.LISTING, Scope.LIST, Scope.SEGMENT, Scope.EVERYTHING]
)
def test_every_kind_of_subject_can_be_picked(opened: Open, qtbot: QtBot, scope: Scope) -> None:
    dialog, decided = opened(Draft(ONE, "day >= 5%"))
    pick(dialog.picker.scope, scope)
    assert dialog.picker.subject().scope is scope
    assert dialog.ok().isEnabled()
    QTest.mouseClick(dialog.ok(), Qt.MouseButton.LeftButton)
    (edit,) = decided
    assert isinstance(edit, AddRule)
    expected = {
        Scope.COMPANY: ONE,
        Scope.LISTING: Subject(scope, key="000001.SZ"),
        Scope.LIST: Subject(scope, 1),
        Scope.SEGMENT: Subject(scope, key="relay"),
        Scope.EVERYTHING: Subject(scope),
    }
    assert edit.rule.subject == expected[scope]


def test_a_company_is_found_by_a_part_of_its_name(opened: Open, qtbot: QtBot) -> None:
    dialog, _ = opened(Draft(ONE, "cap >= 100bn CNY"))
    line = dialog.picker.which.lineEdit()
    assert isinstance(line, QLineEdit)
    line.setText("cables")
    line.editingFinished.emit()
    assert dialog.picker.subject() == Subject(Scope.COMPANY, 3)
    line.setText("nobody at all")
    line.editingFinished.emit()
    assert dialog.picker.subject() == Subject(Scope.COMPANY, 3)


def test_all_options_reach_the_rule(opened: Open, qtbot: QtBot) -> None:
    dialog, decided = opened(Draft(ONE, "cap >= 100bn CNY"))
    QTest.mouseClick(dialog.more, Qt.MouseButton.LeftButton)
    options = dialog.options
    assert options.isVisible()
    QTest.keyClicks(options.name, "Big  one")
    pick(options.repeat, Repeat.DAILY)
    pick(options.basis, Basis.CLOSE)
    pick(options.slack, "percent")
    QTest.keyClicks(options.slack_amount, "3,5")
    options.cooldown.setValue(6)
    options.expires.setChecked(True)
    options.last_day.setDate(QDate.currentDate().addDays(3))
    options.sound.setChecked(False)
    options.everywhere.setChecked(False)
    options.channels[5].setChecked(True)
    assert "after it has fallen 3.5% below" in plain(dialog.preview.told.text())
    assert "closes only" in dialog.preview.told.text()
    QTest.keyClick(options.name, Qt.Key.Key_Return)
    (edit,) = decided
    assert isinstance(edit, AddRule)
    made = edit.rule
    assert (made.name, made.repeat, made.basis) == ("Big one", Repeat.DAILY, Basis.CLOSE)
    assert made.slack == Slack(Decimal("3.5"), percent=True)
    assert made.cooldown == timedelta(hours=6)
    assert made.telling == Telling(sound=False, channels=(5,))
    assert made.expires_at is not None
    end = made.expires_at.astimezone()
    assert (end.hour, end.minute) == (0, 0)
    assert (end.date() - datetime.now().astimezone().date()).days == 4


def test_a_slack_that_is_no_number_is_refused(opened: Open, qtbot: QtBot) -> None:
    dialog, _ = opened(Draft(ONE, "cap >= 100bn CNY"))
    pick(dialog.options.slack, "amount")
    assert not dialog.ok().isEnabled()
    assert "zero or more" in dialog.fault.text()
    QTest.keyClicks(dialog.options.slack_amount, "NaN")
    assert not dialog.ok().isEnabled()
    dialog.options.slack_amount.clear()
    QTest.keyClicks(dialog.options.slack_amount, "5")
    assert dialog.ok().isEnabled()


def test_editing_changes_only_what_was_touched(opened: Open, qtbot: QtBot) -> None:
    before = rule(
        7, "cap >= 100bn CNY and day >= 5%", name="Mine", slack=Slack(Decimal(4), percent=True),
        cooldown=timedelta(minutes=90), muted=True, basis=Basis.LAST,
        expires_at=datetime(2026, 12, 1, 5, 30, tzinfo=UTC) + timedelta(days=400),
        telling=Telling(sound=False, channels=(3, 9)),
    )  # fmt: skip
    dialog, decided = opened(draft_of(before))
    assert dialog.options.isVisible()
    QTest.mouseClick(dialog.ok(), Qt.MouseButton.LeftButton)
    assert decided == [ReplaceRule(replace(before, telling=Telling(False, (9, 3))))]
    dialog, decided = opened(draft_of(before))
    dialog.put("cap >= 200bn CNY")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    (edit,) = decided
    assert isinstance(edit, ReplaceRule)
    assert edit.rule.condition == parse_condition("cap >= 200bn CNY")
    assert (edit.rule.id, edit.rule.name, edit.rule.muted) == (7, "Mine", True)


def test_a_rule_without_options_keeps_them_folded(opened: Open) -> None:
    dialog, _ = opened(draft_of(rule(7, "cap >= 100bn CNY")))
    assert not dialog.options.isVisible()
    assert dialog.options.repeat.isVisible()


def test_escape_leaves_without_an_edit(opened: Open, qtbot: QtBot) -> None:
    dialog, decided = opened(Draft(ONE, "cap >= 100bn CNY"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not decided


def test_what_is_known_meanwhile_is_said(opened: Open) -> None:
    dialog, _ = opened(Draft(ONE, "cap >= 100bn CNY"))
    overview = few()
    book = book_of([], replace(overview, companies={}))
    dialog.show_book(replace(book, channels=CHANNELS))
    assert "No company on any list" in dialog.preview.now.text()
    dialog.show_book(book_of([], overview))
    assert "80bn" in dialog.preview.now.text()


def test_nothing_in_it_blocks_the_window(opened: Open) -> None:
    dialog, _ = opened(Draft(ONE))
    assert not dialog.isModal()


def test_the_tab_key_goes_through_everything_as_it_is_read(opened: Open, qtbot: QtBot) -> None:
    dialog, _ = opened(Draft(ONE, "cap >= 100bn CNY"))
    dialog.builder.add_line()
    first, second = dialog.builder.rows()
    qtbot.waitUntil(second.level.isVisible)
    first.measure.setFocus()
    visited = list[object]()
    for _ in range(18):
        visited.append(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    lines = dialog.builder._lines
    assert visited[:4] == [first.measure, first.relation, first.level, first.currency]
    rest = [each for each in visited[4:] if each not in {lines[0].more, lines[0].remove}]
    assert rest[:4] == [lines[1].joint, second.measure, second.relation, second.level]
    assert [each for each in rest[4:] if each in {dialog.line, dialog.options.repeat}] == [
        dialog.line, dialog.options.repeat,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cap >= 100bn CNY", "There is such an alert already: China XD: Big"),
        (
            "cap >= 200 bn cny",
            "There is such a target already: China XD: the market cap reaches 200bn CNY",
        ),
        ("cap >= 300bn CNY", ""),
        ("cap <= 100bn CNY", ""),
    ],
)
def test_an_equal_alert_is_told_and_not_refused(
    opened: Open, qtbot: QtBot, text: str, said: str
) -> None:
    dialog, decided = opened(Draft(ONE))
    overview = few()
    known = [
        view(rule(1, "cap >= 100bn CNY", name="Big"), overview),
        view(rule(2, "cap >= 200bn CNY", target_id=5), overview),
        view(rule(3, "cap >= 300bn CNY", Subject(Scope.COMPANY, 2)), overview),
    ]
    dialog.show_book(book_of(known, overview))
    assert not dialog.preview.same.isVisible()
    dialog.put(text)
    assert plain(dialog.preview.same.text()) == said
    assert dialog.preview.same.isVisible() == bool(said)
    dialog.put("cap >=")
    assert not dialog.preview.same.isVisible()
    dialog.put(text)
    dialog.accept()
    assert len(decided) == 1


def test_an_alert_that_is_edited_is_not_its_own_double(opened: Open, qtbot: QtBot) -> None:
    overview, mine = few(), rule(1, "cap >= 100bn CNY")
    dialog, _ = opened(draft_of(mine))
    dialog.show_book(book_of([view(mine, overview)], overview))
    assert not dialog.preview.same.isVisible()
    dialog.show_book(book_of([view(mine, overview), view(replace(mine, id=2), overview)], overview))
    assert dialog.preview.same.isVisible()
