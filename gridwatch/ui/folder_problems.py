"""The sentences for what is wrong with a folder of a thesis, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

FOLDER_PROBLEMS = cast(
    "Mapping[str, str]",
    {
        "folder_choice": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is none of: {known}.",
        ),
        "folder_columns": QT_TRANSLATE_NOOP(
            "Problem",
            "The table needs the columns “date” and “what”; missing: {names}.",
        ),
        "folder_csv": QT_TRANSLATE_NOOP(
            "Problem",
            "This line is no CSV ({reason}).",
        ),
        "folder_day": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is no date. Write it like 2026-03-02.",
        ),
        "folder_encoding": QT_TRANSLATE_NOOP(
            "Problem",
            "Line {line} is not in UTF-8, nor in another encoding that is known. Save the"
            " file as UTF-8.",
        ),
        "folder_figures": QT_TRANSLATE_NOOP(
            "Problem",
            "The table needs the columns “period” and “value”; missing: {names}.",
        ),
        "folder_history": QT_TRANSLATE_NOOP(
            "Problem",
            "This line of the history is not as it was written.",
        ),
        "folder_instant": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is no time. Write it like 2026-03-02 14:05:00+00:00.",
        ),
        "folder_large": QT_TRANSLATE_NOOP(
            "Problem",
            "This file is larger than {most} MB.",
        ),
        "folder_link": QT_TRANSLATE_NOOP(
            "Problem",
            "This is a link and was not followed.",
        ),
        "folder_link_number": QT_TRANSLATE_NOOP(
            "Problem",
            "“{link}” is the number of a claim in the profile that this came from; here it"
            " leads nowhere. The words stay.",
        ),
        "folder_link_unknown": QT_TRANSLATE_NOOP(
            "Problem",
            "The claim of the link “{link}” is neither here nor imported with the folder."
            " The link stays as it is.",
        ),
        "folder_many": QT_TRANSLATE_NOOP(
            "Problem",
            "There are more than {most} files.",
        ),
        "folder_moved": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} was changed while it was imported. Nothing was imported; try again.",
        ),
        "folder_newer": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} was written by a newer GridWatch. Install that version to import it.",
        ),
        "folder_none": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} is no folder that a thesis was exported to: there is no {name} in it.",
        ),
        "folder_number": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is no number.",
        ),
        "folder_outside": QT_TRANSLATE_NOOP(
            "Problem",
            "“{path}” is not in the folder and was not read.",
        ),
        "folder_owner": QT_TRANSLATE_NOOP(
            "Problem",
            "Neither “kind: theme” nor “symbols” says whose thesis this is.",
        ),
        "folder_picture": QT_TRANSLATE_NOOP(
            "Problem",
            "This is no picture that can be kept: only PNG and JPEG can.",
        ),
        "folder_picture_missing": QT_TRANSLATE_NOOP(
            "Problem",
            "The picture “{path}” is not there, or neither PNG nor JPEG. The words stay.",
        ),
        "folder_recoded": QT_TRANSLATE_NOOP(
            "Problem",
            "This file is in {encoding} and was read so.",
        ),
        "folder_row_long": QT_TRANSLATE_NOOP(
            "Problem",
            "This row is too long.",
        ),
        "folder_rows": QT_TRANSLATE_NOOP(
            "Problem",
            "A table takes at most {most} rows.",
        ),
        "folder_stray": QT_TRANSLATE_NOOP(
            "Problem",
            "This line belongs to no claim and is not imported.",
        ),
        "folder_taken": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} holds something else and was left as it is. Name a new or empty folder,"
            " or one of an earlier export.",
        ),
        "folder_unreadable": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} can't be read ({reason}).",
        ),
        "folder_unwritable": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} can't be written ({reason}). Name a folder in a place that you may write to.",
        ),
        "folder_yaml": QT_TRANSLATE_NOOP(
            "Problem",
            "This YAML is not understood ({reason}).",
        ),
        "thesis_page": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} can't be written ({reason}). Close it where it is open, or name a file"
            " in a folder that you may write to.",
        ),
        "thesis_page_name": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} is no name for a PDF. End it in .pdf.",
        ),
    },
)
