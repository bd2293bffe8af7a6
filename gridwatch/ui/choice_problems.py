"""The sentences for what can't be wanted of a portfolio, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

CHOICE_PROBLEMS = cast(
    "Mapping[str, str]",
    {
        "rebalance_account": QT_TRANSLATE_NOOP(
            "Problem", "Money is moved between accounts, and not traded."
        ),
        "rebalance_incomplete": QT_TRANSLATE_NOOP(
            "Problem",
            "Prices or rates are missing: without them no trades can be suggested.",
        ),
        "saved_period_exists": QT_TRANSLATE_NOOP("Problem", "There is a period “{name}” already."),
        "saved_period_order": QT_TRANSLATE_NOOP("Problem", "The period ends before it begins."),
        "saved_period_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such period any more."),
        "saved_period_unnamed": QT_TRANSLATE_NOOP("Problem", "Give the period a name."),
        "target_dimension": QT_TRANSLATE_NOOP(
            "Problem", "Targets are not set for single securities."
        ),
        "target_share_range": QT_TRANSLATE_NOOP("Problem", "A target is between 0 and 100 %."),
        "target_shares_sum": QT_TRANSLATE_NOOP(
            "Problem", "The targets add up to {total} %; more than 100 % can't be held."
        ),
    },
)
