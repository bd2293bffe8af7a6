"""The sentences for what can be wrong with journal entries, their links and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

JOURNAL_PROBLEMS = cast(
    "Mapping[str, str]",
    {
        "entry_conflict": QT_TRANSLATE_NOOP(
            "Problem", "This entry was changed elsewhere meanwhile. Nothing was overwritten."
        ),
        "entry_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such entry any more."),
        "link_claim": QT_TRANSLATE_NOOP(
            "Problem", "The claim that this link led to is in another profile, or gone."
        ),
        "link_scheme": QT_TRANSLATE_NOOP(
            "Problem",
            "Links to “{scheme}:” are never opened: they could read or start something on this"
            " computer. Only http and https are.",
        ),
        "link_unreadable": QT_TRANSLATE_NOOP(
            "Problem", "“{text}” is no web address, so it is not opened."
        ),
        "paste_large": QT_TRANSLATE_NOOP(
            "Problem",
            "What you paste has {length} characters; an entry can hold {most} and has {there}"
            " already. Nothing was pasted.",
        ),
        "paste_lines": QT_TRANSLATE_NOOP(
            "Problem",
            "What you paste has {lines} lines, the longest of {longest} characters. A note takes"
            " up to {most} lines of {length} characters. Nothing was pasted.",
        ),
        "picture_file_large": QT_TRANSLATE_NOOP(
            "Problem",
            "This picture has {size} MB. Make it smaller first: up to {most} MB can be read.",
        ),
        "picture_large": QT_TRANSLATE_NOOP(
            "Problem", "This picture has {size} MB; at most {most} MB can be kept."
        ),
        "picture_pixels": QT_TRANSLATE_NOOP(
            "Problem",
            "This picture has {width} × {height} pixels. Make it smaller first: up to {most}"
            " million pixels can be read.",
        ),
        "picture_unreadable": QT_TRANSLATE_NOOP(
            "Problem",
            "This is no picture that can be read ({reason}). PNG, JPEG, GIF, WebP and BMP can.",
        ),
        "text_long": QT_TRANSLATE_NOOP(
            "Problem",
            "This text has {length} characters; at most {most} can be kept here.",
        ),
    },
)
