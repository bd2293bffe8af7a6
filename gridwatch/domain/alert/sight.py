"""How a value was observed, at which price, and why nobody was told of it."""

from __future__ import annotations

from enum import StrEnum


class Sight(StrEnum):
    """How a value was observed."""

    LIVE = "live"  # a quote
    BAR = "bar"  # a finished day, found in the history


class Quiet(StrEnum):
    """Why a firing was logged and nobody told."""

    NO = ""
    MUTED = "muted"
    SNOOZED = "snoozed"
    COOLDOWN = "cooldown"
    DAILY = "daily"  # it has spoken on this day already
    COUNT = "count"  # only the share count is another one


class Spot(StrEnum):
    """Which price of an observation a point is at."""

    LOW = "low"
    HIGH = "high"
    LAST = "last"
