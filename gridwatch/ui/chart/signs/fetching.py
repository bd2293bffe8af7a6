"""Whether anything fetches prices for the charts of this window, and the words for when not."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication


class Fetching(StrEnum):
    """Who fetches: our own collector, none until it runs again, or that of another GridWatch."""

    OWN = "own"
    INTERRUPTED = "interrupted"
    ELSEWHERE = "elsewhere"


def idle_words(fetching: Fetching) -> tuple[str, str]:
    """Return a title and a sentence that say why no bars within the day come; "" where they do."""
    if fetching is Fetching.INTERRUPTED:
        return (
            QCoreApplication.translate("Chart", "Fetching is interrupted"),
            QCoreApplication.translate(
                "Chart", "It starts again by itself; prices within the day are fetched then."
            ),
        )
    if fetching is Fetching.ELSEWHERE:
        return (
            QCoreApplication.translate("Chart", "No prices within the day yet"),
            QCoreApplication.translate(
                "Chart",
                "Another GridWatch fetches for this profile,"
                " and within the day only what its own charts show.",
            ),
        )
    return "", ""
