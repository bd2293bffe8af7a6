"""What the window's undo says of the journal, and what it leaves to the editor."""

from __future__ import annotations

import pytest

from gridwatch.domain.thesis.journal import Picture
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.entry_edits import (
    AddEntry,
    AddPicture,
    GoOnWriting,
    KeepText,
    MoveEntry,
    RemoveEntry,
    SaveEntry,
)
from gridwatch.ui.undo import can_be_undone, label_of
from tests.ui.test_undo import EMPTY
from tests.ui.thesis.journal.conftest import COMPANY, DAY

ADD = AddEntry(COMPANY, DAY)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (ADD, "new journal entry"),
        (MoveEntry(1, DAY, COMPANY), "changing a journal entry's day or subject"),
        (RemoveEntry(1), "deleting a journal entry"),
    ],
)
def test_edits_of_entries_are_steps_with_words(edit: Edit, words: str) -> None:
    assert can_be_undone(edit)
    assert label_of(edit, EMPTY, "en") == words


@pytest.mark.parametrize(
    "edit",
    [
        SaveEntry(1, 1, "x", DAY, COMPANY),
        GoOnWriting(ADD, "x"),
        KeepText(1, "x"),
        AddPicture(Picture("", "png", b"")),
    ],
)
def test_what_is_typed_is_no_step_of_the_window(edit: Edit) -> None:
    assert not can_be_undone(edit)
