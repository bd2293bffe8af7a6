"""How a value was observed: live, or found in the history afterwards."""

from __future__ import annotations

from enum import StrEnum


class Sight(StrEnum):
    """How a value was observed."""

    LIVE = "live"  # a quote
    BAR = "bar"  # a finished day, found in the history
