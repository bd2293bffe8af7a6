"""What is typed in the journal is stored in a second, and over nobody else's words."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gridwatch.domain.thesis.about import About
from gridwatch.services.edits import apply
from gridwatch.services.thesis.entry_edits import (
    GoOnWriting,
    MoveEntry,
    RemoveEntry,
    SaveEntry,
)
from gridwatch.store.database import open_user
from gridwatch.store.user.entries import entries_about
from gridwatch.ui.thesis.journal import writing as writing_module
from gridwatch.ui.thesis.journal.state import State
from gridwatch.ui.thesis.journal.writing import SAVE_MILLISECONDS
from tests.ui.thesis.journal.conftest import COMPANY, DAY, NOTHING, NOW, Journal

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SECOND = 2  # the id of the entry that is shown first


def test_a_letter_is_stored_within_a_second_and_all_of_them_in_the_end(journal: Journal) -> None:
    assert SAVE_MILLISECONDS < 1000
    page = journal.show()
    editor = page.sheet.editor
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    QTest.keyClicks(editor, " typed")
    assert page.writing is not None
    assert page.writing.state is State.TYPED
    journal.settle()
    assert journal.stored(SECOND).text == "# Second\n\nwords typed"
    assert page.sheet.line.text() == "Saved"


def test_typing_on_and_on_does_not_put_the_storing_off(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_module, "SAVE_MILLISECONDS", 200)
    journal.show()
    for _ in range(8):
        journal.type("x")
        journal.qtbot.wait(50)
    assert journal.stored(SECOND).version > 1


def test_what_is_typed_while_a_save_is_under_way_is_stored_after_it(journal: Journal) -> None:
    page = journal.show()
    journal.type("a")
    assert page.writing is not None
    page.writing.save()
    assert page.writing.under_way
    journal.type("b")
    journal.settle()
    assert journal.stored(SECOND).text.startswith("ab# Second")


def test_leaving_hands_over_what_is_typed_even_behind_a_save(journal: Journal) -> None:
    page = journal.show()
    journal.type("a")
    assert page.writing is not None
    page.writing.save()
    journal.type("b")
    page.leave()
    journal.session.close()  # as the window does: no answer comes any more
    assert journal.stored(SECOND).text.startswith("ab# Second")


def test_leaving_overwrites_nobody_though_no_answer_comes_any_more(journal: Journal) -> None:
    page = journal.show()
    journal.elsewhere(SaveEntry(SECOND, 1, "theirs", DAY, COMPANY))
    journal.type("a")
    assert page.writing is not None
    page.writing.save()  # of a version that is not there any more
    journal.type("b")
    page.leave()
    journal.session.close()
    assert journal.stored(SECOND).text == "theirs"
    assert [each.text for each in journal.entries() if each.text.startswith("ab# Second")]


def test_leaving_keeps_what_is_typed_over_a_version_that_nobody_has_seen(journal: Journal) -> None:
    page = journal.show()
    journal.elsewhere(SaveEntry(SECOND, 1, "theirs", DAY, COMPANY))
    journal.type("a")
    page.leave()
    journal.session.close()
    assert journal.stored(SECOND).text == "theirs"
    assert [each.text for each in journal.entries() if each.text.startswith("a# Second")]


def test_a_page_that_is_left_and_seen_again_goes_on_with_what_was_kept_apart(
    journal: Journal,
) -> None:
    page = journal.show()
    journal.elsewhere(SaveEntry(SECOND, 1, "theirs", DAY, COMPANY))
    journal.type("a")
    page.leave()
    journal.qtbot.waitUntil(lambda: page.sheet.editor.text == "theirs")
    journal.settle()
    journal.type(" and more")
    journal.settle()
    assert journal.stored(SECOND).text == "theirs and more"
    assert sum(each.text.startswith("a# Second") for each in journal.entries()) == 1


def test_a_new_entry_is_stored_with_its_first_word(journal: Journal) -> None:
    page = journal.show()
    page.new_entry()
    journal.qtbot.wait(50)
    assert len(journal.entries()) == 2
    journal.type("new")
    journal.settle()
    assert [each.text for each in journal.entries()] == [
        "new",
        "# Second\n\nwords",
        "# First\n\nwords",
    ]
    assert journal.entries()[0].on == date.today()  # noqa: DTZ011
    assert [each.title for each in page.list.model_.heads] == ["new", "Second", "First"]
    journal.type("er")
    journal.settle()
    assert journal.stored(3).text == "newer"


def test_a_new_entry_that_is_left_at_once_is_whole(journal: Journal) -> None:
    page = journal.show()
    page.new_entry()
    journal.type("be")
    assert page.writing is not None
    page.writing.save()
    journal.type("gun")
    page.leave()
    assert isinstance(journal.edits[-1], GoOnWriting)
    journal.qtbot.waitUntil(lambda: journal.entries()[0].text == "begun")
    journal.type(" on")
    journal.settle()
    assert journal.stored(3).text == "begun on"


def test_going_to_another_entry_stores_this_one(journal: Journal) -> None:
    page = journal.show()
    journal.type("x")
    page.go_to(1)
    journal.qtbot.waitUntil(lambda: page.writing is not None)
    assert page.sheet.editor.text == "# First\n\nwords"
    journal.settle()
    assert journal.stored(SECOND).text.startswith("x# Second")
    assert journal.stored(1).version == 1


def test_a_full_disk_keeps_the_text_says_so_and_is_tried_again(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_module, "AGAIN_MILLISECONDS", 200)
    page = journal.show()
    user = journal.session._user
    (pages,) = user.execute("PRAGMA page_count").fetchone()
    user.execute(f"PRAGMA max_page_count = {pages}")
    text = "word " * 20_000
    journal.type(text)
    assert page.writing is not None
    page.writing.save()
    journal.qtbot.waitUntil(lambda: page.writing is not None and page.writing.state is State.FAILED)
    assert "tried again" in page.sheet.line.text()
    assert journal.said
    assert page.sheet.editor.text.startswith(text)
    user.execute("PRAGMA max_page_count = 1000000")
    journal.settle()
    assert journal.stored(SECOND).text.startswith(text)


def test_an_entry_that_is_changed_elsewhere_is_shown_anew_with_the_cursor_kept(
    journal: Journal,
) -> None:
    page = journal.show()
    cursor = page.sheet.editor.textCursor()
    cursor.setPosition(len("# Second\n\nwo"))
    page.sheet.editor.setTextCursor(cursor)
    journal.elsewhere(SaveEntry(SECOND, 1, "# The second 😀\n\nwords", DAY, COMPANY))
    page.elsewhere.look()
    journal.qtbot.waitUntil(lambda: "The second" in page.sheet.editor.text)
    assert page.sheet.editor.textCursor().block().text() == "words"
    assert page.sheet.editor.textCursor().positionInBlock() == 2
    assert page.sheet.strip.isHidden()
    journal.type("!")
    journal.settle()
    assert journal.stored(SECOND).text == "# The second 😀\n\nwo!rds"


def parted(journal: Journal) -> None:
    page = journal.show()
    journal.type("mine ")
    journal.elsewhere(SaveEntry(SECOND, 1, "theirs", DAY, COMPANY))
    assert page.writing is not None
    page.writing.save()
    journal.qtbot.waitUntil(lambda: not page.sheet.strip.isHidden())


def test_two_versions_are_told_and_neither_is_lost(journal: Journal) -> None:
    parted(journal)
    assert journal.stored(SECOND).text == "theirs"
    assert len(journal.page.sheet.strip.buttons) == 3
    journal.qtbot.waitUntil(lambda: "mine # Second\n\nwords" in journal.revisions(SECOND))


def test_the_whole_question_is_seen_in_a_low_panel(journal: Journal) -> None:
    journal.page.resize(460, 330)
    parted(journal)
    label = journal.page.sheet.strip.label
    journal.qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert label.heightForWidth(label.width()) > label.fontMetrics().height()


def test_mine_becomes_a_new_entry(journal: Journal) -> None:
    parted(journal)
    QTest.mouseClick(journal.page.sheet.strip.buttons[0], Qt.MouseButton.LeftButton)
    journal.settle()
    assert journal.stored(SECOND).text == "theirs"
    assert journal.stored(3).text == "mine # Second\n\nwords"
    assert journal.page.sheet.strip.isHidden()


def test_typing_on_chooses_the_same(journal: Journal) -> None:
    parted(journal)
    journal.type("and more ")
    journal.settle()
    assert journal.stored(SECOND).text == "theirs"
    assert journal.stored(3).text == "mine and more # Second\n\nwords"


def test_the_window_that_closes_before_a_choice_keeps_both(journal: Journal) -> None:
    parted(journal)
    journal.page.leave()
    journal.session.close()
    assert {each.text for each in journal.entries()} > {"theirs", "mine # Second\n\nwords"}


def test_theirs_can_be_shown_and_mine_comes_back_by_an_undo(journal: Journal) -> None:
    parted(journal)
    QTest.mouseClick(journal.page.sheet.strip.buttons[1], Qt.MouseButton.LeftButton)
    assert journal.page.sheet.editor.text == "theirs"
    journal.settle()
    assert journal.stored(SECOND).version == 2
    journal.page.sheet.editor.undo()
    assert journal.page.sheet.editor.text == "mine # Second\n\nwords"
    journal.settle()
    assert journal.stored(SECOND).text == "mine # Second\n\nwords"


def test_the_differences_can_be_looked_at(journal: Journal) -> None:
    from gridwatch.ui.thesis.journal.parting import DifferencesDialog

    parted(journal)
    QTest.mouseClick(journal.page.sheet.strip.buttons[2], Qt.MouseButton.LeftButton)
    dialog = journal.page.sheet.strip.findChild(DifferencesDialog)
    assert dialog is not None
    assert dialog.differences.toPlainText() == "− theirs\n+ mine # Second\n+ \n+ words"
    dialog.close()


def test_an_entry_that_is_deleted_elsewhere_is_kept_where_something_was_typed(
    journal: Journal,
) -> None:
    page = journal.show()
    journal.type("mine ")
    journal.elsewhere(RemoveEntry(SECOND))
    assert page.writing is not None
    page.writing.save()
    journal.qtbot.waitUntil(lambda: page.writing is not None and page.writing.entry.id == 3)
    journal.type("still ")
    journal.settle()
    assert page.sheet.strip.isHidden()
    assert journal.entries()[0].text.startswith("mine still # Second")


def test_an_entry_that_is_deleted_elsewhere_goes_where_nothing_was_typed(journal: Journal) -> None:
    page = journal.show()
    journal.elsewhere(RemoveEntry(SECOND))
    page.elsewhere.look()
    journal.qtbot.waitUntil(lambda: page.writing is not None and page.writing.entry.id == 1)
    assert page.sheet.editor.text == "# First\n\nwords"


def test_the_day_and_the_subject_change_while_words_are_typed(journal: Journal) -> None:
    page = journal.show()
    journal.type("a")
    assert page.writing is not None
    page.writing.save()
    page.sheet.moved.emit(DAY.replace(day=9), COMPANY)
    journal.type("b")
    journal.settle()
    found = journal.stored(SECOND)
    assert (found.on.day, found.text[:3]) == (9, "ab#")
    undo = journal.inverses[[type(each) for each in journal.edits].index(MoveEntry)]
    journal.type("c")
    journal.edit(undo, None, None)
    journal.type("d")
    journal.settle()
    found = journal.stored(SECOND)
    assert (found.on.day, found.text[:5]) == (3, "abcd#")


def test_an_entry_that_gets_another_subject_leaves_the_list(journal: Journal) -> None:
    page = journal.show()
    row = next(
        row
        for row in range(page.sheet.subject.count())
        if page.sheet.subject.itemData(row) == About(2)
    )
    page.sheet.subject.setCurrentIndex(row)
    page.sheet.subject.activated.emit(row)
    journal.qtbot.waitUntil(lambda: [each.title for each in page.list.model_.heads] == ["First"])
    journal.qtbot.waitUntil(lambda: page.writing is not None and page.writing.entry.id == 1)
    assert [each.text for each in journal.entries(About(2))] == ["# Second\n\nwords"]


def test_a_text_that_is_too_long_is_kept_here_and_said(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_module, "LONGEST_TEXT", 100)
    page = journal.show()
    journal.type("x" * 101)
    assert page.writing is not None
    page.writing.save()
    assert page.writing.state is State.TOO_LONG
    assert "Too long" in page.sheet.line.text()
    page.sheet.editor.undo()
    journal.type("short ")
    journal.settle()
    assert journal.stored(SECOND).text == "short # Second\n\nwords"


def test_a_page_that_is_hidden_has_its_words_stored(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing_module, "SAVE_MILLISECONDS", 60_000)
    page = journal.show()
    journal.type("x")
    page.hide()
    journal.settle()
    assert journal.stored(SECOND).text.startswith("x#")


SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from gridwatch.domain.thesis.about import About
from gridwatch.places import Profile
from gridwatch.preferences import Preferences
from gridwatch.runtime.session import Session
from gridwatch.store.database import open_user
from gridwatch.ui.appearance import make_application
from gridwatch.ui.look import look_now
from gridwatch.ui.thesis.journal.page import JournalPage

app = make_application()
profile = Profile(Path(sys.argv[1]), simulated=True)
session = Session(profile, open_user(profile.user_db))
page = JournalPage(session, look_now(app, Preferences(), "en", "light"))
page.edited.connect(
    lambda edit, made, unmade: session.edit(edit, lambda *_: made(), lambda _: unmade())
)
page.show()
page.show_about(About())
while page.writing is None:
    QTest.qWait(10)
page.writing.stored.connect(lambda: print("stored", page.writing.entry.text.count(" "), flush=True))
number = 0
while True:
    QTest.keyClicks(page.sheet.editor, f"{number} ")
    print("typed", number, flush=True)
    number += 1
    QTest.qWait(20)
"""


def test_a_kill_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    open_user(tmp_path / "user.db").close()
    child = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        text=True,
    )
    assert child.stdout is not None
    told = list[tuple[str, int]]()
    try:
        # In the middle of typing, with a part of it stored and a part not.
        while sum(what == "stored" for what, _ in told[:-5]) < 2:
            what, count = child.stdout.readline().split()
            told.append((what, int(count)))
    finally:
        child.kill()
        child.stdout.close()
        child.wait()
    user = open_user(tmp_path / "user.db")
    (entry,) = entries_about(user, NOTHING)
    kept = [int(each) for each in entry.text.split()]
    assert kept == list(range(len(kept)))
    assert len(kept) >= max(count for what, count in told if what == "stored")
    apply(user, SaveEntry(entry.id, entry.version, "whole", entry.on, NOTHING), NOW)
    user.close()
