"""How a claim stands, in the reader's words."""

from __future__ import annotations

from gridwatch.domain.thesis.claim import Status
from gridwatch.wording import speech

translate = speech.translate


def status_words(status: Status) -> str:
    """Return how a claim stands in one word."""
    match status:
        case Status.OPEN:
            return translate("Claims", "open")
        case Status.HOLDING:
            return translate("Claims", "holding")
        case Status.FAILING:
            return translate("Claims", "failing")
        case Status.BROKEN:
            return translate("Claims", "broken")
        case Status.CONFIRMED:
            return translate("Claims", "confirmed")
