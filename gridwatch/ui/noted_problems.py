"""The sentences for what is wrong with rules over figures and claims, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

NOTED_PROBLEMS = cast(
    "Mapping[str, str]",
    {
        "condition_period": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is no number of periods. Write it like: {example}",
        ),
        "condition_periods": QT_TRANSLATE_NOOP(
            "Problem",
            "A condition looks at 1 to {most} figures in a row, not {text}.",
        ),
        "condition_series": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is no name of a series: it has letters, digits and _, at most {most}.",
        ),
        "rule_claim_change": QT_TRANSLATE_NOOP(
            "Problem",
            "This alert tests a claim. Change its test there.",
        ),
        "rule_of_claim": QT_TRANSLATE_NOOP(
            "Problem",
            "This alert tests a claim. Change the claim, or mute the alert.",
        ),
        "rule_review_joined": QT_TRANSLATE_NOOP(
            "Problem",
            "“review” watches the calendar: make an alert of its own for it.",
        ),
        "rule_review_subject": QT_TRANSLATE_NOOP(
            "Problem",
            "Claims are about companies and themes: choose one.",
        ),
        "rule_review_test": QT_TRANSLATE_NOOP(
            "Problem",
            "A date proves no claim wrong: test something else.",
        ),
        "rule_theme": QT_TRANSLATE_NOOP(
            "Problem",
            "A theme has no {measure}: its alerts look at figures that you keep, and at"
            " exchange rates.",
        ),
        "series_near": QT_TRANSLATE_NOOP(
            "Problem",
            "There is no series “{key}” here. Is it {nearest}?",
        ),
        "series_none": QT_TRANSLATE_NOOP(
            "Problem",
            "There is no series “{key}” here: enter its figures first.",
        ),
        "series_period": QT_TRANSLATE_NOOP(
            "Problem",
            "“{key}” has figures of other periods. Write it like: {example}",
        ),
        "series_scale": QT_TRANSLATE_NOOP(
            "Problem",
            "“{key}” is counted in {unit} already: write the level without bn or the like,"
            " or with its currency.",
        ),
        "series_unit": QT_TRANSLATE_NOOP(
            "Problem",
            "“{key}” is counted in {unit}, not in {other}.",
        ),
    },
)
