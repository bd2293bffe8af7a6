"""The sentences for why a chart can't tell what the user's shares have cost, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

OWN_PROBLEMS = cast(
    "Mapping[str, str]",
    {
        "own_cost_rate": QT_TRANSLATE_NOOP(
            "Problem", "Your cost is not drawn: no rate of {currency} is known for {day}."
        ),
        "own_cost_untold": QT_TRANSLATE_NOOP(
            "Problem",
            "Your cost is not drawn: the ledger does not tell what all of these shares have cost.",
        ),
    },
)
