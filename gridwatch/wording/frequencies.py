"""How often a series has a figure, in the reader's words."""

from __future__ import annotations

from gridwatch.domain.thesis.figures import Frequency
from gridwatch.wording import speech

translate = speech.translate


def frequency_words(frequency: Frequency) -> str:
    """Return a frequency in one word."""
    match frequency:
        case Frequency.DAY:
            return translate("Figures", "daily")
        case Frequency.WEEK:
            return translate("Figures", "weekly")
        case Frequency.MONTH:
            return translate("Figures", "monthly")
        case Frequency.QUARTER:
            return translate("Figures", "quarterly")
        case Frequency.HALF:
            return translate("Figures", "half-yearly")
        case Frequency.YEAR:
            return translate("Figures", "yearly")
        case Frequency.IRREGULAR:
            return translate("Figures", "irregular")
