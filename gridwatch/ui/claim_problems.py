"""The sentences for what is wrong with a claim, its evidence or a theme, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

CLAIM_PROBLEMS = cast(
    "Mapping[str, str]",
    {
        "starter_there": QT_TRANSLATE_NOOP("Problem", "The example thesis is there already."),
        "claim_about": QT_TRANSLATE_NOOP("Problem", "A claim is about one company or one theme."),
        "claim_conflict": QT_TRANSLATE_NOOP(
            "Problem", "This was changed elsewhere meanwhile; nothing was overwritten."
        ),
        "claim_conviction": QT_TRANSLATE_NOOP(
            "Problem", "A conviction is a percentage from 0 to 100, not {number}."
        ),
        "claim_statement": QT_TRANSLATE_NOOP("Problem", "A claim needs a statement."),
        "claim_tags": QT_TRANSLATE_NOOP("Problem", "A claim takes at most {most} tags."),
        "claim_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such claim any more."),
        "evidence_figure": QT_TRANSLATE_NOOP("Problem", "“{text}” is no number that can be kept."),
        "evidence_link": QT_TRANSLATE_NOOP("Problem", "“{text}” is no web address."),
        "evidence_range": QT_TRANSLATE_NOOP(
            "Problem", "The second number of a range is the larger one."
        ),
        "evidence_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such evidence any more."),
        "evidence_weight": QT_TRANSLATE_NOOP(
            "Problem", "The weight is a number from {least} to {most}, not {number}."
        ),
        "evidence_words": QT_TRANSLATE_NOOP(
            "Problem", "Evidence needs some words: what was found?"
        ),
        "evidence_number": QT_TRANSLATE_NOOP(
            "Problem", "“{text}” is no number. Write it like {example}."
        ),
        "text_long": QT_TRANSLATE_NOOP(
            "Problem",
            "This text has {length} characters; at most {most} can be kept here.",
        ),
        "theme_exists": QT_TRANSLATE_NOOP("Problem", "There is a theme “{name}” already."),
        "theme_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such theme any more."),
        "theme_unnamed": QT_TRANSLATE_NOOP("Problem", "A theme needs a name."),
    },
)
