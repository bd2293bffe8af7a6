"""The sentences for what is wrong with a rule or its condition, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gridwatch.ui.noted_problems import NOTED_PROBLEMS

ALERT_PROBLEMS = cast(
    "Mapping[str, str]",
    {
        **NOTED_PROBLEMS,
        "condition_ambiguous": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” could mean thousands or decimals. Write it without the mark or with"
            " four decimals.",
        ),
        "condition_argument": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is not understood here. Write it like: {example}",
        ),
        "condition_argument_missing": QT_TRANSLATE_NOOP(
            "Problem",
            "Parentheses are missing behind “{text}”. Write it like: {example}",
        ),
        "condition_averages": QT_TRANSLATE_NOOP(
            "Problem",
            "Two averages of one kind and of different lengths are compared, or the price"
            " with one: {example}",
        ),
        "condition_close": QT_TRANSLATE_NOOP(
            "Problem",
            "This ) closes nothing.",
        ),
        "condition_currency": QT_TRANSLATE_NOOP(
            "Problem",
            "A market cap needs its currency: {example}",
        ),
        "condition_currency_unknown": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is neither a currency nor a scale such as bn.",
        ),
        "condition_deep": QT_TRANSLATE_NOOP(
            "Problem",
            "Parentheses go at most {most} deep.",
        ),
        "condition_empty": QT_TRANSLATE_NOOP(
            "Problem",
            "A condition is missing. Write it like: {example}",
        ),
        "condition_joint": QT_TRANSLATE_NOOP(
            "Problem",
            "“and” or “or” is missing before “{text}”.",
        ),
        "condition_level": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is no level for this. Write it like: {example}",
        ),
        "condition_level_missing": QT_TRANSLATE_NOOP(
            "Problem",
            "Here a level is missing. Write it like: {example}",
        ),
        "condition_long": QT_TRANSLATE_NOOP(
            "Problem",
            "A condition has at most {most} letters.",
        ),
        "condition_many": QT_TRANSLATE_NOOP(
            "Problem",
            "A condition has at most {most} parts.",
        ),
        "condition_measure": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is nothing that can be watched. There are: {known}. Figures that you keep"
            " are written {series}.",
        ),
        "condition_measure_near": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is nothing that can be watched. Is it {nearest}?",
        ),
        "condition_open": QT_TRANSLATE_NOOP(
            "Problem",
            "This ( is never closed.",
        ),
        "condition_pair": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is no exchange rate: two different currencies make one, as in USDCNY.",
        ),
        "condition_range": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is out of range: here a level is from {lowest} to {highest}.",
        ),
        "condition_relation": QT_TRANSLATE_NOOP(
            "Problem",
            "Here >= or <= is missing. Write it like: {example}",
        ),
        "condition_sessions": QT_TRANSLATE_NOOP(
            "Problem",
            "An average is of {least} to {most} sessions, not {text}.",
        ),
        "condition_term": QT_TRANSLATE_NOOP(
            "Problem",
            "Here something to watch is missing, as in: {example}",
        ),
        "rule_condition": QT_TRANSLATE_NOOP(
            "Problem",
            "This condition can't be kept exactly.",
        ),
        "rule_cooldown": QT_TRANSLATE_NOOP(
            "Problem",
            "An alert can be quiet for at most {days} days after it has spoken.",
        ),
        "rule_expired": QT_TRANSLATE_NOOP(
            "Problem",
            "The alert would be over already: its last day is past.",
        ),
        "rule_name": QT_TRANSLATE_NOOP(
            "Problem",
            "The name of an alert has at most {most} letters.",
        ),
        "rule_of_target": QT_TRANSLATE_NOOP(
            "Problem",
            "This alert belongs to a target. Remove the target, or mute the alert.",
        ),
        "rule_pair": QT_TRANSLATE_NOOP(
            "Problem",
            "The alert is about {key}, and its condition about {pair}.",
        ),
        "rule_rate": QT_TRANSLATE_NOOP(
            "Problem",
            "An exchange rate is watched by an alert of its own, and that by nothing else.",
        ),
        "rule_since": QT_TRANSLATE_NOOP(
            "Problem",
            "{day} has not come yet.",
        ),
        "rule_slack": QT_TRANSLATE_NOOP(
            "Problem",
            "How far a value has to come back is zero or more, at most 100%.",
        ),
        "rule_snoozed": QT_TRANSLATE_NOOP(
            "Problem",
            "The time until which the alert is to be quiet is past.",
        ),
        "rule_subject": QT_TRANSLATE_NOOP(
            "Problem",
            "What the alert is about is not there any more.",
        ),
        "rule_target_change": QT_TRANSLATE_NOOP(
            "Problem",
            "This alert belongs to a target. Change the target.",
        ),
        "rule_unknown": QT_TRANSLATE_NOOP(
            "Problem",
            "There is no alert {number}.",
        ),
        "rule_stale_joined": QT_TRANSLATE_NOOP(
            "Problem",
            "“stale” watches the clock, not prices: make an alert of its own for it.",
        ),
        "rules_full": QT_TRANSLATE_NOOP(
            "Problem",
            "There are {most} alerts already.",
        ),
    },
)
