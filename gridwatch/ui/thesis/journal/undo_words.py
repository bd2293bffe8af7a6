"""What the edits of the journal are called after “Undo:”, and which of them are no steps."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridwatch.services.edits import Edit
from gridwatch.services.thesis import entry_edits

translate = QCoreApplication.translate


def is_writing(edit: Edit) -> bool:
    """Tell whether an edit only stores what is typed: the editor itself takes that back."""
    return isinstance(
        edit,
        entry_edits.SaveEntry
        | entry_edits.HandOver
        | entry_edits.GoOnWriting
        | entry_edits.KeepText
        | entry_edits.AddPicture,
    )


def words_of_entry(edit: Edit) -> tuple[str, str] | None:
    """Return what an edit of the journal does, with nobody's name; None for anything else."""
    match edit:
        case entry_edits.AddEntry():
            return translate("Undo", "new journal entry"), ""
        case entry_edits.SaveEntry() | entry_edits.HandOver() | entry_edits.GoOnWriting():
            return translate("Undo", "writing in the journal"), ""
        case entry_edits.MoveEntry():
            return translate("Undo", "changing a journal entry's day or subject"), ""
        case entry_edits.RemoveEntry():
            return translate("Undo", "deleting a journal entry"), ""
    return None
